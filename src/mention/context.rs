//! What stands around a span: the words beside it, where its sentence begins, and whether its line has a case of its own.

use std::ops::Range;

use crate::text::fold::is_invisible;
use crate::text::scripts::is_mark;

/// A longer line, in characters, is no title.
const LONGEST_TITLE: usize = 200;
/// A line of fewer words has no case of its own.
const LEAST_TITLE_WORDS: usize = 3;
/// Words of a title that may begin with a small letter are no longer than this.
const LONGEST_SMALL_WORD: usize = 3;
/// A longer word, in characters, is no name, title or verb.
const LONGEST_WORD: usize = 60;
/// As many spaces, quotation marks and brackets are looked through for the end of the sentence before.
const LONGEST_GAP: usize = 8;

/// What makes a possessive of a word.
const POSSESSIVES: &[&str] = &["'s", "’s", "'S", "’S"];

/// A text and one of its blocks, to look around in. Nothing outside the block is seen.
#[derive(Clone, Debug)]
pub(super) struct Surroundings<'a> {
    text: &'a str,
    block: Range<usize>,
}

/// A word beside a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// Its characters: letters, digits, marks, hyphens and apostrophes, without a full stop.
    pub text: &'a str,
    /// Its first byte in the article's text.
    pub start: usize,
    /// Whether a full stop stands behind it.
    pub has_stop: bool,
}

impl Word<'_> {
    /// The byte behind its last letter.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it begins with a capital.
    pub(super) fn begins_with_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it begins with a capital and has a small letter: capitalised as names are.
    pub(super) fn is_capitalised(&self) -> bool {
        self.begins_with_capital() && self.text.chars().any(char::is_lowercase)
    }

    /// Whether it is one capital letter with or without a full stop, or several with one behind each: J., J.R.
    pub(super) fn is_initial(&self) -> bool {
        let mut parts = self.text.split('.');
        parts.all(|part| {
            let mut letters = part.chars().filter(|letter| !is_mark(*letter));
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
        })
    }

    /// Whether it is a possessive: Russia's, allies'.
    pub(super) fn is_possessive(&self) -> bool {
        POSSESSIVES.iter().chain(&["s'", "s’"]).any(|ending| self.text.ends_with(ending))
    }

    /// The word without what makes a possessive of it.
    pub(super) fn without_possessive(&self) -> &str {
        let plain = POSSESSIVES.iter().find_map(|ending| self.text.strip_suffix(ending));
        plain.unwrap_or(self.text.trim_end_matches(['\'', '’']))
    }

    /// Whether it has a digit.
    pub(super) fn has_digit(&self) -> bool {
        self.text.chars().any(|c| c.is_ascii_digit())
    }
}

/// What the capitals of a line say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A capital marks a name or opens a sentence.
    Plain,
    /// Every longer word has a capital.
    TitleCase,
    /// Every letter is a capital.
    Capitals,
}

/// What makes a possessive of the word before it, where a text begins with that.
pub(super) fn possessive_of(rest: &str) -> Option<&'static str> {
    POSSESSIVES.iter().copied().find(|ending| rest.starts_with(ending))
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || is_invisible(c) || is_joint(c)
}

fn is_joint(c: char) -> bool {
    is_hyphen(c) || matches!(c, '\'' | '’' | 'ʼ')
}

/// Whether a character is a hyphen inside a word; a dash is none.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether a character opens a quotation or a bracket, or stands before the words of a list item.
fn opens(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '«' | '\'' | '‘' | '‚' | '(' | '[' | '–' | '—' | '-' | '•' | '*')
}

impl<'a> Surroundings<'a> {
    /// Looks around in one block of a text, a range of its bytes.
    pub(super) fn new(text: &'a str, block: Range<usize>) -> Self {
        Self { text, block }
    }

