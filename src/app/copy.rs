//! Taking words out of the reader: into the clipboard, or to the article's link.

use crate::app::action::Effect;
use crate::app::document::sentences::sentence_at;
use crate::app::input::{Key, KeyCode};
use crate::app::selection;
use crate::app::state::State;
use crate::text::sanitize::sanitize_line;
use crate::text::whitespace::collapse;
use crate::text::width::clip;

/// What can be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyTarget {
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
pub const LETTERS: &[(char, CopyTarget, &str)] = &[
    ('m', CopyTarget::Mention, "mention"),
    ('s', CopyTarget::Sentence, "sentence"),
    ('y', CopyTarget::Sentence, "sentence"),
    ('p', CopyTarget::Paragraph, "paragraph"),
    ('l', CopyTarget::Link, "link"),
];

/// A text for the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copying {
    /// The text.
    pub text: String,
    /// What it is, in a word or two.
    pub what: &'static str,
}

/// How far a text for the clipboard is known to have come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reached {
    /// To the terminal, which does not say whether it took it.
    Terminal,
    /// Into tmux's buffer.
    Tmux,
    /// To tmux, which did not take it into its buffer, for a reason in one line, and lets it through only if it is set to.
    PastTmux(String),
}

/// How many columns of what was copied are shown: the message then fits on one row of 80 columns.
const MOST_SHOWN: usize = 16;

/// Only links that browsers show are opened.
const SCHEMES: &[&str] = &["https://", "http://"];

/// The letter behind `y`.
pub fn type_key(state: &mut State, key: Key) -> Vec<Effect> {
    let Key { code: KeyCode::Char(typed), ctrl: false, alt: false } = key else { return Vec::new() };
    let Some((_, taken, words)) = LETTERS.iter().find(|(letter, ..)| *letter == typed) else {
        state.notify(format!("{typed} is not a copy target"));
        return Vec::new();
    };
    let Some(text) = text_of(state, *taken) else {
        let next = state.keymap.key_of("next-mention");
        state.notify(format!("No {words} selected. Press {next} for a mention, or click a word."));
        return Vec::new();
    };
    let has_link = state.open.as_ref().is_some_and(|open| open.article.meta.url.is_some());
    let what = if *taken == CopyTarget::Link && !has_link { "file's name" } else { *words };
    vec![Effect::Copy(Copying { text, what })]
}

/// Says what became of a text for the clipboard.
pub fn copied(state: &mut State, copying: &Copying, reached: &Reached) {
    let Copying { text, what } = copying;
    let length = text.chars().count();
    let characters = if length == 1 { "character" } else { "characters" };
    let shown = format!("{length} {characters}: {}", clip(&sanitize_line(text), MOST_SHOWN));
    match reached {
        Reached::Terminal => state.notify(format!("Sent the {what} to the terminal's clipboard, {shown}")),
        Reached::Tmux => state.notify(format!("Copied the {what} to the tmux buffer, {shown}")),
        Reached::PastTmux(reason) => {
            let reason = sanitize_line(reason);
            state
                .warn(format!("Sent the {what} through tmux; its set-clipboard option must be on: {reason}"));
        }
    }
}

/// The words, on one line a paragraph.
fn text_of(state: &State, taken: CopyTarget) -> Option<String> {
    let open = state.open.as_ref()?;
    let article = &open.article;
    if taken == CopyTarget::Link {
        return Some(article.meta.url.clone().unwrap_or_else(|| article.key.to_string()));
    }
    let words = selection::words_under_hand(state)?;
    let range = match taken {
        CopyTarget::Sentence => sentence_at(open, words.start)?,
        CopyTarget::Paragraph => article.blocks.get(article.block_at(words.start)?)?.range.clone(),
        CopyTarget::Mention | CopyTarget::Link => words,
    };
    Some(collapse(article.text.slice(range)))
}

/// Opens the article's link.
pub fn open_link(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    let url = open.article.meta.url.clone();
    match url {
        Some(url) if SCHEMES.iter().any(|scheme| url.to_lowercase().starts_with(scheme)) => {
            state.notify(format!("Opening {url}"));
            vec![Effect::OpenLink(url)]
        }
        Some(url) => {
            state.warn(format!("Not opened: not a web link: {url}"));
            Vec::new()
        }
        None => {
            let words = format!("No link in this article; its file is {}", open.article.key);
            state.notify(words);
            Vec::new()
        }
    }
}
