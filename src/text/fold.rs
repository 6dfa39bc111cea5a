//! The folded view: one spelling for every way of writing a name.
//!
//! Compatibility forms (NFKC), typographic apostrophes, quotation marks, hyphens and spaces, invisible characters, case,
//! and the marks that people leave out (`text/marks.rs`) make no difference between two names: accents of Latin and Greek, stress in
//! Cyrillic, vowel signs of Arabic and Hebrew. Ё and е are one; й and и, ї and і, and the forms of alef are not.
//! Folding goes unit by unit: a character with the marks that follow it, and whatever invisible stands between them.
//! A unit is folded until it changes no more, because the steps feed each other (NFKC makes letters whose case
//! folds, case folding makes marks that compose). Nothing but a unit's own characters decides what becomes of it,
//! which is why the map can say where each came from, and why folding twice is folding once.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use unicase::UniCase;
use unicode_normalization::{IsNormalized, UnicodeNormalization, char::decompose_compatible, is_nfc_quick};

use super::divided::Divided;
use super::folding_tables::{self, straight, without_stroke};
use super::map::{Builder, Map};
use super::marks::{TATWEEL, makes_no_difference};
use super::runs::{plain_length, push_run, taken};
use super::scripts::is_mark;

/// The single characters that texts are full of, from the backtick on: their folding is worked out once.
const COMMON: [Range<u32>; 2] = [0x60..0x600, 0x2000..0x2070];

/// Folding again what is folded stops here at the latest; three rounds are the most that any character needs.
const MOST_ROUNDS: usize = 8;

/// A text as forms are compared with it, and the way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded<'a> {
    view: Cow<'a, str>,
    map: Map,
}

impl Folded<'_> {
    /// The folded text. A blank line is a run of LF in it; all other white space is single spaces, but for the line breaks
    /// that divide a word, which are gone.
    pub fn as_str(&self) -> &str {
        &self.view
    }

    /// Whether places in the folded text differ from places in the source. They do not for plain ASCII.
    pub fn has_map(&self) -> bool {
        !self.map.is_identity()
    }

    /// Where words are divided at a line's end, in order. Of the hyphen and the line break the folded text has the hyphen.
    pub fn divided(&self) -> &[Divided] {
        self.map.divided()
    }

    /// The source of a range of the folded text, both in bytes. None where an end falls inside the expansion of one
    /// source unit (a character with its marks), inside a character, or beyond the text. An invisible character belongs
    /// to the range only where both sides of it do.
    pub fn source_range(&self, folded: Range<usize>) -> Option<Range<usize>> {
        self.view.get(folded.clone())?;
        self.map.source_range(folded)
    }
}

/// The folded view of a text. See DESIGN, "Text and offsets", for what it makes equal.
pub fn fold(text: &str) -> Folded<'_> {
    if !text.bytes().any(|byte| byte.is_ascii_uppercase()) && plain_length(text) == text.len() {
        return Folded { view: Cow::Borrowed(text), map: Map::default() };
    }
    let (view, map) = view(text, Case::Fold);
    Folded { view: Cow::Owned(view), map }
}

/// A form of the list, folded as texts are, without outer spaces; line breaks and blank lines in it are spaces.
pub fn fold_form(form: &str) -> String {
    let folded = fold(form);
    let words: Vec<&str> = folded.as_str().split([' ', '\n']).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// All of folding but case: é is e, É is E, ß is ss and ẞ is SS.
pub fn fold_keeping_case(text: &str) -> String {
    view(text, Case::Keep).0
}

/// Whether folding removes a character: soft hyphen, zero-width and direction marks, variation selectors.
pub fn is_invisible(c: char) -> bool {
    folding_tables::is_invisible(c)
}

/// Whether a character does nothing but stretch the word before it: the tatweel. Folding removes it behind a letter.
pub fn is_stretching(c: char) -> bool {
    c == TATWEEL
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Fold,
    Keep,
}

fn view(text: &str, case: Case) -> (String, Map) {
    let mut builder = Builder::new(text.len());
    let common = Common::of(case);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((plain, after)) = split_plain(rest) {
            match case {
                Case::Fold => builder.push_lower(plain),
                Case::Keep => builder.push_same(plain),
            }
            rest = after;
        } else if let Some(after) = push_run(&mut builder, text, rest) {
            rest = after;
        } else {
            let after = after_unit(rest);
            let unit = taken(rest, after);
            if unit.len() > first.len_utf8() {
                builder.push_unit(unit, &folded_unit(unit, case));
            } else if stays(first) {
                builder.push_same(unit);
            } else if let Some(folded) = common.get(first) {
                builder.push_unit(unit, folded);
            } else {
                builder.push_unit(unit, &folded_unit(unit, case));
            }
            rest = after;
        }
    }
    builder.finish()
}

/// The plain ASCII that `text` starts with and what is after it. The last letter is left for the unit that it makes
/// with a mark after it. None where nothing plain is in front.
fn split_plain(text: &str) -> Option<(&str, &str)> {
    if text.bytes().next().is_none_or(|byte| byte >= 0x80) {
        return None;
    }
    let length = plain_length(text);
    let (plain, after) = text.split_at_checked(length)?;
    let own = if continues(after).is_some() { length.checked_sub(1)? } else { plain.len() };
    (own > 0).then(|| text.split_at_checked(own)).flatten()
}

