//! The model: all parts of the reader's state, and values derived from several of them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::analysis::listing::{Listing, ListingFilter, Sort};
use crate::analysis::walk::MentionFilter;
use crate::app::document::{Document, Measure, Position, Progress, ViewportTop, viewport};
use crate::app::effect::Effect;
use crate::app::geometry::{Area, KeyedCursor, Layout, Pane, layout, measure};
use crate::app::input::text_field::History;
use crate::app::input::{Keymap, ViewId};
use crate::app::jobs::{AnySlot, Reply, Slot};
use crate::app::queries::{
    ArticleSearchQuery, ArticleStats, ArticleStatsQuery, CorpusStats, CorpusStatsQuery, ListingQuery,
    OpenArticleQuery, ProvisionalQuery, Snapshot,
};
use crate::app::state::article_filter::ArticleFilter;
use crate::app::state::changes::Changes;
use crate::app::state::corpus::{Continues, Corpus};
use crate::app::state::corpus_search::CorpusSearch;
use crate::app::state::dismissal::DismissalKey;
use crate::app::state::display::DisplayOptions;
use crate::app::state::file_changes::{FileChanges, IndexPatch};
use crate::app::state::jump::PendingJump;
use crate::app::state::jumplist::JumpList;
use crate::app::state::loading::Loading;
use crate::app::state::mark::Mark;
use crate::app::state::note::Note;
use crate::app::state::notice::Notice;
use crate::app::state::notices::Notices;
use crate::app::state::overlaid::Overlaid;
use crate::app::state::read_mark::ReadMark;
use crate::app::state::saved::Journal;
use crate::app::state::search::Search;
use crate::app::state::selection::Selection;
use crate::app::state::undo::UndoStack;
use crate::article::ArticleKey;
use crate::corpus::{ArticleId, Index, ReferentId};
use crate::gazetteer::{KindId, KindSet};
use crate::mention::EntityKey;
use crate::text::plural::counted_so_far;

/// What the next frame briefly waits for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Waiting {
    /// Nothing.
    #[default]
    ForNothing,
    /// The hits of a search. The wait is short, so that what was just typed appears promptly.
    ForHits,
    /// An article, or an answer that the panes, the view or an overlay will show.
    ForNumbers,
}

