//! Commands as data: what each is called, which keys run it, and what it waits for. What it does stands beside the table, above.

use super::view_id::View;

/// What a command is for; the help has a heading for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Moving about.
    Move,
    /// From mention to mention.
    Mentions,
    /// From article to article, from pane to pane.
    Articles,
    /// Selecting, looking closer.
    Select,
    /// The Compare view.
    Compare,
    /// The Suggest view.
    Suggest,
    /// The Search view.
    Search,
    /// The list of names.
    List,
    /// The reader itself.
    Reader,
}

/// The groups with their headings, in the order of the help.
pub const GROUPS: &[(Group, &str)] = &[
    (Group::Move, "Move and search"),
    (Group::Mentions, "Mentions"),
    (Group::Articles, "Articles and panes"),
    (Group::Select, "Select and look closer"),
    (Group::Compare, "In Compare"),
    (Group::Suggest, "In Suggest"),
    (Group::Search, "In Search"),
    (Group::List, "The list of names"),
    (Group::Reader, "The reader"),
];

/// Where a command's keys work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// In every view.
    Everywhere,
    /// In one view; there it comes before a command of every view with the same key.
    In(View),
}

/// What a command must have before it can run. A command typed ahead waits until all of it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs(u8);

impl Needs {
    /// It acts at once on whatever is there.
    pub const NOTHING: Self = Self(0);
    /// The article that is open or being opened, and the hits of a search in it.
    pub const DOCUMENT: Self = Self(1);
    /// Which articles are listed, in which order.
    pub const ARTICLE_LIST: Self = Self(1 << 1);
    /// The counts that the entity panel shows.
    pub const STATS: Self = Self(1 << 2);
    /// The rows of whatever has the focus.
    pub const ROWS: Self = Self(1 << 3);

    /// Both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True if all of `other` is needed.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// What the keys typed after a command are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Further commands.
    Nothing,
    /// A letter or two, such as a label or a mark.
    Letters,
    /// A line or a list, open until Enter or Esc closes it.
    Line,
}

/// A command without its function.
#[derive(Clone, Copy, Debug)]
pub struct CommandSpec {
    /// Its name, unique.
    pub name: &'static str,
    /// Its keys, as people write them.
    pub keys: &'static [&'static str],
    /// What it does, in one line.
    pub summary: &'static str,
    /// What it is for.
    pub group: Group,
    /// Where its keys work.
    pub scope: Scope,
    /// What it waits for when it is typed ahead.
    pub needs: Needs,
    /// What the keys after it are for.
    pub takes: Takes,
    /// True if it drops all keys typed ahead and runs at once.
    pub interrupts: bool,
}
