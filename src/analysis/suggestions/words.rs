//! Splits a block into words: the shape of each, and what separates it from the previous one.

use std::ops::Range;

use super::tables;
use crate::text::fold::is_invisible;
use crate::text::scripts::is_mark;

/// The shape of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Starts with a letter that is not a capital, and is not of the next shape.
    Lowercase,
    /// Starts with a capital, or with a prefix such as `al-` before one, and has none of the shapes below.
    Capitalized,
    /// Two or more capitals and nothing else, or a dotted acronym such as `U.S.`.
    AllCaps,
    /// Capitals with full stops that are not such an acronym: `J.`, `J.D.`.
    Initial,
    /// Not part of a name: a number, a contraction, a handle, a domain, or a word with a prefix such as `Pro-`.
    Other,
}

/// What separates two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// White space only.
    Space,
    /// A comma and white space.
    Comma,
    /// Anything else.
    Other,
}

/// A word of a block.
#[derive(Clone, Debug)]
pub(super) struct Word<'a> {
    /// The word without a possessive ending, and without an adjective ending after a hyphen.
    pub text: &'a str,
    /// The same in lower case, without full stops.
    pub lower: String,
    /// Byte range of `text` in the article's text.
    pub range: Range<usize>,
    /// Its shape.
    pub shape: Shape,
    /// What separates it from the word before.
    pub gap: Gap,
    /// True if it is the first word with letters in a sentence or a quote, or after a colon or the like, so that its
    /// capital means nothing.
    pub starts_sentence: bool,
    /// True if no name continues after it, because a possessive or adjective ending was removed.
    pub ends_name: bool,
    /// True if " : " follows, which introduces a speaker's words.
    pub precedes_quote: bool,
}

impl Word<'_> {
    /// True if only white space separates it from the word before.
    pub fn is_joined(&self) -> bool {
        self.gap == Gap::Space
    }

    /// True if it can be part of a name.
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capitalized | Shape::AllCaps | Shape::Initial)
    }
}

/// Dotted abbreviations that are not a person's initials, without their full stops.
const DOTTED_ACRONYMS: &[&str] = &["us", "uk", "un", "eu", "uae", "usa", "dc", "ussr", "la", "ny"];
/// Endings of contractions after an apostrophe.
const CONTRACTION_ENDINGS: &[&str] = &["t", "ll", "re", "ve", "d", "m"];
/// Maximum length of the lowercase part of a hyphenated given name, in characters: Kim Jong-un.
const MAX_SYLLABLE_LEN: usize = 4;

/// Maximum length in bytes of a word that a full stop may belong to. The limit keeps scanning linear.
const MAX_ABBREVIATION_LEN: usize = 24;

/// Splits a block into words. `base` is its byte offset in the article; `sentences` are byte ranges in the block.
pub(super) fn words<'a>(text: &'a str, base: usize, sentences: &[Range<usize>]) -> Vec<Word<'a>> {
    let mut words: Vec<Word<'a>> = Vec::new();
    let mut sentence_ends = sentences.iter().map(|range| range.end).peekable();
    let mut from = 0;
    let mut starts_sentence = true;
    while let Some(span) = next_word_range(text, from) {
        let gap = text.get(from..span.start).unwrap_or_default();
        while sentence_ends.next_if(|end| *end <= span.start).is_some() {
            starts_sentence = true;
        }
        starts_sentence |= gap.contains([':', '…', '!', '?', '.', '\u{2022}'])
            || gap.ends_with(['“', '”', '„', '"', '‘', '\'', '«', '»']);
        let is_space = |gap: &str| !gap.is_empty() && gap.chars().all(char::is_whitespace);
        let kind = match gap.strip_prefix(',') {
            Some(after) if is_space(after) => Gap::Comma,
            None if is_space(gap) => Gap::Space,
            _ => Gap::Other,
        };
        let raw = text.get(span.clone()).unwrap_or_default();
        let after = text.get(span.end..).unwrap_or_default();
        let mut word = word(raw, words.last().filter(|_| kind == Gap::Space));
        if gap.ends_with(['@', '#', '/', '_']) || gap == "." || is_domain(after) {
            word.shape = Shape::Other;
        }
        let is_alphabetic = raw.chars().any(char::is_alphabetic);
        word.range = base + span.start..base + span.start + word.text.len();
        word.gap = kind;
        word.starts_sentence = starts_sentence && is_alphabetic;
        word.precedes_quote = after.starts_with(" : ");
        starts_sentence &= !is_alphabetic;
        from = span.end;
        words.push(word);
    }
    words
}

