//! Moving: every key that moves moves the page, and by as much as it says.

use crate::desk::{
    PLAIN, PROGRAM, filler, found_on, look_on, numbered, page, page_of, place_of, quit, reports, start,
    start_small, wait_until_gone,
};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};

/// What the page of [`numbered`] is when so many rows lie above it.
fn rows_from(top: usize) -> Vec<String> {
    let row = |at: usize| match at {
        0 => "  Numbered rows".to_owned(),
        1 => String::new(),
        at => format!("  • Row {:03} stands here.", at - 1),
    };
    (top..top + 17).map(row).collect()
}

/// Keys, and how many rows lie above the page afterwards: the page has 17, half a page is 8 and a page 15, since two rows
/// stay in sight.
const MOVES: &[(&str, usize)] = &[
    ("j", 1),
    ("Down", 2),
    ("k", 1),
    ("Up", 0),
    ("k", 0),
    ("3 0 j", 30),
    ("5 Down", 35),
    ("1 2 k", 23),
    ("3 Up", 20),
    ("d", 28),
    ("Ctrl-d", 36),
    ("u", 28),
    ("Ctrl-u", 20),
    ("2 d", 36),
    ("2 Ctrl-u", 20),
    ("Space", 35),
    ("b", 20),
    ("Ctrl-f", 35),
    ("Ctrl-b", 20),
    ("PgDn", 35),
    ("PgUp", 20),
    ("3 Space", 65),
    ("2 b", 35),
    ("G", 185),
    ("g", 0),
    ("End", 185),
    ("j", 185),
    ("PgUp", 170),
    ("Home", 0),
    ("9 9 9 j", 185),
    ("9 9 9 k", 0),
];

#[test]
fn each_key_moves_the_page_by_as_much_as_it_says() {
    let folder = numbered();
    let mut session = start_small(&folder);
    for (at, (keys, above)) in MOVES.iter().enumerate() {
        session.send_keys(keys);
        let expected = rows_from(*above);
        let what = format!("{above} rows above the page after {keys}, the step {at}");
        session.wait_for(|screen| page_of(screen) == expected, &what);
    }
    session.send("Gj");
    session.wait_for_text("End of the article. Press J");
    quit(session);
}

/// The dot and the comma are where a hand finds them on every keyboard; the brackets are not.
#[test]
fn dot_and_comma_walk_the_mentions_as_the_brackets_do() {
    let folder = reports();
    let mut session = start(&folder);
    for (key, numbers) in [
        (".", "1 of 6 here"),
        (".", "2 of 6 here"),
        ("]", "3 of 6 here"),
        (",", "2 of 6 here"),
        ("[", "1 of 6 here"),
        ("3.", "4 of 6 here"),
        ("2,", "2 of 6 here"),
    ] {
        session.send(key);
        session.wait_for_text(&format!("mentions: {numbers}"));
    }
    quit(session);
}

#[test]
fn without_a_search_n_walks_the_mentions_and_with_one_the_hits() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("n");
    session.wait_for_text("mentions: 1 of 6 here");
    session.send("n");
    session.wait_for_text("mentions: 2 of 6 here");
    session.send("N");
    session.wait_for_text("mentions: 1 of 6 here");
    session.send("/paragraph 1");
    session.send_key("Enter");
    session.wait_for_text("hit 1 of 22");
    session.send("n");
    session.wait_for_text("hit 2 of 22");
    session.send("3n");
    session.wait_for_text("hit 5 of 22");
    session.send("N");
    session.wait_for_text("hit 4 of 22");
    session.send_key("Esc");
    wait_until_gone(&session, "hit 4 of 22");
    session.send("N");
    session.wait_for_text("Start reached");
    session.wait_for_text("article 3 of 3");
    quit(session);
}

/// The mark, and on both sides of it what was said before and after.
#[test]
fn a_landing_stands_among_the_rows_around_it() {
    let names: String =
        (1..=5).map(|number| format!("{}Kyiv number {number}.\n\n", filler(40))).collect::<Vec<_>>().concat();
    let folder = corpus(LIST_OF_KYIV, &[("1.txt", &format!("One report\n\n{names}{}", filler(40)))]);
    for (columns, rows) in [(120, 40), (80, 24), (50, 20)] {
        let options = Options { columns, rows, ..Options::default() };
        let mut session = crate::desk::start_with(folder.path(), &options, &[]);
        let keys = ["]", "]", "]", "[", "3]", "["];
        let numbers = [1, 2, 3, 2, 5, 4];
        for (key, number) in keys.into_iter().zip(numbers) {
            session.send(key);
            let words = format!("Kyiv number {number}.");
            session.wait_for(|screen| is_marked(screen, &words), &format!("the mark beside {words}"));
            let (_, row) = place_of(&session, &words);
            let around = [row - 2, row + 2].map(|row| row_of(&session, row));
            assert!(
                around.iter().all(|row| row.contains("Nothing of note")),
                "{around:?} around\n{}",
                session.screen_text()
            );
        }
        quit(session);
    }
}

