//! Draws the Search view: the expression, one row per hit in context, and below them the passage of the hit at the cursor.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::geometry::Area;
use crate::app::state::corpus_search::CorpusHit;
use crate::app::workspace::Workspace;
use crate::text::plural::{noun, noun_so_far};
use crate::text::width::{clip, graphemes, width};
use crate::text::wrap::wrap;
use crate::ui::Theme;
use crate::ui::canvas::Canvas;
use crate::ui::{text_line, write};
use crate::views::corpus_search::list::{HEAD_ROWS, Search, heights};

/// Returns the width of an article's number in columns: as many as the last article's number has digits, but at least
/// three.
fn number_columns(ws: &Workspace) -> u16 {
    width(&ws.index().len().to_string()).max(3) as u16
}

/// Draws the view.
pub fn draw(view: &Search, ws: &Workspace, canvas: &mut Canvas<'_>) {
    let (theme, buffer) = (canvas.theme, &mut *canvas.buffer);
    let parts = ws.layout();
    let row = parts.heading;
    if row.height > 0 {
        write::fill(buffer, row, theme.focused_heading());
        let words = Area { x: row.x + 1, width: row.width.saturating_sub(1), ..row };
        write::line(buffer, words, "Search all articles", theme.focused_heading());
    }
    let body = parts.body;
    let line = |y: u16| Area { x: body.x + 1, y, width: body.width.saturating_sub(2), height: 1 };
    if body.height == 0 {
        return;
    }
    draw_expression(view, theme, buffer, line(body.y));
    if body.height <= HEAD_ROWS {
        return;
    }
    let (words, style) = found_words(view, ws, theme);
    write::line(buffer, line(body.y + 1), &words, style);
    let (list, passage) = heights(ws);
    let search = &ws.corpus_search;
    let rows = search.rows.iter().enumerate().skip(view.row.top());
    for (y, (at, found)) in (body.y + HEAD_ROWS..body.y + HEAD_ROWS + list).zip(rows) {
        let area = Area { x: body.x, y, width: body.width, height: 1 };
        let hit = draw_hit(ws, theme, buffer, area, found);
        if at == view.row.row() {
            write::restyle(buffer, area, theme.at_cursor());
            write::restyle(buffer, hit, theme.hit_at_cursor());
        }
    }
    if passage > 0 && !search.rows.is_empty() {
        let area = Area { y: body.y + HEAD_ROWS + list, height: passage, ..body };
        draw_passage(view, ws, theme, buffer, area);
    }
}

fn draw_expression(view: &Search, theme: Theme, buffer: &mut Buffer, area: Area) {
    if view.is_typing {
        text_line::draw(theme, buffer, area, "\\", &view.line);
    } else {
        let used = write::piece(buffer, area, 0, "\\", theme.strong());
        write::piece(buffer, area, used, view.line.text(), theme.strong());
    }
}

/// Returns "41 hits in 4 of 5 articles", or why there are none.
fn found_words(view: &Search, ws: &Workspace, theme: Theme) -> (String, Style) {
    let search = &ws.corpus_search;
    if let Some(problem) = &search.problem {
        return (problem.clone(), theme.problem());
    }
    if view.line.text().is_empty() {
        let words = "a regular expression; case is ignored unless it has a capital letter";
        return (words.to_owned(), theme.quiet());
    }
    // More articles may have been read since.
    let (searched, all) = (search.searched.0, search.searched.1.max(ws.index().len()));
    let (total, articles) = (search.total(), search.counts.len());
    let plus = ws.loading.plus();
    let scope =
        if searched < all { format!("{searched} of {all}{plus} searched") } else { format!("{all}{plus}") };
    let articles_word = noun_so_far(all, plus, "article", "articles");
    let unreadable = match search.unreadable {
        0 => String::new(),
        count => format!("; {count} could not be read"),
    };
    if total == 0 {
        return (format!("no hit in {scope} {articles_word}{unreadable}"), theme.plain());
    }
    let hits = noun(total, "hit", "hits");
    let shown = search.rows.len() as u64;
    let first = if shown < total { format!(", the first {shown} listed") } else { String::new() };
    (format!("{total} {hits} in {articles} of {scope} {articles_word}{first}{unreadable}"), theme.plain())
}

