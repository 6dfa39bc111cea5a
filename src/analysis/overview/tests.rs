//! Tests of the overview: each row against a naive recount of invented reports.

use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::analysis::facts::facts;
use crate::article::{ArticleKey, Format, parse};
use crate::mention::Matcher;

const LIST: &str = r#"
[[entity]]
name = "Kyiv"
kind = "place"
aliases = ["Kiev"]
[[entity]]
name = "Geneva"
kind = "place"
[[entity]]
name = "Oslo"
kind = "place"
[[entity]]
name = "Rome"
kind = "place"
[[entity]]
name = "{points}-point plan"
kind = "plan"
patterns = ['(?<points>\d{1,3})-point (?:plan|deal)']
"#;

const REPORTS: &[&str] = &[
    "# Flood in Oslo\n\nThe flood in Oslo killed 41 people on Monday, police said. Kyiv and Geneva sent help under the 28-point plan.",
    "# Water in the north\n\nThe flood in Oslo killed 38 people on Monday, police said. Geneva and Kiev sent help, and Kiev more. The 28-point deal is old.",
    "# A quiet day\n\nGeneva slept under a 19-point plan. Rome did not.",
];

fn read(texts: &[&str]) -> (Vec<Facts>, Matcher) {
    let gazetteer = crate::gazetteer::parse(LIST, "entities.toml").unwrap().gazetteer;
    let matcher = Matcher::new(Arc::new(gazetteer)).unwrap();
    let read = |(number, text): (usize, &&str)| {
        let key = ArticleKey::from_path(Path::new(&format!("{number}.md")));
        let article = parse(key, Format::Markdown, (*text).to_owned(), 0);
        let found = matcher.find(&article);
        facts(article, found, matcher.gazetteer())
    };
    (texts.iter().enumerate().map(read).collect(), matcher)
}

fn overview(reports: &[Facts], gazetteer: &Gazetteer) -> Overview {
    super::overview(reports, gazetteer, &Compared::new(reports, gazetteer, &|| false))
}

/// The label, the cells and the absent reports of a row.
type Naive = (String, Vec<(usize, String)>, Vec<usize>);

/// Returns the rows of a band.
fn band(found: &Overview, band: Band) -> Vec<Naive> {
    let cells = |row: &Row| row.cells.iter().map(|cell| (cell.report, cell.text.clone())).collect();
    found.band(band).map(|row| (row.label.clone(), cells(row), row.absent.clone())).collect()
}

#[test]
fn names_are_where_a_naive_recount_finds_them() {
    let (reports, matcher) = read(REPORTS);
    let found = overview(&reports, matcher.gazetteer());
    let count = |report: usize, names: &[&str]| {
        names.iter().map(|name| REPORTS[report].matches(name).count()).sum::<usize>()
    };
    let named = band(&found, Band::Named);
    for (name, forms) in
        [("Kyiv", &["Kyiv", "Kiev"][..]), ("Oslo", &["Oslo"]), ("28-point plan", &["28-point"])]
    {
        let (_, cells, absent) = named.iter().find(|(label, ..)| label == name).expect(name);
        let naive: Vec<(usize, String)> = (0..3)
            .filter(|report| count(*report, forms) > 0)
            .map(|report| (report, count(report, forms).to_string()))
            .collect();
        assert_eq!((cells, absent), (&naive, &vec![2]), "{name}");
    }
    assert!(!named.iter().any(|(label, ..)| label == "Geneva"), "in all");
    let only = band(&found, Band::OnlyIn);
    let only: Vec<(&str, usize)> =
        only.iter().map(|(label, cells, _)| (label.as_str(), cells[0].0)).collect();
    assert_eq!(only, [("Rome", 2), ("19-point plan", 2)]);
}

#[test]
fn differing_values_come_first_and_plans_are_one_row() {
    let (reports, matcher) = read(REPORTS);
    let found = overview(&reports, matcher.gazetteer());
    let values = band(&found, Band::Values);
    assert_eq!(values.len(), 1, "{values:?}");
    assert_eq!(values[0].1, [(0, "41".to_owned()), (1, "38".to_owned())]);
    assert_eq!(found.rows[0].band, Band::Values);
    let plans = band(&found, Band::Plans);
    let plan = |report: usize, name: &str| (report, name.to_owned());
    let naive = vec![plan(0, "28-point plan"), plan(1, "28-point plan"), plan(2, "19-point plan")];
    assert_eq!(plans.len(), 1);
    assert_eq!(plans[0].1, naive);
    assert!(found.rows.is_sorted_by_key(|row| row.band));
}

#[test]
fn each_place_is_in_its_report() {
    let (reports, matcher) = read(REPORTS);
    for row in overview(&reports, matcher.gazetteer()).rows {
        assert!(!row.places.is_empty(), "{row:?}");
        for place in &row.places {
            let text = reports[place.report].article.text.as_str();
            assert!(text.get(place.range.clone()).is_some_and(|text| !text.trim().is_empty()), "{row:?}");
            assert!(!row.absent.contains(&place.report), "{row:?}");
        }
    }
}

#[test]
fn a_report_that_is_cut_short_is_never_said_not_to_mention_somebody() {
    let cut = "# Rain\n\nGeneva was wet. And then the rain …";
    let (reports, matcher) = read(&[REPORTS[0], cut]);
    let found = overview(&reports, matcher.gazetteer());
    assert_eq!(found.partial, [1]);
    assert!(found.rows.iter().all(|row| row.absent.is_empty()));
    assert_eq!((found.band(Band::Named).count(), found.band(Band::OnlyIn).count()), (0, 0));
}

#[test]
fn copies_are_one_voice_and_one_report_is_nothing_to_compare() {
    let (reports, matcher) = read(&[REPORTS[0], REPORTS[0], REPORTS[2]]);
    let found = overview(&reports, matcher.gazetteer());
    assert_eq!((found.voices.as_slice(), found.voice_count()), (&[0, 0, 1][..], 2));
    assert_eq!(found.band(Band::Passages).count(), 1);
    for texts in [&[][..], &[REPORTS[0]]] {
        let (reports, matcher) = read(texts);
        assert_eq!(overview(&reports, matcher.gazetteer()).rows, []);
    }
}

/// Values that agree stand together, in their order, and `≠` only between those that do not.
#[test]
fn sign_separates_values_that_do_not_agree() {
    let values =
        || [(0, "3 May"), (1, "4 May"), (0, "May 3")].map(|(alike, text)| (alike, text.to_owned())).to_vec();
    assert_eq!(join_values(values(), true), "3 May · May 3 ≠ 4 May");
    assert_eq!(join_values(values(), false), "3 May · May 3 · 4 May");
    assert_eq!(join_values(Vec::new(), true), "");
}
