//! Searching, as a reader does it: in the open article, over all of them, and back.

use crate::support::driver::Driver;
use whoswho::app::input::READ;
use whoswho::views::corpus_search::SEARCH;

const LIST: &str = "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n";

/// Three articles: two hold the word twice and once, one does not; one is hard-wrapped.
fn reports() -> Driver {
    let wrapped = "The first report\n\nAll of the envoys met in the town hall of\nNew Harbour, where the ferry came late and\nnobody knew when talks would go on again.\n\nTalks went on in Kyiv on the day after it.";
    let second = "The second report\n\nNothing is said here about a harbour.\n\nKyiv waits.";
    let third = "The third report\n\nTalks were held and talks were broken off in Kyiv.";
    Driver::corpus(LIST, &[("a.txt", wrapped), ("b.txt", second), ("c.txt", third)])
}

fn at(driver: &Driver) -> (usize, Option<usize>) {
    (driver.open(), driver.app.workspace.search.as_ref().and_then(|search| search.at))
}

#[test]
fn a_phrase_that_a_line_break_divides_is_found() {
    let mut driver = reports();
    driver.keys("/ text:hall_of_New_Harbour Enter");
    assert!(driver.hint().contains("hit 1 of 1"), "{}", driver.hint());
}

#[test]
fn letters_are_found_however_a_text_writes_them_unless_one_is_asked_for() {
    let mut driver = Driver::corpus(
        LIST,
        &[
            ("a.txt", "A report\n\nThey met in Zürich, at the “Café de la Paix”, and in Zurich.\n"),
            ("b.txt", "Another report\n\nNothing of Zu\u{308}rich but its of\u{AD}ﬁce.\n"),
        ],
    );
    driver.keys("/ text:zurich Enter");
    assert!(driver.hint().contains("hit 1 of 2"), "{}", driver.hint());
    driver.keys("/ text:zürich Enter");
    assert!(driver.hint().contains("hit 1 of 1"), "{}", driver.hint());
    driver.keys("/ text:\"cafe Enter");
    assert!(driver.hint().contains("hit 1 of 1"), "{}", driver.hint());
    driver.keys("\\ text:zurich Enter");
    assert!(driver.screen().contains("3 hits in 2 of 2 articles"), "{}", driver.screen());
    driver.keys("\\ text:Zürich_but_its_office Enter");
    assert!(driver.screen().contains("1 hit in 1 of 2 articles"), "{}", driver.screen());
}

#[test]
fn an_expression_that_is_none_is_said_while_typing_and_nothing_is_lost() {
    let mut driver = reports();
    driver.keys("/ text:talks Enter / text:(talks");
    assert!(driver.hint().contains("unclosed group"), "{}", driver.hint());
    driver.keys("Enter");
    assert!(driver.hint().contains("/(talks"), "what was typed stays: {}", driver.hint());
    driver.keys("Home Del Enter");
    assert!(driver.hint().contains("/talks hit 1 of 2"), "{}", driver.hint());
    driver.keys("/ text:[ Esc");
    assert!(driver.hint().contains("/talks hit 1 of 2"), "the search before is back: {}", driver.hint());
}

#[test]
fn what_was_searched_for_comes_back_by_the_arrows() {
    let mut driver = reports();
    driver.keys("/ text:talks Enter / text:kyiv Enter / Up");
    assert!(driver.hint().contains("/kyiv"), "{}", driver.hint());
    driver.keys("Up");
    assert!(driver.hint().contains("/talks"), "{}", driver.hint());
    driver.keys("Down Enter");
    assert!(driver.hint().contains("/kyiv hit 1 of 1"), "{}", driver.hint());
}

