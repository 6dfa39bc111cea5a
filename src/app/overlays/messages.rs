//! What could not be read, and what was passed over: one line below the page as it comes, and all of it in a box.

use crate::app::action::Effect;
use crate::app::overlays::help::LEAST_COLUMNS;
use crate::app::overlays::{Overlay, Scroll};
use crate::app::state::State;
use crate::text::wrap::wrap;

/// Something that a person should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// One line.
    pub words: String,
    /// Whether nothing failed: it is said what was passed over.
    pub is_notice: bool,
}

impl Told {
    /// Something that failed.
    pub fn problem(words: impl Into<String>) -> Self {
        Self { words: words.into(), is_notice: false }
    }
}

/// Columns of the box where there is room.
const WIDEST: u16 = 96;

/// Takes in one more and shows it, unless it is known: what is read again has the same problems again. What was only passed over does not
/// take the place of what failed.
pub fn take(state: &mut State, told: Told) {
    if state.problems.contains(&told) {
        return;
    }
    state.problems.push(told.clone());
    let hides_failure = told.is_notice && state.message.as_ref().is_some_and(|message| message.is_problem);
    if !hides_failure {
        show(state, told);
    }
}

/// Takes in several at once and shows the first.
pub fn take_all(state: &mut State, told: Vec<Told>) {
    let Some(first) = told.first().cloned() else { return };
    state.problems.extend(told);
    show(state, first);
}

/// Shows one below the page, with how many others there are.
fn show(state: &mut State, Told { words, is_notice }: Told) {
    let text = match state.problems.len() - 1 {
        0 => words,
        more => format!("{words} (and {more} more; :messages)"),
    };
    if is_notice { state.notify(text) } else { state.warn(text) }
}

/// Columns of the box's text.
pub fn columns(state: &State) -> u16 {
    WIDEST.min(state.size.0.saturating_sub(4))
}

/// Rows of the box's text.
pub fn rows(state: &State) -> usize {
    let room = usize::from(columns(state)).max(LEAST_COLUMNS);
    state.problems.iter().map(|told| wrap(&told.words, room).len()).sum()
}

/// Opens the box, or closes it.
pub fn toggle(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if state.problems.is_empty() {
        state.notify("No messages: everything was read");
        return Vec::new();
    }
    let is_open = matches!(state.overlays.top(), Some(Overlay::Messages(_)));
    // One box at a time.
    state.overlays.pop();
    if !is_open {
        state.overlays.push(Overlay::Messages(Scroll::default()));
    }
    Vec::new()
}
