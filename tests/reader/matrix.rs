//! Working in the matrix: finding rows, moving between columns, reading on from a cell and coming back.

use crate::support::driver::Driver;
use crate::support::reports::three;
use ratatui::style::Modifier;
use whoswho::app::input::READ;
use whoswho::overlays::card::Card;
use whoswho::overlays::jump_labels::{JumpLabels, Target};
use whoswho::ui::depth::Depth;
use whoswho::views::compare::MATRIX;
use whoswho::views::compare::matrix::grid::HEAD_ROWS;
use whoswho::views::compare::matrix::order::Sorting;

const LIST: &str = r#"
[[entity]]
name = "Kyiv"
kind = "place"
aliases = ["Kiev"]
[[entity]]
name = "Geneva"
kind = "place"
[[entity]]
name = "Joe Park"
kind = "person"
aliases = ["Park"]
[[entity]]
name = "Zürich"
kind = "place"
aliases = ["Turicum"]
[[entity]]
name = "Nowhere"
kind = "place"
"#;

const KYIV: usize = 0;
const GENEVA: usize = 1;
const ZURICH: usize = 2;
const PARK: usize = 3;

/// Creates five reports. By mentions, the rows are Kyiv (articles 1, 3, 5), Geneva (1, 3), Zürich (5), Joe Park (1).
fn five() -> Driver {
    Driver::corpus(
        LIST,
        &[
            ("1.txt", "First report\n\nKyiv wrote to Geneva. Kyiv waits, and so does Joe Park.\n"),
            ("2.txt", "Second report\n\nIt rained all day.\n"),
            ("3.txt", "Third report\n\nGeneva answers Kyiv.\n"),
            ("4.txt", "Fourth report\n\nThe rain went on.\n"),
            ("5.txt", "Fifth report\n\nKyiv is dry. Zürich is not. Zürich has umbrellas.\n"),
        ],
    )
}

/// Returns the row and the column of the cursor, counted from 0.
fn cursor(driver: &Driver) -> (usize, usize) {
    (driver.matrix().row.row(), driver.matrix().column.row())
}

/// Returns everything that must be unchanged after coming back to the matrix.
fn cell(driver: &Driver) -> (usize, usize, Sorting, String) {
    let (row, column) = cursor(driver);
    (row, column, driver.matrix().sorting, driver.status())
}

/// Returns the name of each row, in order, with all names of its entity in lower case, `ü` as `u`.
fn rows(driver: &Driver) -> Vec<(String, String)> {
    let gazetteer = driver.app.workspace.index().gazetteer();
    let rows = driver.matrix().rows(&driver.app.workspace).expect("counted");
    let names = |name: &str| {
        let entry = gazetteer.entries.iter().find(|entry| entry.name == name).expect("listed");
        let forms: Vec<String> = entry.forms.iter().map(|form| form.text.to_lowercase()).collect();
        forms.join("\n").replace('ü', "u")
    };
    let name = |row: &&whoswho::analysis::coverage::CoverageRow| row.entity.name(gazetteer);
    rows.iter().map(name).map(|name| (name.clone(), names(&name))).collect()
}

#[test]
fn slash_goes_to_the_first_row_with_the_letters_in_any_name_while_they_are_typed() {
    for (typed, row) in [("zur", ZURICH), ("TURIC", ZURICH), ("kiev", KYIV), ("pa", PARK), ("ene", GENEVA)] {
        let mut driver = five();
        driver.keys(&format!("C j / text:{typed}"));
        assert_eq!((cursor(&driver), driver.app.workspace.view), ((row, 0), MATRIX), "{typed}");
        assert!(driver.rows()[2].contains(&format!("/{typed}")), "{}", driver.screen());
        assert!(driver.hint().contains("Enter keeps the row"), "{}", driver.hint());
        driver.keys("Enter");
        assert_eq!((cursor(&driver), driver.app.workspace.view), ((row, 0), MATRIX), "{typed}");
        assert!(driver.hint().contains("next match"), "{}", driver.hint());
    }
}

#[test]
fn matches_of_the_typed_letters_are_counted_correctly() {
    let mut driver = five();
    driver.keys("C");
    for typed in ["i", "e", "a", "k", "r", "ki", "e p", "zurich", "nowhere", "q"] {
        let matching: Vec<usize> = rows(&driver)
            .iter()
            .enumerate()
            .filter(|(_, row)| row.1.contains(typed))
            .map(|(at, _)| at)
            .collect();
        driver.keys(&format!("/ text:{}", typed.replace(' ', "_")));
        let words = driver.rows()[2].clone();
        match matching.first() {
            Some(first) => {
                assert!(words.ends_with(&format!("match 1 of {}", matching.len())), "{typed}: {words}");
                assert_eq!(cursor(&driver).0, *first, "{typed}");
            }
            None => assert!(words.ends_with("no name contains this"), "{typed}: {words}"),
        }
        // Down goes through all of them, and wraps around.
        for at in matching.iter().skip(1).chain(matching.first()) {
            assert_eq!(cursor(driver.keys("Down")).0, *at, "{typed}");
        }
        driver.keys("Esc");
    }
}

