//! At the last mention, article or hit, jumps stop, and a message says which key continues from the other end.

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

fn position(driver: &Driver) -> (usize, Option<usize>) {
    (driver.open_article(), driver.app.workspace.current_mention)
}

/// Keys that lead to the first or last mention or hit, a key that jumps beyond it, the message, and the article in
/// which the second press continues.
const JUMPS: &[(&str, &str, &str, usize)] = &[
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
fn second_press_continues_from_the_other_end() {
    for (start, key, words, beyond) in JUMPS {
        let mut driver = reports();
        driver.keys(start);
        let before = position(&driver);
        driver.keys(key);
        assert_eq!((position(&driver), driver.hint().trim()), (before, *words), "{key}");
        driver.keys(key);
        assert_eq!(driver.open_article(), *beyond, "{key}: {}", driver.hint());
    }
}

#[test]
fn any_other_key_in_between_withdraws_the_offer() {
    for (start, key, words, _) in JUMPS {
        for between in ["x", "3", "i Esc", "T", "z z"] {
            let mut driver = reports();
            driver.keys(start).keys(key);
            let before = position(&driver);
            driver.keys(between).keys(key);
            assert_eq!((position(&driver), driver.hint().trim()), (before, *words), "{key} {between}");
        }
        let mut driver = reports();
        driver.keys(start).keys(key);
        let before = position(&driver);
        driver.wheel(60, 5, true).keys(key);
        assert_eq!((position(&driver), driver.hint().trim()), (before, *words), "{key} after the wheel");
    }
}

#[test]
fn count_that_passes_the_end_stops_at_the_last_mention() {
    for (start, key, words, _) in JUMPS {
        let mut single = reports();
        single.keys(start);
        let mut counted = reports();
        counted.keys(start).keys("9").keys(key);
        assert_eq!(position(&counted), position(&single), "9{key} at the end goes nowhere");
        assert_eq!(counted.hint().trim(), *words);
    }
    // The mentions are two of Kyiv, one of Geneva and another of Kyiv.
    let mut driver = reports();
    driver.keys("1 0 0 0 ]");
    assert_eq!(position(&driver), (2, driver.offsets(2, None).last().copied()));
    assert!(driver.hint().contains("Press ] again"), "{}", driver.hint());
}

#[test]
fn only_mention_offers_no_wrapping() {
    let mut driver = Driver::corpus(LIST, &[("1.txt", "First report\n\nKyiv.\n")]);
    driver.keys("] ]");
    assert_eq!(driver.hint().trim(), "Only one mention");
    assert_eq!(position(&driver).1, driver.offsets(0, None).first().copied());
}

#[test]
fn while_loading_the_end_is_that_of_the_articles_read_so_far() {
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
