//! Every count in the reader equals a naive recount of the exported rows, on real articles and on random ones.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;
use whoswho::views::compare::matrix::query::CoverageQuery;

use crate::support::corpora::{Corpus, corpora};
use crate::support::driver::answer;
use crate::support::program::{TestFolder, number, text};
use crate::support::recount::{Extent, Recount, UNITS, Unit, association, near};
use proptest::prelude::*;
use serde_json::Value;
use whoswho::analysis::cooccurrence::{Measures, Neighbourhood, neighbourhood};
use whoswho::analysis::coverage::CoverageRow;
use whoswho::analysis::listing::Listing;
use whoswho::analysis::walk::mentions_in_article;
use whoswho::app::queries::{ArticleStatsQuery, CorpusStatsQuery, EntityCountQuery, Snapshot};
use whoswho::corpus::{ArticleId, Index, ReferentId};
use whoswho::gazetteer::KindSet;
use whoswho::intake::{ArticleReader, ReadOptions, read_now};
use whoswho::mention::Matcher;
use whoswho::reader::library::FileLibrary;

/// Returns the index that the reader would show.
fn index_of(corpus: &Corpus) -> Index {
    let list = std::fs::read_to_string(&corpus.list).unwrap();
    let parsed = whoswho::gazetteer::parse(&list, "entities.toml").unwrap();
    let matcher = Matcher::new(Arc::new(parsed.gazetteer)).unwrap();
    let path = corpus.dir.path().join(&corpus.path);
    // Generated articles may be identical; each counts.
    let reader = ArticleReader::new(ReadOptions { keeps_duplicates: true, ..ReadOptions::default() });
    let (index, problems) = read_now(&[path], &reader, &matcher);
    assert_eq!(problems, []);
    index
}

/// Returns an empty library: the queries here need only the index.
fn library() -> FileLibrary {
    let matcher = Matcher::new(Arc::default()).unwrap();
    FileLibrary::new(Vec::new(), ArticleReader::default(), Arc::new(matcher), |_| {})
}

/// Compares what the reader shows for an index with the recount of the same articles.
fn assert_reader_shows(index: &Index, recount: &Recount) {
    let gazetteer = index.gazetteer();
    let id_of = |number: ReferentId| index.entity(number).unwrap().id(gazetteer);
    let ids = recount.ids();
    let numbers: BTreeMap<String, ReferentId> = index
        .referents()
        .filter(|(_, referent)| referent.entity().is_some())
        .map(|(number, _)| (id_of(number), number))
        .collect();
    let names = recount.names();
    assert_eq!(index.len(), names.len());

    let all = Listing::all(index.len());
    let library = library();
    let coverage = answer(&CoverageQuery { snapshot: Snapshot::of(index), listing: all }, &library).rows;
    let cells = |row: &CoverageRow| -> Vec<u32> { index.ids().map(|id| row.count(id)).collect() };
    let got: Vec<(String, Vec<u64>)> = coverage
        .iter()
        .map(|row| (row.entity.id(gazetteer), cells(row).into_iter().map(u64::from).collect()))
        .collect();
    let expected: Vec<(String, Vec<u64>)> = ids
        .iter()
        .map(|id| (id.clone(), names.iter().map(|name| recount.mentions(id, name)).collect()))
        .collect();
    assert_eq!(got, expected);
    for row in coverage.iter() {
        assert_eq!(row.mentions, cells(row).iter().sum::<u32>());
        assert_eq!(row.articles as usize, cells(row).iter().filter(|count| **count > 0).count());
    }

    for selected in [None].into_iter().chain(ids.iter().map(Some)) {
        let selected_number = selected.map(|id| numbers[id]);
        let is_wanted = |row: &&Value| selected.is_none_or(|id| row["id"] == **id);
        let (snapshot, hidden) = (Snapshot::of(index), KindSet::default());
        let everywhere = answer(&CorpusStatsQuery { snapshot, selected: selected_number, hidden }, &library);
        let mentions: Vec<u32> =
            names.iter().map(|name| recount.counting_in(name).filter(is_wanted).count() as u32).collect();
        assert_eq!(everywhere.mentions, mentions);
        let ambiguous = recount.rows.iter().filter(|row| row["status"] == "ambiguous").count();
        assert_eq!(everywhere.ambiguous as usize, ambiguous);
        if let (Some(id), Some(number)) = (selected, selected_number) {
            let entity = index.entity(number).unwrap().key(gazetteer);
            let query = EntityCountQuery { snapshot: Snapshot::of(index), entity };
            let count = answer(&query, &library).unwrap();
            assert_eq!(count.mentions, mentions.iter().sum::<u32>());
            assert_eq!(count.articles as usize, mentions.iter().filter(|count| **count > 0).count());
            let of_surface = |surface: &str| {
                recount.counting().filter(|row| row["id"] == **id && row["surface"] == *surface).count()
            };
            assert!(count.surfaces.iter().all(|(surface, times)| *times as usize == of_surface(surface)));
            let times: u32 = count.surfaces.iter().map(|(_, times)| times).sum();
            assert_eq!(times, count.mentions);
        }
        assert_eq!(everywhere.neighbourhood.is_some(), selected.is_some());
        if let (Some(id), Some(shown)) = (selected, &everywhere.neighbourhood) {
            assert_neighbourhood(index, shown, recount, id, &names);
        }
        for (article, name) in index.ids().zip(&names) {
            let stops = mentions_in_article(index, article, selected_number);
            assert_eq!(stops.len(), mentions[article.0 as usize] as usize, "mention k of m");
            assert_here(index, recount, article, name, selected, selected_number);
        }
        if let (Some(id), Some(number)) = (selected, selected_number) {
            let half: Vec<ArticleId> = index.ids().filter(|article| article.0 % 2 == 0).collect();
            let half_names: Vec<&str> = names.iter().step_by(2).copied().collect();
            assert_neighbourhood(index, &neighbourhood(index, half, number), recount, id, &half_names);
        }
    }
}

