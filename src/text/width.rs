//! Measures text in terminal columns.
//!
//! A terminal draws extended grapheme clusters (UAX #29), not characters: the two code points of a flag take two
//! columns, a combining accent takes none. This is the only width function of the program. It agrees with what
//! ratatui's `Buffer::set_stringn` lays out, except that a tab, which ratatui drops, is drawn as spaces: see
//! [`display_text`].

use std::borrow::Cow;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

/// Width of a tab in columns. It is the same in every column, so that the width of a text is the sum of the widths of
/// its parts.
pub const TAB_COLUMNS: usize = 4;

const TAB_SPACES: &str = "    ";

/// Maximum number of characters drawn of a cluster. Real clusters have at most about twenty; longer ones stack marks on
/// a letter to fill the screen.
const MAX_DRAWN: usize = 32;

/// Marks a clipped text; one column wide.
const ELLIPSIS: &str = "…";

/// Returns the width of a text in columns, the sum over its [`graphemes`].
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    graphemes(text).map(|grapheme| grapheme.width).sum()
}

/// One extended grapheme cluster, a character as the user sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grapheme<'a> {
    /// Byte offset in the text.
    pub start: usize,
    /// Characters of the cluster.
    pub text: &'a str,
    /// Width in columns: [`TAB_COLUMNS`] for a tab, 0 for a line break or any other control.
    pub width: usize,
}

/// Iterates over the grapheme clusters of a text, which together are the text.
pub fn graphemes(text: &str) -> impl Iterator<Item = Grapheme<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..)?;
        // Two ASCII neighbours are never one cluster, except CR LF: no table lookup is needed.
        let cluster = match rest.as_bytes() {
            [] => return None,
            [b'\r', b'\n', ..] => rest.get(..2)?,
            [byte] if byte.is_ascii() => rest,
            [byte, next, ..] if byte.is_ascii() && next.is_ascii() => rest.get(..1)?,
            // Clusters do not depend on the text before a boundary, so segmentation can restart here.
            _ => rest.graphemes(true).next()?,
        };
        let grapheme = Grapheme { start, text: cluster, width: cluster_width(cluster) };
        start += cluster.len();
        Some(grapheme)
    })
}

/// Returns what to draw for a grapheme cluster: [`TAB_COLUMNS`] spaces for a tab, nothing for a line break or another
/// control, else its first 32 characters.
pub fn display_text(grapheme: &str) -> &str {
    match grapheme {
        "\t" => TAB_SPACES,
        _ if grapheme.contains(char::is_control) => "",
        _ => drawn_part(grapheme),
    }
}

/// Returns the characters of a cluster that are drawn, nearly always all.
fn drawn_part(cluster: &str) -> &str {
    if cluster.len() <= MAX_DRAWN {
        return cluster;
    }
    let end = cluster.char_indices().nth(MAX_DRAWN).map_or(cluster.len(), |(at, _)| at);
    cluster.get(..end).unwrap_or(cluster)
}

/// Clips a text to at most `columns` columns. A clipped text ends in `…`, which takes one of the columns, or is empty
/// if there are none. Grapheme clusters are not split, so the result may be narrower.
pub fn clip(text: &str, columns: usize) -> Cow<'_, str> {
    let mut used = 0;
    // Where the text would be clipped if an ellipsis had to follow.
    let mut kept_end = 0;
    for grapheme in graphemes(text) {
        used += grapheme.width;
        if used > columns {
            let kept = text.get(..kept_end).unwrap_or_default();
            return if columns == 0 { Cow::Borrowed("") } else { Cow::Owned(format!("{kept}{ELLIPSIS}")) };
        }
        if used < columns {
            kept_end = grapheme.start + grapheme.text.len();
        }
    }
    Cow::Borrowed(text)
}

/// Returns the first boundary between grapheme clusters at or after a byte offset, or the end of the text.
pub fn ceil_grapheme_boundary(text: &str, offset: usize) -> usize {
    let offset = text.ceil_char_boundary(offset);
    let mut cursor = GraphemeCursor::new(offset, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(true) => offset,
        _ => cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len()),
    }
}

/// Returns the last boundary between grapheme clusters at or before a byte offset.
pub fn floor_grapheme_boundary(text: &str, offset: usize) -> usize {
    let offset = text.floor_char_boundary(offset);
    let mut cursor = GraphemeCursor::new(offset, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(true) => offset,
        _ => cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0),
    }
}

/// Returns the width of one cluster. The half-width voicing marks of Katakana are extenders in Unicode, but terminals
/// give them a column each, and so does ratatui.
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

    /// Text with clusters of unusual width.
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

    /// Returns the number of columns that ratatui advances when it draws the text.
    fn drawn_width(text: &str) -> usize {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 2000, 1));
        buffer.set_stringn(0, 0, text, 2000, Style::new()).0.into()
    }

    #[test]
    fn width_is_the_number_of_columns() {
        for (text, columns) in
            [("Kyiv", 4), ("Київ", 4), ("漢字", 4), ("e\u{301}", 1), ("🇺🇦", 2), ("a\tb", 6), ("a\nb", 2)]
        {
            assert_eq!(width(text), columns, "{text:?}");
        }
        assert_eq!(width(ELLIPSIS), 1);
        assert_eq!(TAB_SPACES.len(), TAB_COLUMNS);
    }

    #[test]
    fn text_is_clipped_to_columns() {
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
    fn only_the_first_stacked_marks_are_drawn() {
        let stacked = format!("a{}", "\u{301}".repeat(4_000));
        let all: Vec<_> = graphemes(&stacked).collect();
        assert_eq!((all.len(), all[0].text.len(), all[0].width), (1, stacked.len(), 1));
        assert_eq!(display_text(&stacked), format!("a{}", "\u{301}".repeat(31)));
        let family = "👨🏽\u{200D}❤\u{FE0F}\u{200D}💋\u{200D}👨🏽";
        assert_eq!(display_text(family), family);
        let jamo = "\u{1100}".repeat(500);
        assert_eq!(width(&jamo), drawn_width(display_text(&jamo)));
    }

    proptest! {
        #[test]
        fn width_is_what_ratatui_draws(text in wide()) {
            let safe: String = graphemes(&text).map(|grapheme| display_text(grapheme.text)).collect();
            prop_assert_eq!(width(&text), drawn_width(&safe));
            for grapheme in graphemes(&text) {
                prop_assert_eq!(grapheme.width, drawn_width(display_text(grapheme.text)), "{:?}", grapheme.text);
            }
        }

        #[test]
        fn graphemes_match_unicode_segmentation(text in wide()) {
            let ours: Vec<_> = graphemes(&text).map(|grapheme| (grapheme.start, grapheme.text)).collect();
            let theirs: Vec<_> = text.grapheme_indices(true).collect();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn grapheme_boundaries_are_the_nearest_ones(text in wide(), offset in 0_usize..120) {
            let ends = graphemes(&text).map(|grapheme| grapheme.start + grapheme.text.len());
            let boundaries: Vec<usize> = std::iter::once(0).chain(ends).collect();
            let next = boundaries.iter().copied().find(|boundary| *boundary >= offset);
            let previous = boundaries.iter().copied().rfind(|boundary| *boundary <= offset);
            prop_assert_eq!(ceil_grapheme_boundary(&text, offset), next.unwrap_or(text.len()));
            prop_assert_eq!(Some(floor_grapheme_boundary(&text, offset)), previous);
        }

        #[test]
        fn clipped_text_is_as_long_as_fits(text in wide(), columns in 0_usize..30) {
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
