//! Tests of growing, shrinking and changing indexes.

use std::path::Path;

use super::*;
use crate::article::{Article, Format, parse};
use crate::mention::Matcher;

fn article(path: &str, text: &str) -> Article {
    parse(ArticleKey::from_path(Path::new(path)), Format::Plain, text.to_owned(), 0)
}

fn matcher() -> Matcher {
    let list =
        "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n[[entity]]\nname = \"Geneva\"\nkind = \"place\"\n";
    let parsed = crate::gazetteer::parse(list, "entities.toml").unwrap();
    Matcher::new(Arc::new(parsed.gazetteer)).unwrap()
}

fn segment(matcher: &Matcher, articles: &[Article]) -> Arc<Segment> {
    Arc::new(Segment::new(articles.iter().map(|article| (article, matcher.find(article)))))
}

fn listing(index: &Index) -> Vec<(String, Vec<String>)> {
    let entry = |id: ArticleId| {
        let row = index.row(id).unwrap();
        let names =
            index.mentions(id).map(|(referent, _)| index.entity(referent).unwrap().name(index.gazetteer()));
        (row.key.to_string(), names.collect())
    };
    index.ids().map(entry).collect()
}

#[test]
fn articles_are_sorted_by_path_whatever_the_order_of_arrival() {
    let matcher = matcher();
    let (first, second) = (article("a10", "Kyiv and Geneva."), article("a9", "Geneva and Kyiv."));
    let first_order = Index::new(Arc::clone(matcher.gazetteer()))
        .with_segment(segment(&matcher, std::slice::from_ref(&first)))
        .with_segment(segment(&matcher, std::slice::from_ref(&second)));
    let second_order =
        Index::new(Arc::clone(matcher.gazetteer())).with_segment(segment(&matcher, &[second, first]));
    assert_eq!(listing(&first_order), listing(&second_order));
    let expected = [("a9", vec!["Geneva", "Kyiv"]), ("a10", vec!["Kyiv", "Geneva"])];
    let expected =
        expected.map(|(key, names)| (key.to_owned(), names.into_iter().map(str::to_owned).collect()));
    assert_eq!(listing(&first_order), expected);
    assert_eq!(first_order.generation, 2);
}

#[test]
fn adding_segments_together_equals_adding_them_one_by_one() {
    let matcher = matcher();
    let texts = [[("c", "Kyiv."), ("a", "Geneva, Kyiv.")], [("b", "Kyiv."), ("d", "No name.")]];
    let segments = texts.map(|pair| segment(&matcher, &pair.map(|(name, text)| article(name, text))));
    let start = Index::new(Arc::clone(matcher.gazetteer()))
        .with_segment(segment(&matcher, &[article("bb", "Geneva.")]));
    let one_by_one =
        segments.iter().fold(start.clone(), |index, segment| index.with_segment(Arc::clone(segment)));
    let at_once = start.with_segments(segments.to_vec());
    assert_eq!(listing(&at_once), listing(&one_by_one));
    let copies = |index: &Index| index.ids().map(|id| index.copies(id)).collect::<Vec<_>>();
    assert_eq!(copies(&at_once), copies(&one_by_one));
    assert!(at_once.continues(&at_once) && at_once.len() == 4);
}

#[test]
fn an_article_added_again_replaces_the_old_one() {
    let matcher = matcher();
    let index = Index::new(Arc::clone(matcher.gazetteer()))
        .with_segment(segment(&matcher, &[article("a", "Kyiv."), article("b", "Kyiv.")]))
        .with_segment(segment(&matcher, &[article("a", "Geneva.")]));
    assert_eq!(
        listing(&index),
        [("a".to_owned(), vec!["Geneva".to_owned()]), ("b".to_owned(), vec!["Kyiv".to_owned()])]
    );
}

#[test]
fn replaced_segments_are_freed() {
    let matcher = matcher();
    let first = segment(&matcher, &[article("a", "Kyiv.")]);
    let held = Arc::downgrade(&first);
    let mut index = Index::new(Arc::clone(matcher.gazetteer())).with_segment(first);
    for (name, text) in [("b", "Geneva."), ("a", "Geneva and Kyiv.")] {
        index = index.with_segment(segment(&matcher, &[article(name, text)]));
    }
    assert!(held.upgrade().is_none());
    let expected = [("a", vec!["Geneva", "Kyiv"]), ("b", vec!["Geneva"])];
    let expected =
        expected.map(|(key, names)| (key.to_owned(), names.into_iter().map(str::to_owned).collect()));
    assert_eq!(listing(&index), expected);
    let without = index.without(&[ArticleKey::from_path(Path::new("b"))]);
    assert_eq!(listing(&without), expected[..1]);
}

