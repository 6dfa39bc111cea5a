//! The reader asks the terminal whether its background is light or dark. The first frame does not wait for the answer,
//! and no byte of an answer is taken for a key, either by the reader or by a shell or editor that follows it.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::harness::{PROGRAM, quit, reports, start_with, style_on};
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

/// The query, followed by a request for the device attributes.
const QUERY: &str = "\x1b]11;?\x07\x1b[c";
const ATTRIBUTES: &str = "\x1b[?62;22;52c";
const WHITE: &str = "\x1b]11;rgb:ffff/ffff/ffff\x07";
const BLACK: &str = "\x1b]11;rgb:0000/0000/0000\x1b\\";

/// The colours of places: green on a dark background, red on a light one.
const PLACE_ON_DARK: vt100::Color = vt100::Color::Idx(2);
const PLACE_ON_LIGHT: vt100::Color = vt100::Color::Idx(1);

fn start(folder: &TempDir, env: &[(&str, &str)], arguments: &[&str]) -> Session {
    let options = Options { columns: 80, rows: 24, env, ..Options::default() };
    start_with(folder.path(), &options, &[&["--no-config"], arguments].concat())
}

fn queries(raw: &[u8]) -> usize {
    String::from_utf8_lossy(raw).matches(QUERY).count()
}

fn wait_for_queries(session: &Session, count: usize) {
    session.wait_for_bytes(|raw| queries(raw) == count, &format!("query {count}"));
}

fn wait_for_place(session: &Session, color: vt100::Color) {
    let is_shown = |screen: &vt100::Screen| style_on(screen, "Kyiv for Geneva").foreground == color;
    session.wait_for(is_shown, &format!("a place in {color:?}"));
}

#[test]
fn answer_changes_the_theme_without_a_key() {
    let folder = reports();
    let mut session = start(&folder, &[], &[]);
    wait_for_place(&session, PLACE_ON_DARK);
    session.send(&format!("{WHITE}{ATTRIBUTES}"));
    wait_for_place(&session, PLACE_ON_LIGHT);
    // Only the last answer counts, however late.
    session.send(BLACK);
    wait_for_place(&session, PLACE_ON_DARK);
    assert_eq!(queries(&session.raw()), 1);
    quit(session);
    let env = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
    let mut session = start(&folder, &env, &["--theme", "auto"]);
    let background = |screen: &vt100::Screen| style_on(screen, "Joe Park left").background;
    assert_eq!(session.screen(background), vt100::Color::Default);
    session.send(&format!("{WHITE}{ATTRIBUTES}"));
    session.wait_for(|screen| background(screen) == vt100::Color::Rgb(252, 251, 247), "a light background");
    quit(session);
}

/// Until the terminal answers, and if it never does, the environment decides.
#[test]
fn first_frame_does_not_wait_for_an_answer() {
    let folder = reports();
    let mut session = start(&folder, &[("COLORFGBG", "0;15")], &[]);
    wait_for_queries(&session, 1);
    wait_for_place(&session, PLACE_ON_LIGHT);
    session.send(&format!("\x1b]11;rgb:zz/zz/zz\x07{ATTRIBUTES}J"));
    session.wait_for_text("article 2 of 3");
    session.send("K");
    wait_for_place(&session, PLACE_ON_LIGHT);
    session.send(BLACK);
    wait_for_place(&session, PLACE_ON_DARK);
    quit(session);
}

#[test]
fn split_answer_is_not_typed_as_keys() {
    let folder = reports();
    let answer = format!("{WHITE}{ATTRIBUTES}");
    let pieces: Vec<&[u8]> = answer.as_bytes().chunks(1).collect();
    for _ in 0..50 {
        let mut session = start(&folder, &[], &[]);
        wait_for_place(&session, PLACE_ON_DARK);
        let before = session.screen_text();
        // On a busy machine a piece may come too late to be recognised.
        if session.send_in_pieces(&pieces, Duration::from_millis(1)) < Duration::from_millis(40) {
            wait_for_place(&session, PLACE_ON_LIGHT);
            assert_eq!(session.screen_text(), before);
            quit(session);
            return;
        }
    }
    panic!("the machine is too busy to send an answer fast enough");
}

