//! Finds word spans that look like names, to propose as new entities.

use std::ops::Range;

use crate::mention::words::{SMALL_OPENERS, key};

/// Returns true if a character at the edge of a word is not part of it.
fn is_edge(c: char) -> bool {
    !c.is_alphanumeric()
}

/// A word without punctuation at its edges and without a possessive ending.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    /// Byte range in the line.
    range: Range<usize>,
    /// True if it begins with a capital or a digit.
    is_capital: bool,
    /// True if exactly one space separates it from the previous word.
    follows: bool,
}

/// Possessive endings.
const POSSESSIVES: &[&str] = &["'s", "’s", "'S", "’S"];

fn words(line: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut at = 0;
    for part in line.split_inclusive(char::is_whitespace) {
        let start = at;
        at += part.len();
        let bare = part.trim_end();
        let lead = bare.len() - bare.trim_start_matches(is_edge).len();
        let mut word = bare.trim_matches(is_edge);
        for ending in POSSESSIVES {
            word = word.strip_suffix(ending).unwrap_or(word);
        }
        if word.is_empty() {
            continue;
        }
        let range = start + lead..start + lead + word.len();
        // An initial keeps its full stop.
        let is_initial =
            word.chars().count() == 1 && line.get(range.end..).is_some_and(|rest| rest.starts_with('.'));
        let range = range.start..range.end + usize::from(is_initial);
        let between = words.last().and_then(|before| line.get(before.range.end..range.start));
        let first = word.chars().next().unwrap_or(' ');
        words.push(Word {
            is_capital: first.is_uppercase() || first.is_numeric(),
            follows: between == Some(" "),
            range,
        });
    }
    words
}

/// Lower-case words that may occur inside a name.
const JOINERS: &[&str] =
    &["of", "the", "de", "da", "di", "du", "del", "la", "le", "van", "von", "der", "den", "bin", "al"];

/// Returns the byte ranges in a line that look like names: runs of capitalised words and numbers that begin with a
/// word, possibly with joining words between them. The first word is left out if it is one that often opens a sentence,
/// such as *The*.
pub fn names(line: &str) -> Vec<Range<usize>> {
    let words = words(line);
    let text = |word: &Word| line.get(word.range.clone()).unwrap_or_default();
    let mut names: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(first) = words.get(at) {
        let is_letter = text(first).chars().next().is_some_and(char::is_uppercase);
        if !is_letter {
            at += 1;
            continue;
        }
        let mut last = at;
        let mut next = at + 1;
        while let Some(word) = words.get(next).filter(|word| word.follows) {
            if word.is_capital {
                last = next;
            } else if !JOINERS.contains(&text(word)) {
                break;
            }
            next += 1;
        }
        let opens = SMALL_OPENERS.contains(key(text(first)).as_str());
        let from = if opens { at + 1 } else { at };
        if let (Some(first), Some(end)) = (words.get(from), words.get(last))
            && from <= last
            && text(first).chars().next().is_some_and(char::is_uppercase)
        {
            names.push(first.range.start..end.range.end);
        }
        at = last + 1;
    }
    names
}

/// Returns the name that contains a byte of a line, else the word.
pub fn name_at(line: &str, offset: usize) -> Option<Range<usize>> {
    let holds = |range: &Range<usize>| range.contains(&offset);
    names(line).into_iter().find(holds).or_else(|| words(line).into_iter().map(|word| word.range).find(holds))
}

/// Extends a range by one word at its end, or shortens it by one. Unchanged if that is not possible.
pub fn stretched(line: &str, range: &Range<usize>, longer: bool) -> Range<usize> {
    let mut ends = words(line).into_iter().map(|word| word.range.end);
    let end = if longer {
        ends.find(|end| *end > range.end)
    } else {
        ends.rfind(|end| *end < range.end && *end > range.start)
    };
    range.start..end.unwrap_or(range.end)
}

/// Bytes of a line that are searched on either side of an offset. Names are far shorter.
const REACH: usize = 1 << 12;

