//! The sentences that hold both the selected entity and another one, in the Concordance view.

use proptest::prelude::*;

use crate::support::driver::Driver;
use crate::support::reports::three;
use whoswho::analysis::pair_sentences::MAX_SENTENCE_LEN;
use whoswho::app::geometry::Pane;
use whoswho::app::input::READ;
use whoswho::views::concordance::CONCORDANCE;
use whoswho::views::concordance::lines::{Concordance, Row};

const LIST: &str = "[[entity]]\nname = 'Ann'\nkind = 'person'\n[[entity]]\nname = 'Bob'\nkind = 'person'\n
[[entity]]\nname = 'Cork'\nkind = 'place'\n";

/// Two articles in which Ann and Bob share sentences, and one in which they share only a paragraph.
const ARTICLES: &[(&str, &str)] = &[
    (
        "1.txt",
        "First report\n\nAnn met Bob in Cork. Bob left. Later Bob wrote to Ann, and Ann wrote to Bob.\n",
    ),
    ("2.txt", "Second report\n\nAnn came late. Bob was there.\n"),
    ("3.txt", "Third report\n\nNobody but Bob saw Ann.\n"),
];

fn view(driver: &Driver) -> &Concordance {
    driver.app.view().expect("the Concordance view")
}

/// Selects Ann, goes to Bob in the panel, and lists the sentences of both.
fn ann_with_bob(articles: &[(&str, &str)]) -> Driver {
    let mut driver = Driver::corpus(LIST, articles);
    driver.keys("e text:ann Enter Tab");
    choose(&mut driver, "Bob");
    driver.keys("B");
    driver
}

/// Moves the cursor of the panel to an entity.
fn choose(driver: &mut Driver, name: &str) {
    driver.app.workspace.focus = Pane::Entities;
    driver.keys("g");
    for _ in 0..50 {
        let read: &whoswho::views::read::Read = driver.app.view().expect("the Read view");
        let at = read.entity_at_cursor(&driver.app.workspace).expect("an entity");
        let index = driver.app.workspace.index();
        if index.entity(at).map(|entity| entity.name(index.gazetteer())).as_deref() == Some(name) {
            return;
        }
        driver.keys("j");
    }
    panic!("{name} is not in the panel\n{}", driver.screen());
}

/// Returns the sentences in the order of the rows.
fn sentences(driver: &Driver) -> Vec<String> {
    let view = view(driver);
    let text = |row: &Row| match row {
        Row::Line(at) => Some(view.found.sentences[*at].text.clone()),
        _ => None,
    };
    view.rows.iter().filter_map(text).collect()
}

#[test]
fn sentences_are_grouped_by_article_and_both_names_are_marked() {
    let driver = ann_with_bob(ARTICLES);
    let screen = driver.screen();
    assert!(
        screen.contains("Concordance of Ann with Bob: 3 sentences in 2 of 3 articles, by article"),
        "{screen}"
    );
    assert_eq!(
        sentences(&driver),
        ["Ann met Bob in Cork.", "Later Bob wrote to Ann, and Ann wrote to Bob.", "Nobody but Bob saw Ann."]
    );
    let rows = driver.rows();
    let at = |words: &str| {
        rows.iter().position(|row| row.contains(words)).unwrap_or_else(|| panic!("{words}\n{screen}"))
    };
    let order = [
        "1 First report",
        "Ann met Bob",
        "Later Bob",
        "3 Third report",
        "Nobody but",
        "No such sentence in 1 article:",
        "2 Second report",
    ];
    assert!(order.map(at).is_sorted(), "{screen}");
    assert!(!screen.contains("spelled") && !screen.contains("unevenness"), "{screen}");
}

#[test]
fn panel_and_list_agree_on_the_number_of_sentences() {
    for (mut driver, name) in
        [(Driver::seeds(120, 40), "text:dmitriev"), (Driver::corpus(LIST, ARTICLES), "text:ann")]
    {
        driver.keys("e").keys(name).keys("Enter");
        let near = driver
            .app
            .workspace
            .corpus_stats()
            .and_then(|stats| stats.neighbourhood.clone())
            .expect("counted");
        assert!(near.neighbours.iter().any(|neighbour| neighbour.sentences > 0));
        for neighbour in near.neighbours {
            let key = driver.app.workspace.key_of(neighbour.referent);
            driver.app.workspace.selection.set_partner(key);
            driver.app.workspace.focus = Pane::Text;
            driver.keys("B");
            assert_eq!(driver.app.workspace.view, CONCORDANCE);
            let count = neighbour.sentences as usize;
            assert_eq!(
                (view(&driver).found.count(), sentences(&driver).len()),
                (count, count),
                "{neighbour:?}"
            );
            if count == 0 {
                assert!(driver.screen().contains("No sentence mentions both"), "{}", driver.screen());
            }
            driver.keys("B");
            assert_eq!(driver.app.workspace.view, READ);
        }
    }
}

