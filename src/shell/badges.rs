//! Badges of the status line: what is filtered, hidden, switched off or shown in addition, each with the key of the
//! command that can end it.
//!
//! The table is in order of importance: a narrow screen shows the first badges and only the keys of the others, or only
//! the number of all badges if there is no room for the keys.

use crate::app::input::{READ, ViewId};
use crate::app::state::article_filter::ArticleFilter;
use crate::app::state::display::Highlight;
use crate::app::workspace::Workspace;
use crate::mention::EntityKey;
use crate::text::plural::counted;
use crate::text::width::{clip, width};
use crate::views::compare::{COMPARE, MATRIX};

/// A row of the table.
struct Condition {
    /// Returns the text of the badge. None while there is nothing to say.
    words: fn(&Workspace) -> Option<String>,
    /// The command that can end it.
    command: &'static str,
    /// The views in which it matters. Empty if it matters in all.
    views: &'static [ViewId],
}

const CONDITIONS: &[Condition] = &[
    Condition { words: filter, command: "filter-articles", views: &[READ, COMPARE, MATRIX] },
    Condition { words: hidden_kinds, command: "kinds", views: &[READ, MATRIX] },
    Condition { words: highlight, command: "next-highlight", views: &[READ] },
    Condition {
        words: |ws| ws.selection.shows_nested().then(|| "nested".to_owned()),
        command: "show-nested",
        views: &[READ],
    },
    Condition { words: |ws| (!ws.mouse).then(|| "mouse off".to_owned()), command: "mouse", views: &[] },
];

/// Maximum width of the name or expression that the list is filtered to.
const MAX_FILTER: usize = 20;

fn filter(ws: &Workspace) -> Option<String> {
    let name = |entity: &EntityKey| ws.name_of(entity).unwrap_or_else(|| entity.id.to_string());
    let what = match ws.filter.as_ref()? {
        ArticleFilter::Mentioning(entity) => name(entity),
        ArticleFilter::NotMentioning(entity) => format!("not {}", name(entity)),
        ArticleFilter::Containing(expression, _) => expression.clone(),
    };
    Some(format!("filter: {}", clip(&what, MAX_FILTER)))
}

fn hidden_kinds(ws: &Workspace) -> Option<String> {
    let kinds = &ws.index().gazetteer().kinds;
    let hidden = kinds.iter().filter(|kind| ws.selection.hidden().contains(&kind.id)).count();
    (hidden > 0).then(|| format!("{} hidden", counted(hidden, "kind", "kinds")))
}

fn highlight(ws: &Workspace) -> Option<String> {
    match ws.display.highlight {
        Highlight::All => None,
        Highlight::Selected => Some("highlights: selected".to_owned()),
        Highlight::None => Some("highlights off".to_owned()),
    }
}

/// What is filtered, hidden, switched off or shown in addition, in a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// Its text.
    pub words: String,
    /// The key of the command that can end it; `:` and the command's name if it has no key.
    pub key: String,
}

/// Returns the badges of a view, the most important first.
pub fn of(ws: &Workspace, view: ViewId) -> Vec<Badge> {
    let matters = |condition: &&Condition| condition.views.is_empty() || condition.views.contains(&view);
    let badge = |condition: &Condition| {
        let words = (condition.words)(ws)?;
        let key = ws.keymap.keys_of(condition.command).first().cloned();
        Some(Badge { words, key: key.unwrap_or_else(|| format!(":{}", condition.command)) })
    };
    CONDITIONS.iter().filter(matters).filter_map(badge).collect()
}

/// Part of the row of badges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text, or the space between badges.
    Words(String),
    /// A key.
    Key(String),
}

impl Part {
    /// Returns its text.
    pub fn text(&self) -> &str {
        match self {
            Self::Words(text) | Self::Key(text) => text,
        }
    }
}

/// Returns the rows that may be shown, the most detailed first: all badges, then fewer and fewer of them with the keys
/// of the others, then only the number of all badges.
pub fn rows(badges: &[Badge]) -> impl Iterator<Item = Vec<Part>> {
    let count = vec![Part::Words(format!("+{}", badges.len()))];
    (0..=badges.len()).rev().map(|shown| row(badges, shown)).chain([count])
}

/// Returns the first `shown` badges, and the keys of the others.
fn row(badges: &[Badge], shown: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    for (at, badge) in badges.iter().enumerate() {
        let gap = if at == 0 { "" } else { GAP };
        let before = match at.checked_sub(shown) {
            None => format!("{gap}{} ", badge.words),
            Some(0) => format!("{gap}+"),
            Some(_) => " ".to_owned(),
        };
        parts.push(Part::Words(before));
        parts.push(Part::Key(badge.key.clone()));
    }
    parts
}

/// The gap between badges.
const GAP: &str = "   ";

/// Returns the width of a row of badges.
pub fn columns(row: &[Part]) -> usize {
    row.iter().map(|part| width(part.text())).sum()
}