const KINDS: [&str; 5] = ["person", "place", "organisation", "plan", "event"];

/// Checks the panel of one article: entities are sorted by kind, then by mentions, then in the order of the list.
fn assert_here(
    index: &Index,
    recount: &Recount,
    article: ArticleId,
    name: &str,
    selected: Option<&String>,
    selected_number: Option<ReferentId>,
) {
    let (snapshot, hidden) = (Snapshot::of(index), KindSet::default());
    let query = ArticleStatsQuery { snapshot, article, selected: selected_number, hidden };
    let here = answer(&query, &library());
    let got: Vec<(String, u64)> =
        here.entities.iter().map(|row| (row.entity.id(index.gazetteer()), u64::from(row.mentions))).collect();
    let mut expected: Vec<(String, u64)> = recount
        .ids()
        .into_iter()
        .map(|id| (recount.mentions(&id, name), id))
        .map(|(n, id)| (id, n))
        .collect();
    expected.retain(|(_, mentions)| *mentions > 0);
    let kind = |id: &str| KINDS.iter().position(|kind| *kind == recount.field(id, "kind")).unwrap();
    expected.sort_by_key(|(id, mentions)| (kind(id), Reverse(*mentions)));
    assert_eq!(got, expected, "{name}");
    assert_eq!(here.neighbourhood.is_some(), selected.is_some());
    if let (Some(id), Some(shown)) = (selected, &here.neighbourhood) {
        assert_neighbourhood(index, shown, recount, id, &[name]);
    }
}

/// The ranking of a neighbour: G2, shared paragraphs, sentences and articles, position in the list.
type Ranked = (Option<f64>, u64, u64, u64, Reverse<usize>);

fn assert_neighbourhood(
    index: &Index,
    shown: &Neighbourhood,
    recount: &Recount,
    id: &str,
    articles: &[&str],
) {
    let own = |unit| recount.places(id, unit, articles);
    let pair = |unit| (recount.units(unit, articles) as u32, own(unit).len() as u32);
    assert_eq!(shown.articles, pair(Unit::Article), "{id} in {articles:?}");
    assert_eq!(shown.paragraphs, pair(Unit::Paragraph), "{id} in {articles:?}");
    assert_eq!(shown.sentences, pair(Unit::Sentence), "{id} in {articles:?}");
    let mentions: u64 = articles.iter().map(|article| recount.mentions(id, article)).sum();
    assert_eq!(u64::from(shown.mentions), mentions);

    let ids = recount.ids();
    let mut expected = Vec::new();
    for (position, other) in ids.iter().enumerate().filter(|(_, other)| *other != id) {
        let both = |unit| own(unit).intersection(&recount.places(other, unit, articles)).count() as u64;
        let [joint, paragraphs, sentences] = UNITS.map(|(unit, _)| both(unit));
        if joint > 0 {
            let count_b = recount.places(other, Unit::Article, articles).len() as u64;
            let may_show = articles.len() >= 30 && joint >= 3;
            let units = articles.len() as u64;
            let g2 = may_show.then(|| association(joint, own(Unit::Article).len() as u64, count_b, units).g2);
            expected.push((g2, paragraphs, sentences, joint, Reverse(position)));
        }
    }
    let got: Vec<Ranked> = shown
        .neighbours
        .iter()
        .map(|neighbour| {
            let other = neighbour.entity.id(index.gazetteer());
            let position = ids.iter().position(|id| *id == other).unwrap();
            let g2 = neighbour.measures.map(|measures: Measures| measures.g2);
            let [paragraphs, sentences, articles] =
                [neighbour.paragraphs, neighbour.sentences, neighbour.articles].map(u64::from);
            (g2, paragraphs, sentences, articles, Reverse(position))
        })
        .collect();
    assert!(got.is_sorted_by(|left, right| left >= right), "strongest first: {got:?}");
    let in_list_order = |mut rows: Vec<Ranked>| {
        rows.sort_by_key(|row| row.4);
        rows
    };
    let (got, expected) = (in_list_order(got), in_list_order(expected));
    assert_eq!(got.len(), expected.len(), "{id}: {got:?} {expected:?}");
    for (got, expected) in got.iter().zip(&expected) {
        assert_eq!((got.1, got.2, got.3, got.4), (expected.1, expected.2, expected.3, expected.4), "{id}");
        assert!(
            match (got.0, expected.0) {
                (Some(got), Some(expected)) => near(got, expected),
                (got, expected) => got == expected,
            },
            "{id}: {got:?} {expected:?}"
        );
    }
}

