//! Every command of the table does what its words say, by every one of its keys.

mod support;

use ratatui::style::Modifier;
use support::driver::Driver;
use support::reports::three;
use whoswho::app::Action;
use whoswho::app::adding::Adding;
use whoswho::app::commands::COMMANDS;
use whoswho::app::compare;
use whoswho::app::looks::{Highlight, ThemeName};
use whoswho::app::pane::{Pane, View};
use whoswho::app::state::Overlay;
use whoswho::ui::theme::Depth;

/// The three reports in one narrow pane, so that a row of the screen is a row of the text.
fn narrow() -> Driver {
    let mut driver = three();
    driver.resize(50, 20);
    driver
}

/// The rows of the text in [`narrow`], without the column of the scrollbar.
fn page(driver: &Driver) -> Vec<String> {
    let rows = driver.rows();
    rows[1..rows.len() - 2]
        .iter()
        .map(|row| row.trim_end_matches(['┃', '█', '■', '◀', ' ']).to_owned())
        .collect()
}

/// A movement by `rows` rows, seen on the screen, from `before` on; and back by its counterpart.
fn moves(before: &str, key: &str, rows: isize) {
    let mut driver = narrow();
    driver.keys(before);
    let was = page(&driver);
    driver.keys(key);
    let is = page(&driver);
    let (upper, lower) = if rows > 0 { (&was, &is) } else { (&is, &was) };
    let by = rows.unsigned_abs();
    assert_eq!(upper[by..], lower[..lower.len() - by], "{key}");
}

fn article(driver: &Driver) -> (usize, Option<usize>) {
    (driver.open(), driver.state.landed)
}

/// What a walk must reach from the start of [`three`].
fn stop(driver: &Driver, article: usize, number: usize) -> (usize, Option<usize>) {
    (article, driver.offsets(article, None).get(number).copied())
}

fn start() -> (usize, Option<usize>) {
    (0, None)
}

/// Tries a command by one of its keys.
type Example = fn(&str);

/// Two articles that name somebody who is not listed.
fn unlisted() -> Driver {
    let one = "First report\n\nMinister Nora Quist spoke. Later Nora Quist left.\n";
    let two = "Second report\n\nIt rained on Nora Quist.\n";
    Driver::corpus("[[entity]]\nname = 'Kyiv'\nkind = 'place'\n", &[("1.txt", one), ("2.txt", two)])
}

