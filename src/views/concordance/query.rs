//! The queries of the view: the lines of an entity, or of the sentences that it shares with another one, in all listed
//! articles, and their order.

use std::sync::Arc;

use crate::analysis::concordance::{Line, Sort, lines, mentions_of, sort_key};
use crate::analysis::dispersion::{dispersion, extent};
use crate::analysis::listing::Listing;
use crate::analysis::pair_sentences::{PairSentence, SentenceReader, SentenceText, pair_sentences_in};
use crate::app::jobs::{Lane, Library, Query, Stop};
use crate::app::queries::Snapshot;
use crate::article::{Article, ArticleKey};
use crate::corpus::{ArticleId, ReferentId};
use crate::mention::{EntityKey, Mention};

/// Maximum number of lines listed. All mentions, or sentences, are counted.
pub const MAX_LINES: usize = 10_000;
/// Cells of the bar that shows where in an article the mentions are.
pub const BAR_CELLS: usize = 24;
/// Number of articles after which a part is sent even if it has few lines.
const PART_ARTICLES: usize = 32;
/// Number of lines after which a part is sent.
const PART_LINES: usize = 256;

/// Asks for the lines of an entity, or of the sentences that hold it and another one.
#[derive(Clone, Debug, PartialEq)]
pub struct LinesQuery {
    /// The articles.
    pub snapshot: Snapshot,
    /// The listed articles, in order.
    pub listing: Listing,
    /// The entity.
    pub entity: EntityKey,
    /// The entity's id in the snapshot.
    pub referent: ReferentId,
    /// The other entity of the sentences, with its id in the snapshot. None if each mention has a line.
    pub partner: Option<(EntityKey, ReferentId)>,
}

/// A listed article with lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its id in the query's snapshot.
    pub id: ArticleId,
    /// Its key.
    pub key: ArticleKey,
    /// Number of its mentions, or of its sentences with both entities, listed or not.
    pub count: usize,
    /// How many of them start in each of [`BAR_CELLS`] equal shares of its text. Empty if it has a problem.
    pub bar: Vec<u32>,
    /// Their lines, in text order; fewer than `count` once [`MAX_LINES`] is reached. Empty if it has a problem.
    pub lines: Vec<Line>,
    /// The text of each line's sentence, in the same order. Empty if each mention has a line.
    pub sentences: Vec<SentenceText>,
    /// Why it has no lines: it cannot be read, or has changed since the index was made.
    pub problem: Option<String>,
}

/// The reports since the previous part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinesPart {
    /// The reports, in the order of the listing.
    pub reports: Vec<Report>,
    /// Reports read so far.
    pub read: usize,
    /// Reports to read in all.
    pub of: usize,
}

impl LinesQuery {
    fn mentions(&self, id: ArticleId) -> impl Iterator<Item = &Mention> {
        mentions_of(&self.snapshot, id, self.referent)
    }

    /// Returns the sentences of an article that hold both entities. None if each mention has a line.
    fn sentences(&self, id: ArticleId) -> Option<Vec<PairSentence<'_>>> {
        let (_, partner) = self.partner.as_ref()?;
        Some(pair_sentences_in(&self.snapshot, id, (self.referent, *partner)))
    }

    /// Returns how many lines an article has, without any limit.
    fn count(&self, id: ArticleId) -> usize {
        self.sentences(id).map_or_else(|| self.mentions(id).count(), |sentences| sentences.len())
    }

    /// Fills in what is read from the article's text, with at most `max_lines` lines.
    fn read(&self, report: &mut Report, article: &Article, position: u32, max_lines: usize) {
        let bar = |starts: &mut dyn Iterator<Item = usize>| dispersion(starts, &extent(article), BAR_CELLS);
        let Some(sentences) = self.sentences(report.id) else {
            report.bar = bar(&mut self.mentions(report.id).map(|mention| mention.start as usize));
            report.lines = lines(article, position, self.mentions(report.id).take(max_lines));
            return;
        };
        report.bar = bar(&mut sentences.iter().map(|sentence| sentence.mention().start as usize));
        let mut reader = SentenceReader::new(article);
        let read = sentences.iter().take(max_lines).map(|sentence| reader.read(position, sentence));
        (report.lines, report.sentences) = read.unzip();
    }
}

impl Query for LinesQuery {
    type Answer = LinesPart;
    // Like a search, it reads many articles.
    const LANE: Lane = Lane::Search;
    const STREAMS: bool = true;

    fn run(&self, library: &dyn Library, stop: &Stop, answer: &mut dyn FnMut(LinesPart)) {
        let matcher = library.matcher();
        let listed =
            (0..self.listing.len()).filter_map(|position| Some((position, self.listing.at(position)?)));
        let counted = listed.map(|(position, id)| (position, id, self.count(id)));
        let with_lines: Vec<(usize, ArticleId, usize)> = counted.filter(|(_, _, count)| *count > 0).collect();
        let (of, mut lines_left) = (with_lines.len(), MAX_LINES);
        let mut part = LinesPart { reports: Vec::new(), read: 0, of };
        let mut lines_in_part = 0;
        for (read, (position, id, count)) in (1..).zip(with_lines) {
            if stop.is_set() {
                return;
            }
            let Some(row) = self.snapshot.row(id) else { continue };
            let mut report = Report {
                id,
                key: row.key.clone(),
                count,
                bar: Vec::new(),
                lines: Vec::new(),
                sentences: Vec::new(),
                problem: None,
            };
            match library.open(&matcher, &row.key, Some(row.fingerprint)) {
                Err(reason) => report.problem = Some(reason),
                Ok((_, Some(_))) => report.problem = Some("changed since it was read".to_owned()),
                Ok((article, None)) => {
                    let position = u32::try_from(position).unwrap_or(u32::MAX);
                    self.read(&mut report, &article, position, lines_left);
                    lines_left = lines_left.saturating_sub(report.lines.len());
                }
            }
            lines_in_part += report.lines.len();
            part.reports.push(report);
            part.read = read;
            // The first report is shown at once.
            if read == 1 || lines_in_part >= PART_LINES || part.reports.len() >= PART_ARTICLES {
                let next = LinesPart { reports: Vec::new(), read, of };
                answer(std::mem::replace(&mut part, next));
                lines_in_part = 0;
            }
        }
        answer(part);
    }
}

/// Asks for the order of lines. There may be too many to sort while keys are handled.
#[derive(Clone, Debug)]
pub struct OrderQuery {
    /// The lines, in the order of the articles.
    pub lines: Arc<Vec<Line>>,
    /// Their sort order.
    pub sort: Sort,
}

impl PartialEq for OrderQuery {
    fn eq(&self, other: &Self) -> bool {
        self.sort == other.sort && Arc::ptr_eq(&self.lines, &other.lines)
    }
}

impl Query for OrderQuery {
    /// The lines by their indices, in order.
    type Answer = Vec<u32>;
    const LANE: Lane = Lane::Quick;

    fn run(&self, _library: &dyn Library, _stop: &Stop, answer: &mut dyn FnMut(Self::Answer)) {
        let mut order: Vec<(u32, &Line)> = (0..).zip(self.lines.iter()).collect();
        order.sort_by_cached_key(|(_, line)| sort_key(line, self.sort));
        answer(order.into_iter().map(|(at, _)| at).collect());
    }
}
