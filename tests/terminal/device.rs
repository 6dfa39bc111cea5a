//! The program in a real pseudo-terminal.
#![cfg(unix)]

use std::path::Path;
use std::time::Duration;

use crate::support::driver::seeds;
use crate::support::pty::{Options, Session, process_switches, process_ticks};

const PROGRAM: &str = env!("CARGO_BIN_EXE_whoswho");

/// A session on the seeds, settled on its first screen.
fn reading(options: &Options<'_>) -> Session {
    let folder = seeds();
    let session = Session::start(Path::new(PROGRAM), &[folder.to_str().expect("a path in UTF-8")], options);
    session.wait_for_text("article 1 of 5");
    session
}

fn options(columns: u16, rows: u16) -> Options<'static> {
    Options { columns, rows, ..Options::default() }
}

#[test]
fn a_person_reads_jumps_compares_resizes_and_quits() {
    let mut session = reading(&options(120, 40));
    session.send("]");
    session.wait_for_text("mentions: 1 of ");
    session.send_key("Enter");
    session.wait_for_text("Vladimir Putin: 1 of ");
    // The panel tells of the one selected, by name and kind.
    let panel: Vec<String> = session.screen_text().lines().take(3).map(str::to_owned).collect();
    assert!(panel[0].ends_with("│ Selected") && panel[1].ends_with("│ Vladimir Putin"), "{panel:?}");
    assert!(panel[2].contains("│ person · "), "{panel:?}");
    session.send("}");
    session.wait_for_text("article 2 of 5");
    session.send("c");
    session.wait_for_text("Compare: mentions by article");
    session.resize(80, 24);
    session.wait_for(
        |screen| screen.size().1.get() == 80 && screen.contents().contains("Compare"),
        "the small matrix",
    );
    session.send_key("Enter");
    session.wait_for_text("article 2 of 5");
    session.send("?");
    session.wait_for_text("Move and search");
    session.send("q");
    session.wait_for(|screen| !screen.contents().contains("Move and search"), "the help closed");
    session.send("Q");
    let exit = session.wait_exit();
    assert_eq!(exit.code, Some(0));
    assert!(session.restored() && session.cooked());
}

#[test]
fn signals_give_the_terminal_back_and_end_the_program_as_signals_do() {
    for signal in [15, 1] {
        let mut session = reading(&options(80, 24));
        session.signal(signal);
        let exit = session.wait_exit();
        assert_eq!(exit.signal, Some(signal));
        assert!(session.restored() && session.cooked());
    }
}

#[test]
fn control_z_stops_and_fg_comes_back_to_the_same_place() {
    let folder = seeds();
    let mut session =
        Session::start_as_job(Path::new(PROGRAM), &[folder.to_str().expect("a path")], &options(80, 24));
    session.wait_for_text("article 1 of 5");
    session.send("J");
    session.wait_for_text("article 2 of 5");
    session.send_key("Ctrl-z");
    session.wait_for_text("[shell: 14");
    assert!(session.restored());
    session.send("\n");
    session.wait_for_text("article 2 of 5");
    session.send("J");
    session.wait_for_text("article 3 of 5");
    session.send("q");
    session.wait_for_text("[shell: 0]");
}

/// A prompt, labels, a menu, a picker and a letter that was waited for took it for a key of their own.
#[test]
fn control_z_stops_wherever_one_is_and_fg_comes_back_to_it() {
    let folder = seeds();
    let mut session =
        Session::start_as_job(Path::new(PROGRAM), &[folder.to_str().expect("a path")], &options(80, 24));
    session.wait_for_text("article 1 of 5");
    let places = [
        ("/Putin", "/Putin", "\x03"),
        ("f", "type the letters of a label", "\x03"),
        ("t", "shows or hides a kind", "\x03"),
        ("p", "Enter takes the row", "\x03"),
        ("m", "type a letter for this place", "\x03"),
        ("?/mark", "/mark", "\x03q"),
    ];
    for (number, (keys, shown, leave)) in (1..).zip(places) {
        session.send(keys);
        session.wait_for_text(shown);
        session.send_key("Ctrl-z");
        session.wait_for(
            |screen| !screen.alternate_screen() && screen.contents().matches("[shell: 14").count() == number,
            "the shell",
        );
        assert!(session.restored());
        session.send("\n");
        session.wait_for(|screen| screen.alternate_screen() && screen.contents().contains(shown), keys);
        session.send(leave);
        session.wait_for(|screen| !screen.contents().contains(shown), "the page");
    }
    session.send("Q");
    session.wait_for_text("[shell: 0]");
}

