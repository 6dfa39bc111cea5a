//! Finds what a number counts, and numbers that count nothing: roads, rooms, houses, years, list numbers.

use super::numbers::Number;
use super::tables::{ADDRESSES, DESIGNATORS, GROUP_ENDS};
use super::tokens::{Kind, Token, kind, lower, lower_before};
use crate::mention::words::SENTENCE_OPENERS;

/// Maximum number of words between a number and its counted noun.
const MAX_MODIFIERS: usize = 4;

/// True for a lower-case word that may belong to a noun group.
pub(super) fn is_noun(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| {
        token.is_word()
            && token.text.starts_with(char::is_lowercase)
            && !GROUP_ENDS.contains(token.lower.as_str())
    })
}

/// Returns the counted noun after a number, the index after it, and whether the number is a part of what the noun
/// names. The noun is the first plural of the noun group, else its last word; empty if there is none, and `them` for a
/// pronoun.
pub(super) fn noun(tokens: &[Token<'_>], from: usize) -> (String, usize, bool) {
    let mut at = from;
    let mut is_part = false;
    // Parts: `14 of the dead`, `nine of its members`, `two of them`. Not a part: `dozens of people`.
    if lower(tokens, at) == "of" {
        let next = lower(tokens, at + 1);
        is_part = matches!(
            next,
            "the" | "them" | "those" | "these" | "its" | "his" | "her" | "their" | "whom" | "which" | "our"
        );
        if !is_part && !is_noun(tokens, at + 1) {
            return (String::new(), from, false);
        }
        at += if is_part { 2 } else { 1 };
        if matches!(next, "them" | "whom" | "which" | "those") {
            return ("them".to_owned(), at, true);
        }
    }
    if matches!(lower(tokens, at), "out") && lower(tokens, at + 1) == "of" {
        return ("them".to_owned(), at, true);
    }
    let start = at;
    let mut last = None;
    while at < start + MAX_MODIFIERS + 1 {
        let Some(token) = tokens.get(at).filter(|token| token.is_word() && !token.has_digit()) else { break };
        let word = token.lower.as_str();
        if GROUP_ENDS.contains(word) && !matches!(word, "more" | "other") {
            break;
        }
        let is_verb = last.is_some()
            && (word.ends_with("ed") || word.ends_with("ing"))
            && !is_noun_despite_ending(word);
        if is_verb {
            break;
        }
        last = Some(at);
        // In `measles cases` the second plural is counted, but in `people dead` the first is.
        if is_plural(word)
            && !(tokens.get(at + 1).is_some_and(Token::is_word) && is_regular_plural(lower(tokens, at + 1)))
        {
            break;
        }
        at += 1;
    }
    let Some(last) = last else { return (String::new(), from, is_part) };
    let word = lower(tokens, last);
    // A participle or an adjective is not a noun: `57 injured`, `six killed`.
    if last == start
        && (word.ends_with("ed")
            || word.ends_with("ing")
            || matches!(
                word,
                "dead" | "hurt" | "aboard" | "missing" | "more" | "other" | "alive" | "people's"
            ))
    {
        return (String::new(), from, is_part);
    }
    (word.to_owned(), last + 1, is_part)
}

/// True for a word that ends like a participle but is not one.
fn is_noun_despite_ending(word: &str) -> bool {
    matches!(word, "building" | "hundred" | "bed")
}

/// True for a plural in -s that may stand in a noun group.
fn is_regular_plural(word: &str) -> bool {
    word.ends_with('s') && is_plural(word) && !GROUP_ENDS.contains(word)
}

/// True for a plural, judged by its ending, and for some words that are counted without one: staff, wounded.
pub(super) fn is_plural(word: &str) -> bool {
    matches!(
        word,
        "people"
            | "children"
            | "men"
            | "women"
            | "police"
            | "dead"
            | "policemen"
            | "wounded"
            | "injured"
            | "troops"
            | "staff"
    ) || (word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is")
        && word.len() > 3)
}

/// Returns what a number counts that has no noun after it, from the nine tokens before it: `a crowd of 41,560`, `the
/// attendance was given as 46,150`, `the number of people as 212`. Empty if they name nothing.
pub(super) fn counted_before(tokens: &[Token<'_>], at: usize) -> String {
    let mut back = 1;
    while back <= 9 {
        let Some(token) = at.checked_sub(back).and_then(|at| tokens.get(at)) else { break };
        if matches!(token.kind, Kind::Stop) || (token.has_digit() && back > 1) {
            break;
        }
        match token.lower.as_str() {
            "attendance" | "crowd" => return "attendance".to_owned(),
            "toll" | "fatalities" => return "people".to_owned(),
            // `Passenger numbers reached 24.9 million`
            "numbers" => {
                let noun = lower_before(tokens, at - back, 1);
                return if noun.is_empty() || GROUP_ENDS.contains(noun) {
                    String::new()
                } else {
                    format!("{noun}s")
                };
            }
            // `the number of people killed ... as 212`
            "number" if lower(tokens, at - back + 1) == "of" => {
                return noun(tokens, at - back + 2).0;
            }
            _ => {}
        }
        back += 1;
    }
    String::new()
}

/// Returns the last word of the name before an age, in lower case: `Mirela Otan, 52, who`. None if it is not an age.
pub(super) fn age(tokens: &[Token<'_>], at: usize, end: usize) -> Option<String> {
    let is_closed = matches!(kind(tokens, end), Some(Kind::Comma | Kind::Stop)) || end >= tokens.len();
    let name = at.checked_sub(2).and_then(|name| tokens.get(name))?;
    let is_age = is_closed
        && at.checked_sub(1).and_then(|comma| kind(tokens, comma)) == Some(Kind::Comma)
        && name.is_capital()
        && tokens.get(at)?.text.bytes().all(|byte| byte.is_ascii_digit())
        && tokens.get(at)?.text.len() <= 3;
    is_age.then(|| name.lower.clone())
}

/// True for a number that belongs to a name: `Route 9`, `Room 12`, `Train 4471`. No noun may follow the number, which
/// is not checked here.
pub(super) fn is_designated(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| tokens.get(before)) else { return false };
    let opens_sentence = at == 1 && SENTENCE_OPENERS.contains(before.lower.as_str());
    // In words it counts something: `Killing nine`.
    let joined =
        tokens.get(at).is_some_and(|token| token.has_digit() && token.range.start <= before.range.end + 1);
    DESIGNATORS.contains(before.lower.as_str()) || (before.is_capital() && !opens_sentence && joined)
}

/// True for a year from 1500 to 2149: four digits without a comma.
pub(super) fn is_year(tokens: &[Token<'_>], at: usize, number: &Number) -> bool {
    let is_four_digits = tokens
        .get(at)
        .is_some_and(|token| token.text.len() == 4 && token.text.bytes().all(|byte| byte.is_ascii_digit()));
    is_four_digits && (1500.0..2150.0).contains(&number.low)
}

/// True for a house number: `12 Mill Road`.
pub(super) fn is_address(tokens: &[Token<'_>], at: usize, end: usize) -> bool {
    (end..end + 3)
        .take_while(|at| tokens.get(*at).is_some_and(Token::is_capital))
        .any(|at| ADDRESSES.contains(lower(tokens, at).trim_end_matches('.')))
        && tokens.get(at).is_some_and(Token::has_digit)
}

/// True for the number of a list item: `3)` or `3.` at the start of a sentence.
pub(super) fn is_list_number(tokens: &[Token<'_>], at: usize) -> bool {
    at == 0 && matches!(kind(tokens, 1), Some(Kind::Close))
        || (at == 0
            && kind(tokens, 1) == Some(Kind::Stop)
            && tokens.get(1).is_some_and(|stop| stop.text == "."))
}
