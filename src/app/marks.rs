//! Marks: a letter for a place, to come back to.

use crate::app::action::Effect;
use crate::app::document::Document;
use crate::app::document::Position;
use crate::app::geometry::Pane;
use crate::app::go_to;
use crate::app::input::View;
use crate::app::input::{Key, KeyCode};
use crate::app::session::SessionChange;
use crate::app::state::{JumpTarget, State};
use crate::article::ArticleKey;
use crate::text::sanitize::sanitize_line;
use crate::text::whitespace::collapse;

/// A marked place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The article.
    pub key: ArticleKey,
    /// Where in it.
    pub spot: Position,
    /// The words that the marked page begins with, on one line; empty where it begins with the title.
    pub words: String,
}

/// The letter that stands for the place one left last.
const LAST_LEFT: char = '\'';

/// Sets the mark of a letter.
pub fn set_letter(state: &mut State, key: Key) -> Vec<Effect> {
    match letter_of(key) {
        None => Vec::new(),
        Some(letter) if letter == LAST_LEFT || letter.is_whitespace() => {
            state.notify(format!("{key} cannot be a mark; use another letter"));
            Vec::new()
        }
        Some(letter) => put(state, letter),
    }
}

/// Goes to the mark of a letter.
pub fn go_to_letter(state: &mut State, key: Key) -> Vec<Effect> {
    match letter_of(key) {
        None => Vec::new(),
        Some(LAST_LEFT) => back(state),
        Some(letter) => go_to(state, letter),
    }
}

fn letter_of(key: Key) -> Option<char> {
    match key {
        Key { code: KeyCode::Char(letter), ctrl: false, alt: false } => Some(letter),
        _ => None,
    }
}

/// Names this place; the same letter twice at one place takes it away.
fn put(state: &mut State, letter: char) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    let spot = Position::of(open, state.viewport, state.current_mention);
    let mark = Mark { key: open.article.key.clone(), spot, words: words_at(open, state.viewport.offset) };
    let is_here = |known: &Mark| known.key == mark.key && known.spot == mark.spot;
    if state.marks.get(&letter).is_some_and(is_here) {
        state.marks.remove(&letter);
        state.notify(format!("Mark {letter} deleted"));
        return vec![Effect::Keep(SessionChange::Mark(letter, None))];
    }
    let is_moved = state.marks.insert(letter, mark.clone()).is_some();
    let go = state.keymap.key_of("go-to-mark");
    let words = if is_moved { "moved here" } else { "set" };
    state.notify(format!("Mark {letter} {words}. Press {go} {letter} to come back."));
    vec![Effect::Keep(SessionChange::Mark(letter, Some(mark)))]
}

/// So many bytes of a marked page are kept to know it by.
const LONGEST_WORDS: usize = 120;

/// The words of a paragraph from a byte on, unless the title tells them already.
fn words_at(open: &Document, offset: usize) -> String {
    if open.pieces.first().is_none_or(|first| offset <= first.range.start) {
        return String::new();
    }
    let holding = open.pieces.iter().find(|piece| piece.range.contains(&offset));
    let end = holding.map_or(offset, |piece| piece.range.end);
    let text = open.article.text.slice(offset..end);
    let words = text.get(..text.floor_char_boundary(LONGEST_WORDS)).unwrap_or_default();
    sanitize_line(&collapse(words)).into_owned()
}

fn go_to(state: &mut State, letter: char) -> Vec<Effect> {
    let Some(mark) = state.marks.get(&letter).cloned() else {
        let set = state.keymap.key_of("mark");
        state.notify(format!("No mark {letter}. Press {set} {letter} to set it."));
        return Vec::new();
    };
    go_to::leave(state);
    state.view = View::Read;
    state.focus = Pane::Text;
    go_to::go_to(state, mark.key, JumpTarget::Place(mark.spot))
}

/// To the place that was left last, which becomes the one left: twice is back again.
fn back(state: &mut State) -> Vec<Effect> {
    let Some(here) = go_to::place(state) else { return Vec::new() };
    let Some(place) = state.jumps.last(&here) else {
        state.notify("No earlier position");
        return Vec::new();
    };
    state.jumps.leave(here);
    go_to::return_to(state, place)
}
