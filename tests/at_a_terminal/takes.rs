//! What is copied: the clipboard's sequence, decoded, is what was under the hand, letter for letter.

use crate::desk::{LIST, quit, start_with};
use crate::support::driver::corpus;
use crate::support::pty::Options;
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
        session.wait_for_text(&format!("copied the {words}, {} characters", text.chars().count()));
        expected.push(text.to_owned());
        assert_eq!(copied(&session.raw()), expected);
    }
    // An article without a link gives its file.
    session.send("J");
    session.wait_for_text("article 2 of 2");
    session.send("yl");
    session.wait_for_text("copied the file's name");
    expected.push(folder.path().join("b.txt").display().to_string());
    assert_eq!(copied(&session.raw()), expected);
    // Another letter copies nothing.
    session.send("yz");
    session.wait_for_text("z copies nothing");
    assert_eq!(copied(&session.raw()), expected);
    quit(session);
}

/// To tmux itself, and through it to the terminal outside.
#[test]
fn inside_tmux_the_sequence_is_wrapped_too() {
    let folder = report();
    let env = [("TMUX", "/tmp/tmux-0/default,1,0"), ("TERM", "tmux-256color")];
    let options = Options { columns: 100, env: &env, ..Options::default() };
    let mut session = start_with(folder.path(), &options, &[]);
    session.send("]]");
    session.wait_for_text("mentions: 2 of 2 here");
    session.send("ys");
    session.wait_for_text("copied the sentence");
    let raw = String::from_utf8_lossy(&session.raw()).into_owned();
    let encoded = STANDARD.encode(SENTENCE);
    assert!(
        raw.contains(&format!("\x1b]52;c;{encoded}\x07\x1bPtmux;\x1b\x1b]52;c;{encoded}\x07\x1b\\")),
        "{raw:?}"
    );
    quit(session);
}
