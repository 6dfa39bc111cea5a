use super::*;
use encoding_rs::{WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
use proptest::prelude::*;

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "{text} does not exist in {}", encoding.name());
    bytes.into_owned()
}

fn utf16(text: &str, mark: bool, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16()).flat_map(order).collect()
}

#[test]
fn small_legacy_texts_are_recognised() {
    for text in ["Путин", "Зеленский: план мира", "Київ і Львів", "В Женеве прошли переговоры", "США"]
    {
        assert_eq!(decode(&encoded(WINDOWS_1251, text), None).text, text);
    }
    for text in
        ["café", "Merkel sprach in München über Straßen.", "The “peace” plan – Zelensky’s", "it’s", "Señor"]
    {
        assert_eq!(decode(&encoded(WINDOWS_1252, text), None).text, text);
    }
    for text in ["Żeleński pojechał do Łodzi", "Zełenski i Wałęsa byli wśród gości"] {
        assert_eq!(decode(&encoded(WINDOWS_1250, text), None).text, text);
    }
}

#[test]
fn a_mark_wins_and_is_not_text() {
    let text = "План 28 points €";
    for bytes in [
        utf16(text, true, u16::to_le_bytes),
        utf16(text, true, u16::to_be_bytes),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
    ] {
        let decoded = decode(&bytes, Some("windows-1252"));
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.undecoded, 0);
    }
    assert_eq!(decode(b"\xEF\xBB\xBF", None).text, "");
    assert_eq!(decode(b"\xFF\xFEa", None).undecoded, 1, "half a code unit is damage");
}

#[test]
fn a_declaration_beats_utf8_and_detection() {
    assert_eq!(decode("é".as_bytes(), Some("latin1")).text, "Ã©");
    assert_eq!(decode(b"\xCF", Some("CP1251")).text, "П");
    assert_eq!(decode(&utf16("Kyiv", false, u16::to_le_bytes), Some("utf-16")).text, "Kyiv");
}

#[test]
fn a_declaration_that_cannot_be_is_set_aside() {
    assert_eq!(decode("é".as_bytes(), Some("klingon")).text, "é");
    assert_eq!(decode("é".as_bytes(), Some("iso-2022-kr")).text, "é");
    assert_eq!(decode("é".as_bytes(), Some("utf-16")).text, "é");
    assert_eq!(decode(b"caf\xE9", Some("utf-8")), decode(b"caf\xE9", None));
}

#[test]
fn little_damage_does_not_change_the_encoding() {
    let whole = "Зеленский и Ермак в Женеве";
    let cut = &whole.as_bytes()[..whole.len() - 1];
    let decoded = decode(cut, None);
    assert_eq!((decoded.encoding, decoded.undecoded), ("UTF-8", 1));
    assert!(decoded.text.starts_with("Зеленский и Ермак в Женев"));
    assert!(decoded.text.ends_with('\u{FFFD}'));
}

/// Two quotation marks of three bytes each say more than one byte that is no part of any.
#[test]
fn a_broken_byte_beside_two_quotation_marks_is_damage() {
    let decoded = decode(b"The envoy\xE2s plan is \xE2\x80\x9Cdead\xE2\x80\x9D, she said.", None);
    assert_eq!(decoded.text, "The envoy\u{FFFD}s plan is “dead”, she said.");
    assert_eq!((decoded.encoding, decoded.undecoded), ("UTF-8", 1));
}

#[test]
fn bytes_that_no_encoding_makes_words_of_are_damage() {
    let text = b"The envoy landed in Geneva on Monday and went to the hotel at once. ".repeat(8);
    let damaged = [&text, b"Ms. Lindq\xFF\xFE\x80\xC3vist was there. ".as_slice(), &text].concat();
    let decoded = decode(&damaged, None);
    assert_eq!((decoded.encoding, decoded.undecoded), ("UTF-8", 4));
    assert!(decoded.text.contains("Lindq\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}vist"));
    let sound = [&text, b"It cost 5 \x80 \x96 or 4\xA0000 \xA9 in M\xFCnchen. ".as_slice(), &text].concat();
    assert_eq!(decode(&sound, None).encoding, "windows-1252");
}

#[test]
fn one_or_two_letters_in_a_text_of_ascii_are_western() {
    for (bytes, read) in [
        (&b"The envoys met in Geneva on Monday. It was na\xEFve."[..], "naïve"),
        (b"The envoys met in Geneva on Monday. It was a fa\xE7ade.", "façade"),
        (b"The envoys met in Geneva on Monday, and Ms. Mu\xF1oz was there.", "Muñoz"),
        (b"The envoys met in a caf\xE9 in S\xE3o Paulo on Monday, at noon.", "café in São"),
        (b"The envoys met in Geneva on Monday, as No\xEBl and Zo\xEB had asked them to.", "Noël and Zoë"),
    ] {
        assert!(decode(bytes, None).text.contains(read), "{read}: {:?}", decode(bytes, None));
    }
    let polish = encoded(WINDOWS_1250, "The envoys met in Geneva on Monday, and Mr. Wałęsa was there.");
    assert!(decode(&polish, None).text.contains("Wałęsa"), "no words to a Western reader");
}

