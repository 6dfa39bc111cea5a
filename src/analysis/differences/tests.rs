use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use proptest::prelude::*;

use super::{Difference, Kind, differences};
use crate::analysis::facts::{Facts, facts};
use crate::article::{ArticleKey, Format, parse};
use crate::mention::Matcher;

const LIST: &str = "[[entity]]\nname = 'Olga Brandt'\nkind = 'person'\naliases = ['Olga Brand']\n\n\
    [[entity]]\nname = '{points}-point plan'\nkind = 'plan'\npatterns = ['(?<points>\\d{1,3})-point plan']\n";

fn read(texts: &[&str]) -> (Vec<Facts>, Matcher) {
    let list = crate::gazetteer::parse(LIST, "entities.toml").unwrap();
    let matcher = Matcher::new(Arc::new(list.gazetteer)).unwrap();
    let facts = |text: &&str| {
        let article =
            parse(ArticleKey::from_path(Path::new("a.md")), Format::Markdown, (*text).to_owned(), 0);
        let found = matcher.find(&article);
        facts(article, found, matcher.gazetteer())
    };
    (texts.iter().map(facts).collect(), matcher)
}

fn compare(texts: &[&str]) -> Vec<Difference> {
    let (reports, matcher) = read(texts);
    differences(&reports, matcher.gazetteer(), &[])
}

/// Returns the values of the rows that differ.
fn differing(texts: &[&str]) -> Vec<Vec<String>> {
    let rows = compare(texts).into_iter().filter(|row| row.differs);
    rows.map(|row| row.values.into_iter().map(|value| value.value).collect()).collect()
}

const BRIDGE: &str = "# Bridge\n\nThe Zuraw bridge collapsed on May 3, killing 12 people on the Marta ferry below, the mayor said.\n";

#[test]
fn two_tolls_of_one_accident_differ() {
    let other = "# Ferry\n\nFifteen people on the Marta ferry were killed when the Zuraw bridge fell, the mayor said.\n";
    assert_eq!(differing(&[BRIDGE, other]), [["12", "Fifteen"]]);
}

#[test]
fn what_is_not_the_same_count_does_not_differ() {
    for other in [
        "# A\n\nAt least 10 people on the Marta ferry were killed when the Zuraw bridge fell, the mayor said.\n",
        "# A\n\nDozens of people on the Marta ferry were killed when the Zuraw bridge fell, the mayor said.\n",
        "# A\n\nFifteen people on the Marta ferry were hurt when the Zuraw bridge fell, the mayor said.\n",
        "# A\n\nAnother 15 people on the Marta ferry were killed when the Zuraw bridge fell, the mayor said.\n",
        "# A\n\nNine of the people killed on the Marta ferry below the Zuraw bridge were children, the mayor said.\n",
        "# A\n\nThe Zuraw bridge could have killed 15 people on the Marta ferry, the mayor said.\n",
        "# A\n\nThe Zuraw bridge did not kill 15 people on the Marta ferry, the mayor said.\n",
        "# A\n\nThe 1921 fall of the Zuraw bridge killed 15 people on the Marta ferry, the mayor said.\n",
        "# A\n\nThe Zuraw bridge killed 12 people on the Marta ferry. It had killed 15 people on the Marta ferry by night.\n",
        "# A\n\n\"The Zuraw bridge killed 15 people on the Marta ferry,\" the mayor said.\n",
        "# A\n\nThe number of people killed on the Marta ferry below the Zuraw bridge rose from 15 to 12, the mayor said.\n",
        "# A\n\nA bus crash in Lund killed 15 people.\n",
    ] {
        assert_eq!(differing(&[BRIDGE, other]), Vec::<Vec<String>>::new(), "{other}");
    }
}