/// All parts of the reader's state that views share.
#[derive(Debug, Default)]
pub struct Workspace {
    /// The articles read so far.
    pub corpus: Corpus,
    /// Which key runs which command.
    pub keymap: Arc<Keymap>,
    /// Display options.
    pub display: DisplayOptions,
    /// How many articles have been found and read.
    pub loading: Loading,
    /// Where the list of entities comes from; one line.
    pub list_name: String,
    /// Why the list's file cannot be used. The last good version stays in use.
    pub list_problem: Option<String>,
    /// The open article.
    pub open: Option<Document>,
    /// The first row of its page.
    pub viewport: ViewportTop,
    /// The page before the screen was resized, kept until there is any other input: if the old size returns, so does
    /// the page.
    pub before_resize: Option<ViewportTop>,
    /// Byte offset of the current mention.
    pub current_mention: Option<usize>,
    /// Last reading position in each article.
    pub positions: HashMap<ArticleKey, Position>,
    /// How far articles were read.
    pub read_marks: HashMap<ArticleKey, ReadMark>,
    /// Marks by letter.
    pub marks: BTreeMap<char, Mark>,
    /// What has been saved of the session.
    pub journal: Journal,
    /// The jump that waits for its article.
    pub pending_jump: Option<PendingJump>,
    /// The article that last failed to open, until one opens. Next and previous continue from here.
    pub unreadable: Option<ArticleKey>,
    /// File-system changes not yet applied.
    pub file_changes: FileChanges,
    /// What the open overlays do to the page.
    pub overlaid: Overlaid,
    /// The selected entity, and which mentions are shown.
    pub selection: Selection,
    /// The view.
    pub view: ViewId,
    /// The pane that keys act on.
    pub focus: Pane,
    /// True if that pane has the screen to itself.
    pub zoomed: bool,
    /// Bytes of the open article that were selected as a name or words.
    pub picked_words: Option<Range<usize>>,
    /// Bytes of the open article that were selected as a sentence.
    pub picked_sentence: Option<Range<usize>>,
    /// Shell commands that text was piped to.
    pub pipe_history: History,
    /// The last note with a comment that could not be saved: offered again at its passage.
    pub unsaved_note: Option<Note>,
    /// The search in the open article.
    pub search: Option<Search>,
    /// Expressions that have been searched for.
    pub search_history: History,
    /// The search over all articles.
    pub corpus_search: CorpusSearch,
    /// The changes that can be undone.
    pub undo: UndoStack,
    /// Names that are not to be suggested, folded.
    pub ignored: HashSet<String>,
    /// Rows of comparisons that the user dismissed as not a difference.
    pub dismissed: HashSet<DismissalKey>,
    /// The order of the article list.
    pub sort: Sort,
    /// What the article list is filtered to.
    pub filter: Option<ArticleFilter>,
    /// The listed articles, in order.
    pub listing: Slot<ListingQuery>,
    /// The cursor in the article list.
    pub articles: KeyedCursor<ArticleKey>,
    /// The command that was pressed at the end of the articles: pressed again, it continues from the other end.
    pub wrap_offer: Option<&'static str>,
    /// Earlier and later positions.
    pub jumps: JumpList,
    /// The status message, and what could not be read or was skipped.
    pub notices: Notices,
    /// The article being opened.
    pub opening: Slot<OpenArticleQuery>,
    /// The hits in the open article.
    pub article_search: Slot<ArticleSearchQuery>,
    /// The numbers of the open article.
    pub article_stats: Slot<ArticleStatsQuery>,
    /// The numbers of all articles.
    pub corpus_stats: Slot<CorpusStatsQuery>,
    /// The index that articles are compared by while no entity is listed.
    pub provisional: Slot<ProvisionalQuery>,
    /// True if mouse events go to the reader.
    pub mouse: bool,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// Effects that have not been returned yet.
    pub effects: Vec<Effect>,
    /// What changed since views and overlays were last notified.
    pub changes: Changes,
}

impl Workspace {
    /// Creates a model on a screen of 80x24, without a mouse.
    pub fn new(index: Index, list_name: String, keymap: Arc<Keymap>) -> Self {
        Self { corpus: Corpus::new(index), list_name, keymap, size: (80, 24), ..Self::default() }
    }

    /// Returns the index of all articles read so far.
    pub fn index(&self) -> &Index {
        self.corpus.index()
    }

    /// Replaces the index, as [`Corpus::replace`] does, and records the change.
    pub fn replace_index(&mut self, index: Index) {
        let continues = self.corpus.replace(index);
        self.index_changed(continues);
    }

    /// Applies a change to the articles, now and, while articles are still being read, to every later index.
    pub fn apply_patch(&mut self, patch: IndexPatch) {
        let continues = self.corpus.apply(patch, !self.loading.done);
        self.index_changed(continues);
    }

    /// Records that the index changed. The numbers of the previous index stay until there are newer ones, unless they
    /// would be attributed to other articles or entities in this one.
    fn index_changed(&mut self, Continues(continues): Continues) {
        if !continues {
            self.article_stats.forget();
            self.corpus_stats.forget();
        }
        self.changes |= Changes::INDEX;
    }

    /// Returns the parts of the screen.
    pub fn layout(&self) -> Layout {
        let widest = self.display.measure;
        let parts = layout(self.size.0, self.size.1, self.focus, widest);
        if self.zoomed { parts.zoomed(self.focus, widest) } else { parts }
    }

    /// Returns the area of the text pane. If it is not shown, returns where it would be.
    pub fn text_area(&self) -> Area {
        let widest = self.display.measure;
        let otherwise = || {
            let parts = layout(self.size.0, self.size.1, Pane::Text, widest);
            if self.zoomed { parts.zoomed(Pane::Text, widest).text } else { parts.text }
        };
        self.layout().text.or_else(otherwise).unwrap_or_default()
    }

