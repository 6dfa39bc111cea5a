//! Bytes to text: which encoding, and what it says.
//!
//! The order is the one that people who label their files rely on: a byte order mark, then the declared label
//! (from a header or a `meta` element), then UTF-8 if the bytes are strictly that, then detection as browsers do it.
//! Two cases need a judgement. A declaration of UTF-16 over bytes that are plain UTF-8 contradicts itself and is
//! set aside, as the HTML standard does. And a text that is UTF-8 but for a few broken bytes (cut in the middle
//! of a character, or pasted together) stays UTF-8 and is marked as damaged: reading all of it as
//! Windows-1252 would spoil every accent in it to save one.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

/// How many bytes from the first non-ASCII one detection looks at. More does not change its mind, only takes longer.
const DETECTION_WINDOW: usize = 256 * 1024;

/// How many well-formed multi-byte sequences must stand against one broken one for a text to count as damaged
/// UTF-8. In a text of another encoding well-formed sequences are rare accidents.
const SOUND_TO_BROKEN: usize = 4;

/// A text and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark. Not yet safe for a terminal: see [`super::sanitize`].
    pub text: String,
    /// The name of the encoding in the WHATWG Encoding Standard, such as `UTF-8` or `windows-1251`.
    pub encoding: &'static str,
    /// How many stretches of bytes had no reading in that encoding; each became U+FFFD.
    pub undecoded: u32,
}

/// Reads `bytes` as text. `declared` is a label that came with them (`utf-8`, `cp1251`, `latin1`); one that the
/// WHATWG Encoding Standard does not know is ignored.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, bytes.get(length..).unwrap_or_default());
    }
    let strict = std::str::from_utf8(bytes);
    if let Some(encoding) = declared.and_then(declared_encoding) {
        let contradicted =
            (encoding == UTF_16LE || encoding == UTF_16BE) && strict.is_ok() && !bytes.contains(&0);
        if encoding != UTF_8 && !contradicted {
            return decode_as(encoding, bytes);
        }
    }
    match strict {
        Ok(text) => Decoded { text: text.to_owned(), encoding: UTF_8.name(), undecoded: 0 },
        Err(_) if is_mostly_utf8(bytes) => decode_as(UTF_8, bytes),
        Err(_) => decode_as(detect(bytes), bytes),
    }
}

/// The encoding of a label, if it names one that text is written in. `replacement` and `x-user-defined` are names
/// of the standard for things that are not.
fn declared_encoding(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.as_bytes())
        .filter(|&encoding| encoding != REPLACEMENT && encoding != X_USER_DEFINED)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let undecoded = if damaged { text.matches(char::REPLACEMENT_CHARACTER).count() } else { 0 };
    Decoded {
        text: Cow::into_owned(text),
        encoding: encoding.name(),
        undecoded: u32::try_from(undecoded).unwrap_or(u32::MAX),
    }
}

/// Whether the bytes are UTF-8 with little damage: many sound sequences of several bytes for each broken one.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let mut sound = 0;
    let mut broken = 0;
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound >= broken * SOUND_TO_BROKEN
}

/// What a browser would take unlabelled bytes for, UTF-8 apart.
fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    // Two bytes before the first one that matters are context for the detector.
    let rest = bytes.get(first.saturating_sub(2)..).unwrap_or_default();
    let window = rest.get(..DETECTION_WINDOW).unwrap_or(rest);
    detector.feed(window, window.len() == rest.len());
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
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
        for text in [
            "café",
            "Merkel sprach in München über Straßen.",
            "The “peace” plan – Zelensky’s",
            "it’s",
            "Señor",
        ] {
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

    #[test]
    fn plain_is_plain() {
        assert_eq!(decode(b"", None), Decoded { text: String::new(), encoding: "UTF-8", undecoded: 0 });
        assert_eq!(decode(b"Kyiv", None).encoding, "UTF-8");
    }

    proptest! {
        #[test]
        fn utf8_comes_back_as_it_is(text in "[^\u{FEFF}].*") {
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
}
