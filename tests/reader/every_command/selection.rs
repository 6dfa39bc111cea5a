//! Commands that select, show details and copy, and those of the views.

use super::Example;
use super::scenes::{position, unlisted};
use crate::support::driver::Driver;
use crate::support::reports::{differing, three};
use ratatui::style::Modifier;
use whoswho::analysis::coverage::Spread;
use whoswho::app::geometry::Pane;
use whoswho::app::input::READ;
use whoswho::app::state::display::Highlight;
use whoswho::overlays::add_entity::AddEntity;
use whoswho::overlays::card::Card;
use whoswho::ui::depth::Depth;
use whoswho::views::compare::{COMPARE, Compare, Face, MATRIX};
use whoswho::views::concordance::CONCORDANCE;
use whoswho::views::corpus_search::SEARCH;

/// Returns the name of the entity at the cursor of the matrix.
fn name_at_cursor(driver: &Driver) -> Option<String> {
    let index = driver.app.workspace.index();
    let row = driver.matrix().entity_at_cursor(&driver.app.workspace)?;
    Some(index.entity(row)?.name(index.gazetteer()))
}

/// Returns the face of Compare that is shown, or that was shown last.
fn face(driver: &Driver) -> Face {
    driver.app.view::<Compare>().expect("Compare").face
}

/// Asserts that a key shows a face, with these words on it.
fn shows(key: &str, wanted: Face, words: &str) {
    let mut driver = differing();
    driver.keys(key);
    assert_eq!((driver.app.workspace.view, face(&driver)), (COMPARE, wanted));
    assert!(driver.screen().contains(words), "{}", driver.screen());
}

/// Returns the names of the rows of the matrix.
fn rows_of(driver: &Driver) -> Vec<String> {
    let ws = &driver.app.workspace;
    let rows = driver.matrix().rows(ws).expect("counted");
    rows.iter().map(|row| row.entity.name(ws.index().gazetteer())).collect()
}

