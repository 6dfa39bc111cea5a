//! Answers to a query of the background: they are recognised however they arrive, and none of their bytes is a key.

use super::*;

/// Parses pieces as [`feed_paced`] does, after a query was sent. Returns the inputs, the background, and whether an
/// answer is still outstanding.
fn answered(pieces: &[(Duration, &[u8])]) -> (String, Option<Background>, bool) {
    let (mut tokenizer, mut found) = (Tokenizer::new(), Vec::new());
    tokenizer.expect_answer(Instant::now());
    let now = feed_paced(&mut tokenizer, pieces, &mut found);
    (named(&found), tokenizer.take_background(), tokenizer.answer_due_within(now).is_some())
}

const ATTRIBUTES: &str = "\x1b[?62;22;52c";

/// Answers that name a background, as terminals send them.
const ANSWERS: &[(&[u8], Background)] = &[
    (b"\x1b]11;rgb:ffff/ffff/ffff\x07", Background::Light),
    (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", Background::Light),
    (b"\x1b]11;rgb:0000/2b2b/3636\x1b\\", Background::Dark),
    (b"\x1b]11;rgba:fdfd/f6f6/e3e3/ffff\x07", Background::Light),
    (b"\x1b]11;rgb:1e/1e/1e\x07", Background::Dark),
    (b"\x1b]11;#ffffff\x07", Background::Light),
    // 8-bit introducer and terminator, then only the terminator.
    (b"\x9d11;rgb:ffff/ffff/ffff\x9c", Background::Light),
    (b"\x1b]11;rgb:ffff/ffff/ffff\x9c", Background::Light),
];

#[test]
fn answer_is_recognised_among_keys_and_wherever_it_is_split() {
    for (answer, background) in ANSWERS {
        let bytes = [b"j", *answer, b"k", ATTRIBUTES.as_bytes(), b"l"].concat();
        for at in 0..=bytes.len() {
            let (first, second) = bytes.split_at(at);
            for pause in [0, 1, 49, 199] {
                let found = answered(&[(millis(0), first), (millis(pause), second)]);
                let expected = ("j k l".to_owned(), Some(*background), false);
                assert_eq!(found, expected, "{first:?} {pause} {second:?}");
            }
        }
    }
}

#[test]
fn answer_that_comes_byte_by_byte_is_not_typed() {
    for (answer, background) in ANSWERS {
        let bytes = [*answer, ATTRIBUTES.as_bytes(), b"j"].concat();
        let single: Vec<(Duration, &[u8])> = bytes.chunks(1).map(|byte| (millis(15), byte)).collect();
        assert_eq!(answered(&single), ("j".to_owned(), Some(*background), false), "{answer:?}");
    }
    // A long pause within an answer, or within the attributes.
    let found = answered(&[
        (millis(100), b"\x1b]1"),
        (millis(1_500), b"1;rgb:ff/ff/ff\x1b"),
        (millis(10), b"\\\x1b[?"),
        (millis(1_500), b"62;1cj"),
    ]);
    assert_eq!(found, ("j".to_owned(), Some(Background::Light), false));
}

#[test]
fn malformed_answers_are_dropped_whole() {
    let long = format!("\x1b]11;rgb:{}/f/f\x07", "f".repeat(MAX_ANSWER_LEN));
    for answer in [
        "\x1b]11;?\x07",
        "\x1b]11;\x1b\\",
        "\x1b]11;rgb:ffff/ffff\x07",
        "\x1b]11;rgb:zzzz/q/Q\x07",
        "\x1b]11;rgb:ffff/ffff/ffff;Quit\x07",
        "\x1b]10;rgb:ffff/ffff/ffff\x07",
        "\x1b]4;0;rgb:ffff/ffff/ffff\x07",
        "\x1bP11;rgb:ffff/ffff/ffff\x1b\\",
        "\x1b]11;rgb:ffff/ffff/ffé\x07",
        long.as_str(),
    ] {
        let bytes = format!("{answer}{ATTRIBUTES}j");
        let found = answered(&[(millis(1), bytes.as_bytes())]);
        assert_eq!(found, ("j".to_owned(), None, false), "{answer:?}");
    }
    // The end of the answer is lost.
    let found = answered(&[(millis(1), b"\x1b]11;rgb:ffff/ffff/ff"), (millis(2_001), b"j")]);
    assert_eq!(found, ("j".to_owned(), None, false));
    let found = answered(&[(millis(1), b"\x1b]11;rgb:0/0/0"), (millis(1), b"\x1b[?1cj")]);
    assert_eq!(found, ("j".to_owned(), Some(Background::Dark), false));
}

#[test]
fn text_with_the_byte_of_a_terminator_is_one_string() {
    for text in ["\x1b]lÜber Quit\x07j", "\x1b]0;日本 Quit\x1b\\j"] {
        assert_eq!(answered(&[(millis(0), text.as_bytes())]).0, "j", "{text}");
    }
}

#[test]
fn attributes_alone_say_that_no_answer_comes() {
    assert_eq!(answered(&[(millis(5), b"\x1b[?1;2cj")]), ("j".to_owned(), None, false));
    assert_eq!(answered(&[(millis(5), b"\x1b[>1;95;0cj")]), ("j".to_owned(), None, true));
    assert_eq!(answered(&[(millis(5), b"j")]), ("j".to_owned(), None, true));
    assert_eq!(answered(&[(Duration::from_mins(1), b"j")]), ("j".to_owned(), None, false));
}

#[test]
fn no_answer_is_expected_once_the_terminal_was_lent() {
    let (mut tokenizer, mut found, now) = (Tokenizer::new(), Vec::new(), Instant::now());
    tokenizer.expect_answer(now);
    tokenizer.feed(b"\x1b]11;rgb:ff", now, &mut found);
    tokenizer.interrupt(now);
    assert_eq!(tokenizer.answer_due_within(now), None);
    // An answer that was on its way is still recognised as one.
    tokenizer.feed(b"\x1b]11;rgb:ff/ff/ff\x07\x1b[?1c", now, &mut found);
    assert_eq!((named(&found).as_str(), tokenizer.take_background()), ("", Some(Background::Light)));
    assert_eq!(tokenizer.take_background(), None, "it is taken once");
}

/// Only while an answer is expected does Esc wait longer than usual; no key is lost even then.
#[test]
fn esc_waits_longer_only_while_an_answer_is_expected() {
    let (mut tokenizer, mut found, now) = (Tokenizer::new(), Vec::new(), Instant::now());
    tokenizer.expect_answer(now);
    tokenizer.feed(b"\x1b", now, &mut found);
    assert_eq!(tokenizer.deadline(), Some(now + INTRODUCER_TIMEOUT));
    tokenizer.feed(b"[?1c\x1b", now + millis(60), &mut found);
    assert_eq!(tokenizer.deadline(), Some(now + millis(60) + ESC_TIMEOUT));
    for (keys, names) in
        [("j", "Esc j"), ("]", "Esc ]"), ("]]", "Esc ] ]"), ("\x1b", "Esc Esc"), ("Q", "Esc Q")]
    {
        let found = answered(&[(millis(0), b"\x1b"), (millis(120), keys.as_bytes())]);
        assert_eq!(found.0, names, "{keys:?}");
    }
}

/// Answers, whole or mutilated, and anything else that a terminal may send.
fn answer() -> impl Strategy<Value = Vec<u8>> {
    let whole: Vec<Vec<u8>> = ANSWERS.iter().map(|(answer, _)| answer.to_vec()).collect();
    prop_oneof![
        proptest::sample::select(whole),
        "\x1b\\]11;(rgba?:|#)[0-9a-fé/]{0,70}(\x07|\x1b\\\\|\x1b)?".prop_map(String::into_bytes),
        "\x1b\\[\\?[0-9;]{0,8}c?".prop_map(String::into_bytes),
        anything(),
    ]
}

proptest! {
    /// Any bytes, split anywhere, give the same keys and the same background.
    #[test]
    fn splitting_any_bytes_does_not_change_the_answer(
        tokens in prop::collection::vec(answer(), 0..12),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), Just(0_u64)), 0..12),
    ) {
        let bytes = tokens.concat();
        let pieces = split(&bytes, &cuts);
        prop_assert_eq!(answered(&pieces), answered(&[(Duration::ZERO, &bytes)]), "{:?}", pieces);
    }

    /// No byte of a whole answer is a key, as long as each pause within it is shorter than [`INTRODUCER_TIMEOUT`].
    #[test]
    fn no_byte_of_an_answer_is_a_key(
        body in "11;[ -~é]{0,80}",
        terminator in "\x07|\x1b\\\\",
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_u64..200), 0..4),
    ) {
        let bytes = format!("\x1b]{body}{terminator}{ATTRIBUTES}");
        let (keys, _, is_outstanding) = answered(&split(bytes.as_bytes(), &cuts));
        prop_assert_eq!((keys.as_str(), is_outstanding), ("", false));
    }
}
