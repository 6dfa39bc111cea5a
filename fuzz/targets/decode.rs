//! Decoding bytes of any encoding, with and without a label.

use whoswho::text::declared_encoding::declared_encoding;
use whoswho::text::decode::{Decoded, decode, decode_head, is_text};

use super::check;

/// Labels as declared by files and servers, known and unknown.
const LABELS: &[&str] = &[
    "utf-8",
    "utf-16",
    "utf-16le",
    "utf-16be",
    "windows-1251",
    "windows-1252",
    "latin1",
    "koi8-u",
    "iso-8859-2",
    "iso-8859-8-i",
    "shift_jis",
    "euc-jp",
    "iso-2022-jp",
    "gb18030",
    "gbk",
    "big5",
    "euc-kr",
    "macintosh",
    "x-mac-cyrillic",
    "x-user-defined",
    "replacement",
    "hz-gb-2312",
    "utf-7",
    "klingon",
    "",
    "\u{fe}",
];

pub fn run(data: &[u8]) {
    let plain = check::deterministic(data, || decode(data, None));
    check_decoded(&plain, data);
    let unmarked = data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data);
    if plain.encoding == "UTF-8" {
        assert_eq!(plain.text, String::from_utf8_lossy(unmarked), "UTF-8 is decoded as UTF-8");
    }
    let label = declared_encoding(data);
    check_decoded(&decode(data, label.as_deref()), data);
    check_decoded(&decode(data, Some(check::pick(data, LABELS))), data);
    let head = decode_head(data);
    check_decoded(&head, data);
    is_text(&head);
    // A head that ends inside a character is decoded like the whole.
    if let Ok(text) = std::str::from_utf8(data) {
        let cut = decode_head(&data[..data.len() / 2]);
        assert!(
            cut.encoding != "UTF-8" || text.starts_with('\u{feff}') || text.starts_with(&cut.text),
            "a head is not a prefix of the text"
        );
    }
}

fn check_decoded(decoded: &Decoded, data: &[u8]) {
    check::bounded("a text", decoded.text.len(), data.len());
    let replaced = decoded.text.matches(char::REPLACEMENT_CHARACTER).count();
    assert!(
        decoded.undecoded as usize <= replaced,
        "{} undecoded, but {replaced} replacement characters",
        decoded.undecoded
    );
    assert!(!decoded.encoding.is_empty());
}
