//! Starting points and helpers for the examples.

use crate::support::driver::Driver;
use crate::support::reports::three;

/// Creates a reader on the three reports with a single narrow pane, so that a row of the screen is a row of the text.
pub fn narrow() -> Driver {
    let mut driver = three();
    driver.resize(50, 20);
    driver
}

/// Returns the rows of the text in [`narrow`], without the column of the scrollbar.
pub fn page(driver: &Driver) -> Vec<String> {
    let rows = driver.rows();
    rows[1..rows.len() - 2]
        .iter()
        .map(|row| row.trim_end_matches(['┃', '█', '■', '◀', ' ']).to_owned())
        .collect()
}

/// Asserts that a key moves the text by `rows` rows after the keys `before`.
pub fn assert_moves(before: &str, key: &str, rows: isize) {
    let mut driver = narrow();
    driver.keys(before);
    let old = page(&driver);
    driver.keys(key);
    let new = page(&driver);
    let (upper, lower) = if rows > 0 { (&old, &new) } else { (&new, &old) };
    let distance = rows.unsigned_abs();
    assert_eq!(upper[distance..], lower[..lower.len() - distance], "{key}");
}

/// Returns the open article and the current mention.
pub fn position(driver: &Driver) -> (usize, Option<usize>) {
    (driver.open_article(), driver.app.workspace.current_mention)
}

/// Returns the position of a mention that counts: its article and its byte offset.
pub fn stop(driver: &Driver, article: usize, number: usize) -> (usize, Option<usize>) {
    (article, driver.offsets(article, None).get(number).copied())
}

/// Returns the position at the start: the first article, without a current mention.
pub fn start() -> (usize, Option<usize>) {
    (0, None)
}

/// Creates two articles that mention somebody who is not on the list.
pub fn unlisted() -> Driver {
    let one = "First report\n\nMinister Nora Quist spoke. Later Nora Quist left.\n";
    let two = "Second report\n\nIt rained on Nora Quist.\n";
    Driver::corpus("[[entity]]\nname = 'Kyiv'\nkind = 'place'\n", &[("1.txt", one), ("2.txt", two)])
}
