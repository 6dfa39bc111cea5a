//! Adding to the list while reading: the user picks a name on the page, then says what it is.
//!
//! Names on the page that are not mentions get labels, and so does the current mention ([`AddEntity::Pick`]). Once one
//! is picked, a menu asks whether it is a new entity of some kind or an alias ([`Choosing`]). For an alias, a list then
//! asks whose ([`Owners`]). The Suggest view opens the menu at once.
//!
//! The overlay only asks. The addition is an effect: the list is written elsewhere and read again.
//!
//! Limitation: at most `MAX_LABELS` names of a page get a label.

pub mod choosing;
mod draw;
mod draw_owners;
pub mod owners;

use std::collections::HashSet;
use std::ops::Range;

use choosing::{AtCursor, Choosing, What};
use owners::{Outcome, Owners};

use crate::app::actions::selection;
use crate::app::document::word_spans;
use crate::app::geometry::Pane;
use crate::app::input::label_letters::labels;
use crate::app::input::{Key, KeyCode, READ};
use crate::app::jobs::AnySlot;
use crate::app::state::subject::Subject;
use crate::app::workspace::Workspace;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Marks, Overlay, Wait};

/// Maximum number of labelled names on a page.
const MAX_LABELS: usize = 200;

/// A name being added to the list.
#[derive(Debug)]
pub enum AddEntity {
    /// Names on the page have labels.
    Pick {
        /// Bytes of each name in the open article, with its label.
        targets: Vec<(Range<usize>, String)>,
        /// The letters of a label typed so far.
        typed: String,
    },
    /// A menu asks what the name is.
    Choose(Choosing),
    /// A list asks which entity it is an alias of.
    AliasOf(Box<Owners>),
}

impl AddEntity {
    /// Opens the menu for the selected words if they are on the page, or for the only name on the page. Otherwise
    /// labels the names on the page. If there is none, or if no article is being read, tells the user and returns None.
    pub fn begin(ws: &mut Workspace) -> Option<Self> {
        if ws.view != READ || ws.open.is_none() {
            let key = ws.keymap.key_of("add");
            ws.notify(format!("{key} adds a name only while you read an article"));
            return None;
        }
        ws.focus = Pane::Text;
        let visible = ws.visible_bytes();
        if let Some(picked) = ws.picked_words.clone().filter(|picked| visible.contains(&picked.start)) {
            return Choosing::of_range(ws, picked).map(Self::Choose);
        }
        let mut ranges = unlisted(ws, &visible);
        if let Some((_, mention)) = selection::current_mention(ws) {
            ranges.retain(|range| range.start != mention.start as usize);
            ranges.insert(0, mention.range());
        }
        ranges.truncate(MAX_LABELS);
        match ranges.as_slice() {
            [] => {
                ws.notify("No unlisted name on this page. Click a word twice to add it.");
                None
            }
            [only] => Choosing::of_range(ws, only.clone()).map(Self::Choose),
            _ => {
                let labels = labels(ranges.len());
                let targets = ranges.into_iter().zip(labels).collect();
                Some(Self::Pick { targets, typed: String::new() })
            }
        }
    }
}

/// Returns the names on the page that overlap no mention: the first occurrence of each, in the order of the text.
fn unlisted(ws: &Workspace, visible: &Range<usize>) -> Vec<Range<usize>> {
    let Some(open) = &ws.open else { return Vec::new() };
    let text = open.article.text.slice(visible.clone());
    let mut ranges = Vec::new();
    let mut at = visible.start;
    for line in text.split_inclusive('\n') {
        ranges.extend(word_spans::names(line).into_iter().map(|name| at + name.start..at + name.end));
        at += line.len();
    }
    let listed: Vec<Range<usize>> = match ws.open_id() {
        Some(id) => {
            let near = visible.start.saturating_sub(1024)..visible.end;
            ws.index().mentions_between(id, near).map(|(_, mention)| mention.range()).collect()
        }
        None => Vec::new(),
    };
    let mut seen = HashSet::new();
    ranges.retain(|name| {
        let is_listed = listed.iter().any(|mention| mention.start < name.end && name.start < mention.end);
        !is_listed && seen.insert(open.article.text.slice(name.clone()))
    });
    ranges
}

