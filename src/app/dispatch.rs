//! Keys: what each means where it is typed, and keys that are typed ahead of the page they are meant for.

use crate::app::action::Effect;
use crate::app::commands;
use crate::app::corpus_search;
use crate::app::geometry::Pane;
use crate::app::input::View;
use crate::app::input::command::{CommandSpec, Needs, Takes};
use crate::app::input::{Key, KeyCode};
use crate::app::overlays::picker;
use crate::app::overlays::{self, Overlay};
use crate::app::state::State;

/// The largest count that can be typed before a command.
const LARGEST_COUNT: u32 = 99_999;

/// Whether keys are typed into the Search view.
pub fn is_search(state: &State) -> bool {
    state.view == View::Search && state.corpus_search.is_typing
}

/// Whether a key goes back to the shell, whatever is being typed, chosen or waited for: nothing of that is changed by it. Only a key with
/// Ctrl or Alt does; one that types a letter, deletes one or ends a line is that while something is typed.
fn suspends(state: &State, key: Key) -> bool {
    (key.ctrl || key.alt) && runs(state, key, "suspend")
}

/// Does what a key means now.
pub fn type_key(state: &mut State, key: Key) -> Vec<Effect> {
    if suspends(state, key) {
        return vec![Effect::Suspend];
    }
    let takes_letters = state.type_ahead.iter().any(|(_, key)| takes(state, *key) != Takes::Nothing);
    // Behind what takes letters, a letter is one of them.
    let stops = if takes_letters { runs(state, key, "stop") } else { interrupts(state, key) };
    if key.code == KeyCode::Esc && take_back_prompt(state) {
        return Vec::new();
    }
    if !state.type_ahead.is_empty() && !stops {
        state.type_ahead.push((None, key));
        return Vec::new();
    }
    state.type_ahead.clear();
    on_key(state, key)
}

/// Esc behind a prompt that waits to be opened closes it before it opens: then what waits before it is left, and Q quits. Whether there
/// was one.
fn take_back_prompt(state: &mut State) -> bool {
    let opens = |key: Key| takes(state, key) == Takes::Line;
    let first = state.type_ahead.iter().position(|(_, key)| takes(state, *key) != Takes::Nothing);
    let opening = first.filter(|at| {
        let mut waiting = state.type_ahead.iter().skip(*at).map(|(_, key)| *key);
        waiting.next().is_some_and(opens) && waiting.all(|key| key.code != KeyCode::Enter)
    });
    if let Some(at) = opening {
        state.type_ahead.truncate(at);
    }
    opening.is_some()
}

/// Does what the first key typed ahead means, if what it is about is there now.
pub fn type_next(state: &mut State) -> Option<Vec<Effect>> {
    let mut ahead = std::mem::take(&mut state.type_ahead).into_iter();
    let (count, key) = ahead.next()?;
    state.count = count.or(state.count);
    let effects = on_key(state, key);
    let has_waited = !state.type_ahead.is_empty();
    state.type_ahead.extend(ahead);
    (!has_waited).then_some(effects)
}

/// Pasted text behind keys that wait is typed behind them, if something there takes letters: it may be a line of text, which as commands
/// would do anything.
pub fn paste_ahead(state: &mut State, text: &str) {
    let takes_letters = state.type_ahead.iter().any(|(_, key)| takes(state, *key) != Takes::Nothing);
    if takes_letters {
        let line = text.lines().next().unwrap_or_default();
        let letters = line.chars().filter(|letter| !letter.is_control()).take(LONGEST_PASTE);
        state.type_ahead.extend(letters.map(|letter| (None, Key::char(letter))));
    }
}

/// The most characters of a pasted line that wait to be typed.
const LONGEST_PASTE: usize = 1_000;

fn runs(state: &State, key: Key, name: &str) -> bool {
    state.keymap.find(key, state.view).is_some_and(|command| command.name == name)
}

/// What the keys after a key are for.
fn takes(state: &State, key: Key) -> Takes {
    state.keymap.find(key, state.view).map_or(Takes::Nothing, |command| command.takes)
}

