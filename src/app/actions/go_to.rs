//! Going to an article and a position in it, and back and forward through earlier positions.

use crate::app::actions::selection;
use crate::app::document::viewport::{self, ViewportTop};
use crate::app::document::{Document, Position};
use crate::app::geometry::Pane;
use crate::app::input::READ;
use crate::app::queries::OpenArticleQuery;
use crate::app::state::jump::{JumpTarget, PendingJump};
use crate::app::state::jumplist::{Jump, JumpList};
use crate::app::workspace::Workspace;
use crate::article::ArticleKey;
use crate::corpus::ArticleId;

/// Returns the current position.
pub fn here(ws: &Workspace) -> Option<Jump> {
    let open = ws.open.as_ref()?;
    let position = Position::of(open, ws.viewport, ws.current_mention);
    Some(Jump { key: open.article.key.clone(), position, view: ws.view })
}

/// Adds the current position to the jump list, before a jump.
pub fn leave(ws: &mut Workspace) {
    if let Some(here) = here(ws) {
        ws.jumps.leave(here);
    }
}

/// Goes to an article: at once if it is open and not being read again, otherwise once it has been read.
pub fn go_to(ws: &mut Workspace, key: ArticleKey, landing: JumpTarget) {
    if ws.is_open(&key) {
        if let Some(reopening) = ws.pending_jump.as_mut().filter(|pending| pending.key == key) {
            // Its file has changed, and its new text is being read: land in that text.
            reopening.landing = landing;
            return;
        }
        ws.pending_jump = None;
        ws.opening.give_up();
        land(ws, landing);
        return;
    }
    ws.pending_jump = Some(PendingJump { key: key.clone(), landing });
    let fingerprint = ws.index().find(&key).and_then(|id| ws.index().row(id)).map(|row| row.fingerprint);
    ws.opening.start(OpenArticleQuery { key, known: fingerprint });
}

/// Opens the first article if none is open or being opened.
pub fn open_first(ws: &mut Workspace) {
    if ws.open.is_some() || ws.pending_jump.is_some() {
        return;
    }
    if let Some(key) = ws.index().row(ArticleId(0)).map(|row| row.key.clone()) {
        go_to(ws, key, JumpTarget::LastPosition);
    }
}

/// Moves to a target in the open article, keeping it clear of the card.
pub fn land(ws: &mut Workspace, landing: JumpTarget) {
    ws.before_resize = None;
    ws.picked_sentence = None;
    let Some(open) = &ws.open else { return };
    let (measure, height) = (ws.measure(), ws.uncovered_height());
    let showing = |offset: usize| viewport::showing(open, measure, top_in(ws, open), height, offset);
    match landing {
        JumpTarget::LastPosition => {
            let place = ws.positions.get(&open.article.key).and_then(|position| position.found_in(open));
            let (top, mention) = place.unwrap_or_default();
            (ws.viewport, ws.current_mention) = (viewport::kept(open, measure, top, height), mention);
            forget_missing_mention(ws);
        }
        JumpTarget::Mention(offset) => {
            ws.viewport = showing(offset);
            ws.current_mention = Some(offset);
        }
        JumpTarget::HitAt(_) => {
            (ws.viewport, ws.current_mention) = (ViewportTop::default(), None);
        }
        JumpTarget::Hit(offset) => {
            ws.viewport = showing(offset);
            ws.current_mention = None;
        }
        JumpTarget::Offset(offset) => ws.viewport = showing(offset),
        JumpTarget::Words(start, end) => {
            ws.viewport = showing(start);
            ws.current_mention = None;
            ws.picked_words = Some(start..end);
        }
        JumpTarget::Position(position) => {
            if let Some((top, mention)) = position.found_in(open) {
                (ws.viewport, ws.current_mention) = (viewport::kept(open, measure, top, height), mention);
                forget_missing_mention(ws);
            } else {
                (ws.viewport, ws.current_mention) = (ViewportTop::default(), None);
                ws.warn("The text has changed; this position no longer exists");
            }
        }
    }
}

/// Clears the current mention if no mention begins there, as may happen when the text has changed.
fn forget_missing_mention(ws: &mut Workspace) {
    let is_there = |offset: usize| selection::mention_at(ws, offset).is_some();
    if ws.current_mention.is_some_and(|offset| !is_there(offset)) {
        ws.current_mention = None;
    }
}

/// Returns the current page, or the first one if the current page lies beyond the end of this article because it is
/// left over from another one.
fn top_in(ws: &Workspace, open: &Document) -> ViewportTop {
    if ws.viewport.offset <= open.article.text.len() { ws.viewport } else { ViewportTop::default() }
}

/// Adds the current position to the jump list and goes to an article of the index.
pub fn jump(ws: &mut Workspace, article: ArticleId, landing: JumpTarget) {
    let Some(key) = ws.index().row(article).map(|row| row.key.clone()) else { return };
    leave(ws);
    ws.view = READ;
    go_to(ws, key, landing);
}

/// Shows the text.
pub fn read(ws: &mut Workspace) {
    ws.view = READ;
    ws.focus = Pane::Text;
}

/// Goes back to an earlier position.
pub fn back(ws: &mut Workspace, count: Option<u32>) {
    walk_jumps(ws, count, JumpList::back, "No earlier position");
}

/// Goes forward again to a later position.
pub fn forward(ws: &mut Workspace, count: Option<u32>) {
    walk_jumps(ws, count, JumpList::forward, "No later position");
}

/// Takes `count` steps along the jump list, or as many as there are. `none` is the message if there are none.
fn walk_jumps(
    ws: &mut Workspace,
    count: Option<u32>,
    step: impl Fn(&mut JumpList, Jump) -> Option<Jump>,
    none: &str,
) {
    let Some(here) = here(ws) else { return };
    let mut at = here;
    for taken in 0..count.unwrap_or(1) {
        match step(&mut ws.jumps, at.clone()) {
            Some(next) => at = next,
            None if taken == 0 => {
                ws.notify(none);
                return;
            }
            None => break,
        }
    }
    return_to(ws, at);
}

/// Goes to a position, in the view it was left in.
pub fn return_to(ws: &mut Workspace, jump: Jump) {
    ws.view = jump.view;
    ws.focus = Pane::Text;
    go_to(ws, jump.key, JumpTarget::Position(jump.position));
}
