//! What the reader knows and where it is.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use crate::analysis::counts::EntityCount;
use crate::analysis::coverage::CoverageRow;
use crate::analysis::listing::{Listing, Sort};
use crate::analysis::walk::Followed;
use crate::app::action::{Effect, Everywhere, Here, Question, Why};
use crate::app::adding::Adding;
use crate::app::asking::Asking;
use crate::app::card;
use crate::app::compare::Compare;
use crate::app::document::Document;
use crate::app::document::Measure;
use crate::app::document::Position;
use crate::app::document::ViewportTop;
use crate::app::finding::Finding;
use crate::app::geometry::{Area, Layout, layout, measure};
use crate::app::geometry::{ListCursor, Pane};
use crate::app::help::Sought;
use crate::app::input::Key;
use crate::app::input::Keymap;
use crate::app::input::View;
use crate::app::input::text_field::History;
use crate::app::labelling::Labelling;
use crate::app::looks::Looks;
use crate::app::marks::Mark;
use crate::app::messages::Told;
use crate::app::narrowing::{self, Narrow, Wanted};
use crate::app::picker::Picker;
use crate::app::prompt::Prompt;
use crate::app::reading::Reading;
use crate::app::remembering::Telling;
use crate::app::search::Search;
use crate::app::seen::Seen;
use crate::app::suggesting::{self, Suggesting};
use crate::app::trail::Trail;
use crate::app::watching::{Amendment, Watched};
use crate::article::ArticleKey;
use crate::corpus::{ArticleId, Index, ReferentId};
use crate::gazetteer::{KindId, KindSet};
use crate::mention::EntityKey;

/// What covers the view until it is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// All keys; holds the first row shown.
    Help(usize),
    /// The card of an entity, a mention or an article; holds the first row shown.
    Card(usize),
    /// All messages; holds the first row shown.
    Messages(usize),
}

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

/// What the letter typed next is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaits {
    /// It says what to copy.
    Copy,
    /// It names the place one is at.
    SetMark,
    /// It is the mark to go to.
    GoToMark,
}

/// A jump that waits for its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The article.
    pub key: ArticleKey,
    /// What to do once it is there.
    pub landing: Landing,
}

/// Where to come to rest in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Landing {
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

/// The numbers on the screen that are counted aside, each as old as its answer.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// Of the open article, with the generation it belongs to.
    pub here: Option<(u64, Here)>,
    /// Of all articles.
    pub everywhere: Option<(u64, Everywhere)>,
    /// The matrix.
    pub coverage: Option<(u64, Listing, Arc<[CoverageRow]>)>,
    /// Of the entity that the card is of.
    pub count: Option<(u64, EntityKey, Option<EntityCount>)>,
    /// Why a mention is there.
    pub why: Option<(u64, Why)>,
}

