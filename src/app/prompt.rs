//! The line being typed, and the search it makes.

use std::ops::Range;

use crate::app::action::Effect;
use crate::app::input::{Key, KeyCode};
use crate::app::jump;
use crate::app::page::{self, Top};
use crate::app::pane::{Pane, View};
use crate::app::state::State;

/// A search expression being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// What was typed so far.
    pub text: String,
    /// The page on which typing began, to go back to.
    from: Top,
    /// The search that was there before.
    before: Option<Search>,
}

/// A search in the open article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// The expression as it was typed.
    pub expression: String,
    /// Bytes of every hit, in order; or why the expression cannot be used. None while it is being searched.
    pub hits: Option<Result<Vec<Range<usize>>, String>>,
    /// The hit landed on.
    pub at: Option<usize>,
    /// Where the search starts from.
    origin: usize,
    /// Steps typed before the hits came: forward, or negative backward.
    ahead: i64,
}

impl Search {
    /// The hits; none while they are being searched or where the expression cannot be used.
    pub fn hits(&self) -> &[Range<usize>] {
        match &self.hits {
            Some(Ok(hits)) => hits,
            _ => &[],
        }
    }
}

/// Begins to type a search.
pub fn begin(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if state.open.is_none() {
        return Vec::new();
    }
    state.view = View::Read;
    state.focus = Pane::Text;
    state.prompt = Some(Prompt { text: String::new(), from: state.top, before: state.search.take() });
    Vec::new()
}

/// A key while typing.
pub fn type_key(state: &mut State, key: Key) -> Vec<Effect> {
    let Some(prompt) = &mut state.prompt else { return Vec::new() };
    match key {
        Key { code: KeyCode::Enter, .. } => return finish(state),
        Key { code: KeyCode::Esc, .. } | Key { code: KeyCode::Char('c' | 'g'), ctrl: true, .. } => {
            return cancel(state);
        }
        Key { code: KeyCode::Backspace, .. } | Key { code: KeyCode::Char('h'), ctrl: true, .. } => {
            if prompt.text.pop().is_none() {
                return cancel(state);
            }
        }
        Key { code: KeyCode::Char('u'), ctrl: true, .. } => prompt.text.clear(),
        Key { code: KeyCode::Char('w'), ctrl: true, .. } => {
            let kept = prompt.text.trim_end().rfind(' ').map_or(0, |at| at + 1);
            prompt.text.truncate(kept);
        }
        Key { code: KeyCode::Char(typed), ctrl: false, .. } => prompt.text.push(typed),
        _ => return Vec::new(),
    }
    search_typed(state)
}

/// Pasted text while typing: one line of it.
pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    let Some(prompt) = &mut state.prompt else { return Vec::new() };
    prompt.text.push_str(&crate::text::sanitize::sanitize_line(text.trim_end_matches('\n')));
    search_typed(state)
}

fn search_typed(state: &mut State) -> Vec<Effect> {
    let (Some(prompt), Some(open)) = (&state.prompt, &state.open) else { return Vec::new() };
    if prompt.text.is_empty() {
        state.search = None;
        state.top = prompt.from;
        return Vec::new();
    }
    let expression = prompt.text.clone();
    let article = std::sync::Arc::clone(&open.article);
    state.search = Some(Search {
        expression: expression.clone(),
        hits: None,
        at: None,
        origin: prompt.from.offset,
        ahead: 0,
    });
    state.asked.search = true;
    vec![Effect::Search { article, expression }]
}

/// Takes the outcome of a search, if it is the one waited for, and shows the first hit from where typing began.
pub fn take_hits(state: &mut State, expression: &str, hits: Result<Vec<Range<usize>>, String>) {
    let Some(search) = state.search.as_mut().filter(|search| search.expression == expression) else { return };
    state.asked.search = false;
    let origin = search.origin;
    let first = match &hits {
        Ok(hits) if !hits.is_empty() => Some(hits.partition_point(|hit| hit.start < origin) % hits.len()),
        _ => None,
    };
    search.at = first;
    search.hits = Some(hits);
    if let Some(at) = first {
        show_hit(state, at);
    } else if let Some(prompt) = &state.prompt {
        state.top = prompt.from;
    }
    if state.prompt.is_none() {
        settle(state);
        let ahead = state.search.as_mut().map_or(0, |search| std::mem::take(&mut search.ahead));
        if ahead != 0 {
            step(state, u32::try_from(ahead.unsigned_abs()).ok(), ahead > 0);
        }
    }
}

