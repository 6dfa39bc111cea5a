//! Tests of divided words.

use super::*;
use crate::text::fold::fold;

/// Each reading of a view in which `=` stands for a hyphen at a line's end, with that hyphen written as `-`.
fn read(marked: &str, reach: usize) -> Vec<String> {
    let view = marked.replace('=', "-");
    let places: Vec<usize> = marked.match_indices('=').map(|(at, _)| at + 1).collect();
    readings(&view, &places, reach).map(|reading| reading.text).collect()
}

#[test]
fn a_place_is_read_once_without_its_hyphen() {
    assert_eq!(read("mr zelen=sky", 64), ["mr zelensky"]);
    assert_eq!(read("in the israel-ha=mas deal", 6), ["ael-hamas de"]);
    assert_eq!(read("no place", 64), Vec::<String>::new());
}

#[test]
fn several_places_are_read_in_every_way() {
    assert_eq!(read("a=b=c", 64), ["ab-c", "abc", "a-bc"]);
    assert_eq!(read("a=b=c=d", 64), ["ab-c-d", "abc-d", "ab-cd", "abcd", "a-bc-d", "a-bcd", "a-b-cd"]);
    assert_eq!(read("ab=cd=ef", 2), ["abcd", "cdef"]);
}

#[test]
fn many_places_are_read_a_bounded_number_of_times() {
    let marked = format!("{}a", "a=".repeat(10_000));
    let all: usize = read(&marked, usize::MAX >> 1).iter().map(String::len).sum();
    assert!(all < marked.len() * 32, "{all}");
}

#[test]
fn a_range_of_a_reading_is_one_of_the_view_where_it_crosses_the_places() {
    let (view, places) = ("so a-b-c d", [5, 7]);
    let told = |number: usize, words: &str| {
        let reading = readings(view, &places, 64).nth(number).unwrap();
        let start = reading.text.find(words).unwrap();
        reading.in_view(start..start + words.len()).map(|range| &view[range])
    };
    assert_eq!(told(0, "ab-c"), Some("a-b-c"));
    assert_eq!(told(0, "ab"), Some("a-b"));
    assert_eq!(told(0, "so a"), None);
    assert_eq!(told(0, "b-c d"), None);
    assert_eq!(told(1, "abc d"), Some("a-b-c d"));
    assert_eq!(told(1, "ab"), None);
    assert_eq!(told(2, "bc"), Some("b-c"));
}

/// Each occurrence of a folded form: its span's text, and its surface.
fn occurrences(forms: &[&str], text: &str) -> Vec<(String, String)> {
    let automaton = AhoCorasick::new(forms).unwrap();
    let mut all = Vec::new();
    each_occurrence(
        &automaton,
        text,
        &fold(text),
        |_| 1,
        |one| {
            all.push((text[one.span].to_owned(), one.surface.into_owned()));
            ControlFlow::Continue(())
        },
    );
    all
}

fn one(span: &str, surface: &str) -> (String, String) {
    (span.to_owned(), surface.to_owned())
}

#[test]
fn a_divided_form_is_found_with_its_hyphen_and_without() {
    assert_eq!(occurrences(&["zelensky"], "(Zelen-\nsky)"), [one("Zelen-\nsky", "Zelensky")]);
    assert_eq!(
        occurrences(&["zelensky"], "Zelen\u{2010} \n sky's"),
        [one("Zelen\u{2010} \n sky", "Zelensky")]
    );
    assert_eq!(
        occurrences(&["zelensky"], "Zelen\u{200b}-\u{200b}\n\u{200b} \u{200b}sky"),
        [one("Zelen\u{200b}-\u{200b}\n\u{200b} \u{200b}sky", "Zelen\u{200b}sky")]
    );
    assert_eq!(occurrences(&["28-point"], "a 28-\npoint"), [one("28-\npoint", "28-\npoint")]);
    assert_eq!(occurrences(&["zelensky"], "Zelen\u{ad}\nsky"), [one("Zelen\u{ad}\nsky", "Zelen\u{ad}\nsky")]);
    assert_eq!(
        occurrences(&["ha-mas deal", "hamas deal"], "the Ha-\nmas deal"),
        [one("Ha-\nmas deal", "Ha-\nmas deal"), one("Ha-\nmas deal", "Hamas deal")]
    );
}

#[test]
fn what_is_no_divided_word_is_not_joined() {
    for text in [
        "Zelen -\nsky",
        "Zelen—\nsky",
        "Zelen-\n\nsky",
        "Zelen- sky",
        "Zelen-sky",
        "Zelen\nsky",
        "xZelen-\nsky",
    ] {
        assert_eq!(occurrences(&["zelensky"], text), [], "{text:?}");
    }
    assert_eq!(occurrences(&["zelensky"], "Zelen-\nskyy"), []);
    assert_eq!(occurrences(&["zelen", "sky"], "Zelen\u{ad}\nsky"), []);
}

#[test]
fn a_name_divided_at_several_lines_is_found_as_far_as_is_promised() {
    assert_eq!(occurrences(&["ab-c"], "a-\nb-\nc"), [one("a-\nb-\nc", "ab-\nc")]);
    assert_eq!(occurrences(&["abcd"], "a-\nb-\nc-\nd"), [one("a-\nb-\nc-\nd", "abcd")]);
    assert_eq!(occurrences(&["abcde"], "a-\nb-\nc-\nd-\ne"), []);
    assert_eq!(occurrences(&["a-b-c-d-e"], "a-\nb-\nc-\nd-\ne").len(), 1);
}

#[test]
fn whoever_has_enough_is_asked_no_more() {
    let automaton = AhoCorasick::new(["ab"]).unwrap();
    for (text, place) in [("ab, ab", Some(0)), ("a-\nb", Some(0)), ("so a-\nb", Some(3)), ("a", None)] {
        let stopped = each_occurrence(&automaton, text, &fold(text), |_| 1, |_| ControlFlow::Break(()));
        assert_eq!(stopped, place, "{text:?}");
    }
}
