//! The view's list: its rows, the cursor in it, and what filters it.

use std::collections::HashSet;

use crate::analysis::suggestions::Suggestion;
use crate::app::geometry::KeyedCursor;
use crate::app::input::text_field::{Edit, PromptEdit, TextField};
use crate::app::input::{Key, KeyCode};
use crate::app::jobs::{Reply, Slot};
use crate::app::workspace::Workspace;
use crate::text::fold::fold_form;
use crate::views::suggest::query::{Suggested, SuggestionsPart, SuggestionsQuery};
use crate::views::suggest::rows::{Row, Rows, Sorting};

/// Rows of the view above the first name.
pub const HEAD_ROWS: u16 = 2;
/// Maximum rows below the list: the reason, the example, and where it is.
const FOOT_ROWS: u16 = 5;
/// Rows that the list gets before the rows below it get any.
const MIN_LIST_ROWS: u16 = 3;

/// The view.
#[derive(Debug, Default)]
pub struct Suggest {
    /// The suggestions, including ignored ones.
    pub given: Option<Suggested>,
    /// The search for newer ones.
    pub search: Slot<SuggestionsQuery>,
    /// Articles searched so far.
    pub searched: usize,
    /// The generation for which the search was stopped.
    pub given_up: Option<u64>,
    /// The order of the names.
    pub sorting: Sorting,
    /// What the names must contain.
    pub filter: TextField,
    /// True while the filter is typed.
    pub is_typing: bool,
    /// The rows of the list.
    pub listed: Rows,
    /// What the rows were built from: the order, the filter, and the number of ignored names. None if they must be
    /// rebuilt.
    listed_from: Option<(Sorting, String, usize)>,
    /// The cursor among the rows. A heading has no key, and the cursor is never on it.
    pub row: KeyedCursor<String>,
}

/// True if the user ignored a suggestion.
pub fn is_ignored(ws: &Workspace, suggestion: &Suggestion) -> bool {
    ws.ignored.contains(&fold_form(&suggestion.surface))
}

/// Returns the height of the list, in rows, at least 1.
pub fn height(ws: &Workspace) -> usize {
    usize::from(ws.layout().body.height.saturating_sub(HEAD_ROWS + foot_rows(ws))).max(1)
}

/// Returns the number of rows below the list: fewer on a small screen, where the names matter more.
pub fn foot_rows(ws: &Workspace) -> u16 {
    ws.layout().body.height.saturating_sub(HEAD_ROWS + MIN_LIST_ROWS).min(FOOT_ROWS)
}

fn key_at(given: Option<&Suggested>, listed: &Rows, at: usize) -> Option<String> {
    match listed.rows.get(at)? {
        Row::Name(name) => Some(given?.rows.get(*name)?.surface.clone()),
        Row::Ignored => None,
    }
}

impl Suggest {
    /// Returns the suggestions, including ignored ones, perhaps of an earlier generation. None if none have arrived
    /// yet.
    pub fn suggestions(&self) -> Option<&[Suggestion]> {
        self.given.as_ref().map(|given| given.rows.as_slice())
    }

    /// Returns the suggestion of a row. None for a heading.
    pub fn name_at(&self, row: usize) -> Option<&Suggestion> {
        match self.listed.rows.get(row)? {
            Row::Name(at) => self.suggestions()?.get(*at),
            Row::Ignored => None,
        }
    }

    /// Returns the suggestion at the cursor.
    pub fn at_cursor(&self) -> Option<&Suggestion> {
        self.name_at(self.row.row())
    }

    /// Returns how many names are listed.
    pub fn count(&self) -> usize {
        self.listed.suggested.0 + self.listed.ignored.0
    }

    /// Asks for suggestions once reading has ended, unless those of this generation have arrived or are on their way,
    /// or the search for them was stopped.
    pub fn want(&mut self, ws: &Workspace) {
        let generation = ws.index().generation;
        let is_known = self.given.as_ref().is_some_and(|given| given.generation == generation);
        let is_wanted = ws.loading.done && !is_known && self.given_up != Some(generation);
        let is_under_way = self.search.is_waiting()
            && self.search.wanted().is_some_and(|query| query.generation == generation);
        if is_wanted && !is_under_way {
            self.searched = 0;
            self.search.start(SuggestionsQuery { generation });
        }
    }

    /// Stops the search until the view is opened again or the articles change. False if none was under way.
    pub fn stop_search(&mut self, ws: &Workspace) -> bool {
        let was_under_way = self.search.give_up();
        if was_under_way {
            self.given_up = Some(ws.index().generation);
        }
        was_under_way
    }

