//! Finds the encoding that a page or an XML document declares.
//!
//! This follows the prescan of the HTML standard, over more bytes than the standard requires, because saved pages may
//! have long comments before their head. It reads only tags and their attributes, so a `<meta charset>` in a comment
//! does not count. In UTF-16 nothing looks like a tag, so the encoding must be detected from the bytes.

use encoding_rs::Encoding;

/// Maximum number of bytes scanned.
const SCAN_LEN: usize = 4096;

/// Returns the name, as in the WHATWG Encoding Standard, of the encoding that an XML declaration, a `<meta charset>` or
/// a `<meta http-equiv=content-type>` in the first 4,096 bytes declares. None if there is none that the standard knows.
pub fn declared_encoding(head: &[u8]) -> Option<String> {
    let head = head.get(..SCAN_LEN).unwrap_or(head);
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    find_in_xml(head.trim_ascii_start()).or_else(|| find_in_meta(head))
}

/// Returns the standard name of the encoding with this label.
fn encoding_name(label: &[u8]) -> Option<String> {
    Encoding::for_label(label).map(|encoding| encoding.name().to_owned())
}

/// Reads `<?xml version="1.0" encoding="..."?>`, which is valid only at the start.
fn find_in_xml(head: &[u8]) -> Option<String> {
    let inside =
        head.strip_prefix(b"<?xml").filter(|rest| rest.first().is_some_and(u8::is_ascii_whitespace))?;
    let mut scanner = Scanner { rest: inside };
    while let Some(attribute) = scanner.attribute() {
        if attribute.name == b"encoding" {
            return encoding_name(attribute.value);
        }
    }
    None
}

fn find_in_meta(head: &[u8]) -> Option<String> {
    let mut scanner = Scanner { rest: head };
    while scanner.skip_to(b'<') {
        if scanner.rest.starts_with(b"<!--") {
            // `<!-->` is a complete comment: its dashes both open and close it.
            let after = scanner.rest.get(2..).unwrap_or_default();
            let end = after.windows(3).position(|window| window == b"-->")?;
            scanner.rest = after.get(end + 3..).unwrap_or_default();
            continue;
        }
        let after = scanner.rest.get(1..).unwrap_or_default();
        let is_closing = after.first() == Some(&b'/');
        let name = after.get(usize::from(is_closing)..).unwrap_or_default();
        if !name.first().is_some_and(u8::is_ascii_alphabetic) {
            let is_markup = matches!(after.first(), Some(b'!' | b'/' | b'?'));
            scanner.rest = after;
            if is_markup && !scanner.skip_to(b'>') {
                return None;
            }
            continue;
        }
        let end = name.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))?;
        let (name, rest) = name.split_at_checked(end)?;
        scanner.rest = rest;
        let attributes = std::iter::from_fn(|| scanner.attribute()).collect::<Vec<_>>();
        if !is_closing
            && name.eq_ignore_ascii_case(b"meta")
            && let Some(label) = encoding_of_meta(&attributes)
        {
            return Some(label);
        }
    }
    None
}

fn encoding_of_meta(attributes: &[Attribute<'_>]) -> Option<String> {
    // Of several attributes with the same name, the first counts.
    let value = |name: &[u8]| {
        attributes
            .iter()
            .find(|attribute| attribute.name.eq_ignore_ascii_case(name))
            .map(|attribute| attribute.value)
    };
    if let Some(charset) = value(b"charset") {
        return encoding_name(charset);
    }
    let is_pragma =
        value(b"http-equiv").is_some_and(|value| value.trim_ascii().eq_ignore_ascii_case(b"content-type"));
    let content = value(b"content").filter(|_| is_pragma)?;
    charset_of_content(content).and_then(encoding_name)
}

/// Returns the label in `text/html; charset=..`.
fn charset_of_content(content: &[u8]) -> Option<&[u8]> {
    let mut rest = content;
    loop {
        let at = rest.windows(7).position(|window| window.eq_ignore_ascii_case(b"charset"))?;
        rest = rest.get(at + 7..)?;
        if let Some(value) = rest.trim_ascii_start().strip_prefix(b"=") {
            let value = value.trim_ascii_start();
            return match value.first()? {
                quote @ (b'"' | b'\'') => {
                    let inside = value.get(1..)?;
                    inside.get(..inside.iter().position(|byte| byte == quote)?)
                }
                _ => value.split(|byte| byte.is_ascii_whitespace() || *byte == b';').next(),
            };
        }
    }
}

/// An attribute. The value is empty if it has none.
struct Attribute<'a> {
    name: &'a [u8],
    value: &'a [u8],
}

/// A scanner over the bytes not read yet.
struct Scanner<'a> {
    rest: &'a [u8],
}

impl<'a> Scanner<'a> {
    /// Skips to the next `byte`, or to the end. Returns false if there is none.
    fn skip_to(&mut self, byte: u8) -> bool {
        let at = self.rest.iter().position(|next| *next == byte);
        self.rest = at.and_then(|at| self.rest.get(at..)).unwrap_or_default();
        at.is_some()
    }

