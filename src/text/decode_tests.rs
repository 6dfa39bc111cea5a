use super::*;
use encoding_rs::{WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
use proptest::prelude::*;

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "{text} does not exist in {}", encoding.name());
    bytes.into_owned()
}

fn utf16(text: &str, bom: bool, endian: fn(u16) -> [u8; 2]) -> Vec<u8> {
    bom.then_some(0xFEFF).into_iter().chain(text.encode_utf16()).flat_map(endian).collect()
}

#[test]
fn short_legacy_texts_are_recognised() {
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
fn bom_wins_and_is_removed() {
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
fn declaration_beats_utf8_and_detection() {
    assert_eq!(decode("é".as_bytes(), Some("latin1")).text, "Ã©");
    assert_eq!(decode(b"\xCF", Some("CP1251")).text, "П");
    assert_eq!(decode(&utf16("Kyiv", false, u16::to_le_bytes), Some("utf-16")).text, "Kyiv");
}

#[test]
fn impossible_declaration_is_ignored() {
    assert_eq!(decode("é".as_bytes(), Some("klingon")).text, "é");
    assert_eq!(decode("é".as_bytes(), Some("iso-2022-kr")).text, "é");
    assert_eq!(decode("é".as_bytes(), Some("utf-16")).text, "é");
    assert_eq!(decode(b"caf\xE9", Some("utf-8")), decode(b"caf\xE9", None));
}

#[test]
fn slightly_damaged_utf8_stays_utf8() {
    let whole = "Зеленский и Ермак в Женеве";
    let cut = &whole.as_bytes()[..whole.len() - 1];
    let decoded = decode(cut, None);
    assert_eq!((decoded.encoding, decoded.undecoded), ("UTF-8", 1));
    assert!(decoded.text.starts_with("Зеленский и Ермак в Женев"));
    assert!(decoded.text.ends_with('\u{FFFD}'));
}

/// Two quotation marks of three bytes each outweigh one stray byte.
#[test]
fn one_broken_byte_beside_two_quotation_marks_is_damage() {
    let decoded = decode(b"The envoy\xE2s plan is \xE2\x80\x9Cdead\xE2\x80\x9D, she said.", None);
    assert_eq!(decoded.text, "The envoy\u{FFFD}s plan is “dead”, she said.");
    assert_eq!((decoded.encoding, decoded.undecoded), ("UTF-8", 1));
}

#[test]
fn bytes_that_make_words_in_no_encoding_are_damage() {
    let text = b"The envoy landed in Geneva on Monday and went to the hotel at once. ".repeat(8);
    let damaged = [&text, b"Ms. Lindq\xFF\xFE\x80\xC3vist was there. ".as_slice(), &text].concat();
    let decoded = decode(&damaged, None);
    assert_eq!((decoded.encoding, decoded.undecoded), ("UTF-8", 4));
    assert!(decoded.text.contains("Lindq\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}vist"));
    let sound = [&text, b"It cost 5 \x80 \x96 or 4\xA0000 \xA9 in M\xFCnchen. ".as_slice(), &text].concat();
    assert_eq!(decode(&sound, None).encoding, "windows-1252");
}

#[test]
fn one_or_two_non_ascii_letters_are_western() {
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
    assert!(decode(&polish, None).text.contains("Wałęsa"), "not words in Windows-1252");
}

#[test]
fn ascii_is_utf8() {
    assert_eq!(decode(b"", None), Decoded { text: String::new(), encoding: "UTF-8", undecoded: 0 });
    assert_eq!(decode(b"Kyiv", None).encoding, "UTF-8");
}

proptest! {
    #[test]
    fn utf8_decodes_to_itself(text in "[^\u{FEFF}\\p{Cc}][^\\p{Cc}]*") {
        let decoded = decode(text.as_bytes(), None);
        prop_assert_eq!(decoded, Decoded { text, encoding: "UTF-8", undecoded: 0 });
    }

    #[test]
    fn any_bytes_decode(bytes: Vec<u8>, declared in prop::option::of("[a-z0-9-]{0,12}")) {
        decode(&bytes, declared.as_deref());
    }

    #[test]
    fn utf16_with_a_bom_round_trips(text: String, big: bool) {
        let endian = if big { u16::to_be_bytes } else { u16::to_le_bytes };
        prop_assert_eq!(decode(&utf16(&text, true, endian), None).text, text);
    }
}

#[test]
fn only_decoding_errors_are_counted() {
    let original = "one \u{FFFD} and \u{FFFD} two";
    assert_eq!(decode(original.as_bytes(), None).undecoded, 0);
    let broken = [original.as_bytes(), "ї".repeat(8).as_bytes(), b"\xFF"].concat();
    let decoded = decode(&broken, None);
    assert_eq!((decoded.undecoded, decoded.encoding), (1, "UTF-8"));
    assert_eq!(decode(&utf16(original, true, u16::to_le_bytes), None).undecoded, 0);
    let unassigned = decode(b"caf\xE9 \x81 caf\xE9", Some("windows-1252"));
    assert_eq!((unassigned.text.as_str(), unassigned.undecoded), ("café \u{FFFD} café", 1));
}

#[test]
fn surrogates_are_malformed_utf8() {
    let bytes = ["Ж".repeat(20).as_bytes(), b"\xED\xA0\x80", "Ж".as_bytes()].concat();
    let decoded = decode(&bytes, None);
    assert_eq!(decoded.encoding, "UTF-8");
    assert_eq!(decoded.undecoded, 3, "no byte of it starts a character");
    assert!(decoded.text.ends_with("Ж\u{FFFD}\u{FFFD}\u{FFFD}Ж"));
}

#[test]
fn utf32_is_decoded() {
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
fn outdated_label_over_utf8_is_ignored() {
    let text = "Київ і Львів домовилися.";
    assert_eq!(decode(text.as_bytes(), Some("windows-1251")).text, text);
    assert_eq!(decode(text.as_bytes(), Some("utf-16")).text, text);
    assert_eq!(decode(text.as_bytes(), Some("gb18030")).text, text);
    let short = "Київ";
    assert_ne!(decode(short.as_bytes(), Some("gb18030")).text, short, "a few characters may be an accident");
}

#[test]
fn byte_order_of_declared_utf16_is_detected() {
    let text = "Kyiv — Київ";
    for endian in [u16::to_le_bytes, u16::to_be_bytes] {
        for label in ["utf-16", "utf-16le", "utf-16be"] {
            assert_eq!(decode(&utf16(text, false, endian), Some(label)).text, text);
        }
    }
}

#[test]
fn iso_2022_jp_is_distinguished_from_terminal_escapes() {
    let text = "特使は東京に到着した。\n";
    let bytes = encoded(encoding_rs::ISO_2022_JP, text);
    assert_eq!(decode(&bytes, None).text, text);
    assert_eq!(decode(b"\x1b[31mred\x1b[0m", None).encoding, "UTF-8");
    assert_eq!(decode(b"\x1b$B costs", None).encoding, "UTF-8", "an escape that does not decode");
}

#[test]
fn iso_2022_jp_declared_over_utf8_is_ignored() {
    let text = "東京で記者会見が開かれました";
    let decoded = decode(text.as_bytes(), Some("iso-2022-jp"));
    assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.undecoded), (text, "UTF-8", 0));
}

#[test]
fn head_may_end_inside_a_character() {
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
