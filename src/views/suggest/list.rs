//! The suggestions: the rows of the view, and the cursor in it.

use std::collections::HashSet;

use crate::analysis::suggestions::Suggestion;
use crate::app::geometry::KeyedCursor;
use crate::app::jobs::{Reply, Slot};
use crate::app::workspace::Workspace;
use crate::text::fold::fold_form;
use crate::views::suggest::query::{Suggested, SuggestionsPart, SuggestionsQuery};

/// Rows of the view above the first suggestion.
pub const HEAD_ROWS: u16 = 2;
/// Rows below the last one: a rule, the example, and where it is.
pub const FOOT_ROWS: u16 = 5;

/// The view.
#[derive(Debug, Default)]
pub struct Suggest {
    /// The suggestions.
    pub given: Option<Suggested>,
    /// The search for newer ones under way.
    pub search: Slot<SuggestionsQuery>,
    /// Articles searched so far.
    pub searched: usize,
    /// The generation for which the search was stopped.
    pub given_up: Option<u64>,
    /// The cursor among the suggestions.
    pub row: KeyedCursor<String>,
}

/// True if the reader ignored a suggestion.
pub fn is_refused(ws: &Workspace, suggestion: &Suggestion) -> bool {
    ws.refused.contains(&fold_form(&suggestion.surface))
}

/// Returns the rows of the list.
pub fn height(ws: &Workspace) -> usize {
    usize::from(ws.layout().body.height.saturating_sub(HEAD_ROWS + FOOT_ROWS)).max(1)
}

fn key_at(rows: &[Suggestion], at: usize) -> Option<String> {
    rows.get(at).map(|row| row.surface.clone())
}

impl Suggest {
    /// Returns the suggestions, perhaps of an earlier generation. None if there are none yet.
    pub fn rows(&self) -> Option<&[Suggestion]> {
        self.given.as_ref().map(|given| given.rows.as_slice())
    }

    /// Returns the suggestion at the cursor.
    pub fn at_cursor(&self) -> Option<&Suggestion> {
        self.rows()?.get(self.row.row())
    }

    /// Asks for suggestions once all articles are read, unless those of this generation are known or were given up.
    pub fn want(&mut self, ws: &Workspace) {
        let generation = ws.index().generation;
        let is_known = self.given.as_ref().is_some_and(|given| given.generation == generation);
        let is_wanted = ws.loading.done && !is_known && self.given_up != Some(generation);
        let is_under_way = self.search.is_waiting()
            && self.search.wanted().is_some_and(|query| query.generation == generation);
        if is_wanted && !is_under_way {
            self.searched = 0;
            self.search.start(SuggestionsQuery { generation, refused: ws.refused.clone() });
        }
    }

    /// Stops the search until the view is opened again. False if none was under way.
    pub fn stop_search(&mut self, ws: &Workspace) -> bool {
        let was_under_way = self.search.give_up();
        if was_under_way {
            self.given_up = Some(ws.index().generation);
        }
        was_under_way
    }

    /// Takes suggestions, or how many articles were searched. False if they are not of the search under way.
    pub fn take_part(&mut self, ws: &mut Workspace, reply: &mut Reply) -> bool {
        let Some(part) = self.search.take(reply) else { return false };
        match part.answer {
            Some(SuggestionsPart::Progress(articles)) => self.searched = articles,
            Some(SuggestionsPart::Done(suggested)) => self.show(ws, suggested),
            None => {}
        }
        true
    }

    /// Shows suggestions. The cursor stays on its name, or goes to the next one that is still there.
    fn show(&mut self, ws: &mut Workspace, suggested: Suggested) {
        if suggested.is_truncated {
            ws.notify("Too many names; showing the most frequent");
        }
        let names: HashSet<&str> = suggested.rows.iter().map(|row| row.surface.as_str()).collect();
        let from = self.rows().unwrap_or_default().get(self.row.row()..).unwrap_or_default();
        let next = from.iter().find(|row| names.contains(row.surface.as_str()));
        if let Some(surface) = next.map(|row| row.surface.clone()) {
            self.row.go_to(surface);
        }
        self.given = Some(suggested);
    }

    /// Moves the cursor by some rows.
    pub fn step(&mut self, by: isize) {
        let rows = self.given.as_ref().map_or(&[][..], |given| &given.rows);
        self.row.step(by, rows.len(), |at| key_at(rows, at));
    }

    /// Moves the cursor to a row.
    pub fn move_to_row(&mut self, row: usize) {
        let key = key_at(self.rows().unwrap_or_default(), row);
        self.row.set_row(row, key);
    }

    /// Finds the cursor's name again, in a list of `height` rows.
    pub fn settle(&mut self, height: usize) {
        let rows = self.given.as_ref().map_or(&[][..], |given| &given.rows);
        let find = |key: &String| rows.iter().position(|row| row.surface == *key);
        self.row.settle(rows.len(), height, |at| key_at(rows, at), find);
    }
}
