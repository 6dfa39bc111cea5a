//! The names of views.

/// A view, by its name. Which views there are is a table above; the model knows only [`READ`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ViewId {
    /// Its name in `config.toml` and in the saved session.
    pub name: &'static str,
    /// Its name on the screen.
    pub title: &'static str,
}

/// The view that shows the open article: where every jump leads.
pub const READ: ViewId = ViewId { name: "read", title: "Read" };

impl Default for ViewId {
    fn default() -> Self {
        READ
    }
}
