//! Wrapping text to any width, and splitting it into sentences.

use whoswho::text::hyphenation::Patterns;
use whoswho::text::sanitize::sanitize;
use whoswho::text::sentences::sentences;
use whoswho::text::width::{clip, graphemes, width};
use whoswho::text::wrap::{width_in_row, wrap, wrap_hyphenated};

use super::check;

const LANGUAGES: &[&str] = &["en", "de", "uk", "fi", "pl", "ja", "ar", "th", "", "xx-yy"];

pub fn run(data: &[u8]) {
    let text = sanitize(check::text_of(data));
    let language = check::pick(data, LANGUAGES);
    for columns in [0, 1, 2, 80, 3 + data.len() % 40] {
        check_rows(&text, columns, None);
        check_rows(&text, columns, Patterns::of_code(language));
        let clipped = clip(&text, columns);
        assert!(width(&clipped) <= columns, "{} columns in {columns}", width(&clipped));
    }
    check_rows(&text, 60, Patterns::of_text(None, &text));
    check_sentences(&text, language);
}

fn check_rows(text: &str, columns: usize, patterns: Option<Patterns>) {
    let rows = wrap_hyphenated(text, columns, patterns);
    if patterns.is_none() {
        assert!(rows.iter().map(|row| &row.range).eq(&wrap(text, columns)));
    }
    let mut end = 0;
    for row in &rows {
        assert!(
            row.range.start == end && row.range.start < row.range.end,
            "{:?} does not start at {end}",
            row.range
        );
        end = row.range.end;
        let Some(words) = text.get(row.range.clone()) else { panic!("{:?} splits a character", row.range) };
        let shown = words.trim_end();
        let used = width_in_row(shown) + usize::from(row.ends_in_hyphen);
        let is_one = graphemes(shown).filter(|grapheme| grapheme.width > 0).nth(1).is_none();
        assert!(
            used <= columns.max(1) || (is_one && !row.ends_in_hyphen),
            "{used} columns in {columns}: {words:?}"
        );
    }
    assert_eq!(end, text.len(), "rows do not cover the text");
}

fn check_sentences(text: &str, language: &str) {
    let mut end = 0;
    for range in sentences(text, language) {
        let between = text.get(end..range.start);
        assert!(between.is_some_and(|between| between.trim().is_empty()), "there is text between sentences");
        let words = text.get(range.clone()).unwrap_or_default();
        assert!(!words.is_empty() && words.trim() == words, "{words:?} is not a sentence");
        end = range.end;
    }
    assert!(
        text.get(end..).is_some_and(|rest| rest.trim().is_empty()),
        "there is text after the last sentence"
    );
}
