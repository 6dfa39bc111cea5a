//! The view that a search runs on: typography unified as for patterns, and letters folded as the expression needs.
//!
//! Users who type `Zurich` mean Zürich too, and those who copy a word from a page do not know whether its ﬁ is one
//! character or two, so literals are searched in folded text. Unlike names, searches have smart case, so case is kept;
//! and they may be regular expressions, whose classes and repetitions count characters. Hence three kinds of
//! [`Folding`]; [`super::search_expression`] chooses one for an expression.
//!
//! The view is built on top of [`unify`]; most characters stay as is, and only the rest are examined with their marks.
//! A text that is ASCII once unified needs no view of its own. A letter is a unit of [`super::fold`]. If a word is
//! split at a line end, its hyphen may or may not be part of it, so there is a second view without it.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

use super::fold::fold_keeping_case;
use super::map::{OffsetMap, ViewBuilder};
use super::unify::{Unified, unify};
use super::units::extends_unit;
use super::word_splits::Hyphen;

/// How the letters of a view are folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folding {
    /// Everything but case: é is e, ß is ss, ﬁ is fi.
    Full,
    /// Like [`Self::Full`], but only where the result is one character: é is e, ß and ﬁ stay.
    OneToOne,
    /// Letters are only composed (NFC).
    Off,
}

/// A text as a search sees it, and the map back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchView<'a> {
    unified: Unified<'a>,
    /// The folded text and its map. None if the unified text needs no folding.
    folded: Option<(String, OffsetMap)>,
}

impl SearchView<'_> {
    /// Returns the text to search. In it, a blank line is a run of LF, and any other run of white space is a single
    /// space, except that line breaks that split a word are dropped.
    pub fn as_str(&self) -> &str {
        match &self.folded {
            Some((view, _)) => view,
            None => self.unified.as_str(),
        }
    }

    /// Maps a byte range of the view to the source. None if an end falls inside a letter or beyond the text.
    pub fn source_range(&self, view: Range<usize>) -> Option<Range<usize>> {
        self.as_str().get(view.clone())?;
        let unified = match &self.folded {
            Some((_, map)) => map.source_range(view)?,
            None => view,
        };
        self.unified.source_range(unified)
    }

    /// Returns a view of the same text without the hyphens that split words at a line end, since they may not be part
    /// of the word. None if no word is split by one.
    pub fn dehyphenated(&self, folding: Folding) -> Option<Self> {
        let hyphens = self.unified.word_splits().iter().filter(|split| split.hyphen == Hyphen::Hard);
        let hyphens: Vec<usize> = hyphens.filter_map(|split| split.view.checked_sub(1)).collect();
        let folded = (!hyphens.is_empty()).then(|| fold_view(&self.unified, folding, &hyphens))?;
        Some(Self { unified: self.unified.clone(), folded: Some(folded) })
    }
}

/// Returns the view of a text.
pub fn search_view(text: &str, folding: Folding) -> SearchView<'_> {
    let unified = unify(text);
    let folded = (!unified.as_str().is_ascii()).then(|| fold_view(&unified, folding, &[]));
    SearchView { unified, folded }
}

/// Folds a unified text and drops the hyphens at the given byte offsets, in ascending order.
fn fold_view(unified: &Unified<'_>, folding: Folding, hyphens: &[usize]) -> (String, OffsetMap) {
    let text = unified.as_str();
    let mut builder = ViewBuilder::new(text.len());
    let mut done = 0;
    for &hyphen in hyphens {
        push_folded(&mut builder, text.get(done..hyphen).unwrap_or_default(), folding);
        builder.push_unit("-", "");
        done = hyphen + 1;
    }
    push_folded(&mut builder, text.get(done..).unwrap_or_default(), folding);
    builder.finish()
}

fn push_folded(builder: &mut ViewBuilder, text: &str, folding: Folding) {
    let mut rest = text;
    while let Some(start) = find_foldable(rest) {
        let (before, from) = rest.split_at_checked(start).unwrap_or((rest, ""));
        builder.push_same(before);
        let letter = first_letter(from);
        let folded = fold_letter(letter, folding);
        if folded == letter {
            builder.push_same(letter);
        } else {
            builder.push_unit(letter, &folded);
        }
        rest = from.get(letter.len()..).unwrap_or_default();
    }
    builder.push_same(rest);
}

/// Returns the byte offset of the first letter that folding may change.
fn find_foldable(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let (before, from) = text.split_at_checked(at)?;
        let ascii = from.bytes().position(|byte| !byte.is_ascii())?;
        let c = from.get(ascii..)?.chars().next()?;
        if ascii == 0 && !is_unchanged(c) {
            let base = before.chars().next_back().filter(|base| extends_unit(c) && !base.is_whitespace());
            return Some(at - base.map_or(0, char::len_utf8));
        }
        at += if ascii == 0 { c.len_utf8() } else { ascii };
    }
}

