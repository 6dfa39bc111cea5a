//! Scrolling the text, and changing the layout without losing the position.

use crate::app::actions::{go_to, selection};
use crate::app::document::viewport::{self, ViewportTop};
use crate::app::workspace::Workspace;

/// Scrolls the text by a number of rows.
pub fn scroll_text(ws: &mut Workspace, rows: isize) {
    let Some(open) = &ws.open else { return };
    let top = viewport::scrolled(open, ws.measure(), ws.viewport, rows, ws.page_height());
    if top == ws.viewport && rows > 0 && ws.notices.message().is_none() {
        let next = ws.keymap.key_of("next-article");
        ws.notify(format!("End of the article. Press {next} for the next one."));
    }
    ws.viewport = top;
}

/// Goes to a paragraph by its number, which counts from 1 as in notes and exports, and shows the number and the total.
pub fn to_paragraph(ws: &mut Workspace, number: u32) {
    let Some(open) = &ws.open else { return };
    let blocks = &open.article.blocks;
    let at = (number as usize).min(blocks.len()).saturating_sub(1);
    let first = open.article.paragraph_of(at);
    let Some(start) = blocks.get(first).map(|block| block.range.start) else { return };
    let words = format!("Paragraph {} of {}", first + 1, blocks.len());
    go_to::leave(ws);
    show_row_at(ws, start, 0);
    ws.notify(words);
}

/// Goes to a percentage of the article's body, measured at the end of the page, as in the status line.
pub fn to_percent(ws: &mut Workspace, count: Option<u32>) {
    let Some(open) = &ws.open else { return };
    let Some(percent) = count else {
        let key = ws.keymap.key_of("percent");
        ws.notify(format!("Type a number first: 50{key} is the middle of the article"));
        return;
    };
    let first = open.pieces.first().map_or(0, |piece| piece.range.start);
    let last = open.end_of_body().max(first);
    let share = last.saturating_sub(first).saturating_mul(percent.min(100) as usize) / 100;
    go_to::leave(ws);
    go_to::read(ws);
    let rows_above = ws.page_height().saturating_sub(1);
    show_row_at(ws, first.saturating_add(share).min(last.saturating_sub(1)), rows_above);
}

/// Where on the page to put a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageEdge {
    /// At the top.
    Top,
    /// In the middle.
    Middle,
    /// At the bottom.
    Bottom,
}

/// Scrolls so that the selection (a mention, words, a sentence or a hit) is at this place on the page.
pub fn place(ws: &mut Workspace, edge: PageEdge) {
    let picked = selection::picked_passage(ws).map(|passage| passage.start);
    let selected = || selection::selected_range(ws).map(|range| range.start);
    let Some(offset) = picked.or_else(selected).or(ws.current_mention) else {
        let next = ws.keymap.key_of("next-mention");
        ws.notify(format!("Nothing selected to scroll to. Press {next} for a mention."));
        return;
    };
    go_to::read(ws);
    let last = ws.uncovered_height().saturating_sub(1);
    let rows_above = match edge {
        PageEdge::Top => 0,
        PageEdge::Middle => last / 2,
        PageEdge::Bottom => last,
    };
    show_row_at(ws, offset, rows_above);
}

/// Scrolls so that `rows_above` rows are above the row of a byte. Near the start of the article there may be fewer;
/// near its end there may be more, since the page stays full.
fn show_row_at(ws: &mut Workspace, offset: usize, rows_above: usize) {
    let Some(open) = &ws.open else { return };
    let (measure, height) = (ws.measure(), ws.page_height());
    let up = isize::try_from(rows_above).map_or(isize::MIN, |rows| -rows);
    let top = ViewportTop { offset, gap: false };
    let top = viewport::scrolled(open, measure, top, up, height);
    ws.viewport = viewport::kept(open, measure, top, height);
}

/// Changes the layout. The first character shown stays on the page, unless the page must move to keep the current
/// mention in sight.
pub fn preserving_viewport(ws: &mut Workspace, change: impl FnOnce(&mut Workspace)) {
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

/// Resizes the screen. However often its size changes, the page is derived from the one shown before the first change.
pub fn resize(ws: &mut Workspace, size: (u16, u16)) {
    let first: ViewportTop = *ws.before_resize.get_or_insert(ws.viewport);
    preserving_viewport(ws, |ws| {
        ws.size = size;
        ws.viewport = first;
        // A page of one row shows words rather than the gap above them.
        ws.viewport.gap &= ws.page_height() > 1;
    });
}

/// Gives the focused pane the whole screen, or shows all panes again.
pub fn toggle_zoom(ws: &mut Workspace) {
    preserving_viewport(ws, |ws| ws.zoomed = !ws.zoomed);
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
