//! How many columns a text takes on the screen.
//!
//! A terminal draws extended grapheme clusters (UAX #29), not characters: a flag is two code points and two
//! columns, an accent is none. This is the one width function of the program. It gives what ratatui's
//! `Buffer::set_stringn` lays out, except that a tab, which ratatui drops, is drawn as spaces: see [`shown`].

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many columns a tab takes. It does not depend on the column where the tab stands, so that the width of a text
/// is the sum of the widths of its parts.
pub const TAB_COLUMNS: usize = 4;

/// What a tab is drawn as.
const TAB_SHOWN: &str = "    ";

/// How many characters of a cluster are drawn. The largest that scripts and emoji make have some twenty; more are marks heaped on one letter to
/// fill the screen.
const MOST_DRAWN: usize = 32;

/// What stands for the part of a text that was cut off; one column.
const ELLIPSIS: &str = "…";

/// The columns that a text takes, which is the sum over its [`graphemes`].
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    graphemes(text).map(|grapheme| grapheme.width).sum()
}

/// One extended grapheme cluster: what a reader takes for one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grapheme<'a> {
    /// Where it starts in the text, in bytes.
    pub start: usize,
    /// Its characters.
    pub text: &'a str,
    /// The columns that it takes: a tab [`TAB_COLUMNS`], a line break or any other control none.
    pub width: usize,
}

/// The grapheme clusters of a text, in order; together they are the text.
pub fn graphemes(text: &str) -> impl Iterator<Item = Grapheme<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..)?;
        // Two neighbours in ASCII are never one cluster, save CR LF: no table need be asked.
        let cluster = match rest.as_bytes() {
            [] => return None,
            [b'\r', b'\n', ..] => rest.get(..2)?,
            [byte] if byte.is_ascii() => rest,
            [byte, next, ..] if byte.is_ascii() && next.is_ascii() => rest.get(..1)?,
            // A boundary needs no memory of what was before it, so each cluster may be looked for afresh.
            _ => rest.graphemes(true).next()?,
        };
        let grapheme = Grapheme { start, text: cluster, width: cluster_width(cluster) };
        start += cluster.len();
        Some(grapheme)
    })
}

/// What to draw for a grapheme cluster: a tab as [`TAB_COLUMNS`] spaces, a line break or another control as nothing, and of any other its first
/// 32 characters.
pub fn shown(grapheme: &str) -> &str {
    match grapheme {
        "\t" => TAB_SHOWN,
        _ if grapheme.contains(char::is_control) => "",
        _ => drawn_part(grapheme),
    }
}

/// The characters of a cluster that are drawn; nearly always all.
fn drawn_part(cluster: &str) -> &str {
    if cluster.len() <= MOST_DRAWN {
        return cluster;
    }
    let end = cluster.char_indices().nth(MOST_DRAWN).map_or(cluster.len(), |(at, _)| at);
    cluster.get(..end).unwrap_or(cluster)
}

/// A text cut to at most `columns` columns. Where something had to go, the last thing shown is `…`, which takes one of
/// the columns. No grapheme cluster is cut in two, so the result can be narrower.
pub fn clip(text: &str, columns: usize) -> Cow<'_, str> {
    let mut used = 0;
    // Where the text would be cut if an ellipsis had to follow.
    let mut cut = 0;
    for grapheme in graphemes(text) {
        used += grapheme.width;
        if used > columns {
            let kept = text.get(..cut).unwrap_or_default();
            return if columns == 0 { Cow::Borrowed("") } else { Cow::Owned(format!("{kept}{ELLIPSIS}")) };
        }
        if used < columns {
            cut = grapheme.start + grapheme.text.len();
        }
    }
    Cow::Borrowed(text)
}