/// Returns the letter that a text starts with: a unit of folding.
fn first_letter(text: &str) -> &str {
    let mut after = text.chars();
    after.next();
    let rest = after.as_str().trim_start_matches(extends_unit);
    text.get(..text.len() - rest.len()).unwrap_or(text)
}

/// Iterates over the letters of a text, which must have no invisible characters.
pub(super) fn letters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let letter = Some(first_letter(rest)).filter(|letter| !letter.is_empty())?;
        rest = rest.get(letter.len()..)?;
        Some(letter)
    })
}

/// Returns true if folding does not change `c` and it starts a letter, as most characters of any script do. Always
/// false above U+FFFF. The results are cached in blocks of 256.
fn is_unchanged(c: char) -> bool {
    static UNCHANGED: [OnceLock<[u64; 4]>; 256] = [const { OnceLock::new() }; 256];
    let code = u32::from(c);
    let Some(block) = UNCHANGED.get((code >> 8) as usize) else { return false };
    let words = block.get_or_init(|| {
        let mut words = [0; 4];
        for c in (code & !0xFF..=code | 0xFF).filter_map(char::from_u32) {
            let is_same = |c: char| fold_keeping_case(c.encode_utf8(&mut [0; 4])).chars().eq([c]);
            if let Some(word) = words.get_mut((u32::from(c) >> 6 & 3) as usize) {
                *word |= u64::from(!extends_unit(c) && is_same(c)) << (u32::from(c) & 63);
            }
        }
        words
    });
    words.get((code >> 6 & 3) as usize).is_some_and(|word| word >> (code & 63) & 1 == 1)
}

/// Folds one letter with its marks. Without full folding, a letter that has no form of a single character stays as it
/// is.
fn fold_letter(letter: &str, folding: Folding) -> Cow<'_, str> {
    let fits = |text: &String| folding == Folding::Full || text.chars().nth(1).is_none();
    let composed = || Some(letter.nfc().collect()).filter(fits);
    let folded = || Some(fold_keeping_case(letter)).filter(fits);
    let result = if folding == Folding::Off { composed() } else { folded().or_else(composed) };
    result.map_or(Cow::Borrowed(letter), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_folding_sees_letters_its_own_way() {
        for (text, full, one_to_one, off) in [
            ("Zürich Łódź", "Zurich Lodz", "Zurich Lodz", "Zürich Łódź"),
            ("Zu\u{308}rich", "Zurich", "Zurich", "Zürich"),
            ("Straße ﬁne", "Strasse fine", "Straße ﬁne", "Straße ﬁne"),
            ("“a” «b»—c’s", "\"a\" \"b\"-c's", "\"a\" \"b\"-c's", "\"a\" \"b\"-c's"),
            ("Ki\u{AD}ev\ntalks\n\né", "Kiev talks\n\ne", "Kiev talks\n\ne", "Kiev talks\n\né"),
            ("Київ и\u{306}", "Київ й", "Київ й", "Київ й"),
            ("कि \u{301}a -\u{301}", "कि \u{301}a -\u{301}", "कि \u{301}a -\u{301}", "कि \u{301}a -\u{301}"),
        ] {
            for (folding, expected) in
                [(Folding::Full, full), (Folding::OneToOne, one_to_one), (Folding::Off, off)]
            {
                assert_eq!(search_view(text, folding).as_str(), expected, "{text} {folding:?}");
            }
        }
        assert!(search_view("A plain\nblock.", Folding::Full).folded.is_none());
    }

    #[test]
    fn ranges_map_to_the_text() {
        let text = "in Zu\u{308}\u{AD}rich’s\noﬃce";
        let view = search_view(text, Folding::Full);
        let source = |words: &str| {
            let start = view.as_str().find(words).unwrap();
            view.source_range(start..start + words.len()).map(|range| &text[range])
        };
        assert_eq!(source("Zurich's"), Some("Zu\u{308}\u{AD}rich’s"));
        assert_eq!(source("Zu"), Some("Zu\u{308}"));
        assert_eq!(source("s office"), Some("s\noﬃce"));
        assert_eq!(source("of"), None);
        assert_eq!(view.source_range(0..99), None);
    }

    const LETTERS: &str = "([a-cA-C .,-]|[éÜßﬁŁйи漢ｶﾞـمُ’“—\\n\\t\u{A0}\u{AD}\u{200B}\u{301}\u{308}]){0,24}";

    proptest! {
        /// Full folding differs from the folding of names only in case.
        #[test]
        fn full_folding_agrees_with_the_folding_of_names(text in LETTERS) {
            let view = search_view(&text, Folding::Full);
            let (again, names) = (fold(view.as_str()), fold(&text));
            prop_assert_eq!(again.as_str(), names.as_str());
        }

        #[test]
        fn every_character_has_a_source(text: String) {
            for folding in [Folding::OneToOne, Folding::Off] {
                let view = search_view(&text, folding);
                let mut last = 0;
                for (start, c) in view.as_str().char_indices() {
                    let range = view.source_range(start..start + c.len_utf8()).unwrap();
                    prop_assert!(range.start >= last && range.end > range.start);
                    last = range.end;
                }
            }
        }
    }
}
