//! The surroundings of a span: adjacent words, sentence starts, and the case of its line.

use std::ops::Range;

use crate::text::fold::is_invisible;
use crate::text::scripts::is_mark;

/// Maximum length of a line that may be in title case or in capitals, in code points.
const MAX_TITLE_CHARS: usize = 200;
/// Minimum number of words for a line to have a case of its own.
const MIN_TITLE_WORDS: usize = 3;
/// Maximum length of a lowercase word in title case, in code points.
const MAX_LOWERCASE_WORD: usize = 3;
/// Maximum length of a name, title or verb, in code points.
const MAX_WORD_CHARS: usize = 60;
/// Maximum number of characters examined to find the end of the previous sentence before spaces, quotation marks and
/// brackets.
const MAX_GAP_CHARS: usize = 8;

/// Possessive endings.
const POSSESSIVES: &[&str] = &["'s", "’s", "'S", "’S"];

/// A block of a text. Nothing outside the block is visible.
#[derive(Clone, Debug)]
pub(super) struct Context<'a> {
    text: &'a str,
    block: Range<usize>,
}

/// A word next to an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// Letters, digits, marks, hyphens, apostrophes and invisible characters. If it precedes the offset and a full stop
    /// follows it, also the full stops before that one: `J.R` in `J.R. Low`.
    pub text: &'a str,
    /// Byte offset in the article's text.
    pub start: usize,
    /// True if a full stop follows.
    pub has_full_stop: bool,
}

impl Word<'_> {
    /// Returns the byte offset of its end.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// True if it starts with a capital.
    pub(super) fn begins_with_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// True if it is capitalised like a name: it starts with a capital and has a lowercase letter.
    pub(super) fn is_capitalised(&self) -> bool {
        self.begins_with_capital() && self.text.chars().any(char::is_lowercase)
    }

    /// True if it is one capital letter, or several separated by full stops (`J.R`).
    pub(super) fn is_initial(&self) -> bool {
        let mut parts = self.text.split('.');
        parts.all(|part| {
            let mut letters = part.chars().filter(|letter| !is_mark(*letter));
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
        })
    }

    /// True if it is a possessive: Russia's, allies'.
    pub(super) fn is_possessive(&self) -> bool {
        POSSESSIVES.iter().chain(&["s'", "s’"]).any(|ending| self.text.ends_with(ending))
    }

    /// Returns the word without its possessive ending.
    pub(super) fn without_possessive(&self) -> &str {
        let plain = POSSESSIVES.iter().find_map(|ending| self.text.strip_suffix(ending));
        plain.unwrap_or(self.text.trim_end_matches(['\'', '’']))
    }

    /// True if it has an ASCII digit.
    pub(super) fn has_digit(&self) -> bool {
        self.text.chars().any(|c| c.is_ascii_digit())
    }
}

/// The case of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineCase {
    /// A capital marks a name or the start of a sentence.
    Plain,
    /// Every longer word is capitalised.
    TitleCase,
    /// There are no lowercase letters.
    AllCaps,
}

/// Returns the possessive ending at the start of a text, if any.
pub(super) fn possessive_suffix(rest: &str) -> Option<&'static str> {
    POSSESSIVES.iter().copied().find(|ending| rest.starts_with(ending))
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || is_invisible(c) || is_joiner(c)
}

fn is_joiner(c: char) -> bool {
    is_hyphen(c) || matches!(c, '\'' | '’' | 'ʼ')
}

/// True for hyphens, not dashes.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// True if a character opens a quotation or bracket, or precedes a list item.
fn is_opening_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '«' | '\'' | '‘' | '‚' | '(' | '[' | '–' | '—' | '-' | '•' | '*')
}

impl<'a> Context<'a> {
    /// Creates the context of a block, given by its byte range.
    pub(super) fn new(text: &'a str, block: Range<usize>) -> Self {
        Self { text, block }
    }

