//! Draws the panes with their headings and the rules between them.

use crate::app::geometry::{Area, Pane};
use crate::app::workspace::Workspace;
use crate::text::width::width;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::Marks;
use crate::ui::write;
use crate::views::read::panel::PanelCursor;
use crate::views::read::{draw_articles, draw_entities, draw_text};

/// Draws all panes that fit.
pub fn draw(panel: &PanelCursor, ws: &Workspace, marks: &Marks, canvas: &mut Canvas<'_>) {
    let parts = ws.layout();
    draw_rules(ws, canvas);
    if let Some(area) = parts.articles {
        let words = draw_articles::heading(ws, area.width.saturating_sub(2));
        draw_heading(ws, canvas, area, Pane::Articles, &words);
        draw_counted(ws, canvas, area, &words);
        draw_articles::draw(ws, canvas.theme, canvas.buffer, area);
    }
    if let Some(area) = parts.text {
        let words = draw_text::heading(ws, usize::from(area.width.saturating_sub(1)));
        draw_heading(ws, canvas, area, Pane::Text, &words);
        draw_text::draw(ws, marks, canvas, area);
    }
    if let Some(area) = parts.panel {
        draw_heading(ws, canvas, area, Pane::Entities, &draw_entities::heading(ws));
        draw_entities::draw(panel, &marks.entity_labels, ws, canvas, area);
    }
}

/// Minimum width, in columns, of the label that says what the numbers of the article list count.
const MIN_COUNTED: u16 = 5;

/// Draws the heads of the article list's columns to the right of its heading. If there is no room for columns, draws
/// what its numbers count, if there is room for that.
fn draw_counted(ws: &Workspace, canvas: &mut Canvas<'_>, area: Area, heading: &str) {
    let theme = canvas.theme;
    let style = if ws.focus == Pane::Articles { theme.focused_heading() } else { theme.heading() };
    let used = u16::try_from(width(heading)).unwrap_or(u16::MAX).saturating_add(3);
    let room = area.width.saturating_sub(used.saturating_add(1));
    let row = ws.layout().heading;
    let row = Area { x: area.x + used, y: row.y, width: room, height: row.height };
    if let Some(heads) = draw_articles::heads(ws, area.width)
        && heads.iter().map(|(_, columns)| columns).sum::<u16>() <= room
    {
        let cells = heads.each_ref().map(|(head, _)| (head.as_str(), style));
        draw_articles::draw_columns(canvas.buffer, row, cells, &heads);
        return;
    }
    // One or two letters of the label would say nothing.
    if room >= MIN_COUNTED {
        write::right(canvas.buffer, row, &draw_articles::counted(ws), style);
    }
}

/// Draws a pane's heading in the row above it. The heading of the focused pane is highlighted.
fn draw_heading(ws: &Workspace, canvas: &mut Canvas<'_>, area: Area, pane: Pane, words: &str) {
    let row = ws.layout().heading;
    if row.height == 0 {
        return;
    }
    let theme = canvas.theme;
    let style = if ws.focus == pane { theme.focused_heading() } else { theme.heading() };
    let cells = Area { y: row.y, height: 1, ..area };
    write::fill(canvas.buffer, cells, style);
    let inner = Area { x: cells.x + 1, width: cells.width.saturating_sub(1), ..cells };
    write::line(canvas.buffer, inner, words, style);
}

/// Draws the rules between panes. A pane that has the screen to itself has none.
fn draw_rules(ws: &Workspace, canvas: &mut Canvas<'_>) {
    if ws.zoomed {
        return;
    }
    let parts = ws.layout();
    let panes = [parts.articles, parts.text, parts.panel];
    for area in panes.into_iter().flatten().filter(|area| area.x > 0) {
        for y in parts.heading.y..parts.body.y + parts.body.height {
            let cell = Area { x: area.x - 1, y, width: 1, height: 1 };
            write::line(canvas.buffer, cell, "│", canvas.theme.quiet());
        }
    }
}
