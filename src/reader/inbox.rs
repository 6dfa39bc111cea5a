//! What arrives on the channel of the run loop.

use crate::app;
use crate::app::state::copying::Copying;
use crate::intake::Problem;
use crate::term::signals::Signal;

/// Something that happened outside the loop.
pub enum Message {
    /// For the state.
    Act(app::Message),
    /// A signal of the system.
    Signal(Signal),
    /// Something could not be read.
    Unread(Problem),
    /// What tmux did not take into its buffer, and why.
    Uncopied(Copying, String),
}
