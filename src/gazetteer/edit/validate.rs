//! What the list can hold as a form, a key or a remark, and when two forms of an entity are one.
//!
//! These are the reader's rules, asked before anything is written so that what is said of a text names the text and
//! not a line of a list that nobody will see. The outcome is read again all the same.

use super::error::EditError;
use crate::gazetteer::limits::LONGEST_FORM;
use crate::gazetteer::model::Case;
use crate::gazetteer::problem::is_control;
use crate::gazetteer::toml::is_blank;
use crate::text::fold::{fold_form, fold_keeping_case};

/// All-capitals forms of at most this many letters are found only as written.
const LONGEST_EXACT_ACRONYM: usize = 3;

/// Why a text is no key.
pub enum Blank {
    /// There is nothing of it.
    Nothing,
    /// What there is cannot be one.
    Other(EditError),
}

/// A text to be matched, without outer white space.
pub fn form_text(text: &str, what: &'static str) -> Result<String, EditError> {
    let form = line_of_text(text, what)?;
    if fold_form(form).is_empty() {
        return Err(unwritable(text, what, "nothing of it can be compared"));
    }
    Ok(form.to_owned())
}

/// A key, without outer white space.
pub fn id_text(text: &str) -> Result<String, Blank> {
    if text.trim().is_empty() {
        return Err(Blank::Nothing);
    }
    line_of_text(text, "an id").map(str::to_owned).map_err(Blank::Other)
}

/// A text that is shown and never matched, as the list's reader gives it; None if there is nothing of it. Line breaks
/// and tabs may stand in it where `lines` says so.
pub fn remark(text: Option<&str>, what: &'static str, lines: bool) -> Result<Option<String>, EditError> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    if text.chars().any(|c| is_control(c) && !(lines && matches!(c, '\n' | '\t' | '\r'))) {
        return Err(unwritable(text, what, "it holds a control character"));
    }
    Ok(Some(text.replace("\r\n", "\n").replace('\r', "\n")))
}

fn line_of_text<'t>(text: &'t str, what: &'static str) -> Result<&'t str, EditError> {
    let line = text.trim();
    let why = if line.is_empty() {
        "it is empty"
    } else if is_blank(line) {
        "it holds only invisible characters"
    } else if line.chars().any(is_control) {
        "it holds a control character"
    } else if line.chars().nth(LONGEST_FORM).is_some() {
        "it has more than 1,000 characters"
    } else {
        return Ok(line);
    };
    Err(unwritable(text, what, why))
}

fn unwritable(text: &str, what: &'static str, why: &'static str) -> EditError {
    EditError::Unwritable { text: text.to_owned(), what, why }
}

/// Whether a form of an entity asks for no capitals that another text, equal to it when folded, does not have: then the
/// text as a form of its own would find nothing new that is written as it is. Kyiv says KYIV too, but not kyiv.
pub fn same_rule(listed: &str, text: &str, case: Case) -> bool {
    if case == Case::Ignore {
        return true;
    }
    let (listed, text) = (fold_keeping_case(listed), fold_keeping_case(text));
    let (listed, text) = (listed.trim(), text.trim());
    listed == text
        || case == Case::Smart
            && !is_acronym(listed)
            && capitals(listed).zip(capitals(text)).all(|(asked, is)| is || !asked)
}

/// All capitals, and at most three letters.
fn is_acronym(form: &str) -> bool {
    let letters = || form.chars().filter(|c| c.is_alphabetic());
    (1..=LONGEST_EXACT_ACRONYM).contains(&letters().take(LONGEST_EXACT_ACRONYM + 1).count())
        && letters().all(char::is_uppercase)
}

/// For each word, whether it begins with a capital.
fn capitals(text: &str) -> impl Iterator<Item = bool> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
    words.filter_map(|word| word.chars().find(|c| c.is_alphanumeric())).map(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_what_it_finds() {
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
            assert_eq!(same_rule(listed, text, case), expected, "{listed} {text} {case:?}");
        }
    }

    #[test]
    fn remarks_are_as_the_reader_gives_them() {
        assert_eq!(remark(Some(" a\r\nb\rc "), "a note", true), Ok(Some("a\nb\nc".to_owned())));
        assert_eq!(remark(Some(" \n"), "a note", true), Ok(None));
        assert!(remark(Some("a\nb"), "an address", false).is_err());
        assert!(remark(Some("a\u{1b}b"), "a note", true).is_err());
    }
}
