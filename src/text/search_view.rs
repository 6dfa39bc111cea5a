//! What a search sees of a text: typography made plain as patterns see it, and letters as the expression asks for them.
//!
//! Whoever types `Zurich` means Zürich too, and whoever copies a word from a page does not know whether its ﬁ is one
//! character or two. So literal letters are looked for in a folded text. Unlike names, searches have smart case, so case stays; and
//! they may be regular expressions, whose classes and counts are about characters. There are three ways to see the letters
//! ([`Letters`]); [`super::search_expression`] says which one an expression has.
//!
//! The view is made on top of [`unify`]; most characters are what they were, and only the others are looked at with their
//! marks. A text that is plain ASCII once it is unified has no view of its own. A letter is what [`super::fold`] takes together. Of a
//! word that a line's end divides nobody knows whether the hyphen is its own, so there is a second view without it.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

use super::divided::By;
use super::fold::{fold_keeping_case, joins};
use super::map::{Builder, Map};
use super::unify::{Unified, unify};

/// How letters are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// Folded, all but their case: é is e, ß is ss, ﬁ is fi.
    Plain,
    /// As [`Self::Plain`], where that makes one character of one letter: é is e, ß and ﬁ stay.
    OneForOne,
    /// As they are written, however they are composed.
    Written,
}

/// A text as a search sees it, and the way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchView<'a> {
    unified: Unified<'a>,
    /// What differs from the unified text, if anything does.
    own: Option<(String, Map)>,
}

impl SearchView<'_> {
    /// The text to search. A blank line is a run of LF in it; all other white space is single spaces.
    pub fn as_str(&self) -> &str {
        match &self.own {
            Some((view, _)) => view,
            None => self.unified.as_str(),
        }
    }

    /// The source of a range of the view, both in bytes. None where an end falls inside a letter or beyond the text.
    pub fn source_range(&self, view: Range<usize>) -> Option<Range<usize>> {
        self.as_str().get(view.clone())?;
        let unified = match &self.own {
            Some((_, map)) => map.source_range(view)?,
            None => view,
        };
        self.unified.source_range(unified)
    }

    /// The view of the same text in which the hyphens are gone that divide words at a line's end, since they may be the line's
    /// alone. None where no word is divided so.
    pub fn joined(&self, letters: Letters) -> Option<Self> {
        let hyphens = self.unified.divided().iter().filter(|divided| divided.by == By::Hyphen);
        let hyphens: Vec<usize> = hyphens.filter_map(|divided| divided.view.checked_sub(1)).collect();
        let own = (!hyphens.is_empty()).then(|| own_view(&self.unified, letters, &hyphens))?;
        Some(Self { unified: self.unified.clone(), own: Some(own) })
    }
}

/// The view of a text.
pub fn search_view(text: &str, letters: Letters) -> SearchView<'_> {
    let unified = unify(text);
    let own = (!unified.as_str().is_ascii()).then(|| own_view(&unified, letters, &[]));
    SearchView { unified, own }
}

/// A view of a unified text without the hyphens that stand at some places, in ascending order.
fn own_view(unified: &Unified<'_>, letters: Letters, hyphens: &[usize]) -> (String, Map) {
    let text = unified.as_str();
    let mut builder = Builder::new(text.len());
    let mut done = 0;
    for &hyphen in hyphens {
        push_text(&mut builder, text.get(done..hyphen).unwrap_or_default(), letters);
        builder.push_unit("-", "");
        done = hyphen + 1;
    }
    push_text(&mut builder, text.get(done..).unwrap_or_default(), letters);
    builder.finish()
}

fn push_text(builder: &mut Builder, text: &str, letters: Letters) {
    let mut rest = text;
    while let Some(start) = first_to_look_at(rest) {
        let (before, from) = rest.split_at_checked(start).unwrap_or((rest, ""));
        builder.push_same(before);
        let letter = first_letter(from);
        let seen = seen(letter, letters);
        if seen == letter {
            builder.push_same(letter);
        } else {
            builder.push_unit(letter, &seen);
        }
        rest = from.get(letter.len()..).unwrap_or_default();
    }
    builder.push_same(rest);
}

