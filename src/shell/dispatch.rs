//! Keys: the layers that they go through, and keys typed ahead of the data that they need.

use crate::app::actions::{article_filter, open, selection};
use crate::app::effect::Effect;
use crate::app::geometry::Pane;
use crate::app::input::command::{CommandSpec, Count, Needs, Takes};
use crate::app::input::{Key, KeyCode, READ};
use crate::app::state::subject::Subject;
use crate::overlays::card::Card;
use crate::overlays::help::Help;
use crate::overlays::messages::Messages;
use crate::shell::App;
use crate::shell::command_row::{Run, Shell};
use crate::shell::commands;
use crate::shell::foreign_keys;
use crate::ui::overlay::{Overlay, Wait};

/// The largest count that can be typed before a command.
const MAX_COUNT: u32 = 99_999;

/// Maximum number of characters of a paste that are queued as keys typed ahead.
const MAX_PASTE: usize = 1_000;

/// Commands before which the top overlay is never closed. Some of them close it themselves.
const KEEP_OVERLAYS: &[&str] = &["cancel", "close", "help", "card", "mouse", "repaint", "suspend", "quit"];

impl App {
    /// Handles a key.
    pub(super) fn type_key(&mut self, key: Key) {
        if self.suspends(key) {
            self.workspace.effects.push(Effect::Suspend);
            return;
        }
        let waits_for_letters = self.type_ahead.iter().any(|(_, key)| self.takes(*key) != Takes::Nothing);
        // After a command that takes further keys, a key belongs to that command.
        let interrupts = self.find(key).is_some_and(|command| {
            if waits_for_letters { command.name == "stop" } else { command.interrupts }
        });
        if key.code == KeyCode::Esc && self.cancel_prompt() {
            return;
        }
        if !self.type_ahead.is_empty() && !interrupts {
            self.type_ahead.push((None, key));
            return;
        }
        self.type_ahead.clear();
        self.handle_key(key);
    }

    /// True if a key suspends the reader. It does so whatever is being typed, chosen or waited for, and changes none of
    /// that. Only keys with Ctrl or Alt can, since others are letters while something is typed.
    fn suspends(&self, key: Key) -> bool {
        (key.ctrl || key.alt) && self.find(key).is_some_and(|command| command.name == "suspend")
    }

    /// Handles Esc: drops a queued command that would open a line, and the keys after it, if Enter is not among them.
    /// Returns false if nothing was dropped.
    fn cancel_prompt(&mut self) -> bool {
        let first = self.type_ahead.iter().position(|(_, key)| self.takes(*key) != Takes::Nothing);
        let opening = first.filter(|at| {
            let mut waiting = self.type_ahead.iter().skip(*at).map(|(_, key)| *key);
            waiting.next().is_some_and(|key| self.takes(key) == Takes::Line)
                && waiting.all(|key| key.code != KeyCode::Enter)
        });
        if let Some(at) = opening {
            self.type_ahead.truncate(at);
        }
        opening.is_some()
    }

    /// Handles the first key typed ahead if what it needs has arrived. Returns false if it has to wait further, or if
    /// there is none.
    pub(super) fn type_next(&mut self) -> bool {
        let mut ahead = std::mem::take(&mut self.type_ahead).into_iter();
        let Some((count, key)) = ahead.next() else { return false };
        self.count = count.or(self.count);
        self.handle_key(key);
        let waits_again = !self.type_ahead.is_empty();
        self.type_ahead.extend(ahead);
        !waits_again
    }

    /// Queues the first line of pasted text, at most `MAX_PASTE` characters, if a command before it takes letters or a
    /// line. Otherwise drops the text: run as commands, it could do anything.
    pub(super) fn paste_ahead(&mut self, text: &str) {
        if self.type_ahead.iter().any(|(_, key)| self.takes(*key) != Takes::Nothing) {
            let line = text.lines().next().unwrap_or_default();
            let letters = line.chars().filter(|letter| !letter.is_control()).take(MAX_PASTE);
            self.type_ahead.extend(letters.map(|letter| (None, Key::char(letter))));
        }
    }

