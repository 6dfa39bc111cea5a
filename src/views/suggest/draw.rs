//! Draws the Suggest view: one row per name, and below them a sentence with the name at the cursor.

use std::ops::Range;

use ratatui::buffer::Buffer;

use crate::analysis::suggestions::{Suggestion, SuggestionKind};
use crate::app::geometry::Area;
use crate::app::workspace::Workspace;
use crate::text::plural::{counted, noun};
use crate::text::width::{clip, width};
use crate::text::wrap::wrap;
use crate::ui::Theme;
use crate::ui::canvas::Canvas;
use crate::ui::{text_line, write};
use crate::views::suggest::list::{HEAD_ROWS, Suggest, foot_rows, is_ignored};
use crate::views::suggest::rows::Row;

/// Width of a column of numbers.
const NUMBER: u16 = 6;

/// Minimum width of the reasons. With less room, the list does not show them.
const MIN_REASON: u16 = 16;

/// Minimum width of the names, with the gap after them. With less room, the list does not say what each name may be.
const MIN_NAME: u16 = 14;

/// The widths of the columns.
struct Columns {
    name: u16,
    what: u16,
    reason: u16,
}

fn columns(width: u16) -> Columns {
    let name = (width * 3 / 10).clamp(14, 34).min(width);
    let what = if width < 60 { 13 } else { (width / 4).min(28) };
    let used = 2 + name + what + 2 * NUMBER + 2;
    let reason = width.saturating_sub(used);
    if reason < MIN_REASON {
        // The reason is shown below the list as well, so names get its columns.
        let name = width.saturating_sub(2 + what + 2 * NUMBER);
        if name < MIN_NAME {
            return Columns { name: width.saturating_sub(2 + 2 * NUMBER), what: 0, reason: 0 };
        }
        return Columns { name, what, reason: 0 };
    }
    Columns { name, what, reason }
}

/// Draws the view.
pub fn draw(view: &Suggest, ws: &Workspace, canvas: &mut Canvas<'_>) {
    let (theme, buffer) = (canvas.theme, &mut *canvas.buffer);
    let parts = ws.layout();
    let row = parts.heading;
    let body = parts.body;
    let heading = heading(view, usize::from(row.width.saturating_sub(1)));
    if row.height > 0 {
        write::fill(buffer, row, theme.focused_heading());
        write::line(
            buffer,
            Area { x: row.x + 1, width: row.width.saturating_sub(1), ..row },
            &heading,
            theme.focused_heading(),
        );
    }
    let line = |y: u16| Area { x: body.x + 1, y, width: body.width.saturating_sub(2), height: 1 };
    let Some(rows) = view.suggestions() else {
        let words = if ws.loading.done {
            progress_label(view, ws)
        } else {
            "the articles are still being read…".to_owned()
        };
        write::line(buffer, line(body.y), &words, theme.quiet());
        return;
    };
    if rows.is_empty() {
        let words = if ws.index().is_empty() {
            "No articles to look for names in."
        } else {
            "Every name that repeats, or has a title, is listed."
        };
        for (y, row) in (body.y..body.y + body.height).zip(wrap(words, usize::from(line(body.y).width))) {
            write::line(buffer, line(y), words.get(row).unwrap_or_default(), theme.quiet());
        }
        return;
    }
    let columns = columns(line(body.y).width);
    draw_head(theme, buffer, line(body.y), &columns);
    if body.height > 1 {
        draw_filter(view, theme, buffer, line(body.y + 1));
    }
    let foot = foot_rows(ws);
    let list_end = body.y + body.height.saturating_sub(foot);
    let cursor = &view.row;
    let shown = view.listed.rows.iter().enumerate().skip(cursor.top());
    for (y, (at, row)) in (body.y + HEAD_ROWS..list_end).zip(shown) {
        match row {
            Row::Ignored => {
                write::line(buffer, line(y), "Ignored", theme.strong());
            }
            Row::Name(_) => {
                if let Some(suggestion) = view.name_at(at) {
                    draw_row(view, ws, theme, buffer, line(y), &columns, (suggestion, at == cursor.row()));
                }
            }
        }
    }
    if view.count() == 0 && list_end > body.y + HEAD_ROWS {
        let words = format!("No name contains {}.", view.filter.text().trim());
        write::line(buffer, line(body.y + HEAD_ROWS), &words, theme.quiet());
    }
    if let Some(suggestion) = view.at_cursor() {
        draw_example(ws, theme, buffer, Area { y: list_end, height: foot, ..body }, suggestion);
    }
}