/// The reader.
#[derive(Debug, Default)]
pub struct State {
    /// The articles that were read so far.
    pub index: Index,
    /// Which key runs what.
    pub keymap: Arc<Keymap>,
    /// How the page looks.
    pub looks: Looks,
    /// How far reading has come.
    pub reading: Reading,
    /// Where the list of entities is from; one line.
    pub list_name: String,
    /// Why the list's file cannot be used as it is now; the one before is.
    pub list_problem: Option<String>,
    /// The open article.
    pub open: Option<Document>,
    /// Its page.
    pub top: ViewportTop,
    /// Its page before the screen's size changed, until a hand does something else: back at the old size it is shown again.
    pub resized_from: Option<ViewportTop>,
    /// First byte of the mention landed on.
    pub landed: Option<usize>,
    /// Where one was in articles that are not open.
    pub places: HashMap<ArticleKey, Position>,
    /// How far articles were read.
    pub seen: HashMap<ArticleKey, Seen>,
    /// Marked places, by their letters.
    pub marks: BTreeMap<char, Mark>,
    /// What is told to be remembered.
    pub telling: Telling,
    /// The jump that waits for its article.
    pub pending: Option<Pending>,
    /// The article that could not be opened: the way goes on from it, so that it does not bar it.
    pub barred: Option<ArticleKey>,
    /// What became of articles while the others were still being read, or matched again.
    pub changed: Vec<Amendment>,
    /// What was heard of the articles' files.
    pub watched: Watched,
    /// The selected entity.
    pub selected: Option<EntityKey>,
    /// Whether mentions inside longer ones are shown, and jumps stop at them and at ambiguous ones.
    pub uncounted: bool,
    /// Kinds that are not highlighted, nor stopped at; by their ids.
    pub hidden: BTreeSet<String>,
    /// The row under the hand in the menu of kinds, while it is open.
    pub kinds_menu: Option<usize>,
    /// What was selected before an addition was.
    pub selected_before: Option<EntityKey>,
    /// With whom the selected entity's passages are walked.
    pub partner: Option<EntityKey>,
    /// The view.
    pub view: View,
    /// The pane that keys act on.
    pub focus: Pane,
    /// Whether it has the screen to itself.
    pub alone: bool,
    /// What covers the view.
    pub overlay: Option<Overlay>,
    /// What is looked for in the help.
    pub sought: Sought,
    /// What a letter is waited for.
    pub awaits: Option<Awaits>,
    /// Labels that wait for their letters.
    pub labelling: Option<Labelling>,
    /// A name on its way into the list.
    pub adding: Option<Adding>,
    /// The words pointed at: bytes of the open article.
    pub picked: Option<Range<usize>>,
    /// A picker, while it is open.
    pub picker: Option<Picker>,
    /// How often a picker has asked.
    pub picks: u64,
    /// The line being typed.
    pub prompt: Option<Prompt>,
    /// A line that a command asks for.
    pub asking: Option<Asking>,
    /// Commands that text went to.
    pub commands_run: History,
    /// The remark to a note that could not be kept, for the next one.
    pub unkept_remark: String,
    /// The search that was made.
    pub search: Option<Search>,
    /// Expressions that were searched for.
    pub history: History,
    /// The Search view.
    pub finding: Finding,
    /// What the list of articles is sorted by.
    pub sort: Sort,
    /// What it is narrowed to.
    pub narrow: Option<Narrow>,
    /// How articles are listed, with the generation of the index that it belongs to.
    pub listing: Option<(u64, Wanted, Listing)>,
    /// The row under the hand in the list of articles.
    pub articles: ListCursor,
    /// The row under the hand in the panel.
    pub panel: ListCursor,
    /// The Compare view.
    pub compare: Compare,
    /// The Suggest view.
    pub suggest: Suggesting,
    /// Where one was.
    pub trail: Trail,
    /// Keys typed ahead of what the first of them is about, each with the count before it.
    pub ahead: Vec<(Option<u32>, Key)>,
    /// Digits typed before a command.
    pub count: Option<u32>,
    /// A line for the reader.
    pub message: Option<Message>,
    /// What could not be read, in order.
    pub problems: Vec<Told>,
    /// Numbers that were counted aside.
    pub answers: Answers,
    /// Questions asked and not answered.
    pub asked: Asked,
    /// Whether the mouse reports to the reader.
    pub mouse: bool,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
}

/// What was asked last of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// How articles are listed.
    pub listing: Option<(u64, Wanted)>,
    /// The open article, and its generation.
    pub here: Option<(u64, Question)>,
    /// All articles.
    pub everywhere: Option<(u64, Question)>,
    /// The matrix.
    pub coverage: Option<(u64, Question)>,
    /// The entity that the card is of.
    pub count: Option<(u64, Question)>,
    /// The first byte of the mention that is to be explained.
    pub why: Option<(u64, usize)>,
}

impl Asked {
    /// Where it is remembered that a question of this kind is under way.
    pub fn slot(&mut self, question: &Question) -> &mut Option<(u64, Question)> {
        match question {
            Question::Here { .. } => &mut self.here,
            Question::Everywhere { .. } => &mut self.everywhere,
            Question::Coverage(_) => &mut self.coverage,
            Question::Count(_) => &mut self.count,
        }
    }
}