#[test]
fn nothing_typed_searches_once_more_for_the_last_expression() {
    let mut driver = reports();
    driver.keys("/ Enter");
    assert!(driver.app.workspace.search.is_none(), "there was no search yet");
    driver.keys("/ text:talks Enter / Enter");
    assert!(driver.hint().contains("/talks hit 2 of 2"), "{}", driver.hint());
    driver.keys("Esc / Enter");
    assert!(driver.hint().contains("/talks hit 1 of 2"), "{}", driver.hint());
}

#[test]
fn a_search_stays_when_another_article_opens() {
    let mut driver = reports();
    driver.keys("/ text:talks Enter J");
    assert_eq!(at(&driver), (1, None));
    assert_eq!(driver.app.workspace.search.as_ref().map(|search| search.hits().len()), Some(0));
    driver.keys("J n");
    assert_eq!(at(&driver), (2, Some(0)));
    driver.keys("n n");
    assert!(driver.hint().contains("continuing from the first"), "{}", driver.hint());
}

#[test]
fn the_list_over_all_articles_counts_what_a_naive_look_counts() {
    let mut driver = reports();
    driver.keys("\\ text:talks Enter");
    let naive: usize = ["a.txt", "b.txt", "c.txt"]
        .iter()
        .map(|name| std::fs::read_to_string(driver.folder().join(name)).unwrap().to_lowercase())
        .map(|text| text.matches("talks").count())
        .sum();
    assert_eq!(naive, 4);
    assert!(driver.screen().contains("4 hits in 2 of 3 articles"), "{}", driver.screen());
    assert_eq!(driver.app.workspace.corpus_search.rows.len(), naive);
}

#[test]
fn hits_of_all_articles_are_walked_in_order_and_round() {
    let mut driver = reports();
    driver.keys("J \\ text:talks Enter j Enter");
    assert_eq!((driver.app.workspace.view, at(&driver)), (READ, (0, Some(1))));
    let mut walked = Vec::new();
    for _ in 0..4 {
        driver.walk_on("n");
        walked.push(at(&driver));
    }
    assert_eq!(walked, [(2, Some(0)), (2, Some(1)), (0, Some(0)), (0, Some(1))]);
    driver.keys("N N");
    assert_eq!(at(&driver), (0, Some(0)));
    assert!(driver.hint().contains("continue from the last hit (article 3)"), "{}", driver.hint());
    driver.keys("N");
    assert_eq!(at(&driver), (2, Some(1)));
    let was_there = (0..8).any(|_| driver.keys("Ctrl-o").app.workspace.view == SEARCH);
    assert!(was_there, "the list is on the way back");
}

#[test]
fn the_passage_around_the_hit_is_shown_before_one_goes_there() {
    let mut driver = reports();
    driver.keys("\\ text:new_harbour");
    let rows = driver.rows();
    let title = rows.iter().position(|row| row.contains("1 The first report")).expect("the title");
    assert!(rows[title + 1..].iter().any(|row| row.contains("New Harbour, where the ferry")), "{rows:#?}");
    assert_eq!(driver.app.workspace.view, SEARCH);
    driver.keys("Esc");
    assert_eq!((driver.app.workspace.view, driver.open()), (READ, 0));
}

#[test]
fn an_expression_that_is_none_over_all_articles_says_why() {
    let mut driver = reports();
    driver.keys("\\ text:a( Enter");
    assert!(driver.screen().contains("unclosed group"), "{}", driver.screen());
    assert!(driver.search().is_typing);
    driver.keys("Backspace Enter");
    assert!(!driver.search().is_typing);
    assert!(driver.app.workspace.corpus_search.total() > 0);
}

#[test]
fn a_file_that_went_away_is_no_hit_and_no_bar() {
    let mut driver = reports();
    std::fs::remove_file(driver.folder().join("a.txt")).unwrap();
    driver.keys("\\ text:talks Enter Enter");
    assert_eq!(at(&driver), (2, Some(0)));
}