    /// What is before a place, to the block's beginning.
    fn lead(&self, at: usize) -> &'a str {
        self.text.get(self.block.start..at).unwrap_or_default()
    }

    /// What is from a place on, to the block's end.
    pub(super) fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..self.block.end.max(at)).unwrap_or_default()
    }

    /// The word before a place, one space away (in a paragraph of several lines, one line break), with no other character
    /// between but the full stop of an initial or an abbreviation.
    pub(super) fn word_before(&self, at: usize) -> Option<Word<'a>> {
        let lead = without_space(self.lead(at), str::strip_suffix)?;
        let stripped = lead.strip_suffix('.');
        let has_stop = stripped.is_some();
        let lead = stripped.unwrap_or(lead);
        let is_inside = |c: char| is_part(c) || (has_stop && c == '.');
        let letters = lead.chars().rev().take(LONGEST_WORD + 1).take_while(|c| is_inside(*c));
        let length: usize = letters.map(char::len_utf8).sum();
        let start = lead.len() - length;
        let text = lead.get(start..).filter(|text| text.chars().any(char::is_alphanumeric))?;
        (text.chars().nth(LONGEST_WORD).is_none()).then_some(Word {
            text,
            start: self.block.start + start,
            has_stop,
        })
    }

    /// The word before a comma and a space before a place.
    pub(super) fn word_before_comma(&self, at: usize) -> Option<Word<'a>> {
        let lead = self.lead(at).strip_suffix(", ")?;
        self.word_before_hyphen(self.block.start + lead.len())
    }

    /// The word that ends at a place, before a hyphen.
    pub(super) fn word_before_hyphen(&self, at: usize) -> Option<Word<'a>> {
        let lead = self.lead(at);
        let letters = lead.chars().rev().take(LONGEST_WORD + 1).take_while(|c| is_part(*c));
        let length: usize = letters.map(char::len_utf8).sum();
        let start = lead.len() - length;
        let text = lead.get(start..).filter(|text| !text.is_empty())?;
        Some(Word { text, start: self.block.start + start, has_stop: false })
    }

    /// The word behind a place, one space away, as [`Self::word_before`].
    pub(super) fn word_behind(&self, at: usize) -> Option<Word<'a>> {
        let whole = self.rest(at);
        let rest = without_space(whole, str::strip_prefix)?;
        let letters = rest.chars().take(LONGEST_WORD + 1).take_while(|c| is_part(*c));
        let length: usize = letters.map(char::len_utf8).sum();
        let text = rest.get(..length).filter(|text| text.chars().any(char::is_alphanumeric))?;
        (text.chars().nth(LONGEST_WORD).is_none()).then_some(Word {
            text,
            start: at + (whole.len() - rest.len()),
            has_stop: rest.get(length..).is_some_and(|after| after.starts_with('.')),
        })
    }

    /// The characters that stand directly before and behind a span.
    pub(super) fn neighbours(&self, span: &Range<usize>) -> (Option<char>, Option<char>) {
        (self.lead(span.start).chars().next_back(), self.rest(span.end).chars().next())
    }

    /// Whether a sentence, a quotation or a block begins at a place.
    pub(super) fn opens_sentence(&self, at: usize) -> bool {
        let lead = self.lead(at);
        let mut before = lead.chars().rev().take(LONGEST_GAP).skip_while(|c| c.is_whitespace());
        let Some(last) = before.next() else { return lead.trim().is_empty() };
        if opens(last) && lead.ends_with(last) {
            return true;
        }
        let closes = |c: &char| c.is_whitespace() || matches!(c, '"' | '”' | '»' | '\'' | '’' | ')' | ']');
        let end = std::iter::once(last).chain(before).find(|c| !closes(c) && !opens(*c));
        end.map_or(lead.chars().nth(LONGEST_GAP).is_none(), |c| matches!(c, '.' | '!' | '?' | '…' | ':'))
    }

    /// What the capitals of the line around a place say. A line is what stands between two line breaks; where it is longer
    /// than any title it is plain, so that looking costs the same wherever it is done.
    pub(super) fn line(&self, at: usize) -> Line {
        match self.title_around(at) {
            Some(line) if is_all_capitals(line) => Line::Capitals,
            Some(line) if is_title_case(line) => Line::TitleCase,
            _ => Line::Plain,
        }
    }

    /// The line around a place, unless it is longer than any title.
    fn title_around(&self, at: usize) -> Option<&'a str> {
        let length = |characters: &mut dyn Iterator<Item = char>| -> usize {
            characters.take(LONGEST_TITLE + 1).take_while(|c| *c != '\n').map(char::len_utf8).sum()
        };
        let before = length(&mut self.lead(at).chars().rev());
        let behind = length(&mut self.rest(at).chars());
        let line = self.text.get(at - before..at + behind)?;
        line.chars().nth(LONGEST_TITLE).is_none().then_some(line)
    }
}

