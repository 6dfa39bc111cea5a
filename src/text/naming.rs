//! Names for the items of a file that holds many: one line, safe, of bounded length, no two alike.

use std::collections::HashMap;

use crate::text::fingerprint::fingerprint;
use crate::text::sanitize::sanitize_line;

/// The longest name in bytes, before what tells it from another.
const LONGEST: usize = 240;

/// The names that were given so far.
#[derive(Debug, Default)]
pub struct Names {
    taken: HashMap<String, u32>,
}

impl Names {
    /// A name as near to the wanted one as can be: the first to ask has it, the second has `~2` behind it. So it is whoever numbers
    /// the items that makes names last: ask first for the item that was there first.
    pub fn take(&mut self, wanted: &str) -> String {
        let base = named(wanted);
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

/// One line without white space at its ends; what is too long ends in a number that its whole makes.
fn named(wanted: &str) -> String {
    let line = sanitize_line(wanted.trim());
    if line.len() <= LONGEST {
        return line.into_owned();
    }
    let cut = line.floor_char_boundary(LONGEST);
    format!("{}…{:016x}", line.get(..cut).unwrap_or_default(), fingerprint(line.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_and_the_first_to_ask_has_the_plain_one() {
        let mut names = Names::default();
        let given: Vec<String> =
            ["a", "a", "b", "a~2", " a\n", "a"].iter().map(|one| names.take(one)).collect();
        assert_eq!(given, ["a", "a~2", "b", "a~2~2", "a~3", "a~4"]);
    }

    #[test]
    fn a_name_is_one_safe_line_of_bounded_length() {
        let mut names = Names::default();
        assert_eq!(names.take("a\u{1B}b\tc"), "a␛b c");
        let (one, other) = ("ж".repeat(5000), format!("{}!", "ж".repeat(5000)));
        let (one, other) = (names.take(&one), names.take(&other));
        assert!(one.len() < 300 && other.len() < 300 && one != other);
    }

    #[test]
    fn many_alike_cost_no_more_than_their_number() {
        let mut names = Names::default();
        let last = (0..100_000).map(|_| names.take("x")).last();
        assert_eq!(last.as_deref(), Some("x~100000"));
    }
}
