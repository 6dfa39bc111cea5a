//! The reader without its terminal: messages come in, effects go out.

use crate::app::actions::{live_update, messages, read_marks, scroll, session};
use crate::app::effect::Effect;
use crate::app::input::command::{Count, Motion};
use crate::app::input::{Input, Key, READ, ViewId};
use crate::app::jobs::{AnySlot, Reply};
use crate::app::message::Message;
use crate::app::state::changes::Changes;
use crate::app::state::saved::Journal;
use crate::app::state::subject::Subject;
use crate::app::workspace::{Waiting, Workspace};
use crate::shell::views::Views;
use crate::ui::overlay::{Flow, Overlay};
use crate::ui::view::View;

/// The reader.
#[derive(Debug, Default)]
pub struct App {
    /// The model.
    pub workspace: Workspace,
    pub(super) views: Views,
    /// The open overlays, the top one last.
    pub(super) overlays: Vec<Box<dyn Overlay>>,
    /// Type-ahead: keys queued until the data that the first one needs arrives, each with its count.
    pub(super) type_ahead: Vec<(Count, Key)>,
    /// The count typed before a command.
    pub(super) count: Count,
    /// The view that was shown last.
    shown: ViewId,
}

impl App {
    /// Creates a reader over a model.
    pub fn new(workspace: Workspace) -> Self {
        Self { workspace, ..Self::default() }
    }

