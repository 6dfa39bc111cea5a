//! Messages to the model from outside.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::input::Input;
use crate::app::jobs::Reply;
use crate::app::state::copying::{Copying, Reached};
use crate::app::state::note::UnsavedNote;
use crate::app::state::notice::Notice;
use crate::app::state::saved::SavedState;
use crate::app::state::undo::Recorded;
use crate::corpus::Index;
use crate::mention::{EntityKey, Matcher};

/// Something that happened outside.
#[derive(Debug)]
pub enum Message {
    /// A key, the mouse, a paste or another size of the screen.
    Input(Input),
    /// The index of all articles read so far.
    Index(Index),
    /// How many articles have been found and read.
    Progress {
        /// Articles found under the paths.
        found: usize,
        /// Articles that have been read or given up on.
        read: usize,
        /// True if no more will come.
        done: bool,
    },
    /// Something failed outside, or was skipped.
    Problem(Notice),
    /// An answer to a query, or a part of one.
    Reply(Reply),
    /// A note was saved, with a message for the user, or could not be saved.
    Noted(Result<String, UnsavedNote>),
    /// Text was sent to the clipboard, with the last place that it is known to have reached.
    Copied(Copying, Reached),
    /// These paths may have changed; they are written as in the articles' keys.
    Touched(Vec<PathBuf>),
    /// Names that earlier sessions ignored, folded.
    IgnoredBefore(HashSet<String>),
    /// What earlier sessions saved.
    SavedState(Box<SavedState>),
    /// The list, after it was read again or changed; or why it cannot be used, in one line.
    List(Result<Listed, String>),
    /// An addition could not be written into the list.
    NotAdded {
        /// The number of the change.
        number: u64,
        /// Why, in one line.
        why: String,
    },
    /// A change of a file was undone.
    Undone(Recorded),
    /// A change of a file could not be undone.
    NotUndone {
        /// Why, in one line.
        why: String,
        /// The change, if it may be tried again.
        again: Option<Recorded>,
    },
    /// A request could not be carried out; the reason, in one line.
    Failed(String),
}

/// A list that was read again or changed.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The list, ready for matching.
    pub matcher: Arc<Matcher>,
    /// Where it comes from; one line.
    pub name: String,
    /// What to tell the user about it; one line.
    pub words: String,
    /// The entity to select, because it was added or got an alias.
    pub added: Option<EntityKey>,
}