const LIST_OF_KYIV: &str = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n";

/// Whether the row that begins with these words has the mark in front of them.
fn is_marked(screen: &vt100::Screen, words: &str) -> bool {
    found_on(screen, &format!("▶ {words}")).is_some()
}

fn row_of(session: &Session, row: u16) -> String {
    session.screen_text().lines().nth(usize::from(row)).unwrap_or_default().to_owned()
}

/// The heading of the pane that keys act on is bold; the others' are dim.
#[test]
fn tab_and_h_and_l_go_from_pane_to_pane_and_keys_act_there() {
    let folder = reports();
    let mut session = start(&folder);
    let headings = ["Articles 3", "1 First report", "Entities 3"];
    let wait_for_focus = |session: &Session, wanted: usize, key: &str| {
        let is_there = |screen: &vt100::Screen| {
            headings.iter().enumerate().all(|(at, words)| look_on(screen, words).bold == (at == wanted))
        };
        session.wait_for(is_there, &format!("{} in use after {key}", headings[wanted]));
    };
    wait_for_focus(&session, 1, "the start");
    for (key, wanted) in [
        ("Tab", 2),
        ("Tab", 0),
        ("Tab", 1),
        ("BackTab", 0),
        ("BackTab", 2),
        ("h", 1),
        ("l", 2),
        ("Left", 1),
        ("Right", 2),
        ("l", 0),
    ] {
        session.send_key(key);
        wait_for_focus(&session, wanted, key);
    }
    // In the list of articles a step goes to the next article, and Enter opens it.
    let before = page(&session);
    session.send("jj");
    session.wait_for(|screen| look_on(screen, "3 Third report").inverse, "the hand on the third");
    assert_eq!(row_of(&session, 1)[..].contains("First report"), before[0].contains("First report"));
    session.send("k");
    session.wait_for(|screen| look_on(screen, "2 Second report").inverse, "the hand on the second");
    session.send_key("Enter");
    session.wait_for_text("article 2 of 3");
    // In the panel a step goes to the next entity, and Enter selects it.
    session.send("J");
    session.wait_for_text("article 3 of 3");
    session.send_key("Tab");
    wait_until_in_panel(&session);
    session.send("G");
    session.wait_for(
        |screen| look_on(screen, " Geneva ").inverse || look_on(screen, " Kyiv ").inverse,
        "a hand",
    );
    session.send_key("Enter");
    session.wait_for_text("clear selection");
    quit(session);
}

fn wait_until_in_panel(session: &Session) {
    session.wait_for(|screen| look_on(screen, "Entities 2").bold, "the panel in use");
}

#[test]
fn passages_are_walked_backwards_too() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("]]");
    session.wait_for_text("mentions: 2 of 6 here");
    session.send_key("Enter");
    session.wait_for_text("Kyiv: 1 of 3 here");
    session.send("(");
    session.wait_for_text("Kyiv with Joe Park: 2 of 2 here; start reached");
    session.wait_for_text("Park is back in Kyiv.");
    session.send("(");
    session.wait_for_text("Kyiv with Joe Park: 1 of 2 here");
    session.wait_for_text("Joe Park left Kyiv");
    quit(session);
}

#[test]
fn articles_follow_one_another_and_each_keeps_its_page() {
    let folder = reports();
    let mut session = start_small(&folder);
    session.send("20j");
    session.wait_for(|screen| !screen.contents().contains("Joe Park left"), "the page further down");
    let left = crate::desk::settled_page(&session);
    session.send("J");
    session.wait_for_text("2/3");
    session.send("J");
    session.wait_for_text("3/3");
    session.send("J");
    session.wait_for_text("This is the last article");
    session.send("2K");
    session.wait_for_text("1/3");
    crate::desk::wait_for_page(&session, &left, "the page as it was left");
    session.send("K");
    session.wait_for_text("This is the first article");
    quit(session);
}

