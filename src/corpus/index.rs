//! All segments, in the order that people see.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::article::ArticleKey;
use crate::corpus::order::{natural, natural_paths};
use crate::corpus::segment::{ArticleRow, Segment};
use crate::gazetteer::{EntryId, Gazetteer};
use crate::mention::{EntityKey, EntityRef, Mention, Referent};

/// An article's position in the order of one generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub u32);

/// The number of something named, in one generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReferentId(pub u32);

/// Where a row stands: which segment, which row of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct RowAt {
    segment: u32,
    row: u32,
}

/// The articles that were read so far. Replaced, never changed; clones are cheap.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Counts up with every replacement.
    pub generation: u64,
    gazetteer: Arc<Gazetteer>,
    segments: Vec<Arc<Segment>>,
    /// Every article that was read, in order.
    all: Arc<Vec<RowAt>>,
    /// Those that are listed and counted: of several with one text the first.
    order: Arc<Vec<RowAt>>,
    /// The others that have the text of one that is listed, by its place in `order`.
    copies: Arc<HashMap<usize, Vec<RowAt>>>,
    keeps_duplicates: bool,
    /// Where in `all` the articles are that lie in a file with others: their order is not that of their names.
    items: Arc<HashMap<ArticleKey, u32>>,
    referents: Arc<Table>,
    /// For each segment, the number of each of its referents in `referents`.
    numbers: Vec<Arc<[ReferentId]>>,
}

impl Index {
    /// An index without articles, over a list.
    pub fn new(gazetteer: Arc<Gazetteer>) -> Self {
        Self { gazetteer, ..Self::default() }
    }

    /// The same; `keeps` says whether articles with one text are all listed and counted.
    #[must_use]
    pub fn keeping_duplicates(self, keeps: bool) -> Self {
        Self { keeps_duplicates: keeps, ..self }
    }

    /// The index of the next generation, with a segment more. An article that it already had is replaced.
    #[must_use]
    pub fn with_segment(&self, segment: Arc<Segment>) -> Self {
        self.with_segments(vec![segment])
    }

    /// As [`Index::with_segment`], with several segments that have no article in common. It takes time that grows with the whole index,
    /// whatever comes to it.
    #[must_use]
    pub fn with_segments(&self, more: Vec<Arc<Segment>>) -> Self {
        let mut referents = Arc::clone(&self.referents);
        let mut all_numbers = self.numbers.clone();
        let mut arrived: Vec<RowAt> = Vec::new();
        for (segment, number) in more.iter().zip(self.segments.len() as u32..) {
            let known = referents.known_numbers_of(segment);
            all_numbers.push(known.unwrap_or_else(|| Arc::make_mut(&mut referents).numbers_of(segment)));
            arrived.extend((0..segment.rows().len() as u32).map(|row| RowAt { segment: number, row }));
        }
        let mut segments = self.segments.clone();
        segments.extend(more);
        let row = |at: &RowAt| row_of(&segments, *at);
        arrived.sort_by(|left, right| compare(row(left), row(right)));
        arrived.dedup_by(|later, first| compare(row(later), row(first)).is_eq());
        let is_item = |key: &&ArticleKey| key.item.is_some();
        let again: HashSet<&ArticleKey> =
            arrived.iter().filter_map(|at| Some(&row(at)?.key)).filter(is_item).collect();
        let stays = |at: &RowAt| again.is_empty() || row(at).is_none_or(|row| !again.contains(&row.key));
        let known: Vec<RowAt> = self.all.iter().copied().filter(stays).collect();
        let all = merge(&known, &arrived, |left, right| compare(row(left), row(right)));
        let mut index = Self {
            generation: self.generation + 1,
            segments,
            referents,
            numbers: all_numbers,
            ..self.clone()
        };
        index.list(all);
        index.drop_what_is_gone();
        index
    }

    /// Puts these articles, which are in order, in the place of those there were.
    fn list(&mut self, all: Vec<RowAt>) {
        let rows = || all.iter().map(|at| row_of(&self.segments, *at));
        let items = (0..).zip(rows()).filter_map(|(at, row)| Some((row?.key.clone(), at)));
        self.items = Arc::new(items.filter(|(key, _)| key.item.is_some()).collect());
        let mut first: HashMap<u64, usize> = HashMap::new();
        let mut order = Vec::with_capacity(all.len());
        let mut copies: HashMap<usize, Vec<RowAt>> = HashMap::new();
        for (at, row) in all.iter().zip(rows()) {
            // Nothing is no text that two articles could share.
            let text = row.filter(|row| row.words > 0 && !self.keeps_duplicates).map(|row| row.fingerprint);
            if let Some(place) = text.and_then(|text| first.get(&text)) {
                copies.entry(*place).or_default().push(*at);
                continue;
            }
            if let Some(text) = text {
                first.insert(text, order.len());
            }
            order.push(*at);
        }
        self.all = Arc::new(all);
        self.order = if copies.is_empty() { Arc::clone(&self.all) } else { Arc::new(order) };
        self.copies = Arc::new(copies);
    }