/// What is left of `text` after the unit that it starts with: one character, and marks, with what is invisible
/// between them.
fn after_unit(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next();
    let mut after = characters.as_str();
    while let Some(further) = continues(after) {
        after = further;
    }
    after
}

/// What is left after one more character of the same unit. None where a new unit begins.
fn continues(text: &str) -> Option<&str> {
    let mut characters = text.trim_start_matches(is_invisible).chars();
    let joining = joins(characters.next()?);
    joining.then_some(characters.as_str())
}

/// Whether a character belongs to the unit of the one before it: a mark, a Hangul vowel or final, or whatever else
/// composes, as it is or when its compatibility form is taken. A tatweel does, so that what is stretched is one word.
pub(super) fn joins(c: char) -> bool {
    match c {
        TATWEEL => true,
        '\0'..='\u{2FF}' | '\u{370}'..='\u{482}' | '\u{48A}'..='\u{590}' | '\u{2000}'..='\u{20CF}' => false,
        _ if stays(c) => false,
        _ => {
            let mut first = None;
            decompose_compatible(c, |part| {
                first.get_or_insert(part);
            });
            first.is_some_and(|part| {
                part == TATWEEL || is_mark(part) || is_nfc_quick(std::iter::once(part)) == IsNormalized::Maybe
            })
        }
    }
}

/// Characters that begin a unit and that folding leaves alone, by the thousands: Kana, Han, Hangul syllables.
fn stays(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}')
}

/// Foldings of the [`COMMON`] characters, end to end, and where each ends.
struct Common {
    text: String,
    ends: Vec<u16>,
}

impl Common {
    fn of(case: Case) -> &'static Self {
        static FOLDED: LazyLock<Common> = LazyLock::new(|| Common::new(Case::Fold));
        static KEPT: LazyLock<Common> = LazyLock::new(|| Common::new(Case::Keep));
        match case {
            Case::Fold => &FOLDED,
            Case::Keep => &KEPT,
        }
    }

    fn new(case: Case) -> Self {
        let mut common = Self { text: String::new(), ends: vec![0] };
        let mut buffer = [0; 4];
        for c in COMMON.into_iter().flatten().filter_map(char::from_u32) {
            common.text.push_str(&folded_unit(c.encode_utf8(&mut buffer), case));
            common.ends.push(common.text.len() as u16);
        }
        common
    }

    /// The folding of a character as a unit of its own. None for one that is not common.
    fn get(&self, c: char) -> Option<&str> {
        let code = u32::from(c);
        let [first, second] = COMMON;
        let index = if first.contains(&code) {
            code - first.start
        } else if second.contains(&code) {
            code - second.start + (first.end - first.start)
        } else {
            return None;
        } as usize;
        self.text.get(usize::from(*self.ends.get(index)?)..usize::from(*self.ends.get(index + 1)?))
    }
}

/// The folding of one unit, which is not white space.
fn folded_unit(unit: &str, case: Case) -> String {
    let mut folded = folded_once(unit, case);
    for _ in 1..MOST_ROUNDS {
        let again = folded_once(&folded, case);
        if again == folded {
            break;
        }
        folded = again;
    }
    folded
}

fn folded_once(unit: &str, case: Case) -> String {
    let mut compatible = String::with_capacity(unit.len());
    for (number, c) in unit.chars().filter(|&c| !is_invisible(c)).map(straight).enumerate() {
        if number == 0 && is_spacing_mark(c) {
            compatible.push(c);
        } else {
            // One that stretches nothing, after a space, is a dash.
            decompose_compatible(c, |part| match part {
                TATWEEL if compatible.is_empty() => compatible.push('-'),
                TATWEEL => {}
                _ => compatible.push(part),
            });
        }
    }
    let composed: String = compatible.nfc().map(straight).collect();
    // Marks first: one of them (U+0345) is a letter once case is folded.
    let plain = without_marks(&composed);
    match case {
        Case::Fold => UniCase::unicode(plain).to_folded_case(),
        Case::Keep => plain,
    }
}

/// Whether a character is a mark with a space to stand on (such as ¨), which NFKC would take apart into a space, and so
/// into another word.
fn is_spacing_mark(c: char) -> bool {
    let mut first = None;
    decompose_compatible(c, |part| {
        first.get_or_insert(part);
    });
    first == Some(' ') && !c.is_whitespace() && straight(c) == c
}

/// The text without the marks that make no difference and without the strokes of its Latin letters, in NFC.
fn without_marks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letter = None;
    for c in text.nfd() {
        if !is_mark(c) {
            letter = Some(c);
        } else if letter.is_some_and(|letter| makes_no_difference(c, letter)) {
            continue;
        }
        match without_stroke(c) {
            Some(letter) => plain.push_str(letter),
            None => plain.push(c),
        }
    }
    plain.nfc().collect()
}

#[cfg(test)]
#[path = "fold_tests.rs"]
mod tests;
