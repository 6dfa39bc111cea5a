use proptest::prelude::*;

use super::*;

#[path = "answer_tests.rs"]
mod answers;
#[path = "paste_tests.rs"]
mod paste;

/// Parses pieces of input, each arriving some time after the previous one, and honours the deadlines in between.
/// Returns the time of the last piece.
fn feed_paced(tokenizer: &mut Tokenizer, pieces: &[(Duration, &[u8])], found: &mut Vec<Input>) -> Instant {
    let mut now = Instant::now();
    for (pause, bytes) in pieces {
        let then = now + *pause;
        while let Some(due) = tokenizer.deadline().filter(|due| *due <= then) {
            tokenizer.give_up(due, found);
        }
        now = then;
        tokenizer.feed(bytes, now, found);
    }
    while let Some(due) = tokenizer.deadline() {
        tokenizer.give_up(due, found);
    }
    now
}

fn paced(pieces: &[(Duration, &[u8])]) -> Vec<Input> {
    let mut found = Vec::new();
    feed_paced(&mut Tokenizer::new(), pieces, &mut found);
    found
}

fn at_once(bytes: &[u8]) -> Vec<Input> {
    paced(&[(Duration::ZERO, bytes)])
}

/// Formats inputs: keys by name, anything else in brackets.
fn named(found: &[Input]) -> String {
    let name = |input: &Input| match input {
        Input::Key(key) => key.to_string(),
        Input::Paste(text) => format!("[{text}]"),
        Input::Press { column, row } => format!("[press {column} {row}]"),
        Input::WheelUp { column, row } => format!("[up {column} {row}]"),
        Input::WheelDown { column, row } => format!("[down {column} {row}]"),
        Input::Resize { .. } => "[size]".to_owned(),
    };
    found.iter().map(name).collect::<Vec<_>>().join(" ")
}

const fn millis(count: u64) -> Duration {
    Duration::from_millis(count)
}

