//! The thread that puts passages into the file of notes, one after the other, and takes them out again: a disk may be slow.

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
use crate::reader::background_writer::Writing;
use crate::reader::inbox::Message;
use crate::store;
use crate::store::notes::RemoveError;

/// What the thread is asked for.
enum Request {
    /// Append this: the number of the change, and the note.
    Keep(u64, Note),
    /// Remove a note from the end.
    Remove(Recorded),
}

/// The thread, and how to reach it.
pub struct NotesKeeper {
    requests: Sender<Request>,
    writing: Writing,
}

impl NotesKeeper {
    /// Starts the thread, which adds to the file at a path.
    ///
    /// # Errors
    /// That no thread can be started.
    pub fn start(path: PathBuf, to: &Sender<Message>) -> io::Result<Self> {
        let (requests, asked) = crossbeam_channel::unbounded::<Request>();
        let to = to.clone();
        let writing = Writing::start("notes", move || {
            let mut kept = Kept { path, appended: VecDeque::new() };
            while let Ok(request) = asked.recv() {
                let message = match request {
                    Request::Keep(number, note) => app::Message::Noted(kept.keep(number, note)),
                    Request::Remove(recorded) => kept.remove(recorded),
                };
                let _ = to.send(Message::Act(message));
            }
        })?;
        Ok(Self { requests, writing })
    }

    /// Keeps a passage; whether it could be is told by [`app::Message::Noted`].
    pub fn keep(&self, number: u64, note: Note) {
        // The thread ends after this does.
        let _ = self.requests.send(Request::Keep(number, note));
    }

    /// Removes a note from the end of the file; the outcome is [`app::Message::Undone`] or
    /// [`app::Message::NotUndone`].
    pub fn remove(&self, recorded: Recorded) {
        let _ = self.requests.send(Request::Remove(recorded));
    }

    /// Waits until all is written, up to a moment; whether it is.
    pub fn close(self, until: Instant) -> bool {
        drop(self.requests);
        self.writing.has_ended_by(until)
    }
}

/// What the thread knows.
struct Kept {
    path: PathBuf,
    /// What was appended last, each with the number of its change.
    appended: VecDeque<(u64, Vec<u8>)>,
}

impl Kept {
    fn keep(&mut self, number: u64, note: Note) -> Result<String, UnsavedNote> {
        let appended = store::notes::append(&self.path, HEAD, &section(&note))
            .map_err(|why| UnsavedNote { number, remark: note.remark, why })?;
        if self.appended.len() == MAX_CHANGES {
            self.appended.pop_front();
        }
        self.appended.push_back((number, appended));
        Ok(format!("kept in {}; `whoswho notes` prints it", display_name(&self.path)))
    }

    fn remove(&mut self, recorded: Recorded) -> app::Message {
        let what = recorded.change.words();
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
