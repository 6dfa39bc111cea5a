//! Where a box is scrolled to.

/// The first row shown of a box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    /// The row, from 0.
    pub top: usize,
}

/// Rows that one notch of the wheel scrolls.
pub const WHEEL_ROWS: isize = 3;

impl Scroll {
    /// Moves by some rows, at most until the last of `rows` rows is at the bottom of a box that shows `shown`.
    pub fn by(&mut self, by: isize, rows: usize, shown: usize) {
        self.top = self.top.saturating_add_signed(by).min(rows.saturating_sub(shown));
    }
}
