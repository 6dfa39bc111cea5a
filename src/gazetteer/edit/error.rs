//! Errors from editing a list.

use crate::gazetteer::problem::Problem;
use crate::text::quote::{did_you_mean, quoted};

/// Why a list cannot be edited. Each message is one line and safe for a terminal.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EditError {
    /// The list has errors, so its meaning is unknown. Includes its warnings.
    #[error("the list has errors; fix them first: {}", first_error(.0))]
    InvalidList(Vec<Problem>),
    /// No entry has this id.
    #[error("no entity in the list has the id `{}`", quoted(.id))]
    NoSuchEntity {
        /// The requested id.
        id: String,
    },
    /// The entity already has a form with the same case rule, weak or not, and that form matches every spelling that
    /// the new alias would. Or an entity of the same kind already has a name that folds to the same text as the name of
    /// the new entity.
    #[error("`{}` is already listed: {}", quoted(.text), quoted(.by))]
    AlreadyListed {
        /// The form to add.
        text: String,
        /// Name of the entity that has it.
        by: String,
    },
    /// The list has no such kind.
    #[error("unknown kind `{}`{}", quoted(.kind), suggest(.suggestion.as_deref()))]
    UnknownKind {
        /// The requested kind.
        kind: String,
        /// The kind that was probably meant.
        suggestion: Option<String>,
    },
    /// The id of a new entity is taken.
    #[error("the id `{}` is taken: {}", quoted(.id), quoted(.by))]
    IdTaken {
        /// The requested id.
        id: String,
        /// Name of the entity that has it.
        by: String,
    },
    /// A text that cannot be added in this position.
    #[error("`{}` cannot be {what}: {why}", quoted(.text))]
    Unwritable {
        /// The text.
        text: String,
        /// Its role: `a name`.
        what: &'static str,
        /// Why it is invalid.
        why: &'static str,
    },
    /// The entity is a template. Templates have patterns, and an alias could not say which value it stands for.
    #[error("`{}` is a template: it has patterns, not aliases; list the name as an entity of its own", quoted(.name))]
    Template {
        /// Name of the template.
        name: String,
    },
    /// The edited list would have errors. Includes its warnings. Line numbers are those of the new text.
    #[error("this would make the list invalid, so nothing was added: {}", first_error(.0))]
    InvalidResult(Vec<Problem>),
    /// The places to insert at were not found, or the edited list would not be the old list plus the additions.
    #[error("the list is laid out in a way that cannot be edited safely; add this by hand")]
    UnsafeLayout,
}

fn suggest(suggestion: Option<&str>) -> String {
    suggestion.map_or(String::new(), |word| format!("; {}", did_you_mean(&quoted(word))))
}

/// Returns the first error with its line number, in one line.
fn first_error(problems: &[Problem]) -> String {
    let error = problems.iter().find(|problem| problem.is_error()).or(problems.first());
    error.map_or(String::new(), |error| format!("line {}: {}", error.line, error.message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_is_one_safe_line() {
        let hostile = "\u{1b}[2J\n\u{202e}".to_owned() + &"x".repeat(100);
        for error in [
            EditError::NoSuchEntity { id: hostile.clone() },
            EditError::AlreadyListed { text: hostile.clone(), by: hostile.clone() },
            EditError::UnknownKind { kind: hostile.clone(), suggestion: Some(hostile.clone()) },
            EditError::IdTaken { id: hostile.clone(), by: hostile.clone() },
            EditError::Unwritable { text: hostile.clone(), what: "a name", why: "empty" },
            EditError::Template { name: hostile.clone() },
            EditError::InvalidList(
                crate::gazetteer::parse(&format!("'{hostile}' = 1"), &hostile).unwrap_err(),
            ),
            EditError::InvalidResult(Vec::new()),
            EditError::UnsafeLayout,
        ] {
            let message = error.to_string();
            assert!(!message.chars().any(crate::gazetteer::problem::is_control), "{message:?}");
            assert!(message.chars().count() < 240, "{message}");
        }
    }
}
