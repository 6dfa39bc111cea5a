//! One article with one mention: no screen speaks of "1 articles".

use crate::support::driver::Driver;

#[test]
fn no_screen_counts_one_in_the_plural() {
    let list = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n";
    let text = "One report\n\nKyiv waits for Mr. Ivan Petrenko of Lviv. Mr. Ivan Petrenko left.\n";
    let plurals = [
        "articles",
        "mentions",
        "entities",
        "hits",
        "names",
        "paragraphs",
        "sentences",
        "words",
        "kinds",
        "matches",
        "columns",
        "rows",
    ];
    for keys in [
        "",
        "]",
        "] Enter",
        "] Enter i",
        "] Enter &",
        "BackTab",
        "BackTab i",
        "Tab",
        "C",
        "C i",
        "] Enter & C",
        "S",
        "] w",
        "S i",
        "\\ text:waits Enter",
        "\\ text:nowhere Enter",
        "\\ text:waits",
        "/ text:waits Enter",
        "\\ text:waits Enter Enter n",
        "t l Esc",
        "t l Esc C",
        "e",
        "p",
        "] Enter & &",
        "a",
        "] ]",
        "}",
    ] {
        for (columns, rows) in [(200, 50), (120, 40), (80, 24), (50, 20)] {
            let mut driver = Driver::corpus(list, &[("1.txt", text)]);
            driver.resize(columns, rows).keys(keys);
            let screen = driver.screen();
            let words: Vec<&str> = screen.split(|letter: char| !letter.is_alphanumeric()).collect();
            for pair in words.windows(2) {
                assert!(!(pair[0] == "1" && plurals.contains(&pair[1])), "{keys}: 1 {}\n{screen}", pair[1]);
            }
        }
    }
}
