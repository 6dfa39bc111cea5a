//! Articles that come, change and go while they are read: they are taken in, and the page stays where it is.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::action::Effect;
use crate::app::corpus_search;
use crate::app::document::Document;
use crate::app::document::Position;
use crate::app::document::ViewportTop;
use crate::app::go_to;
use crate::app::jobs::{Reply, Rescanned, Slot};
use crate::app::queries::{Rescan, RescanQuery, Snapshot};
use crate::app::reload_list;
use crate::app::state::State;
use crate::article::ArticleKey;
use crate::corpus::{Index, Segment};

/// What became of the articles since the index was made.
#[derive(Clone, Debug)]
pub enum IndexPatch {
    /// These were found anew, with what is in them.
    Found(Arc<Segment>),
    /// These are gone.
    Gone(Vec<ArticleKey>),
}

impl IndexPatch {
    /// An index with this taken in.
    pub fn applied_to(&self, index: &Index) -> Index {
        match self {
            Self::Found(segment) => index.with_segment(Arc::clone(segment)),
            Self::Gone(keys) => index.without(keys),
        }
    }
}

/// What was heard of the files and not looked at yet.
#[derive(Debug, Default)]
pub struct FileChanges {
    touched: Vec<PathBuf>,
    /// The look that is under way.
    pub rescan: Slot<RescanQuery>,
    /// Whether a look is under way, or what it found is held.
    is_looking: bool,
    /// The open article, if its file is gone: it stays until it is left.
    leaving: Option<ArticleKey>,
    /// What a look found while something was being typed that is about the page: it waits until that is done.
    held: Option<Box<Rescan>>,
    /// Whether the open article waits likewise to be read again.
    is_behind: bool,
    /// Where one was in the open article, when its text was replaced by one in which the place is not.
    lost: Option<Position>,
}

/// Something happened to these paths.
pub fn touched(state: &mut State, paths: Vec<PathBuf>) -> Vec<Effect> {
    state.file_changes.touched.extend(paths);
    look(state)
}

/// Looks at what was touched, once the first reading is done: what has not been read yet is read as it is then.
pub fn look(state: &mut State) -> Vec<Effect> {
    if !state.loading.done || state.file_changes.is_looking || state.file_changes.touched.is_empty() {
        return Vec::new();
    }
    state.file_changes.is_looking = true;
    let mut touched = std::mem::take(&mut state.file_changes.touched);
    touched.sort_unstable();
    touched.dedup();
    state.file_changes.rescan.start(RescanQuery { snapshot: Snapshot::of(&state.index), touched });
    Vec::new()
}

/// Takes in what had to wait while something was being typed.
pub fn catch_up(state: &mut State) -> Vec<Effect> {
    if state.overlays.hold_page() {
        return Vec::new();
    }
    let mut effects = match state.file_changes.held.take() {
        Some(changes) => take_in(state, *changes),
        None => Vec::new(),
    };
    if std::mem::take(&mut state.file_changes.is_behind) {
        effects.extend(reload_list::reopen_if_changed(state));
    }
    effects
}

/// Whether the open article's new text has to wait; it is asked for again later.
pub fn is_to_wait(state: &mut State) -> bool {
    state.file_changes.is_behind |= state.overlays.hold_page();
    state.file_changes.is_behind
}

/// The open article's text is replaced. Its place in the new one, which may come back with a text that has it.
pub fn place_in(state: &mut State, opened: &Document) -> (ViewportTop, Option<usize>) {
    let here = state.open.as_ref().map(|open| Position::of(open, state.viewport, state.current_mention));
    let is_at_start = state.viewport == ViewportTop::default() && state.current_mention.is_none();
    let lost = state.file_changes.lost.take();
    if let Some(found) = lost.as_ref().filter(|_| is_at_start).and_then(|lost| lost.found_in(opened)) {
        return found;
    }
    let kept = reload_list::kept_place(state, opened);
    state.file_changes.lost = if kept.is_some() { lost.filter(|_| is_at_start) } else { here };
    kept.unwrap_or_default()
}

/// What news of articles begin with; later news take the place of earlier ones.
const NEWS: &str = "articles: ";

fn is_news(words: &str) -> bool {
    words.starts_with(NEWS)
}

/// Takes what a look found.
pub fn take(state: &mut State, reply: &mut Reply) -> Vec<Effect> {
    match state.file_changes.rescan.take(reply).and_then(|part| part.answer) {
        Some(changes) => take_in(state, changes),
        None => Vec::new(),
    }
}

fn take_in(state: &mut State, changes: Rescan) -> Vec<Effect> {
    if state.overlays.hold_page() {
        state.file_changes.held = Some(Box::new(changes));
        return Vec::new();
    }
    state.file_changes.is_looking = false;
    if !Arc::ptr_eq(&changes.list, state.index.gazetteer()) {
        // Matched with a list that has been replaced since.
        state.file_changes.touched.extend(changes.touched);
        return look(state);
    }
    // An article that only stands at another place of its file has not changed.
    let (mut arrived, mut rewritten) = (0, 0);
    let Rescanned { found, gone } = changes.articles;
    for row in found.iter().flat_map(|segment| segment.rows()) {
        match state.index.fingerprint(&row.key) {
            None => arrived += 1,
            Some(fingerprint) => rewritten += usize::from(fingerprint != row.fingerprint),
        }
    }
    let counts = [(arrived, "new"), (rewritten, "changed"), (gone.len(), "gone")];
    let open = state.open.as_ref().map(|open| open.article.key.clone());
    let (staying, gone): (Vec<_>, Vec<_>) = gone.into_iter().partition(|key| Some(key) == open.as_ref());
    // Each look names all that is gone: what it does not name is back.
    let was_leaving = std::mem::replace(&mut state.file_changes.leaving, staying.into_iter().next());
    let is_back = was_leaving.is_some() && was_leaving == open && state.file_changes.leaving.is_none();
    let amendments = found.into_iter().map(IndexPatch::Found);
    let amendments = amendments.chain((!gone.is_empty()).then_some(IndexPatch::Gone(gone)));
    for amendment in amendments {
        amend(state, amendment);
    }
    // What was read again meanwhile without it does not name it as gone once more.
    let is_known = open.as_ref().is_some_and(|key| state.index.fingerprint(key).is_some());
    if is_back && !is_known {
        state.file_changes.leaving = was_leaving;
    }
    let words: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    if state.file_changes.leaving.is_some() && state.file_changes.leaving == open {
        state.warn("The article's file is gone; the article stays until you leave it");
    } else if is_back && is_known {
        state.notify("The article's file is back");
    } else if !words.is_empty() && state.message.as_ref().is_none_or(|message| is_news(&message.text)) {
        state.notify(format!("{NEWS}{}", words.join(", ")));
    }
    let mut effects = reload_list::reopen_if_changed(state);
    effects.extend(go_to::open_first(state));
    effects.extend(corpus_search::renew(state));
    effects.extend(look(state));
    effects
}

/// Takes this in now, and again into every index that is under way.
fn amend(state: &mut State, amendment: IndexPatch) {
    state.amend(amendment);
}

/// An article was left: if its file is gone, it goes too.
pub fn left(state: &mut State) {
    state.file_changes.lost = None;
    let open = state.open.as_ref().map(|open| &open.article.key);
    if let Some(key) = state.file_changes.leaving.take_if(|key| Some(&*key) != open) {
        amend(state, IndexPatch::Gone(vec![key]));
    }
}
