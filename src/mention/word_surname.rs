//! Surnames that are other words too: whether May is Theresa May or a month, and Price a minister or a sum.

use std::ops::Range;

use crate::mention::person_name::Class;
use crate::mention::surroundings::{Line, Surroundings, Word, is_hyphen, possessive_of};
use crate::mention::uncertainty::{Uncertainty, Verdict};
use crate::mention::words::{
    ACTING, BEFORE_DATES, BEHIND_DATES, CALENDAR, EVERYDAY, NATIONALITIES, PARTIES, SAYING, SAYING_BEFORE,
    TITLES, TITLES_OF_GIVEN_NAMES, UNMISTAKABLE, VERBS_AS_NOUNS, key,
};

/// The last day of a month.
const LAST_DAY: u32 = 31;
/// Words of so many letters are no nouns that a name stands before.
const LONGEST_SMALL_WORD: usize = 3;
/// Titles of so many letters are written with a full stop.
const LONGEST_ABBREVIATION: usize = 4;
/// A year has so many digits.
const DIGITS_OF_A_YEAR: usize = 4;
/// Behind these a name is no subject, whatever verb follows: a letter to May came.
const PREPOSITIONS: &[&str] = &[
    "about", "against", "at", "between", "by", "for", "from", "near", "of", "on", "over", "to", "toward",
    "towards", "under", "with", "without",
];
/// Words that may stand between a name and its verb.
const BETWEEN: &[&str] = &[
    "also", "later", "then", "now", "himself", "herself", "once", "again", "still", "even", "never", "only",
];

/// Whether a bare surname that is another word too names the person.
///
/// A month, a weekday or a number beside what makes a date of it never does, and else only where something beside it
/// speaks for a person. Another word does inside a sentence, where its capital speaks; where a capital says nothing, as a
/// month does.
pub(super) fn judge(class: Class, around: &Surroundings<'_>, span: &Range<usize>) -> Verdict {
    match class {
        Class::Name => Verdict::Stands,
        Class::Date if is_beside_date(around, span) => Verdict::Blocked,
        Class::Word if is_beside_number(around, span) => Verdict::Blocked,
        Class::Word if is_thing(around, span) || is_part_of_a_name(around, span) => {
            Verdict::Uncertain(Uncertainty::AlsoWord)
        }
        Class::Word if capital_speaks(around, span) => Verdict::Stands,
        _ if speaks_for_person(around, span) => Verdict::Stands,
        _ => Verdict::Uncertain(Uncertainty::AlsoWord),
    }
}

/// Whether a capital at a place marks a name: inside a sentence.
fn capital_speaks(around: &Surroundings<'_>, span: &Range<usize>) -> bool {
    !around.opens_sentence(span.start) && around.line(span.start) == Line::Plain
}

/// Whether an article makes a thing of a word: the Church said. Before a noun it belongs to that: the Price campaign.
fn is_thing(around: &Surroundings<'_>, span: &Range<usize>) -> bool {
    let before = around.word_before(span.start).map(|word| key(word.text));
    let has_article = before.is_some_and(|before| matches!(before.as_str(), "the" | "a" | "an"));
    has_article
        && around.word_behind(span.end).is_none_or(|word| {
            word.begins_with_capital() || is_verb(&word) || word.text.chars().count() <= LONGEST_SMALL_WORD
        })
}

/// Whether what stands beside a word makes another name of it: Burger King, Shepherd's Bush, King's Cross.
fn is_part_of_a_name(around: &Surroundings<'_>, span: &Range<usize>) -> bool {
    let has_name = |word: &Word<'_>| {
        let key = key(word.without_possessive());
        [&UNMISTAKABLE, &EVERYDAY].iter().any(|table| table.contains(key.as_str()))
    };
    let before = around.word_before(span.start).filter(|word| word.begins_with_capital() && !word.has_stop);
    let is_made_before = before.is_some_and(|word| {
        let key = key(word.text);
        let is_of_people = NATIONALITIES.contains(key.as_str()) || PARTIES.contains(key.as_str());
        let is_participle = key.ends_with("ing") && around.opens_sentence(word.start);
        word.is_possessive()
            || is_participle
            || is_of_people
            || (has_name(&word) && !TITLES.contains(key.as_str()))
    });
    let rest = around.rest(span.end);
    is_made_before
        || possessive_of(rest).is_some_and(|ending| {
            let behind = around.word_behind(span.end + ending.len());
            behind.is_some_and(|word| word.begins_with_capital() && has_name(&word))
        })
}

