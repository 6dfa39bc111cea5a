//! Undoing the last change, and making the changes to files that can be undone.

use crate::app::effect::Effect;
use crate::app::state::changes::Changes;
use crate::app::state::dismissal::DismissalKey;
use crate::app::state::mark::Mark;
use crate::app::state::note::Note;
use crate::app::state::read_mark::ReadMark;
use crate::app::state::saved::SessionChange;
use crate::app::state::undo::{Change, Recorded};
use crate::app::workspace::Workspace;
use crate::article::ArticleKey;
use crate::gazetteer::edit::Addition;
use crate::text::fold::fold_form;
use crate::text::sanitize::sanitize_line;
use crate::text::whitespace::collapse;
use crate::text::width::clip;

/// Maximum columns of an article's title in a message.
pub const MAX_TITLE: usize = 40;
/// Maximum columns of a dismissed row's label in a message.
const MAX_LABEL: usize = 50;

/// Undoes the last change. A change to a file is undone and reported by the thread that writes the file.
pub fn undo(ws: &mut Workspace) {
    let Some(recorded) = ws.undo.pop() else {
        ws.notify("Nothing to undo");
        return;
    };
    let words = recorded.change.description();
    match recorded.change {
        Change::Addition { .. } => return ws.effects.push(Effect::UndoAddition(recorded)),
        Change::Note { .. } => return ws.effects.push(Effect::RemoveNote(recorded)),
        Change::Ignored { name, is_ignored, .. } => set_ignored(ws, name, !is_ignored),
        Change::Mark { letter, before, .. } => put_mark(ws, letter, before),
        Change::Kinds { before, .. } => {
            ws.selection.hide_only(before);
            ws.changes |= Changes::KINDS;
        }
        Change::Dismissed { key, is_dismissed, .. } => set_dismissed(ws, key, !is_dismissed),
        Change::Read { key, before, is_read, .. } => put_read_mark(ws, &key, before, is_read),
    }
    ws.notify(undone(&words));
}

/// Returns the message that something was undone.
pub fn undone(words: &str) -> String {
    format!("Undid: {words}")
}

/// Reports that a change to a file could not be undone. `again` is the change if it may be tried again.
pub fn failed(ws: &mut Workspace, why: String, again: Option<Recorded>) {
    if let Some(recorded) = again {
        ws.undo.put_back(recorded);
    }
    ws.warn(why);
}

/// Adds a name to the list.
pub fn add_to_list(ws: &mut Workspace, addition: Addition) {
    let what = match &addition {
        Addition::Entity(new) => format!("{} ({})", new.name, new.kind),
        Addition::Alias { id, text } => {
            let gazetteer = ws.index().gazetteer();
            let owner = gazetteer.find_id(id).and_then(|id| gazetteer.entry(id));
            let owner = owner.map_or(id.as_str(), |entry| entry.name.as_str());
            format!("{text} (alias of {owner})")
        }
    };
    let number = ws.undo.record(Change::Addition { what });
    ws.effects.push(Effect::AddToList { number, addition });
}

/// Appends a note to the notes file.
pub fn save_note(ws: &mut Workspace, note: Note) {
    let number = ws.undo.record(Change::Note { title: clip(&note.title, MAX_TITLE).into_owned() });
    ws.effects.push(Effect::Note { number, note: Box::new(note) });
}

/// Ignores a name from now on, or stops ignoring it. Returns true if it is now ignored.
pub fn toggle_ignored(ws: &mut Workspace, shown: &str) -> bool {
    let name = fold_form(shown);
    let is_ignored = !ws.ignored.contains(&name);
    ws.undo.record(Change::Ignored { name: name.clone(), shown: shown.to_owned(), is_ignored });
    set_ignored(ws, name, is_ignored);
    is_ignored
}

fn set_ignored(ws: &mut Workspace, name: String, is_ignored: bool) {
    if is_ignored {
        ws.ignored.insert(name.clone());
    } else {
        ws.ignored.remove(&name);
    }
    ws.effects.push(Effect::IgnoreName { name, is_ignored });
}

/// Dismisses a row of a comparison as not a difference, or takes that back. `label`, any text, says in messages what the
/// row is about. Returns true if it is now dismissed.
pub fn toggle_dismissed(ws: &mut Workspace, key: DismissalKey, label: &str) -> bool {
    let is_dismissed = !ws.dismissed.contains(&key);
    let label = clip(&sanitize_line(&collapse(label)), MAX_LABEL).into_owned();
    ws.undo.record(Change::Dismissed { key, label, is_dismissed });
    set_dismissed(ws, key, is_dismissed);
    is_dismissed
}

fn set_dismissed(ws: &mut Workspace, key: DismissalKey, is_dismissed: bool) {
    if is_dismissed {
        ws.dismissed.insert(key);
    } else {
        ws.dismissed.remove(&key);
    }
    ws.effects.push(Effect::Save(SessionChange::Dismissal(key, is_dismissed)));
}

fn put_mark(ws: &mut Workspace, letter: char, mark: Option<Mark>) {
    match &mark {
        Some(mark) => drop(ws.marks.insert(letter, mark.clone())),
        None => drop(ws.marks.remove(&letter)),
    }
    ws.effects.push(Effect::Save(SessionChange::Mark(letter, mark)));
}

/// Undoes marking an article as read or unread. Progress made since then stays.
fn put_read_mark(ws: &mut Workspace, key: &ArticleKey, before: Option<ReadMark>, is_read: bool) {
    let Some(now) = ws.read_marks.get(key).copied() else { return };
    // Progress made since in another version of the text is unrelated.
    if now.is_read != is_read || before.is_some_and(|before| before.fingerprint != now.fingerprint) {
        return;
    }
    let mark = ReadMark { is_read: !is_read, ..now };
    if before.is_none() && mark.to == 0 {
        ws.read_marks.remove(key);
    } else {
        ws.read_marks.insert(key.clone(), mark);
    }
    let key = key.clone();
    let change = if mark.is_read { SessionChange::ReadMark(key, mark) } else { SessionChange::Unread(key) };
    ws.effects.push(Effect::Save(change));
}
