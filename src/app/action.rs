//! What can happen to the state, and what the state can ask for.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::copy::{Copying, Reached};
use crate::app::input::Input;
use crate::app::jobs::{Reply, Request};
use crate::app::overlays::line_prompt::{Note, UnsavedNote};
use crate::app::overlays::messages::Told;
use crate::app::session::{SavedState, SessionChange};
use crate::article::Article;
use crate::corpus::Index;
use crate::gazetteer::edit::Addition;
use crate::mention::{EntityKey, Matcher};

/// Something that happened.
#[derive(Debug)]
pub enum Action {
    /// A hand did something.
    Input(Input),
    /// More articles were read: the index that replaces the one before.
    Index(Index),
    /// How far reading has come: articles found, articles read, whether nothing more will come.
    Progress {
        /// Articles found behind the paths.
        found: usize,
        /// Articles read, or given up.
        read: usize,
        /// Whether nothing more will come.
        done: bool,
    },
    /// Something went wrong outside, or was passed over.
    Problem(Told),
    /// An answer to a query, or a part of one.
    Reply(Reply),
    /// A passage was put into the file of notes; or why not, in one line.
    Noted(Result<String, UnsavedNote>),
    /// A text for the clipboard went there, as far as can be known.
    Copied(Copying, Reached),
    /// Something happened to these paths, as the articles name them.
    Touched(Vec<PathBuf>),
    /// Names that were refused in earlier sittings, folded.
    RefusedBefore(HashSet<String>),
    /// What was remembered of these articles.
    SavedState(Box<SavedState>),
    /// The list was read again; or why it cannot be used, in one line.
    List(Result<Listed, String>),
    /// Something asked for could not be done; why, in one line.
    Refused(String),
}

/// A list that was read again.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Ready for matching.
    pub matcher: Arc<Matcher>,
    /// Where it is from, as people are told.
    pub name: String,
    /// What to say of it, in one line.
    pub words: String,
    /// What was added to it, to be selected.
    pub added: Option<EntityKey>,
}

/// Work that somebody else must do.
#[derive(Debug)]
pub enum Effect {
    /// A query that is to be answered aside; comes back as [`Action::Reply`].
    Request(Request),
    /// The article being opened was given up: the next one does not wait for it.
    StopOpening,
    /// Remember that a name is not to be suggested again, or may be.
    Refuse {
        /// The name, folded.
        name: String,
        /// Whether it is refused.
        is_refused: bool,
    },
    /// Remember this.
    Keep(SessionChange),
    /// Match all articles with another list, the open one first; comes back as [`Action::Index`], at once with all articles
    /// as far as the old list knows them, and again when all were matched.
    Relist {
        /// The list.
        matcher: Arc<Matcher>,
        /// What is known of the articles.
        index: Index,
        /// The article that is open.
        open: Option<Arc<Article>>,
    },
    /// Write this into the list; comes back as [`Action::List`] or [`Action::Refused`].
    AddToList(Addition),
    /// Take the last addition back; comes back as [`Action::List`] or [`Action::Refused`].
    TakeBack,
    /// Open the list in the reader's editor at a line, from 1.
    EditList {
        /// The line.
        line: u32,
    },
    /// Read the list again, whether it has changed or not; comes back as [`Action::List`].
    ReloadList,
    /// Put this text into the clipboard; comes back as [`Action::Copied`], or as [`Action::Refused`] if it is too long.
    Copy(Copying),
    /// Put a passage into the file of notes; comes back as [`Action::Noted`].
    Note(Box<Note>),
    /// Lend the terminal to a command that reads an article's text; comes back as [`Action::Refused`] if it does not start.
    Pipe {
        /// What the reader typed, for the shell.
        command: String,
        /// The article.
        article: Arc<Article>,
    },
    /// Have the system open this link; comes back as [`Action::Refused`] if it does not.
    OpenLink(String),
    /// Stop reading articles.
    CancelReading,
    /// Switch mouse reporting on or off.
    Mouse(bool),
    /// Give the terminal back and stop, until the shell continues us.
    Suspend,
    /// Paint everything anew.
    Repaint,
    /// End.
    Quit,
}
