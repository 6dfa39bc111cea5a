//! The folded view: one spelling for every way of writing a name.
//!
//! Compatibility forms (NFKC), typographic apostrophes, quotation marks, hyphens and spaces, invisible characters,
//! case, the strokes of Latin letters, and the marks that people leave out (`text/marks.rs`) do not distinguish names:
//! accents of Latin and Greek, stress in Cyrillic, vowel signs of Arabic and Hebrew. Ё and е are one; й and и, ї and і,
//! and the forms of alef are not.
//!
//! Folding goes unit by unit: a character with the marks that follow it, and any invisible characters between them. A
//! unit is folded until it no longer changes, because the steps feed each other (NFKC makes letters whose case folds,
//! case folding makes marks that compose). The result depends only on the unit's own characters, which is why the map
//! can say where each came from, and why folding is idempotent.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use unicase::UniCase;
use unicode_normalization::{UnicodeNormalization, char::decompose_compatible};

use super::folding_tables::{strip_stroke, to_ascii_punctuation};
use super::map::{OffsetMap, ViewBuilder};
use super::marks::{TATWEEL, is_ignorable};
use super::runs::{before_tail, plain_len, push_run};
use super::scripts::is_mark;
use super::units::{is_unchanged, skip_extender, skip_unit};
use super::word_splits::WordSplit;

pub use super::folding_tables::is_invisible;
pub use super::marks::is_tatweel;

/// The most frequent characters, from the backtick on; their foldings are cached.
const COMMON: [Range<u32>; 2] = [0x60..0x600, 0x2000..0x2070];

/// Maximum number of times a unit is folded; no character needs more than three.
const MAX_ROUNDS: usize = 8;

/// A text folded for comparison with forms, and the map back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded<'a> {
    view: Cow<'a, str>,
    map: OffsetMap,
}

impl Folded<'_> {
    /// Returns the folded text. In it, a blank line is a run of LF, and any other run of white space is a single space,
    /// except that line breaks that split a word are dropped.
    pub fn as_str(&self) -> &str {
        &self.view
    }

    /// Returns true if offsets in the folded text may differ from offsets in the source. Usually false for ASCII.
    pub fn has_map(&self) -> bool {
        !self.map.is_identity()
    }

    /// Words split at a line end, in order. The folded text keeps the hyphen, unless it is soft, and drops the line
    /// break.
    pub fn word_splits(&self) -> &[WordSplit] {
        self.map.word_splits()
    }

    /// Maps a byte range of the folded text to the source. None if an end falls inside the expansion of one source
    /// unit (a character with its marks), inside a character, or beyond the text. An invisible character belongs to
    /// the range only if both its neighbours do.
    pub fn source_range(&self, folded: Range<usize>) -> Option<Range<usize>> {
        self.view.get(folded.clone())?;
        self.map.source_range(folded)
    }
}

/// Folds a text. The module documentation says what this makes equal.
pub fn fold(text: &str) -> Folded<'_> {
    if !text.bytes().any(|byte| byte.is_ascii_uppercase()) && plain_len(text) == text.len() {
        return Folded { view: Cow::Borrowed(text), map: OffsetMap::default() };
    }
    let (view, map) = build_view(text, Case::Fold);
    Folded { view: Cow::Owned(view), map }
}

/// Folds a form of the list as texts are folded, and trims it; line breaks and blank lines become spaces.
pub fn fold_form(form: &str) -> String {
    let folded = fold(form);
    let words: Vec<&str> = folded.as_str().split([' ', '\n']).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Folds everything but case: é is e, É is E, ß is ss and ẞ is SS.
pub fn fold_keeping_case(text: &str) -> String {
    build_view(text, Case::Keep).0
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Fold,
    Keep,
}

fn build_view(text: &str, case: Case) -> (String, OffsetMap) {
    let mut builder = ViewBuilder::new(text.len());
    let cache = FoldingCache::of(case);
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
            let after = skip_unit(rest);
            let unit = before_tail(rest, after);
            if unit.len() > first.len_utf8() {
                builder.push_unit(unit, &fold_unit(unit, case));
            } else if is_unchanged(first) {
                builder.push_same(unit);
            } else if let Some(folded) = cache.get(first) {
                builder.push_unit(unit, folded);
            } else {
                builder.push_unit(unit, &fold_unit(unit, case));
            }
            rest = after;
        }
    }
    builder.finish()
}

