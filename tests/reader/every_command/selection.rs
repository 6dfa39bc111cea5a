//! Commands that select, show details and copy, and those of the views.

use super::Example;
use crate::support::driver::Driver;
use crate::support::reports::{differing, three};
use ratatui::style::Modifier;
use whoswho::app::geometry::Pane;
use whoswho::app::input::READ;
use whoswho::app::state::display::Highlight;
use whoswho::overlays::card::Card;
use whoswho::ui::depth::Depth;
use whoswho::views::compare::{COMPARE, Compare, Face, MATRIX};
use whoswho::views::concordance::CONCORDANCE;

/// Returns the face of Compare that is shown, or that was shown last.
pub(super) fn face(driver: &Driver) -> Face {
    driver.app.view::<Compare>().expect("Compare").face
}

/// Asserts that a key shows a face, with these words on it.
fn shows(key: &str, wanted: Face, words: &str) {
    let mut driver = differing();
    driver.keys(key);
    assert_eq!((driver.app.workspace.view, face(&driver)), (COMPARE, wanted));
    assert!(driver.screen().contains(words), "{}", driver.screen());
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
    ("sentences-of-both", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.hint().contains("No entity selected"), "{}", driver.hint());
        driver.keys("] Enter Tab").keys(key);
        assert_eq!(driver.app.workspace.view, CONCORDANCE);
        assert!(
            driver.screen().contains("Concordance of Joe Park with Kyiv: 2 sentences"),
            "{}",
            driver.screen()
        );
        driver.keys(key);
        assert_eq!(driver.app.workspace.view, READ);
    }),
];