#[test]
fn terminal_is_not_asked_if_it_cannot_answer_or_the_theme_needs_no_answer() {
    let folder = reports();
    for (env, theme) in [
        (&[("TERM", "dumb")][..], "auto"),
        (&[("TERM", "linux")], "auto"),
        (&[("TERM", "vt220")], "terminal"),
        (&[("TERM", "screen")], "terminal"),
        (&[("STY", "1.pts-0")], "terminal"),
        (&[("NO_COLOR", "1")], "auto"),
        (&[], "dark"),
        (&[], "light"),
        (&[], "mono"),
    ] {
        let mut session = start(&folder, env, &["--theme", theme]);
        session.send("Q");
        assert_eq!(session.wait_exit().code, Some(0));
        assert!(!String::from_utf8_lossy(&session.raw()).contains("]11;"), "{env:?} {theme}");
    }
    // The terminal is asked as soon as a theme needs the answer.
    let mut session = start(&folder, &[], &["--theme", "light"]);
    session.send(":next-theme\r");
    session.wait_for_text("theme = \"color-blind\"");
    wait_for_queries(&session, 1);
    quit(session);
}

/// Runs `try_once` up to 50 times, until it returns a result. It returns None if the machine was so busy that the
/// reader may have stopped waiting before the answer.
fn retry<T>(try_once: impl Fn() -> Option<T>) -> T {
    let result = (0..50).find_map(|_| try_once());
    result.expect("the machine is too busy to answer before the reader stops waiting")
}

/// Makes the reader query the terminal, types `keys` that make it hand the terminal over, and answers a moment later.
/// Returns false if the reader may have stopped waiting by then. The reader waits for 300 ms after these keys, but no
/// longer than a second after the query.
fn answer_late(session: &mut Session, keys: &str) -> bool {
    let query_time = Instant::now();
    let count = queries(&session.raw());
    session.send_key("Ctrl-l");
    wait_for_queries(session, count + 1);
    let typing_time = Instant::now();
    session.send(keys);
    std::thread::sleep(Duration::from_millis(60));
    session.send(&format!("{WHITE}{ATTRIBUTES}"));
    typing_time.elapsed() < Duration::from_millis(250) && query_time.elapsed() < Duration::from_millis(900)
}

#[test]
fn answer_after_quitting_does_not_reach_the_shell() {
    let folder = reports();
    let script = format!(
        "'{PROGRAM}' --no-config '{}'; echo ready; IFS= read -r line; printf '(%s)\\n' \"$line\"",
        folder.path().display()
    );
    let screen = retry(|| {
        let mut session = Session::start_script(&script, &Options::default());
        session.wait_for_text("article 1 of 3");
        let is_in_time = answer_late(&mut session, "Q");
        session.wait_for_text("ready");
        session.send("typed\n");
        session.wait_exit();
        is_in_time.then(|| session.screen_text())
    });
    assert!(screen.contains("(typed)") && !screen.contains("11;"), "{screen}");
}

#[test]
fn answer_after_suspending_does_not_reach_the_shell_and_resuming_asks_again() {
    let folder = reports();
    let path = folder.path().to_str().expect("a path in UTF-8");
    let mut session = retry(|| {
        let mut session =
            Session::start_as_job(Path::new(PROGRAM), &["--no-config", path], &Options::default());
        session.wait_for_text("article 1 of 3");
        let is_in_time = answer_late(&mut session, "\x1a");
        session.wait_for_text("[shell: 14");
        is_in_time.then_some(session)
    });
    assert!(session.is_restored());
    assert!(!session.screen_text().contains("11;"), "{}", session.screen_text());
    let before = queries(&session.raw());
    session.send("\n");
    wait_for_queries(&session, before + 1);
    wait_for_place(&session, PLACE_ON_LIGHT);
    session.send(&format!("{BLACK}{ATTRIBUTES}"));
    wait_for_place(&session, PLACE_ON_DARK);
    session.send("Q");
    session.wait_for_text("[shell: 0]");
}

#[test]
fn answer_does_not_reach_the_editor() {
    let folder = reports();
    let (editor, received) = (folder.path().join("editor"), folder.path().join("received"));
    let script = format!(
        "#!/bin/sh\necho editing\nIFS= read -r line\nprintf '%s' \"$line\" > '{}'\n",
        received.display()
    );
    std::fs::write(&editor, script).expect("written");
    std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o755)).expect("made executable");
    let env = [("EDITOR", editor.to_str().expect("a path in UTF-8"))];
    let session = retry(|| {
        let mut session = start(&folder, &env, &[]);
        let is_in_time = answer_late(&mut session, "v");
        session.wait_for_text("editing");
        let query_count = queries(&session.raw());
        session.send("typed\n");
        session.wait_for_text("article 1 of 3");
        wait_for_queries(&session, query_count + 1);
        is_in_time.then_some(session)
    });
    assert_eq!(std::fs::read_to_string(&received).expect("a line"), "typed");
    wait_for_place(&session, PLACE_ON_LIGHT);
    quit(session);
}

#[test]
fn terminal_that_never_answers_is_restored() {
    let folder = reports();
    let mut session = start(&folder, &[], &[]);
    session.send_key("Ctrl-l");
    wait_for_queries(&session, 2);
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
    assert!(session.is_restored() && session.is_cooked());
}
