//! The labels of `a` and `f` are drawn just before the names that they stand for, and cover none of their letters.

use whoswho::app::geometry::GUTTER;
use whoswho::overlays::add_entity::AddEntity;
use whoswho::overlays::jump_labels::{JumpLabels, Target};
use whoswho::text::width::width;

use crate::support::driver::Driver;

const LIST: &str = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\naliases = ['基辅']\n";

/// Returns each label with the byte range of its name in the open article.
fn labels(driver: &Driver) -> Vec<(std::ops::Range<usize>, String)> {
    if let Some(AddEntity::Pick { targets, .. }) = driver.app.overlay() {
        return targets.clone();
    }
    let labels = driver.app.overlay::<JumpLabels>().expect("labels");
    let index = driver.app.workspace.index();
    let article = driver.app.workspace.open_id().expect("an open article");
    let range = |target: &Target| {
        let Target::Mention(offset) = target else { panic!("a row of the panel") };
        let (_, mention) = index.mentions_between(article, *offset..*offset + 1).next().expect("a mention");
        mention.range()
    };
    labels.targets.iter().map(|(target, label)| (range(target), label.clone())).collect()
}

/// Finds each name on the page, which has one row per line of the text, and checks that its label is before it.
fn check(driver: &Driver, text: &str) {
    let page = driver.app.workspace.text_area();
    let rows = driver.rows();
    let labels = labels(driver);
    assert!(!labels.is_empty());
    for (range, label) in labels {
        let line = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let column = usize::from(page.x + GUTTER) + width(&text[line..range.start]);
        let name = &text[range];
        let at = |row: &String, from: usize, words: &str| {
            let mut columns = 0;
            let cells = row.char_indices().find(|(_, c)| {
                let here = columns;
                columns += width(&c.to_string());
                here == from
            });
            cells.is_some_and(|(byte, _)| row[byte..].starts_with(words))
        };
        let row = rows.iter().find(|row| at(row, column, name) && at(row, column - label.len(), &label));
        assert!(row.is_some(), "{label} before {name}:\n{}", driver.screen());
    }
}

#[test]
fn a_label_is_before_its_name_whatever_it_covers() {
    let text = "Report\n\nIda Bell met Nora Quist.\n\n(Kyiv, says Max Mustermann) “Ola Nordmann” and Kyiv.\n\nKyiv is 在基辅。\n";
    let mut driver = Driver::corpus(LIST, &[("1.txt", text)]);
    driver.keys("a");
    check(&driver, text);
    driver.keys("Esc f");
    check(&driver, text);
    let screen = driver.screen();
    assert!(
        screen.contains("aKyiv, says") && screen.contains("Bell met Nora"),
        "the label replaces the bracket:\n{screen}"
    );
}

#[test]
fn labels_of_two_letters_are_before_their_names_too() {
    let names = |row: usize| {
        let letter = |at: usize| char::from(b'a' + u8::try_from((row + at) % 26).expect("a letter"));
        format!("So said Mr. Q{}x{}v and Kyiv, or Kyiv.", letter(0), letter(7))
    };
    let rows: Vec<String> = (0..20).map(names).collect();
    let text = format!("Report\n\n{}\n", rows.join("\n\n"));
    let mut driver = Driver::corpus(LIST, &[("1.txt", &text)]);
    driver.resize(120, 60).keys("f");
    assert!(labels(&driver).iter().any(|(_, label)| label.len() == 2));
    check(&driver, &text);
}

/// Regression: the last row of the panel had no label, even if it was shown because the cursor is on it.
#[test]
fn every_name_shown_in_the_panel_has_a_label() {
    let names: Vec<String> = (0..90).map(|number| format!("Name{number:02}")).collect();
    let entity = |name: &String| format!("[[entity]]\nname = '{name}'\nkind = 'person'\n");
    let list: String = names.iter().map(entity).collect();
    let text = format!("Title\n\n{}.\n", names.join(", "));
    let shown = |driver: &Driver| {
        let after_line = |row: String| row.rsplit('│').next().unwrap_or_default().trim().to_owned();
        driver.rows().into_iter().map(after_line).filter(|row| row.starts_with("Name")).count()
    };
    for rows in [40, 24, 12, 6, 5] {
        for keys in ["", "Tab", "Tab 6 0 j", "Tab G"] {
            let mut driver = Driver::corpus(&list, &[("a.txt", &text)]);
            driver.resize(120, rows).keys(keys);
            let count = shown(&driver);
            driver.keys("F");
            let labelled = driver.app.overlay::<JumpLabels>().map_or(0, |labels| labels.targets.len());
            assert_eq!(labelled, count, "{rows} {keys}:\n{}", driver.screen());
        }
    }
}
