//! Draws the marks while waiting for the letter of one.

use crate::app::geometry::Area;
use crate::app::input::READ;
use crate::app::state::mark::Mark;
use crate::app::workspace::Workspace;
use crate::text::width::{clip, width};
use crate::ui::Theme;
use crate::ui::canvas::Canvas;
use crate::ui::popup::{self, PopupLine};

/// Minimum width of the list, in columns, with its borders, if the screen has as many.
const MIN_COLUMNS: u16 = 76;
/// Columns and rows that the border of a box takes, with its padding.
const FRAME: (u16, u16) = (4, 2);
/// Columns before an article's title, for the mark's letter and an article's number of up to three digits.
const BEFORE_TITLE: usize = 8;

/// Draws the marks.
pub fn draw(ws: &Workspace, canvas: &mut Canvas<'_>) {
    if ws.marks.is_empty() {
        return;
    }
    let parts = ws.layout();
    let (theme, body) = (canvas.theme, parts.body);
    let has_panes = ws.view == READ;
    let (x, width) = if has_panes { parts.across(MIN_COLUMNS) } else { (body.x, body.width) };
    let columns = usize::from(width.saturating_sub(FRAME.0));
    let line = |(letter, mark): (&char, &Mark)| line(ws, theme, *letter, mark, columns);
    let lines: Vec<PopupLine> = ws.marks.iter().map(line).collect();
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(FRAME.1).min(body.height);
    let area = Area { x, width, y: body.y + (body.height - height) / 2, height };
    popup::draw_in(theme, canvas.buffer, area, "Marks", &lines, 0);
}

/// Returns the row of a mark: its letter, the number and title of its article, or only its key if it is not in the
/// index, and the first words of the page, else the last words before the page.
fn line(ws: &Workspace, theme: Theme, letter: char, mark: &Mark, columns: usize) -> PopupLine {
    let row = ws.index().find(&mark.key).and_then(|id| Some((id, ws.index().row(id)?)));
    let (number, title) = match row {
        Some((id, row)) => (format!("{}", id.0 + 1), row.headline.clone()),
        None => (String::new(), mark.key.to_string()),
    };
    let room = columns.saturating_sub(BEFORE_TITLE);
    let before = if mark.words.is_empty() { mark.position.before.trim() } else { "" };
    let title = clip(&title, if mark.words.is_empty() && before.is_empty() { room } else { room / 2 });
    let rest = room.saturating_sub(width(&title) + 2);
    let words = match (mark.words.as_str(), before) {
        ("", "") => String::new(),
        ("", before) => last_words(before, rest),
        (words, _) => clip(words, rest).into_owned(),
    };
    vec![
        (format!("{letter:<3}"), theme.strong()),
        (format!("{number:>3}  "), theme.quiet()),
        (title.into_owned(), theme.plain()),
        (if words.is_empty() { String::new() } else { format!("  {words}") }, theme.quiet()),
    ]
}

/// Returns as many of the last words of a text as fit, after [`AFTER`]. The first word of the text may be cut off, so
/// it is left out.
fn last_words(text: &str, columns: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut kept = String::new();
    for word in words.iter().rev().take(words.len().saturating_sub(1)) {
        let longer = if kept.is_empty() { (*word).to_owned() } else { format!("{word} {kept}") };
        if width(&longer) + width(AFTER) > columns {
            break;
        }
        kept = longer;
    }
    if kept.is_empty() { kept } else { format!("{AFTER}{kept}") }
}

/// Precedes the last words before the marked page.
const AFTER: &str = "after …";