/// A search made while articles still came in stayed one over those that were there, and called itself whole.
#[test]
fn a_search_made_while_articles_arrive_is_over_all_of_them_in_the_end() {
    let texts = [("a.txt", "Talks."), ("b.txt", "Nothing."), ("c.txt", "Talks, talks."), ("d.txt", "talks")];
    let mut driver = Driver::arriving(LIST, &texts);
    driver.arrive(&["a.txt", "b.txt"]);
    driver.keys("\\ text:talks Enter");
    assert!(driver.screen().contains("1 hit in 1 of 2+ articles"), "{}", driver.screen());
    driver.arrive(&["c.txt"]);
    assert!(driver.screen().contains("3 hits in 2 of 3+ articles"), "{}", driver.screen());
    driver.keys("q");
    driver.arrive(&["d.txt"]);
    driver.keys("\\ Enter");
    assert!(driver.screen().contains("4 hits in 3 of 4 articles"), "{}", driver.screen());
    driver.keys("&");
    let listing = driver.app.workspace.listing();
    assert_eq!(listing.len(), 3);
}

#[test]
fn a_search_that_is_given_up_while_it_is_typed_was_never_made() {
    let mut driver = reports();
    driver.hold();
    driver.keys("\\ text:talks Ctrl-c");
    driver.let_go();
    assert_eq!((driver.app.workspace.view, driver.app.workspace.corpus_search.rows.len()), (READ, 0));
    driver.keys("&");
    assert!(driver.hint().contains("Type what the articles must contain"), "{}", driver.hint());
    driver.keys("text:talks Enter");
    assert!(driver.screen().contains("4 hits in 2 of 3 articles"), "{}", driver.screen());
    driver.keys("\\ text:( Esc &");
    assert!(driver.hint().contains("2 articles that contain talks"), "{}", driver.hint());
}

/// Esc left the search before as one of a single article, and its list was gone.
#[test]
fn what_was_typed_over_a_search_of_all_articles_gives_it_back() {
    let mut driver = reports();
    driver.keys("\\ text:talks Enter j");
    let before = (driver.app.workspace.corpus_search.rows.clone(), driver.search().row.row());
    assert_eq!(before.1, 1);
    // From the list back to the list.
    driver.keys("\\ text:harbour Esc");
    assert_eq!(driver.app.workspace.view, SEARCH);
    assert_eq!((driver.app.workspace.corpus_search.rows.clone(), driver.search().row.row()), before);
    assert!(driver.screen().contains("4 hits in 2 of 3 articles"), "{}", driver.screen());
    // From an article back to the article, and to its walk over all of them.
    driver.keys("Enter \\ Backspace text:x Esc");
    assert_eq!((driver.app.workspace.view, at(&driver)), (READ, (0, Some(1))));
    assert!(driver.hint().contains("/talks hit 2 of 2 here, 4 in all"), "{}", driver.hint());
    driver.keys("n");
    assert_eq!(at(&driver), (2, Some(0)));
    driver.keys("\\");
    assert_eq!(driver.search().line.text(), "talks");
}

#[test]
fn the_next_hit_goes_on_however_the_list_of_hits_was_left() {
    let mut driver = reports();
    driver.keys("\\ text:talks Enter q n");
    assert_eq!((driver.app.workspace.view, at(&driver)), (READ, (0, Some(0))));
    driver.keys("2 n");
    assert_eq!(at(&driver), (2, Some(0)));
}

/// What was given back was of the articles as they had been.
#[test]
fn a_search_that_is_given_back_is_of_the_articles_as_they_are() {
    let mut driver = reports();
    let folder = driver.folder().to_path_buf();
    driver.paths_are(&[folder]);
    driver.keys("\\ text:talks Enter \\ text:harbour");
    let text = "The second report\n\nTalks, and nothing else.\n";
    std::fs::write(driver.folder().join("b.txt"), text).expect("written");
    driver.touch(&["b.txt"]);
    driver.keys("Esc");
    assert!(driver.screen().contains("5 hits in 3 of 3 articles"), "{}", driver.screen());
}
