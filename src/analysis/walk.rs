//! From mention to mention, in the order of articles and of their text.

use std::ops::Range;
use std::rc::Rc;

use crate::analysis::listing::Listing;
use crate::corpus::{ArticleId, Index, ReferentId};
use crate::gazetteer::KindSet;
use crate::mention::{EntityRef, Mention, Referent};

/// A mention's place in the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stop {
    /// The article.
    pub article: ArticleId,
    /// The mention's first byte.
    pub offset: usize,
}

/// Which way to walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the end.
    Forward,
    /// Towards the beginning.
    Backward,
}

/// Where a walk ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The mention reached.
    pub stop: Stop,
    /// Whether the walk passed the end (or the beginning) of the corpus to get there.
    pub wrapped: bool,
}

/// What a walk follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// The entity; any, if none.
    pub selected: Option<ReferentId>,
    /// Whether the walk stops at mentions of the body that do not count, too: those nested in others, and doubtful ones
    /// that may name the entity.
    pub uncounted: bool,
    /// Kinds that are passed over where no entity is followed.
    pub hidden: KindSet,
}

impl From<Option<ReferentId>> for Followed {
    /// The mentions that count.
    fn from(selected: Option<ReferentId>) -> Self {
        Self { selected, ..Self::default() }
    }
}

impl Followed {
    /// Whether the walk stops at a mention.
    pub fn stops_at(self, index: &Index, number: ReferentId, mention: &Mention) -> bool {
        let is_it = |selected| selected == number || (self.uncounted && may_name(index, number, selected));
        let is_wanted = match self.selected {
            Some(selected) => is_it(selected),
            None => !is_hidden(index, number, self.hidden),
        };
        (mention.counts() || (self.uncounted && !mention.boilerplate)) && is_wanted
    }
}

/// Whether all that a number may name is of hidden kinds.
pub fn is_hidden(index: &Index, number: ReferentId, hidden: KindSet) -> bool {
    let kind = |entity: &EntityRef| index.gazetteer().entry(entity.entry).map(|entry| entry.kind);
    let named = index.referent(number).map(Referent::candidates).unwrap_or_default();
    !hidden.is_empty() && named.iter().filter_map(kind).all(|kind| hidden.contains(kind))
}

/// Whether the selected entity is among several that tie.
fn may_name(index: &Index, number: ReferentId, selected: ReferentId) -> bool {
    let tied = index.referent(number).map(Referent::candidates).unwrap_or_default();
    index.entity(selected).is_some_and(|entity| tied.contains(entity))
}

/// First bytes of the mentions of an article at which a walk stops, in order.
pub fn stops_in(index: &Index, article: ArticleId, followed: impl Into<Followed>) -> Vec<usize> {
    let followed = followed.into();
    let stops =
        index.mentions(article).filter(|(number, mention)| followed.stops_at(index, *number, mention));
    let mut stops: Vec<usize> = stops.map(|(_, mention)| mention.start as usize).collect();
    stops.dedup();
    stops
}

/// The next stop behind (before) a place, on into the articles that follow in the list, and past the end back to the
/// beginning. `offset` is where the walk stands: `None` stands before the first byte of the article. None where
/// nothing is named at all.
pub fn next_stop(
    index: &Index,
    listing: &Listing,
    from: ArticleId,
    offset: Option<usize>,
    followed: impl Into<Followed>,
    direction: Direction,
) -> Option<Step> {
    let followed = followed.into();
    // Only as far as the next one: an article may have very many.
    let stops = |bytes: Range<usize>| {
        let inside = index.mentions_between(from, bytes);
        inside.filter(|(number, mention)| followed.stops_at(index, *number, mention))
    };
    let within = match direction {
        Direction::Forward => stops(offset.map_or(0, |offset| offset.saturating_add(1))..usize::MAX).next(),
        Direction::Backward => stops(0..offset.unwrap_or(0)).next_back(),
    };
    if let Some((_, mention)) = within {
        let stop = Stop { article: from, offset: mention.start as usize };
        return Some(Step { stop, wrapped: false });
    }
    (1..=listing.len()).find_map(|distance| {
        let (article, wrapped) = neighbour(from, distance, listing, direction)?;
        let offset = edge_stop(index, article, followed, direction)?;
        Some(Step { stop: Stop { article, offset }, wrapped })
    })
}

