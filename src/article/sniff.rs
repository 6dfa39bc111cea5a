//! Detects the format of a file by its first bytes, and by its name only if those are inconclusive.
//!
//! Content is more reliable than names: a saved page named `.txt` is still a page. But text has few signatures, so
//! formats without one (plain text, Markdown, tables) are decided by the extension.

use crate::article::formats::Format;
use crate::article::mbox::is_postmark;
use crate::article::office;
use crate::text::decode::{self, decode_head};

/// Number of bytes at the start of a file used for detection.
pub const HEAD: usize = 8 * 1024;

/// Signatures of binary formats.
const SIGNATURES: &[(&[u8], Format)] = &[
    (b"\x1f\x8b", Format::Gzip),
    (b"\x28\xb5\x2f\xfd", Format::Zstd),
    (b"\xfd7zXZ\0", Format::Xz),
    (b"PK\x03\x04", Format::Zip),
    (b"PK\x05\x06", Format::Zip),
    (b"%PDF-", Format::Pdf),
    (b"SQLite format 3\0", Format::Newsboat),
];

/// Offset and bytes of the tar signature (POSIX `ustar`, also GNU).
const TAR_SIGNATURE: (usize, &[u8]) = (257, b"ustar");
/// An EPUB is a zip archive whose first file, stored uncompressed, names the type (EPUB OCF 3.3, 4.3).
const EPUB_SIGNATURE: &[u8] = b"mimetypeapplication/epub+zip";
/// Offset of that signature.
const EPUB_SIGNATURE_OFFSET: usize = 30;

/// Root elements and the formats they indicate; case and namespace prefixes are ignored.
const ROOTS: &[(&str, Format)] = &[
    ("html", Format::Html),
    ("head", Format::Html),
    ("body", Format::Html),
    ("rss", Format::Feed),
    ("feed", Format::Feed),
    ("entry", Format::Feed),
    ("rdf", Format::Feed),
    ("opml", Format::Opml),
];

/// Header fields at the start of emails, in lower case.
const MAIL_FIELDS: &[&str] = &[
    "received",
    "return-path",
    "delivered-to",
    "message-id",
    "from",
    "to",
    "subject",
    "date",
    "mime-version",
    "content-type",
    "reply-to",
    "cc",
    "sender",
    "x-mozilla-status",
    "dkim-signature",
    "arc-seal",
    "authentication-results",
    "list-id",
];
/// Minimum number of lines with one of these fields: people also start texts with "From:" or "Subject:".
const MIN_MAIL_FIELDS: usize = 3;

/// Detects the format of a file. `extension` is that of its name, without the dot. None if the format is unknown. That
/// is so for bytes that are not text, for an office document in a zip archive, and for text without a signature whose
/// extension is missing, unknown, or that of a feed, a list of feeds or a binary format. It is also so for text that
/// declares itself XML but has no root element in `ROOTS`, if its extension is that of plain text or Markdown.
pub fn sniff(head: &[u8], extension: Option<&str>) -> Option<Format> {
    let by_name = extension.and_then(Format::from_extension);
    if let Some((_, format)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
        return refine_signature(*format, head, by_name);
    }
    // The fourth byte is the block size, '1' to '9'; "BZh" alone may start a text.
    if head.starts_with(b"BZh") && head.get(4..10) == Some(b"1AY&SY") {
        return Some(Format::Bzip2);
    }
    if head.get(TAR_SIGNATURE.0..).is_some_and(|rest| rest.starts_with(TAR_SIGNATURE.1)) {
        return Some(Format::Tar);
    }
    let sniff_decoded = |text: &str| sniff_text(text.trim_start(), by_name);
    let format = if let Some(text) = clean_utf8(head) {
        sniff_decoded(text)
    } else {
        let decoded = decode_head(head);
        if !decode::is_text(&decoded) {
            return None;
        }
        sniff_decoded(&decoded.text)
    };
    format.or(by_name.filter(|format| may_be_text(*format) && !(is_xml(head) && is_prose(*format))))
}

