//! What comes from the terminal in pieces, and what it says unasked: a key is one key however a network delivers it, and
//! no byte of a paste or of a report is ever a command.

use std::time::{Duration, Instant};

use crate::desk::{quit, reports, start, start_small, start_with, wait_until_gone};
use crate::support::pty::{Options, Session};

/// How long pieces may take to be one: less than the reader waits for what follows an Esc.
const TOGETHER: Duration = Duration::from_millis(40);

/// A session in which pieces were typed, a millisecond apart. A machine too busy to type them so gets more tries.
fn with_pieces(begin: impl Fn() -> Session, pieces: &[&[u8]]) -> Session {
    for _ in 0..50 {
        let mut session = begin();
        if session.send_in_pieces(pieces, Duration::from_millis(1)) < TOGETHER {
            return session;
        }
    }
    panic!("the machine is too busy to type at all");
}

/// Down was Esc, a jump to the mention before, and a letter that does nothing here.
#[test]
fn an_arrow_in_pieces_is_an_arrow() {
    let folder = reports();
    for pieces in [&[&b"\x1b"[..], b"[B"][..], &[b"\x1b[", b"B"], &[b"\x1b", b"[", b"B"], &[b"\x1b", b"OB"]] {
        let mut session = with_pieces(|| start_small(&folder), pieces);
        session.send("J");
        session.wait_for_text("2/3");
        session.send("H");
        session.wait_for_text("1/3");
        session.wait_for(|screen| !screen.contents().contains("1/3  top"), "a page one row down");
        assert!(!session.screen_text().contains("does nothing here"), "{}", session.screen_text());
        quit(session);
    }
}

/// `Q` of the pasted words quit.
#[test]
fn a_paste_in_pieces_never_quits() {
    let folder = reports();
    let pieces: &[&[u8]] = &[b"\x1b", b"[200~Quit now\x1b", b"[201~"];
    let mut session = with_pieces(|| start(&folder), pieces);
    session.send("J");
    session.wait_for_text("article 2 of 3");
    quit(session);
}

#[test]
fn a_prompt_takes_paste_wheel_and_mouse_in_pieces_for_what_they_are() {
    let folder = reports();
    let begin = || {
        let mut session = start(&folder);
        session.send("/");
        session.wait_for_text("Esc goes back");
        session
    };
    let pieces: &[&[u8]] = &[
        b"\x1b",
        b"[200~Gen",
        b"eva\x1b",
        b"[201~",
        b"\x1b",
        b"[<65;60;10M",
        b"\x1b[",
        b"<64;60;10M",
        b"\x1b",
        b"[I",
    ];
    let mut session = with_pieces(begin, pieces);
    session.send("!");
    session.wait_for_text("/Geneva!");
    session.send_key("Esc");
    wait_until_gone(&session, "/Geneva");
    quit(session);
}

#[test]
fn a_function_key_in_pieces_is_that_key() {
    let folder = reports();
    let mut session = with_pieces(|| start(&folder), &[b"\x1b", b"O", b"P"]);
    session.wait_for_text("Move and search");
    session.send("q");
    quit(session);
}

/// What was asked by a program before, and answers late. `ESC P>|XTerm(390)` opened the prompt for a shell's command with that text in it.
#[test]
fn reports_are_nothing_to_a_reader() {
    const REPORTS: &[&str] = &[
        "\x1b[?997;1n",
        "\x1b[?1;1R",
        "\x1b[24;80R",
        "\x1bP>|XTerm(390)\x1b\\",
        "\x1b[>1;95;0c",
        "\x1b[6;18;9t",
        "\x1b[I",
        "\x1b[O",
        "\x1b_Gi=1;OK\x1b\\",
        "\x1b]11;rgb:0000/0000/0000\x07",
        "\x1b]52;c;UXVpdA==\x1b\\",
        "\x1b^Quit\x1b\\",
        "\x1bXQuit\x1b\\",
    ];
    let folder = reports();
    let mut session = start(&folder);
    let there_and_back = |session: &mut Session| {
        session.send("J");
        session.wait_for_text("article 2 of 3");
        session.send("K");
        session.wait_for_text("article 1 of 3");
        session.wait_until_quiet(Duration::from_millis(50));
        session.screen_text()
    };
    // The second article is marked as read from then on.
    let before = there_and_back(&mut session);
    for report in REPORTS {
        // In two pieces too: what stands behind the beginning waits long for the rest.
        let (first, second) = report.split_at(2);
        session.send(report);
        session.send_in_pieces(&[first.as_bytes(), second.as_bytes()], Duration::from_millis(1));
        assert_eq!(there_and_back(&mut session), before, "{report:?}");
    }
    quit(session);
}

/// Keys behind half a report are lost for a moment, and no longer.
#[test]
fn a_report_that_does_not_end_is_given_up() {
    let folder = reports();
    let mut session = start_small(&folder);
    for (begun, key, shown) in [("\x1b]0;Quit", "G", "end"), ("\x1b[1;", "g", "top"), ("\x1bP>|", "G", "end")]
    {
        session.send(begun);
        let until = Instant::now() + Duration::from_secs(20);
        while !session.screen_text().contains(shown) {
            assert!(Instant::now() < until, "{begun:?}\n{}", session.screen_text());
            session.send(key);
            // What is typed without a pause is taken for more of it, for longer.
            std::thread::sleep(Duration::from_millis(600));
        }
    }
    quit(session);
}

/// What is typed to another program is that program's, and what came of a paste before is not a command afterwards.
#[test]
fn what_is_typed_while_the_terminal_is_lent_is_the_borrowers() {
    use std::os::unix::fs::PermissionsExt;
    let folder = reports();
    let (editor, got) = (folder.path().join("editor"), folder.path().join("got"));
    let script =
        format!("#!/bin/sh\necho editing\nread -r answer\nprintf '%s' \"$answer\" > '{}'\n", got.display());
    std::fs::write(&editor, script).expect("written");
    std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o755)).expect("made a program");
    let env = [("EDITOR", editor.to_str().expect("UTF-8"))];
    let options = Options { columns: 120, rows: 40, env: &env, ..Options::default() };
    let mut session = start_with(folder.path(), &options, &[]);
    // Behind `v` stands half a paste; the editor gets the rest of it, and a line.
    session.send("v\x1b[200~Quit");
    session.wait_for_text("editing");
    session.send("Q now\x1b[201~ JJQ\n");
    session.wait_for_text("article 1 of 3");
    let read = std::fs::read_to_string(&got).expect("a line");
    assert!(read.ends_with("Q now\u{1b}[201~ JJQ"), "{read:?}");
    let until = Instant::now() + Duration::from_secs(20);
    while !session.screen_text().contains("article 3 of 3") {
        assert!(Instant::now() < until, "{}", session.screen_text());
        session.send("J");
        std::thread::sleep(Duration::from_millis(600));
    }
    quit(session);
}

#[test]
fn esc_alone_is_the_key() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("/Geneva");
    session.wait_for_text("/Geneva");
    session.send_key("Esc");
    wait_until_gone(&session, "/Geneva");
    quit(session);
}
