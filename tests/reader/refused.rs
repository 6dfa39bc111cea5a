//! No key acts on an article that is not on the screen: where a command cannot act, it says so.

use crate::support::driver::Driver;
use crate::support::reports::three;
use whoswho::app::input::command::{CommandSpec, Needs, Scope};
use whoswho::app::input::{READ, ViewId};
use whoswho::overlays::picker::Picker;
use whoswho::overlays::picker::rows::Target;
use whoswho::shell::commands::specs;
use whoswho::views::compare::MATRIX;
use whoswho::views::concordance::CONCORDANCE;
use whoswho::views::corpus_search::SEARCH;
use whoswho::views::suggest::SUGGEST;

/// The views without a page, with the keys that open them.
const VIEWS: [(ViewId, &str); 4] =
    [(MATRIX, "C"), (CONCORDANCE, "] Enter w"), (SUGGEST, "S"), (SEARCH, "\\ text:note Enter")];

const REFUSAL: &str = "Only while reading. Press q to go back.";

/// Creates a reader in a view, after stepping to a mention, setting a mark and scrolling down.
fn in_view(keys: &str) -> Driver {
    let mut driver = three();
    driver.keys("2 ] m a 3 j").keys(keys);
    driver.terminal_effects.clear();
    driver
}

/// Describes the open article, its page and marks, and everything that changes how it is shown.
fn page(driver: &Driver) -> String {
    let ws = &driver.app.workspace;
    let open = ws.open.as_ref().map(|open| &open.article.key);
    let search = ws.search.as_ref().map(|search| (&search.expression, search.at));
    let at = (open, ws.viewport, ws.current_mention, &ws.pending_jump, &ws.picked_words, search);
    let looks = (ws.selection.shows_nested(), ws.display.highlight, ws.display.justify, ws.display.hyphenate);
    format!("{at:?} {looks:?} {:?} {:?} {:?}", ws.marks, ws.focus, ws.zoomed)
}

fn read_marks(driver: &Driver) -> String {
    let mut marks: Vec<String> =
        driver.app.workspace.read_marks.iter().map(|mark| format!("{mark:?}")).collect();
    marks.sort();
    marks.concat()
}

/// Runs a command by its key in a view if it has one, else by its name.
fn run(driver: &mut Driver, command: &CommandSpec, view: ViewId) {
    if let Some(key) = driver.app.workspace.keymap.keys_in(command.name, view).first() {
        driver.keys(key);
        return;
    }
    driver.keys(&format!(": text:{}", command.name));
    let picker = driver.app.overlay::<Picker>().expect("the palette");
    let is_it = |target: &Target| matches!(target, Target::Command(name) if *name == command.name);
    let at = picker.rows.iter().position(|row| is_it(&row.meant.target)).expect("the command");
    driver.keys(&"Down ".repeat(at)).keys("Enter");
}

#[test]
fn no_command_changes_an_article_that_is_not_on_the_screen() {
    for (view, keys) in VIEWS {
        for command in specs() {
            if matches!(command.scope, Scope::In(other) if other != view) {
                continue;
            }
            // Undo may revert a change that was made on a page, and says so.
            if command.name == "undo" {
                continue;
            }
            let mut driver = in_view(keys);
            assert_eq!(driver.app.workspace.view, view);
            let before = (page(&driver), read_marks(&driver));
            run(&mut driver, command, view);
            let (name, hint) = (command.name, driver.hint());
            let is_refused = command.needs.contains(Needs::PAGE)
                || (command.needs.contains(Needs::ARTICLE) && view != SEARCH);
            assert_eq!(hint.contains(REFUSAL), is_refused, "{name} in {}: {hint}", view.name);
            if is_refused {
                assert!(driver.app.workspace.view == view && !driver.app.has_overlay(), "{name}");
                assert!(
                    driver.terminal_effects.is_empty(),
                    "{name} in {}: {:?}",
                    view.name,
                    driver.terminal_effects
                );
                assert_eq!((page(&driver), read_marks(&driver)), before, "{name} in {}", view.name);
            } else if driver.app.workspace.view != READ {
                // The command acts on what is on the screen, or opens a box.
                assert_eq!(page(&driver), before.0, "{name} in {}", view.name);
                assert_eq!(read_marks(&driver) == before.1, name != "toggle-read", "{name} in {}", view.name);
                let acts_on_page = |effect: &String| effect.starts_with("Copy") || effect.starts_with("Pipe");
                assert!(
                    !driver.terminal_effects.iter().any(acts_on_page),
                    "{name}: {:?}",
                    driver.terminal_effects
                );
            }
        }
    }
}

