use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::article::{ArticleKey, Format, parse};
use crate::corpus::Segment;
use crate::mention::Matcher;

/// Returns an index whose list has places with these names, in this order.
fn index_of(places: &[&str], texts: &[String]) -> Index {
    let entries = places.iter().map(|name| format!("[[entity]]\nname = \"{name}\"\nkind = \"place\"\n"));
    index_with(&entries.collect::<String>(), texts)
}

fn index_with(list: &str, texts: &[String]) -> Index {
    let gazetteer = Arc::new(crate::gazetteer::parse(list, "entities.toml").unwrap().gazetteer);
    let matcher = Matcher::new(Arc::clone(&gazetteer)).unwrap();
    let articles: Vec<_> = (0..)
        .zip(texts)
        .map(|(number, text)| {
            let key = ArticleKey::from_path(Path::new(&format!("{number}.txt")));
            parse(key, Format::Plain, text.clone(), 0)
        })
        .collect();
    let found = articles.iter().map(|article| (article, matcher.find(article)));
    Index::new(gazetteer).with_segment(Arc::new(Segment::new(found)))
}

fn id_of(index: &Index, name: &str) -> ReferentId {
    let has_name = |(id, _): &(ReferentId, _)| {
        index.entity(*id).is_some_and(|entity| entity.name(index.gazetteer()) == name)
    };
    index.referents().find(has_name).map(|(id, _)| id).unwrap()
}

/// Names of `a` and `b`, then the joint units, `count_a`, `count_b` and the number of all units.
type Row = (String, String, u32, u32, u32, u32);

fn row(a: &str, b: &str, joint: u32, count_a: u32, count_b: u32, units: u32) -> Row {
    (a.to_owned(), b.to_owned(), joint, count_a, count_b, units)
}

fn rows(index: &Index, unit: Unit, only: Option<ReferentId>) -> Vec<Row> {
    let name = |entity: &EntityRef| entity.name(index.gazetteer());
    let pairs = pairs(index, unit, only).into_iter();
    pairs
        .map(|pair| (name(&pair.a), name(&pair.b), pair.joint, pair.count_a, pair.count_b, pair.units))
        .collect()
}

/// Name, then shared articles, paragraphs and sentences of each neighbour.
fn neighbours(index: &Index, near: &Neighbourhood) -> Vec<(String, u32, u32, u32)> {
    let name = |entity: &EntityRef| entity.name(index.gazetteer());
    near.neighbours
        .iter()
        .map(|neighbour| {
            (name(&neighbour.entity), neighbour.articles, neighbour.paragraphs, neighbour.sentences)
        })
        .collect()
}

/// Three articles, five paragraphs and eight sentences. The text names Geneva before Kyiv, but the list has it after
/// Kyiv.
fn small() -> Index {
    let texts = [
        "Geneva called Kyiv and Kyiv again. Minsk was silent.\n\nKyiv waited. Geneva waited.\n\nThen Kyiv slept.",
        "Geneva rested. Minsk rested too.",
        "It rained.",
    ];
    index_of(&["Kyiv", "Geneva", "Minsk"], &texts.map(str::to_owned))
}

#[test]
fn pairs_count_the_units_that_hold_both() {
    let index = small();
    assert_eq!(
        rows(&index, Unit::Article, None),
        [
            row("Geneva", "Minsk", 2, 2, 2, 3),
            row("Kyiv", "Geneva", 1, 1, 2, 3),
            row("Kyiv", "Minsk", 1, 1, 2, 3),
        ]
    );
    assert_eq!(
        rows(&index, Unit::Paragraph, None),
        [
            row("Kyiv", "Geneva", 2, 3, 3, 5),
            row("Geneva", "Minsk", 2, 3, 2, 5),
            row("Kyiv", "Minsk", 1, 3, 2, 5),
        ]
    );
    assert_eq!(rows(&index, Unit::Sentence, None), [row("Kyiv", "Geneva", 1, 3, 3, 8)]);
}

