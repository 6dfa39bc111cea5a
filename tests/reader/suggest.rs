//! The Suggest view: ignored names at the end, the filter and the sort orders.

use std::collections::HashSet;

use whoswho::analysis::suggestions::Suggestion;
use whoswho::app::Message;
use whoswho::app::input::READ;
use whoswho::text::fold::fold_form;
use whoswho::views::suggest::SUGGEST;

use crate::support::driver::Driver;

const LIST: &str = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n";

/// Names, with the number of mentions in each article.
const NAMES: &[(&str, &[usize])] = &[
    ("Nora Quist", &[3, 1]),
    ("Anna Berg", &[2]),
    ("Ines Dorn", &[1, 1, 1]),
    ("Max Reger", &[6]),
    ("Oslo Accord", &[2, 2]),
];

fn driver() -> Driver {
    let article = |number: usize| {
        let paragraphs = NAMES.iter().flat_map(|(name, counts)| {
            let count = counts.get(number).copied().unwrap_or_default();
            std::iter::repeat_n(format!("It rained on {name}.\n\n"), count)
        });
        format!("Report {number}\n\n{}", paragraphs.collect::<String>())
    };
    let articles: Vec<String> = (0..3).map(article).collect();
    let files = ["1.txt", "2.txt", "3.txt"];
    let files: Vec<(&str, &str)> = files.into_iter().zip(articles.iter().map(String::as_str)).collect();
    let mut driver = Driver::corpus(LIST, &files);
    driver.keys("S");
    assert_eq!(driver.app.workspace.view, SUGGEST);
    driver
}

/// Returns the suggested and the ignored names on the screen, in order.
fn on_screen(driver: &Driver) -> (Vec<String>, Vec<String>) {
    let rows = driver.rows();
    let name = |row: &String| {
        let found = NAMES.iter().find(|(name, _)| {
            row.get(1..).is_some_and(|row| row.trim_start_matches(['▸', ' ']).starts_with(name))
        });
        found.map(|(name, _)| (*name).to_owned())
    };
    let end = rows.iter().position(|row| row.starts_with(" why:")).unwrap_or(rows.len());
    let heading = rows.iter().position(|row| row.trim() == "Ignored").unwrap_or(end);
    let names = |rows: &[String]| rows.iter().filter_map(name).collect();
    (names(&rows[..heading]), names(&rows[heading..end]))
}

fn at_cursor(driver: &Driver) -> String {
    driver.suggest().at_cursor().map(|suggestion| suggestion.surface.clone()).expect("a name")
}

fn all(driver: &Driver) -> Vec<Suggestion> {
    driver.suggest().suggestions().expect("names").to_vec()
}

/// Returns the expected heading, with naive counts of the names that contain `letters` and of all names.
fn heading(driver: &Driver, letters: &str) -> String {
    let ws = &driver.app.workspace;
    let count = |is_ignored: bool| {
        let section = all(driver);
        let section: Vec<_> = section
            .iter()
            .filter(|suggestion| ws.ignored.contains(&fold_form(&suggestion.surface)) == is_ignored)
            .map(|suggestion| suggestion.surface.to_lowercase())
            .collect();
        let shown = section.iter().filter(|name| name.contains(letters)).count();
        if shown == section.len() {
            (shown, shown.to_string())
        } else {
            (section.len(), format!("{shown} of {}", section.len()))
        }
    };
    let (_, names) = count(false);
    match count(true) {
        (0, _) => format!("Suggest: {names} names that are not listed, likeliest first"),
        (_, ignored) => {
            format!("Suggest: {names} names that are not listed, likeliest first; {ignored} ignored")
        }
    }
}

#[test]
fn an_ignored_name_goes_to_the_end_and_comes_back() {
    let mut driver = driver();
    let (names, ignored) = on_screen(&driver);
    assert_eq!((names.len(), ignored.len()), (NAMES.len(), 0), "{}", driver.screen());
    driver.keys("j x");
    assert_eq!(at_cursor(&driver), names[2], "the next name is at the cursor");
    let (left, ignored) = on_screen(&driver);
    assert_eq!((left.len(), &ignored), (names.len() - 1, &vec![names[1].clone()]), "{}", driver.screen());
    assert!(driver.rows()[0].contains(&heading(&driver, "")), "{}", driver.rows()[0]);
    // The cursor skips the heading, from above and from below.
    driver.keys("j j j j j");
    assert_eq!(at_cursor(&driver), names[1]);
    assert!(driver.status().contains("ignored name 1 of 1"), "{}", driver.status());
    driver.keys("Esc S G k");
    assert_eq!(at_cursor(&driver), names[4]);
    driver.keys("j");
    assert!(driver.hint().contains("x suggest again"), "{}", driver.hint());
    driver.keys("x");
    assert!(driver.hint().contains("suggested again"), "{}", driver.hint());
    assert_eq!(on_screen(&driver), (names.clone(), Vec::new()));
    assert_eq!(at_cursor(&driver), names[1], "the cursor stays on its name");
    driver.keys("U");
    assert_eq!(on_screen(&driver).1, [names[1].clone()]);
}

