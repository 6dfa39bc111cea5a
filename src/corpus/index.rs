//! All segments, merged into one order.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::article::ArticleKey;
use crate::corpus::order::{natural, natural_paths};
use crate::corpus::segment::{ArticleRow, Segment};
use crate::gazetteer::{EntryId, Gazetteer};
use crate::mention::interner::Interner;
use crate::mention::{EntityKey, EntityRef, Mention, Referent};

/// An article's position among the listed articles of one generation of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub u32);

/// A referent's id in one generation of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReferentId(pub u32);

/// Location of an article row: a segment and a row of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct RowId {
    segment: u32,
    row: u32,
}

/// The articles read so far. Immutable: a change makes a new index. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Incremented with every new index.
    pub generation: u64,
    gazetteer: Arc<Gazetteer>,
    segments: Vec<Arc<Segment>>,
    /// Every article read, in order.
    all: Arc<Vec<RowId>>,
    /// The articles that are listed and counted: of several with the same text only the first, unless duplicates are
    /// kept.
    listed: Arc<Vec<RowId>>,
    /// The other articles with the same text, by position in `listed`.
    duplicates: Arc<HashMap<usize, Vec<RowId>>>,
    keeps_duplicates: bool,
    /// Positions in `all` of articles that share a file: these are not sorted by name.
    items: Arc<HashMap<ArticleKey, u32>>,
    referents: Arc<Interner<Referent>>,
    /// For each segment, its referents' ids in `referents`.
    referent_ids: Vec<Arc<[ReferentId]>>,
}

impl Index {
    /// Creates an empty index over a list.
    pub fn new(gazetteer: Arc<Gazetteer>) -> Self {
        Self { gazetteer, ..Self::default() }
    }

    /// Sets whether articles with the same text are all listed and counted. Takes effect at the next change to the
    /// articles.
    #[must_use]
    pub fn keeping_duplicates(self, keeps: bool) -> Self {
        Self { keeps_duplicates: keeps, ..self }
    }

    /// Returns the next generation with one segment added. An article that the index already has is replaced.
    #[must_use]
    pub fn with_segment(&self, segment: Arc<Segment>) -> Self {
        self.with_segments(vec![segment])
    }

    /// Like [`Index::with_segment`], for several segments that share no article. Takes time linear in the
    /// size of the index, however little is added.
    #[must_use]
    pub fn with_segments(&self, more: Vec<Arc<Segment>>) -> Self {
        let mut referents = Arc::clone(&self.referents);
        let mut referent_ids = self.referent_ids.clone();
        let mut new_rows: Vec<RowId> = Vec::new();
        for (segment, index) in more.iter().zip(self.segments.len() as u32..) {
            let existing = existing_ids(segment, &referents);
            referent_ids.push(existing.unwrap_or_else(|| intern_all(segment, Arc::make_mut(&mut referents))));
            new_rows.extend((0..segment.rows().len() as u32).map(|row| RowId { segment: index, row }));
        }
        let mut segments = self.segments.clone();
        segments.extend(more);
        let row = |at: &RowId| row_of(&segments, *at);
        new_rows.sort_by(|left, right| compare(row(left), row(right)));
        new_rows.dedup_by(|later, first| compare(row(later), row(first)).is_eq());
        let is_item = |key: &&ArticleKey| key.item.is_some();
        let replaced_items: HashSet<&ArticleKey> =
            new_rows.iter().filter_map(|at| Some(&row(at)?.key)).filter(is_item).collect();
        let stays = |at: &RowId| {
            replaced_items.is_empty() || row(at).is_none_or(|row| !replaced_items.contains(&row.key))
        };
        let kept: Vec<RowId> = self.all.iter().copied().filter(stays).collect();
        let all = merge(&kept, &new_rows, |left, right| compare(row(left), row(right)));
        let mut index =
            Self { generation: self.generation + 1, segments, referents, referent_ids, ..self.clone() };
        index.set_articles(all);
        index.drop_unused_segments();
        index
    }

