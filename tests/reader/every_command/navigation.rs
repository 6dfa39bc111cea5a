//! Commands that move: by rows and pages, by hits and mentions, from article to article, from pane to pane.

use super::Example;
use super::scenes::{assert_moves, narrow, page, position, start, stop};
use crate::support::driver::Driver;
use crate::support::reports::three;
use whoswho::app::geometry::Pane;
use whoswho::views::corpus_search::SEARCH;

/// An example for each command: a function that is called with one of the command's keys.
pub const EXAMPLES: &[(&str, Example)] = &[
    ("down", |key| {
        assert_moves("g", key, 1);
        assert_moves("g", &format!("4 {key}"), 4);
    }),
    ("up", |key| {
        assert_moves("3 0 j", key, -1);
        assert_moves("3 0 j", &format!("1 1 {key}"), -11);
    }),
    ("scroll-down", |key| {
        assert_moves("g", key, 1);
        assert_moves("g", &format!("4 {key}"), 4);
    }),
    ("scroll-up", |key| assert_moves("3 0 j", &format!("1 1 {key}"), -11)),
    ("half-page-down", |key| assert_moves("g", key, 8)),
    ("half-page-up", |key| assert_moves("3 0 j", key, -8)),
    ("page-down", |key| assert_moves("g", key, 15)),
    ("page-up", |key| assert_moves("3 0 j", key, -15)),
    ("first", |key| {
        let mut driver = narrow();
        let first = page(&driver);
        driver.keys("4 0 j").keys(key);
        assert_eq!(page(&driver), first);
    }),
    ("last", |key| {
        let mut driver = narrow();
        driver.keys(key);
        assert!(page(&driver).last().is_some_and(|row| row.contains("back in Kyiv")));
    }),
    ("percent", |key| {
        let mut driver = narrow();
        driver.keys(key);
        assert!(driver.screen().contains("Type a number first"), "{}", driver.screen());
        driver.keys("5 0").keys(key);
        // The page ends with a whole row, so the share may be a little larger than the number.
        let status = driver.status();
        assert!(["50%", "51%"].iter().any(|percent| status.contains(percent)), "{status}");
    }),
    ("place-line", |key| {
        let mut driver = narrow();
        driver.keys("g 6 ]");
        let row = |driver: &Driver| page(driver).iter().position(|row| row.contains("back in Kyiv"));
        driver.keys(key).keys("b");
        assert_eq!(row(&driver), Some(16), "{}", driver.screen());
        driver.keys("2 [").keys(key).keys("t");
        assert!(page(&driver)[0].contains("Joe Park"), "{}", driver.screen());
    }),
    ("search", |key| {
        let mut driver = three();
        driver.keys(key).keys("text:Geneva Enter");
        let hits = driver.app.workspace.search.as_ref().map(|search| search.hits().len());
        assert_eq!(hits, Some(1));
    }),
    ("search-all", |key| {
        let mut driver = three();
        driver.keys(key).keys("text:note Enter");
        assert_eq!(driver.app.workspace.view, SEARCH);
        assert!(driver.screen().contains("in 1 of 3 articles"), "{}", driver.screen());
    }),
    ("next-hit", |key| {
        let mut driver = three();
        driver.keys(key);
        assert_eq!(position(&driver), stop(&driver, 0, 0), "without a search, it goes to the next mention");
        driver.keys("/ text:note Enter").keys(key);
        assert_eq!(driver.app.workspace.search.as_ref().and_then(|search| search.at), Some(1));
    }),
    ("previous-hit", |key| {
        let mut driver = three();
        driver.keys("/ text:note Enter").keys(key);
        assert_eq!(
            driver.app.workspace.search.as_ref().and_then(|search| search.at),
            Some(58),
            "it wraps around to the last hit"
        );
    }),
    ("next-mention", |key| {
        let mut driver = three();
        driver.keys(key);
        assert_eq!(position(&driver), stop(&driver, 0, 0));
        driver.keys("5").keys(key);
        assert_eq!(position(&driver), stop(&driver, 0, 5));
    }),
    ("previous-mention", |key| {
        let mut driver = three();
        driver.keys("3 ]").keys(key);
        assert_eq!(position(&driver), stop(&driver, 0, 1));
        driver.keys("2").keys(key);
        assert_eq!(position(&driver), stop(&driver, 0, 0), "the first mention");
        driver.keys(key);
        assert_eq!(position(&driver), stop(&driver, 2, 2), "it wraps around to the last mention");
    }),
    ("next-entity-article", |key| {
        let mut driver = three();
        driver.keys(key);
        assert_eq!(position(&driver), stop(&driver, 2, 0), "the second article mentions nobody");
    }),
    ("previous-entity-article", |key| {
        let mut driver = three();
        driver.keys("2 J").keys(key);
        assert_eq!(position(&driver), stop(&driver, 0, 0));
    }),
    ("next-passage", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.hint().contains("No entity selected"));
        driver.keys("] Enter").keys(key);
        assert!(driver.hint().contains(" with ") && driver.hint().contains(" here"), "{}", driver.hint());
    }),
    ("previous-passage", |key| {
        let mut driver = three();
        driver.keys("] Enter").step_and_wrap(key);
        assert!(driver.hint().contains(" with "), "{}", driver.hint());
    }),
    ("label-mentions", |key| {
        let mut driver = three();
        let mentions = driver.offsets(0, None);
        driver.keys(key).keys("s");
        assert_eq!(driver.app.workspace.current_mention, mentions.get(1).copied());
        driver.keys(key).keys("Esc");
        assert!(!driver.app.has_overlay());
        driver.keys(key).keys("b");
        assert!(driver.hint().contains("No such label"));
    }),
    ("label-entities", |key| {
        let mut driver = three();
        let first = driver
            .app
            .workspace
            .article_stats()
            .map(|here| here.entities[1].entity.name(driver.app.workspace.index().gazetteer()));
        driver.keys(key).keys("s");
        assert_eq!(driver.app.workspace.selected_name(), first);
    }),
    ("next-article", |key| {
        let mut driver = three();
        driver.keys(key);
        assert_eq!(driver.open_article(), 1);
        driver.keys("K 2").keys(key);
        assert_eq!(driver.open_article(), 2);
    }),
    ("previous-article", |key| {
        let mut driver = three();
        driver.keys("2 J").keys(key);
        assert_eq!(driver.open_article(), 1);
    }),
    ("pick-article", |key| {
        let mut driver = three();
        driver.keys(key).keys("text:third");
        assert!(driver.screen().contains("3 Third report"), "{}", driver.screen());
        driver.keys("Enter");
        assert_eq!(driver.open_article(), 2);
        driver.keys("H");
        assert_eq!(driver.open_article(), 0);
    }),
    ("right", |key| {
        let mut driver = three();
        let seen = [0; 3].map(|_| driver.keys(key).app.workspace.focus);
        assert_eq!(seen, [Pane::Entities, Pane::Articles, Pane::Text]);
    }),
    ("left", |key| {
        let mut driver = three();
        let seen = [0; 3].map(|_| driver.keys(key).app.workspace.focus);
        assert_eq!(seen, [Pane::Articles, Pane::Entities, Pane::Text]);
    }),
    ("back", |key| {
        let mut driver = three();
        driver.keys("1 2 j");
        let top = driver.app.workspace.viewport;
        driver.keys("2 J").keys(key);
        assert_eq!((position(&driver), driver.app.workspace.viewport), (start(), top));
    }),
    ("forward", |key| {
        let mut driver = three();
        driver.keys("2 J ]");
        let there = position(&driver);
        driver.keys("H H").keys(key).keys(key);
        assert_eq!(position(&driver), there);
    }),
    ("mark", |key| {
        let mut driver = three();
        driver.keys("]").keys(key).keys("a");
        assert!(driver.hint().contains("Mark a set"), "{}", driver.hint());
        let there = position(&driver);
        driver.keys("J ' a");
        assert_eq!(position(&driver), there);
        driver.keys(key).keys("a");
        assert!(
            driver.hint().contains("deleted") && driver.app.workspace.marks.is_empty(),
            "{}",
            driver.hint()
        );
    }),
    ("go-to-mark", |key| {
        let mut driver = three();
        driver.keys("m a 2 J ]").keys(key);
        assert!(driver.screen().contains("1  First report"), "{}", driver.screen());
        let there = position(&driver);
        driver.keys("a");
        assert_eq!(position(&driver), start());
        driver.keys(key).keys("'");
        assert_eq!(position(&driver), there);
        driver.keys(key).keys("'");
        assert_eq!(position(&driver), start());
        driver.keys(key).keys("z");
        assert!(driver.hint().contains("No mark z"), "{}", driver.hint());
    }),
    ("toggle-read", |key| {
        let mut driver = three();
        driver.keys("J");
        let mark = |driver: &Driver| driver.rows()[5].starts_with(" ✓");
        assert!(mark(&driver), "its last words were on the screen\n{}", driver.screen());
        driver.keys(key);
        assert!(!mark(&driver) && driver.hint().contains("marked as unread"), "{}", driver.screen());
        driver.keys("j k J K");
        assert!(!mark(&driver), "a mark that was removed by hand is not set again\n{}", driver.screen());
        driver.keys(key);
        assert!(mark(&driver), "{}", driver.screen());
    }),
    ("zoom-pane", |key| {
        let mut driver = three();
        driver.keys("1 2 j");
        let top = driver.app.workspace.viewport;
        driver.keys(key);
        assert!(
            driver.app.workspace.layout().articles.is_none() && driver.app.workspace.layout().panel.is_none()
        );
        assert_eq!(driver.app.workspace.viewport, top);
        driver.keys("Tab");
        assert!(
            driver.app.workspace.layout().panel.is_some() && driver.app.workspace.layout().text.is_none()
        );
        driver.keys(key);
        assert!(driver.app.workspace.layout().articles.is_some());
    }),
    ("filter-articles", |key| {
        let mut driver = three();
        driver.keys("] Enter").keys(key);
        assert!(driver.screen().contains("Articles 2/3"), "{}", driver.screen());
        driver.keys(key);
        assert!(driver.screen().contains("Articles 3"), "{}", driver.screen());
    }),
    ("filter-absent", |key| {
        let mut driver = three();
        driver.keys("] Enter").keys(key);
        assert!(driver.screen().contains("Articles 1/3"), "{}", driver.screen());
        assert!(driver.hint().contains("do not mention Joe Park"), "{}", driver.hint());
        driver.keys(key);
        assert!(driver.screen().contains("Articles 3"), "{}", driver.screen());
    }),
    ("sort-articles", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.screen().contains("Articles 3 by date"), "{}", driver.screen());
        assert!(driver.hint().contains("Articles sorted by date"), "{}", driver.hint());
    }),
];