/// An example of each command: it is given one of the command's keys.
const EXAMPLES: &[(&str, Example)] = &[
    ("down", |key| {
        moves("g", key, 1);
        moves("g", &format!("4 {key}"), 4);
    }),
    ("up", |key| {
        moves("3 0 j", key, -1);
        moves("3 0 j", &format!("1 1 {key}"), -11);
    }),
    ("half-page-down", |key| moves("g", key, 8)),
    ("half-page-up", |key| moves("3 0 j", key, -8)),
    ("page-down", |key| moves("g", key, 15)),
    ("page-up", |key| moves("3 0 j", key, -15)),
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
    ("search", |key| {
        let mut driver = three();
        driver.keys(key).keys("text:Geneva Enter");
        let hits = driver.state.search.as_ref().map(|search| search.hits().len());
        assert_eq!(hits, Some(1));
    }),
    ("search-all", |key| {
        let mut driver = three();
        driver.keys(key).keys("text:note Enter");
        assert_eq!(driver.state.view, View::Search);
        assert!(driver.screen().contains("in 1 of 3 articles"), "{}", driver.screen());
    }),
    ("next-hit", |key| {
        let mut driver = three();
        driver.keys(key);
        assert_eq!(article(&driver), stop(&driver, 0, 0), "without a search");
        driver.keys("/ text:note Enter").keys(key);
        assert_eq!(driver.state.search.as_ref().and_then(|search| search.at), Some(1));
    }),
    ("previous-hit", |key| {
        let mut driver = three();
        driver.keys("/ text:note Enter").keys(key);
        assert_eq!(driver.state.search.as_ref().and_then(|search| search.at), Some(58), "round to the last");
    }),
    ("next-mention", |key| {
        let mut driver = three();
        driver.keys(key);
        assert_eq!(article(&driver), stop(&driver, 0, 0));
        driver.keys("5").keys(key);
        assert_eq!(article(&driver), stop(&driver, 0, 5));
    }),
    ("previous-mention", |key| {
        let mut driver = three();
        driver.keys("3 ]").keys(key);
        assert_eq!(article(&driver), stop(&driver, 0, 1));
        driver.keys("2").keys(key);
        assert_eq!(article(&driver), stop(&driver, 2, 2), "round to the last");
    }),
    ("next-naming-article", |key| {
        let mut driver = three();
        driver.keys(key);
        assert_eq!(article(&driver), stop(&driver, 2, 0), "the second names nobody");
    }),
    ("previous-naming-article", |key| {
        let mut driver = three();
        driver.keys("2 J").keys(key);
        assert_eq!(article(&driver), stop(&driver, 0, 0));
    }),
    ("next-passage", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.hint().contains("no entity selected"));
        driver.keys("] Enter").keys(key);
        assert!(driver.hint().contains(" with ") && driver.hint().contains(" here"), "{}", driver.hint());
    }),
    ("previous-passage", |key| {
        let mut driver = three();
        driver.keys("] Enter").keys(key);
        assert!(driver.hint().contains(" with "), "{}", driver.hint());
    }),
    ("label-mentions", |key| {
        let mut driver = three();
        let mentions = driver.offsets(0, None);
        driver.keys(key).keys("s");
        assert_eq!(driver.state.landed, mentions.get(1).copied());
        driver.keys(key).keys("Esc");
        assert!(driver.state.labelling.is_none());
        driver.keys(key).keys("b");
        assert!(driver.hint().contains("no such label"));
    }),
    ("label-entities", |key| {
        let mut driver = three();
        let first =
            driver.state.here().map(|here| here.entities[1].entity.name(driver.state.index.gazetteer()));
        driver.keys(key).keys("s");
        assert_eq!(driver.state.selected_name(), first);
    }),
    ("next-article", |key| {
        let mut driver = three();
        driver.keys(key);
        assert_eq!(driver.open(), 1);
        driver.keys("K 2").keys(key);
        assert_eq!(driver.open(), 2);
    }),
    ("previous-article", |key| {
        let mut driver = three();
        driver.keys("2 J").keys(key);
        assert_eq!(driver.open(), 1);
    }),
    ("pick-article", |key| {
        let mut driver = three();
        driver.keys(key).keys("text:third");
        assert!(driver.screen().contains("3 Third report"), "{}", driver.screen());
        driver.keys("Enter");
        assert_eq!(driver.open(), 2);
        driver.keys("H");
        assert_eq!(driver.open(), 0);
    }),
    ("right", |key| {
        let mut driver = three();
        let seen = [0; 3].map(|_| driver.keys(key).state.focus);
        assert_eq!(seen, [Pane::Entities, Pane::Articles, Pane::Text]);
    }),
    ("left", |key| {
        let mut driver = three();
        let seen = [0; 3].map(|_| driver.keys(key).state.focus);
        assert_eq!(seen, [Pane::Articles, Pane::Entities, Pane::Text]);
    }),
    ("back", |key| {
        let mut driver = three();
        driver.keys("1 2 j");
        let top = driver.state.top;
        driver.keys("2 J").keys(key);
        assert_eq!((article(&driver), driver.state.top), (start(), top));
    }),
    ("forward", |key| {
        let mut driver = three();
        driver.keys("2 J ]");
        let there = article(&driver);
        driver.keys("H H").keys(key).keys(key);
        assert_eq!(article(&driver), there);
    }),
    ("mark", |key| {
        let mut driver = three();
        driver.keys("]").keys(key).keys("a");
        assert!(driver.hint().contains("mark a is set"), "{}", driver.hint());
        let there = article(&driver);
        driver.keys("J ' a");
        assert_eq!(article(&driver), there);
        driver.keys(key).keys("a");
        assert!(driver.hint().contains("taken away") && driver.state.marks.is_empty(), "{}", driver.hint());
    }),
    ("go-to-mark", |key| {
        let mut driver = three();
        driver.keys("m a 2 J ]").keys(key);
        assert!(driver.screen().contains("1  First report"), "{}", driver.screen());
        let there = article(&driver);
        driver.keys("a");
        assert_eq!(article(&driver), start());
        driver.keys(key).keys("'");
        assert_eq!(article(&driver), there);
        driver.keys(key).keys("'");
        assert_eq!(article(&driver), start());
        driver.keys(key).keys("z");
        assert!(driver.hint().contains("no mark z"), "{}", driver.hint());
    }),
    ("toggle-read", |key| {
        let mut driver = three();
        driver.keys("J");
        let mark = |driver: &Driver| driver.rows()[5].starts_with(" ✓");
        assert!(mark(&driver), "its last words were on the screen\n{}", driver.screen());
        driver.keys(key);
        assert!(!mark(&driver) && driver.hint().contains("not read"), "{}", driver.screen());
        driver.keys("j k J K");
        assert!(!mark(&driver), "a hand said so\n{}", driver.screen());
        driver.keys(key);
        assert!(mark(&driver), "{}", driver.screen());
    }),
    ("alone", |key| {
        let mut driver = three();
        driver.keys("1 2 j");
        let top = driver.state.top;
        driver.keys(key);
        assert!(driver.state.layout().articles.is_none() && driver.state.layout().panel.is_none());
        assert_eq!(driver.state.top, top);
        driver.keys("Tab");
        assert!(driver.state.layout().panel.is_some() && driver.state.layout().text.is_none());
        driver.keys(key);
        assert!(driver.state.layout().articles.is_some());
    }),
    ("narrow", |key| {
        let mut driver = three();
        driver.keys("] Enter").keys(key);
        assert!(driver.screen().contains("Articles 2/3"), "{}", driver.screen());
        driver.keys(key);
        assert!(driver.screen().contains("Articles 3"), "{}", driver.screen());
    }),
    ("sort-articles", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.screen().contains("Articles 3 by date"), "{}", driver.screen());
        assert!(driver.hint().contains("articles by date"), "{}", driver.hint());
    }),
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
        assert!(driver.state.overlay.is_none() && driver.state.selected.is_some());
        driver.keys("c").keys(key);
        assert!(driver.state.view == View::Read && driver.state.selected.is_some());
        driver.keys(key);
        assert!(driver.state.selected.is_none());
    }),
    ("card", |key| {
        let mut driver = three();
        driver.keys("] Enter").keys(key);
        assert!(matches!(driver.state.overlay, Some(Overlay::Card(_))));
        assert!(driver.screen().contains("a negotiator"));
        driver.keys(key);
        assert!(driver.state.overlay.is_none());
    }),
    ("uncounted", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.state.uncounted);
        driver.keys(key);
        assert!(!driver.state.uncounted);
    }),
    ("kinds", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.screen().contains("Kinds shown"), "{}", driver.screen());
        driver.keys("l Esc");
        assert!(driver.state.hidden.contains("place") && driver.state.kinds_menu.is_none());
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
        assert_eq!(driver.state.looks.highlight, Highlight::Selected);
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
        assert!(driver.hint().contains("no passage under the hand"), "{}", driver.hint());
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
        assert!(driver.hint().contains("gives no link"), "{}", driver.hint());
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
        assert_eq!(driver.state.compare.column, 1);
        driver.keys("9").keys(key);
        assert_eq!(driver.state.compare.column, 2, "the last");
    }),
    ("previous-column", |key| {
        let mut driver = three();
        driver.keys("2 J c").keys(key);
        assert_eq!(driver.state.compare.column, 1);
    }),
    ("go-to-cell", |key| {
        let mut driver = three();
        driver.keys("c 2 l");
        let row = compare::under_hand(&driver.state).expect("a row");
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
            matches!(&driver.state.adding, Some(Adding::Choose(choosing)) if choosing.text == "Nora Quist")
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
        assert!(driver.state.picked.is_some());
    }),
    ("go-to-hit", |key| {
        let mut driver = three();
        driver.keys("\\ text:back_in Enter").keys(key);
        assert_eq!(driver.state.view, View::Read);
        let search = driver.state.search.as_ref().expect("a search");
        assert_eq!((search.expression.as_str(), search.at), ("back in", Some(0)));
    }),
    ("suggest", |key| {
        let mut driver = unlisted();
        driver.keys(key);
        assert_eq!(driver.state.view, View::Suggest);
        assert!(driver.screen().contains("Nora Quist"), "{}", driver.screen());
        driver.keys(key);
        assert_eq!(driver.state.view, View::Read);
    }),
    ("add", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.state.adding.is_some() || !driver.hint().is_empty());
    }),
    ("take-back", |key| {
        let mut driver = three();
        driver.keys(key);
        assert_eq!(driver.others, ["TakeBack"]);
    }),
    ("edit-list", |key| {
        let mut driver = three();
        driver.keys("] Enter").keys(key);
        let gazetteer = driver.state.index.gazetteer();
        let selected = driver.state.selected.as_ref().and_then(|key| gazetteer.find_id(&key.id));
        let line = selected.and_then(|id| gazetteer.entry(id)).map_or(0, |entry| entry.line);
        assert_eq!(driver.others, [format!("EditList {{ line: {line} }}")]);
    }),
    ("reload", |key| {
        let mut driver = three();
        driver.keys(key);
        assert_eq!(driver.others, ["ReloadList"]);
    }),
    ("next-theme", |key| {
        let mut driver = three();
        let seen = ThemeName::ALL.iter().map(|_| {
            driver.keys(key);
            driver.state.looks.theme
        });
        let seen: Vec<ThemeName> = seen.collect();
        let all: Vec<ThemeName> = ThemeName::ALL.iter().map(|(_, theme)| *theme).collect();
        assert_eq!((&seen[..seen.len() - 1], seen.last()), (&all[1..], all.first()));
    }),
    ("justify-lines", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.state.looks.justify && driver.hint().contains("one column"), "{}", driver.hint());
        driver.keys(key);
        assert!(!driver.state.looks.justify);
    }),
    ("hyphenate-words", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.state.looks.hyphenate && driver.hint().contains("divided"), "{}", driver.hint());
        driver.keys(key);
        assert!(!driver.state.looks.hyphenate);
    }),
    ("palette", |key| {
        let mut driver = three();
        driver.keys(key).keys("text:next-art");
        assert!(driver.screen().contains("next-article"), "{}", driver.screen());
        driver.keys("Enter");
        assert_eq!(driver.open(), 1);
    }),
    ("stop", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(driver.others.is_empty() && !driver.quit, "there is nothing to stop");
        driver.act(Action::Progress { found: 9, read: 3, done: false });
        driver.keys(key);
        assert_eq!(driver.others, ["CancelReading"]);
    }),
    ("repaint", |key| assert_eq!(three().keys(key).others, ["Repaint"])),
    ("suspend", |key| assert_eq!(three().keys(key).others, ["Suspend"])),
    ("help", |key| {
        let mut driver = three();
        driver.keys(key);
        assert!(matches!(driver.state.overlay, Some(Overlay::Help(_))));
        driver.keys(key);
        assert!(driver.state.overlay.is_none());
    }),
    ("close", |key| {
        let mut driver = three();
        driver.keys("c ?").keys(key);
        assert!(driver.state.overlay.is_none() && driver.state.view == View::Compare);
        driver.keys(key);
        assert!(driver.state.view == View::Read && !driver.quit);
        driver.keys(key);
        assert!(driver.quit);
    }),
    ("quit", |key| assert!(three().keys("c ?").keys(key).quit)),
];