#[test]
fn enter_reads_the_sentence_and_back_returns_to_it() {
    let mut driver = ann_with_bob(ARTICLES);
    driver.keys("] ]");
    assert!(driver.status().contains("sentence 2 of 3, article 1 of 3: First report"), "{}", driver.status());
    driver.keys("Enter");
    assert_eq!((driver.app.workspace.view, driver.open_article()), (READ, 0));
    let start = ARTICLES[0].1.find("Ann, and").expect("the mention nearest to Bob");
    assert_eq!(driver.app.workspace.current_mention, Some(start));
    assert!(driver.screen().contains("Later Bob wrote to Ann"), "{}", driver.screen());
    driver.keys("Ctrl-o");
    assert_eq!(driver.app.workspace.view, CONCORDANCE);
    assert!(driver.status().contains("sentence 2 of 3"), "{}", driver.status());
    driver.keys("Esc");
    assert_eq!(driver.app.workspace.view, READ);
    assert!(driver.app.workspace.selection.partner().is_some(), "nothing is deselected");
}

#[test]
fn keys_change_between_all_mentions_and_the_sentences_of_both() {
    let mut driver = ann_with_bob(ARTICLES);
    driver.keys("] ] w");
    assert!(
        driver.screen().contains("Concordance of Ann: 5 mentions in 3 of 3 articles"),
        "{}",
        driver.screen()
    );
    assert!(
        driver.status().contains("line 2 of 5"),
        "the cursor is on the same mention: {}",
        driver.status()
    );
    driver.keys("B");
    assert!(driver.screen().contains("Concordance of Ann with Bob: 3 sentences"), "{}", driver.screen());
    assert!(driver.status().contains("sentence 2 of 3"), "{}", driver.status());
    driver.keys("w w");
    assert_eq!(driver.app.workspace.view, READ);
    // The partner was chosen; the cursor of the panel no longer matters while the text has the focus.
    driver.keys("h B");
    assert!(driver.screen().contains("Ann with Bob"), "{}", driver.screen());
    driver.keys("e text:cork Enter");
    let screen = driver.screen();
    assert!(screen.contains("Concordance of Cork: 1 mention in 1 of 3 articles"), "{screen}");
    assert!(screen.contains("spelled Cork 1"), "{screen}");
}

#[test]
fn sorting_keeps_the_sentence_at_the_cursor() {
    let mut driver = ann_with_bob(ARTICLES);
    driver.keys("] ]");
    let place = |driver: &Driver| format!("{:?}", view(driver).at_cursor(&driver.app.workspace));
    let (before, by_article) = (place(&driver), sentences(&driver));
    driver.keys("s");
    assert_eq!(
        sentences(&driver),
        ["Ann met Bob in Cork.", "Nobody but Bob saw Ann.", "Later Bob wrote to Ann, and Ann wrote to Bob."]
    );
    assert!(driver.screen().contains("  3  Nobody but Bob"), "{}", driver.screen());
    for _ in 0..3 {
        assert_eq!(place(&driver), before);
        driver.keys("s");
    }
    assert_eq!((place(&driver), sentences(&driver)), (before, by_article));
}

#[test]
fn pair_that_shares_no_sentence_or_is_not_chosen_says_so() {
    let mut driver = ann_with_bob(&[("2.txt", ARTICLES[1].1)]);
    let screen = driver.screen();
    assert!(screen.contains("Ann with Bob: 0 sentences in 0 of 1 article"), "{screen}");
    assert!(screen.contains("No sentence mentions both Ann and Bob."), "{screen}");
    driver.keys("Enter w w");
    let mut driver = Driver::corpus(LIST, &[("1.txt", "Title\n\nAnn alone.\n")]);
    driver.keys("e text:ann Enter B");
    assert_eq!(driver.app.workspace.view, READ);
    assert!(driver.hint().contains("No other entity occurs with it"), "{}", driver.hint());
    // In Compare, the panel is not on the screen.
    let mut driver = Driver::corpus(LIST, ARTICLES);
    driver.keys("e text:ann Enter c B");
    assert!(driver.hint().contains("Only while reading"), "{}", driver.hint());
    driver.keys("q ) c B");
    assert_eq!(driver.app.workspace.view, CONCORDANCE, "a chosen partner is enough");
}

#[test]
fn sentences_follow_the_list_the_filter_and_the_files() {
    let mut driver = ann_with_bob(ARTICLES);
    std::fs::write(driver.folder().join("2.txt"), "Second report\n\nAnn and Bob again.\n").expect("a file");
    driver.touch(&["2.txt"]);
    assert!(driver.screen().contains("4 sentences in 3 of 3 articles"), "{}", driver.screen());
    assert!(!driver.screen().contains("No such sentence"), "{}", driver.screen());
    driver.reload_list(&LIST.replace("name = 'Bob'", "name = 'Rob'"));
    let screen = driver.screen();
    assert!(screen.contains("Concordance of Ann: ") && screen.contains("spelled Ann"), "{screen}");
}

