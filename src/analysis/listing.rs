//! In which order articles are listed and walked, and which of them.

use std::collections::HashSet;
use std::sync::Arc;

use crate::analysis::walk::Followed;
use crate::article::{ArticleKey, date};
use crate::corpus::{ArticleId, ArticleRow, Index, ReferentId};

/// What articles are sorted by; ties go by path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The natural order of their paths.
    #[default]
    Path,
    /// The oldest first; those without a date last.
    Date,
    /// Source, then date; those without a source last.
    Source,
    /// Most mentions of what is followed first.
    Mentions,
}

/// The sorts with the names that settings and screen have for them, in the order in which a key goes through them.
pub const SORTS: &[(Sort, &str)] =
    &[(Sort::Path, "path"), (Sort::Date, "date"), (Sort::Source, "source"), (Sort::Mentions, "mentions")];

impl Sort {
    /// Its name.
    pub fn name(self) -> &'static str {
        SORTS.iter().find(|(sort, _)| *sort == self).map_or("", |(_, name)| name)
    }

    /// The sort of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        SORTS.iter().find(|(_, known)| *known == name).map(|(sort, _)| *sort)
    }

    /// The one behind it, round to the first.
    #[must_use]
    pub fn next(self) -> Self {
        let at = SORTS.iter().position(|(sort, _)| *sort == self).unwrap_or(0);
        SORTS.iter().cycle().nth(at + 1).map(|(sort, _)| *sort).unwrap_or_default()
    }
}

/// Which articles are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Narrowed {
    /// Those that name an entity: some mention of it counts.
    Naming(ReferentId),
    /// Those of these keys.
    Keys(Arc<HashSet<ArticleKey>>),
}

/// Some or all articles of an index, in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// None where the listing is the index itself.
    listed: Option<Listed>,
    /// Articles listed.
    count: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Listed {
    ids: Arc<[ArticleId]>,
    /// Where each article of the index is listed, from 0; `ABSENT` where it is not.
    places: Arc<[u32]>,
}

const ABSENT: u32 = u32::MAX;

impl Listing {
    /// All articles of an index that has so many, as they stand there.
    pub fn all(count: usize) -> Self {
        Self { listed: None, count }
    }

    /// These articles of an index that has `count` of them.
    pub fn of(ids: Vec<ArticleId>, count: usize) -> Self {
        let mut places = vec![ABSENT; count];
        for (at, id) in (0..).zip(&ids) {
            if let Some(place) = places.get_mut(id.0 as usize) {
                *place = at;
            }
        }
        Self { count: ids.len(), listed: Some(Listed { ids: ids.into(), places: places.into() }) }
    }

    /// How many articles are listed.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The article at a place, from 0.
    pub fn at(&self, place: usize) -> Option<ArticleId> {
        match &self.listed {
            Some(listed) => listed.ids.get(place).copied(),
            None => (place < self.count).then_some(ArticleId(place as u32)),
        }
    }

    /// Where an article is listed, from 0; none if it is not.
    pub fn place(&self, id: ArticleId) -> Option<usize> {
        let place = match &self.listed {
            Some(listed) => *listed.places.get(id.0 as usize)?,
            None => id.0,
        };
        (place != ABSENT && (place as usize) < self.count).then_some(place as usize)
    }
}

/// Lists the articles of an index. `followed` is what mentions are counted of.
pub fn listing(index: &Index, sort: Sort, narrowed: Option<&Narrowed>, followed: Followed) -> Listing {
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
            let counted = index.mentions(*id).filter(|(number, one)| followed.stops_at(index, *number, one));
            std::cmp::Reverse(counted.count())
        }),
    }
    Listing::of(ids, index.len())
}

fn is_wanted(index: &Index, id: ArticleId, narrowed: Option<&Narrowed>) -> bool {
    match narrowed {
        None => true,
        Some(Narrowed::Naming(entity)) => {
            index.mentions(id).any(|(number, mention)| number == *entity && mention.counts())
        }
        Some(Narrowed::Keys(keys)) => index.row(id).is_some_and(|row| keys.contains(&row.key)),
    }
}

/// When an article was published, as a text that sorts: an instant where the offset is known, else the day and time as written. None
/// where what is written is no date for sure; nobody can say where that belongs.
fn date(row: &ArticleRow) -> Option<String> {
    let iso = date::to_iso(row.meta.date.as_deref()?)?;
    Some(date::to_utc(&iso).unwrap_or(iso))
}

fn source(row: &ArticleRow) -> Option<String> {
    row.meta.source.as_ref().or(row.meta.author.as_ref()).map(|source| source.to_lowercase())
}

/// A key by which what is not known comes last.
fn unknown_last(key: Option<String>) -> (bool, Option<String>) {
    (key.is_none(), key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_articles_are_inverse() {
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
    fn a_sort_has_a_name_and_a_next_one() {
        for (sort, name) in SORTS {
            assert_eq!(Sort::of_name(name), Some(*sort));
            assert_ne!(sort.next(), *sort);
        }
    }
}
