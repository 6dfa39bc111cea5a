//! A block as words: what each looks like, and whether it goes on from the one before.

use std::ops::Range;

use super::tables;
use crate::text::fold::is_invisible;
use crate::text::scripts::is_mark;

/// What a word looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// It begins with a small letter.
    Small,
    /// A capital, then small letters or digits.
    Name,
    /// Capitals alone, two or more.
    Capitals,
    /// One capital with its stop, or several: `J.`, `J.D.`.
    Initial,
    /// Nothing of a name: a number, a contraction, a handle, a domain.
    Other,
}

/// What divides two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// White space alone.
    Blank,
    /// A comma and a space.
    Comma,
    /// Anything else.
    Other,
}

/// A word of a block.
#[derive(Clone, Debug)]
pub(super) struct Word<'a> {
    /// The word without a possessive ending and without the part behind a hyphen that makes an adjective of it.
    pub text: &'a str,
    /// The same in lower case, without stops.
    pub lower: String,
    /// Where that stands, in bytes of the article's text.
    pub range: Range<usize>,
    /// What it looks like.
    pub shape: Shape,
    /// What divides it from the word before.
    pub gap: Gap,
    /// Whether it opens a sentence or a quotation, so that its capital says nothing.
    pub opens: bool,
    /// Whether no name goes on behind it: a possessive, or half an adjective.
    pub closes: bool,
    /// Whether a colon with a space before it follows: the words of a speaker.
    pub speaks: bool,
}

impl Word<'_> {
    /// Whether only white space divides it from the word before.
    pub fn joined(&self) -> bool {
        self.gap == Gap::Blank
    }

    /// Whether it can be part of a name.
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Name | Shape::Capitals | Shape::Initial)
    }
}

/// Two letters with stops that are no person's initials.
const DOTTED: &[&str] = &["us", "uk", "un", "eu", "uae", "usa", "dc", "ussr", "la", "ny"];
/// Endings of contractions behind an apostrophe.
const CONTRACTED: &[&str] = &["t", "ll", "re", "ve", "d", "m"];
/// The longest small part of a hyphenated given name, in characters: Kim Jong-un.
const LONGEST_SYLLABLE: usize = 4;

/// The longest word that a stop can belong to, in bytes; looking no further keeps the time in proportion.
const LONGEST_WITH_STOP: usize = 24;

/// The words of a block. `base` is where it begins in the article; `sentences` are its own, relative to it.
pub(super) fn words<'a>(text: &'a str, base: usize, sentences: &[Range<usize>]) -> Vec<Word<'a>> {
    let mut words: Vec<Word<'a>> = Vec::new();
    let mut sentence_ends = sentences.iter().map(|range| range.end).peekable();
    let mut from = 0;
    let mut opens = true;
    while let Some(span) = next_span(text, from) {
        let gap = text.get(from..span.start).unwrap_or_default();
        while sentence_ends.next_if(|end| *end <= span.start).is_some() {
            opens = true;
        }
        opens |= gap.contains([':', '…', '!', '?', '.', '\u{2022}'])
            || gap.ends_with(['“', '”', '„', '"', '‘', '\'', '«', '»']);
        let kind = match gap {
            ", " => Gap::Comma,
            _ if !gap.is_empty() && gap.chars().all(char::is_whitespace) => Gap::Blank,
            _ => Gap::Other,
        };
        let raw = text.get(span.clone()).unwrap_or_default();
        let after = text.get(span.end..).unwrap_or_default();
        let mut word = word(raw, words.last().filter(|_| kind == Gap::Blank));
        if gap.ends_with(['@', '#', '/', '_']) || gap == "." || is_domain(after) {
            word.shape = Shape::Other;
        }
        let is_alphabetic = raw.chars().any(char::is_alphabetic);
        word.range = base + span.start..base + span.start + word.text.len();
        word.gap = kind;
        word.opens = opens && is_alphabetic;
        word.speaks = after.starts_with(" : ");
        opens &= !is_alphabetic;
        from = span.end;
        words.push(word);
    }
    words
}

