//! Commands that select, look closer and take something along, and those of the views.

use super::Example;
use super::scenes::{article, unlisted};
use crate::support::driver::Driver;
use crate::support::reports::three;
use ratatui::style::Modifier;
use whoswho::app::compare;
use whoswho::app::display::Highlight;
use whoswho::app::geometry::Pane;
use whoswho::app::input::View;
use whoswho::app::overlays::Overlay;
use whoswho::app::overlays::add_entity::AddEntity;
use whoswho::ui::depth::Depth;

/// An example of each command: it is given one of the command's keys.
pub const EXAMPLES: &[(&str, Example)] = &[
    ("select", |key| {
        let mut driver = three();
        driver.keys("2 ]").keys(key);
        assert_eq!(driver.state.selected_name().as_deref(), Some("Geneva"));
        driver.keys("Tab Tab j j").keys(key);
        assert_eq!((driver.open(), driver.state.focus), (2, Pane::Text));
    }),
    ("pick-entity", |key| {
        let mut driver = three();
        driver.keys(key).keys("text:gnv Enter");
        assert_eq!(driver.state.selected_name().as_deref(), Some("Geneva"));
    }),
    ("undo", |key| {
        let mut driver = three();
        driver.keys("] Enter i").keys(key);
        assert!(driver.state.overlays.is_empty() && driver.state.selected.is_some());
        driver.keys("c").keys(key);
        assert!(driver.state.view == View::Read && driver.state.selected.is_some());
        driver.keys(key);
        assert!(driver.state.selected.is_none());
    }),
    ("card", |key| {
        let mut driver = three();
        driver.keys("] Enter").keys(key);
        assert!(matches!(driver.state.overlays.top(), Some(Overlay::Card(_))));
        assert!(driver.screen().contains("a negotiator"));
        driver.keys(key);
        assert!(driver.state.overlays.is_empty());
        // Where nothing is selected, and in the list of articles, it is the article's.
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
    ("uncounted", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.state.show_nested);
        driver.keys(key);
        assert!(!driver.state.show_nested);
    }),
    ("kinds", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.screen().contains("Kinds shown"), "{}", driver.screen());
        driver.keys("l Esc");
        assert!(driver.state.hidden.contains("place") && driver.state.overlays.is_empty());
    }),
    ("next-highlight", |key| {
        let mut driver = three();
        driver.keys("] Enter ]");
        let looks = |driver: &Driver| {
            let buffer = driver.buffer(Depth::None);
            let marked = buffer.content.iter().filter(|cell| cell.modifier.contains(Modifier::UNDERLINED));
            marked.count()
        };
        let all = looks(&driver);
        driver.keys(key);
        assert_eq!(driver.state.display.highlight, Highlight::Selected);
        let selected = looks(&driver);
        driver.keys(key);
        assert!(all > selected && looks(&driver) <= selected, "{all} {selected}");
        driver.keys(key);
        assert_eq!(looks(&driver), all);
    }),
    ("copy", |key| {
        let mut driver = three();
        driver.keys("]").keys(key).keys("m");
        let mention = &driver.others[0];
        assert!(mention.starts_with("Copy("), "{mention}");
        driver.keys(key).keys("s").keys(key).keys("p").keys(key).keys("l");
        let lengths: Vec<usize> = driver.others.iter().map(String::len).collect();
        assert!(lengths[0] < lengths[1] && lengths[1] <= lengths[2], "{:?}", driver.others);
        assert!(driver.others[3].contains("1.txt"), "{:?}", driver.others);
        driver.keys(key).keys("Esc").keys(key).keys("z");
        assert_eq!(driver.others.len(), 4);
    }),
    ("note", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.hint().contains("No passage selected"), "{}", driver.hint());
        driver.keys("]").keys(key);
        assert!(driver.hint().contains("remark:"), "{}", driver.hint());
        driver.keys("text:ask_him Enter");
        let note = driver.others.join("");
        assert!(note.contains("Joe Park went to Geneva.\"") && note.contains("ask him"), "{note}");
    }),
    ("pipe", |key| {
        let mut driver = three();
        driver.keys(key).keys("text:wc_-w Enter");
        assert!(driver.others.join("").contains("Pipe { command: \"wc -w\""), "{:?}", driver.others);
        driver.keys(key).keys("Up");
        assert!(driver.hint().contains("text to: wc -w"), "{}", driver.hint());
    }),
    ("open-link", |key| {
        let article = |url: &str| format!("---\nurl: {url}\n---\nKyiv waits for spring.\n");
        for (url, opens) in
            [("https://example.org/a?b=1", true), ("file:///etc/passwd", false), ("-rf", false)]
        {
            let list = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n";
            let mut driver = Driver::corpus(list, &[("1.md", &article(url))]);
            driver.keys(key);
            assert_eq!(driver.others == [format!("OpenLink({url:?})")], opens, "{url}: {:?}", driver.others);
        }
        let mut driver = three();
        driver.keys(key);
        assert!(driver.hint().contains("No link in this article"), "{}", driver.hint());
    }),
    ("compare", |key| {
        let mut driver = three();
        driver.keys(key);
        assert_eq!(driver.state.view, View::Compare);
        driver.keys(key);
        assert_eq!(driver.state.view, View::Read);
    }),
    ("next-column", |key| {
        let mut driver = three();
        driver.keys("c").keys(key);
        assert_eq!(driver.state.compare.column.row(), 1);
        driver.keys("9").keys(key);
        assert_eq!(driver.state.compare.column.row(), 2, "the last");
    }),
    ("previous-column", |key| {
        let mut driver = three();
        driver.keys("2 J c").keys(key);
        assert_eq!(driver.state.compare.column.row(), 1);
    }),
    ("go-to-cell", |key| {
        let mut driver = three();
        driver.keys("c 2 l");
        let row = compare::at_cursor(&driver.state).expect("a row");
        let name = driver.state.index.entity(row).expect("one").name(driver.state.index.gazetteer());
        let first = driver.offsets(2, Some(&name)).first().copied();
        driver.keys(key);
        assert_eq!(article(&driver), (2, first));
        assert_eq!(driver.state.selected_name().as_deref(), Some(name.as_str()));
    }),
    ("sort", |key| {
        let mut driver = three();
        driver.keys("c");
        let words: Vec<String> =
            (0..5).map(|_| format!("{:?}", driver.keys(key).state.compare.sorting)).collect();
        assert_eq!(words, ["Articles", "Column", "Name", "List", "Mentions"]);
    }),
    ("mouse", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(!driver.state.mouse);
        driver.keys(key);
        assert!(driver.state.mouse);
        assert_eq!(driver.others, ["Mouse(false)", "Mouse(true)"]);
    }),
    ("add-suggestion", |key| {
        let mut driver = unlisted();
        driver.keys("S").keys(key);
        assert!(
            matches!(driver.state.overlays.add_entity(), Some(AddEntity::Choose(choosing)) if choosing.text == "Nora Quist")
        );
    }),
    ("refuse", |key| {
        let mut driver = unlisted();
        driver.keys("S").keys(key);
        assert!(driver.state.suggest.refused.contains("nora quist"), "{}", driver.screen());
        assert!(driver.others[0].starts_with("Refuse { name: \"nora quist\", is_refused: true"));
    }),
    ("go-to-example", |key| {
        let mut driver = unlisted();
        driver.keys("J S").keys(key);
        assert_eq!((driver.state.view, driver.open()), (View::Read, 0));
        assert!(driver.state.picked_words.is_some());
    }),
    ("go-to-hit", |key| {
        let mut driver = three();
        driver.keys("\\ text:back_in Enter").keys(key);
        assert_eq!(driver.state.view, View::Read);
        let search = driver.state.search.as_ref().expect("a search");
        assert_eq!((search.expression.as_str(), search.at), ("back in", Some(0)));
    }),
];