/// An example for each command: a function that is called with one of the command's keys.
pub const EXAMPLES: &[(&str, Example)] = &[
    ("select", |key| {
        let mut driver = three();
        driver.keys("2 ]").keys(key);
        assert_eq!(driver.app.workspace.selected_name().as_deref(), Some("Geneva"));
        driver.keys("Tab Tab j j").keys(key);
        assert_eq!((driver.open_article(), driver.app.workspace.focus), (2, Pane::Text));
    }),
    ("pick-entity", |key| {
        let mut driver = three();
        driver.keys(key).keys("text:gnv Enter");
        assert_eq!(driver.app.workspace.selected_name().as_deref(), Some("Geneva"));
    }),
    ("cancel", |key| {
        let mut driver = three();
        driver.keys("] Enter i").keys(key);
        assert!(!driver.app.has_overlay() && driver.app.workspace.selection.entity().is_some());
        driver.keys("C").keys(key);
        assert!(driver.app.workspace.view == READ && driver.app.workspace.selection.entity().is_some());
        driver.keys(key);
        assert!(driver.app.workspace.selection.entity().is_none());
    }),
    ("card", |key| {
        let mut driver = three();
        driver.keys("] Enter").keys(key);
        assert!(driver.app.overlay::<Card>().is_some());
        assert!(driver.screen().contains("a negotiator"));
        driver.keys(key);
        assert!(!driver.app.has_overlay());
        // Without a selection, and in the article list, the card is about the article.
        let text = "Talks\n\nKyiv waits for Park.\n";
        let front = |source: &str| format!("---\nsource: {source}\ndate: 2025-11-24\n---\n\n{text}");
        let mut driver = Driver::corpus(
            crate::support::reports::LIST,
            &[("a.md", &front("The Post")), ("b.txt", "Other\n\nNo name.\n"), ("c.md", &front("The Wire"))],
        );
        driver.keys(key);
        let screen = driver.screen();
        for words in ["The Post", "2025-11-24", "a.md", "5 in 2 paragraphs", "c.md (The Wire, 2025-11-24)"] {
            assert!(screen.contains(words), "{words}:\n{screen}");
        }
        driver.keys("Esc ] BackTab j").keys(key);
        assert!(
            driver.screen().contains("b.txt") && !driver.screen().contains("The Wire"),
            "{}",
            driver.screen()
        );
    }),
    ("show-nested", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.app.workspace.selection.shows_nested());
        driver.keys(key);
        assert!(!driver.app.workspace.selection.shows_nested());
    }),
    ("kinds", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.screen().contains("Kinds shown"), "{}", driver.screen());
        driver.keys("l Esc");
        assert!(driver.app.workspace.selection.hidden().contains("place") && !driver.app.has_overlay());
    }),
    ("next-highlight", |key| {
        let mut driver = three();
        driver.keys("] Enter ]");
        let highlighted = |driver: &Driver| {
            let buffer = driver.buffer(Depth::None);
            let marked = buffer.content.iter().filter(|cell| cell.modifier.contains(Modifier::UNDERLINED));
            marked.count()
        };
        let all = highlighted(&driver);
        driver.keys(key);
        assert_eq!(driver.app.workspace.display.highlight, Highlight::Selected);
        let selected = highlighted(&driver);
        driver.keys(key);
        assert!(all > selected && highlighted(&driver) <= selected, "{all} {selected}");
        driver.keys(key);
        assert_eq!(highlighted(&driver), all);
    }),
    ("copy", |key| {
        let mut driver = three();
        driver.keys("]").keys(key).keys("m");
        let mention = &driver.terminal_effects[0];
        assert!(mention.starts_with("Copy("), "{mention}");
        driver.keys(key).keys("s").keys(key).keys("p").keys(key).keys("l");
        let lengths: Vec<usize> = driver.terminal_effects.iter().map(String::len).collect();
        assert!(lengths[0] < lengths[1] && lengths[1] <= lengths[2], "{:?}", driver.terminal_effects);
        assert!(driver.terminal_effects[3].contains("1.txt"), "{:?}", driver.terminal_effects);
        driver.keys(key).keys("Esc").keys(key).keys("z");
        assert_eq!(driver.terminal_effects.len(), 4);
    }),
    ("note", |key| {
        let mut driver = three();
        driver.keys("]").keys(key);
        assert!(driver.hint().contains("comment:"), "{}", driver.hint());
        driver.keys("text:ask_him Enter");
        let note = driver.terminal_effects.join("");
        assert!(note.contains("Joe Park went to Geneva.\"") && note.contains("ask him"), "{note}");
    }),
    ("pipe", |key| {
        let mut driver = three();
        driver.keys(key).keys("text:wc_-w Enter");
        assert!(
            driver.terminal_effects.join("").contains("Pipe { command: \"wc -w\""),
            "{:?}",
            driver.terminal_effects
        );
        driver.keys(key).keys("Up");
        assert!(driver.hint().contains("pipe to: wc -w"), "{}", driver.hint());
    }),
    ("open-link", |key| {
        let article = |url: &str| format!("---\nurl: {url}\n---\nKyiv waits for spring.\n");
        for (url, opens) in
            [("https://example.org/a?b=1", true), ("file:///etc/passwd", false), ("-rf", false)]
        {
            let list = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n";
            let mut driver = Driver::corpus(list, &[("1.md", &article(url))]);
            driver.keys(key);
            assert_eq!(
                driver.terminal_effects == [format!("OpenLink({url:?})")],
                opens,
                "{url}: {:?}",
                driver.terminal_effects
            );
        }
        let mut driver = three();
        driver.keys(key);
        assert!(driver.hint().contains("No link in this article"), "{}", driver.hint());
    }),
    ("compare", |key| {
        let mut driver = differing();
        driver.keys(key);
        assert_eq!((driver.app.workspace.view, face(&driver)), (COMPARE, Face::Overview));
        driver.keys("BackTab").keys(key);
        assert_eq!(driver.app.workspace.view, READ);
        driver.keys(key);
        assert_eq!(face(&driver), Face::Timeline, "the last face");
    }),
    ("matrix", |key| {
        let mut driver = three();
        driver.keys(key);
        assert_eq!(driver.app.workspace.view, MATRIX);
        driver.keys(key);
        assert_eq!(driver.app.workspace.view, READ);
    }),
    ("overview", |key| {
        let mut driver = differing();
        driver.keys("c BackTab").keys(key);
        assert_eq!((driver.app.workspace.view, face(&driver)), (COMPARE, Face::Overview));
    }),
    ("differences", |key| shows(key, Face::Differences, "41")),
    ("quotes", |key| shows(key, Face::Quotes, "Mara Holt")),
    ("passages", |key| shows(key, Face::Passages, "Passages")),
    ("timeline", |key| shows(key, Face::Timeline, "Mar 3")),
    ("concordance", |key| {
        let mut driver = three();
        driver.keys("] Enter").keys(key);
        assert_eq!(driver.app.workspace.view, CONCORDANCE);
        assert!(driver.screen().contains("Concordance of Joe Park"), "{}", driver.screen());
        driver.keys(key);
        assert_eq!(driver.app.workspace.view, READ);
    }),
    ("open-row", |key| {
        let mut driver = differing();
        driver.keys("c").keys(key);
        assert!(driver.screen().contains("The flood in Oslo killed 41 people"), "{}", driver.screen());
        driver.keys("2 j").keys(key);
        assert_eq!((driver.app.workspace.view, driver.open_article()), (READ, 1));
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
        assert!(driver.screen().contains("No differing figures"), "{}", driver.screen());
        driver.keys("U");
        assert!(driver.screen().contains("41"), "{}", driver.screen());
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
    ("show-alike", |key| {
        let mut driver = differing();
        driver.keys(": text:differences Enter").keys(key);
        assert!(driver.screen().contains("Alike"), "{}", driver.screen());
        driver.keys(key);
        assert!(!driver.screen().contains("Alike"), "{}", driver.screen());
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
