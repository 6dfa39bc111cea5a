//! Scrolling the text, and changing the layout without losing the place.

use crate::app::document::viewport::{self, ViewportTop};
use crate::app::input::READ;
use crate::app::workspace::Workspace;

/// Scrolls the text by some rows.
pub fn scroll_text(ws: &mut Workspace, rows: isize) {
    let Some(open) = &ws.open else { return };
    let top = viewport::scrolled(open, ws.measure(), ws.viewport, rows, ws.page_height());
    if top == ws.viewport && rows > 0 && ws.notices.message().is_none() {
        let next = ws.keymap.key_of("next-article");
        ws.notify(format!("End of the article. Press {next} for the next one."));
    }
    ws.viewport = top;
}

/// Changes the layout. The first character shown stays first; the current mention stays in sight if it was.
pub fn keeping_place(ws: &mut Workspace, change: impl FnOnce(&mut Workspace)) {
    let seen = ws.current_mention.filter(|offset| ws.visible_bytes().contains(offset));
    change(ws);
    let Some(open) = &ws.open else { return };
    let (measure, height) = (ws.measure(), ws.page_height());
    ws.viewport = viewport::kept(open, measure, ws.viewport, height);
    if let Some(offset) = seen
        && !ws.visible_bytes().contains(&offset)
    {
        ws.viewport = viewport::showing(open, measure, ws.viewport, height, offset);
    }
}

/// Takes another size of the screen. However often it changes, the page is derived from the one shown first.
pub fn resize(ws: &mut Workspace, size: (u16, u16)) {
    let first: ViewportTop = *ws.before_resize.get_or_insert(ws.viewport);
    keeping_place(ws, |ws| {
        ws.size = size;
        ws.viewport = first;
        // A page of one row shows words rather than the gap above them.
        ws.viewport.gap &= ws.page_height() > 1;
    });
}

/// Gives the focused pane the whole screen, or shows all panes again.
pub fn toggle_zoom(ws: &mut Workspace) {
    ws.view = READ;
    keeping_place(ws, |ws| ws.zoomed = !ws.zoomed);
    ws.notify(if ws.zoomed { "One pane; the same key shows all panes" } else { "All panes" });
}

/// Moves the page if the current mention would be covered by the card.
pub fn uncover_mention(ws: &mut Workspace) {
    let (measure, height) = (ws.measure(), ws.uncovered_height());
    if let (Some(open), Some(offset)) = (&ws.open, ws.current_mention)
        && ws.visible_bytes().contains(&offset)
    {
        ws.viewport = viewport::showing(open, measure, ws.viewport, height, offset);
    }
}
