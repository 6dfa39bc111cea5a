//! Taking words out of the reader: into the clipboard, or to the article's link.

use crate::app::action::Effect;
use crate::app::input::{Key, KeyCode};
use crate::app::passage::sentence_at;
use crate::app::selection;
use crate::app::state::{Awaits, State};

/// What can be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// The mention landed on, or the words pointed at.
    Mention,
    /// The sentence around it.
    Sentence,
    /// The paragraph around it.
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
        state.say(format!("no {words} here: {next} goes to a mention"));
        return Vec::new();
    };
    let length = text.chars().count();
    state.say(format!("copied the {words}, {length} characters, to the terminal's clipboard"));
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
    let mention = selection::landed(state).map(|(_, mention)| mention.range());
    let words = mention.or_else(|| state.picked.clone());
    let range = if taken == Taken::Mention {
        words?
    } else {
        let at = words.map_or_else(|| state.visible_bytes().start, |words| words.start);
        let block = article.block_at(at).and_then(|block| article.blocks.get(block))?;
        if taken == Taken::Sentence { sentence_at(open, at)? } else { block.range.clone() }
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
