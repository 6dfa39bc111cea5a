//! Copying: the text in the clipboard sequence is exactly the text at the cursor.

use std::path::Path;
use std::process::Command;

use crate::harness::{LIST, PROGRAM, quit, start_with};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tempfile::TempDir;

/// A sentence with full stops in the middle and multi-byte letters. With [`REST`], it is a paragraph of several lines.
const SENTENCE: &str = "Mr. Park of the U.S. office left Kyiv on Nov. 3 — for “Łódź”, he said.";
const REST: &str = "It rained 雨.";
const URL: &str = "https://example.org/a?b=1&c=2";

fn report() -> TempDir {
    let text = format!(
        "---\ntitle: A report\nurl: {URL}\n---\n\nFirst of all.\n\nNo one.\n{SENTENCE}\n{REST}\n\nThe end.\n"
    );
    corpus(LIST, &[("a.md", &text), ("b.txt", "Another report\n\nKyiv.\n")])
}

/// Returns the texts copied to the clipboard, in order.
fn copied_texts(raw: &[u8]) -> Vec<String> {
    let raw = String::from_utf8_lossy(raw).into_owned();
    let encoded = raw.split("\x1b]52;c;").skip(1).map(|rest| rest.split('\x07').next().unwrap_or_default());
    encoded.map(|text| String::from_utf8(STANDARD.decode(text).expect("base 64")).expect("UTF-8")).collect()
}

#[test]
fn mention_sentence_paragraph_and_link_are_copied_exactly() {
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
        let message =
            format!("Sent the {words} to the terminal's clipboard, {} characters", text.chars().count());
        session.wait_for_text(&message);
        expected.push(text.to_owned());
        assert_eq!(copied_texts(&session.raw()), expected);
    }
    // An article without a link copies its file name.
    session.send("J");
    session.wait_for_text("article 2 of 2");
    session.send("yl");
    session.wait_for_text("Sent the file name to the terminal's clipboard");
    expected.push(folder.path().join("b.txt").display().to_string());
    assert_eq!(copied_texts(&session.raw()), expected);
    // Another letter copies nothing.
    session.send("yz");
    session.wait_for_text("z is not a copy target");
    assert_eq!(copied_texts(&session.raw()), expected);
    quit(session);
}

/// If tmux's buffer cannot be set, the sequence is sent to tmux and through it to the outer terminal, and the message
/// does not claim that the text was copied.
#[test]
fn text_is_sent_through_tmux_if_its_buffer_cannot_be_set() {
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

/// A tmux server on its own socket, killed when dropped.
struct Tmux(String);

impl Tmux {
    /// Returns `None` if tmux is not installed.
    fn new(folder: &Path) -> Option<Tmux> {
        let socket = folder.join("tmux").to_str().expect("a path in UTF-8").to_owned();
        let is_installed =
            Command::new("tmux").arg("-V").output().is_ok_and(|output| output.status.success());
        is_installed.then_some(Tmux(socket))
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = Command::new("tmux").args(["-S", &self.0]).args(arguments).output().expect("tmux runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

/// Regression: with `set-clipboard` `external` or `off`, tmux discards the bare sequence, but the reader said "copied".
#[test]
fn text_copied_inside_tmux_is_in_its_buffer() {
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

/// GNU screen discards sequences that it does not know, but passes on wrapped ones.
#[test]
fn sequence_is_wrapped_inside_screen() {
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
