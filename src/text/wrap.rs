//! Wraps a block of text into rows.
//!
//! Rows may end where UAX #14 allows a line break, and inside a word where hyphenation patterns or a soft hyphen allow
//! it. They are filled greedily: how the rows below turn out makes no difference. Rows are byte ranges
//! that partition the block exactly: every offset of the text is in one row, which is how a mention is found on the
//! screen. A hyphen shown at the end of a row is not in the text.
//!
//! Line breaks in the text come from hard-wrapped files and count as spaces; one that splits a word (`pro-` above
//! `Russian`) has no width.

use std::borrow::Cow;
use std::ops::Range;

use unicode_linebreak::linebreaks;

use super::hyphenation::{Patterns, SOFT_HYPHEN};
use super::scripts::is_mark;
use super::width::{Grapheme, graphemes};
use super::word_splits::splitting_hyphen;

/// A word that fits into a row is hyphenated by patterns only if at least one in this many columns of the row would
/// otherwise stay empty.
const MIN_GAP_DIVISOR: usize = 10;
/// After this many consecutive rows that end in a hyphen, the next is not hyphenated by patterns. Soft hyphens are not
/// limited.
const MAX_CONSECUTIVE_HYPHENS: usize = 2;
/// Maximum length in bytes of an unbreakable stretch that is hyphenated. Longer ones are hostile: searching them again
/// for each row would take quadratic time, so they are cut.
const MAX_STRETCH_LEN: usize = 1024;

/// One row of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Byte range in the text.
    pub range: Range<usize>,
    /// True if a hyphen is to be drawn after its last visible character; the row has room for it.
    pub ends_in_hyphen: bool,
}

/// Wraps one block into rows, as byte ranges relative to `text`; each starts where the one before it ends. White space
/// at the end of a row belongs to it but takes no column. A word wider than a row is cut between grapheme clusters. No
/// row is wider than `columns` (0 counts as 1), unless it is a single cluster that is. An empty text has no rows.
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    wrap_hyphenated(text, columns, None).into_iter().map(|line| line.range).collect()
}

/// Like [`wrap`], but hyphenates words by `patterns`, if there are any, where a row would be left too short or a word
/// is wider than a row.
pub fn wrap_hyphenated(text: &str, columns: usize, patterns: Option<Patterns>) -> Vec<Line> {
    let columns = columns.max(1);
    let flat = replace_line_breaks(text);
    let mut opportunities = linebreaks(&flat).map(|(at, _)| at).peekable();
    let mut lines: Vec<Line> = Vec::new();
    let mut row = 0;
    // Width of the row up to here, white space included.
    let mut used = 0;
    // Last break opportunity in this row, and the width up to it.
    let mut last_break = None;
    // Start of the unbreakable stretch being placed.
    let mut stretch = 0;
    for (grapheme, width) in graphemes_in_row(text) {
        let start = grapheme.start;
        while let Some(at) = opportunities.next_if(|&at| at <= start) {
            stretch = at;
            let is_allowed = !ends_in_soft_hyphen(text, at) || used < columns;
            if at == start && start > row && is_allowed {
                last_break = Some((start, used));
            }
        }
        while used + width > columns && start > row && !is_white_space(grapheme.text) {
            let stretch = stretch..opportunities.peek().copied().unwrap_or(text.len());
            let full_row = FullRow { text, columns, row, stretch };
            let consecutive = lines.iter().rev().take_while(|line| line.ends_in_hyphen).count();
            let hyphenation = patterns
                .filter(|_| consecutive < MAX_CONSECUTIVE_HYPHENS)
                .and_then(|by| full_row.hyphenation(by));
            // Without a break, the row is part of a single word that is too wide for any row, and is cut.
            let (at, before) = hyphenation.or(last_break).unwrap_or((start, used));
            let ends_in_hyphen = hyphenation.is_some() || (ends_in_soft_hyphen(text, at) && before < columns);
            lines.push(Line { range: row..at, ends_in_hyphen });
            row = at;
            used -= before;
            last_break = None;
        }
        used += width;
    }
    if row < text.len() {
        lines.push(Line { range: row..text.len(), ends_in_hyphen: false });
    }
    lines
}

/// A row that has no room for its next cluster.
struct FullRow<'a> {
    text: &'a str,
    columns: usize,
    /// Start of the row.
    row: usize,
    /// Unbreakable stretch that does not fit; it may have started in an earlier row.
    stretch: Range<usize>,
}

