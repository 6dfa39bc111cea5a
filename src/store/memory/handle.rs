//! The open memory: its file, and the messages already shown.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::data::LastCorpus;
use super::database::{self, Database, OpenError, OpenMode};
use super::load;
use crate::store::log::gist;

/// The memory. If nothing is to be remembered, or the file cannot be used, nothing is loaded or saved.
#[derive(Debug, Default)]
pub struct Memory {
    /// The state folder. None if nothing is to be remembered.
    folder: Option<PathBuf>,
    pub(super) database: Option<Database>,
    shown: Vec<String>,
}

/// Result of opening the memory.
#[derive(Debug)]
pub struct Opened {
    /// The memory, which remembers nothing if the file cannot be used.
    pub memory: Memory,
    /// One line to show: what is wrong, where, and what was done. Safe for a terminal.
    pub message: Option<String>,
}

impl Memory {
    /// Creates a memory that keeps nothing, for a user who wants none or has no home folder.
    pub fn none() -> Self {
        Self::default()
    }

    /// Opens the memory in a state folder. The folder and the file are created if missing; on Unix, new ones are
    /// accessible to their owner only.
    ///
    /// A damaged file is set aside as `memory.sqlite.damaged-1` (or 2, and so on) and a new one is started. A
    /// read-only file is only read, and not even that if it is of an older version.
    pub fn open(folder: &Path) -> Opened {
        let mut memory = Self { folder: Some(folder.to_owned()), ..Self::default() };
        let started = Instant::now();
        let message = memory.reopen();
        tracing::info!(
            ?folder,
            opened = memory.database.is_some(),
            reason = message.as_deref().map(gist),
            took = ?started.elapsed(),
            "session file"
        );
        Opened { memory, message }
    }

    /// Reopens the file, setting a damaged one aside. Returns a line to show.
    pub(super) fn reopen(&mut self) -> Option<String> {
        self.open_with(|folder| database::open(folder, OpenMode::Create))
    }

    /// Replaces the file after it turned out to be damaged while open. Returns a line to show.
    pub(super) fn recover(&mut self, why: String) -> Option<String> {
        self.open_with(|_| Err(OpenError::Damaged(why)))
    }

    fn open_with(&mut self, open: impl FnOnce(&Path) -> Result<Database, OpenError>) -> Option<String> {
        // Close it first: closing a file releases all locks that this process has on it.
        self.database = None;
        let folder = self.folder.as_deref()?;
        let (database, message) = match open(folder) {
            Ok(database) => (Some(database), None),
            Err(OpenError::Damaged(_)) => database::open_or_replace(folder),
            Err(error) => (None, error.message(folder)),
        };
        self.database = database;
        let read_only = || {
            let database = self.database.as_ref().filter(|database| database.is_read_only())?;
            Some(database.read_only_message())
        };
        let message = message.or_else(read_only)?;
        self.show_once(message)
    }

    /// Returns the line, unless it was shown before.
    pub(super) fn show_once(&mut self, line: String) -> Option<String> {
        if self.shown.contains(&line) {
            return None;
        }
        self.shown.push(line.clone());
        Some(line)
    }

    /// Returns the corpus that was opened last, for a start without a path. A file that cannot be used counts as empty;
    /// opening the memory reports it.
    pub fn last_corpus(folder: &Path) -> Option<LastCorpus> {
        load::last_corpus(&database::open(folder, OpenMode::Existing).ok()?).ok()?
    }
}
