//! Moves from mention to mention, through each article's text and on through the list of articles.

use std::ops::Range;
use std::rc::Rc;

use crate::analysis::listing::Listing;
use crate::corpus::{ArticleId, Index, ReferentId};

pub use crate::analysis::mention_filter::{MentionFilter, is_hidden};

/// The location of a mention in the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The article.
    pub article: ArticleId,
    /// Byte offset of the mention.
    pub offset: usize,
}

/// Direction of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the end.
    Forward,
    /// Towards the start.
    Backward,
}

/// The result of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Location of the mention reached.
    pub location: Location,
    /// True if the walk passed the end (backward: the start) of the list.
    pub wrapped: bool,
}

/// Returns the byte offsets of an article's mentions at which a walk stops, in order and without duplicates.
pub fn mentions_in_article(
    index: &Index,
    article: ArticleId,
    mention_filter: impl Into<MentionFilter>,
) -> Vec<usize> {
    let mention_filter = mention_filter.into();
    let mentions =
        index.mentions(article).filter(|(id, mention)| mention_filter.matches(index, *id, mention));
    let mut offsets: Vec<usize> = mentions.map(|(_, mention)| mention.start as usize).collect();
    offsets.dedup();
    offsets
}

/// Finds the next (previous) mention to stop at. In this article, it starts after (before) a byte offset; if there is
/// none, the walk continues into the following (preceding) articles of the list, and wraps at its end (start). An
/// `offset` of None is before the first byte of the article. None if this article has none in that direction and no
/// listed article has any.
pub fn next_location(
    index: &Index,
    listing: &Listing,
    from: ArticleId,
    offset: Option<usize>,
    mention_filter: impl Into<MentionFilter>,
    direction: Direction,
) -> Option<Step> {
    let mention_filter = mention_filter.into();
    // Lazy, since an article may have very many mentions.
    let mentions = |bytes: Range<usize>| {
        let inside = index.mentions_between(from, bytes);
        inside.filter(|(id, mention)| mention_filter.matches(index, *id, mention))
    };
    let in_article = match direction {
        Direction::Forward => {
            mentions(offset.map_or(0, |offset| offset.saturating_add(1))..usize::MAX).next()
        }
        Direction::Backward => mentions(0..offset.unwrap_or(0)).next_back(),
    };
    if let Some((_, mention)) = in_article {
        let location = Location { article: from, offset: mention.start as usize };
        return Some(Step { location, wrapped: false });
    }
    (1..=listing.len()).find_map(|distance| {
        let (article, wrapped) = article_at_distance(from, distance, listing, direction)?;
        let offset = edge_stop(index, article, &mention_filter, direction)?;
        Some(Step { location: Location { article, offset }, wrapped })
    })
}

/// Finds the first mention in the next (previous) other listed article that has one to stop at. None if none does.
pub fn next_article(
    index: &Index,
    listing: &Listing,
    from: ArticleId,
    mention_filter: impl Into<MentionFilter>,
    direction: Direction,
) -> Option<Step> {
    let mention_filter = mention_filter.into();
    let mut others = articles_from(listing, from, direction).filter(|(article, _)| *article != from);
    others.find_map(|(article, wrapped)| {
        let offset = edge_stop(index, article, &mention_filter, Direction::Forward)?;
        Some(Step { location: Location { article, offset }, wrapped })
    })
}

/// Iterates over the listed articles in the order of a walk from one of them, which comes last. From an article that is
/// not listed, the walk starts at the first (backward: the last). The flag is true once the walk has wrapped.
pub fn articles_from(
    listing: &Listing,
    from: ArticleId,
    direction: Direction,
) -> impl Iterator<Item = (ArticleId, bool)> + '_ {
    (1..=listing.len()).filter_map(move |distance| article_at_distance(from, distance, listing, direction))
}

/// Finds the paragraphs of an article that two entities share by mentions that count. Returns the byte offset of the
/// first entity's first such mention in each, in order.
pub fn shared_paragraphs(
    index: &Index,
    article: ArticleId,
    (entity, other): (ReferentId, ReferentId),
) -> Vec<usize> {
    let mut offsets = Vec::new();
    // Mentions are in text order, so those of one paragraph are adjacent.
    let (mut block, mut first, mut has_other) = (None, None, false);
    let counted = index.mentions(article).filter(|(_, mention)| mention.counts());
    for (id, mention) in counted {
        if block != Some(mention.block) {
            offsets.extend(first.filter(|_| has_other));
            (block, first, has_other) = (Some(mention.block), None, false);
        }
        if id == entity {
            first.get_or_insert(mention.start as usize);
        }
        has_other |= id == other;
    }
    offsets.extend(first.filter(|_| has_other));
    offsets
}

/// Finds the next (previous) paragraph that two entities share, walking like [`next_location`]. `shared_in` returns the
/// [`shared_paragraphs`] of an article.
pub fn next_shared_paragraph(
    listing: &Listing,
    from: ArticleId,
    offset: Option<usize>,
    direction: Direction,
    mut shared_in: impl FnMut(ArticleId) -> Rc<[usize]>,
) -> Option<Step> {
    let here = shared_in(from);
    let in_article = match direction {
        Direction::Forward => here.iter().find(|shared| offset.is_none_or(|offset| **shared > offset)),
        Direction::Backward => {
            here.iter().rev().find(|shared| offset.is_some_and(|offset| **shared < offset))
        }
    };
    if let Some(shared) = in_article {
        return Some(Step { location: Location { article: from, offset: *shared }, wrapped: false });
    }
    (1..=listing.len()).find_map(|distance| {
        let (article, wrapped) = article_at_distance(from, distance, listing, direction)?;
        let offsets = shared_in(article);
        let offset = match direction {
            Direction::Forward => offsets.first().copied(),
            Direction::Backward => offsets.last().copied(),
        };
        Some(Step { location: Location { article, offset: offset? }, wrapped })
    })
}

/// Returns the byte offset of the first (backward: the last) mention in an article at which a walk stops.
fn edge_stop(
    index: &Index,
    article: ArticleId,
    mention_filter: &MentionFilter,
    direction: Direction,
) -> Option<usize> {
    let mut mentions =
        index.mentions(article).filter(|(id, mention)| mention_filter.matches(index, *id, mention));
    let edge = match direction {
        Direction::Forward => mentions.next(),
        Direction::Backward => mentions.next_back(),
    };
    edge.map(|(_, mention)| mention.start as usize)
}

/// Returns the article `distance` steps on in the list, and true if the walk wrapped. A walk from an article that is
/// not listed starts at the first (backward: the last) of the list.
fn article_at_distance(
    from: ArticleId,
    distance: usize,
    listing: &Listing,
    direction: Direction,
) -> Option<(ArticleId, bool)> {
    let count = listing.len();
    let Some(from) = listing.position(from) else {
        let position = match direction {
            Direction::Forward => distance - 1,
            Direction::Backward => count.checked_sub(distance)?,
        };
        return Some((listing.at(position)?, false));
    };
    let unwrapped = match direction {
        Direction::Forward => from + distance,
        Direction::Backward => from + count.checked_sub(distance)?,
    };
    let position = unwrapped.checked_rem(count)?;
    let wrapped = match direction {
        Direction::Forward => position <= from,
        Direction::Backward => position >= from,
    };
    Some((listing.at(position)?, wrapped))
}

#[cfg(test)]
#[path = "walk_tests.rs"]
mod tests;
