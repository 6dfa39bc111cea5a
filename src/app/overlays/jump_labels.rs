//! Labels on what is on the screen: a letter or two go to a mention, or select an entity of the panel.

use crate::app::action::Effect;
use crate::app::document::viewport;
use crate::app::entity_panel;
use crate::app::geometry::Pane;
use crate::app::go_to;
use crate::app::input::View;
use crate::app::input::label_letters::labels;
use crate::app::input::{Key, KeyCode};
use crate::app::overlays::{Flow, Overlay};
use crate::app::selection::{self, is_drawn};
use crate::app::state::State;
use crate::corpus::ReferentId;

/// What its keys do, in many words and in few.
pub const KEYS: [&str; 2] = ["type the letters of a label; Esc leaves it"; 2];

/// Where a label leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To the mention that begins at a byte of the open article.
    Mention(usize),
    /// To the entity in a row of the panel, counted among all rows; with its number when the label was given.
    Entity(usize, ReferentId),
}

/// Labels that wait for their letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JumpLabels {
    /// Each target with its label.
    pub targets: Vec<(Target, String)>,
    /// What was typed.
    pub typed: String,
    /// The pane that had the hand before: it has it again afterwards.
    from: Pane,
}

impl JumpLabels {
    /// Each target that what was typed does not rule out, with the letters that are still to be typed.
    pub fn left(&self) -> impl Iterator<Item = (Target, &str)> {
        self.targets
            .iter()
            .filter_map(|(target, label)| Some((*target, label.strip_prefix(self.typed.as_str())?)))
    }
}

/// Labels the mentions on the page.
pub fn mentions(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    let visible = state.visible_bytes();
    let Some(id) = state.open_id() else { return Vec::new() };
    let seen = state.index.mentions_between(id, visible).filter(|(number, mention)| {
        is_drawn(state, mention) && !selection::is_of_hidden_kind(state, *number)
    });
    let mut targets: Vec<Target> = seen.map(|(_, mention)| Target::Mention(mention.start as usize)).collect();
    // Of mentions that begin together the longest is landed on.
    targets.dedup();
    state.view = View::Read;
    state.focus = Pane::Text;
    begin(state, Pane::Text, targets, "no mention on this page");
    Vec::new()
}

/// Labels the entities in the panel.
pub fn entities(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    state.view = View::Read;
    // It may be that only one pane has room.
    let from = std::mem::replace(&mut state.focus, Pane::Entities);
    let Some(shown) = entity_panel::shown(state) else { return Vec::new() };
    let rows = entity_panel::rows(state);
    let entity = |row: usize| match rows.get(row) {
        Some(entity_panel::PanelRow::Entity { referent, .. }) => Some(Target::Entity(row, *referent)),
        _ => None,
    };
    begin(state, from, shown.filter_map(entity).collect(), "no entity in the panel");
    Vec::new()
}

fn begin(state: &mut State, from: Pane, targets: Vec<Target>, none: &str) {
    let letters = labels(targets.len());
    if targets.is_empty() {
        state.focus = from;
        state.notify(none);
        return;
    }
    let targets = targets.into_iter().zip(letters).collect();
    state.overlays.push(Overlay::JumpLabels(JumpLabels { targets, typed: String::new(), from }));
}

impl JumpLabels {
    /// A key while labels wait.
    pub fn key(&mut self, state: &mut State, key: Key) -> Flow {
        match key {
            Key { code: KeyCode::Backspace, .. } => drop(self.typed.pop()),
            Key { code: KeyCode::Char(letter), ctrl: false, alt: false } => self.typed.push(letter),
            _ => {
                state.focus = self.from;
                return Flow::close();
            }
        }
        if let Some((target, _)) = self.targets.iter().find(|(_, label)| *label == self.typed) {
            let effects = go(state, *target);
            state.focus = self.from;
            return Flow::Close(effects);
        }
        if self.left().next().is_some() {
            return Flow::stay();
        }
        state.focus = self.from;
        state.notify("No such label");
        Flow::close()
    }

    /// Takes the labels away; the pane that had the focus before has it again.
    pub fn cancelled(self, state: &mut State) {
        state.focus = self.from;
    }
}

fn go(state: &mut State, target: Target) -> Vec<Effect> {
    match target {
        Target::Mention(offset) => {
            go_to::leave(state);
            let (measure, height) = (state.measure(), state.page_height());
            if let Some(open) = &state.open {
                state.viewport = viewport::showing(open, measure, state.viewport, height, offset);
                state.current_mention = Some(offset);
            }
            Vec::new()
        }
        Target::Entity(row, number) => match entity_panel::take(state, row) {
            // The rows may have changed under the labels.
            Some(under) if under == number => selection::select(state, number),
            _ => {
                state.notify("The panel has changed; no entity selected");
                Vec::new()
            }
        },
    }
}
