//! A block of text in rows.
//!
//! Rows may end where UAX #14 allows a line to break, and inside a word where hyphenation patterns or a soft hyphen of the
//! text allow it. They are filled greedily from the first on, so a row depends only on what stands before it. Rows are byte
//! ranges and partition the block exactly: whatever is at an offset of the text is in one row, which is what lets a
//! mention be found on the screen. A hyphen that is shown at the end of a row is not in the text.
//!
//! Breaks inside the text are those of a hard-wrapped file and count as spaces; those that divide a word (`pro-` above `Russian`) as nothing.

use std::borrow::Cow;
use std::ops::Range;

use unicode_linebreak::linebreaks;

use super::divided::divided;
use super::hyphenation::{Patterns, SOFT_HYPHEN};
use super::scripts::is_mark;
use super::width::{Grapheme, graphemes};

/// A word is divided only where the row would otherwise be left empty by at least this share of its columns.
const LEAST_EMPTY_SHARE: usize = 10;
/// So many rows on end may end in a divided word.
const MOST_DIVIDED: usize = 2;
/// A longer stretch without a break, in bytes, holds no word that could be divided but a hostile one; it is cut, and not looked through for each row.
const LONGEST_STRETCH: usize = 1024;

/// One row of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its bytes.
    pub range: Range<usize>,
    /// Whether it ends inside a word, so that a hyphen belongs behind its last character; the column for it is free.
    pub hyphen: bool,
}

/// The rows of one block, as byte ranges relative to `text`: each starts where the one before it ends. White space at
/// the end of a row belongs to it but takes no column. A word that is wider than a row is cut between grapheme
/// clusters. No row is wider than `columns` (0 counts as 1), unless it is a single cluster that is. An empty text has
/// no rows.
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    lines(text, columns, None).into_iter().map(|line| line.range).collect()
}

/// The rows of [`wrap`], with words divided by patterns where that fills a row that would be left too empty.
pub fn lines(text: &str, columns: usize, patterns: Option<Patterns>) -> Vec<Line> {
    let columns = columns.max(1);
    let flat = with_spaces_for_breaks(text);
    let mut opportunities = linebreaks(&flat).map(|(at, _)| at).peekable();
    let mut lines: Vec<Line> = Vec::new();
    let mut row = 0;
    // Columns from the start of the row to here, white space included.
    let mut used = 0;
    // The last place in this row where it may end, and the columns used up to there.
    let mut last_break = None;
    // Where the stretch without a break began that is being placed.
    let mut stretch = 0;
    for (grapheme, width) in in_columns(text) {
        let start = grapheme.start;
        while let Some(at) = opportunities.next_if(|&at| at <= start) {
            stretch = at;
            let has_room = !ends_in_soft_hyphen(text, at) || used < columns;
            if at == start && start > row && has_room {
                last_break = Some((start, used));
            }
        }
        while used + width > columns && start > row && !is_white(grapheme.text) {
            let stretch = stretch..opportunities.peek().copied().unwrap_or(text.len());
            let overfull = Overfull { text, columns, row, stretch };
            let divided = lines.iter().rev().take_while(|line| line.hyphen).count();
            let division = patterns.filter(|_| divided < MOST_DIVIDED).and_then(|by| overfull.division(by));
            // What is left since the last break is one word, and where it is too wide even alone it is cut.
            let (at, before) = division.or(last_break).unwrap_or((start, used));
            let hyphen = division.is_some() || (ends_in_soft_hyphen(text, at) && before < columns);
            lines.push(Line { range: row..at, hyphen });
            row = at;
            used -= before;
            last_break = None;
        }
        used += width;
    }
    if row < text.len() {
        lines.push(Line { range: row..text.len(), hyphen: false });
    }
    lines
}

/// A row that has no room for its next cluster.
struct Overfull<'a> {
    text: &'a str,
    columns: usize,
    /// Where the row starts.
    row: usize,
    /// The stretch without a break that has no room; it may have begun in the row before.
    stretch: Range<usize>,
}

impl Overfull<'_> {
    /// Where the word that has no room is to be divided, and the columns of the row up to there.
    fn division(&self, patterns: Patterns) -> Option<(usize, usize)> {
        let start = self.stretch.start;
        if self.stretch.len() > LONGEST_STRETCH {
            return None;
        }
        // What stands behind a slash or a full stop is part of an address.
        let lead = self.text.get(..start)?.chars().next_back();
        let is_word = lead.is_none_or(|c| c.is_whitespace() || matches!(c, '-' | '‐' | '–' | '—'));
        let stretch = self.text.get(self.stretch.clone())?.trim_end();
        if !is_word || stretch.contains(SOFT_HYPHEN) {
            return None;
        }
        let is_too_wide_alone = columns_of_all(stretch) > self.columns;
        let filled = columns_of_all(self.text.get(self.row..start.max(self.row))?.trim_end());
        let is_left_empty = (self.columns - filled.min(self.columns)) * LEAST_EMPTY_SHARE >= self.columns;
        // Half of the last word on a row of its own would leave more empty than it fills.
        let is_last = self.text.get(self.stretch.end..)?.chars().all(char::is_whitespace);
        if !is_too_wide_alone && (is_last || !is_left_empty) {
            return None;
        }
        let place = |at: usize| Some((start + at, columns_of_all(self.text.get(self.row..start + at)?)));
        let places = patterns.divisions(stretch, is_too_wide_alone).into_iter().filter_map(place);
        let mut inside = places.filter(|(at, used)| *at > self.row && *used < self.columns);
        inside.next_back()
    }
}

