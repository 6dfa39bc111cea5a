//! Which encoding an XML file is in, and its text.

use crate::article::xml::scan::{Event, Scanner};
use crate::text::decode::{Decoded, decode};

/// How many bytes from the beginning hold the declaration, if there is one.
const HEAD: usize = 1024;
/// So many characters of several bytes, and none of them broken, are UTF-8 whatever the declaration says.
const LEAST_SOUND: usize = 8;

/// The text of an XML file: by its byte order mark, the encoding that it declares, and detection. What is UTF-8 from end to end is
/// read so even if it declares one of the old encodings: servers that converted their pages long ago often go on declaring what
/// they were in, and text in those encodings is UTF-8 by no accident of this length.
pub fn decode_xml(bytes: &[u8]) -> Decoded {
    let label = declared(bytes).filter(|_| !is_surely_utf8(bytes));
    decode(bytes, label.as_deref())
}

fn is_surely_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes)
        .is_ok_and(|text| text.chars().filter(|c| !c.is_ascii()).take(LEAST_SOUND).count() == LEAST_SOUND)
}

/// The encoding that `<?xml encoding="…"?>` names.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
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
    fn the_declaration_is_believed() {
        let text = "<?xml version='1.0' encoding='KOI8-R'?>\n<a>мир</a>";
        assert_eq!(decode_xml(&koi8(text)).text, text);
        let text = "<?xml version=\"1.0\" encoding=\"windows-1252\" ?><a>café</a>";
        assert_eq!(decode_xml(text.as_bytes()).text, text.replace('é', "Ã©"), "one accent proves nothing");
    }

    #[test]
    fn a_declaration_that_the_bytes_belie_is_set_aside() {
        let text = "<?xml version='1.0' encoding='ISO-8859-1'?><a>Переговоры в Женеве</a>";
        assert_eq!(decode_xml(text.as_bytes()).text, text);
    }

    #[test]
    fn without_a_declaration_it_is_detected() {
        let text = "<rss><item><title>Министр прибыл в столицу на переговоры</title></item></rss>";
        assert_eq!(decode_xml(&koi8(text)).text, text);
        assert_eq!(decode_xml(b"").text, "");
        assert_eq!(decode_xml(b"<?xml encoding=").text, "<?xml encoding=");
    }
}
