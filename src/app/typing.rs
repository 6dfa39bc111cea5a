//! Keys: what each means where it is typed, and keys that are typed ahead of the page they are meant for.

use crate::app::action::Effect;
use crate::app::adding;
use crate::app::asking;
use crate::app::commands::{Command, Group};
use crate::app::finding;
use crate::app::help;
use crate::app::input::{Key, KeyCode};
use crate::app::kinds;
use crate::app::labelling;
use crate::app::marks;
use crate::app::pane::{Pane, View};
use crate::app::picker;
use crate::app::prompt;
use crate::app::state::{Awaits, Overlay, State};
use crate::app::taking;

/// The largest count that can be typed before a command.
const LARGEST_COUNT: u32 = 99_999;

/// Commands about the page: typed while another article is on its way to it, they wait for it. All others go on at once,
/// so that a hand can pass through many articles without waiting for each.
const PAGE_COMMANDS: &[&str] = &[
    "down",
    "up",
    "half-page-down",
    "half-page-up",
    "page-down",
    "page-up",
    "first",
    "last",
    "search",
    "next-hit",
    "previous-hit",
    "select",
    "mark",
    "copy",
    "note",
    "pipe",
    "open-link",
    "card",
    "toggle-read",
    "label-mentions",
    "add",
];

/// Of these, the ones that take letters: what is typed behind them is theirs, whatever it would run.
const TAKE_LETTERS: &[&str] = &["search", "mark", "copy", "note", "pipe", "label-mentions", "add"];

/// Commands that give up what was typed ahead.
const STOPS: &[&str] = &["undo", "stop", "quit", "close"];

/// Whether keys are typed into the Search view.
pub fn is_search(state: &State) -> bool {
    state.view == View::Search && state.finding.is_typing
}

/// Does what a key means now.
pub fn type_key(state: &mut State, key: Key) -> Vec<Effect> {
    let runs_any = |names: &[&str], key: Key| names.iter().any(|name| runs(state, key, name));
    let takes_letters = state.ahead.iter().any(|(_, key)| runs_any(TAKE_LETTERS, *key));
    let stops = if takes_letters { runs_any(&["stop"], key) } else { runs_any(STOPS, key) };
    if state.pending.is_some() && !state.ahead.is_empty() && !stops {
        state.ahead.push((None, key));
        return Vec::new();
    }
    state.ahead.clear();
    on_key(state, key)
}

/// Does what was typed while an article was on its way to the page.
pub fn catch_up(state: &mut State) -> Vec<Effect> {
    if state.pending.is_some() {
        return Vec::new();
    }
    let mut effects = Vec::new();
    let mut ahead = std::mem::take(&mut state.ahead).into_iter();
    for (count, key) in ahead.by_ref() {
        state.count = count.or(state.count);
        effects.extend(on_key(state, key));
        if !state.ahead.is_empty() {
            break;
        }
    }
    state.ahead.extend(ahead);
    effects
}

fn runs(state: &State, key: Key, name: &str) -> bool {
    state.keymap.find(key, state.view).is_some_and(|command| command.name == name)
}

/// Whether a command is about the page, which another article is on its way to.
fn waits(state: &State, command: &Command) -> bool {
    let is_page = state.view == View::Read && state.focus == Pane::Text && state.overlay.is_none();
    state.pending.is_some() && is_page && PAGE_COMMANDS.contains(&command.name)
}

fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    if state.picker.is_some() {
        return picker::type_key(state, key);
    }
    if help::is_typing(state) {
        return help::type_key(state, key);
    }
    if state.prompt.is_some() {
        return prompt::type_key(state, key);
    }
    if is_search(state) {
        return finding::type_key(state, key);
    }
    if state.asking.is_some() {
        return asking::type_key(state, key);
    }
    if state.adding.is_some() {
        return adding::type_key(state, key);
    }
    if state.kinds_menu.is_some() {
        return kinds::type_key(state, key);
    }
    if let Some(awaits) = state.awaits.take() {
        state.message = None;
        return match awaits {
            Awaits::Copy => taking::type_key(state, key),
            Awaits::SetMark => marks::set_letter(state, key),
            Awaits::GoToMark => marks::go_to_letter(state, key),
        };
    }
    if state.labelling.is_some() {
        return labelling::type_key(state, key);
    }
    state.message = None;
    if let Key { code: KeyCode::Char(digit), ctrl: false, alt: false } = key
        && let Some(digit) = digit.to_digit(10)
        && (digit > 0 || state.count.is_some())
    {
        let count = state.count.unwrap_or(0).saturating_mul(10).saturating_add(digit);
        state.count = Some(count.min(LARGEST_COUNT));
        return Vec::new();
    }
    let count = state.count.take();
    let view = if state.overlay.is_some() { View::Read } else { state.view };
    let Some(command) = state.keymap.find(key, view) else {
        state.say(format!("{key} does nothing here; {} shows all keys", state.keymap.key_of("help")));
        return Vec::new();
    };
    if matches!(state.overlay, Some(Overlay::Help(_))) && command.name == "search" {
        help::begin(state);
        return Vec::new();
    }
    if waits(state, command) {
        state.ahead.push((count, key));
        return Vec::new();
    }
    if state.overlay.is_some_and(|overlay| !works_under_overlay(command, overlay)) {
        state.overlay = None;
    }
    (command.run)(state, count)
}

/// Movements scroll what covers the view; what closes it, closes it; jumps from mention to mention leave the card open, which
/// follows them; every other command closes what covers the view and acts.
fn works_under_overlay(command: &Command, overlay: Overlay) -> bool {
    let is_movement = command.group == Group::Move
        && !matches!(command.name, "search" | "search-all" | "next-hit" | "previous-hit");
    let is_jump =
        command.group == Group::Mentions && !matches!(command.name, "label-mentions" | "label-entities");
    is_movement
        || (is_jump && matches!(overlay, Overlay::Card(_)))
        || matches!(
            command.name,
            "undo" | "close" | "help" | "card" | "mouse" | "repaint" | "suspend" | "quit"
        )
}
