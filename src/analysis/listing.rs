//! Sorts and filters the list of articles. Mentions are walked in the order of this list.

use std::collections::HashSet;
use std::sync::Arc;

use crate::analysis::mention_filter::MentionFilter;
use crate::article::{ArticleKey, date};
use crate::corpus::{ArticleId, ArticleRow, Index, ReferentId};

/// Sort order of the articles. Ties are sorted by path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By path, in natural order.
    #[default]
    Path,
    /// Oldest first. Those without a clear date come last.
    Date,
    /// By source, else website, else author, without regard to case; then by date. Those with none of them come last.
    Source,
    /// By number of mentions that pass the filter, highest first.
    Mentions,
}

/// The sort orders, with the names used in settings and on screen, in the order in which a key cycles through them.
pub const SORTS: &[(Sort, &str)] =
    &[(Sort::Path, "path"), (Sort::Date, "date"), (Sort::Source, "source"), (Sort::Mentions, "mentions")];

impl Sort {
    /// Returns the name used in settings and on screen.
    pub fn name(self) -> &'static str {
        SORTS.iter().find(|(sort, _)| *sort == self).map_or("", |(_, name)| name)
    }

    /// Looks up a sort order by name.
    pub fn from_name(name: &str) -> Option<Self> {
        SORTS.iter().find(|(_, other)| *other == name).map(|(sort, _)| *sort)
    }

    /// Returns the next sort order, cycling.
    #[must_use]
    pub fn next(self) -> Self {
        let index = SORTS.iter().position(|(sort, _)| *sort == self).unwrap_or(0);
        SORTS.iter().cycle().nth(index + 1).map(|(sort, _)| *sort).unwrap_or_default()
    }
}

/// Limits the list to some of the articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListingFilter {
    /// Articles with a mention of this entity that counts.
    Mentioning(ReferentId),
    /// Articles that were read whole and have no mention of this entity that counts. None stands for an entity that no
    /// article mentions.
    NotMentioning(Option<ReferentId>),
    /// Articles with these keys.
    Keys(Arc<HashSet<ArticleKey>>),
}

/// Some or all articles of an index, in display order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The articles listed. None stands for all, in index order.
    subset: Option<Subset>,
    /// Number of articles listed.
    len: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Subset {
    ids: Arc<[ArticleId]>,
    /// Position of each article of the index in `ids`, or `ABSENT`.
    positions: Arc<[u32]>,
}

const ABSENT: u32 = u32::MAX;

impl Listing {
    /// Lists all `count` articles of an index, in index order.
    pub fn all(count: usize) -> Self {
        Self { subset: None, len: count }
    }

    /// Lists these articles, in this order. The index has `count` articles in all.
    pub fn new(ids: Vec<ArticleId>, count: usize) -> Self {
        let mut positions = vec![ABSENT; count];
        for (position, id) in (0..).zip(&ids) {
            if let Some(slot) = positions.get_mut(id.0 as usize) {
                *slot = position;
            }
        }
        Self { len: ids.len(), subset: Some(Subset { ids: ids.into(), positions: positions.into() }) }
    }

    /// Returns the number of articles listed.
    pub fn len(&self) -> usize {
        self.len
    }

    /// True if no article is listed.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the article at a position, from 0.
    pub fn at(&self, position: usize) -> Option<ArticleId> {
        match &self.subset {
            Some(subset) => subset.ids.get(position).copied(),
            None => (position < self.len).then_some(ArticleId(position as u32)),
        }
    }

    /// Returns the position of an article, from 0. None if it is not listed.
    pub fn position(&self, id: ArticleId) -> Option<usize> {
        let position = match &self.subset {
            Some(subset) => *subset.positions.get(id.0 as usize)?,
            None => id.0,
        };
        (position != ABSENT && (position as usize) < self.len).then_some(position as usize)
    }
}

