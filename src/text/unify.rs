//! What patterns see: the text with its typography made plain and nothing else changed.
//!
//! A pattern of the list is written on a keyboard, so it says ` `, `-`, `'` and `"`. Articles have no-break spaces, dashes,
//! curly apostrophes and quotation marks, soft hyphens and line breaks in those places. Case, diacritics and every other character stay,
//! because a pattern may ask for them.

use std::borrow::Cow;
use std::ops::Range;

use super::divided::Divided;
use super::folding_tables::straight;
use super::map::{Builder, Map};
use super::runs::{plain_length, push_run};

/// A text as patterns see it, and the way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unified<'a> {
    view: Cow<'a, str>,
    map: Map,
}

impl Unified<'_> {
    /// The unified text. A blank line is a run of LF in it; all other white space is single spaces.
    pub fn as_str(&self) -> &str {
        &self.view
    }

    /// Whether places in the unified text differ from places in the source.
    pub fn has_map(&self) -> bool {
        !self.map.is_identity()
    }

    /// Where words are divided at a line's end, in order. Of the hyphen and the line break the unified text has the hyphen.
    pub fn divided(&self) -> &[Divided] {
        self.map.divided()
    }

    /// The source of a range of the unified text, both in bytes. None where an end falls inside a character or beyond
    /// the text. An invisible character belongs to the range only where both sides of it do.
    pub fn source_range(&self, unified: Range<usize>) -> Option<Range<usize>> {
        self.view.get(unified.clone())?;
        self.map.source_range(unified)
    }
}

/// The text with each run of white space that holds at most one LF as one space, or as nothing where it divides a word, hyphens and dashes as `-`,
/// apostrophes and primes as `'`, double quotation marks as `"`, and invisible characters ([`super::fold::is_invisible`]) gone.
pub fn unify(text: &str) -> Unified<'_> {
    if plain_length(text) == text.len() {
        return Unified { view: Cow::Borrowed(text), map: Map::default() };
    }
    let mut builder = Builder::new(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = plain_length(rest);
        if length > 0 {
            let (plain, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            builder.push_same(plain);
            rest = after;
        } else if let Some(after) = push_run(&mut builder, text, rest) {
            rest = after;
        } else {
            let (character, after) = rest.split_at_checked(first.len_utf8()).unwrap_or((rest, ""));
            let shown = straight(first);
            if shown == first {
                builder.push_same(character);
            } else {
                builder.push_unit(character, shown.encode_utf8(&mut [0; 4]));
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
    fn typography_goes_and_the_rest_stays() {
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
    fn matches_have_a_source() {
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
        fn twice_is_once_and_folding_sees_no_difference(text in "([a-zé’–“ \\n\\t\u{A0}\u{AD}\u{200B}\u{301}漢`ß]|[ -~]{1,4}){0,24}") {
            let once = unify(&text).as_str().to_owned();
            let twice = unify(&once);
            prop_assert_eq!(twice.as_str(), once.as_str());
            let (direct, through) = (fold(&text), fold(&once));
            prop_assert_eq!(direct.as_str(), through.as_str());
        }

        #[test]
        fn each_character_has_its_place(text: String) {
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
