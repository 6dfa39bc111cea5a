//! Where sentences end.
//!
//! `sentencex` knows the abbreviations of some thirty languages and keeps a quotation in one piece, even one of
//! several sentences. News has habits that it does not know: a senator is "R-Ky. Sen. Paul", a meeting is "at 5 p.m.
//! Monday", and "no." before a name is an answer and not a number. What is below mends those, by tables.
//!
//! The limit: after "the U.S." a capital may begin a sentence or a name, and nothing but meaning could tell.

use std::borrow::Cow;
use std::ops::Range;

/// How many bytes are divided at once, so that the time stays in proportion to the length of a block. Longer blocks are
/// divided from the last sentence start on, again and again.
const WINDOW: usize = 10 * 1024;

/// The most sentences that a block is divided into; what comes beyond belongs to the last ones.
const MOST_SENTENCES: usize = 1_000_000;

/// How many quotation marks a window holds at the most. For each that may open a quotation the whole window is searched for what closes it, so a
/// byte costs as much as the window has marks. Prose has one in fifty bytes, apostrophes among them.
const MOST_QUOTATION_MARKS: usize = 256;

/// The longest word, in bytes, that can be an abbreviation of ours, and the longest number of a list. Looking no further
/// keeps the time in proportion on texts made to waste it.
const LONGEST_ABBREVIATION: usize = 32;

/// Abbreviated titles that stand before a name, so that a capital after them begins no sentence.
const BEFORE_A_NAME: &[&str] = &[
    "ald", "amb", "asst", "atty", "cmdt", "comm", "dep", "drs", "fr", "gens", "govs", "mmes", "mx", "profs",
    "spc",
];

/// Abbreviations that stand before a number.
const BEFORE_A_NUMBER: &[&str] =
    &["approx", "art", "ca", "ch", "est", "no", "nos", "para", "paras", "sec", "vol", "vols"];

/// Days of the week, which stand before a date.
const DAYS: &[&str] = &["fri", "mon", "sat", "sun", "thu", "thur", "thurs", "tue", "tues", "wed", "weds"];

/// How the names of months begin.
const MONTHS: &[&str] = &["apr", "aug", "dec", "feb", "jan", "jul", "jun", "mar", "may", "nov", "oct", "sep"];

/// What says more of a time of day after "a.m." or "p.m.": days, and zones as agencies write them.
const AFTER_A_TIME: &[&str] = &[
    "bst",
    "cest",
    "cet",
    "cst",
    "eastern",
    "edt",
    "eest",
    "eet",
    "est",
    "et",
    "friday",
    "gmt",
    "monday",
    "msk",
    "pacific",
    "pst",
    "pt",
    "saturday",
    "sunday",
    "thursday",
    "tuesday",
    "utc",
    "wednesday",
];

/// Words that `sentencex` takes for abbreviations, but that end a sentence when they are in lower case.
const WORDS: &[&str] =
    &["art", "fed", "id", "ill", "in", "man", "mass", "may", "me", "min", "miss", "no", "ok", "ore", "wash"];

/// Two letters with stops that are no person's initials, so that a capital after them may begin a sentence.
const NO_INITIALS: &[&str] = &[
    "A.D", "A.I", "B.C", "D.C", "E.U", "L.A", "N.C", "N.D", "N.H", "N.J", "N.M", "N.Y", "R.I", "S.C", "S.D",
    "U.K", "U.N", "U.S",
];

/// The sentences of one block, as byte ranges relative to `text`: in order, disjoint, without outer white space, and
/// leaving out nothing but white space. `language` is an ISO 639-1 code (`en`; a subtag after it is ignored); one that is
/// not known counts as English. A text of white space alone has no sentence, any other at least one.
pub fn sentences(text: &str, language: &str) -> Vec<Range<usize>> {
    let mut cuts = first_cuts(text, &code_of(language), MOST_SENTENCES);
    cuts.extend(missed_cuts(text, MOST_SENTENCES));
    cuts.sort_unstable();
    cuts.dedup();
    let mut ranges = Vec::with_capacity(cuts.len() + 1);
    let mut start = 0;
    // Where the white space ends in which the last cut lies. All further cuts in it are the same end, and none is looked at again: a line of
    // code may be a million line ends.
    let mut passed = 0;
    for cut in cuts.into_iter().filter(|&cut| cut < text.len()) {
        if cut < passed {
            continue;
        }
        if let (Some(before), Some(after)) = (text.get(start..cut), text.get(cut..)) {
            passed = text.len() - after.trim_start().len();
            if !goes_on(before, after) {
                push_trimmed(&mut ranges, text, start..cut);
                start = cut;
            }
        }
    }
    push_trimmed(&mut ranges, text, start..text.len());
    ranges
}

/// The language without region or script, in lower case; English if there is none.
fn code_of(language: &str) -> Cow<'_, str> {
    let code = language.split(['-', '_']).next().unwrap_or_default().trim();
    match code {
        "" => Cow::Borrowed("en"),
        _ if code.bytes().any(|byte| byte.is_ascii_uppercase()) => Cow::Owned(code.to_ascii_lowercase()),
        _ => Cow::Borrowed(code),
    }
}

/// Where `sentencex` ends a sentence, in bytes; the end of the text is not among them. There are not many more than
/// `most`: behind them no others are looked for.
fn first_cuts(text: &str, language: &str, most: usize) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut start = 0;
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let window = rest.get(..window_end(rest)).unwrap_or(rest);
        let mut ends: Vec<usize> = sentencex::get_sentence_boundaries(language, window)
            .into_iter()
            .map(|boundary| boundary.end_byte)
            .filter(|&end| end > 0 && end < window.len())
            .collect();
        if window.len() == rest.len() {
            cuts.extend(ends.into_iter().map(|end| start + end));
            break;
        }
        // The last sentence of a window may go on after it, unless it is all that the window holds.
        if ends.is_empty() {
            ends.push(window.len());
        }
        let next = ends.last().map_or(text.len(), |end| start + end);
        cuts.extend(ends.into_iter().map(|end| start + end));
        if cuts.len() >= most {
            break;
        }
        start = next;
    }
    cuts
}