/// A text without the one space, or the one line break with the spaces around it, that `strip` takes off one end of it.
fn without_space(text: &str, strip: for<'a> fn(&'a str, char) -> Option<&'a str>) -> Option<&str> {
    let without = [' ', '\u{a0}', '\u{202f}', '\n'].iter().find_map(|space| strip(text, *space))?;
    Some(strip(without, '\n').unwrap_or(without))
}

/// Whether a line has three words or more and no small letter.
fn is_all_capitals(line: &str) -> bool {
    !line.chars().any(char::is_lowercase) && words(line).take(LEAST_TITLE_WORDS).count() == LEAST_TITLE_WORDS
}

/// Whether all words of a line but short ones begin with a capital, so that a capital says nothing. What ends in a full stop is a sentence.
fn is_title_case(line: &str) -> bool {
    let small = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
    if line.trim_end_matches(['"', '”', '’', ' ']).ends_with('.') {
        return false;
    }
    let long_small = words(line).filter(|word| small(word) && word.chars().count() > LONGEST_SMALL_WORD);
    words(line).take(LEAST_TITLE_WORDS).count() == LEAST_TITLE_WORDS && long_small.count() == 0
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    parts.filter(|word| word.chars().any(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(text: &str) -> Surroundings<'_> {
        Surroundings::new(text, 0..text.len())
    }

    fn before(text: &str, name: &str) -> Option<String> {
        let at = text.find(name).unwrap();
        around(text).word_before(at).map(|word| word.text.to_owned())
    }

    fn behind(text: &str, name: &str) -> Option<String> {
        let at = text.find(name).unwrap() + name.len();
        around(text).word_behind(at).map(|word| word.text.to_owned())
    }

    #[test]
    fn words_are_one_space_away() {
        for (text, word) in [
            ("Hunter Biden", Some("Hunter")),
            ("Hunter\u{a0}Biden", Some("Hunter")),
            ("Hunter\nBiden", Some("Hunter")),
            ("Jean-Luc Biden", Some("Jean-Luc")),
            ("Robert H. Biden", Some("H")),
            ("J.R. Biden", Some("J.R")),
            ("Sen. Biden", Some("Sen")),
            ("Hunter, Biden", None),
            ("Hunter  Biden", None),
            ("Biden", None),
            ("(Biden", None),
        ] {
            assert_eq!(before(text, "Biden").as_deref(), word, "{text}");
        }
        for (text, word) in [
            ("Biden Center", Some("Center")),
            ("Biden\nCenter", Some("Center")),
            ("Biden's Center", None),
            ("Biden, Center", None),
            ("Biden", None),
        ] {
            assert_eq!(behind(text, "Biden").as_deref(), word, "{text}");
        }
    }

    #[test]
    fn nothing_outside_the_block_is_seen() {
        let text = "Hunter\nBiden\nCenter";
        let block = Surroundings::new(text, 7..12);
        assert_eq!((block.word_before(7), block.word_behind(12)), (None, None));
        assert!(block.opens_sentence(7));
    }

    #[test]
    fn initials_are_told() {
        let initial = |text: &str| Word { text, start: 0, has_stop: true }.is_initial();
        assert!(initial("H") && initial("J.R") && initial("Ж"));
        assert!(!initial("Mr") && !initial("U.Sx") && !initial("h") && !initial("7"));
    }

    #[test]
    fn sentences_open_behind_ends_quotes_and_colons() {
        for (text, opens) in [
            ("Biden", true),
            ("It ended. Biden", true),
            ("“It ended.” Biden", true),
            ("He said: “Biden", true),
            ("He said: Biden", true),
            ("• Biden", true),
            ("It ended? (Biden", true),
            ("said Biden", false),
            ("and, Biden", false),
            ("the “plan” Biden", false),
        ] {
            assert_eq!(around(text).opens_sentence(text.find("Biden").unwrap()), opens, "{text}");
        }
    }

    #[test]
    fn lines_in_title_case_are_told() {
        let line = |text: &str| around(text).line(0);
        assert_eq!(line("Aides Say Hunter Biden Will Not Talk to the Press"), Line::TitleCase);
        assert_eq!(line("Aides say that Hunter Biden will not talk."), Line::Plain);
        assert_eq!(line("They met in Biden Tower"), Line::TitleCase);
        assert_eq!(line("They met in Biden Tower."), Line::Plain);
        assert_eq!(line("Hunter Biden"), Line::Plain);
        assert_eq!(line("HUNTER BIDEN WILL NOT TALK"), Line::Capitals);
        assert_eq!(line(&"Hunter Biden ".repeat(30)), Line::Plain);
    }
}
