//! Brings lists up to date after each change: each finds its cursor's row again and scrolls so that it is shown. Drawing and the
//! mouse go by that.

use crate::app::input::View;
use crate::app::overlays::picker;
use crate::app::state::State;
use crate::app::{article_filter, article_pane, compare, corpus_search, entity_panel, suggest};

/// Settles every list on the screen. One that is still being counted stays as it is.
pub fn settle(state: &mut State) {
    match state.view {
        View::Read => {
            if let Some(top) = entity_panel::first_to_show(state) {
                state.panel.top = top;
            }
        }
        View::Compare => compare::settle(state),
        View::Search => corpus_search::settle(state),
        View::Suggest => suggest::settle(state),
    }
    article_filter::settle(state, article_pane::capacity(state));
    let height = picker::height(state);
    if let Some(picker) = state.overlays.picker_mut() {
        picker.show(height);
    }
}
