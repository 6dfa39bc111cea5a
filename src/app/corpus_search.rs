//! The Search view: one expression over all articles, a row a hit, and the words around the one under the hand.

use crate::analysis::search::{ArticleHits, Hit};
use crate::app::action::Effect;
use crate::app::article_filter::{self, ArticleFilter};
use crate::app::geometry::{KeyedCursor, Pane};
use crate::app::go_to;
use crate::app::input::View;
use crate::app::input::text_field::{Edit, PromptEdit, TextField};
use crate::app::input::{Key, KeyCode};
use crate::app::jobs::{Part, Reply, Slot};
use crate::app::queries::{CorpusSearchPart, CorpusSearchQuery, Snapshot};
use crate::app::search::{self, Aim, Search};
use crate::app::session::SessionChange;
use crate::app::state::{JumpTarget, State};
use crate::article::ArticleKey;

/// Rows of the view above the first hit: the line that is typed, and what was found.
pub const HEAD_ROWS: u16 = 2;

/// A hit in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The article.
    pub key: ArticleKey,
    /// Which hit of its article it is, from 1.
    pub number: usize,
    /// The hit.
    pub hit: Hit,
}

/// A hit by its article and its number there, from 1.
pub type HitKey = (ArticleKey, usize);

/// What is remembered of the view.
#[derive(Debug, Default)]
pub struct CorpusSearch {
    /// The expression, as it is typed.
    pub line: TextField,
    /// Whether keys are typed into it.
    pub is_typing: bool,
    /// The search that is under way.
    pub search: Slot<CorpusSearchQuery>,
    /// The expression that the rows are for.
    pub expression: String,
    /// The hits.
    pub rows: Vec<Found>,
    /// Why the expression cannot be used.
    pub problem: Option<String>,
    /// Articles that have hits, in order, with how many.
    pub counts: Vec<(ArticleKey, u64)>,
    /// Articles searched so far, and how many there were to search.
    pub searched: (usize, usize),
    /// Whether a search is under way.
    pub is_searching: bool,
    /// What is found anew, since articles have changed, until all of it is there: what was found before stays so long.
    renewed: Option<Renewed>,
    /// Whether articles have changed since the search began.
    is_old: bool,
    /// The cursor among the hits: a hit is known by its article and its number there.
    pub row: KeyedCursor<HitKey>,
    /// The view from which typing began.
    from: View,
    /// What there was before another expression was typed, to go back to.
    before: Option<Box<Before>>,
}

/// A search that another one is typed over.
#[derive(Clone, Debug)]
struct Before {
    expression: String,
    rows: Vec<Found>,
    problem: Option<String>,
    counts: Vec<(ArticleKey, u64)>,
    searched: (usize, usize),
    row: KeyedCursor<HitKey>,
    is_old: bool,
}

/// Rows and counts on their way.
#[derive(Clone, Debug, Default)]
struct Renewed {
    rows: Vec<Found>,
    counts: Vec<(ArticleKey, u64)>,
}

impl CorpusSearch {
    /// Whether hits of a new search are still to come; what is found anew comes all at once.
    pub fn is_under_way(&self) -> bool {
        self.is_searching && self.renewed.is_none()
    }

    /// Whether nothing has come yet of a new search, not even that its expression cannot be used.
    pub fn lacks_verdict(&self) -> bool {
        self.is_under_way() && self.searched.0 == 0 && self.problem.is_none()
    }

    /// Hits over all articles searched so far, listed or not.
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|(_, count)| count).sum()
    }
}

/// Hits of each article, in order, where all were searched for an expression.
pub fn counts_for<'a>(state: &'a State, expression: &str) -> Option<&'a [(ArticleKey, u64)]> {
    let finding = &state.corpus_search;
    let is_whole = finding.searched.0 == finding.searched.1 && finding.problem.is_none();
    (finding.expression == expression && is_whole).then_some(finding.counts.as_slice())
}

/// Rows of the list of hits, and of the words around the one under the hand, on a screen as it is.
pub fn heights(state: &State) -> (u16, u16) {
    let room = state.layout().body.height.saturating_sub(HEAD_ROWS);
    let preview = if room < 8 { 0 } else { (room / 3).clamp(4, 12) };
    (room - preview, preview)
}

/// Into the view, to type an expression; the one before is offered.
pub fn begin(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    state.corpus_search.from = std::mem::replace(&mut state.view, View::Search);
    state.corpus_search.before = None;
    state.corpus_search.is_typing = true;
    if state.corpus_search.line.text().is_empty()
        && let Some(search) = &state.search
    {
        state.corpus_search.line = TextField::offered(search.expression.clone());
        return search_typed(state);
    }
    state.corpus_search.line = TextField::offered(state.corpus_search.line.text());
    put_hand_on_hit(state);
    let finding = &state.corpus_search;
    if !finding.is_searching && finding.searched.0 < finding.searched.1 {
        // It was given up.
        return search_typed(state);
    }
    renew_if_old(state)
}

