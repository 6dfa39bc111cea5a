//! Names that the articles contain and the list does not.

use std::sync::Arc;

use crate::analysis::suggestions::{Candidates, Suggestion};
use crate::app::jobs::{Lane, Library, Query, Stop};
use crate::gazetteer::Gazetteer;
use crate::views::suggest::rows::Indexed;

/// Number of articles after which progress is reported.
const REPORT_EVERY: usize = 256;

/// Asks for suggestions from all articles, including names that the user ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestionsQuery {
    /// The generation of the index.
    pub generation: u64,
}

/// The progress or the outcome of the query.
#[derive(Clone, Debug)]
pub enum SuggestionsPart {
    /// Number of articles searched so far.
    Progress(usize),
    /// The suggestions.
    Done(Suggested),
}

/// Suggestions, and what they were derived from.
#[derive(Clone, Debug)]
pub struct Suggested {
    /// The generation of the index that they were asked for.
    pub generation: u64,
    /// The list that numbers their kinds and entries.
    pub list: Arc<Gazetteer>,
    /// The suggestions.
    pub rows: Vec<Suggestion>,
    /// The same suggestions, prepared for filtering and sorting.
    pub indexed: Vec<Indexed>,
    /// True if there were too many names or words to track them all.
    pub is_truncated: bool,
}

impl Query for SuggestionsQuery {
    type Answer = SuggestionsPart;
    const LANE: Lane = Lane::Suggest;
    const STREAMS: bool = true;

    fn run(&self, library: &dyn Library, stop: &Stop, answer: &mut dyn FnMut(SuggestionsPart)) {
        let matcher = library.matcher();
        let (mut gathered, mut articles) = (Candidates::new(), 0);
        library.names(&matcher, &mut |names| {
            gathered.add(names);
            articles += 1;
            if articles % REPORT_EVERY == 0 {
                answer(SuggestionsPart::Progress(articles));
            }
            !stop.is_set()
        });
        if stop.is_set() {
            return;
        }
        let rows = gathered.suggestions(matcher.gazetteer(), |_| false);
        answer(SuggestionsPart::Done(Suggested {
            generation: self.generation,
            list: Arc::clone(matcher.gazetteer()),
            indexed: Indexed::of_all(&rows),
            rows,
            is_truncated: gathered.is_truncated(),
        }));
    }
}
