//! Labels on what is on the screen: a letter or two go to a mention, or select an entity of the panel.

use crate::app::action::Effect;
use crate::app::document::viewport;
use crate::app::geometry::Pane;
use crate::app::input::View;
use crate::app::input::label_letters::labels;
use crate::app::input::{Key, KeyCode};
use crate::app::jump;
use crate::app::panel;
use crate::app::selection::{self, is_drawn};
use crate::app::state::State;
use crate::corpus::ReferentId;

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
pub struct Labelling {
    /// Each target with its label.
    pub targets: Vec<(Target, String)>,
    /// What was typed.
    pub typed: String,
    /// The pane that had the hand before: it has it again afterwards.
    from: Pane,
}

impl Labelling {
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
    let Some(shown) = panel::shown(state) else { return Vec::new() };
    let rows = panel::rows(state);
    let entity = |row: usize| match rows.get(row) {
        Some(panel::PanelRow::Entity { referent, .. }) => Some(Target::Entity(row, *referent)),
        _ => None,
    };
    begin(state, from, shown.filter_map(entity).collect(), "no entity in the panel");
    Vec::new()
}

fn begin(state: &mut State, from: Pane, targets: Vec<Target>, none: &str) {
    let letters = labels(targets.len());
    if targets.is_empty() {
        state.focus = from;
        state.say(none);
        return;
    }
    let targets = targets.into_iter().zip(letters).collect();
    state.labelling = Some(Labelling { targets, typed: String::new(), from });
}

/// Takes the labels away; the hand is where it was before.
pub fn cancel(state: &mut State) {
    if let Some(labelling) = state.labelling.take() {
        state.focus = labelling.from;
    }
}

/// A key while labels wait.
pub fn type_key(state: &mut State, key: Key) -> Vec<Effect> {
    state.message = None;
    let Some(mut labelling) = state.labelling.take() else { return Vec::new() };
    match key {
        Key { code: KeyCode::Backspace, .. } => drop(labelling.typed.pop()),
        Key { code: KeyCode::Char(letter), ctrl: false, alt: false } => labelling.typed.push(letter),
        _ => {
            state.focus = labelling.from;
            return Vec::new();
        }
    }
    if let Some((target, _)) = labelling.targets.iter().find(|(_, label)| *label == labelling.typed) {
        let effects = go(state, *target);
        state.focus = labelling.from;
        return effects;
    }
    if labelling.left().next().is_some() {
        state.labelling = Some(labelling);
    } else {
        state.focus = labelling.from;
        state.say("no such label");
    }
    Vec::new()
}

fn go(state: &mut State, target: Target) -> Vec<Effect> {
    match target {
        Target::Mention(offset) => {
            jump::leave(state);
            let (measure, height) = (state.measure(), state.page_height());
            if let Some(open) = &state.open {
                state.top = viewport::showing(open, measure, state.top, height, offset);
                state.landed = Some(offset);
            }
            Vec::new()
        }
        Target::Entity(row, number) => match panel::take(state, row) {
            // The rows may have changed under the labels.
            Some(under) if under == number => selection::select(state, number),
            _ => {
                state.say("the panel has changed: no entity was selected");
                Vec::new()
            }
        },
    }
}
