//! What the words beside a name say about it.

/// The words beside a name that say what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cue {
    /// A person's title or role, or the suffix, such as `Jr.`, that tells the person from a listed one.
    pub title: Option<String>,
    /// The speech verb that has the name as its subject, or `:` if a colon introduces what the person says.
    pub verb: Option<String>,
    /// True after a preposition of place.
    pub after_place_preposition: bool,
    /// True after `the`, `a` or `an`.
    pub after_article: bool,
}
