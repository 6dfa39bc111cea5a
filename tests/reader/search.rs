//! Searching in the open article, in all articles, and going back.

use crate::support::driver::Driver;
use whoswho::app::input::READ;
use whoswho::views::corpus_search::SEARCH;

const LIST: &str = "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n";

/// Creates three articles. "talks" occurs twice in the first, which is hard-wrapped, and twice in the third.
fn reports() -> Driver {
    let wrapped = "The first report\n\nAll of the envoys met in the town hall of\nNew Harbour, where the ferry came late and\nnobody knew when talks would go on again.\n\nTalks went on in Kyiv on the day after it.";
    let second = "The second report\n\nNothing is said here about a harbour.\n\nKyiv waits.";
    let third = "The third report\n\nTalks were held and talks were broken off in Kyiv.";
    Driver::corpus(LIST, &[("a.txt", wrapped), ("b.txt", second), ("c.txt", third)])
}

fn at(driver: &Driver) -> (usize, Option<usize>) {
    (driver.open_article(), driver.app.workspace.search.as_ref().and_then(|search| search.at))
}

#[test]
fn phrase_across_a_line_break_is_found() {
    let mut driver = reports();
    driver.keys("/ text:hall_of_New_Harbour Enter");
    assert!(driver.hint().contains("hit 1 of 1"), "{}", driver.hint());
}