/// Returns how many names are listed, of how many, in which order, and how many are ignored; in fewer words on a narrow
/// screen. Until names have arrived, returns only what they are.
fn heading(view: &Suggest, columns: usize) -> String {
    if view.suggestions().is_none() {
        return "Suggest: names that are not listed".to_owned();
    }
    let count = |(shown, all): (usize, usize)| {
        if shown == all { all.to_string() } else { format!("{shown} of {all}") }
    };
    let names = count(view.listed.suggested);
    let ignored = match view.listed.ignored {
        (_, 0) => String::new(),
        ignored => format!("; {} ignored", count(ignored)),
    };
    let order = if view.count() > 1 { format!(", {}", view.sorting.label()) } else { String::new() };
    let all = view.listed.suggested.1 as u64;
    let (name, are) = (noun(all, "name", "names"), noun(all, "is", "are"));
    let long = format!("Suggest: {names} {name} that {are} not listed{order}{ignored}");
    if width(&long) <= columns { long } else { format!("Suggest: {names} {name}{order}{ignored}") }
}

/// Draws the filter.
fn draw_filter(view: &Suggest, theme: Theme, buffer: &mut Buffer, area: Area) {
    if view.is_typing {
        text_line::draw(theme, buffer, area, "/", &view.filter);
    } else if !view.filter.text().is_empty() {
        let used = write::piece(buffer, area, 0, "/", theme.strong());
        write::piece(buffer, area, used, view.filter.text(), theme.strong());
    }
}

fn draw_head(theme: Theme, buffer: &mut Buffer, area: Area, columns: &Columns) {
    let style = theme.quiet();
    write::piece(buffer, area, 2, "name", style);
    if columns.what > 0 {
        write::piece(buffer, area, 2 + columns.name, "perhaps", style);
    }
    let numbers = 2 + columns.name + columns.what;
    right(buffer, area, numbers, "times", style);
    right(buffer, area, numbers + NUMBER, "art.", style);
    if columns.reason > 0 {
        write::piece(buffer, area, numbers + 2 * NUMBER + 2, "why", style);
    }
}

fn right(buffer: &mut Buffer, area: Area, column: u16, text: &str, style: ratatui::style::Style) {
    if column + NUMBER <= area.width {
        write::right(buffer, Area { x: area.x + column, width: NUMBER, ..area }, text, style);
    }
}

fn draw_row(
    view: &Suggest,
    ws: &Workspace,
    theme: Theme,
    buffer: &mut Buffer,
    area: Area,
    columns: &Columns,
    (suggestion, is_at_cursor): (&Suggestion, bool),
) {
    let is_ignored = is_ignored(ws, suggestion);
    let plain = if is_ignored { theme.quiet() } else { theme.plain() };
    let style = if is_at_cursor { plain.patch(theme.at_cursor()) } else { plain };
    if is_at_cursor {
        write::fill(buffer, area, style);
    }
    write::piece(buffer, area, 0, if is_at_cursor { "▸" } else { " " }, style);
    write::piece(
        buffer,
        area,
        2,
        &clip(&suggestion.surface, usize::from(columns.name).saturating_sub(2)),
        style,
    );
    let what = if is_ignored { "ignored".to_owned() } else { guess_label(view, suggestion) };
    if columns.what > 0 {
        let what = clip(&what, usize::from(columns.what).saturating_sub(1));
        write::piece(buffer, area, 2 + columns.name, &what, style);
    }
    let numbers = 2 + columns.name + columns.what;
    right(buffer, area, numbers, &suggestion.count.to_string(), style);
    right(buffer, area, numbers + NUMBER, &suggestion.articles.to_string(), style);
    if columns.reason > 0 {
        let reason = clip(&suggestion.reason, usize::from(columns.reason));
        write::piece(
            buffer,
            area,
            numbers + 2 * NUMBER + 2,
            &reason,
            if is_at_cursor { style } else { theme.quiet() },
        );
    }
}

