//! Text for the clipboard.

/// Text for the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copying {
    /// The text.
    pub text: String,
    /// What it is, in a word or two.
    pub what: &'static str,
}

/// The last place that a copied text is known to have reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reached {
    /// The terminal, which does not confirm it.
    Terminal,
    /// The buffer of tmux.
    Tmux,
    /// The terminal, through tmux. The tmux buffer rejected the text with this reason, and tmux forwards it only if its
    /// settings allow that.
    PastTmux(String),
}