    /// Returns the block's text before an offset.
    fn text_before(&self, at: usize) -> &'a str {
        self.text.get(self.block.start..at).unwrap_or_default()
    }

    /// Returns the block's text from an offset on.
    pub(super) fn text_after(&self, at: usize) -> &'a str {
        self.text.get(at..self.block.end.max(at)).unwrap_or_default()
    }

    /// Returns the word before an offset, separated by what [`strip_one_space`] strips, and perhaps by a full stop.
    /// None if there is none, or if it is longer than any name.
    pub(super) fn word_before(&self, at: usize) -> Option<Word<'a>> {
        let lead = strip_one_space(self.text_before(at), str::strip_suffix)?;
        let stripped = lead.strip_suffix('.');
        let has_full_stop = stripped.is_some();
        let lead = stripped.unwrap_or(lead);
        let is_inside = |c: char| is_word_char(c) || (has_full_stop && c == '.');
        let letters = lead.chars().rev().take(MAX_WORD_CHARS + 1).take_while(|c| is_inside(*c));
        let len: usize = letters.map(char::len_utf8).sum();
        let start = lead.len() - len;
        let text = lead.get(start..).filter(|text| text.chars().any(char::is_alphanumeric))?;
        (text.chars().nth(MAX_WORD_CHARS).is_none()).then_some(Word {
            text,
            start: self.block.start + start,
            has_full_stop,
        })
    }

    /// Returns the word before an offset, with a comma and a space between.
    pub(super) fn word_before_comma(&self, at: usize) -> Option<Word<'a>> {
        let lead = self.text_before(at).strip_suffix(", ")?;
        self.word_ending_at(self.block.start + lead.len())
    }

    /// Returns the word that ends at an offset; of a very long one, only the end.
    pub(super) fn word_ending_at(&self, at: usize) -> Option<Word<'a>> {
        let lead = self.text_before(at);
        let letters = lead.chars().rev().take(MAX_WORD_CHARS + 1).take_while(|c| is_word_char(*c));
        let len: usize = letters.map(char::len_utf8).sum();
        let start = lead.len() - len;
        let text = lead.get(start..).filter(|text| !text.is_empty())?;
        Some(Word { text, start: self.block.start + start, has_full_stop: false })
    }

    /// Returns the word after an offset, separated by what [`strip_one_space`] strips. None if there is none, or if it
    /// is longer than any name.
    pub(super) fn word_after(&self, at: usize) -> Option<Word<'a>> {
        let whole = self.text_after(at);
        let rest = strip_one_space(whole, str::strip_prefix)?;
        let letters = rest.chars().take(MAX_WORD_CHARS + 1).take_while(|c| is_word_char(*c));
        let len: usize = letters.map(char::len_utf8).sum();
        let text = rest.get(..len).filter(|text| text.chars().any(char::is_alphanumeric))?;
        (text.chars().nth(MAX_WORD_CHARS).is_none()).then_some(Word {
            text,
            start: at + (whole.len() - rest.len()),
            has_full_stop: rest.get(len..).is_some_and(|after| after.starts_with('.')),
        })
    }

    /// Returns the characters directly before and after a span.
    pub(super) fn neighbours(&self, span: &Range<usize>) -> (Option<char>, Option<char>) {
        (self.text_before(span.start).chars().next_back(), self.text_after(span.end).chars().next())
    }

    /// True if a capital at an offset need not mark a name: at the start of a block, quotation or bracket, after a full
    /// stop or another end of a sentence, after a colon, or directly after a dash or hyphen.
    pub(super) fn opens_sentence(&self, at: usize) -> bool {
        let lead = self.text_before(at);
        let mut before = lead.chars().rev().take(MAX_GAP_CHARS).skip_while(|c| c.is_whitespace());
        let Some(last) = before.next() else { return lead.trim().is_empty() };
        if is_opening_mark(last) && lead.ends_with(last) {
            return true;
        }
        let closes = |c: &char| c.is_whitespace() || matches!(c, '"' | '”' | '»' | '\'' | '’' | ')' | ']');
        let end = std::iter::once(last).chain(before).find(|c| !closes(c) && !is_opening_mark(*c));
        end.map_or(lead.chars().nth(MAX_GAP_CHARS).is_none(), |c| matches!(c, '.' | '!' | '?' | '…' | ':'))
    }

    /// Returns the case of the line around an offset. A line of more than 200 code points counts as plain, so the cost
    /// is bounded.
    pub(super) fn line_case(&self, at: usize) -> LineCase {
        match self.title_line_at(at) {
            Some(line) if is_all_caps(line) => LineCase::AllCaps,
            Some(line) if is_title_case(line) => LineCase::TitleCase,
            _ => LineCase::Plain,
        }
    }

    /// Returns the line around an offset. None if it has more than [`MAX_TITLE_CHARS`] code points.
    fn title_line_at(&self, at: usize) -> Option<&'a str> {
        let len = |characters: &mut dyn Iterator<Item = char>| -> usize {
            characters.take(MAX_TITLE_CHARS + 1).take_while(|c| *c != '\n').map(char::len_utf8).sum()
        };
        let before = len(&mut self.text_before(at).chars().rev());
        let after = len(&mut self.text_after(at).chars());
        let line = self.text.get(at - before..at + after)?;
        line.chars().nth(MAX_TITLE_CHARS).is_none().then_some(line)
    }
}

