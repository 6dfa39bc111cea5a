//! Quotes a text of a file in a message.

use crate::text::sanitize::sanitize_line;

/// Maximum length of a text quoted in a message, in code points.
const MAX_QUOTED_LEN: usize = 60;

/// Returns a text as a message quotes it: sanitised and clipped.
pub fn shown(text: &str) -> String {
    let clipped: String = text.chars().take(MAX_QUOTED_LEN).collect();
    let more = if clipped.len() < text.len() { "…" } else { "" };
    format!("{}{more}", sanitize_line(&clipped))
}
