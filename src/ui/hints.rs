//! The last row: what key comes next, what is being typed, or a line for the reader.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::compare;
use crate::app::corpus_search;
use crate::app::entity_panel;
use crate::app::geometry::Area;
use crate::app::geometry::Pane;
use crate::app::input::View;
use crate::app::input::text_field::TextField;
use crate::app::overlays::Overlay;
use crate::app::overlays::card;
use crate::app::overlays::line_prompt::{self, LinePrompt, Purpose};
use crate::app::overlays::messages;
use crate::app::overlays::search_prompt::SearchPrompt;
use crate::app::selection;
use crate::app::state::State;
use crate::app::suggest;
use crate::text::width::{clip, graphemes, width};
use crate::text::wrap::wrap;
use crate::ui::Theme;
use crate::ui::write;

/// Draws the row.
pub fn draw(state: &State, theme: Theme, buffer: &mut Buffer, area: Area) {
    let inner = Area { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    match state.overlays.top() {
        Some(Overlay::SearchPrompt(prompt)) => return draw_prompt(prompt, state, theme, buffer, inner),
        Some(Overlay::LinePrompt(asking)) => return draw_asking(theme, buffer, inner, asking),
        _ => {}
    }
    if let Some([long, short]) = state.overlays.top().and_then(|overlay| overlay.keys_words(state)) {
        let words = if width(long) <= usize::from(inner.width) { long } else { short };
        write::line(buffer, inner, words, theme.strong());
        return;
    }
    if state.view == View::Search && state.corpus_search.is_typing && state.message.is_none() {
        let words = "Enter keeps the list, ↑ ↓ move in it, Esc back";
        write::line(buffer, inner, words, theme.quiet());
        return;
    }
    if let Some(message) = &state.message {
        let style = if message.is_problem { theme.problem() } else { theme.strong() };
        let is_long = width(&message.text) > usize::from(inner.width);
        if !(is_long && draw_above(theme, buffer, inner, &message.text, style)) {
            write::line(buffer, inner, &message.text, style);
            return;
        }
    }
    let mut column = 0;
    if let Some(count) = state.count {
        column += write::piece(buffer, inner, 0, &format!("{count} "), theme.strong());
    }
    if let Some(search) = &state.search
        && let Some(at) = search.at
    {
        let more = if search.is_cut { "+" } else { "" };
        let number = format!(" hit {} of {}{more}", at + 1, search.hits().len());
        let of_all = corpus_search::counts_for(state, &search.expression).is_some();
        let all = if of_all {
            format!(" here, {}{} in all", state.corpus_search.total(), state.loading.more())
        } else {
            String::new()
        };
        // The numbers say more than the end of a long expression.
        let room = usize::from(inner.width / 2).saturating_sub(width(&number) + width(&all));
        let expression = format!("/{}", search.expression);
        let words = format!("{}{number}{all}", clip(&expression, room.max(LEAST_EXPRESSION)));
        column += write::piece(buffer, inner, column, &words, theme.plain()) + 3;
    }
    // The way to help and out keeps its place at the right; of the others the likeliest come first.
    let (last, others): (Vec<_>, Vec<_>) = hints(state)
        .iter()
        .copied()
        .filter(|(name, _)| !is_idle(state, name))
        .partition(|(name, _)| ALWAYS_HINTED.contains(name));
    let columns = |hints: &[(&str, &str)]| -> u16 {
        hints.iter().map(|(name, words)| (width(key_of(state, name)) + width(words) + 4) as u16).sum()
    };
    let mut end = inner.width.saturating_sub(columns(&last).saturating_sub(3));
    if end <= column {
        end = inner.width;
    }
    let draw = |buffer: &mut Buffer, column: u16, (name, words): (&str, &str)| {
        let used = write::piece(buffer, inner, column, key_of(state, name), theme.strong());
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

/// The fewest columns of an expression beside its numbers.
const LEAST_EXPRESSION: usize = 8;

/// The commands whose hints every screen shows.
const ALWAYS_HINTED: &[&str] = &["help", "close"];

/// The most rows of words above the status line.
const MOST_ROWS_ABOVE: usize = 4;

/// Words for which the row has no room stand above the status line, below a rule; whether they do. On a screen of few rows they do
/// not: where one is matters more than the end of a line.
fn draw_above(theme: Theme, buffer: &mut Buffer, area: Area, text: &str, style: Style) -> bool {
    let rows = wrap(text, usize::from(area.width).max(1));
    let shown = rows.len().min(MOST_ROWS_ABOVE) as u16;
    let Some(rule) = area.y.checked_sub(shown + 2).filter(|rule| *rule > shown) else { return false };
    let whole = |y: u16| Area { x: area.x.saturating_sub(1), width: area.width + 2, y, ..area };
    write::fill(buffer, whole(rule), theme.plain());
    write::line(buffer, whole(rule), &"─".repeat(usize::from(area.width) + 2), theme.quiet());
    for (y, row) in (rule + 1..=rule + shown).zip(&rows) {
        write::fill(buffer, whole(y), theme.plain());
        let end = if y == rule + shown { text.len() } else { row.end };
        write::line(
            buffer,
            Area { y, ..area },
            text.get(row.start..end).unwrap_or_default().trim_end(),
            style,
        );
    }
    true
}

/// A line that a command asks for, with what its keys do: beside it where there is room, else above the status line.
fn draw_asking(theme: Theme, buffer: &mut Buffer, area: Area, asking: &LinePrompt) {
    let (mark, words): (_, &[&str]) = match &asking.purpose {
        Purpose::Note(_) => ("remark: ", &[line_prompt::KEYS]),
        Purpose::Pipe => {
            ("text to: ", &["Enter runs it, ↑ ↓ earlier ones, Esc leaves", "Enter runs, Esc leaves"])
        }
    };
    let room = usize::from(area.width).saturating_sub(width(mark) + LEAST_TYPED);
    let beside = words.iter().find(|words| width(words) <= room);
    if beside.is_none() {
        let words = words.first().copied().unwrap_or_default();
        draw_above(theme, buffer, area, words, theme.quiet());
    }
    let used = write::right(buffer, area, beside.copied().unwrap_or_default(), theme.quiet());
    let typed = Area { width: area.width.saturating_sub(used + 2), ..area };
    draw_line(theme, buffer, typed, mark, &asking.line);
}

/// The fewest columns for what is typed beside words about it.
const LEAST_TYPED: usize = 16;

fn draw_prompt(prompt: &SearchPrompt, state: &State, theme: Theme, buffer: &mut Buffer, area: Area) {
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
pub fn draw_line(theme: Theme, buffer: &mut Buffer, area: Area, mark: &str, line: &TextField) {
    let (mut before, after) = line.parts();
    while width(mark) + width(before) + 1 > usize::from(area.width) {
        let Some((_, rest)) = before.char_indices().nth(1).map(|(at, _)| before.split_at(at)) else { break };
        before = rest;
    }
    let mut column = write::piece(buffer, area, 0, mark, theme.strong());
    let style = if line.is_offered() { theme.picked() } else { theme.plain() };
    column += write::piece(buffer, area, column, before, style);
    let under = graphemes(after).next().map_or(" ", |first| first.text);
    column += write::piece(buffer, area, column, under, theme.at_cursor());
    write::piece(buffer, area, column, after.get(under.len()..).unwrap_or_default(), theme.plain());
}

/// The key that a hint shows of a command: its first, unless that has a long name and another has a shorter one.
fn key_of<'a>(state: &'a State, name: &'a str) -> &'a str {
    let keys = state.keymap.keys_of(name);
    let short = keys.iter().find(|key| width(key) <= LONGEST_KEY);
    short.map_or_else(|| state.keymap.key_of(name), String::as_str)
}

/// The longest name of a key that a hint shows where there is another.
const LONGEST_KEY: usize = 5;

/// Whether a command that is hinted at would do nothing here.
fn is_idle(state: &State, name: &str) -> bool {
    let rows = match (state.overlays.top(), state.view) {
        (Some(Overlay::Card(_)), _) => {
            let shown = usize::from(card::area(state).height.saturating_sub(2));
            return name == "down" && card::rows(state) <= shown;
        }
        (Some(Overlay::Messages(_)), _) => {
            let shown = usize::from(state.layout().body.height.saturating_sub(2));
            return name == "down" && messages::rows(state) <= shown;
        }
        (Some(Overlay::Help(_)), _) => return false,
        (_, View::Compare) => compare::rows(state).map_or(0, |rows| rows.len()),
        (_, View::Search) => state.corpus_search.rows.len(),
        (_, View::Suggest) => suggest::rows(state).map_or(0, <[_]>::len),
        (_, View::Read) if state.focus == Pane::Entities => {
            let is_selected = state.selected.is_some();
            return match name {
                "select" => entity_panel::at_cursor(state).is_none(),
                "next-passage" | "undo" => !is_selected,
                "card" => !is_selected && entity_panel::at_cursor(state).is_none(),
                _ => false,
            };
        }
        _ => return false,
    };
    let is_about_row =
        ["go-to-cell", "sort", "card", "go-to-hit", "add-suggestion", "refuse", "go-to-example"];
    (rows == 0 && is_about_row.contains(&name)) || (rows < 2 && name == "down")
}

/// The commands that come next, by name, with a word for each: the likeliest first, since a narrow screen cuts the rest.
fn hints(state: &State) -> &'static [(&'static str, &'static str)] {
    match (state.overlays.top(), state.view, state.focus) {
        (Some(Overlay::Help(_)), ..) => &[("down", "scroll"), ("search", "find a key"), ("close", "close")],
        (Some(Overlay::Card(_)), View::Read, _) => {
            &[("next-mention", "next mention"), ("down", "scroll"), ("close", "close")]
        }
        (Some(Overlay::Card(_) | Overlay::Messages(_)), ..) => &[("down", "scroll"), ("close", "close")],
        (_, View::Compare, _) => &[
            ("go-to-cell", "first mention"),
            ("down", "down"),
            ("next-column", "right"),
            ("sort", "sort"),
            ("card", "card"),
            ("close", "back"),
            ("help", "keys"),
        ],
        (_, View::Search, _) => &[
            ("go-to-hit", "read it there"),
            ("down", "down"),
            ("search-all", "another search"),
            ("close", "back"),
            ("help", "keys"),
        ],
        (_, View::Suggest, _) => &[
            ("add-suggestion", "add"),
            ("refuse", "ignore"),
            ("go-to-example", "read it there"),
            ("down", "down"),
            ("take-back", "undo"),
            ("close", "back"),
            ("help", "keys"),
        ],
        (_, View::Read, _) if suggest::is_wanted(state) => &[
            ("suggest", "suggest names (few are listed)"),
            ("add", "add one"),
            ("help", "keys"),
            ("close", "quit"),
        ],
        (_, View::Read, Pane::Articles) => &[
            ("select", "open"),
            ("down", "down"),
            ("right", "text"),
            ("card", "card"),
            ("compare", "compare"),
            ("help", "keys"),
            ("close", "quit"),
        ],
        (_, View::Read, Pane::Entities) => &[
            ("select", "select"),
            ("left", "text"),
            ("next-mention", "next mention"),
            ("next-passage", "shared"),
            ("undo", "clear selection"),
            ("card", "card"),
            ("help", "keys"),
            ("close", "quit"),
        ],
        (_, View::Read, Pane::Text) if state.search.is_some() => &[
            ("next-hit", "next hit"),
            ("previous-hit", "previous hit"),
            ("undo", "end search"),
            ("help", "keys"),
            ("close", "quit"),
        ],
        (_, View::Read, Pane::Text) if state.selected.is_some() => &[
            ("next-mention", "next"),
            ("previous-mention", "previous"),
            ("next-naming-article", "next article"),
            ("card", "card"),
            ("compare", "compare"),
            ("undo", "clear selection"),
            ("help", "keys"),
            ("close", "quit"),
        ],
        (_, View::Read, Pane::Text) if selection::landed(state).is_some() => &[
            ("select", "select it"),
            ("next-mention", "next"),
            ("previous-mention", "previous"),
            ("right", "entities"),
            ("compare", "compare"),
            ("help", "keys"),
            ("close", "quit"),
        ],
        (_, View::Read, Pane::Text) => &[
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
