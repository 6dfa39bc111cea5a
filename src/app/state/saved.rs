//! What outlives the session, and how much of it has been saved.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::analysis::listing::Sort;
use crate::app::document::{Position, ViewportTop};
use crate::app::geometry::Pane;
use crate::app::input::ViewId;
use crate::app::state::dismissal::DismissalKey;
use crate::app::state::display::Highlight;
use crate::app::state::mark::Mark;
use crate::app::state::read_mark::ReadMark;
use crate::article::ArticleKey;
use crate::mention::EntityKey;

/// The state of the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// The open article.
    pub open: Option<ArticleKey>,
    /// The selected entity.
    pub selected: Option<EntityKey>,
    /// The view.
    pub view: ViewId,
    /// The pane that keys act on.
    pub focus: Pane,
    /// Ids of the hidden kinds.
    pub hidden: BTreeSet<String>,
    /// Which mentions are highlighted, if that differs from the settings. Never [`Highlight::None`]: a session that
    /// ended without highlights starts with the setting.
    pub highlight: Option<Highlight>,
    /// The order of the article list, if it differs from the settings.
    pub sort: Option<Sort>,
    /// True if nested mentions are shown.
    pub show_nested: bool,
    /// True if one pane fills the screen.
    pub zoomed: bool,
}

/// Something to save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionChange {
    /// The reading position in an article.
    Position(ArticleKey, Position),
    /// How far an article was read.
    ReadMark(ArticleKey, ReadMark),
    /// An article counts as unread.
    Unread(ArticleKey),
    /// A mark was set, or deleted.
    Mark(char, Option<Mark>),
    /// A row of a comparison is dismissed as not a difference, or no longer.
    Dismissal(DismissalKey, bool),
    /// The state of the screen.
    Session(Box<Session>),
    /// An expression was searched for.
    Search(String),
}

/// What earlier sessions saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedState {
    /// The state of the screen.
    pub session: Option<Session>,
    /// The reading position in each article.
    pub positions: HashMap<ArticleKey, Position>,
    /// How far each article was read.
    pub read_marks: HashMap<ArticleKey, ReadMark>,
    /// The marks.
    pub marks: BTreeMap<char, Mark>,
    /// Rows of comparisons that were dismissed.
    pub dismissed: HashSet<DismissalKey>,
    /// Expressions that were searched for, oldest first.
    pub history: Vec<String>,
}

/// What has been saved of the session, as far as that is known yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Journal {
    /// The saved state has not arrived, and the reader has not been used yet: the saved session is restored when it
    /// arrives.
    #[default]
    Untouched,
    /// The reader was used before the saved state arrived, which it never does if saving is off. The saved session is
    /// not restored.
    InUse,
    /// Whatever differs from this is saved.
    Since(Box<LastSaved>),
}

/// What was saved last, so that only changes are saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastSaved {
    /// The open article with its fingerprint, the top of the page and the current mention.
    pub place: Option<(ArticleKey, u64, ViewportTop, Option<usize>)>,
    /// How far the open article was read.
    pub read_mark: Option<(ArticleKey, ReadMark)>,
    /// The state of the screen.
    pub session: Option<Session>,
    /// The highlighting in the settings, which a session may override.
    pub highlight: Highlight,
    /// The order of the article list in the settings, which a session may override.
    pub sort: Sort,
}
