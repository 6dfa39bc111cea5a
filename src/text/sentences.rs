//! Splits text into sentences.
//!
//! `sentencex` knows the abbreviations of about thirty languages and keeps a quotation in one piece, even one of
//! several sentences. It does not know the habits of news writing: a senator is "R-Ky. Sen. Paul", a meeting is "at 5
//! p.m. Monday", and "no." before a name is an answer and not a number. The tables below correct those cases.
//!
//! Limitation: after "the U.S." a capital may begin a sentence or a name, and only the meaning could show which.

use std::borrow::Cow;
use std::ops::Range;

/// Maximum number of bytes split at once, which keeps the time linear in the length of a block. The next window starts
/// at the last sentence of this one.
const WINDOW_LEN: usize = 10 * 1024;

/// Approximate number of sentences after which a block is not split any further.
const MAX_SENTENCES: usize = 1_000_000;

/// Maximum number of quotation marks in a window. For each that may open a quotation the whole window is searched for
/// the closing one, so the time grows with their number. Prose has one in fifty bytes, apostrophes included.
const MAX_QUOTATION_MARKS: usize = 256;

/// Maximum length in bytes of an abbreviation in our tables, and of a list number. The limit keeps the time linear on
/// hostile texts.
const MAX_ABBREVIATION_LEN: usize = 32;

/// Abbreviated titles that precede a name, so that a capital after them does not start a sentence.
const BEFORE_NAME: &[&str] = &[
    "ald", "amb", "asst", "atty", "cmdt", "comm", "dep", "drs", "fr", "gens", "govs", "mmes", "mx", "profs",
    "spc",
];

/// Abbreviations that precede a number.
const BEFORE_NUMBER: &[&str] =
    &["approx", "art", "ca", "ch", "est", "no", "nos", "para", "paras", "sec", "vol", "vols"];

/// Abbreviated days of the week, which may precede a date.
const DAYS: &[&str] = &["fri", "mon", "sat", "sun", "thu", "thur", "thurs", "tue", "tues", "wed", "weds"];

/// First letters of the names of months.
const MONTH_PREFIXES: &[&str] =
    &["apr", "aug", "dec", "feb", "jan", "jul", "jun", "mar", "may", "nov", "oct", "sep"];

/// Words that continue a time of day after "a.m." or "p.m.": days, and time zones as agencies write them.
const AFTER_TIME: &[&str] = &[
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

/// Words that `sentencex` takes for abbreviations, but that may end a sentence when in lower case.
const NOT_ABBREVIATIONS: &[&str] =
    &["art", "fed", "id", "ill", "in", "man", "mass", "may", "me", "min", "miss", "no", "ok", "ore", "wash"];

/// Two letters with full stops that are not a person's initials, so that a capital after them may start a sentence.
const NOT_INITIALS: &[&str] = &[
    "A.D", "A.I", "B.C", "D.C", "E.U", "L.A", "N.C", "N.D", "N.H", "N.J", "N.M", "N.Y", "R.I", "S.C", "S.D",
    "U.K", "U.N", "U.S",
];

/// Returns the sentences of one block as byte ranges relative to `text`: in order, disjoint, trimmed, and covering
/// everything but white space. `language` is an ISO 639-1 code (`en`; a subtag after it is ignored); an unknown one
/// counts as English. A text of white space alone has no sentence, any other at least one.
pub fn sentences(text: &str, language: &str) -> Vec<Range<usize>> {
    let mut boundaries = find_boundaries(text, &language_code(language), MAX_SENTENCES);
    boundaries.extend(find_missed_boundaries(text, MAX_SENTENCES));
    boundaries.sort_unstable();
    boundaries.dedup();
    let mut ranges = Vec::with_capacity(boundaries.len() + 1);
    let mut start = 0;
    // End of the white space around the last boundary. Further boundaries in it are the same sentence end and are
    // skipped: a text may hold a million line ends in a row.
    let mut blank_end = 0;
    for boundary in boundaries.into_iter().filter(|&boundary| boundary < text.len()) {
        if boundary < blank_end {
            continue;
        }
        if let (Some(before), Some(after)) = (text.get(start..boundary), text.get(boundary..)) {
            blank_end = text.len() - after.trim_start().len();
            if !continues(before, after) {
                push_trimmed(&mut ranges, text, start..boundary);
                start = boundary;
            }
        }
    }
    push_trimmed(&mut ranges, text, start..text.len());
    ranges
}

/// Returns the language without region or script, in lower case; English if there is none.
fn language_code(language: &str) -> Cow<'_, str> {
    let code = language.split(['-', '_']).next().unwrap_or_default().trim();
    match code {
        "" => Cow::Borrowed("en"),
        _ if code.bytes().any(|byte| byte.is_ascii_uppercase()) => Cow::Owned(code.to_ascii_lowercase()),
        _ => Cow::Borrowed(code),
    }
}

/// Returns the byte offsets where `sentencex` ends a sentence, without the end of the text. Stops after the window that
/// reaches `limit`.
fn find_boundaries(text: &str, language: &str, limit: usize) -> Vec<usize> {
    let mut boundaries = Vec::new();
    let mut start = 0;
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let window = rest.get(..window_end(rest)).unwrap_or(rest);
        let mut ends: Vec<usize> = sentencex::get_sentence_boundaries(language, window)
            .into_iter()
            .map(|boundary| boundary.end_byte)
            .filter(|&end| end > 0 && end < window.len())
            .collect();
        if window.len() == rest.len() {
            boundaries.extend(ends.into_iter().map(|end| start + end));
            break;
        }
        // The last sentence of a window may continue after it, unless it fills the window.
        if ends.is_empty() {
            ends.push(window.len());
        }
        let next = ends.last().map_or(text.len(), |end| start + end);
        boundaries.extend(ends.into_iter().map(|end| start + end));
        if boundaries.len() >= limit {
            break;
        }
        start = next;
    }
    boundaries
}

