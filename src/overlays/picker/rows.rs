//! The rows of a picker: what matches the typed text, mostly by fuzzy matching.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use crate::analysis::fuzzy::{FuzzyMatch, rank, rank_substring};
use crate::analysis::listing::Listing;
use crate::app::input::command::{CommandSpec, Scope};
use crate::app::input::{Keymap, ViewId};
use crate::app::jobs::{Lane, Library, Query, Stop};
use crate::app::queries::Snapshot;
use crate::article::ArticleKey;
use crate::article::date::day_of;
use crate::corpus::Index;
use crate::gazetteer::KindId;
use crate::mention::EntityKey;

/// What the picker lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The listed articles.
    Articles,
    /// The entities of the list, by any of their names, and those that its patterns found in the articles.
    Entities,
    /// The commands that work in a view.
    Commands(ViewId),
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
    /// What it stands for, and which letters of its text match.
    pub meant: FuzzyMatch<Target>,
    /// A note: an article's source and date, the main name of an entity if another name matches better, or a command's
    /// keys.
    pub note: String,
}

/// Maximum number of rows listed.
pub const MAX_ROWS: usize = 500;

/// Asks for the rows that match the typed text.
#[derive(Clone, Debug)]
pub struct PickQuery {
    /// What the picker lists.
    pub choice: Choice,
    /// The typed text.
    pub typed: String,
    /// The index.
    pub snapshot: Snapshot,
    /// The listed articles, in order.
    pub listing: Listing,
    /// The commands with their keys.
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
    /// The rows, and how many match in all.
    type Answer = (Vec<PickRow>, usize);
    const LANE: Lane = Lane::Quick;

    fn run(&self, _library: &dyn Library, _stop: &Stop, answer: &mut dyn FnMut(Self::Answer)) {
        let typed = self.typed.as_str();
        let with_note = |meant: FuzzyMatch<(Target, String)>| {
            let (target, note) = meant.target;
            PickRow { meant: FuzzyMatch { target, text: meant.text, typed: meant.typed }, note }
        };
        let (rows, count) = match self.choice {
            Choice::Articles => articles(&self.snapshot, &self.listing, typed),
            Choice::Entities => entities(&self.snapshot, typed),
            Choice::Commands(view) => commands(view, &self.keymap, typed),
        };
        answer((rows.into_iter().map(with_note).collect(), count));
    }
}

type Candidate = ((Target, String), String);

fn listed(index: &Index, listing: &Listing) -> impl Iterator<Item = Candidate> {
    let ids = (0..listing.len()).filter_map(|place| listing.at(place));
    let rows = ids.filter_map(|id| Some((id, index.row(id)?)));
    rows.map(|(id, row)| {
        let source = row.meta.source.as_deref().or(row.meta.author.as_deref());
        let date = row.meta.date.as_deref().map(day_of);
        let details = [source, date].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let details = crate::text::sanitize::sanitize_line(&details).into_owned();
        let text = format!("{} {}", id.0 + 1, row.headline);
        ((Target::Article(row.key.clone()), details), text)
    })
}

/// Returns the articles whose number and title, as one text, match the typed letters. If there are none, returns those
/// whose file names contain the typed text. Articles whose file has the typed name come first. Also returns the number
/// of all matches.
fn articles(index: &Index, listing: &Listing, typed: &str) -> (Vec<FuzzyMatch<(Target, String)>>, usize) {
    let (mut rows, mut count) = rank(listed(index, listing), typed, MAX_ROWS);
    let wanted = typed.trim().to_lowercase();
    if wanted.is_empty() {
        return (rows, count);
    }
    let by_file = |fits: &dyn Fn(&ArticleKey) -> bool| {
        let files = listed(index, listing).filter(|((target, _), _)| target.article().is_some_and(fits));
        let mut files = files.map(|(target, text)| FuzzyMatch { target, text, typed: Vec::new() });
        let rows: Vec<_> = files.by_ref().take(MAX_ROWS).collect();
        let count = rows.len() + files.count();
        (rows, count)
    };
    let is_by_title = count > 0;
    if !is_by_title {
        (rows, count) = by_file(&|key| file_name(key).to_lowercase().contains(&wanted));
    }
    for named in by_file(&|key| has_file_name(key, &wanted)).0 {
        let at = rows.iter().position(|row| row.target.0 == named.target.0);
        if let Some(at) = at {
            rows.remove(at);
        } else if is_by_title && rank([((), named.text.clone())], typed, 1).1 == 0 {
            // Otherwise it is counted already, and was beyond the last row.
            count += 1;
        }
        rows.insert(0, named);
    }
    rows.truncate(MAX_ROWS);
    (rows, count)
}