#[test]
fn names_that_earlier_sessions_ignored_are_at_the_end_if_the_articles_have_them() {
    let mut driver = driver();
    let earlier = ["max reger", "somebody else"].map(str::to_owned);
    driver.send(Message::IgnoredBefore(HashSet::from(earlier)));
    let (names, ignored) = on_screen(&driver);
    assert_eq!(ignored, ["Max Reger"], "{}", driver.screen());
    assert_eq!(names.len(), NAMES.len() - 1);
    assert!(driver.rows()[0].contains("; 1 ignored"), "{}", driver.rows()[0]);
}

#[test]
fn all_names_can_be_ignored() {
    let mut driver = driver();
    driver.keys("x x x x x");
    let (names, ignored) = on_screen(&driver);
    assert_eq!((names.len(), ignored.len()), (0, NAMES.len()), "{}", driver.screen());
    driver.keys("g k k");
    assert_eq!(at_cursor(&driver), ignored[0], "the cursor does not stop at the heading");
    driver.keys("x");
    assert_eq!(on_screen(&driver).0.len(), 1);
}

#[test]
fn letters_filter_both_sections_and_escape_shows_all() {
    let mut driver = driver();
    let (names, _) = on_screen(&driver);
    driver.keys("x");
    driver.keys("/ text:OR");
    assert!(driver.hint().contains("Enter keeps the filter"), "{}", driver.hint());
    let matches = |name: &&String| name.to_lowercase().contains("or");
    let (shown, ignored) = on_screen(&driver);
    let shown: Vec<String> = shown.into_iter().chain(ignored).collect();
    let expected: HashSet<&String> = names.iter().filter(matches).collect();
    assert_eq!(shown.iter().collect::<HashSet<_>>(), expected, "{}", driver.screen());
    assert!(driver.rows()[0].contains(&heading(&driver, "or")), "{}", driver.rows()[0]);
    driver.keys("Enter");
    assert!(driver.screen().contains("/OR"), "{}", driver.screen());
    // Keys are commands again. Esc shows all names but does not leave the view.
    driver.keys("j k Esc");
    assert_eq!((on_screen(&driver).0.len(), driver.app.workspace.view), (names.len() - 1, SUGGEST));
    driver.keys("/ text:zzz");
    assert!(driver.screen().contains("No name contains zzz"), "{}", driver.screen());
    driver.keys("Ctrl-u");
    driver.paste("anna berg");
    assert_eq!(on_screen(&driver).0, ["Anna Berg"]);
    driver.keys("Esc");
    assert_eq!(at_cursor(&driver), "Anna Berg", "the cursor stays on its name");
    driver.keys("Esc");
    assert_eq!(driver.app.workspace.view, READ);
}

/// A naive sort.
type Sort<'a> = &'a dyn Fn(&mut Vec<Suggestion>);

#[test]
fn each_order_equals_a_naive_sort_and_the_cursor_stays_on_its_name() {
    let mut driver = driver();
    driver.keys("x j");
    let name = at_cursor(&driver);
    let ignored = on_screen(&driver).1;
    let likeliest = all(&driver);
    let shown = |sort: &dyn Fn(&mut Vec<Suggestion>)| {
        let mut sorted = likeliest.clone();
        sort(&mut sorted);
        let names = sorted.into_iter().map(|suggestion| suggestion.surface);
        names.filter(|name| !ignored.contains(name)).collect::<Vec<String>>()
    };
    let orders: [(&str, Sort<'_>); 5] = [
        ("by count", &|all| all.sort_by_key(|suggestion| std::cmp::Reverse(suggestion.count))),
        ("by articles", &|all| all.sort_by_key(|suggestion| std::cmp::Reverse(suggestion.articles))),
        ("by name", &|all| all.sort_by_key(|suggestion| suggestion.surface.to_lowercase())),
        ("by kind", &|all| {
            all.sort_by_key(|suggestion| suggestion.guess.map_or(u16::MAX, |kind| kind.0));
        }),
        ("likeliest first", &|_| {}),
    ];
    for (words, sort) in orders {
        driver.keys("s");
        assert_eq!(on_screen(&driver), (shown(sort), ignored.clone()), "{words}:\n{}", driver.screen());
        assert!(driver.rows()[0].contains(words), "{}", driver.rows()[0]);
        assert_eq!(at_cursor(&driver), name, "{words}");
    }
}

/// Regression: on a screen of 30 columns, no column was left for the names.
#[test]
fn smallest_screen_shows_names() {
    let mut driver = driver();
    driver.resize(30, 8);
    let screen = driver.screen();
    for name in ["▸ Ines Dorn", "  Nora Quist", "  Oslo Accord"] {
        assert!(screen.contains(name), "{screen}");
    }
}
