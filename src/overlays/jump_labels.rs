//! Labels on the screen: typing one or two letters goes to a mention, or selects the entity of a row.

use crate::app::actions::{go_to, selection};
use crate::app::document::viewport;
use crate::app::geometry::Pane;
use crate::app::input::label_letters::labels;
use crate::app::input::{Key, KeyCode};
use crate::app::workspace::Workspace;
use crate::mention::EntityKey;
use crate::ui::overlay::{Flow, Marks, Overlay};

/// What a label goes to or selects.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// The mention that begins at a byte of the open article.
    Mention(usize),
    /// The row of an entity.
    Entity(EntityKey),
}

/// Labels waiting for their letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JumpLabels {
    /// Each target with its label.
    pub targets: Vec<(Target, String)>,
    /// The letters typed so far.
    pub typed: String,
    /// The pane to focus afterwards.
    from: Pane,
}

impl JumpLabels {
    /// Labels targets; the first ones get the easiest labels. Afterwards, the focus returns to `from`.
    pub fn new(targets: Vec<Target>, from: Pane) -> Self {
        let letters = labels(targets.len());
        Self { targets: targets.into_iter().zip(letters).collect(), typed: String::new(), from }
    }

    /// Returns the targets that match the letters typed so far, with the letters still to be typed.
    fn remaining(&self) -> impl Iterator<Item = (&Target, &str)> {
        self.targets
            .iter()
            .filter_map(|(target, label)| Some((target, label.strip_prefix(self.typed.as_str())?)))
    }
}

impl Overlay for JumpLabels {
    fn holds_page(&self) -> bool {
        true
    }

    fn key(&mut self, ws: &mut Workspace, key: Key) -> Flow {
        match key {
            Key { code: KeyCode::Backspace, .. } => drop(self.typed.pop()),
            Key { code: KeyCode::Char(letter), ctrl: false, alt: false } => self.typed.push(letter),
            _ => {
                self.cancelled(ws);
                return Flow::Close;
            }
        }
        let complete = self.targets.iter().find(|(_, label)| *label == self.typed);
        if let Some(target) = complete.map(|(target, _)| target.clone()) {
            go(ws, target);
            ws.focus = self.from;
            return Flow::Close;
        }
        if self.remaining().next().is_some() {
            return Flow::Handled;
        }
        self.cancelled(ws);
        ws.notify("No such label");
        Flow::Close
    }

    fn cancelled(&mut self, ws: &mut Workspace) {
        ws.focus = self.from;
    }

    fn document_replaced(&mut self, ws: &mut Workspace) -> Flow {
        self.cancelled(ws);
        Flow::Close
    }

    fn marks(&self) -> Marks {
        let mut marks = Marks::default();
        for (target, label) in self.remaining() {
            match target {
                Target::Mention(offset) => marks.labels.push((*offset, label.to_owned())),
                Target::Entity(key) => marks.entity_labels.push((key.clone(), label.to_owned())),
            }
        }
        marks
    }

    fn keys_help(&self, ws: &Workspace) -> Option<[&'static str; 2]> {
        ws.notices.message().is_none().then_some(["type the letters of a label; Esc cancels"; 2])
    }
}

fn go(ws: &mut Workspace, target: Target) {
    match target {
        Target::Mention(offset) => {
            go_to::leave(ws);
            let (measure, height) = (ws.measure(), ws.page_height());
            if let Some(open) = &ws.open {
                ws.viewport = viewport::showing(open, measure, ws.viewport, height, offset);
                ws.current_mention = Some(offset);
            }
        }
        Target::Entity(key) => selection::select_key(ws, key),
    }
}
