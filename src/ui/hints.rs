//! The last row: what key comes next, what is being typed, or a line for the reader.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::adding::Adding;
use crate::app::asking::{Asking, Purpose};
use crate::app::finding;
use crate::app::help;
use crate::app::layout::Area;
use crate::app::line::Line;
use crate::app::pane::{Pane, View};
use crate::app::selection;
use crate::app::state::{Awaits, Overlay, State};
use crate::app::suggesting;
use crate::text::width::{clip, graphemes, width};
use crate::text::wrap::wrap;
use crate::ui::Theme;
use crate::ui::write;

/// Draws the row.
pub fn draw(state: &State, theme: Theme, buffer: &mut Buffer, area: Area) {
    let inner = Area { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    if state.prompt.is_some() {
        draw_prompt(state, theme, buffer, inner);
        return;
    }
    if let Some(asking) = &state.asking {
        draw_asking(theme, buffer, inner, asking);
        return;
    }
    if let Some([long, short]) = what_keys_do(state) {
        let words = if width(long) <= usize::from(inner.width) { long } else { short };
        write::line(buffer, inner, words, theme.strong());
        return;
    }
    if state.view == View::Search && state.finding.is_typing && state.message.is_none() {
        let words = "Enter keeps the list, ↑ ↓ move in it, Esc back";
        write::line(buffer, inner, words, theme.quiet());
        return;
    }
    if let Some(message) = &state.message {
        let style = if message.is_problem { theme.problem() } else { theme.strong() };
        draw_message(theme, buffer, inner, &message.text, style);
        return;
    }
    let mut column = 0;
    if let Some(count) = state.count {
        column += write::piece(buffer, inner, 0, &format!("{count} "), theme.strong());
    }
    if let Some(search) = &state.search
        && let Some(at) = search.at
    {
        let more = if search.is_cut { "+" } else { "" };
        let words = format!("/{} hit {} of {}{more}", search.expression, at + 1, search.hits().len());
        let of_all = finding::counts_for(state, &search.expression).is_some();
        let all = if of_all { format!(" here, {} in all", state.finding.total()) } else { String::new() };
        let words = words + &all;
        let words = clip(&words, usize::from(inner.width / 2));
        column += write::piece(buffer, inner, column, &words, theme.plain()) + 3;
    }
    // The way to help and out keeps its place at the right; of the others the likeliest come first.
    let (last, others): (Vec<_>, Vec<_>) =
        hints(state).iter().copied().partition(|(name, _)| ALWAYS_HINTED.contains(name));
    let columns = |hints: &[(&str, &str)]| -> u16 {
        hints.iter().map(|(name, words)| (width(state.keymap.key_of(name)) + width(words) + 4) as u16).sum()
    };
    let mut end = inner.width.saturating_sub(columns(&last).saturating_sub(3));
    if end <= column {
        end = inner.width;
    }
    let draw = |buffer: &mut Buffer, column: u16, (name, words): (&str, &str)| {
        let used = write::piece(buffer, inner, column, state.keymap.key_of(name), theme.strong());
        used + write::piece(buffer, inner, column + used + 1, words, theme.quiet()) + 4
    };
    for hint in others {
        if column + columns(&[hint]) > end + 1 {
            break;
        }
        column += draw(buffer, column, hint);
    }
    if end < inner.width {
        for hint in last {
            end += draw(buffer, end, hint);
        }
    }
}

/// What the keys do while letters are taken for something else than commands, in many words and in few.
fn what_keys_do(state: &State) -> Option<[&'static str; 2]> {
    let says_nothing = state.message.is_none();
    if state.picker.is_some() && says_nothing {
        return Some([
            "type some letters; ↑ ↓ move, Enter takes the row, Esc leaves",
            "letters, ↑ ↓; Enter takes the row, Esc leaves",
        ]);
    }
    if help::is_typing(state) {
        return Some([
            "some letters of a key's words; Enter keeps what is found, Esc shows all",
            "Enter keeps what is found, Esc shows all",
        ]);
    }
    if let Some(adding) = state.adding.as_ref().filter(|_| says_nothing) {
        return Some(match adding {
            Adding::Pick { .. } => [
                "type the letters of a name to add it; Esc adds nothing",
                "a name's letters add it; Esc adds nothing",
            ],
            Adding::Choose(choosing) if choosing.range.is_some() => [
                "a letter or Enter adds it; ← → fewer or more words; Esc adds nothing",
                "a letter or Enter adds; ← → words; Esc leaves",
            ],
            Adding::Choose(_) => ["a letter or Enter adds it; Esc adds nothing"; 2],
        });
    }
    if state.kinds_menu.is_some() {
        return Some([
            "a letter or Enter shows or hides a kind; a shows all; Esc closes",
            "a letter or Enter: one; a: all; Esc closes",
        ]);
    }
    if let Some(awaits) = state.awaits {
        return Some(match awaits {
            Awaits::Copy => ["copy  m mention  s sentence  p paragraph  l link"; 2],
            Awaits::SetMark => [
                "mark: type a letter for this place; Esc sets none",
                "type a letter for this place; Esc: none",
            ],
            Awaits::GoToMark => [
                "type the letter of a mark, ' for where you were; Esc stays",
                "a mark's letter, ' where you were; Esc stays",
            ],
        });
    }
    let is_labelling = state.labelling.is_some() && says_nothing;
    is_labelling.then_some(["type the letters of a label; Esc leaves it"; 2])
}

/// The commands whose hints every screen shows.
const ALWAYS_HINTED: &[&str] = &["help", "close"];

/// The most rows of a message.
const MOST_MESSAGE_ROWS: usize = 4;

/// A message: one that is longer than the row takes the rows above, until the next key.
fn draw_message(theme: Theme, buffer: &mut Buffer, area: Area, text: &str, style: Style) {
    let rows = wrap(text, usize::from(area.width).max(1));
    let shown = rows.len().min(MOST_MESSAGE_ROWS).min(usize::from(area.y) + 1);
    if shown <= 1 {
        write::line(buffer, area, text, style);
        return;
    }
    let first = area.y + 1 - shown as u16;
    for (y, row) in (first..).zip(rows.iter().take(shown)) {
        let cells = Area { y, ..area };
        write::fill(
            buffer,
            Area { x: area.x.saturating_sub(1), width: area.width + 2, ..cells },
            theme.plain(),
        );
        let is_last = y == area.y;
        let end = if is_last { text.len() } else { row.end };
        write::line(buffer, cells, text.get(row.start..end).unwrap_or_default().trim_end(), style);
    }
}

/// A line that a command asks for, with what its keys do where there is room.
fn draw_asking(theme: Theme, buffer: &mut Buffer, area: Area, asking: &Asking) {
    let (mark, words) = match &asking.purpose {
        Purpose::Note(_) => ("remark: ", ["↓ ↑ sentences, Enter keeps, Esc leaves", "↓ ↑ Enter keeps"]),
        Purpose::Pipe(_) => ("text to: ", ["Enter runs it, Esc leaves", "Enter runs it"]),
    };
    let room = usize::from(area.width).saturating_sub(width(mark) + LEAST_TYPED);
    let words = words.into_iter().find(|words| width(words) <= room).unwrap_or_default();
    let used = write::right(buffer, area, words, theme.quiet());
    let typed = Area { width: area.width.saturating_sub(used + 2), ..area };
    draw_line(theme, buffer, typed, mark, &asking.line);
}

/// The fewest columns for what is typed beside words about it.
const LEAST_TYPED: usize = 16;

fn draw_prompt(state: &State, theme: Theme, buffer: &mut Buffer, area: Area) {
    let Some(prompt) = &state.prompt else { return };
    let outcome = match state.search.as_ref().map(|search| (&search.hits, search.at)) {
        Some((Some(Ok(hits)), at)) if !hits.is_empty() => {
            (format!("{} of {}", at.unwrap_or(0) + 1, hits.len()), theme.quiet())
        }
        Some((Some(Ok(_)), _)) => ("no hit".to_owned(), theme.quiet()),
        Some((Some(Err(reason)), _)) => (reason.clone(), theme.problem()),
        _ => ("Enter keeps, Esc goes back".to_owned(), theme.quiet()),
    };
    let used = write::right(buffer, area, &outcome.0, outcome.1);
    let typed = Area { width: area.width.saturating_sub(used + 2), ..area };
    draw_line(theme, buffer, typed, "/", &prompt.line);
}

/// Draws a line being typed behind a mark, with the hand in it. Of a line longer than the row the part around the hand is
/// shown.
pub fn draw_line(theme: Theme, buffer: &mut Buffer, area: Area, mark: &str, line: &Line) {
    let (mut before, after) = line.parts();
    while width(mark) + width(before) + 1 > usize::from(area.width) {
        let Some((_, rest)) = before.char_indices().nth(1).map(|(at, _)| before.split_at(at)) else { break };
        before = rest;
    }
    let mut column = write::piece(buffer, area, 0, mark, theme.strong());
    let style = if line.is_offered() { theme.picked() } else { theme.plain() };
    column += write::piece(buffer, area, column, before, style);
    let under = graphemes(after).next().map_or(" ", |first| first.text);
    column += write::piece(buffer, area, column, under, theme.under_hand());
    write::piece(buffer, area, column, after.get(under.len()..).unwrap_or_default(), theme.plain());
}

/// The commands that come next, by name, with a word for each: the likeliest first, since a narrow screen cuts the rest.
fn hints(state: &State) -> &'static [(&'static str, &'static str)] {
    match (state.overlay, state.view, state.focus) {
        (Some(Overlay::Help(_)), ..) => &[("down", "scroll"), ("search", "find a key"), ("close", "close")],
        (Some(Overlay::Card(_)), View::Read, _) => {
            &[("next-mention", "next mention"), ("down", "scroll"), ("close", "close")]
        }
        (Some(Overlay::Card(_)), ..) => &[("down", "scroll"), ("close", "close")],
        (None, View::Compare, _) => &[
            ("go-to-cell", "first mention"),
            ("down", "down"),
            ("next-column", "right"),
            ("sort", "sort"),
            ("card", "card"),
            ("close", "back"),
            ("help", "keys"),
        ],
        (None, View::Search, _) => &[
            ("go-to-hit", "read it there"),
            ("down", "down"),
            ("search-all", "another search"),
            ("close", "back"),
            ("help", "keys"),
        ],
        (None, View::Suggest, _) => &[
            ("add-suggestion", "add"),
            ("refuse", "refuse"),
            ("go-to-example", "read it there"),
            ("down", "down"),
            ("take-back", "take back"),
            ("close", "back"),
            ("help", "keys"),
        ],
        (None, View::Read, _) if suggesting::is_wanted(state) => &[
            ("suggest", "hardly a name is listed: suggest names"),
            ("add", "add one"),
            ("help", "keys"),
            ("close", "quit"),
        ],
        (None, View::Read, Pane::Articles) => &[
            ("select", "open"),
            ("down", "down"),
            ("right", "text"),
            ("compare", "compare"),
            ("help", "keys"),
            ("close", "quit"),
        ],
        (None, View::Read, Pane::Entities) => &[
            ("select", "select"),
            ("next-mention", "next mention"),
            ("next-passage", "shared"),
            ("undo", "unselect"),
            ("card", "card"),
            ("help", "keys"),
            ("close", "quit"),
        ],
        (None, View::Read, Pane::Text) if state.search.is_some() => &[
            ("next-hit", "next hit"),
            ("previous-hit", "previous hit"),
            ("undo", "end search"),
            ("help", "keys"),
            ("close", "quit"),
        ],
        (None, View::Read, Pane::Text) if state.selected.is_some() => &[
            ("next-mention", "next"),
            ("previous-mention", "previous"),
            ("next-naming-article", "next article"),
            ("card", "card"),
            ("compare", "compare"),
            ("undo", "unselect"),
            ("help", "keys"),
            ("close", "quit"),
        ],
        (None, View::Read, Pane::Text) if selection::landed(state).is_some() => &[
            ("select", "select it"),
            ("next-mention", "next"),
            ("previous-mention", "previous"),
            ("right", "entities"),
            ("compare", "compare"),
            ("help", "keys"),
            ("close", "quit"),
        ],
        (None, View::Read, Pane::Text) => &[
            ("next-mention", "next mention"),
            ("right", "entities"),
            ("compare", "compare"),
            ("search", "search"),
            ("next-article", "next article"),
            ("help", "keys"),
            ("close", "quit"),
        ],
    }
}
