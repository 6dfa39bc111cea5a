//! The card: how it scrolls, and which commands it stays open for.

use std::collections::BTreeSet;

use crate::support::driver::Driver;

/// Regression: a page was as long as the screen, and the card covers half of it.
#[test]
fn paging_through_the_card_shows_every_word() {
    let note: Vec<String> = (0..600).map(|number| format!("word{number:03}")).collect();
    let list = format!("[[entity]]\nname = 'Kyiv'\nkind = 'place'\nnote = '{}'\n", note.join(" "));
    let mut driver = Driver::corpus(&list, &[("a.txt", "Title\n\nKyiv waits.\n")]);
    driver.keys("] i");
    let mut seen = BTreeSet::new();
    for _ in 0..20 {
        let screen = driver.screen();
        let words = screen.split_whitespace().filter(|word| word.starts_with("word") && word.len() == 7);
        seen.extend(words.map(str::to_owned));
        driver.keys("PgDn");
    }
    assert_eq!(seen.len(), note.len(), "{}", driver.screen());
}
