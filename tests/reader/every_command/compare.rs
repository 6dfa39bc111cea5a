//! Commands of Compare and of the matrix.

use super::Example;
use super::scenes::position;
use super::selection::face;
use crate::support::driver::Driver;
use crate::support::reports::{differing, three};
use whoswho::analysis::coverage::Spread;
use whoswho::app::input::READ;
use whoswho::views::compare::{COMPARE, Face, MATRIX};

/// Returns the name of the entity at the cursor of the matrix.
fn name_at_cursor(driver: &Driver) -> Option<String> {
    let index = driver.app.workspace.index();
    let row = driver.matrix().entity_at_cursor(&driver.app.workspace)?;
    Some(index.entity(row)?.name(index.gazetteer()))
}

/// Returns the names of the rows of the matrix.
fn rows_of(driver: &Driver) -> Vec<String> {
    let ws = &driver.app.workspace;
    let rows = driver.matrix().rows(ws).expect("counted");
    rows.iter().map(|row| row.entity.name(ws.index().gazetteer())).collect()
}

/// The examples, in the order of the table.
pub const EXAMPLES: &[(&str, Example)] = &[
    ("open-row", |key| {
        let mut driver = differing();
        driver.keys("c").keys(key);
        assert!(driver.screen().contains("The flood in Oslo killed 41 people"), "{}", driver.screen());
        driver.keys("2 j").keys(key);
        assert_eq!((driver.app.workspace.view, driver.open_article()), (READ, 1));
    }),
    ("fold-row", |key| {
        let mut driver = differing();
        driver.keys("c Enter j").keys(key);
        assert!(!driver.screen().contains("The flood in Oslo killed 41 people"), "{}", driver.screen());
        assert!(driver.status().contains("41 in 1"), "{}", driver.status());
        driver.keys(key);
        assert!(driver.hint().contains("No sentences are shown for this row"), "{}", driver.hint());
    }),
    ("next-face", |key| {
        let mut driver = differing();
        driver.keys("c").keys(key);
        assert_eq!(driver.app.workspace.view, MATRIX);
        driver.keys("Tab").keys(key);
        assert_eq!((driver.app.workspace.view, face(&driver)), (COMPARE, Face::Quotes));
    }),
    ("previous-face", |key| {
        let mut driver = differing();
        driver.keys("c").keys(key);
        assert_eq!(face(&driver), Face::Timeline);
        driver.keys(key).keys(key).keys(key).keys(key);
        assert_eq!(driver.app.workspace.view, MATRIX);
    }),
    ("next-section", |key| {
        let mut driver = differing();
        driver.keys("c").keys(key);
        assert!(driver.status().contains("28-point plan"), "{}", driver.status());
    }),
    ("previous-section", |key| {
        let mut driver = differing();
        driver.keys("c }").keys(key);
        assert!(driver.status().contains("41 in 1"), "{}", driver.status());
    }),
    ("dismiss-row", |key| {
        let mut driver = differing();
        driver.keys("c").keys(key);
        assert!(driver.screen().contains("1 row dismissed"), "{}", driver.screen());
        driver.keys("U");
        assert!(driver.screen().contains("41     38"), "{}", driver.screen());
    }),
    ("show-dismissed", |key| {
        let mut driver = differing();
        driver.keys("c x").keys(key);
        assert!(driver.status().contains("41 in 1"), "{}", driver.status());
        driver.keys(key);
        assert!(!driver.status().contains("41 in 1"), "{}", driver.status());
    }),
    ("note-row", |key| {
        let mut driver = differing();
        driver.keys("c").keys(key);
        assert!(driver.hint().contains("Saving 2 sentences to your notes"), "{}", driver.hint());
    }),
    ("show-values", |key| {
        let mut driver = differing();
        driver.keys(": text:differences Enter").keys(key);
        assert!(driver.screen().contains("Values"), "{}", driver.screen());
        driver.keys(key);
        assert!(!driver.screen().contains("Values"), "{}", driver.screen());
    }),
    ("find-row", |key| {
        let mut driver = three();
        driver.keys("C").keys(key).keys("text:genev Enter");
        assert_eq!(name_at_cursor(&driver), Some("Geneva".to_owned()));
    }),
    ("filter-rows", |key| {
        let mut driver = three();
        driver.keys("C").keys(key).keys("text:genev Enter");
        assert_eq!(rows_of(&driver), ["Geneva"]);
        driver.keys("Esc");
        assert_eq!((rows_of(&driver).len(), driver.app.workspace.view), (3, MATRIX));
    }),
    ("next-matching-row", |key| {
        let mut driver = three();
        driver.keys("C / text:v Enter").keys(key);
        assert_eq!(name_at_cursor(&driver), Some("Kyiv".to_owned()), "Geneva was the first match");
    }),
    ("previous-matching-row", |key| {
        let mut driver = three();
        driver.keys("C / text:v Enter n").keys(key);
        assert_eq!(name_at_cursor(&driver), Some("Geneva".to_owned()));
    }),
    ("label-rows", |key| {
        let mut driver = three();
        driver.keys("C").keys(key).keys("s");
        assert_eq!(name_at_cursor(&driver), Some("Geneva".to_owned()));
        assert_eq!(driver.app.workspace.view, MATRIX);
    }),
    ("next-column", |key| {
        let mut driver = three();
        driver.keys("C").keys(key);
        assert_eq!(driver.matrix().column.row(), 1);
        driver.keys("9").keys(key);
        assert_eq!(driver.matrix().column.row(), 2, "the last column");
    }),
    ("previous-column", |key| {
        let mut driver = three();
        driver.keys("2 J C").keys(key);
        assert_eq!(driver.matrix().column.row(), 1);
    }),
    ("next-entity-column", |key| {
        let mut driver = three();
        driver.keys("C").keys(key);
        assert_eq!(driver.matrix().column.row(), 2, "the second article mentions nobody");
    }),
    ("previous-entity-column", |key| {
        let mut driver = three();
        driver.keys("2 J C").keys(key);
        assert_eq!(driver.matrix().column.row(), 0);
    }),
    ("first-column", |key| {
        let mut driver = three();
        driver.keys("2 J C").keys(key);
        assert_eq!(driver.matrix().column.row(), 0);
    }),
    ("last-column", |key| {
        let mut driver = three();
        driver.keys("C").keys(key);
        assert_eq!(driver.matrix().column.row(), 2);
    }),
    ("go-to-cell", |key| {
        let mut driver = three();
        driver.keys("C 2 l");
        let row = driver.matrix().entity_at_cursor(&driver.app.workspace).expect("a row");
        let name = driver
            .app
            .workspace
            .index()
            .entity(row)
            .expect("an entity")
            .name(driver.app.workspace.index().gazetteer());
        let first = driver.offsets(2, Some(&name)).first().copied();
        driver.keys(key);
        assert_eq!(position(&driver), (2, first));
        assert_eq!(driver.app.workspace.selected_name().as_deref(), Some(name.as_str()));
    }),
    ("next-row-mention", |key| {
        let mut driver = three();
        driver.keys("C").keys(key);
        let first = driver.offsets(0, Some("Joe Park")).first().copied();
        assert_eq!((driver.app.workspace.view, position(&driver)), (READ, (0, first)));
    }),
    ("previous-row-mention", |key| {
        let mut driver = three();
        driver.keys("C").keys(key);
        let last = driver.offsets(0, Some("Joe Park")).last().copied();
        assert_eq!((driver.app.workspace.view, position(&driver)), (READ, (0, last)));
    }),
    ("sort", |key| {
        let mut driver = three();
        driver.keys("C");
        let words: Vec<String> = (0..6).map(|_| format!("{:?}", driver.keys(key).matrix().sorting)).collect();
        assert_eq!(words, ["Articles", "Column", "Kind", "Name", "List", "Mentions"]);
    }),
    ("next-content", |key| {
        let mut driver = three();
        driver.keys("C");
        let words: Vec<String> = (0..6).map(|_| format!("{:?}", driver.keys(key).matrix().content)).collect();
        assert_eq!(words, ["Rate", "Paragraphs", "First", "Title", "Spellings", "Mentions"]);
    }),
    ("next-spread", |key| {
        let mut driver = three();
        driver.keys("C").keys(key);
        assert_eq!(driver.matrix().spread, Some(Spread::Some), "no entity is in all three articles");
        driver.keys(key);
        assert_eq!(driver.matrix().spread, Some(Spread::One));
        driver.keys(key);
        assert_eq!(driver.matrix().spread, None);
    }),
    ("named-here", |key| {
        let mut driver = three();
        driver.keys("C l l").keys(key);
        assert_eq!(rows_of(&driver), ["Joe Park", "Geneva"]);
        driver.keys(key);
        assert_eq!(rows_of(&driver).len(), 3);
    }),
    ("absent-here", |key| {
        let mut driver = three();
        driver.keys("C l l").keys(key);
        assert_eq!(rows_of(&driver), ["Kyiv"]);
        driver.keys(key);
        assert_eq!(rows_of(&driver).len(), 3);
    }),
    ("filter-columns", |key| {
        let mut driver = three();
        driver.keys("C").keys(key);
        assert_eq!(driver.app.workspace.listing().len(), 1, "only the second does not mention Joe Park");
        driver.keys(key);
        assert_eq!(driver.app.workspace.listing().len(), 3);
    }),
    ("matrix-to-differences", |key| {
        let mut driver = differing();
        driver.keys("C").keys(key);
        assert_eq!((driver.app.workspace.view, face(&driver)), (COMPARE, Face::Differences));
    }),
    ("matrix-to-overview", |key| {
        let mut driver = differing();
        driver.keys("C").keys(key);
        assert_eq!((driver.app.workspace.view, face(&driver)), (COMPARE, Face::Overview));
    }),
];
