use proptest::prelude::*;

use super::*;

/// Texts, and the quotations in them.
const CASES: &[(&str, &[&str])] = &[
    ("“Go,” she said, “now.”", &["Go,", "now."]),
    ("\"Go,\" she said. \"Now.\"", &["Go,", "Now."]),
    ("‘Go,’ she said, ‘now.’", &["Go,", "now."]),
    ("'Go,' she said, 'now.'", &["Go,", "now."]),
    ("«Go», „now“, »go« and „stay”.", &["Go", "now", "go", "stay"]),
    // Apostrophes.
    ("It's the ministers' plan, rock 'n' roll and the '90s.", &[]),
    ("‘The workers’ rights won’t go,’ he said.", &["The workers’ rights won’t go,"]),
    ("'The workers' rights won't go,' he said.", &["The workers' rights won't go,"]),
    ("the ‘red lines’ and the allies’ fears", &["red lines"]),
    ("Get 'em while they’re 'hot'.", &["hot"]),
    // A quotation inside another.
    ("“Allies ‘freaked out’ at it,” they said.", &["Allies ‘freaked out’ at it,"]),
    ("‘Allies “freaked out” at it,’ they said.", &["Allies “freaked out” at it,"]),
    ("\"They 'freaked out' at it,\" he said.", &["They 'freaked out' at it,"]),
    ("“He said “go” to us,” she said.", &["He said “go” to us,"]),
    // A missing mark.
    ("“It goes on and on.", &["It goes on and on."]),
    ("He said: “It goes. She said: “It does not.”", &["It goes. She said:", "It does not."]),
    ("'It goes on.", &[]),
    // Mixed and misprinted marks.
    ("“You know, ‘a deal.'” he said", &["You know, ‘a deal.'"]),
    ("of “active measures”—”the planned panic.”", &["active measures", "the planned panic."]),
    ("“It ends,\" she said.", &["It ends,"]),
    // Inches.
    ("a 27\" screen and \"a 12\" one,\" he said", &["a 12\" one,"]),
    ("The man, 6'2\" tall, said \"no\".", &["no"]),
    // Nothing inside.
    ("“” and “ ” and \"\" are empty", &[]),
    ("“ Go ”, she said", &["Go"]),
    ("the plan (‘the deal’) and —“now”", &["the deal", "now"]),
    ("'[The deal] goes on,' he said", &["[The deal] goes on,"]),
    ("", &[]),
];

#[test]
fn marks_are_paired_by_kind() {
    for (text, expected) in CASES {
        let found: Vec<&str> =
            quotations(text, None).into_iter().map(|quotation| &text[quotation.inside]).collect();
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn an_open_quotation_goes_on_after_a_page_break() {
    let found = quotations("and on,” she said. “Now.", Some(Mark::Double));
    let inside: Vec<&str> = found.iter().map(|one| &"and on,” she said. “Now."[one.inside.clone()]).collect();
    assert_eq!(inside, ["and on,", "Now."]);
    assert_eq!(found.iter().map(|one| one.is_closed).collect::<Vec<_>>(), [true, false]);
}

proptest! {
    #[test]
    fn quotations_lie_in_the_text_in_order(text in "[a s.,—2“”\"'‘’„«»\n]{0,60}") {
        let mut end = 0;
        for quotation in quotations(&text, None) {
            prop_assert!(quotation.outside.start >= end);
            prop_assert!(quotation.inside.start >= quotation.outside.start);
            prop_assert!(quotation.inside.end <= quotation.outside.end);
            let inside = &text[quotation.inside.clone()];
            prop_assert!(!inside.is_empty() && inside.trim() == inside);
            prop_assert_eq!(inside.chars().next_back(), Some(quotation.last));
            end = quotation.outside.end;
        }
    }
}