/// Whether a day, a year or a word that asks for a date stands beside a span.
pub(super) fn is_beside_date(around: &Surroundings<'_>, span: &Range<usize>) -> bool {
    let before = around.word_before(span.start).or_else(|| hyphened_before(around, span));
    let is_before = before.is_some_and(|word| {
        let is_of = || {
            key(word.text) == "of"
                && around.word_before(word.start).is_some_and(|before| is_day_or_year(before.text))
        };
        BEFORE_DATES.contains(key(word.text).as_str()) || is_day_or_year(word.text) || is_of()
    });
    is_before
        || is_among_dates(around, span)
        || number_behind(around, span.end).is_some_and(is_day_or_year)
        || around.word_behind(span.end).is_some_and(|word| BEHIND_DATES.contains(key(word.text).as_str()))
}

/// Whether another month or weekday is named with it: April, May and June; from March to May.
fn is_among_dates(around: &Surroundings<'_>, span: &Range<usize>) -> bool {
    let is_date =
        |word: Option<Word<'_>>| word.is_some_and(|word| CALENDAR.contains(key(word.text).as_str()));
    let joins = |word: &Word<'_>| matches!(word.text, "and" | "or" | "to" | "through" | "until" | "till");
    let before = around.word_before(span.start).filter(joins).and_then(|word| around.word_before(word.start));
    let behind = around.word_behind(span.end).filter(joins).and_then(|word| around.word_behind(word.end()));
    let comma = around.rest(span.end).starts_with(',').then(|| around.word_behind(span.end + 1)).flatten();
    is_date(before) || is_date(behind) || is_date(around.word_before_comma(span.start)) || is_date(comma)
}

/// Whether a number stands directly beside a span.
pub(super) fn is_beside_number(around: &Surroundings<'_>, span: &Range<usize>) -> bool {
    let behind = around.word_behind(span.end);
    behind.is_some_and(|word| word.text.chars().next().is_some_and(|c| c.is_ascii_digit()))
        || around.word_before(span.start).is_some_and(|word| is_day_or_year(word.text))
}

/// The word before a hyphen that stands before a span: mid-May.
fn hyphened_before<'a>(around: &Surroundings<'a>, span: &Range<usize>) -> Option<Word<'a>> {
    let hyphen = around.neighbours(span).0.filter(|c| is_hyphen(*c))?;
    around.word_before_hyphen(span.start - hyphen.len_utf8())
}

/// The number behind a place, perhaps with a comma between: May 5, May, 2020.
fn number_behind<'a>(around: &Surroundings<'a>, at: usize) -> Option<&'a str> {
    let comma = usize::from(around.rest(at).starts_with(','));
    around.word_behind(at + comma).map(|word| word.text).filter(|word| is_day_or_year(word))
}

/// 5, 5th, 2020.
fn is_day_or_year(word: &str) -> bool {
    let lower = word.to_lowercase();
    let digits =
        ["st", "nd", "rd", "th"].iter().find_map(|ending| lower.strip_suffix(ending)).unwrap_or(&lower);
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return false;
    }
    digits.len() == DIGITS_OF_A_YEAR || digits.parse().is_ok_and(|day: u32| (1..=LAST_DAY).contains(&day))
}