/// Returns how far the search for names has got.
fn progress_label(view: &Suggest, ws: &Workspace) -> String {
    match (view.given_up.is_some(), view.searched) {
        (true, _) => "Stopped. Open this view again to look for names.".to_owned(),
        (false, 0) => "looking for names…".to_owned(),
        (false, articles) => {
            let all = counted(ws.index().len(), "article", "articles");
            format!("looking for names: {articles} of {all}…")
        }
    }
}

/// Returns what the suggestion would be in the list: an alias of one entity, with a question mark if that is uncertain,
/// an alias of several, or a new entity of a kind. Empty if the kind is unknown.
fn guess_label(view: &Suggest, suggestion: &Suggestion) -> String {
    let Some(gazetteer) = view.given.as_ref().map(|given| &given.list) else { return String::new() };
    let doubt = if suggestion.strength == crate::analysis::variants::Strength::Possible { "?" } else { "" };
    match (suggestion.kind, suggestion.variant_of.and_then(|owner| gazetteer.entry(owner))) {
        (SuggestionKind::Variant, Some(entry)) => format!("= {}{doubt}", entry.name),
        (SuggestionKind::Variant, None) => "= several".to_owned(),
        (SuggestionKind::New, _) => suggestion
            .guess
            .and_then(|guess| gazetteer.kind(guess))
            .map(|kind| kind.id.clone())
            .unwrap_or_default(),
    }
}

/// Draws why the name is suggested, a sentence that contains it, and where that sentence is.
fn draw_example(ws: &Workspace, theme: Theme, buffer: &mut Buffer, area: Area, suggestion: &Suggestion) {
    let row =
        |at: u16| Area { x: area.x + 1, y: area.y + at, width: area.width.saturating_sub(2), height: 1 };
    if area.height == 0 {
        return;
    }
    write::fill(buffer, Area { height: 1, ..area }, theme.heading());
    write::line(buffer, row(0), &format!("why: {}", suggestion.reason), theme.heading());
    // Keep the ellipsis at the end from wrapping onto a row of its own.
    let text = match suggestion.example.sentence.strip_suffix(" …") {
        Some(words) => format!("{words}\u{a0}…"),
        None => suggestion.example.sentence.clone(),
    };
    let found = text.find(&suggestion.surface).map(|at| at..at + suggestion.surface.len());
    let wrapped = wrap(&text, usize::from(row(1).width).max(1));
    let max_rows = usize::from(area.height).saturating_sub(2);
    // If the sentence is long, skip as many rows as it takes to show the one in which the name begins.
    let holds = |range: &Range<usize>| found.as_ref().is_some_and(|found| range.contains(&found.start));
    let first = wrapped.iter().position(holds).unwrap_or(0).saturating_sub(max_rows.saturating_sub(1));
    let is_truncated = first + max_rows < wrapped.len();
    for (at, range) in (1..).zip(wrapped.into_iter().skip(first).take(max_rows)) {
        let mut column = 0;
        for grapheme in crate::text::width::graphemes(text.get(range.clone()).unwrap_or_default()) {
            let place = range.start + grapheme.start;
            let is_name = found.as_ref().is_some_and(|found| found.contains(&place));
            let style = if is_name { theme.strong() } else { theme.plain() };
            column += write::piece(buffer, row(at), column, grapheme.text, style);
        }
        if is_truncated && usize::from(at) == max_rows {
            let end = column.min(row(at).width.saturating_sub(1));
            write::piece(buffer, row(at), end, "…", theme.plain());
        }
    }
    let article = ws.index().find(&suggestion.example.key);
    let headline = article.and_then(|id| Some((id, ws.index().row(id)?)));
    if let Some((id, found)) = headline.filter(|_| area.height > 1) {
        let place = format!("in article {}: {}", id.0 + 1, found.headline);
        write::line(
            buffer,
            row(area.height.saturating_sub(1)),
            &clip(&place, usize::from(area.width.saturating_sub(2))),
            theme.quiet(),
        );
    }
}