    /// Lets go of segments of which no article is left, so that a file that changes all day takes no more room than one that does
    /// not. Their numbers stay taken.
    fn drop_what_is_gone(&mut self) {
        let mut left = vec![false; self.segments.len()];
        for at in self.all.iter() {
            if let Some(is_left) = left.get_mut(at.segment as usize) {
                *is_left = true;
            }
        }
        let gone = |at: usize| left.get(at) == Some(&false);
        for (at, segment) in self.segments.iter_mut().enumerate().filter(|(at, _)| gone(*at)) {
            if !segment.rows().is_empty() {
                *segment = Arc::default();
                if let Some(numbers) = self.numbers.get_mut(at) {
                    *numbers = Arc::default();
                }
            }
        }
    }

    /// The index of the next generation, without some articles. Those that it does not have are passed over.
    #[must_use]
    pub fn without(&self, keys: &[ArticleKey]) -> Self {
        let gone: HashSet<RowAt> = keys.iter().filter_map(|key| self.at(key)).collect();
        let kept = self.all.iter().copied().filter(|at| !gone.contains(at)).collect();
        let mut index = Self { generation: self.generation + 1, ..self.clone() };
        index.list(kept);
        index.drop_what_is_gone();
        index
    }

    /// The same articles over another list, until they are matched with it: see [`Segment::relisted`].
    #[must_use]
    pub fn relisted(&self, gazetteer: &Arc<Gazetteer>) -> Self {
        let places: HashMap<&str, EntryId> =
            gazetteer.entries.iter().map(|entry| entry.id.as_str()).zip(gazetteer.ids()).collect();
        let entries: Vec<Option<EntryId>> =
            self.gazetteer.entries.iter().map(|entry| places.get(entry.id.as_str()).copied()).collect();
        let segments: Vec<_> = self.segments.iter().map(|one| Arc::new(one.relisted(&entries))).collect();
        let mut referents = Table::default();
        let numbers = segments.iter().map(|segment| referents.numbers_of(segment)).collect();
        Self {
            generation: self.generation + 1,
            gazetteer: Arc::clone(gazetteer),
            segments,
            referents: Arc::new(referents),
            numbers,
            ..self.clone()
        }
    }

    /// Whether every number of an older index means the same in this one: the list is the same, what is named has the number
    /// that it had, and articles came only behind those there were.
    pub fn continues(&self, older: &Self) -> bool {
        let names = || {
            Arc::ptr_eq(&self.referents, &older.referents)
                || self.referents.rows.starts_with(&older.referents.rows)
        };
        let is_same = |id| self.row(id).map(|row| &row.key) == older.row(id).map(|row| &row.key);
        Arc::ptr_eq(&self.gazetteer, &older.gazetteer) && names() && older.ids().all(is_same)
    }