    /// Returns the layout settings of the text.
    pub fn measure(&self) -> Measure {
        let columns = measure(self.text_area(), self.display.measure);
        Measure { columns, justify: self.display.justify, hyphenate: self.display.hyphenate }
    }

    /// Returns the number of rows of a page, at least 1.
    pub fn page_height(&self) -> usize {
        usize::from(self.text_area().height).max(1)
    }

    /// Returns the number of rows that even the tallest card leaves uncovered, at least 1. Returns the height of the
    /// page if no card is open. Jumps land in these rows.
    pub fn uncovered_height(&self) -> usize {
        let height = self.page_height();
        if self.overlaid.covered.is_none() {
            return height;
        }
        let half = (height / 2).max(usize::from(CARD_ROWS));
        height.saturating_sub(half + usize::from(CARD_SLACK)).max(1)
    }

    /// Returns the part of an area above the card, or all of it if the card covers none of its columns.
    pub fn uncovered(&self, area: Area) -> Area {
        match self.overlaid.covered {
            Some(card) if card.x < area.x + area.width && area.x < card.x + card.width => {
                Area { height: area.height.min(card.y.saturating_sub(area.y)), ..area }
            }
            _ => area,
        }
    }

    /// Returns the open article's id in this generation.
    pub fn open_id(&self) -> Option<ArticleId> {
        self.open.as_ref().and_then(|open| self.index().find(&open.article.key))
    }

    /// Returns the selected entity's id in this generation. None if nothing is selected, or if no article, including
    /// those removed since, has a mention that refers to it alone.
    pub fn selected_id(&self) -> Option<ReferentId> {
        self.selection.entity().and_then(|key| self.index().find_entity(key))
    }

    /// Returns the hidden kinds by their ids in the list.
    pub fn hidden_kinds(&self) -> KindSet {
        let kinds = (0..).map(KindId).zip(&self.index().gazetteer().kinds);
        let hidden = kinds.filter(|(_, kind)| self.selection.hidden().contains(&kind.id));
        hidden.map(|(id, _)| id).collect()
    }

    /// Returns the filter for the mentions that the screen counts: those of the selected entity, or, if it has no id or
    /// none is selected, of all kinds that are not hidden. Jumps stop at these and, while nested mentions are shown, at
    /// others too.
    pub fn mention_filter(&self) -> MentionFilter {
        MentionFilter { selected: self.selected_id(), hidden: self.hidden_kinds(), show_nested: false }
    }

    /// True if an article is the open one.
    pub fn is_open(&self, key: &ArticleKey) -> bool {
        self.open.as_ref().is_some_and(|open| open.article.key == *key)
    }

    /// Returns the selected entity's name.
    pub fn selected_name(&self) -> Option<String> {
        self.name_of(self.selection.entity()?)
    }

    /// Returns the name of an entity in the list.
    pub fn name_of(&self, key: &EntityKey) -> Option<String> {
        let entry = self.index().gazetteer().find_id(&key.id)?;
        let entry = self.index().gazetteer().entry(entry)?;
        Some(entry.display_name(key.value.as_deref()).into_owned())
    }

    /// Returns the key of an entity of this generation.
    pub fn key_of(&self, referent: ReferentId) -> Option<EntityKey> {
        Some(self.index().entity(referent)?.key(self.index().gazetteer()))
    }

    /// Returns the numbers of the open article if they are for the current selection and the current hidden kinds;
    /// perhaps of an earlier generation.
    pub fn article_stats(&self) -> Option<&ArticleStats> {
        let (_, stats) = self.article_stats.latest()?;
        let is_current = Some(stats.article) == self.open_id()
            && stats.selected == self.selected_id()
            && stats.hidden == self.hidden_kinds();
        is_current.then_some(stats)
    }

    /// Returns the numbers of all articles if they are for the current selection and the current hidden kinds; perhaps
    /// of an earlier generation.
    pub fn corpus_stats(&self) -> Option<&CorpusStats> {
        let (_, stats) = self.corpus_stats.latest()?;
        let is_current = stats.selected == self.selected_id() && stats.hidden == self.hidden_kinds();
        is_current.then_some(stats)
    }

