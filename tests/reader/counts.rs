//! A count before a jump repeats it.

use crate::support::driver::Driver;

const LIST: &str =
    "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n[[entity]]\nname = \"Geneva\"\nkind = \"place\"\n";

fn reports() -> Driver {
    let texts = [
        ("1.txt", "First report\n\nKyiv talks. Talks in Geneva.\n\nTalks.\n"),
        ("2.txt", "Second report\n\nNothing of note.\n"),
        ("3.txt", "Third report\n\nKyiv, Kyiv: talks.\n"),
        ("4.txt", "Fourth report\n\nGeneva talks, Kyiv talks.\n"),
        ("5.txt", "Fifth report\n\nKyiv waits.\n"),
    ];
    Driver::corpus(LIST, &texts)
}

/// Returns the current position: the article, the mention, the hit.
fn position(driver: &Driver) -> (usize, Option<usize>, Option<usize>) {
    let hit = driver.app.workspace.search.as_ref().and_then(|search| search.at);
    (driver.open_article(), driver.app.workspace.current_mention, hit)
}

#[test]
fn count_repeats_the_key() {
    let search = "\\ text:talks Enter Enter";
    for (before, key) in [
        ("", "]"),
        ("", "["),
        ("", "}"),
        ("", "{"),
        ("", "J"),
        ("J J J J", "K"),
        ("] Enter", "]"),
        ("] Enter", "}"),
        (search, "n"),
        (search, "N"),
        ("] Enter ] ] J ] K } ]", "Ctrl-o"),
        ("] Enter ] ] J ] K } ] H H H H H H", "L"),
    ] {
        for count in [1, 2, 3, 4, 5, 6, 7, 11, 23] {
            let (mut once, mut often) = (reports(), reports());
            once.keys(before).keys(&count.to_string().replace("11", "1 1").replace("23", "2 3")).keys(key);
            often.keys(before);
            for _ in 0..count {
                // A count stops where the key would ask for a second press.
                if often.keys(key).app.workspace.wrap_offer.is_some() {
                    break;
                }
            }
            assert_eq!(position(&once), position(&often), "{before} {count} {key}");
        }
    }
}

#[test]
fn count_of_hits_continues_over_the_listed_articles() {
    let mut driver = reports();
    driver.keys("] ] Enter &");
    assert_eq!(driver.app.workspace.selected_name().as_deref(), Some("Geneva"));
    driver.keys("Esc \\ text:talks Enter Enter");
    // Three hits in the first article, two in the fourth; the third is not listed.
    driver.keys("4 n");
    assert_eq!(position(&driver), (3, None, Some(1)));
    driver.keys("9 9 9 9 n");
    assert_eq!(position(&driver), (3, None, Some(1)));
    assert!(driver.hint().contains("continue from the first hit (article 1)"), "{}", driver.hint());
    driver.keys("n");
    assert_eq!(position(&driver), (0, None, Some(0)));
}
