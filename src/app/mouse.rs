//! What the mouse does: clicks and the wheel.

use crate::app::action::Effect;
use crate::app::article_pane::{self, ROWS_AN_ARTICLE};
use crate::app::compare::{self, HEAD_ROWS};
use crate::app::document::{typeset, viewport};
use crate::app::geometry::Pane;
use crate::app::geometry::{Area, GUTTER};
use crate::app::go_to;
use crate::app::input::View;
use crate::app::minimap::{Minimap, first_mark};
use crate::app::overlays::add_entity;
use crate::app::selection;
use crate::app::state::{JumpTarget, State};
use crate::app::{article_filter, corpus_search, entity_panel, motion, suggest};

/// Rows that one notch of the wheel moves.
const NOTCH: isize = 3;

/// A press at a cell of the screen.
pub fn press(state: &mut State, column: u16, row: u16) -> Vec<Effect> {
    if state.view == View::Compare {
        return press_matrix(state, column, row);
    }
    if state.view == View::Suggest {
        press_suggestion(state, row);
        return Vec::new();
    }
    if state.view == View::Search {
        return press_hit(state, row);
    }
    let parts = state.layout();
    let inside = |area: Option<Area>| area.filter(|area| area.contains(column, row));
    if let Some(area) = inside(parts.articles) {
        let at = state.articles.top() + usize::from(row - area.y) / ROWS_AN_ARTICLE;
        if at < article_filter::listing(state).len() {
            article_filter::move_to_row(state, at);
            return article_pane::open_under_hand(state);
        }
    } else if let Some(area) = inside(parts.text) {
        state.focus = Pane::Text;
        if column + 1 == area.x + area.width {
            return press_scrollbar(state, usize::from(row - area.y));
        }
        return press_text(state, area, column, row);
    } else if inside(parts.panel).is_some() {
        return press_panel(state, row);
    }
    Vec::new()
}

fn press_text(state: &mut State, area: Area, column: u16, row: u16) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    let rows = viewport::visible(open, state.measure(), state.viewport, state.page_height());
    let pressed = rows.get(usize::from(row - area.y));
    let at = usize::from(column - area.x).checked_sub(usize::from(GUTTER));
    let offset = pressed.zip(at).and_then(|(row, at)| typeset::offset_in_row(open, row, at));
    let Some((number, mention)) = offset.and_then(|offset| selection::mention_over(state, offset)) else {
        if offset.is_some_and(|offset| add_entity::pick_at(state, offset)) {
            state.notify(format!(
                "Word selected. Press {} to add it to the list.",
                state.keymap.key_of("add")
            ));
        }
        return Vec::new();
    };
    state.current_mention = Some(mention.start as usize);
    selection::select(state, number)
}

/// Goes to the part of the article that a row beside the text stands for: to the first mention or hit that is marked there,
/// else to its beginning.
fn press_scrollbar(state: &mut State, row: usize) -> Vec<Effect> {
    let Some(map) = Minimap::of(state) else { return Vec::new() };
    let Some(key) = state.open.as_ref().map(|open| open.article.key.clone()) else { return Vec::new() };
    let bytes = map.bytes_of(row);
    let landing = match first_mark(state, &bytes) {
        Some(offset) if state.selected.is_some() => JumpTarget::Mention(offset),
        Some(offset) => JumpTarget::Offset(offset),
        None => JumpTarget::Offset(bytes.start),
    };
    go_to::leave(state);
    go_to::go_to(state, key, landing)
}

fn press_panel(state: &mut State, row: u16) -> Vec<Effect> {
    state.focus = Pane::Entities;
    let Some(line) = entity_panel::list_area(state).and_then(|list| row.checked_sub(list.y)) else {
        return Vec::new();
    };
    let pressed = state.panel.top + usize::from(line);
    entity_panel::take(state, pressed).map(|number| selection::select(state, number)).unwrap_or_default()
}

fn press_matrix(state: &mut State, column: u16, row: u16) -> Vec<Effect> {
    let body = state.layout().body;
    let names = compare::name_columns(state.size.0);
    let Some(line) = row.checked_sub(body.y + HEAD_ROWS) else { return Vec::new() };
    let count = compare::rows(state).map_or(0, |rows| rows.len());
    let at = state.compare.row.top() + usize::from(line);
    if at >= count || !body.contains(column, row) {
        return Vec::new();
    }
    compare::move_to_row(state, at);
    if let Some(cells) = column.checked_sub(names) {
        let count = article_filter::listing(state).len();
        let pressed = usize::from(cells / compare::cell_columns(state.size.0, count));
        // Behind the articles that are shown stand the sums.
        if pressed < compare::articles_shown(state.size.0, count).min(count) {
            compare::move_to_column(state, compare::first_column(state) + pressed);
            return compare::enter(state, None);
        }
    }
    Vec::new()
}

fn press_suggestion(state: &mut State, row: u16) {
    let first = state.layout().body.y + suggest::HEAD_ROWS;
    let Some(line) = row.checked_sub(first).map(usize::from) else { return };
    let count = suggest::rows(state).map_or(0, <[_]>::len);
    let at = state.suggest.row.top() + line;
    if line < suggest::height(state) && at < count {
        suggest::move_to_row(state, at);
    }
}

/// A press on a hit puts the hand on it; a press on the one under the hand goes there.
fn press_hit(state: &mut State, row: u16) -> Vec<Effect> {
    let first = state.layout().body.y + corpus_search::HEAD_ROWS;
    let Some(line) = row.checked_sub(first).filter(|line| *line < corpus_search::heights(state).0) else {
        return Vec::new();
    };
    let at = state.corpus_search.row.top() + usize::from(line);
    if at >= state.corpus_search.rows.len() {
        return Vec::new();
    }
    state.corpus_search.is_typing = false;
    if at == state.corpus_search.row.row() {
        return corpus_search::enter(state, None);
    }
    corpus_search::move_to_row(state, at);
    Vec::new()
}

/// A notch of the wheel over a cell; `sign` is 1 down, -1 up.
pub fn wheel(state: &mut State, column: u16, row: u16, sign: isize) -> Vec<Effect> {
    let by = NOTCH * sign;
    match state.view {
        View::Compare => compare::step_row(state, by),
        View::Suggest => suggest::step(state, by),
        View::Search => corpus_search::step(state, by),
        View::Read => {
            let parts = state.layout();
            let over = |area: Option<Area>| area.is_some_and(|area| area.contains(column, row));
            if over(parts.articles) {
                article_pane::step(state, sign);
            } else if over(parts.panel) {
                entity_panel::step(state, by);
            } else if over(parts.text) {
                motion::scroll_text(state, by);
            }
        }
    }
    Vec::new()
}
