//! Draws the prompts in the last row of the screen.

use crate::app::geometry::Area;
use crate::app::input::text_field::TextField;
use crate::app::state::search::Search;
use crate::text::width::width;
use crate::ui::canvas::Canvas;
use crate::ui::{text_line, write};

/// Minimum columns between the prompt and the help for the keys beside it, of which the last two stay empty.
const MIN_TYPED: usize = 16;

/// Draws a command's input line and help for its keys: beside the line if there is room, else above the status line if
/// the screen has enough rows.
pub fn draw_line_prompt(canvas: &mut Canvas<'_>, area: Area, prompt: &str, line: &TextField, help: &[&str]) {
    let (theme, buffer) = (canvas.theme, &mut *canvas.buffer);
    let room = usize::from(area.width).saturating_sub(width(prompt) + MIN_TYPED);
    let beside = help.iter().find(|words| width(words) <= room);
    if beside.is_none() {
        let words = help.first().copied().unwrap_or_default();
        text_line::draw_above(theme, buffer, area, words, theme.quiet());
    }
    let used = write::right(buffer, area, beside.copied().unwrap_or_default(), theme.quiet());
    let typed = Area { width: area.width.saturating_sub(used + 2), ..area };
    text_line::draw(theme, buffer, typed, prompt, line);
}

/// Draws a search being typed, with its number of hits.
pub fn draw_search_prompt(canvas: &mut Canvas<'_>, area: Area, line: &TextField, search: Option<&Search>) {
    let (theme, buffer) = (canvas.theme, &mut *canvas.buffer);
    let (words, style) = match search.map(|search| (&search.hits, search.at)) {
        Some((Some(Ok(hits)), at)) if !hits.is_empty() => {
            (format!("{} of {}", at.unwrap_or(0) + 1, hits.len()), theme.quiet())
        }
        Some((Some(Ok(_)), _)) => ("no hit".to_owned(), theme.quiet()),
        Some((Some(Err(reason)), _)) => (reason.clone(), theme.problem()),
        _ => ("Enter confirms, Esc cancels".to_owned(), theme.quiet()),
    };
    let used = write::right(buffer, area, &words, style);
    let typed = Area { width: area.width.saturating_sub(used + 2), ..area };
    text_line::draw(theme, buffer, typed, "/", line);
}