/// What was selected and read is written to the memory a moment after the screen is quiet: that is once, and a second
/// after it passes without any work.
#[test]
fn idle_it_writes_nothing_and_runs_nothing() {
    let session = reading(&options(120, 40));
    session.wait_until_quiet(Duration::from_millis(500));
    let worked = || {
        let before = process_ticks(session.process());
        assert_eq!(session.quiet_bytes(Duration::from_secs(1)), 0);
        process_ticks(session.process()).zip(before).map(|(after, before)| after - before)
    };
    assert!(is_idle_at_last(worked), "some seconds in a row pass without work");
}

/// Whether nothing was counted in three seconds in a row: one alone may fall between two beats of something that never rests.
/// A busy machine gets many tries.
fn is_idle_at_last(mut counted: impl FnMut() -> Option<u64>) -> bool {
    let mut idle = 0;
    (0..30).any(|_| {
        idle = if counted() == Some(0) { idle + 1 } else { 0 };
        idle == 3
    })
}

#[test]
fn an_article_from_a_pipe_is_read_and_keys_still_come() {
    let list = seeds().with_file_name("entities.toml");
    let script = format!("printf 'A title\\n\\nKyiv waits.\\n' | '{PROGRAM}' -e '{}' -", list.display());
    let mut session = Session::start_script(&script, &options(80, 24));
    session.wait_for_text("Kyiv waits.");
    session.send("]");
    session.wait_for_text("mentions: 1 of 1 here");
    session.send("q");
    assert_eq!(session.wait_exit().code, Some(0));
    assert!(session.restored());
}

/// A pipe that was slow in coming held back the files beside it.
#[test]
fn files_are_read_while_a_pipe_is_slow_in_coming() {
    let list = seeds().with_file_name("entities.toml");
    let script = format!("sleep 60 | '{PROGRAM}' -e '{}' - '{}'", list.display(), seeds().display());
    let mut session = Session::start_script(&script, &options(120, 40));
    session.wait_for_text("article 1, 5 of 6 read");
    session.send("]");
    session.wait_for_text("mentions: 1 of ");
    session.send("Q");
    session.wait_for(|screen| !screen.alternate_screen(), "the end");
}

#[test]
fn without_colour_there_is_none_but_kinds_still_differ() {
    let mut session = reading(&Options { env: &[("NO_COLOR", "1")], ..options(120, 40) });
    session.send("] ");
    session.send("q");
    session.wait_exit();
    let raw = String::from_utf8_lossy(&session.raw()).into_owned();
    let mut styles = 0;
    for sequence in raw.split("\u{1b}[").skip(1) {
        let Some(end) = sequence.find(|letter: char| letter.is_ascii_alphabetic()) else { continue };
        if !sequence[end..].starts_with('m') {
            continue;
        }
        let numbers: Vec<u32> =
            sequence[..end].split([';', ':']).filter_map(|number| number.parse().ok()).collect();
        // 39, 49 and 59 put the terminal's own colours back.
        let colored = numbers.iter().any(|number| matches!(number, 30..=38 | 40..=48 | 58 | 90..=107));
        assert!(!colored, "{:?}", &sequence[..=end]);
        styles += usize::from(numbers.iter().any(|number| matches!(number, 1..=4)));
    }
    assert!(styles > 10, "bold, dim, italic and underline carry the kinds");
}

#[test]
fn a_dumb_terminal_is_served() {
    let mut session = reading(&Options { env: &[("TERM", "dumb")], ..options(80, 24) });
    session.send("q");
    assert_eq!(session.wait_exit().code, Some(0));
}

#[test]
fn escape_sequences_in_an_article_never_reach_the_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let title = "Title \u{1b}]0;owned\u{7} \u{9b}31m\u{202e}x";
    std::fs::write(
        folder.path().join("a\u{1b}[31m.txt"),
        format!("{title}\n\nText \u{1b}[2J\u{8}here.\r\nEnd.\n"),
    )
    .expect("written");
    let path = folder.path().to_str().expect("a path");
    let mut session = Session::start(Path::new(PROGRAM), &[path], &options(120, 30));
    session.wait_for_text("article 1 of 1");
    session.send("q");
    session.wait_exit();
    let raw = session.raw();
    for bad in [&b"\x1b]0;"[..], b"\x1b[2Jhere", b"\x1b[31m", b"\xc2\x9b", "\u{202e}".as_bytes(), b"\x07"] {
        assert!(!raw.windows(bad.len()).any(|window| window == bad), "{bad:?}");
    }
}