/// Draws the article's number and the hit in context. Returns the cells of the hit.
fn draw_hit(ws: &Workspace, theme: Theme, buffer: &mut Buffer, area: Area, found: &CorpusHit) -> Area {
    let columns = number_columns(ws);
    let number = ws.index().find(&found.key).map(|id| (id.0 + 1).to_string()).unwrap_or_default();
    write::right(buffer, Area { width: (columns + 1).min(area.width), ..area }, &number, theme.quiet());
    let text = Area { x: area.x + columns + 3, width: area.width.saturating_sub(columns + 4), ..area };
    let room = usize::from(text.width);
    let hit = clip(&found.hit.words, room * 2 / 3);
    let left = room.saturating_sub(width(&hit)) * 2 / 5;
    let before = tail(found.hit.before.trim_start(), left);
    let mut column = (left - width(before)) as u16;
    column += write::piece(buffer, text, column, before, theme.plain());
    let used = write::piece(buffer, text, column, &hit, theme.hit());
    let place = Area { x: text.x + column, width: used, ..text };
    column += used;
    let rest = clip(&found.hit.after, room.saturating_sub(usize::from(column)));
    write::piece(buffer, text, column, &rest, theme.plain());
    place
}

/// Returns the end of a text that fits in a number of columns.
fn tail(text: &str, columns: usize) -> &str {
    let mut excess = width(text).saturating_sub(columns);
    let mut from = 0;
    for grapheme in graphemes(text) {
        if excess == 0 {
            break;
        }
        excess = excess.saturating_sub(grapheme.width);
        from = grapheme.start + grapheme.text.len();
    }
    let end = text.get(from..).unwrap_or_default();
    // Begin with a whole word if one is near.
    let word_start = if from == 0 { Some(0) } else { end.find(' ').filter(|at| *at <= MAX_DROPPED) };
    end.get(word_start.unwrap_or(0)..).unwrap_or_default()
}

/// Maximum number of bytes dropped to begin with a whole word.
const MAX_DROPPED: usize = 12;

/// Draws the article's title, and the passage of the hit.
fn draw_passage(view: &Search, ws: &Workspace, theme: Theme, buffer: &mut Buffer, area: Area) {
    let line =
        |at: u16| Area { x: area.x + 1, y: area.y + at, width: area.width.saturating_sub(2), height: 1 };
    write::line(buffer, Area { height: 1, ..area }, &"─".repeat(usize::from(area.width)), theme.quiet());
    let Some(found) = view.at_cursor(ws) else { return };
    let row = ws.index().find(&found.key).and_then(|id| Some((id, ws.index().row(id)?)));
    let title = row.map(|(id, row)| format!("{} {}", id.0 + 1, row.headline)).unwrap_or_default();
    let count =
        ws.corpus_search.counts.iter().find(|(key, _)| *key == found.key).map_or(0, |(_, count)| *count);
    let which = format!("hit {} of {count} here", found.number);
    let used = write::right(buffer, line(1), &which, theme.quiet());
    let room = line(1).width.saturating_sub(used + 2);
    write::line(buffer, Area { width: room, ..line(1) }, &title, theme.strong());

    let whole = [found.hit.before.as_str(), &found.hit.words, &found.hit.after].concat();
    let hit = found.hit.before.len()..found.hit.before.len() + found.hit.words.len();
    let measure = usize::from(line(0).width).min(usize::from(ws.display.measure));
    let rows = wrap(&whole, measure.max(1));
    let height = usize::from(area.height.saturating_sub(2));
    let at = rows.iter().position(|row| row.contains(&hit.start)).unwrap_or(0);
    let first = at.saturating_sub(height / 3).min(rows.len().saturating_sub(height));
    for (y, row) in (2..area.height).zip(rows.into_iter().skip(first)) {
        let mut column = 0;
        for grapheme in graphemes(whole.get(row.clone()).unwrap_or_default().trim_end()) {
            let is_hit = hit.contains(&(row.start + grapheme.start));
            let style = if is_hit { theme.hit() } else { theme.plain() };
            column += write::piece(buffer, line(y), column, grapheme.text, style);
        }
    }
}