impl FullRow<'_> {
    /// Returns where to hyphenate the word that does not fit, and the width of the row up to there.
    fn hyphenation(&self, patterns: Patterns) -> Option<(usize, usize)> {
        let start = self.stretch.start;
        if self.stretch.len() > MAX_STRETCH_LEN {
            return None;
        }
        // A stretch after a slash or a full stop is part of a URL.
        let preceding = self.text.get(..start)?.chars().next_back();
        let is_word = preceding.is_none_or(|c| c.is_whitespace() || matches!(c, '-' | '‐' | '–' | '—'));
        let stretch = self.text.get(self.stretch.clone())?.trim_end();
        if !is_word || stretch.contains(SOFT_HYPHEN) {
            return None;
        }
        let is_too_wide_alone = width_in_row(stretch) > self.columns;
        let filled = width_in_row(self.text.get(self.row..start.max(self.row))?.trim_end());
        let leaves_gap = (self.columns - filled.min(self.columns)) * MIN_GAP_DIVISOR >= self.columns;
        // Hyphenating the last word would leave its second half on a row of its own.
        let is_last = self.text.get(self.stretch.end..)?.chars().all(char::is_whitespace);
        if !is_too_wide_alone && (is_last || !leaves_gap) {
            return None;
        }
        let point = |at: usize| Some((start + at, width_in_row(self.text.get(self.row..start + at)?)));
        let points = patterns.hyphenation_points(stretch, is_too_wide_alone).into_iter().filter_map(point);
        let mut fitting = points.filter(|(at, used)| *at > self.row && *used < self.columns);
        fitting.next_back()
    }
}

/// Returns true if the text before `at` ends in a letter, digit or mark and a soft hyphen, perhaps with a line break
/// and spaces after it, and more follows.
fn ends_in_soft_hyphen(text: &str, at: usize) -> bool {
    let before = text.get(..at).filter(|_| at < text.len()).unwrap_or_default();
    let before = before.trim_end_matches(' ').strip_suffix('\n').unwrap_or(before);
    let word = before.trim_end_matches(SOFT_HYPHEN);
    word.len() < before.len() && word.ends_with(|c: char| c.is_alphanumeric() || is_mark(c))
}

/// Returns the width of a cluster in a row; a line break counts as a space.
pub fn columns_of(grapheme: &Grapheme<'_>) -> usize {
    if grapheme.text.contains('\n') { 1 } else { grapheme.width }
}

/// Iterates over the clusters of a text with their widths in a row: those of [`columns_of`], but 0 for spaces after a
/// line break, which indent the file's next line and not the row, and for a line break that splits a word.
pub fn graphemes_in_row(text: &str) -> impl Iterator<Item = (Grapheme<'_>, usize)> {
    let mut is_indent = false;
    graphemes(text).map(move |grapheme| {
        let is_zero_width = if grapheme.text == "\n" {
            splits_word(text, grapheme.start)
        } else {
            is_indent && grapheme.text == " "
        };
        let columns = if is_zero_width { 0 } else { columns_of(&grapheme) };
        is_indent = grapheme.text.contains('\n') || (is_indent && grapheme.text == " ");
        (grapheme, columns)
    })
}

/// Returns true if the line break at `at` splits a word after its hyphen.
fn splits_word(text: &str, at: usize) -> bool {
    let (before, from) = text.split_at_checked(at).unwrap_or_default();
    let after = from.get(1..).unwrap_or_default().trim_start_matches(' ');
    let run = from.get(..from.len() - after.len()).unwrap_or_default();
    // A row may begin with the hyphen if the word before it filled the row.
    let before = if matches!(before, "-" | "\u{2010}") { "a-" } else { before };
    splitting_hyphen(before, run, after).is_some()
}

/// Returns the width of a text in a row.
pub fn width_in_row(text: &str) -> usize {
    graphemes_in_row(text).map(|(_, columns)| columns).sum()
}

/// Replaces each line break with a space, byte for byte, so that the line breaking rules see one line.
fn replace_line_breaks(text: &str) -> Cow<'_, str> {
    if text.contains('\n') { Cow::Owned(text.replace('\n', " ")) } else { Cow::Borrowed(text) }
}