/// Returns the bytes as text if they are UTF-8 and contain no C0 control characters other than tabs and line ends. Fast
/// path: nearly all text is like that. Drops a byte order mark and a truncated last character.
fn clean_utf8(head: &[u8]) -> Option<&str> {
    // Checking every byte is faster than stopping at the first match, since it vectorizes.
    let is_control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    if head.iter().fold(false, |found, byte| found | is_control(byte)) {
        return None;
    }
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(head.get(..error.valid_up_to())?).ok()?
        }
        Err(_) => return None,
    };
    Some(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn refine_signature(format: Format, head: &[u8], by_name: Option<Format>) -> Option<Format> {
    match format {
        Format::Zip
            if head.get(EPUB_SIGNATURE_OFFSET..).is_some_and(|rest| rest.starts_with(EPUB_SIGNATURE)) =>
        {
            Some(Format::Epub)
        }
        Format::Zip if by_name == Some(Format::Epub) => Some(Format::Epub),
        // Office documents are zip archives too, but nobody wants to see one as a folder.
        Format::Zip if office::advice(head).is_some() => None,
        other => Some(other),
    }
}

/// Detects the format of text by its start.
fn sniff_text(text: &str, by_name: Option<Format>) -> Option<Format> {
    if text.starts_with('<') {
        return match sniff_root(text) {
            Root::Known(format) => Some(format),
            // The head is too short, so the name decides.
            Root::NotReached => {
                by_name.filter(|format| matches!(format, Format::Feed | Format::Opml | Format::Html))
            }
            Root::Other => None,
        };
    }
    let has_postmark = || text.lines().next().is_some_and(|line| is_postmark(line.as_bytes()));
    if text.starts_with("From ")
        && has_postmark()
        && text.lines().nth(1).is_some_and(|line| field_name(line).is_some())
    {
        return Some(Format::Mbox);
    }
    if text.starts_with(['{', '[']) {
        return sniff_json(text, by_name);
    }
    let mut fields =
        text.lines().take_while(|line| !line.is_empty()).filter(|line| !line.starts_with([' ', '\t']));
    let is_known = |line: &&str| {
        field_name(line)
            .is_some_and(|field| MAIL_FIELDS.iter().any(|other| other.eq_ignore_ascii_case(field)))
    };
    let header: Vec<&str> = fields.by_ref().take(40).collect();
    let all_are_fields = header.iter().all(|line| field_name(line).is_some());
    let is_mail = all_are_fields && header.iter().filter(|line| is_known(line)).count() >= MIN_MAIL_FIELDS;
    is_mail.then_some(Format::Mail)
}

/// Returns the name of the header field that a line starts with, if any (RFC 5322, 2.2).
fn field_name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
    is_name.then_some(name)
}

/// The root element of a text.
enum Root {
    Known(Format),
    /// Not in the head, which has only comments and declarations.
    NotReached,
    /// An unknown element, or none.
    Other,
}

/// Detects XML or HTML by its root element, skipping comments, declarations and processing instructions. The document
/// type `html` is enough.
fn sniff_root(text: &str) -> Root {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let after = if let Some(after) = rest.strip_prefix("<?") {
            after.split_once("?>").map(|(_, after)| after)
        } else if let Some(after) = rest.strip_prefix("<!--") {
            after.split_once("-->").map(|(_, after)| after)
        } else if let Some(after) = rest.strip_prefix("<!") {
            if after.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("doctype"))
                && after.get(7..).is_some_and(|name| starts_with_word(name.trim_start(), "html"))
            {
                return Root::Known(Format::Html);
            }
            skip_declaration(after)
        } else if rest.is_empty() {
            None
        } else {
            return sniff_element(rest).map_or(Root::Other, Root::Known);
        };
        match after {
            Some(after) => rest = after,
            None => return Root::NotReached,
        }
    }
}