/// Regression: for a name of a hidden kind, the message said that it is in no row, but not why.
#[test]
fn no_match_while_kinds_are_hidden_says_that_they_are_left_out() {
    let mut driver = five();
    driver.keys("C / text:zurx Enter");
    assert!(!driver.hint().contains("hidden"), "{}", driver.hint());
    driver.keys("t p Esc / text:zurx Enter");
    assert!(driver.hint().contains("contains zurx; hidden kinds are left out (t)"), "{}", driver.hint());
}

#[test]
fn escape_goes_back_to_the_row_and_letters_in_no_name_leave_the_cursor_there() {
    let mut driver = five();
    driver.keys("C j l / text:zur");
    assert_eq!(cursor(&driver), (ZURICH, 1));
    driver.keys("Esc");
    assert_eq!((cursor(&driver), driver.app.workspace.view), ((GENEVA, 1), MATRIX));
    driver.keys("/ text:zurx");
    assert_eq!(cursor(&driver), (GENEVA, 1));
    driver.keys("Enter");
    assert_eq!(cursor(&driver), (GENEVA, 1));
    assert!(driver.hint().contains("No name here contains zurx"), "{}", driver.hint());
    driver.keys("n");
    assert!(driver.hint().contains("No name here contains zurx"), "{}", driver.hint());
    driver.keys("/ Enter n");
    assert!(driver.hint().contains("zurx"), "an empty line changes nothing: {}", driver.hint());
    let mut driver = five();
    driver.keys("C n");
    assert!(driver.hint().contains("Press / to find a row"), "{}", driver.hint());
}

#[test]
fn n_goes_on_to_the_next_row_that_matches_and_says_when_it_wraps() {
    let mut driver = five();
    driver.keys("C / text:i Enter");
    assert_eq!(cursor(&driver).0, KYIV);
    driver.keys("n");
    assert_eq!(cursor(&driver).0, ZURICH);
    assert!(!driver.hint().contains("reached"), "{}", driver.hint());
    driver.keys("n");
    assert_eq!(cursor(&driver).0, KYIV);
    assert!(driver.hint().contains("End reached; continuing from the first match"), "{}", driver.hint());
    driver.keys("N");
    assert_eq!(cursor(&driver).0, ZURICH);
    assert!(driver.hint().contains("Start reached; continuing from the last match"), "{}", driver.hint());
    driver.keys("j N");
    assert_eq!(cursor(&driver).0, ZURICH, "the search starts at the cursor");
    driver.keys("2 n");
    assert_eq!(cursor(&driver).0, ZURICH, "two steps wrap around to the same row");
    driver.keys("/ text:gen Enter n");
    assert_eq!(cursor(&driver).0, GENEVA);
    assert!(driver.hint().contains("Only one row matches"), "{}", driver.hint());
}

#[test]
fn letters_are_pasted_and_typed_ahead_of_the_counts() {
    let mut driver = five();
    driver.keys("C /").paste("gene\n");
    assert_eq!(cursor(&driver).0, GENEVA);
    let mut driver = five();
    driver.hold();
    driver.keys("C / text:zur Enter");
    driver.release();
    assert_eq!((cursor(&driver).0, driver.app.workspace.view), (ZURICH, MATRIX));
}

#[test]
fn brackets_step_through_the_mentions_of_the_row_and_back_returns_to_the_cell() {
    for (keys, jump, article, mention) in [
        ("C", "]", 0, 0),
        ("C", "2 ]", 0, 1),
        ("C", "3 ]", 2, 0),
        ("C", "[", 0, 1),
        ("C 2 l", "]", 2, 0),
        // The cell is empty: `]` goes to the next article with a mention, `[` to the previous one.
        ("C l", "]", 2, 0),
        ("C l", "[", 0, 1),
        ("C s s s / text:kyiv Enter $", "]", 4, 0),
    ] {
        let mut driver = five();
        driver.keys(keys);
        let before = cell(&driver);
        driver.keys(jump);
        let wanted = driver.offsets(article, Some("Kyiv"))[mention];
        let ws = &driver.app.workspace;
        assert_eq!(
            (ws.view, driver.open_article(), ws.current_mention),
            (READ, article, Some(wanted)),
            "{keys} {jump}"
        );
        assert_eq!(ws.selected_name().as_deref(), Some("Kyiv"));
        driver.keys("Ctrl-o");
        assert_eq!((driver.app.workspace.view, cell(&driver)), (MATRIX, before), "{keys} {jump}");
    }
}

