//! At the last mention, article or hit of all, a walk stops and says which key continues from the other end.

use crate::support::driver::Driver;

const LIST: &str = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n[[entity]]\nname = 'Geneva'\nkind = 'place'\n";

fn reports() -> Driver {
    let texts = [
        ("1.txt", "First report\n\nKyiv talks, Kyiv.\n"),
        ("2.txt", "Second report\n\nNothing of note.\n"),
        ("3.txt", "Third report\n\nGeneva, then Kyiv: talks.\n"),
    ];
    Driver::corpus(LIST, &texts)
}

fn place(driver: &Driver) -> (usize, Option<usize>) {
    (driver.open(), driver.app.workspace.current_mention)
}

/// Each walk: the keys to its start, its key, the message at its end, and the article after it.
const WALKS: &[(&str, &str, &str, usize)] = &[
    ("]", "[", "Start reached. Press [ again to continue from the last mention (article 3).", 2),
    ("4 ]", "]", "End reached. Press ] again to continue from the first mention (article 1).", 0),
    ("4 ]", "n", "End reached. Press n again to continue from the first mention (article 1).", 0),
    ("]", "N", "Start reached. Press N again to continue from the last mention (article 3).", 2),
    ("4 ]", "}", "End reached. Press } again to continue from article 1.", 0),
    ("]", "{", "Start reached. Press { again to continue from article 3.", 2),
    (
        "\\ text:talks Enter Enter n",
        "n",
        "End reached. Press n again to continue from the first hit (article 1).",
        0,
    ),
    (
        "\\ text:talks Enter Enter",
        "N",
        "Start reached. Press N again to continue from the last hit (article 3).",
        2,
    ),
];

#[test]
fn a_walk_passes_the_end_at_the_second_press() {
    for (start, key, words, beyond) in WALKS {
        let mut driver = reports();
        driver.keys(start);
        let before = place(&driver);
        driver.keys(key);
        assert_eq!((place(&driver), driver.hint().trim()), (before, *words), "{key}");
        driver.keys(key);
        assert_eq!(driver.open(), *beyond, "{key}: {}", driver.hint());
    }
}

#[test]
fn any_other_key_in_between_forgets_it() {
    for (start, key, words, _) in WALKS {
        for between in ["x", "3", "i Esc", "T", "z z"] {
            let mut driver = reports();
            driver.keys(start).keys(key);
            let before = place(&driver);
            driver.keys(between).keys(key);
            assert_eq!((place(&driver), driver.hint().trim()), (before, *words), "{key} {between}");
        }
        let mut driver = reports();
        driver.keys(start).keys(key);
        let before = place(&driver);
        driver.wheel(60, 5, true).keys(key);
        assert_eq!((place(&driver), driver.hint().trim()), (before, *words), "{key} after the wheel");
    }
}

#[test]
fn a_count_that_passes_the_end_stops_at_the_last() {
    for (start, key, words, _) in WALKS {
        let mut single = reports();
        single.keys(start);
        let mut counted = reports();
        counted.keys(start).keys("9").keys(key);
        assert_eq!(place(&counted), place(&single), "9{key} at the end goes nowhere");
        assert_eq!(counted.hint().trim(), *words);
    }
    // From the first article on: two of Kyiv and one of Geneva, and Kyiv again.
    let mut driver = reports();
    driver.keys("1 0 0 0 ]");
    assert_eq!(place(&driver), (2, driver.offsets(2, None).last().copied()));
    assert!(driver.hint().contains("Press ] again"), "{}", driver.hint());
}

#[test]
fn the_only_mention_offers_nothing() {
    let mut driver = Driver::corpus(LIST, &[("1.txt", "First report\n\nKyiv.\n")]);
    driver.keys("] ]");
    assert_eq!(driver.hint().trim(), "Only one mention");
    assert_eq!(place(&driver).1, driver.offsets(0, None).first().copied());
}

#[test]
fn while_articles_are_read_the_end_is_that_of_what_is_read() {
    let mut driver = Driver::loading(
        LIST,
        &[("1.txt", "First\n\nKyiv.\n"), ("2.txt", "Second\n\nKyiv.\n"), ("3.txt", "x")],
    );
    driver.load(&["1.txt", "2.txt"]);
    driver.keys("] ] ]");
    let words =
        "End of the articles read so far. Press ] again to continue from the first mention (article 1).";
    assert_eq!(driver.hint().trim(), words);
}