fn given_in<T>(answer: Option<&(u64, T)>, generation: u64) -> bool {
    answer.is_some_and(|(given, _)| *given == generation)
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
            self.changed.clear();
        }
        let index = self.changed.iter().fold(index, |index, amendment| amendment.applied_to(&index));
        self.put_index(index, generation);
    }

    /// Numbers that are given for the index before stay until there are newer ones, unless they would be those of other
    /// articles or other names in this one.
    fn put_index(&mut self, mut index: Index, generation: u64) {
        if !index.continues(&self.index) {
            (self.answers.here, self.answers.everywhere) = (None, None);
        }
        index.generation = generation;
        self.index = index;
    }

    /// Takes in what became of an article just now.
    pub fn amend(&mut self, amendment: Amendment) {
        let generation = self.index.generation + 1;
        self.put_index(amendment.applied_to(&self.index), generation);
        // Only what is still being read brings an index that knows nothing of it.
        if !self.reading.done {
            self.changed.push(amendment);
        }
    }

    /// The parts of the screen.
    pub fn layout(&self) -> Layout {
        let widest = self.looks.measure;
        let parts = layout(self.size.0, self.size.1, self.focus, widest);
        if self.alone { parts.alone(self.focus, widest) } else { parts }
    }

    /// The text pane; where it is not shown, the one that would be.
    pub fn text_area(&self) -> Area {
        let widest = self.looks.measure;
        let otherwise = || {
            let parts = layout(self.size.0, self.size.1, Pane::Text, widest);
            if self.alone { parts.alone(Pane::Text, widest).text } else { parts.text }
        };
        self.layout().text.or_else(otherwise).unwrap_or_default()
    }

    /// How the rows of the text are set.
    pub fn measure(&self) -> Measure {
        let columns = measure(self.text_area(), self.looks.measure);
        Measure { columns, justify: self.looks.justify, hyphenate: self.looks.hyphenate }
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
        hidden.fold(KindSet::default(), |set, (id, _)| set.with(id))
    }

    /// What jumps stop at and the screen numbers: the mentions that count of the selected entity, else of all kinds that
    /// are not hidden.
    pub fn followed(&self) -> Followed {
        Followed { selected: self.selected_id(), hidden: self.hidden_kinds(), uncounted: false }
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

    /// The answer about the open article, if it belongs to what is shown.
    pub fn here(&self) -> Option<&Here> {
        let (_, here) = self.answers.here.as_ref()?;
        let is_it = Some(here.article) == self.open_id()
            && here.selected == self.selected_id()
            && here.hidden == self.hidden_kinds();
        is_it.then_some(here)
    }

    /// The answer about all articles, if it belongs to what is shown.
    pub fn everywhere(&self) -> Option<&Everywhere> {
        let (_, everywhere) = self.answers.everywhere.as_ref()?;
        let is_it = everywhere.selected == self.selected_id() && everywhere.hidden == self.hidden_kinds();
        is_it.then_some(everywhere)
    }

    /// Bytes of the text that are on the page.
    pub fn visible_bytes(&self) -> Range<usize> {
        let Some(open) = &self.open else { return 0..0 };
        let rows =
            crate::app::document::viewport::visible(open, self.measure(), self.top, self.page_height());
        let mut ranges = rows.into_iter().filter_map(|row| row.range);
        let Some(first) = ranges.next() else { return 0..0 };
        let end = ranges.next_back().map_or(first.end, |last| last.end);
        first.start..end
    }

    /// The matrix, if it belongs to the articles that are listed.
    pub fn coverage(&self) -> Option<&Arc<[CoverageRow]>> {
        let (given, listing, rows) = self.answers.coverage.as_ref()?;
        let is_it = *given == self.index.generation && *listing == narrowing::listing(self);
        is_it.then_some(rows)
    }

    /// Shows a line until the next key.
    pub fn say(&mut self, text: impl Into<String>) {
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
        let is_seen_at_once = self.pending.is_some()
            || self.asked.listing.is_some()
            || self.asked.here.is_some()
            || self.asked.everywhere.is_some()
            || self.picker.as_ref().is_some_and(|picker| !picker.is_answered)
            || self.asked.why.is_some()
            || self.asked.count.is_some()
            || (self.view == View::Search && self.finding.is_under_way())
            || (self.view == View::Compare && self.asked.coverage.is_some());
        match (is_seen_at_once, self.is_searching()) {
            (true, _) => Waiting::ForNumbers,
            (false, true) => Waiting::ForHits,
            (false, false) => Waiting::ForNothing,
        }
    }

    /// Asks for every number that the screen needs and that no answer, given or under way, is about.
    pub fn ask(&mut self) -> Vec<Effect> {
        let generation = self.index.generation;
        let selected = self.selected_id();
        let (mut wanted, mut effects) = (Vec::new(), Vec::new());
        if let Some(article) = self.open_id() {
            let fresh = self.here().is_some() && given_in(self.answers.here.as_ref(), generation);
            wanted.push((!fresh, Question::Here { article, selected, hidden: self.hidden_kinds() }));
        }
        let fresh = self.everywhere().is_some() && given_in(self.answers.everywhere.as_ref(), generation);
        wanted.push((!fresh, Question::Everywhere { selected, hidden: self.hidden_kinds() }));
        effects.extend(narrowing::ask(self));
        // Until it is known which articles are listed there is nothing to compare.
        let is_compared = self.view == View::Compare && self.asked.listing.is_none();
        let fresh = self.coverage().is_some();
        wanted.push((!fresh && is_compared, Question::Coverage(narrowing::listing(self))));
        match card::entity(self) {
            Some(entity) => {
                let given = self.answers.count.as_ref().map(|(given, ..)| *given);
                let fresh = card::count(self).is_some() && given == Some(generation);
                wanted.push((!fresh, Question::Count(entity)));
            }
            None => self.asked.count = None,
        }

        for (is_wanted, question) in wanted {
            let slot = self.asked.slot(&question);
            if !is_wanted {
                *slot = None;
            } else if slot.as_ref().is_none_or(|(given, asked)| *given != generation || *asked != question) {
                *slot = Some((generation, question.clone()));
                effects.push(Effect::Ask { question, index: self.index.clone() });
            }
        }
        effects.extend(card::ask(self));
        effects.extend(suggesting::ask(self));
        effects
    }
}