/// Keys, mouse events and pastes as terminals send them, and the inputs expected from them.
const KEYS: &[(&str, &str)] = &[
    ("j", "j"),
    ("J", "J"),
    (" ", "Space"),
    ("é", "é"),
    ("й日👍", "й 日 👍"),
    ("\r", "Enter"),
    ("\n", "Ctrl-j"),
    ("\t", "Tab"),
    ("\x7f", "Backspace"),
    ("\x08", "Ctrl-h"),
    ("\x00", "Ctrl-Space"),
    ("\x03\x1a", "Ctrl-c Ctrl-z"),
    ("\x1c\x1d\x1e\x1f", "Ctrl-4 Ctrl-5 Ctrl-6 Ctrl-7"),
    // Arrows and the like.
    ("\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F", "Up Down Right Left Home End"),
    ("\x1bOA\x1bOB\x1bOC\x1bOD\x1bOH\x1bOF", "Up Down Right Left Home End"),
    ("\x1b[1;5A\x1b[1;3B\x1b[1;7C\x1b[1;2D", "Ctrl-Up Alt-Down Ctrl-Alt-Right Left"),
    ("\x1b[;5H\x1b[5F\x1bO5D\x1bO1;3P", "Ctrl-Home Ctrl-End Ctrl-Left Alt-F1"),
    ("\x1b[1~\x1b[2~\x1b[3~\x1b[4~\x1b[5~\x1b[6~\x1b[7~\x1b[8~", "Home Ins Del End PgUp PgDn Home End"),
    ("\x1b[3;5~\x1b[5;3~\x1b[3^\x1b[3@", "Ctrl-Del Alt-PgUp Ctrl-Del Ctrl-Del"),
    ("\x1b[Z\x1b[1;2Z", "BackTab BackTab"),
    // rxvt.
    ("\x1b[a\x1b[d\x1bOa\x1bOc", "Up Left Ctrl-Up Ctrl-Right"),
    // Function keys.
    ("\x1bOP\x1bOQ\x1bOR\x1bOS", "F1 F2 F3 F4"),
    ("\x1b[P\x1b[Q\x1b[S\x1b[1;5P", "F1 F2 F4 Ctrl-F1"),
    ("\x1b[11~\x1b[15~\x1b[17~\x1b[21~\x1b[23~\x1b[24~\x1b[34~", "F1 F5 F6 F10 F11 F12 F20"),
    ("\x1b[15;5~", "Ctrl-F5"),
    ("\x1b[[A\x1b[[E", "F1 F5"),
    // Code points.
    ("\x1b[97u\x1b[97;5u\x1b[97;3u\x1b[97;2u\x1b[97:65;2u", "a Ctrl-a Alt-a A A"),
    ("\x1b[49:33:49;2:1;33u\x1b[1081;1u", "! й"),
    ("\x1b[9u\x1b[9;2u\x1b[13u\x1b[27u\x1b[127;5u\x1b[32u", "Tab BackTab Enter Esc Ctrl-Backspace Space"),
    ("\x1b[57399u\x1b[57414u\x1b[57417;5u\x1b[57376u\x1b[57398u", "0 Enter Ctrl-Left F13 F35"),
    ("\x1b[27;5;97~\x1b[27;2;65~\x1b[27;2;9~\x1b[27;5;13~", "Ctrl-a A BackTab Ctrl-Enter"),
    // A press, a repeat and a release.
    ("\x1b[97;1:1u\x1b[97;1:2u\x1b[97;1:3u", "a a"),
    ("\x1b[1;1:1B\x1b[1;1:3B\x1b[3;5:2~\x1b[3;5:3~", "Down Ctrl-Del"),
    // Keys without a name.
    ("\x1b[57358u\x1b[57441;2u\x1b[57440u\x1b[E\x1bOE\x1b[99~", ""),
    // The mouse.
    ("\x1b[<0;4;8M\x1b[<0;4;8m", "[press 3 7]"),
    ("\x1b[<64;4;8M\x1b[<65;4;8M\x1b[<69;4;8M", "[up 3 7] [down 3 7] [down 3 7]"),
    ("\x1b[<0;300;8M", "[press 299 7]"),
    ("\x1b[<1;4;8M\x1b[<2;4;8M\x1b[<35;4;8M\x1b[<32;4;8M\x1b[<66;4;8M\x1b[<0;0;8M\x1b[<0;70000;8M", ""),
    ("\x1b[M $(\x1b[M#$(\x1b[M`$(\x1b[Ma$(\x1b[M  (", "[press 3 7] [up 3 7] [down 3 7]"),
    ("\x1b[32;4;8M\x1b[97;4;8M\x1b[35;4;8M", "[press 3 7] [down 3 7]"),
    // Pastes.
    ("\x1b[200~Quit now\x1b[201~", "[Quit now]"),
    ("\x1b[200~\x1b[201~", "[]"),
    ("\x1b[200~a\rb\x1b[31m\x1b\x1b[20\x1b[201~", "[a\rb\x1b[31m\x1b\x1b[20]"),
    ("\x1b[201~", ""),
];

/// Esc, keys with Alt, and introducers without a sequence.
const ALT_KEYS: &[(&str, &str)] = &[
    ("\x1b", "Esc"),
    ("\x1b\x1b", "Esc Esc"),
    ("\x1bx", "Alt-x"),
    ("\x1bé", "Alt-é"),
    ("\x1b\r", "Alt-Enter"),
    ("\x1b\x7f", "Alt-Backspace"),
    ("\x1b\x04", "Ctrl-Alt-d"),
    ("\x1b\\", "Alt-\\"),
    ("\x1b[", "Alt-["),
    ("\x1bO", "Alt-O"),
    ("\x1bP", "Alt-P"),
    ("\x1b]\x1b]", "Alt-] Alt-]"),
    ("\x1b_\x1b", "Alt-_ Esc"),
    ("\x1b[\x1b[B", "Alt-[ Down"),
    ("\x1bO\r", "Alt-O Enter"),
];

