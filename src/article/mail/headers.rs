//! The header of a mail or of one of its parts: fields, unfolded and decoded (RFC 5322, 2.2).

use memchr::memchr;

use crate::article::mail::words;
use crate::text::sanitize::sanitize_line;

/// More fields than this are not kept. Mails that passed many servers have two hundred.
const MOST_FIELDS: usize = 4096;
/// What of a field is looked at, in bytes.
const LONGEST_FIELD: usize = 16 * 1024;
/// What of a value is shown, in characters.
const LONGEST_VALUE: usize = 1000;

/// The header of a mail or a part.
#[derive(Debug, Default)]
pub struct Headers<'a> {
    /// Names and values as they are written, folds and all.
    fields: Vec<(&'a [u8], &'a [u8])>,
    /// What follows the header.
    pub body: &'a [u8],
    /// The line by which a mailbox parts mails, where one stands at the beginning.
    pub postmark: Option<&'a [u8]>,
}

/// Reads a header. It ends at an empty line, or where lines begin that are none of a header: some mails lack the empty line. A single line
/// that is none, among fields, is a broken fold and passed over.
pub fn read(bytes: &[u8]) -> Headers<'_> {
    let mut headers = Headers::default();
    let mut rest = bytes;
    while let Some((line, after)) = next_line(rest) {
        if line.is_empty() {
            rest = after;
            break;
        }
        let is_fold = line.starts_with(b" ") || line.starts_with(b"\t");
        let is_quoted_postmark = line.starts_with(b">From ");
        if is_fold || is_quoted_postmark {
            // Of the field above; see below.
        } else if let Some((name, value)) = field_of(line) {
            let folds = length_of_folds(after);
            let length = value.len() + (rest.len() - after.len() - line.len()) + folds;
            let start = line.len() - value.len();
            let whole = rest.get(start..start + length).unwrap_or(value);
            if headers.fields.len() < MOST_FIELDS {
                headers.fields.push((name, whole));
            }
            rest = after.get(folds..).unwrap_or_default();
            continue;
        } else if headers.fields.is_empty() && headers.postmark.is_none() && line.starts_with(b"From ") {
            headers.postmark = Some(line);
        } else if next_line(after).is_none_or(|(next, _)| field_of(next).is_none()) {
            break;
        }
        rest = after;
    }
    headers.body = rest;
    headers
}

/// The first line, without its line end, and what follows it; none where nothing is left.
fn next_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    if bytes.is_empty() {
        return None;
    }
    let end = memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1);
    let (line, after) = bytes.split_at_checked(end)?;
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    Some((line.strip_suffix(b"\r").unwrap_or(line), after))
}

/// How many bytes of lines follow that continue a field.
fn length_of_folds(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while rest.starts_with(b" ") || rest.starts_with(b"\t") {
        let Some((line, after)) = next_line(rest) else { break };
        // A line of nothing but blanks ends a header as often as it continues one.
        if line.iter().all(u8::is_ascii_whitespace) {
            break;
        }
        rest = after;
    }
    bytes.len() - rest.len()
}

/// Name and value of a line that begins a field.
fn field_of(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = memchr(b':', line.get(..LONGEST_NAME.min(line.len()))?)?;
    let (name, value) = (line.get(..colon)?.trim_ascii_end(), line.get(colon + 1..)?);
    (!name.is_empty() && name.iter().all(u8::is_ascii_graphic)).then_some((name, value))
}

/// The longest name of a field, in bytes, its colon among them.
const LONGEST_NAME: usize = 128;

impl Headers<'_> {
    /// Whether there is no field at all.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The first field of a name (without case), as it is written, at most 16 KiB of it.
    pub fn raw(&self, name: &str) -> Option<&[u8]> {
        let named = self.fields.iter().find(|(own, _)| own.eq_ignore_ascii_case(name.as_bytes()));
        named.map(|(_, value)| value.get(..LONGEST_FIELD).unwrap_or(value))
    }

    /// All fields of a name, in their order.
    pub fn all<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'h [u8]> {
        let named = self.fields.iter().filter(move |(own, _)| own.eq_ignore_ascii_case(name.as_bytes()));
        named.map(|(_, value)| value.get(..LONGEST_FIELD).unwrap_or(value))
    }

    /// The first field of a name as safe words on one line; none where it is missing or says nothing.
    pub fn line(&self, name: &str) -> Option<String> {
        one_line(&words::decoded(self.raw(name)?))
    }
}

/// Words as they stand in an article's meta: safe, on one line, single spaces, at most a thousand characters. None where nothing is left.
pub fn one_line(words: &str) -> Option<String> {
    let joined: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown: String = sanitize_line(&joined).chars().take(LONGEST_VALUE).collect();
    (!shown.is_empty()).then_some(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_unfolded_and_found_without_case() {
        let headers = read(b"Subject: Talks\r\n go\r\n\ton\r\nX-Empty:\r\nFROM : a@b\r\n\r\nBody");
        assert_eq!(headers.line("subject").as_deref(), Some("Talks go on"));
        assert_eq!(headers.line("X-Empty"), None);
        assert_eq!(headers.line("From").as_deref(), Some("a@b"));
        assert_eq!(headers.line("To"), None);
        assert_eq!(headers.body, b"Body");
    }

    #[test]
    fn a_header_that_is_broken_gives_what_it_holds() {
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
    fn a_header_without_end_is_bounded() {
        let many = b"a:b\n".repeat(10_000);
        assert_eq!(read(&many).fields.len(), MOST_FIELDS);
        let long = [b"Subject: ".as_slice(), &b"word ".repeat(10_000)].concat();
        assert_eq!(read(&long).line("Subject").unwrap().chars().count(), LONGEST_VALUE);
    }
}
