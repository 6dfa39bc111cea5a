//! Taking words out of the reader: into the clipboard, or to the article's link.

use crate::app::action::Effect;
use crate::app::input::{Key, KeyCode};
use crate::app::passage::sentence_at;
use crate::app::selection;
use crate::app::state::{Awaits, State};
use crate::text::sanitize::sanitize_line;
use crate::text::width::clip;

/// What can be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// The words under the hand: a mention, words pointed at, a hit.
    Mention,
    /// The sentence around them.
    Sentence,
    /// The paragraph around them.
    Paragraph,
    /// The article's link; its file's name where it has none.
    Link,
}

/// The letters behind `y`, and the words for what each copies.
pub const LETTERS: &[(char, Taken, &str)] = &[
    ('m', Taken::Mention, "mention"),
    ('s', Taken::Sentence, "sentence"),
    ('y', Taken::Sentence, "sentence"),
    ('p', Taken::Paragraph, "paragraph"),
    ('l', Taken::Link, "link"),
];

/// How many columns of what was copied are shown.
const MOST_SHOWN: usize = 48;

/// Only links that browsers show are opened.
const SCHEMES: &[&str] = &["https://", "http://"];

/// Waits for the letter that says what to copy.
pub fn begin(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    state.awaits = state.open.as_ref().map(|_| Awaits::Copy);
    Vec::new()
}

/// The letter behind `y`.
pub fn type_key(state: &mut State, key: Key) -> Vec<Effect> {
    state.message = None;
    let Key { code: KeyCode::Char(typed), ctrl: false, alt: false } = key else { return Vec::new() };
    let Some((_, taken, words)) = LETTERS.iter().find(|(letter, ..)| *letter == typed) else {
        state.say(format!("{typed} copies nothing"));
        return Vec::new();
    };
    let Some(text) = text_of(state, *taken) else {
        let next = state.keymap.key_of("next-mention");
        state.say(format!("no {words} under the hand: {next} goes to a mention, a click picks words"));
        return Vec::new();
    };
    let has_link = state.open.as_ref().is_some_and(|open| open.article.meta.url.is_some());
    let words = if *taken == Taken::Link && !has_link { "file's name" } else { words };
    let length = text.chars().count();
    let characters = if length == 1 { "character" } else { "characters" };
    state.say(format!(
        "copied the {words}, {length} {characters}: {}",
        clip(&sanitize_line(&text), MOST_SHOWN)
    ));
    vec![Effect::Copy(text)]
}

/// The words, on one line a paragraph.
fn text_of(state: &State, taken: Taken) -> Option<String> {
    let open = state.open.as_ref()?;
    let article = &open.article;
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if taken == Taken::Link {
        return Some(article.meta.url.clone().unwrap_or_else(|| article.key.to_string()));
    }
    let words = selection::words_under_hand(state)?;
    let range = match taken {
        Taken::Sentence => sentence_at(open, words.start)?,
        Taken::Paragraph => article.blocks.get(article.block_at(words.start)?)?.range.clone(),
        Taken::Mention | Taken::Link => words,
    };
    Some(one_line(article.text.slice(range)))
}

/// Opens the article's link.
pub fn open_link(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    let url = open.article.meta.url.clone();
    match url {
        Some(url) if SCHEMES.iter().any(|scheme| url.to_lowercase().starts_with(scheme)) => {
            state.say(format!("opening {url}"));
            vec![Effect::OpenLink(url)]
        }
        Some(url) => {
            state.warn(format!("not opened, since it is no web link: {url}"));
            Vec::new()
        }
        None => {
            let words = format!("this article gives no link; its file is {}", open.article.key);
            state.say(words);
            Vec::new()
        }
    }
}