#[test]
fn letters_match_with_any_diacritics_unless_one_is_typed() {
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
fn invalid_expression_is_reported_while_typing() {
    let mut driver = reports();
    driver.keys("/ text:talks Enter / text:(talks");
    assert!(driver.hint().contains("unclosed group"), "{}", driver.hint());
    driver.keys("Enter");
    assert!(driver.hint().contains("/(talks"), "the expression stays: {}", driver.hint());
    driver.keys("Home Del Enter");
    assert!(driver.hint().contains("/talks hit 1 of 2"), "{}", driver.hint());
    driver.keys("/ text:[ Esc");
    assert!(driver.hint().contains("/talks hit 1 of 2"), "the previous search is back: {}", driver.hint());
}

#[test]
fn arrows_recall_earlier_searches() {
    let mut driver = reports();
    driver.keys("/ text:talks Enter / text:kyiv Enter / Up");
    assert!(driver.hint().contains("/kyiv"), "{}", driver.hint());
    driver.keys("Up");
    assert!(driver.hint().contains("/talks"), "{}", driver.hint());
    driver.keys("Down Enter");
    assert!(driver.hint().contains("/kyiv hit 1 of 1"), "{}", driver.hint());
}

#[test]
fn empty_expression_repeats_the_last_search() {
    let mut driver = reports();
    driver.keys("/ Enter");
    assert!(driver.app.workspace.search.is_none(), "there was no search yet");
    driver.keys("/ text:talks Enter / Enter");
    assert!(driver.hint().contains("/talks hit 2 of 2"), "{}", driver.hint());
    driver.keys("Esc / Enter");
    assert!(driver.hint().contains("/talks hit 1 of 2"), "{}", driver.hint());
}

#[test]
fn search_stays_when_another_article_opens() {
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
fn hits_of_all_articles_agree_with_a_naive_count() {
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
fn hits_of_all_articles_are_visited_in_order_and_wrap_around() {
    let mut driver = reports();
    driver.keys("J \\ text:talks Enter j Enter");
    assert_eq!((driver.app.workspace.view, at(&driver)), (READ, (0, Some(1))));
    let mut visited = Vec::new();
    for _ in 0..4 {
        driver.step_and_wrap("n");
        visited.push(at(&driver));
    }
    assert_eq!(visited, [(2, Some(0)), (2, Some(1)), (0, Some(0)), (0, Some(1))]);
    driver.keys("N N");
    assert_eq!(at(&driver), (0, Some(0)));
    assert!(driver.hint().contains("continue from the last hit (article 3)"), "{}", driver.hint());
    driver.keys("N");
    assert_eq!(at(&driver), (2, Some(1)));
    let was_there = (0..8).any(|_| driver.keys("Ctrl-o").app.workspace.view == SEARCH);
    assert!(was_there, "Ctrl-o returns to the list of hits");
}

#[test]
fn passage_of_the_hit_is_shown_in_the_list() {
    let mut driver = reports();
    driver.keys("\\ text:new_harbour");
    let rows = driver.rows();
    let title = rows.iter().position(|row| row.contains("1 The first report")).expect("the title");
    assert!(rows[title + 1..].iter().any(|row| row.contains("New Harbour, where the ferry")), "{rows:#?}");
    assert_eq!(driver.app.workspace.view, SEARCH);
    driver.keys("Esc");
    assert_eq!((driver.app.workspace.view, driver.open_article()), (READ, 0));
}

#[test]
fn invalid_expression_over_all_articles_says_why() {
    let mut driver = reports();
    driver.keys("\\ text:a( Enter");
    assert!(driver.screen().contains("unclosed group"), "{}", driver.screen());
    assert!(driver.search().is_typing);
    driver.keys("Backspace Enter");
    assert!(!driver.search().is_typing);
    assert!(driver.app.workspace.corpus_search.total() > 0);
}

#[test]
fn removed_file_has_no_hits_and_blocks_nothing() {
    let mut driver = reports();
    std::fs::remove_file(driver.folder().join("a.txt")).unwrap();
    driver.keys("\\ text:talks Enter");
    assert!(driver.screen().contains("articles; 1 could not be read"), "{}", driver.screen());
    driver.keys("Enter");
    assert_eq!(at(&driver), (2, Some(0)));
}

/// Regression: a search started while loading covered only the articles read by then, and claimed to be complete.
#[test]
fn search_started_while_loading_covers_all_articles_in_the_end() {
    let texts = [("a.txt", "Talks."), ("b.txt", "Nothing."), ("c.txt", "Talks, talks."), ("d.txt", "talks")];
    let mut driver = Driver::loading(LIST, &texts);
    driver.load(&["a.txt", "b.txt"]);
    driver.keys("\\ text:talks Enter");
    assert!(driver.screen().contains("1 hit in 1 of 2+ articles"), "{}", driver.screen());
    driver.load(&["c.txt"]);
    assert!(driver.screen().contains("3 hits in 2 of 3+ articles"), "{}", driver.screen());
    driver.keys("q");
    driver.load(&["d.txt"]);
    driver.keys("\\ Enter");
    assert!(driver.screen().contains("4 hits in 3 of 4 articles"), "{}", driver.screen());
    driver.keys("&");
    let listing = driver.app.workspace.listing();
    assert_eq!(listing.len(), 3);
}

#[test]
fn search_cancelled_while_typing_leaves_no_trace() {
    let mut driver = reports();
    driver.hold();
    driver.keys("\\ text:talks Ctrl-c");
    driver.release();
    assert_eq!((driver.app.workspace.view, driver.app.workspace.corpus_search.rows.len()), (READ, 0));
    driver.keys("&");
    assert!(driver.hint().contains("Type what the articles must contain"), "{}", driver.hint());
    driver.keys("text:talks Enter");
    assert!(driver.screen().contains("4 hits in 2 of 3 articles"), "{}", driver.screen());
    driver.keys("\\ text:( Esc &");
    assert!(driver.hint().contains("2 articles that contain talks"), "{}", driver.hint());
}

/// Regression: Esc restored the previous search only in the open article, and the list of hits was gone.
#[test]
fn cancelled_typing_restores_the_search_of_all_articles() {
    let mut driver = reports();
    driver.keys("\\ text:talks Enter j");
    let before = (driver.app.workspace.corpus_search.rows.clone(), driver.search().row.row());
    assert_eq!(before.1, 1);
    // Esc returns from the prompt to the list.
    driver.keys("\\ text:harbour Esc");
    assert_eq!(driver.app.workspace.view, SEARCH);
    assert_eq!((driver.app.workspace.corpus_search.rows.clone(), driver.search().row.row()), before);
    assert!(driver.screen().contains("4 hits in 2 of 3 articles"), "{}", driver.screen());
    // Esc returns from the prompt to the article, and n continues through all articles.
    driver.keys("Enter \\ Backspace text:x Esc");
    assert_eq!((driver.app.workspace.view, at(&driver)), (READ, (0, Some(1))));
    assert!(driver.hint().contains("/talks hit 2 of 2 here, 4 in all"), "{}", driver.hint());
    driver.keys("n");
    assert_eq!(at(&driver), (2, Some(0)));
    driver.keys("\\");
    assert_eq!(driver.search().line.text(), "talks");
}

#[test]
fn next_hit_continues_however_the_list_was_left() {
    let mut driver = reports();
    driver.keys("\\ text:talks Enter q n");
    assert_eq!((driver.app.workspace.view, at(&driver)), (READ, (0, Some(0))));
    driver.keys("2 n");
    assert_eq!(at(&driver), (2, Some(0)));
}

/// Regression: the restored search covered the articles as they had been before they changed.
#[test]
fn restored_search_covers_the_current_articles() {
    let mut driver = reports();
    let folder = driver.folder().to_path_buf();
    driver.set_paths(&[folder]);
    driver.keys("\\ text:talks Enter \\ text:harbour");
    let text = "The second report\n\nTalks, and nothing else.\n";
    std::fs::write(driver.folder().join("b.txt"), text).expect("written");
    driver.touch(&["b.txt"]);
    driver.keys("Esc");
    assert!(driver.screen().contains("5 hits in 3 of 3 articles"), "{}", driver.screen());
}