#[test]
fn reader_agrees_with_the_exported_rows() {
    for corpus in corpora() {
        assert_reader_shows(&index_of(&corpus), &corpus.recount());
    }
}

/// Words for random sentences: forms of entities, parts of such forms, and others.
const WORDS: &[&str] = &[
    "Anna Berg",
    "Anna",
    "Berg",
    "Boris Clay",
    "Clay",
    "Clay Berg",
    "Dunn",
    "Berg Dunn Group",
    "US",
    "9-point plan",
    "12-point plan",
    "the treaty",
    "Łódź",
    "Anna Berg's",
    "Clay-led",
    "talks",
    "went on",
    "—",
    "and",
    "in",
];

/// Aliases for random lists; two entities may get the same one.
const ALIASES: &[&str] =
    &["Anna", "Berg", "Clay", "Clay Berg", "Dunn", "US", "the treaty", "Lodz", "Berg Dunn Group"];

/// An article: a title, paragraphs of sentences of words, and whether boilerplate follows.
type RandomArticle = (usize, Vec<Vec<Vec<usize>>>, bool);

fn articles() -> impl Strategy<Value = Vec<RandomArticle>> {
    let sentence = prop::collection::vec(0..WORDS.len(), 1..6);
    let paragraph = prop::collection::vec(sentence, 1..4);
    let article = (0..WORDS.len(), prop::collection::vec(paragraph, 0..4), any::<bool>());
    prop::collection::vec(article, 1..7)
}

/// Entities: the aliases, the kind, whether the entity has priority, and whether its aliases are weak.
fn entities() -> impl Strategy<Value = Vec<(BTreeSet<usize>, usize, bool, bool)>> {
    let entity =
        (prop::collection::btree_set(0..ALIASES.len(), 0..4), 0..KINDS.len(), any::<bool>(), any::<bool>());
    prop::collection::vec(entity, 1..6)
}

fn list_of(entities: &[(BTreeSet<usize>, usize, bool, bool)]) -> String {
    let names = ["Anna Berg", "Boris Clay", "Clay Berg Dunn", "Łódź", "Treaty of Dunn"];
    let mut list = String::new();
    for ((aliases, kind, has_priority, weak), name) in entities.iter().zip(names) {
        let aliases: Vec<String> = aliases
            .iter()
            .filter(|alias| **alias != 7 || name != "Łódź")
            .map(|alias| format!("{{ text = \"{}\", weak = {weak} }}", ALIASES[*alias]))
            .collect();
        let (kind, priority) = (KINDS[*kind], u8::from(*has_priority));
        let _ = write!(
            list,
            "[[entity]]\nname = \"{name}\"\nkind = \"{kind}\"\naliases = [{}]\npriority = {priority}\n\n",
            aliases.join(", ")
        );
    }
    list + "[[entity]]\nname = \"{n}-point plan\"\nkind = \"plan\"\npatterns = ['(?<n>\\d+)-point plan']\n"
}

fn text_of((title, paragraphs, residue): &RandomArticle, number: usize) -> (String, Extent) {
    let mut text = format!("Report on {}\n\n", WORDS[*title]);
    let mut sentences = 1;
    for paragraph in paragraphs {
        for sentence in paragraph {
            let words: Vec<&str> = sentence.iter().map(|word| WORDS[*word]).collect();
            let _ = write!(text, "Then {} came. ", words.join(" "));
            sentences += 1;
        }
        text.push_str("\n\n");
    }
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count() as u64;
    if *residue {
        text.push_str("Leave a comment\n\nAnna Berg and Boris Clay; Dunn, Berg, US\n");
    }
    let name = format!("many/{number}.txt");
    (text, Extent { name, words, paragraphs: 1 + paragraphs.len() as u64, sentences })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_corpus_and_list_are_counted_correctly(random_articles in articles(), entities in entities()) {
        let dir = TestFolder::new();
        dir.write("many/entities.toml", list_of(&entities));
        let mut extents = Vec::new();
        for (number, article) in random_articles.iter().enumerate() {
            let (text, extent) = text_of(article, number);
            dir.write(&extent.name, text);
            extents.push(extent);
        }
        let list = dir.path().join("many/entities.toml");
        let corpus = Corpus { dir, path: "many".to_owned(), list };
        for (row, extent) in corpus.rows("articles --duplicates").iter().zip(&extents) {
            prop_assert_eq!(text(row, "article"), &extent.name);
            prop_assert_eq!(number(row, "words"), extent.words);
        }
        let recount = Recount::new(extents, corpus.rows("mentions --duplicates"));
        assert_reader_shows(&index_of(&corpus), &recount);
    }
}