/// Returns true if a cluster is white space, which may hang over the end of a row.
fn is_white_space(cluster: &str) -> bool {
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
    fn trailing_white_space_takes_no_column() {
        assert_eq!(rows("ab   cd", 2), ["ab   ", "cd"]);
        assert_eq!(rows("     ", 2), ["     "]);
        assert_eq!(rows("ab cd ", 5), ["ab cd "]);
    }

    #[test]
    fn line_break_is_a_space() {
        assert_eq!(rows("United\nStates of", 13), ["United\nStates ", "of"]);
        assert_eq!(rows("United\nStates of", 12), ["United\n", "States of"]);
        assert_eq!(rows("a\n\nb", 9), ["a\n\nb"]);
    }

    #[test]
    fn line_break_inside_a_word_has_no_width() {
        let shown = |text: &'static str| width_in_row(text);
        assert_eq!(shown("a pro-\nRussian"), "a pro-Russian".len());
        assert_eq!(shown("a pro-\n  Russian"), "a pro-Russian".len());
        assert_eq!(shown("a Zelen\u{AD}\nsky"), "a Zelensky".len());
        assert_eq!(shown("a pro -\nRussian"), "a pro - Russian".len());
        assert_eq!(rows("a pro-\nRussian", 12), ["a pro-\n", "Russian"]);
        assert_eq!(rows("a pro-\nRussian", 13), ["a pro-\nRussian"]);
        assert_eq!(rows("abc-\ncd", 3), ["abc", "-\ncd"]);
        assert_eq!(shown("-\ncd"), 3);
        assert!(wrap_hyphenated("Zelen\u{AD}\nsky", 6, None).first().is_some_and(|line| line.ends_in_hyphen));
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

    /// Both parts would take quadratic time if each row scanned all of the text after it.
    #[test]
    fn unbreakable_text_is_wrapped_in_linear_time() {
        let text = format!("{}{}", ". ".repeat(40_000), "U.S. ".repeat(40_000) + &"\n".repeat(80_000));
        let rows = wrap_hyphenated(&text, 3, Patterns::of_code("en"));
        assert_eq!(rows.last().map(|row| row.range.end), Some(text.len()));
    }

    fn hyphenate(text: &str, columns: usize) -> Vec<String> {
        let shown =
            |line: Line| format!("{}{}", &text[line.range], if line.ends_in_hyphen { "-" } else { "" });
        wrap_hyphenated(text, columns, Patterns::of_code("en")).into_iter().map(shown).collect()
    }

    #[test]
    fn words_are_hyphenated_to_fill_a_short_row() {
        assert_eq!(hyphenate("their negotiation went", 14), ["their negotia-", "tion went"]);
        assert_eq!(hyphenate("their negotiation went", 13), ["their negoti-", "ation went"]);
        // A gap of five columns in 60 is not worth a hyphen.
        let row = format!("{} ", "x".repeat(55));
        assert_eq!(hyphenate(&format!("{row}negotiation so"), 60), [row.as_str(), "negotiation so"]);
        assert_eq!(hyphenate(&format!("{row}negotiation so"), 62), [&format!("{row}nego-"), "tiation so"]);
        assert_eq!(hyphenate("a well of negotiation", 11), ["a well of ", "negotiation"]);
        // The last word is not hyphenated.
        assert_eq!(hyphenate("of their negotiation.", 13), ["of their ", "negotiation."]);
        // A name stays whole unless it is wider than a row.
        assert_eq!(hyphenate("then Negotiation went", 13), ["then ", "Negotiation ", "went"]);
        assert_eq!(hyphenate("then Negotiation went", 8), ["then Ne-", "gotia-", "tion ", "went"]);
        assert_eq!(
            hyphenate("at www.example.com/negotiation", 12),
            ["at ", "www.example.", "com/", "negotiation"]
        );
    }

    #[test]
    fn addresses_break_after_slashes_and_are_never_hyphenated() {
        let url = "see https://example.com/news/negotiation went";
        assert_eq!(rows(url, 33), ["see https://example.com/news/", "negotiation went"]);
        assert_eq!(hyphenate(url, 36), ["see https://example.com/news/", "negotiation went"]);
        assert_eq!(rows(url, 20), ["see https://", "example.com/news/", "negotiation went"]);
        assert_eq!(rows("see https://example.com/a", 24), ["see https://example.com/", "a"]);
        let mail = "ask negotiation@example.com now";
        assert_eq!(hyphenate(mail, 26), ["ask ", "negotiation@example.com ", "now"]);
        assert_eq!(hyphenate(mail, 14), ["ask ", "negotiation@ex", "ample.com now"]);
    }

    #[test]
    fn part_of_a_word_behind_a_hyphen_or_dash_is_hyphenated() {
        for dash in ["-", "\u{2010}", "–", "—"] {
            let rows = hyphenate(&format!("a self{dash}negotiation went"), 16);
            assert_eq!(rows, [&format!("a self{dash}negotia-"), "tion went"]);
        }
        let rows = hyphenate("a self/negotiation went", 16);
        assert_eq!(rows, ["a self/", "negotiation went"]);
    }

    /// A gap of a tenth of the row, rounded up, is worth a hyphen.
    #[test]
    fn gap_decides_whether_a_word_is_hyphenated() {
        let is_hyphenated = |filled: usize, columns: usize| {
            let text = format!("{} negotiation so", "x".repeat(filled));
            hyphenate(&text, columns).first().is_some_and(|row| row.ends_with('-'))
        };
        assert_eq!((is_hyphenated(54, 60), is_hyphenated(55, 60)), (true, false));
        assert_eq!((is_hyphenated(49, 55), is_hyphenated(50, 55)), (true, false));
    }

    #[test]
    fn word_as_wide_as_a_row_stays_whole_and_a_wider_one_is_hyphenated_even_if_first_or_last() {
        assert_eq!(hyphenate("then Negotiation went", 11), ["then ", "Negotiation ", "went"]);
        assert_eq!(hyphenate("Negotiation went", 10), ["Negotia-", "tion went"]);
        assert_eq!(hyphenate("then Negotiation", 10), ["then Nego-", "tiation"]);
        assert_eq!(hyphenate("negotiation", 10), ["negotia-", "tion"]);
    }

    #[test]
    fn wide_character_never_begins_in_the_last_column() {
        assert_eq!(rows("a漢字", 4), ["a漢", "字"]);
        assert_eq!(rows("a漢字", 5), ["a漢字"]);
        assert_eq!(rows("漢字 ab", 4), ["漢字 ", "ab"]);
        assert_eq!(rows("ab👩‍👩‍👧", 3), ["ab", "👩‍👩‍👧"]);
    }

    #[test]
    fn tab_takes_four_columns_and_may_hang_over_the_end_of_a_row() {
        assert_eq!(rows("a\tb", 6), ["a\tb"]);
        assert_eq!(rows("a\tb", 5), ["a\t", "b"]);
        assert_eq!(rows("abcd\tef", 4), ["abcd\t", "ef"]);
        assert_eq!(width_in_row("\ta\t"), 9);
    }

    #[test]
    fn only_spaces_right_after_a_line_break_take_no_column() {
        assert_eq!(width_in_row("  a  b"), 6);
        assert_eq!(width_in_row("a\n   b  c"), 6);
        assert_eq!(width_in_row("a\n\tb"), 7);
        assert_eq!(width_in_row("a pro-\nRussian\nman"), "a pro-Russian man".len());
        assert_eq!(width_in_row("pro-\n(a)"), "pro- (a)".len());
        assert_eq!(width_in_row("про-\nж"), 5);
    }

    #[test]
    fn line_break_allows_no_break_where_a_space_would_not() {
        assert_eq!(rows("at (\nyes)", 6), ["at ", "(\nyes)"]);
        assert_eq!(rows("at ( yes)", 6), ["at ", "( yes)"]);
    }

    #[test]
    fn mark_on_a_space_is_not_white_space() {
        assert_eq!(rows("ab \u{301}", 2), ["ab", " \u{301}"]);
    }

    #[test]
    fn at_most_two_consecutive_rows_end_in_a_hyphen() {
        let text = "negotiations ".repeat(12);
        let hyphens: Vec<bool> = wrap_hyphenated(&text, 17, Patterns::of_code("en"))
            .into_iter()
            .map(|line| line.ends_in_hyphen)
            .collect();
        assert!(hyphens.windows(2).any(|rows| rows == [true, true]), "{hyphens:?}");
        assert!(hyphens.windows(3).all(|rows| rows != [true, true, true]), "{hyphens:?}");
    }

    #[test]
    fn soft_hyphen_is_shown_only_at_the_end_of_a_row() {
        let plain = |text: &'static str, columns: usize| -> Vec<(&str, bool)> {
            wrap_hyphenated(text, columns, None)
                .into_iter()
                .map(|line| (&text[line.range], line.ends_in_hyphen))
                .collect()
        };
        let text = "the ne\u{AD}gotia\u{AD}tion";
        assert_eq!(plain(text, 15), [(text, false)]);
        assert_eq!(plain(text, 12), [("the ne\u{AD}gotia\u{AD}", true), ("tion", false)]);
        assert_eq!(plain(text, 11), [("the ne\u{AD}", true), ("gotia\u{AD}tion", false)]);
        // There must be room for the hyphen.
        assert_eq!(plain("gotia\u{AD}tion", 5), [("gotia\u{AD}", false), ("tion", false)]);
        assert_eq!(plain("gotia\u{AD}", 5), [("gotia\u{AD}", false)]);
        // It follows a letter or its mark, even at the end of a line of the file.
        assert_eq!(plain("cafe\u{301}\u{AD}teria", 6), [("cafe\u{301}\u{AD}", true), ("teria", false)]);
        assert_eq!(plain("(go\u{AD}tia", 5), [("(go\u{AD}", true), ("tia", false)]);
        assert_eq!(plain("go,\u{AD}tia", 5), [("go,\u{AD}", false), ("tia", false)]);
        assert_eq!(plain("Zelen\u{AD}\n  sky", 7), [("Zelen\u{AD}\n  ", true), ("sky", false)]);
        assert_eq!(plain("Zelen\u{AD} sky", 7), [("Zelen\u{AD} ", false), ("sky", false)]);
    }

    fn prose() -> impl Strategy<Value = String> {
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
        fn rows_partition_the_text(text in prose(), columns in 0_usize..24) {
            let mut end = 0;
            for row in wrap(&text, columns) {
                prop_assert_eq!(row.start, end);
                prop_assert!(row.end > row.start);
                end = row.end;
            }
            prop_assert_eq!(end, text.len());
        }

        #[test]
        fn rows_fit_and_do_not_split_clusters(text in prose(), columns in 0_usize..24) {
            let starts: Vec<_> = graphemes(&text).map(|grapheme| grapheme.start).collect();
            for row in wrap(&text, columns) {
                prop_assert!(starts.contains(&row.start));
                let shown = text[row].trim_end();
                prop_assert!(width_in_row(shown) <= columns.max(1) || graphemes(shown).count() == 1, "{:?}", shown);
            }
        }

        #[test]
        fn hyphenated_rows_partition_the_text_and_fit(
            text in prose(), columns in 0_usize..24, has_patterns in any::<bool>(),
        ) {
            let starts: Vec<_> = graphemes(&text).map(|grapheme| grapheme.start).collect();
            let patterns = Patterns::of_code("en").filter(|_| has_patterns);
            let mut end = 0;
            for Line { range, ends_in_hyphen } in wrap_hyphenated(&text, columns, patterns) {
                prop_assert_eq!(range.start, end);
                prop_assert!(range.end > range.start && starts.contains(&range.start));
                end = range.end;
                let shown = text[range.clone()].trim_end();
                let used = width_in_row(shown) + usize::from(ends_in_hyphen);
                prop_assert!(used <= columns.max(1) || graphemes(shown).count() == 1, "{:?}", shown);
                let is_between_letters = |text: &str, at: usize| {
                    text[..at].trim_end_matches(is_mark).ends_with(char::is_alphabetic) && text[at..].starts_with(char::is_alphabetic)
                };
                prop_assert!(!ends_in_hyphen || shown.ends_with(SOFT_HYPHEN) || (has_patterns && is_between_letters(&text, end)));
            }
            prop_assert_eq!(end, text.len());
        }

        /// No row has room for the text up to the next line break opportunity.
        #[test]
        fn rows_are_filled_greedily(text in prose(), columns in 1_usize..24) {
            let starts: Vec<_> = graphemes(&text).map(|grapheme| grapheme.start).collect();
            let flat = replace_line_breaks(&text);
            let breaks: Vec<_> = linebreaks(&flat).map(|(at, _)| at).filter(|at| starts.contains(at)).collect();
            for row in wrap(&text, columns) {
                if row.end < text.len() {
                    let next = breaks.iter().copied().find(|&at| at > row.end).unwrap_or(text.len());
                    let hyphen = usize::from(ends_in_soft_hyphen(&text, next));
                    let used = width_in_row(text[row.start..next].trim_end()) + hyphen;
                    prop_assert!(used > columns, "{:?}", &text[row.start..next]);
                }
            }
        }

        /// A row ends at a line break opportunity of UAX #14, unless one word fills the row alone.
        #[test]
        fn words_are_cut_only_if_wider_than_a_row(text in prose(), columns in 1_usize..24) {
            let flat = replace_line_breaks(&text);
            let breaks: Vec<_> = linebreaks(&flat).map(|(at, _)| at).collect();
            let breaks_without_hyphen: Vec<_> =
                breaks.iter().filter(|at| !ends_in_soft_hyphen(&text, **at)).collect();
            for row in wrap(&text, columns).into_iter().filter(|row| row.end < text.len()) {
                let is_cut = !breaks.contains(&row.end);
                let is_inside = |at: usize| row.start < at && at < row.end;
                let starts = |at: usize| graphemes(&text).any(|grapheme| grapheme.start == at);
                let has_break_inside = breaks_without_hyphen.iter().any(|at| is_inside(**at) && starts(**at));
                prop_assert!(!is_cut || !has_break_inside, "{:?}", &text[row]);
            }
        }
    }
}