#[test]
fn control_o_and_two_quotes_go_back_to_where_one_was() {
    let folder = reports();
    let mut session = start_small(&folder);
    session.send("10j");
    session.wait_for(|screen| !screen.contents().contains("Joe Park left"), "the page further down");
    let left = crate::desk::settled_page(&session);
    session.send("G");
    session.wait_for_text("Park is back");
    let end = crate::desk::settled_page(&session);
    session.send_key("Ctrl-o");
    crate::desk::wait_for_page(&session, &left, "the page before the jump");
    session.send("L");
    crate::desk::wait_for_page(&session, &end, "forward again");
    for expected in [&left, &end, &left] {
        session.send("''");
        crate::desk::wait_for_page(&session, expected, "to and fro");
    }
    quit(session);
}

#[test]
fn what_is_inside_a_longer_name_is_shown_when_asked_for_and_then_a_stop() {
    let list = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n[[entity]]\nname = 'Port of Kyiv'\nkind = 'organisation'\n";
    let folder = corpus(list, &[("1.txt", "One report\n\nThe Port of Kyiv opened.\n")]);
    let mut session = start(&folder);
    let looks = |screen: &vt100::Screen| ["Port of Kyiv", "Kyiv opened"].map(|words| look_on(screen, words));
    let [outer, inner] = session.screen(looks);
    assert!(outer == inner && outer != PLAIN, "one mention, the longest: {outer:?} {inner:?}");
    session.send("x");
    session.wait_for_text("Showing nested mentions");
    let [outer, inner] = session.screen(looks);
    assert!(outer.without_color() != inner.without_color(), "{outer:?} {inner:?}");
    // Both are stops now, but only what counts has a number.
    session.send("]");
    session.wait_for_text("mentions: 1 of 1 here");
    session.send("]");
    session.wait_for_text("mentions: 1 here");
    session.send("]");
    session.wait_for_text("End reached");
    session.send("x");
    session.wait_for_text("only mentions that count");
    session.send("]");
    session.wait_for_text("End reached");
    session.wait_for_text("mentions: 1 of 1 here");
    quit(session);
}

#[test]
fn an_article_is_read_or_not_as_the_hand_says() {
    let folder = reports();
    let mut session = start(&folder);
    let is_read = |screen: &vt100::Screen| found_on(screen, "✓").is_some();
    assert!(!session.screen(is_read), "most of it was not on the screen");
    session.send("r");
    session.wait_for(is_read, "the mark");
    session.send("r");
    session.wait_for(|screen| !is_read(screen), "No mark");
    session.send("G");
    session.wait_for_text("end");
    assert!(!session.screen(is_read), "what was jumped over was not on the screen");
    session.send("g        ");
    session.wait_for(is_read, "the mark: all of it was on the screen");
    quit(session);
}

#[test]
fn control_l_paints_everything_anew() {
    let folder = reports();
    let mut session = start(&folder);
    session.wait_until_quiet(std::time::Duration::from_millis(200));
    let before = session.raw().len();
    session.send_key("Ctrl-l");
    for words in ["First", "Third", "Entities", "Nothing", "article"] {
        let is_painted = |raw: &[u8]| String::from_utf8_lossy(&raw[before..]).contains(words);
        session.wait_for_bytes(is_painted, &format!("{words} painted anew"));
    }
    quit(session);
}

#[test]
fn control_c_gives_up_what_is_typed_and_says_which_key_quits() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("/geneva");
    session.wait_for_text("/geneva");
    session.send_key("Ctrl-c");
    wait_until_gone(&session, "/geneva");
    session.send_key("Ctrl-c");
    session.wait_for_text("q quit");
    session.send("J");
    session.wait_for_text("article 2 of 3");
    quit(session);
}

/// Standard input that does not end: the wait for it can be given up, and the reader be quit meanwhile.
#[test]
fn control_c_stops_the_reading_of_more_articles() {
    let folder = reports();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    // Open for both, so that neither end waits for the other; it stays open as long as the test runs.
    let _writer = std::fs::OpenOptions::new().read(true).write(true).open(&pipe).expect("opened");
    let list = folder.path().join("entities.toml");
    let (list, one, pipe) = (list.display(), folder.path().join("1.txt"), pipe.display());
    let script = format!("exec '{PROGRAM}' -e '{list}' '{}' - < '{pipe}'", one.display());
    let mut session =
        Session::start_script(&script, &Options { columns: 120, rows: 40, ..Options::default() });
    session.wait_for_text("of 2…");
    session.send_key("Ctrl-c");
    session.wait_for_text("Stopped; keeping the articles read so far");
    quit(session);
}

#[test]
fn r_reads_the_list_and_the_articles_again() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("R");
    session.wait_for_text("read again: 3 entities");
    session.wait_for_text("article 1 of 3");
    quit(session);
}
