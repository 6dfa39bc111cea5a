//! Draws the Compare view.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::analysis::coverage::CoverageRow;
use crate::analysis::listing::Listing;
use crate::app::geometry::Area;
use crate::app::workspace::Workspace;
use crate::corpus::ArticleId;
use crate::mention::EntityKey;
use crate::text::plural::{counted_so_far, noun};
use crate::text::width::{clip, width};
use crate::ui::Theme;
use crate::ui::canvas::Canvas;
use crate::ui::{text_line, write};
use crate::views::compare::matrix::table::{
    Compare, HEAD_ROWS, TOTAL_COLUMNS, articles_shown, cell_columns, list_area, name_columns,
};

/// The minimum number of mentions for each glyph, the glyph, and its entry in the legend.
const HEAT: &[(u32, &str, &str)] = &[(1, "░", "1-2"), (3, "▒", "3-5"), (6, "▓", "6-9"), (10, "█", "10+")];

fn heat(count: u32) -> &'static str {
    HEAT.iter().rev().find(|(least, _, _)| count >= *least).map_or(" ", |(_, glyph, _)| glyph)
}

/// Draws the view, with labels on the rows of some entities.
pub fn draw(view: &Compare, labels: &[(EntityKey, String)], ws: &Workspace, canvas: &mut Canvas<'_>) {
    let (theme, buffer) = (canvas.theme, &mut *canvas.buffer);
    let parts = ws.layout();
    let body = parts.body;
    let head = parts.heading;
    write::fill(buffer, head, theme.focused_heading());
    let (listed, all) = (ws.listing().len(), ws.index().len());
    let scope = if listed < all {
        format!(" in {listed} of {all} {}", noun(all as u64, "article", "articles"))
    } else {
        " by article".to_owned()
    };
    let words = format!("Compare: mentions{scope}, sorted by {}", view.sorting.label());
    write::line(
        buffer,
        Area { x: head.x + 1, width: head.width.saturating_sub(1), ..head },
        &words,
        theme.focused_heading(),
    );

    let Some(rows) = view.rows(ws) else {
        write::line(
            buffer,
            Area { x: 1, height: 1, width: body.width.saturating_sub(1), ..body },
            "counting…",
            theme.quiet(),
        );
        return;
    };
    let list = list_area(ws);
    let cursor = &view.row;
    let end = (cursor.top() + usize::from(list.height)).min(rows.len());
    let seen = format!(
        "{}-{end} of {}",
        (cursor.top() + 1).min(end),
        counted_so_far(rows.len(), ws.loading.plus(), "entity", "entities")
    );
    draw_head(view, ws, theme, buffer, body, &seen);
    if rows.is_empty() {
        write::line(
            buffer,
            Area { x: 1, height: list.height.min(1), ..list },
            if ws.selection.hidden().is_empty() {
                "no article mentions anything in the list"
            } else {
                "All kinds mentioned are hidden"
            },
            theme.quiet(),
        );
        return;
    }
    for (y, (at, row)) in (list.y..list.y + list.height).zip(rows.iter().enumerate().skip(cursor.top())) {
        let cells = Area { y, height: 1, ..list };
        draw_entity(view, ws, theme, buffer, cells, row, at == cursor.row());
        if let Some(label) = label_of(ws, labels, row) {
            write::piece(buffer, cells, 0, label, theme.label());
        }
    }
}

/// Draws the article at the cursor, below it the legend (or the line typed to find a row), and the heads of the
/// columns.
fn draw_head(view: &Compare, ws: &Workspace, theme: Theme, buffer: &mut Buffer, body: Area, entities: &str) {
    let lines = body.height.min(HEAD_ROWS);
    let line = |index: u16| Area { y: body.y + index, height: u16::from(index < lines), ..body };
    let inner = |area: Area| Area { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    if let Some((id, row)) = view.article_at_cursor(ws).and_then(|id| Some((id, ws.index().row(id)?))) {
        let source = row.meta.source.as_deref().map(|source| format!(" ({source})")).unwrap_or_default();
        let words = format!("{} {}{source}", id.0 + 1, row.headline);
        write::line(buffer, inner(line(0)), &words, theme.strong());
    }
    if view.finder.is_typing {
        draw_finder(view, ws, theme, buffer, inner(line(1)));
    } else {
        draw_legend(theme, buffer, inner(line(1)));
    }

    let heads = line(2);
    let grid = Grid::of(view, ws);
    write::line(buffer, Area { width: grid.names, ..inner(heads) }, entities, theme.quiet());
    for place in 0..grid.shown {
        let Some(id) = grid.article(place) else { continue };
        let number = id.0 + 1;
        let is_at_cursor = grid.first + place == view.column.row();
        let style = if is_at_cursor { theme.strong().patch(theme.at_cursor()) } else { theme.quiet() };
        let cell = grid.cell(heads, place);
        let headline = ws.index().row(id).map(|row| row.headline.as_str());
        if cell.width > NARROW_CELL {
            let words = format!("{number} {}", headline.unwrap_or_default());
            let words = clip(&words, usize::from(cell.width - 2)).into_owned();
            write::right(buffer, Area { width: cell.width - 1, ..cell }, &words, style);
        } else {
            write::right(
                buffer,
                Area { width: cell.width.saturating_sub(2), ..cell },
                &number.to_string(),
                style,
            );
        }
    }
    let beyond = match (grid.first > 0, grid.first + grid.shown < grid.listing.len()) {
        (false, false) => "sum",
        (true, false) => "‹ sum",
        (false, true) => "› sum",
        (true, true) => "‹› sum",
    };
    write::right(buffer, grid.total(heads), beyond, theme.quiet());
}

/// Returns the label of a row.
fn label_of<'a>(ws: &Workspace, labels: &'a [(EntityKey, String)], row: &CoverageRow) -> Option<&'a str> {
    // Most screens have no labels.
    let key = (!labels.is_empty()).then(|| row.entity.key(ws.index().gazetteer()))?;
    labels.iter().find(|(other, _)| *other == key).map(|(_, label)| label.as_str())
}

