use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::article::{Article, ArticleKey, Format, Region, parse};
use crate::corpus::Segment;
use crate::gazetteer::{KindId, KindSet};
use crate::mention::Matcher;

/// Two places, a newspaper with one of them in its name, and two names that two entities share: a place and an
/// organisation share one, and two places share the other.
const LIST: &str = r#"
[[entity]]
name = "Kyiv"
kind = "place"
[[entity]]
name = "Geneva"
kind = "place"
[[entity]]
name = "Kyiv Post"
kind = "organisation"
[[entity]]
name = "State of Georgia"
aliases = ["Georgia"]
kind = "place"
[[entity]]
name = "Georgia Group"
aliases = ["Georgia"]
kind = "organisation"
[[entity]]
name = "Springfield North"
aliases = ["Springfield"]
kind = "place"
[[entity]]
name = "Springfield South"
aliases = ["Springfield"]
kind = "place"
"#;

fn index(texts: &[String]) -> Index {
    index_of(&(0..).zip(texts).map(|(number, text)| article(number, text)).collect::<Vec<_>>())
}

fn article(number: u32, text: &str) -> Article {
    let key = ArticleKey::from_path(Path::new(&format!("{number}.txt")));
    parse(key, Format::Plain, text.to_owned(), 0)
}

fn index_of(articles: &[Article]) -> Index {
    let gazetteer = Arc::new(crate::gazetteer::parse(LIST, "entities.toml").unwrap().gazetteer);
    let matcher = Matcher::new(Arc::clone(&gazetteer)).unwrap();
    let pairs = articles.iter().map(|article| (article, matcher.find(article)));
    Index::new(gazetteer).with_segment(Arc::new(Segment::new(pairs)))
}

fn id_of(index: &Index, name: &str) -> ReferentId {
    let has_name = |(id, _): &(ReferentId, _)| {
        index.entity(*id).is_some_and(|entity| entity.name(index.gazetteer()) == name)
    };
    index.referents().find(has_name).map(|(id, _)| id).unwrap()
}

fn all_stops(index: &Index, selected: Option<ReferentId>) -> Vec<Location> {
    let stops_of = |article| {
        mentions_in_article(index, article, selected)
            .into_iter()
            .map(move |offset| Location { article, offset })
    };
    index.ids().flat_map(stops_of).collect()
}

proptest! {
    /// A full cycle over a sorted and filtered list visits each of its mentions once, in list order, and no others.
    #[test]
    fn cycle_over_a_listing_visits_its_mentions_in_order(words in prop::collection::vec(prop::collection::vec(0_u8..3, 0..4), 1..5), listed in prop::collection::hash_set(0_u32..5, 1..5), reverse in any::<bool>()) {
        let texts: Vec<String> = words
            .iter()
            .map(|words| words.iter().map(|word| ["Kyiv ", "Geneva ", "talks "][usize::from(*word)]).collect())
            .collect();
        let index = index(&texts);
        let mut ids: Vec<ArticleId> = listed.into_iter().filter(|id| (*id as usize) < texts.len()).map(ArticleId).collect();
        ids.sort();
        if reverse {
            ids.reverse();
        }
        let listing = Listing::new(ids.clone(), texts.len());
        let stops: Vec<Location> = ids
            .iter()
            .flat_map(|article| mentions_in_article(&index, *article, None).into_iter().map(|offset| Location { article: *article, offset }))
            .collect();
        let Some(first) = stops.first() else { return Ok(()) };
        let mut at = *first;
        let mut visited = vec![at];
        for _ in 1..stops.len() {
            let step = next_location(&index, &listing, at.article, Some(at.offset), None, Direction::Forward).unwrap();
            prop_assert!(!step.wrapped);
            at = step.location;
            visited.push(at);
        }
        prop_assert_eq!(&visited, &stops);
        let around = next_location(&index, &listing, at.article, Some(at.offset), None, Direction::Forward).unwrap();
        prop_assert_eq!((around.location, around.wrapped), (*first, true));
    }

    /// A full cycle in either direction visits every mention once and reports exactly one wrap.
    #[test]
    fn cycle_visits_every_mention_once(words in prop::collection::vec(prop::collection::vec(0_u8..3, 0..5), 1..5), is_selected in any::<bool>()) {
        let texts: Vec<String> = words
            .iter()
            .map(|words| words.iter().map(|word| ["Kyiv ", "Geneva ", "talks "][usize::from(*word)]).collect())
            .collect();
        let index = index(&texts);
        let selected = index.referents().next().map(|(id, _)| id).filter(|_| is_selected);
        let stops = all_stops(&index, selected);
        for direction in [Direction::Forward, Direction::Backward] {
            let Some(start) = stops.first() else {
                prop_assert_eq!(next_location(&index, &Listing::all(index.len()), ArticleId(0), None, selected, direction), None);
                continue;
            };
            let mut at = *start;
            let mut visited = Vec::new();
            let mut wraps = 0;
            for _ in 0..stops.len() {
                let step = next_location(&index, &Listing::all(index.len()), at.article, Some(at.offset), selected, direction).unwrap();
                wraps += usize::from(step.wrapped);
                at = step.location;
                visited.push(at);
            }
            prop_assert_eq!(wraps, 1);
            visited.sort();
            prop_assert_eq!(&visited, &stops);
        }
    }
}

