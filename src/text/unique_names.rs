//! Unique names for the items of a container file: one line, safe, of bounded length.

use std::collections::HashMap;

use crate::text::fingerprint::fingerprint;
use crate::text::sanitize::sanitize_line;

/// Length in bytes at which a name is cut. The fingerprint at the end of a cut name and the suffix that makes a name
/// unique are added to it.
const MAX_LEN: usize = 240;

/// The names assigned so far.
#[derive(Debug, Default)]
pub struct UniqueNames {
    taken: HashMap<String, u32>,
}

impl UniqueNames {
    /// Returns `wanted` as a safe name, with `~2`, `~3` and so on appended if it is taken. To keep names stable, assign
    /// them to the oldest items first.
    pub fn assign(&mut self, wanted: &str) -> String {
        let base = shorten(wanted);
        let mut name = base.clone();
        while self.taken.contains_key(&name) {
            let count = self.taken.entry(base.clone()).or_insert(1);
            *count += 1;
            name = format!("{base}~{count}");
        }
        self.taken.insert(name.clone(), 1);
        name
    }
}

/// Sanitizes and trims a name to one line. A name that is too long is cut, and ends in a fingerprint of the whole name.
fn shorten(wanted: &str) -> String {
    let line = sanitize_line(wanted.trim());
    if line.len() <= MAX_LEN {
        return line.into_owned();
    }
    let end = line.floor_char_boundary(MAX_LEN);
    format!("{}…{:016x}", line.get(..end).unwrap_or_default(), fingerprint(line.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_names_get_a_suffix() {
        let mut names = UniqueNames::default();
        let assigned: Vec<String> =
            ["a", "a", "b", "a~2", " a\n", "a"].iter().map(|name| names.assign(name)).collect();
        assert_eq!(assigned, ["a", "a~2", "b", "a~2~2", "a~3", "a~4"]);
    }

    #[test]
    fn name_is_one_safe_line_of_bounded_length() {
        let mut names = UniqueNames::default();
        assert_eq!(names.assign("a\u{1B}b\tc"), "a␛b c");
        let (one, other) = ("ж".repeat(5000), format!("{}!", "ж".repeat(5000)));
        let (one, other) = (names.assign(&one), names.assign(&other));
        assert!(one.len() < 300 && other.len() < 300 && one != other);
    }

    #[test]
    fn repeated_names_are_assigned_in_linear_time() {
        let mut names = UniqueNames::default();
        let last = (0..100_000).map(|_| names.assign("x")).last();
        assert_eq!(last.as_deref(), Some("x~100000"));
    }
}
