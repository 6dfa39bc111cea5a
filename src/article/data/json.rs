//! Parses the bytes of one item into a JSON value, repairing unambiguous errors if there are any.
//!
//! Programs write what RFC 8259 does not allow: `NaN`, half a surrogate pair where a text was cut, raw line ends in
//! strings. None of it makes an article unreadable, so if strict parsing fails, the text is repaired and parsed
//! again.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::Value;

use crate::text::decode::decode;

/// Literals of programming languages, and their JSON equivalents.
const LITERALS: &[(&str, &str)] = &[
    ("-Infinity", "null"),
    ("Infinity", "null"),
    ("NaN", "null"),
    ("None", "null"),
    ("True", "true"),
    ("False", "false"),
    ("undefined", "null"),
];

/// Parses one item. Also returns the number of byte sequences that could not be decoded.
///
/// # Errors
/// Returns a one-line message that says what is wrong, and where in the item if that is known.
pub fn read(bytes: &[u8]) -> Result<(Value, u32), String> {
    let (text, undecoded) = if let Ok(text) = std::str::from_utf8(bytes) {
        (Cow::Borrowed(text), 0)
    } else {
        let decoded = decode(bytes, None);
        (Cow::Owned(decoded.text), decoded.undecoded)
    };
    let first = match serde_json::from_str(&text) {
        Ok(value) => return Ok((value, undecoded)),
        Err(error) => error,
    };
    serde_json::from_str(&repair(&text)).map(|value| (value, undecoded)).map_err(|second| {
        let problem = describe(&second);
        if describe(&first) == problem {
            let (line, column) = (first.line(), first.column());
            format!("broken JSON: {problem} (line {line}, column {column} of the item)")
        } else {
            // The first error was repaired, so the position of the second does not match the original text.
            format!("broken JSON: {problem}")
        }
    })
}

/// Returns the error message without the position.
fn describe(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}

/// Repairs unambiguous errors: escapes control characters in strings, corrects invalid escapes, replaces lone
/// surrogates, and translates literals of programming languages.
fn repair(text: &str) -> String {
    let mut result = String::with_capacity(text.len() + 16);
    let mut rest = text;
    let mut in_string = false;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match c {
            '"' => {
                in_string = !in_string;
                result.push('"');
            }
            '\\' if in_string => length = repair_escape(rest, &mut result),
            control if in_string && control < ' ' => {
                // Writing to a string cannot fail.
                let _ = write!(result, "\\u{:04x}", u32::from(control));
            }
            _ if !in_string => match LITERALS.iter().find(|(word, _)| rest.starts_with(word)) {
                Some((word, json)) => {
                    result.push_str(json);
                    length = word.len();
                }
                None => result.push(c),
            },
            other => result.push(other),
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    result
}

/// Writes the escape at the start of `text`, repaired if needed. Returns how many bytes of `text` it has read.
fn repair_escape(text: &str, result: &mut String) -> usize {
    let unit = |from: usize| {
        let digits = text.get(from..from + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    match (unit(0), unit(6)) {
        (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => {
            result.push_str(text.get(..12).unwrap_or_default());
            12
        }
        (Some(0xD800..=0xDFFF), _) => {
            result.push_str("\\ufffd");
            6
        }
        (Some(_), _) => {
            result.push_str(text.get(..6).unwrap_or_default());
            6
        }
        (None, _) => {
            let escaped = text.chars().nth(1).unwrap_or('\\');
            if matches!(escaped, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') {
                result.push('\\');
                result.push(escaped);
                1 + escaped.len_utf8()
            } else if escaped == '\'' {
                result.push(escaped);
                2
            } else {
                // "\d" and the like: a literal backslash.
                result.push_str("\\\\");
                1
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(bytes: &[u8]) -> String {
        read(bytes).unwrap().0["a"].as_str().unwrap().to_owned()
    }

    #[test]
    fn unambiguous_errors_are_repaired() {
        assert_eq!(text(br#"{"a": "caf\u00e9"}"#), "café");
        assert_eq!(text(br#"{"a": "cut \ud83d", "b": NaN, "c": [None, True]}"#), "cut \u{fffd}");
        assert_eq!(text(br#"{"a": "\ud83d\ude00 \ude00\ud83d"}"#), "😀 \u{fffd}\u{fffd}");
        assert_eq!(text(b"{\"a\": \"two\nlines\tand a tab\"}"), "two\nlines\tand a tab");
        assert_eq!(text(br#"{"a": "it\'s C:\dir NaN \" \\"}"#), "it's C:\\dir NaN \" \\");
        assert_eq!(text(b"{\"a\": \"caf\xe9 au lait\"}"), "café au lait");
    }

    #[test]
    fn errors_say_where() {
        assert_eq!(
            read(b"{\"a\": 1,\n\"b\"").unwrap_err(),
            "broken JSON: EOF while parsing an object (line 2, column 3 of the item)"
        );
        // A line end in a string is repaired, so it is not the error reported.
        assert_eq!(read(b"{\"a\": \"b\n").unwrap_err(), "broken JSON: EOF while parsing a string");
        assert!(read(b"").is_err());
        let deep = "[".repeat(100_000);
        assert!(read(deep.as_bytes()).unwrap_err().contains("recursion limit"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_accepted(bytes: Vec<u8>) {
            let _ = read(&bytes);
        }

        #[test]
        fn repair_does_not_change_valid_json(text: String) {
            let valid = Value::String(text).to_string();
            prop_assert_eq!(repair(&valid), valid);
        }
    }
}
