//! The open memory: the file, and what was said of it.

use std::path::{Path, PathBuf};

use super::data::LastCorpus;
use super::database::{self, Database, Intent, Refused};
use super::recall;

/// The memory, which may be none: then nothing is recalled and nothing is kept.
#[derive(Debug, Default)]
pub struct Memory {
    /// The state folder; none where nothing is to be remembered.
    folder: Option<PathBuf>,
    pub(super) database: Option<Database>,
    said: Vec<String>,
}

/// What opening the memory gives.
#[derive(Debug)]
pub struct Opened {
    /// The memory; none in effect where the file can be neither read nor made.
    pub memory: Memory,
    /// One line to show: what is wrong, where, and what was done. Safe for a terminal.
    pub words: Option<String>,
}

impl Memory {
    /// A memory that keeps nothing, for one who wants none or has no home.
    pub fn none() -> Self {
        Self::default()
    }

    /// The memory in a state folder; folder and file are made where they are missing, readable by their owner alone.
    ///
    /// A damaged file is set aside under the name `memory.sqlite.damaged-1` (or 2, and so on) and a new one begun. A file that may only be
    /// read is read.
    pub fn open(folder: &Path) -> Opened {
        let mut memory = Self { folder: Some(folder.to_owned()), ..Self::default() };
        let words = memory.reopen();
        Opened { memory, words }
    }

    /// Opens the file anew, setting a damaged one aside; a line to show.
    pub(super) fn reopen(&mut self) -> Option<String> {
        self.opened(|folder| database::open(folder, Intent::Make))
    }

    /// Opens the file anew where it turned out to be damaged while it was open; a line to show.
    pub(super) fn recover(&mut self, why: String) -> Option<String> {
        self.opened(|_| Err(Refused::Damaged(why)))
    }

    fn opened(&mut self, open: impl FnOnce(&Path) -> Result<Database, Refused>) -> Option<String> {
        // Its locks have to be gone first: closing a file lets go of all locks that this program has on it.
        self.database = None;
        let folder = self.folder.as_deref()?;
        let (database, words) = match open(folder) {
            Ok(database) => (Some(database), None),
            Err(Refused::Damaged(_)) => database::open_setting_aside(folder),
            Err(refused) => (None, refused.words(folder)),
        };
        self.database = database;
        let read_only = || {
            let database = self.database.as_ref().filter(|database| database.is_read_only())?;
            Some(database.read_only_words())
        };
        let words = words.or_else(read_only)?;
        self.once(words)
    }

    /// The line, unless it was given before.
    pub(super) fn once(&mut self, words: String) -> Option<String> {
        if self.said.contains(&words) {
            return None;
        }
        self.said.push(words.clone());
        Some(words)
    }

    /// The corpus that was opened last, whatever was opened: for a start without a path. A file that is damaged says nothing; that
    /// it is, is for whoever opens the memory to see and to tell.
    pub fn last_corpus(folder: &Path) -> Option<LastCorpus> {
        recall::last_corpus(&database::open(folder, Intent::Find).ok()?).ok()?
    }
}
