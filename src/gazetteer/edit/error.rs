//! Why nothing was written.

use crate::gazetteer::problem::Problem;
use crate::text::sanitize::sanitize_line;

/// How much of a text is repeated in a message, in code points.
const REPEATED: usize = 60;

/// Why an addition cannot be written into a list. Each is said in one line that is safe for a terminal.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EditError {
    /// The list has errors: nobody knows what it says. Holds its warnings too.
    #[error("the list has errors; correct them first: {}", first(.0))]
    Broken(Vec<Problem>),
    /// No entry has this id.
    #[error("no entity of the list has the id `{}`", shown(.id))]
    NoSuchEntity {
        /// The id that was asked for.
        id: String,
    },
    /// The entity has this form, by which everything is found that the new one would find; or, of a new entity, one
    /// of the same kind has the name.
    #[error("`{}` is listed already: {}", shown(.text), shown(.by))]
    AlreadyListed {
        /// The form that was to be written.
        text: String,
        /// The name of the entity that has it.
        by: String,
    },
    /// The list has no such kind.
    #[error("unknown kind `{}`{}", shown(.kind), meant(.nearest.as_deref()))]
    UnknownKind {
        /// The kind that was asked for.
        kind: String,
        /// The kind that was probably meant.
        nearest: Option<String>,
    },
    /// The id of a new entity is another's.
    #[error("the id `{}` is taken: {}", shown(.id), shown(.by))]
    IdTaken {
        /// The id that was asked for.
        id: String,
        /// The name of the entity that has it.
        by: String,
    },
    /// A text that no list can hold in that place.
    #[error("`{}` cannot be {what}: {why}", shown(.text))]
    Unwritable {
        /// The text.
        text: String,
        /// What it was to be: `a name`.
        what: &'static str,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A template has patterns, and an alias would name no value of it.
    #[error("`{}` is a template: it has patterns, not aliases; list the name as an entity of its own", shown(.name))]
    Template {
        /// The name of the template.
        name: String,
    },
    /// With the additions the list would have errors. They, and its warnings, have the lines of the new text.
    #[error("with this the list would not be right, so nothing was added: {}", first(.0))]
    Refused(Vec<Problem>),
    /// What was written would have changed what else the list says, so it is not given out.
    #[error("the list is written in a way that cannot be added to safely; add this by hand")]
    Different,
}

/// A text in a message: one line, clipped if it is long.
fn shown(text: &str) -> String {
    let clipped: String = text.chars().take(REPEATED).collect();
    let more = if clipped.len() < text.len() { "…" } else { "" };
    format!("{}{more}", sanitize_line(&clipped))
}

fn meant(nearest: Option<&str>) -> String {
    nearest.map_or(String::new(), |nearest| format!("; did you mean `{}`?", shown(nearest)))
}

/// The first error, on one line.
fn first(problems: &[Problem]) -> String {
    let error = problems.iter().find(|problem| problem.is_error()).or(problems.first());
    error.map_or(String::new(), |error| format!("line {}: {}", error.line, error.message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_safe_line() {
        let hostile = "\u{1b}[2J\n\u{202e}".to_owned() + &"x".repeat(100);
        for error in [
            EditError::NoSuchEntity { id: hostile.clone() },
            EditError::AlreadyListed { text: hostile.clone(), by: hostile.clone() },
            EditError::UnknownKind { kind: hostile.clone(), nearest: Some(hostile.clone()) },
            EditError::IdTaken { id: hostile.clone(), by: hostile.clone() },
            EditError::Unwritable { text: hostile.clone(), what: "a name", why: "empty" },
            EditError::Template { name: hostile.clone() },
            EditError::Broken(crate::gazetteer::parse(&format!("'{hostile}' = 1"), &hostile).unwrap_err()),
            EditError::Refused(Vec::new()),
            EditError::Different,
        ] {
            let message = error.to_string();
            assert!(!message.chars().any(crate::gazetteer::problem::is_control), "{message:?}");
            assert!(message.chars().count() < 240, "{message}");
        }
    }
}