    /// Replaces the articles with `all`, which must be sorted.
    fn set_articles(&mut self, all: Vec<RowId>) {
        let rows = || all.iter().map(|at| row_of(&self.segments, *at));
        let items = (0..).zip(rows()).filter_map(|(at, row)| Some((row?.key.clone(), at)));
        self.items = Arc::new(items.filter(|(key, _)| key.item.is_some()).collect());
        let mut first: HashMap<u64, usize> = HashMap::new();
        let mut listed = Vec::with_capacity(all.len());
        let mut duplicates: HashMap<usize, Vec<RowId>> = HashMap::new();
        for (at, row) in all.iter().zip(rows()) {
            // Articles without words are not duplicates of each other.
            let text = row.filter(|row| row.words > 0 && !self.keeps_duplicates).map(|row| row.fingerprint);
            if let Some(place) = text.and_then(|text| first.get(&text)) {
                duplicates.entry(*place).or_default().push(*at);
                continue;
            }
            if let Some(text) = text {
                first.insert(text, listed.len());
            }
            listed.push(*at);
        }
        self.all = Arc::new(all);
        self.listed = if duplicates.is_empty() { Arc::clone(&self.all) } else { Arc::new(listed) };
        self.duplicates = Arc::new(duplicates);
    }

    /// Frees segments without a remaining article, so that a file that keeps changing does not leak memory.
    /// Segment numbers are not reused.
    fn drop_unused_segments(&mut self) {
        let mut used = vec![false; self.segments.len()];
        for at in self.all.iter() {
            if let Some(is_used) = used.get_mut(at.segment as usize) {
                *is_used = true;
            }
        }
        let is_unused = |at: usize| used.get(at) == Some(&false);
        for (at, segment) in self.segments.iter_mut().enumerate().filter(|(at, _)| is_unused(*at)) {
            if !segment.rows().is_empty() {
                *segment = Arc::default();
                if let Some(referent_ids) = self.referent_ids.get_mut(at) {
                    *referent_ids = Arc::default();
                }
            }
        }
    }

    /// Returns the next generation without some articles. Unknown keys are ignored.
    #[must_use]
    pub fn without(&self, keys: &[ArticleKey]) -> Self {
        let removed: HashSet<RowId> = keys.iter().filter_map(|key| self.locate(key)).collect();
        let kept = self.all.iter().copied().filter(|at| !removed.contains(at)).collect();
        let mut index = Self { generation: self.generation + 1, ..self.clone() };
        index.set_articles(kept);
        index.drop_unused_segments();
        index
    }

    /// Returns the next generation: the same articles over another list, for use until they are matched again. See
    /// [`Segment::relisted`].
    #[must_use]
    pub fn relisted(&self, gazetteer: &Arc<Gazetteer>) -> Self {
        let new_ids: HashMap<&str, EntryId> =
            gazetteer.entries.iter().map(|entry| entry.id.as_str()).zip(gazetteer.ids()).collect();
        let entries: Vec<Option<EntryId>> =
            self.gazetteer.entries.iter().map(|entry| new_ids.get(entry.id.as_str()).copied()).collect();
        let segments: Vec<_> =
            self.segments.iter().map(|segment| Arc::new(segment.relisted(&entries))).collect();
        let mut referents = Interner::default();
        let referent_ids = segments.iter().map(|segment| intern_all(segment, &mut referents)).collect();
        Self {
            generation: self.generation + 1,
            gazetteer: Arc::clone(gazetteer),
            segments,
            referents: Arc::new(referents),
            referent_ids,
            ..self.clone()
        }
    }

