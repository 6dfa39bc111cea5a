//! What arrives on the channel of the run loop.

use crate::app;
use crate::app::state::copying::Copying;
use crate::app::state::display::Background;
use crate::intake::Problem;
use crate::term::input::Event;
use crate::term::signals::Signal;

/// Something that happened outside the loop.
pub enum Message {
    /// For the state.
    Act(app::Message),
    /// A signal of the system.
    Signal(Signal),
    /// What the terminal says of its background.
    Background(Background),
    /// Something could not be read.
    Unread(Problem),
    /// What tmux did not take into its buffer, and why.
    Uncopied(Copying, String),
}

impl From<Event> for Message {
    fn from(event: Event) -> Self {
        match event {
            Event::Input(input) => Message::Act(app::Message::Input(input)),
            Event::Background(background) => Message::Background(background),
        }
    }
}
