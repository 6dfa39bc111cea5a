//! The expression being typed for a search of the open article: hits show while it is typed.

use crate::app::action::Effect;
use crate::app::document::ViewportTop;
use crate::app::geometry::Pane;
use crate::app::input::View;
use crate::app::input::text_field::{Edit, Line};
use crate::app::input::{Key, KeyCode};
use crate::app::jump;
use crate::app::remembering::Memo;
use crate::app::search::{self, Aim, Search};
use crate::app::state::State;

/// A search expression being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// What was typed so far.
    pub line: Line,
    /// The page on which typing began, to go back to.
    from: ViewportTop,
    /// The search that was there before.
    before: Option<Search>,
    /// How many steps back in the history the line is from; none if it was typed.
    steps_back: usize,
}

/// Begins to type a search.
pub fn begin(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if state.open.is_none() {
        return Vec::new();
    }
    state.view = View::Read;
    state.focus = Pane::Text;
    open(state, Line::default());
    Vec::new()
}

fn open(state: &mut State, line: Line) {
    state.prompt = Some(Prompt { line, from: state.top, before: state.search.take(), steps_back: 0 });
}

/// Goes on typing an expression that turned out to be none.
pub fn begin_again(state: &mut State, expression: String) {
    let failed = state.search.take();
    open(state, Line::new(expression));
    state.search = failed;
}

/// A key while typing.
pub fn type_key(state: &mut State, key: Key) -> Vec<Effect> {
    let Some(prompt) = &mut state.prompt else { return Vec::new() };
    let steps = match (key.code, key.ctrl) {
        (KeyCode::Enter, _) => return finish(state),
        (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true) => return cancel(state),
        (KeyCode::Up, _) | (KeyCode::Char('p'), true) => prompt.steps_back + 1,
        (KeyCode::Down, _) | (KeyCode::Char('n'), true) => prompt.steps_back.saturating_sub(1),
        _ => {
            return match prompt.line.type_key(key) {
                Edit::Changed => {
                    prompt.steps_back = 0;
                    search_typed(state)
                }
                Edit::Emptied => cancel(state),
                Edit::Same | Edit::Unknown => Vec::new(),
            };
        }
    };
    match (steps, state.history.back(steps)) {
        (0, _) => prompt.line = Line::default(),
        (_, Some(line)) => prompt.line = Line::new(line),
        (_, None) => return Vec::new(),
    }
    prompt.steps_back = steps;
    search_typed(state)
}

/// Pasted text while typing: one line of it.
pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    let Some(prompt) = &mut state.prompt else { return Vec::new() };
    match prompt.line.insert(text) {
        Edit::Changed => search_typed(state),
        _ => Vec::new(),
    }
}

fn search_typed(state: &mut State) -> Vec<Effect> {
    let Some(prompt) = &state.prompt else { return Vec::new() };
    let (expression, from) = (prompt.line.text().to_owned(), prompt.from);
    if expression.is_empty() {
        state.search = None;
        state.top = from;
        return Vec::new();
    }
    search::begin(state, expression, Aim::From(from.offset))
}

/// While typing, back to the page on which it began: what is found is shown from there, whatever was found on the way.
pub fn show_beginning(state: &mut State) {
    if let Some(prompt) = &state.prompt {
        state.top = prompt.from;
    }
}

fn finish(state: &mut State) -> Vec<Effect> {
    if state.search.as_ref().is_some_and(|search| matches!(search.hits, Some(Err(_)))) {
        // The reason stands beside it; what was typed stays to be mended.
        return Vec::new();
    }
    let Some(prompt) = state.prompt.take() else { return Vec::new() };
    if prompt.line.text().is_empty() {
        return again(state, prompt.before);
    }
    state.history.keep(prompt.line.text());
    let found = state.top;
    state.top = prompt.from;
    jump::leave(state);
    state.top = found;
    search::settle(state);
    vec![Effect::Keep(Memo::Search(prompt.line.text().to_owned()))]
}

/// Nothing was typed: as in less and vim that searches once more for what was searched for last.
fn again(state: &mut State, before: Option<Search>) -> Vec<Effect> {
    state.search = before;
    if state.search.is_some() {
        return search::next_hit(state, None);
    }
    match state.history.back(1).map(str::to_owned) {
        Some(last) => {
            jump::leave(state);
            search::begin(state, last, Aim::From(state.top.offset))
        }
        None => Vec::new(),
    }
}

/// Gives up what is being typed, if anything is: back to the page and the search there were before.
pub fn cancel(state: &mut State) -> Vec<Effect> {
    if let Some(prompt) = state.prompt.take() {
        state.top = prompt.from;
        state.search = prompt.before;
    }
    Vec::new()
}
