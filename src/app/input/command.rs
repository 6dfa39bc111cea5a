//! Commands as data: names, keys, summaries and what they need. Their functions are in the tables of the views and the shell.

use std::borrow::Cow;

use super::view_id::ViewId;

/// A group of commands, with its own heading in the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Moving and searching.
    Move,
    /// Going from mention to mention.
    Mentions,
    /// Going from article to article and from pane to pane.
    Articles,
    /// Selecting and looking closer.
    Select,
    /// Commands of one view.
    View(ViewId),
    /// The list of names.
    List,
    /// The reader itself.
    Reader,
}

impl Group {
    /// Returns the heading in the help.
    pub fn heading(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Move => "Move and search",
            Self::Mentions => "Mentions",
            Self::Articles => "Articles and panes",
            Self::Select => "Select and look closer",
            Self::View(view) => return Cow::Owned(format!("In {}", view.title)),
            Self::List => "The list of names",
            Self::Reader => "The reader",
        })
    }
}

/// Returns the groups of some commands, in the order of their first commands.
pub fn groups(specs: &[CommandSpec]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for spec in specs {
        if !groups.contains(&spec.group) {
            groups.push(spec.group);
        }
    }
    groups
}

/// Where a command's keys work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// In every view.
    Everywhere,
    /// In one view, where they take precedence over the same keys of a command that works everywhere.
    In(ViewId),
}

/// The count typed before a command.
pub type Count = Option<u32>;

/// What a command must have before it can run. A command typed ahead waits for what is on its way; a command that needs a
/// page or an article that is not on the screen is refused.
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
    /// The Read view, because the command acts on its panes or its text. In other views the command is refused.
    pub const PAGE: Self = Self(1 << 4);
    /// The text on the screen, or an article at the cursor. Where there is neither, the command is refused.
    pub const ARTICLE: Self = Self(1 << 5);
    /// The text on the screen. The command acts on what is seen there, so it is refused while another pane or view
    /// hides the text.
    pub const TEXT: Self = Self(1 << 6).and(Self::PAGE);

    /// Returns the needs of both.
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
    /// What it must have before it can run.
    pub needs: Needs,
    /// What the keys after it are for.
    pub takes: Takes,
    /// True if it drops all keys typed ahead and runs at once. If one of those keys takes further keys, only `stop`
    /// does.
    pub interrupts: bool,
    /// True if a count may be typed before it.
    pub counts: bool,
    /// Other words for it, in lower case, by which the help and the palette find it too.
    pub synonyms: &'static [&'static str],
    /// True if it goes to another row, cell or mention, so that the card stays open and follows.
    pub jumps: bool,
}

impl CommandSpec {
    /// Creates a command that takes no count and no further keys. It works in every view, or only in one if its group
    /// is that of a view.
    pub const fn new(
        group: Group,
        name: &'static str,
        keys: &'static [&'static str],
        needs: Needs,
        summary: &'static str,
    ) -> Self {
        let scope = match group {
            Group::View(view) => Scope::In(view),
            _ => Scope::Everywhere,
        };
        Self {
            name,
            keys,
            summary,
            group,
            scope,
            needs,
            takes: Takes::Nothing,
            interrupts: false,
            counts: false,
            jumps: false,
            synonyms: &[],
        }
    }

    /// The same command, with what the keys after it are for.
    #[must_use]
    pub const fn takes(mut self, takes: Takes) -> Self {
        self.takes = takes;
        self
    }

    /// The same command, running at once and dropping the keys typed ahead.
    #[must_use]
    pub const fn interrupts(mut self) -> Self {
        self.interrupts = true;
        self
    }

    /// The same command, which now may have a count before it.
    #[must_use]
    pub const fn counts(mut self) -> Self {
        self.counts = true;
        self
    }

    /// The same command, with other words for it, in lower case.
    #[must_use]
    pub const fn synonyms(mut self, synonyms: &'static [&'static str]) -> Self {
        self.synonyms = synonyms;
        self
    }

    /// True if one of its synonyms begins with `word`, which must be in lower case.
    pub fn is_called(&self, word: &str) -> bool {
        self.synonyms.iter().any(|synonym| synonym.starts_with(word))
    }

    /// The same command, going to another row, cell or mention.
    #[must_use]
    pub const fn jumps(mut self) -> Self {
        self.jumps = true;
        self
    }

    /// True if it moves within whatever has the focus, or scrolls the text.
    pub fn is_motion(&self) -> bool {
        self.group == Group::Move
            && !matches!(
                self.name,
                "search" | "search-all" | "next-hit" | "previous-hit" | "percent" | "place-line"
            )
    }
}

/// A movement, in whatever has the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// By some rows; negative is up.
    Rows(isize),
    /// By some half pages.
    HalfPages(isize),
    /// By some pages.
    Pages(isize),
    /// To the start.
    Start,
    /// To the end.
    End,
    /// To a row of a list or a paragraph of the text, from 1.
    Row(u32),
    /// By some rows of the text, whichever pane has the focus; elsewhere, the same as [`Motion::Rows`].
    TextRows(isize),
}

impl Motion {
    /// Returns the rows to move by, if a page has `height` rows.
    pub fn rows(self, height: usize) -> isize {
        let far = isize::try_from(u32::MAX).unwrap_or(isize::MAX);
        let by = |times: isize, rows: usize| times.saturating_mul(isize::try_from(rows).unwrap_or(1));
        match self {
            Self::Rows(rows) | Self::TextRows(rows) => rows,
            Self::HalfPages(count) => by(count, (height / 2).max(1)),
            // Two rows of the previous page stay visible.
            Self::Pages(count) => by(count, height.saturating_sub(2).max(1)),
            Self::Start => -far,
            Self::End => far,
            // Lists move to their start first, so this is the distance from there.
            Self::Row(row) => isize::try_from(row).unwrap_or(far).saturating_sub(1),
        }
    }
}
