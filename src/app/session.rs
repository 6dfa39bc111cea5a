//! What is remembered from one sitting to the next: what is told as it changes, and what comes back.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::analysis::listing::Sort;
use crate::app::action::Effect;
use crate::app::display::Highlight;
use crate::app::document::Document;
use crate::app::document::Position;
use crate::app::document::ViewportTop;
use crate::app::geometry::Pane;
use crate::app::go_to;
use crate::app::input::View;
use crate::app::input::text_field::History;
use crate::app::marks::Mark;
use crate::app::read_marks::ReadMark;
use crate::app::state::{JumpTarget, State};
use crate::article::ArticleKey;
use crate::mention::EntityKey;

/// How the screen is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// The open article.
    pub open: Option<ArticleKey>,
    /// The selected entity.
    pub selected: Option<EntityKey>,
    /// The view.
    pub view: View,
    /// The pane that keys act on.
    pub focus: Pane,
    /// Kinds that are hidden, by their ids.
    pub hidden: BTreeSet<String>,
    /// Which mentions stand out, where it is not as the settings have it.
    pub highlight: Option<Highlight>,
    /// What the list of articles is sorted by, where it is not as the settings have it.
    pub sort: Option<Sort>,
    /// Whether mentions inside longer ones are shown.
    pub uncounted: bool,
    /// Whether one pane has the screen to itself.
    pub alone: bool,
}

/// Something to remember.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionChange {
    /// Where one is in an article.
    Place(ArticleKey, Position),
    /// How far an article was read.
    ReadMark(ArticleKey, ReadMark),
    /// An article counts as not read.
    Unread(ArticleKey),
    /// A mark was set, or taken away.
    Mark(char, Option<Mark>),
    /// How the screen is.
    Session(Box<Session>),
    /// Something was searched for.
    Search(String),
}

/// What was remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedState {
    /// How the screen was.
    pub session: Option<Session>,
    /// Where one was in each article.
    pub places: HashMap<ArticleKey, Position>,
    /// How far each was read.
    pub seen: HashMap<ArticleKey, ReadMark>,
    /// The marks.
    pub marks: BTreeMap<char, Mark>,
    /// What was searched for, the oldest first.
    pub history: Vec<String>,
}

/// What is told to be remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Journal {
    /// Nothing: what was remembered has not come, and no hand has done anything yet.
    #[default]
    Untouched,
    /// Nothing: what was remembered has not come, or nothing is to be remembered.
    InUse,
    /// What differs from what was told last.
    Since(Box<Told>),
}

/// What was told last, so that only what changes is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    place: Option<(ArticleKey, u64, ViewportTop, Option<usize>)>,
    seen: Option<(ArticleKey, ReadMark)>,
    session: Option<Session>,
    /// What settings say of what a session may say otherwise.
    highlight: Highlight,
    sort: Sort,
}

fn session_of(state: &State, told: &Told) -> Session {
    Session {
        open: state.open.as_ref().map(|open| open.article.key.clone()),
        selected: state.selected.clone(),
        view: state.view,
        focus: state.focus,
        hidden: state.hidden.clone(),
        highlight: Some(state.display.highlight).filter(|highlight| *highlight != told.highlight),
        sort: Some(state.sort).filter(|sort| *sort != told.sort),
        uncounted: state.show_nested,
        alone: state.zoomed,
    }
}

/// Tells what changed since it was told last. Nothing is told before what was remembered has come, or where nothing is to be.
pub fn tell(state: &mut State) -> Vec<Effect> {
    let mut told = match std::mem::take(&mut state.journal) {
        Journal::Since(told) => told,
        other => {
            state.journal = other;
            return Vec::new();
        }
    };
    let mut effects = Vec::new();
    let mut keep = |memo: SessionChange| effects.push(Effect::Keep(memo));
    if let Some(open) = &state.open {
        let key = &open.article.key;
        let place = place_of(state, open);
        if told.place.as_ref() != Some(&place) {
            keep(SessionChange::Place(
                key.clone(),
                Position::of(open, state.viewport, state.current_mention),
            ));
            told.place = Some(place);
        }
        let seen = seen_of(state, open);
        if told.seen != seen {
            if let Some((key, seen)) = &seen {
                keep(SessionChange::ReadMark(key.clone(), *seen));
            }
            told.seen = seen;
        }
        let session = session_of(state, &told);
        if told.session.as_ref() != Some(&session) {
            keep(SessionChange::Session(Box::new(session.clone())));
            told.session = Some(session);
        }
    }
    state.journal = Journal::Since(told);
    effects
}

/// Takes what was remembered. What was done since the start stands: in a reader that is in use the screen stays as it is, and
/// only what changes from then on is told, and its place in an article that nothing was remembered of.
pub fn restore(state: &mut State, recalled: SavedState) -> Vec<Effect> {
    let SavedState { session, places, seen, marks, history } = recalled;
    let open = state.open.as_ref().map(|open| &open.article.key);
    let had_place = places.iter().any(|(key, _)| Some(key) == open);
    for (key, spot) in places {
        state.places.entry(key).or_insert(spot);
    }
    for (key, seen) in seen {
        state.read_marks.entry(key).or_insert(seen);
    }
    for (letter, mark) in marks {
        state.marks.entry(letter).or_insert(mark);
    }
    let mut all = History::new(history);
    state.search_history.lines().iter().for_each(|line| all.keep(line));
    state.search_history = all;
    let mut told = Told { highlight: state.display.highlight, sort: state.sort, ..Told::default() };
    let session = session.filter(|_| state.journal == Journal::Untouched);
    if session.is_none() {
        told.session = Some(session_of(state, &told));
        // A place that nothing is remembered of is told, as far as it is not the beginning: it takes nothing away.
        told.place = state
            .open
            .as_ref()
            .map(|open| if had_place { place_of(state, open) } else { beginning_of(open) });
        told.seen = state.open.as_ref().and_then(|open| seen_of(state, open));
    }
    state.journal = Journal::Since(Box::new(told));
    session.map(|session| restore_session(state, session)).unwrap_or_default()
}

fn beginning_of(open: &Document) -> (ArticleKey, u64, ViewportTop, Option<usize>) {
    (open.article.key.clone(), open.fingerprint, ViewportTop::default(), None)
}

fn place_of(state: &State, open: &Document) -> (ArticleKey, u64, ViewportTop, Option<usize>) {
    (open.article.key.clone(), open.fingerprint, state.viewport, state.current_mention)
}

fn seen_of(state: &State, open: &Document) -> Option<(ArticleKey, ReadMark)> {
    let key = &open.article.key;
    state.read_marks.get(key).map(|seen| (key.clone(), *seen))
}

fn restore_session(state: &mut State, session: Session) -> Vec<Effect> {
    state.view = match session.view {
        // What these two showed is not kept.
        View::Search | View::Suggest => View::Read,
        view => view,
    };
    state.focus = session.focus;
    let kinds = &state.index.gazetteer().kinds;
    state.hidden = session.hidden.into_iter().filter(|id| kinds.iter().any(|kind| kind.id == *id)).collect();
    let is_listed = |key: &EntityKey| state.index.gazetteer().find_id(&key.id).is_some();
    state.selected = session.selected.filter(is_listed);
    state.display.highlight = session.highlight.unwrap_or(state.display.highlight);
    state.sort = session.sort.unwrap_or(state.sort);
    state.show_nested = session.uncounted;
    state.zoomed = session.alone;
    session.open.map(|key| go_to::go_to(state, key, JumpTarget::Kept)).unwrap_or_default()
}