impl Overlay for AddEntity {
    fn holds_page(&self) -> bool {
        true
    }

    fn key(&mut self, ws: &mut Workspace, key: Key) -> Flow {
        if let Self::AliasOf(owners) = self {
            let outcome = owners.key(ws, key);
            return self.finish_alias(ws, outcome);
        }
        let is_cancel = matches!(
            key,
            Key { code: KeyCode::Esc, .. } | Key { code: KeyCode::Char('c' | 'g'), ctrl: true, .. }
        );
        if is_cancel {
            self.cancelled(ws);
            return Flow::Close;
        }
        match self {
            Self::Pick { targets, typed } => {
                if let Some(range) = pick(ws, targets, typed, key)
                    && let Some(choosing) = Choosing::of_range(ws, range)
                {
                    *self = Self::Choose(choosing);
                }
                Flow::Handled
            }
            Self::Choose(choosing) => match choosing.key(ws, key) {
                None => Flow::Handled,
                Some(What::AliasOf) => {
                    let owners = Owners::new(ws, choosing.clone());
                    *self = Self::AliasOf(Box::new(owners));
                    Flow::Handled
                }
                Some(what) => add(ws, choosing, what),
            },
            Self::AliasOf(_) => Flow::Handled,
        }
    }

    fn wait(&self, _ws: &Workspace, key: Key) -> Option<Wait> {
        use KeyCode::{Down, Enter, PageDown, PageUp, Tab};
        let Self::AliasOf(owners) = self else { return None };
        let is_about_rows = matches!(key.code, Enter | Down | Tab | PageDown | PageUp);
        (is_about_rows && owners.found.is_waiting()).then_some(Wait::Answer)
    }

    fn paste(&mut self, ws: &mut Workspace, text: &str) -> Flow {
        if let Self::AliasOf(owners) = self {
            owners.paste(ws, text);
        }
        Flow::Handled
    }

    fn press(&mut self, ws: &mut Workspace, column: u16, row: u16) -> Flow {
        let Self::AliasOf(owners) = self else { return Flow::Ignored };
        match owners.press(ws, column, row) {
            // A press outside the box goes to the view.
            Outcome::Back => Flow::Ignored,
            outcome => self.finish_alias(ws, outcome),
        }
    }

    fn layout(&mut self, ws: &mut Workspace, _subject: &Subject) {
        if let Self::AliasOf(owners) = self {
            owners.layout(ws);
        }
    }

    fn is_waiting(&self) -> bool {
        matches!(self, Self::AliasOf(owners) if owners.found.is_waiting())
    }

    fn slots(&mut self) -> Vec<&mut dyn AnySlot> {
        match self {
            Self::AliasOf(owners) => vec![&mut owners.found],
            Self::Pick { .. } | Self::Choose(_) => Vec::new(),
        }
    }

    fn wheel(&mut self, _ws: &mut Workspace, sign: isize) -> Flow {
        match self {
            Self::Choose(choosing) => {
                choosing.step(sign);
                Flow::Handled
            }
            Self::AliasOf(owners) => {
                owners.step(sign);
                Flow::Handled
            }
            Self::Pick { .. } => Flow::Ignored,
        }
    }

    fn cancelled(&mut self, ws: &mut Workspace) {
        ws.picked_words = None;
    }

    fn document_replaced(&mut self, ws: &mut Workspace) -> Flow {
        self.cancelled(ws);
        Flow::Close
    }

    fn marks(&self) -> Marks {
        let Self::Pick { targets, typed } = self else { return Marks::default() };
        let rest_of_label = |(range, label): &(Range<usize>, String)| {
            Some((range.start, label.strip_prefix(typed.as_str())?.to_owned()))
        };
        let labels = targets.iter().filter_map(rest_of_label).collect();
        let mut choices: Vec<_> = targets.iter().map(|(range, _)| range.clone()).collect();
        choices.sort_by_key(|range| range.start);
        Marks { labels, choices: Some(choices), ..Marks::default() }
    }