    /// Reads bytes as long as they match.
    fn take_while(&mut self, matches: impl Fn(u8) -> bool) -> &'a [u8] {
        let end = self.rest.iter().position(|byte| !matches(*byte)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, &[]));
        self.rest = rest;
        taken
    }

    /// Reads the next attribute of the tag. None at the end of the tag or of the bytes, and if the bytes end before the
    /// value after an equals sign or inside a quoted one.
    fn attribute(&mut self) -> Option<Attribute<'a>> {
        self.take_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'?'));
        if matches!(self.rest.first(), None | Some(b'>')) {
            return None;
        }
        let is_name = |byte: u8| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'/' | b'>');
        // The standard allows a name to begin with an equals sign.
        let start = self.rest;
        self.rest = self.rest.get(1..).unwrap_or_default();
        let length = 1 + self.take_while(is_name).len();
        let name = start.get(..length).unwrap_or_default();
        let after_name = self.rest;
        self.take_while(|byte| byte.is_ascii_whitespace());
        let Some(value) = self.rest.strip_prefix(b"=") else {
            self.rest = after_name;
            return Some(Attribute { name, value: b"" });
        };
        self.rest = value;
        self.take_while(|byte| byte.is_ascii_whitespace());
        let value = match self.rest.first()? {
            quote @ (b'"' | b'\'') => {
                let quote = *quote;
                self.rest = self.rest.get(1..).unwrap_or_default();
                let value = self.take_while(|byte| byte != quote);
                // An attribute with an unterminated value does not count.
                self.rest = self.rest.get(1..)?;
                value
            }
            _ => self.take_while(|byte| !byte.is_ascii_whitespace() && byte != b'>'),
        };
        Some(Attribute { name, value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_form_of_declaration_is_read() {
        let cases: &[(&str, Option<&str>)] = &[
            ("<?xml version='1.0' encoding='ISO-8859-2'?><rss>", Some("ISO-8859-2")),
            ("\u{feff}\n<?xml encoding = \"koi8-r\" standalone='yes' ?>", Some("KOI8-R")),
            ("<?xml version=\"1.0\"?><html><meta charset=cp1251>", Some("windows-1251")),
            ("<!doctype html><HTML lang=uk><HEAD><META CHARSET='Windows-1251' />", Some("windows-1251")),
            (
                "<meta name=x content=y><meta content=\"text/html; charset=euc-jp\" http-equiv=Content-Type>",
                Some("EUC-JP"),
            ),
            ("<meta http-equiv=\"content-type\" content='text/html;CHARSET = \"big5\"'>", Some("Big5")),
            ("<meta http-equiv=content-type content=text/html;charset=gb2312>", Some("GBK")),
            ("<meta\ncharset\n=\n\"latin1\"\n>", Some("windows-1252")),
            ("<meta/charset=macintosh>", Some("macintosh")),
            ("<meta charset=klingon><meta charset=utf-8>", Some("UTF-8")),
            ("<title>a < b</title><p title='<meta charset=big5>'><meta charset=koi8-u>", Some("KOI8-U")),
            ("<!-- <meta charset=big5> --><meta charset=utf-8>", Some("UTF-8")),
            ("<!--><meta charset=utf-8>", Some("UTF-8")),
            ("<!-- <meta charset=big5>", None),
            ("<meta content='text/html; charset=big5'>", None),
            ("<meta http-equiv=refresh content='1; url=/?charset=big5'>", None),
            ("<metadata charset=big5>", None),
            ("</meta charset=big5>", None),
            ("<meta charset='big5", None),
            ("The word charset=big5 in a text.", None),
            ("", None),
            ("<", None),
        ];
        for (head, expected) in cases {
            assert_eq!(declared_encoding(head.as_bytes()).as_deref(), *expected, "{head}");
        }
    }

    #[test]
    fn utf16_page_is_detected_without_a_declaration() {
        let page = "<!doctype html><meta charset=windows-1251><p>Рада зібралася в середу.";
        let wide: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(declared_encoding(&wide), None);
        assert_eq!(crate::text::decode::decode(&wide, None).text, page);
    }

    #[test]
    fn only_the_first_bytes_are_scanned() {
        let far = format!("{}<meta charset=big5>", " ".repeat(SCAN_LEN));
        assert_eq!(declared_encoding(far.as_bytes()), None);
    }

    proptest! {
        #[test]
        fn scan_terminates_on_any_bytes(parts in prop::collection::vec(prop::sample::select(vec![
            "<", ">", "<meta", "<!--", "-->", "charset", "=", "'", "\"", " ", "/", "<?xml", "?>", "content", "http-equiv", "content-type", "x", "utf-8",
        ]), 0..60)) {
            declared_encoding(parts.concat().as_bytes());
        }
    }
}