/// The hand goes to the hit that the page is on, if the list is of the same search.
fn put_hand_on_hit(state: &mut State) {
    let (Some(search), Some(open)) = (&state.search, &state.open) else { return };
    let Some(at) = search.at.filter(|_| search.expression == state.corpus_search.expression) else { return };
    state.corpus_search.row.go_to((open.article.key.clone(), at + 1));
}

/// A key while an expression is typed.
pub fn type_key(state: &mut State, key: Key) -> Vec<Effect> {
    state.message = None;
    let page = isize::from(i16::try_from(heights(state).0).unwrap_or(1).max(1));
    match key.code {
        KeyCode::Down => return moved(state, 1),
        KeyCode::Up => return moved(state, -1),
        KeyCode::PageDown => return moved(state, page),
        KeyCode::PageUp => return moved(state, -page),
        // The line stays open when it is empty.
        KeyCode::Backspace if state.corpus_search.line.text().is_empty() => return Vec::new(),
        _ => {}
    }
    match state.corpus_search.line.prompt_key(key, Some(&state.search_history)) {
        PromptEdit::Accepted => finish(state),
        PromptEdit::Cancelled => give_up(state),
        PromptEdit::Changed => search_typed(state),
        PromptEdit::Unchanged => Vec::new(),
    }
}

/// Pasted text while typing.
pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    match state.corpus_search.line.insert(text) {
        Edit::Changed => search_typed(state),
        _ => Vec::new(),
    }
}

/// Typing ends: back to the view in which it began, and to the search there was before.
fn give_up(state: &mut State) -> Vec<Effect> {
    let finding = &mut state.corpus_search;
    finding.is_typing = false;
    state.view = finding.from;
    let Some(before) = finding.before.take() else { return stop(state) };
    let effects = stop(state);
    let finding = &mut state.corpus_search;
    // What still comes is of what was typed over it.
    finding.search.give_up();
    (finding.is_searching, finding.renewed) = (false, None);
    finding.line = TextField::new(before.expression.clone());
    (finding.expression, finding.problem) = (before.expression, before.problem);
    (finding.rows, finding.counts, finding.searched) = (before.rows, before.counts, before.searched);
    (finding.row, finding.is_old) = (before.row, before.is_old);
    effects.into_iter().chain(renew_where_used(state)).collect()
}

fn moved(state: &mut State, by: isize) -> Vec<Effect> {
    step(state, by);
    Vec::new()
}

fn search_typed(state: &mut State) -> Vec<Effect> {
    let finding = &mut state.corpus_search;
    let expression = std::mem::replace(&mut finding.expression, finding.line.text().to_owned());
    let (rows, counts) = (std::mem::take(&mut finding.rows), std::mem::take(&mut finding.counts));
    let problem = finding.problem.take();
    if finding.before.is_none() {
        // One that was under way is made again when it is wanted.
        let is_old = finding.is_old || finding.renewed.is_some();
        let (searched, row) = (finding.searched, std::mem::take(&mut finding.row));
        finding.before = Some(Box::new(Before { expression, rows, problem, counts, searched, row, is_old }));
    }
    (finding.renewed, finding.is_old) = (None, false);
    finding.row = KeyedCursor::default();
    finding.searched = (0, state.index.len());
    finding.is_searching = !finding.expression.is_empty();
    let expression = finding.expression.clone();
    if expression.is_empty() {
        finding.search.give_up();
    } else {
        finding.search.start(CorpusSearchQuery { snapshot: Snapshot::of(&state.index), expression });
    }
    Vec::new()
}

/// Stops a search that is under way.
pub fn stop(state: &mut State) -> Vec<Effect> {
    // What a narrowed list goes by is found to its end.
    let is_for_list = state.corpus_search.renewed.is_some() && state.filter.is_some();
    if is_for_list || !std::mem::take(&mut state.corpus_search.is_searching) {
        return Vec::new();
    }
    state.corpus_search.renewed = None;
    // What was found so far stays.
    state.corpus_search.search.give_up();
    Vec::new()
}

/// Articles have come, changed or gone: what was found is found anew, at once where it is shown or goes by, else when it is
/// wanted again.
pub fn renew(state: &mut State) -> Vec<Effect> {
    let finding = &mut state.corpus_search;
    let is_given_up = !finding.is_searching && finding.searched.0 < finding.searched.1;
    finding.is_old = !finding.expression.is_empty() && finding.problem.is_none() && !is_given_up;
    if let Some(before) = &mut finding.before {
        before.is_old = !before.expression.is_empty() && before.searched.0 == before.searched.1;
    }
    renew_where_used(state)
}