#[test]
fn next_article_names_the_selected_entity() {
    let texts = ["Kyiv.", "Geneva.", "talks", "Kyiv. Kyiv."].map(str::to_owned);
    let index = index(&texts);
    let kyiv = index.referents().next().map(|(id, _)| id);
    let forward =
        next_article(&index, &Listing::all(index.len()), ArticleId(0), kyiv, Direction::Forward).unwrap();
    assert_eq!((forward.location, forward.wrapped), (Location { article: ArticleId(3), offset: 0 }, false));
    let around =
        next_article(&index, &Listing::all(index.len()), ArticleId(3), kyiv, Direction::Forward).unwrap();
    assert_eq!((around.location.article, around.wrapped), (ArticleId(0), true));
    let back =
        next_article(&index, &Listing::all(index.len()), ArticleId(0), kyiv, Direction::Backward).unwrap();
    assert_eq!((back.location, back.wrapped), (Location { article: ArticleId(3), offset: 0 }, true));
}

#[test]
fn walk_over_shared_paragraphs_stops_once_in_each() {
    let texts = ["Kyiv.\n\nGeneva, Kyiv and Kyiv.\n\nKyiv, Geneva.", "Kyiv.\n\nGeneva.", "Geneva and Kyiv."];
    let index = index(&texts.map(str::to_owned));
    let pair = (id_of(&index, "Kyiv"), id_of(&index, "Geneva"));
    let location = |article: usize, words: &str| Location {
        article: ArticleId(article as u32),
        offset: texts[article].find(words).unwrap(),
    };
    let expected = [location(0, "Kyiv and"), location(0, "Kyiv, G"), location(2, "Kyiv.")];
    let index = &index;
    let shared_in = |pair| move |article| Rc::from(shared_paragraphs(index, article, pair));
    let listing = Listing::all(index.len());
    for direction in [Direction::Forward, Direction::Backward] {
        let (mut at, mut visited) = ((ArticleId(0), None), Vec::new());
        for _ in 0..expected.len() {
            let step = next_shared_paragraph(&listing, at.0, at.1, direction, shared_in(pair)).unwrap();
            visited.push(step.location);
            at = (step.location.article, Some(step.location.offset));
        }
        visited.sort();
        assert_eq!(visited, expected);
    }
    let with_itself = shared_in((pair.0, pair.0));
    let step = next_shared_paragraph(&listing, ArticleId(1), None, Direction::Forward, with_itself);
    assert_eq!(step.map(|step| step.location), Some(location(1, "Kyiv.")));
}

/// Paragraphs of mentions that count and that do not; the last one is boilerplate.
const PARAGRAPHS: [&str; 4] = [
    "Kyiv and Geneva.",
    "The Kyiv Post of Georgia.",
    "Springfield near Georgia Group.",
    "Kyiv for the Kyiv Post.",
];

fn index_of_paragraphs() -> Index {
    let mut article = article(0, &PARAGRAPHS.join("\n\n"));
    article.blocks.last_mut().unwrap().region = Region::Boilerplate;
    index_of(&[article])
}

/// Returns where the mentions that a filter selects start: the paragraph, and the byte offset in it.
fn places(index: &Index, mention_filter: MentionFilter) -> Vec<(usize, usize)> {
    let text = PARAGRAPHS.join("\n\n");
    let place = |offset: usize| {
        let before = &text[..offset];
        (before.matches("\n\n").count(), before.len() - before.rfind("\n\n").map_or(0, |at| at + 2))
    };
    mentions_in_article(index, ArticleId(0), mention_filter).into_iter().map(place).collect()
}

