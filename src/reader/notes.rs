//! The thread that puts passages into the file of notes, one after the other: a disk may be slow.

use std::io;
use std::path::PathBuf;
use std::time::Instant;

use crossbeam_channel::Sender;

use crate::app;
use crate::app::state::note::{Note, UnsavedNote};
use crate::export::notes::{HEAD, section};
use crate::intake::list::display_name;
use crate::reader::background_writer::Writing;
use crate::reader::inbox::Message;
use crate::store;

/// The thread, and how to reach it.
pub struct NotesKeeper {
    notes: Sender<Note>,
    writing: Writing,
}

impl NotesKeeper {
    /// Starts the thread, which adds to the file at a path.
    ///
    /// # Errors
    /// That no thread can be started.
    pub fn start(path: PathBuf, to: &Sender<Message>) -> io::Result<Self> {
        let (notes, told) = crossbeam_channel::unbounded::<Note>();
        let to = to.clone();
        let writing = Writing::start("notes", move || {
            let shown = display_name(&path);
            while let Ok(note) = told.recv() {
                let outcome = store::notes::append(&path, HEAD, &section(&note));
                let outcome = outcome
                    .map(|()| format!("kept in {shown}; `whoswho notes` prints it"))
                    .map_err(|why| UnsavedNote { remark: note.remark, why });
                let _ = to.send(Message::Act(app::Message::Noted(outcome)));
            }
        })?;
        Ok(Self { notes, writing })
    }

    /// Keeps a passage; whether it could be is told by [`app::Message::Noted`].
    pub fn keep(&self, note: Note) {
        // The thread ends after this does.
        let _ = self.notes.send(note);
    }

    /// Waits until all is written, up to a moment; whether it is.
    pub fn close(self, until: Instant) -> bool {
        drop(self.notes);
        self.writing.has_ended_by(until)
    }
}
