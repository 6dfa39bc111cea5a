//! Input that arrives in pieces, and unsolicited terminal reports: a key is one key however the network splits it,
//! and no byte of a paste or a report is ever taken for a command.

use std::time::{Duration, Instant};

use crate::harness::{quit, reports, start, start_small, start_with, wait_until_gone};
use crate::support::pty::{Options, Session};

/// Upper bound for the gaps between the pieces of a sequence. It is shorter than the time for which the reader waits
/// after an Esc for the rest of a sequence.
const MAX_GAP: Duration = Duration::from_millis(40);

/// Types pieces a millisecond apart into a new session. Retries if a busy machine made a gap too long.
fn start_and_send_pieces(start: impl Fn() -> Session, pieces: &[&[u8]]) -> Session {
    for _ in 0..50 {
        let mut session = start();
        if session.send_in_pieces(pieces, Duration::from_millis(1)) < MAX_GAP {
            return session;
        }
    }
    panic!("the machine is too busy to type fast enough");
}

/// Regression: a split Down key was read as Esc, a jump to the previous mention, and an unbound letter.
#[test]
fn split_arrow_key_is_one_key() {
    let folder = reports();
    for pieces in [&[&b"\x1b"[..], b"[B"][..], &[b"\x1b[", b"B"], &[b"\x1b", b"[", b"B"], &[b"\x1b", b"OB"]] {
        let mut session = start_and_send_pieces(|| start_small(&folder), pieces);
        session.send("J");
        session.wait_for_text("2/3");
        session.send("H");
        session.wait_for_text("1/3");
        session.wait_for(|screen| !screen.contents().contains("1/3  top"), "a page one row down");
        assert!(!session.screen_text().contains("does nothing here"), "{}", session.screen_text());
        quit(session);
    }
}

/// Regression: the `Q` in a split paste quit the reader.
#[test]
fn split_paste_never_quits() {
    let folder = reports();
    let pieces: &[&[u8]] = &[b"\x1b", b"[200~Quit now\x1b", b"[201~"];
    let mut session = start_and_send_pieces(|| start(&folder), pieces);
    session.send("J");
    session.wait_for_text("article 2 of 3");
    quit(session);
}

#[test]
fn split_paste_mouse_and_focus_sequences_are_recognised_in_a_prompt() {
    let folder = reports();
    let start_prompt = || {
        let mut session = start(&folder);
        session.send("/");
        session.wait_for_text("Enter confirms, Esc cancels");
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
    let mut session = start_and_send_pieces(start_prompt, pieces);
    session.send("!");
    session.wait_for_text("/Geneva!");
    session.send_key("Esc");
    wait_until_gone(&session, "/Geneva");
    quit(session);
}

#[test]
fn split_function_key_is_one_key() {
    let folder = reports();
    let mut session = start_and_send_pieces(|| start(&folder), &[b"\x1b", b"O", b"P"]);
    session.wait_for_text("Move and search");
    session.send("q");
    quit(session);
}

/// The reports may be late answers to queries of an earlier program. Regression: `ESC P>|XTerm(390)` opened the pipe
/// prompt with that text.
#[test]
fn terminal_reports_are_ignored() {
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
    let visit_second_article = |session: &mut Session| {
        session.send("J");
        session.wait_for_text("article 2 of 3");
        session.send("K");
        session.wait_for_text("article 1 of 3");
        session.wait_until_quiet(Duration::from_millis(50));
        session.screen_text()
    };
    // The first visit marks the second article as read.
    let before = visit_second_article(&mut session);
    for report in REPORTS {
        // The report is also sent in two pieces: after the introducer, the reader waits longer for the rest.
        let (first, second) = report.split_at(2);
        session.send(report);
        session.send_in_pieces(&[first.as_bytes(), second.as_bytes()], Duration::from_millis(1));
        assert_eq!(visit_second_article(&mut session), before, "{report:?}");
    }
    quit(session);
}

/// Keys typed after half a report are lost only for a moment.
#[test]
fn unfinished_report_is_given_up() {
    let folder = reports();
    let mut session = start_small(&folder);
    for (start, key, shown) in
        [("\x1b]0;Quit", "G", "1/3  end"), ("\x1b[1;", "g", "1/3  top"), ("\x1bP>|", "G", "1/3  end")]
    {
        session.send(start);
        let deadline = Instant::now() + Duration::from_secs(20);
        while !session.screen_text().contains(shown) {
            assert!(Instant::now() < deadline, "{start:?}\n{}", session.screen_text());
            session.send(key);
            // Keys typed without a pause would be taken as part of the report.
            std::thread::sleep(Duration::from_millis(600));
        }
    }
    quit(session);
}

/// Keys typed into another program reach only that program. The part of a paste that arrived before that program
/// started is not run as commands afterwards.
#[test]
fn keys_typed_into_the_editor_do_not_reach_the_reader() {
    use std::os::unix::fs::PermissionsExt;
    let folder = reports();
    let (editor, received) = (folder.path().join("editor"), folder.path().join("received"));
    let script = format!(
        "#!/bin/sh\necho editing\nread -r answer\nprintf '%s' \"$answer\" > '{}'\n",
        received.display()
    );
    std::fs::write(&editor, script).expect("written");
    std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o755)).expect("made executable");
    let env = [("EDITOR", editor.to_str().expect("UTF-8"))];
    let options = Options { columns: 120, rows: 40, env: &env, ..Options::default() };
    let mut session = start_with(folder.path(), &options, &[]);
    // Half a paste follows `v`; the editor gets the rest of it, and a line.
    session.send("v\x1b[200~Quit");
    session.wait_for_text("editing");
    session.send("Q now\x1b[201~ JJQ\n");
    session.wait_for_text("article 1 of 3");
    let line = std::fs::read_to_string(&received).expect("a line");
    assert!(line.ends_with("Q now\u{1b}[201~ JJQ"), "{line:?}");
    let deadline = Instant::now() + Duration::from_secs(20);
    while !session.screen_text().contains("article 3 of 3") {
        assert!(Instant::now() < deadline, "{}", session.screen_text());
        session.send("J");
        std::thread::sleep(Duration::from_millis(600));
    }
    quit(session);
}

#[test]
fn lone_esc_is_the_esc_key() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("/Geneva");
    session.wait_for_text("/Geneva");
    session.send_key("Esc");
    wait_until_gone(&session, "/Geneva");
    quit(session);
}
