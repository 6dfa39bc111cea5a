//! What the panel beside the text says.

use crate::support::driver::Driver;
use crate::support::reports::three;

#[test]
fn the_panel_ranks_by_paragraphs_shared_and_names_unit_and_number() {
    let mut driver = three();
    driver.keys("] Enter");
    let screen = driver.screen();
    assert!(screen.contains("Here: 2 of 62 paragraphs"), "{screen}");
    assert!(screen.contains("In all: 3 of 66 paragraphs"), "{screen}");
    assert!(screen.contains("3 here · 4 in 2/3 articles"), "{screen}");
}

/// What stands in the panel, which begins behind the last rule.
fn panel(driver: &Driver) -> Vec<String> {
    let behind = |row: String| row.rsplit('│').next().unwrap_or_default().trim().to_owned();
    driver.rows().into_iter().map(behind).collect()
}

#[test]
fn numbers_of_many_figures_stand_apart_and_whole() {
    const SHARED: usize = 123_456;
    let list = "[[entity]]\nname = 'Ann'\nkind = 'person'\n[[entity]]\nname = 'Bob'\nkind = 'person'\n";
    let article = format!("Title\n\n{}", "Ann Bob.\n\n".repeat(SHARED));
    let mut driver = Driver::corpus(list, &[("a.txt", &article)]);
    let rows_of_bob = |driver: &Driver, row: &str| {
        let words = |line: &String| line.split_whitespace().collect::<Vec<_>>().join(" ");
        panel(driver).iter().filter(|line| words(line) == row).count()
    };
    driver.keys("] Enter");
    for (columns, rows) in [(80, 24), (120, 40)] {
        driver.resize(columns, rows);
        let both = rows_of_bob(&driver, &format!("Bob {SHARED} {SHARED}"));
        assert_eq!(both, 2, "here and in all\n{}", driver.screen());
    }
    let here = format!("Here: {SHARED} of {} par.", SHARED + 1);
    assert!(panel(&driver).join(" ").contains(&here), "{}", driver.screen());
    assert!(!panel(&driver).iter().any(|row| row.contains('…')), "{}", driver.screen());
    driver.keys("Esc");
    assert_eq!(rows_of_bob(&driver, &format!("Bob {SHARED}")), 1, "{}", driver.screen());
}

#[test]
fn with_nobody_selected_nobody_is_marked_as_partner() {
    let mut driver = three();
    driver.keys("] Enter )");
    let is_marked = |driver: &Driver| panel(driver).iter().any(|row| row.starts_with('▸'));
    assert!(is_marked(&driver), "{}", driver.screen());
    driver.keys("Esc");
    assert!(!is_marked(&driver), "{}", driver.screen());
}