#[test]
fn enter_reads_and_back_returns_to_row_column_and_order() {
    let mut driver = five();
    driver.keys("C s s j 4 l");
    let here = driver.matrix().entity_at_cursor(&driver.app.workspace);
    driver.keys("/ text:zur Enter");
    let before = cell(&driver);
    assert_ne!(driver.matrix().entity_at_cursor(&driver.app.workspace), here);
    driver.keys("Enter");
    assert_eq!((driver.app.workspace.view, driver.open_article()), (READ, 4));
    driver.keys("Ctrl-o");
    assert_eq!((driver.app.workspace.view, cell(&driver)), (MATRIX, before));
    driver.keys("3 h Enter");
    assert_eq!(driver.app.workspace.view, MATRIX);
    assert!(driver.hint().contains("Not mentioned in article 2. Press }"), "{}", driver.hint());
}

#[test]
fn cursor_moves_by_columns_and_to_columns_that_mention_the_row() {
    let mut driver = five();
    driver.keys("C");
    let mut column = |keys: &str| {
        driver.keys(keys);
        assert_eq!((driver.app.workspace.view, driver.matrix().row.row()), (MATRIX, KYIV));
        (driver.matrix().column.row(), driver.hint())
    };
    assert_eq!(column("J").0, 1);
    assert_eq!(column("2 J").0, 3);
    assert_eq!(column("K").0, 2);
    assert_eq!(column("^").0, 0);
    assert_eq!(column("}").0, 2);
    assert_eq!(column("}").0, 4);
    let (at, hint) = column("}");
    assert!(at == 4 && hint.contains("No later article mentions Kyiv"), "{at} {hint}");
    assert_eq!(column("2 {").0, 0);
    let (at, hint) = column("{");
    assert!(at == 0 && hint.contains("No earlier article mentions Kyiv"), "{at} {hint}");
    let (at, hint) = column("K");
    assert!(at == 0 && hint.contains("This is the first article"), "{at} {hint}");
    assert_eq!(column("$").0, 4);
    let (at, hint) = column("J");
    assert!(at == 4 && hint.contains("This is the last article"), "{at} {hint}");
}

#[test]
fn labels_are_drawn_over_the_rows_and_move_the_cursor() {
    {
        let key = "f";
        let mut driver = five();
        driver.keys("C l").keys(key);
        let labels = driver.app.overlay::<JumpLabels>().expect("labels").targets.clone();
        assert_eq!(labels.len(), rows(&driver).len());
        for (at, (_, label)) in labels.iter().enumerate() {
            assert!(
                driver.rows()[1 + usize::from(HEAD_ROWS) + at].starts_with(label.as_str()),
                "{}",
                driver.screen()
            );
        }
        let (target, label) = &labels[ZURICH];
        driver.keys(&format!("text:{label}"));
        assert_eq!((cursor(&driver), driver.app.workspace.view), ((ZURICH, 1), MATRIX));
        assert_eq!(
            *target,
            Target::Entity(driver.app.workspace.selection.entity().cloned().expect("selected"))
        );
        assert!(
            !driver.app.has_overlay() && driver.rows()[1 + usize::from(HEAD_ROWS) + ZURICH].starts_with('▸'),
            "{}",
            driver.screen()
        );
        // The same label again, from elsewhere.
        driver.keys("k").keys(key).keys(&format!("text:{label}"));
        assert_eq!(cursor(&driver), (ZURICH, 1));
        driver.keys("k").keys(key).keys("Esc");
        assert_eq!((cursor(&driver), driver.app.has_overlay()), ((GENEVA, 1), false));
    }
}

#[test]
fn picking_an_entity_moves_the_cursor_to_its_row_or_says_why_not() {
    let mut driver = five();
    driver.keys("C l e text:zurich Enter");
    assert_eq!((cursor(&driver), driver.app.workspace.view), ((ZURICH, 1), MATRIX));
    assert_eq!(driver.app.workspace.selected_name().as_deref(), Some("Zürich"));
    driver.keys("e text:nowhere Enter");
    assert_eq!(cursor(&driver), (ZURICH, 1));
    assert!(driver.hint().contains("No article mentions Nowhere"), "{}", driver.hint());
    driver.keys("t l Esc e text:zurich Enter");
    assert!(driver.hint().contains("The kind of Zürich is hidden. Press t"), "{}", driver.hint());
    // Only the articles that mention Joe Park are listed.
    let mut driver = five();
    driver.keys("e text:park Enter & C e text:zurich Enter");
    assert!(driver.hint().contains("No listed article mentions Zürich"), "{}", driver.hint());
    // An entity picked in the reader does not move the cursor of the matrix.
    let mut driver = five();
    driver.keys("C j Enter e text:zurich Enter Ctrl-o");
    assert_eq!((cursor(&driver), driver.app.workspace.view), ((GENEVA, 0), MATRIX));
}

