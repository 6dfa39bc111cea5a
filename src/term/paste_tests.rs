//! Pastes: none of their bytes is a key.

use super::*;

#[test]
fn slow_paste_is_one_paste() {
    let found = paced(&[
        (millis(0), b"\x1b"),
        (millis(40), b"[200~Quit"),
        (Duration::from_mins(1), b" now\x1b"),
        (Duration::from_mins(1), b"[20"),
        (Duration::from_mins(1), b"1~j"),
    ]);
    assert_eq!(named(&found), "[Quit now] j");
}

#[test]
fn lone_ctrl_c_ends_an_unterminated_paste() {
    let found = paced(&[
        (millis(0), b"\x1b[200~Quit"),
        (Duration::from_secs(5), b"qQ"),
        (PASTE_PAUSE, b"\x03"),
        (millis(100), b"j"),
    ]);
    assert_eq!(named(&found), "[QuitqQ] j");
    let found = paced(&[(millis(0), b"\x1b[200~Quit"), (millis(500), b"\x03"), (millis(9), b"q\x1b[201~j")]);
    assert_eq!(named(&found), "[Quit\x03q] j", "a Ctrl-c within the paste is text");
}

#[test]
fn unterminated_paste_lasts_until_the_next_end_marker() {
    let found = paced(&[
        (millis(0), b"\x1b[200~Quit"),
        (Duration::from_hours(1), b"QqQ\x03\x1b"),
        (Duration::from_secs(10), b"\x1b[200~Q\x1b[201~j"),
    ]);
    assert_eq!(named(&found), "[QuitQqQ\x03\x1b\x1b[200~Q] j");
}

#[test]
fn long_paste_is_truncated_and_its_end_is_found() {
    let text = vec![b'Q'; MAX_PASTE_LEN * 2];
    let found = at_once(&[b"\x1b[200~", text.as_slice(), b"\x1b[20Q\x1b[201~j"].concat());
    assert_eq!(found.len(), 2);
    assert!(matches!(&found[0], Input::Paste(kept) if kept.len() == MAX_PASTE_LEN));
    assert_eq!(named(&found[1..]), "j");
}

#[test]
fn rest_of_a_paste_is_dropped_after_the_terminal_was_lent() {
    let lent = |rest: &[(Duration, &[u8])]| {
        let (mut tokenizer, mut found, mut now) = (Tokenizer::new(), Vec::new(), Instant::now());
        tokenizer.feed(b"\x1b[200~Quit", now, &mut found);
        tokenizer.interrupt(now);
        for (pause, bytes) in rest {
            now += *pause;
            tokenizer.feed(bytes, now, &mut found);
        }
        named(&found)
    };
    assert_eq!(lent(&[(millis(1), b"QQ"), (millis(400), b"QQ"), (millis(400), b"Q\x1b[201~j")]), "j");
    // The other program has read the end marker.
    assert_eq!(lent(&[(millis(1), b"QQ"), (BYTE_TIMEOUT, b"j")]), "j");
    assert_eq!(lent(&[(Duration::from_mins(1), b"j")]), "j");
}
