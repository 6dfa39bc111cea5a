//! The Concordance view: its lines, compared with a naive loop over the articles, its orders, and what its keys do.

use crate::support::driver::Driver;
use crate::support::reports::{LIST, three};
use whoswho::app::input::READ;
use whoswho::views::concordance::CONCORDANCE;
use whoswho::views::concordance::lines::{Concordance, Row};

fn view(driver: &Driver) -> &Concordance {
    driver.app.view().expect("the Concordance view")
}

/// Returns each line as (article, first byte, spelling), in the order of the rows.
fn lines(driver: &Driver) -> Vec<(usize, usize, String)> {
    let view = view(driver);
    let line = |row: &Row| match row {
        Row::Line(at) => {
            let (report, line) = (view.found.report_of(*at).expect("a report"), &view.found.lines[*at]);
            let article = driver.app.workspace.index().find(&report.key).expect("an article").0;
            Some((article as usize, line.start, line.surface.clone()))
        }
        _ => None,
    };
    view.rows.iter().filter_map(line).collect()
}

#[test]
fn lines_are_the_mentions_of_the_selected_entity_and_no_others() {
    for (columns, rows) in [(120, 40), (80, 24), (50, 20)] {
        let mut driver = Driver::seeds(columns, rows);
        let names: Vec<String> =
            driver.app.workspace.index().gazetteer().entries.iter().map(|entry| entry.name.clone()).collect();
        let mut checked = 0;
        for name in names.iter().take(12) {
            driver.keys("e").paste(name).keys("Enter w");
            if driver.app.workspace.selected_name().as_ref() != Some(name) {
                driver.keys("q");
                continue;
            }
            let expected: Vec<(usize, usize)> = (0..driver.app.workspace.index().len())
                .flat_map(|article| {
                    driver.offsets(article, Some(name)).into_iter().map(move |at| (article, at))
                })
                .collect();
            let found: Vec<(usize, usize)> =
                lines(&driver).into_iter().map(|(article, at, _)| (article, at)).collect();
            assert_eq!(found, expected, "{name}");
            let in_articles =
                expected.iter().map(|(article, _)| article).collect::<std::collections::HashSet<_>>();
            let silent = view(&driver).rows.iter().filter(|row| matches!(row, Row::Silent(_))).count();
            assert_eq!(silent, driver.app.workspace.index().len() - in_articles.len(), "{name}");
            assert_eq!(view(&driver).found.count(), expected.len(), "{name}");
            let spelled: usize = view(&driver).spellings.iter().map(|(_, count)| count).sum();
            assert_eq!(spelled, expected.len(), "{name}");
            for report in &view(&driver).found.reports {
                assert_eq!(report.bar.iter().sum::<u32>() as usize, report.count, "{name}");
            }
            checked += 1;
            driver.keys("q");
        }
        assert!(checked > 0, "some of the names can be selected");
    }
}

#[test]
fn lines_are_aligned_and_articles_without_mentions_are_named() {
    let mut driver = three();
    driver.keys("e text:park Enter w");
    assert_eq!(driver.app.workspace.view, CONCORDANCE);
    let screen = driver.screen();
    assert!(
        screen.contains("Concordance of Joe Park: 4 mentions in 2 of 3 articles, by article"),
        "{screen}"
    );
    assert!(screen.contains("spelled Park 3, Joe Park 1"), "{screen}");
    assert!(screen.contains("Not mentioned in 1 article:") && screen.contains("2 Second report"), "{screen}");
    // Every line has its mention at the same column as the first.
    let rows: Vec<String> =
        driver.rows().into_iter().skip(4).filter(|row| row.contains("Park") && !row.contains('·')).collect();
    let column = rows[0].find("Joe Park").expect("a mention");
    let surfaces: Vec<String> = lines(&driver).into_iter().map(|(_, _, surface)| surface).collect();
    assert_eq!(rows.len(), surfaces.len(), "{screen}");
    for (row, surface) in rows.iter().zip(&surfaces) {
        assert!(row[column..].starts_with(surface.as_str()), "{surface}\n{screen}");
    }
}

#[test]
fn lines_are_sorted_by_left_right_and_spelling() {
    let mut driver = Driver::corpus(
        LIST,
        &[
            ("1.txt", "One\n\nJoe Park beta came.\n\nThen zulu Park alpha went.\n"),
            ("2.txt", "Two\n\nJoe Park gamma left.\n\nSome mike Park delta stayed.\n"),
        ],
    );
    driver.keys("e text:park Enter w");
    let surfaces =
        |driver: &Driver| lines(driver).into_iter().map(|(_, _, surface)| surface).collect::<Vec<_>>();
    let text = |driver: &Driver| {
        driver
            .rows()
            .iter()
            .filter(|row| row.contains("Park "))
            .skip(1)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    };
    let by_article = lines(&driver);
    driver.keys("s");
    assert!(driver.screen().contains("by the words to the left"), "{}", driver.screen());
    let left = text(&driver);
    assert!(left.find("mike").expect("mike") < left.find("zulu").expect("zulu"), "{left}");
    driver.keys("s");
    let right = text(&driver);
    let at = |word: &str| right.find(word).unwrap_or_else(|| panic!("{word} in {right}"));
    assert!(at("alpha") < at("beta") && at("beta") < at("delta") && at("delta") < at("gamma"), "{right}");
    driver.keys("s");
    assert_eq!(surfaces(&driver), ["Joe Park", "Joe Park", "Park", "Park"]);
    driver.keys("s");
    assert_eq!(lines(&driver), by_article);
}

