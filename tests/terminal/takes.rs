//! What is copied: the clipboard's sequence, decoded, is what was under the hand, letter for letter.

use std::path::Path;
use std::process::Command;

use crate::desk::{LIST, PROGRAM, quit, start_with};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tempfile::TempDir;

/// Sentences that do not end where a full stop stands, a paragraph of two lines, and letters of more than one byte.
const SENTENCE: &str = "Mr. Park of the U.S. office left Kyiv on Nov. 3 — for “Łódź”, he said.";
const REST: &str = "It rained 雨.";
const URL: &str = "https://example.org/a?b=1&c=2";

fn report() -> TempDir {
    let text = format!(
        "---\ntitle: A report\nurl: {URL}\n---\n\nFirst of all.\n\nNo one.\n{SENTENCE}\n{REST}\n\nThe end.\n"
    );
    corpus(LIST, &[("a.md", &text), ("b.txt", "Another report\n\nKyiv.\n")])
}

/// What was put into the clipboard, in order.
fn copied(raw: &[u8]) -> Vec<String> {
    let raw = String::from_utf8_lossy(raw).into_owned();
    let encoded = raw.split("\x1b]52;c;").skip(1).map(|rest| rest.split('\x07').next().unwrap_or_default());
    encoded.map(|text| String::from_utf8(STANDARD.decode(text).expect("base 64")).expect("UTF-8")).collect()
}

#[test]
fn mention_sentence_paragraph_and_link_are_copied_letter_for_letter() {
    let folder = report();
    let options = Options { columns: 100, ..Options::default() };
    let mut session = start_with(folder.path(), &options, &[]);
    session.send("]]");
    session.wait_for_text("mentions: 2 of 2 here");
    let paragraph = format!("No one. {SENTENCE} {REST}");
    let mut expected: Vec<String> = Vec::new();
    for (letter, words, text) in [
        ("m", "mention", "Kyiv"),
        ("s", "sentence", SENTENCE),
        ("p", "paragraph", &paragraph),
        ("l", "link", URL),
    ] {
        session.send("y");
        session.wait_for_text("m mention  s sentence  p paragraph  l link");
        session.send(letter);
        let said =
            format!("Sent the {words} to the terminal's clipboard, {} characters", text.chars().count());
        session.wait_for_text(&said);
        expected.push(text.to_owned());
        assert_eq!(copied(&session.raw()), expected);
    }
    // An article without a link gives its file.
    session.send("J");
    session.wait_for_text("article 2 of 2");
    session.send("yl");
    session.wait_for_text("Sent the file's name to the terminal's clipboard");
    expected.push(folder.path().join("b.txt").display().to_string());
    assert_eq!(copied(&session.raw()), expected);
    // Another letter copies nothing.
    session.send("yz");
    session.wait_for_text("z is not a copy target");
    assert_eq!(copied(&session.raw()), expected);
    quit(session);
}

/// Where tmux's buffer is out of reach the text goes to tmux itself, and through it to the terminal outside; nobody calls that copied.
#[test]
fn a_text_that_tmux_does_not_take_is_sent_through_it_and_not_called_copied() {
    let folder = report();
    let gone = folder.path().join("gone").display().to_string() + ",1,0";
    let env = [("TMUX", gone.as_str()), ("TERM", "tmux-256color")];
    let options = Options { columns: 100, env: &env, ..Options::default() };
    let mut session = start_with(folder.path(), &options, &[]);
    session.send("]]");
    session.wait_for_text("mentions: 2 of 2 here");
    session.send("ys");
    session.wait_for_text("Sent the sentence through tmux; its set-clipboard option must be on");
    let raw = String::from_utf8_lossy(&session.raw()).into_owned();
    let encoded = STANDARD.encode(SENTENCE);
    assert!(
        raw.contains(&format!("\x1b]52;c;{encoded}\x07\x1bPtmux;\x1b\x1b]52;c;{encoded}\x07\x1b\\")),
        "{raw:?}"
    );
    assert!(!session.screen_text().contains("copied"), "{}", session.screen_text());
    quit(session);
}

/// tmux on a socket of its own, ended with the test.
struct Tmux(String);

impl Tmux {
    /// `None` where none is installed.
    fn new(folder: &Path) -> Option<Tmux> {
        let socket = folder.join("tmux").to_str().expect("a path in UTF-8").to_owned();
        let is_there = Command::new("tmux").arg("-V").output().is_ok_and(|ran| ran.status.success());
        is_there.then_some(Tmux(socket))
    }

    fn run(&self, arguments: &[&str]) -> String {
        let ran = Command::new("tmux").args(["-S", &self.0]).args(arguments).output().expect("tmux runs");
        String::from_utf8(ran.stdout).expect("UTF-8")
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

/// tmux throws the clipboard's sequence away as it comes (`set-clipboard` is `external` or `off`), while the reader said "copied".
#[test]
fn inside_tmux_what_is_copied_is_in_its_buffer() {
    let (folder, sockets) = (report(), tempfile::tempdir().expect("a folder"));
    let Some(tmux) = Tmux::new(sockets.path()) else { return };
    let command = format!("'{PROGRAM}' '{}'", folder.path().display());
    let arguments = ["-f", "/dev/null", "-S", &tmux.0, "new-session", &command];
    let options = Options { columns: 100, rows: 30, ..Options::default() };
    let mut session = Session::start(Path::new("tmux"), &arguments, &options);
    session.wait_for_text("article 1 of");
    session.send("]]");
    session.wait_for_text("mentions: 2 of 2 here");
    for (setting, keys, words, text) in [
        ("external", "ym", "mention", "Kyiv"),
        ("off", "ys", "sentence", SENTENCE),
        ("on", "yl", "link", URL),
    ] {
        tmux.run(&["set-option", "-s", "set-clipboard", setting]);
        session.send(keys);
        session.wait_for_text(&format!("Copied the {words} to the tmux buffer"));
        assert_eq!(tmux.run(&["show-buffer"]).trim_end_matches('\n'), text);
    }
    session.send("Q");
    session.wait_for_text("[exited]");
}

/// screen throws away a sequence that it does not know, and passes on what is wrapped.
#[test]
fn inside_screen_the_sequence_is_wrapped() {
    let folder = report();
    let options = Options { columns: 100, env: &[("STY", "1.tty.host")], ..Options::default() };
    let mut session = start_with(folder.path(), &options, &[]);
    session.send("]]");
    session.wait_for_text("mentions: 2 of 2 here");
    session.send("ym");
    session.wait_for_text("Sent the mention to the terminal's clipboard, 4 characters: Kyiv");
    let raw = String::from_utf8_lossy(&session.raw()).into_owned();
    assert!(raw.contains("\x1bP\x1b]52;c;S3lpdg==\x07\x1b\\"), "{raw:?}");
    quit(session);
}
