//! Pickers: a few typed letters choose an article, an entity or a command.

use std::collections::HashSet;
use std::sync::Arc;

use crate::analysis::fuzzy::{FuzzyMatch, rank, rank_substring};
use crate::analysis::listing::Listing;
use crate::app::action::Effect;
use crate::app::article_filter;
use crate::app::commands;
use crate::app::geometry::Area;
use crate::app::geometry::ListCursor;
use crate::app::go_to;
use crate::app::input::Keymap;
use crate::app::input::View;
use crate::app::input::command::{CommandSpec, Scope};
use crate::app::input::text_field::{Edit, PromptEdit, TextField};
use crate::app::input::{Key, KeyCode};
use crate::app::jobs::{Lane, Library, Query, Reply, Slot, Stop};
use crate::app::overlays::{Flow, Overlay};
use crate::app::queries::Snapshot;
use crate::app::selection;
use crate::app::state::{JumpTarget, State};
use crate::article::ArticleKey;
use crate::article::date::day_of;
use crate::corpus::Index;
use crate::gazetteer::KindId;
use crate::mention::EntityKey;
use crate::text::wrap::wrap;

/// What its keys do, in many words and in few.
pub const KEYS: [&str; 2] = [
    "type some letters; ↑ ↓ move, Enter takes the row, Esc leaves",
    "letters, ↑ ↓; Enter takes the row, Esc leaves",
];

/// What is picked from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The articles listed.
    Articles,
    /// The entities of the list, by any of their names.
    Entities,
    /// The commands that work in a view.
    Commands(View),
}

impl Choice {
    /// The picker's title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Articles => "Articles",
            Self::Entities => "Entities",
            Self::Commands(_) => "Commands",
        }
    }
}

/// What a row stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An article.
    Article(ArticleKey),
    /// An entity, with its kind.
    Entity(EntityKey, KindId),
    /// A command, by its name.
    Command(&'static str),
}

/// A row of a picker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickRow {
    /// What it stands for, with what of its text was typed.
    pub meant: FuzzyMatch<Target>,
    /// What stands at its right.
    pub note: String,
}

/// The most rows that are listed.
pub const MOST_ROWS: usize = 500;

/// A picker.
#[derive(Debug)]
pub struct Picker {
    /// What is picked from.
    pub choice: Choice,
    /// What was typed.
    pub line: TextField,
    /// The rows, for what was typed a moment ago.
    pub rows: Vec<PickRow>,
    /// How many are meant by what was typed, listed or not.
    pub count: usize,
    /// The row under the hand.
    pub row: ListCursor,
    /// The rows for what was typed last.
    pub found: Slot<PickQuery>,
}

/// What a picker asks for: rows for what was typed.
#[derive(Clone, Debug)]
pub struct PickQuery {
    /// What is picked from.
    pub choice: Choice,
    /// What was typed.
    pub typed: String,
    /// The articles.
    pub snapshot: Snapshot,
    /// Which of them are listed.
    pub listing: Listing,
    /// The keys of commands.
    pub keymap: Arc<Keymap>,
}

impl PartialEq for PickQuery {
    fn eq(&self, other: &Self) -> bool {
        self.choice == other.choice
            && self.typed == other.typed
            && self.snapshot == other.snapshot
            && self.listing == other.listing
            && Arc::ptr_eq(&self.keymap, &other.keymap)
    }
}

impl Query for PickQuery {
    /// Rows for what was typed, and how many there are in all.
    type Answer = (Vec<PickRow>, usize);
    const LANE: Lane = Lane::Quick;

    fn run(&self, _library: &dyn Library, _stop: &Stop, answer: &mut dyn FnMut(Self::Answer)) {
        let typed = self.typed.as_str();
        let noted = |meant: FuzzyMatch<(Target, String)>| {
            let (target, note) = meant.target;
            PickRow { meant: FuzzyMatch { target, text: meant.text, typed: meant.typed }, note }
        };
        let (rows, count) = match self.choice {
            Choice::Articles => rank(articles(&self.snapshot, &self.listing), typed, MOST_ROWS),
            Choice::Entities => entities(&self.snapshot, typed),
            Choice::Commands(view) => commands(view, &self.keymap, typed),
        };
        answer((rows.into_iter().map(noted).collect(), count));
    }
}

