//! Text for the clipboard.

/// Text for the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copying {
    /// The text.
    pub text: String,
    /// What it is, in a word or two.
    pub what: &'static str,
}

/// How far text for the clipboard is known to have come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reached {
    /// To the terminal, which does not say if it took it.
    Terminal,
    /// Into tmux's buffer.
    Tmux,
    /// To tmux, which refused it for its buffer, for a reason in one line, and passes it on only if it is set to.
    PastTmux(String),
}