#[test]
fn counts_may_grow_between_the_days_of_two_reports() {
    let other = "# Ferry\n\nFifteen people on the Marta ferry were killed when the Zuraw bridge fell, the mayor said.\n";
    let dated = |date: &str, text: &str| format!("---\ndate: {date}\n---\n\n{text}");
    let (monday, tuesday) = (dated("2025-05-05", BRIDGE), dated("2025-05-06", other));
    assert!(differing(&[&monday, &tuesday]).is_empty());
    assert_eq!(differing(&[&monday, &dated("2025-05-05", other)]).len(), 1);
}

#[test]
fn a_toll_that_shrinks_from_one_day_to_the_next_differs() {
    let report = |date: &str, toll: u32, act: &str| {
        format!(
            "---\ndate: {date}\n---\n\nThe Zuraw bridge fell, and {toll} people on the Marta ferry were {act}.\n"
        )
    };
    let rows = |earlier: u32, later: u32, act: &str, next: &str| {
        differing(&[&report("2025-05-05", earlier, act), &report(next, later, act)]).len()
    };
    assert_eq!(rows(52, 41, "killed", "2025-05-06"), 1);
    assert_eq!(rows(41, 52, "killed", "2025-05-06"), 0);
    assert_eq!(rows(41, 52, "killed", "2025-05-04"), 1);
    assert_eq!(rows(41, 52, "killed", ""), 1);
    // The missing may be found.
    assert_eq!(rows(52, 41, "missing", "2025-05-06"), 0);
}

#[test]
fn tolls_of_two_towns_and_the_toll_of_all_do_not_differ() {
    let sorn = "# A\n\nThe storm killed 5 people in Sorn.\n";
    let velin = "# B\n\nThe storm killed 9 people in Velin.\n";
    for all in
        ["14 people in all", "a total of 14 people", "14 people altogether", "14 people overall", "14 people"]
    {
        let all = format!("# C\n\nThe storm killed {all}.\n");
        for row in differing(&[sorn, velin, &all]) {
            assert!(!(row.contains(&"5".to_owned()) && row.contains(&"9".to_owned())), "{all}: {row:?}");
        }
        if all != "# C\n\nThe storm killed 14 people.\n" {
            assert!(differing(&[sorn, velin, &all]).is_empty(), "{all}");
        }
    }
    for (left, right, differ) in [
        ("in Port Velin", "in Port Sorn", false),
        ("near the town of Sorn", "outside northern Velin", false),
        ("in Port Velin", "in Velin", true),
        ("in Velin", "in Velin", true),
    ] {
        let left = format!("# A\n\nThe storm killed 5 people {left}.\n");
        let right = format!("# B\n\nThe storm killed 9 people {right}.\n");
        assert_eq!(!differing(&[&left, &right]).is_empty(), differ, "{left}{right}");
    }
    let [sorn, velin] = [("Sorn", 50), ("Velin", 80)]
        .map(|(place, homes)| format!("# A\n\nIn {place}, the storm destroyed {homes} homes.\n"));
    assert!(differing(&[&sorn, &velin]).is_empty());
}

#[test]
fn the_two_sides_of_a_vote_do_not_differ() {
    for (left, right) in [
        ("voted for the dam", "voted against the dam"),
        ("voted narrowly for the dam", "voted against the dam"),
        ("voted yes to the dam", "voted no to the dam"),
        ("were in favour of the dam", "opposed the dam"),
        ("backed the dam", "rejected the dam"),
        ("approve of the mayor", "disapprove of the mayor"),
    ] {
        let left = format!("# A\n\nIn Sorn, 57 percent {left}.\n");
        let right = format!("# B\n\nIn Sorn, 43 percent {right}.\n");
        assert_eq!(differing(&[&left, &right]), Vec::<Vec<String>>::new(), "{left}{right}");
    }
    let [won, lost] = [("won", 57), ("lost", 43)]
        .map(|(verb, seats)| format!("# A\n\nThe Dam party {verb} {seats} seats in the Sorn council.\n"));
    assert!(differing(&[&won, &lost]).is_empty());
    let [added, cut] = [("add", 57), ("cut", 43)]
        .map(|(verb, jobs)| format!("# A\n\nThe Zuraw plant will {verb} {jobs} jobs in Sorn.\n"));
    assert!(differing(&[&added, &cut]).is_empty());
    let [one, other] = [57, 43].map(|share| format!("# A\n\nIn Sorn, {share} percent voted for the dam.\n"));
    assert_eq!(differing(&[&one, &other]), [["57 percent", "43 percent"]]);
}

