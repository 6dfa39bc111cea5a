//! The list of hits: the line that is typed, and the cursor.

use crate::app::actions::corpus_search::{self, renew_if_old};
use crate::app::actions::search;
use crate::app::effect::Effect;
use crate::app::geometry::{Area, KeyedCursor};
use crate::app::input::text_field::{Edit, PromptEdit, TextField};
use crate::app::input::{Key, KeyCode, ViewId};
use crate::app::state::corpus_search::CorpusHit;
use crate::app::state::saved::SessionChange;
use crate::app::state::search::Aim;
use crate::app::workspace::Workspace;
use crate::article::ArticleKey;

/// Rows of the view above the first hit: the expression, and the number of hits.
pub const HEAD_ROWS: u16 = 2;

/// Identifies a hit by its article and its ordinal in it, from 1.
pub type HitKey = (ArticleKey, usize);

/// The view. The hits themselves are the model's, since `n` and the article filter use them too.
#[derive(Debug, Default)]
pub struct Search {
    /// The expression as it is typed.
    pub line: TextField,
    /// True while keys go to the line.
    pub is_typing: bool,
    /// The cursor among the hits.
    pub row: KeyedCursor<HitKey>,
    /// The view in which typing began.
    from: ViewId,
    /// The cursor before another expression was typed.
    row_before: Option<KeyedCursor<HitKey>>,
}

/// Returns the heights, in rows, of the list and of the passage below it. The list ends above the card if that covers it.
pub fn heights(ws: &Workspace) -> (u16, u16) {
    let body = ws.layout().body;
    let room = body.height.saturating_sub(HEAD_ROWS);
    let passage = if room < 8 { 0 } else { (room / 3).clamp(4, 12) };
    let list = Area { y: body.y + HEAD_ROWS, height: room - passage, ..body };
    (ws.uncovered(list).height, passage)
}

fn key_at(rows: &[CorpusHit], at: usize) -> Option<HitKey> {
    rows.get(at).map(|hit| (hit.key.clone(), hit.number))
}

impl Search {
    /// Starts typing an expression. The last one is offered; if there is none, that of the search in the open article.
    pub fn begin(&mut self, ws: &mut Workspace, own: ViewId) {
        self.from = std::mem::replace(&mut ws.view, own);
        ws.corpus_search.before = None;
        self.row_before = None;
        self.is_typing = true;
        if self.line.text().is_empty()
            && let Some(search) = &ws.search
        {
            self.line = TextField::offered(search.expression.clone());
            return self.search(ws);
        }
        self.line = TextField::offered(self.line.text());
        self.go_to_current_hit(ws);
        if ws.corpus_search.is_stopped() {
            return self.search(ws);
        }
        renew_if_old(ws);
    }

    /// Moves the cursor to the current hit of the text, if the list is for the same expression.
    fn go_to_current_hit(&mut self, ws: &Workspace) {
        let (Some(search), Some(open)) = (&ws.search, &ws.open) else { return };
        let is_same = search.expression == ws.corpus_search.expression;
        if let Some(at) = search.at.filter(|_| is_same) {
            self.row.go_to((open.article.key.clone(), at + 1));
        }
    }

    /// Handles a key while the line is typed.
    pub fn type_key(&mut self, ws: &mut Workspace, key: Key) {
        let page = isize::from(i16::try_from(heights(ws).0).unwrap_or(1).max(1));
        match key.code {
            KeyCode::Down => return self.step(ws, 1),
            KeyCode::Up => return self.step(ws, -1),
            KeyCode::PageDown => return self.step(ws, page),
            KeyCode::PageUp => return self.step(ws, -page),
            // The line stays open when it is empty.
            KeyCode::Backspace if self.line.text().is_empty() => return,
            _ => {}
        }
        match self.line.prompt_key(key, Some(&ws.search_history)) {
            PromptEdit::Accepted => self.finish(ws),
            PromptEdit::Cancelled => self.give_up(ws),
            PromptEdit::Changed => self.search(ws),
            PromptEdit::Unchanged => {}
        }
    }

    /// Handles pasted text while the line is typed.
    pub fn type_text(&mut self, ws: &mut Workspace, text: &str) {
        if self.line.insert(text) == Edit::Changed {
            self.search(ws);
        }
    }

    fn search(&mut self, ws: &mut Workspace) {
        let row = std::mem::take(&mut self.row);
        self.row_before.get_or_insert(row);
        corpus_search::start(ws, self.line.text());
    }

    /// Returns to the view in which typing began, and restores the previous hits if another expression was typed.
    fn give_up(&mut self, ws: &mut Workspace) {
        self.is_typing = false;
        ws.view = self.from;
        if corpus_search::give_up(ws) {
            self.line = TextField::new(ws.corpus_search.expression.clone());
            self.row = self.row_before.take().unwrap_or_default();
        }
    }

    fn finish(&mut self, ws: &mut Workspace) {
        if ws.corpus_search.problem.is_some() || self.line.text().is_empty() {
            return;
        }
        self.is_typing = false;
        ws.corpus_search.before = None;
        self.row_before = None;
        let expression = self.line.text().to_owned();
        ws.search_history.push(&expression);
        // `n` continues with this expression in the text, however the list is left.
        if ws.search.as_ref().is_none_or(|search| search.expression != expression) {
            search::begin(ws, expression.clone(), Aim::Stay);
        }
        ws.effects.push(Effect::Save(SessionChange::Search(expression)));
    }

    /// Moves the cursor by a number of rows.
    pub fn step(&mut self, ws: &Workspace, by: isize) {
        let rows = &ws.corpus_search.rows;
        self.row.step(by, rows.len(), |at| key_at(rows, at));
    }

    /// Moves the cursor to a row.
    pub fn move_to_row(&mut self, ws: &Workspace, row: usize) {
        self.row.set_row(row, key_at(&ws.corpus_search.rows, row));
    }

    /// Finds the cursor's hit again.
    pub fn settle(&mut self, ws: &Workspace) {
        let rows = &ws.corpus_search.rows;
        let find = |key: &HitKey| rows.iter().position(|hit| hit.key == key.0 && hit.number == key.1);
        self.row.settle(rows.len(), usize::from(heights(ws).0), |at| key_at(rows, at), find);
    }

    /// Returns the hit at the cursor.
    pub fn at_cursor<'a>(&self, ws: &'a Workspace) -> Option<&'a CorpusHit> {
        ws.corpus_search.rows.get(self.row.row())
    }
}
