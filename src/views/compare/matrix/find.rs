//! Finds a row of the matrix by letters of a name, which are typed in the view, and steps through the rows that match.
//! The same line can filter the rows instead.
//!
//! As the line is typed, the cursor goes to the first row that matches; Up and Down move it to other matches. Enter
//! keeps it there; Esc returns it to the row that it was on before.

use crate::analysis::walk::Direction;
use crate::app::input::command::Count;
use crate::app::input::text_field::{Edit, PromptEdit, TextField};
use crate::app::input::{Key, KeyCode};
use crate::app::workspace::Workspace;
use crate::text::fold::fold_form;
use crate::views::compare::matrix::Matrix;
use crate::views::compare::matrix::finder::Purpose;

/// Tells the user that no row matches. Entities of hidden kinds have no row.
fn report_no_match(ws: &mut Workspace, letters: &str) {
    let hidden = if ws.selection.hidden().is_empty() {
        String::new()
    } else {
        format!("; hidden kinds are left out ({})", ws.keymap.key_of("kinds"))
    };
    ws.notify(format!("No name here contains {letters}{hidden}"));
}

impl Matrix {
    /// Opens the line for letters of a name, empty. A filter by letters ends.
    pub fn begin_typing(&mut self, purpose: Purpose) {
        self.finder.purpose = purpose;
        self.finder.line = TextField::default();
        if purpose == Purpose::Filter {
            self.finder.filter.clear();
        }
        self.finder.before = self.row.clone();
        self.finder.is_typing = true;
    }

    /// Handles a key while the line is typed.
    pub fn type_key(&mut self, ws: &mut Workspace, key: Key) {
        if self.finder.purpose == Purpose::Filter {
            self.type_filter_key(ws, key);
            return;
        }
        let letters = fold_form(self.finder.line.text());
        let direction = match key.code {
            KeyCode::Down => Some(Direction::Forward),
            KeyCode::Up => Some(Direction::Backward),
            _ => None,
        };
        if let Some(direction) = direction {
            self.step_match(ws, &letters, 1, direction);
            return;
        }
        match self.finder.line.prompt_key(key, None) {
            PromptEdit::Accepted => self.keep_row(ws),
            PromptEdit::Cancelled => self.give_up(),
            PromptEdit::Changed => self.find(ws),
            PromptEdit::Unchanged => {}
        }
    }

    /// Handles pasted text while the line is typed.
    pub fn type_text(&mut self, ws: &Workspace, text: &str) {
        if self.finder.line.insert(text) == Edit::Changed {
            match self.finder.purpose {
                Purpose::Find => self.find(ws),
                Purpose::Filter => self.filter(),
            }
        }
    }

    /// Handles a key while a filter is typed: Up and Down move among the rows that are left, Esc ends the filter.
    fn type_filter_key(&mut self, ws: &Workspace, key: Key) {
        match key.code {
            KeyCode::Down => return self.step_row(ws, 1),
            KeyCode::Up => return self.step_row(ws, -1),
            _ => {}
        }
        match self.finder.line.prompt_key(key, None) {
            PromptEdit::Accepted => self.finder.is_typing = false,
            PromptEdit::Cancelled => {
                self.finder.is_typing = false;
                self.finder.filter.clear();
            }
            PromptEdit::Changed => self.filter(),
            PromptEdit::Unchanged => {}
        }
    }

    fn filter(&mut self) {
        self.finder.filter = self.finder.line.text().to_owned();
    }

    /// Goes to the first row that matches, else back to where the cursor was before typing began.
    fn find(&mut self, ws: &Workspace) {
        let letters = fold_form(self.finder.line.text());
        match self.rows_with(ws, &letters).first() {
            Some(row) => self.move_to_row(ws, *row),
            None => self.row = self.finder.before.clone(),
        }
    }

    fn give_up(&mut self) {
        self.finder.is_typing = false;
        self.row = self.finder.before.clone();
    }

    fn keep_row(&mut self, ws: &mut Workspace) {
        self.finder.is_typing = false;
        let letters = self.finder.line.text().trim().to_owned();
        if letters.is_empty() {
            return self.give_up();
        }
        if self.rows_with(ws, &fold_form(&letters)).is_empty() {
            report_no_match(ws, &letters);
        }
        self.finder.kept = letters;
    }

    /// Goes to another row that matches the letters last confirmed, and tells the user if it wrapped around.
    pub fn to_next_match(&mut self, ws: &mut Workspace, count: Count, direction: Direction) {
        let typed = self.finder.kept.clone();
        if typed.is_empty() {
            let find = ws.keymap.key_of("find-row");
            ws.notify(format!("Nothing to search for yet. Press {find} to find a row by name."));
            return;
        }
        match self.step_match(ws, &fold_form(&typed), count.unwrap_or(1), direction) {
            None => report_no_match(ws, &typed),
            Some(Stepped { count: 1, .. }) => ws.notify("Only one row matches"),
            Some(Stepped { wrapped: false, .. }) => {}
            Some(Stepped { wrapped: true, .. }) => ws.notify(match direction {
                Direction::Forward => "End reached; continuing from the first match",
                Direction::Backward => "Start reached; continuing from the last match",
            }),
        }
    }

    /// Moves the cursor by `count` rows that match `letters`, which must be folded, wrapping around. None if no row
    /// matches.
    fn step_match(
        &mut self,
        ws: &Workspace,
        letters: &str,
        count: u32,
        direction: Direction,
    ) -> Option<Stepped> {
        let (rows, here) = (self.rows_with(ws, letters), self.row.row());
        let length = i64::try_from(rows.len()).ok().filter(|length| *length > 0)?;
        let place = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
        let target = match direction {
            Direction::Forward => place(rows.partition_point(|row| *row <= here)) + i64::from(count) - 1,
            Direction::Backward => place(rows.partition_point(|row| *row < here)) - i64::from(count),
        };
        let row = usize::try_from(target.rem_euclid(length)).ok().and_then(|at| rows.get(at))?;
        self.move_to_row(ws, *row);
        Some(Stepped { wrapped: !(0..length).contains(&target), count: rows.len() })
    }

    /// Returns the position of the cursor among the rows that match the line, from 1 (0 if it is on none), and how many
    /// match. None if the line is empty.
    pub fn match_at_cursor(&self, ws: &Workspace) -> Option<(usize, usize)> {
        let letters = Some(fold_form(self.finder.line.text())).filter(|letters| !letters.is_empty())?;
        let rows = self.rows_with(ws, &letters);
        let at = rows.iter().position(|row| *row == self.row.row());
        Some((at.map_or(0, |at| at + 1), rows.len()))
    }
}

/// A step to a row that matches.
struct Stepped {
    /// True if it wrapped around.
    wrapped: bool,
    /// How many rows match.
    count: usize,
}
