//! The views, by name.

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

impl View {
    /// Its name in settings.
    pub fn name(self) -> &'static str {
        VIEWS.iter().find(|(_, view)| *view == self).map_or("", |(name, _)| name)
    }
}
