//! Decodes XML files.

use crate::article::xml::scan::{Event, Scanner};
use crate::text::decode::{Decoded, decode};

/// Length of the prefix searched for the declaration, in bytes.
const PREFIX_LEN: usize = 1024;
/// Minimum number of non-ASCII characters that prove valid UTF-8 to be UTF-8, whatever the declaration says. If a
/// single-byte encoding is declared, `decode` needs only four.
const MIN_NON_ASCII: usize = 8;

/// Decodes an XML file by its byte order mark, its declared encoding, or detection. A declared legacy encoding is
/// ignored if the file is valid UTF-8 with enough non-ASCII characters: sites that switched to UTF-8 often still
/// declare their old encoding, and so many non-ASCII characters are not valid UTF-8 by accident.
pub fn decode_xml(bytes: &[u8]) -> Decoded {
    let label = declared_encoding(bytes).filter(|_| !is_clearly_utf8(bytes));
    decode(bytes, label.as_deref())
}

/// Returns true if the bytes are valid UTF-8 with enough non-ASCII characters.
fn is_clearly_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes)
        .is_ok_and(|text| text.chars().filter(|c| !c.is_ascii()).take(MIN_NON_ASCII).count() == MIN_NON_ASCII)
}

/// Returns the encoding in `<?xml encoding="…"?>`.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..PREFIX_LEN).unwrap_or(bytes);
    let head: String =
        head.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { ' ' }).collect();
    let (_, after) = head.split_once("<?xml")?;
    let (inside, _) = after.split_once('>')?;
    let as_tag = format!("<xml {}>", inside.trim_end_matches('?'));
    Scanner::new(&as_tag).find_map(|event| match event {
        Event::Start(tag) => tag.attribute("encoding").map(|label| label.trim().to_owned()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn koi8(text: &str) -> Vec<u8> {
        encoding_rs::KOI8_R.encode(text).0.into_owned()
    }

    #[test]
    fn declared_encoding_is_used() {
        let text = "<?xml version='1.0' encoding='KOI8-R'?>\n<a>мир</a>";
        assert_eq!(decode_xml(&koi8(text)).text, text);
        let text = "<?xml version=\"1.0\" encoding=\"windows-1252\" ?><a>café</a>";
        assert_eq!(decode_xml(text.as_bytes()).text, text.replace('é', "Ã©"), "one accent proves nothing");
    }

    #[test]
    fn declaration_is_ignored_for_clearly_utf8_bytes() {
        let text = "<?xml version='1.0' encoding='ISO-8859-1'?><a>Переговоры в Женеве</a>";
        assert_eq!(decode_xml(text.as_bytes()).text, text);
    }

    #[test]
    fn undeclared_encoding_is_detected() {
        let text = "<rss><item><title>Министр прибыл в столицу на переговоры</title></item></rss>";
        assert_eq!(decode_xml(&koi8(text)).text, text);
        assert_eq!(decode_xml(b"").text, "");
        assert_eq!(decode_xml(b"<?xml encoding=").text, "<?xml encoding=");
    }
}
