//! Draws frames so that every terminal shows them alike.
//!
//! Terminals disagree about the width of clusters of several characters and of emoji: some draw the parts side by
//! side, some use one column where the Unicode tables have two. If only the changed cells of a frame are sent, parts
//! of the old frame remain and the rest of the row shifts. So a row that has such a cell, or had one in the previous
//! frame, is sent whole when anything in it changes; the columns that such a cell covers are blanked first; and the
//! text after the cell is sent to its own column.

use std::collections::HashMap;
use std::io;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Size};

use crate::text::width::width;

/// From here on, where most emoji are, terminals differ even for single characters.
const FIRST_EMOJI: char = '\u{1F000}';

/// True if terminals may disagree about the width of a cell.
fn is_ambiguous(symbol: &str) -> bool {
    // Fast path: nearly all cells are one byte.
    symbol.len() > 1
        && (symbol.chars().nth(1).is_some() || symbol.chars().any(|character| character >= FIRST_EMOJI))
}

/// Rows of the last frame with cells of ambiguous width.
#[derive(Default)]
pub struct AmbiguousRows {
    rows: HashMap<u16, Vec<Cell>>,
}

impl AmbiguousRows {
    /// Marks the rows of a finished frame that must be sent whole.
    pub fn mark(&mut self, frame: &mut Buffer) {
        let previous = std::mem::take(&mut self.rows);
        let columns = usize::from(frame.area.width).max(1);
        for (y, row) in (frame.area.y..).zip(frame.content.chunks_mut(columns)) {
            let is_ambiguous = row.iter().any(|cell| is_ambiguous(cell.symbol()));
            let old = previous.get(&y);
            if is_ambiguous {
                self.rows.insert(y, row.to_vec());
            }
            let is_unchanged = old.is_some_and(|old| old.as_slice() == &*row);
            if (is_ambiguous || old.is_some()) && !is_unchanged {
                for cell in row {
                    cell.set_diff_option(CellDiffOption::AlwaysUpdate);
                }
            }
        }
    }
}

/// crossterm's backend, with special handling of cells of ambiguous width.
pub struct Screen<W: io::Write>(CrosstermBackend<W>);

impl<W: io::Write> Screen<W> {
    /// Creates a screen on a writer.
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
        let mut pending = Vec::new();
        // The row of the last ambiguous cell, and the first column after it.
        let mut covered = (0, 0);
        for (x, y, cell) in content {
            if y == covered.0 && x < covered.1 {
                // Blanking half of the cell would erase it on terminals that draw it at the right width.
                continue;
            }
            if !is_ambiguous(cell.symbol()) {
                pending.push((x, y, cell));
                continue;
            }
            // Each call starts by positioning the cursor.
            self.0.draw(std::mem::take(&mut pending).into_iter())?;
            let mut blank = Cell::default();
            blank.set_style(cell.style());
            let under = x..x.saturating_add(width(cell.symbol()).max(1) as u16);
            covered = (y, under.end);
            self.0.draw(under.map(|column| (column, y, &blank)))?;
            self.0.draw(std::iter::once((x, y, cell)))?;
        }
        self.0.draw(pending.into_iter())
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
    fn clusters_and_emoji_are_ambiguous() {
        for symbol in ["a", " ", "é", "日", "й", "│", "❤"] {
            assert!(!is_ambiguous(symbol), "{symbol}");
        }
        for symbol in ["e\u{301}", "❤\u{FE0F}", "👍", "👍🏽", "🇺🇦", "नि", "👩\u{200D}👧"]
        {
            assert!(is_ambiguous(symbol), "{symbol}");
        }
    }

    fn cells_sent(buffers: &[Buffer]) -> Vec<usize> {
        let mut rows = AmbiguousRows::default();
        let mut previous = Buffer::empty(buffers.first().map(|first| first.area).unwrap_or_default());
        let mut counts = Vec::new();
        for buffer in buffers {
            let mut frame = buffer.clone();
            rows.mark(&mut frame);
            counts.push(previous.diff(&frame).len());
            previous = frame;
        }
        counts
    }

    #[test]
    fn row_with_ambiguous_cells_is_sent_whole_and_once_more_without_them() {
        let frame_of = |line: &str| Buffer::with_lines([line, "others"]);
        let ambiguous = |first: &str| frame_of(&format!("{first} e\u{301} "));
        let plain = |first: &str| frame_of(&format!("{first} e  "));
        let frames = [
            ambiguous("ab"),
            ambiguous("ab"),
            ambiguous("ab"),
            ambiguous("ac"),
            plain("ac"),
            plain("ad"),
            plain("ae"),
        ];
        // A marked row is sent once more, since removing the mark is a difference too.
        assert_eq!(cells_sent(&frames), [6 + 6, 6, 0, 6, 6, 6, 1]);
    }

    #[test]
    fn text_after_an_ambiguous_cell_is_positioned() {
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
