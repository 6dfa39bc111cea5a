//! How far articles have been read.

use crate::app::actions::undo::MAX_TITLE;
use crate::app::effect::Effect;
use crate::app::input::READ;
use crate::app::state::read_mark::ReadMark;
use crate::app::state::saved::SessionChange;
use crate::app::state::subject::Subject;
use crate::app::state::undo::Change;
use crate::app::workspace::Workspace;
use crate::article::ArticleKey;
use crate::text::width::clip;

/// Records that the page was shown, if it continues the text shown so far. Only text that was not shown before can mark
/// an article as read, so an article that the user marked as unread stays unread while the same text is shown again.
pub fn record(ws: &mut Workspace) {
    if ws.view != READ || ws.layout().text.is_none() {
        return;
    }
    let Some(open) = &ws.open else { return };
    let (page, fingerprint) = (ws.visible_bytes(), open.fingerprint);
    let before = ws.read_marks.get(&open.article.key).filter(|mark| mark.fingerprint == fingerprint);
    let before = before.copied().unwrap_or(ReadMark { fingerprint, ..ReadMark::default() });
    let is_next = open.article.text.slice(before.to.min(page.start)..page.start).trim().is_empty();
    if page.end > before.to && is_next {
        let is_read = before.is_read || page.end >= open.end_of_body();
        ws.read_marks.insert(open.article.key.clone(), ReadMark { to: page.end, is_read, fingerprint });
    }
}

/// True if an article counts as read, for a text with this fingerprint.
pub fn is_read(ws: &Workspace, key: &ArticleKey, fingerprint: u64) -> bool {
    ws.read_marks.get(key).is_some_and(|mark| mark.is_read && mark.fingerprint == fingerprint)
}

/// Toggles whether the article at the view's cursor counts as read, or the open article if the cursor is on none.
pub fn toggle_at(ws: &mut Workspace, subject: &Subject) {
    let key = match subject {
        Subject::Article(key) => Some(key.clone()),
        _ => ws.open.as_ref().map(|open| open.article.key.clone()),
    };
    if let Some(key) = key {
        toggle(ws, &key);
    }
}

/// Toggles whether an article counts as read.
pub fn toggle(ws: &mut Workspace, key: &ArticleKey) {
    let Some(row) = ws.index().find(key).and_then(|id| ws.index().row(id)) else { return };
    let (key, fingerprint, title) =
        (row.key.clone(), row.fingerprint, clip(&row.headline, MAX_TITLE).into_owned());
    let before = ws.read_marks.get(&key).copied().filter(|mark| mark.fingerprint == fingerprint);
    let mark = before.unwrap_or(ReadMark { fingerprint, ..ReadMark::default() });
    let mark = ReadMark { is_read: !mark.is_read, ..mark };
    ws.read_marks.insert(key.clone(), mark);
    ws.undo.record(Change::Read { key: key.clone(), title, before, is_read: mark.is_read });
    ws.notify(if mark.is_read { "Article marked as read" } else { "Article marked as unread" });
    let change = if mark.is_read { SessionChange::ReadMark(key, mark) } else { SessionChange::Unread(key) };
    ws.effects.push(Effect::Save(change));
}
