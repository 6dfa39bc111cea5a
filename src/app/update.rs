//! The one function that changes the state.

use crate::app::action::{Action, Answer, Effect};
use crate::app::adding;
use crate::app::commands;
use crate::app::compare;
use crate::app::finding;
use crate::app::help;
use crate::app::input::{Input, Key, KeyCode};
use crate::app::jump;
use crate::app::kinds;
use crate::app::labelling;
use crate::app::listing;
use crate::app::narrowing;
use crate::app::page;
use crate::app::pane::View;
use crate::app::picker;
use crate::app::pointer;
use crate::app::prompt;
use crate::app::search;
use crate::app::state::{Landing, Overlay, State};
use crate::app::suggesting;
use crate::app::taking;
use crate::corpus::ArticleId;

/// The largest count that can be typed before a command.
const LARGEST_COUNT: u32 = 99_999;

/// Changes the state by an action, and says what must be done for it.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    let mut effects = match action {
        Action::Input(input) => on_input(state, input),
        Action::Index(index) => {
            let under = narrowing::under_hand(state);
            let column = state.index.row(ArticleId(state.compare.column as u32)).map(|row| row.key.clone());
            compare::keep_hand(state);
            state.replace_index(index);
            if let Some(id) = column.and_then(|key| state.index.find(&key)) {
                state.compare.column = id.0 as usize;
            }
            // The order may have grown in front of the row under the hand.
            narrowing::put_hand(state, under.as_ref());
            let mut effects = open_first(state);
            effects.extend(listing::reopen_if_changed(state));
            effects
        }
        Action::Progress { found, read, done } => {
            state.reading = crate::app::state::Reading { found, read, done };
            Vec::new()
        }
        // What is read again has the same problems again.
        Action::Problem(text) if state.problems.contains(&text) => Vec::new(),
        Action::Problem(text) => {
            state.problems.push(text.clone());
            let more = state.problems.len() - 1;
            state.warn(if more == 0 { text } else { format!("{text} (and {more} more)") });
            Vec::new()
        }
        Action::Opened(outcome) => match *outcome {
            Ok(opened) => jump::show(state, opened),
            Err((key, message)) => {
                if state.pending.take_if(|pending| pending.key == key).is_some() {
                    state.warn(message);
                    state.barred = Some(key);
                    // It was to be made in this article.
                    state.search.take_if(|search| search.hits.is_none());
                }
                Vec::new()
            }
        },
        Action::Found(part) => {
            finding::take(state, part);
            Vec::new()
        }
        Action::Refused(words) => {
            state.warn(words);
            Vec::new()
        }
        Action::List(outcome) => listing::take(state, outcome),
        Action::Answer(answer) => take_answer(state, answer),
    };
    effects.extend(state.ask());
    effects
}

/// With nothing open, the first article opens by itself.
fn open_first(state: &mut State) -> Vec<Effect> {
    if state.open.is_some() || state.pending.is_some() {
        return Vec::new();
    }
    match state.index.row(ArticleId(0)).map(|row| row.key.clone()) {
        Some(key) => jump::go_to(state, key, Landing::Kept),
        None => Vec::new(),
    }
}

fn on_input(state: &mut State, input: Input) -> Vec<Effect> {
    match input {
        Input::Key(key) => on_key(state, key),
        Input::Press { column, row } if state.picker.is_some() => picker::press(state, column, row),
        Input::Press { column, row } => {
            state.message = None;
            prompt::cancel(state);
            adding::cancel(state);
            state.labelling = None;
            state.taking = false;
            state.kinds_menu = None;
            pointer::press(state, column, row)
        }
        Input::WheelDown { .. } if state.picker.is_some() => {
            picker::step(state, 1);
            Vec::new()
        }
        Input::WheelUp { .. } if state.picker.is_some() => {
            picker::step(state, -1);
            Vec::new()
        }
        Input::WheelDown { column, row } => pointer::wheel(state, column, row, 1),
        Input::WheelUp { column, row } => pointer::wheel(state, column, row, -1),
        Input::Resize { columns, rows } => {
            resize(state, columns, rows);
            Vec::new()
        }
        Input::Paste(text) if state.picker.is_some() => picker::paste(state, &text),
        Input::Paste(text) if is_typing_search(state) => finding::paste(state, &text),
        Input::Paste(text) => prompt::paste(state, &text),
    }
}

