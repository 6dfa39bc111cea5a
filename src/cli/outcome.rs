//! The outcome of a command: lines for standard error, and whether anything failed.

use crate::intake::Problem;
use crate::reader::Problems;

/// Outcome of a command that has finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Lines for standard error, safe for a terminal.
    pub lines: Vec<String>,
    /// True if all input could be read, no row or part of a row was left out of an import, and a session of the reader
    /// has no failed write to report.
    pub all_read: bool,
}

impl From<Vec<Problem>> for Outcome {
    fn from(problems: Vec<Problem>) -> Self {
        let lines = problems.iter().map(|problem| format!("whoswho: {problem}")).collect();
        Self { lines, all_read: problems.iter().all(|problem| problem.is_notice) }
    }
}

impl From<Problems> for Outcome {
    fn from(problems: Problems) -> Self {
        let Self { mut lines, all_read } = problems.unread.into();
        let is_all_written = problems.unwritten.is_empty();
        lines.extend(problems.unwritten.into_iter().map(|message| format!("whoswho: {message}")));
        Self { lines, all_read: all_read && is_all_written }
    }
}
