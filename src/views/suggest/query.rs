//! Names that the articles have and the list has not.

use std::collections::HashSet;
use std::sync::Arc;

use crate::analysis::suggestions::{Candidates, Suggestion};
use crate::app::jobs::{Lane, Library, Query, Stop};
use crate::gazetteer::Gazetteer;
use crate::text::fold::fold_form;

/// After how many articles the progress is reported.
const REPORT_EVERY: usize = 256;

/// Asks for suggestions from all articles.
#[derive(Clone, Debug)]
pub struct SuggestionsQuery {
    /// The generation of the index.
    pub generation: u64,
    /// Names that are not to be suggested, folded.
    pub refused: HashSet<String>,
}

impl PartialEq for SuggestionsQuery {
    /// A name refused meanwhile is hidden where suggestions are shown: it needs no new look.
    fn eq(&self, other: &Self) -> bool {
        self.generation == other.generation
    }
}

/// How far it has come, and the outcome.
#[derive(Clone, Debug)]
pub enum SuggestionsPart {
    /// So many articles were looked through.
    Progress(usize),
    /// The suggestions.
    Done(Suggested),
}

/// Suggestions, and what they were made of.
#[derive(Clone, Debug)]
pub struct Suggested {
    /// The generation of the index that they were asked for.
    pub generation: u64,
    /// The list that numbers their kinds and entries.
    pub list: Arc<Gazetteer>,
    /// The suggestions.
    pub rows: Vec<Suggestion>,
    /// True if there are more than can be kept apart.
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
        let is_refused = |name: &str| self.refused.contains(&fold_form(name));
        answer(SuggestionsPart::Done(Suggested {
            generation: self.generation,
            list: Arc::clone(matcher.gazetteer()),
            rows: gathered.suggestions(matcher.gazetteer(), is_refused),
            is_truncated: gathered.is_cut(),
        }));
    }
}
