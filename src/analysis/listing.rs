//! Sorting and filtering the list of articles, which is also the order in which mentions are walked.

use std::collections::HashSet;
use std::sync::Arc;

use crate::analysis::walk::MentionFilter;
use crate::article::{ArticleKey, date};
use crate::corpus::{ArticleId, ArticleRow, Index, ReferentId};

/// Sort order of the articles. Ties are sorted by path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By path, in natural order.
    #[default]
    Path,
    /// Oldest first, those without a date last.
    Date,
    /// By source, then date, those without a source last.
    Source,
    /// Most mentions that pass the filter first.
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
    pub fn of_name(name: &str) -> Option<Self> {
        SORTS.iter().find(|(_, known)| *known == name).map(|(sort, _)| *sort)
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
    Naming(ReferentId),
    /// Articles with these keys.
    Keys(Arc<HashSet<ArticleKey>>),
}

/// Some or all articles of an index, in display order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// None if all articles are listed in index order.
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

    /// Lists these articles of an index of `count`.
    pub fn of(ids: Vec<ArticleId>, count: usize) -> Self {
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
    pub fn place(&self, id: ArticleId) -> Option<usize> {
        let position = match &self.subset {
            Some(subset) => *subset.positions.get(id.0 as usize)?,
            None => id.0,
        };
        (position != ABSENT && (position as usize) < self.len).then_some(position as usize)
    }
}

/// Lists the articles of an index. [`Sort::Mentions`] counts the mentions that `mention_filter` selects.
pub fn listing(
    index: &Index,
    sort: Sort,
    narrowed: Option<&ListingFilter>,
    mention_filter: MentionFilter,
) -> Listing {
    let mut ids: Vec<ArticleId> = index.ids().filter(|id| is_wanted(index, *id, narrowed)).collect();
    let row = |id: &ArticleId| index.row(*id);
    match sort {
        Sort::Path => {}
        Sort::Date => ids.sort_by_cached_key(|id| unknown_last(row(id).and_then(date))),
        Sort::Source => ids.sort_by_cached_key(|id| {
            let row = row(id);
            (unknown_last(row.and_then(source)), unknown_last(row.and_then(date)))
        }),
        Sort::Mentions => ids.sort_by_cached_key(|id| {
            let mentions = index
                .mentions(*id)
                .filter(|(id, mention)| mention_filter.matches_filter(index, *id, mention));
            std::cmp::Reverse(mentions.count())
        }),
    }
    Listing::of(ids, index.len())
}

fn is_wanted(index: &Index, id: ArticleId, narrowed: Option<&ListingFilter>) -> bool {
    match narrowed {
        None => true,
        Some(ListingFilter::Naming(entity)) => {
            index.mentions(id).any(|(named, mention)| named == *entity && mention.counts())
        }
        Some(ListingFilter::Keys(keys)) => index.row(id).is_some_and(|row| keys.contains(&row.key)),
    }
}

/// Returns the publication date as a string that sorts: in UTC if the offset is known, else the date and time as
/// written. None if the text is not certainly a date.
fn date(row: &ArticleRow) -> Option<String> {
    let iso = date::to_iso(row.meta.date.as_deref()?)?;
    Some(date::to_utc(&iso).unwrap_or(iso))
}

fn source(row: &ArticleRow) -> Option<String> {
    row.meta.source.as_ref().or(row.meta.author.as_ref()).map(|source| source.to_lowercase())
}

/// Returns a sort key that puts unknown values last.
fn unknown_last(key: Option<String>) -> (bool, Option<String>) {
    (key.is_none(), key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_is_the_inverse_of_at() {
        let listing = Listing::of(vec![ArticleId(3), ArticleId(0)], 5);
        assert_eq!(
            (0..5).map(|id| listing.place(ArticleId(id))).collect::<Vec<_>>(),
            [Some(1), None, None, Some(0), None]
        );
        assert_eq!(
            (listing.at(0), listing.at(1), listing.at(2)),
            (Some(ArticleId(3)), Some(ArticleId(0)), None)
        );
        let all = Listing::all(2);
        assert_eq!(
            (all.at(1), all.place(ArticleId(1)), all.place(ArticleId(2))),
            (Some(ArticleId(1)), Some(1), None)
        );
    }

    #[test]
    fn every_sort_has_a_name_and_a_successor() {
        for (sort, name) in SORTS {
            assert_eq!(Sort::of_name(name), Some(*sort));
            assert_ne!(sort.next(), *sort);
        }
    }
}
