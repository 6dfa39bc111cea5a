//! The marks, while the letter of one is waited for.

use ratatui::buffer::Buffer;

use crate::app::geometry::Area;
use crate::app::input::View;
use crate::app::marks::Mark;
use crate::app::state::State;
use crate::text::width::{clip, width};
use crate::ui::Theme;
use crate::ui::popup::{self, PopupLine};

/// Columns that the list is wanted to have, with its borders.
const LEAST_COLUMNS: u16 = 76;
/// Columns and rows of a box that its text cannot have.
const FRAME: (u16, u16) = (4, 2);
/// Columns before an article's title: the letter, and its number.
const BEFORE_TITLE: usize = 8;

/// Draws the marks over the view.
pub fn draw(state: &State, theme: Theme, buffer: &mut Buffer, body: Area) {
    if state.marks.is_empty() {
        return;
    }
    let parts = state.layout();
    let is_of_panes = state.view == View::Read;
    let (x, width) = if is_of_panes { parts.across(LEAST_COLUMNS) } else { (body.x, body.width) };
    let columns = usize::from(width.saturating_sub(FRAME.0));
    let line = |(letter, mark): (&char, &Mark)| line(state, theme, *letter, mark, columns);
    let lines: Vec<PopupLine> = state.marks.iter().map(line).collect();
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(FRAME.1).min(body.height);
    let area = Area { x, width, y: body.y + (body.height - height) / 2, height };
    popup::draw_in(theme, buffer, area, "Marks", &lines, 0);
}

/// A letter, the article with its number, and the words that the page begins with; of a mark for which none were kept, the
/// words that end just before it.
fn line(state: &State, theme: Theme, letter: char, mark: &Mark, columns: usize) -> PopupLine {
    let row = state.index.find(&mark.key).and_then(|id| Some((id, state.index.row(id)?)));
    let (number, title) = match row {
        Some((id, row)) => (format!("{}", id.0 + 1), row.headline.clone()),
        None => (String::new(), mark.key.to_string()),
    };
    let room = columns.saturating_sub(BEFORE_TITLE);
    let before = if mark.words.is_empty() { mark.spot.before.trim() } else { "" };
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

/// As many of the last words of a text as fit, behind what says that the place is after them.
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

/// What stands before words that end where the place begins.
const AFTER: &str = "after …";
