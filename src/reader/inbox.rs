//! The messages of the run loop's channel.

use crate::app;
use crate::app::state::copying::Copying;
use crate::app::state::display::Background;
use crate::intake::Problem;
use crate::term::input::Event;
use crate::term::signals::Signal;

/// A message to the run loop.
pub enum Message {
    /// A message for the model.
    Act(app::Message),
    /// A signal of the operating system.
    Signal(Signal),
    /// The terminal's answer to the query of its background.
    Background(Background),
    /// Something could not be read, or was skipped.
    ReadProblem(Problem),
    /// A text that could not be put into tmux's buffer, and why.
    TmuxFailed(Copying, String),
}

impl From<Event> for Message {
    fn from(event: Event) -> Self {
        match event {
            Event::Input(input) => Message::Act(app::Message::Input(input)),
            Event::Background(background) => Message::Background(background),
        }
    }
}
