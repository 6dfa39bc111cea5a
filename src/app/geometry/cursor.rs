//! The cursor of a list.

/// A list of rows with a cursor: what is remembered of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListCursor {
    /// The row under the hand.
    pub at: usize,
    /// The first row shown.
    pub top: usize,
}

impl ListCursor {
    /// Moves by some rows and stays inside `count` rows.
    pub fn step(&mut self, by: isize, count: usize) {
        self.at = self.at.saturating_add_signed(by).min(count.saturating_sub(1));
    }

    /// Scrolls so that the row under the hand is one of `height` rows shown.
    pub fn show(&mut self, height: usize, count: usize) {
        let height = height.max(1);
        if self.at < self.top {
            self.top = self.at;
        } else if self.at >= self.top + height {
            self.top = self.at + 1 - height;
        }
        self.top = self.top.min(count.saturating_sub(height));
    }
}
