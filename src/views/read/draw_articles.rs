//! Draws the article list: title, source, date, words, mentions. A wide pane shows the date and the numbers in columns
//! with heads.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::analysis::listing::Sort;
use crate::app::actions::read_marks::is_read;
use crate::app::actions::selection::with_kinds;
use crate::app::geometry::{Area, Pane};
use crate::app::workspace::Workspace;
use crate::article::date::{day_of, to_iso};
use crate::corpus::{ArticleId, ArticleRow};
use crate::text::plural;
use crate::text::width::{clip, width};
use crate::text::wrap::wrap;
use crate::ui::Theme;
use crate::ui::write;
use crate::views::read::article_pane::{ROWS_PER_ARTICLE, capacity};

/// Returns what the number of each article counts.
pub fn counted(ws: &Workspace) -> String {
    ws.selected_name().unwrap_or_else(|| with_kinds(ws, "mentions"))
}

/// Minimum width of a pane that shows the date and the numbers in columns.
const MIN_FOR_COLUMNS: u16 = 60;
/// Maximum width of the name whose mentions are counted.
const MAX_COUNTED: usize = 20;

/// Returns the heads of the columns at the right of a pane, each with its width, which includes the space before it.
/// None if the pane has no room for columns.
pub fn heads(ws: &Workspace, columns: u16) -> Option<[(String, u16); 3]> {
    let mentions = clip(&counted(ws), MAX_COUNTED).into_owned();
    let heads = [("date".to_owned(), 10), ("words".to_owned(), 7), (mentions, 8)];
    let with_gap = |(head, min_width): (String, u16)| {
        let columns = (width(&head) as u16).max(min_width) + 2;
        (head, columns)
    };
    (columns >= MIN_FOR_COLUMNS).then(|| heads.map(with_gap))
}

/// Writes the cells of the columns at the right of an area. Returns the width that is left.
pub fn draw_columns(
    buffer: &mut Buffer,
    area: Area,
    cells: [(&str, Style); 3],
    heads: &[(String, u16); 3],
) -> u16 {
    let mut left = area;
    for ((cell, style), (_, columns)) in cells.into_iter().zip(heads).rev() {
        let column = Area {
            x: left.x + left.width.saturating_sub(columns.saturating_sub(2)),
            width: columns.saturating_sub(2).min(left.width),
            ..left
        };
        write::right(buffer, column, cell, style);
        left.width = left.width.saturating_sub(*columns);
    }
    left.width
}

/// Returns "Articles 4/12 by date" if the list is filtered, "Articles 12 by date" if not, or "Articles 3 of 12…" until
/// all are read (without "…" if reading was stopped). The order is left out if it is by path, and the word "Articles"
/// if there is no room for it.
pub fn heading(ws: &Workspace, columns: u16) -> String {
    let whole = whole_heading(ws);
    let short = whole.strip_prefix("Articles ").map(str::to_owned);
    if width(&whole) <= usize::from(columns) { whole } else { short.unwrap_or(whole) }
}

fn whole_heading(ws: &Workspace) -> String {
    let count = ws.index().len();
    let listed = ws.listing().len();
    let by = if ws.sort == Sort::Path { String::new() } else { format!(" by {}", ws.sort.name()) };
    if ws.filter.is_some() {
        format!("Articles {listed}/{count}{by}")
    } else if ws.loading.is_complete() {
        format!("Articles {count}{by}")
    } else {
        let more = if ws.loading.done { "" } else { "…" };
        format!("Articles {count} of {}{more}", ws.loading.found)
    }
}

/// Draws the list.
pub fn draw(ws: &Workspace, theme: Theme, buffer: &mut Buffer, area: Area) {
    if ws.index().is_empty() {
        let words = if ws.loading.done { "no articles" } else { "reading…" };
        write::line(
            buffer,
            Area { x: area.x + 1, height: 1, width: area.width.saturating_sub(1), ..area },
            words,
            theme.quiet(),
        );
        return;
    }
    let (first, listing) = (ws.articles.top(), ws.listing());
    for place in 0..capacity(ws) {
        let Some(id) = listing.at(first + place) else { break };
        let Some(row) = ws.index().row(id) else { continue };
        let y = area.y + (place * ROWS_PER_ARTICLE) as u16;
        let height = (area.y + area.height).saturating_sub(y).min(ROWS_PER_ARTICLE as u16);
        let area = Area { y, height, ..area };
        let is_at_cursor = ws.focus == Pane::Articles && ws.articles.row() == first + place;
        draw_article(ws, theme, buffer, area, (id, row), is_at_cursor);
        if is_at_cursor {
            write::restyle(buffer, area, theme.at_cursor());
        }
    }
}