#[test]
fn pairs_of_one_entity_are_its_rows_among_all_pairs() {
    let index = small();
    for unit in [Unit::Article, Unit::Paragraph, Unit::Sentence] {
        let all = rows(&index, unit, None);
        for name in ["Kyiv", "Geneva", "Minsk"] {
            let expected: Vec<Row> =
                all.iter().filter(|row| row.0 == name || row.1 == name).cloned().collect();
            assert_eq!(rows(&index, unit, Some(id_of(&index, name))), expected, "{name}");
        }
    }
}

#[test]
fn units_are_counted_per_article() {
    let index = small();
    let count = |article, unit| units_in(&index, ArticleId(article), unit);
    let counts = |article| [Unit::Article, Unit::Paragraph, Unit::Sentence].map(|unit| count(article, unit));
    assert_eq!([counts(0), counts(1), counts(2)], [[1, 3, 5], [1, 1, 2], [1, 1, 1]]);
    assert_eq!(counts(3), [0, 0, 0], "no such article");
}

#[test]
fn nested_ambiguous_and_boilerplate_mentions_make_no_pair() {
    let list = "[[entity]]\nname = \"Minsk\"\nkind = \"place\"\n[[entity]]\nname = \"Geneva\"\nkind = \"place\"\n\
        [[entity]]\nname = \"Geneva Convention\"\nkind = \"plan\"\n[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n\
        [[entity]]\nname = \"North Port\"\nkind = \"place\"\naliases = [\"Harbour\"]\n\
        [[entity]]\nname = \"South Port\"\nkind = \"place\"\naliases = [\"Harbour\"]\n";
    let text = "They saw Minsk sign the Geneva Convention at the Harbour.\n\nYou may also like\n\nKyiv and Minsk again\n";
    let index = index_with(list, &[text.to_owned()]);
    let kept: Vec<(bool, bool)> = index
        .mentions(ArticleId(0))
        .map(|(id, mention)| (index.entity(id).is_some(), mention.counts()))
        .collect();
    let expected = [(true, true), (true, true), (true, false), (false, false), (true, false), (true, false)];
    assert_eq!(kept, expected, "Minsk, the convention, Geneva nested, the harbour, and two in boilerplate");
    for unit in [Unit::Article, Unit::Paragraph, Unit::Sentence] {
        assert_eq!(rows(&index, unit, None), [row("Minsk", "Geneva Convention", 1, 1, 1, 1)]);
    }
    let near = neighbourhood(&index, index.ids(), id_of(&index, "Minsk"));
    assert_eq!(neighbours(&index, &near), [("Geneva Convention".to_owned(), 1, 1, 1)]);
    assert_eq!(near.mentions, 1);
    let nested = neighbourhood(&index, index.ids(), id_of(&index, "Geneva"));
    let expected =
        Neighbourhood { articles: (1, 0), paragraphs: (1, 0), sentences: (1, 0), ..Default::default() };
    assert_eq!(nested, expected);
}

#[test]
fn neighbourhood_counts_articles_paragraphs_sentences_and_mentions() {
    let index = small();
    let kyiv = neighbourhood(&index, index.ids(), id_of(&index, "Kyiv"));
    assert_eq!((kyiv.articles, kyiv.paragraphs, kyiv.sentences), ((3, 1), (5, 3), (8, 3)));
    assert_eq!(kyiv.mentions, 4);
    assert_eq!(neighbours(&index, &kyiv), [("Geneva".to_owned(), 1, 2, 1), ("Minsk".to_owned(), 1, 1, 0)]);

    let minsk = neighbourhood(&index, index.ids(), id_of(&index, "Minsk"));
    assert_eq!((minsk.articles, minsk.paragraphs, minsk.sentences), ((3, 2), (5, 2), (8, 2)));
    assert_eq!(minsk.mentions, 2);
    assert_eq!(neighbours(&index, &minsk), [("Geneva".to_owned(), 2, 2, 0), ("Kyiv".to_owned(), 1, 1, 0)]);

    let in_one = neighbourhood(&index, [ArticleId(1)], id_of(&index, "Minsk"));
    assert_eq!((in_one.articles, in_one.paragraphs, in_one.sentences), ((1, 1), (1, 1), (2, 1)));
    assert_eq!(in_one.mentions, 1);
    assert_eq!(neighbours(&index, &in_one), [("Geneva".to_owned(), 1, 1, 0)]);
}

