//! Why a command cannot start.

use std::fmt;

use crate::gazetteer;
use crate::intake::list::ListError;
use crate::text::plural::counted;

/// Why a command cannot start.
#[derive(Debug)]
pub enum StartError {
    /// The list has errors. Includes its warnings.
    List(Vec<gazetteer::Problem>),
    /// Anything else: one line that says what is wrong and, where possible, what to do.
    Usage(String),
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List(problems) => {
                write!(formatter, "the list has {}", counted(problems.len(), "problem", "problems"))
            }
            Self::Usage(message) => formatter.write_str(message),
        }
    }
}

impl std::error::Error for StartError {}

impl From<ListError> for StartError {
    fn from(error: ListError) -> Self {
        match error {
            ListError::Mistakes(problems) => Self::List(problems),
            ListError::Unusable(message) => Self::Usage(message),
        }
    }
}
