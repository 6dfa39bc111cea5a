//! The position of a picker's box, and its number of rows.

use super::rows::Choice;
use crate::app::geometry::Area;
use crate::app::input::READ;
use crate::app::workspace::Workspace;
use crate::text::wrap::wrap;

/// Minimum width for articles and entities, in columns, with the borders, if the screen has as many.
const MIN_COLUMNS: u16 = 90;
/// Maximum height, in rows.
const MAX_ROWS: u16 = 24;
/// Rows outside the list: the borders and the input line.
const FRAME_ROWS: u16 = 3;
/// Columns outside the text: the borders, and one beside each.
const FRAME_COLUMNS: u16 = 4;
/// Minimum rows of the list. If fewer would be left, the summary of the command at the cursor is not shown.
const MIN_LIST: u16 = 4;

/// The position of a picker's box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The box, with its borders.
    pub area: Area,
    /// Rows below the list for the summary of what Enter does, with the rule above it: as many as the longest summary
    /// of a command needs, so that the list does not move. 0 if there is no room, or if no commands are listed.
    pub summary_rows: u16,
}

impl Frame {
    /// Returns the frame of a picker. It is as wide as one or more whole panes, so that it cuts off no text beside it;
    /// a picker of commands gets the whole width, since their summaries are long.
    pub fn of(ws: &Workspace, choice: Choice) -> Self {
        let parts = ws.layout();
        let has_commands = matches!(choice, Choice::Commands(_));
        let (x, width) = if ws.view == READ && !has_commands {
            parts.across(MIN_COLUMNS)
        } else {
            (parts.body.x, parts.body.width)
        };
        let area = Area { x, width, y: parts.body.y, height: MAX_ROWS.min(parts.body.height) };
        Self { area, summary_rows: if has_commands { summary_rows(ws, area) } else { 0 } }
    }

    /// Returns the number of rows of the list, at least 1.
    pub fn rows(self) -> usize {
        usize::from(self.area.height.saturating_sub(FRAME_ROWS).saturating_sub(self.summary_rows)).max(1)
    }

    /// Returns which of the list's rows on the screen is at a cell, from 0. None if the cell is in none.
    pub fn row_at(self, column: u16, row: u16) -> Option<usize> {
        let line = row.checked_sub(self.area.y + 2).map(usize::from).filter(|line| *line < self.rows());
        line.filter(|_| self.area.contains(column, row))
    }
}

fn summary_rows(ws: &Workspace, area: Area) -> u16 {
    let columns = usize::from(area.width.saturating_sub(FRAME_COLUMNS)).max(1);
    let longest =
        ws.keymap.specs().iter().map(|command| wrap(command.summary, columns).len()).max().unwrap_or(0);
    let rows = u16::try_from(longest).unwrap_or(u16::MAX).saturating_add(1);
    let has_room = area.height.saturating_sub(FRAME_ROWS) >= rows.saturating_add(MIN_LIST);
    if has_room { rows } else { 0 }
}
