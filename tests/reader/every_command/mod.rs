//! Every command in the table does what its summary says, with each of its keys.

mod compare;
mod lists;
mod navigation;
mod program;
mod scenes;
mod selection;

use crate::support::driver::Driver;
use crate::support::reports::three;
use whoswho::analysis::coverage::CoverageRow;
use whoswho::overlays::search_prompt::SearchPrompt;
use whoswho::shell::commands::specs;

/// Tries a command with one of its keys.
type Example = fn(&str);

/// The examples, in the order of the table.
fn examples() -> impl Iterator<Item = &'static (&'static str, Example)> {
    [navigation::EXAMPLES, selection::EXAMPLES, compare::EXAMPLES, lists::EXAMPLES, program::EXAMPLES]
        .into_iter()
        .flatten()
}

#[test]
fn every_command_has_an_example() {
    let examples: Vec<&str> = examples().map(|(name, _)| *name).collect();
    let commands: Vec<&str> = specs().iter().map(|command| command.name).collect();
    assert_eq!(examples, commands);
}

#[test]
fn every_key_does_what_its_command_says() {
    for (name, example) in examples() {
        let command = specs().iter().find(|command| command.name == *name).expect("a command");
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

/// Returns the name of each row of the matrix with its counts.
fn matrix(driver: &Driver) -> Vec<(String, Vec<u32>)> {
    let gazetteer = driver.app.workspace.index().gazetteer();
    let rows = driver.matrix().rows(&driver.app.workspace).expect("counted");
    let cells = |row: &CoverageRow| driver.app.workspace.index().ids().map(|id| row.count(id)).collect();
    rows.iter().map(|row| (row.entity.name(gazetteer), cells(row))).collect()
}

#[test]
fn matrix_is_correct_in_every_order_and_the_cursor_stays_on_its_entity() {
    let mut driver = Driver::seeds(120, 40);
    driver.keys("C 7 j l l");
    let articles = driver.app.workspace.index().len();
    let sum = |cells: &[u32]| cells.iter().sum::<u32>();
    let article_count = |cells: &[u32]| cells.iter().filter(|count| **count > 0).count();
    let listed: Vec<String> =
        driver.app.workspace.index().gazetteer().entries.iter().map(|entry| entry.name.clone()).collect();
    let before = driver.matrix().entity_at_cursor(&driver.app.workspace);
    for _ in 0..6 {
        let rows = matrix(&driver);
        for (name, cells) in &rows {
            let counted: Vec<u32> =
                (0..articles).map(|article| driver.offsets(article, Some(name)).len() as u32).collect();
            assert_eq!(*cells, counted, "{name}");
        }
        let sorting = format!("{:?}", driver.matrix().sorting);
        let ordered = rows.windows(2).all(|pair| {
            let [(left, counts), (right, others)] = pair else { return false };
            match sorting.as_str() {
                "Mentions" => sum(counts) >= sum(others),
                "Articles" => article_count(counts) >= article_count(others),
                "Column" => counts[2] >= others[2],
                "Kind" => {
                    let kind = |name: &String| {
                        let gazetteer = driver.app.workspace.index().gazetteer();
                        gazetteer.entries.iter().find(|entry| entry.name == *name).map(|entry| entry.kind.0)
                    };
                    // A template's entities have other names than their entry.
                    let (left, right) = (kind(left), kind(right));
                    left.is_none() || right.is_none() || left <= right
                }
                "Name" => left.to_lowercase() <= right.to_lowercase(),
                "List" => {
                    let position = |name: &String| listed.iter().position(|other| other == name);
                    position(left).zip(position(right)).is_none_or(|(left, right)| left <= right)
                }
                other => panic!("an order without a test: {other}"),
            }
        });
        assert!(ordered, "{sorting}");
        assert_eq!(driver.matrix().entity_at_cursor(&driver.app.workspace), before, "{sorting}");
        driver.keys("s");
    }
}

#[test]
fn wheel_scrolls_only_what_is_under_the_pointer() {
    let mut driver = three();
    let (top, open) = (driver.app.workspace.viewport, driver.open_article());
    driver.wheel(60, 10, true);
    assert_ne!(driver.app.workspace.viewport, top);
    driver.wheel(60, 10, false).wheel(3, 4, true);
    assert_eq!(
        (driver.app.workspace.viewport, driver.app.workspace.articles.row(), driver.open_article()),
        (top, 1, open)
    );
    driver.keys("?").wheel(60, 10, true);
    assert_eq!(driver.app.workspace.viewport, top, "the wheel does not scroll the text under the help");
}

#[test]
fn paste_is_typed_into_a_search_and_ignored_elsewhere() {
    let mut driver = three();
    driver.paste("JJ]q");
    assert!(driver.open_article() == 0 && !driver.quit && driver.app.workspace.current_mention.is_none());
    driver.keys("/").paste("Geneva");
    assert_eq!(driver.app.workspace.search.as_ref().map(|search| search.hits().len()), Some(1));
    driver.paste("\u{1b}[31m\r\nx");
    assert!(
        driver.app.overlay::<SearchPrompt>().is_some_and(|prompt| !prompt
            .line
            .text()
            .chars()
            .any(char::is_control))
    );
}

#[test]
fn unbound_key_says_so_in_every_view() {
    for before in ["", "C", "Tab", "BackTab", "/ text:note Enter"] {
        let mut driver = three();
        driver.keys(before).keys("T");
        let hint = driver.hint();
        assert!(hint.contains("T does nothing here"), "{before}: {hint}");
    }
}