#[test]
fn dates_differ_only_for_one_act() {
    let same = "# A\n\nThe Zuraw bridge above the Marta ferry collapsed on May 4.\n";
    assert_eq!(differing(&[BRIDGE, same]), [["May 3", "May 4"]]);
    for other in [
        "# A\n\nThe Zuraw bridge above the Marta ferry was painted on May 4.\n",
        "# A\n\nThe Zuraw bridge above the Marta ferry collapsed in May.\n",
        "# A\n\nThe mayor said on May 4 that the Zuraw bridge had collapsed on the Marta ferry.\n",
        "# A\n\nThe Zuraw bridge above the Marta ferry collapsed on Sunday.\n",
        "# A\n\nThe Zuraw bridge above the Marta ferry will be collapsed on May 4.\n",
    ] {
        assert!(differing(&[BRIDGE, other]).is_empty(), "{other}");
    }
}

/// Regression: `published` in both sentences used to make one row of the day of a talk, called `transcript published`.
#[test]
fn a_participle_that_describes_a_noun_is_not_the_act_of_a_date() {
    let dates = |texts: &[&str]| compare(texts).iter().filter(|row| row.kind == Kind::Date).count();
    let talk = "# A\n\nA published transcript of a talk on May 3 between Norland officials Brandt and Zuraw reveals a ferry strategy.\n";
    for other in [
        "# B\n\nOn May 3, according to another transcript published by the Post, Zuraw and Brandt discussed the ferry strategy of Norland officials.\n",
        "# B\n\nOn May 4, according to another transcript published in the Post, Zuraw and Brandt discussed the ferry strategy of Norland officials.\n",
    ] {
        assert_eq!(dates(&[talk, other]), 0, "{other}");
    }
    let published = "# C\n\nThe transcript published on May 3 shows the talk of Brandt and Zuraw about the ferry plan of Lund.\n";
    let other = "# D\n\nThe transcript of the talk of Brandt and Zuraw about the ferry plan was published by the Lund Post on May 4.\n";
    assert_eq!(differing(&[published, other]), [["May 3", "May 4"]]);
}

#[test]
fn a_report_contradicts_itself_only_for_the_same_act_of_the_same_thing() {
    let inside = "# A\n\nThe Lund museum, which opened in 1896, has 40 rooms.\n\nNothing was stolen since it opened in 1869, the Lund museum said.\n";
    assert_eq!(differing(&[inside]), [["1896", "1869"]]);
    let trucks = "# A\n\nThree trucks of flour reached the town of Lund on Friday.\n\nAll convoys together brought twelve trucks of flour on Friday.\n";
    assert!(differing(&[trucks]).is_empty());
    let stated = "# A\n\nThe ministry put growth at 4.1 percent, but the survey said 4.4.\n";
    assert_eq!(differing(&[stated]), [["4.1 percent", "4.4"]]);
}

#[test]
fn plans_are_one_row_and_contradict_nothing() {
    let rows = compare(&[
        "# A\n\nOlga Brandt has a 28-point plan.\n",
        "# B\n\nOlga Brand read the 19-point plan. The 28-point plan is dead.\n",
    ]);
    let plans: Vec<&Difference> = rows.iter().filter(|row| row.kind == Kind::Points).collect();
    assert_eq!(plans.len(), 1);
    assert_eq!(plans[0].anchor, "N-point plan");
    let values: Vec<(u32, &str)> =
        plans[0].values.iter().map(|value| (value.report, value.value.as_str())).collect();
    assert_eq!(values, [(0, "28-point plan"), (1, "19-point plan"), (1, "28-point plan")]);
    let spellings: Vec<&Difference> = rows.iter().filter(|row| row.kind == Kind::Spelling).collect();
    assert_eq!(
        spellings[0].values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>(),
        ["Brandt", "Brand"]
    );
    assert!(rows.iter().all(|row| !row.differs));
}