    /// The list that the mentions were found with.
    pub fn gazetteer(&self) -> &Arc<Gazetteer> {
        &self.gazetteer
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The articles in their order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = ArticleId> + ExactSizeIterator + use<> {
        (0..self.order.len() as u32).map(ArticleId)
    }

    /// One article's row.
    pub fn row(&self, id: ArticleId) -> Option<&ArticleRow> {
        row_of(&self.segments, *self.order.get(id.0 as usize)?)
    }

    /// How many other articles have the text of this one; they are neither listed nor counted.
    pub fn copies(&self, id: ArticleId) -> u32 {
        self.copies.get(&(id.0 as usize)).map_or(0, |others| others.len() as u32)
    }

    /// The articles that have the text of this one and are not listed, in order.
    pub fn others_with_text(&self, id: ArticleId) -> Vec<&ArticleRow> {
        let others = self.copies.get(&(id.0 as usize)).into_iter().flatten();
        others.filter_map(|at| row_of(&self.segments, *at)).collect()
    }

    /// The keys of all articles that were read, those that are not listed too.
    pub fn all_keys(&self) -> impl Iterator<Item = &ArticleKey> {
        self.all.iter().filter_map(|at| row_of(&self.segments, *at)).map(|row| &row.key)
    }

    /// Whether an article was read with this text and at this place of its file.
    pub fn holds(&self, key: &ArticleKey, fingerprint: u64, place: &[u32]) -> bool {
        let row = self.at(key).and_then(|at| row_of(&self.segments, at));
        row.is_some_and(|row| row.fingerprint == fingerprint && row.place == place)
    }

    /// The fingerprint of an article's text, if it was read, listed or not.
    pub fn fingerprint(&self, key: &ArticleKey) -> Option<u64> {
        Some(row_of(&self.segments, self.at(key)?)?.fingerprint)
    }

    /// The article of a key, if it is listed.
    pub fn find(&self, key: &ArticleKey) -> Option<ArticleId> {
        let at = self.at(key)?;
        let row = row_of(&self.segments, at);
        let place = self.order.partition_point(|other| compare(row_of(&self.segments, *other), row).is_lt());
        (self.order.get(place) == Some(&at)).then_some(ArticleId(place as u32))
    }

    /// Where the row of a key stands.
    fn at(&self, key: &ArticleKey) -> Option<RowAt> {
        if key.item.is_some() {
            return self.items.get(key).and_then(|at| self.all.get(*at as usize)).copied();
        }
        let place = self.all.partition_point(|at| {
            row_of(&self.segments, *at).is_some_and(|row| natural(&row.key, key).is_lt())
        });
        let at = self.all.get(place).copied()?;
        row_of(&self.segments, at).filter(|row| row.key == *key).map(|_| at)
    }

    /// An article's mentions with what each names, in the order of its text.
    pub fn mentions(&self, id: ArticleId) -> impl DoubleEndedIterator<Item = (ReferentId, &Mention)> {
        self.mentions_between(id, 0..usize::MAX)
    }

    /// Those of an article's mentions that begin inside a range of bytes.
    pub fn mentions_between(
        &self,
        id: ArticleId,
        bytes: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = (ReferentId, &Mention)> {
        let at = self.order.get(id.0 as usize).copied();
        let segment = at.and_then(|at| self.segments.get(at.segment as usize));
        let numbers = at.and_then(|at| self.numbers.get(at.segment as usize));
        let row = at.zip(segment).and_then(|(at, segment)| segment.rows().get(at.row as usize));
        let mentions = segment.zip(row).map(|(segment, row)| segment.mentions(row)).unwrap_or_default();
        let first = mentions.partition_point(|mention| (mention.start as usize) < bytes.start);
        let last = mentions.partition_point(|mention| (mention.start as usize) < bytes.end);
        let inside = mentions.get(first..last).unwrap_or_default();
        inside.iter().filter_map(move |mention| {
            let number = numbers?.get(mention.referent as usize)?;
            Some((*number, mention))
        })
    }

    /// How a mention of an article is written.
    pub fn surface(&self, id: ArticleId, mention: &Mention) -> &str {
        let segment = self.order.get(id.0 as usize).and_then(|at| self.segments.get(at.segment as usize));
        segment.map_or("", |segment| segment.surface(mention))
    }

    /// What a number names.
    pub fn referent(&self, id: ReferentId) -> Option<&Referent> {
        self.referents.rows.get(id.0 as usize)
    }

    /// The one entity that a number names; none where several tie.
    pub fn entity(&self, id: ReferentId) -> Option<&EntityRef> {
        self.referent(id).and_then(Referent::entity)
    }

    /// All that is named, with its numbers.
    pub fn referents(&self) -> impl Iterator<Item = (ReferentId, &Referent)> {
        (0..).map(ReferentId).zip(self.referents.rows.iter())
    }

    /// The number of an entity, by the key that outlives generations; none where no article names it.
    pub fn find_entity(&self, key: &EntityKey) -> Option<ReferentId> {
        let entry = self.gazetteer.find_id(&key.id)?;
        let wanted = Referent::Entity(EntityRef { entry, value: key.value.clone() });
        self.referents.numbers.get(&wanted).copied().map(ReferentId)
    }
}

/// Referents, each once, and the number of each.
#[derive(Clone, Debug, Default)]
struct Table {
    rows: Vec<Referent>,
    numbers: HashMap<Referent, u32>,
}

impl Table {
    /// The numbers of a segment's referents, in its order; none where one of them is new.
    fn known_numbers_of(&self, segment: &Segment) -> Option<Arc<[ReferentId]>> {
        segment.referents().iter().map(|one| self.numbers.get(one).copied().map(ReferentId)).collect()
    }

    /// The numbers of a segment's referents, in its order; those that are new are added.
    fn numbers_of(&mut self, segment: &Segment) -> Arc<[ReferentId]> {
        let number = |referent: &Referent| {
            ReferentId(*self.numbers.entry(referent.clone()).or_insert_with(|| {
                self.rows.push(referent.clone());
                self.rows.len() as u32 - 1
            }))
        };
        segment.referents().iter().map(number).collect()
    }
}

fn row_of(segments: &[Arc<Segment>], at: RowAt) -> Option<&ArticleRow> {
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

/// Merges two sorted runs; where both hold the same, the new one stands.
fn merge(old: &[RowAt], new: &[RowAt], compare: impl Fn(&RowAt, &RowAt) -> std::cmp::Ordering) -> Vec<RowAt> {
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