/// The first character shown stays first; the mention landed on stays in sight if it was.
fn resize(state: &mut State, columns: u16, rows: u16) {
    let seen = state.landed.filter(|offset| state.visible_bytes().contains(offset));
    state.size = (columns, rows);
    let Some(open) = &state.open else { return };
    let (measure, height) = (state.measure(), state.page_height());
    state.top = page::kept(open, measure, state.top, height);
    if let Some(offset) = seen
        && !state.visible_bytes().contains(&offset)
    {
        state.top = page::showing(open, measure, state.top, height, offset);
    }
}

/// Whether keys are typed into the Search view.
fn is_typing_search(state: &State) -> bool {
    state.view == View::Search && state.finding.is_typing
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
    if is_typing_search(state) {
        return finding::type_key(state, key);
    }
    if state.adding.is_some() {
        return adding::type_key(state, key);
    }
    if state.kinds_menu.is_some() {
        return kinds::type_key(state, key);
    }
    if state.taking {
        return taking::type_key(state, key);
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
    if state.overlay.is_some() && !works_under_overlay(command) {
        state.overlay = None;
    }
    (command.run)(state, count)
}

/// Movements scroll what covers the view; what closes it, closes it; every other command closes it and acts.
fn works_under_overlay(command: &commands::Command) -> bool {
    command.group == commands::Group::Move && !matches!(command.name, "search" | "next-hit" | "previous-hit")
        || matches!(
            command.name,
            "undo" | "close" | "help" | "card" | "mouse" | "repaint" | "suspend" | "quit"
        )
}

/// Keeps an answer if it is about the present generation and what is asked now; an older one is dropped.
fn take_answer(state: &mut State, answer: Answer) -> Vec<Effect> {
    let generation = state.index.generation;
    match answer {
        Answer::Here(given, here) => {
            let asked = state.asked.here.is_some_and(|(wanted, _)| wanted == given);
            if asked && Some(here.article) == state.open_id() && here.selected == state.selected_id() {
                state.answers.here = Some((given, here));
                state.asked.here = None;
            }
        }
        Answer::Everywhere(given, everywhere) => {
            let asked = state.asked.everywhere.is_some_and(|(wanted, _)| wanted == given);
            let is_it =
                everywhere.selected == state.selected_id() && everywhere.hidden == state.hidden_kinds();
            if asked && is_it {
                state.answers.everywhere = Some((given, everywhere));
                state.asked.everywhere = None;
            }
        }
        Answer::Coverage(given, rows) => {
            if given == generation {
                state.answers.coverage = Some((given, rows));
                state.asked.coverage = None;
                compare::find_sought(state);
            }
        }
        Answer::Why(given, why) => {
            let asked = state.asked.why.is_some_and(|asked| asked == (given, why.mention.start as usize));
            if asked && given == generation {
                state.answers.why = Some((given, why));
                state.asked.why = None;
            }
        }
        Answer::Listing(given, wanted, listing) => narrowing::take(state, given, wanted, listing),
        Answer::Picked { run, rows, count } => return picker::take(state, run, rows, count),
        Answer::Suggestions(given, rows, is_cut) => suggesting::take(state, given, rows, is_cut),
        Answer::Hits { article, expression, hits } => {
            if state.open.as_ref().is_some_and(|open| open.article.key == article) {
                return search::take_hits(state, &expression, hits);
            }
        }
    }
    Vec::new()
}