/// Reports that terminals send, unasked or requested by a previous program: replies, changes of theme, size and focus.
const REPORTS: &[&str] = &[
    "\x1b[?997;1n",
    "\x1b[?1;1R",
    "\x1b[24;80R",
    "\x1b[1;5R",
    "\x1b[R",
    "\x1b[0n",
    "\x1b[?1;2c",
    "\x1b[>1;95;0c",
    "\x1b[?62;22;52c",
    "\x1b[6;18;9t",
    "\x1b[48;24;80;480;800t",
    "\x1b[8;24;80t",
    "\x1b[I",
    "\x1b[O",
    "\x1b[?2026;2$y",
    "\x1b[?1u",
    "\x1b[?0;1;1S",
    "\x1b[=1;2{",
    "\x1b[1;1;1;1;1;1*y",
    "\x1b[1;2;3 q",
    "\x1bP>|XTerm(390)\x1b\\",
    "\x1bP1$r0 q\x1b\\",
    "\x1bP1+r524742=38\x1b\\",
    "\x1bP!|00000000\x1b\\",
    "\x1bP\x1b\\",
    "\x1b_Gi=1;OK\x1b\\",
    "\x1b_\x1b\\",
    "\x1b]11;rgb:ffff/ffff/ffff\x07",
    "\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
    "\x1b]52;c;UXVpdA==\x07",
    "\x1b]l日本語 Quit\x1b\\",
    "\x1b]\x07",
    "\x1b^Quit\x1b\\",
    "\x1bXQuit\x07",
];

#[test]
fn keys_mouse_and_pastes_are_recognized() {
    for (bytes, names) in KEYS.iter().chain(ALT_KEYS) {
        assert_eq!(named(&at_once(bytes.as_bytes())), *names, "{bytes:?}");
    }
}

#[test]
fn keys_typed_quickly_after_escape_are_kept() {
    for (key, names) in [
        ("j", "Esc j j"),
        ("]", "Esc ] ]"),
        ("J", "Esc J J"),
        ("é", "Esc é é"),
        ("\r", "Esc Enter Enter"),
        ("\x1b", "Esc Esc Esc"),
        ("\x1b[B", "Esc Down Down"),
    ] {
        let pieces = [b"\x1b", key.as_bytes(), key.as_bytes()].map(|piece| (millis(5), piece));
        assert_eq!(named(&paced(&pieces)), names);
        let once = paced(&[(millis(0), b"\x1b"), (millis(5), format!("{key}{key}").as_bytes())]);
        assert_eq!(named(&once), names);
    }
    for (keys, names) in
        [("[", "Esc ["), ("O", "Esc O"), ("P", "Esc P"), ("]\x1b[B", "Esc ] Down"), ("_\r", "Esc _ Enter")]
    {
        assert_eq!(named(&paced(&[(millis(0), b"\x1b"), (millis(5), keys.as_bytes())])), names, "{keys:?}");
    }
}

#[test]
fn split_sequence_is_one_key() {
    for (bytes, names) in KEYS {
        let bytes = bytes.as_bytes();
        for at in 1..bytes.len() {
            let (first, second) = bytes.split_at(at);
            for pause in [0, 1, 25, 49] {
                let found = paced(&[(Duration::ZERO, first), (millis(pause), second)]);
                assert_eq!(named(&found), *names, "{first:?}, {pause} ms, {second:?}");
            }
        }
        let single: Vec<(Duration, &[u8])> = bytes.chunks(1).map(|byte| (millis(30), byte)).collect();
        assert_eq!(named(&paced(&single)), *names, "{bytes:?}");
    }
}

#[test]
fn reports_are_dropped_whole() {
    for report in REPORTS {
        let bytes = [b"j", report.as_bytes(), b"k", report.as_bytes(), b"\x1b[B"].concat();
        for at in 0..bytes.len() {
            let (first, second) = bytes.split_at(at);
            let found = paced(&[(Duration::ZERO, first), (millis(40), second)]);
            assert_eq!(named(&found), "j k Down", "{first:?} {second:?}");
        }
    }
}

#[test]
fn string_is_ended_by_the_next_escape() {
    for (bytes, names) in [
        ("\x1b]0;title\x1b[Bj", "Down j"),
        ("\x1bP>|XTerm(390)\x1bOPj", "F1 j"),
        ("\x1b_Gi=1;OK\x1b[200~Quit\x1b[201~j", "[Quit] j"),
        ("\x1b]0;a\x1b]0;b\x1b\\j", "j"),
        ("\x1b]0;title\x1b\x1b", "Esc Esc"),
        ("\x1b]0;title\x1bx", "Alt-x"),
        // Controls that are not allowed in a string were typed.
        ("\x1b]0;title\x03j", "Ctrl-c j"),
        ("\x1bP\x1aj", "Alt-P Ctrl-z j"),
    ] {
        assert_eq!(named(&at_once(bytes.as_bytes())), names, "{bytes:?}");
    }
}