/// Returns the name of an article's file, or of its item in a file that contains several.
fn file_name(key: &ArticleKey) -> Cow<'_, str> {
    match &key.item {
        Some(item) => Cow::Borrowed(item),
        None => key.path.file_name().unwrap_or_default().to_string_lossy(),
    }
}

/// True if `wanted`, which must be in lower case, is the name of an article's file, with or without its extension.
fn has_file_name(key: &ArticleKey, wanted: &str) -> bool {
    let name = file_name(key).to_lowercase();
    name == wanted || name.rsplit_once('.').is_some_and(|(stem, _)| stem == wanted)
}

/// Returns the index of the row of the article that a name identifies: the only row, else the only one whose title or
/// file has that name, else, if all `count` matches have a row, the only one whose title contains it.
pub fn only_article(rows: &[PickRow], count: usize, name: &str) -> Option<usize> {
    let wanted = name.to_lowercase();
    let only = |fits: &dyn Fn(&PickRow) -> bool| {
        let mut fitting = (0..).zip(rows).filter(|(_, row)| fits(row)).map(|(at, _)| at);
        fitting.next().filter(|_| fitting.next().is_none())
    };
    let title = |row: &PickRow| row.meant.text.split_once(' ').map_or("", |(_, title)| title).to_lowercase();
    let is_named = |row: &PickRow| row.meant.target.article().is_some_and(|key| has_file_name(key, &wanted));
    (rows.len() == 1 && count == 1)
        .then_some(0)
        .or_else(|| only(&|row| is_named(row) || title(row) == wanted))
        .or_else(|| only(&|row| title(row).contains(&wanted)).filter(|_| count == rows.len()))
}

/// Returns each matching entity once, with the name that matches best, and the number of all matches.
fn entities(index: &Index, typed: &str) -> (Vec<FuzzyMatch<(Target, String)>>, usize) {
    let gazetteer = index.gazetteer();
    let mentioned = index.referents().filter_map(|(_, referent)| referent.entity());
    let entries = gazetteer.ids().zip(&gazetteer.entries).filter(|(_, entry)| !entry.is_template);
    let listed = entries.map(|(id, entry)| (id, EntityKey { id: entry.id.as_str().into(), value: None }));
    let all = listed.chain(mentioned.map(|entity| (entity.entry, entity.key(gazetteer))));
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
    best.truncate(MAX_ROWS);
    (best, count)
}

impl Target {
    fn article(&self) -> Option<&ArticleKey> {
        match self {
            Self::Article(key) => Some(key),
            _ => None,
        }
    }

    fn key_of_entity(&self) -> Option<EntityKey> {
        match self {
            Self::Entity(key, _) => Some(key.clone()),
            _ => None,
        }
    }
}

/// Returns the commands whose names match the typed letters, then those with a synonym that begins with the typed text,
/// then those that contain each typed word in their name or summary.
fn commands(view: ViewId, keymap: &Keymap, typed: &str) -> (Vec<FuzzyMatch<(Target, String)>>, usize) {
    let works = |scope: Scope| scope == Scope::Everywhere || scope == Scope::In(view);
    let available = || keymap.specs().iter().filter(|command| works(command.scope));
    let (by_name, _) = rank(available().map(|command| (command, command.name.to_owned())), typed, MAX_ROWS);
    let is_new = |command: &&CommandSpec| by_name.iter().all(|meant| meant.target.name != command.name);
    let text = |command: &CommandSpec| format!("{:<NAME_COLUMNS$}{}", command.name, command.summary);
    let word = typed.trim().to_lowercase();
    let is_called = |command: &&CommandSpec| !word.is_empty() && command.is_called(&word);
    let by_synonyms = available().filter(is_new).filter(is_called);
    let by_synonyms: Vec<_> =
        by_synonyms.map(|target| FuzzyMatch { target, text: String::new(), typed: Vec::new() }).collect();
    let others = available()
        .filter(is_new)
        .filter(|command| !is_called(command))
        .map(|command| (command, text(command)));
    let (by_words, _) = rank_substring(others, typed, MAX_ROWS);
    let row = |meant: FuzzyMatch<&'static CommandSpec>| {
        let command = meant.target;
        let keys = keymap.keys_of(command.name).join(" ");
        FuzzyMatch { target: (Target::Command(command.name), keys), text: text(command), typed: meant.typed }
    };
    let rows: Vec<_> = by_name.into_iter().chain(by_synonyms).chain(by_words).map(row).collect();
    let count = rows.len();
    (rows, count)
}

/// Columns of a command's name.
const NAME_COLUMNS: usize = 25;
