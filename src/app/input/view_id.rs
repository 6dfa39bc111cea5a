//! Identifiers of views.

/// Identifies a view by its name. The table of views is in the shell; the model knows only [`READ`] and [`CONCORDANCE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ViewId {
    /// Its name in `config.toml` and in the saved session.
    pub name: &'static str,
    /// Its name on the screen.
    pub title: &'static str,
}

/// The view that shows the text of the open article.
pub const READ: ViewId = ViewId { name: "read", title: "Read" };

/// The view that lists the mentions of the selected entity, or the sentences that it shares with another one.
pub const CONCORDANCE: ViewId = ViewId { name: "concordance", title: "Concordance" };

impl Default for ViewId {
    fn default() -> Self {
        READ
    }
}