    /// Takes suggestions, or the number of articles searched. Returns false if they are not from the current search.
    pub fn take_part(&mut self, ws: &mut Workspace, reply: &mut Reply) -> bool {
        let Some(part) = self.search.take(reply) else { return false };
        match part.answer {
            Some(SuggestionsPart::Progress(articles)) => self.searched = articles,
            Some(SuggestionsPart::Done(suggested)) => self.show(ws, suggested),
            None => {}
        }
        true
    }

    /// Shows suggestions. The cursor stays on its name, or goes to the next one that is still there, if any.
    fn show(&mut self, ws: &mut Workspace, suggested: Suggested) {
        if suggested.is_truncated {
            ws.notify("Too many names; showing the most frequent");
        }
        let names: HashSet<&str> = suggested.rows.iter().map(|row| row.surface.as_str()).collect();
        let from = (self.row.row()..self.listed.rows.len()).filter_map(|row| self.name_at(row));
        let next =
            from.map(|suggestion| suggestion.surface.clone()).find(|name| names.contains(name.as_str()));
        if let Some(surface) = next {
            self.row.go_to(surface);
        }
        self.given = Some(suggested);
        self.forget_rows();
    }

    /// Makes the next layout rebuild the rows.
    pub fn forget_rows(&mut self) {
        self.listed_from = None;
    }

    /// Moves the cursor to the next name of the same section, else to the previous one, before the name at the cursor
    /// leaves the section.
    pub fn leave_name(&mut self) {
        let at = self.row.row();
        let section = |row: usize| self.listed.place(row).map(|(_, is_ignored)| is_ignored);
        let is_beside = |row: &usize| section(*row).is_some() && section(*row) == section(at);
        let beside = [Some(at + 1), at.checked_sub(1)].into_iter().flatten().find(is_beside);
        if let Some(name) =
            beside.and_then(|row| self.name_at(row)).map(|suggestion| suggestion.surface.clone())
        {
            self.row.go_to(name);
        }
    }

    /// Moves the cursor by a number of rows, and on past a heading.
    pub fn step(&mut self, by: isize) {
        self.step_once(by);
        for sign in [by.signum(), -by.signum()] {
            if self.listed.rows.get(self.row.row()) == Some(&Row::Ignored) {
                self.step_once(sign);
            }
        }
    }

    fn step_once(&mut self, by: isize) {
        let (given, listed) = (self.given.as_ref(), &self.listed);
        self.row.step(by, listed.rows.len(), |at| key_at(given, listed, at));
    }

    /// Moves the cursor to a row. False if it has no name.
    pub fn move_to_row(&mut self, row: usize) -> bool {
        let key = key_at(self.given.as_ref(), &self.listed, row);
        let has_name = key.is_some();
        if has_name {
            self.row.set_row(row, key);
        }
        has_name
    }

    /// Rebuilds the rows if something about them changed, and finds the cursor's name again.
    pub fn settle(&mut self, ws: &Workspace) {
        let wanted = (self.sorting, self.filter.text().to_owned(), ws.ignored.len());
        if self.listed_from.as_ref() != Some(&wanted) {
            self.listed = match &self.given {
                Some(given) => Rows::of(&given.rows, &given.indexed, &ws.ignored, wanted.0, &wanted.1),
                None => Rows::default(),
            };
            self.listed_from = Some(wanted);
        }
        let (given, listed) = (self.given.as_ref(), &self.listed);
        let rows = given.map_or(&[][..], |given| &given.rows);
        let is_name = |row: &Row, key: &String| match row {
            Row::Name(at) => rows.get(*at).is_some_and(|suggestion| suggestion.surface == *key),
            Row::Ignored => false,
        };
        let find = |key: &String| listed.rows.iter().position(|row| is_name(row, key));
        self.row.settle(listed.rows.len(), height(ws), |at| key_at(given, listed, at), find);
        if listed.rows.get(self.row.row()) == Some(&Row::Ignored) {
            self.step(1);
        }
    }

    /// Handles a key while the filter is typed.
    pub fn type_key(&mut self, ws: &Workspace, key: Key) {
        let page = isize::try_from(height(ws)).unwrap_or(1);
        match key.code {
            KeyCode::Down => return self.step(1),
            KeyCode::Up => return self.step(-1),
            KeyCode::PageDown => return self.step(page),
            KeyCode::PageUp => return self.step(-page),
            _ => {}
        }
        match self.filter.prompt_key(key, None) {
            PromptEdit::Accepted => self.is_typing = false,
            PromptEdit::Cancelled => self.clear_filter(),
            PromptEdit::Changed | PromptEdit::Unchanged => {}
        }
    }

    /// Handles pasted text while the filter is typed.
    pub fn type_text(&mut self, text: &str) -> Edit {
        self.filter.insert(text)
    }

    /// Lists all names again, and stops typing.
    pub fn clear_filter(&mut self) {
        self.is_typing = false;
        self.filter = TextField::default();
    }
}