#[test]
fn rapid_resizes_end_in_a_whole_screen() {
    let mut session = reading(&options(120, 40));
    for step in 0..40_u16 {
        session.resize(20 + step * 3, 5 + step);
    }
    session.resize(100, 30);
    session.wait_for(
        |screen| screen.contents().contains("article 1 of 5") && screen.contents().contains("Articles 5"),
        "the last size",
    );
    session.send("q");
    assert_eq!(session.wait_exit().code, Some(0));
}

/// A window that is smaller for a moment loses what does not fit, though it ends as it was.
#[test]
fn a_window_that_is_as_it_was_again_is_painted_anew() {
    let path = seeds().display().to_string();
    let mut session = Session::start(Path::new(PROGRAM), &[&path], &options(50, 12));
    session.wait_for_text("1/5  top");
    session.wait_until_quiet(Duration::from_millis(200));
    let before = session.screen_text();
    for _ in 0..8 {
        session.resize(30, 12);
        session.resize(50, 12);
        session.wait_for_text(before.lines().last().unwrap_or_default());
        session.wait_until_quiet(Duration::from_millis(100));
        assert_eq!(session.screen_text(), before);
    }
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
}

#[test]
fn a_click_selects_and_the_mouse_can_be_left_to_the_terminal() {
    let mut session = reading(&options(120, 40));
    session.wait_until_quiet(Duration::from_millis(300));
    let text = session.screen_text();
    let (row, line) = text
        .lines()
        .enumerate()
        .skip(2)
        .find(|(_, line)| line.contains("close to Vladimir Putin"))
        .expect("a mention");
    let column =
        line[..line.find("close to Vladimir Putin").expect("there")].chars().count() + "close to ".len();
    session.click(column as u16 + 3, row as u16);
    session.wait_for_text("Vladimir Putin: 2 of 4 here");
    session.send("M");
    session.wait_for(
        |screen| screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None,
        "the mouse is off",
    );
    session.send("q");
    assert_eq!(session.wait_exit().code, Some(0));
}

#[test]
fn a_path_that_is_missing_is_one_line_and_no_screen() {
    let mut session = Session::start(Path::new(PROGRAM), &["/nowhere/at/all"], &options(80, 24));
    let exit = session.wait_exit();
    assert_eq!(exit.code, Some(2));
    assert!(!session.raw().contains(&0x1b));
    assert_eq!(session.screen_text().trim(), "whoswho: /nowhere/at/all: no such file or directory");
}

/// The sequences a program may send that only draws: `ESC [`, parameters, and the letter of a known one.
fn unknown_sequences(raw: &[u8]) -> Vec<String> {
    // Cursor, erase, modes, looks, scrolling region, questions to the terminal, cursor shape.
    const LETTERS: &[u8] = b"ABCDGHJKLMPSTXdfhlmnrscuq";
    let mut found = Vec::new();
    let text = String::from_utf8_lossy(raw);
    for (at, _) in text.match_indices('\u{1b}') {
        let rest = &text[at + 1..];
        let known = rest.strip_prefix('[').is_some_and(|rest| {
            let end =
                rest.find(|letter: char| !matches!(letter, '0'..='9' | ';' | ':' | '?' | '>' | '<' | '='));
            end.and_then(|end| rest.as_bytes().get(end)).is_some_and(|letter| LETTERS.contains(letter))
        });
        if !known {
            found.push(rest.chars().take(12).collect());
        }
    }
    let allowed = ['\u{1b}', '\r', '\n', '\u{8}'];
    let controls = text.chars().filter(|letter| letter.is_control() && !allowed.contains(letter));
    found.extend(controls.map(|letter| format!("{letter:?}")));
    found
}

#[test]
fn what_does_more_than_draw_would_be_seen() {
    for harm in ["\u{1b}]0;x\u{7}", "\u{1b}c", "\u{9b}31m", "a\u{e}b", "\u{1b}[5i", "\u{1b}(0"] {
        assert!(!unknown_sequences(harm.as_bytes()).is_empty(), "{harm:?}");
    }
    assert!(unknown_sequences(b"\x1b[?2026h\x1b[1;31mText\r\n\x1b[2;3H").is_empty());
}

