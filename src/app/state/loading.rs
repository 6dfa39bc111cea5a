//! How many articles have been found and read.

/// How many articles have been found and read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loading {
    /// Articles found under the paths.
    pub found: usize,
    /// Articles read, or given up.
    pub read: usize,
    /// True if no more will come.
    pub done: bool,
}

impl Loading {
    /// True if all articles were read. Reading that was stopped is done, but not complete.
    pub fn is_complete(self) -> bool {
        self.done && self.read >= self.found
    }

    /// Returns what follows a total: a plus until all articles are read, since more may come.
    pub fn more(self) -> &'static str {
        if self.is_complete() { "" } else { "+" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_that_was_stopped_is_done_but_not_complete() {
        let reading = |read, done| Loading { found: 9, read, done };
        for (reading, more) in [(reading(4, false), "+"), (reading(4, true), "+"), (reading(9, true), "")] {
            assert_eq!(reading.more(), more, "{reading:?}");
        }
    }
}
