//! Navigation keys: scrolling, mentions, hits, panes, articles and the jumplist.

use crate::harness::{
    PLAIN, PROGRAM, filler, find_text, numbered_rows, page_of, position_of, quit, reports, start,
    start_small, style_on, wait_until_gone,
};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};

/// Returns the page of [`numbered_rows`] after scrolling down by `top` rows.
fn rows_from(top: usize) -> Vec<String> {
    let row = |at: usize| match at {
        0 => "  Numbered rows".to_owned(),
        1 => String::new(),
        at => format!("  • Row {:03} is here.", at - 1),
    };
    (top..top + 17).map(row).collect()
}

/// Keys, and the number of rows above the page after they are typed. The page shows 17 rows. Half a page is 8 rows, and
/// a page is 15, as two rows stay visible.
const SCROLL_KEYS: &[(&str, usize)] = &[
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
fn scroll_keys_move_the_page_by_the_expected_rows() {
    let folder = numbered_rows();
    let mut session = start_small(&folder);
    for (step, (keys, above)) in SCROLL_KEYS.iter().enumerate() {
        session.send_keys(keys);
        let expected = rows_from(*above);
        let what = format!("{above} rows above the page after {keys} (step {step})");
        session.wait_for(|screen| page_of(screen) == expected, &what);
    }
    session.send("Gj");
    session.wait_for_text("End of the article. Press J");
    quit(session);
}

/// Dot and comma are easy to reach on every keyboard layout; the brackets are not.
#[test]
fn dot_and_comma_step_through_mentions_like_the_brackets() {
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
fn n_steps_through_mentions_and_during_a_search_through_hits() {
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
    session.wait_for_text("Start reached. Press N again to continue from the last mention (article 3).");
    session.send("N");
    session.wait_for_text("article 3 of 3");
    quit(session);
}

/// When the last line is on the page, nothing is left to read. An offer to continue from the other end is withdrawn by
/// any other key.
#[test]
fn no_minutes_are_left_at_the_end_and_any_other_key_withdraws_an_offer_to_wrap() {
    let folder = reports();
    let mut session = start(&folder);
    session.wait_for_text("min left");
    session.send("G");
    session.wait_for_text("article 1 of 3  end  ");
    wait_until_gone(&session, "min left");
    session.send("g]");
    session.wait_for_text("mentions: 1 of 6 here");
    session.send("[");
    session.wait_for_text("Start reached. Press [ again to continue from the last mention (article 3).");
    session.send("x");
    session.wait_for_text("Showing nested mentions");
    session.send("[");
    session.wait_for_text("Start reached. Press [ again");
    session.wait_for_text("mentions: 1 of 6 here");
    session.send("[");
    session.wait_for_text("article 3 of 3");
    quit(session);
}

/// The marker is shown with context rows above and below it.
#[test]
fn jump_to_a_mention_keeps_rows_around_it_visible() {
    let names: String =
        (1..=5).map(|number| format!("{}Kyiv number {number}.\n\n", filler(40))).collect::<Vec<_>>().concat();
    let folder = corpus(LIST_OF_KYIV, &[("1.txt", &format!("One report\n\n{names}{}", filler(40)))]);
    for (columns, rows) in [(120, 40), (80, 24), (50, 20)] {
        let options = Options { columns, rows, ..Options::default() };
        let mut session = crate::harness::start_with(folder.path(), &options, &[]);
        let keys = ["]", "]", "]", "[", "3]", "["];
        let numbers = [1, 2, 3, 2, 5, 4];
        for (key, number) in keys.into_iter().zip(numbers) {
            session.send(key);
            let words = format!("Kyiv number {number}.");
            session.wait_for(|screen| is_marked(screen, &words), &format!("the marker beside {words}"));
            let (_, row) = position_of(&session, &words);
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

/// Returns true if the marker is in front of some words.
fn is_marked(screen: &vt100::Screen, words: &str) -> bool {
    find_text(screen, &format!("▶ {words}")).is_some()
}

fn row_of(session: &Session, row: u16) -> String {
    session.screen_text().lines().nth(usize::from(row)).unwrap_or_default().to_owned()
}

/// The heading of the focused pane is bold; the others are dim.
#[test]
fn tab_h_and_l_move_the_focus_and_keys_act_in_the_focused_pane() {
    let folder = reports();
    let mut session = start(&folder);
    let headings = ["Articles 3", "1 First report", "Entities 3"];
    let wait_for_focus = |session: &Session, wanted: usize, key: &str| {
        let is_focused = |screen: &vt100::Screen| {
            headings.iter().enumerate().all(|(at, words)| style_on(screen, words).bold == (at == wanted))
        };
        session.wait_for(is_focused, &format!("{} focused after {key}", headings[wanted]));
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
    // In the article list, a step moves to the next article, and Enter opens it.
    session.send("jj");
    session.wait_for(|screen| style_on(screen, "3 Third report").inverse, "the cursor on the third");
    assert!(row_of(&session, 0).contains("1 First report"), "a step opens no article");
    session.send("k");
    session.wait_for(|screen| style_on(screen, "2 Second report").inverse, "the cursor on the second");
    session.send_key("Enter");
    session.wait_for_text("article 2 of 3");
    // In the entity panel, a step moves to the next entity, and Enter selects it.
    session.send("J");
    session.wait_for_text("article 3 of 3");
    session.send_key("Tab");
    wait_for_panel_focus(&session);
    session.send("G");
    // Two spaces, as the text begins with " Geneva ".
    session.wait_for(|screen| style_on(screen, " Geneva  ").inverse, "the cursor on the last row");
    session.send_key("Enter");
    session.wait_for_text("Geneva: 1 here");
    quit(session);
}

fn wait_for_panel_focus(session: &Session) {
    session.wait_for(|screen| style_on(screen, "Entities 2").bold, "the entity panel focused");
}

#[test]
fn open_parenthesis_steps_back_through_shared_passages() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("]]");
    session.wait_for_text("mentions: 2 of 6 here");
    session.send_key("Enter");
    session.wait_for_text("Kyiv: 1 of 3 here");
    session.send("(");
    session.wait_for_text("Start reached");
    session.send("(");
    session.wait_for_text("Kyiv with Joe Park: 2 of 2 here");
    session.wait_for_text("Park is back in Kyiv.");
    session.send("(");
    session.wait_for_text("Kyiv with Joe Park: 1 of 2 here");
    session.wait_for_text("Joe Park left Kyiv");
    quit(session);
}

#[test]
fn each_article_keeps_its_scroll_position() {
    let folder = reports();
    let mut session = start_small(&folder);
    session.send("20j");
    session.wait_for(|screen| !screen.contents().contains("Joe Park left"), "the page further down");
    let before = crate::harness::settled_page(&session);
    session.send("J");
    session.wait_for_text("2/3");
    session.send("J");
    session.wait_for_text("3/3");
    session.send("J");
    session.wait_for_text("This is the last article");
    session.send("2K");
    session.wait_for_text("1/3");
    crate::harness::wait_for_page(&session, &before, "the earlier scroll position");
    session.send("K");
    session.wait_for_text("This is the first article");
    quit(session);
}

#[test]
fn ctrl_o_and_two_quotes_go_back_to_the_previous_position() {
    let folder = reports();
    let mut session = start_small(&folder);
    session.send("10j");
    session.wait_for(|screen| !screen.contents().contains("Joe Park left"), "the page further down");
    let before = crate::harness::settled_page(&session);
    session.send("G");
    session.wait_for_text("Park is back");
    let end = crate::harness::settled_page(&session);
    session.send_key("Ctrl-o");
    crate::harness::wait_for_page(&session, &before, "the page before the jump");
    session.send("L");
    crate::harness::wait_for_page(&session, &end, "the page after the jump");
    for expected in [&before, &end, &before] {
        session.send("''");
        crate::harness::wait_for_page(&session, expected, "the previous position");
    }
    quit(session);
}

#[test]
fn nested_mentions_are_highlighted_and_reachable_once_shown() {
    let list = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n[[entity]]\nname = 'Port of Kyiv'\nkind = 'organisation'\n";
    let folder = corpus(list, &[("1.txt", "One report\n\nThe Port of Kyiv opened.\n")]);
    let mut session = start(&folder);
    let styles =
        |screen: &vt100::Screen| ["Port of Kyiv", "Kyiv opened"].map(|words| style_on(screen, words));
    let [outer, inner] = session.screen(styles);
    assert!(outer == inner && outer != PLAIN, "only the longest mention: {outer:?} {inner:?}");
    session.send("x");
    session.wait_for_text("Showing nested mentions");
    let [outer, inner] = session.screen(styles);
    assert!(outer.without_color() != inner.without_color(), "{outer:?} {inner:?}");
    // Both can be reached now, but only mentions that count are numbered.
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
    session.send("]");
    session.wait_for_text("mentions: 1 of 1 here");
    quit(session);
}

#[test]
fn read_mark_is_toggled_by_r_and_set_once_everything_was_shown() {
    let folder = reports();
    let mut session = start(&folder);
    let is_read = |screen: &vt100::Screen| find_text(screen, "✓").is_some();
    assert!(!session.screen(is_read), "most of it has not been on the screen");
    session.send("r");
    session.wait_for(is_read, "the read mark");
    session.send("r");
    session.wait_for(|screen| !is_read(screen), "no read mark");
    session.send("G");
    session.wait_for_text("article 1 of 3  end");
    assert!(!session.screen(is_read), "the skipped part has not been on the screen");
    session.send("g        ");
    session.wait_for(is_read, "the read mark: all of it has been on the screen");
    quit(session);
}

#[test]
fn ctrl_l_redraws_the_whole_screen() {
    let folder = reports();
    let mut session = start(&folder);
    session.wait_until_quiet(std::time::Duration::from_millis(200));
    let before = session.raw().len();
    session.send_key("Ctrl-l");
    for words in ["First", "Third", "Entities", "Nothing", "article"] {
        let is_redrawn = |raw: &[u8]| String::from_utf8_lossy(&raw[before..]).contains(words);
        session.wait_for_bytes(is_redrawn, &format!("{words} redrawn"));
    }
    quit(session);
}

#[test]
fn ctrl_c_cancels_a_prompt_and_then_names_the_quit_key() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("/geneva");
    session.wait_for_text("/geneva");
    session.send_key("Ctrl-c");
    wait_until_gone(&session, "/geneva");
    session.send_key("Ctrl-c");
    session.wait_for_text("Q quits");
    session.send("J");
    session.wait_for_text("article 2 of 3");
    quit(session);
}

/// Ctrl-C stops waiting for standard input that never ends, and the reader can be quit.
#[test]
fn ctrl_c_stops_loading_articles() {
    let folder = reports();
    let pipe = folder.path().join("pipe");
    let status = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(status.success());
    // Opened for reading and writing, so that neither end blocks; it stays open for the whole test.
    let _writer = std::fs::OpenOptions::new().read(true).write(true).open(&pipe).expect("opened");
    let list = folder.path().join("entities.toml");
    let (list, one, pipe) = (list.display(), folder.path().join("1.txt"), pipe.display());
    let script = format!("exec '{PROGRAM}' -e '{list}' '{}' - < '{pipe}'", one.display());
    let mut session =
        Session::start_script(&script, &Options { columns: 120, rows: 40, ..Options::default() });
    session.wait_for_text("of 2…");
    // While the first article is being opened, the key would stop that.
    session.wait_for_text("left Kyiv for Geneva");
    session.send_key("Ctrl-c");
    session.wait_for_text("Stopped; keeping the articles read so far");
    quit(session);
}

#[test]
fn capital_r_reloads_the_list_and_the_articles() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("R");
    session.wait_for_text("read again: 3 entities");
    session.wait_for_text("article 1 of 3");
    quit(session);
}

/// A step past the first mention would lead far away, so the key has to be pressed again.
#[test]
fn step_past_the_first_mention_asks_for_the_key_again() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("]");
    session.wait_for_text("mentions: 1 of 6 here");
    session.send("[");
    session.wait_for_text("Start reached. Press [ again to continue from the last mention (article 3).");
    session.wait_for_text("mentions: 1 of 6 here");
    session.send("[");
    session.wait_for_text("article 3 of 3");
    session.wait_for_text("mentions: 2 of 2 here");
    quit(session);
}

/// The order of the list changes under the cursor, which stays on its article.
#[test]
fn cursor_of_the_list_stays_on_its_article_when_the_order_changes() {
    let folder = reports();
    let mut session = start(&folder);
    session.send_key("BackTab");
    session.send("j");
    session.send("i");
    session.wait_for_text("┌ Second report ");
    session.send_key("Esc");
    wait_until_gone(&session, "┌ Second report ");
    session.send("sss");
    session.wait_for(
        |screen| {
            let row = |words| find_text(screen, words).map(|(_, row)| row);
            row("3 Third report").is_some() && row("3 Third report") < row("2 Second report")
        },
        "the third report, which has more mentions, above the second",
    );
    session.send("i");
    session.wait_for_text("┌ Second report ");
    quit(session);
}
