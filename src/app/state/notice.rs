//! What the reader is told in one line.

/// A line for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// One line.
    pub text: String,
    /// True if something failed.
    pub is_problem: bool,
}

impl Notice {
    /// Something that went well, or that was passed over on purpose.
    pub fn info(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_problem: false }
    }

    /// Something that failed.
    pub fn problem(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_problem: true }
    }
}
