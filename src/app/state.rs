//! What the reader knows and where it is.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use crate::analysis::coverage::CoverageRow;
use crate::analysis::listing::Sort;
use crate::analysis::walk::MentionFilter;
use crate::app::action::Effect;
use crate::app::article_filter::{self, ArticleFilter};
use crate::app::compare::Compare;
use crate::app::corpus_search::CorpusSearch;
use crate::app::display::DisplayOptions;
use crate::app::document::Document;
use crate::app::document::Measure;
use crate::app::document::Position;
use crate::app::document::ViewportTop;
use crate::app::geometry::{Area, KeyedCursor, Layout, layout, measure};
use crate::app::geometry::{ListCursor, Pane};
use crate::app::input::Key;
use crate::app::input::Keymap;
use crate::app::input::View;
use crate::app::input::text_field::History;
use crate::app::jobs::{AnySlot, Reply, Slot};
use crate::app::jumplist::JumpList;
use crate::app::live_update::{FileChanges, IndexPatch};
use crate::app::loading::Loading;
use crate::app::marks::Mark;
use crate::app::overlays::Overlays;
use crate::app::overlays::card;
use crate::app::overlays::messages::Told;
use crate::app::queries::{
    ArticleSearchQuery, ArticleStats, ArticleStatsQuery, CorpusStats, CorpusStatsQuery, CoverageQuery,
    EntityCountQuery, ExplainQuery, ListingQuery, OpenArticleQuery, Snapshot,
};
use crate::app::read_marks::ReadMark;
use crate::app::search::Search;
use crate::app::session::Journal;
use crate::app::suggest::{self, Suggest};
use crate::article::ArticleKey;
use crate::corpus::{ArticleId, Index, ReferentId};
use crate::gazetteer::{KindId, KindSet};
use crate::mention::EntityKey;

/// What the screen waits for, for a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// Nothing is under way.
    ForNothing,
    /// The hits of a search: what is typed is to be seen before they come.
    ForHits,
    /// An article, or what stands in the panes.
    ForNumbers,
}

/// A jump that waits for its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingJump {
    /// The article.
    pub key: ArticleKey,
    /// What to do once it is there.
    pub landing: JumpTarget,
}

/// Where to come to rest in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JumpTarget {
    /// Where one was when one left it; at its beginning the first time.
    Kept,
    /// On the mention that begins at a byte.
    Mention(usize),
    /// With this byte on the page, and nothing landed on.
    Offset(usize),
    /// With these words on the page, from one byte to another, and pointed at.
    Words(usize, usize),
    /// On the search hit that begins at a byte.
    Hit(usize),
    /// On one of the search hits, counted from 0; on the last where there are not so many.
    HitAt(usize),
    /// At a place one was at, wherever it is in the text now.
    Place(Position),
}

/// A line for the reader, until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// One line.
    pub text: String,
    /// Whether something is wrong.
    pub is_problem: bool,
}

