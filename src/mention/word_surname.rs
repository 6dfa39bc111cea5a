//! Surnames that are also words: whether May is Theresa May or a month, and Price a minister or a sum.

use std::ops::Range;

use crate::mention::context::{Context, LineCase, Word, is_hyphen, possessive_suffix};
use crate::mention::person_name::SurnameClass;
use crate::mention::uncertainty::{Uncertainty, Verdict};
use crate::mention::words::{
    ACTING, AFTER_DATES, BEFORE_DATES, CALENDAR, GIVEN_NAME_TITLES, NATIONALITIES, PARTIES, SAYING,
    SAYING_BEFORE, STRONG_HEAD_NOUNS, TITLES, VERBS_AS_NOUNS, WEAK_HEAD_NOUNS, key,
};

/// Last day of a month.
const MAX_DAY: u32 = 31;
/// Maximum length of a function word, in code points. A longer word may be a noun that the surname modifies.
const MAX_FUNCTION_WORD: usize = 3;
/// Maximum length of a title abbreviated with a full stop, in code points.
const MAX_ABBREVIATION: usize = 4;
/// Number of digits in a year.
const YEAR_DIGITS: usize = 4;
/// Prepositions. A name after one is not the subject of the verb that follows: a letter to May came.
const PREPOSITIONS: &[&str] = &[
    "about", "against", "at", "between", "by", "for", "from", "near", "of", "on", "over", "to", "toward",
    "towards", "under", "with", "without",
];
/// Words allowed between a name and its verb.
const ADVERBS: &[&str] = &[
    "also", "later", "then", "now", "himself", "herself", "once", "again", "still", "even", "never", "only",
];

/// Judges a bare surname that is also a word.
///
/// A month, a weekday, a season or a number is rejected in a date. Otherwise it is accepted if something next to it
/// suggests a person, and uncertain if not. Any other word is rejected next to a number, and uncertain in a longer name
/// or after `the`, `a` or `an` (unless it modifies a noun). Otherwise it is accepted where its capital is significant,
/// and elsewhere judged by whether something next to it suggests a person.
pub(super) fn judge(class: SurnameClass, context: &Context<'_>, span: &Range<usize>) -> Verdict {
    match class {
        SurnameClass::NameOnly => Verdict::Accept,
        SurnameClass::Date if is_beside_date(context, span) => Verdict::Reject,
        SurnameClass::Word if is_beside_number(context, span) => Verdict::Reject,
        SurnameClass::Word if is_common_noun(context, span) || is_in_longer_name(context, span) => {
            Verdict::Uncertain(Uncertainty::AlsoWord)
        }
        SurnameClass::Word if is_capital_significant(context, span) => Verdict::Accept,
        _ if suggests_person(context, span) => Verdict::Accept,
        _ => Verdict::Uncertain(Uncertainty::AlsoWord),
    }
}

/// True if a capital at a span marks a name: the span opens no sentence, and its line is neither in title case nor in
/// capitals.
fn is_capital_significant(context: &Context<'_>, span: &Range<usize>) -> bool {
    !context.opens_sentence(span.start) && context.line_case(span.start) == LineCase::Plain
}

/// True if `the`, `a` or `an` makes a surname a common noun: the Church said. Before a noun in lowercase it may stay a
/// name: the Price campaign.
fn is_common_noun(context: &Context<'_>, span: &Range<usize>) -> bool {
    let before = context.word_before(span.start).map(|word| key(word.text));
    let has_article = before.is_some_and(|before| matches!(before.as_str(), "the" | "a" | "an"));
    has_article
        && context.word_after(span.end).is_none_or(|word| {
            word.begins_with_capital() || is_verb(&word) || word.text.chars().count() <= MAX_FUNCTION_WORD
        })
}

