//! How far reading has come, and what totals say until it is whole.

/// How far reading has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loading {
    /// Articles found behind the paths.
    pub found: usize,
    /// Articles read, or given up.
    pub read: usize,
    /// Whether nothing more will come.
    pub done: bool,
}

impl Loading {
    /// Whether all articles were read. Reading that was stopped is done, but not whole.
    pub fn is_whole(self) -> bool {
        self.done && self.read >= self.found
    }

    /// What stands behind a total: a plus until all articles are read, since more may come.
    pub fn more(self) -> &'static str {
        if self.is_whole() { "" } else { "+" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_that_was_stopped_is_done_and_not_whole() {
        let reading = |read, done| Loading { found: 9, read, done };
        for (reading, more) in [(reading(4, false), "+"), (reading(4, true), "+"), (reading(9, true), "")] {
            assert_eq!(reading.more(), more, "{reading:?}");
        }
    }
}