#[test]
fn neighbours_are_ranked_by_paragraphs_then_sentences_then_articles_then_list_order() {
    let places = ["Selm", "Varn", "Torv", "Urla", "Rovik", "Quent", "Parm"];
    let texts = [
        "Selm met Quent. Then Parm, Rovik, Torv and Urla came.\n\nSelm left. Parm left.\n\nThen Varn came.",
        "It was Selm.\n\nIt was Rovik.",
    ];
    let index = index_of(&places, &texts.map(str::to_owned));
    let near = neighbourhood(&index, index.ids(), id_of(&index, "Selm"));
    let expected = [
        ("Parm", 1, 2, 0),
        ("Quent", 1, 1, 1),
        ("Rovik", 2, 1, 0),
        ("Torv", 1, 1, 0),
        ("Urla", 1, 1, 0),
        ("Varn", 1, 0, 0),
    ];
    assert_eq!(neighbours(&index, &near), expected.map(|(name, a, b, c)| (name.to_owned(), a, b, c)));
}

#[test]
fn measures_need_enough_articles_and_enough_joint_units() {
    let index = small();
    let entity = |name: &str| index.entity(id_of(&index, name)).unwrap().clone();
    let has_measures = |joint, articles| {
        let pair = Pair { a: entity("Kyiv"), b: entity("Geneva"), joint, count_a: 5, count_b: 4, units: 9 };
        pair.measures(articles).is_some()
    };
    assert!(has_measures(MIN_JOINT_FOR_MEASURES, MIN_ARTICLES_FOR_MEASURES));
    assert!(!has_measures(MIN_JOINT_FOR_MEASURES - 1, MIN_ARTICLES_FOR_MEASURES));
    assert!(!has_measures(MIN_JOINT_FOR_MEASURES, MIN_ARTICLES_FOR_MEASURES - 1));
    assert_eq!((MIN_JOINT_FOR_MEASURES, MIN_ARTICLES_FOR_MEASURES), (3, 30));
}

/// Returns an index of the first `count` of 30 articles. Arden is in 20 of them. Borvik is in 12, but only in 7 with
/// Arden, where chance would give 8. Gorlitz is in 3, all with Arden. Corval and Dornach share 3 with each other alone.
/// Elvas and Fjordby are in 2 with Arden, and Elvas shares 4 paragraphs of each with it.
fn thirty(count: usize) -> Index {
    let places = ["Arden", "Borvik", "Corval", "Dornach", "Elvas", "Fjordby", "Gorlitz"];
    let text = |article: usize| {
        let holds = [
            ("Arden", 0..20),
            ("Borvik", 13..25),
            ("Corval", 25..28),
            ("Dornach", 25..28),
            ("Elvas", 0..2),
            ("Fjordby", 0..2),
            ("Gorlitz", 2..5),
        ];
        let names: Vec<&str> =
            holds.iter().filter(|(_, articles)| articles.contains(&article)).map(|(name, _)| *name).collect();
        let more = if article < 2 { "\n\nArden saw Elvas.".repeat(3) } else { String::new() };
        format!("This is report {article}.\n\nIt names {}.{more}", names.join(" and "))
    };
    index_of(&places, &(0..count).map(text).collect::<Vec<_>>())
}

#[test]
fn pairs_are_ranked_by_g2_from_thirty_articles_on() {
    let names = |count: usize| -> Vec<(String, String, u32)> {
        rows(&thirty(count), Unit::Article, None).into_iter().map(|row| (row.0, row.1, row.2)).collect()
    };
    let expected =
        |rows: [(&str, &str, u32); 6]| rows.map(|(a, b, joint)| (a.to_owned(), b.to_owned(), joint));
    assert_eq!(
        names(29),
        expected([
            ("Arden", "Borvik", 7),
            ("Arden", "Gorlitz", 3),
            ("Corval", "Dornach", 3),
            ("Arden", "Elvas", 2),
            ("Arden", "Fjordby", 2),
            ("Elvas", "Fjordby", 2),
        ])
    );
    assert_eq!(
        names(30),
        expected([
            ("Corval", "Dornach", 3),
            ("Arden", "Gorlitz", 3),
            ("Arden", "Borvik", 7),
            ("Arden", "Elvas", 2),
            ("Arden", "Fjordby", 2),
            ("Elvas", "Fjordby", 2),
        ])
    );
}