/// The reader.
#[derive(Debug, Default)]
pub struct State {
    /// The articles that were read so far.
    pub index: Index,
    /// Which key runs what.
    pub keymap: Arc<Keymap>,
    /// How the page looks.
    pub display: DisplayOptions,
    /// How far reading has come.
    pub loading: Loading,
    /// Where the list of entities is from; one line.
    pub list_name: String,
    /// Why the list's file cannot be used as it is now; the one before is.
    pub list_problem: Option<String>,
    /// The open article.
    pub open: Option<Document>,
    /// Its page.
    pub viewport: ViewportTop,
    /// Its page before the screen's size changed, until a hand does something else: back at the old size it is shown again.
    pub before_resize: Option<ViewportTop>,
    /// First byte of the mention landed on.
    pub current_mention: Option<usize>,
    /// Where one was in articles that are not open.
    pub places: HashMap<ArticleKey, Position>,
    /// How far articles were read.
    pub read_marks: HashMap<ArticleKey, ReadMark>,
    /// Marked places, by their letters.
    pub marks: BTreeMap<char, Mark>,
    /// What is told to be remembered.
    pub journal: Journal,
    /// The jump that waits for its article.
    pub pending_jump: Option<PendingJump>,
    /// The article that could not be opened: the way goes on from it, so that it does not bar it.
    pub unreadable: Option<ArticleKey>,
    /// What became of articles while the others were still being read, or matched again.
    pub patches: Vec<IndexPatch>,
    /// What was heard of the articles' files.
    pub file_changes: FileChanges,
    /// The selected entity.
    pub selected: Option<EntityKey>,
    /// Whether mentions inside longer ones are shown, and jumps stop at them and at ambiguous ones.
    pub show_nested: bool,
    /// Kinds that are not highlighted, nor stopped at; by their ids.
    pub hidden: BTreeSet<String>,
    /// What was selected before an addition was.
    pub selected_before: Option<EntityKey>,
    /// With whom the selected entity's passages are walked.
    pub partner: Option<EntityKey>,
    /// The view.
    pub view: View,
    /// The pane that keys act on.
    pub focus: Pane,
    /// Whether it has the screen to itself.
    pub zoomed: bool,
    /// What lies over the view.
    pub overlays: Overlays,
    /// The words pointed at: bytes of the open article.
    pub picked_words: Option<Range<usize>>,
    /// Commands that text went to.
    pub pipe_history: History,
    /// The remark to a note that could not be kept, for the next one.
    pub unsaved_remark: String,
    /// The search that was made.
    pub search: Option<Search>,
    /// Expressions that were searched for.
    pub search_history: History,
    /// The Search view.
    pub corpus_search: CorpusSearch,
    /// What the list of articles is sorted by.
    pub sort: Sort,
    /// What it is narrowed to.
    pub filter: Option<ArticleFilter>,
    /// How articles are listed.
    pub listing: Slot<ListingQuery>,
    /// The row under the hand in the list of articles.
    pub articles: KeyedCursor<ArticleKey>,
    /// The row under the hand in the panel.
    pub panel: ListCursor,
    /// The Compare view.
    pub compare: Compare,
    /// The Suggest view.
    pub suggest: Suggest,
    /// Where one was.
    pub jumps: JumpList,
    /// Keys typed ahead of what the first of them is about, each with the count before it.
    pub type_ahead: Vec<(Option<u32>, Key)>,
    /// Digits typed before a command.
    pub count: Option<u32>,
    /// A line for the reader.
    pub message: Option<Message>,
    /// What could not be read, in order.
    pub problems: Vec<Told>,
    /// The article that is being opened.
    pub opening: Slot<OpenArticleQuery>,
    /// The hits of a search in the open article.
    pub article_search: Slot<ArticleSearchQuery>,
    /// The numbers of the open article.
    pub article_stats: Slot<ArticleStatsQuery>,
    /// The numbers of all articles.
    pub corpus_stats: Slot<CorpusStatsQuery>,
    /// The matrix of the listed articles.
    pub coverage: Slot<CoverageQuery>,
    /// The counts of the entity that the card is of.
    pub entity_count: Slot<EntityCountQuery>,
    /// Why the mention is there that the card is of.
    pub explanation: Slot<ExplainQuery>,
    /// Whether the mouse reports to the reader.
    pub mouse: bool,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
}

impl State {
    /// A reader with nothing in it yet, on a screen of 80x24 until it is told otherwise, without a mouse.
    pub fn new(index: Index, list_name: String, keymap: Arc<Keymap>) -> Self {
        Self { index, list_name, keymap, size: (80, 24), ..Self::default() }
    }

    /// Takes a new index, with what became of articles since; every index that the state has had has a number of its own.
    pub fn replace_index(&mut self, index: Index) {
        let generation = self.index.generation + 1;
        if !Arc::ptr_eq(self.index.gazetteer(), index.gazetteer()) {
            self.patches.clear();
        }
        let index = self.patches.iter().fold(index, |index, amendment| amendment.applied_to(&index));
        self.put_index(index, generation);
    }

