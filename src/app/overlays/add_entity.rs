//! Adding to the list while reading: a name is picked on the page, then what it is.

use std::collections::HashSet;
use std::ops::Range;

use crate::app::action::Effect;
use crate::app::document::word_spans;
use crate::app::geometry::Pane;
use crate::app::input::View;
use crate::app::input::label_letters::{kind_keys, labels};
use crate::app::input::{Key, KeyCode};
use crate::app::overlays::{Flow, Overlay};
use crate::app::selection;
use crate::app::state::State;
use crate::gazetteer::EntryId;
use crate::gazetteer::edit::{Addition, NewEntity};
use crate::text::fold::fold_form;
use crate::text::sanitize::sanitize_line;
use crate::text::whitespace::collapse;

/// The most names of a page that get a label.
const MOST_LABELS: usize = 200;

/// How far adding has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddEntity {
    /// Names on the page have labels; what of a label was typed.
    Pick {
        /// Bytes of the text, with the label of each.
        targets: Vec<(Range<usize>, String)>,
        /// What was typed.
        typed: String,
    },
    /// What the name is.
    Choose(Choosing),
}

/// A name, and what it may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosing {
    /// The name as it will be listed.
    pub text: String,
    /// Where it stands in the open article, if it was picked there.
    pub range: Option<Range<usize>>,
    /// Other ways in which the articles write it, listed with a new entity.
    pub aliases: Vec<String>,
    /// What it may be.
    pub choices: Vec<Choice>,
    /// The choice under the hand; behind the last where nothing tells which is meant, so that Enter adds nothing unasked.
    pub at: usize,
}

/// What a name may be listed as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The key that takes it at once.
    pub key: Option<char>,
    /// What it is.
    pub what: What,
    /// The words for it.
    pub words: String,
}

/// What a name is. Kinds and entities by their ids: the list may be read again while it is being chosen, and number them anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A new entity of a kind.
    Entity(String),
    /// Another name of an entity.
    Alias(String),
}

/// The key of the likeliest entity that it may be another name of.
const ALIAS_KEY: char = '=';

/// Begins: with the picked word, else the names on the page are labelled.
pub fn begin(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if state.view != View::Read || state.open.is_none() {
        state.notify(format!("{} adds a name only while you read an article", state.keymap.key_of("add")));
        return Vec::new();
    }
    state.focus = Pane::Text;
    let visible = state.visible_bytes();
    if let Some(picked) = state.picked_words.clone().filter(|picked| visible.contains(&picked.start)) {
        open_range(state, picked);
        return Vec::new();
    }
    let mut ranges = unlisted(state, &visible);
    if let Some((_, mention)) = selection::landed(state) {
        ranges.retain(|range| range.start != mention.start as usize);
        ranges.insert(0, mention.range());
    }
    ranges.truncate(MOST_LABELS);
    match ranges.as_slice() {
        [] => state.notify("Every name on this page is in the list. Click a word to add it."),
        [only] => open_range(state, only.clone()),
        _ => {
            let labels = labels(ranges.len());
            let targets = ranges.into_iter().zip(labels).collect();
            state.overlays.push(Overlay::AddEntity(AddEntity::Pick { targets, typed: String::new() }));
        }
    }
    Vec::new()
}

/// Names on the page that are no mentions, each where it stands first, in the order of the text.
fn unlisted(state: &State, visible: &Range<usize>) -> Vec<Range<usize>> {
    let Some(open) = &state.open else { return Vec::new() };
    let text = open.article.text.slice(visible.clone());
    let mut ranges = Vec::new();
    let mut at = visible.start;
    for line in text.split_inclusive('\n') {
        ranges.extend(word_spans::names(line).into_iter().map(|name| at + name.start..at + name.end));
        at += line.len();
    }
    let listed: Vec<Range<usize>> = match state.open_id() {
        Some(id) => {
            let near = visible.start.saturating_sub(1024)..visible.end;
            state.index.mentions_between(id, near).map(|(_, mention)| mention.range()).collect()
        }
        None => Vec::new(),
    };
    let mut seen = HashSet::new();
    ranges.retain(|name| {
        let is_listed = listed.iter().any(|one| one.start < name.end && name.start < one.end);
        !is_listed && seen.insert(open.article.text.slice(name.clone()))
    });
    ranges
}

/// The word at a byte of the open article, for a hand that points at it.
pub fn pick_at(state: &mut State, offset: usize) -> bool {
    let Some(open) = &state.open else { return false };
    let Some((start, line)) = line_at(open.article.text.all(), offset) else { return false };
    state.picked_words =
        word_spans::name_at(line, offset - start).map(|range| start + range.start..start + range.end);
    state.picked_words.is_some()
}

/// The most bytes of a line that are looked at on either side of a byte: no name is as long.
const REACH: usize = 1 << 12;