#[test]
fn many_equal_figures_and_long_texts_take_no_quadratic_time() {
    let started = Instant::now();
    for unit in [
        "The flood killed 5 people. ",
        "5, 6 people ",
        "The Zuraw bridge fell on May 3, 2024. ",
        "in 2019 and 1921, ",
    ] {
        let text = unit.repeat(40_000 / unit.len());
        let other = text.replace('5', "7");
        compare(&[&format!("# A\n\n{text}"), &format!("# B\n\n{other}")]);
    }
    assert!(started.elapsed().as_secs() < 60);
}

/// A sentence of an invented report.
fn sentence() -> impl Strategy<Value = String> {
    let place = prop_oneof![Just("Zuraw"), Just("Lund")];
    let act = prop_oneof![Just("killed"), Just("injured"), Just("rescued")];
    (place, act, 2..40_u32, 1..5_u32).prop_map(|(place, act, number, day)| {
        format!(
            "The fall of the {place} bridge {act} {number} people on May {day}, the mayor of {place} said."
        )
    })
}

proptest! {
    #[test]
    fn the_same_differ_whatever_the_order_of_the_reports(one in prop::collection::vec(sentence(), 1..4), other in prop::collection::vec(sentence(), 1..4)) {
        let (one, other) = (format!("# A\n\n{}\n", one.join("\n\n")), format!("# B\n\n{}\n", other.join("\n\n")));
        let count = |texts: &[&str]| differing(texts).iter().map(Vec::len).sum::<usize>();
        prop_assert_eq!(count(&[&one, &other]) > 0, count(&[&other, &one]) > 0);
    }

    #[test]
    fn rows_that_differ_have_disjoint_values_and_a_report_agrees_with_its_copy(one in prop::collection::vec(sentence(), 1..4), other in prop::collection::vec(sentence(), 1..4)) {
        let texts = [one, other].map(|sentences| format!("# A\n\n{}\n", sentences.join("\n\n")));
        for row in compare(&[&texts[0], &texts[1]]).iter().filter(|row| row.differs) {
            let bounds: Vec<_> = row.values.iter().map(|value| (&value.low, &value.high)).collect();
            prop_assert!(bounds.iter().any(|bound| *bound != bounds[0]), "{:?}", row);
        }
        let alone = differing(&[&texts[0]]).len();
        prop_assert!(differing(&[&texts[0], &texts[0]]).len() <= 2 * alone);
    }
}

/// Found in reports of two days, two valleys and two openings, and where a part is given of a whole.
#[test]
fn two_days_another_place_and_wholes_do_not_differ() {
    let buses = "# Strike\n\nThe union said 10% of buses ran on Wednesday. On Thursday 50% of buses ran.\n";
    assert_eq!(differing(&[buses]), Vec::<Vec<String>>::new());
    for (left, right) in [
        (
            "# A\n\nThe jury in Hull found Peter Vane guilty on 12 of 15 counts of fraud.\n",
            "# A\n\nThe jury in Hull found Peter Vane guilty on 11 counts of fraud.\n",
        ),
        (
            "# A\n\nIn 2014, floods in the valley killed 9 people.\n",
            "# A\n\nIn 2014, floods in the neighbouring Esk valley killed 3 people.\n",
        ),
        (
            "# A\n\nThe bridge at Ham opened in 1931 and closed in 1999.\n",
            "# A\n\nThe bridge at Ham opened again in 2005.\n",
        ),
    ] {
        assert_eq!(differing(&[left, right]), Vec::<Vec<String>>::new(), "{left}{right}");
    }
}
