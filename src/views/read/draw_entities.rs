//! Draws the entity panel.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::geometry::{Area, Pane};
use crate::app::workspace::Workspace;
use crate::mention::{EntityKey, EntityRef};
use crate::text::width::{clip, width};
use crate::ui::Theme;
use crate::ui::canvas::Canvas;
use crate::ui::write;
use crate::views::read::panel::{
    HeadLine, MARGINS, PanelCursor, PanelRow, head, list_area, number_columns, rows,
};

/// Returns "Selected" if an entity is selected, else "Entities 5 here", or "Entities 3 of 5 here" if some are of hidden
/// kinds. Until the entities are counted, returns "Entities".
pub fn heading(ws: &Workspace) -> String {
    match (ws.selection.entity(), ws.article_stats()) {
        (Some(_), _) => "Selected".to_owned(),
        (None, Some(here)) => {
            let count = here.entities.len();
            let shown = rows(ws).iter().filter(|row| matches!(row, PanelRow::Entity { .. })).count();
            if shown == count {
                format!("Entities {count} here")
            } else {
                format!("Entities {shown} of {count} here")
            }
        }
        (None, None) => "Entities".to_owned(),
    }
}

/// Draws the head of the selected entity, if there is one, and the rows, with labels on those of some entities.
pub fn draw(
    cursor: &PanelCursor,
    labels: &[(EntityKey, String)],
    ws: &Workspace,
    canvas: &mut Canvas<'_>,
    area: Area,
) {
    let (theme, buffer) = (canvas.theme, &mut *canvas.buffer);
    let area = Area { x: area.x + 1, width: area.width.saturating_sub(MARGINS), ..area };
    let lines = head(ws, usize::from(area.width), usize::from(area.height));
    let head = (lines.len() as u16).min(area.height);
    draw_head(ws, theme, buffer, Area { height: head, ..area }, &lines);
    let Some(list) = list_area(ws) else { return };
    let rows = rows(ws);
    let numbers = number_columns(&rows);
    let first = cursor.top();
    let at_cursor = cursor.row(&rows).filter(|_| ws.focus == Pane::Entities);
    for (y, (at, row)) in (list.y..list.y + list.height).zip(rows.iter().enumerate().skip(first)) {
        let cells = Area { y, height: 1, ..list };
        let is_at_cursor = at_cursor == Some(at);
        draw_row(ws, theme, buffer, cells, (row, is_at_cursor), numbers);
        if is_at_cursor {
            write::restyle(buffer, cells, theme.at_cursor());
        }
        if let Some(label) = label_of(ws, labels, row) {
            write::piece(buffer, cells, 0, label, theme.label());
        }
    }
    if let Some(hidden) = cursor.hidden_below(ws, &rows, usize::from(list.height)) {
        let foot = Area { y: list.y + list.height - 1, height: 1, ..list };
        write::fill(buffer, foot, theme.plain());
        write::right(buffer, foot, &format!("↓ {hidden} more"), theme.quiet());
    }
}

/// Returns the label of a row's entity.
fn label_of<'a>(ws: &Workspace, labels: &'a [(EntityKey, String)], row: &PanelRow<'_>) -> Option<&'a str> {
    let PanelRow::Entity { entity, .. } = row else { return None };
    let key = entity.key(ws.index().gazetteer());
    labels.iter().find(|(other, _)| *other == key).map(|(_, label)| label.as_str())
}

fn draw_head(ws: &Workspace, theme: Theme, buffer: &mut Buffer, area: Area, lines: &[HeadLine]) {
    let gazetteer = ws.index().gazetteer();
    let entry = ws.selection.entity().and_then(|key| gazetteer.find_id(&key.id));
    let kind = entry.and_then(|id| gazetteer.entry(id)).and_then(|entry| gazetteer.kind(entry.kind));
    let name_style = kind.map(|kind| theme.kind(kind)).unwrap_or_default().patch(theme.strong());
    for (y, line) in (area.y..area.y + area.height).zip(lines) {
        let (words, style) = match line {
            HeadLine::Name(words) => (words, name_style),
            HeadLine::About(words) => (words, theme.quiet()),
            HeadLine::Totals(words) => (words, theme.plain()),
        };
        write::line(buffer, Area { y, height: 1, ..area }, words, style);
    }
}

fn draw_row(
    ws: &Workspace,
    theme: Theme,
    buffer: &mut Buffer,
    area: Area,
    (row, is_at_cursor): (&PanelRow<'_>, bool),
    columns: [u16; 2],
) {
    match row {
        PanelRow::Empty => {}
        PanelRow::Kind(kind) => {
            if let Some(kind) = ws.index().gazetteer().kind(*kind) {
                write::line(buffer, area, &kind.label, theme.kind(kind));
            }
        }
        PanelRow::Words(words) => {
            write::line(buffer, area, words, theme.quiet());
        }
        PanelRow::Columns(words, heads) => {
            let mut left = area;
            for (head, columns) in heads.iter().zip(columns).rev() {
                let used = write::right(buffer, left, head, theme.quiet());
                left.width = left.width.saturating_sub(columns.max(used + 1));
            }
            write::line(buffer, left, words, theme.quiet());
        }
        PanelRow::Entity { referent, entity, numbers } => {
            let mut right = area;
            for (number, columns) in numbers.cells().iter().rev().zip(columns.into_iter().rev()) {
                write::right(buffer, right, number, theme.plain());
                right.width = right.width.saturating_sub(columns);
            }
            // Without a selected entity there is no partner to mark.
            let partner = ws.selection.partner().filter(|_| ws.selection.entity().is_some());
            if partner == Some(&entity.key(ws.index().gazetteer())) {
                write::line(
                    buffer,
                    Area { width: 1, ..area },
                    "▸",
                    if is_at_cursor { theme.strong() } else { theme.mark() },
                );
            }
            let name = Area { x: area.x + 1, width: right.width.saturating_sub(1), ..area };
            let is_selected = ws.selected_id() == Some(*referent);
            let style = name_style(ws, theme, entity);
            let style = if is_selected { style.patch(theme.selected()) } else { style };
            let words = clip(&entity.name(ws.index().gazetteer()), usize::from(name.width)).into_owned();
            write::line(buffer, Area { width: width(&words) as u16, ..name }, &words, style);
        }
    }
}

fn name_style(ws: &Workspace, theme: Theme, entity: &EntityRef) -> Style {
    let gazetteer = ws.index().gazetteer();
    let kind = gazetteer.entry(entity.entry).and_then(|entry| gazetteer.kind(entry.kind));
    kind.map(|kind| theme.kind(kind)).unwrap_or_default()
}