#[test]
fn neighbours_have_measures_and_are_ranked_by_g2_from_thirty_articles_on() {
    let near = |index: &Index| -> Vec<(String, u32, u32, Option<Measures>)> {
        let near = neighbourhood(index, index.ids(), id_of(index, "Arden"));
        let name = |entity: &EntityRef| entity.name(index.gazetteer());
        let all = near.neighbours.iter();
        all.map(|neighbour| {
            (name(&neighbour.entity), neighbour.articles, neighbour.paragraphs, neighbour.measures)
        })
        .collect()
    };
    let unmeasured = |name: &str, articles, paragraphs| (name.to_owned(), articles, paragraphs, None);
    assert_eq!(
        near(&thirty(29)),
        [
            unmeasured("Elvas", 2, 8),
            unmeasured("Borvik", 7, 7),
            unmeasured("Gorlitz", 3, 3),
            unmeasured("Fjordby", 2, 2),
        ]
    );
    assert_eq!(
        near(&thirty(30)),
        [
            ("Gorlitz".to_owned(), 3, 3, Some(measures(3, 20, 3, 30))),
            ("Borvik".to_owned(), 7, 7, Some(measures(7, 20, 12, 30))),
            unmeasured("Elvas", 2, 8),
            unmeasured("Fjordby", 2, 2),
        ]
    );
}

/// A table worked by hand: 100 units, 20 hold a, 10 hold b, 8 hold both.
#[test]
fn measures_of_a_known_table() {
    let actual = measures(8, 20, 10, 100);
    let cells: [(f64, f64); 4] = [(8.0, 2.0), (12.0, 18.0), (2.0, 8.0), (78.0, 72.0)];
    let g2: f64 =
        2.0 * cells.iter().map(|(observed, expected)| observed * (observed / expected).ln()).sum::<f64>();
    assert!((actual.g2 - g2).abs() < 1e-9, "{actual:?} {g2}");
    assert!((actual.logdice - (14.0 + (16.0_f64 / 30.0).log2())).abs() < 1e-12);
    assert!((actual.npmi - (4.0_f64.ln() / -(0.08_f64.ln()))).abs() < 1e-12);
    assert!((actual.jaccard - 8.0 / 22.0).abs() < 1e-12);
}

#[test]
fn g2_is_negative_only_below_chance() {
    assert!(measures(1, 50, 50, 100).g2 < 0.0);
    let at_chance = measures(10, 20, 15, 30).g2;
    assert!(at_chance.abs() < 1e-12 && at_chance.is_sign_positive(), "{at_chance}");
}

#[test]
fn empty_cells_add_nothing_to_g2() {
    let g2 = 2.0 * (3.0 * 10.0_f64.ln() + 27.0 * (30.0_f64 / 27.0).ln());
    assert!((measures(3, 3, 3, 30).g2 - g2).abs() < 1e-9);
}

#[test]
fn npmi_is_one_if_every_unit_holds_both() {
    assert!((measures(5, 5, 5, 5).npmi - 1.0).abs() < 1e-12);
}

proptest! {
    #[test]
    fn measures_stay_in_range(joint in 1_u32..50, more_a in 0_u32..50, more_b in 0_u32..50, rest in 0_u32..50) {
        let actual = measures(joint, joint + more_a, joint + more_b, joint + more_a + more_b + rest);
        prop_assert!(actual.g2.is_finite());
        prop_assert!(actual.logdice <= 14.0);
        prop_assert!((-1.0..=1.0 + 1e-9).contains(&actual.npmi), "{actual:?}");
        prop_assert!((0.0..=1.0).contains(&actual.jaccard));
    }
}