/// Where a window on `rest` ends: after white space if there is any, and between characters in any case.
fn window_end(rest: &str) -> usize {
    let most = rest.floor_char_boundary(WINDOW);
    // A shorter block cannot hold more.
    if most == rest.len() && most <= MOST_QUOTATION_MARKS {
        return most;
    }
    let window = rest.get(..most).unwrap_or(rest);
    // Bytes that marks begin with are counted first, which costs next to nothing; few texts have as many.
    let may_begin_mark = |byte: u8| matches!(byte, b'\'' | b'`' | b'"' | 0xc2 | 0xe2 | 0xe3);
    let most = if window.bytes().filter(|byte| may_begin_mark(*byte)).count() <= MOST_QUOTATION_MARKS {
        most
    } else {
        window.match_indices(is_quotation_mark).nth(MOST_QUOTATION_MARKS).map_or(most, |(at, _)| at)
    };
    if most == rest.len() {
        return most;
    }
    let window = rest.get(..most).unwrap_or(rest);
    window.rfind(char::is_whitespace).map_or(most, |space| rest.ceil_char_boundary(space + 1))
}

/// Whether a character may open a quotation.
fn is_quotation_mark(c: char) -> bool {
    matches!(c, '\'' | '`' | '"' | '\u{2018}'..='\u{201f}' | '«' | '»' | '‹' | '《' | '「')
}

/// Ends that `sentencex` does not see, outside quotations: after a word that it takes for an abbreviation, and after
/// an ellipsis, each before a capital.
fn missed_cuts(text: &str, most: usize) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '“' | '„' | '«' => quoted = true,
            '”' | '»' => quoted = false,
            '"' => quoted = !quoted,
            '.' | '…' => {
                let (before, after) = text.split_at_checked(at + c.len_utf8()).unwrap_or((text, ""));
                let closed = after.trim_start_matches(['”', '’', '»']);
                let next = closed.trim_start();
                let parts = next.len() < closed.len() && next.starts_with(char::is_uppercase);
                let ends = if c == '…' {
                    !quoted || closed.len() < after.len()
                } else {
                    !quoted && stem_of(before).is_some_and(|stem| WORDS.contains(&stem))
                };
                if parts && ends {
                    cuts.push(text.len() - next.len());
                }
                if cuts.len() >= most {
                    break;
                }
            }
            _ => {}
        }
    }
    cuts
}

/// Whether the sentence goes on after `before`, though it looks as if it ended there.
fn goes_on(before: &str, after: &str) -> bool {
    let next = after.trim_start();
    let Some(first) = next.chars().next() else { return false };
    // A number of a list, or an ellipsis, is no sentence.
    let is_number = before.len() <= LONGEST_ABBREVIATION && !before.contains(char::is_alphabetic);
    if first.is_lowercase() || is_number {
        return true;
    }
    let Some(stem) = stem_of(before.trim_end()) else { return false };
    let glued = next.len() == after.len() && !before.ends_with(char::is_whitespace);
    if (glued && is_initial(stem.rsplit(['.', '-']).next().unwrap_or_default()))
        || (is_initial(stem) && !stem.is_ascii())
        || (are_initials(stem) && first.is_uppercase())
        || is_party_and_state(stem)
    {
        return true;
    }
    let stem = stem.to_lowercase();
    let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    match stem.as_str() {
        "a.m" | "p.m" => AFTER_A_TIME.contains(&word.as_str()),
        stem if BEFORE_A_NUMBER.contains(&stem) && first.is_ascii_digit() => true,
        stem if DAYS.contains(&stem) => MONTHS.iter().any(|month| word.starts_with(month)),
        stem => BEFORE_A_NAME.contains(&stem) && first.is_uppercase(),
    }
}

/// The last word of a text that ends in a full stop, without that stop and without an opening bracket or quote. Of a
/// very long word it is only the end.
fn stem_of(text: &str) -> Option<&str> {
    let stem = text.strip_suffix('.')?;
    let end = stem.get(stem.ceil_char_boundary(stem.len().saturating_sub(LONGEST_ABBREVIATION))..)?;
    let word = end.rsplit(char::is_whitespace).next()?;
    Some(word.trim_start_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether a word is one capital letter.
fn is_initial(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_uppercase) && characters.as_str().is_empty()
}

/// Whether a word, but for its last stop, is the two initials of a person, such as `J.D`.
fn are_initials(word: &str) -> bool {
    word.split_once('.').is_some_and(|(one, other)| is_initial(one) && is_initial(other))
        && !NO_INITIALS.contains(&word)
}

/// Whether a word is the party and state of a member of Congress, such as `R-Ky`.
fn is_party_and_state(word: &str) -> bool {
    let state = ["R-", "D-", "I-"].iter().find_map(|party| word.strip_prefix(party));
    state.is_some_and(|state| state.starts_with(char::is_uppercase))
}

/// Adds a range without the white space around it, if anything is left.
fn push_trimmed(ranges: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let Some(piece) = text.get(range.clone()) else { return };
    let start = range.start + piece.len() - piece.trim_start().len();
    let end = range.start + piece.trim_end().len();
    if start < end {
        ranges.push(start..end);
    }
}

#[cfg(test)]
#[path = "sentences_tests.rs"]
mod tests;