#[test]
fn whatever_articles_hold_only_sequences_that_draw_are_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let harm =
        "\u{1b}]52;c;aGE=\u{7}\u{1b}P1$r\u{1b}\\\u{1b}c\u{1b}(0\u{9b}5n\u{9d}0;x\u{9c}\u{e}\u{202e}\u{2066}";
    for (name, text) in [
        ("1.md", format!("---\ntitle: \"T {harm}\"\nsource: \"S {harm}\"\n---\n\nKyiv {harm} waits.\n")),
        ("2\u{1b}]0;x\u{7}\u{202e}.txt", format!("Title {harm}\n\n{harm} Kyiv.\n")),
        ("entities.toml", "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n".to_owned()),
    ] {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    std::os::unix::fs::symlink("/nowhere", folder.path().join("3\u{1b}c\u{202e}.txt")).expect("a link");
    let mut session =
        Session::start(Path::new(PROGRAM), &[folder.path().to_str().expect("a path")], &options(120, 30));
    session.wait_for_text("article 1 of 2");
    session.send("]");
    session.wait_for_text("1 of 1 here");
    session.send_key("Enter");
    session.send("ic");
    session.wait_for_text("Compare");
    session.send("cJ");
    session.wait_for_text("article 2 of 2");
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(1), "one file could not be read");
    let raw = session.raw();
    assert_eq!(unknown_sequences(&raw), Vec::<String>::new());
    let text = String::from_utf8_lossy(&raw).into_owned();
    assert!(!text.contains(['\u{202e}', '\u{2066}']));
}

#[cfg(target_os = "linux")]
#[test]
fn idle_no_thread_wakes() {
    let session = reading(&options(80, 24));
    session.wait_until_quiet(Duration::from_millis(500));
    // A thread may still be on its way to sleep; what wakes by a timer wakes in every stretch.
    let woken = || {
        let before = process_switches(session.process());
        std::thread::sleep(Duration::from_secs(1));
        process_switches(session.process()).zip(before).map(|(after, before)| after - before)
    };
    assert!(is_idle_at_last(woken), "some seconds in a row pass without a wake-up");
}

#[test]
fn typed_paste_and_mouse_wheel_arrive() {
    let mut session = reading(&options(80, 24));
    session.send("/");
    session.wait_for_text("Esc goes back");
    session.paste("Geneva\n");
    session.wait_for_text("/Geneva");
    session.send_key("Esc");
    session.wait_for_text("top");
    session.send("\u{1b}[<65;10;10M\u{1b}[<65;10;10M");
    session.wait_for(|screen| !screen.contents().contains("  top  "), "the page moved");
    session.send("q");
    assert_eq!(session.wait_exit().code, Some(0));
}

/// The same at `TERM=dumb` as anywhere, since a person who starts a reader there wants to read.
#[test]
fn a_dumb_terminal_jumps_too_and_is_given_back() {
    let mut session = reading(&Options { env: &[("TERM", "dumb")], ..options(80, 24) });
    session.send("]");
    session.wait_for_text("mentions: 1 of ");
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
    assert!(session.restored() && session.cooked());
}

/// What is copied reaches the terminal encoded, and a link reaches the browser as one word that no shell has read.
#[test]
fn words_and_links_leave_the_reader() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let opened = folder.path().join("opened");
    let browser = folder.path().join("browser");
    let script =
        format!("#!/bin/sh\nprintf '%s' \"$#:$1\" > '{0}.part' && mv '{0}.part' '{0}'\n", opened.display());
    std::fs::write(&browser, script).expect("written");
    std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755)).expect("made a program");
    let url = "https://example.org/a?b=1&c=$(touch%20x);d";
    std::fs::write(folder.path().join("1.md"), format!("---\nurl: \"{url}\"\n---\nKyiv waits.\n"))
        .expect("written");
    let list = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n";
    std::fs::write(folder.path().join("entities.toml"), list).expect("written");
    let env = [("BROWSER", browser.to_str().expect("UTF-8"))];
    let options = Options { cwd: Some(folder.path()), env: &env, ..Options::default() };
    let mut session = Session::start(Path::new(PROGRAM), &["1.md"], &options);
    session.wait_for_text("article 1 of 1");
    session.send("]");
    session.wait_for_text("1 of 1 here");
    session.send("ym");
    session.wait_for_text("Sent the mention to the terminal's clipboard, 4 characters");
    let raw = String::from_utf8_lossy(&session.raw()).into_owned();
    assert!(raw.contains("\x1b]52;c;S3lpdg==\x07"), "Kyiv in base 64");
    session.send("o");
    session.wait_for_text("Opening https://example.org");
    let until = std::time::Instant::now() + Duration::from_secs(20);
    while !opened.exists() && std::time::Instant::now() < until {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(std::fs::read_to_string(&opened).expect("the browser ran"), format!("1:{url}"));
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
}
