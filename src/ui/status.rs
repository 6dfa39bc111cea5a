//! The status line, which says where one is, and the row below it, which says what key comes next.

use ratatui::buffer::Buffer;

use crate::analysis::walk::stops_in;
use crate::app::adding::Adding;
use crate::app::kinds;
use crate::app::layout::{Area, Layout};
use crate::app::pane::{Pane, View};
use crate::app::state::{Overlay, State};
use crate::app::suggesting;
use crate::text::width::{clip, width};
use crate::ui::Theme;
use crate::ui::write;

/// Draws both rows.
pub fn draw(state: &State, theme: Theme, buffer: &mut Buffer, parts: &Layout) {
    if parts.status.height > 0 {
        write::fill(buffer, parts.status, theme.status());
        draw_status(state, theme, buffer, parts.status);
    }
    if parts.hints.height > 0 {
        draw_hints(state, theme, buffer, parts.hints);
    }
}

fn draw_status(state: &State, theme: Theme, buffer: &mut Buffer, area: Area) {
    let inner = Area { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let narrow = area.width < NARROW;
    if state.view == View::Compare {
        write::line(buffer, inner, &compare_words(state, narrow), theme.status());
        return;
    }
    if state.view == View::Suggest {
        let rows = suggesting::rows(state).map_or(0, <[_]>::len);
        let at = (state.suggest.row.at + 1).min(rows);
        let words =
            format!("name {at} of {rows}, in {} articles   list: {}", state.index.len(), state.list_name);
        write::line(buffer, inner, &words, theme.status());
        return;
    }
    let who = state.selected_name().unwrap_or_else(|| kinds::words(state, "mentions"));
    let mentions = mention_words(state, narrow);
    let where_at = [article_words(state, narrow), position_words(state)];
    let mut line = where_at.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
    if !mentions.is_empty() {
        // The numbers say more than the end of a long name.
        let room = usize::from(inner.width).saturating_sub(width(&line) + width(&mentions) + 4);
        line = format!("{line}  {}: {mentions}", clip(&who, room.max(LEAST_NAME)));
    }
    let used = write::line(buffer, inner, &line, theme.status());
    let list = if state.list_problem.is_some() {
        [format!("{} has errors; the one before is used", state.list_name), "the list has errors".to_owned()]
    } else {
        [format!("list: {}", state.list_name), String::new()]
    };
    let rest = usize::from(inner.width.saturating_sub(used + 3));
    if let Some(list) = list.iter().find(|list| width(list) <= rest) {
        write::right(buffer, inner, list, theme.status());
    }
}

/// "Donald Trump in article 3: 17 of 35": the cell under the hand, and its row.
fn compare_words(state: &State, narrow: bool) -> String {
    let rows = crate::app::compare::rows(state).unwrap_or_default();
    let under = crate::app::compare::under_hand(state);
    let Some(row) = rows.iter().find(|row| Some(row.referent) == under) else { return String::new() };
    let name = row.entity.name(state.index.gazetteer());
    let count = row.cells.get(state.compare.column).copied().unwrap_or(0);
    let all = state.index.len();
    if narrow {
        return format!("{name}: {count} in {}, {} in all", state.compare.column + 1, row.mentions);
    }
    let named = format!("{} mentions in {} of {all} articles", row.mentions, row.articles);
    format!("{name}: {count} in article {}, {named}", state.compare.column + 1)
}

/// On fewer columns the status line says the same in fewer letters.
const NARROW: u16 = 70;
/// The fewest columns that a name gets.
const LEAST_NAME: usize = 8;

/// "article 2 of 5", and how far reading has come.
fn article_words(state: &State, narrow: bool) -> String {
    let count = state.index.len();
    let more = if state.reading.done { "" } else { "+" };
    match state.open_id() {
        Some(id) if narrow => format!("{}/{count}{more}", id.0 + 1),
        Some(id) if state.reading.done => format!("article {} of {count}", id.0 + 1),
        Some(id) => format!("article {}, {count} of {} read", id.0 + 1, state.reading.found),
        None if state.reading.done => "no article".to_owned(),
        None => "reading".to_owned(),
    }
}

/// How much of the article lies above the lower edge of the page.
fn position_words(state: &State) -> String {
    let Some(open) = &state.open else { return String::new() };
    let visible = state.visible_bytes();
    let first = open.pieces.first().map_or(0, |piece| piece.range.start);
    let last = open.pieces.last().map_or(0, |piece| piece.range.end);
    match (visible.start <= first, visible.end >= last) {
        (true, true) => "all".to_owned(),
        (true, false) => "top".to_owned(),
        (false, true) => "end".to_owned(),
        (false, false) => format!("{}%", (visible.end - first) * 100 / (last - first).max(1)),
    }
}

/// "3 of 9 here, 14 of 41 in all".
fn mention_words(state: &State, narrow: bool) -> String {
    let Some(article) = state.open_id() else { return String::new() };
    let selected = state.selected_id();
    if state.selected.is_some() && selected.is_none() {
        return "not mentioned".to_owned();
    }
    let here = stops_in(&state.index, article, state.followed());
    let at = state.landed.and_then(|landed| here.iter().position(|stop| *stop == landed)).map(|at| at + 1);
    let of = if narrow { "/" } else { " of " };
    let numbered = |at: Option<usize>, total: String| match at {
        Some(at) => format!("{at}{of}{total}"),
        None => total,
    };
    let here_words = numbered(at, here.len().to_string());
    let Some(everywhere) = state.everywhere() else { return format!("{here_words} here") };
    let before: u32 = everywhere.mentions.iter().take(article.0 as usize).sum();
    let all: u32 = everywhere.mentions.iter().sum();
    let more = if state.reading.done { "" } else { "+" };
    let all_words = numbered(at.map(|at| at + before as usize), format!("{all}{more}"));
    if narrow {
        return format!("{here_words} here, {all_words}");
    }
    let doubt = if everywhere.ambiguous > 0 {
        format!(" ({} doubtful)", everywhere.ambiguous)
    } else {
        String::new()
    };
    format!("{here_words} here, {all_words} in all{doubt}")
}

fn draw_hints(state: &State, theme: Theme, buffer: &mut Buffer, area: Area) {
    let inner = Area { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    if state.prompt.is_some() {
        draw_prompt(state, theme, buffer, inner);
        return;
    }
    if let Some(adding) = state.adding.as_ref().filter(|_| state.message.is_none()) {
        let words = match adding {
            Adding::Pick { .. } => "type the letters of a name to add it; Esc adds nothing",
            Adding::Choose(choosing) if choosing.range.is_some() => {
                "a letter or Enter adds it; ← → fewer or more words; Esc adds nothing"
            }
            Adding::Choose(_) => "a letter or Enter adds it; Esc adds nothing",
        };
        write::line(buffer, inner, words, theme.strong());
        return;
    }
    if state.kinds_menu.is_some() {
        let words = "a letter or Enter shows or hides a kind; a shows all; Esc closes";
        write::line(buffer, inner, words, theme.strong());
        return;
    }
    if state.taking {
        let words = "copy  m mention  s sentence  p paragraph  l link";
        write::line(buffer, inner, words, theme.strong());
        return;
    }
    if state.labelling.is_some() && state.message.is_none() {
        write::line(buffer, inner, "type the letters of a label; Esc leaves it", theme.strong());
        return;
    }
    if let Some(message) = &state.message {
        let style = if message.is_problem { theme.problem() } else { theme.strong() };
        write::line(buffer, inner, &message.text, style);
        return;
    }
    let mut column = 0;
    if let Some(count) = state.count {
        column += write::piece(buffer, inner, 0, &format!("{count} "), theme.strong());
    }
    if let Some(search) = &state.search
        && let Some(at) = search.at
    {
        let words = format!("/{} hit {} of {}", search.expression, at + 1, search.hits().len());
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

/// The commands whose hints every screen shows.
const ALWAYS_HINTED: &[&str] = &["help", "close"];

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
    // Of an expression longer than the row its end is shown: that is where typing goes on.
    let mut text = prompt.text.as_str();
    while width(text) + 2 > usize::from(typed.width) {
        let Some((_, rest)) = text.char_indices().nth(1).map(|(at, _)| text.split_at(at)) else { break };
        text = rest;
    }
    let mut column = write::piece(buffer, typed, 0, "/", theme.strong());
    column += write::piece(buffer, typed, column, text, theme.plain());
    write::piece(buffer, typed, column, " ", theme.under_hand());
}

/// The commands that come next, by name, with a word for each: the likeliest first, since a narrow screen cuts the rest.
fn hints(state: &State) -> &'static [(&'static str, &'static str)] {
    match (state.overlay, state.view, state.focus) {
        (Some(Overlay::Help(_)), ..) => &[("down", "scroll"), ("close", "close")],
        (Some(Overlay::Card(_)), ..) => &[("next-mention", "next mention"), ("close", "close")],
        (None, View::Compare, _) => &[
            ("go-to-cell", "first mention"),
            ("down", "down"),
            ("next-column", "right"),
            ("sort", "sort"),
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
        (None, View::Read, Pane::Text) if state.landed.is_some() => &[
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
