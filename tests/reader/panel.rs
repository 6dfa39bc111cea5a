//! The entity panel.

use crate::support::driver::Driver;
use crate::support::reports::three;

#[test]
fn panel_counts_the_paragraphs_and_mentions_of_the_selected_entity() {
    let mut driver = three();
    driver.keys("] Enter");
    let screen = driver.screen();
    assert!(screen.contains("Here: 2 of 62 paragraphs"), "{screen}");
    assert!(screen.contains("In all: 3 of 66 paragraphs"), "{screen}");
    assert!(screen.contains("3 here · 4 in 2/3 articles"), "{screen}");
}

/// Returns the rows of the panel, which is to the right of the last vertical line.
fn panel(driver: &Driver) -> Vec<String> {
    let after_line = |row: String| row.rsplit('│').next().unwrap_or_default().trim().to_owned();
    driver.rows().into_iter().map(after_line).collect()
}

#[test]
fn large_counts_are_separated_and_not_truncated() {
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

/// Regression: the head of the panel was counted as part of its page.
#[test]
fn each_page_of_the_panel_begins_with_a_name_of_the_page_before() {
    let names: Vec<String> = (0..90).map(|number| format!("Name{number:02}")).collect();
    let entity = |name: &String| format!("[[entity]]\nname = '{name}'\nkind = 'person'\nnote = 'of note'\n");
    let list: String = names.iter().map(entity).collect();
    let mut driver = Driver::corpus(&list, &[("a.txt", &format!("Title\n\n{}.\n", names.join(", ")))]);
    driver.keys("] Enter Tab");
    // Rows of names have two numbers.
    let is_name = |row: &String| row.starts_with("Name") && row.split_whitespace().count() == 3;
    let shown = |driver: &Driver| panel(driver).into_iter().filter(is_name).collect::<Vec<_>>();
    let mut before = shown(&driver);
    assert!(before.len() > 9, "{}", driver.screen());
    for _ in 0..4 {
        driver.keys("PgDn");
        let now = shown(&driver);
        let first = now.first().expect("a name");
        assert!(before.contains(first), "{first}\n{}", driver.screen());
        before = now;
    }
}

#[test]
fn no_partner_is_marked_without_a_selection() {
    let mut driver = three();
    driver.keys("] Enter )");
    let is_marked = |driver: &Driver| panel(driver).iter().any(|row| row.starts_with('▸'));
    assert!(is_marked(&driver), "{}", driver.screen());
    driver.keys("Esc");
    assert!(!is_marked(&driver), "{}", driver.screen());
}

/// Creates articles that all mention Ann, and selects Ann. The first `shared` of them also mention Bob.
fn articles(count: usize, shared: usize) -> Driver {
    let list = "[[entity]]\nname = 'Ann'\nkind = 'person'\n[[entity]]\nname = 'Bob'\nkind = 'person'\n";
    let text = |number: usize| {
        let bob = if number < shared { " and Bob" } else { "" };
        format!("Report {number}\n\nAnn{bob} met.\n\nMore words.\n")
    };
    let texts: Vec<(String, String)> =
        (0..count).map(|number| (format!("{number:02}.txt"), text(number))).collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (&**name, &**text)).collect();
    let mut driver = Driver::corpus(list, &texts);
    driver.keys("] Enter");
    driver
}

#[test]
fn panel_says_how_it_is_ranked_and_when_that_changes() {
    for size in [(200, 50), (120, 40), (80, 40)] {
        let (mut few, mut many) = (articles(29, 4), articles(30, 4));
        let few = panel(few.resize(size.0, size.1)).join(" ");
        assert!(few.contains("ranked by paragraphs"), "{few}");
        let note =
            "Ranked by shared paragraphs; in all, by G² (log-likelihood) over articles from 30 articles on.";
        assert!(squeezed(&few).contains(note), "{few}");
        assert!(!few.contains("logDice"), "{few}");
        let many = panel(many.resize(size.0, size.1)).join(" ");
        assert!(many.contains("ranked by G²"), "{many}");
        let note = "In all, ranked by G² (log-likelihood) over articles, from 30 articles on.";
        assert!(squeezed(&many).contains(note), "{many}");
        assert!(
            squeezed(&many).contains("logDice, 14 at most; · if fewer than 3 articles are shared."),
            "{many}"
        );
    }
}

#[test]
fn footnotes_become_visible_with_the_last_entity() {
    let mut driver = Driver::seeds(80, 24);
    driver.keys("] ] Enter");
    assert!(!squeezed(&panel(&driver).join(" ")).contains("Titles and headings are paragraphs too."));
    driver.keys("Tab G");
    let shown = squeezed(&panel(&driver).join(" "));
    assert!(shown.contains("Titles and headings are paragraphs too."), "{shown}");
    assert!(shown.contains("from 30 articles on."), "{shown}");
    let read = driver.app.view::<whoswho::views::read::Read>().expect("the Read view");
    let entity = read.entity_at_cursor(&driver.app.workspace).expect("an entity");
    let entity = driver.app.workspace.index().entity(entity).expect("an indexed entity");
    let name = entity.name(driver.app.workspace.index().gazetteer());
    let start: String = name.chars().take(8).collect();
    assert!(shown.contains(&start), "{name}: {shown}");
}

#[test]
fn headings_are_whole_words_where_the_panel_has_room() {
    for (columns, units, strength) in
        [(200, "paragraphs sentences", "articles strength"), (120, "par. sent.", "art. str.")]
    {
        let mut driver = articles(30, 4);
        let shown = squeezed(&panel(driver.resize(columns, 50)).join(" "));
        assert!(shown.contains(&format!("shared with {units}")), "{shown}");
        assert!(shown.contains(&format!("shared with {strength}")), "{shown}");
        // Ann is in all 30 articles, Bob in 4 of them: 14 + log2(2 * 4 / 34).
        let logdice = 14.0 + (8.0_f64 / 34.0).log2();
        assert!(shown.contains(&format!("Bob 4 {logdice:.1}")), "{shown}");
    }
}

/// Returns a text with single spaces, and without those after hyphens.
fn squeezed(words: &str) -> String {
    // A row may end after a hyphen.
    words.split_whitespace().collect::<Vec<_>>().join(" ").replace("- ", "-")
}