/// Where the first letter stands that may be seen in another way than it is written.
fn first_to_look_at(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let (before, from) = text.split_at_checked(at)?;
        let ascii = from.bytes().position(|byte| !byte.is_ascii())?;
        let c = from.get(ascii..)?.chars().next()?;
        if ascii == 0 && !stays(c) {
            let base = before.chars().next_back().filter(|base| joins(c) && !base.is_whitespace());
            return Some(at - base.map_or(0, char::len_utf8));
        }
        at += if ascii == 0 { c.len_utf8() } else { ascii };
    }
}

/// The letter that a text begins with, and what belongs to it: what is folded together.
fn first_letter(text: &str) -> &str {
    let mut after = text.chars();
    after.next();
    let rest = after.as_str().trim_start_matches(joins);
    text.get(..text.len() - rest.len()).unwrap_or(text)
}

/// The letters of a text that holds nothing invisible, each with what belongs to it.
pub(super) fn letters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let letter = Some(first_letter(rest)).filter(|letter| !letter.is_empty())?;
        rest = rest.get(letter.len()..)?;
        Some(letter)
    })
}

/// Whether a character is seen as it is written, and belongs to no other: by far the most of any script. What is known of it is
/// kept, a block of 256 at a time.
fn stays(c: char) -> bool {
    static KNOWN: [OnceLock<[u64; 4]>; 256] = [const { OnceLock::new() }; 256];
    let code = u32::from(c);
    let Some(block) = KNOWN.get((code >> 8) as usize) else { return false };
    let words = block.get_or_init(|| {
        let mut words = [0; 4];
        for c in (code & !0xFF..=code | 0xFF).filter_map(char::from_u32) {
            let is_same = |c: char| fold_keeping_case(c.encode_utf8(&mut [0; 4])).chars().eq([c]);
            if let Some(word) = words.get_mut((u32::from(c) >> 6 & 3) as usize) {
                *word |= u64::from(!joins(c) && is_same(c)) << (u32::from(c) & 63);
            }
        }
        words
    });
    words.get((code >> 6 & 3) as usize).is_some_and(|word| word >> (code & 63) & 1 == 1)
}

/// One letter with its marks as it is seen: one character where what is seen must not be more.
fn seen(letter: &str, letters: Letters) -> Cow<'_, str> {
    let is_short = |text: &String| letters == Letters::Plain || text.chars().nth(1).is_none();
    let composed = || Some(letter.nfc().collect()).filter(is_short);
    let folded = || Some(fold_keeping_case(letter)).filter(is_short);
    let seen = if letters == Letters::Written { composed() } else { folded().or_else(composed) };
    seen.map_or(Cow::Borrowed(letter), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_are_seen_in_three_ways() {
        for (text, plain, one, written) in [
            ("Zürich Łódź", "Zurich Lodz", "Zurich Lodz", "Zürich Łódź"),
            ("Zu\u{308}rich", "Zurich", "Zurich", "Zürich"),
            ("Straße ﬁne", "Strasse fine", "Straße ﬁne", "Straße ﬁne"),
            ("“a” «b»—c’s", "\"a\" \"b\"-c's", "\"a\" \"b\"-c's", "\"a\" \"b\"-c's"),
            ("Ki\u{AD}ev\ntalks\n\né", "Kiev talks\n\ne", "Kiev talks\n\ne", "Kiev talks\n\né"),
            ("Київ и\u{306}", "Київ й", "Київ й", "Київ й"),
            ("कि \u{301}a -\u{301}", "कि \u{301}a -\u{301}", "कि \u{301}a -\u{301}", "कि \u{301}a -\u{301}"),
        ] {
            for (letters, seen) in
                [(Letters::Plain, plain), (Letters::OneForOne, one), (Letters::Written, written)]
            {
                assert_eq!(search_view(text, letters).as_str(), seen, "{text} {letters:?}");
            }
        }
        assert!(search_view("A plain\nblock.", Letters::Plain).own.is_none());
    }

    #[test]
    fn ranges_are_those_of_the_text() {
        let text = "in Zu\u{308}\u{AD}rich’s\noﬃce";
        let view = search_view(text, Letters::Plain);
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
        /// But for case a search sees what names see.
        #[test]
        fn plain_letters_are_those_of_names(text in LETTERS) {
            let view = search_view(&text, Letters::Plain);
            let (again, names) = (fold(view.as_str()), fold(&text));
            prop_assert_eq!(again.as_str(), names.as_str());
        }

        #[test]
        fn each_character_has_its_place(text: String) {
            for letters in [Letters::OneForOne, Letters::Written] {
                let view = search_view(&text, letters);
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