/// True if a domain, address or path continues after the word: `example.com`.
fn is_domain(after: &str) -> bool {
    let rest = after.strip_prefix(['.', '@', '/']);
    rest.and_then(|rest| rest.chars().next()).is_some_and(char::is_lowercase)
}

/// Returns the byte range of the next word: letters, digits and marks, with apostrophes, hyphens and ampersands between
/// them, and the full stops of initials and abbreviated titles.
fn next_word_range(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let start = from + rest.find(char::is_alphanumeric)?;
    let mut end = start;
    while let Some(c) = text.get(end..).and_then(|rest| rest.chars().next()) {
        let after = text.get(end + c.len_utf8()..).unwrap_or_default();
        let continues = || after.chars().next().is_some_and(char::is_alphanumeric);
        let is_part = c.is_alphanumeric()
            || is_mark(c)
            || is_invisible(c)
            || (is_apostrophe(c) || is_hyphen(c) || c == '&') && continues()
            || c == '.' && includes_stop(text.get(start..end).unwrap_or_default(), after);
        if !is_part {
            break;
        }
        end += c.len_utf8();
    }
    Some(start..end)
}

/// True if a full stop belongs to the word before it.
fn includes_stop(word: &str, after: &str) -> bool {
    if word.len() > MAX_ABBREVIATION_LEN {
        return false;
    }
    let is_initials = word.split('.').all(is_one_capital) && !after.starts_with(char::is_lowercase);
    is_initials || (after.starts_with(' ') && tables::ABBREVIATIONS.contains(word.to_lowercase().as_str()))
}

fn is_one_capital(part: &str) -> bool {
    let mut characters = part.chars();
    characters.next().is_some_and(char::is_uppercase) && characters.next().is_none()
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{02BC}' | '`')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Builds a word from its letters. The caller fills in what depends on its surroundings.
fn word<'a>(raw: &'a str, before: Option<&Word<'_>>) -> Word<'a> {
    let (text, is_possessive) = strip_possessive(raw);
    let (text, is_adjective) =
        name_part(text, before.is_some_and(|before| before.shape == Shape::Capitalized && !before.ends_name));
    let lower = text.replace('.', "").to_lowercase();
    let shape = shape(raw, text, &lower);
    Word {
        text,
        lower,
        range: 0..0,
        shape,
        gap: Gap::Other,
        starts_sentence: false,
        ends_name: is_possessive || is_adjective,
        precedes_quote: false,
    }
}

/// Strips `'s` from a word, unless it is a possessive that occurs inside names (People's). Returns true if it did.
fn strip_possessive(raw: &str) -> (&str, bool) {
    let lower = raw.to_lowercase().replace('’', "'");
    if tables::POSSESSIVE_NAME_WORDS.contains(lower.as_str()) {
        return (raw, false);
    }
    let bare = raw.strip_suffix(['s', 'S']).and_then(|rest| rest.strip_suffix(is_apostrophe));
    bare.filter(|bare| !bare.is_empty()).map_or((raw, false), |bare| (bare, true))
}

/// Returns the part of a hyphenated word that is a name (`Kyiv` of `Kyiv-born`), and true if the rest was removed.
/// After another part of a name, a short lowercase part stays, as in Kim Jong-un.
fn name_part(text: &str, after_name: bool) -> (&str, bool) {
    if !text.contains(is_hyphen) {
        return (text, false);
    }
    let parts: Vec<&str> = text.split(is_hyphen).collect();
    let is_lowercase = |part: &str| part.chars().next().is_some_and(char::is_lowercase);
    let Some(first_lowercase) = parts.iter().position(|part| is_lowercase(part)) else {
        return (text, false);
    };
    let is_last_lowercase = parts.last().is_some_and(|last| is_lowercase(last));
    if first_lowercase == 0 || !is_last_lowercase {
        return (text, false);
    }
    let tail = parts.last().copied().unwrap_or_default();
    let is_syllable = parts.len() == 2
        && tail.chars().count() <= MAX_SYLLABLE_LEN
        && !tables::ADJECTIVE_TAILS.contains(tail);
    if after_name && is_syllable {
        return (text, false);
    }
    let kept: usize = parts.iter().take(first_lowercase).map(|part| part.len()).sum();
    let hyphens: usize =
        text.chars().filter(|c| is_hyphen(*c)).take(first_lowercase - 1).map(char::len_utf8).sum();
    (text.get(..kept + hyphens).unwrap_or(text), true)
}

