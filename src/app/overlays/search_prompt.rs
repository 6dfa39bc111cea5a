//! The expression being typed for a search of the open article: hits show while it is typed.

use crate::app::action::Effect;
use crate::app::document::ViewportTop;
use crate::app::geometry::Pane;
use crate::app::go_to;
use crate::app::input::Key;
use crate::app::input::View;
use crate::app::input::text_field::{Edit, PromptEdit, TextField};
use crate::app::overlays::{Flow, Overlay};
use crate::app::search::{self, Aim, Search};
use crate::app::session::SessionChange;
use crate::app::state::State;

/// A search expression being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchPrompt {
    /// What was typed so far.
    pub line: TextField,
    /// The page on which typing began, to go back to.
    from: ViewportTop,
    /// The search that was there before.
    before: Option<Search>,
}

/// Begins to type a search.
pub fn begin(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if state.open.is_none() {
        return Vec::new();
    }
    state.view = View::Read;
    state.focus = Pane::Text;
    let (from, before) = (state.viewport, state.search.take());
    state.overlays.push(Overlay::SearchPrompt(SearchPrompt { line: TextField::default(), from, before }));
    Vec::new()
}

impl SearchPrompt {
    /// A key while typing.
    pub fn key(&mut self, state: &mut State, key: Key) -> Flow {
        match self.line.prompt_key(key, Some(&state.search_history)) {
            PromptEdit::Accepted => self.finish(state),
            PromptEdit::Cancelled => {
                self.restore(state);
                Flow::close()
            }
            PromptEdit::Changed => Flow::Stay(self.search_typed(state)),
            PromptEdit::Unchanged => Flow::stay(),
        }
    }

    /// Pasted text while typing: one line of it.
    pub fn paste(&mut self, state: &mut State, text: &str) -> Flow {
        match self.line.insert(text) {
            Edit::Changed => Flow::Stay(self.search_typed(state)),
            _ => Flow::stay(),
        }
    }

    fn search_typed(&self, state: &mut State) -> Vec<Effect> {
        let expression = self.line.text().to_owned();
        if expression.is_empty() {
            state.search = None;
            state.viewport = self.from;
            return Vec::new();
        }
        search::begin_typed(state, expression, self.from)
    }

    fn finish(&mut self, state: &mut State) -> Flow {
        if state.search.as_ref().is_some_and(|search| matches!(search.hits, Some(Err(_)))) {
            // The reason stands beside it; what was typed stays to be mended.
            return Flow::stay();
        }
        if self.line.text().is_empty() {
            return Flow::Close(again(state, self.before.take()));
        }
        state.search_history.keep(self.line.text());
        let found = state.viewport;
        state.viewport = self.from;
        go_to::leave(state);
        state.viewport = found;
        search::typed(state);
        Flow::Close(vec![Effect::Keep(SessionChange::Search(self.line.text().to_owned()))])
    }

    /// Gives up what is being typed: back to the page and the search there were before.
    pub fn cancelled(mut self, state: &mut State) {
        self.restore(state);
    }

    fn restore(&mut self, state: &mut State) {
        state.viewport = self.from;
        state.search = self.before.take();
    }
}

/// Nothing was typed: as in less and vim that searches once more for what was searched for last.
fn again(state: &mut State, before: Option<Search>) -> Vec<Effect> {
    state.search = before;
    if state.search.is_some() {
        return search::next_hit(state, None);
    }
    match state.search_history.back(1).map(str::to_owned) {
        Some(last) => {
            go_to::leave(state);
            search::begin(state, last, Aim::From(state.viewport.offset))
        }
        None => Vec::new(),
    }
}
