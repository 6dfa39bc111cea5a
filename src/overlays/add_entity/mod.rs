//! Adding to the list while reading: a name is picked on the page, then what it is.
//!
//! Names on the page that are not in the list get labels ([`AddEntity::Pick`]); once one is picked, a menu asks what it is
//! ([`Choosing`](choosing::Choosing)): a new entity of a kind, or an alias. The Suggest view opens the menu at once.
//!
//! It only asks: the addition is an effect, and the list is written elsewhere and read again.
//!
//! The limit: at most [`MAX_LABELS`] names of a page get a label.

pub mod choosing;
mod draw;

use std::collections::HashSet;
use std::ops::Range;

use choosing::Choosing;

use crate::app::actions::selection;
use crate::app::document::word_spans;
use crate::app::geometry::Pane;
use crate::app::input::label_letters::labels;
use crate::app::input::{Key, KeyCode, READ};
use crate::app::workspace::Workspace;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Marks, Overlay};

/// Maximum number of labelled names on a page.
const MAX_LABELS: usize = 200;

/// A name on its way into the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddEntity {
    /// Names on the page have labels.
    Pick {
        /// Bytes of each name in the open article, with its label.
        targets: Vec<(Range<usize>, String)>,
        /// What was typed of a label.
        typed: String,
    },
    /// A menu asks what the name is.
    Choose(Choosing),
}

impl AddEntity {
    /// Begins: with the selected words, else with labels for the names on the page. None if there is nothing to add; the
    /// message says so.
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
                ws.notify("Every name on this page is in the list. Click a word twice to add it.");
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

/// Returns the names on the page that are no mentions: the first occurrence of each, in the order of the text.
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
        let is_listed = listed.iter().any(|one| one.start < name.end && name.start < one.end);
        !is_listed && seen.insert(open.article.text.slice(name.clone()))
    });
    ranges
}

impl Overlay for AddEntity {
    fn holds_page(&self) -> bool {
        true
    }

    fn key(&mut self, ws: &mut Workspace, key: Key) -> Flow {
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
            Self::Choose(choosing) => choosing.key(ws, key),
        }
    }

    fn wheel(&mut self, _ws: &mut Workspace, sign: isize) -> Flow {
        match self {
            Self::Choose(choosing) => {
                choosing.step(sign);
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
        let left = |(range, label): &(Range<usize>, String)| {
            Some((range.start, label.strip_prefix(typed.as_str())?.to_owned()))
        };
        let labels = targets.iter().filter_map(left).collect();
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
            Self::Choose(choosing) if choosing.range.is_some() => [
                "a letter or Enter adds it; ← → fewer or more words; Esc adds nothing",
                "a letter or Enter adds; ← → words; Esc leaves",
            ],
            Self::Choose(_) => ["a letter or Enter adds it; Esc adds nothing"; 2],
        })
    }

    fn draw(&self, canvas: &mut Canvas<'_>, ws: &Workspace) {
        if let Self::Choose(choosing) = self {
            draw::draw(choosing, canvas, ws.layout().body);
        }
    }
}

/// Handles a letter of a label. Returns the bytes of its name once the label is complete.
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
    let whole = targets.iter().find(|(_, label)| label == typed);
    if whole.is_none() && !targets.iter().any(|(_, label)| label.starts_with(typed.as_str())) {
        ws.notify("No such label; Esc cancels");
        typed.clear();
    }
    whole.map(|(range, _)| range.clone())
}