/// Whether what ends at a place ends in a soft hyphen behind a letter, with a line break behind it or without, and more follows.
fn ends_in_soft_hyphen(text: &str, at: usize) -> bool {
    let before = text.get(..at).filter(|_| at < text.len()).unwrap_or_default();
    let before = before.trim_end_matches(' ').strip_suffix('\n').unwrap_or(before);
    let word = before.trim_end_matches(SOFT_HYPHEN);
    word.len() < before.len() && word.ends_with(|c: char| c.is_alphanumeric() || is_mark(c))
}

/// The columns that a cluster takes in a row: a line break is a space.
pub fn columns_of(grapheme: &Grapheme<'_>) -> usize {
    if grapheme.text.contains('\n') { 1 } else { grapheme.width }
}

/// The clusters of a text with the columns that each takes in a row: those of [`columns_of`], but none for spaces behind a line break,
/// which indent the next line of a file and nothing in a row, and none for a line break that divides a word.
pub fn in_columns(text: &str) -> impl Iterator<Item = (Grapheme<'_>, usize)> {
    let mut is_indent = false;
    graphemes(text).map(move |grapheme| {
        let is_nothing = if grapheme.text == "\n" {
            divides(text, grapheme.start)
        } else {
            is_indent && grapheme.text == " "
        };
        let columns = if is_nothing { 0 } else { columns_of(&grapheme) };
        is_indent = grapheme.text.contains('\n') || (is_indent && grapheme.text == " ");
        (grapheme, columns)
    })
}

/// Whether the line break at a place stands inside a word, behind its hyphen.
fn divides(text: &str, at: usize) -> bool {
    let (before, behind) = text.split_at_checked(at).unwrap_or_default();
    let after = behind.get(1..).unwrap_or_default().trim_start_matches(' ');
    let run = behind.get(..behind.len() - after.len()).unwrap_or_default();
    // A row may begin with the hyphen, where the word is too wide for it.
    let before = if matches!(before, "-" | "\u{2010}") { "a-" } else { before };
    divided(before, run, after).is_some()
}