/// The line around a byte with the byte it begins at, or what of a long one is in reach.
fn line_at(text: &str, offset: usize) -> Option<(usize, &str)> {
    let reach = text.floor_char_boundary(offset.saturating_sub(REACH));
    let before = text.get(reach..offset)?;
    let start = reach + before.rfind('\n').map_or(0, |at| at + 1);
    let end = text.ceil_char_boundary(offset.saturating_add(REACH).min(text.len()));
    let line = text.get(start..end)?.split('\n').next()?;
    Some((start, line))
}

/// Asks what a stretch of the open article is.
fn open_range(state: &mut State, range: Range<usize>) {
    if let Some(choosing) = choose_range(state, range) {
        state.overlays.push(Overlay::AddEntity(AddEntity::Choose(choosing)));
    }
}

fn choose_range(state: &mut State, range: Range<usize>) -> Option<Choosing> {
    let open = state.open.as_ref()?;
    let text = open.article.text.slice(range.clone());
    let text = collapse(&sanitize_line(text));
    Some(choose(state, text, Some(range), None, Vec::new()))
}

/// Asks what a name is; `guess` is under the cursor first.
pub fn open_choice(state: &mut State, text: String, guess: Option<&What>, aliases: Vec<String>) {
    let choosing = choose(state, text, None, guess, aliases);
    state.overlays.push(Overlay::AddEntity(AddEntity::Choose(choosing)));
}

fn choose(
    state: &mut State,
    text: String,
    range: Option<Range<usize>>,
    guess: Option<&What>,
    aliases: Vec<String>,
) -> Choosing {
    let choices = choices(state, &text, range.as_ref(), guess);
    let at = guess
        .and_then(|guess| choices.iter().position(|choice| choice.what == *guess))
        .unwrap_or(choices.len());
    state.picked_words.clone_from(&range);
    Choosing { text, range, aliases, choices, at }
}