fn draw_article(
    ws: &Workspace,
    theme: Theme,
    buffer: &mut Buffer,
    area: Area,
    (id, row): (ArticleId, &ArticleRow),
    is_at_cursor: bool,
) {
    let is_open = ws.open_id() == Some(id);
    let mark = if is_open { "▸" } else { " " };
    let number = format!("{}", id.0 + 1);
    let title_style = if is_open { theme.strong() } else { theme.plain() };
    // In a reversed row, the coloured mark would be a block.
    let look = if is_at_cursor { theme.strong() } else { theme.mark() };
    write::line(buffer, Area { height: 1, ..area }, mark, look);
    let lead = width(&number) as u16 + 2;
    write::line(
        buffer,
        Area { x: area.x + 1, height: 1, width: area.width.saturating_sub(1), ..area },
        &number,
        theme.quiet(),
    );
    let inner = Area { x: area.x + lead, height: 1, width: area.width.saturating_sub(lead + 1), ..area };
    let mut rows = wrap(&row.headline, usize::from(inner.width)).into_iter();
    let first = rows.next().and_then(|row_bytes| row.headline.get(row_bytes)).unwrap_or_default();
    let rest = row.headline.get(first.len()..).unwrap_or_default();
    let mut y = area.y;
    for (part, style) in
        [(first, title_style), (rest, title_style)].into_iter().filter(|(part, _)| !part.is_empty())
    {
        if y < area.y + area.height {
            write::line(buffer, Area { y, ..inner }, part.trim_end(), style);
            y += 1;
        }
    }
    if y < area.y + area.height {
        let below = Area { y, ..inner };
        let (mentions, copies) = (mentions(ws, id, row), ws.index().copies(id));
        if let Some(heads) = heads(ws, area.width) {
            let (date, words) = (day(row).unwrap_or_default(), row.words.to_string());
            let cells = [(date.as_str(), theme.quiet()), (&words, theme.quiet()), (&mentions, theme.plain())];
            let room = draw_columns(buffer, below, cells, &heads);
            let about = [copy_count(copies), Some(source(row)), partial(row)];
            write::line(buffer, Area { width: room, ..below }, &joined(about), theme.quiet());
        } else {
            let used = write::right(buffer, below, &mentions, theme.plain());
            let about = Area { width: below.width.saturating_sub(used + 1), ..below };
            let words = about_words(row, copies, ws.sort, usize::from(about.width));
            write::line(buffer, about, &words, theme.quiet());
        }
    }
    // Below the number, where there is no text.
    if area.height > 1 && is_read(ws, &row.key, row.fingerprint) {
        let cells =
            Area { x: area.x + 1, y: area.y + 1, height: 1, width: area.width.saturating_sub(1).min(1) };
        write::line(buffer, cells, "✓", theme.quiet());
    }
}

/// Returns an article's number of mentions of the selected entity, or of any entity of a shown kind if none is
/// selected. Empty while they are being counted.
fn mentions(ws: &Workspace, id: ArticleId, row: &ArticleRow) -> String {
    if ws.selection.entity().is_none() && ws.selection.hidden().is_empty() {
        return row.counted.to_string();
    }
    if ws.selection.entity().is_some() && ws.selected_id().is_none() {
        return "0".to_owned();
    }
    let count = ws.corpus_stats().and_then(|everywhere| everywhere.mentions.get(id.0 as usize));
    count.map(ToString::to_string).unwrap_or_default()
}

/// Returns the line below the title of an article where there are no columns: the number of copies, who published it
/// and when, whether it is partial, and its length if there is room.
fn about_words(row: &ArticleRow, copies: u32, sort: Sort, columns: usize) -> String {
    // There may not be room for both. The date comes first if the articles are sorted by it.
    let (source, date) = (Some(source(row)), date(row));
    let (first, second) = if sort == Sort::Date { (date, source) } else { (source, date) };
    let brief = joined([copy_count(copies), first, second, partial(row)]);
    let long = format!("{brief} · {}", plural::counted(row.words as usize, "word", "words"));
    if width(&long) <= columns { long } else { brief }
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    let joined = parts.collect::<Vec<_>>().join(" · ");
    crate::text::sanitize::sanitize_line(&joined).into_owned()
}

fn copy_count(copies: u32) -> Option<String> {
    (copies > 0).then(|| format!("×{}", u64::from(copies) + 1))
}

/// Returns the source of an article, else its site or author, else the name of its file.
fn source(row: &ArticleRow) -> String {
    let file =
        || row.key.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    row.meta.source_name().unwrap_or_else(file)
}

fn date(row: &ArticleRow) -> Option<String> {
    let day = row.meta.date.as_deref().map(|date| day_of(date).to_owned())?;
    Some(crate::text::sanitize::sanitize_line(&day).into_owned())
}

/// Returns the day: as an ISO date, in ten columns, if it can be determined, else as the article gives it.
fn day(row: &ArticleRow) -> Option<String> {
    let iso = row.meta.date.as_deref().and_then(to_iso);
    iso.map(|iso| day_of(&iso).to_owned()).or_else(|| date(row))
}

fn partial(row: &ArticleRow) -> Option<String> {
    row.partial.map(|partial| match row.undecoded {
        0 => partial.name().to_owned(),
        count => format!("{} ({count})", partial.name()),
    })
}