/// True if an adjacent word makes a surname part of another name: Burger King, Shepherd's Bush, King's Cross.
fn is_in_longer_name(context: &Context<'_>, span: &Range<usize>) -> bool {
    let is_head_noun = |word: &Word<'_>| {
        let key = key(word.without_possessive());
        [&STRONG_HEAD_NOUNS, &WEAK_HEAD_NOUNS].iter().any(|table| table.contains(key.as_str()))
    };
    let before =
        context.word_before(span.start).filter(|word| word.begins_with_capital() && !word.has_full_stop);
    let is_extended_before = before.is_some_and(|word| {
        let key = key(word.text);
        let is_nation_or_party = NATIONALITIES.contains(key.as_str()) || PARTIES.contains(key.as_str());
        let is_participle = key.ends_with("ing") && context.opens_sentence(word.start);
        word.is_possessive()
            || is_participle
            || is_nation_or_party
            || (is_head_noun(&word) && !TITLES.contains(key.as_str()))
    });
    let rest = context.text_after(span.end);
    is_extended_before
        || possessive_suffix(rest).is_some_and(|ending| {
            let after = context.word_after(span.end + ending.len());
            after.is_some_and(|word| word.begins_with_capital() && is_head_noun(&word))
        })
}

/// True if a day, a year or a word that goes with a date is adjacent.
pub(super) fn is_beside_date(context: &Context<'_>, span: &Range<usize>) -> bool {
    let before = context.word_before(span.start).or_else(|| word_before_hyphen(context, span));
    let is_before = before.is_some_and(|word| {
        let is_of_after_day = || {
            key(word.text) == "of"
                && context.word_before(word.start).is_some_and(|before| is_day_or_year(before.text))
        };
        BEFORE_DATES.contains(key(word.text).as_str()) || is_day_or_year(word.text) || is_of_after_day()
    });
    is_before
        || is_among_dates(context, span)
        || number_after(context, span.end).is_some_and(is_day_or_year)
        || context.word_after(span.end).is_some_and(|word| AFTER_DATES.contains(key(word.text).as_str()))
}

/// True if another month, weekday or holiday is joined to a span: April, May and June; from March to May.
fn is_among_dates(context: &Context<'_>, span: &Range<usize>) -> bool {
    let is_date =
        |word: Option<Word<'_>>| word.is_some_and(|word| CALENDAR.contains(key(word.text).as_str()));
    let joins = |word: &Word<'_>| matches!(word.text, "and" | "or" | "to" | "through" | "until" | "till");
    let before =
        context.word_before(span.start).filter(joins).and_then(|word| context.word_before(word.start));
    let after = context.word_after(span.end).filter(joins).and_then(|word| context.word_after(word.end()));
    let comma =
        context.text_after(span.end).starts_with(',').then(|| context.word_after(span.end + 1)).flatten();
    is_date(before) || is_date(after) || is_date(context.word_before_comma(span.start)) || is_date(comma)
}

/// True if a number directly follows, or a day or a year directly precedes.
pub(super) fn is_beside_number(context: &Context<'_>, span: &Range<usize>) -> bool {
    let after = context.word_after(span.end);
    after.is_some_and(|word| word.text.chars().next().is_some_and(|c| c.is_ascii_digit()))
        || context.word_before(span.start).is_some_and(|word| is_day_or_year(word.text))
}

/// Returns the word before a hyphen that precedes a span: mid-May.
fn word_before_hyphen<'a>(context: &Context<'a>, span: &Range<usize>) -> Option<Word<'a>> {
    let hyphen = context.neighbours(span).0.filter(|c| is_hyphen(*c))?;
    context.word_ending_at(span.start - hyphen.len_utf8())
}

/// Returns the day or year after an offset, possibly after a comma: `5` in `May 5`, `2020` in `May, 2020`.
fn number_after<'a>(context: &Context<'a>, at: usize) -> Option<&'a str> {
    let comma = usize::from(context.text_after(at).starts_with(','));
    context.word_after(at + comma).map(|word| word.text).filter(|word| is_day_or_year(word))
}

/// True for a day of the month or a year: 5, 5th, 2020.
fn is_day_or_year(word: &str) -> bool {
    let lower = word.to_lowercase();
    let digits =
        ["st", "nd", "rd", "th"].iter().find_map(|ending| lower.strip_suffix(ending)).unwrap_or(&lower);
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return false;
    }
    digits.len() == YEAR_DIGITS || digits.parse().is_ok_and(|day: u32| (1..=MAX_DAY).contains(&day))
}

