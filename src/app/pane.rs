//! Panes and views, by name.

/// A pane of the Read view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list of articles.
    Articles,
    /// The text of the open article.
    #[default]
    Text,
    /// The entities.
    Entities,
}

impl Pane {
    /// The pane to the right, round to the first.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Articles => Self::Text,
            Self::Text => Self::Entities,
            Self::Entities => Self::Articles,
        }
    }

    /// The pane to the left, round to the last.
    #[must_use]
    pub fn previous(self) -> Self {
        self.next().next()
    }
}

/// What fills the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// Articles, text and entities.
    #[default]
    Read,
    /// Entities by articles.
    Compare,
    /// Names that are not listed.
    Suggest,
    /// Hits of a search over all articles.
    Search,
}

/// The views with the names that settings and memory have for them.
pub const VIEWS: &[(&str, View)] =
    &[("read", View::Read), ("compare", View::Compare), ("suggest", View::Suggest), ("search", View::Search)];

/// The panes with their names.
pub const PANES: &[(&str, Pane)] =
    &[("articles", Pane::Articles), ("text", Pane::Text), ("entities", Pane::Entities)];

/// A list of rows with a cursor: what is remembered of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The row under the hand.
    pub at: usize,
    /// The first row shown.
    pub top: usize,
}

impl Cursor {
    /// Moves by some rows and stays inside `count` rows.
    pub fn step(&mut self, by: isize, count: usize) {
        self.at = self.at.saturating_add_signed(by).min(count.saturating_sub(1));
    }

    /// Scrolls so that the row under the hand is one of `height` rows shown.
    pub fn show(&mut self, height: usize, count: usize) {
        let height = height.max(1);
        if self.at < self.top {
            self.top = self.at;
        } else if self.at >= self.top + height {
            self.top = self.at + 1 - height;
        }
        self.top = self.top.min(count.saturating_sub(height));
    }
}

impl View {
    /// Its name in settings.
    pub fn name(self) -> &'static str {
        VIEWS.iter().find(|(_, view)| *view == self).map_or("", |(name, _)| name)
    }
}