/// Draws what the glyphs mean.
fn draw_legend(theme: Theme, buffer: &mut Buffer, area: Area) {
    let legend: Vec<String> = HEAT.iter().map(|(_, glyph, words)| format!("{glyph} {words}")).collect();
    let legend = legend.join("  ");
    write::line(buffer, area, &format!("{legend}  · not mentioned"), theme.quiet());
}

/// Draws the line that is typed to find a row, and which of the matching rows the cursor is on.
fn draw_finder(view: &Compare, ws: &Workspace, theme: Theme, buffer: &mut Buffer, area: Area) {
    let words = match view.match_at_cursor(ws) {
        None => "letters of a name".to_owned(),
        Some((_, 0)) => "no name contains this".to_owned(),
        Some((at, count)) => format!("match {at} of {count}"),
    };
    let used = write::right(buffer, area, &words, theme.quiet());
    let typed = Area { width: area.width.saturating_sub(used + 1), ..area };
    text_line::draw(theme, buffer, typed, "/", &view.finder.line);
}

/// A cell of at most this width has no room for a title.
const NARROW_CELL: u16 = 9;

/// The positions of the columns.
struct Grid {
    names: u16,
    cell: u16,
    listing: Listing,
    first: usize,
    shown: usize,
}

impl Grid {
    fn of(view: &Compare, ws: &Workspace) -> Self {
        let listing = ws.listing();
        let (columns, articles) = (ws.size.0, listing.len());
        Self {
            listing,
            names: name_columns(columns),
            cell: cell_columns(columns, articles),
            first: view.first_column(ws),
            shown: articles_shown(columns, articles).min(articles),
        }
    }

    fn article(&self, place: usize) -> Option<ArticleId> {
        self.listing.at(self.first + place)
    }

    fn at(&self, row: Area, place: usize, width: u16) -> Area {
        let x = self.names.saturating_add(place as u16 * self.cell);
        Area { x: row.x + x, width: width.min(row.width.saturating_sub(x)), ..row }
    }

    fn cell(&self, row: Area, place: usize) -> Area {
        self.at(row, place, self.cell)
    }

    fn total(&self, row: Area) -> Area {
        self.at(row, self.shown, TOTAL_COLUMNS - 1)
    }
}

fn draw_entity(
    view: &Compare,
    ws: &Workspace,
    theme: Theme,
    buffer: &mut Buffer,
    area: Area,
    row: &CoverageRow,
    is_at_cursor: bool,
) {
    let grid = Grid::of(view, ws);
    let gazetteer = ws.index().gazetteer();
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
        let count = grid.article(place).map_or(0, |article| row.count(article));
        let cell = grid.cell(area, place);
        let digits = Area { width: cell.width.saturating_sub(2), ..cell };
        let text = if count == 0 { "·".to_owned() } else { count.to_string() };
        write::right(buffer, digits, &text, if count == 0 { theme.quiet() } else { theme.plain() });
        write::piece(buffer, cell, cell.width.saturating_sub(2), heat(count), theme.plain());
        if is_at_cursor && grid.first + place == view.column.row() {
            let around = digits.width.saturating_sub(4);
            let digits_area = Area { x: cell.x + around, width: digits.width.saturating_sub(around), ..cell };
            write::restyle(buffer, digits_area, theme.at_cursor());
        }
    }
    write::right(buffer, grid.total(area), &row.mentions.to_string(), theme.strong());
}
