//! Words that look like names but are not, and names that look like such words.

use super::tests::{counts, row, suggested};
use crate::gazetteer::KindId;

/// Returns the names suggested for a text, with their guessed kinds.
fn guesses(text: &str) -> Vec<(String, Option<KindId>)> {
    suggested("", &[text]).into_iter().map(|suggestion| (suggestion.surface, suggestion.guess)).collect()
}

fn names(text: &str) -> Vec<String> {
    guesses(text).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn days_months_and_holidays_are_not_names() {
    for text in [
        "they met on Mondays and Fridays, and again on Mondays and Fridays.",
        "it is shut Monday-Friday and then Monday-Friday.",
        "Last Friday was bad. Last Friday he left. it was last Friday.",
        "Early March came. Early March went. Late October was wet. Late October again.",
        "so Black Friday came and Black Friday went.",
        "on Good Friday, on Good Friday, on Easter Monday and on Easter Monday.",
        "so Friday Night came, and Friday Night went; on Monday Morning, on Monday Morning.",
        "in the New Year of one and in the New Year of two, on New Year's Eve and on New Year's Eve.",
        "on Christmas Day and on Christmas Eve, then Christmas Day, then Christmas Eve.",
        "by Sept. 5 and by Sept. 6, on Nov. 3 and on Nov. 4.",
        "in late May and in May, in June and in June.",
    ] {
        assert_eq!(names(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn people_named_like_days_and_months_are_found() {
    for (text, name) in [
        ("so Theresa May said no. then Theresa May left.", "Theresa May"),
        ("the detective Joe Friday said no, and Joe Friday left.", "Joe Friday"),
        ("the reporter April Ryan asked why, and April Ryan left.", "April Ryan"),
        ("June Carter sang. June Carter said so.", "June Carter"),
        ("then Prime Minister May said so.", "May"),
        ("the Sunday Times has it; the Sunday Times said so.", "Sunday Times"),
        ("so Robert March said so.", "Robert March"),
    ] {
        assert_eq!(names(text), [name], "{text}");
    }
    for (text, name) in [
        ("On Monday Novak said no. on Friday Novak said yes.", "Novak"),
        ("in April Novak said no, and in June Novak said yes.", "Novak"),
        ("so Novak met Tova Friday, and Novak met Tova Monday.", "Novak"),
        ("in Paris Friday it rained, in Paris Monday too.", "Paris"),
    ] {
        assert_eq!(names(text).first().map(String::as_str), Some(name), "{text}");
    }
}

#[test]
fn streets_and_hills_with_a_speech_verb_are_places() {
    use KindId as Kind;
    for (text, name, guess) in [
        ("so Downing Street said no. then Downing Street said yes.", "Downing Street", Some(Kind::PLACE)),
        ("so Wall Street said no, and Wall Street fell.", "Wall Street", Some(Kind::PLACE)),
        ("so Capitol Hill warned him; on Capitol Hill it rained.", "Capitol Hill", Some(Kind::PLACE)),
        (
            "so Capitol Hill, where senators from both met, fell; Capitol Hill rose.",
            "Capitol Hill",
            Some(Kind::PLACE),
        ),
        ("so Hyde Park said it would close.", "Hyde Park", Some(Kind::PLACE)),
        ("so Robert Hill said no, and Robert Hill left.", "Robert Hill", Some(Kind::PERSON)),
        ("so Eric Street said no.", "Eric Street", Some(Kind::PERSON)),
        ("so the mayor Tamsin Park left.", "Tamsin Park", Some(Kind::PERSON)),
        ("so Olga Brandt, whose husband is away, left. then Olga Brandt left.", "Olga Brandt", None),
        ("so Tova Breakfast said so.", "Tova Breakfast", Some(Kind::PERSON)),
        ("so OTKB Breakfast said so; so OTKB Breakfast is on.", "OTKB Breakfast", None),
        ("so JD Okafor said so.", "JD Okafor", Some(Kind::PERSON)),
    ] {
        assert_eq!(guesses(text), [(name.to_owned(), guess)], "{text}");
    }
}

#[test]
fn laws_are_not_plans() {
    for (name, guess) in [
        ("European Convention", None),
        ("Geneva Conventions", None),
        ("Patriot Act", None),
        ("Fourth Amendment", None),
        ("Tova Charter", None),
        ("Minsk Protocol", Some(KindId::PLAN)),
        ("Budapest Memorandum", Some(KindId::PLAN)),
        ("Tova Accords", Some(KindId::PLAN)),
    ] {
        let text = format!("so the {name} says no, and the {name} stands. then {name} said so.");
        assert_eq!(guesses(&text), [(name.to_owned(), guess)]);
    }
}

#[test]
fn word_that_only_starts_sentences_must_look_like_a_name() {
    for text in [
        "Shadow ministers met. Shadow cabinets are odd.",
        "Breakfast was late. Breakfast is served.",
        "Legislation failed. Legislation passed.",
        "Rain fell. Rain stopped.",
    ] {
        assert_eq!(names(text), Vec::<String>::new(), "{text}");
    }
    for (text, name) in [
        ("Kellogg said no. Kellogg left.", "Kellogg"),
        ("Umerov waits. Umerov warned them.", "Umerov"),
        ("Melania waits. Melania left.", "Melania"),
        ("QAnon waits. QAnon left.", "QAnon"),
        ("OTKB waits. OTKB left.", "OTKB"),
        ("Brandt waits. Brandt left. there Olga Brandt stood, with Olga Brandt.", "Brandt"),
    ] {
        assert!(names(text).contains(&name.to_owned()), "{text}");
    }
}

#[test]
fn sentence_openers_of_one_language_may_start_names_in_another() {
    for (text, name) in [
        ("UN troops left. UN men met in New Tova, by the UN there.", "UN"),
        ("Los Tova waits. they saw Los Tova, and Los Tova them.", "Los Tova"),
        ("New Tova waits. they saw New Tova, where it is new.", "New Tova"),
    ] {
        assert!(names(text).contains(&name.to_owned()), "{text}");
    }
}

#[test]
fn shadow_and_caretaker_are_part_of_the_title() {
    let text = "so Shadow Foreign Secretary Olga Brandt said no, and Shadow Chancellor Petra Novak said yes; Caretaker \
        Prime Minister Ida Low left.";
    assert_eq!(names(text), ["Olga Brandt", "Petra Novak", "Ida Low"]);
}

#[test]
fn duplicate_article_counts_once() {
    let report = "so they met the envoy Petra Novak in Tova.";
    assert_eq!(counts("", &[report, report]), [row("Petra Novak", 1, 1)]);
    let wrapped = "so they met the envoy\nPetra Novak — in Tova…";
    assert_eq!(counts("", &[report, wrapped]), [row("Petra Novak", 1, 1)]);
    let other = "so they met the envoy Petra Novak in Tova again.";
    assert_eq!(counts("", &[report, other]), [row("Petra Novak", 2, 2), row("Tova", 2, 2)]);
}
