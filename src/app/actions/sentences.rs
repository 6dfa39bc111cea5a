//! The sentences that hold both the selected entity and its partner.

use crate::app::actions::{go_to, selection, walk};
use crate::app::geometry::Pane;
use crate::app::input::{CONCORDANCE, READ};
use crate::app::workspace::Workspace;
use crate::corpus::ReferentId;

/// Shows the sentences that hold both the selected entity and its partner. If they are shown already, goes back to the
/// text. The partner is chosen as for shared paragraphs: `offered` is the entity at the cursor of the panel.
pub fn toggle(ws: &mut Workspace, offered: Option<ReferentId>) {
    let is_listing = ws.view == CONCORDANCE;
    if is_listing && ws.selection.sentences_with().is_some() {
        ws.view = READ;
        return;
    }
    if ws.selection.entity().is_none() {
        selection::ask_to_select(ws);
        return;
    }
    // In other views, the user does not know where the panel's cursor is.
    let is_panel_known = is_listing || ws.view == READ;
    let offered = offered.filter(|_| is_panel_known);
    let partner = walk::partner(ws, offered, offered.is_some() && ws.focus == Pane::Entities);
    if partner.is_none() {
        ws.notify(if is_panel_known {
            "No other entity occurs with it".to_owned()
        } else {
            format!("Only while reading. Press {} to go back.", ws.keymap.key_of("close"))
        });
        return;
    }
    if !is_listing {
        go_to::leave(ws);
    }
    ws.selection.list_sentences(true);
    ws.view = CONCORDANCE;
}