    /// True if the list names hardly anything in these articles: on average, fewer than one mention per article. False
    /// until loading has ended and the mentions are counted, while an entity is selected, while kinds are hidden, and
    /// if no article has a sentence.
    pub fn lists_few_names(&self) -> bool {
        let mentions = self.corpus_stats().map(|everywhere| everywhere.mentions.iter().sum::<u32>());
        let is_bare = mentions.is_some_and(|mentions| (mentions as usize) < self.index().len());
        let has_words =
            || self.index().ids().any(|id| self.index().row(id).is_some_and(|row| row.sentences > 0));
        self.loading.done
            && self.selection.entity().is_none()
            && self.selection.hidden().is_empty()
            && is_bare
            && has_words()
    }

    /// Formats how often an entity is mentioned, and in how many of the listed articles:
    /// `14 mentions in 3 of 5 articles`. Until all articles have been read, the numbers of mentions and of listed
    /// articles have a plus.
    pub fn coverage(&self, mentions: usize, articles: usize) -> String {
        let mentions = counted_so_far(mentions, self.loading.plus(), "mention", "mentions");
        format!("{mentions} {}", self.in_articles(articles))
    }

    /// Formats in how many of the listed articles something is, as [`Self::coverage`] does: `in 3 of 5 articles`.
    pub fn in_articles(&self, articles: usize) -> String {
        let (listed, plus) = (self.listing().len(), self.loading.plus());
        let all = if listed < self.index().len() {
            counted_so_far(listed, plus, "listed article", "listed articles")
        } else {
            counted_so_far(listed, plus, "article", "articles")
        };
        format!("in {articles} of {all}")
    }

    /// Returns the bytes of the text that are on the page.
    pub fn visible_bytes(&self) -> Range<usize> {
        let Some(open) = &self.open else { return 0..0 };
        let rows = viewport::visible(open, self.measure(), self.viewport, self.page_height());
        let mut ranges = rows.into_iter().filter_map(|row| row.range);
        let Some(first) = ranges.next() else { return 0..0 };
        let end = ranges.next_back().map_or(first.end, |last| last.end);
        first.start..end
    }

    /// Returns how far the page is in the open article. None if none is open, or it is empty.
    pub fn progress(&self) -> Option<Progress> {
        Progress::of(self.open.as_ref()?, self.visible_bytes(), self.viewport)
    }

    /// Returns the listed articles, in order. Until the current listing is known, returns the previous one if it is of
    /// this generation, else all articles, by path.
    pub fn listing(&self) -> Listing {
        let is_all = self.sort == Sort::Path && self.filter.is_none();
        let latest =
            self.listing.latest().filter(|(query, _)| query.snapshot.generation == self.index().generation);
        match latest {
            Some((_, listing)) if !is_all => listing.clone(),
            _ => Listing::all(self.index().len()),
        }
    }

    /// Returns how articles are to be listed. None if all are listed by path, as in the index.
    fn listing_query(&self) -> Option<ListingQuery> {
        if self.sort == Sort::Path && self.filter.is_none() {
            return None;
        }
        let filter = self.filter.as_ref().map(|filter| match filter {
            ArticleFilter::Containing(_, keys) => ListingFilter::Keys(Arc::clone(keys)),
            ArticleFilter::Mentioning(entity) => match self.index().find_entity(entity) {
                Some(referent) => ListingFilter::Mentioning(referent),
                None => ListingFilter::Keys(Arc::default()),
            },
            ArticleFilter::NotMentioning(entity) => {
                ListingFilter::NotMentioning(self.index().find_entity(entity))
            }
        });
        let mention_filter =
            if self.sort == Sort::Mentions { self.mention_filter() } else { MentionFilter::default() };
        Some(ListingQuery { snapshot: Snapshot::of(self.index()), sort: self.sort, filter, mention_filter })
    }