/// Returns the end of the next window on `rest`: after white space if there is any, and always between characters.
fn window_end(rest: &str) -> usize {
    let end = rest.floor_char_boundary(WINDOW_LEN);
    // A block this short cannot hold more marks.
    if end == rest.len() && end <= MAX_QUOTATION_MARKS {
        return end;
    }
    let window = rest.get(..end).unwrap_or(rest);
    // Count bytes that a mark may begin with first: it is cheap, and few texts have too many.
    let may_begin_mark = |byte: u8| matches!(byte, b'\'' | b'`' | b'"' | 0xc2 | 0xe2 | 0xe3);
    let end = if window.bytes().filter(|byte| may_begin_mark(*byte)).count() <= MAX_QUOTATION_MARKS {
        end
    } else {
        window.match_indices(is_quotation_mark).nth(MAX_QUOTATION_MARKS).map_or(end, |(at, _)| at)
    };
    if end == rest.len() {
        return end;
    }
    let window = rest.get(..end).unwrap_or(rest);
    window.rfind(char::is_whitespace).map_or(end, |space| rest.ceil_char_boundary(space + 1))
}

/// Returns true if `c` may open a quotation.
fn is_quotation_mark(c: char) -> bool {
    matches!(c, '\'' | '`' | '"' | '\u{2018}'..='\u{201f}' | '«' | '»' | '‹' | '《' | '「')
}

/// Returns at most `limit` sentence ends that `sentencex` misses: those before a capital, after an ellipsis or a word
/// that it takes for an abbreviation. Those inside a quotation are left out.
fn find_missed_boundaries(text: &str, limit: usize) -> Vec<usize> {
    let mut boundaries = Vec::new();
    let mut in_quotation = false;
    for (at, c) in text.char_indices() {
        match c {
            '“' | '„' | '«' => in_quotation = true,
            '”' | '»' => in_quotation = false,
            '"' => in_quotation = !in_quotation,
            '.' | '…' => {
                let (before, after) = text.split_at_checked(at + c.len_utf8()).unwrap_or((text, ""));
                let after_quotes = after.trim_start_matches(['”', '’', '»']);
                let next = after_quotes.trim_start();
                let before_capital = next.len() < after_quotes.len() && next.starts_with(char::is_uppercase);
                let is_end = if c == '…' {
                    !in_quotation || after_quotes.len() < after.len()
                } else {
                    !in_quotation
                        && word_before_full_stop(before).is_some_and(|stem| NOT_ABBREVIATIONS.contains(&stem))
                };
                if before_capital && is_end {
                    boundaries.push(text.len() - next.len());
                }
                if boundaries.len() >= limit {
                    break;
                }
            }
            _ => {}
        }
    }
    boundaries
}

/// Returns true if the sentence continues after `before`, though it seems to end there.
fn continues(before: &str, after: &str) -> bool {
    let next = after.trim_start();
    let Some(first) = next.chars().next() else { return false };
    // A list number or an ellipsis is not a sentence.
    let is_number = before.len() <= MAX_ABBREVIATION_LEN && !before.contains(char::is_alphabetic);
    if first.is_lowercase() || is_number {
        return true;
    }
    let Some(stem) = word_before_full_stop(before.trim_end()) else { return false };
    let is_attached = next.len() == after.len() && !before.ends_with(char::is_whitespace);
    if (is_attached && is_initial(stem.rsplit(['.', '-']).next().unwrap_or_default()))
        || (is_initial(stem) && !stem.is_ascii())
        || (is_person_initials(stem) && first.is_uppercase())
        || is_party_and_state(stem)
    {
        return true;
    }
    let stem = stem.to_lowercase();
    let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    match stem.as_str() {
        "a.m" | "p.m" => AFTER_TIME.contains(&word.as_str()),
        stem if BEFORE_NUMBER.contains(&stem) && first.is_ascii_digit() => true,
        stem if DAYS.contains(&stem) => MONTH_PREFIXES.iter().any(|month| word.starts_with(month)),
        stem => BEFORE_NAME.contains(&stem) && first.is_uppercase(),
    }
}

/// Returns the last word of a text that ends in a full stop, without that stop and without an opening bracket or quote.
/// Only the end of a very long word is returned.
fn word_before_full_stop(text: &str) -> Option<&str> {
    let stem = text.strip_suffix('.')?;
    let end = stem.get(stem.ceil_char_boundary(stem.len().saturating_sub(MAX_ABBREVIATION_LEN))..)?;
    let word = end.rsplit(char::is_whitespace).next()?;
    Some(word.trim_start_matches(|c: char| !c.is_alphanumeric()))
}

/// Returns true if `word` is one capital letter.
fn is_initial(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_uppercase) && characters.as_str().is_empty()
}

/// Returns true for the two initials of a person without the last full stop, such as `J.D`.
fn is_person_initials(word: &str) -> bool {
    word.split_once('.').is_some_and(|(first, second)| is_initial(first) && is_initial(second))
        && !NOT_INITIALS.contains(&word)
}

/// Returns true for the party and state of a member of Congress, such as `R-Ky`.
fn is_party_and_state(word: &str) -> bool {
    let state = ["R-", "D-", "I-"].iter().find_map(|party| word.strip_prefix(party));
    state.is_some_and(|state| state.starts_with(char::is_uppercase))
}

/// Adds a range, trimmed, unless it is all white space.
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