/// The first stop of the next (previous) article that has one; the walk leaves the article it stands in. None where no
/// other article has one.
pub fn next_article(
    index: &Index,
    listing: &Listing,
    from: ArticleId,
    followed: impl Into<Followed>,
    direction: Direction,
) -> Option<Step> {
    let followed = followed.into();
    let mut others = onward(listing, from, direction).filter(|(article, _)| *article != from);
    others.find_map(|(article, wrapped)| {
        let offset = edge_stop(index, article, followed, Direction::Forward)?;
        Some(Step { stop: Stop { article, offset }, wrapped })
    })
}

/// The articles of a list in the order in which a walk from one of them meets them, that one last; and whether the way there
/// passes the end of the list.
pub fn onward(
    listing: &Listing,
    from: ArticleId,
    direction: Direction,
) -> impl Iterator<Item = (ArticleId, bool)> + '_ {
    (1..=listing.len()).filter_map(move |distance| neighbour(from, distance, listing, direction))
}

/// Where two entities share a paragraph of an article: first bytes of the first entity's first mention in each, in order.
pub fn shared_stops(index: &Index, article: ArticleId, (one, other): (ReferentId, ReferentId)) -> Vec<usize> {
    let mut stops = Vec::new();
    // Mentions lie in the order of the text, so those of a paragraph lie together.
    let (mut block, mut first, mut has_other) = (None, None, false);
    let counted = index.mentions(article).filter(|(_, mention)| mention.counts());
    for (number, mention) in counted {
        if block != Some(mention.block) {
            stops.extend(first.filter(|_| has_other));
            (block, first, has_other) = (Some(mention.block), None, false);
        }
        if number == one {
            first.get_or_insert(mention.start as usize);
        }
        has_other |= number == other;
    }
    stops.extend(first.filter(|_| has_other));
    stops
}

/// The next paragraph behind (before) a place that two entities share, as [`next_stop`] finds the next mention. `shared_in` gives
/// the [`shared_stops`] of an article.
pub fn next_shared(
    listing: &Listing,
    from: ArticleId,
    offset: Option<usize>,
    direction: Direction,
    mut shared_in: impl FnMut(ArticleId) -> Rc<[usize]>,
) -> Option<Step> {
    let here = shared_in(from);
    let within = match direction {
        Direction::Forward => here.iter().find(|stop| offset.is_none_or(|offset| **stop > offset)),
        Direction::Backward => here.iter().rev().find(|stop| offset.is_some_and(|offset| **stop < offset)),
    };
    if let Some(stop) = within {
        return Some(Step { stop: Stop { article: from, offset: *stop }, wrapped: false });
    }
    (1..=listing.len()).find_map(|distance| {
        let (article, wrapped) = neighbour(from, distance, listing, direction)?;
        let stops = shared_in(article);
        let offset = match direction {
            Direction::Forward => stops.first().copied(),
            Direction::Backward => stops.last().copied(),
        };
        Some(Step { stop: Stop { article, offset: offset? }, wrapped })
    })
}

fn edge_stop(index: &Index, article: ArticleId, followed: Followed, direction: Direction) -> Option<usize> {
    let mut stops =
        index.mentions(article).filter(|(number, mention)| followed.stops_at(index, *number, mention));
    let edge = match direction {
        Direction::Forward => stops.next(),
        Direction::Backward => stops.next_back(),
    };
    edge.map(|(_, mention)| mention.start as usize)
}