#[test]
fn list_opens_at_the_entity_of_the_row() {
    let mut driver = five();
    driver.keys("e text:kyiv Enter C");
    for (row, name) in [(KYIV, "Kyiv"), (GENEVA, "Geneva"), (ZURICH, "Zürich"), (PARK, "Joe Park")] {
        assert_eq!(cursor(&driver).0, row);
        driver.terminal_effects.clear();
        driver.keys("v");
        let at = LIST.lines().position(|line| line == format!("name = \"{name}\"")).expect("listed");
        assert_eq!(driver.terminal_effects, [format!("EditList {{ line: {at} }}")], "{name}");
        driver.keys("j");
    }
}

#[test]
fn status_line_counts_the_rows_and_hints_offer_what_the_cell_has() {
    let mut driver = five();
    driver.keys("C");
    let all = rows(&driver).len();
    for at in 1..=all {
        assert!(driver.status().ends_with(&format!("row {at} of {all}")), "{}", driver.status());
        driver.keys("j");
    }
    driver.keys("g");
    assert!(driver.hint().contains("Enter read"), "{}", driver.hint());
    driver.keys("l");
    assert!(
        !driver.hint().contains("Enter read") && driver.hint().contains("} next article"),
        "{}",
        driver.hint()
    );
}

#[test]
fn card_stays_and_follows_the_cursor_through_columns_matches_and_mentions() {
    let mut driver = five();
    driver.keys("C / text:i Enter i");
    for keys in ["J", "K", "$", "^", "}", "{", "l"] {
        assert!(
            driver.keys(keys).app.overlay::<Card>().is_some_and(|card| card.title() == Some("Kyiv")),
            "{keys}"
        );
    }
    assert_eq!(driver.keys("n").app.overlay::<Card>().and_then(Card::title), Some("Zürich"));
    assert_eq!(driver.keys("]").app.overlay::<Card>().and_then(Card::title), Some("Zürich"));
    assert_eq!((driver.app.workspace.view, driver.open_article()), (READ, 4));
}

#[test]
fn selected_row_has_a_mark_and_is_not_reversed_without_colour() {
    let mut driver = five();
    driver.keys("e text:geneva Enter C j");
    let y = driver.app.workspace.layout().body.y + HEAD_ROWS + GENEVA as u16;
    for depth in [Depth::None, Depth::Ansi16] {
        let buffer = driver.buffer(depth);
        assert_eq!([buffer[(0, y)].symbol(), buffer[(0, y + 1)].symbol()], ["•", "▸"], "{}", driver.screen());
        let is_reversed = buffer[(1, y)].modifier.contains(Modifier::REVERSED);
        assert_eq!(is_reversed, depth != Depth::None, "{}", driver.screen());
    }
    driver.keys("k");
    assert_eq!(driver.buffer(Depth::None)[(0, y)].symbol(), "▸", "{}", driver.screen());
}

#[test]
fn help_over_compare_finds_a_key_with_slash() {
    let mut driver = five();
    driver.keys("C j ? / text:label");
    let screen = driver.screen();
    assert!(screen.contains("label the rows") && !screen.contains("cycle highlighting"), "{screen}");
    driver.keys("Esc Esc");
    assert_eq!((cursor(&driver), driver.app.has_overlay()), ((GENEVA, 0), false));
}

#[test]
fn one_mention_is_singular() {
    let mut driver = five();
    driver.keys("C / text:park Enter");
    assert!(
        driver.status().contains("Joe Park: 1 in article 1, 1 mention in 1 of 5 articles"),
        "{}",
        driver.status()
    );
}

/// Regression: when the listed articles mentioned no entity, so that the matrix had no rows, the cursor kept its old row
/// number, beyond the end.
#[test]
fn cursor_is_at_the_first_row_while_there_are_none_and_returns_to_its_own() {
    let mut driver = three();
    driver.keys("} Enter C");
    let before = driver.matrix().row.row();
    assert!(before > 0, "the cursor is not on the first row");
    let entity = driver.matrix().entity_at_cursor(&driver.app.workspace);
    driver.keys("!");
    assert_eq!(driver.matrix().rows(&driver.app.workspace).map(|rows| rows.len()), Some(0));
    assert_eq!(driver.matrix().row.row(), 0);
    driver.keys("!");
    assert_eq!(driver.matrix().row.row(), before);
    assert_eq!(driver.matrix().entity_at_cursor(&driver.app.workspace), entity);
}
