//! How many articles have been found and read.

/// How many articles have been found and read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loading {
    /// Articles found under the paths.
    pub found: usize,
    /// Articles that have been read or given up on.
    pub read: usize,
    /// True if no more will come.
    pub done: bool,
}

impl Loading {
    /// True if all articles have been read. If loading was stopped early, no more articles arrive, but this stays
    /// false.
    pub fn is_complete(self) -> bool {
        self.done && self.read >= self.found
    }

    /// Returns the suffix of a total: a plus until all articles have been read, since the total is only a lower bound.
    pub fn plus(self) -> &'static str {
        if self.is_complete() { "" } else { "+" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_have_a_plus_unless_all_articles_were_read() {
        let loading = |read, done| Loading { found: 9, read, done };
        for (progress, suffix) in [(loading(4, false), "+"), (loading(4, true), "+"), (loading(9, true), "")]
        {
            assert_eq!(progress.plus(), suffix, "{progress:?}");
        }
    }
}
