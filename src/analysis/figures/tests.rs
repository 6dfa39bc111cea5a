use std::path::Path;

use super::{Dimension, Figure, figures};
use crate::analysis::dates::dates;
use crate::article::{ArticleKey, Format, parse};
use crate::mention::Found;

/// Returns the figures in a text, each with its words.
fn read(text: &str) -> Vec<(String, Figure)> {
    let article =
        parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, format!("Title\n\n{text}\n"), 0);
    let found = Found {
        referents: Vec::new(),
        surfaces: Vec::new(),
        mentions: Vec::new(),
        sentences: 0,
        body_sentences: 0,
        matched_to: None,
    };
    let words = |figure: Figure| (article.text.slice(figure.range.clone()).to_owned(), figure);
    figures(&article, &found, &dates(&article)).into_iter().map(words).collect()
}

/// The words, the interval, and the unit or counted noun.
type Expected = (&'static str, f64, f64, &'static str);

/// Sentences and their figures, with intervals in the dimension's base unit.
const FIGURES: &[(&str, &[Expected])] = &[
    ("The flood killed at least 41 people.", &[("at least 41", 41.0, f64::INFINITY, "people")]),
    ("Nearly 100 prisoners were freed.", &[("Nearly 100", 85.0, 100.0, "prisoners")]),
    ("About 20,000 people fled.", &[("About 20,000", 18e3, 22e3, "people")]),
    ("Up to 30 investors came.", &[("Up to 30", 0.0, 30.0, "investors")]),
    ("It cost $31.4 billion.", &[("$31.4 billion", 31.4e9, 31.4e9, "$")]),
    ("It cost 31bn euros.", &[("31bn euros", 31e9, 31e9, "euros")]),
    ("They walked 5 miles (8 km) home.", &[("5 miles", 8046.72, 8046.72, "miles")]),
    ("Turnout was 68 per cent of voters.", &[("68 per cent", 68.0, 68.0, "percent")]),
    ("Two-thirds of the fleet sank.", &[("Two-thirds", 200.0 / 3.0, 200.0 / 3.0, "percent")]),
    ("A poll found that 7 in 10 people agreed.", &[("7 in 10", 70.0, 70.0, "percent")]),
    (
        "It hit at 4:17 a.m. and at 6 p.m.",
        &[("4:17 a.m.", 257.0, 257.0, "time"), ("6 p.m.", 1080.0, 1080.0, "time")],
    ),
    ("The house voted 57-42.", &[("57-42", 57.0, 57.0, "votes")]),
    ("Between 10 and 20 boats left.", &[("Between 10 and 20", 10.0, 20.0, "boats")]),
    ("A million and a half tonnes rotted.", &[("A million and a half tonnes", 1.5e9, 1.5e9, "tonnes")]),
    ("Ann Lind, 52, sells coffee.", &[("52", 52.0, 52.0, "years")]),
    (
        "Take Route 9 or Highway 49 to 12 Mill Road, Room 7, in the 23rd minute; call 0800 114 41 or fly a MiG-29.",
        &[],
    ),
    ("Rovers won 2-1 on May 5, 2024, in the 1990s, and one man left.", &[]),
    ("It has 180 seats.", &[("180", 180.0, 180.0, "seats")]),
    ("It is a 180-seat house with a 28-point plan.", &[]),
];

#[test]
fn figures_have_their_interval_and_unit() {
    let mut wrong = Vec::new();
    for (text, expected) in FIGURES {
        let found = read(text);
        let is_right = found.len() == expected.len()
            && found.iter().zip(*expected).all(|((words, figure), (wanted, low, high, unit))| {
                let (found_low, found_high) = figure.interval();
                let equal = |left: f64, right: f64| {
                    left.total_cmp(&right).is_eq() || (left - right).abs() <= 1e-6 * right.abs()
                };
                words == wanted && equal(found_low, *low) && equal(found_high, *high) && figure.unit == *unit
            });
        if !is_right {
            wrong.push(format!("{text} {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn acts_belong_to_the_figures_beside_them() {
    let acts = |text: &str| read(text).into_iter().map(|(_, figure)| figure.act).collect::<Vec<_>>();
    assert_eq!(acts("It left six people dead and 75 injured."), [Some("killed"), Some("injured")]);
    assert_eq!(acts("Killing nine, it trapped 40 miners."), [Some("killed"), Some("trapped")]);
    assert_eq!(acts("Police made 17 arrests."), [Some("arrested")]);
    assert_eq!(acts("It has 40 rooms."), [None]);
}

#[test]
fn changes_parts_and_claims_are_told_apart() {
    let flags = |text: &str| {
        read(text)
            .into_iter()
            .map(|(_, figure)| (figure.is_former, figure.is_part, figure.is_additional, figure.contradicts))
            .collect::<Vec<_>>()
    };
    let none = (false, false, false, false);
    assert_eq!(flags("It fell from 28 percent to 19 percent."), [(true, false, false, false), none]);
    assert_eq!(flags("Nine of the dead were children."), [(false, true, false, false)]);
    assert_eq!(flags("Another 22 people were hurt."), [(false, false, true, false)]);
    let claims = flags("The ministry put growth at 4.1 percent, but the survey said 4.4.");
    assert_eq!(claims, [none, (false, false, false, true)]);
    assert_eq!(
        read("The ministry put growth at 4.1 percent, but the survey said 4.4.")[1].1.dimension,
        Dimension::Percent
    );
}

#[test]
fn agreement_is_symmetric_and_follows_the_coarser_precision() {
    let pairs = [
        ("It cost $31 billion.", "It cost $31.4 billion.", true),
        ("It cost $31 billion.", "It cost $31.9 billion.", false),
        ("They walked 5 miles.", "They walked 8 km.", true),
        ("They walked 5 miles.", "They walked 9 km.", false),
        ("At least 40 people fled.", "At least 90 people fled.", true),
        ("Nearly 100 people fled.", "96 people fled.", true),
        ("12 people fled.", "13 people fled.", false),
        ("Dozens of people fled.", "900 people fled.", true),
        ("It took two hours.", "It took 45 minutes.", false),
    ];
    for (left, right, agree) in pairs {
        let first = |text: &str| read(text).into_iter().next().unwrap_or_else(|| panic!("{text}")).1;
        let (one, other) = (first(left), first(right));
        assert_eq!(one.agrees_with(&other), agree, "{left} {right}");
        assert_eq!(other.agrees_with(&one), agree, "{left} {right}");
        assert!(one.agrees_with(&one));
    }
}

#[test]
fn hostile_texts_take_linear_time() {
    for unit in
        ["5 ", "5 people, ", "from 5 to ", "two hundred and ", "($5 ", "in 2019, ", "1-2-3 ", "\u{202e}٥ "]
    {
        let started = std::time::Instant::now();
        read(&unit.repeat(60_000 / unit.len()));
        assert!(started.elapsed().as_secs() < 10, "{unit}");
    }
}
