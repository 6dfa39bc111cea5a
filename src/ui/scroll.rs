//! The scroll position of a popup.

/// The first visible row of a popup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    /// The row, from 0.
    pub top: usize,
}

/// Rows per notch of the wheel.
pub const WHEEL_ROWS: isize = 3;

impl Scroll {
    /// Scrolls by a number of rows, at most until the last of `rows` rows is at the bottom of a popup that shows
    /// `shown`.
    pub fn by(&mut self, by: isize, rows: usize, shown: usize) {
        self.top = self.top.saturating_add_signed(by).min(rows.saturating_sub(shown));
    }
}