/// Whether something beside a span says that a person is meant: a title or a verb of saying before it, a verb behind it, a
/// possessive, a clause that begins with `who`, an age, a colon, or another name joined to it.
pub(super) fn speaks_for_person(around: &Surroundings<'_>, span: &Range<usize>) -> bool {
    let before = around.word_before(span.start);
    let title = before.is_some_and(|word| {
        let key = key(word.text);
        let is_title = TITLES.contains(key.as_str()) || TITLES_OF_GIVEN_NAMES.contains(key.as_str());
        let is_verb = SAYING.contains(key.as_str()) || SAYING_BEFORE.contains(key.as_str());
        // A full stop behind a longer word ends the sentence.
        let is_short = word.text.chars().count() <= LONGEST_ABBREVIATION;
        (is_title && (!word.has_stop || is_short))
            || (is_verb && !word.has_stop && !word.begins_with_capital())
    });
    let rest = around.rest(span.end);
    let possessive = possessive_of(rest).is_some();
    let is_listed_or_aged = rest.strip_prefix(", ").is_some_and(|rest| {
        let first = rest.chars().next();
        first.is_some_and(|c| c.is_ascii_digit()) || first.is_some_and(char::is_uppercase)
    });
    let clause = is_listed_or_aged
        || rest.starts_with(':')
        || [", who ", ", whose ", " himself", " herself"].iter().any(|start| rest.starts_with(start));
    let is_subject = !before.is_some_and(|word| PREPOSITIONS.contains(&word.text));
    title
        || possessive
        || clause
        || is_with_another(around, span.end)
        || (is_subject && verb_behind(around, span.end))
}

/// Whether `and` and another name stand behind a place: King and Low.
fn is_with_another(around: &Surroundings<'_>, at: usize) -> bool {
    let and = around.word_behind(at).filter(|word| word.text == "and");
    and.and_then(|and| around.word_behind(and.end())).is_some_and(|word| word.is_capitalised())
}

/// Whether the word behind a place, or the one behind an adverb there, is the verb of somebody who speaks or acts.
fn verb_behind(around: &Surroundings<'_>, at: usize) -> bool {
    let Some(word) = around.word_behind(at) else { return false };
    let is_between =
        BETWEEN.contains(&word.text) || (word.text.ends_with("ly") && !word.begins_with_capital());
    let verb = if is_between { around.word_behind(word.end()) } else { Some(word) };
    verb.is_some_and(|verb| is_verb(&verb))
}

/// Whether a word is a verb and, where it stands in small letters, no noun as well: price rises.
fn is_verb(word: &Word<'_>) -> bool {
    let key = key(word.text);
    let is_noun = !word.begins_with_capital() && VERBS_AS_NOUNS.contains(key.as_str());
    !is_noun && (SAYING.contains(key.as_str()) || ACTING.contains(key.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(class: Class, text: &str, name: &str) -> Verdict {
        let start = text.find(name).unwrap();
        judge(class, &Surroundings::new(text, 0..text.len()), &(start..start + name.len()))
    }

    #[test]
    fn a_month_beside_a_date_is_nobody() {
        for text in [
            "On 5 May the vote came.",
            "On May 5 the vote came.",
            "the 5th of May was",
            "It came in May.",
            "It came last May",
            "Since May it rains",
            "In May 2020 it came",
            "By May, 2020, it had come",
            "in early May said the mayor",
            "until mid-May",
        ] {
            assert_eq!(told(Class::Date, text, "May"), Verdict::Blocked, "{text}");
        }
    }

    #[test]
    fn a_month_is_a_person_where_something_says_so() {
        for text in [
            "Mrs May left.",
            "Prime Minister May left.",
            "Then May said no.",
            "It is over, said May.",
            "May's cabinet met.",
            "May had lost.",
            "May also told them",
            "and May, who had lost",
            "May quietly resigned",
        ] {
            assert_eq!(told(Class::Date, text, "May"), Verdict::Stands, "{text}");
        }
        for text in ["A letter to May arrived.", "May the best win", "The vote of May was close"] {
            assert_ne!(told(Class::Date, text, "May"), Verdict::Blocked, "{text}");
        }
        assert_eq!(
            told(Class::Date, "A letter to May came", "May"),
            Verdict::Uncertain(Uncertainty::AlsoWord)
        );
    }

    #[test]
    fn another_word_is_a_person_inside_a_sentence() {
        for text in
            ["They asked Price again.", "In the end Price paid.", "the Price campaign", "Price said so."]
        {
            assert_eq!(told(Class::Word, text, "Price"), Verdict::Stands, "{text}");
        }
        for text in ["Price rises hurt.", "Oil Price Rise Hurts Many", "They said that the Price was high"] {
            assert_eq!(told(Class::Word, text, "Price"), Verdict::Uncertain(Uncertainty::AlsoWord), "{text}");
        }
        assert_eq!(told(Class::Word, "see Page 5", "Page"), Verdict::Blocked);
    }
}
