//! The one function that changes the state.

use crate::app::action::{Action, Effect};
use crate::app::copy;
use crate::app::corpus_search;
use crate::app::dispatch;
use crate::app::document::Document;
use crate::app::go_to;
use crate::app::input::Input;
use crate::app::jobs::Reply;
use crate::app::live_update;
use crate::app::loading::Loading;
use crate::app::motion;
use crate::app::mouse;
use crate::app::overlays;
use crate::app::overlays::messages;
use crate::app::overlays::picker;
use crate::app::read_marks;
use crate::app::reload_list;
use crate::app::search;
use crate::app::session::{self, Journal};
use crate::app::settle;
use crate::app::state::State;
use crate::app::suggest;
use crate::article::ArticleKey;
use crate::corpus::ArticleId;

/// Changes the state by an action, and by the keys that were typed ahead of it; says what must be done for it.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    let is_input = matches!(action, Action::Input(_));
    let mut effects = act(state, action);
    effects.extend(follow(state));
    while !is_input && let Some(more) = dispatch::type_next(state) {
        effects.extend(more);
        effects.extend(follow(state));
    }
    effects
}

/// Brings up to date what hangs on what was changed.
fn follow(state: &mut State) -> Vec<Effect> {
    let mut effects = live_update::catch_up(state);
    read_marks::note(state);
    settle::settle(state);
    effects.extend(state.ask());
    effects.extend(session::tell(state));
    effects
}

fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Input(input) => on_input(state, input),
        Action::Index(index) => {
            let known = state.index.len();
            state.replace_index(index);
            let mut effects = go_to::open_first(state);
            effects.extend(reload_list::reopen_if_changed(state));
            // Another list changes no text.
            if state.index.len() != known {
                effects.extend(corpus_search::renew(state));
            }
            effects
        }
        Action::Progress { found, read, done } => {
            state.loading = Loading { found, read, done };
            if done {
                state.patches.clear();
            }
            live_update::look(state)
        }
        Action::Problem(told) => {
            messages::take(state, told);
            Vec::new()
        }
        Action::Noted(Ok(words)) => {
            state.notify(words);
            Vec::new()
        }
        Action::Noted(Err(unkept)) => {
            state.unsaved_remark = unkept.remark;
            state.warn(unkept.why);
            Vec::new()
        }
        Action::Refused(words) => {
            state.warn(words);
            Vec::new()
        }
        Action::Copied(copying, reached) => {
            copy::copied(state, &copying, &reached);
            Vec::new()
        }
        Action::Touched(paths) => live_update::touched(state, paths),
        Action::RefusedBefore(names) => {
            state.suggest.refused.extend(names);
            Vec::new()
        }
        Action::SavedState(recalled) => session::restore(state, *recalled),
        Action::List(outcome) => reload_list::take(state, outcome),
        Action::Reply(reply) => take_reply(state, reply),
    }
}

/// Shows an article that was asked for, or says why it is not to be had.
fn opened(state: &mut State, key: ArticleKey, outcome: Result<Document, String>) -> Vec<Effect> {
    match outcome {
        Ok(opened) => go_to::show(state, opened),
        Err(message) => {
            if state.pending_jump.take_if(|pending| pending.key == key).is_none() {
                return Vec::new();
            }
            state.warn(message);
            state.unreadable = Some(key);
            // It was to be made in this article.
            state.search.take_if(|search| search.hits.is_none());
            return_to_first(state)
        }
    }
}

/// Where what was open last time cannot be opened, the first article is.
fn return_to_first(state: &mut State) -> Vec<Effect> {
    let first = state.index.row(ArticleId(0)).map(|row| &row.key);
    if first.is_some() && first == state.unreadable.as_ref() { Vec::new() } else { go_to::open_first(state) }
}

fn on_input(state: &mut State, input: Input) -> Vec<Effect> {
    if !matches!(input, Input::Resize { .. }) {
        state.before_resize = None;
        if state.journal == Journal::Untouched {
            state.journal = Journal::InUse;
        }
    }
    match input {
        Input::Key(key) => dispatch::type_key(state, key),
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
            motion::resize(state, (columns, rows));
            Vec::new()
        }
        Input::Paste(text) if !state.type_ahead.is_empty() => {
            dispatch::paste_ahead(state, &text);
            Vec::new()
        }
        Input::Paste(text) => {
            let pasted = overlays::with_top(state, |overlay, state| overlay.paste(state, &text));
            match pasted {
                Some(effects) => effects,
                None if dispatch::is_search(state) => corpus_search::paste(state, &text),
                None => Vec::new(),
            }
        }
    }
}

fn press(state: &mut State, column: u16, row: u16) -> Vec<Effect> {
    state.message = None;
    // What was typed ahead was meant for another place.
    state.type_ahead.clear();
    if let Some(effects) = overlays::with_top(state, |overlay, state| overlay.press(state, column, row)) {
        return effects;
    }
    overlays::cancel_all(state);
    mouse::press(state, column, row)
}

fn wheel(state: &mut State, column: u16, row: u16, sign: isize) -> Vec<Effect> {
    let turned = overlays::with_top(state, |overlay, state| overlay.wheel(state, sign));
    turned.unwrap_or_else(|| mouse::wheel(state, column, row, sign))
}

/// Takes an answer to where it was asked for; one to an older question is dropped.
fn take_reply(state: &mut State, mut reply: Reply) -> Vec<Effect> {
    let reply = &mut reply;
    if state.opening.is_for(reply) {
        let key = state.opening.wanted().map(|query| query.key.clone());
        let outcome = state.opening.take(reply).and_then(|part| part.answer);
        return key.zip(outcome).map(|(key, outcome)| opened(state, key, outcome)).unwrap_or_default();
    }
    if state.corpus_search.search.is_for(reply) {
        return corpus_search::take(state, reply);
    }
    if state.file_changes.rescan.is_for(reply) {
        return live_update::take(state, reply);
    }
    if state.article_search.is_for(reply) {
        search::take(state, reply);
    } else if state.suggest.search.is_for(reply) {
        suggest::take(state, reply);
    } else if !picker::take(state, reply) && state.keep(reply) && reply.has_failed {
        let words = "whoswho failed to count; please report what you did".to_owned();
        messages::take(state, messages::Told::problem(words));
    }
    Vec::new()
}