type Candidate = ((Target, String), String);

fn articles(index: &Index, listing: &Listing) -> impl Iterator<Item = Candidate> {
    let ids = (0..listing.len()).filter_map(|place| listing.at(place));
    let rows = ids.filter_map(|id| Some((id, index.row(id)?)));
    rows.map(|(id, row)| {
        let source = row.meta.source.as_deref().or(row.meta.author.as_deref());
        let date = row.meta.date.as_deref().map(day_of);
        let about = [source, date].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let about = crate::text::sanitize::sanitize_line(&about).into_owned();
        let text = format!("{} {}", id.0 + 1, row.headline);
        ((Target::Article(row.key.clone()), about), text)
    })
}

/// Each entity once, by the name that fits best what was typed.
fn entities(index: &Index, typed: &str) -> (Vec<FuzzyMatch<(Target, String)>>, usize) {
    let gazetteer = index.gazetteer();
    let named = index.referents().filter_map(|(_, referent)| referent.entity());
    let unnamed = gazetteer.ids().zip(&gazetteer.entries).filter(|(_, entry)| !entry.template);
    let listed = unnamed.map(|(id, entry)| (id, EntityKey { id: entry.id.as_str().into(), value: None }));
    let all = listed.chain(named.map(|entity| (entity.entry, entity.key(gazetteer))));
    let mut seen = HashSet::new();
    let each = all.filter(|(_, key)| seen.insert(key.clone())).filter_map(|(id, key)| {
        let entry = gazetteer.entry(id)?;
        let name = entry.display_name(key.value.as_deref()).into_owned();
        let aliases = entry.forms.iter().filter(|_| key.value.is_none()).map(|form| form.text.clone());
        let aliases: Vec<String> = aliases.filter(|alias| *alias != name).collect();
        Some((key, entry.kind, name, aliases))
    });
    let candidates = each.flat_map(|(key, kind, name, aliases)| {
        let target = move |note: String| (Target::Entity(key.clone(), kind), note);
        let also = aliases.into_iter().map({
            let (target, name) = (target.clone(), name.clone());
            move |alias| (target(name.clone()), alias)
        });
        std::iter::once((target(String::new()), name)).chain(also)
    });
    let (ranked, _) = rank(candidates, typed, usize::MAX);
    let mut shown = HashSet::new();
    let mut best: Vec<_> =
        ranked.into_iter().filter(|meant| shown.insert(meant.target.0.key_of_entity())).collect();
    let count = best.len();
    best.truncate(MOST_ROWS);
    (best, count)
}

impl Target {
    fn key_of_entity(&self) -> Option<EntityKey> {
        match self {
            Self::Entity(key, _) => Some(key.clone()),
            _ => None,
        }
    }
}

/// Commands by letters of their names, then those whose words hold what was typed.
fn commands(view: View, keymap: &Keymap, typed: &str) -> (Vec<FuzzyMatch<(Target, String)>>, usize) {
    let works = |scope: Scope| scope == Scope::Everywhere || scope == Scope::In(view);
    let those = || keymap.specs().iter().filter(|command| works(command.scope));
    let (by_name, _) = rank(those().map(|command| (command, command.name.to_owned())), typed, MOST_ROWS);
    let is_new = |command: &&CommandSpec| by_name.iter().all(|meant| meant.target.name != command.name);
    let text = |command: &CommandSpec| format!("{:<NAME_COLUMNS$}{}", command.name, command.summary);
    let others = those().filter(is_new).map(|command| (command, text(command)));
    let (by_words, _) = rank_substring(others, typed, MOST_ROWS);
    let row = |meant: FuzzyMatch<&'static CommandSpec>| {
        let command = meant.target;
        let keys = keymap.keys_of(command.name).join(" ");
        FuzzyMatch { target: (Target::Command(command.name), keys), text: text(command), typed: meant.typed }
    };
    let rows: Vec<_> = by_name.into_iter().chain(by_words).map(row).collect();
    let count = rows.len();
    (rows, count)
}

/// Columns that the name of a command takes.
const NAME_COLUMNS: usize = 25;

fn begin(state: &mut State, choice: Choice) -> Vec<Effect> {
    // The card and the help make room.
    state.overlays.pop();
    let mut picker = Picker {
        choice,
        line: TextField::default(),
        rows: Vec::new(),
        count: 0,
        row: ListCursor::default(),
        found: Slot::default(),
    };
    picker.ask(state);
    state.overlays.push(Overlay::Picker(Box::new(picker)));
    Vec::new()
}

