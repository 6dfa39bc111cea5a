//! Tests for sentence splitting. `|` marks where a sentence ends.

use super::*;
use proptest::prelude::*;

/// Splits the text, with its marks removed, and returns it with marks where it was split.
fn marked(text: &str, language: &str) -> String {
    let plain = text.replace(" | ", " ");
    let parts: Vec<&str> = sentences(&plain, language).into_iter().map(|range| &plain[range]).collect();
    parts.join(" | ")
}

fn check(language: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!(marked(text, language), *text);
    }
}

#[test]
fn abbreviations_do_not_end_a_sentence() {
    check(
        "en",
        &[
            "He met Mr. Trump on Nov. 18 in the U.S. capital. | The U.S. Senate voted.",
            "John F. Kennedy Jr. spoke. | J. D. Vance and J.D. Vance left.",
            "Capt. Smith, Amb. Whitaker, Govs. Hall and Reed and Lt. Gov. Lee met. | They left.",
            "Sen. Lindsey Graham, R-S.C., said so. | D-Mass. Sen. Warren and R-Ky. Rep. Lee did not.",
            "They came at 5 p.m. Monday. | They left at 6 p.m. | The end.",
            "At 5 p.m. ET it began. | At 6 p.m. Kyiv time it ended.",
            "On Mon. Nov. 3 approx. 30 came. | Vol. 2 has No. 1.",
            "The R-Fla. lawmaker said so.",
        ],
    );
}

#[test]
fn sentences_end_after_quotes_and_full_stops() {
    check(
        "en",
        &[
            "“We will win.” | Next came the vote.",
            "“Will we?” | He asked.",
            "“Will we?” he asked. | Then he left.",
            "'That is all.' | The envoy left.",
            "She agreed… | Then they left. | Well… maybe.",
            "“I…” | He stopped.",
            "What?! | No! | Yes.",
            "Wait... | What?",
            "He left the U.S. | Then he came back.",
            "The answer was no. | Maj. Gen. Hall agreed. | It was No. 1.",
        ],
    );
}

#[test]
fn quotation_stays_whole() {
    check(
        "en",
        &[
            "“It is time. We must act,” he said. | They did.",
            "“It is over… We won. Putin said no. Trump too,” he said.",
            "It ended (which was odd. It was.) and he left.",
        ],
    );
}

#[test]
fn list_numbers_are_not_sentences() {
    check("en", &["1. The first point. | 2. The second.", "... and so on. | Then more."]);
}

#[test]
fn other_languages() {
    check("ru", &["Путин встретился с И. И. Ивановым. | Потом уехал."]);
    check("uk", &["Зеленський прибув до Женеви. | Єрмак теж. | Вони говорили."]);
    check("de", &["Bundeskanzler Dr. Merz kam am 18. November. | Er ging."]);
    check("pl", &["Prezydent Żeleński przyjechał. | Potem wyjechał."]);
    check("EN-us", &["He met Mr. Trump. | He left."]);
    check("", &["He met Mr. Trump. | He left."]);
    check("xx", &["He met Mr. Trump. | He left."]);
    assert_eq!(sentences("泽连斯基来了。他走了。", "zh").len(), 2);
}

#[test]
fn white_space_is_not_a_sentence() {
    assert!(sentences("", "en").is_empty());
    assert!(sentences(" \n\t\u{A0}", "en").is_empty());
    assert_eq!(marked("  Kyiv \n", "en"), "Kyiv");
}

#[test]
fn long_block_is_split_to_its_end() {
    let text = "Mr. Trump met Mr. Putin in Geneva. ".repeat(2000);
    let ranges = sentences(&text, "en");
    assert_eq!(ranges.len(), 2000);
    assert!(ranges.iter().all(|range| &text[range.clone()] == "Mr. Trump met Mr. Putin in Geneva."));
    let endless = "word ".repeat(10_000);
    assert!(!sentences(&endless, "en").is_empty());
}

/// Handling each line end on its own would take quadratic time.
#[test]
fn a_run_of_line_ends_is_one_boundary() {
    let text = format!("The pier was closed.{}The ferry sails.", "\n".repeat(60_000));
    let ranges = sentences(&text, "en");
    let found: Vec<&str> = ranges.iter().map(|range| &text[range.clone()]).collect();
    assert_eq!(found, ["The pier was closed.", "The ferry sails."]);
}

/// Text with everything that could confuse the splitter.
fn prose() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        ". ", "... ", "… ", "? ", "! ", "“", "”", "\"", "'", "’", "(", ")", "[1]", "U.S. ", "Mr. ", "p.m. ",
        "\n", "\n\n", "1. ", "no. ", "。", "«", "»", "`", "``", "''", "é", "漢", "Ж", "• ", "a) ", "\u{A0}",
        "\u{2029}", "x@y.zz", "\r", "।", "\u{301}",
    ]);
    let piece = prop_oneof![
        3 => special.prop_map(str::to_owned),
        2 => "[A-Za-z]{1,6} ",
        1 => any::<char>().prop_map(String::from)
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn only_white_space_is_left_out(
        text in prose(),
        language in prop::sample::select(vec!["en", "ru", "uk", "de", "fr", "ja", "zh", "ar", "hi", "pl", "es", "el", "am", "my"]),
        times in prop::sample::select(vec![1_usize, 1, 1, 200]),
    ) {
        let text = text.repeat(times);
        let mut last = 0;
        for range in sentences(&text, language) {
            prop_assert!(range.start >= last && range.end > range.start);
            prop_assert!(text[last..range.start].trim().is_empty());
            let sentence = &text[range.clone()];
            prop_assert_eq!(sentence.trim(), sentence);
            last = range.end;
        }
        prop_assert!(text[last..].trim().is_empty());
    }
}

#[test]
fn quotation_marks_shorten_the_window() {
    for mark in ["`", "'", "“", "‘", "«", "`'", "\" "] {
        let text = format!("He left. {} They came.", mark.repeat(40_000));
        let mut start = 0;
        let mut cost = 0;
        while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
            let length = window_end(rest);
            let marks = rest[..length].chars().filter(|c| is_quotation_mark(*c)).count();
            assert!(length > 0 && marks <= MAX_QUOTATION_MARKS, "{mark}");
            cost += length * marks;
            start += length;
        }
        assert!(cost <= text.len() * MAX_QUOTATION_MARKS);
        let found = sentences(&text, "en");
        assert_eq!(found.first().map(|range| &text[range.clone()]), Some("He left."), "{mark}");
        assert!(found.last().is_some_and(|range| text[range.clone()].ends_with("They came.")));
        assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
    }
    let prose = "He didn't say “it is over” when they met on Monday; she did, twice. ".repeat(80);
    assert_eq!(window_end(&prose), prose.len());
}

#[test]
fn search_stops_at_the_limit() {
    let text = "The end. He said no… Then ".repeat(20_000);
    let window = window_end(&text);
    let boundaries = find_boundaries(&text, "en", 100);
    assert!(
        boundaries.len() >= 100 && boundaries.last().is_some_and(|boundary| *boundary <= window),
        "{}",
        boundaries.len()
    );
    assert_eq!(find_missed_boundaries(&text, 100).len(), 100);
}
