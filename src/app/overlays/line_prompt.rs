//! Lines that a command asks for: the remark to a note, the command that the text goes to.

use std::ops::Range;
use std::sync::Arc;

use crate::app::action::Effect;
use crate::app::document::sentences::{sentence_after, sentence_at, sentence_before};
use crate::app::document::viewport::{self, ViewportTop};
use crate::app::input::text_field::{PromptEdit, TextField};
use crate::app::input::{Key, KeyCode};
use crate::app::overlays::{Flow, Overlay};
use crate::app::selection;
use crate::app::state::State;
use crate::article::Article;
use crate::text::whitespace::collapse;

/// What a line is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A remark to this passage, in bytes of the open article.
    Note(Range<usize>),
    /// A command that reads the article's text.
    Pipe,
}

/// A line that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinePrompt {
    /// What for.
    pub purpose: Purpose,
    /// What was typed so far.
    pub line: TextField,
}

impl LinePrompt {
    /// The passage that a note is to hold.
    pub fn passage(&self) -> Option<&Range<usize>> {
        match &self.purpose {
            Purpose::Note(range) => Some(range),
            Purpose::Pipe => None,
        }
    }
}

/// What the keys do while a remark is typed.
pub const KEYS: &str = "↓ ↑ sentences at the end, PgUp PgDn at the beginning; Enter keeps, Esc leaves";
/// Rows at the lower edge of the page over which that may be told: a rule, and two rows of words on a narrow screen.
const COVERED_ROWS: usize = 3;

/// A passage with all that says where it is from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The article's title, else its first words.
    pub title: String,
    /// Who published it, else who wrote it.
    pub source: Option<String>,
    /// When, as the article says it.
    pub date: Option<String>,
    /// The article's link.
    pub url: Option<String>,
    /// The article, as exports name it.
    pub article: String,
    /// The paragraphs in which the passage begins and ends, from 1.
    pub paragraphs: (u32, u32),
    /// The words: of each paragraph those that are in the passage, on one line.
    pub passage: Vec<String>,
    /// What the reader has to say; may be empty.
    pub remark: String,
}

/// A note that could not be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsavedNote {
    /// Its remark, which nobody wants to type again.
    pub remark: String,
    /// Why, in one line.
    pub why: String,
}

/// Asks for a remark to the passage under the hand: the words pointed at, the sentence of the mention or hit landed on.
pub fn note(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    let Some(open) = &state.open else { return Vec::new() };
    let under = selection::words_under_hand(state);
    let Some(range) = under.and_then(|words| sentence_at(open, words.start)) else {
        let next = state.keymap.key_of("next-mention");
        state.notify(format!("No passage selected. Press {next} for a mention, or click a word."));
        return Vec::new();
    };
    let last = range.end.saturating_sub(1).max(range.start);
    let uncovered = viewport::visible(open, state.measure(), state.viewport, uncovered_rows(state));
    if !uncovered.iter().any(|row| row.range.as_ref().is_some_and(|row| row.contains(&last))) {
        state.viewport = showing(state, last);
    }
    let line = TextField::new(std::mem::take(&mut state.unsaved_remark));
    state.overlays.push(Overlay::LinePrompt(LinePrompt { purpose: Purpose::Note(range), line }));
    Vec::new()
}

/// Asks for the command that the article's text goes to.
pub fn pipe(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if state.open.is_some() {
        let prompt = LinePrompt { purpose: Purpose::Pipe, line: TextField::default() };
        state.overlays.push(Overlay::LinePrompt(prompt));
    }
    Vec::new()
}

/// The page on which a byte is seen above what is told of the keys.
fn showing(state: &State, offset: usize) -> ViewportTop {
    let Some(open) = &state.open else { return state.viewport };
    viewport::showing(open, state.measure(), state.viewport, uncovered_rows(state), offset)
}

fn uncovered_rows(state: &State) -> usize {
    state.page_height().saturating_sub(COVERED_ROWS).max(1)
}

impl LinePrompt {
    /// A key while a line is asked for.
    pub fn key(&mut self, state: &mut State, key: Key) -> Flow {
        let history = match &mut self.purpose {
            Purpose::Note(range) => {
                if change_passage(state, range, key.code) {
                    return Flow::stay();
                }
                None
            }
            Purpose::Pipe => Some(&state.pipe_history),
        };
        match self.line.prompt_key(key, history) {
            PromptEdit::Accepted => Flow::Close(self.finish(state)),
            PromptEdit::Cancelled => Flow::close(),
            PromptEdit::Changed | PromptEdit::Unchanged => Flow::stay(),
        }
    }

    /// Pasted text while a line is asked for.
    pub fn paste(&mut self, text: &str) -> Flow {
        self.line.insert(text);
        Flow::stay()
    }

    fn finish(&self, state: &mut State) -> Vec<Effect> {
        let Some(open) = &state.open else { return Vec::new() };
        let article = &open.article;
        let typed = self.line.text();
        match &self.purpose {
            Purpose::Note(range) => {
                let parts = parts_of(article, range);
                let ordinal = |part: Option<&(u32, String)>| part.map_or(0, |(ordinal, _)| *ordinal);
                let note = Note {
                    title: article.headline().into_owned(),
                    source: article.meta.source.clone().or_else(|| article.meta.author.clone()),
                    date: article.meta.date.clone(),
                    url: article.meta.url.clone(),
                    article: article.key.to_string(),
                    paragraphs: (ordinal(parts.first()), ordinal(parts.last())),
                    passage: parts.into_iter().map(|(_, words)| words).collect(),
                    remark: collapse(typed),
                };
                vec![Effect::Note(Box::new(note))]
            }
            Purpose::Pipe if typed.trim().is_empty() => Vec::new(),
            Purpose::Pipe => {
                state.pipe_history.keep(typed);
                vec![Effect::Pipe { command: typed.to_owned(), article: Arc::clone(article) }]
            }
        }
    }
}

/// Keys that change the passage of a note. False if the key is none of them.
fn change_passage(state: &mut State, range: &mut Range<usize>, code: KeyCode) -> bool {
    let Some(open) = &state.open else { return false };
    let changed =
        match code {
            KeyCode::Down => sentence_after(open, range.end).map(|next| range.start..next.end),
            KeyCode::Up => sentence_before(open, range.end)
                .filter(|before| before.start > range.start)
                .and_then(|last| sentence_before(open, last.start))
                .map(|before| range.start..before.end),
            KeyCode::PageUp => sentence_before(open, range.start).map(|before| before.start..range.end),
            KeyCode::PageDown => sentence_after(open, range.start)
                .filter(|next| next.end <= range.end)
                .and_then(|first| {
                    if first.start > range.start { Some(first) } else { sentence_after(open, first.end) }
                })
                .map(|next| next.start..range.end),
            _ => return false,
        };
    if let Some(changed) = changed.filter(|changed| changed.start < changed.end) {
        let edge = if changed.start == range.start { changed.end - 1 } else { changed.start };
        state.viewport = showing(state, edge);
        *range = changed;
    }
    true
}

/// What a passage has of each paragraph that it touches, with the paragraph's number.
fn parts_of(article: &Article, passage: &Range<usize>) -> Vec<(u32, String)> {
    let first = article.block_at(passage.start).unwrap_or(0);
    let touched = article.blocks.iter().skip(first).take_while(|block| block.range.start < passage.end);
    let parts = touched.map(|block| {
        let (start, end) = (block.range.start.max(passage.start), block.range.end.min(passage.end));
        (block.ordinal, collapse(article.text.slice(start..end.max(start))))
    });
    parts.filter(|(_, words)| !words.is_empty()).collect()
}