#[test]
fn reading_of_sentences_can_be_stopped() {
    let mut driver = Driver::corpus(LIST, ARTICLES);
    driver.keys("e text:ann Enter Tab");
    choose(&mut driver, "Bob");
    driver.hold();
    driver.keys("B");
    driver.release_first_replies();
    driver.keys("Ctrl-c");
    let heading =
        "Ann with Bob: 2 sentences in 1 of the 2 articles that have such a sentence (stopped), by article";
    assert!(driver.screen().contains(heading), "{}", driver.screen());
    driver.release();
    assert_eq!(sentences(&driver).len(), 2);
    driver.keys("q B");
    assert!(driver.screen().contains("3 sentences in 2 of 3 articles, by article"), "{}", driver.screen());
}

#[test]
fn whole_sentence_at_the_cursor_is_shown_highlighted_and_clickable() {
    let words = "and many more words than fit into one row of the screen ".repeat(4);
    let sentence = |number: usize| format!("Ann {number} met Bob {words}here. ");
    let text: String = (0..20).map(sentence).collect();
    for (columns, rows) in [(120, 40), (80, 24), (50, 20)] {
        let mut driver = Driver::corpus(LIST, &[("1.txt", &format!("Title\n\n{text}\n"))]);
        driver.resize(columns, rows).keys("e text:ann Enter");
        choose(&mut driver, "Bob");
        driver.keys("B");
        for number in 0..20 {
            driver.keys("j");
            let expected: Vec<String> = sentence(number).split_whitespace().map(str::to_owned).collect();
            let screen = driver.screen();
            let shown: Vec<&str> = screen.split_whitespace().collect();
            assert!(
                shown.windows(expected.len()).any(|run| run == expected),
                "{number} at {columns}x{rows}\n{screen}"
            );
            assert!(driver.status().contains(&format!("sentence {} of 20", number + 1)), "{screen}");
        }
        driver.keys("k");
        assert!(driver.status().contains("sentence 19 of 20"), "{}", driver.status());
        driver.keys("g j");
        // Rows above the list: the heading and an empty row. Then the article, and the first sentence.
        let row = |driver: &Driver, words: &str| {
            driver.rows().iter().position(|row| row.contains(words)).expect("a row") as u16
        };
        let second = row(&driver, "Ann 1 met");
        driver.press(5, second + 1);
        assert!(driver.status().contains("sentence 2 of 20"), "{}", driver.status());
        driver.press(5, second + 1);
        assert_eq!(driver.app.workspace.view, READ);
    }
}

#[test]
fn more_sentences_than_are_listed_are_counted_and_long_ones_are_cut() {
    let text = format!("Title\n\n{}\n", "Ann met Bob. ".repeat(11_000));
    let mut driver = ann_with_bob(&[("1.txt", &text)]);
    let heading =
        "Ann with Bob: 11000 sentences in 1 of 1 article; the first 10000 in article order, by article";
    assert!(driver.screen().contains(heading), "{}", driver.screen());
    assert_eq!(sentences(&driver).len(), 10_000);
    driver.keys("G s G");
    assert!(driver.status().contains("sentence 10000 of 10000"), "{}", driver.status());
    let long = format!("Title\n\nAnn {}then Bob.\n", "and so on ".repeat(1_000));
    let driver = ann_with_bob(&[("1.txt", &long)]);
    let text = &sentences(&driver)[0];
    assert!(text.len() < MAX_SENTENCE_LEN && text.contains(" … ") && text.ends_with("then Bob."), "{text}");
}

#[test]
fn heading_of_a_narrow_screen_has_both_names_and_the_number() {
    let mut driver = Driver::seeds(50, 20);
    driver.keys("e text:dmitriev Enter ) B");
    let heading = driver.rows().into_iter().find(|row| !row.trim().is_empty()).expect("a heading");
    assert!(heading.contains("Dmitriev with ") && heading.contains(" sentence"), "{heading}");
    let mut driver = three();
    driver.resize(30, 20).keys("e text:geneva Enter B");
    let heading = driver.rows().into_iter().find(|row| !row.trim().is_empty()).expect("a heading");
    assert!(heading.contains("Geneva with ") && heading.contains(": 2"), "{heading}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// On random articles, the list has the sentences that contain both words.
    #[test]
    fn listed_sentences_are_those_that_contain_both_names(
        articles in prop::collection::vec(
            prop::collection::vec(
                prop::collection::vec(prop::sample::select(vec!["Ann", "Bob", "Cork", "saw", "and"]), 1..6), 1..8,
            ), 1..4,
        ),
    ) {
        let sentence = |words: &Vec<&str>| format!("There {} stayed.", words.join(" "));
        let texts: Vec<(String, String)> = (1..).zip(&articles).map(|(number, article)| {
            let body: Vec<String> = article.iter().map(sentence).collect();
            (format!("{number}.txt"), format!("Report\n\nAnn came. Bob came. {}\n", body.join(" ")))
        }).collect();
        let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let driver = ann_with_bob(&files);
        let has_both = |words: &&Vec<&str>| words.contains(&"Ann") && words.contains(&"Bob");
        let expected: Vec<String> = articles.iter().flatten().filter(has_both).map(sentence).collect();
        prop_assert_eq!(sentences(&driver), expected);
    }
}
