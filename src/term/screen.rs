//! What goes to the screen of a frame, so that every terminal shows the same of it.
//!
//! Of letters that are made of several characters, and of emoji, terminals do not agree how wide they are: some draw the parts
//! side by side, some take a picture for one column where the Unicode tables have two. A frame that says only what has changed
//! then leaves parts of the old one standing, and what follows in the row drifts. So a row that holds one of these, or held one in
//! the frame before, is sent whole when anything in it changes; the cells under one are emptied first; and what follows it is sent
//! to its own column.

use std::collections::HashMap;
use std::io;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Size};

use crate::text::width::width;

/// The first of the pictures: from here on terminals differ, however few characters there are.
const PICTURES: char = '\u{1F000}';

/// Whether terminals may differ in how wide a cell's characters are.
fn is_unsure(symbol: &str) -> bool {
    // Nearly every cell holds one byte.
    symbol.len() > 1 && (symbol.chars().nth(1).is_some() || symbol.chars().any(|one| one >= PICTURES))
}

/// The rows of the last frame of which terminals may show different things.
#[derive(Default)]
pub struct UnsureRows {
    rows: HashMap<u16, Vec<Cell>>,
}

impl UnsureRows {
    /// Marks in a finished frame the rows that must be sent whole.
    pub fn mark(&mut self, frame: &mut Buffer) {
        let before = std::mem::take(&mut self.rows);
        let columns = usize::from(frame.area.width).max(1);
        for (y, row) in (frame.area.y..).zip(frame.content.chunks_mut(columns)) {
            let is_unsure = row.iter().any(|cell| is_unsure(cell.symbol()));
            let known = before.get(&y);
            if is_unsure {
                self.rows.insert(y, row.to_vec());
            }
            let is_as_it_was = known.is_some_and(|known| known.as_slice() == &*row);
            if (is_unsure || known.is_some()) && !is_as_it_was {
                for cell in row {
                    cell.set_diff_option(CellDiffOption::AlwaysUpdate);
                }
            }
        }
    }
}

/// crossterm's screen, but for cells that terminals may draw too wide or too narrow.
pub struct Screen<W: io::Write>(CrosstermBackend<W>);

impl<W: io::Write> Screen<W> {
    /// A screen that is written to.
    pub fn new(writer: W) -> Self {
        Self(CrosstermBackend::new(writer))
    }
}

impl<W: io::Write> Backend for Screen<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut sure = Vec::new();
        // The row and the first column behind the last unsure cell.
        let mut covered = (0, 0);
        for (x, y, cell) in content {
            if y == covered.0 && x < covered.1 {
                // To empty half of what stands there now would take it away where it is as wide as it should be.
                continue;
            }
            if !is_unsure(cell.symbol()) {
                sure.push((x, y, cell));
                continue;
            }
            // Each call begins with the place of its first cell.
            self.0.draw(std::mem::take(&mut sure).into_iter())?;
            let mut empty = Cell::default();
            empty.set_style(cell.style());
            let under = x..x.saturating_add(width(cell.symbol()).max(1) as u16);
            covered = (y, under.end);
            self.0.draw(under.map(|column| (column, y, &empty)))?;
            self.0.draw(std::iter::once((x, y, cell)))?;
        }
        self.0.draw(sure.into_iter())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.0.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.0.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.0.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.0.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.0.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.0.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.0.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.0.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_one_character_are_sure_and_pictures_are_not() {
        for symbol in ["a", " ", "é", "日", "й", "│", "❤"] {
            assert!(!is_unsure(symbol), "{symbol}");
        }
        for symbol in ["e\u{301}", "❤\u{FE0F}", "👍", "👍🏽", "🇺🇦", "नि", "👩\u{200D}👧"]
        {
            assert!(is_unsure(symbol), "{symbol}");
        }
    }

    fn sent(buffers: &[Buffer]) -> Vec<usize> {
        let mut rows = UnsureRows::default();
        let mut before = Buffer::empty(buffers.first().map(|first| first.area).unwrap_or_default());
        let mut counts = Vec::new();
        for buffer in buffers {
            let mut frame = buffer.clone();
            rows.mark(&mut frame);
            counts.push(before.diff(&frame).len());
            before = frame;
        }
        counts
    }

    #[test]
    fn a_row_is_sent_whole_while_it_holds_what_is_unsure_and_once_more_when_it_does_not() {
        let of = |line: &str| Buffer::with_lines([line, "others"]);
        let unsure = |first: &str| of(&format!("{first} e\u{301} "));
        let sure = |first: &str| of(&format!("{first} e  "));
        let frames =
            [unsure("ab"), unsure("ab"), unsure("ab"), unsure("ac"), sure("ac"), sure("ad"), sure("ae")];
        // A row that was sent whole is so once more: the mark on its cells is a difference too.
        assert_eq!(sent(&frames), [6 + 6, 6, 0, 6, 6, 6, 1]);
    }

    #[test]
    fn what_follows_has_a_place_of_its_own() {
        let mut written = Vec::new();
        let buffer = Buffer::with_lines(["a👍🏽b"]);
        let empty = Buffer::empty(buffer.area);
        Screen::new(&mut written).draw(empty.diff(&buffer).into_iter()).unwrap();
        let written = String::from_utf8(written).unwrap();
        let at = |words: &str| written.find(words).unwrap_or_else(|| panic!("{words:?} in {written:?}"));
        assert!(at("\x1b[1;1Ha") < at("\x1b[1;2H  "), "{written:?}");
        assert!(at("\x1b[1;2H  ") < at("\x1b[1;2H👍🏽"), "{written:?}");
        assert!(at("\x1b[1;2H👍🏽") < at("\x1b[1;4Hb"), "{written:?}");
    }
}
