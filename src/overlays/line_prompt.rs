//! Input lines of commands: the comment of a note, or the shell command to pipe the text to.

use std::ops::Range;
use std::sync::Arc;

use crate::app::actions::{selection, undo};
use crate::app::document::sentences::{sentence_after, sentence_before};
use crate::app::document::viewport::{self, ViewportTop};
use crate::app::effect::Effect;
use crate::app::geometry::{Area, Pane};
use crate::app::input::text_field::{PromptEdit, TextField};
use crate::app::input::{Key, KeyCode, READ};
use crate::app::state::note::Note;
use crate::app::workspace::Workspace;
use crate::overlays::draw_prompt;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Marks, Overlay};

/// The purpose of an input line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The comment of a note on this passage, in bytes of the open article.
    Note(Range<usize>),
    /// A shell command that reads the article's text.
    Pipe,
}

/// The input line of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinePrompt {
    /// Its purpose.
    pub purpose: Purpose,
    /// The text typed so far.
    pub line: TextField,
    /// The note whose comment could not be saved and is offered again.
    offered: Option<Note>,
}

/// The help for the keys of a note. While a comment is typed, the vertical arrows and the page keys change the passage.
const NOTE_KEYS: &[&str] = &["↓ ↑ end of the passage, PgUp PgDn its beginning; Enter saves, Esc cancels"];
/// The help for the keys of a shell command, a long and a short version.
const PIPE_KEYS: &[&str] = &["Enter runs it, ↑ ↓ earlier ones, Esc cancels", "Enter runs, Esc cancels"];
/// Rows at the bottom of the page that the help for the keys may cover: a rule and, on a narrow screen, two rows of
/// text. On a very narrow screen it covers more.
const COVERED_ROWS: usize = 3;

impl LinePrompt {
    /// Asks for a comment on a passage: the clicked sentence, else the sentence of the selection, else the first
    /// sentence that begins on the page or the one that fills it. If there is none, tells the user and returns None.
    /// Also None if no article is open.
    pub fn note(ws: &mut Workspace) -> Option<Self> {
        ws.open.as_ref()?;
        if ws.view == READ && ws.layout().text.is_none() {
            ws.focus = Pane::Text;
        }
        let Some(range) = selection::passage(ws) else {
            let close = ws.keymap.key_of("close");
            ws.notify(format!("No passage selected. {close} goes back to the text."));
            return None;
        };
        let open = ws.open.as_ref()?;
        let last = range.end.saturating_sub(1).max(range.start);
        let uncovered = viewport::visible(open, ws.measure(), ws.viewport, uncovered_rows(ws));
        if !uncovered.iter().any(|row| row.range.as_ref().is_some_and(|row| row.contains(&last))) {
            ws.viewport = top_showing(ws, last);
        }
        let here = Note::of_passage(&open.article, &range, "");
        let offered = ws.unsaved_note.take_if(|unsaved| unsaved.is_beside(&here));
        let line = offered.as_ref().map(|note| TextField::new(note.comment.clone())).unwrap_or_default();
        Some(Self { purpose: Purpose::Note(range), line, offered })
    }

    /// Asks for the command to pipe the article's text to. None if no article is open.
    pub fn pipe(ws: &Workspace) -> Option<Self> {
        ws.open.as_ref()?;
        Some(Self { purpose: Purpose::Pipe, line: TextField::default(), offered: None })
    }

    /// Returns the passage of the note, in bytes of the open article. None for a shell command.
    pub fn passage(&self) -> Option<&Range<usize>> {
        match &self.purpose {
            Purpose::Note(range) => Some(range),
            Purpose::Pipe => None,
        }
    }

    fn finish(&self, ws: &mut Workspace) {
        let Some(open) = &ws.open else { return };
        let article = &open.article;
        let typed = self.line.text();
        match &self.purpose {
            Purpose::Note(range) => {
                let note = Note::of_passage(article, range, typed);
                undo::save_note(ws, note);
            }
            Purpose::Pipe if typed.trim().is_empty() => {}
            Purpose::Pipe => {
                let effect = Effect::Pipe { command: typed.to_owned(), article: Arc::clone(article) };
                ws.effects.push(effect);
                ws.pipe_history.push(typed);
            }
        }
    }
}

impl Overlay for LinePrompt {
    fn holds_page(&self) -> bool {
        true
    }

    fn key(&mut self, ws: &mut Workspace, key: Key) -> Flow {
        let history = match &mut self.purpose {
            Purpose::Note(range) => {
                if change_passage(ws, range, key.code) {
                    return Flow::Handled;
                }
                None
            }
            Purpose::Pipe => Some(&ws.pipe_history),
        };
        match self.line.prompt_key(key, history) {
            PromptEdit::Accepted => {
                self.finish(ws);
                Flow::Close
            }
            PromptEdit::Cancelled => {
                self.cancelled(ws);
                Flow::Close
            }
            PromptEdit::Changed | PromptEdit::Unchanged => Flow::Handled,
        }
    }

    /// Keeps the offered comment to offer it again, unless the user deleted it, or another comment could not be saved
    /// meanwhile.
    fn cancelled(&mut self, ws: &mut Workspace) {
        if !self.line.text().is_empty() && ws.unsaved_note.is_none() {
            ws.unsaved_note = self.offered.take();
        }
    }

    fn paste(&mut self, _ws: &mut Workspace, text: &str) -> Flow {
        self.line.insert(text);
        Flow::Handled
    }

    fn marks(&self) -> Marks {
        Marks { passage: self.passage().cloned(), ..Marks::default() }
    }

    fn draw_line(&self, canvas: &mut Canvas<'_>, _ws: &Workspace, area: Area) -> bool {
        let (prompt, keys) = match self.purpose {
            Purpose::Note(_) => ("comment: ", NOTE_KEYS),
            Purpose::Pipe => ("pipe to: ", PIPE_KEYS),
        };
        draw_prompt::draw_line_prompt(canvas, area, prompt, &self.line, keys);
        true
    }
}

/// Returns the top of a page that shows a byte above the help for the keys.
fn top_showing(ws: &Workspace, offset: usize) -> ViewportTop {
    let Some(open) = &ws.open else { return ws.viewport };
    viewport::showing(open, ws.measure(), ws.viewport, uncovered_rows(ws), offset)
}

fn uncovered_rows(ws: &Workspace) -> usize {
    ws.page_height().saturating_sub(COVERED_ROWS).max(1)
}

/// Moves the beginning or the end of a note's passage by a sentence, if there is one to move by. Returns false if the
/// key is for neither, or if no article is open.
fn change_passage(ws: &mut Workspace, range: &mut Range<usize>, code: KeyCode) -> bool {
    let Some(open) = &ws.open else { return false };
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
        ws.viewport = top_showing(ws, edge);
        *range = changed;
    }
    true
}