#[test]
fn relisting_keeps_mentions_of_entities_in_both_lists() {
    let old = matcher();
    let index = Index::new(Arc::clone(old.gazetteer()))
        .with_segment(segment(&old, &[article("a", "Kyiv and Geneva."), article("b", "Geneva.")]));
    let list =
        "[[entity]]\nname = \"Rome\"\nkind = \"place\"\n[[entity]]\nname = \"Geneva\"\nkind = \"place\"\n";
    let new =
        Matcher::new(Arc::new(crate::gazetteer::parse(list, "entities.toml").unwrap().gazetteer)).unwrap();
    let relisted = index.relisted(new.gazetteer());
    let geneva = || vec!["Geneva".to_owned()];
    assert_eq!(listing(&relisted), [("a".to_owned(), geneva()), ("b".to_owned(), geneva())]);
    assert_eq!(relisted.row(ArticleId(0)).map(|row| row.counted), Some(1));
    assert_eq!(relisted.surface(ArticleId(1), relisted.mentions(ArticleId(1)).next().unwrap().1), "Geneva");
    // An article that is matched again replaces the old one.
    let again = relisted.with_segment(segment(&new, &[article("a", "Rome and Geneva.")]));
    assert_eq!(listing(&again)[0].1, ["Rome", "Geneva"]);
}

#[test]
fn removing_articles_leaves_the_others_unchanged() {
    let matcher = matcher();
    let key = |name: &str| ArticleKey::from_path(Path::new(name));
    let index = Index::new(Arc::clone(matcher.gazetteer()))
        .with_segment(segment(&matcher, &[article("b", "Kyiv."), article("a", "Geneva."), article("c", "")]));
    let less = index.without(&[key("b"), key("none")]);
    let expected: Vec<_> = listing(&index).into_iter().filter(|(name, _)| name != "b").collect();
    assert_eq!(listing(&less), expected);
    assert_eq!((less.find(&key("b")), less.generation), (None, index.generation + 1));
    let back = less.with_segment(segment(&matcher, &[article("b", "Kyiv.")]));
    assert_eq!(listing(&back), listing(&index));
}

#[test]
fn keys_find_articles_and_entities() {
    let matcher = matcher();
    let index = Index::new(Arc::clone(matcher.gazetteer()))
        .with_segment(segment(&matcher, &[article("b", "Kyiv."), article("a", "")]));
    assert_eq!(index.find(&ArticleKey::from_path(Path::new("b"))), Some(ArticleId(1)));
    assert_eq!(index.find(&ArticleKey::from_path(Path::new("c"))), None);
    let kyiv = EntityKey { id: "kyiv".into(), value: None };
    assert!(index.find_entity(&kyiv).is_some());
    assert_eq!(index.find_entity(&EntityKey { id: "geneva".into(), value: None }), None);
}

#[test]
fn duplicates_agree_with_a_naive_search() {
    let matcher = matcher();
    let texts = ["Kyiv.", "Geneva.", "Kyiv.", "", "Kyiv.", "Geneva.", "Alone.", ""];
    let articles: Vec<Article> =
        texts.iter().enumerate().map(|(number, text)| article(&format!("{number}"), text)).collect();
    let index = Index::new(Arc::clone(matcher.gazetteer())).with_segment(segment(&matcher, &articles));
    let mut seen = Vec::new();
    for id in index.ids() {
        let row = index.row(id).unwrap();
        let number: usize = row.key.to_string().parse().unwrap();
        let others: Vec<usize> =
            index.others_with_text(id).iter().map(|other| other.key.to_string().parse().unwrap()).collect();
        let naive: Vec<usize> = (number + 1..texts.len())
            .filter(|other| !texts[*other].is_empty() && texts[*other] == texts[number])
            .collect();
        assert_eq!(others, naive, "{number}");
        assert_eq!(index.copies(id) as usize, naive.len());
        seen.push(number);
    }
    assert_eq!(seen, [0, 1, 3, 6, 7]);
}