#[test]
fn the_cursor_keeps_its_line_when_the_order_changes_and_enter_reads_it() {
    let mut driver = three();
    driver.keys("e text:park Enter w ] ]");
    let line = |driver: &Driver| format!("{:?}", view(driver).at_cursor(&driver.app.workspace));
    let before = line(&driver);
    for _ in 0..4 {
        driver.keys("s");
        assert_eq!(line(&driver), before);
    }
    let second = lines(&driver)[1].1;
    driver.keys("Enter");
    assert_eq!((driver.app.workspace.view, driver.app.workspace.current_mention), (READ, Some(second)));
    driver.keys("Ctrl-o");
    assert_eq!(driver.app.workspace.view, CONCORDANCE);
    assert_eq!(line(&driver), before, "the cursor is on the same line again");
    driver.keys("G Enter");
    assert_eq!(
        (driver.app.workspace.view, driver.open_article()),
        (READ, 1),
        "Enter also opens an article without mentions"
    );
}

#[test]
fn concordance_without_an_entity_says_how_to_select_one() {
    let mut driver = three();
    driver.keys("w");
    assert_eq!(driver.app.workspace.view, READ);
    assert!(driver.hint().contains("No entity selected"), "{}", driver.hint());
    // The current mention is enough.
    driver.keys("] w");
    assert_eq!(driver.app.workspace.view, CONCORDANCE);
    assert!(driver.screen().contains("Concordance of Joe Park"), "{}", driver.screen());
}

#[test]
fn lines_follow_the_selection_the_filter_and_the_files() {
    let mut driver = three();
    driver.keys("e text:geneva Enter w");
    assert_eq!(lines(&driver).len(), 3);
    driver.keys("e text:kyiv Enter");
    assert!(
        driver.screen().contains("Concordance of Kyiv: 2 mentions in 1 of 3 articles"),
        "{}",
        driver.screen()
    );
    driver.keys("&");
    assert!(driver.screen().contains("1 of 1 listed article"), "{}", driver.screen());
    driver.keys("&");
    let path = driver.folder().join("2.txt");
    std::fs::write(path, "Second report\n\nKyiv too.\n").expect("a file");
    driver.touch(&["2.txt"]);
    assert!(driver.screen().contains("3 mentions in 2 of 3 articles"), "{}", driver.screen());
}

/// Regression: the spellings of the entity selected before stayed above an empty list.
#[test]
fn spellings_of_another_entity_are_not_shown_for_one_that_no_article_mentions() {
    let list = format!("{LIST}[[entity]]\nname = \"Nowhere\"\nkind = \"place\"\n");
    let texts = [("1.txt", "One\n\nGeneva waits. Kyiv waits.\n"), ("2.txt", "Two\n\nNothing of note.\n")];
    let mut driver = Driver::corpus(&list, &texts);
    driver.keys("e text:geneva Enter w");
    assert!(driver.screen().contains("spelled Geneva 1"), "{}", driver.screen());
    driver.keys("e text:nowhere Enter");
    let screen = driver.screen();
    assert!(screen.contains("Concordance of Nowhere"), "{screen}");
    assert!(!screen.contains("spelled") && !screen.contains("unevenness"), "{screen}");
    assert!(view(&driver).spellings.is_empty() && view(&driver).deviation.is_none());
    // Nor once the list has another name for the entity, which no article mentions.
    driver.keys("e text:kyiv Enter");
    assert!(driver.screen().contains("spelled Kyiv 1"), "{}", driver.screen());
    driver.reload_list(&list.replace("name = \"Kyiv\"", "id = \"kyiv\"\nname = \"Kijów\""));
    let screen = driver.screen();
    assert!(screen.contains("Concordance of Kijów") && !screen.contains("spelled"), "{screen}");
}

/// The offsets of a changed article would show the wrong words.
#[test]
fn a_changed_or_missing_article_has_a_note_instead_of_lines() {
    let mut driver = three();
    std::fs::write(driver.folder().join("3.txt"), "Third report\n\nQuite another text about Park.\n")
        .expect("a file");
    driver.keys("e text:park Enter w");
    assert!(driver.screen().contains("changed since it was read"), "{}", driver.screen());
    driver.keys("q");
    let mut driver = three();
    std::fs::remove_file(driver.folder().join("3.txt")).expect("a file");
    driver.keys("e text:park Enter w");
    let screen = driver.screen();
    assert!(screen.contains("4 mentions in 2 of 3 articles") && screen.contains("3.txt"), "{screen}");
    // The mentions of the article that is gone are counted, and their spellings are not known.
    assert!(screen.contains("spelled in these lines Park 2, Joe Park 1"), "{screen}");
}

#[test]
fn lines_left_out_are_not_passed_off_as_shown() {
    let article = |count: usize| format!("A report\n\n{}", "Kyiv and Kiev. ".repeat(count / 2));
    let list = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\naliases = ['Kiev']\n";
    let (first, second) = (article(9_000), article(3_000));
    let mut driver = Driver::corpus(list, &[("1.txt", &first), ("2.txt", &second)]);
    driver.keys("] Enter w s s s");
    let screen = driver.screen();
    let heading = "Kyiv: 12000 mentions in 2 of 2 articles; the first 10000 in article order, by spelling";
    assert!(screen.contains(heading), "{screen}");
    assert!(screen.contains("spelled in these lines Kiev 5000, Kyiv 5000"), "{screen}");
}
