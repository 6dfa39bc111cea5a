//! Name boundaries: no letter or digit on either side.

use std::ops::Range;

use crate::text::fold::{is_invisible, is_tatweel};
use crate::text::scripts::{is_mark, is_unspaced};
use crate::text::word_splits::{soft_break_after, soft_break_before};
use crate::text::words::is_word_char;

/// True if a span is bounded on both sides, so that it may be a name.
///
/// A mark belongs to its letter. Invisible characters and tatweels are skipped, as is the line break after a soft
/// hyphen that divides a word. Hyphens, apostrophes and footnote digits are boundaries. An edge is not checked if a
/// character on either side of it belongs to a script written without spaces.
pub fn has_word_boundaries(text: &str, span: Range<usize>) -> bool {
    let (Some(before), Some(inside), Some(after)) =
        (text.get(..span.start), text.get(span.clone()), text.get(span.end..))
    else {
        return false;
    };
    let first = first_of(inside);
    let last = last_of(inside).or(first);
    let mut left = last_of(before);
    let mut right = first_of(after);
    // A word continues across the line break after its soft hyphen.
    if left.is_some_and(char::is_whitespace) {
        let stem = soft_break_before(text, span.start).and_then(|blank| text.get(..blank.start));
        left = stem.map_or(left, last_of);
    }
    if right.is_some_and(char::is_whitespace) {
        let rest = soft_break_after(text, span.end).and_then(|blank| text.get(blank.end..));
        right = rest.map_or(right, first_of);
    }
    !joins(left, first) && !joins(right, last)
}

fn first_of(text: &str) -> Option<char> {
    text.chars().find(|&c| is_visible(c))
}

/// Returns the last visible character that is not a mark.
fn last_of(text: &str) -> Option<char> {
    text.chars().rev().find(|&c| is_visible(c) && !is_mark(c))
}

fn is_visible(c: char) -> bool {
    !is_invisible(c) && !is_tatweel(c)
}

/// True if the outer neighbour and the edge of the span belong to one word.
fn joins(outer: Option<char>, edge: Option<char>) -> bool {
    let Some(outer) = outer else { return false };
    let in_word = is_word_char(outer) || is_mark(outer);
    in_word && !is_unspaced(outer) && !edge.is_some_and(is_unspaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_bounded(text: &str, name: &str) -> bool {
        let start = text.find(name).unwrap();
        has_word_boundaries(text, start..start + name.len())
    }

    #[test]
    fn hyphens_and_apostrophes_are_boundaries() {
        for text in ["Kyiv-born", "in Kyiv.", "Kyiv", "Kyiv's", "Kyiv’s", "(Kyiv)", "pro-Kyiv", "_Kyiv_"] {
            assert!(is_bounded(text, "Kyiv"), "{text}");
        }
    }

    #[test]
    fn letters_digits_and_marks_are_not_boundaries() {
        for text in ["Kyivan", "Kyiv2", "2Kyiv", "xKyiv", "Kyiv\u{301}", "e\u{301}Kyiv", "Kyivй"] {
            assert!(!is_bounded(text, "Kyiv"), "{text}");
        }
    }

    #[test]
    fn letters_used_as_apostrophes_are_boundaries() {
        for text in ["Kyivʼs", "Kyivʻs", "ʿKyivʾ", "Kyiv׳s", "Kyiv″"] {
            assert!(is_bounded(text, "Kyiv"), "{text}");
        }
        assert!(!is_bounded("Kyivʰs", "Kyiv") && !is_bounded("Kyivʼs", "yiv"));
    }

    #[test]
    fn only_footnote_digits_are_boundaries() {
        for text in ["Kyiv¹", "Kyiv²³", "Kyiv₂", "Kyiv①", "Kyiv❶", "Kyiv➀", "x²Kyiv", "①Kyiv"] {
            assert!(is_bounded(text, "Kyiv"), "{text}");
        }
        for text in ["Kyiv１", "Kyiv٣", "Kyiv½", "KyivⅣ", "Kyivª"] {
            assert!(!is_bounded(text, "Kyiv"), "{text}");
        }
        assert!(!is_bounded("xCO₂", "CO₂") && !is_bounded("CO₂x", "CO₂") && is_bounded("CO₂-x", "CO₂"));
    }

    #[test]
    fn a_word_continues_after_a_tatweel() {
        assert!(!is_bounded("كتابـي", "كتاب") && is_bounded("كتابـ", "كتاب") && is_bounded("كتاب ـ", "كتاب"));
    }

    #[test]
    fn invisible_characters_are_skipped() {
        assert!(!is_bounded("Zelen\u{ad}sky", "sky"));
        assert!(!is_bounded("Kyiv\u{200b}an", "Kyiv"));
        assert!(is_bounded("Kyiv\u{200b} an", "Kyiv"));
    }

    #[test]
    fn a_word_continues_after_a_soft_hyphen_at_a_line_end() {
        for text in ["Zelen\u{ad}\nsky", "Zelen\u{ad} \n  sky", "Zelen\u{ad}\u{200b}\n\u{200b}sky"] {
            assert!(!is_bounded(text, "Zelen") && !is_bounded(text, "sky"), "{text:?}");
        }
        for text in ["Zelen\u{ad}\n\nsky", "Zelen\u{ad} sky", "Zelen-\nsky", "Zelen\nsky", "Zelen\u{ad}\n"] {
            assert!(is_bounded(text, "Zelen"), "{text:?}");
        }
    }

    #[test]
    fn scripts_without_spaces_are_not_checked() {
        assert!(is_bounded("在北京的", "北京"));
        assert!(is_bounded("和NATO在", "NATO"));
        assert!(is_bounded("ไปเชียงใหม่แล้ว", "เชียงใหม่"));
    }
}
