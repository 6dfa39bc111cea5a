//! Draws what is above the rows of the matrix: the heading, the article and the cell at the cursor, how many entities
//! are in all articles, in some and in only one, what the shades mean, and the heads of the columns.

use ratatui::buffer::Buffer;

use crate::analysis::coverage::Spread;
use crate::app::geometry::Area;
use crate::app::workspace::Workspace;
use crate::article::date::day_of;
use crate::corpus::ArticleId;
use crate::text::fold::fold_form;
use crate::text::plural::{counted, counted_so_far, noun};
use crate::text::sanitize::sanitize_line;
use crate::text::width::{clip, width};
use crate::ui::Theme;
use crate::ui::{text_line, write};
use crate::views::compare::draw_faces::draw_faces;
use crate::views::compare::faces::MATRIX;
use crate::views::compare::matrix::content::{ABSENT, SHADES, UNKNOWN, shade};
use crate::views::compare::matrix::finder::Purpose;
use crate::views::compare::matrix::grid::{HEAD_ROWS, HEADS, list_area};
use crate::views::compare::matrix::table::Matrix;

/// Draws the heading: what the cells show and what the rows are sorted by; at the right, what filters the rows, else which
/// face is shown.
pub fn draw_heading(view: &Matrix, ws: &Workspace, theme: Theme, buffer: &mut Buffer, head: Area) {
    let style = theme.focused_heading();
    write::fill(buffer, head, style);
    let (listed, all) = (ws.listing().len(), ws.compared().len());
    let scope = if listed < all {
        format!(" in {listed} of {all} {}", noun(all as u64, "article", "articles"))
    } else {
        " by article".to_owned()
    };
    let words = format!("Matrix: {}{scope}, sorted by {}", view.content.label(), view.sorting.label());
    let words = if ws.compares_suggestions() { format!("{words} (no list: suggested names)") } else { words };
    let inner = Area { x: head.x + 1, width: head.width.saturating_sub(2), ..head };
    let room = usize::from(inner.width).saturating_sub(width(&words) + 2);
    let filtered = Some(filters(view, ws, "article ")).filter(|filtered| width(filtered) <= room);
    let filtered = filtered.unwrap_or_else(|| filters(view, ws, ""));
    let used = write::right(buffer, inner, &filtered, style);
    let left = inner.width.saturating_sub(if used == 0 { 0 } else { used + 2 });
    let columns = write::line(buffer, Area { width: left, ..inner }, &words, style);
    if used == 0 {
        draw_faces(theme, buffer, inner, usize::from(columns), MATRIX.title);
    }
}

/// Returns what filters the rows, besides their spread, with `noun` before the numbers of articles: "in article 1, not
/// in article 2, with zel".
fn filters(view: &Matrix, ws: &Workspace, noun: &str) -> String {
    let condition = |(key, is_named): &(_, bool)| {
        let number = ws.compared().find(key)?.0 + 1;
        Some(if *is_named { format!("in {noun}{number}") } else { format!("not in {noun}{number}") })
    };
    let letters = view.finder.filter.trim();
    let letters = (!letters.is_empty()).then(|| format!("with {letters}"));
    view.conditions.iter().filter_map(condition).chain(letters).collect::<Vec<_>>().join(", ")
}

