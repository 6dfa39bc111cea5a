//! A whole run: start, signals, suspension, idling, resizing and exit, and what is sent to the terminal meanwhile.

use std::path::Path;
use std::time::Duration;

use crate::support::driver::seeds;
use crate::support::pty::{Options, Session};
#[cfg(target_os = "linux")]
use crate::support::pty::{process_switches, process_ticks};

const PROGRAM: &str = env!("CARGO_BIN_EXE_whoswho");

/// Starts on the seeds and waits for the first article.
fn start_on_seeds(options: &Options<'_>) -> Session {
    let folder = seeds();
    let session = Session::start(Path::new(PROGRAM), &[folder.to_str().expect("a path in UTF-8")], options);
    session.wait_for_text("article 1 of 5");
    session
}

fn options(columns: u16, rows: u16) -> Options<'static> {
    Options { columns, rows, ..Options::default() }
}

#[test]
fn jumping_selecting_comparing_resizing_and_quitting_work_in_one_run() {
    let mut session = start_on_seeds(&options(120, 40));
    session.send("]");
    session.wait_for_text("mentions: 1 of ");
    session.send_key("Enter");
    session.wait_for_text("Vladimir Putin: 1 of ");
    // The panel shows the selected entity's name and kind.
    let panel: Vec<String> = session.screen_text().lines().take(3).map(str::to_owned).collect();
    assert!(panel[0].ends_with("│ Selected") && panel[1].ends_with("│ Vladimir Putin"), "{panel:?}");
    assert!(panel[2].contains("│ person · "), "{panel:?}");
    session.send("}");
    session.wait_for_text("article 2 of 5");
    session.send("C");
    session.wait_for_text("Matrix: mentions by article");
    session.resize(80, 24);
    session.wait_for(
        |screen| screen.size().1.get() == 80 && screen.contents().contains("Matrix"),
        "the matrix on the smaller screen",
    );
    session.send_key("Enter");
    session.wait_for_text("article 2 of 5");
    session.send("?");
    session.wait_for_text("Move and search");
    session.send("q");
    session.wait_for(|screen| !screen.contents().contains("Move and search"), "the help to close");
    session.send("Q");
    let exit = session.wait_exit();
    assert_eq!(exit.code, Some(0));
    assert!(session.is_restored() && session.is_cooked());
}

#[test]
fn signals_restore_the_terminal_and_kill_the_program() {
    for signal in [15, 1] {
        let mut session = start_on_seeds(&options(80, 24));
        session.signal(signal);
        let exit = session.wait_exit();
        assert_eq!(exit.signal, Some(signal));
        assert!(session.is_restored() && session.is_cooked());
    }
}

#[test]
fn ctrl_z_suspends_and_fg_resumes_at_the_same_position() {
    let folder = seeds();
    let mut session =
        Session::start_as_job(Path::new(PROGRAM), &[folder.to_str().expect("a path")], &options(80, 24));
    session.wait_for_text("article 1 of 5");
    session.send("J");
    session.wait_for_text("article 2 of 5");
    session.send_key("Ctrl-z");
    session.wait_for_text("[shell: 14");
    assert!(session.is_restored());
    session.send("\n");
    session.wait_for_text("article 2 of 5");
    session.send("J");
    session.wait_for_text("article 3 of 5");
    session.send("q");
    session.wait_for_text("[shell: 0]");
}

/// Regression: prompts, jump labels, menus, pickers and pending keys used to take Ctrl-Z as their own input.
#[test]
fn ctrl_z_suspends_prompts_labels_menus_and_pickers_and_fg_resumes_them() {
    let folder = seeds();
    let mut session =
        Session::start_as_job(Path::new(PROGRAM), &[folder.to_str().expect("a path")], &options(80, 24));
    session.wait_for_text("article 1 of 5");
    let modes = [
        ("/Putin", "/Putin", "\x03"),
        ("f", "type the letters of a label", "\x03"),
        ("t", "shows or hides a kind", "\x03"),
        ("p", "Enter takes the row", "\x03"),
        ("m", "type a letter for this place", "\x03"),
        ("?/mark", "/mark", "\x03q"),
    ];
    for (number, (keys, shown, leave)) in (1..).zip(modes) {
        session.send(keys);
        session.wait_for_text(shown);
        session.send_key("Ctrl-z");
        session.wait_for(
            |screen| !screen.alternate_screen() && screen.contents().matches("[shell: 14").count() == number,
            "the shell",
        );
        assert!(session.is_restored());
        session.send("\n");
        session.wait_for(|screen| screen.alternate_screen() && screen.contents().contains(shown), keys);
        session.send(leave);
        session.wait_for(|screen| !screen.contents().contains(shown), "the page");
    }
    session.send("Q");
    session.wait_for_text("[shell: 0]");
}