/// Picks an article.
pub fn articles_picker(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    begin(state, Choice::Articles)
}

/// Picks an entity.
pub fn entities_picker(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    begin(state, Choice::Entities)
}

/// Picks a command.
pub fn palette(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    begin(state, Choice::Commands(state.view))
}

/// Takes rows, if they are for what was typed last.
pub fn take(state: &mut State, reply: &mut Reply) -> bool {
    let half = height(state) / 2;
    let open = state.open.as_ref().map(|open| open.article.key.clone());
    let Some(picker) = state.overlays.picker_mut() else { return false };
    let Some(part) = picker.found.take(reply) else { return false };
    (picker.rows, picker.count) = part.answer.unwrap_or_default();
    picker.row = ListCursor::default();
    if picker.choice == Choice::Articles && picker.line.text().is_empty() {
        // Where nothing is typed yet the cursor is on the open article, with those around it.
        let is_open =
            |row: &PickRow| matches!(&row.meant.target, Target::Article(key) if Some(key) == open.as_ref());
        if let Some(at) = picker.rows.iter().position(is_open) {
            picker.row = ListCursor { at, top: at.saturating_sub(half) };
        }
    }
    true
}

/// Whether a row stands for the open article or the selected entity.
pub fn is_current(state: &State, target: &Target) -> bool {
    match target {
        Target::Article(key) => state.is_open(key),
        Target::Entity(key, _) => state.selected.as_ref() == Some(key),
        Target::Command(_) => false,
    }
}

/// Whether a key is about the rows, not about what is typed.
pub fn is_of_rows(key: Key) -> bool {
    use KeyCode::{BackTab, Char, Down, Enter, PageDown, PageUp, Tab, Up};
    match key.code {
        Enter | Down | Tab | Up | BackTab | PageDown | PageUp => true,
        Char('n' | 'p') => key.ctrl,
        _ => false,
    }
}

/// The command under the hand, if it is commands that are picked from.
pub fn command_under_hand<'a>(picker: &Picker, keymap: &'a Keymap) -> Option<&'a CommandSpec> {
    match picker.rows.get(picker.row.at)?.meant.target {
        Target::Command(name) => keymap.specs().iter().find(|command| command.name == name),
        _ => None,
    }
}

impl Picker {
    fn ask(&mut self, state: &State) {
        self.found.start(PickQuery {
            choice: self.choice,
            typed: self.line.text().to_owned(),
            snapshot: Snapshot::of(&state.index),
            listing: article_filter::listing(state),
            keymap: Arc::clone(&state.keymap),
        });
    }

    /// A key while the picker is open.
    pub fn key(&mut self, state: &mut State, key: Key) -> Flow {
        let page = isize::try_from(height_of(state, self.choice)).unwrap_or(1);
        match (key.code, key.ctrl) {
            (KeyCode::Down | KeyCode::Tab, _) | (KeyCode::Char('n'), true) => self.step(1),
            (KeyCode::Up | KeyCode::BackTab, _) | (KeyCode::Char('p'), true) => self.step(-1),
            (KeyCode::PageDown, _) => self.step(page),
            (KeyCode::PageUp, _) => self.step(-page),
            _ => match self.line.prompt_key(key, None) {
                PromptEdit::Accepted => return self.choose(state),
                PromptEdit::Cancelled => return Flow::close(),
                PromptEdit::Changed => self.ask(state),
                PromptEdit::Unchanged => {}
            },
        }
        Flow::stay()
    }

    /// Pasted text while the picker is open.
    pub fn paste(&mut self, state: &State, text: &str) -> Flow {
        if self.line.insert(text) == Edit::Changed {
            self.ask(state);
        }
        Flow::stay()
    }

    /// Moves the cursor by some rows.
    pub fn step(&mut self, by: isize) {
        self.row.step(by, self.rows.len());
    }

    /// Scrolls so that the cursor's row is one of `height` rows shown.
    pub fn show(&mut self, height: usize) {
        if let Some(last) = self.rows.len().checked_sub(1) {
            self.row.at = self.row.at.min(last);
            self.row.show(height, self.rows.len());
        }
    }

