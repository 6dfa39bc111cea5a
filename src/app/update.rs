//! The one function that changes the state.

use crate::app::action::{Action, Effect};
use crate::app::document::Document;
use crate::app::finding;
use crate::app::input::Input;
use crate::app::jobs::Reply;
use crate::app::jump;
use crate::app::listing;
use crate::app::moving;
use crate::app::overlays;
use crate::app::overlays::messages;
use crate::app::overlays::picker;
use crate::app::pointer;
use crate::app::reading::Reading;
use crate::app::remembering::{self, Telling};
use crate::app::scrolling;
use crate::app::search;
use crate::app::seen;
use crate::app::state::State;
use crate::app::suggesting;
use crate::app::taking;
use crate::app::typing;
use crate::app::watching;
use crate::article::ArticleKey;
use crate::corpus::ArticleId;

/// Changes the state by an action, and by the keys that were typed ahead of it; says what must be done for it.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    let is_input = matches!(action, Action::Input(_));
    let mut effects = act(state, action);
    effects.extend(follow(state));
    while !is_input && let Some(more) = typing::type_next(state) {
        effects.extend(more);
        effects.extend(follow(state));
    }
    effects
}

/// Brings up to date what hangs on what was changed.
fn follow(state: &mut State) -> Vec<Effect> {
    let mut effects = watching::catch_up(state);
    seen::note(state);
    scrolling::settle(state);
    effects.extend(state.ask());
    effects.extend(remembering::tell(state));
    effects
}

fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Input(input) => on_input(state, input),
        Action::Index(index) => {
            let known = state.index.len();
            state.replace_index(index);
            let mut effects = jump::open_first(state);
            effects.extend(listing::reopen_if_changed(state));
            // Another list changes no text.
            if state.index.len() != known {
                effects.extend(finding::renew(state));
            }
            effects
        }
        Action::Progress { found, read, done } => {
            state.reading = Reading { found, read, done };
            if done {
                state.changed.clear();
            }
            watching::look(state)
        }
        Action::Problem(told) => {
            messages::take(state, told);
            Vec::new()
        }
        Action::Noted(Ok(words)) => {
            state.say(words);
            Vec::new()
        }
        Action::Noted(Err(unkept)) => {
            state.unkept_remark = unkept.remark;
            state.warn(unkept.why);
            Vec::new()
        }
        Action::Refused(words) => {
            state.warn(words);
            Vec::new()
        }
        Action::Copied(copying, reached) => {
            taking::copied(state, &copying, &reached);
            Vec::new()
        }
        Action::Touched(paths) => watching::touched(state, paths),
        Action::RefusedBefore(names) => {
            state.suggest.refused.extend(names);
            Vec::new()
        }
        Action::Recalled(recalled) => remembering::restore(state, *recalled),
        Action::List(outcome) => listing::take(state, outcome),
        Action::Reply(reply) => take_reply(state, reply),
    }
}

/// Shows an article that was asked for, or says why it is not to be had.
fn opened(state: &mut State, key: ArticleKey, outcome: Result<Document, String>) -> Vec<Effect> {
    match outcome {
        Ok(opened) => jump::show(state, opened),
        Err(message) => {
            if state.pending.take_if(|pending| pending.key == key).is_none() {
                return Vec::new();
            }
            state.warn(message);
            state.barred = Some(key);
            // It was to be made in this article.
            state.search.take_if(|search| search.hits.is_none());
            return_to_first(state)
        }
    }
}

/// Where what was open last time cannot be opened, the first article is.
fn return_to_first(state: &mut State) -> Vec<Effect> {
    let first = state.index.row(ArticleId(0)).map(|row| &row.key);
    if first.is_some() && first == state.barred.as_ref() { Vec::new() } else { jump::open_first(state) }
}

fn on_input(state: &mut State, input: Input) -> Vec<Effect> {
    if !matches!(input, Input::Resize { .. }) {
        state.resized_from = None;
        if state.telling == Telling::Untouched {
            state.telling = Telling::InUse;
        }
    }
    match input {
        Input::Key(key) => typing::type_key(state, key),
        // No terminal has the mouse outside its screen.
        Input::Press { column, row } | Input::WheelUp { column, row } | Input::WheelDown { column, row }
            if column >= state.size.0 || row >= state.size.1 =>
        {
            Vec::new()
        }
        Input::Press { column, row } => press(state, column, row),
        Input::WheelDown { column, row } => wheel(state, column, row, 1),
        Input::WheelUp { column, row } => wheel(state, column, row, -1),
        Input::Resize { columns, rows } => {
            moving::resize(state, (columns, rows));
            Vec::new()
        }
        Input::Paste(text) if !state.ahead.is_empty() => {
            typing::paste_ahead(state, &text);
            Vec::new()
        }
        Input::Paste(text) => {
            let pasted = overlays::with_top(state, |overlay, state| overlay.paste(state, &text));
            match pasted {
                Some(effects) => effects,
                None if typing::is_search(state) => finding::paste(state, &text),
                None => Vec::new(),
            }
        }
    }
}

fn press(state: &mut State, column: u16, row: u16) -> Vec<Effect> {
    state.message = None;
    // What was typed ahead was meant for another place.
    state.ahead.clear();
    if let Some(effects) = overlays::with_top(state, |overlay, state| overlay.press(state, column, row)) {
        return effects;
    }
    overlays::cancel_all(state);
    pointer::press(state, column, row)
}

fn wheel(state: &mut State, column: u16, row: u16, sign: isize) -> Vec<Effect> {
    let turned = overlays::with_top(state, |overlay, state| overlay.wheel(state, sign));
    turned.unwrap_or_else(|| pointer::wheel(state, column, row, sign))
}

/// Takes an answer to where it was asked for; one to an older question is dropped.
fn take_reply(state: &mut State, mut reply: Reply) -> Vec<Effect> {
    let reply = &mut reply;
    if state.opening.is_for(reply) {
        let key = state.opening.wanted().map(|query| query.key.clone());
        let outcome = state.opening.take(reply).and_then(|part| part.answer);
        return key.zip(outcome).map(|(key, outcome)| opened(state, key, outcome)).unwrap_or_default();
    }
    if state.finding.search.is_for(reply) {
        return finding::take(state, reply);
    }
    if state.watched.rescan.is_for(reply) {
        return watching::take(state, reply);
    }
    if state.article_search.is_for(reply) {
        search::take(state, reply);
    } else if state.suggest.search.is_for(reply) {
        suggesting::take(state, reply);
    } else if !picker::take(state, reply) && state.keep(reply) && reply.has_failed {
        let words = "whoswho failed to count; please report what you did".to_owned();
        messages::take(state, messages::Told::problem(words));
    }
    Vec::new()
}