    /// True if every id of an older index means the same in this one: the list is the same, referents have kept their
    /// ids, and no article was removed or inserted before another.
    pub fn continues(&self, older: &Self) -> bool {
        let has_same_referents = || {
            Arc::ptr_eq(&self.referents, &older.referents)
                || self.referents.values().starts_with(older.referents.values())
        };
        let is_same = |id| self.row(id).map(|row| &row.key) == older.row(id).map(|row| &row.key);
        Arc::ptr_eq(&self.gazetteer, &older.gazetteer) && has_same_referents() && older.ids().all(is_same)
    }

    /// Returns the list that the mentions were found with.
    pub fn gazetteer(&self) -> &Arc<Gazetteer> {
        &self.gazetteer
    }

    /// Returns the number of listed articles.
    pub fn len(&self) -> usize {
        self.listed.len()
    }

    /// True if no article is listed.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// Returns the listed articles, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = ArticleId> + ExactSizeIterator + use<> {
        (0..self.listed.len() as u32).map(ArticleId)
    }

    /// Returns the row of a listed article.
    pub fn row(&self, id: ArticleId) -> Option<&ArticleRow> {
        row_of(&self.segments, *self.listed.get(id.0 as usize)?)
    }

    /// Returns the number of other articles with the same text; these are neither listed nor counted.
    pub fn copies(&self, id: ArticleId) -> u32 {
        self.duplicates.get(&(id.0 as usize)).map_or(0, |others| others.len() as u32)
    }

    /// Returns the unlisted articles with the same text, in order.
    pub fn others_with_text(&self, id: ArticleId) -> Vec<&ArticleRow> {
        let others = self.duplicates.get(&(id.0 as usize)).into_iter().flatten();
        others.filter_map(|at| row_of(&self.segments, *at)).collect()
    }

    /// Returns the keys of all articles read, listed or not.
    pub fn all_keys(&self) -> impl Iterator<Item = &ArticleKey> {
        self.all.iter().filter_map(|at| row_of(&self.segments, *at)).map(|row| &row.key)
    }

    /// True if the article was read with this text and at this position in its file.
    pub fn holds(&self, key: &ArticleKey, fingerprint: u64, place: &[u32]) -> bool {
        let row = self.locate(key).and_then(|at| row_of(&self.segments, at));
        row.is_some_and(|row| row.fingerprint == fingerprint && row.place == place)
    }

    /// Returns the fingerprint of an article's text, listed or not. None if it was not read.
    pub fn fingerprint(&self, key: &ArticleKey) -> Option<u64> {
        Some(row_of(&self.segments, self.locate(key)?)?.fingerprint)
    }

    /// Finds a listed article by its key.
    pub fn find(&self, key: &ArticleKey) -> Option<ArticleId> {
        let at = self.locate(key)?;
        let row = row_of(&self.segments, at);
        let place = self.listed.partition_point(|other| compare(row_of(&self.segments, *other), row).is_lt());
        (self.listed.get(place) == Some(&at)).then_some(ArticleId(place as u32))
    }

    /// Finds the row of a key, listed or not.
    fn locate(&self, key: &ArticleKey) -> Option<RowId> {
        if key.item.is_some() {
            return self.items.get(key).and_then(|at| self.all.get(*at as usize)).copied();
        }
        let place = self.all.partition_point(|at| {
            row_of(&self.segments, *at).is_some_and(|row| natural(&row.key, key).is_lt())
        });
        let at = self.all.get(place).copied()?;
        row_of(&self.segments, at).filter(|row| row.key == *key).map(|_| at)
    }

    /// Returns an article's mentions in text order, with their referents.
    pub fn mentions(&self, id: ArticleId) -> impl DoubleEndedIterator<Item = (ReferentId, &Mention)> {
        self.mentions_between(id, 0..usize::MAX)
    }

    /// Like [`Self::mentions`], limited to those that start in a byte range.
    pub fn mentions_between(
        &self,
        id: ArticleId,
        bytes: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = (ReferentId, &Mention)> {
        let at = self.listed.get(id.0 as usize).copied();
        let segment = at.and_then(|at| self.segments.get(at.segment as usize));
        let referent_ids = at.and_then(|at| self.referent_ids.get(at.segment as usize));
        let row = at.zip(segment).and_then(|(at, segment)| segment.rows().get(at.row as usize));
        let mentions = segment.zip(row).map(|(segment, row)| segment.mentions(row)).unwrap_or_default();
        let first = mentions.partition_point(|mention| (mention.start as usize) < bytes.start);
        let last = mentions.partition_point(|mention| (mention.start as usize) < bytes.end);
        let inside = mentions.get(first..last).unwrap_or_default();
        inside.iter().filter_map(move |mention| {
            let id = referent_ids?.get(mention.referent as usize)?;
            Some((*id, mention))
        })
    }

    /// Returns the text of a mention.
    pub fn surface(&self, id: ArticleId, mention: &Mention) -> &str {
        let segment = self.listed.get(id.0 as usize).and_then(|at| self.segments.get(at.segment as usize));
        segment.map_or("", |segment| segment.surface(mention))
    }

    /// Looks up a referent by its id.
    pub fn referent(&self, id: ReferentId) -> Option<&Referent> {
        self.referents.values().get(id.0 as usize)
    }

    /// Returns the entity of a referent. None if the referent is tied or unknown.
    pub fn entity(&self, id: ReferentId) -> Option<&EntityRef> {
        self.referent(id).and_then(Referent::entity)
    }

    /// Returns all referents with their ids.
    pub fn referents(&self) -> impl Iterator<Item = (ReferentId, &Referent)> {
        (0..).map(ReferentId).zip(self.referents.values())
    }

    /// Looks up an entity's id by its stable key. None if no article, including those removed since, has a mention that
    /// refers to it alone.
    pub fn find_entity(&self, key: &EntityKey) -> Option<ReferentId> {
        let entry = self.gazetteer.find_id(&key.id)?;
        let wanted = Referent::Entity(EntityRef { entry, value: key.value.clone() });
        self.referents.number(&wanted).map(ReferentId)
    }
}

