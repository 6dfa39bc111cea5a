//! Identifiers of views.

/// Identifies a view by its name. The table of views is in the shell; the model knows only [`READ`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ViewId {
    /// Its name in `config.toml` and in the saved session.
    pub name: &'static str,
    /// Its name on the screen.
    pub title: &'static str,
}

/// The view that shows the text of the open article.
pub const READ: ViewId = ViewId { name: "read", title: "Read" };

impl Default for ViewId {
    fn default() -> Self {
        READ
    }
}