#[test]
fn lone_escape_is_the_key_after_a_short_wait() {
    let (mut tokenizer, mut found, now) = (Tokenizer::new(), Vec::new(), Instant::now());
    assert_eq!(tokenizer.deadline(), None, "no deadline while no sequence is pending");
    tokenizer.feed(b"j\x1b", now, &mut found);
    assert_eq!(tokenizer.deadline(), Some(now + ESC_TIMEOUT));
    tokenizer.give_up(now + millis(49), &mut found);
    assert_eq!(named(&found), "j");
    tokenizer.give_up(now + ESC_TIMEOUT, &mut found);
    assert_eq!((named(&found).as_str(), tokenizer.deadline()), ("j Esc", None));
    // A letter that arrives later is a letter.
    assert_eq!(named(&paced(&[(millis(0), b"\x1b"), (millis(51), b"j")])), "Esc j");
    assert_eq!(named(&paced(&[(millis(0), b"\x1b"), (millis(20), b"j")])), "Esc j");
    assert_eq!(named(&paced(&[(millis(0), b"\x1bj")])), "Alt-j");
    assert_eq!(named(&paced(&[(millis(0), b"\x1b"), (millis(20), b"\x1b"), (millis(30), b"[A")])), "Esc Up");
}

#[test]
fn incomplete_sequence_times_out() {
    for partial in
        ["\x1b[1;", "\x1b]0;title", "\x1bP>|XTerm", "\x1b_G", "\x1b[M ", "\x1b[[", "\x1bO5", "\u{e9}"]
    {
        let partial = &partial.as_bytes()[..partial.len() - usize::from(partial == "\u{e9}")];
        let found = paced(&[(Duration::ZERO, partial), (BYTE_TIMEOUT + millis(1), b"j")]);
        assert_eq!(named(&found), "j", "{partial:?}");
    }
    // Even if keys keep arriving.
    let held: Vec<(Duration, &[u8])> = std::iter::repeat_n((millis(30), b"j".as_slice()), 200).collect();
    let found = paced(&[&[(Duration::ZERO, b"\x1b]0;title".as_slice())], held.as_slice()].concat());
    assert!(found.len() > 100, "{} of 200, in six seconds", found.len());
}

#[test]
fn overlong_sequence_is_dropped_and_the_next_key_is_kept() {
    let digits = [b"\x1b[".as_slice(), &vec![b'1'; MAX_SEQUENCE_LEN + 1], b"qj"].concat();
    assert_eq!(named(&at_once(&digits)), "j", "the final letter belongs to the sequence");
    let digits = [b"\x1b[".as_slice(), &vec![b'1'; MAX_STRING_LEN + 1], b"j"].concat();
    assert_eq!(named(&at_once(&digits)), "j");
    let text = [b"\x1b]".as_slice(), &vec![b'Q'; MAX_STRING_LEN + 1], b"j"].concat();
    assert_eq!(named(&at_once(&text)), "j");
    let text = [b"\x1b]".as_slice(), &vec![b'Q'; MAX_STRING_LEN - 1], b"\x07j"].concat();
    assert_eq!(named(&at_once(&text)), "j");
}

#[test]
fn malformed_sequence_does_not_consume_the_next_key() {
    for (bytes, names) in [
        ("\x1b[1;5\x1b[B", "Down"),
        ("\x1b[M\0\0\0j", "j"),
        ("\x1b[[\r", "Enter"),
        ("\x1b[[zj", "j"),
        ("\x1bO5\r", "Enter"),
        ("\x1b[99999999999~j\x1b[1;99999999999Aj\x1b[1;x~j", "j j ~ j"),
    ] {
        assert_eq!(named(&at_once(bytes.as_bytes())), names, "{bytes:?}");
    }
}

