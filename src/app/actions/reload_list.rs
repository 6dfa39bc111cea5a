//! Applying a changed list, and editing it.

use std::sync::Arc;

use crate::app::actions::selection;
use crate::app::effect::Effect;
use crate::app::message::Listed;
use crate::app::state::changes::Changes;
use crate::app::state::subject::Subject;
use crate::app::workspace::Workspace;
use crate::mention::EntityKey;
use crate::mention::model::line_of_form;

/// Applies a list that was read again. If it has errors, reports them and keeps using the last good version.
pub fn take(ws: &mut Workspace, outcome: Result<Listed, String>) {
    match outcome {
        Ok(listed) => {
            ws.list_problem = None;
            ws.list_name = listed.name;
            ws.notify(listed.words);
            let is_listed = |key: &EntityKey| listed.matcher.gazetteer().find_id(&key.id).is_some();
            if let Some(added) = listed.added {
                ws.selection.select_added(added);
                ws.changes |= Changes::SELECTION;
            } else if ws.selection.keep_listed(is_listed) {
                ws.changes |= Changes::SELECTION;
            }
            let open = ws.open.as_ref().map(|open| Arc::clone(&open.article));
            let index = ws.index().clone();
            ws.effects.push(Effect::Relist { matcher: listed.matcher, index, open });
        }
        Err(words) => {
            ws.warn(format!("{words}; the previous list stays in use"));
            ws.list_problem = Some(words);
        }
    }
}

/// Reads the list and the articles again.
pub fn reload(ws: &mut Workspace) {
    ws.notify("Reading the list and the articles again");
    ws.effects.push(Effect::ReloadList);
}

/// Opens the list in the user's editor: at the entity of the view's row, else at the selected entity, else, on a page,
/// at the form that found the current mention, else at the first line.
pub fn edit(ws: &mut Workspace, subject: &Subject) {
    let gazetteer = ws.index().gazetteer();
    let selected = match subject {
        Subject::Entity(key) => Some(key),
        _ => ws.selection.entity(),
    };
    let selected = selected.and_then(|key| gazetteer.find_id(&key.id));
    let current = || {
        let on_page = selection::current_mention(ws).filter(|_| *subject == Subject::Page);
        let (referent, mention) = on_page?;
        let first = ws.index().referent(referent)?.candidates().first()?;
        Some(line_of_form(gazetteer, first.entry, mention.form))
    };
    let line = selected.and_then(|id| gazetteer.entry(id)).map(|entry| entry.line);
    let line = line.or_else(current).unwrap_or(1);
    ws.effects.push(Effect::EditList { line });
}
