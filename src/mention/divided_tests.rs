//! Tests of divided words.

use super::*;
use crate::text::fold::fold;

/// Returns the readings of a view, in which `=` marks a line-end hyphen and is read as `-`.
fn reading_texts(marked: &str, reach: usize) -> Vec<String> {
    let view = marked.replace('=', "-");
    let breaks: Vec<usize> = marked.match_indices('=').map(|(at, _)| at + 1).collect();
    readings(&view, &breaks, reach).map(|reading| reading.text).collect()
}

#[test]
fn a_line_end_hyphen_is_removed_in_one_reading() {
    assert_eq!(reading_texts("mr zelen=sky", 64), ["mr zelensky"]);
    assert_eq!(reading_texts("in the israel-ha=mas deal", 6), ["ael-hamas de"]);
    assert_eq!(reading_texts("no place", 64), Vec::<String>::new());
}

#[test]
fn several_line_end_hyphens_are_removed_in_every_combination() {
    assert_eq!(reading_texts("a=b=c", 64), ["ab-c", "abc", "a-bc"]);
    assert_eq!(
        reading_texts("a=b=c=d", 64),
        ["ab-c-d", "abc-d", "ab-cd", "abcd", "a-bc-d", "a-bcd", "a-b-cd"]
    );
    assert_eq!(reading_texts("ab=cd=ef", 2), ["abcd", "cdef"]);
}

#[test]
fn many_line_end_hyphens_take_linear_space() {
    let marked = format!("{}a", "a=".repeat(10_000));
    let all: usize = reading_texts(&marked, usize::MAX >> 1).iter().map(String::len).sum();
    assert!(all < marked.len() * 32, "{all}");
}

#[test]
fn a_range_maps_to_the_view_if_it_crosses_all_removed_hyphens() {
    let (view, breaks) = ("so a-b-c d", [5, 7]);
    let view_text = |number: usize, words: &str| {
        let reading = readings(view, &breaks, 64).nth(number).unwrap();
        let start = reading.text.find(words).unwrap();
        reading.view_range(start..start + words.len()).map(|range| &view[range])
    };
    assert_eq!(view_text(0, "ab-c"), Some("a-b-c"));
    assert_eq!(view_text(0, "ab"), Some("a-b"));
    assert_eq!(view_text(0, "so a"), None);
    assert_eq!(view_text(0, "b-c d"), None);
    assert_eq!(view_text(1, "abc d"), Some("a-b-c d"));
    assert_eq!(view_text(1, "ab"), None);
    assert_eq!(view_text(2, "bc"), Some("b-c"));
}

/// Returns the text of each occurrence's span, and its surface.
fn occurrences(forms: &[&str], text: &str) -> Vec<(String, String)> {
    let automaton = AhoCorasick::new(forms).unwrap();
    let mut all = Vec::new();
    for_each_occurrence(
        &automaton,
        text,
        &fold(text),
        |_| 1,
        |occurrence| {
            all.push((text[occurrence.span].to_owned(), occurrence.surface.into_owned()));
            ControlFlow::Continue(())
        },
    );
    all
}

fn expected(span: &str, surface: &str) -> (String, String) {
    (span.to_owned(), surface.to_owned())
}

#[test]
fn a_divided_form_is_found_with_and_without_its_hyphen() {
    assert_eq!(occurrences(&["zelensky"], "(Zelen-\nsky)"), [expected("Zelen-\nsky", "Zelensky")]);
    assert_eq!(
        occurrences(&["zelensky"], "Zelen\u{2010} \n sky's"),
        [expected("Zelen\u{2010} \n sky", "Zelensky")]
    );
    assert_eq!(
        occurrences(&["zelensky"], "Zelen\u{200b}-\u{200b}\n\u{200b} \u{200b}sky"),
        [expected("Zelen\u{200b}-\u{200b}\n\u{200b} \u{200b}sky", "Zelen\u{200b}sky")]
    );
    assert_eq!(occurrences(&["28-point"], "a 28-\npoint"), [expected("28-\npoint", "28-\npoint")]);
    assert_eq!(
        occurrences(&["zelensky"], "Zelen\u{ad}\nsky"),
        [expected("Zelen\u{ad}\nsky", "Zelen\u{ad}\nsky")]
    );
    assert_eq!(
        occurrences(&["ha-mas deal", "hamas deal"], "the Ha-\nmas deal"),
        [expected("Ha-\nmas deal", "Ha-\nmas deal"), expected("Ha-\nmas deal", "Hamas deal")]
    );
}

#[test]
fn only_divided_words_are_joined() {
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
fn a_name_divided_at_several_line_ends_is_found_up_to_the_limit() {
    assert_eq!(occurrences(&["ab-c"], "a-\nb-\nc"), [expected("a-\nb-\nc", "ab-\nc")]);
    assert_eq!(occurrences(&["abcd"], "a-\nb-\nc-\nd"), [expected("a-\nb-\nc-\nd", "abcd")]);
    assert_eq!(occurrences(&["abcde"], "a-\nb-\nc-\nd-\ne"), []);
    assert_eq!(occurrences(&["a-b-c-d-e"], "a-\nb-\nc-\nd-\ne").len(), 1);
}

#[test]
fn the_search_stops_when_the_visitor_breaks() {
    let automaton = AhoCorasick::new(["ab"]).unwrap();
    for (text, place) in [("ab, ab", Some(0)), ("a-\nb", Some(0)), ("so a-\nb", Some(3)), ("a", None)] {
        let stopped = for_each_occurrence(&automaton, text, &fold(text), |_| 1, |_| ControlFlow::Break(()));
        assert_eq!(stopped, place, "{text:?}");
    }
}