/// A control or accented letter right after `ESC [ 1` was not typed; a moment later it may have been.
#[test]
fn invalid_byte_ends_a_sequence_only_if_it_was_typed() {
    for typed in ["\x03", "é", "\x7f"] {
        let name = named(&at_once(typed.as_bytes()));
        let at_once = at_once(format!("\x1b[1;5{typed}qj").as_bytes());
        assert_eq!(named(&at_once), "j", "{typed:?}");
        let later = paced(&[
            (Duration::ZERO, b"\x1b[1;5"),
            (MIN_KEY_INTERVAL, typed.as_bytes()),
            (MIN_KEY_INTERVAL, b"j"),
        ]);
        assert_eq!(named(&later), format!("{name} j"), "{typed:?}");
    }
    for junk in ["\x1b[\x01qj", "\x1b[?1\rqj", "\x1b[12\u{80}qj"] {
        assert_eq!(named(&at_once(junk.as_bytes())), "j", "{junk:?}");
    }
    let bytes: Vec<(Duration, &[u8])> = b"\x1b[1\x01qj".chunks(1).map(|byte| (millis(3), byte)).collect();
    assert_eq!(named(&paced(&bytes)), "j");
}

/// UTF-8 terminals do not send 8-bit introducers; if one arrives, it introduces a sequence.
#[test]
fn eight_bit_introducers_start_sequences() {
    for bytes in [
        b"\x9bqj".as_slice(),
        b"\x9b?997;1nj",
        b"\x9d11;q\x07j",
        b"\x9fqq\x07j",
        b"\xc2\x9bqj",
        b"\xc2\x9d11;q\x1b\\j",
    ] {
        assert_eq!(named(&at_once(bytes)), "j", "{bytes:?}");
    }
    assert_eq!(named(&at_once(b"\x9bB\x8fQ")), "Down F2");
}

#[test]
fn slow_mouse_report_and_slow_paste_marker_are_not_split() {
    let found = paced(&[(millis(0), b"\x1b[<64;4"), (millis(1_500), b"0;10Mj")]);
    assert_eq!(named(&found), "[up 39 9] j");
    let found = paced(&[(millis(0), b"\x1b[200"), (millis(1_500), b"~q\x1b[201~j")]);
    assert_eq!(named(&found), "[q] j");
}

#[test]
fn invalid_bytes_are_dropped() {
    for (bytes, names) in [
        (b"a\xffb".as_slice(), "a b"),
        (b"a\x80\xc0b", "a b"),
        (b"\xc3j", "j"),
        (b"\xe2\x82\x1b[B", "Down"),
        (b"\xe2\xe2\x82\xac", "€"),
        (b"\xed\xa0\x80j", "j"),
        // Control characters in UTF-8 are never typed.
        (b"\xc2\x81j", "j"),
    ] {
        assert_eq!(named(&at_once(bytes)), names, "{bytes:?}");
    }
}

#[test]
fn pending_sequence_is_dropped_when_the_terminal_is_lent() {
    for partial in ["\x1b", "\x1b[", "\x1b[1;", "\x1b]0;", "\u{e9}"] {
        let partial = &partial.as_bytes()[..partial.len() - usize::from(partial == "\u{e9}")];
        let (mut tokenizer, mut found, now) = (Tokenizer::new(), Vec::new(), Instant::now());
        tokenizer.feed(partial, now, &mut found);
        tokenizer.interrupt(now);
        assert_eq!(tokenizer.deadline(), None);
        tokenizer.feed(b"j", now, &mut found);
        assert_eq!(named(&found), "j", "{partial:?}");
    }
}

/// What a terminal sends in one write, except [`ALT_KEYS`]: keys, mouse events, reports and pastes.
fn token() -> impl Strategy<Value = Vec<u8>> {
    let keys = KEYS.iter().map(|(bytes, _)| bytes.as_bytes().to_vec());
    let known: Vec<Vec<u8>> = keys.chain(REPORTS.iter().map(|report| report.as_bytes().to_vec())).collect();
    prop_oneof![
        4 => proptest::sample::select(known),
        2 => "\x1b\\[[<=>?]?[0-9:;]{0,12}[ -/]{0,2}[@-LN-Z\\\\-~]".prop_map(String::into_bytes),
        2 => "\x1b(\\][0-9]|[PX^_])[ -~é日]{0,20}(\x07|\x1b\\\\)".prop_map(String::into_bytes),
        1 => "\x1b\\[200~[ -~\r\x1b]{0,20}\x1b\\[201~".prop_map(String::into_bytes),
        1 => any::<char>().prop_filter("no Esc", |character| *character != '\x1b').prop_map(|character| character.to_string().into_bytes()),
    ]
}

