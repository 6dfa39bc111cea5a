//! The view that patterns match against: the text with plain typography and nothing else changed.
//!
//! A pattern of the list is typed on a keyboard, so it has ` `, `-`, `'` and `"` where articles have no-break spaces,
//! dashes, curly apostrophes and quotation marks, soft hyphens and line breaks. Case, diacritics and every other
//! character stay, because a pattern may ask for them.

use std::borrow::Cow;
use std::ops::Range;

use super::folding_tables::to_ascii_punctuation;
use super::map::{OffsetMap, ViewBuilder};
use super::runs::{plain_len, push_run};
use super::word_splits::WordSplit;

/// A text as patterns see it, and the map back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unified<'a> {
    view: Cow<'a, str>,
    map: OffsetMap,
}

impl Unified<'_> {
    /// Returns the unified text. In it, a blank line is a run of LF, and any other run of white space is a single
    /// space, except that line breaks that split a word are dropped.
    pub fn as_str(&self) -> &str {
        &self.view
    }

    /// Returns true if offsets in the unified text may differ from offsets in the source.
    pub fn has_map(&self) -> bool {
        !self.map.is_identity()
    }

    /// Words split at a line end, in order. The unified text keeps the hyphen, unless it is soft, and drops the line
    /// break.
    pub fn word_splits(&self) -> &[WordSplit] {
        self.map.word_splits()
    }

    /// Maps a byte range of the unified text to the source. None if an end falls inside a character or beyond the
    /// text. An invisible character belongs to the range only if both its neighbours do.
    pub fn source_range(&self, unified: Range<usize>) -> Option<Range<usize>> {
        self.view.get(unified.clone())?;
        self.map.source_range(unified)
    }
}

/// Unifies the typography of a text. A run of white space with at most one LF becomes one space, or nothing where it
/// splits a word; hyphens and dashes become `-`, apostrophes and primes `'`, double quotation marks and double primes
/// `"`; invisible characters ([`super::fold::is_invisible`]) are dropped.
pub fn unify(text: &str) -> Unified<'_> {
    if plain_len(text) == text.len() {
        return Unified { view: Cow::Borrowed(text), map: OffsetMap::default() };
    }
    let mut builder = ViewBuilder::new(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = plain_len(rest);
        if length > 0 {
            let (plain, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            builder.push_same(plain);
            rest = after;
        } else if let Some(after) = push_run(&mut builder, text, rest) {
            rest = after;
        } else {
            let (character, after) = rest.split_at_checked(first.len_utf8()).unwrap_or((rest, ""));
            let plain = to_ascii_punctuation(first);
            if plain == first {
                builder.push_same(character);
            } else {
                builder.push_unit(character, plain.encode_utf8(&mut [0; 4]));
            }
            rest = after;
        }
    }
    let (view, map) = builder.finish();
    Unified { view: Cow::Owned(view), map }
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_typography_changes() {
        for (text, unified) in [
            ("28\u{2011}point\u{A0}Plan", "28-point Plan"),
            ("Zelen\u{AD}skyyʼs “plán” «Ё»", "Zelenskyy's \"plán\" \"Ё\""),
            ("peace\nplan — two", "peace plan - two"),
            ("a \n b\n\nc\n \nd", "a b\n\nc\n\n\nd"),
            ("`Ｐ` ﬁ ß", "'Ｐ' ﬁ ß"),
        ] {
            assert_eq!(unify(text).as_str(), unified);
        }
        assert!(matches!(unify("A plain block.").view, Cow::Borrowed(_)));
    }

    #[test]
    fn match_maps_to_its_source() {
        let text = "the 28\u{2011}\u{AD}point\u{A0} plan’s";
        let view = unify(text);
        let start = view.as_str().find("28-point plan").unwrap();
        let range = view.source_range(start..start + "28-point plan".len()).unwrap();
        assert_eq!(&text[range], "28\u{2011}\u{AD}point\u{A0} plan");
        assert!(view.has_map());
        assert_eq!(view.source_range(0..99), None);
    }

    proptest! {
        #[test]
        fn unifying_is_idempotent_and_does_not_change_folding(text in "([a-zé’–“ \\n\\t\u{A0}\u{AD}\u{200B}\u{301}漢`ß]|[ -~]{1,4}){0,24}") {
            let once = unify(&text).as_str().to_owned();
            let twice = unify(&once);
            prop_assert_eq!(twice.as_str(), once.as_str());
            let (direct, through) = (fold(&text), fold(&once));
            prop_assert_eq!(direct.as_str(), through.as_str());
        }

        #[test]
        fn every_character_has_a_source(text: String) {
            let view = unify(&text);
            let mut last = 0;
            for (start, c) in view.as_str().char_indices() {
                let range = view.source_range(start..start + c.len_utf8()).unwrap();
                prop_assert!(range.start >= last && range.end > range.start);
                last = range.end;
                let source = &text[range];
                prop_assert!(source.starts_with(c) || " -'\"\n".contains(c), "{:?} {:?}", source, c);
            }
        }
    }
}
