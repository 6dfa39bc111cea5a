//! Clicks and the wheel in the Read view.

use crate::app::actions::{article_filter, go_to, scroll, selection};
use crate::app::document::{typeset, viewport};
use crate::app::geometry::{Area, GUTTER, Pane};
use crate::app::state::jump::JumpTarget;
use crate::app::workspace::Workspace;
use crate::ui::scroll::WHEEL_ROWS;
use crate::views::read::article_pane::{self, ROWS_PER_ARTICLE};
use crate::views::read::minimap::{Minimap, first_mark};
use crate::views::read::panel::{PanelCursor, list_area};

/// Handles a click on a cell.
pub fn press(panel: &mut PanelCursor, ws: &mut Workspace, column: u16, row: u16) {
    let parts = ws.layout();
    let inside = |area: Option<Area>| area.filter(|area| area.contains(column, row));
    if let Some(area) = inside(parts.articles) {
        let at = ws.articles.top() + usize::from(row - area.y) / ROWS_PER_ARTICLE;
        if at < ws.listing().len() {
            article_filter::move_to_row(ws, at);
            article_pane::open_at_cursor(ws);
        }
    } else if let Some(area) = inside(parts.text) {
        ws.focus = Pane::Text;
        if column + 1 == area.x + area.width {
            press_scrollbar(ws, usize::from(row - area.y));
        } else {
            press_text(ws, area, column, row);
        }
    } else if inside(parts.panel).is_some() {
        press_panel(panel, ws, row);
    }
}

/// Handles a notch of the wheel over a cell; `sign` is 1 down, -1 up.
pub fn wheel(panel: &mut PanelCursor, ws: &mut Workspace, column: u16, row: u16, sign: isize) {
    let by = WHEEL_ROWS * sign;
    let parts = ws.layout();
    let over = |area: Option<Area>| area.is_some_and(|area| area.contains(column, row));
    if over(parts.articles) {
        article_filter::step(ws, sign);
    } else if over(parts.panel) {
        panel.step(ws, by);
    } else if over(parts.text) {
        scroll::scroll_text(ws, by);
    }
}

fn press_text(ws: &mut Workspace, area: Area, column: u16, row: u16) {
    let Some(open) = &ws.open else { return };
    let rows = viewport::visible(open, ws.measure(), ws.viewport, ws.page_height());
    let pressed = rows.get(usize::from(row - area.y));
    let at = usize::from(column - area.x).checked_sub(usize::from(GUTTER));
    let offset = pressed.zip(at).and_then(|(row, at)| typeset::offset_in_row(open, row, at));
    let Some((referent, mention)) = offset.and_then(|offset| selection::mention_over(ws, offset)) else {
        if let Some(offset) = offset {
            press_plain_text(ws, offset);
        }
        return;
    };
    ws.picked_sentence = None;
    ws.current_mention = Some(mention.start as usize);
    selection::select(ws, referent);
}

/// Selects the sentence that was pressed or, if it is already selected, the name or word.
fn press_plain_text(ws: &mut Workspace, offset: usize) {
    let is_second_press = ws.picked_sentence.as_ref().is_some_and(|sentence| sentence.contains(&offset));
    if is_second_press && selection::pick_word(ws, offset) {
        ws.notify(format!("Word selected. Press {} to add it to the list.", ws.keymap.key_of("add")));
    } else if !is_second_press && selection::pick_sentence(ws, offset) {
        let (note, copy) = (ws.keymap.key_of("note"), ws.keymap.key_of("copy"));
        let words =
            format!("Sentence selected. {note} notes it, {copy} copies it. Click again for the word.");
        ws.notify(words);
    }
}

/// Goes to the part of the article that a row of the scrollbar stands for: to the first mention or hit in it, else to
/// its start.
fn press_scrollbar(ws: &mut Workspace, row: usize) {
    let Some(map) = Minimap::of(ws) else { return };
    let Some(key) = ws.open.as_ref().map(|open| open.article.key.clone()) else { return };
    let bytes = map.bytes_of(row);
    let landing = match first_mark(ws, &bytes) {
        Some(offset) if ws.selection.entity().is_some() => JumpTarget::Mention(offset),
        Some(offset) => JumpTarget::Offset(offset),
        None => JumpTarget::Offset(bytes.start),
    };
    go_to::leave(ws);
    go_to::go_to(ws, key, landing);
}

fn press_panel(panel: &mut PanelCursor, ws: &mut Workspace, row: u16) {
    ws.focus = Pane::Entities;
    let Some(line) = list_area(ws).and_then(|list| row.checked_sub(list.y)) else { return };
    let pressed = panel.top() + usize::from(line);
    if let Some(referent) = panel.move_to(ws, pressed) {
        selection::select(ws, referent);
    }
}