fn renew_where_used(state: &mut State) -> Vec<Effect> {
    let is_narrow = matches!(&state.filter, Some(ArticleFilter::Holding(expression, _)) if *expression == state.corpus_search.expression);
    if state.view == View::Search || is_narrow { renew_if_old(state) } else { Vec::new() }
}

/// Searches again where articles have changed since. What was found before stays until all is found anew.
pub fn renew_if_old(state: &mut State) -> Vec<Effect> {
    let finding = &mut state.corpus_search;
    if !finding.is_old || finding.is_searching {
        return Vec::new();
    }
    finding.is_searching = true;
    finding.is_old = false;
    finding.renewed = Some(Renewed::default());
    let expression = finding.expression.clone();
    finding.search.start(CorpusSearchQuery { snapshot: Snapshot::of(&state.index), expression });
    Vec::new()
}

/// Takes a part of a search, if it is the one under way.
pub fn take(state: &mut State, reply: &mut Reply) -> Vec<Effect> {
    let finding = &mut state.corpus_search;
    let Some(Part { answer, is_last }) = finding.search.take(reply) else { return Vec::new() };
    finding.is_searching = !is_last;
    let articles = match answer {
        None => Vec::new(),
        Some(CorpusSearchPart { found, searched }) => {
            if finding.renewed.is_none() {
                finding.searched.0 = searched;
            }
            match found {
                Ok(articles) => articles,
                Err(reason) => {
                    finding.problem = Some(reason);
                    return Vec::new();
                }
            }
        }
    };
    let (all_rows, counts) = match &mut finding.renewed {
        Some(renewed) => (&mut renewed.rows, &mut renewed.counts),
        None => (&mut finding.rows, &mut finding.counts),
    };
    for ArticleHits { key, hits, count } in articles {
        let rows = (1..).zip(hits).map(|(number, hit)| Found { key: key.clone(), number, hit });
        all_rows.extend(rows);
        counts.push((key, count));
    }
    if is_last {
        put_renewed(state);
        if state.corpus_search.is_old {
            return renew(state);
        }
    }
    Vec::new()
}

/// What was found anew takes the place of what was found before.
fn put_renewed(state: &mut State) {
    let Some(Renewed { rows, counts }) = state.corpus_search.renewed.take() else { return };
    let searched = state.corpus_search.search.wanted().map_or(0, |query| query.snapshot.len());
    let finding = &mut state.corpus_search;
    (finding.rows, finding.counts, finding.searched) = (rows, counts, (searched, searched));
    article_filter::renew(state);
}

fn finish(state: &mut State) -> Vec<Effect> {
    if state.corpus_search.problem.is_some() || state.corpus_search.line.text().is_empty() {
        return Vec::new();
    }
    state.corpus_search.is_typing = false;
    state.corpus_search.before = None;
    let expression = state.corpus_search.line.text().to_owned();
    state.search_history.keep(&expression);
    // n goes on with it in the article, however the list is left.
    let mut effects = match &state.search {
        Some(search) if search.expression == expression => Vec::new(),
        _ => search::begin(state, expression.clone(), Aim::Stay),
    };
    effects.push(Effect::Keep(SessionChange::Search(expression)));
    effects
}

fn key_at(rows: &[Found], at: usize) -> Option<HitKey> {
    rows.get(at).map(|found| (found.key.clone(), found.number))
}

/// Moves the cursor by some rows.
pub fn step(state: &mut State, by: isize) {
    let finding = &mut state.corpus_search;
    finding.row.step(by, finding.rows.len(), |at| key_at(&finding.rows, at));
}

/// Puts the cursor on a row.
pub fn move_to_row(state: &mut State, row: usize) {
    let finding = &mut state.corpus_search;
    finding.row.set_row(row, key_at(&finding.rows, row));
}

/// Finds the cursor's hit again.
pub fn settle(state: &mut State) {
    let height = usize::from(heights(state).0);
    let finding = &mut state.corpus_search;
    let find =
        |key: &HitKey| finding.rows.iter().position(|found| found.key == key.0 && found.number == key.1);
    finding.row.settle(finding.rows.len(), height, |at| key_at(&finding.rows, at), find);
}

/// The hit under the cursor.
pub fn at_cursor(state: &State) -> Option<&Found> {
    state.corpus_search.rows.get(state.corpus_search.row.row())
}

/// To the hit under the hand; `n` and `N` then walk on over all articles.
pub fn enter(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    let Some((key, offset)) = at_cursor(state).map(|found| (found.key.clone(), found.hit.range.start)) else {
        return Vec::new();
    };
    let expression = state.corpus_search.expression.clone();
    go_to::leave(state);
    state.view = View::Read;
    state.focus = Pane::Text;
    if state.is_open(&key) {
        return search::begin(state, expression, Aim::Hit(offset));
    }
    // It is made in the article that opens.
    state.search = Some(Search::new(expression, Aim::Hit(offset)));
    go_to::go_to(state, key, JumpTarget::Hit(offset))
}
