//! Saving what outlives the session, as it changes, and restoring it.

use crate::app::actions::go_to;
use crate::app::document::{Document, Position, ViewportTop};
use crate::app::effect::Effect;
use crate::app::input::text_field::History;
use crate::app::state::display::Highlight;
use crate::app::state::jump::JumpTarget;
use crate::app::state::read_mark::ReadMark;
use crate::app::state::saved::{Journal, LastSaved, SavedState, Session, SessionChange};
use crate::app::workspace::Workspace;
use crate::article::ArticleKey;
use crate::mention::EntityKey;

fn session_of(ws: &Workspace, saved: &LastSaved) -> Session {
    Session {
        open: ws.open.as_ref().map(|open| open.article.key.clone()),
        selected: ws.selection.entity().cloned(),
        view: ws.view,
        focus: ws.focus,
        hidden: ws.selection.hidden().clone(),
        highlight: Some(ws.display.highlight)
            .filter(|highlight| *highlight != saved.highlight)
            .filter(|highlight| is_kept(*highlight)),
        sort: Some(ws.sort).filter(|sort| *sort != saved.sort),
        show_nested: ws.selection.shows_nested(),
        zoomed: ws.zoomed,
    }
}

/// True if the next session restores this highlighting. [`Highlight::None`] is not restored: days later, a page without
/// highlights would look as if the list matched nothing. Only the setting can start the reader without highlights.
fn is_kept(highlight: Highlight) -> bool {
    highlight != Highlight::None
}

/// Saves what changed since the last time. Nothing is saved before the saved state has arrived, while no article is
/// open, or if saving is off.
pub fn save(ws: &mut Workspace) {
    let mut saved = match std::mem::take(&mut ws.journal) {
        Journal::Since(saved) => saved,
        other => {
            ws.journal = other;
            return;
        }
    };
    if let Some(open) = &ws.open {
        let mut changes = Vec::new();
        let key = &open.article.key;
        let place = place_of(ws, open);
        if saved.place.as_ref() != Some(&place) {
            let position = Position::of(open, ws.viewport, ws.current_mention);
            changes.push(SessionChange::Position(key.clone(), position));
            saved.place = Some(place);
        }
        let read_mark = read_mark_of(ws, open);
        if saved.read_mark != read_mark {
            if let Some((key, mark)) = &read_mark {
                changes.push(SessionChange::ReadMark(key.clone(), *mark));
            }
            saved.read_mark = read_mark;
        }
        let session = session_of(ws, &saved);
        if saved.session.as_ref() != Some(&session) {
            changes.push(SessionChange::Session(Box::new(session.clone())));
            saved.session = Some(session);
        }
        ws.effects.extend(changes.into_iter().map(Effect::Save));
    }
    ws.journal = Journal::Since(saved);
}

/// Restores the state saved by earlier sessions. What was done since the start takes precedence. If the reader is
/// already in use, the screen stays as it is, and only later changes are saved, along with the position in the open
/// article if none was saved for it.
pub fn restore(ws: &mut Workspace, state: SavedState) {
    let SavedState { session, positions, read_marks, marks, dismissed, history } = state;
    let open = ws.open.as_ref().map(|open| &open.article.key);
    let had_position = positions.iter().any(|(key, _)| Some(key) == open);
    for (key, position) in positions {
        ws.positions.entry(key).or_insert(position);
    }
    for (key, mark) in read_marks {
        ws.read_marks.entry(key).or_insert(mark);
    }
    for (letter, mark) in marks {
        ws.marks.entry(letter).or_insert(mark);
    }
    ws.dismissed.extend(dismissed);
    let mut merged = History::new(history);
    ws.search_history.lines().iter().for_each(|line| merged.push(line));
    ws.search_history = merged;
    let mut saved = LastSaved { highlight: ws.display.highlight, sort: ws.sort, ..LastSaved::default() };
    let session = session.filter(|_| ws.journal == Journal::Untouched);
    if session.is_none() {
        saved.session = Some(session_of(ws, &saved));
        // If no position was saved for the open article, the current one is about to be, unless it is the start.
        saved.place =
            ws.open.as_ref().map(|open| if had_position { place_of(ws, open) } else { start_of(open) });
        saved.read_mark = ws.open.as_ref().and_then(|open| read_mark_of(ws, open));
    }
    ws.journal = Journal::Since(Box::new(saved));
    if let Some(session) = session {
        restore_session(ws, session);
    }
}

fn start_of(open: &Document) -> (ArticleKey, u64, ViewportTop, Option<usize>) {
    (open.article.key.clone(), open.fingerprint, ViewportTop::default(), None)
}

fn place_of(ws: &Workspace, open: &Document) -> (ArticleKey, u64, ViewportTop, Option<usize>) {
    (open.article.key.clone(), open.fingerprint, ws.viewport, ws.current_mention)
}

fn read_mark_of(ws: &Workspace, open: &Document) -> Option<(ArticleKey, ReadMark)> {
    let key = &open.article.key;
    ws.read_marks.get(key).map(|mark| (key.clone(), *mark))
}

fn restore_session(ws: &mut Workspace, session: Session) {
    ws.view = session.view;
    ws.focus = session.focus;
    let kinds = &ws.index().gazetteer().kinds;
    let hidden = session.hidden.into_iter().filter(|id| kinds.iter().any(|kind| kind.id == *id)).collect();
    ws.selection.hide_only(hidden);
    ws.selection.show_nested(session.show_nested);
    let is_listed = |key: &EntityKey| ws.index().gazetteer().find_id(&key.id).is_some();
    match session.selected.filter(is_listed) {
        Some(selected) => ws.selection.select(selected),
        None => ws.selection.clear(),
    }
    ws.display.highlight =
        session.highlight.filter(|highlight| is_kept(*highlight)).unwrap_or(ws.display.highlight);
    ws.sort = session.sort.unwrap_or(ws.sort);
    ws.zoomed = session.zoomed;
    if let Some(key) = session.open {
        go_to::go_to(ws, key, JumpTarget::LastPosition);
    }
}