/// Any bytes, including truncated and malformed sequences.
fn anything() -> impl Strategy<Value = Vec<u8>> {
    let alt: Vec<Vec<u8>> = ALT_KEYS.iter().map(|(bytes, _)| bytes.as_bytes().to_vec()).collect();
    prop_oneof![
        token(),
        proptest::sample::select(alt),
        prop::collection::vec(prop_oneof![Just(ESC), any::<u8>()], 0..6),
        "\x1b[\\]PX^_\\[O][ -~é日]{0,20}".prop_map(String::into_bytes),
    ]
}

/// Splits bytes into pieces, each some milliseconds after the previous one.
fn split<'a>(bytes: &'a [u8], cuts: &[(prop::sample::Index, u64)]) -> Vec<(Duration, &'a [u8])> {
    let mut at: Vec<(usize, u64)> =
        cuts.iter().map(|(index, pause)| (index.index(bytes.len() + 1), *pause)).collect();
    at.sort_unstable();
    let (mut pieces, mut from, mut pause) = (Vec::new(), 0, 0);
    for (to, next) in at {
        pieces.push((millis(pause), &bytes[from..to]));
        (from, pause) = (to, next);
    }
    pieces.push((millis(pause), &bytes[from..]));
    // Several pauses at one place would add up to a longer one.
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

proptest! {
    #[test]
    fn splitting_terminal_output_does_not_change_the_keys(
        tokens in prop::collection::vec(token(), 0..12),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_u64..50), 0..12),
    ) {
        let bytes = tokens.concat();
        let pieces = split(&bytes, &cuts);
        prop_assert_eq!(named(&paced(&pieces)), named(&at_once(&bytes)), "{:?}", pieces);
    }

    /// Without pauses, splitting any bytes makes no difference.
    #[test]
    fn splitting_any_bytes_does_not_change_the_keys(
        tokens in prop::collection::vec(anything(), 0..12),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), Just(0_u64)), 0..12),
    ) {
        let bytes = tokens.concat();
        let pieces = split(&bytes, &cuts);
        prop_assert_eq!(named(&paced(&pieces)), named(&at_once(&bytes)), "{:?}", pieces);
    }

    #[test]
    fn reports_among_keys_are_ignored(
        reports in prop::collection::vec(
            prop_oneof![
                "\x1b\\[[=>?][0-9:;]{0,12}[ -/]{0,2}[@-~]",
                "\x1b\\[[0-9:;]{0,12}[ -/]{1,2}[@-~]",
                "\x1b\\[[0-9;]{1,12}[EGIJKLNOTUVWXYRcefghijklnopqrstvwxyz{|}]",
                "\x1b[\\]PX^_][ -~é日]{0,30}(\x07|\x1b\\\\)",
            ],
            0..8,
        ),
    ) {
        let bytes: String = reports.iter().flat_map(|report| [report.as_str(), "j"]).collect();
        prop_assert_eq!(named(&at_once(bytes.as_bytes())), vec!["j"; reports.len()].join(" "));
    }

    #[test]
    fn no_byte_of_a_paste_is_a_key(text in "[ -~\r\n\t\x00\x03\x1a\x1b\\[20~]{0,200}", cut in 1_usize..8) {
        prop_assume!(!text.contains("\x1b[201~"));
        let bytes = format!("\x1b[200~{text}\x1b[201~");
        let pieces: Vec<(Duration, &[u8])> =
            bytes.as_bytes().chunks(cut).map(|piece| (millis(45), piece)).collect();
        prop_assert_eq!(paced(&pieces), vec![Input::Paste(text)]);
    }

    #[test]
    fn keys_work_again_after_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let found = paced(&[(Duration::ZERO, &bytes), (SEQUENCE_TIMEOUT, b"\x1b[201~j")]);
        prop_assert_eq!(found.last(), Some(&Input::Key(Key::char('j'))));
    }
}