    /// Numbers that are given for the index before stay until there are newer ones, unless they would be those of other
    /// articles or other names in this one.
    fn put_index(&mut self, mut index: Index, generation: u64) {
        if !index.continues(&self.index) {
            self.article_stats.forget();
            self.corpus_stats.forget();
        }
        index.generation = generation;
        self.index = index;
    }

    /// Takes in what became of an article just now.
    pub fn amend(&mut self, amendment: IndexPatch) {
        let generation = self.index.generation + 1;
        self.put_index(amendment.applied_to(&self.index), generation);
        // Only what is still being read brings an index that knows nothing of it.
        if !self.loading.done {
            self.patches.push(amendment);
        }
    }

    /// The parts of the screen.
    pub fn layout(&self) -> Layout {
        let widest = self.display.measure;
        let parts = layout(self.size.0, self.size.1, self.focus, widest);
        if self.zoomed { parts.alone(self.focus, widest) } else { parts }
    }

    /// The text pane; where it is not shown, the one that would be.
    pub fn text_area(&self) -> Area {
        let widest = self.display.measure;
        let otherwise = || {
            let parts = layout(self.size.0, self.size.1, Pane::Text, widest);
            if self.zoomed { parts.alone(Pane::Text, widest).text } else { parts.text }
        };
        self.layout().text.or_else(otherwise).unwrap_or_default()
    }

    /// How the rows of the text are set.
    pub fn measure(&self) -> Measure {
        let columns = measure(self.text_area(), self.display.measure);
        Measure { columns, justify: self.display.justify, hyphenate: self.display.hyphenate }
    }

    /// Rows of a page.
    pub fn page_height(&self) -> usize {
        usize::from(self.text_area().height).max(1)
    }

    /// The open article's number in this generation.
    pub fn open_id(&self) -> Option<ArticleId> {
        self.open.as_ref().and_then(|open| self.index.find(&open.article.key))
    }

    /// The selected entity's number in this generation; none if nothing is selected, or no article names it.
    pub fn selected_id(&self) -> Option<ReferentId> {
        self.selected.as_ref().and_then(|key| self.index.find_entity(key))
    }

    /// The kinds that are hidden, as the list numbers them now.
    pub fn hidden_kinds(&self) -> KindSet {
        let kinds = (0..).map(KindId).zip(&self.index.gazetteer().kinds);
        let hidden = kinds.filter(|(_, kind)| self.hidden.contains(&kind.id));
        hidden.map(|(id, _)| id).collect()
    }

    /// What jumps stop at and the screen numbers: the mentions that count of the selected entity, else of all kinds that
    /// are not hidden.
    pub fn mention_filter(&self) -> MentionFilter {
        MentionFilter { selected: self.selected_id(), hidden: self.hidden_kinds(), uncounted: false }
    }

    /// Whether an article is the one on the page.
    pub fn is_open(&self, key: &ArticleKey) -> bool {
        self.open.as_ref().is_some_and(|open| open.article.key == *key)
    }

    /// The selected entity's name.
    pub fn selected_name(&self) -> Option<String> {
        self.name_of(self.selected.as_ref()?)
    }

    /// The name of an entity of the list.
    pub fn name_of(&self, key: &EntityKey) -> Option<String> {
        let entry = self.index.gazetteer().find_id(&key.id)?;
        let entry = self.index.gazetteer().entry(entry)?;
        Some(entry.display_name(key.value.as_deref()).into_owned())
    }

    /// The numbers of the open article, if they are those of what is shown; perhaps as they were before the last change.
    pub fn article_stats(&self) -> Option<&ArticleStats> {
        let (_, stats) = self.article_stats.latest()?;
        let is_it = Some(stats.article) == self.open_id()
            && stats.selected == self.selected_id()
            && stats.hidden == self.hidden_kinds();
        is_it.then_some(stats)
    }

    /// The numbers of all articles, if they are those of what is shown; perhaps as they were before the last change.
    pub fn corpus_stats(&self) -> Option<&CorpusStats> {
        let (_, stats) = self.corpus_stats.latest()?;
        let is_it = stats.selected == self.selected_id() && stats.hidden == self.hidden_kinds();
        is_it.then_some(stats)
    }