fn choices(state: &State, text: &str, range: Option<&Range<usize>>, guess: Option<&What>) -> Vec<Choice> {
    let gazetteer = state.index.gazetteer();
    let folded = fold_form(text);
    // Whose other name it may be: what was guessed, whom the mention here names, who is selected.
    let guessed = match guess {
        Some(What::Alias(id)) => gazetteer.find_id(id),
        _ => None,
    };
    let here = range.and_then(|range| selection::mention_at(state, range.start));
    let here = here.and_then(|(number, _)| state.index.entity(number)).map(|entity| entity.entry);
    let selected = state.selected.as_ref().and_then(|key| gazetteer.find_id(&key.id));
    let mut owners: Vec<EntryId> = Vec::new();
    for owner in [guessed, here, selected].into_iter().flatten() {
        let entry = gazetteer.entry(owner);
        let is_open = entry.is_some_and(|entry| {
            !entry.template && !entry.forms.iter().any(|form| fold_form(&form.text) == folded)
        });
        if is_open && !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    let owners = owners.into_iter().filter_map(|owner| gazetteer.entry(owner));
    let aliases = owners.zip(0..).map(|(owner, number)| Choice {
        key: (number == 0).then_some(ALIAS_KEY),
        what: What::Alias(owner.id.clone()),
        words: format!("another name of {}", owner.name),
    });
    let mut keys = kind_keys();
    let kinds = gazetteer.kinds.iter().map(|kind| Choice {
        key: keys.next(),
        what: What::Entity(kind.id.clone()),
        words: format!("a new {}", kind.id),
    });
    aliases.chain(kinds).collect()
}

impl AddEntity {
    /// A key while a name is picked or its kind is chosen.
    pub fn key(&mut self, state: &mut State, key: Key) -> Flow {
        let is_cancel = matches!(
            key,
            Key { code: KeyCode::Esc, .. } | Key { code: KeyCode::Char('c' | 'g'), ctrl: true, .. }
        );
        if is_cancel {
            state.picked_words = None;
            return Flow::close();
        }
        match self {
            Self::Pick { targets, typed } => {
                if let Some(range) = pick(state, targets, typed, key)
                    && let Some(choosing) = choose_range(state, range)
                {
                    *self = Self::Choose(choosing);
                }
                Flow::stay()
            }
            Self::Choose(choosing) => choosing.key(state, key),
        }
    }

    /// What its keys do, in many words and in few.
    pub fn keys_words(&self) -> [&'static str; 2] {
        match self {
            Self::Pick { .. } => [
                "type the letters of a name to add it; Esc adds nothing",
                "a name's letters add it; Esc adds nothing",
            ],
            Self::Choose(choosing) if choosing.range.is_some() => [
                "a letter or Enter adds it; ← → fewer or more words; Esc adds nothing",
                "a letter or Enter adds; ← → words; Esc leaves",
            ],
            Self::Choose(_) => ["a letter or Enter adds it; Esc adds nothing"; 2],
        }
    }
}

/// Takes a letter of a label; the bytes that it stands for once it is whole.
fn pick(
    state: &mut State,
    targets: &[(Range<usize>, String)],
    typed: &mut String,
    key: Key,
) -> Option<Range<usize>> {
    match key {
        Key { code: KeyCode::Char(letter), ctrl: false, alt: false } => typed.push(letter),
        Key { code: KeyCode::Backspace, .. } => drop(typed.pop()),
        _ => {}
    }
    let whole = targets.iter().find(|(_, label)| label == typed);
    if whole.is_none() && !targets.iter().any(|(_, label)| label.starts_with(typed.as_str())) {
        state.notify("No such label; Esc cancels");
        typed.clear();
    }
    whole.map(|(range, _)| range.clone())
}

impl Choosing {
    fn key(&mut self, state: &mut State, key: Key) -> Flow {
        match key.code {
            KeyCode::Down | KeyCode::Char('j') => self.step(1),
            KeyCode::Up | KeyCode::Char('k') => self.step(-1),
            KeyCode::Right | KeyCode::Left => self.stretch(state, key.code == KeyCode::Right),
            KeyCode::Enter => {
                if let Some(what) = self.choices.get(self.at).map(|choice| choice.what.clone()) {
                    return Flow::Close(self.added(state, what));
                }
                state.notify(format!("Kind unknown: press {}", self.kind_keys()));
            }
            KeyCode::Char(typed) if !key.ctrl && !key.alt => {
                let chosen = self.choices.iter().find(|choice| choice.key == Some(typed));
                if let Some(what) = chosen.map(|choice| choice.what.clone()) {
                    return Flow::Close(self.added(state, what));
                }
                state.notify(format!("{typed} is not a choice; Esc cancels"));
            }
            _ => {}
        }
        Flow::stay()
    }

    /// The keys of the kinds, as a sentence lists them: `p, l, o, n or e`.
    fn kind_keys(&self) -> String {
        let kinds = self.choices.iter().filter(|choice| matches!(choice.what, What::Entity(_)));
        let keys: Vec<String> = kinds.filter_map(|choice| choice.key).map(String::from).collect();
        match keys.split_last() {
            Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
            _ => keys.concat(),
        }
    }

    /// Moves the cursor by some choices; from behind the last, down is the first.
    pub fn step(&mut self, by: isize) {
        let last = self.choices.len().saturating_sub(1);
        self.at = match self.at {
            at if at > last && by > 0 => 0,
            at => at.saturating_add_signed(by).min(last),
        };
    }

    /// A word more or fewer of the article belongs to the name.
    fn stretch(&mut self, state: &mut State, longer: bool) {
        let (Some(range), Some(open)) = (self.range.clone(), &state.open) else { return };
        let Some((start, line)) = line_at(open.article.text.all(), range.start) else { return };
        let inside = range.start - start..range.end.saturating_sub(start).min(line.len());
        let inside = word_spans::stretched(line, &inside, longer);
        let range = start + inside.start..start + inside.end;
        let text = open.article.text.slice(range.clone());
        let text = collapse(&sanitize_line(text));
        let what = self.choices.get(self.at).map(|choice| choice.what.clone());
        *self = choose(state, text, Some(range), what.as_ref(), Vec::new());
    }

    fn added(&mut self, state: &mut State, what: What) -> Vec<Effect> {
        state.picked_words = None;
        let (text, aliases) = (std::mem::take(&mut self.text), std::mem::take(&mut self.aliases));
        state.notify(format!("Adding {text}"));
        let addition = match what {
            What::Entity(kind) => {
                Addition::Entity(NewEntity { name: text, aliases, kind, ..NewEntity::default() })
            }
            What::Alias(id) => Addition::Alias { id, text },
        };
        vec![Effect::AddToList(addition)]
    }
}

/// Takes the last addition back.
pub fn take_back(_: &mut State, _count: Option<u32>) -> Vec<Effect> {
    vec![Effect::TakeBack]
}

/// Opens the list in the reader's editor, at the entity selected, or at the form of the mention landed on.
pub fn edit_list(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    let gazetteer = state.index.gazetteer();
    let selected = state.selected.as_ref().and_then(|key| gazetteer.find_id(&key.id));
    let landed = || {
        let (number, mention) = selection::landed(state)?;
        let first = state.index.referent(number)?.candidates().first()?;
        Some(crate::mention::model::line_of_form(gazetteer, first.entry, mention.form))
    };
    let line = selected.and_then(|id| gazetteer.entry(id)).map(|entry| entry.line);
    vec![Effect::EditList { line: line.or_else(landed).unwrap_or(1) }]
}
