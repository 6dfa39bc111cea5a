//! The thread that remembers which names are not to be suggested again: a disk may be slow, and another reader may be writing.

use std::io;
use std::time::Instant;

use crossbeam_channel::Sender;

use crate::app;
use crate::reader::background_writer::Writing;
use crate::reader::inbox::Message;
use crate::store::Refusals;
use crate::store::files::reason;

/// A name, folded, and whether it is refused.
type Decision = (String, bool);

/// The thread, and how to reach it; none where nothing is to be remembered.
pub struct Refuser {
    running: Option<(Sender<Decision>, Writing)>,
}

impl Refuser {
    /// Starts the thread, which tells first what was refused before.
    ///
    /// # Errors
    /// That no thread can be started.
    pub fn start(refusals: Option<Refusals>, to: &Sender<Message>) -> io::Result<Self> {
        let Some(refusals) = refusals else { return Ok(Self { running: None }) };
        let (decisions, decided) = crossbeam_channel::unbounded::<Decision>();
        let to = to.clone();
        let run = move || {
            let _ = to.send(Message::Act(app::Message::RefusedBefore(refusals.names())));
            while let Ok((name, is_refused)) = decided.recv() {
                if let Err(error) = refusals.keep(&name, is_refused) {
                    let words = format!("this is not remembered: {}", reason(&error));
                    let _ = to.send(Message::Act(app::Message::Refused(words)));
                }
            }
        };
        Ok(Self { running: Some((decisions, Writing::start("refusing", run)?)) })
    }

    /// Remembers a decision. Where that cannot be, it holds until the reader is left, and a message says so.
    pub fn keep(&self, name: String, is_refused: bool) {
        if let Some((decisions, _)) = &self.running {
            let _ = decisions.send((name, is_refused));
        }
    }

    /// Waits until all is written, up to a moment; whether it is.
    pub fn close(self, until: Instant) -> bool {
        self.running.is_none_or(|(decisions, writing)| {
            drop(decisions);
            writing.has_ended_by(until)
        })
    }
}