#[test]
fn refused_command_leaves_the_card_open() {
    let mut driver = in_view("C i");
    driver.keys("m");
    assert!(driver.app.has_overlay() && driver.hint().contains(REFUSAL), "{}", driver.screen());
}

#[test]
fn row_of_an_article_is_marked_as_read_and_its_link_opened() {
    let list = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n";
    let front = |url: &str, text: &str| format!("---\nurl: {url}\n---\n\n{text}\n");
    let (one, two) = (front("https://one.example", "Kyiv waits."), front("https://two.example", "Rain."));
    let mut driver = Driver::corpus(list, &[("1.md", &one), ("2.md", &two)]);
    driver.keys("\\ text:rain Enter o");
    assert_eq!(driver.terminal_effects.last().map(String::as_str), Some("OpenLink(\"https://two.example\")"));
    assert_eq!((driver.app.workspace.view, driver.open_article()), (SEARCH, 0));
    driver.keys("r");
    assert!(driver.hint().contains("Article marked as read"), "{}", driver.hint());
    let marked: Vec<String> = driver
        .app
        .workspace
        .read_marks
        .iter()
        .filter(|(_, mark)| mark.is_read)
        .map(|(key, _)| key.to_string())
        .collect();
    assert!(marked.iter().any(|key| key.ends_with("2.md")), "{marked:?}");
    // In the article list, `o` is about the row at the cursor, not about the open article.
    driver.keys("q BackTab j o");
    assert_eq!(driver.terminal_effects.last().map(String::as_str), Some("OpenLink(\"https://two.example\")"));
    driver.keys("k o");
    assert_eq!(driver.terminal_effects.last().map(String::as_str), Some("OpenLink(\"https://one.example\")"));
}

#[test]
fn next_hit_shows_the_hit() {
    let mut driver = three();
    driver.keys("/ text:note Enter S n");
    assert_eq!(driver.app.workspace.view, READ);
    assert_eq!(driver.app.workspace.search.as_ref().and_then(|search| search.at), Some(1));
    driver.keys("Ctrl-o");
    assert_eq!(driver.app.workspace.view, SUGGEST);
}

#[test]
fn escape_closes_a_view_before_it_clears_words_on_the_page() {
    let mut driver = three();
    driver.app.workspace.picked_words = Some(0..5);
    driver.keys("C Esc");
    assert_eq!((driver.app.workspace.view, driver.app.workspace.picked_words.clone()), (READ, Some(0..5)));
    driver.keys("Esc");
    assert_eq!(driver.app.workspace.picked_words, None);
}

/// Regression: while only the article list or the panel was shown, `m`, `y` and `|` acted on the hidden page.
#[test]
fn no_command_acts_on_a_text_that_another_pane_hides() {
    for (keys, show) in [("BackTab", "Tab"), ("Tab", "BackTab"), ("BackTab _", "Tab"), ("Tab _", "BackTab")] {
        for command in ["m", "y", "a", "|", "z", "5 %"] {
            let mut driver = three();
            if !keys.contains('_') {
                driver.resize(50, 20);
            }
            driver.keys("2 ]").keys(keys);
            assert!(driver.app.workspace.layout().text.is_none(), "{keys}: {}", driver.screen());
            let before = page(&driver);
            driver.terminal_effects.clear();
            driver.keys(command);
            let refusal = format!("The text is hidden. Press {show} to show it.");
            assert!(driver.hint().contains(&refusal), "{keys} {command}: {}", driver.hint());
            assert!(!driver.app.has_overlay() && driver.terminal_effects.is_empty(), "{keys} {command}");
            assert_eq!(page(&driver), before, "{keys} {command}");
            driver.keys(show);
            assert!(driver.app.workspace.layout().text.is_some(), "{keys}: {}", driver.screen());
        }
    }
    // `r` acts on the row of the article list, which is on the screen.
    let mut driver = three();
    driver.resize(50, 20);
    driver.keys("BackTab j r");
    assert!(driver.hint().contains("Article marked as read"), "{}", driver.hint());
}

/// Regression: in an empty folder, `/` did nothing.
#[test]
fn command_without_an_article_says_so() {
    for key in ["/", "m", "y", "f", "a", "|"] {
        let mut driver = Driver::corpus("", &[]);
        driver.keys(key);
        assert!(driver.hint().contains("No article is open"), "{key}: {}", driver.hint());
        assert!(!driver.app.has_overlay(), "{key}");
    }
}
