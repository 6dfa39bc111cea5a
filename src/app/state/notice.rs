//! Messages for the status line.

/// A message of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// One line.
    pub text: String,
    /// True if something failed.
    pub is_problem: bool,
}

impl Notice {
    /// Creates a message that reports no failure.
    pub fn info(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_problem: false }
    }

    /// Creates a message about something that failed.
    pub fn problem(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_problem: true }
    }
}