/// The columns that a text takes in a row.
pub fn columns_of_all(text: &str) -> usize {
    in_columns(text).map(|(_, columns)| columns).sum()
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
        assert_eq!(rows("United\nStates of", 12), ["United\n", "States of"]);
        assert_eq!(rows("a\n\nb", 9), ["a\n\nb"]);
    }

    #[test]
    fn a_line_break_inside_a_word_is_nothing() {
        let shown = |text: &'static str| columns_of_all(text);
        assert_eq!(shown("a pro-\nRussian"), "a pro-Russian".len());
        assert_eq!(shown("a pro-\n  Russian"), "a pro-Russian".len());
        assert_eq!(shown("a Zelen\u{AD}\nsky"), "a Zelensky".len());
        assert_eq!(shown("a pro -\nRussian"), "a pro - Russian".len());
        assert_eq!(rows("a pro-\nRussian", 12), ["a pro-\n", "Russian"]);
        assert_eq!(rows("a pro-\nRussian", 13), ["a pro-\nRussian"]);
        assert_eq!(rows("abc-\ncd", 3), ["abc", "-\ncd"]);
        assert_eq!(shown("-\ncd"), 3);
        assert!(lines("Zelen\u{AD}\nsky", 6, None).first().is_some_and(|line| line.hyphen));
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

    /// Neither ends if each row looks at all that follows.
    #[test]
    fn a_stretch_without_a_break_and_a_long_end_are_laid_out_in_linear_time() {
        let text = format!("{}{}", ". ".repeat(40_000), "U.S. ".repeat(40_000) + &"\n".repeat(80_000));
        let rows = lines(&text, 3, Patterns::of_code("en"));
        assert_eq!(rows.last().map(|row| row.range.end), Some(text.len()));
    }

    fn divided(text: &str, columns: usize) -> Vec<String> {
        let shown = |line: Line| format!("{}{}", &text[line.range], if line.hyphen { "-" } else { "" });
        lines(text, columns, Patterns::of_code("en")).into_iter().map(shown).collect()
    }

    #[test]
    fn words_are_divided_where_the_row_would_be_left_empty() {
        assert_eq!(divided("their negotiation went", 14), ["their negotia-", "tion went"]);
        assert_eq!(divided("their negotiation went", 13), ["their negoti-", "ation went"]);
        // Little is won by two letters.
        let row = format!("{} ", "x".repeat(55));
        assert_eq!(divided(&format!("{row}negotiation so"), 60), [row.as_str(), "negotiation so"]);
        assert_eq!(divided(&format!("{row}negotiation so"), 62), [&format!("{row}nego-"), "tiation so"]);
        assert_eq!(divided("a well of negotiation", 11), ["a well of ", "negotiation"]);
        // The last word is not left in halves.
        assert_eq!(divided("of their negotiation.", 13), ["of their ", "negotiation."]);
        // A name stays whole unless no row can hold it.
        assert_eq!(divided("then Negotiation went", 13), ["then ", "Negotiation ", "went"]);
        assert_eq!(divided("then Negotiation went", 8), ["then Ne-", "gotia-", "tion ", "went"]);
        assert_eq!(
            divided("at www.example.com/negotiation", 12),
            ["at ", "www.example.", "com/", "negotiation"]
        );
    }

    #[test]
    fn no_more_than_two_rows_on_end_are_divided() {
        let text = "negotiations ".repeat(12);
        let hyphens: Vec<bool> =
            lines(&text, 17, Patterns::of_code("en")).into_iter().map(|line| line.hyphen).collect();
        assert!(hyphens.windows(2).any(|rows| rows == [true, true]), "{hyphens:?}");
        assert!(hyphens.windows(3).all(|rows| rows != [true, true, true]), "{hyphens:?}");
    }

    #[test]
    fn a_soft_hyphen_is_shown_where_a_row_ends_at_it() {
        let plain = |text: &'static str, columns: usize| -> Vec<(&str, bool)> {
            lines(text, columns, None).into_iter().map(|line| (&text[line.range], line.hyphen)).collect()
        };
        let text = "the ne\u{AD}gotia\u{AD}tion";
        assert_eq!(plain(text, 15), [(text, false)]);
        assert_eq!(plain(text, 12), [("the ne\u{AD}gotia\u{AD}", true), ("tion", false)]);
        assert_eq!(plain(text, 11), [("the ne\u{AD}", true), ("gotia\u{AD}tion", false)]);
        // There must be room for the hyphen.
        assert_eq!(plain("gotia\u{AD}tion", 5), [("gotia\u{AD}", false), ("tion", false)]);
        assert_eq!(plain("gotia\u{AD}", 5), [("gotia\u{AD}", false)]);
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
            "\n   ",
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
                prop_assert!(columns_of_all(shown) <= columns.max(1) || graphemes(shown).count() == 1, "{:?}", shown);
            }
        }

        #[test]
        fn divided_rows_partition_the_text_and_leave_room_for_the_hyphen(
            text in words(), columns in 0_usize..24, patterned in any::<bool>(),
        ) {
            let starts: Vec<_> = graphemes(&text).map(|grapheme| grapheme.start).collect();
            let patterns = Patterns::of_code("en").filter(|_| patterned);
            let mut end = 0;
            for Line { range, hyphen } in lines(&text, columns, patterns) {
                prop_assert_eq!(range.start, end);
                prop_assert!(range.end > range.start && starts.contains(&range.start));
                end = range.end;
                let shown = text[range.clone()].trim_end();
                let used = columns_of_all(shown) + usize::from(hyphen);
                prop_assert!(used <= columns.max(1) || graphemes(shown).count() == 1, "{:?}", shown);
                let parts_letters = |text: &str, at: usize| {
                    text[..at].trim_end_matches(is_mark).ends_with(char::is_alphabetic) && text[at..].starts_with(char::is_alphabetic)
                };
                prop_assert!(!hyphen || shown.ends_with(SOFT_HYPHEN) || (patterned && parts_letters(&text, end)));
            }
            prop_assert_eq!(end, text.len());
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
                    let hyphen = usize::from(ends_in_soft_hyphen(&text, next));
                    let used = columns_of_all(text[row.start..next].trim_end()) + hyphen;
                    prop_assert!(used > columns, "{:?}", &text[row.start..next]);
                }
            }
        }

        /// A row ends at a break that the standard allows, unless the word in it fills the row alone.
        #[test]
        fn words_are_cut_only_when_they_must_be(text in words(), columns in 1_usize..24) {
            let flat = with_spaces_for_breaks(&text);
            let breaks: Vec<_> = linebreaks(&flat).map(|(at, _)| at).collect();
            let breaks_without_hyphen: Vec<_> =
                breaks.iter().filter(|at| !ends_in_soft_hyphen(&text, **at)).collect();
            for row in wrap(&text, columns).into_iter().filter(|row| row.end < text.len()) {
                let cut = !breaks.contains(&row.end);
                let is_inside = |at: usize| row.start < at && at < row.end;
                let starts = |at: usize| graphemes(&text).any(|grapheme| grapheme.start == at);
                let held = breaks_without_hyphen.iter().any(|at| is_inside(**at) && starts(**at));
                prop_assert!(!cut || !held, "{:?}", &text[row]);
            }
        }
    }
}
