//! Faults that were found, each by the shortest way to it.

mod support;

use support::driver::{Driver, seeds};
use support::reports::LIST;
use whoswho::app::input::{Input, Key};
use whoswho::app::update::update;
use whoswho::app::{Action, Effect, compare};

/// Two reports that name Kyiv, the second far into its text.
const TWO: &[(&str, &str)] = &[
    ("1.txt", "First report\n\nKyiv here.\n"),
    ("2.txt", "Second report\n\nA long way to go until Kyiv is named.\n"),
];

fn key(name: &str) -> Action {
    Action::Input(Input::Key(Key::parse(name).expect("a key")))
}

/// Keys that come while an article is being opened were worked out from the article before: JJJ went one article on.
#[cfg(unix)]
#[test]
fn keys_typed_in_one_go_do_as_much_as_one_by_one() {
    use support::pty::{Options, Session};

    let folder = seeds();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_whoswho"));
    for (typed, one_by_one) in [("JJJ", "J J J"), ("JJJJK", "J J J J K")] {
        let mut driver = Driver::seeds(80, 24);
        driver.keys(one_by_one);
        let options = Options { columns: 80, rows: 24, ..Options::default() };
        let mut session = Session::start(program, &[folder.to_str().expect("a path in UTF-8")], &options);
        session.wait_for_text("article 1 of 5");
        session.send(typed);
        session.wait_for_text(&format!("article {} of 5", driver.open() + 1));
    }
}

/// The page goes on up with each resize: the row that holds the first character begins before it.
#[test]
fn resizing_there_and_back_does_not_move_the_page() {
    let mut driver = Driver::seeds(120, 40);
    driver.keys("1 3 j");
    let first = driver.state.visible_bytes().start;
    for _ in 0..20 {
        driver.resize(80, 40).resize(120, 40);
    }
    assert_eq!(driver.state.visible_bytes().start, first);
}

/// The hidden top goes on past the end: 35 presses of k at 120x40 until the help moves.
#[test]
fn a_popup_scrolled_to_its_end_comes_back_at_the_next_key() {
    for (keys, columns, rows) in [("?", 120, 40), ("?", 80, 24), ("] Enter i", 50, 8)] {
        let mut driver = Driver::seeds(columns, rows);
        driver.keys(keys);
        let top = driver.screen();
        driver.keys("G");
        let end = driver.screen();
        assert_ne!(end, top, "{keys} at {columns}x{rows} is longer than its box");
        driver.keys("k");
        assert_ne!(driver.screen(), end, "{keys} at {columns}x{rows}");
    }
}

/// The jump lands at the byte that the old text had; no mention stands there.
#[test]
fn a_jump_into_a_changed_file_lands_on_a_mention() {
    let mut driver = Driver::corpus(LIST, TWO);
    std::fs::write(driver.folder().join("2.txt"), "Second report\n\nKyiv.\n").expect("written");
    driver.keys("] ]");
    let stops = driver.offsets(1, None);
    assert!(
        driver.state.landed.is_none_or(|at| stops.contains(&at)),
        "{:?} in {stops:?}",
        driver.state.landed
    );
}

/// The next batch brings back the mentions of the text before, under the generation of the index that it replaces.
#[test]
fn an_article_read_again_keeps_its_mentions_when_more_arrive() {
    let mut driver = Driver::arriving(LIST, &[TWO[0], TWO[1], ("3.txt", "Third report\n\nKyiv.\n")]);
    driver.arrive(&["1.txt", "2.txt"]);
    std::fs::write(driver.folder().join("2.txt"), "Second report\n\nGeneva Geneva.\n").expect("written");
    driver.keys("J");
    let (mentions, generation) = (driver.offsets(1, None), driver.state.index.generation);
    assert_eq!(mentions.len(), 2);
    driver.arrive(&["3.txt"]);
    assert_eq!(driver.offsets(1, None), mentions);
    assert!(driver.state.index.generation > generation, "another index has another generation");
}

/// An article that cannot be opened stands in the way of ] and J for good.
#[test]
fn an_article_that_is_gone_does_not_bar_the_way() {
    for name in ["]", "J"] {
        let mut driver = Driver::corpus(LIST, &[TWO[0], TWO[1], ("3.txt", "Third report\n\nKyiv.\n")]);
        std::fs::remove_file(driver.folder().join("2.txt")).expect("removed");
        let presses = 5;
        let reached = (0..presses).any(|_| {
            driver.keys(name);
            driver.open() == 2
        });
        assert!(reached, "{presses} times {name}: {}", driver.hint());
    }
}

/// The hand in the matrix keeps its numbers, not its entity and article, when articles come in front.
#[test]
fn the_hand_in_compare_stays_on_its_cell_when_articles_arrive() {
    let first = ("a1.txt", "Report a\n\nGeneva Geneva Geneva Geneva.\n");
    let mut driver = Driver::arriving(LIST, &[first, ("b1.txt", TWO[0].1), ("b2.txt", TWO[1].1)]);
    driver.arrive(&["b1.txt", "b2.txt"]);
    driver.keys("c l");
    let cell = |driver: &Driver| {
        let index = &driver.state.index;
        let entity = compare::under_hand(&driver.state).and_then(|number| index.entity(number));
        let article = index.ids().nth(driver.state.compare.column).and_then(|id| index.row(id));
        (entity.cloned(), article.map(|row| row.key.clone()))
    };
    let before = cell(&driver);
    assert!(before.0.is_some() && before.1.is_some());
    driver.arrive(&["a1.txt"]);
    assert_eq!(cell(&driver), before);
}

/// Enter before the hits are there: nothing is said, and the search without hits stays.
#[test]
fn a_search_confirmed_before_its_hits_came_says_that_there_are_none() {
    let mut driver = Driver::seeds(80, 24);
    let mut waiting = Vec::new();
    for name in ["/", "z", "z", "z", "z", "Enter"] {
        waiting.extend(update(&mut driver.state, key(name)));
    }
    for effect in waiting {
        if let Effect::Search { article, expression } = effect {
            let sought = whoswho::analysis::search::Expression::new(&expression);
            let hits = sought.map(|expression| expression.hits(&article));
            let article = article.key.clone();
            driver.act(Action::Answer(whoswho::app::Answer::Hits { article, expression, hits }));
        }
    }
    assert!(driver.hint().contains("zzzz"), "{}", driver.hint());
    assert!(driver.state.search.is_none());
}

/// A window that is closed: the parent sees an exit code of 2, as if nothing could start, and not the signal.
#[cfg(unix)]
#[test]
fn a_window_that_is_closed_ends_the_program_by_its_signal() {
    use support::pty::{Options, Session};

    let folder = seeds();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_whoswho"));
    let path = folder.to_str().expect("a path in UTF-8");
    let mut session = Session::start(program, &[path], &Options::default());
    session.wait_for_text("article 1 of 5");
    session.hang_up();
    let exit = session.wait_exit();
    assert_eq!((exit.code, exit.signal), (None, Some(1)));
}
