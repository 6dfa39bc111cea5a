//! Decodes the bytes of a message by their declared charset, if that is plausible.

use crate::text::decode::{Decoded, decode};

/// Charset names used by mail programs but missing from the Encoding Standard, with a standard equivalent.
const ALIASES: &[(&str, &str)] = &[
    ("cp932", "shift_jis"),
    ("cp936", "gbk"),
    ("cp949", "euc-kr"),
    ("cp950", "big5"),
    ("cp50220", "iso-2022-jp"),
    ("cp50221", "iso-2022-jp"),
    ("iso-2022-jp-1", "iso-2022-jp"),
    ("iso-2022-jp-2", "iso-2022-jp"),
    ("iso-2022-jp-3", "iso-2022-jp"),
    ("iso-2022-jp-2004", "iso-2022-jp"),
    ("iso-2022-jp-ms", "iso-2022-jp"),
    ("eucjp-ms", "euc-jp"),
    ("latin-1", "iso-8859-1"),
    ("ansi", "windows-1252"),
    ("utf_8", "utf-8"),
    ("utf-8mb4", "utf-8"),
    ("mac-cyrillic", "x-mac-cyrillic"),
];

/// Names that stand for 7-bit or unknown charsets. They are ignored, since the bytes may use eight bits.
const ASCII_NAMES: &[&str] =
    &["us-ascii", "ascii", "ansi_x3.4-1968", "7bit", "unknown", "unknown-8bit", "x-unknown"];

/// Escape sequences that switch to Japanese, found only in ISO-2022-JP.
const JAPANESE_ESCAPES: &[&[u8]] = &[b"\x1b$B", b"\x1b$@"];

/// Decodes bytes. The charset is detected if none is declared, or one that is 7-bit, unknown or contradicted by the
/// bytes.
pub fn decode_text(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let declared = declared.map(|name| name.trim().trim_matches(['"', '\'']).to_ascii_lowercase());
    let is_ascii_name = |name: &String| ASCII_NAMES.contains(&name.as_str());
    let name = declared.filter(|name| !is_ascii_name(name)).or_else(|| {
        let is_japanese =
            bytes.is_ascii() && bytes.windows(3).any(|window| JAPANESE_ESCAPES.contains(&window));
        is_japanese.then(|| "iso-2022-jp".to_owned())
    });
    let alias = name.as_deref().and_then(|name| ALIASES.iter().find(|(alias, _)| *alias == name));
    decode(bytes, alias.map_or(name.as_deref(), |(_, standard)| Some(standard)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn implausible_charsets_are_ignored() {
        for (bytes, declared, expected) in [
            (b"caf\xc3\xa9".as_slice(), Some("us-ascii"), "café"),
            (b"caf\xe9", Some("\"ISO-8859-1\""), "café"),
            (b"caf\xe9", Some("latin-1"), "café"),
            (b"\xeb\xc9\xa7\xd7", Some("KOI8-U"), "Київ"),
            (b"\x1b$B@/I\\\x1b(B", Some("ISO-2022-JP"), "政府"),
            (b"\x1b$B@/I\\\x1b(B", None, "政府"),
            (b"\x1b$B@/I\\\x1b(B", Some("us-ascii"), "政府"),
            (b"\x90\xad\x95\x7b", Some("cp932"), "政府"),
            (b"plain", Some("klingon"), "plain"),
        ] {
            assert_eq!(decode_text(bytes, declared).text, expected, "{declared:?}");
        }
    }
}