/// Lists the articles of an index that pass `filter` (all if it is None), sorted. [`Sort::Mentions`] counts the
/// mentions that `mention_filter` selects.
pub fn listing(
    index: &Index,
    sort: Sort,
    filter: Option<&ListingFilter>,
    mention_filter: &MentionFilter,
) -> Listing {
    let mut ids: Vec<ArticleId> = index.ids().filter(|id| is_wanted(index, *id, filter)).collect();
    let row = |id: &ArticleId| index.row(*id);
    match sort {
        Sort::Path => {}
        Sort::Date => ids.sort_by_cached_key(|id| unknown_last(row(id).and_then(date))),
        Sort::Source => ids.sort_by_cached_key(|id| {
            let row = row(id);
            (unknown_last(row.and_then(source)), unknown_last(row.and_then(date)))
        }),
        Sort::Mentions => ids.sort_by_cached_key(|id| {
            let mentions =
                index.mentions(*id).filter(|(id, mention)| mention_filter.matches(index, *id, mention));
            std::cmp::Reverse(mentions.count())
        }),
    }
    Listing::new(ids, index.len())
}

/// True if an article passes a filter.
pub fn is_wanted(index: &Index, id: ArticleId, filter: Option<&ListingFilter>) -> bool {
    let is_mentioned =
        |entity: ReferentId| index.mentions(id).any(|(named, mention)| named == entity && mention.counts());
    match filter {
        None => true,
        Some(ListingFilter::Mentioning(entity)) => is_mentioned(*entity),
        Some(ListingFilter::NotMentioning(entity)) => {
            let is_whole = index.row(id).is_some_and(|row| row.partial.is_none());
            is_whole && !entity.is_some_and(is_mentioned)
        }
        Some(ListingFilter::Keys(keys)) => index.row(id).is_some_and(|row| keys.contains(&row.key)),
    }
}

/// Returns the publication date in ISO 8601, so that it sorts: in UTC if it has a time and an offset, else without
/// conversion. None if there is no date or the text is not clearly one.
fn date(row: &ArticleRow) -> Option<String> {
    let iso = date::to_iso(row.meta.date.as_deref()?)?;
    Some(date::to_utc(&iso).unwrap_or(iso))
}

fn source(row: &ArticleRow) -> Option<String> {
    row.meta.source_name().map(|source| source.to_lowercase())
}

