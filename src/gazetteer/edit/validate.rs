//! Validates forms, ids and display texts, and decides whether one form covers another.
//!
//! These are the parser's rules. They are checked before writing so that an error can name the text: a line number in
//! the rejected list would mean nothing to the user. The edited list is parsed all the same.

use super::error::EditError;
use crate::gazetteer::limits::MAX_FORM_LEN;
use crate::gazetteer::model::Case;
use crate::gazetteer::problem::is_control;
use crate::gazetteer::toml::is_blank;
use crate::text::fold::{fold_form, fold_keeping_case};

/// Maximum number of letters in an all-capitals form that matches only as written.
const MAX_EXACT_ACRONYM_LEN: usize = 3;

/// Why a text is not an id.
pub enum IdError {
    /// The text is blank.
    Empty,
    /// The text cannot be an id.
    Invalid(EditError),
}

/// Validates and trims a form.
pub fn form_text(text: &str, what: &'static str) -> Result<String, EditError> {
    let form = single_line(text, what)?;
    if fold_form(form).is_empty() {
        return Err(unwritable(text, what, "nothing in it can be matched"));
    }
    Ok(form.to_owned())
}

/// Validates and trims an id.
pub fn id_text(text: &str) -> Result<String, IdError> {
    if text.trim().is_empty() {
        return Err(IdError::Empty);
    }
    single_line(text, "an id").map(str::to_owned).map_err(IdError::Invalid)
}

/// Validates a text that is displayed but never matched, and normalises it as the parser does. None if it is blank.
/// `multiline` allows line breaks and tabs.
pub fn display_text(
    text: Option<&str>,
    what: &'static str,
    multiline: bool,
) -> Result<Option<String>, EditError> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    if text.chars().any(|c| is_control(c) && !(multiline && matches!(c, '\n' | '\t' | '\r'))) {
        return Err(unwritable(text, what, "it contains a control character"));
    }
    Ok(Some(text.replace("\r\n", "\n").replace('\r', "\n")))
}

fn single_line<'t>(text: &'t str, what: &'static str) -> Result<&'t str, EditError> {
    let line = text.trim();
    let why = if line.is_empty() {
        "it is empty"
    } else if is_blank(line) {
        "it contains only invisible characters"
    } else if line.chars().any(is_control) {
        "it contains a control character"
    } else if line.chars().nth(MAX_FORM_LEN).is_some() {
        "it has more than 1,000 characters"
    } else {
        return Ok(line);
    };
    Err(unwritable(text, what, why))
}

fn unwritable(text: &str, what: &'static str, why: &'static str) -> EditError {
    EditError::Unwritable { text: text.to_owned(), what, why }
}

/// True if a listed form with the rule `case` already matches every spelling that `text` would. Both must fold alike.
/// With [`Case::Smart`], `Kyiv` covers `KYIV` but not `kyiv`.
pub fn covers(listed: &str, text: &str, case: Case) -> bool {
    if case == Case::Ignore {
        return true;
    }
    let (listed, text) = (fold_keeping_case(listed), fold_keeping_case(text));
    let (listed, text) = (listed.trim(), text.trim());
    listed == text
        || case == Case::Smart
            && !is_exact_acronym(listed)
            && word_capitals(listed).zip(word_capitals(text)).all(|(required, present)| present || !required)
}

/// True for a form with one to three letters, all of them capitals.
fn is_exact_acronym(form: &str) -> bool {
    let letters = || form.chars().filter(|c| c.is_alphabetic());
    (1..=MAX_EXACT_ACRONYM_LEN).contains(&letters().take(MAX_EXACT_ACRONYM_LEN + 1).count())
        && letters().all(char::is_uppercase)
}

/// Returns, for each word, true if it starts with a capital.
fn word_capitals(text: &str) -> impl Iterator<Item = bool> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
    words.filter_map(|word| word.chars().find(|c| c.is_alphanumeric())).map(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_covers_what_it_matches() {
        for (listed, text, case, expected) in [
            ("Kyiv", "Kyiv", Case::Smart, true),
            ("Kyiv", "KYIV", Case::Smart, true),
            ("Kyiv", "kyiv", Case::Smart, false),
            ("kyiv", "Kyiv", Case::Smart, true),
            ("US", "us", Case::Smart, false),
            ("US", "Us", Case::Smart, false),
            ("NATO", "Nato", Case::Smart, true),
            ("White House", "White house", Case::Smart, false),
            ("Kyiv", "KYIV", Case::Exact, false),
            ("Türkiye", "Turkiye", Case::Exact, true),
            ("Kyiv", "kyiv", Case::Ignore, true),
        ] {
            assert_eq!(covers(listed, text, case), expected, "{listed} {text} {case:?}");
        }
    }

    #[test]
    fn display_texts_are_normalised_as_the_parser_does() {
        assert_eq!(display_text(Some(" a\r\nb\rc "), "a note", true), Ok(Some("a\nb\nc".to_owned())));
        assert_eq!(display_text(Some(" \n"), "a note", true), Ok(None));
        assert!(display_text(Some("a\nb"), "an address", false).is_err());
        assert!(display_text(Some("a\u{1b}b"), "a note", true).is_err());
    }
}
