//! The thread that appends passages to the notes file and, to undo that, removes them. It is separate since a disk may
//! be slow.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::time::Instant;

use crossbeam_channel::Sender;

use crate::app;
use crate::app::state::note::{Note, UnsavedNote};
use crate::app::state::undo::{MAX_CHANGES, Recorded};
use crate::export::notes::{HEAD, section};
use crate::intake::list::display_name;
use crate::reader::background_writer::BackgroundWriter;
use crate::reader::inbox::Message;
use crate::store;
use crate::store::notes::RemoveError;

/// A request to the thread.
enum Request {
    /// Append a note: the number of the change, and the note.
    Append(u64, Note),
    /// Remove a note from the end.
    Remove(Recorded),
}

/// The thread and its channel.
pub struct NotesWriter {
    requests: Sender<Request>,
    writer: BackgroundWriter,
}

impl NotesWriter {
    /// Starts the thread, which appends to the file at `path`.
    ///
    /// # Errors
    /// If the thread cannot be started.
    pub fn start(path: PathBuf, to: &Sender<Message>) -> io::Result<Self> {
        let (requests, queue) = crossbeam_channel::unbounded::<Request>();
        let to = to.clone();
        let writer = BackgroundWriter::start("notes", move || {
            let mut file = NotesFile { path, appended: VecDeque::new() };
            while let Ok(request) = queue.recv() {
                let message = match request {
                    Request::Append(number, note) => app::Message::Noted(file.append(number, note)),
                    Request::Remove(recorded) => file.remove(recorded),
                };
                let _ = to.send(Message::Act(message));
            }
        })?;
        Ok(Self { requests, writer })
    }

    /// Appends a note. The outcome is sent as [`app::Message::Noted`].
    pub fn save(&self, number: u64, note: Note) {
        // The thread outlives this sender.
        let _ = self.requests.send(Request::Append(number, note));
    }

    /// Removes a note from the end of the file. The outcome is sent as [`app::Message::Undone`] or
    /// [`app::Message::NotUndone`].
    pub fn remove(&self, recorded: Recorded) {
        let _ = self.requests.send(Request::Remove(recorded));
    }

    /// Waits until every write has been attempted, or until the deadline. Returns false if the deadline came first.
    pub fn close(self, deadline: Instant) -> bool {
        drop(self.requests);
        self.writer.join_by(deadline)
    }
}

/// The notes file, with the notes that can be removed from it again.
struct NotesFile {
    path: PathBuf,
    /// The notes appended last, as bytes, each with the number of its change.
    appended: VecDeque<(u64, Vec<u8>)>,
}

impl NotesFile {
    fn append(&mut self, number: u64, note: Note) -> Result<String, UnsavedNote> {
        let appended = store::notes::append(&self.path, HEAD, &section(&note))
            .map_err(|why| UnsavedNote { number, note: Box::new(note), why })?;
        if self.appended.len() == MAX_CHANGES {
            self.appended.pop_front();
        }
        self.appended.push_back((number, appended));
        Ok(format!("kept in {}; `whoswho notes` prints it", display_name(&self.path)))
    }

    fn remove(&mut self, recorded: Recorded) -> app::Message {
        let what = recorded.change.description();
        let not_undone =
            |why: &str, again| app::Message::NotUndone { why: format!("{why}; not undone: {what}"), again };
        let Some(at) = self.appended.iter().position(|(number, _)| *number == recorded.number) else {
            return not_undone("nothing was written", None);
        };
        let appended = self.appended.get(at).map(|(_, bytes)| bytes.as_slice()).unwrap_or_default();
        match store::notes::remove(&self.path, appended) {
            Ok(()) => {
                self.appended.remove(at);
                app::Message::Undone(recorded)
            }
            Err(RemoveError::Changed(_)) => {
                self.appended.remove(at);
                not_undone(&format!("{} has changed since", display_name(&self.path)), None)
            }
            Err(RemoveError::Failed(why)) => not_undone(&why, Some(recorded)),
        }
    }
}