    /// A press at a cell: on a row it chooses, beside the picker it closes.
    pub fn press(&mut self, state: &mut State, column: u16, row: u16) -> Flow {
        let area = area_of(state, self.choice);
        let height = height_of(state, self.choice);
        let line = row.checked_sub(area.y + 2).map(usize::from).filter(|line| *line < height);
        let at = line.filter(|_| area.contains(column, row)).map(|line| self.row.top + line);
        if let Some(at) = at.filter(|at| *at < self.rows.len()) {
            self.row.at = at;
            return self.choose(state);
        }
        if area.contains(column, row) { Flow::stay() } else { Flow::close() }
    }

    fn choose(&mut self, state: &mut State) -> Flow {
        let Some(target) = self.rows.get(self.row.at).map(|row| row.meant.target.clone()) else {
            let typed = self.line.text().trim();
            let words = match self.choice {
                Choice::Articles => format!("No article matches {typed}"),
                Choice::Entities => format!("No entity matches {typed}"),
                Choice::Commands(_) => format!("No command matches {typed}"),
            };
            let words = if typed.is_empty() { "Nothing to choose".to_owned() } else { words };
            state.notify(words);
            return Flow::stay();
        };
        Flow::Close(match target {
            Target::Article(key) => match state.index.find(&key) {
                Some(id) => go_to::jump(state, id, JumpTarget::Kept),
                None => Vec::new(),
            },
            Target::Entity(key, _) => {
                selection::select_key(state, key);
                Vec::new()
            }
            Target::Command(name) => {
                commands::find(name).map(|command| (command.run)(state, None)).unwrap_or_default()
            }
        })
    }
}

/// Columns that articles and entities are wanted to have, with the borders.
const LEAST_COLUMNS: u16 = 90;
/// The highest, in rows.
const HIGHEST: u16 = 24;
/// Rows that are no list: the borders and the line that is typed.
const FRAME_ROWS: u16 = 3;
/// Columns of a box that its text cannot have: the borders, and one beside each.
const FRAME_COLUMNS: u16 = 4;
/// A list of commands of fewer rows leaves out what tells more of the one under the hand.
const LEAST_LIST: u16 = 4;

/// Where a picker stands on the screen, with its borders: over whole panes, so that it cuts nothing beside it in two. What
/// commands do is told in long lines: they have the whole width.
pub fn area(state: &State) -> Area {
    area_of(state, shown_choice(state))
}

/// What the open picker picks from.
fn shown_choice(state: &State) -> Choice {
    state.overlays.picker().map_or(Choice::Articles, |picker| picker.choice)
}

fn area_of(state: &State, choice: Choice) -> Area {
    let parts = state.layout();
    let is_of_panes = state.view == View::Read && !matches!(choice, Choice::Commands(_));
    let (x, width) = if is_of_panes { parts.across(LEAST_COLUMNS) } else { (parts.body.x, parts.body.width) };
    Area { x, width, y: parts.body.y, height: HIGHEST.min(parts.body.height) }
}

/// Rows of its list.
pub fn height(state: &State) -> usize {
    height_of(state, shown_choice(state))
}

fn height_of(state: &State, choice: Choice) -> usize {
    let rows = area_of(state, choice).height.saturating_sub(FRAME_ROWS);
    usize::from(rows.saturating_sub(words_rows_of(state, choice))).max(1)
}

/// Rows below the list that say all of what the command under the cursor does, with the rule above them: as many as the longest
/// needs, so that the list does not move.
pub fn words_rows(state: &State) -> u16 {
    words_rows_of(state, shown_choice(state))
}

fn words_rows_of(state: &State, choice: Choice) -> u16 {
    if !matches!(choice, Choice::Commands(_)) {
        return 0;
    }
    let area = area_of(state, choice);
    let columns = usize::from(area.width.saturating_sub(FRAME_COLUMNS)).max(1);
    let longest =
        state.keymap.specs().iter().map(|command| wrap(command.summary, columns).len()).max().unwrap_or(0);
    let rows = u16::try_from(longest).unwrap_or(u16::MAX).saturating_add(1);
    let has_room = area.height.saturating_sub(FRAME_ROWS) >= rows.saturating_add(LEAST_LIST);
    if has_room { rows } else { 0 }
}