/// Returns the start of the line that contains a byte, and the line. Of a long line, returns only the part within
/// `REACH` bytes of it, and the start of that part. None if `offset` is not a character boundary.
pub fn line_at(text: &str, offset: usize) -> Option<(usize, &str)> {
    let reach = text.floor_char_boundary(offset.saturating_sub(REACH));
    let before = text.get(reach..offset)?;
    let start = reach + before.rfind('\n').map_or(0, |at| at + 1);
    let end = text.ceil_char_boundary(offset.saturating_add(REACH).min(text.len()));
    let line = text.get(start..end)?.split('\n').next()?;
    Some((start, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_in(line: &str) -> Vec<&str> {
        names(line).into_iter().map(|range| &line[range]).collect()
    }

    /// Words that open headlines, such as New and Picture, may begin a name.
    #[test]
    fn only_common_openers_are_stripped_from_a_name() {
        assert_eq!(
            names_in("He came to New Harbour by the Picture House."),
            ["New Harbour", "Picture House"]
        );
        assert_eq!(names_in("After Kyiv spoke"), ["Kyiv"]);
    }

    #[test]
    fn names_are_runs_of_capitalised_words() {
        assert_eq!(
            names_in("The minister met Ann Lee of the Bank of Georgia, and J. D. Vance's aide."),
            ["Ann Lee of the Bank of Georgia", "J. D. Vance",]
        );
        assert_eq!(
            names_in("But Witkoff left. Then Kyiv spoke; Jean-Luc O’Neill’s talk"),
            ["Witkoff", "Kyiv", "Jean-Luc O’Neill"]
        );
        assert_eq!(names_in("Сергій Кислиця сказав"), ["Сергій Кислиця"]);
        assert_eq!(names_in("The 28 points"), Vec::<&str>::new());
        assert_eq!(names_in(""), Vec::<&str>::new());
    }

    #[test]
    fn name_ends_at_anything_but_a_single_space() {
        assert_eq!(names_in("Ann Lee, Bob Ray"), ["Ann Lee", "Bob Ray"]);
        assert_eq!(names_in("Ann, Bob; Cy"), ["Ann", "Bob", "Cy"]);
        assert_eq!(names_in("Ann — Bob"), ["Ann", "Bob"]);
        assert_eq!(names_in("Ann  Lee"), ["Ann", "Lee"]);
        assert_eq!(names_in("said “Ann Lee” (Kyiv)"), ["Ann Lee", "Kyiv"]);
    }

    #[test]
    fn number_continues_a_name_and_begins_none() {
        assert_eq!(names_in("by Resolution 2334 of 2016 on"), ["Resolution 2334 of 2016"]);
        assert_eq!(names_in("28 Points"), ["Points"]);
    }

    #[test]
    fn joining_words_occur_only_inside_a_name() {
        assert_eq!(names_in("Bank of the Bank of"), ["Bank of the Bank"]);
        assert_eq!(names_in("Bank and Kyiv"), ["Bank", "Kyiv"]);
        assert_eq!(names_in("Then"), Vec::<&str>::new());
    }

    #[test]
    fn stretching_goes_by_one_word_and_skips_punctuation() {
        let line = "a green — corridor, and";
        let steps = ["a", "a green", "a green — corridor", "a green — corridor, and"];
        for pair in steps.windows(2) {
            assert_eq!(&line[stretched(line, &(0..pair[0].len()), true)], pair[1]);
            assert_eq!(&line[stretched(line, &(0..pair[1].len()), false)], pair[0]);
        }
        assert_eq!(stretched(line, &(0..line.len()), true), 0..line.len());
        assert_eq!(stretched(line, &(0..1), false), 0..1);
    }

    #[test]
    fn word_at_an_offset_can_be_stretched() {
        let line = "a green corridor, and Kyiv";
        let word = name_at(line, 3).unwrap();
        assert_eq!(&line[word.clone()], "green");
        let longer = stretched(line, &word, true);
        assert_eq!(&line[longer.clone()], "green corridor");
        assert_eq!(stretched(line, &longer, false), word);
        assert_eq!(stretched(line, &word, false), word);
        assert_eq!(name_at(line, 1), None);
    }

    proptest::proptest! {
        #[test]
        fn ranges_are_on_character_boundaries(line in "[A-Za-zé’' .Kyiv]{0,40}", at in 0usize..40) {
            for range in names(&line).into_iter().chain(name_at(&line, at)) {
                proptest::prop_assert!(line.get(range.clone()).is_some_and(|text| !text.is_empty()));
                for longer in [true, false] {
                    proptest::prop_assert!(line.get(stretched(&line, &range, longer)).is_some());
                }
            }
        }
    }
}