/// The article some steps on in the list, and whether the way there passed the end. From an article that is not listed
/// the way goes on at the first (backward: the last) of the list.
fn neighbour(
    from: ArticleId,
    distance: usize,
    listing: &Listing,
    direction: Direction,
) -> Option<(ArticleId, bool)> {
    let count = listing.len();
    let Some(from) = listing.place(from) else {
        let place = match direction {
            Direction::Forward => distance - 1,
            Direction::Backward => count.checked_sub(distance)?,
        };
        return Some((listing.at(place)?, false));
    };
    let unwrapped = match direction {
        Direction::Forward => from + distance,
        Direction::Backward => from + count.checked_sub(distance)?,
    };
    let place = unwrapped.checked_rem(count)?;
    let wrapped = match direction {
        Direction::Forward => place <= from,
        Direction::Backward => place >= from,
    };
    Some((listing.at(place)?, wrapped))
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::article::{ArticleKey, Format, parse};
    use crate::corpus::Segment;
    use crate::mention::Matcher;

    fn index(texts: &[String]) -> Index {
        let list = "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n[[entity]]\nname = \"Geneva\"\nkind = \"place\"\n";
        let gazetteer = Arc::new(crate::gazetteer::parse(list, "entities.toml").unwrap().gazetteer);
        let matcher = Matcher::new(Arc::clone(&gazetteer)).unwrap();
        let articles: Vec<_> = (0..)
            .zip(texts)
            .map(|(number, text)| {
                let key = ArticleKey::of_path(Path::new(&format!("{number}.txt")));
                parse(key, Format::Plain, text.clone(), 0)
            })
            .collect();
        let pairs = articles.iter().map(|article| (article, matcher.find(article)));
        Index::new(gazetteer).with_segment(Arc::new(Segment::new(pairs)))
    }

    fn all_stops(index: &Index, selected: Option<ReferentId>) -> Vec<Stop> {
        let stops = |article| {
            stops_in(index, article, selected).into_iter().map(move |offset| Stop { article, offset })
        };
        index.ids().flat_map(stops).collect()
    }

    proptest! {
        /// Of a list that is sorted and narrowed a cycle visits each mention once, in the order of the list, and no other.
        #[test]
        fn a_cycle_over_a_list_visits_its_mentions_in_its_order(words in prop::collection::vec(prop::collection::vec(0_u8..3, 0..4), 1..5), listed in prop::collection::hash_set(0_u32..5, 1..5), turn in any::<bool>()) {
            let texts: Vec<String> = words
                .iter()
                .map(|words| words.iter().map(|word| ["Kyiv ", "Geneva ", "talks "][usize::from(*word)]).collect())
                .collect();
            let index = index(&texts);
            let mut ids: Vec<ArticleId> = listed.into_iter().filter(|id| (*id as usize) < texts.len()).map(ArticleId).collect();
            ids.sort();
            if turn {
                ids.reverse();
            }
            let listing = Listing::of(ids.clone(), texts.len());
            let stops: Vec<Stop> = ids
                .iter()
                .flat_map(|article| stops_in(&index, *article, None).into_iter().map(|offset| Stop { article: *article, offset }))
                .collect();
            let Some(first) = stops.first() else { return Ok(()) };
            let mut at = *first;
            let mut visited = vec![at];
            for _ in 1..stops.len() {
                let step = next_stop(&index, &listing, at.article, Some(at.offset), None, Direction::Forward).unwrap();
                prop_assert!(!step.wrapped);
                at = step.stop;
                visited.push(at);
            }
            prop_assert_eq!(&visited, &stops);
            let around = next_stop(&index, &listing, at.article, Some(at.offset), None, Direction::Forward).unwrap();
            prop_assert_eq!((around.stop, around.wrapped), (*first, true));
        }

        /// A full cycle visits every mention once, in order, and says once that it wrapped; backwards it is the reverse.
        #[test]
        fn a_cycle_visits_every_mention_once(words in prop::collection::vec(prop::collection::vec(0_u8..3, 0..5), 1..5), one in any::<bool>()) {
            let texts: Vec<String> = words
                .iter()
                .map(|words| words.iter().map(|word| ["Kyiv ", "Geneva ", "talks "][usize::from(*word)]).collect())
                .collect();
            let index = index(&texts);
            let selected = index.referents().next().map(|(id, _)| id).filter(|_| one);
            let stops = all_stops(&index, selected);
            for direction in [Direction::Forward, Direction::Backward] {
                let Some(start) = stops.first() else {
                    prop_assert_eq!(next_stop(&index, &Listing::all(index.len()), ArticleId(0), None, selected, direction), None);
                    continue;
                };
                let mut at = *start;
                let mut visited = Vec::new();
                let mut wraps = 0;
                for _ in 0..stops.len() {
                    let step = next_stop(&index, &Listing::all(index.len()), at.article, Some(at.offset), selected, direction).unwrap();
                    wraps += usize::from(step.wrapped);
                    at = step.stop;
                    visited.push(at);
                }
                prop_assert_eq!(wraps, 1);
                visited.sort();
                prop_assert_eq!(&visited, &stops);
            }
        }
    }

    #[test]
    fn the_next_article_is_one_that_names_it() {
        let texts = ["Kyiv.", "Geneva.", "talks", "Kyiv. Kyiv."].map(str::to_owned);
        let index = index(&texts);
        let kyiv = index.referents().next().map(|(id, _)| id);
        let forward =
            next_article(&index, &Listing::all(index.len()), ArticleId(0), kyiv, Direction::Forward).unwrap();
        assert_eq!((forward.stop, forward.wrapped), (Stop { article: ArticleId(3), offset: 0 }, false));
        let on =
            next_article(&index, &Listing::all(index.len()), ArticleId(3), kyiv, Direction::Forward).unwrap();
        assert_eq!((on.stop.article, on.wrapped), (ArticleId(0), true));
        let back = next_article(&index, &Listing::all(index.len()), ArticleId(0), kyiv, Direction::Backward)
            .unwrap();
        assert_eq!((back.stop, back.wrapped), (Stop { article: ArticleId(3), offset: 0 }, true));
    }

    #[test]
    fn a_walk_over_shared_paragraphs_stops_once_in_each_and_nowhere_else() {
        let texts =
            ["Kyiv.\n\nGeneva, Kyiv and Kyiv.\n\nKyiv, Geneva.", "Kyiv.\n\nGeneva.", "Geneva and Kyiv."];
        let index = index(&texts.map(str::to_owned));
        let number = |name: &str| {
            let named = |(id, _): &(ReferentId, _)| {
                index.entity(*id).is_some_and(|one| one.name(index.gazetteer()) == name)
            };
            index.referents().find(named).map(|(id, _)| id).unwrap()
        };
        let pair = (number("Kyiv"), number("Geneva"));
        let place = |article: usize, words: &str| Stop {
            article: ArticleId(article as u32),
            offset: texts[article].find(words).unwrap(),
        };
        let expected = [place(0, "Kyiv and"), place(0, "Kyiv, G"), place(2, "Kyiv.")];
        let index = &index;
        let shared_in = |pair| move |article| Rc::from(shared_stops(index, article, pair));
        let listing = Listing::all(index.len());
        for direction in [Direction::Forward, Direction::Backward] {
            let (mut at, mut visited) = ((ArticleId(0), None), Vec::new());
            for _ in 0..expected.len() {
                let step = next_shared(&listing, at.0, at.1, direction, shared_in(pair)).unwrap();
                visited.push(step.stop);
                at = (step.stop.article, Some(step.stop.offset));
            }
            visited.sort();
            assert_eq!(visited, expected);
        }
        let alone = shared_in((pair.0, pair.0));
        let step = next_shared(&listing, ArticleId(1), None, Direction::Forward, alone);
        assert_eq!(step.map(|step| step.stop), Some(place(1, "Kyiv.")));
    }
}