/// Detects the format of text that starts with an element.
fn sniff_element(text: &str) -> Option<Format> {
    let name = text.strip_prefix('<')?.split([' ', '>', '/', '\t', '\n', '\r']).next()?;
    let local = name.rsplit(':').next()?;
    ROOTS.iter().find(|(root, _)| root.eq_ignore_ascii_case(local)).map(|(_, format)| *format)
}

/// Returns what follows a declaration; `inside` is the text after its `<!`. Skips the internal subset of a document
/// type (in brackets), which is never interpreted. None if the declaration is not closed.
fn skip_declaration(inside: &str) -> Option<&str> {
    let mut rest = inside;
    let mut brackets = 0_usize;
    loop {
        let at = rest.find(['[', ']', '>', '"', '\'', '<'])?;
        let (mark, after) = (rest.get(at..)?, rest.get(at + 1..)?);
        rest = match mark.chars().next()? {
            quote @ ('"' | '\'') => after.split_once(quote)?.1,
            '<' if after.starts_with("!--") => after.split_once("-->")?.1,
            '>' if brackets == 0 => return Some(after),
            '[' => {
                brackets += 1;
                after
            }
            ']' => {
                brackets = brackets.saturating_sub(1);
                after
            }
            _ => after,
        };
    }
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// Detects JSON, JSON Lines and JSON Feed: an object or an array of objects; in a file named `.json`, any array. Plain
/// text may start with a bracket too (`[Update]`).
fn sniff_json(text: &str, by_name: Option<Format>) -> Option<Format> {
    if let Some(inside) = text.strip_prefix('[') {
        let is_array = inside.trim_start().starts_with('{') || by_name == Some(Format::Json);
        return is_array.then_some(Format::Json);
    }
    let inside = text.strip_prefix('{')?.trim_start();
    if !inside.starts_with(['"', '}']) {
        return None;
    }
    let is_feed = text.get(..text.len().min(4096)).unwrap_or(text).contains("jsonfeed.org/version");
    if is_feed {
        return Some(Format::Feed);
    }
    let first = text.lines().next().unwrap_or_default().trim_end();
    let is_line = first.ends_with('}') && serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok();
    match by_name {
        // JSON front matter, as some site generators use.
        Some(Format::Markdown) => None,
        Some(Format::JsonLines | Format::Json) => by_name.filter(|_| !is_line).or(Some(Format::JsonLines)),
        _ if is_line => Some(Format::JsonLines),
        _ => Some(Format::Json),
    }
}

/// Returns true for formats that may be chosen by extension for text without a signature.
fn may_be_text(format: Format) -> bool {
    use Format::{Csv, Html, Json, JsonLines, Mail, Markdown, Mbox, Plain, Tsv};
    matches!(format, Plain | Markdown | Html | Csv | Tsv | Mail | Mbox | Json | JsonLines)
}

/// Returns true if the bytes declare that they are XML; no prose starts that way.
fn is_xml(head: &[u8]) -> bool {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start().starts_with(b"<?xml")
}

/// Returns true for prose formats, which have no signature.
fn is_prose(format: Format) -> bool {
    matches!(format, Format::Plain | Format::Markdown)
}

/// Returns true if the head is text: decoded as the likeliest encoding, it has almost no control characters. A
/// single NUL does not make a text binary.
pub fn is_text(head: &[u8]) -> bool {
    clean_utf8(head).is_some() || decode::is_text(&decode_head(head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_takes_precedence_over_the_name() {
        let cases: &[(&[u8], Option<&str>, Option<Format>)] = &[
            (b"<!DOCTYPE html><html>", Some("txt"), Some(Format::Html)),
            (b"\xef\xbb\xbf\n<!-- saved -->\n<HTML lang=en>", None, Some(Format::Html)),
            (b"<?xml version='1.0'?><!-- x --><rss version='2.0'>", Some("html"), Some(Format::Feed)),
            (b"<?xml version='1.0'?>\n<rdf:RDF xmlns:rdf='x'>", Some("xml"), Some(Format::Feed)),
            (b"<a:feed xmlns:a='http://www.w3.org/2005/Atom'>", None, Some(Format::Feed)),
            (b"<?xml version='1.0'?><opml version='2.0'>", Some("xml"), Some(Format::Opml)),
            (b"<?xml version='1.0'?><svg>", Some("xml"), None),
            (b"{\"version\": \"https://jsonfeed.org/version/1.1\",", Some("json"), Some(Format::Feed)),
            (b"[{\"text\": \"a\"}]", Some("json"), Some(Format::Json)),
            (b"{\n  \"title\": \"a\"\n}\n\nText", Some("md"), Some(Format::Markdown)),
            (b"{\"text\": \"a\"}\n{\"text\": \"b\"}\n", Some("json"), Some(Format::JsonLines)),
            (b"{\n  \"articles\": [", Some("json"), Some(Format::Json)),
            (b"From jo@example.org Mon Nov 24 10:00:00 2025\nFrom: Jo\n", None, Some(Format::Mbox)),
            (b"From here on: all\nSaid: nobody\n", Some("txt"), Some(Format::Plain)),
            (b"From here on\nit went wrong.", Some("txt"), Some(Format::Plain)),
            (b"Received: by x\n\tfor y\nFrom: a\nSubject: b\n\nText", None, Some(Format::Mail)),
            (b"Subject: nothing\n\nText", Some("txt"), Some(Format::Plain)),
            (b"[Update] The envoy left.", Some("txt"), Some(Format::Plain)),
            (b"{curly} text", Some("txt"), Some(Format::Plain)),
            (b"\x1f\x8b\x08", Some("txt"), Some(Format::Gzip)),
            (b"BZh91AY&SY", None, Some(Format::Bzip2)),
            (b"BZh is how it began", Some("txt"), Some(Format::Plain)),
            (b"%PDF-1.7", Some("txt"), Some(Format::Pdf)),
            (b"PK\x03\x04 [Content_Types].xml", Some("docx"), None),
            (b"title,text\na,b\n", Some("csv"), Some(Format::Csv)),
            (b"Plain words.", None, None),
            (b"body { color: red }", Some("css"), None),
            (b"\0\x01\x02", Some("txt"), None),
            (b"\xff\xfeK\0y\0", Some("txt"), Some(Format::Plain)),
            (b"", Some("txt"), Some(Format::Plain)),
            (b"", None, None),
        ];
        for (head, extension, expected) in cases {
            let shown = String::from_utf8_lossy(head);
            assert_eq!(sniff(head, *extension), *expected, "{shown} as {extension:?}");
        }
    }

    #[test]
    fn archives_are_detected_by_their_signatures() {
        let mut tar = vec![b'a'; 512];
        tar.splice(257..262, *b"ustar");
        assert_eq!(sniff(&tar, None), Some(Format::Tar));
        let epub = [b"PK\x03\x04".as_slice(), &[0; 26], EPUB_SIGNATURE].concat();
        assert_eq!(sniff(&epub, None), Some(Format::Epub));
        assert_eq!(sniff(b"PK\x03\x04", Some("epub")), Some(Format::Epub));
        assert_eq!(sniff(b"PK\x03\x04", Some("zip")), Some(Format::Zip));
    }

    #[test]
    fn utf16_pages_are_detected() {
        let wide: Vec<u8> = "\u{feff}<!doctype html><p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniff(&wide, Some("htm")), Some(Format::Html));
    }

    #[test]
    fn feeds_are_detected_after_long_prologs() {
        let declared = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY % x \"]>y\"> <!-- it's [ -->\n%x; <!ELEMENT a ANY>]><rss>";
        assert_eq!(sniff(declared.as_bytes(), None), Some(Format::Feed));
        let public = "<!DOCTYPE rss PUBLIC \"-//Netscape > 0.91//EN\" 'http://news.example/a.dtd'><rss>";
        assert_eq!(sniff(public.as_bytes(), Some("txt")), Some(Format::Feed));
        let long = |before: &str| format!("{before}{}", "so long a licence ".repeat(3_000));
        for before in
            ["<!-- ", "<?xml version='1.0'?>\n<!--", "<?xml version='1.0'?><!DOCTYPE rss [<!-- ", "<?php "]
        {
            let text = long(before);
            let head = &text.as_bytes()[..HEAD];
            for (extension, expected) in [
                ("rss", Format::Feed),
                ("atom", Format::Feed),
                ("xml", Format::Feed),
                ("rdf", Format::Feed),
                ("opml", Format::Opml),
                ("html", Format::Html),
                ("xhtml", Format::Html),
            ] {
                assert_eq!(sniff(head, Some(extension)), Some(expected), "{before} {extension}");
            }
        }
    }

    #[test]
    fn unknown_xml_is_not_plain_text() {
        for text in [
            "<?xml version=\"1.0\"?>",
            "<?xml version='1.0'?><svg>",
            "\u{feff}\n<?xml version='1.0'?>\n<note>He left.</note>",
        ] {
            for extension in [None, Some("txt"), Some("md")] {
                assert_eq!(sniff(text.as_bytes(), extension), None, "{text}");
            }
        }
        assert_eq!(sniff(b"<!-- draft -->\nHe left.", Some("md")), Some(Format::Markdown));
        assert_eq!(sniff(b"<Boris> He left.", Some("txt")), Some(Format::Plain));
    }

    #[test]
    fn a_nul_does_not_make_text_binary_and_binaries_are_not_text() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let texts = [
            b"Kyiv fell silent.\0\n".to_vec(),
            [b"A field".as_slice(), &[0], &b" of words".repeat(20)].concat(),
            b"\x1b[1mBold\x1b[0m and N\x08NA\x08A\n".to_vec(),
            wide("Міністр прибув до Львова."),
            wide("政府星期一表示，谈判将在日内瓦继续。"),
            wide("The envoy left."),
            "The envoy left.".chars().flat_map(|c| u32::from(c).to_be_bytes()).collect(),
            b"caf\xe9 au lait".to_vec(),
        ];
        for text in &texts {
            assert!(is_text(text), "{}", String::from_utf8_lossy(text));
        }
        let noise = |seed: u64| {
            let mut state = seed;
            std::iter::repeat_with(move || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (state >> 56) as u8
            })
        };
        let binaries = [
            [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0\0\x01\x90\x08\x02".as_slice(), &noise(1).take(400).collect::<Vec<_>>()].concat(),
            b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0\x40\x10\0\0\0\0\0\0".to_vec(),
            b"\xca\xfe\xba\xbe\0\0\0\x3d\0\x1c\x0a\0\x02\0\x03\x07\0\x04\x0c\0\x05\0\x06\x01\0\x10java/lang/Object".to_vec(),
            b"\xa7\r\r\n\0\0\0\0\x10\x9a\x2b\x65\x20\x01\0\0\xe3\0\0\0\0\0\0\0\0\0\0\0\0\x02\0\0\0".to_vec(),
            b"SQLite format 3\0\x10\0\x01\x01\0\x40\x20\x20\0\0\0\x02\0\0\0\x05\0\0\0\0".to_vec(),
            [b"\x1f\x8b\x08\0\0\0\0\0\0\x03".as_slice(), &noise(2).take(300).collect::<Vec<_>>()].concat(),
            [b"\xff\xfe".as_slice(), &noise(3).take(2000).collect::<Vec<_>>()].concat(),
            [b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01".as_slice(), &noise(4).take(2000).collect::<Vec<_>>()].concat(),
            (0..200_u32).flat_map(|number| (number * 37).to_le_bytes()).collect(),
            (0..200_u16).flat_map(|number| (number % 23).to_be_bytes()).collect(),
            vec![0; 4096],
            noise(5).take(8192).collect(),
            b"\0\x01\x02".to_vec(),
        ];
        for binary in &binaries {
            assert!(!is_text(binary), "{:?}", decode_head(binary));
        }
    }
}