/// Draws everything between the heading and the rows, of which there are `rows`.
pub fn draw_head(view: &Matrix, ws: &Workspace, rows: usize, theme: Theme, buffer: &mut Buffer) {
    let body = ws.layout().body;
    let lines = body.height.min(HEAD_ROWS);
    let line = |index: u16| Area { y: body.y + index, height: u16::from(index < lines), ..body };
    let inner = |area: Area| Area { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    if let Some((id, row)) = view.article_at_cursor(ws).and_then(|id| Some((id, ws.compared().row(id)?))) {
        // Articles of one source can be told apart by their dates.
        let day = row.meta.date.as_deref().map(day_of);
        let origin: Vec<&str> = row.meta.source.as_deref().into_iter().chain(day).collect();
        let origin = if origin.is_empty() { String::new() } else { format!(" ({})", origin.join(", ")) };
        let words = format!("{} {}{origin}", id.0 + 1, row.headline);
        write::line(buffer, inner(line(0)), &sanitize_line(&words), theme.strong());
    }
    if view.finder.is_typing {
        draw_finder(view, ws, rows, theme, buffer, inner(line(1)));
    } else {
        write::line(buffer, inner(line(1)), &cell_in_detail(view, ws), theme.quiet());
    }
    draw_spreads(view, ws, theme, buffer, inner(line(2)));
    let heads = Area { height: lines.saturating_sub(3).min(HEADS), ..line(3) };
    draw_heads(view, ws, rows, theme, buffer, heads);
}

/// Returns the cell at the cursor in words, after its shade: "▓ 5.1 per 1,000 words · 3 paragraphs, first 4 · in the title · Dmitriev 2,
/// Kirill Dmitriev 1". Empty if there is no cell.
fn cell_in_detail(view: &Matrix, ws: &Workspace) -> String {
    let Some((row, article)) = view.row_at_cursor(ws).zip(view.article_at_cursor(ws)) else {
        return String::new();
    };
    let Some(cell) = row.cell(article) else {
        return if row.is_absent(ws.compared(), article) {
            "not mentioned in this article".to_owned()
        } else {
            "unknown: this article is cut short".to_owned()
        };
    };
    let paragraphs = counted(cell.paragraphs as usize, "paragraph", "paragraphs");
    let rate = row.rate(ws.compared(), article);
    // A narrow screen has no room for the legend, so the rate follows its shade.
    let mut parts = vec![
        format!("{} {rate:.1} per 1,000 words", shade(rate)),
        format!("{paragraphs}, first {}", cell.first),
    ];
    if cell.in_title {
        parts.push("in the title".to_owned());
    }
    let spelled = view.spelled(ws, row, article).iter();
    let spelled: Vec<String> = spelled.map(|(spelling, count)| format!("{spelling} {count}")).collect();
    if !spelled.is_empty() {
        parts.push(spelled.join(", "));
    }
    parts.join(" · ")
}

/// Draws the line that is typed, and how many rows match.
fn draw_finder(view: &Matrix, ws: &Workspace, rows: usize, theme: Theme, buffer: &mut Buffer, area: Area) {
    let is_empty = fold_form(view.finder.line.text()).trim().is_empty();
    let (prompt, words) = match view.finder.purpose {
        Purpose::Filter if is_empty => ("filter: ", "letters of a name".to_owned()),
        Purpose::Filter if rows == 0 => ("filter: ", "no name contains this".to_owned()),
        Purpose::Filter => ("filter: ", counted(rows, "row", "rows")),
        Purpose::Find => match view.match_at_cursor(ws) {
            None => ("/", "letters of a name".to_owned()),
            Some((_, 0)) => ("/", "no name contains this".to_owned()),
            Some((at, count)) => ("/", format!("match {at} of {count}")),
        },
    };
    let used = write::right(buffer, area, &words, theme.quiet());
    let typed = Area { width: area.width.saturating_sub(used + 1), ..area };
    text_line::draw(theme, buffer, typed, prompt, &view.finder.line);
}

/// Draws how many entities are in all articles, in some and in only one, with the spread that is shown marked; then, if
/// there is room, what the shades mean.
fn draw_spreads(view: &Matrix, ws: &Workspace, theme: Theme, buffer: &mut Buffer, area: Area) {
    let articles = ws.listing().len();
    let spreads = view.spreads(ws).unwrap_or_default();
    let mut used = 0;
    // With one article, all entities have the same spread.
    if articles > 1 {
        let all = spreads.iter().sum::<usize>();
        let of = |(spread, count): (Spread, usize)| {
            let words = match spread {
                Spread::All => format!("in all {articles}: {count}"),
                Spread::Some => format!("in some: {count}"),
                Spread::One => format!("in one: {count}"),
            };
            (Some(spread), words)
        };
        let parts = Spread::ALL.into_iter().zip(spreads).map(of);
        for (spread, words) in [(None, format!("all {all}"))].into_iter().chain(parts) {
            let style =
                if view.spread == spread { theme.strong().patch(theme.at_cursor()) } else { theme.quiet() };
            used += write::piece(buffer, area, used, &words, style) + 2;
        }
    }
    let room = usize::from(area.width.saturating_sub(used));
    if let Some(legend) = legends().into_iter().find(|legend| width(legend) <= room) {
        write::right(buffer, area, &legend, theme.quiet());
    }
}

/// Returns what the shades mean, the longest form first.
fn legends() -> [String; 3] {
    let shades = |gap: &str| {
        let shade = |(least, glyph): &(f64, &str)| match *least {
            0.0 => (*glyph).to_owned(),
            least => format!("{glyph} {least:.0}+"),
        };
        SHADES.iter().map(shade).collect::<Vec<_>>().join(gap)
    };
    [
        format!("per 1,000 words: {}   {ABSENT} not mentioned  {UNKNOWN} cut short", shades("  ")),
        format!("{} per 1,000 words", shades(" ")),
        format!("{} per 1,000", shades(" ")),
    ]
}

/// Draws the heads of the columns and, above the names, which of the columns and rows are on the screen.
fn draw_heads(view: &Matrix, ws: &Workspace, rows: usize, theme: Theme, buffer: &mut Buffer, heads: Area) {
    let (grid, listing, first) = (view.grid(ws), ws.listing(), view.first_column(ws));
    let last = Area { y: (heads.y + heads.height).saturating_sub(1), height: heads.height.min(1), ..heads };
    let cursor = &view.row;
    let height = usize::from(list_area(ws).height);
    let end = (cursor.top() + height).min(rows);
    let seen = format!(
        "{}-{end} of {}",
        (cursor.top() + 1).min(end),
        counted_so_far(rows, ws.loading.plus(), "entity", "entities")
    );
    let names = Area { x: last.x + 1, width: grid.names.saturating_sub(1), ..last };
    write::line(buffer, names, &seen, theme.quiet());
    for place in 0..grid.shown {
        let Some(id) = listing.at(first + place) else { continue };
        let is_at_cursor = first + place == view.column.row();
        let style = if is_at_cursor { theme.strong().patch(theme.at_cursor()) } else { theme.quiet() };
        let cell = grid.cell(heads, place);
        let cell =
            Area { x: cell.x + 1, width: cell.width.saturating_sub(2), height: cell.height.min(1), ..cell };
        for (y, words) in (heads.y..heads.y + heads.height).zip(head(view, ws, id, usize::from(cell.width))) {
            write::right(buffer, Area { y, ..cell }, &words, style);
        }
    }
    write::right(buffer, grid.total(last), view.content.total_head(), theme.quiet());
    if heads.height > 1 {
        let columns = columns_shown(first, grid.shown, listing.len(), usize::from(names.width));
        write::line(buffer, Area { y: heads.y, ..names }, &columns, theme.quiet());
        let beyond = match (first > 0, first + grid.shown < listing.len()) {
            (false, false) => "",
            (true, false) => "‹",
            (false, true) => "›",
            (true, true) => "‹ ›",
        };
        write::right(buffer, grid.total(Area { height: 1, ..heads }), beyond, theme.quiet());
    }
}

/// Returns which of `count` columns are shown, in at most `room` columns of the screen: "columns 5-8 of 50". Empty if
/// all are shown, or if there is no room for it.
fn columns_shown(first: usize, shown: usize, count: usize, room: usize) -> String {
    if shown >= count {
        return String::new();
    }
    let (first, last) = (first + 1, first + shown);
    let place = if first == last { first.to_string() } else { format!("{first}-{last}") };
    let noun = if first == last { "column" } else { "columns" };
    let forms = [format!("{noun} {place} of {count}"), format!("{place} of {count}")];
    forms.into_iter().find(|form| width(form) <= room).unwrap_or_default()
}

/// Returns a title without a leading `A`, `An` or `The`, which hardly tells titles apart.
fn without_article(title: &str) -> &str {
    let rest = ["A ", "An ", "The "].iter().find_map(|article| title.strip_prefix(article));
    rest.unwrap_or(title)
}

/// Returns the head of an article's column, in two rows of at most `columns` columns: its number and its source, else
/// its title. `=` and `-` before the number stand for conditions on the article.
fn head(view: &Matrix, ws: &Workspace, id: ArticleId, columns: usize) -> [String; 2] {
    let Some(row) = ws.compared().row(id) else { return [String::new(), String::new()] };
    let label = row.meta.source.as_deref().unwrap_or_else(|| without_article(&row.headline));
    let mark = match view.condition(&row.key) {
        Some(true) => "=",
        Some(false) => "-",
        None => "",
    };
    let mut first = format!("{mark}{}", id.0 + 1);
    let mut rest = label.trim();
    while let Some(word) = rest.split_whitespace().next() {
        if width(&first) + 1 + width(word) > columns {
            break;
        }
        first = format!("{first} {word}");
        rest = rest.strip_prefix(word).unwrap_or_default().trim_start();
    }
    [clip(&first, columns).into_owned(), clip(rest, columns).into_owned()]
}