fn shape(raw: &str, text: &str, lower: &str) -> Shape {
    let Some(first) = text.chars().next() else { return Shape::Other };
    let is_contraction =
        raw.rsplit_once(is_apostrophe).is_some_and(|(_, end)| CONTRACTION_ENDINGS.contains(&end));
    if is_contraction || !first.is_alphabetic() {
        return Shape::Other;
    }
    let lead = text.split(|c| is_hyphen(c) || is_apostrophe(c)).next().unwrap_or_default();
    if !first.is_uppercase() {
        let has_inner_capital =
            text.get(lead.len()..).and_then(|rest| rest.chars().nth(1)).is_some_and(char::is_uppercase);
        let is_name = has_inner_capital && tables::LOWERCASE_PREFIXES.contains(lead);
        return if is_name { Shape::Capitalized } else { Shape::Lowercase };
    }
    if lead.len() < text.len() && tables::HYPHEN_PREFIXES.contains(lead.to_lowercase().as_str()) {
        return Shape::Other;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().filter(|c| c.is_uppercase()).count();
    if text.contains('.') && letters.clone().count() == capitals {
        return if DOTTED_ACRONYMS.contains(&lower) { Shape::AllCaps } else { Shape::Initial };
    }
    if capitals >= 2 && letters.count() == capitals && text.chars().all(char::is_alphabetic) {
        return Shape::AllCaps;
    }
    Shape::Capitalized
}

/// True if a name is two to six capital letters, full stops aside.
pub(super) fn is_acronym(surface: &str) -> bool {
    let letters = || surface.chars().filter(|c| *c != '.');
    (2..=6).contains(&letters().count()) && letters().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sentences::sentences;

    fn words_of(text: &str) -> Vec<Word<'_>> {
        words(text, 0, &sentences(text, "en"))
    }

    fn capitals(text: &str) -> Vec<&str> {
        words_of(text).into_iter().filter(Word::is_capital).map(|word| word.text).collect()
    }

    #[test]
    fn possessives_and_adjective_endings_are_stripped_and_end_a_name() {
        assert_eq!(
            capitals("met O’Neill's aide, Kyiv-born Olena and Jean-Luc Petit"),
            ["O’Neill", "Kyiv", "Olena", "Jean-Luc", "Petit"]
        );
        assert_eq!(capitals("saw Kim Jong-un and Rostov-led teams"), ["Kim", "Jong-un", "Rostov"]);
        assert_eq!(capitals("the People's Guard"), ["People's", "Guard"]);
        assert!(words_of("saw Kyiv's").last().is_some_and(|word| word.ends_name));
    }

    #[test]
    fn initials_and_abbreviated_titles_keep_their_full_stop() {
        let capitals: Vec<(String, Shape)> =
            words_of("saw J. D. Vance, J.D. Hall, the U.S. Army and Sen. Ann Low")
                .into_iter()
                .filter(Word::is_capital)
                .map(|word| (word.text.to_owned(), word.shape))
                .collect();
        let shapes: Vec<(&str, Shape)> =
            capitals.iter().map(|(text, shape)| (text.as_str(), *shape)).collect();
        assert_eq!(
            shapes,
            [
                ("J.", Shape::Initial),
                ("D.", Shape::Initial),
                ("Vance", Shape::Capitalized),
                ("J.D.", Shape::Initial),
                ("Hall", Shape::Capitalized),
                ("U.S.", Shape::AllCaps),
                ("Army", Shape::Capitalized),
                ("Sen.", Shape::Capitalized),
                ("Ann", Shape::Capitalized),
                ("Low", Shape::Capitalized),
            ]
        );
    }

    #[test]
    fn contractions_handles_domains_and_prefixes_are_not_names() {
        assert_eq!(
            capitals("so I’ll and Don't, @Someone, Papers.com, Pro-Kyiv, 28-point"),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn word_after_a_quote_mark_colon_or_full_stop_starts_a_sentence() {
        let starts: Vec<String> = words_of("Aha they said, “Well now. Then” she went: Never. (Olga) did")
            .into_iter()
            .filter(|word| word.starts_sentence)
            .map(|word| word.text.to_owned())
            .collect();
        assert_eq!(starts, ["Aha", "Well", "Then", "Never", "Olga"]);
    }

    #[test]
    fn comma_at_the_end_of_a_line_is_a_comma() {
        let gaps: Vec<Gap> = words_of("Ann Low,\nthe mayor, left,here").iter().map(|word| word.gap).collect();
        let expected = [Gap::Other, Gap::Space, Gap::Comma, Gap::Space, Gap::Comma, Gap::Other];
        assert_eq!(gaps, expected);
    }

    #[test]
    fn capitals_are_found_in_any_script() {
        assert_eq!(capitals("а там Дем'янов і НАТО, ενώ ο Νίκος"), ["Дем'янов", "НАТО", "Νίκος"]);
        assert_eq!(capitals("met al-Assad and d’Arc"), ["al-Assad", "d’Arc"]);
    }
}
