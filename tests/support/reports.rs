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

/// A list for [`differing`].
const DIFFERING_LIST: &str = r#"
[[entity]]
name = "Mara Holt"
kind = "person"
aliases = ["Holt"]
[[entity]]
name = "Oslo"
kind = "place"
[[entity]]
name = "Bergen"
kind = "place"
[[entity]]
name = "Rome"
kind = "place"
[[entity]]
name = "{points}-point plan"
kind = "plan"
patterns = ['(?<points>\d{1,3})-point plan']
"#;

/// The texts of [`differing`].
pub const DIFFERING: &[(&str, &str)] = &[
    (
        "1.md",
        "# Flood in Oslo\n\nThe flood in Oslo killed 41 people on Monday, police said. Oslo has a 28-point plan.\n\n\
         “We have lost far more than houses in this valley,” Mara Holt said.\n\nBergen sent boats on March 3.\n",
    ),
    (
        "2.md",
        "# Water in the north\n\nThe flood in Oslo killed 38 people on Monday, police said. Bergen waits.\n\n\
         “We lost much more than our houses in the valley,” Mara Holt said.\n\nBergen sent boats on March 3.\n",
    ),
    ("3.md", "# A quiet day\n\nRome was quiet, and so was the 19-point plan.\n"),
];

/// Opens three reports, two of which are about one flood and differ, on a screen of 100x40.
pub fn differing() -> Driver {
    let mut driver = Driver::corpus(DIFFERING_LIST, DIFFERING);
    driver.resize(100, 40);
    driver
}