    fn keys_help(&self, ws: &Workspace) -> Option<[&'static str; 2]> {
        ws.notices.message().is_none().then(|| match self {
            Self::Pick { .. } => [
                "type the letters of a name to add it; Esc adds nothing",
                "a name's letters add it; Esc adds nothing",
            ],
            Self::Choose(choosing) => menu_keys(choosing),
            Self::AliasOf(_) => [
                "type part of its name; ↓ ↑ choose; Enter adds; Esc back to the menu",
                "letters filter; ↓ ↑; Enter adds; Esc back",
            ],
        })
    }

    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace) {
        match self {
            Self::Pick { .. } => {}
            Self::Choose(choosing) => draw::draw(choosing, canvas, ws.layout().body),
            Self::AliasOf(owners) => draw_owners::draw(owners, canvas, ws),
        }
    }
}

impl AddEntity {
    /// Applies the outcome of an input in the list of entities.
    fn finish_alias(&mut self, ws: &mut Workspace, outcome: Outcome) -> Flow {
        let Self::AliasOf(owners) = self else { return Flow::Handled };
        match outcome {
            Outcome::Stays => Flow::Handled,
            Outcome::Back => {
                *self = Self::Choose(owners.choosing.clone());
                Flow::Handled
            }
            Outcome::Chosen(id) => add(ws, &mut owners.choosing, What::Alias(id)),
        }
    }
}

/// Adds a name as chosen. If an entity has it already, says so and adds nothing: with two entities of one name, all its
/// mentions would be ambiguous.
fn add(ws: &mut Workspace, choosing: &mut Choosing, what: What) -> Flow {
    if let Some(owner) = choosing.owner(ws) {
        ws.warn(format!("Not added: already a name of {owner}"));
        return Flow::Handled;
    }
    choosing.add(ws, what);
    Flow::Close
}

/// Returns the help for the keys of the menu. It mentions Enter only if Enter does something.
fn menu_keys(choosing: &Choosing) -> [&'static str; 2] {
    match (choosing.at_cursor(), choosing.range.is_some()) {
        (AtCursor::Addition, true) => [
            "a letter or Enter adds it; ← → fewer or more words; Esc adds nothing",
            "a letter or Enter adds; ← → words; Esc leaves",
        ],
        (AtCursor::Addition, false) => ["a letter or Enter adds it; Esc adds nothing"; 2],
        (AtCursor::Question, true) => [
            "Enter chooses the entity; a letter adds it; ← → fewer or more words; Esc adds nothing",
            "Enter chooses; a letter adds; Esc leaves",
        ],
        (AtCursor::Question, false) => [
            "Enter chooses the entity; a letter adds it; Esc adds nothing",
            "Enter chooses; a letter adds; Esc leaves",
        ],
        (AtCursor::Nothing, true) => [
            "a letter adds it; ↓ ↑ choose; ← → fewer or more words; Esc adds nothing",
            "a letter adds; ↓ ↑; ← → words; Esc leaves",
        ],
        (AtCursor::Nothing, false) => ["a letter adds it; ↓ ↑ choose; Esc adds nothing"; 2],
    }
}

/// Handles a key while a label is typed. Returns the bytes of the name once the label is complete.
fn pick(
    ws: &mut Workspace,
    targets: &[(Range<usize>, String)],
    typed: &mut String,
    key: Key,
) -> Option<Range<usize>> {
    match key {
        Key { code: KeyCode::Char(letter), ctrl: false, alt: false } => typed.push(letter),
        Key { code: KeyCode::Backspace, .. } => drop(typed.pop()),
        _ => {}
    }
    let complete = targets.iter().find(|(_, label)| label == typed);
    if complete.is_none() && !targets.iter().any(|(_, label)| label.starts_with(typed.as_str())) {
        ws.notify("No such label; Esc cancels");
        typed.clear();
    }
    complete.map(|(range, _)| range.clone())
}
