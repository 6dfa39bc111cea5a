//! Quotes words of a file or an argument in messages, and suggests the word that was probably meant.

use super::sanitize::sanitize_line;

/// Maximum length of a text quoted in a message, in code points, without the ellipsis of a clipped one.
const MAX_QUOTED_LEN: usize = 60;

/// Clips a text and makes it safe to quote on one line of a message.
pub fn quoted(text: &str) -> String {
    let (clipped, more) = split(text);
    format!("{}{more}", sanitize_line(clipped))
}

/// Clips a text that is quoted in a message which is later made safe as a whole.
pub fn clip_quoted(text: &str) -> String {
    let (clipped, more) = split(text);
    format!("{clipped}{more}")
}

/// Formats a question that suggests the word probably meant.
pub fn did_you_mean(word: &str) -> String {
    format!("did you mean `{word}`?")
}

/// Returns the part of a text to quote, and an ellipsis if it is not the whole text.
fn split(text: &str) -> (&str, &str) {
    let end = text.char_indices().nth(MAX_QUOTED_LEN).map(|(end, _)| end);
    end.and_then(|end| text.get(..end)).map_or((text, ""), |clipped| (clipped, "…"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_text_is_clipped_and_safe() {
        let longest = "é".repeat(MAX_QUOTED_LEN);
        assert_eq!(quoted(&longest), longest);
        assert_eq!(quoted(&format!("{longest}é")), format!("{longest}…"));
        assert_eq!(clip_quoted(&format!("{longest}é")), format!("{longest}…"));
        assert!(!quoted("a\u{1b}[2J\nb\u{202e}").contains(['\u{1b}', '\n', '\u{202e}']));
        assert_eq!(clip_quoted("a\nb"), "a\nb");
    }
}