/// Whether a stop follows and then, without a space, more: `example.com`.
fn is_domain(after: &str) -> bool {
    let behind = after.strip_prefix(['.', '@', '/']);
    behind.and_then(|behind| behind.chars().next()).is_some_and(char::is_lowercase)
}

/// Where the next word stands: letters, digits and marks, with apostrophes and hyphens between them, and the stops of
/// initials and abbreviated titles.
fn next_span(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let start = from + rest.find(char::is_alphanumeric)?;
    let mut end = start;
    while let Some(c) = text.get(end..).and_then(|rest| rest.chars().next()) {
        let behind = text.get(end + c.len_utf8()..).unwrap_or_default();
        let goes_on = || behind.chars().next().is_some_and(char::is_alphanumeric);
        let is_part = c.is_alphanumeric()
            || is_mark(c)
            || is_invisible(c)
            || (is_apostrophe(c) || is_hyphen(c) || c == '&') && goes_on()
            || c == '.' && takes_stop(text.get(start..end).unwrap_or_default(), behind);
        if !is_part {
            break;
        }
        end += c.len_utf8();
    }
    Some(start..end)
}

/// Whether a stop belongs to the word before it.
fn takes_stop(word: &str, behind: &str) -> bool {
    if word.len() > LONGEST_WITH_STOP {
        return false;
    }
    let by_letters = word.split('.').all(is_one_capital) && !behind.starts_with(char::is_lowercase);
    by_letters || (behind.starts_with(' ') && tables::WITH_STOP.contains(word.to_lowercase().as_str()))
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

/// A word by its letters. Where it stands is filled in by who knows it.
fn word<'a>(raw: &'a str, before: Option<&Word<'_>>) -> Word<'a> {
    let (text, possessive) = without_possessive(raw);
    let (text, cut) =
        name_part(text, before.is_some_and(|before| before.shape == Shape::Name && !before.closes));
    let lower = text.replace('.', "").to_lowercase();
    let shape = shape(raw, text, &lower);
    Word {
        text,
        lower,
        range: 0..0,
        shape,
        gap: Gap::Other,
        opens: false,
        closes: possessive || cut,
        speaks: false,
    }
}

/// The word without `'s`; whether it had one.
fn without_possessive(raw: &str) -> (&str, bool) {
    let lower = raw.to_lowercase().replace('’', "'");
    if tables::POSSESSIVES_INSIDE.contains(lower.as_str()) {
        return (raw, false);
    }
    let bare = raw.strip_suffix(['s', 'S']).and_then(|rest| rest.strip_suffix(is_apostrophe));
    bare.filter(|bare| !bare.is_empty()).map_or((raw, false), |bare| (bare, true))
}

/// The leading part of a hyphenated word that is a name: of `Kyiv-born` it is `Kyiv`; whether something was cut.
fn name_part(text: &str, after_name: bool) -> (&str, bool) {
    if !text.contains(is_hyphen) {
        return (text, false);
    }
    let parts: Vec<&str> = text.split(is_hyphen).collect();
    let is_small = |part: &str| part.chars().next().is_some_and(char::is_lowercase);
    let Some(first_small) = parts.iter().position(|part| is_small(part)) else { return (text, false) };
    let last_is_small = parts.last().is_some_and(|last| is_small(last));
    if first_small == 0 || !last_is_small {
        return (text, false);
    }
    let tail = parts.last().copied().unwrap_or_default();
    let is_syllable =
        parts.len() == 2 && tail.chars().count() <= LONGEST_SYLLABLE && !tables::TAILS.contains(tail);
    if after_name && is_syllable {
        return (text, false);
    }
    let kept: usize = parts.iter().take(first_small).map(|part| part.len()).sum();
    let hyphens: usize =
        text.chars().filter(|c| is_hyphen(*c)).take(first_small - 1).map(char::len_utf8).sum();
    (text.get(..kept + hyphens).unwrap_or(text), true)
}

fn shape(raw: &str, text: &str, lower: &str) -> Shape {
    let Some(first) = text.chars().next() else { return Shape::Other };
    let contracted = raw.rsplit_once(is_apostrophe).is_some_and(|(_, end)| CONTRACTED.contains(&end));
    if contracted || !first.is_alphabetic() {
        return Shape::Other;
    }
    let lead = text.split(|c| is_hyphen(c) || is_apostrophe(c)).next().unwrap_or_default();
    if !first.is_uppercase() {
        let inner =
            text.get(lead.len()..).and_then(|rest| rest.chars().nth(1)).is_some_and(char::is_uppercase);
        let is_name = inner && tables::SMALL_PREFIXES.contains(lead);
        return if is_name { Shape::Name } else { Shape::Small };
    }
    if lead.len() < text.len() && tables::PREFIXES.contains(lead.to_lowercase().as_str()) {
        return Shape::Other;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().filter(|c| c.is_uppercase()).count();
    if text.contains('.') && letters.clone().count() == capitals {
        return if DOTTED.contains(&lower) { Shape::Capitals } else { Shape::Initial };
    }
    if capitals >= 2 && letters.count() == capitals && text.chars().all(char::is_alphabetic) {
        return Shape::Capitals;
    }
    Shape::Name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sentences::sentences;

    fn of(text: &str) -> Vec<Word<'_>> {
        words(text, 0, &sentences(text, "en"))
    }

    fn capitals(text: &str) -> Vec<&str> {
        of(text).into_iter().filter(Word::is_capital).map(|word| word.text).collect()
    }

    #[test]
    fn possessives_and_adjectives_are_cut_and_end_a_name() {
        assert_eq!(
            capitals("met O’Neill's aide, Kyiv-born Olena and Jean-Luc Petit"),
            ["O’Neill", "Kyiv", "Olena", "Jean-Luc", "Petit"]
        );
        assert_eq!(capitals("saw Kim Jong-un and Rostov-led teams"), ["Kim", "Jong-un", "Rostov"]);
        assert_eq!(capitals("the People's Guard"), ["People's", "Guard"]);
        assert!(of("saw Kyiv's").last().is_some_and(|word| word.closes));
    }

    #[test]
    fn initials_and_abbreviated_titles_keep_their_stop() {
        let told: Vec<(String, Shape)> = of("saw J. D. Vance, J.D. Hall, the U.S. Army and Sen. Ann Low")
            .into_iter()
            .filter(Word::is_capital)
            .map(|word| (word.text.to_owned(), word.shape))
            .collect();
        let shown: Vec<(&str, Shape)> = told.iter().map(|(text, shape)| (text.as_str(), *shape)).collect();
        assert_eq!(
            shown,
            [
                ("J.", Shape::Initial),
                ("D.", Shape::Initial),
                ("Vance", Shape::Name),
                ("J.D.", Shape::Initial),
                ("Hall", Shape::Name),
                ("U.S.", Shape::Capitals),
                ("Army", Shape::Name),
                ("Sen.", Shape::Name),
                ("Ann", Shape::Name),
                ("Low", Shape::Name),
            ]
        );
    }

    #[test]
    fn contractions_handles_domains_and_prefixes_are_no_names() {
        assert_eq!(
            capitals("so I’ll and Don't, @Someone, Papers.com, Pro-Kyiv, 28-point"),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn what_follows_a_quote_a_colon_or_a_stop_opens() {
        let opening: Vec<String> = of("Aha they said, “Well now. Then” she went: Never. (Olga) did")
            .into_iter()
            .filter(|word| word.opens)
            .map(|word| word.text.to_owned())
            .collect();
        assert_eq!(opening, ["Aha", "Well", "Then", "Never", "Olga"]);
    }

    #[test]
    fn any_script_with_capitals() {
        assert_eq!(capitals("а там Дем'янов і НАТО, ενώ ο Νίκος"), ["Дем'янов", "НАТО", "Νίκος"]);
        assert_eq!(capitals("met al-Assad and d’Arc"), ["al-Assad", "d’Arc"]);
    }
}