/// Returns the ids of a segment's referents, in its order. None if one of them is new.
fn existing_ids(segment: &Segment, referents: &Interner<Referent>) -> Option<Arc<[ReferentId]>> {
    segment.referents().iter().map(|referent| referents.number(referent).map(ReferentId)).collect()
}

/// Returns the ids of a segment's referents, in its order, adding new ones.
fn intern_all(segment: &Segment, referents: &mut Interner<Referent>) -> Arc<[ReferentId]> {
    segment.referents().iter().map(|referent| ReferentId(referents.intern(referent.clone()))).collect()
}

fn row_of(segments: &[Arc<Segment>], at: RowId) -> Option<&ArticleRow> {
    segments.get(at.segment as usize)?.rows().get(at.row as usize)
}

fn compare(left: Option<&ArticleRow>, right: Option<&ArticleRow>) -> std::cmp::Ordering {
    match (left, right) {
        (Some(left), Some(right)) => natural_paths(&left.key.path, &right.key.path)
            .then_with(|| left.place.cmp(&right.place))
            .then_with(|| natural(&left.key, &right.key)),
        (left, right) => left.is_some().cmp(&right.is_some()),
    }
}

/// Merges two sorted slices. Of two equal elements, keeps the new one.
fn merge(old: &[RowId], new: &[RowId], compare: impl Fn(&RowId, &RowId) -> std::cmp::Ordering) -> Vec<RowId> {
    let mut merged = Vec::with_capacity(old.len() + new.len());
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    while let (Some(left), Some(right)) = (old.peek(), new.peek()) {
        match compare(left, right) {
            std::cmp::Ordering::Less => merged.extend(old.next()),
            std::cmp::Ordering::Greater => merged.extend(new.next()),
            std::cmp::Ordering::Equal => {
                old.next();
                merged.extend(new.next());
            }
        }
    }
    merged.extend(old);
    merged.extend(new);
    merged
}

#[cfg(test)]
#[path = "index_tests.rs"]
mod tests;