const KYIV: (usize, usize) = (0, 0);
const GENEVA: (usize, usize) = (0, "Kyiv and ".len());
const KYIV_POST: (usize, usize) = (1, "The ".len());
const GEORGIA: (usize, usize) = (1, "The Kyiv Post of ".len());
const SPRINGFIELD: (usize, usize) = (2, 0);
const GROUP: (usize, usize) = (2, "Springfield near ".len());

#[test]
fn walk_stops_at_mentions_that_count() {
    let index = index_of_paragraphs();
    assert_eq!(places(&index, MentionFilter::default()), [KYIV, GENEVA, KYIV_POST, GROUP]);
    let of = |name| places(&index, MentionFilter::from(Some(id_of(&index, name))));
    assert_eq!((of("Kyiv"), of("Georgia Group")), (vec![KYIV], vec![GROUP]));
}

#[test]
fn walk_over_uncounted_mentions_stops_at_nested_and_ambiguous_ones_but_not_in_boilerplate() {
    let index = index_of_paragraphs();
    let with_nested = MentionFilter { show_nested: true, ..MentionFilter::default() };
    // The newspaper and the place inside its name start at the same byte, which is one stop; so do the group and the
    // shared name inside its name.
    assert_eq!(places(&index, with_nested.clone()), [KYIV, GENEVA, KYIV_POST, GEORGIA, SPRINGFIELD, GROUP]);
    let of =
        |name| places(&index, MentionFilter { selected: Some(id_of(&index, name)), ..with_nested.clone() });
    assert_eq!(of("Kyiv"), [KYIV, KYIV_POST]);
    assert_eq!(of("Geneva"), [GENEVA]);
    assert_eq!(of("Georgia Group"), [GEORGIA, GROUP]);
}

#[test]
fn hidden_kinds_are_skipped_unless_an_entity_is_followed() {
    let index = index_of_paragraphs();
    let hiding = |kinds: &[KindId]| MentionFilter {
        show_nested: true,
        hidden: kinds.iter().copied().collect(),
        ..MentionFilter::default()
    };
    let places_hidden = hiding(&[KindId::PLACE]);
    // A name that entities of two kinds share is skipped only if both are hidden.
    assert_eq!(places(&index, places_hidden.clone()), [KYIV_POST, GEORGIA, GROUP]);
    let organisations_hidden = hiding(&[KindId::ORGANISATION]);
    assert_eq!(places(&index, organisations_hidden), [KYIV, GENEVA, KYIV_POST, GEORGIA, SPRINGFIELD, GROUP]);
    assert_eq!(places(&index, hiding(&[KindId::PLACE, KindId::ORGANISATION])), []);
    assert_eq!(places(&index, hiding(&[KindId::PERSON])).len(), 6);
    let followed = MentionFilter { selected: Some(id_of(&index, "Geneva")), ..places_hidden };
    assert_eq!(places(&index, followed), [GENEVA]);
}

#[test]
fn nothing_is_hidden_if_no_kind_is() {
    let index = index_of_paragraphs();
    let unknown = ReferentId(99);
    assert!(!is_hidden(&index, unknown, &KindSet::default()));
    assert!(!is_hidden(&index, id_of(&index, "Kyiv"), &KindSet::default()));
}

/// Returns a step forward and one backward from a place.
fn both_ways(
    index: &Index,
    listing: &Listing,
    from: u32,
    offset: Option<usize>,
) -> [Option<(u32, usize, bool)>; 2] {
    [Direction::Forward, Direction::Backward].map(|direction| {
        let step = next_location(index, listing, ArticleId(from), offset, None, direction)?;
        Some((step.location.article.0, step.location.offset, step.wrapped))
    })
}

#[test]
fn step_starts_before_the_first_byte_or_at_the_current_mention() {
    let texts = ["Geneva.", "Kyiv-Geneva-Kyiv", "Kyiv."].map(str::to_owned);
    let (index, listing) = (index(&texts), Listing::all(3));
    assert_eq!(both_ways(&index, &listing, 1, None), [Some((1, 0, false)), Some((0, 0, false))]);
    assert_eq!(both_ways(&index, &listing, 1, Some(0)), [Some((1, 5, false)), Some((0, 0, false))]);
    assert_eq!(both_ways(&index, &listing, 1, Some(4)), [Some((1, 5, false)), Some((1, 0, false))]);
    assert_eq!(both_ways(&index, &listing, 1, Some(5)), [Some((1, 12, false)), Some((1, 0, false))]);
    assert_eq!(both_ways(&index, &listing, 1, Some(12)), [Some((2, 0, false)), Some((1, 5, false))]);
}

