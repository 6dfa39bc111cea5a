//! CSV cells.
//!
//! A spreadsheet treats a cell that starts like a formula as a formula, which can fetch, send and run things. Titles,
//! names and paths come from strangers, so such a cell is prefixed with an apostrophe, which spreadsheets read as "text
//! follows". The program's own numbers are not text and stay numbers.

use serde_json::Value;

use crate::text::fold::is_invisible;
use crate::text::sanitize::{sanitize, sanitize_line};

/// The characters that start a formula, and the full-width forms that East Asian spreadsheets treat the same.
const FORMULA_STARTS: &[char] = &['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Converts a value to a cell: text with [`from_text`], null to an empty cell, anything else to JSON with the control
/// characters replaced that JSON does not escape.
pub(super) fn from_value(value: &Value, raw: bool) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => from_text(text, raw),
        other => sanitize_line(&other.to_string()).into_owned(),
    }
}

/// Converts text to a cell: control characters are replaced and, unless `raw`, formulas are escaped.
pub(super) fn from_text(text: &str, raw: bool) -> String {
    let safe = sanitize(text.to_owned());
    if !raw && is_formula(&safe) { format!("'{safe}") } else { safe }
}

/// True if a spreadsheet may treat the cell as a formula. Some spreadsheets strip white space, invisible characters and
/// quotation marks before they look for a formula. Others treat the text after a leading tab or line break as a cell of
/// its own.
fn is_formula(text: &str) -> bool {
    let is_skipped =
        |c: char| c.is_whitespace() || is_invisible(c) || matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’');
    text.starts_with(['\t', '\r', '\n']) || text.trim_start_matches(is_skipped).starts_with(FORMULA_STARTS)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn formulas_are_escaped_unless_raw() {
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
            assert_eq!(from_text(text, false), format!("'{text}"), "{text:?}");
            assert_eq!(from_text(text, true), text);
        }
    }

    #[test]
    fn other_cells_are_unchanged() {
        for text in ["", "Kyiv", "a=b", "28-point plan", "'tis", "“Talks”", "–5", "1-2", "(+1)", "§=1"]
        {
            assert_eq!(from_text(text, false), text);
        }
        assert_eq!(from_value(&json!(-3.5), false), "-3.5");
        assert_eq!(from_value(&json!(null), false), "");
        assert_eq!(from_value(&json!({"=a": -1}), false), r#"{"=a":-1}"#);
        assert_eq!(from_value(&json!("a\u{1b}[2J\u{202e}"), true), "a␛[2J\u{fffd}");
    }

    #[test]
    fn json_cells_have_no_control_characters() {
        let list = json!(["\u{9b}2J", "\u{202e}a\u{7f}", "b\u{2028}c\u{1b}"]);
        assert_eq!(from_value(&list, true), "[\"\u{fffd}2J\",\"\u{fffd}a␡\",\"b c\\u001b\"]");
    }
}