/// The session state is saved once, a moment after the last change. After that, no work is done.
#[cfg(target_os = "linux")]
#[test]
fn idle_reader_writes_nothing_and_uses_no_processor_time() {
    let session = start_on_seeds(&options(120, 40));
    session.wait_until_quiet(Duration::from_millis(500));
    let ticks_used = || {
        let before = process_ticks(session.process());
        assert_eq!(session.quiet_bytes(Duration::from_secs(1)), 0);
        process_ticks(session.process()).zip(before).map(|(after, before)| after - before)
    };
    assert!(becomes_idle(ticks_used), "three seconds in a row without work");
}

/// Returns true once `count_in_a_second` returns zero three times in a row; a single zero may fall between two timer
/// ticks. Tries up to 30 times, since the machine may be busy.
#[cfg(target_os = "linux")]
fn becomes_idle(mut count_in_a_second: impl FnMut() -> Option<u64>) -> bool {
    let mut idle_seconds = 0;
    (0..30).any(|_| {
        idle_seconds = if count_in_a_second() == Some(0) { idle_seconds + 1 } else { 0 };
        idle_seconds == 3
    })
}

#[test]
fn article_is_read_from_a_pipe_while_keys_come_from_the_terminal() {
    let list = seeds().with_file_name("entities.toml");
    let script = format!("printf 'A title\\n\\nKyiv waits.\\n' | '{PROGRAM}' -e '{}' -", list.display());
    let mut session = Session::start_script(&script, &options(80, 24));
    session.wait_for_text("Kyiv waits.");
    session.send("]");
    session.wait_for_text("mentions: 1 of 1 here");
    session.send("q");
    assert_eq!(session.wait_exit().code, Some(0));
    assert!(session.is_restored());
}

/// Regression: a slow pipe used to hold back the files given with it.
#[test]
fn files_are_read_while_a_pipe_is_slow() {
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
fn no_color_disables_colours_but_keeps_other_attributes() {
    let mut session = start_on_seeds(&Options { env: &[("NO_COLOR", "1")], ..options(120, 40) });
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
        // 39, 49 and 59 reset to the terminal's default colours.
        let colored = numbers.iter().any(|number| matches!(number, 30..=38 | 40..=48 | 58 | 90..=107));
        assert!(!colored, "{:?}", &sequence[..=end]);
        styles += usize::from(numbers.iter().any(|number| matches!(number, 1..=4)));
    }
    assert!(styles > 10, "bold, dim, italic and underline tell the kinds apart");
}

#[test]
fn dumb_terminal_is_supported() {
    let mut session = start_on_seeds(&Options { env: &[("TERM", "dumb")], ..options(80, 24) });
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
    let raw = without_query(&session.raw());
    for bad in [&b"\x1b]0;"[..], b"\x1b[2Jhere", b"\x1b[31m", b"\xc2\x9b", "\u{202e}".as_bytes(), b"\x07"] {
        assert!(!raw.windows(bad.len()).any(|window| window == bad), "{bad:?}");
    }
}