#[test]
fn walk_wraps_at_both_ends_of_the_list_over_articles_without_mentions() {
    let texts = ["talks", "Kyiv. Geneva.", "talks and talks"].map(str::to_owned);
    let (index, listing) = (index(&texts), Listing::all(3));
    assert_eq!(both_ways(&index, &listing, 1, Some(6)), [Some((1, 0, true)), Some((1, 0, false))]);
    assert_eq!(both_ways(&index, &listing, 1, Some(0)), [Some((1, 6, false)), Some((1, 6, true))]);
    assert_eq!(both_ways(&index, &listing, 2, None), [Some((1, 0, true)), Some((1, 6, false))]);
    assert_eq!(both_ways(&index, &listing, 0, None), [Some((1, 0, false)), Some((1, 6, true))]);
    let silent = Listing::new(vec![ArticleId(0), ArticleId(2)], 3);
    assert_eq!(both_ways(&index, &silent, 0, None), [None, None]);
}

#[test]
fn walk_from_an_article_that_is_not_listed_begins_at_an_end_of_the_list() {
    let texts = ["Kyiv.", "Geneva.", "Kyiv and Geneva.", "talks"].map(str::to_owned);
    let (index, listing) = (index(&texts), Listing::new(vec![ArticleId(3), ArticleId(2), ArticleId(0)], 4));
    assert_eq!(both_ways(&index, &listing, 1, Some(0)), [Some((2, 0, false)), Some((0, 0, false))]);
    let order = |from, direction| {
        let articles = articles_from(&listing, ArticleId(from), direction);
        articles.map(|(article, wrapped)| (article.0, wrapped)).collect::<Vec<_>>()
    };
    assert_eq!(order(1, Direction::Forward), [(3, false), (2, false), (0, false)]);
    assert_eq!(order(1, Direction::Backward), [(0, false), (2, false), (3, false)]);
    assert_eq!(order(2, Direction::Forward), [(0, false), (3, true), (2, true)]);
    assert_eq!(order(2, Direction::Backward), [(3, false), (0, true), (2, true)]);
}

#[test]
fn next_article_is_never_the_current_one() {
    let texts = ["talks", "Kyiv. Geneva."].map(str::to_owned);
    let (index, listing) = (index(&texts), Listing::all(2));
    for direction in [Direction::Forward, Direction::Backward] {
        assert_eq!(next_article(&index, &listing, ArticleId(1), None, direction), None);
        // In either direction, an article is entered at its first mention.
        let step = next_article(&index, &listing, ArticleId(0), None, direction).unwrap();
        assert_eq!(step.location, Location { article: ArticleId(1), offset: 0 });
    }
}

#[test]
fn paragraph_is_shared_by_mentions_that_count() {
    // The second paragraph has Kyiv only inside the newspaper's name, and the last has no Geneva.
    let texts =
        ["Kyiv, Geneva.\n\nThe Kyiv Post in Geneva.\n\nGeneva, Kyiv and Kyiv.\n\nKyiv."].map(str::to_owned);
    let index = index(&texts);
    let pair = (id_of(&index, "Kyiv"), id_of(&index, "Geneva"));
    let expected = [0, texts[0].find("Kyiv and").unwrap()];
    assert_eq!(shared_paragraphs(&index, ArticleId(0), pair), expected);
}

#[test]
fn walk_over_shared_paragraphs_enters_an_article_at_its_near_end() {
    let shared_in =
        |article: ArticleId| Rc::from([vec![], vec![3, 7], vec![5]][article.0 as usize].as_slice());
    let steps = |from, offset| {
        [Direction::Forward, Direction::Backward].map(|direction| {
            let step =
                next_shared_paragraph(&Listing::all(3), ArticleId(from), offset, direction, shared_in)?;
            Some((step.location.article.0, step.location.offset, step.wrapped))
        })
    };
    assert_eq!(steps(0, None), [Some((1, 3, false)), Some((2, 5, true))]);
    assert_eq!(steps(1, None), [Some((1, 3, false)), Some((2, 5, true))]);
    assert_eq!(steps(1, Some(3)), [Some((1, 7, false)), Some((2, 5, true))]);
    assert_eq!(steps(1, Some(7)), [Some((2, 5, false)), Some((1, 3, false))]);
    assert_eq!(steps(2, Some(5)), [Some((1, 3, true)), Some((1, 7, false))]);
}
