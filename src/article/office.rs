//! Detects office documents, which are not supported, and says what to do instead.
//!
//! Such documents may contain revisions and notes; pandoc knows which parts are text.

/// An office zip archive (OOXML, `OpenDocument`) is recognised by one of these strings, which must start within its
/// first 200 bytes.
const ZIP_MARKERS: &[&[u8]] = &[b"[Content_Types].xml", b"mimetypeapplication/vnd."];
/// First bytes of a Rich Text Format document (RTF 1.9.1).
const RTF_SIGNATURE: &[u8] = b"{\\rtf";
/// First bytes of a compound file (MS-CFB, 2.2), Word's format before 2007.
const COMPOUND_FILE_SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Returns a one-line message for an office document: what the file is and what to do. If it contains `FILE`, that is a
/// placeholder for the path. None for any other file.
pub fn advice(head: &[u8]) -> Option<&'static str> {
    let contains = |marker: &[u8]| head.windows(marker.len()).take(200).any(|window| window == marker);
    if head.starts_with(RTF_SIGNATURE)
        || head.starts_with(b"PK") && ZIP_MARKERS.iter().any(|marker| contains(marker))
    {
        return Some("an office document, not supported: use `pandoc -s FILE -t html | whoswho -`");
    }
    let legacy_advice = "an office document, not supported: save it as text or as a web page";
    head.starts_with(COMPOUND_FILE_SIGNATURE).then_some(legacy_advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn office_documents_are_detected() {
        for head in [
            &b"{\\rtf1\\ansi"[..],
            b"PK\x03\x04..[Content_Types].xml",
            b"PK\x03\x04mimetypeapplication/vnd.oasis",
        ] {
            assert!(advice(head).is_some_and(|words| words.contains("pandoc -s FILE -t html | whoswho -")));
        }
        assert!(advice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0").is_some());
        for head in [&b"{rtf"[..], b"PK\x03\x04a.txt", b"[Content_Types].xml is a file", b""] {
            assert_eq!(advice(head), None);
        }
    }
}