    /// Returns what is wrong: why the list cannot be used, then what could not be read or was skipped, in order.
    pub fn problems(&self) -> impl Iterator<Item = Notice> {
        let list = self.list_problem.iter();
        let list = list.map(|words| Notice::problem(format!("{words}; the previous list stays in use")));
        list.chain(self.notices.problems().iter().cloned())
    }

    /// Shows a message until the next key press or click.
    pub fn notify(&mut self, text: impl Into<String>) {
        self.notices.show(Notice::info(text));
    }

    /// Shows a message about a failure until the next key press or click.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.notices.show(Notice::problem(text));
    }

    /// True while the hits of a search in the open article are not known.
    pub fn is_searching(&self) -> bool {
        self.search.as_ref().is_some_and(|search| search.hits.is_none())
    }

    /// Returns what the next frame waits for in the model's own slots.
    pub fn waiting(&self) -> Waiting {
        let awaits_numbers = self.pending_jump.is_some()
            || self.listing.is_waiting()
            || self.article_stats.is_waiting()
            || self.corpus_stats.is_waiting();
        match (awaits_numbers, self.is_searching()) {
            (true, _) => Waiting::ForNumbers,
            (false, true) => Waiting::ForHits,
            (false, false) => Waiting::ForNothing,
        }
    }

    /// Sets the queries that are needed now, whatever view is shown.
    pub fn want(&mut self) {
        let snapshot = Snapshot::of(self.index());
        let (selected, hidden) = (self.selected_id(), self.hidden_kinds());
        let stats_query = |article| ArticleStatsQuery {
            snapshot: snapshot.clone(),
            article,
            selected,
            hidden: hidden.clone(),
        };
        let article_stats = self.open_id().map(stats_query);
        self.article_stats.want(article_stats);
        self.corpus_stats.want(Some(CorpusStatsQuery { snapshot: snapshot.clone(), selected, hidden }));
        let listing = self.listing_query();
        self.listing.want(listing);
    }

    /// True if no entity is listed, so that articles are compared by the names that Suggest finds.
    pub fn compares_suggestions(&self) -> bool {
        self.index().gazetteer().entries.is_empty()
    }

    /// Requests the index that articles are compared by, once all articles are read, or drops it.
    pub fn want_compared(&mut self, is_wanted: bool) {
        let is_wanted = is_wanted && self.compares_suggestions() && self.loading.done;
        let query = is_wanted.then(|| ProvisionalQuery { snapshot: Snapshot::of(self.index()) });
        self.provisional.want(query);
    }

    /// True while articles are to be compared by suggested names that are not known yet.
    pub fn is_collecting(&self) -> bool {
        let latest = self.provisional.latest().map(|(query, _)| query.snapshot.generation);
        self.compares_suggestions() && latest != Some(self.index().generation)
    }

    /// Returns the index that articles are compared by: its articles have the ids of [`Workspace::index`], and its
    /// entities are those of the list or, if no entity is listed, the names that Suggest finds, once they are known.
    pub fn compared(&self) -> &Index {
        let latest = self
            .provisional
            .latest()
            .filter(|(query, _)| query.snapshot.generation == self.index().generation);
        match latest.filter(|_| self.compares_suggestions()) {
            Some((_, Some(index))) => index,
            _ => self.index(),
        }
    }

    /// Returns the model's slots.
    pub fn slots(&mut self) -> Vec<&mut dyn AnySlot> {
        vec![
            &mut self.opening,
            &mut self.article_search,
            &mut self.article_stats,
            &mut self.corpus_stats,
            &mut self.listing,
            &mut self.provisional,
            &mut self.corpus_search.search,
            &mut self.file_changes.rescan,
        ]
    }

    /// Stores an answer in its slot. False if none of the model's slots wants it.
    pub fn keep(&mut self, reply: &mut Reply) -> bool {
        self.slots().into_iter().any(|slot| slot.keep(reply))
    }
}

/// A card may take this many rows, with its border, even if that is more than half the page.
pub const CARD_ROWS: u16 = 6;
/// A card grows by up to this many rows if that saves scrolling.
pub const CARD_SLACK: u16 = 2;
