//! Marks: letters for positions to come back to.

use crate::app::actions::go_to;
use crate::app::document::{Document, Position};
use crate::app::effect::Effect;
use crate::app::state::jump::JumpTarget;
use crate::app::state::mark::Mark;
use crate::app::state::saved::SessionChange;
use crate::app::state::undo::Change;
use crate::app::workspace::Workspace;
use crate::text::sanitize::sanitize_line;
use crate::text::whitespace::collapse;

/// The letter of the position before the last jump.
const LAST_LEFT: char = '\'';

/// Marks the current position with a letter. Setting the same mark again at the same position deletes it.
pub fn set(ws: &mut Workspace, letter: char) {
    if letter == LAST_LEFT || letter.is_whitespace() {
        let name = if letter == ' ' { "Space".to_owned() } else { letter.to_string() };
        ws.notify(format!("{name} cannot be a mark; use another letter"));
        return;
    }
    let Some(open) = &ws.open else { return };
    let position = Position::of(open, ws.viewport, ws.current_mention);
    let mark = Mark { key: open.article.key.clone(), position, words: words_at(open, ws.viewport.offset) };
    let is_here = |other: &Mark| other.key == mark.key && other.position == mark.position;
    if ws.marks.get(&letter).is_some_and(is_here) {
        let before = ws.marks.remove(&letter);
        ws.undo.record(Change::Mark { letter, before, is_deleted: true });
        ws.notify(format!("Mark {letter} deleted"));
        ws.effects.push(Effect::Save(SessionChange::Mark(letter, None)));
        return;
    }
    let before = ws.marks.insert(letter, mark.clone());
    let is_moved = before.is_some();
    ws.undo.record(Change::Mark { letter, before, is_deleted: false });
    let go = ws.keymap.key_of("go-to-mark");
    let words = if is_moved { "moved here" } else { "set" };
    ws.notify(format!("Mark {letter} {words}. Press {go} {letter} to come back."));
    ws.effects.push(Effect::Save(SessionChange::Mark(letter, Some(mark))));
}

/// Goes to the mark of a letter.
pub fn go_to(ws: &mut Workspace, letter: char) {
    if letter == LAST_LEFT {
        return back(ws);
    }
    let Some(mark) = ws.marks.get(&letter).cloned() else {
        let set = ws.keymap.key_of("mark");
        ws.notify(format!("No mark {letter}. Press {set} {letter} to set it."));
        return;
    };
    go_to::leave(ws);
    go_to::read(ws);
    go_to::go_to(ws, mark.key, JumpTarget::Position(mark.position));
}

/// Goes to the position before the last jump. Doing so twice returns to the current one.
fn back(ws: &mut Workspace) {
    let Some(here) = go_to::here(ws) else { return };
    let Some(jump) = ws.jumps.last(&here) else {
        ws.notify("No earlier position");
        return;
    };
    ws.jumps.leave(here);
    go_to::return_to(ws, jump);
}

/// Maximum bytes of the article's text saved with a mark.
const MAX_WORDS: usize = 120;

/// Returns the text from a byte to the end of its paragraph, truncated. Empty at the start of the article, since the
/// title is shown anyway.
fn words_at(open: &Document, offset: usize) -> String {
    if open.pieces.first().is_none_or(|first| offset <= first.range.start) {
        return String::new();
    }
    let piece = open.pieces.iter().find(|piece| piece.range.contains(&offset));
    let end = piece.map_or(offset, |piece| piece.range.end);
    let text = open.article.text.slice(offset..end);
    let words = text.get(..text.floor_char_boundary(MAX_WORDS)).unwrap_or_default();
    sanitize_line(&collapse(words)).into_owned()
}