/// Strips one space or line break, and one line break beyond it if there is one, from the end of the text that `strip`
/// works on. None if that end has neither.
fn strip_one_space(text: &str, strip: for<'a> fn(&'a str, char) -> Option<&'a str>) -> Option<&str> {
    let without = [' ', '\u{a0}', '\u{202f}', '\n'].iter().find_map(|space| strip(text, *space))?;
    Some(strip(without, '\n').unwrap_or(without))
}

/// True if a line has at least three words and no lowercase letter.
fn is_all_caps(line: &str) -> bool {
    !line.chars().any(char::is_lowercase) && words(line).take(MIN_TITLE_WORDS).count() == MIN_TITLE_WORDS
}

/// True if a line has at least three words and no word of more than three characters starts in lowercase, so that a
/// capital means nothing. A line that ends in a full stop is a sentence and does not qualify.
fn is_title_case(line: &str) -> bool {
    let is_lowercase = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
    if line.trim_end_matches(['"', '”', '’', ' ']).ends_with('.') {
        return false;
    }
    let long_lowercase =
        words(line).filter(|word| is_lowercase(word) && word.chars().count() > MAX_LOWERCASE_WORD);
    words(line).take(MIN_TITLE_WORDS).count() == MIN_TITLE_WORDS && long_lowercase.count() == 0
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    parts.filter(|word| word.chars().any(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(text: &str) -> Context<'_> {
        Context::new(text, 0..text.len())
    }

    fn before(text: &str, name: &str) -> Option<String> {
        let at = text.find(name).unwrap();
        context(text).word_before(at).map(|word| word.text.to_owned())
    }

    fn after(text: &str, name: &str) -> Option<String> {
        let at = text.find(name).unwrap() + name.len();
        context(text).word_after(at).map(|word| word.text.to_owned())
    }

    #[test]
    fn adjacent_words_are_one_space_away() {
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
            assert_eq!(after(text, "Biden").as_deref(), word, "{text}");
        }
    }

    #[test]
    fn text_outside_the_block_is_invisible() {
        let text = "Hunter\nBiden\nCenter";
        let block = Context::new(text, 7..12);
        assert_eq!((block.word_before(7), block.word_after(12)), (None, None));
        assert!(block.opens_sentence(7));
    }

    #[test]
    fn initials_are_recognised() {
        let initial = |text: &str| Word { text, start: 0, has_full_stop: true }.is_initial();
        assert!(initial("H") && initial("J.R") && initial("Ж"));
        assert!(!initial("Mr") && !initial("U.Sx") && !initial("h") && !initial("7"));
    }

    #[test]
    fn sentences_start_after_full_stops_opening_quotes_and_colons() {
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
            assert_eq!(context(text).opens_sentence(text.find("Biden").unwrap()), opens, "{text}");
        }
    }

    #[test]
    fn title_case_lines_are_recognised() {
        let line = |text: &str| context(text).line_case(0);
        assert_eq!(line("Aides Say Hunter Biden Will Not Talk to the Press"), LineCase::TitleCase);
        assert_eq!(line("Aides say that Hunter Biden will not talk."), LineCase::Plain);
        assert_eq!(line("They met in Biden Tower"), LineCase::TitleCase);
        assert_eq!(line("They met in Biden Tower."), LineCase::Plain);
        assert_eq!(line("Hunter Biden"), LineCase::Plain);
        assert_eq!(line("HUNTER BIDEN WILL NOT TALK"), LineCase::AllCaps);
        assert_eq!(line(&"Hunter Biden ".repeat(30)), LineCase::Plain);
    }
}