    /// Bytes of the text that are on the page.
    pub fn visible_bytes(&self) -> Range<usize> {
        let Some(open) = &self.open else { return 0..0 };
        let rows =
            crate::app::document::viewport::visible(open, self.measure(), self.viewport, self.page_height());
        let mut ranges = rows.into_iter().filter_map(|row| row.range);
        let Some(first) = ranges.next() else { return 0..0 };
        let end = ranges.next_back().map_or(first.end, |last| last.end);
        first.start..end
    }

    /// The matrix, if it belongs to the articles that are listed.
    pub fn coverage(&self) -> Option<&Arc<[CoverageRow]>> {
        let (query, rows) = self.coverage.latest()?;
        let is_it = query.snapshot.generation == self.index.generation
            && query.listing == article_filter::listing(self);
        is_it.then_some(rows)
    }

    /// Shows a line until the next key.
    pub fn notify(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), is_problem: false });
    }

    /// Shows a line that something is wrong, until the next key.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), is_problem: true });
    }

    /// Whether the hits of a search in the article are under way.
    pub fn is_searching(&self) -> bool {
        self.search.as_ref().is_some_and(|search| search.hits.is_none())
    }

    /// What of what is under way the screen waits for.
    pub fn waiting(&self) -> Waiting {
        let is_seen_at_once = self.pending_jump.is_some()
            || self.listing.is_waiting()
            || self.article_stats.is_waiting()
            || self.corpus_stats.is_waiting()
            || self.overlays.picker().is_some_and(|picker| picker.found.is_waiting())
            || self.explanation.is_waiting()
            || self.entity_count.is_waiting()
            || (self.view == View::Search && self.corpus_search.is_under_way())
            || (self.view == View::Compare && self.coverage.is_waiting());
        match (is_seen_at_once, self.is_searching()) {
            (true, _) => Waiting::ForNumbers,
            (false, true) => Waiting::ForHits,
            (false, false) => Waiting::ForNothing,
        }
    }

    /// Says which answers the screen needs now, and gives the requests for those that are neither here nor on their way.
    pub fn ask(&mut self) -> Vec<Effect> {
        let snapshot = Snapshot::of(&self.index);
        let (selected, hidden) = (self.selected_id(), self.hidden_kinds());
        let of_article = |article| ArticleStatsQuery {
            snapshot: snapshot.clone(),
            article,
            selected,
            hidden: hidden.clone(),
        };
        let article_stats = self.open_id().map(of_article);
        self.article_stats.want(article_stats);
        self.corpus_stats.want(Some(CorpusStatsQuery { snapshot: snapshot.clone(), selected, hidden }));
        article_filter::want(self);
        // Until it is known which articles are listed there is nothing to compare.
        let is_compared = self.view == View::Compare && !self.listing.is_waiting();
        let coverage = is_compared
            .then(|| CoverageQuery { snapshot: snapshot.clone(), listing: article_filter::listing(self) });
        self.coverage.want(coverage);
        card::want(self, &snapshot);
        suggest::want(self);
        self.slots().into_iter().filter_map(AnySlot::take_request).map(Effect::Request).collect()
    }

    /// Every slot.
    fn slots(&mut self) -> Vec<&mut dyn AnySlot> {
        let mut slots: Vec<&mut dyn AnySlot> = vec![
            &mut self.opening,
            &mut self.article_search,
            &mut self.article_stats,
            &mut self.corpus_stats,
            &mut self.listing,
            &mut self.coverage,
            &mut self.entity_count,
            &mut self.explanation,
            &mut self.corpus_search.search,
            &mut self.suggest.search,
            &mut self.file_changes.rescan,
        ];
        if let Some(picker) = self.overlays.picker_mut() {
            slots.push(&mut picker.found);
        }
        slots
    }

    /// Keeps an answer in the slot that asked for it. False if it is no longer wanted.
    pub fn keep(&mut self, reply: &mut Reply) -> bool {
        self.slots().into_iter().any(|slot| slot.keep(reply))
    }
}
