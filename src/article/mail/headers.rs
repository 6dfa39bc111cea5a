//! Parses the header of a message or part: unfolded and decoded fields (RFC 5322, 2.2).

use memchr::memchr;

use crate::article::mail::words;
use crate::text::sanitize::sanitize_line;
use crate::text::whitespace::collapse;

/// Maximum number of fields kept. Mails relayed by many servers have two hundred.
const MAX_FIELDS: usize = 4096;
/// Maximum length of a field's value in bytes; the rest is cut off.
const MAX_FIELD_LEN: usize = 16 * 1024;
/// Maximum length of a decoded value in characters; the rest is cut off.
const MAX_VALUE_LEN: usize = 1000;

/// The header of a message or part.
#[derive(Debug, Default)]
pub struct Headers<'a> {
    /// Names and raw values, still folded.
    fields: Vec<(&'a [u8], &'a [u8])>,
    /// The bytes after the header.
    pub body: &'a [u8],
    /// The mailbox's separator line, if the message starts with one.
    pub postmark: Option<&'a [u8]>,
}

/// Parses a header. It ends at an empty line, or one of white space alone. Since some messages lack that, it also ends
/// at an unindented line that is not a field, unless the next line is a field: such a line is taken for a broken fold
/// and is skipped.
pub fn read(bytes: &[u8]) -> Headers<'_> {
    let mut headers = Headers::default();
    let mut rest = bytes;
    while let Some((line, after)) = next_line(rest) {
        if line.iter().all(u8::is_ascii_whitespace) {
            rest = after;
            break;
        }
        let is_fold = line.starts_with(b" ") || line.starts_with(b"\t");
        let is_quoted_postmark = line.starts_with(b">From ");
        if is_fold || is_quoted_postmark {
            // Skipped: it continues no field, since lines that do are read with the field.
        } else if let Some((name, value)) = split_field(line) {
            let folds = folds_len(after);
            let length = value.len() + (rest.len() - after.len() - line.len()) + folds;
            let start = line.len() - value.len();
            let folded_value = rest.get(start..start + length).unwrap_or(value);
            if headers.fields.len() < MAX_FIELDS {
                headers.fields.push((name, folded_value));
            }
            rest = after.get(folds..).unwrap_or_default();
            continue;
        } else if headers.fields.is_empty() && headers.postmark.is_none() && line.starts_with(b"From ") {
            headers.postmark = Some(line);
        } else if next_line(after).is_none_or(|(next, _)| split_field(next).is_none()) {
            break;
        }
        rest = after;
    }
    headers.body = rest;
    headers
}

/// Returns the first line, without its line end, and the rest. None if nothing is left.
fn next_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    if bytes.is_empty() {
        return None;
    }
    let end = memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1);
    let (line, after) = bytes.split_at_checked(end)?;
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    Some((line.strip_suffix(b"\r").unwrap_or(line), after))
}

/// Returns the number of bytes in the following lines that continue a field.
fn folds_len(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while rest.starts_with(b" ") || rest.starts_with(b"\t") {
        let Some((line, after)) = next_line(rest) else { break };
        // A line of white space ends a header as often as it continues a field.
        if line.iter().all(u8::is_ascii_whitespace) {
            break;
        }
        rest = after;
    }
    bytes.len() - rest.len()
}

/// Splits the first line of a field into name and value.
fn split_field(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = memchr(b':', line.get(..MAX_NAME_LEN.min(line.len()))?)?;
    let (name, value) = (line.get(..colon)?.trim_ascii_end(), line.get(colon + 1..)?);
    (!name.is_empty() && name.iter().all(u8::is_ascii_graphic)).then_some((name, value))
}

/// Maximum length of a field name in bytes, including its colon.
const MAX_NAME_LEN: usize = 128;

impl Headers<'_> {
    /// Returns true if there are no fields.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Returns the raw value of the first field with a name, ignoring case; at most 16 KiB of it.
    pub fn raw(&self, name: &str) -> Option<&[u8]> {
        let named = self.fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name.as_bytes()));
        named.map(|(_, value)| value.get(..MAX_FIELD_LEN).unwrap_or(value))
    }

    /// Returns the raw values of all fields with a name, in order; at most 16 KiB of each.
    pub fn all<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'h [u8]> {
        let named = self.fields.iter().filter(move |(key, _)| key.eq_ignore_ascii_case(name.as_bytes()));
        named.map(|(_, value)| value.get(..MAX_FIELD_LEN).unwrap_or(value))
    }

    /// Returns the value of the first field with a name as one safe line. None if it is missing or empty.
    pub fn line(&self, name: &str) -> Option<String> {
        one_line(&words::decode(self.raw(name)?))
    }
}

/// Normalises text for metadata: one safe line, single spaces, at most 1,000 characters. None if nothing is left.
pub fn one_line(words: &str) -> Option<String> {
    let shown: String = sanitize_line(&collapse(words)).chars().take(MAX_VALUE_LEN).collect();
    (!shown.is_empty()).then_some(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_unfolded_and_found_ignoring_case() {
        let headers = read(b"Subject: Talks\r\n go\r\n\ton\r\nX-Empty:\r\nFROM : a@b\r\n\r\nBody");
        assert_eq!(headers.line("subject").as_deref(), Some("Talks go on"));
        assert_eq!(headers.line("X-Empty"), None);
        assert_eq!(headers.line("From").as_deref(), Some("a@b"));
        assert_eq!(headers.line("To"), None);
        assert_eq!(headers.body, b"Body");
    }

    #[test]
    fn broken_headers_are_read_leniently() {
        let cases: &[(&[u8], &[u8])] = &[
            (b"Subject: a\nno field\nFrom: b\n\nText", b"Text"),
            (b"Subject: a\nNo empty line was sent.\nNor here.\n", b"No empty line was sent.\nNor here.\n"),
            (b"From jo Mon Nov 24 10:00:00 2025\nSubject: a\n\nText", b"Text"),
            (b"Subject: a\n>From jo Mon Nov 24 10:00:00 2025\nFrom: b\n\nText", b"Text"),
            (b"Subject: a\n   \nText", b"   \nText"),
            (b"Subject: a", b""),
            (b"Subject: a\n", b""),
        ];
        for (bytes, body) in cases {
            let headers = read(bytes);
            assert_eq!(headers.line("Subject").as_deref(), Some("a"));
            assert_eq!(headers.body.trim_ascii(), body.trim_ascii());
        }
        assert!(read(b"").is_empty() && read(b"\n\nx").is_empty() && read(b" x\n:\n").is_empty());
    }

    #[test]
    fn line_of_white_space_ends_the_header() {
        let headers = read(b"Subject: a\r\n \t\r\nNote: Talks go on.\n\nText");
        assert_eq!((headers.line("Subject").as_deref(), headers.line("Note")), (Some("a"), None));
        assert_eq!(headers.body, b"Note: Talks go on.\n\nText");
    }

    #[test]
    fn endless_headers_are_limited() {
        let many = b"a:b\n".repeat(10_000);
        assert_eq!(read(&many).fields.len(), MAX_FIELDS);
        let long = [b"Subject: ".as_slice(), &b"word ".repeat(10_000)].concat();
        assert_eq!(read(&long).line("Subject").unwrap().chars().count(), MAX_VALUE_LEN);
    }
}
