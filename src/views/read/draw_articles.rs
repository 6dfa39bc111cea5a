//! Draws the article list: title, source and date, mentions.

use ratatui::buffer::Buffer;

use crate::analysis::listing::Sort;
use crate::app::actions::read_marks::is_read;
use crate::app::actions::selection::with_kinds;
use crate::app::geometry::{Area, Pane};
use crate::app::workspace::Workspace;
use crate::article::date::day_of;
use crate::corpus::{ArticleId, ArticleRow};
use crate::text::width::width;
use crate::text::wrap::wrap;
use crate::ui::Theme;
use crate::ui::write;
use crate::views::read::article_pane::{ROWS_PER_ARTICLE, capacity};

/// Returns what the number of each article counts.
pub fn counted(ws: &Workspace) -> String {
    ws.selected_name().unwrap_or_else(|| with_kinds(ws, "mentions"))
}

/// Returns "Articles" and how many; the number alone if there is no room for the word and the sort order.
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
    } else if ws.loading.is_whole() {
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
    // Reversed, its colour would be a block.
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
        let mentions = mentions(ws, id, row);
        let used = write::right(buffer, below, &mentions, theme.plain());
        let about = Area { width: below.width.saturating_sub(used + 1), ..below };
        write::line(buffer, about, &about_words(row, ws.index().copies(id), ws.sort), theme.quiet());
    }
    // Below the number, where no word stands.
    if area.height > 1 && is_read(ws, &row.key, row.fingerprint) {
        let cells =
            Area { x: area.x + 1, y: area.y + 1, height: 1, width: area.width.saturating_sub(1).min(1) };
        write::line(buffer, cells, "✓", theme.quiet());
    }
}

/// Mentions of the selected entity, or of any.
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

/// What is said of an article below its title: how often it is there, who published it and when, and whether it is whole.
fn about_words(row: &ArticleRow, copies: u32, sort: Sort) -> String {
    let file = row.key.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let source = row.meta.source.clone().or_else(|| row.meta.author.clone()).unwrap_or(file);
    let partial = row.partial.map(|partial| match row.undecoded {
        0 => partial.name().to_owned(),
        count => format!("{} ({count})", partial.name()),
    });
    let times = (copies > 0).then(|| format!("×{}", u64::from(copies) + 1));
    let date = row.meta.date.as_deref().map(|date| day_of(date).to_owned());
    // What the articles are sorted by comes first: the room may not do for both.
    let (source, date) = if sort == Sort::Date { (date, Some(source)) } else { (Some(source), date) };
    let parts = [times, source, date, partial];
    let joined = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    crate::text::sanitize::sanitize_line(&joined).into_owned()
}