#[test]
fn every_command_has_an_example() {
    let examples: Vec<&str> = EXAMPLES.iter().map(|(name, _)| *name).collect();
    let commands: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
    assert_eq!(examples, commands);
}

#[test]
fn every_key_does_what_the_words_of_its_command_say() {
    for (name, example) in EXAMPLES {
        let command = COMMANDS.iter().find(|command| command.name == *name).expect("a command");
        for key in command.keys {
            println!("{name} by {key}");
            example(key);
        }
        if command.keys.is_empty() {
            println!("{name} by its name");
            example(&format!(": text:{name} Enter"));
        }
    }
}

/// The rows of the matrix with their counts.
fn matrix(driver: &Driver) -> Vec<(String, Vec<u32>)> {
    let gazetteer = driver.state.index.gazetteer();
    let rows = compare::rows(&driver.state).expect("counted");
    rows.iter().map(|row| (row.entity.name(gazetteer), row.cells.clone())).collect()
}

#[test]
fn the_matrix_counts_right_in_every_order_and_the_hand_stays_on_its_entity() {
    let mut driver = Driver::seeds(120, 40);
    driver.keys("c 7 j l l");
    let articles = driver.state.index.len();
    let sum = |cells: &[u32]| cells.iter().sum::<u32>();
    let named = |cells: &[u32]| cells.iter().filter(|count| **count > 0).count();
    let listed: Vec<String> =
        driver.state.index.gazetteer().entries.iter().map(|entry| entry.name.clone()).collect();
    let under = compare::under_hand(&driver.state);
    for _ in 0..5 {
        let rows = matrix(&driver);
        for (name, cells) in &rows {
            let counted: Vec<u32> =
                (0..articles).map(|article| driver.offsets(article, Some(name)).len() as u32).collect();
            assert_eq!(*cells, counted, "{name}");
        }
        let sorting = format!("{:?}", driver.state.compare.sorting);
        let ordered = rows.windows(2).all(|pair| {
            let [(left, counts), (right, others)] = pair else { return false };
            match sorting.as_str() {
                "Mentions" => sum(counts) >= sum(others),
                "Articles" => named(counts) >= named(others),
                "Column" => counts[2] >= others[2],
                "Name" => left.to_lowercase() <= right.to_lowercase(),
                "List" => {
                    let place = |name: &String| listed.iter().position(|other| other == name);
                    place(left).zip(place(right)).is_none_or(|(left, right)| left <= right)
                }
                other => panic!("an order without a test: {other}"),
            }
        });
        assert!(ordered, "{sorting}");
        assert_eq!(compare::under_hand(&driver.state), under, "{sorting}");
        driver.keys("s");
    }
}

