//! Commands of the Concordance, of Suggest and of Search.

use super::Example;
use super::scenes::unlisted;
use crate::support::reports::three;
use whoswho::app::input::READ;
use whoswho::overlays::add_entity::AddEntity;
use whoswho::views::corpus_search::SEARCH;

/// The examples, in the order of the table.
pub const EXAMPLES: &[(&str, Example)] = &[
    ("go-to-line", |key| {
        let mut driver = three();
        driver.keys("e text:geneva Enter w ] ]").keys(key);
        assert_eq!((driver.app.workspace.view, driver.open_article()), (READ, 2));
        assert_eq!(driver.app.workspace.current_mention, Some(driver.offsets(2, Some("Geneva"))[0]));
    }),
    ("sort-lines", |key| {
        let mut driver = three();
        driver.keys("e text:geneva Enter w").keys(key);
        assert!(driver.screen().contains("by the words to the left"), "{}", driver.screen());
    }),
    ("next-line", |key| {
        let mut driver = three();
        driver.keys("e text:geneva Enter w 2").keys(key);
        assert!(driver.status().contains("line 2 of 3"), "{}", driver.status());
        driver.keys("9").keys(key).keys(key);
        assert!(driver.hint().contains("This is the last line"), "{}", driver.hint());
    }),
    ("previous-line", |key| {
        let mut driver = three();
        driver.keys("e text:geneva Enter w 3 ]").keys(key);
        assert!(driver.status().contains("line 2 of 3"), "{}", driver.status());
    }),
    ("next-article-group", |key| {
        let mut driver = three();
        driver.keys("e text:geneva Enter w").keys(key);
        assert!(driver.status().contains("article 3 of 3"), "{}", driver.status());
    }),
    ("previous-article-group", |key| {
        let mut driver = three();
        driver.keys("e text:geneva Enter w }").keys(key);
        assert!(driver.status().contains("article 1 of 3"), "{}", driver.status());
    }),
    ("add-suggestion", |key| {
        let mut driver = unlisted();
        driver.keys("S").keys(key);
        assert!(
            matches!(driver.app.overlay::<AddEntity>(), Some(AddEntity::Choose(choosing)) if choosing.text == "Nora Quist")
        );
    }),
    ("ignore", |key| {
        let mut driver = unlisted();
        driver.keys("S").keys(key);
        assert!(driver.app.workspace.ignored.contains("nora quist"), "{}", driver.screen());
        assert!(
            driver.terminal_effects[0].starts_with("IgnoreName { name: \"nora quist\", is_ignored: true")
        );
    }),
    ("go-to-example", |key| {
        let mut driver = unlisted();
        driver.keys("J S").keys(key);
        assert_eq!((driver.app.workspace.view, driver.open_article()), (READ, 0));
        assert!(driver.app.workspace.picked_words.is_some());
    }),
    ("filter-suggestions", |key| {
        let mut driver = unlisted();
        driver.keys("S").keys(key).keys("text:zz");
        assert!(driver.suggest().at_cursor().is_none(), "{}", driver.screen());
        driver.keys("Esc");
        assert!(driver.suggest().at_cursor().is_some(), "{}", driver.screen());
    }),
    ("sort-suggestions", |key| {
        let mut driver = unlisted();
        driver.keys("S").keys(key);
        assert!(driver.hint().contains("Names sorted by count"), "{}", driver.hint());
    }),
    ("go-to-hit", |key| {
        let mut driver = three();
        driver.keys("\\ text:back_in Enter").keys(key);
        assert_eq!(driver.app.workspace.view, READ);
        let search = driver.app.workspace.search.as_ref().expect("a search");
        assert_eq!((search.expression.as_str(), search.at), ("back in", Some(0)));
    }),
    ("next-listed-hit", |key| {
        let mut driver = three();
        driver.keys("\\ text:note Enter").keys(key);
        assert_eq!((driver.app.workspace.view, driver.search().row.row()), (SEARCH, 1));
        driver.keys("2").keys(key);
        assert_eq!(driver.search().row.row(), 3);
    }),
    ("previous-listed-hit", |key| {
        let mut driver = three();
        driver.keys("\\ text:note Enter 3 n").keys(key);
        assert_eq!((driver.app.workspace.view, driver.search().row.row()), (SEARCH, 2));
    }),
    ("list-articles-with-hits", |key| {
        let mut driver = three();
        driver.keys("\\ text:back_in Enter").keys(key);
        let listed = driver.app.workspace.listing().len();
        let with_hits = driver.app.workspace.corpus_search.counts.len();
        assert_eq!((driver.app.workspace.view, listed), (READ, with_hits));
        assert!(driver.hint().contains("back in"), "{}", driver.hint());
    }),
];
