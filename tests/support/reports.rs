//! Three reports, one of them long, with few names, for tests of the reader.

#![allow(dead_code, reason = "each test binary uses its own part")]

use super::driver::Driver;

/// Three entities: two places and a person with an alias and a note.
pub const LIST: &str = r#"
[[entity]]
name = "Kyiv"
kind = "place"
[[entity]]
name = "Geneva"
kind = "place"
[[entity]]
name = "Joe Park"
kind = "person"
aliases = ["Park"]
note = "a negotiator"
"#;

/// Creates a reader on three reports: the first long, the second without mentions, the third short.
pub fn three() -> Driver {
    let long =
        (1..60).map(|number| format!("Paragraph {number} says nothing of note to anybody at all.\n\n"));
    let long: String = long.collect();
    let first = format!(
        "First report\n\nJoe Park went to Geneva. Kyiv waits for Park.\n\n{long}Park is back in Kyiv.\n"
    );
    Driver::corpus(
        LIST,
        &[
            ("1.txt", &first),
            ("2.txt", "Second report\n\nNothing of the list stands here.\n"),
            ("3.txt", "Third report\n\nGeneva again. Geneva once more, and Park.\n"),
        ],
    )
}