#[test]
fn the_wheel_moves_what_is_under_it_and_nothing_else() {
    let mut driver = three();
    let (top, open) = (driver.state.top, driver.open());
    driver.wheel(60, 10, true);
    assert_ne!(driver.state.top, top);
    driver.wheel(60, 10, false).wheel(3, 4, true);
    assert_eq!((driver.state.top, driver.state.articles.at, driver.open()), (top, 1, open));
    driver.keys("?").wheel(60, 10, true);
    assert_eq!(driver.state.top, top, "the text lies below the help");
}

#[test]
fn a_paste_is_typed_into_a_search_in_one_line_and_means_nothing_elsewhere() {
    let mut driver = three();
    driver.paste("JJ]q");
    assert!(driver.open() == 0 && !driver.quit && driver.state.landed.is_none());
    driver.keys("/").paste("Geneva");
    assert_eq!(driver.state.search.as_ref().map(|search| search.hits().len()), Some(1));
    driver.paste("\u{1b}[31m\r\nx");
    assert!(
        driver.state.prompt.as_ref().is_some_and(|prompt| !prompt.line.text().chars().any(char::is_control))
    );
}

#[test]
fn a_key_without_a_command_says_so_in_every_view() {
    for before in ["", "c", "Tab", "BackTab", "/ text:note Enter"] {
        let mut driver = three();
        driver.keys(before).keys("Z");
        let hint = driver.hint();
        assert!(hint.contains('Z') && hint.contains('?'), "{before}: {hint}");
    }
}
