//! Text for the clipboard.

/// Text for the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copying {
    /// The text.
    pub text: String,
    /// What it is, in a word or two.
    pub what: &'static str,
}

/// How far a copied text is known to have got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reached {
    /// To the terminal, which does not confirm it.
    Terminal,
    /// Into tmux's buffer.
    Tmux,
    /// To the terminal through tmux, which rejected it for its buffer with this reason and forwards it only if its settings allow.
    PastTmux(String),
}
