//! Work that the model requests from outside.

use std::sync::Arc;

use crate::app::jobs::Request;
use crate::app::state::copying::Copying;
use crate::app::state::note::Note;
use crate::app::state::saved::SessionChange;
use crate::app::state::undo::Recorded;
use crate::article::Article;
use crate::corpus::Index;
use crate::gazetteer::edit::Addition;
use crate::mention::Matcher;

/// Work that the model requests from outside. Its outcome, if any, comes back as a [`Message`](super::Message).
#[derive(Debug)]
pub enum Effect {
    /// Answer a query on another thread; comes back as `Message::Reply`.
    Request(Request),
    /// Leave the thread that opens an article to its work and start a new one, so that the next article does not wait
    /// for it. Comes back as `Message::Failed` if no thread can be started.
    StopOpening,
    /// Save that a name is not to be suggested again, or may be suggested again.
    IgnoreName {
        /// The name, folded.
        name: String,
        /// True if it is not to be suggested.
        is_ignored: bool,
    },
    /// Save a change of what outlives the session.
    Save(SessionChange),
    /// Match all articles with another list, the open one first. Comes back as `Message::Index` twice: at once, with
    /// the other articles' mentions carried over from the old list, and when all articles have been matched, unless
    /// that is cancelled.
    Relist {
        /// The list.
        matcher: Arc<Matcher>,
        /// The current index.
        index: Index,
        /// The open article.
        open: Option<Arc<Article>>,
    },
    /// Write this into the list; comes back as `Message::List` or `Message::NotAdded`.
    AddToList {
        /// The number of the change.
        number: u64,
        /// What to write.
        addition: Addition,
    },
    /// Undo an addition; comes back as `Message::List` or `Message::NotUndone`.
    UndoAddition(Recorded),
    /// Open the list in the user's editor at a line. Comes back as `Message::List` if its file has changed, and as
    /// `Message::Failed` if there is no list or the editor fails.
    EditList {
        /// The line, from 1.
        line: u32,
    },
    /// Read the list again, changed or not; comes back as `Message::List`.
    ReloadList,
    /// Copy text to the clipboard; comes back as `Message::Copied`, or as `Message::Failed` if it is too long.
    Copy(Copying),
    /// Append a note to the notes file; comes back as `Message::Noted`.
    Note {
        /// The number of the change.
        number: u64,
        /// The note.
        note: Box<Note>,
    },
    /// Remove a note from the end of the notes file; comes back as `Message::Undone` or `Message::NotUndone`.
    RemoveNote(Recorded),
    /// Lend the terminal to a shell command that reads an article's text; comes back as `Message::Failed` if the shell
    /// does not start.
    Pipe {
        /// The command as it was typed, for the shell.
        command: String,
        /// The article.
        article: Arc<Article>,
    },
    /// Open this link with the system's opener; comes back as `Message::Failed` if the opener does not start.
    OpenLink(String),
    /// Stop reading articles.
    CancelReading,
    /// Switch mouse reporting on or off.
    Mouse(bool),
    /// Restore the terminal and stop until the shell continues the process.
    Suspend,
    /// Redraw the whole screen.
    Repaint,
    /// Quit.
    Quit,
}
