//! Lists scroll after the hand, all in one way: whatever moved it, or changed the list or the screen around it, the first row
//! shown is put here, and drawing and the mouse go by it. So the hand moves up from the last row before the list does.

use crate::app::geometry::ListCursor;
use crate::app::input::View;
use crate::app::overlays::picker;
use crate::app::state::State;
use crate::app::{articles_pane, compare, finding, narrowing, panel, suggesting};

/// Scrolls every list on the screen so that its hand is seen. One that is still being counted stays as it is.
pub fn follow_hands(state: &mut State) {
    match state.view {
        View::Read => {
            if let Some(top) = panel::first_to_show(state) {
                state.panel.top = top;
            }
            let (height, count) = (articles_pane::capacity(state), narrowing::listing(state).len());
            follow(&mut state.articles, height, count);
        }
        View::Compare => {
            let (height, count) = (
                usize::from(compare::list_area(state).height),
                compare::rows(state).map_or(0, |rows| rows.len()),
            );
            follow(&mut state.compare.row, height, count);
        }
        View::Search => {
            let (height, count) = (usize::from(finding::heights(state).0), state.finding.rows.len());
            follow(&mut state.finding.row, height, count);
        }
        View::Suggest => {
            let (height, count) = (suggesting::height(state), suggesting::rows(state).map_or(0, <[_]>::len));
            follow(&mut state.suggest.row, height, count);
        }
    }
    let height = picker::height(state);
    if let Some(picker) = state.overlays.picker_mut() {
        follow(&mut picker.row, height, picker.rows.len());
    }
}

fn follow(cursor: &mut ListCursor, height: usize, count: usize) {
    if count > 0 {
        cursor.at = cursor.at.min(count - 1);
        cursor.show(height, count);
    }
}
