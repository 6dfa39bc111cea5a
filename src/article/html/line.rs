//! Turns metadata, and paragraphs from JSON-LD, into safe lines.

use html5gum::Tokenizer;
use html5gum::emitters::default::Token;

use crate::text::sanitize::sanitize_line;
use crate::text::whitespace::collapse;

/// Maximum length of a value, in characters; anything longer is not a title or name.
const MAX_CHARS: usize = 1_000;

/// Returns a value as one safe line without markup, with white space collapsed. None if it is empty or too long.
/// Values are often escaped once too often, so entities are resolved again.
pub fn one_line(value: &str) -> Option<String> {
    if value.len() > MAX_CHARS * 4 * 4 {
        return None;
    }
    let plain = if value.contains(['&', '<']) { without_markup(value) } else { value.to_owned() };
    let line = collapse(&plain);
    let line = sanitize_line(&line).trim().to_owned();
    (!line.is_empty() && line.chars().nth(MAX_CHARS).is_none()).then_some(line)
}

/// Returns a paragraph as one safe line, with entities resolved. None if it is empty.
pub fn paragraph_text(value: &str) -> Option<String> {
    let plain = if value.contains('&') { without_markup(value) } else { value.to_owned() };
    let line = collapse(&plain);
    let line = sanitize_line(&line).into_owned();
    (!line.trim().is_empty()).then_some(line)
}

/// Strips tags and resolves entities.
fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for Ok(token) in Tokenizer::new(text) {
        match token {
            Token::String(text) => plain.push_str(&String::from_utf8_lossy(&text)),
            Token::StartTag(tag) if tag.name.as_slice() == b"br" => plain.push(' '),
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_one_safe_line() {
        assert_eq!(one_line(" Tom &amp;\n <b>Jerry</b>\u{1b}[2J").as_deref(), Some("Tom & Jerry␛[2J"));
        assert_eq!(one_line("a &lt; b"), Some("a < b".to_owned()));
        assert_eq!(one_line(" \n"), None);
        assert_eq!(one_line(&"x".repeat(1_001)), None);
    }
}
