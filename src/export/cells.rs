//! Cells of CSV.
//!
//! A spreadsheet takes a cell that begins like a formula for one, and a formula may fetch, send and start things. Titles, names and paths are written
//! by strangers, so such a cell gets an apostrophe before it, which spreadsheets read as "text follows". Numbers of our own are no text and
//! stay numbers.

use serde_json::Value;

use crate::text::fold::is_invisible;
use crate::text::sanitize::sanitize;

/// What a formula begins with, and the full-width forms that spreadsheets of East Asia take for the same.
const FORMULA: &[char] = &['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A value as a cell that programs read: text, nothing for null, JSON for what has parts. `raw`: text that a spreadsheet would run stays as it is.
pub(super) fn of(value: &Value, raw: bool) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => of_text(text, raw),
        other => other.to_string(),
    }
}

/// Text as a cell, without controls and, unless `raw` is asked for, without a formula.
pub(super) fn of_text(text: &str, raw: bool) -> String {
    let safe = sanitize(text.to_owned());
    if !raw && is_run(&safe) { format!("'{safe}") } else { safe }
}

/// Whether a spreadsheet may run a cell. White space and quotation marks before a formula are cut off by some before they look; a tab or a line end alone makes some
/// take what follows for a cell of its own.
fn is_run(text: &str) -> bool {
    let is_passed_over =
        |c: char| c.is_whitespace() || is_invisible(c) || matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’');
    text.starts_with(['\t', '\r', '\n']) || text.trim_start_matches(is_passed_over).starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\tKyiv",
            "\nKyiv",
            "  =1",
            "\u{a0}=1",
            "\u{3000}＝1",
            "＋1",
            "－1",
            "＠a",
            "\"=1",
            "'=1",
            "\u{200b}=1",
            "\u{feff}@a",
            "“-1",
        ] {
            assert_eq!(of_text(text, false), format!("'{text}"), "{text:?}");
            assert_eq!(of_text(text, true), text);
        }
    }

    #[test]
    fn what_it_would_not_run_is_as_it_was() {
        for text in ["", "Kyiv", "a=b", "28-point plan", "'tis", "“Talks”", "–5", "1-2", "(+1)", "§=1"]
        {
            assert_eq!(of_text(text, false), text);
        }
        assert_eq!(of(&json!(-3.5), false), "-3.5");
        assert_eq!(of(&json!(null), false), "");
        assert_eq!(of(&json!({"=a": -1}), false), r#"{"=a":-1}"#);
        assert_eq!(of(&json!("a\u{1b}[2J\u{202e}"), true), "a␛[2J\u{fffd}");
    }
}
