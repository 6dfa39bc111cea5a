//! The thread that saves which names are ignored. It is separate since a disk may be slow, and another running
//! `whoswho` may be writing.

use std::io;
use std::time::Instant;

use crossbeam_channel::Sender;

use crate::app;
use crate::reader::background_writer::BackgroundWriter;
use crate::reader::inbox::Message;
use crate::store::IgnoredNames;
use crate::store::files::reason;

/// A folded name, and true if it is ignored.
type Decision = (String, bool);

/// The thread and its channel; None if nothing is to be saved.
pub struct IgnoredNamesWriter {
    running: Option<(Sender<Decision>, BackgroundWriter)>,
}

impl IgnoredNamesWriter {
    /// Starts the thread, which first sends the names ignored in earlier sessions. Without `ignored_names`, starts
    /// none.
    ///
    /// # Errors
    /// If the thread cannot be started.
    pub fn start(ignored_names: Option<IgnoredNames>, to: &Sender<Message>) -> io::Result<Self> {
        let Some(ignored_names) = ignored_names else { return Ok(Self { running: None }) };
        let (decisions, queue) = crossbeam_channel::unbounded::<Decision>();
        let to = to.clone();
        let run = move || {
            let _ = to.send(Message::Act(app::Message::IgnoredBefore(ignored_names.names())));
            while let Ok((name, is_ignored)) = queue.recv() {
                if let Err(error) = ignored_names.save(&name, is_ignored) {
                    let message = format!("the ignored names cannot be saved: {}", reason(&error));
                    let _ = to.send(Message::Act(app::Message::Failed(message)));
                }
            }
        };
        Ok(Self { running: Some((decisions, BackgroundWriter::start("ignored names", run)?)) })
    }

    /// Queues a decision to be saved. If that fails, a message says so, and the decision applies until the reader
    /// quits.
    pub fn save(&self, name: String, is_ignored: bool) {
        if let Some((decisions, _)) = &self.running {
            let _ = decisions.send((name, is_ignored));
        }
    }

    /// Waits until every write has been attempted, or until the deadline. Returns false if the deadline came first.
    pub fn close(self, deadline: Instant) -> bool {
        self.running.is_none_or(|(decisions, writer)| {
            drop(decisions);
            writer.join_by(deadline)
        })
    }
}