/// True if something adjacent suggests a person: a title or a verb of saying before it, a verb after it, a
/// possessive, a clause that begins with `who` or `whose`, `himself` or `herself`, an age, a colon, or another name
/// joined to it.
pub(super) fn suggests_person(context: &Context<'_>, span: &Range<usize>) -> bool {
    let before = context.word_before(span.start);
    let follows_title_or_verb = before.is_some_and(|word| {
        let key = key(word.text);
        let is_title = TITLES.contains(key.as_str()) || GIVEN_NAME_TITLES.contains(key.as_str());
        let is_verb = SAYING.contains(key.as_str()) || SAYING_BEFORE.contains(key.as_str());
        // After a longer word a full stop ends the sentence.
        let is_short = word.text.chars().count() <= MAX_ABBREVIATION;
        (is_title && (!word.has_full_stop || is_short))
            || (is_verb && !word.has_full_stop && !word.begins_with_capital())
    });
    let rest = context.text_after(span.end);
    let is_possessive = possessive_suffix(rest).is_some();
    let precedes_age_or_name = rest.strip_prefix(", ").is_some_and(|rest| {
        let first = rest.chars().next();
        first.is_some_and(|c| c.is_ascii_digit()) || first.is_some_and(char::is_uppercase)
    });
    let precedes_clause = precedes_age_or_name
        || rest.starts_with(':')
        || [", who ", ", whose ", " himself", " herself"].iter().any(|start| rest.starts_with(start));
    let is_subject = !before.is_some_and(|word| PREPOSITIONS.contains(&word.text));
    follows_title_or_verb
        || is_possessive
        || precedes_clause
        || is_joined_to_name(context, span.end)
        || (is_subject && is_followed_by_verb(context, span.end))
}

/// True if `and` and another name follow: King and Low.
fn is_joined_to_name(context: &Context<'_>, at: usize) -> bool {
    let and = context.word_after(at).filter(|word| word.text == "and");
    and.and_then(|and| context.word_after(and.end())).is_some_and(|word| word.is_capitalised())
}

/// True if the next word, or the one after an adverb, is a verb of speaking or acting.
fn is_followed_by_verb(context: &Context<'_>, at: usize) -> bool {
    let Some(word) = context.word_after(at) else { return false };
    let is_adverb =
        ADVERBS.contains(&word.text) || (word.text.ends_with("ly") && !word.begins_with_capital());
    let verb = if is_adverb { context.word_after(word.end()) } else { Some(word) };
    verb.is_some_and(|verb| is_verb(&verb))
}

/// True if a word is a verb of speaking or acting. A lowercase one that may also be a plural noun does not count: price
/// rises.
fn is_verb(word: &Word<'_>) -> bool {
    let key = key(word.text);
    let is_noun = !word.begins_with_capital() && VERBS_AS_NOUNS.contains(key.as_str());
    !is_noun && (SAYING.contains(key.as_str()) || ACTING.contains(key.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(class: SurnameClass, text: &str, name: &str) -> Verdict {
        let start = text.find(name).unwrap();
        judge(class, &Context::new(text, 0..text.len()), &(start..start + name.len()))
    }

    #[test]
    fn a_month_in_a_date_is_rejected() {
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
            assert_eq!(verdict(SurnameClass::Date, text, "May"), Verdict::Reject, "{text}");
        }
    }

    #[test]
    fn a_month_is_accepted_if_something_suggests_a_person() {
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
            assert_eq!(verdict(SurnameClass::Date, text, "May"), Verdict::Accept, "{text}");
        }
        for text in ["A letter to May arrived.", "May the best win", "The vote of May was close"] {
            assert_ne!(verdict(SurnameClass::Date, text, "May"), Verdict::Reject, "{text}");
        }
        assert_eq!(
            verdict(SurnameClass::Date, "A letter to May came", "May"),
            Verdict::Uncertain(Uncertainty::AlsoWord)
        );
    }

    #[test]
    fn a_word_is_accepted_inside_a_sentence() {
        for text in
            ["They asked Price again.", "In the end Price paid.", "the Price campaign", "Price said so."]
        {
            assert_eq!(verdict(SurnameClass::Word, text, "Price"), Verdict::Accept, "{text}");
        }
        for text in ["Price rises hurt.", "Oil Price Rise Hurts Many", "They said that the Price was high"] {
            assert_eq!(
                verdict(SurnameClass::Word, text, "Price"),
                Verdict::Uncertain(Uncertainty::AlsoWord),
                "{text}"
            );
        }
        assert_eq!(verdict(SurnameClass::Word, "see Page 5", "Page"), Verdict::Reject);
    }
}