    fn find(&self, key: Key) -> Option<&'static CommandSpec> {
        self.workspace.keymap.find(key, self.workspace.view)
    }

    /// Returns what the keys after a key are for.
    fn takes(&self, key: Key) -> Takes {
        self.find(key).map_or(Takes::Nothing, |command| command.takes)
    }

    /// Handles a key: the top overlay first, then a line typed inside the view, then the keymap.
    fn handle_key(&mut self, key: Key) {
        if self.waits_for_key(key) {
            self.type_ahead.push((None, key));
            return;
        }
        // Only the same command, run right after the offer, accepts it.
        let wrap_offer = self.workspace.wrap_offer.take();
        if let Some(top) = self.overlays.last_mut() {
            if top.is_modal() {
                self.workspace.notices.clear_message();
            }
            let flow = top.key(&mut self.workspace, key);
            if self.apply(flow) {
                return;
            }
        }
        if self.overlays.is_empty() {
            let id = self.workspace.view;
            if let Some(view) = self.views.find_mut(id) {
                let flow = view.key(&mut self.workspace, key);
                if self.apply(flow) {
                    return;
                }
            }
        }
        self.workspace.notices.clear_message();
        if self.takes_digit(key) {
            return;
        }
        let count = self.count.take();
        let Some(command) = self.find(key) else {
            let words = foreign_keys::explain(&self.workspace, key);
            self.workspace.notify(words);
            return;
        };
        // A command that takes letters or a line ignores a count, so that the keys after it do not run as commands: as
        // in vim, `2ma` sets the mark.
        let is_prompt = command.takes != Takes::Nothing;
        if count.is_some() && !command.counts && !is_prompt && command.name != "stop" {
            // As in vim, Esc only clears the count.
            if key.code != KeyCode::Esc {
                self.workspace.notify(format!("{key} takes no count"));
            }
            return;
        }
        if self.refuses(command) {
            return;
        }
        if self.waits_for(command) {
            self.workspace.wrap_offer = wrap_offer;
            self.type_ahead.push((count, key));
            return;
        }
        self.workspace.wrap_offer = wrap_offer.filter(|offered| *offered == command.name);
        self.overlays.pop_if(|top| !top.stays_open(command) && !KEEP_OVERLAYS.contains(&command.name));
        self.run(command.name, count);
    }

    /// Adds a digit to the count. False if the key is not a digit, or is a 0 that would begin the count.
    fn takes_digit(&mut self, key: Key) -> bool {
        let Key { code: KeyCode::Char(letter), ctrl: false, alt: false } = key else { return false };
        let Some(digit) = letter.to_digit(10).filter(|digit| *digit > 0 || self.count.is_some()) else {
            return false;
        };
        let count = self.count.unwrap_or(0).saturating_mul(10).saturating_add(digit);
        self.count = Some(count.min(MAX_COUNT));
        true
    }

    /// True if the top overlay, or a line typed inside the view, cannot handle a key until something that it needs
    /// arrives.
    fn waits_for_key(&self, key: Key) -> bool {
        let ws = &self.workspace;
        let wait = match self.overlays.last() {
            Some(top) => top.wait(ws, key),
            None => self.views.find(ws.view).and_then(|view| view.wait(ws, key)),
        };
        match wait {
            None => false,
            Some(Wait::Answer) => true,
            Some(Wait::Document) => self.lacks_document(),
            Some(Wait::Command(name)) => {
                let spec = ws.keymap.specs().iter().find(|command| command.name == name);
                spec.is_some_and(|command| self.waits_for(command))
            }
        }
    }

    /// True while an article, or the hits in it, are on their way.
    fn lacks_document(&self) -> bool {
        let ws = &self.workspace;
        // While the first articles are being found, one of them is about to open.
        let opens_first = ws.open.is_none() && ws.index().is_empty() && !ws.loading.done;
        ws.pending_jump.is_some() || opens_first || ws.is_searching()
    }

    /// True if a command needs something that is on its way.
    fn waits_for(&self, command: &CommandSpec) -> bool {
        let ws = &self.workspace;
        let needs = |what: Needs| command.needs.contains(what);
        let top = self.overlays.last();
        let scrolls_overlay = command.is_motion() && top.is_some();
        // The card describes the target of a jump, so it is not closed before the jump is done.
        let closes_card = top.is_some_and(|top| {
            top.covered().is_some() && !top.stays_open(command) && !KEEP_OVERLAYS.contains(&command.name)
        });
        let lacks_stats =
            ws.open_id().is_some() && (ws.article_stats().is_none() || ws.corpus_stats().is_none());
        let lacks_document = self.lacks_document();
        let lacks_rows = || !self.views.find(ws.view).is_none_or(|view| view.is_ready(ws));
        (needs(Needs::ARTICLE_LIST) && ws.listing.is_waiting())
            || (needs(Needs::STATS) && lacks_stats)
            || (needs(Needs::ROWS) && !scrolls_overlay && lacks_rows())
            || (closes_card && lacks_document)
            || (needs(Needs::DOCUMENT) && lacks_document && !scrolls_overlay)
    }

    /// Refuses a command that acts on a text or an article that is not on the screen, or that needs an article while
    /// none is open or about to open, and tells the user. Returns false if the command can run.
    fn refuses(&mut self, command: &CommandSpec) -> bool {
        let refusal = self.refusal(command.needs);
        let is_refused = refusal.is_some();
        if let Some(words) = refusal {
            self.workspace.notify(words);
        }
        is_refused
    }

    fn refusal(&self, needs: Needs) -> Option<String> {
        let ws = &self.workspace;
        let is_elsewhere = ws.view != READ;
        let is_hidden = is_elsewhere || ws.layout().text.is_none();
        let lacks_article = || !matches!(self.subject(), Subject::Article(_));
        let acts_unseen = (is_elsewhere && needs.contains(Needs::PAGE))
            || (is_hidden && needs.contains(Needs::TEXT))
            || (is_hidden && needs.contains(Needs::ARTICLE) && lacks_article());
        if acts_unseen && is_elsewhere {
            let close = ws.keymap.key_of("close");
            return Some(format!("Only while reading. Press {close} to go back."));
        }
        if acts_unseen {
            let show = if ws.focus == Pane::Articles { "right" } else { "left" };
            return Some(format!("The text is hidden. Press {} to show it.", ws.keymap.key_of(show)));
        }
        let has_none = ws.open.is_none() && !self.lacks_document();
        (has_none && needs.contains(Needs::DOCUMENT.and(Needs::PAGE)))
            .then(|| "No article is open".to_owned())
    }

    /// Returns what the shown view has at its cursor.
    fn subject(&self) -> Subject {
        let ws = &self.workspace;
        self.views.find(ws.view).map(|view| view.subject(ws)).unwrap_or_default()
    }

    /// Runs a command by name, unless it is refused.
    pub(super) fn run(&mut self, name: &'static str, count: Count) {
        let command = self.workspace.keymap.specs().iter().find(|command| command.name == name);
        if command.is_some_and(|command| self.refuses(command)) {
            return;
        }
        match commands::find(name) {
            Some(Run::Model(run)) => run(&mut self.workspace, count),
            Some(Run::Flow(run)) => {
                let flow = run(&mut self.workspace, count);
                self.apply(flow);
            }
            Some(Run::Subject(run)) => {
                let subject = self.subject();
                run(&mut self.workspace, &subject);
            }
            Some(Run::Move(motion)) => self.go(motion(count)),
            Some(Run::Shell(command)) => self.run_shell(command),
            None => self.run_in_view(name, count),
        }
    }

    fn run_in_view(&mut self, name: &str, count: Count) {
        let owner = self.views.iter_mut().find(|view| view.commands().iter().any(|spec| spec.name == name));
        if let Some(view) = owner {
            let flow = view.run(&mut self.workspace, name, count);
            self.apply(flow);
        }
    }

    fn run_shell(&mut self, command: Shell) {
        match command {
            Shell::Card => {
                if Card::has_subject(&self.workspace, &self.subject()) {
                    self.toggle(Card::default());
                } else if !self.close_top::<Card>() {
                    self.workspace.notify("Nothing to show details for");
                }
            }
            Shell::Help => self.toggle(Help::default()),
            Shell::Messages if self.workspace.problems().next().is_none() => {
                self.workspace.notify("No messages: everything was read");
            }
            Shell::Messages => self.toggle(Messages::default()),
            Shell::Cancel => self.cancel(),
            Shell::Close => {
                if self.overlays.pop().is_none() && !self.close_view() {
                    self.workspace.effects.push(Effect::Quit);
                }
            }
            Shell::Stop => self.stop(),
        }
    }

    /// Opens an overlay, or closes the top one if that is of the same type.
    fn toggle<T: Overlay>(&mut self, overlay: T) {
        if !self.close_top::<T>() {
            self.open(Box::new(overlay));
        }
    }

    /// Closes the top overlay if it is of type `T`. Returns true if it was closed.
    fn close_top<T: Overlay>(&mut self) -> bool {
        self.overlays.pop_if(|top| top.downcast_ref::<T>().is_some()).is_some()
    }

    /// Goes back to the Read view. Returns false if it is already shown.
    fn close_view(&mut self) -> bool {
        let id = self.workspace.view;
        if id == READ {
            return false;
        }
        if let Some(view) = self.views.find_mut(id) {
            view.closed(&mut self.workspace);
        }
        self.workspace.view = READ;
        true
    }

    fn cancel(&mut self) {
        if self.overlays.pop().is_some() || self.close_view() {
            return;
        }
        let ws = &mut self.workspace;
        if ws.picked_sentence.take().is_some()
            || ws.picked_words.take().is_some()
            || ws.search.take().is_some()
        {
        } else if ws.selection.entity().is_some() {
            selection::clear(ws);
        } else if ws.filter.is_some() {
            article_filter::clear(ws);
        }
    }

    /// Stops what is running, the nearest first: opening an article, searching it, the views' work, reading.
    fn stop(&mut self) {
        let ws = &mut self.workspace;
        if open::stop(ws) {
            return;
        }
        if ws.is_searching() {
            ws.search = None;
            ws.notify("Search cancelled");
            return;
        }
        if let Some(words) = self.views.iter_mut().find_map(|view| view.stop(ws)) {
            ws.notify(words);
        } else if ws.loading.done {
            ws.notify(format!("{} quits", ws.keymap.key_of("quit")));
        } else {
            let reload = ws.keymap.key_of("reload");
            let words = format!("Stopped; keeping the articles read so far. {reload} reads all.");
            ws.notify(words);
            ws.effects.push(Effect::CancelReading);
        }
    }
}