/// Brings a hit onto the page; the hand is then on the mention that stands there, or on none.
fn land_on_hit(state: &mut State, at: usize) {
    show_hit(state, at);
    let offset = state.search.as_ref().and_then(|search| search.hits().get(at)).map(|hit| hit.start);
    state.landed = offset
        .and_then(|offset| crate::app::selection::mention_over(state, offset))
        .map(|(_, mention)| mention.start as usize);
}

/// Brings a hit onto the page.
fn show_hit(state: &mut State, at: usize) {
    let Some(offset) = state.search.as_ref().and_then(|search| search.hits().get(at)).map(|hit| hit.start)
    else {
        return;
    };
    if let Some(open) = &state.open {
        state.top = page::showing(open, state.measure(), state.top, state.page_height(), offset);
    }
}

fn finish(state: &mut State) -> Vec<Effect> {
    let Some(prompt) = state.prompt.take() else { return Vec::new() };
    if prompt.text.is_empty() {
        state.search = prompt.before;
        return Vec::new();
    }
    let found = state.top;
    state.top = prompt.from;
    jump::leave(state);
    state.top = found;
    settle(state);
    Vec::new()
}

/// Lands on the hit of a search that is typed to its end, or says why there is none. A search that is still under way
/// settles when its hits come.
fn settle(state: &mut State) {
    let Some(search) = &state.search else { return };
    match (&search.hits, search.at) {
        (None, _) => {}
        (Some(Ok(_)), Some(at)) => land_on_hit(state, at),
        (Some(Ok(_)), None) => {
            let key = state.keymap.key_of("next-article");
            let words = format!("no hit for {} in this article; {key} goes to the next", search.expression);
            state.say(words);
            state.search = None;
        }
        (Some(Err(reason)), _) => {
            let reason = reason.clone();
            state.warn(reason);
            state.search = None;
        }
    }
}

/// Gives up what is being typed, if anything is: back to the page and the search there were before.
pub fn cancel(state: &mut State) -> Vec<Effect> {
    if let Some(prompt) = state.prompt.take() {
        state.top = prompt.from;
        state.search = prompt.before;
        state.asked.search = false;
    }
    Vec::new()
}

fn step(state: &mut State, count: Option<u32>, forward: bool) -> Vec<Effect> {
    let Some(search) = &state.search else {
        return if forward { jump::next_mention(state, count) } else { jump::previous_mention(state, count) };
    };
    if search.hits.is_none() {
        let by = i64::from(count.unwrap_or(1));
        if let Some(search) = &mut state.search {
            search.ahead += if forward { by } else { -by };
        }
        return Vec::new();
    }
    let hits = search.hits();
    let Some(length) = Some(hits.len()).filter(|length| *length > 0) else { return Vec::new() };
    let count = count.unwrap_or(1) as usize % length;
    let at = search.at.unwrap_or(0);
    let next = if forward { (at + count) % length } else { (at + length - count) % length };
    let wrapped = if forward { next <= at } else { next >= at };
    jump::leave(state);
    if let Some(search) = &mut state.search {
        search.at = Some(next);
    }
    land_on_hit(state, next);
    if length == 1 {
        state.say("the only hit");
    } else if wrapped {
        state.say(if forward {
            "past the last hit: on from the first"
        } else {
            "before the first hit: on from the last"
        });
    }
    Vec::new()
}

/// To the next hit; to the next mention where there is no search.
pub fn next_hit(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    step(state, count, true)
}

/// To the previous hit; to the previous mention where there is no search.
pub fn previous_hit(state: &mut State, count: Option<u32>) -> Vec<Effect> {
    step(state, count, false)
}

/// Every match of an expression in a text that holds a character, with smart case; or one line that says why it cannot be
/// used.
///
/// # Errors
/// What is wrong with the expression.
pub fn search(text: &str, expression: &str) -> Result<Vec<Range<usize>>, String> {
    let ignore_case = crate::mention::patterns::ignores_case(expression, crate::gazetteer::Case::Smart);
    let regex =
        regex::RegexBuilder::new(expression).case_insensitive(ignore_case).multi_line(true).build().map_err(
            |error| {
                let whole = error.to_string();
                let reason = whole.lines().last().unwrap_or("it is not a regular expression").trim();
                reason.strip_prefix("error: ").unwrap_or(reason).to_owned()
            },
        )?;
    Ok(regex.find_iter(text).map(|hit| hit.range()).filter(|hit| !hit.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_has_smart_case_and_names_what_is_wrong() {
        assert_eq!(search("Kyiv kyiv", "kyiv").unwrap().len(), 2);
        assert_eq!(search("Kyiv kyiv", "Kyiv").unwrap().len(), 1);
        assert_eq!(search("aaa", "x*").unwrap().len(), 0);
        assert_eq!(search("a", "(").unwrap_err(), "unclosed group");
    }
}
