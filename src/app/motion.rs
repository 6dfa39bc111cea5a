//! Moving by rows, pages and to the ends, in whatever has the hand.

use crate::app::action::Effect;
use crate::app::compare;
use crate::app::document::viewport;
use crate::app::geometry::Pane;
use crate::app::go_to;
use crate::app::input::View;
use crate::app::overlays::{self, Flow, Overlay};
use crate::app::state::State;
use crate::app::{article_pane, corpus_search, entity_panel, suggest};

/// What a movement counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Amount {
    Row,
    HalfPage,
    Page,
}

fn rows(amount: Amount, count: Option<u32>, height: usize) -> isize {
    let count = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
    let one = match amount {
        Amount::Row => 1,
        Amount::HalfPage => (height / 2).max(1),
        // Two rows of the page before stay in sight, so that the eye finds on.
        Amount::Page => height.saturating_sub(2).max(1),
    };
    count.saturating_mul(isize::try_from(one).unwrap_or(1))
}

fn step(state: &mut State, amount: Amount, count: Option<u32>, sign: isize) -> Vec<Effect> {
    let body = usize::from(state.layout().body.height).max(1);
    if scroll_overlay(state, sign * rows(amount, count, body)) {
        return Vec::new();
    }
    match state.view {
        View::Compare => {
            compare::step_row(state, sign * rows(amount, count, body));
            return Vec::new();
        }
        View::Search => {
            corpus_search::step(
                state,
                sign * rows(amount, count, usize::from(corpus_search::heights(state).0)),
            );
            return Vec::new();
        }
        View::Suggest => {
            suggest::step(state, sign * rows(amount, count, suggest::height(state)));
            return Vec::new();
        }
        View::Read => {}
    }
    match state.focus {
        Pane::Articles => article_pane::step(state, sign * rows(amount, count, body)),
        Pane::Entities => entity_panel::step(state, sign * rows(amount, count, body)),
        Pane::Text => scroll_text(state, sign * rows(amount, count, state.page_height())),
    }
    Vec::new()
}

/// Scrolls what lies on top. False if nothing does.
fn scroll_overlay(state: &mut State, by: isize) -> bool {
    let scroll = |overlay: &mut Overlay, state: &mut State| {
        overlay.scroll(state, by);
        Flow::stay()
    };
    overlays::with_top(state, scroll).is_some()
}

/// Scrolls the text by some rows.
pub fn scroll_text(state: &mut State, rows: isize) {
    let Some(open) = &state.open else { return };
    let top = viewport::scrolled(open, state.measure(), state.viewport, rows, state.page_height());
    if top == state.viewport && rows > 0 && state.message.is_none() {
        let next = state.keymap.key_of("next-article");
        state.notify(format!("End of the article. Press {next} for the next one."));
    }
    state.viewport = top;
}

/// Changes how the screen is parted. The first character shown stays first; the mention landed on stays in sight if it was.
pub fn keeping_place(state: &mut State, change: impl FnOnce(&mut State)) {
    let seen = state.current_mention.filter(|offset| state.visible_bytes().contains(offset));
    change(state);
    let Some(open) = &state.open else { return };
    let (measure, height) = (state.measure(), state.page_height());
    state.viewport = viewport::kept(open, measure, state.viewport, height);
    if let Some(offset) = seen
        && !state.visible_bytes().contains(&offset)
    {
        state.viewport = viewport::showing(open, measure, state.viewport, height, offset);
    }
}

/// Takes another size. However often it changes, the page is made from the one that was shown first.
pub fn resize(state: &mut State, size: (u16, u16)) {
    let first = *state.before_resize.get_or_insert(state.viewport);
    keeping_place(state, |state| {
        state.size = size;
        state.viewport = first;
        // A page of one row shows words rather than the gap above them.
        state.viewport.gap &= state.page_height() > 1;
    });
}

/// Gives one pane the screen, or all panes again.
pub fn alone(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    state.view = View::Read;
    keeping_place(state, |state| state.zoomed = !state.zoomed);
    state.notify(if state.zoomed { "One pane; the same key shows All panes" } else { "All panes" });
    Vec::new()
}

/// One row down.
pub fn down(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    step(state, Amount::Row, count, 1)
}

/// One row up.
pub fn up(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    step(state, Amount::Row, count, -1)
}

/// Half a page down.
pub fn half_page_down(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    step(state, Amount::HalfPage, count, 1)
}

/// Half a page up.
pub fn half_page_up(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    step(state, Amount::HalfPage, count, -1)
}

/// A page down.
pub fn page_down(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    step(state, Amount::Page, count, 1)
}

/// A page up.
pub fn page_up(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    step(state, Amount::Page, count, -1)
}

/// To the beginning.
pub fn to_first(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    to_end(state, -1)
}

/// To the end.
pub fn to_last(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    to_end(state, 1)
}

fn to_end(state: &mut State, sign: isize) -> Vec<Effect> {
    let far = sign * isize::try_from(u32::MAX).unwrap_or(isize::MAX);
    if scroll_overlay(state, far) {
    } else if state.view == View::Compare {
        compare::step_row(state, far);
    } else if state.view == View::Suggest {
        suggest::step(state, far);
    } else if state.view == View::Search {
        corpus_search::step(state, far);
    } else {
        match state.focus {
            Pane::Articles => article_pane::step(state, far),
            Pane::Entities => entity_panel::step(state, far),
            Pane::Text => {
                go_to::leave(state);
                if let Some(open) = &state.open {
                    let last = viewport::end(open, state.measure(), state.page_height());
                    state.viewport = if sign > 0 { last } else { viewport::ViewportTop::default() };
                }
            }
        }
    }
    Vec::new()
}

/// The next pane; in Compare the next column.
pub fn right(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    if state.view == View::Compare {
        compare::step_column(state, isize::try_from(count.unwrap_or(1)).unwrap_or(1));
    } else if state.view == View::Read {
        state.focus = state.focus.next();
    }
    Vec::new()
}

/// The previous pane; in Compare the previous column.
pub fn left(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    if state.view == View::Compare {
        compare::step_column(state, -isize::try_from(count.unwrap_or(1)).unwrap_or(1));
    } else if state.view == View::Read {
        state.focus = state.focus.previous();
    }
    Vec::new()
}