#[test]
fn plain_is_plain() {
    assert_eq!(decode(b"", None), Decoded { text: String::new(), encoding: "UTF-8", undecoded: 0 });
    assert_eq!(decode(b"Kyiv", None).encoding, "UTF-8");
}

proptest! {
    #[test]
    fn utf8_comes_back_as_it_is(text in "[^\u{FEFF}\\p{Cc}][^\\p{Cc}]*") {
        let decoded = decode(text.as_bytes(), None);
        prop_assert_eq!(decoded, Decoded { text, encoding: "UTF-8", undecoded: 0 });
    }

    #[test]
    fn any_bytes_have_a_reading(bytes: Vec<u8>, declared in prop::option::of("[a-z0-9-]{0,12}")) {
        decode(&bytes, declared.as_deref());
    }

    #[test]
    fn utf16_with_a_mark_comes_back(text: String, big: bool) {
        let order = if big { u16::to_be_bytes } else { u16::to_le_bytes };
        prop_assert_eq!(decode(&utf16(&text, true, order), None).text, text);
    }
}

#[test]
fn only_what_decoding_broke_is_counted() {
    let held = "one \u{FFFD} and \u{FFFD} two";
    assert_eq!(decode(held.as_bytes(), None).undecoded, 0);
    let broken = [held.as_bytes(), "ї".repeat(8).as_bytes(), b"\xFF"].concat();
    let decoded = decode(&broken, None);
    assert_eq!((decoded.undecoded, decoded.encoding), (1, "UTF-8"));
    assert_eq!(decode(&utf16(held, true, u16::to_le_bytes), None).undecoded, 0);
    let unassigned = decode(b"caf\xE9 \x81 caf\xE9", Some("windows-1252"));
    assert_eq!((unassigned.text.as_str(), unassigned.undecoded), ("café \u{FFFD} café", 1));
}

#[test]
fn halves_of_pairs_have_no_reading_in_utf8() {
    let bytes = ["Ж".repeat(20).as_bytes(), b"\xED\xA0\x80", "Ж".as_bytes()].concat();
    let decoded = decode(&bytes, None);
    assert_eq!(decoded.encoding, "UTF-8");
    assert_eq!(decoded.undecoded, 3, "no byte of it begins a character");
    assert!(decoded.text.ends_with("Ж\u{FFFD}\u{FFFD}\u{FFFD}Ж"));
}

#[test]
fn utf32_is_read() {
    let units = |text: &str| text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect::<Vec<u8>>();
    let mut bytes = units("\u{FEFF}План 😀");
    assert_eq!(decode(&bytes, None).text, "План 😀");
    bytes.extend(0xD800_u32.to_le_bytes());
    bytes.push(b'x');
    let decoded = decode(&bytes, None);
    assert_eq!((decoded.text.as_str(), decoded.undecoded), ("План 😀\u{FFFD}\u{FFFD}", 2));
    assert_eq!(decoded.encoding, "UTF-32LE");
}

#[test]
fn an_old_label_over_utf8_is_set_aside() {
    let text = "Київ і Львів домовилися.";
    assert_eq!(decode(text.as_bytes(), Some("windows-1251")).text, text);
    assert_eq!(decode(text.as_bytes(), Some("utf-16")).text, text);
    assert_eq!(decode(text.as_bytes(), Some("gb18030")).text, text);
    let short = "Київ";
    assert_ne!(decode(short.as_bytes(), Some("gb18030")).text, short, "a few characters may be an accident");
}

#[test]
fn of_utf16_that_is_declared_the_bytes_tell_the_order() {
    let text = "Kyiv — Київ";
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        for label in ["utf-16", "utf-16le", "utf-16be"] {
            assert_eq!(decode(&utf16(text, false, order), Some(label)).text, text);
        }
    }
}

#[test]
fn escapes_of_japanese_mail_are_read_and_those_of_terminals_are_not() {
    let text = "特使は東京に到着した。\n";
    let bytes = encoded(encoding_rs::ISO_2022_JP, text);
    assert_eq!(decode(&bytes, None).text, text);
    assert_eq!(decode(b"\x1b[31mred\x1b[0m", None).encoding, "UTF-8");
    assert_eq!(decode(b"\x1b$B costs", None).encoding, "UTF-8", "an escape that does not read");
}

#[test]
fn a_head_may_end_inside_a_character() {
    let text = "Прем’єр і 政府 – café ";
    for length in 0..text.len() {
        let head = decode_head(&text.as_bytes()[..length]);
        if text.is_char_boundary(length) || length > 2 {
            assert_eq!((head.encoding, head.undecoded), ("UTF-8", 0), "{length}");
        }
    }
    for encoding in [encoding_rs::SHIFT_JIS, encoding_rs::GBK, encoding_rs::EUC_JP] {
        let bytes = encoded(encoding, "政府は月曜日に発表した。政府は会議を続ける。");
        let whole = decode(&bytes, None);
        let head = decode_head(&bytes[..bytes.len() - 1]);
        assert_eq!((head.encoding, head.undecoded), (whole.encoding, 0));
    }
    let wide = utf16("Kyiv — Київ", true, u16::to_be_bytes);
    assert_eq!(decode_head(&wide[..wide.len() - 1]).text, "Kyiv — Киї");
}