#[test]
fn rapid_resizes_end_with_a_complete_screen() {
    let mut session = start_on_seeds(&options(120, 40));
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

/// A terminal that is smaller for a moment loses the text that does not fit, even if it ends with its original size.
#[test]
fn window_resized_and_back_is_redrawn() {
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
fn click_selects_and_capital_m_turns_the_mouse_off() {
    let mut session = start_on_seeds(&options(120, 40));
    session.wait_until_quiet(Duration::from_millis(300));
    let text = session.screen_text();
    let (row, line) = text
        .lines()
        .enumerate()
        .skip(2)
        .find(|(_, line)| line.contains("close to Vladimir Putin"))
        .expect("a mention");
    let column =
        line[..line.find("close to Vladimir Putin").expect("the words are in the row")].chars().count()
            + "close to ".len();
    session.click(column as u16 + 3, row as u16);
    session.wait_for_text("Vladimir Putin: 2 of 4 here");
    session.send("M");
    session.wait_for(
        |screen| screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None,
        "mouse reporting to be off",
    );
    session.send("q");
    assert_eq!(session.wait_exit().code, Some(0));
}

#[test]
fn missing_path_prints_one_line_and_draws_nothing() {
    let mut session = Session::start(Path::new(PROGRAM), &["/nowhere/at/all"], &options(80, 24));
    let exit = session.wait_exit();
    assert_eq!(exit.code, Some(2));
    assert!(!session.raw().contains(&0x1b));
    assert_eq!(session.screen_text().trim(), "whoswho: /nowhere/at/all: no such file or directory");
}

/// Returns the bytes without the reader's own query for the background, which it sends once.
fn without_query(raw: &[u8]) -> Vec<u8> {
    const QUERY: &[u8] = b"\x1b]11;?\x07\x1b[c";
    let at = raw.windows(QUERY.len()).position(|bytes| bytes == QUERY).expect("a query");
    [&raw[..at], &raw[at + QUERY.len()..]].concat()
}

/// Returns the sequences and control characters that are not needed for drawing. The only sequences needed are those
/// that consist of `ESC [`, parameters and a known final byte.
fn unknown_sequences(raw: &[u8]) -> Vec<String> {
    // Cursor, erase, modes, attributes, scrolling region, queries, cursor shape.
    const LETTERS: &[u8] = b"ABCDGHJKLMPSTXdfhlmnrscuq";
    let mut found = Vec::new();
    let text = String::from_utf8_lossy(raw);
    for (at, _) in text.match_indices('\u{1b}') {
        let rest = &text[at + 1..];
        let is_known = rest.strip_prefix('[').is_some_and(|rest| {
            let end =
                rest.find(|letter: char| !matches!(letter, '0'..='9' | ';' | ':' | '?' | '>' | '<' | '='));
            end.and_then(|end| rest.as_bytes().get(end)).is_some_and(|letter| LETTERS.contains(letter))
        });
        if !is_known {
            found.push(rest.chars().take(12).collect());
        }
    }
    let allowed = ['\u{1b}', '\r', '\n', '\u{8}'];
    let controls = text.chars().filter(|letter| letter.is_control() && !allowed.contains(letter));
    found.extend(controls.map(|letter| format!("{letter:?}")));
    found
}

#[test]
fn unknown_sequences_are_detected() {
    for attack in ["\u{1b}]0;x\u{7}", "\u{1b}c", "\u{9b}31m", "a\u{e}b", "\u{1b}[5i", "\u{1b}(0"] {
        assert!(!unknown_sequences(attack.as_bytes()).is_empty(), "{attack:?}");
    }
    assert!(unknown_sequences(b"\x1b[?2026h\x1b[1;31mText\r\n\x1b[2;3H").is_empty());
}

#[test]
fn hostile_articles_and_names_add_no_unknown_sequences() {
    let folder = tempfile::tempdir().expect("a folder");
    let attack =
        "\u{1b}]52;c;aGE=\u{7}\u{1b}P1$r\u{1b}\\\u{1b}c\u{1b}(0\u{9b}5n\u{9d}0;x\u{9c}\u{e}\u{202e}\u{2066}";
    for (name, text) in [
        (
            "1.md",
            format!("---\ntitle: \"T {attack}\"\nsource: \"S {attack}\"\n---\n\nKyiv {attack} waits.\n"),
        ),
        ("2\u{1b}]0;x\u{7}\u{202e}.txt", format!("Title {attack}\n\n{attack} Kyiv.\n")),
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
    session.wait_for_text("Matrix");
    session.send("cJ");
    session.wait_for_text("article 2 of 2");
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(1), "one file could not be read");
    let raw = without_query(&session.raw());
    assert_eq!(unknown_sequences(&raw), Vec::<String>::new());
    let text = String::from_utf8_lossy(&raw).into_owned();
    assert!(!text.contains(['\u{202e}', '\u{2066}']));
}

#[cfg(target_os = "linux")]
#[test]
fn no_thread_wakes_while_idle() {
    let session = start_on_seeds(&options(80, 24));
    session.wait_until_quiet(Duration::from_millis(500));
    // A thread may still be going to sleep, but a timer would wake one in every second.
    let wakeups = || {
        let before = process_switches(session.process());
        std::thread::sleep(Duration::from_secs(1));
        process_switches(session.process()).zip(before).map(|(after, before)| after - before)
    };
    assert!(becomes_idle(wakeups), "three seconds in a row without a wake-up");
}

#[test]
fn typing_pasting_and_the_mouse_wheel_work() {
    let mut session = start_on_seeds(&options(80, 24));
    session.send("/");
    session.wait_for_text("Enter confirms, Esc cancels");
    session.paste("Geneva\n");
    session.wait_for_text("/Geneva");
    session.send_key("Esc");
    session.wait_for(|screen| !screen.contents().contains("/Geneva"), "the prompt to close");
    session.wait_for_text("article 1 of 5  top");
    session.send("\u{1b}[<65;10;10M\u{1b}[<65;10;10M");
    session.wait_for(|screen| !screen.contents().contains("article 1 of 5  top"), "the page moved");
    session.send("q");
    assert_eq!(session.wait_exit().code, Some(0));
}

/// `TERM=dumb` gets the full reader, since whoever starts a reader there wants to read.
#[test]
fn dumb_terminal_supports_jumps_and_is_restored() {
    let mut session = start_on_seeds(&Options { env: &[("TERM", "dumb")], ..options(80, 24) });
    session.send("]");
    session.wait_for_text("mentions: 1 of ");
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
    assert!(session.is_restored() && session.is_cooked());
}

/// Copied text is sent encoded, and a link is given to the browser as one argument, without a shell.
#[test]
fn mention_is_copied_and_link_is_opened() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let opened = folder.path().join("opened");
    let browser = folder.path().join("browser");
    let script =
        format!("#!/bin/sh\nprintf '%s' \"$#:$1\" > '{0}.part' && mv '{0}.part' '{0}'\n", opened.display());
    std::fs::write(&browser, script).expect("written");
    std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755)).expect("made executable");
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
    let deadline = std::time::Instant::now() + Duration::from_secs(20);
    while !opened.exists() && std::time::Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(std::fs::read_to_string(&opened).expect("the browser ran"), format!("1:{url}"));
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
}
