//! A block of text in rows.
//!
//! Rows may end where UAX #14 allows a line to break. They are filled greedily from the first on, so a row depends
//! only on what stands before it. Rows are byte ranges and partition the block exactly: whatever is at an offset of
//! the text is in one row, which is what lets a mention be found on the screen.
//!
//! Breaks inside the text are those of a hard-wrapped file and count as spaces.

use std::borrow::Cow;
use std::ops::Range;

use unicode_linebreak::linebreaks;

use super::width::graphemes;

/// The rows of one block, as byte ranges relative to `text`: each starts where the one before it ends. White space at
/// the end of a row belongs to it but takes no column. A word that is wider than a row is cut between grapheme
/// clusters. No row is wider than `columns` (0 counts as 1), unless it is a single cluster that is. An empty text has
/// no rows.
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    let flat = with_spaces_for_breaks(text);
    let mut opportunities = linebreaks(&flat).map(|(at, _)| at).peekable();
    let mut rows = Vec::new();
    let mut row = 0;
    // Columns from the start of the row to here, white space included.
    let mut used = 0;
    // The last place in this row where it may end, and the columns used up to there.
    let mut last_break = None;
    for grapheme in graphemes(text) {
        let start = grapheme.start;
        while opportunities.next_if(|&at| at < start).is_some() {}
        if start > row && opportunities.peek() == Some(&start) {
            last_break = Some((start, used));
        }
        if used + grapheme.width > columns && !is_white(grapheme.text) {
            if let Some((at, before)) = last_break.take() {
                rows.push(row..at);
                row = at;
                used -= before;
            }
            // What is left since that break is one word, and even alone it is too wide.
            if used + grapheme.width > columns && start > row {
                rows.push(row..start);
                row = start;
                used = 0;
            }
        }
        used += grapheme.width;
    }
    if row < text.len() {
        rows.push(row..text.len());
    }
    rows
}

/// The text with a space for each line break, byte for byte, so that the line breaking rules see one line.
fn with_spaces_for_breaks(text: &str) -> Cow<'_, str> {
    if text.contains('\n') { Cow::Owned(text.replace('\n', " ")) } else { Cow::Borrowed(text) }
}

/// Whether a cluster is only white space, which may hang over the end of a row.
fn is_white(cluster: &str) -> bool {
    cluster.chars().all(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::super::width::width;
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|row| &text[row]).collect()
    }

    #[test]
    fn words_stay_whole() {
        assert_eq!(rows("the 28-point peace plan", 12), ["the 28-point ", "peace plan"]);
        assert_eq!(rows("the 28-point peace plan", 11), ["the 28-", "point peace ", "plan"]);
        assert_eq!(rows("New\u{A0}York and", 8), ["New\u{A0}York ", "and"]);
    }

    #[test]
    fn white_space_hangs() {
        assert_eq!(rows("ab   cd", 2), ["ab   ", "cd"]);
        assert_eq!(rows("     ", 2), ["     "]);
        assert_eq!(rows("ab cd ", 5), ["ab cd "]);
    }

    #[test]
    fn a_line_break_is_a_space() {
        assert_eq!(rows("United\nStates of", 13), ["United\nStates ", "of"]);
        assert_eq!(rows("a\n\nb", 9), ["a\n\nb"]);
    }

    #[test]
    fn long_words_are_cut_between_clusters() {
        assert_eq!(rows("at Zelenskyy", 4), ["at ", "Zele", "nsky", "y"]);
        assert_eq!(rows("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
        assert_eq!(rows("漢字", 1), ["漢", "字"]);
        assert_eq!(rows("漢字漢", 5), ["漢字", "漢"]);
        assert_eq!(rows("ab", 0), ["a", "b"]);
        assert!(wrap("", 10).is_empty());
    }

    fn words() -> impl Strategy<Value = String> {
        let special = prop::sample::select(vec![
            "漢字",
            "e\u{301}",
            "🇺🇦",
            "👩‍👩‍👧",
            "—",
            "\u{A0}",
            "\u{200B}",
            "\u{AD}",
            "\n",
            "\t",
            "   ",
            "(",
            ")",
            "“",
            "”",
            "$1,000",
            "क्षि",
            "\u{2028}",
            "\r\n",
            "เซเลนสกี",
            "\u{3000}",
        ]);
        let piece = prop_oneof![
            3 => "[a-zA-Z]{1,9}[-.,]? ",
            2 => special.prop_map(str::to_owned),
            1 => any::<char>().prop_map(String::from)
        ];
        prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn rows_partition_the_text(text in words(), columns in 0_usize..24) {
            let mut end = 0;
            for row in wrap(&text, columns) {
                prop_assert_eq!(row.start, end);
                prop_assert!(row.end > row.start);
                end = row.end;
            }
            prop_assert_eq!(end, text.len());
        }

        #[test]
        fn rows_fit_and_cut_no_cluster(text in words(), columns in 0_usize..24) {
            let starts: Vec<_> = graphemes(&text).map(|grapheme| grapheme.start).collect();
            for row in wrap(&text, columns) {
                prop_assert!(starts.contains(&row.start));
                let shown = text[row].trim_end();
                prop_assert!(width(shown) <= columns.max(1) || graphemes(shown).count() == 1, "{:?}", shown);
            }
        }

        /// No row could have taken the piece up to the next place where a line may break.
        #[test]
        fn rows_are_as_full_as_they_can_be(text in words(), columns in 1_usize..24) {
            let starts: Vec<_> = graphemes(&text).map(|grapheme| grapheme.start).collect();
            let flat = with_spaces_for_breaks(&text);
            let breaks: Vec<_> = linebreaks(&flat).map(|(at, _)| at).filter(|at| starts.contains(at)).collect();
            for row in wrap(&text, columns) {
                if row.end < text.len() {
                    let next = breaks.iter().copied().find(|&at| at > row.end).unwrap_or(text.len());
                    prop_assert!(width(text[row.start..next].trim_end()) > columns, "{:?}", &text[row.start..next]);
                }
            }
        }

        /// A row ends at a break that the standard allows, unless the word in it fills the row alone.
        #[test]
        fn words_are_cut_only_when_they_must_be(text in words(), columns in 1_usize..24) {
            let flat = with_spaces_for_breaks(&text);
            let breaks: Vec<_> = linebreaks(&flat).map(|(at, _)| at).collect();
            for row in wrap(&text, columns).into_iter().filter(|row| row.end < text.len()) {
                let cut = !breaks.contains(&row.end);
                let held = breaks.iter().any(|at| row.start < *at && *at < row.end && graphemes(&text).any(|g| g.start == *at));
                prop_assert!(!cut || !held, "{:?}", &text[row]);
            }
        }
    }
}
