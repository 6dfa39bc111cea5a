//! Draws the matrix; `draw_head` draws what is above its rows.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::analysis::coverage::CoverageRow;
use crate::app::geometry::Area;
use crate::app::workspace::Workspace;
use crate::corpus::ArticleId;
use crate::mention::EntityKey;
use crate::text::width::{clip, width};
use crate::ui::Theme;
use crate::ui::canvas::Canvas;
use crate::ui::write;
use crate::views::compare::matrix::content::{Content, shade};
use crate::views::compare::matrix::draw_head::{draw_head, draw_heading};
use crate::views::compare::matrix::grid::list_area;
use crate::views::compare::matrix::table::Matrix;

/// Draws the view, with labels on the rows of some entities.
pub fn draw(view: &Matrix, labels: &[(EntityKey, String)], ws: &Workspace, canvas: &mut Canvas<'_>) {
    let (theme, buffer) = (canvas.theme, &mut *canvas.buffer);
    let parts = ws.layout();
    let body = parts.body;
    draw_heading(view, ws, theme, buffer, parts.heading);
    let Some(rows) = view.rows(ws) else {
        write::line(
            buffer,
            Area { x: 1, height: 1, width: body.width.saturating_sub(1), ..body },
            if ws.compares_suggestions() { "no list: collecting names…" } else { "counting…" },
            theme.quiet(),
        );
        return;
    };
    let list = list_area(ws);
    draw_head(view, ws, rows.len(), theme, buffer);
    if rows.is_empty() {
        let row = Area { x: 1, height: list.height.min(1), width: list.width.saturating_sub(1), ..list };
        write::line(buffer, row, &why_empty(view, ws), theme.quiet());
        return;
    }
    let cursor = &view.row;
    for (y, (at, row)) in (list.y..list.y + list.height).zip(rows.iter().enumerate().skip(cursor.top())) {
        let cells = Area { y, height: 1, ..list };
        draw_entity(view, ws, theme, buffer, cells, row, at == cursor.row());
        if let Some(label) = label_of(ws, labels, row) {
            write::piece(buffer, cells, 0, label, theme.label());
        }
    }
}

/// Returns a text that says why there is no row.
fn why_empty(view: &Matrix, ws: &Workspace) -> String {
    if view.spreads(ws).is_some_and(|spreads| spreads.iter().any(|count| *count > 0)) {
        return "No entity has this spread; Esc shows all".to_owned();
    }
    let absent_in = view.conditions.iter().filter(|(_, is_named)| !is_named);
    let mut partial = absent_in.filter_map(|(key, _)| {
        let id = ws.compared().find(key)?;
        ws.compared().row(id)?.partial.map(|_| id)
    });
    if let Some(id) = partial.next() {
        return format!(
            "Article {} is cut short, so what it does not mention is unknown; Esc shows all rows",
            id.0 + 1
        );
    }
    if view.is_filtered() {
        "No entity passes this filter; Esc shows all".to_owned()
    } else if ws.selection.hidden().is_empty() {
        if ws.compares_suggestions() {
            "No list, and no names found to compare by".to_owned()
        } else {
            "No article mentions anything in the list".to_owned()
        }
    } else {
        "All kinds mentioned are hidden".to_owned()
    }
}

/// Returns the label of a row.
fn label_of<'a>(ws: &Workspace, labels: &'a [(EntityKey, String)], row: &CoverageRow) -> Option<&'a str> {
    // Most screens have no labels.
    let key = (!labels.is_empty()).then(|| row.entity.key(ws.compared().gazetteer()))?;
    labels.iter().find(|(other, _)| *other == key).map(|(_, label)| label.as_str())
}

fn draw_entity(
    view: &Matrix,
    ws: &Workspace,
    theme: Theme,
    buffer: &mut Buffer,
    area: Area,
    row: &CoverageRow,
    is_at_cursor: bool,
) {
    let (grid, listing, first) = (view.grid(ws), ws.listing(), view.first_column(ws));
    let gazetteer = ws.compared().gazetteer();
    let kind = gazetteer.entry(row.entity.entry).and_then(|entry| gazetteer.kind(entry.kind));
    let style: Style = kind.map(|kind| theme.kind(kind)).unwrap_or_default();
    let is_selected = ws.selected_id() == Some(row.referent);
    let style = if is_selected { style.patch(theme.selected_name()) } else { style };
    let mark = match (is_at_cursor, is_selected) {
        (true, _) => "▸",
        (false, true) => "•",
        (false, false) => " ",
    };
    write::line(buffer, Area { width: 1, ..area }, mark, theme.mark());
    let words = clip(&row.entity.name(gazetteer), usize::from(grid.names.saturating_sub(2))).into_owned();
    let name = Area { x: area.x + 1, width: width(&words) as u16, ..area };
    write::line(buffer, name, &words, style);

    for place in 0..grid.shown {
        let Some(article) = listing.at(first + place) else { continue };
        let cell = grid.cell(area, place);
        let words = Area { width: cell.width.saturating_sub(3), x: cell.x + 1, ..cell };
        let is_named = row.cell(article).is_some();
        let text = cell_text(view, ws, row, article, usize::from(words.width));
        let used = write::right(buffer, words, &text, if is_named { theme.plain() } else { theme.quiet() });
        let rate = row.rate(ws.compared(), article);
        write::piece(buffer, cell, cell.width.saturating_sub(2), shade(rate), theme.plain());
        if is_at_cursor && first + place == view.column.row() {
            let width = (used + 1).max(CURSOR_COLUMNS).min(words.width);
            let at = Area { x: words.x + words.width - width, width, ..words };
            write::restyle(buffer, at, theme.at_cursor());
        }
    }
    let measure = view.content.measure();
    let total = view.content.number(row.total(view.words(ws), measure));
    write::right(buffer, grid.total(area), &total, theme.strong());
}

/// Minimum width of the cursor in a cell, in columns.
const CURSOR_COLUMNS: u16 = 4;

/// Returns the text of a cell. A spelling is clipped to `columns` columns.
fn cell_text(view: &Matrix, ws: &Workspace, row: &CoverageRow, article: ArticleId, columns: usize) -> String {
    if view.content != Content::Spellings || row.cell(article).is_none() {
        return view.content.cell(ws.compared(), row, article);
    }
    let spelled = view.spelled(ws, row, article);
    let Some((spelling, _)) = spelled.first() else { return "…".to_owned() };
    let others = if spelled.len() > 1 { format!(" +{}", spelled.len() - 1) } else { String::new() };
    format!("{}{others}", clip(spelling, columns.saturating_sub(width(&others))))
}