/// Returns a sort key that puts unknown values last.
fn unknown_last(key: Option<String>) -> (bool, Option<String>) {
    (key.is_none(), key)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::article::{Article, Format, Meta, parse};
    use crate::corpus::Segment;
    use crate::mention::Matcher;

    fn key(number: usize) -> ArticleKey {
        ArticleKey::from_path(Path::new(&format!("{number}.txt")))
    }

    /// Returns an index over `0.txt`, `1.txt` and so on, each with this metadata and text.
    fn index_of(articles: Vec<(Meta, &str)>) -> Index {
        let names = [("Kyiv", "place"), ("Geneva", "place"), ("Kyiv Post", "organisation")];
        let list = names.map(|(name, kind)| format!("[[entity]]\nname = \"{name}\"\nkind = \"{kind}\"\n"));
        let gazetteer = Arc::new(crate::gazetteer::parse(&list.concat(), "entities.toml").unwrap().gazetteer);
        let matcher = Matcher::new(Arc::clone(&gazetteer)).unwrap();
        let articles = articles.into_iter().enumerate().map(|(number, (meta, text))| Article {
            meta,
            ..parse(key(number), Format::Plain, text.to_owned(), 0)
        });
        let articles: Vec<_> = articles.collect();
        let pairs = articles.iter().map(|article| (article, matcher.find(article)));
        let index = Index::new(gazetteer).keeping_duplicates(true);
        index.with_segment(Arc::new(Segment::new(pairs)))
    }

    fn id_of(index: &Index, name: &str) -> ReferentId {
        let has_name = |(id, _): &(ReferentId, _)| {
            index.entity(*id).is_some_and(|entity| entity.name(index.gazetteer()) == name)
        };
        index.referents().find(has_name).map(|(id, _)| id).unwrap()
    }

    fn ids(listing: &Listing) -> Vec<u32> {
        (0..listing.len()).filter_map(|position| listing.at(position)).map(|id| id.0).collect()
    }

    fn sorted(index: &Index, sort: Sort) -> Vec<u32> {
        ids(&listing(index, sort, None, &MentionFilter::default()))
    }

    #[test]
    fn dates_are_sorted_by_time_with_ties_by_path_and_unknown_ones_last() {
        let dates = [
            None,
            Some("2024-03-06T01:00:00Z"),
            Some("some day"),
            // An hour and a half later, although dated the day before.
            Some("2024-03-05T21:30:00-05:00"),
            Some("2024-03-05"),
            Some("5 March 2024"),
        ];
        let article =
            |date: Option<&str>| (Meta { date: date.map(str::to_owned), ..Meta::default() }, "talks");
        let index = index_of(dates.map(article).into());
        assert_eq!(sorted(&index, Sort::Date), [4, 5, 1, 3, 0, 2]);
        assert_eq!(sorted(&index, Sort::Path), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn sources_are_sorted_without_regard_to_case_and_then_by_date() {
        let article = |source: &str, author: &str, date: &str| {
            let field = |value: &str| Some(value.to_owned()).filter(|value| !value.is_empty());
            let (source, author, date) = (field(source), field(author), field(date));
            (Meta { source, author, date, ..Meta::default() }, "talks")
        };
        let index = index_of(vec![
            article("", "", "2024-01-01"),
            article("Beta", "", ""),
            article("ALPHA", "Zoe", ""),
            article("alpha", "", "2024-02-02"),
            article("Alpha", "", "2024-01-01"),
            // Without a source, the author is used.
            article("", "amy", ""),
        ]);
        assert_eq!(sorted(&index, Sort::Source), [4, 3, 2, 5, 1, 0]);
    }

    #[test]
    fn articles_with_most_mentions_that_pass_the_filter_come_first() {
        let texts = ["Kyiv.", "Geneva and Geneva.", "The Kyiv Post.", "Kyiv, Kyiv, Kyiv."];
        let index = index_of(texts.map(|text| (Meta::default(), text)).into());
        assert_eq!(sorted(&index, Sort::Mentions), [3, 1, 0, 2]);
        let followed = MentionFilter::from(Some(id_of(&index, "Kyiv")));
        assert_eq!(ids(&listing(&index, Sort::Mentions, None, &followed)), [3, 0, 1, 2]);
    }

    #[test]
    fn list_filtered_by_an_entity_has_the_articles_with_a_mention_of_it_that_counts() {
        let texts = ["Kyiv.", "Geneva.", "The Kyiv Post.", "Geneva, then Kyiv.", "talks"];
        let index = index_of(texts.map(|text| (Meta::default(), text)).into());
        let filter = ListingFilter::Mentioning(id_of(&index, "Kyiv"));
        let list = |sort| ids(&listing(&index, sort, Some(&filter), &MentionFilter::default()));
        assert_eq!((list(Sort::Path), list(Sort::Mentions)), (vec![0, 3], vec![3, 0]));
    }

    #[test]
    fn list_filtered_by_keys_has_the_indexed_articles_with_these_keys() {
        let index = index_of(vec![(Meta::default(), "talks"); 3]);
        let keys = |numbers: &[usize]| {
            let filter = ListingFilter::Keys(Arc::new(numbers.iter().map(|number| key(*number)).collect()));
            ids(&listing(&index, Sort::Path, Some(&filter), &MentionFilter::default()))
        };
        assert_eq!((keys(&[2, 0, 9]), keys(&[])), (vec![0, 2], vec![]));
    }

    #[test]
    fn position_is_the_inverse_of_at() {
        let listing = Listing::new(vec![ArticleId(3), ArticleId(0)], 5);
        assert_eq!(
            (0..5).map(|id| listing.position(ArticleId(id))).collect::<Vec<_>>(),
            [Some(1), None, None, Some(0), None]
        );
        assert_eq!(
            (listing.at(0), listing.at(1), listing.at(2)),
            (Some(ArticleId(3)), Some(ArticleId(0)), None)
        );
        let all = Listing::all(2);
        assert_eq!(
            (all.at(1), all.position(ArticleId(1)), all.position(ArticleId(2))),
            (Some(ArticleId(1)), Some(1), None)
        );
    }

    #[test]
    fn list_of_all_ends_where_the_index_does() {
        let all = Listing::all(2);
        assert_eq!((all.at(2), all.len(), all.is_empty()), (None, 2, false));
        assert!(Listing::all(0).is_empty() && Listing::new(Vec::new(), 3).is_empty());
    }

    #[test]
    fn every_sort_has_a_name_and_a_successor() {
        for (sort, name) in SORTS {
            assert_eq!((Sort::from_name(name), sort.name()), (Some(*sort), *name));
        }
        let cycle = [Sort::Path, Sort::Date, Sort::Source, Sort::Mentions, Sort::Path];
        assert!(cycle.windows(2).all(|pair| pair[0].next() == pair[1]));
    }
}