    /// Handles a message, then any type-ahead that was waiting for it. Returns the effects to run.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let is_input = matches!(message, Message::Input(_));
        self.workspace.overlaid.holds_page = self.is_page_held();
        match message {
            Message::Input(input) => self.take_input(input),
            Message::Reply(mut reply) => self.take_reply(&mut reply),
            Message::SavedState(mut saved) => {
                let is_restored = |view: ViewId| self.views.find(view).is_some_and(View::is_restored);
                if let Some(session) = saved.session.as_mut().filter(|session| !is_restored(session.view)) {
                    session.view = READ;
                }
                messages::take(&mut self.workspace, Message::SavedState(saved));
            }
            other => messages::take(&mut self.workspace, other),
        }
        self.settle();
        while !is_input && self.type_next() {
            self.settle();
        }
        std::mem::take(&mut self.workspace.effects)
    }

    fn take_input(&mut self, input: Input) {
        if !matches!(input, Input::Resize { .. }) {
            self.workspace.before_resize = None;
            if self.workspace.journal == Journal::Untouched {
                self.workspace.journal = Journal::InUse;
            }
        }
        let (columns, rows) = self.workspace.size;
        match input {
            Input::Key(key) => self.type_key(key),
            // The mouse outside the screen is ignored; a terminal may report it there.
            Input::Press { column, row }
            | Input::WheelUp { column, row }
            | Input::WheelDown { column, row }
                if column >= columns || row >= rows => {}
            Input::Press { column, row } => self.press(column, row),
            Input::WheelDown { column, row } => self.wheel(column, row, 1),
            Input::WheelUp { column, row } => self.wheel(column, row, -1),
            Input::Resize { columns, rows } => scroll::resize(&mut self.workspace, (columns, rows)),
            Input::Paste(text) => self.paste(&text),
        }
    }

    fn paste(&mut self, text: &str) {
        self.workspace.wrap_offer = None;
        if !self.type_ahead.is_empty() {
            return self.paste_ahead(text);
        }
        let flow = match self.overlays.last_mut() {
            Some(top) => top.paste(&mut self.workspace, text),
            None => Flow::Ignored,
        };
        if !self.apply(flow) && self.overlays.is_empty() {
            let id = self.workspace.view;
            if let Some(view) = self.views.find_mut(id) {
                let flow = view.paste(&mut self.workspace, text);
                self.apply(flow);
            }
        }
    }

    fn press(&mut self, column: u16, row: u16) {
        self.workspace.notices.clear_message();
        self.workspace.wrap_offer = None;
        // The keys typed ahead were meant for another position.
        self.type_ahead.clear();
        if let Some(top) = self.overlays.last_mut() {
            let flow = top.press(&mut self.workspace, column, row);
            if self.apply(flow) {
                return;
            }
        }
        self.cancel_overlays();
        let id = self.workspace.view;
        if let Some(view) = self.views.find_mut(id) {
            let flow = view.press(&mut self.workspace, column, row);
            self.apply(flow);
        }
    }

    fn wheel(&mut self, column: u16, row: u16, sign: isize) {
        self.workspace.wrap_offer = None;
        if let Some(top) = self.overlays.last_mut() {
            let flow = top.wheel(&mut self.workspace, sign);
            if self.apply(flow) {
                return;
            }
        }
        let id = self.workspace.view;
        if let Some(view) = self.views.find_mut(id) {
            view.wheel(&mut self.workspace, column, row, sign);
        }
    }

    /// Carries out the response of an overlay or a view to an input. Returns false if it ignored the input.
    pub(super) fn apply(&mut self, flow: Flow) -> bool {
        match flow {
            Flow::Handled => {}
            Flow::Ignored => return false,
            Flow::Close => drop(self.overlays.pop()),
            Flow::Open(overlay) => self.open(overlay),
            Flow::Run(name, count) => {
                self.overlays.pop();
                self.run(name, count);
            }
        }
        true
    }

    /// Opens an overlay. Closes the top one first if it is not modal, since only one such overlay is open at a time.
    pub(super) fn open(&mut self, overlay: Box<dyn Overlay>) {
        self.overlays.pop_if(|top| !top.is_modal());
        self.overlays.push(overlay);
    }

    /// Moves in the top overlay, else in the view.
    pub(super) fn go(&mut self, motion: Motion) {
        let is_taken = match motion {
            // An overlay goes to a row from its first row.
            Motion::Row(_) => self.move_overlay(Motion::Start) && self.move_overlay(motion),
            _ => self.move_overlay(motion),
        };
        let id = self.workspace.view;
        let Some(view) = self.views.find_mut(id).filter(|_| !is_taken) else { return };
        let ws = &mut self.workspace;
        if !matches!(motion, Motion::Row(_)) || view.row(ws).is_none() {
            view.motion(ws, motion);
            return;
        }
        view.motion(ws, Motion::Start);
        view.motion(ws, motion);
        if let Some((row, rows)) = view.row(ws).filter(|(_, rows)| *rows > 0) {
            ws.notify(format!("Row {} of {rows}", row + 1));
        }
    }

    /// Moves in the top overlay. Returns false if there is none, or if it ignores the motion.
    fn move_overlay(&mut self, motion: Motion) -> bool {
        let ws = &mut self.workspace;
        let flow = self.overlays.last_mut().map_or(Flow::Ignored, |top| top.motion(ws, motion));
        self.apply(flow)
    }

    /// Cancels all overlays, the top one first.
    fn cancel_overlays(&mut self) {
        while let Some(mut overlay) = self.overlays.pop() {
            overlay.cancelled(&mut self.workspace);
        }
    }

    /// Passes a reply to the model, overlay or view that requested it. A reply to a superseded query is dropped.
    fn take_reply(&mut self, reply: &mut Reply) {
        if messages::take_reply(&mut self.workspace, reply) {
            return;
        }
        let ws = &mut self.workspace;
        let is_taken = self.overlays.iter_mut().any(|overlay| overlay.take(ws, reply))
            || self.views.iter_mut().any(|view| view.take(ws, reply));
        if is_taken && reply.has_failed {
            messages::report_failure(ws);
        }
    }

    /// Brings everything up to date with the model: notifies views and overlays of changes, lays out the shown view and
    /// the overlays, and sends their queries.
    fn settle(&mut self) {
        self.workspace.overlaid.holds_page = self.is_page_held();
        live_update::catch_up(&mut self.workspace);
        self.notify_changes();
        read_marks::record(&mut self.workspace);
        self.switch_views();
        self.workspace.want();
        self.lay_out();
        self.notify_changes();
        let mut requests: Vec<Effect> = Vec::new();
        let id = self.workspace.view;
        let ws = &mut self.workspace;
        let view = self.views.find_mut(id).map(|view| view.slots()).unwrap_or_default();
        let overlays = self.overlays.iter_mut().flat_map(|overlay| overlay.slots());
        for slot in ws.slots().into_iter().chain(view).chain(overlays) {
            requests.extend(AnySlot::take_request(slot).map(Effect::Request));
        }
        self.workspace.effects.extend(requests);
        session::save(&mut self.workspace);
    }

    fn notify_changes(&mut self) {
        let changes = std::mem::take(&mut self.workspace.changes);
        if changes.is_empty() {
            return;
        }
        for view in self.views.iter_mut() {
            view.changed(&self.workspace, changes);
        }
        if changes.contains(Changes::DOCUMENT) {
            let ws = &mut self.workspace;
            self.overlays.retain_mut(|overlay| !matches!(overlay.document_replaced(ws), Flow::Close));
        }
    }

    fn switch_views(&mut self) {
        let (before, now) = (self.shown, self.workspace.view);
        self.shown = now;
        if before != now
            && let Some(view) = self.views.find_mut(before)
        {
            view.hidden(&mut self.workspace);
        }
    }

    /// Lays out the shown view and the overlays. The card covers part of the view and describes what is at its cursor,
    /// so the view is laid out again if the covered part has changed.
    fn lay_out(&mut self) {
        let id = self.workspace.view;
        let Some(view) = self.views.find_mut(id) else { return };
        let ws = &mut self.workspace;
        let was_covered = ws.overlaid.covered;
        view.layout(ws);
        let subject = view.subject(ws);
        for overlay in &mut self.overlays {
            overlay.layout(ws, &subject);
        }
        ws.overlaid.covered = self.overlays.iter().rev().find_map(|overlay| overlay.covered());
        if ws.overlaid.covered != was_covered {
            if was_covered.is_none() && subject == Subject::Page {
                scroll::uncover_mention(ws);
            }
            view.layout(ws);
        }
    }

    fn is_page_held(&self) -> bool {
        self.overlays.iter().any(|overlay| overlay.holds_page())
    }

    /// Returns what to wait for, briefly, before drawing the screen.
    pub fn waiting(&self) -> Waiting {
        let is_view_waiting =
            self.views.find(self.workspace.view).is_some_and(|view| view.is_waiting(&self.workspace));
        if is_view_waiting || self.overlays.iter().any(|overlay| overlay.is_waiting()) {
            Waiting::ForNumbers
        } else {
            self.workspace.waiting()
        }
    }

    /// Returns the view of type `T`.
    pub fn view<T: View>(&self) -> Option<&T> {
        self.views.get()
    }

    /// Returns the open overlay of type `T`.
    pub fn overlay<T: Overlay>(&self) -> Option<&T> {
        self.overlays.iter().rev().find_map(|overlay| overlay.downcast_ref())
    }

    /// True if an overlay is open.
    pub fn has_overlay(&self) -> bool {
        !self.overlays.is_empty()
    }

    /// Returns the keys queued until the data that the first one needs arrives, each with its count.
    pub fn type_ahead(&self) -> &[(Count, Key)] {
        &self.type_ahead
    }
}