/// Splits off the plain ASCII that `text` starts with. If a mark follows, the last letter is left for the unit that it
/// forms with the mark. None if there is nothing to split off.
fn split_plain(text: &str) -> Option<(&str, &str)> {
    if text.bytes().next().is_none_or(|byte| byte >= 0x80) {
        return None;
    }
    let length = plain_len(text);
    let (plain, after) = text.split_at_checked(length)?;
    let end = if skip_extender(after).is_some() { length.checked_sub(1)? } else { plain.len() };
    (end > 0).then(|| text.split_at_checked(end)).flatten()
}

/// Cached foldings of the [`COMMON`] characters, end to end, and where each ends.
struct FoldingCache {
    text: String,
    ends: Vec<u16>,
}

impl FoldingCache {
    fn of(case: Case) -> &'static Self {
        static FOLDED: LazyLock<FoldingCache> = LazyLock::new(|| FoldingCache::new(Case::Fold));
        static KEPT: LazyLock<FoldingCache> = LazyLock::new(|| FoldingCache::new(Case::Keep));
        match case {
            Case::Fold => &FOLDED,
            Case::Keep => &KEPT,
        }
    }

    fn new(case: Case) -> Self {
        let mut cache = Self { text: String::new(), ends: vec![0] };
        let mut buffer = [0; 4];
        for c in COMMON.into_iter().flatten().filter_map(char::from_u32) {
            cache.text.push_str(&fold_unit(c.encode_utf8(&mut buffer), case));
            cache.ends.push(cache.text.len() as u16);
        }
        cache
    }

    /// Returns the folding of `c` as a unit of its own. None if it is not a common character.
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

/// Folds one unit, which is not white space.
fn fold_unit(unit: &str, case: Case) -> String {
    let mut folded = fold_once(unit, case);
    for _ in 1..MAX_ROUNDS {
        let again = fold_once(&folded, case);
        if again == folded {
            break;
        }
        folded = again;
    }
    folded
}

fn fold_once(unit: &str, case: Case) -> String {
    let mut compatible = String::with_capacity(unit.len());
    for (index, c) in unit.chars().filter(|&c| !is_invisible(c)).map(to_ascii_punctuation).enumerate() {
        if index == 0 && is_spacing_mark(c) {
            compatible.push(c);
        } else {
            // A tatweel after a space stretches nothing and is a dash.
            decompose_compatible(c, |part| match part {
                TATWEEL if compatible.is_empty() => compatible.push('-'),
                TATWEEL => {}
                _ => compatible.push(part),
            });
        }
    }
    let composed: String = compatible.nfc().map(to_ascii_punctuation).collect();
    // Marks are stripped first, since case folding turns one of them (U+0345) into a letter.
    let plain = strip_marks(&composed);
    match case {
        Case::Fold => UniCase::unicode(plain).to_folded_case(),
        Case::Keep => plain,
    }
}

/// Returns true for a mark that carries its own space (such as ¨); NFKC would split it into a space and a mark, and
/// so divide the word.
fn is_spacing_mark(c: char) -> bool {
    let mut first = None;
    decompose_compatible(c, |part| {
        first.get_or_insert(part);
    });
    first == Some(' ') && !c.is_whitespace() && to_ascii_punctuation(c) == c
}

/// Removes ignorable marks and the strokes of Latin letters. The result is in NFC.
fn strip_marks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letter = None;
    for c in text.nfd() {
        if !is_mark(c) {
            letter = Some(c);
        } else if letter.is_some_and(|letter| is_ignorable(c, letter)) {
            continue;
        }
        match strip_stroke(c) {
            Some(letter) => plain.push_str(letter),
            None => plain.push(c),
        }
    }
    plain.nfc().collect()
}

#[cfg(test)]
#[path = "fold_tests.rs"]
mod tests;
