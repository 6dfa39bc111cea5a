//! Parses a value with parameters, as in `Content-Type` and `Content-Disposition` (RFC 2045, 5.1), including those that
//! are encoded or split into parts (RFC 2231).

use crate::article::link::percent_decode_bytes;
use crate::article::mail::charset;

/// Maximum number of parameters.
const MAX_PARAMETERS: usize = 64;

/// A header value such as `text/plain; charset=utf-8; format=flowed`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct HeaderValue {
    /// The value itself, in lower case: `text/plain`, `attachment`.
    pub value: String,
    /// Names in lower case, and values. Those that were encoded or in parts come first: a plain one of the same name is
    /// for programs that cannot decode them.
    parameters: Vec<(String, String)>,
}

impl HeaderValue {
    /// Returns the value of the parameter `name`, which must be in lower case. None if it is missing or empty.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }
}

/// Parses a value with its parameters. Ignores anything malformed.
pub fn read(words: &str) -> HeaderValue {
    let mut pieces = split_pieces(words).into_iter();
    let value = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
    let (mut plain, mut extended) = (Vec::new(), Vec::<(String, Extended)>::new());
    for piece in pieces.take(MAX_PARAMETERS) {
        let Some((name, value)) = piece.split_once('=') else { continue };
        let name = name.trim().to_ascii_lowercase();
        let value = unquote(value.trim());
        // "name*": an encoded value. "name*0", "name*1*": parts of one value, which are joined in the order in which
        // they are written.
        let Some((base, section)) = name.split_once('*') else {
            plain.push((name, value));
            continue;
        };
        let part = Extended::read(section, &value);
        match extended.iter_mut().find(|(key, _)| key == base) {
            Some((_, whole)) => whole.bytes.extend(part.bytes),
            None => extended.push((base.to_owned(), part)),
        }
    }
    let parameters = extended.into_iter().map(|(name, value)| (name, value.decode())).chain(plain).collect();
    HeaderValue { value, parameters }
}

/// A value, or part of one, in the notation of RFC 2231. A character may be split between two parts, so they are joined
/// before they are decoded.
struct Extended {
    charset: Option<String>,
    bytes: Vec<u8>,
}

impl Extended {
    /// Reads the value of `name*section`: `charset'language'words` if it is encoded and is not a further part, else only
    /// words.
    fn read(section: &str, value: &str) -> Self {
        let is_encoded = section.is_empty() || section.ends_with('*');
        if !is_encoded {
            return Self { charset: None, bytes: value.as_bytes().to_vec() };
        }
        let mut fields = value.splitn(3, '\'');
        match (fields.next(), fields.next(), fields.next()) {
            (Some(charset), Some(_), Some(words)) if matches!(section, "" | "0*") => Self {
                charset: Some(charset.to_owned()).filter(|charset| !charset.is_empty()),
                bytes: percent_decode_bytes(words),
            },
            _ => Self { charset: None, bytes: percent_decode_bytes(value) },
        }
    }

    fn decode(&self) -> String {
        match &self.charset {
            Some(name) => charset::decode_text(&self.bytes, Some(name)).text,
            None => String::from_utf8_lossy(&self.bytes).into_owned(),
        }
    }
}

/// Splits at semicolons outside quotes.
fn split_pieces(words: &str) -> Vec<&str> {
    let (mut pieces, mut start) = (Vec::new(), 0);
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, byte) in words.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b';' if !is_quoted => {
                pieces.push(words.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(words.get(start..).unwrap_or_default());
    pieces
}

/// Returns a quoted value without quotes and escapes, or an unquoted one up to a space or comment.
pub fn unquote(words: &str) -> String {
    let Some(inside) = words.strip_prefix('"') else {
        return words.split([' ', '\t', '(']).next().unwrap_or_default().to_owned();
    };
    let mut value = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => value.extend(chars.next()),
            other => value.push(other),
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_with_quotes_comments_and_continuations_are_parsed() {
        let header = read(
            "Text/Plain; charset=\"utf-8\" (a comment); Format = flowed; boundary*0=\"a;b\"; boundary*1=c; name*=utf-8'en'x%20y; ; odd",
        );
        assert_eq!(header.value, "text/plain");
        assert_eq!(header.parameter("charset"), Some("utf-8"));
        assert_eq!(header.parameter("format"), Some("flowed"));
        assert_eq!(header.parameter("boundary"), Some("a;bc"));
        assert_eq!(header.parameter("name"), Some("x y"));
        assert_eq!(header.parameter("odd"), None);
    }

    /// Regression: percent escapes used to be shown, and a value with an apostrophe lost its start.
    #[test]
    fn encoded_values_are_decoded_and_preferred_to_plain_ones() {
        for (words, expected) in [
            ("filename*=UTF-8''na%C3%AFve.pdf", "naïve.pdf"),
            ("filename*=iso-8859-1'fr'na%EFve.pdf", "naïve.pdf"),
            ("filename*=''na%C3%AFve.pdf", "naïve.pdf"),
            ("filename*=UTF-8''Jo's%20and%20Al's.pdf", "Jo's and Al's.pdf"),
            ("filename*0*=UTF-8''na%C3; filename*1*=%AFve's; filename*2=\"%20.pdf\"", "naïve's%20.pdf"),
            ("filename=\"naive.pdf\"; filename*=UTF-8''na%C3%AFve.pdf", "naïve.pdf"),
            ("filename=100%25.pdf", "100%25.pdf"),
            ("filename*=na%20ve.pdf", "na ve.pdf"),
        ] {
            let header = read(&format!("attachment; {words}"));
            assert_eq!(header.parameter("filename"), Some(expected), "{words}");
        }
    }

    #[test]
    fn broken_parameters_are_parsed_leniently() {
        assert_eq!(read("").value, "");
        assert_eq!(read("text/html; charset=\"utf-8").parameter("charset"), Some("utf-8"));
        assert_eq!(read("a; b=\"c\\\"d\"; e=").parameter("b"), Some("c\"d"));
        assert_eq!(read("a; e=").parameter("e"), None);
        assert_eq!(read("a; charset=utf-8 charset=x").parameter("charset"), Some("utf-8"));
    }
}