fn interrupts(state: &State, key: Key) -> bool {
    state.keymap.find(key, state.view).is_some_and(|command| command.interrupts)
}

/// Whether an article, or the hits in it, are on their way.
fn lacks_article(state: &State) -> bool {
    // While the first articles are being found, one of them is about to open.
    let is_first_to_come = state.open.is_none() && state.index.is_empty() && !state.loading.done;
    state.pending_jump.is_some() || is_first_to_come || state.is_searching()
}

/// Whether a command is about something that is still on its way, or being counted.
fn waits(state: &State, command: &CommandSpec) -> bool {
    let needs = |what: Needs| command.needs.contains(what);
    let top = state.overlays.top();
    let scrolls_cover = overlays::is_scroll(command) && top.is_some();
    // What is landed on is put beside the card: it stays for that long.
    let closes_card = top.is_some_and(|top| matches!(top, Overlay::Card(_)) && !top.stays_under(command));
    let lacks_listing = state.listing.is_waiting();
    let lacks_panel =
        state.open_id().is_some() && (state.article_stats().is_none() || state.corpus_stats().is_none());
    let lacks_article = lacks_article(state);
    let lacks_rows = match (state.view, state.focus) {
        (View::Compare, _) => lacks_listing || state.coverage().is_none(),
        (View::Read, Pane::Articles) => lacks_listing,
        (View::Read, Pane::Entities) => lacks_panel,
        (View::Search, _) => state.corpus_search.is_under_way() && state.corpus_search.rows.is_empty(),
        _ => false,
    };
    (needs(Needs::ARTICLE_LIST) && lacks_listing)
        || (needs(Needs::STATS) && lacks_panel)
        || (needs(Needs::ROWS) && lacks_rows && !scrolls_cover)
        || (closes_card && lacks_article)
        || (needs(Needs::DOCUMENT) && lacks_article && !scrolls_cover)
}

/// Whether a key is about a picker's rows that are still being looked for, or chooses what must wait: a command about something on
/// its way, an article while another is being opened.
fn picking_waits(state: &State, key: Key) -> bool {
    let Some(Overlay::Picker(picker)) = state.overlays.top() else { return false };
    if picker.found.is_waiting() {
        return picker::is_of_rows(key);
    }
    key.code == KeyCode::Enter
        && match picker::command_under_hand(picker, &state.keymap) {
            Some(command) => waits(state, command),
            None => lacks_article(state),
        }
}

/// Whether a key, while an expression is typed, is about what it finds.
fn is_of_hits(state: &State, key: Key) -> bool {
    use KeyCode::{Down, Enter, PageDown, PageUp, Up};
    key.code == Enter || (is_search(state) && matches!(key.code, Down | Up | PageDown | PageUp))
}

/// Whether it is not known yet if the expression that is being typed can be used: one that cannot is not taken.
fn lacks_verdict(state: &State) -> bool {
    if is_search(state) { state.corpus_search.lacks_verdict() } else { state.is_searching() }
}

fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    if picking_waits(state, key) {
        state.type_ahead.push((None, key));
        return Vec::new();
    }
    let is_typing_search = matches!(state.overlays.top(), Some(Overlay::SearchPrompt(_)))
        || (is_search(state) && state.overlays.is_empty());
    if is_typing_search && is_of_hits(state, key) && lacks_verdict(state) {
        state.type_ahead.push((None, key));
        return Vec::new();
    }
    if let Some(effects) = overlays::with_top(state, |overlay, state| overlay.key(state, key)) {
        return effects;
    }
    if is_search(state) && state.overlays.is_empty() {
        return corpus_search::type_key(state, key);
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
    let Some(command) = state.keymap.find(key, state.view) else {
        state.notify(format!("{key} does nothing here. Press {} for all keys.", state.keymap.key_of("help")));
        return Vec::new();
    };
    if waits(state, command) {
        state.type_ahead.push((count, key));
        return Vec::new();
    }
    if state.overlays.top().is_some_and(|top| !top.stays_under(command)) {
        state.overlays.pop();
    }
    commands::find(command.name).map(|command| (command.run)(state, count)).unwrap_or_default()
}