/// The columns of one cluster. The half-width voicing marks of Katakana are extenders for Unicode, but terminals give
/// them a column each, and ratatui counts them so.
fn cluster_width(cluster: &str) -> usize {
    match cluster.as_bytes() {
        b"\t" => TAB_COLUMNS,
        [b' '..=b'~'] => 1,
        _ if cluster.contains(char::is_control) => 0,
        _ => {
            let drawn = drawn_part(cluster);
            drawn.width() + drawn.matches(['\u{FF9E}', '\u{FF9F}']).count()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::{buffer::Buffer, layout::Rect, style::Style};

    /// Text with the things in it that have an unusual width.
    fn wide() -> impl Strategy<Value = String> {
        let special = prop::sample::select(vec![
            "’",
            "é",
            "e\u{301}",
            "漢",
            "👩‍👩‍👧",
            "🇺🇦",
            "❤\u{FE0F}",
            "\u{200B}",
            "\u{AD}",
            "ｶﾞ",
            "क्षि",
            "각",
            "\u{1100}",
            "\r\n",
            "\t",
            "\n",
            "…",
            "\u{202E}",
            "☎",
            "1\u{FE0F}\u{20E3}",
        ]);
        let piece =
            prop_oneof![special.prop_map(str::to_owned), "[ -~]{1,6}", any::<char>().prop_map(String::from)];
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    /// The columns that ratatui moves on by when it draws the text.
    fn drawn(text: &str) -> usize {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 2000, 1));
        buffer.set_stringn(0, 0, text, 2000, Style::new()).0.into()
    }

    #[test]
    fn samples() {
        for (text, columns) in
            [("Kyiv", 4), ("Київ", 4), ("漢字", 4), ("e\u{301}", 1), ("🇺🇦", 2), ("a\tb", 6), ("a\nb", 2)]
        {
            assert_eq!(width(text), columns, "{text:?}");
        }
        assert_eq!(width(ELLIPSIS), 1);
        assert_eq!(TAB_SHOWN.len(), TAB_COLUMNS);
    }

    #[test]
    fn clipping() {
        assert_eq!(clip("Zelensky", 8), "Zelensky");
        assert_eq!(clip("Zelensky", 7), "Zelens…");
        assert_eq!(clip("Zelensky", 1), "…");
        assert_eq!(clip("Zelensky", 0), "");
        assert_eq!(clip("漢字漢字", 4), "漢…");
        assert_eq!(clip("漢字", 4), "漢字");
        assert_eq!(clip("", 0), "");
        assert_eq!(clip("re\u{301}sume\u{301}", 3), "re\u{301}…");
    }

    #[test]
    fn of_marks_heaped_on_one_letter_the_first_are_drawn() {
        let heap = format!("a{}", "\u{301}".repeat(4_000));
        let all: Vec<_> = graphemes(&heap).collect();
        assert_eq!((all.len(), all[0].text.len(), all[0].width), (1, heap.len(), 1));
        assert_eq!(shown(&heap), format!("a{}", "\u{301}".repeat(31)));
        let family = "👨🏽\u{200D}❤\u{FE0F}\u{200D}💋\u{200D}👨🏽";
        assert_eq!(shown(family), family);
        let jamo = "\u{1100}".repeat(500);
        assert_eq!(width(&jamo), drawn(shown(&jamo)));
    }

    proptest! {
        #[test]
        fn width_is_what_ratatui_draws(text in wide()) {
            let safe: String = graphemes(&text).map(|grapheme| shown(grapheme.text)).collect();
            prop_assert_eq!(width(&text), drawn(&safe));
            for grapheme in graphemes(&text) {
                prop_assert_eq!(grapheme.width, drawn(shown(grapheme.text)), "{:?}", grapheme.text);
            }
        }

        #[test]
        fn graphemes_are_those_of_the_standard(text in wide()) {
            let ours: Vec<_> = graphemes(&text).map(|grapheme| (grapheme.start, grapheme.text)).collect();
            let theirs: Vec<_> = text.grapheme_indices(true).collect();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn a_clipped_text_fits_and_wastes_nothing(text in wide(), columns in 0_usize..30) {
            let clipped = clip(&text, columns);
            prop_assert!(width(&clipped) <= columns);
            if width(&text) <= columns {
                prop_assert_eq!(clipped.as_ref(), text.as_str());
            } else if let Some(kept) = clipped.strip_suffix(ELLIPSIS) {
                prop_assert!(text.starts_with(kept));
                let next = graphemes(&text).find(|grapheme| grapheme.start >= kept.len()).unwrap();
                prop_assert!(width(kept) + next.width + 1 > columns);
            } else {
                prop_assert_eq!(columns, 0);
            }
        }
    }
}
