//! The card: how it scrolls, and which commands it stays open for.

use std::collections::BTreeSet;

use crate::support::driver::Driver;
use crate::support::reports::three;
use whoswho::overlays::card::Card;
use whoswho::views::corpus_search::list::HEAD_ROWS;

/// Regression: a page was as long as the screen, although the card covers only about half of it.
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

#[test]
fn card_stays_open_and_follows_the_articles_of_the_concordance() {
    let mut driver = three();
    driver.keys("e text:geneva Enter w i");
    let title = |driver: &Driver| driver.app.overlay::<Card>().and_then(Card::title).map(str::to_owned);
    for (key, expected) in
        [("}", "Third report"), ("{", "First report"), ("J", "Third report"), ("K", "First report")]
    {
        driver.keys(key);
        assert_eq!(title(&driver).as_deref(), Some(expected), "{key}\n{}", driver.screen());
    }
}

#[test]
fn card_stays_open_and_follows_the_hits_of_all_articles() {
    let mut driver = three();
    driver.keys("\\ text:Park Enter i");
    let title = |driver: &Driver| driver.app.overlay::<Card>().and_then(Card::title).map(str::to_owned);
    for (keys, expected) in [("2 n", "First report"), ("n", "Third report"), ("N", "First report")] {
        driver.keys(keys);
        assert_eq!(title(&driver).as_deref(), Some(expected), "{keys}\n{}", driver.screen());
    }
}

#[test]
fn card_does_not_cover_the_hit_at_the_cursor() {
    let mut driver = three();
    for (columns, rows) in [(120, 40), (80, 24), (50, 14)] {
        driver.resize(columns, rows).keys("\\ text:nothing Enter g i");
        for _ in 0..40 {
            driver.keys("n");
            let ws = &driver.app.workspace;
            let cursor = &driver.search().row;
            let place = ws.layout().body.y + HEAD_ROWS + (cursor.row() - cursor.top()) as u16;
            let card = ws.overlaid.covered.expect("the card");
            assert!(place < card.y, "{}", driver.screen());
        }
        driver.keys("i q");
    }
}
