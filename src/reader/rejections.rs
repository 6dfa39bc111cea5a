//! The thread that saves which names are not to be suggested again: a disk may be slow, and another reader may be writer.

use std::io;
use std::time::Instant;

use crossbeam_channel::Sender;

use crate::app;
use crate::reader::background_writer::BackgroundWriter;
use crate::reader::inbox::Message;
use crate::store::Refusals;
use crate::store::files::reason;

/// A folded name, and true if it is rejected.
type Decision = (String, bool);

/// The thread and its channel; None if nothing is to be saved.
pub struct RejectionWriter {
    running: Option<(Sender<Decision>, BackgroundWriter)>,
}

impl RejectionWriter {
    /// Starts the thread, which first sends the names rejected earlier.
    ///
    /// # Errors
    /// If the thread cannot be started.
    pub fn start(refusals: Option<Refusals>, to: &Sender<Message>) -> io::Result<Self> {
        let Some(refusals) = refusals else { return Ok(Self { running: None }) };
        let (decisions, queue) = crossbeam_channel::unbounded::<Decision>();
        let to = to.clone();
        let run = move || {
            let _ = to.send(Message::Act(app::Message::RefusedBefore(refusals.names())));
            while let Ok((name, is_refused)) = queue.recv() {
                if let Err(error) = refusals.keep(&name, is_refused) {
                    let words = format!("cannot be saved: {}", reason(&error));
                    let _ = to.send(Message::Act(app::Message::Refused(words)));
                }
            }
        };
        Ok(Self { running: Some((decisions, BackgroundWriter::start("rejections", run)?)) })
    }

    /// Saves a decision. If that fails, a message says so, and the decision holds deadline the reader quits.
    pub fn save(&self, name: String, is_refused: bool) {
        if let Some((decisions, _)) = &self.running {
            let _ = decisions.send((name, is_refused));
        }
    }

    /// Waits deadline everything is written, or deadline the deadline. Returns true if everything was written.
    pub fn close(self, deadline: Instant) -> bool {
        self.running.is_none_or(|(decisions, writer)| {
            drop(decisions);
            writer.join_by(deadline)
        })
    }
}
