//! Parses a value with parameters, as in `Content-Type` and `Content-Disposition` (RFC 2045, 5.1; continuations of
//! RFC 2231).

/// Maximum number of parameters.
const MAX_PARAMETERS: usize = 64;

/// A header value such as `text/plain; charset=utf-8; format=flowed`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct HeaderValue {
    /// The value itself, in lower case: `text/plain`, `attachment`.
    pub value: String,
    /// Names in lower case, and values; continuations are joined.
    parameters: Vec<(String, String)>,
}

impl HeaderValue {
    /// Returns the value of a parameter. None if it is missing or empty.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }
}

/// Parses a value with its parameters. Ignores anything malformed.
pub fn read(words: &str) -> HeaderValue {
    let mut pieces = split_pieces(words).into_iter();
    let value = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
    let mut header = HeaderValue { value, parameters: Vec::new() };
    for piece in pieces.take(MAX_PARAMETERS) {
        let Some((name, value)) = piece.split_once('=') else { continue };
        let name = name.trim().to_ascii_lowercase();
        // "name*0", "name*1*": parts of one value, in order.
        let (base, is_encoded) = match name.split_once('*') {
            Some((base, rest)) => (base.to_owned(), rest.is_empty() || rest.ends_with('*')),
            None => (name.clone(), false),
        };
        let mut value = unquote(value.trim());
        if is_encoded {
            // "charset'language'words": keeps the words, whose percent escapes are not decoded.
            value = value.rsplit_once('\'').map_or(value.clone(), |(_, words)| words.to_owned());
        }
        let is_continued = name.contains('*');
        match header.parameters.iter_mut().find(|(key, _)| is_continued && *key == base) {
            Some((_, whole)) => whole.push_str(&value),
            None => header.parameters.push((base, value)),
        }
    }
    header
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
        assert_eq!(header.parameter("name"), Some("x%20y"));
        assert_eq!(header.parameter("odd"), None);
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
