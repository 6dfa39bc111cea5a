//! What the reader remembers from one sitting to the next: places, read articles, marks, searches, how the screen was set.
//!
//! All of it is in one SQLite file in the state folder. It bridges the reader, which thinks in articles and panes, and rows of
//! a file: what goes in and comes out is plain data ([`Change`], [`Recalled`]), so nothing of the reader is known here. Each
//! change is a row of its own, and all changes handed over at once are one transaction. So several readers at once lose nothing of
//! each other's: of two that change one row the later stands. A reader killed at any moment leaves the file as it was before or
//! after a transaction.
//!
//! Memory is a help, never a condition. Where the file cannot be made, read or written, reading goes on without it: no
//! call fails, some give one line to show, and each such line is given once. A damaged file is set aside, not deleted. A file of a
//! newer version is left alone.
//!
//! The file is input like any other: somebody may have edited it. Texts have a largest length and no control
//! characters, a number out of its range is none, and triggers or views that were put in do nothing.
//!
//! The limit: it is a memory of the latest [`MOST_ARTICLES`] articles and [`MOST_CORPORA`] corpora. A stream of articles never
//! ends, so a file that kept them all would grow for as long as the product is used, and start slower each month; these many
//! are a few megabytes, read in some hundredths of a second. Marks are never dropped: a hand made each.
//!
//! Calls block, for at most some seconds where another program holds the file: they belong on a thread of their own.

mod changes;
mod corpus;
mod data;
pub(in crate::store) mod database;
mod names;
mod recall;
mod schema;
mod session;

#[cfg(test)]
mod damage_tests;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub use changes::{MOST_ARTICLES, MOST_CORPORA};
pub use corpus::CorpusMemory;
pub use data::{
    Change, KeptArticle, KeptKey, KeptMark, KeptPlace, KeptReading, LONGEST_LEAD, LastCorpus, Recalled,
    Selected, Session,
};
pub use names::Roots;
pub(in crate::store) use names::path_text;

use database::{Database, Intent, Refused};

/// The memory, which may be none: then nothing is recalled and nothing is kept.
#[derive(Debug, Default)]
pub struct Memory {
    /// The state folder; none where nothing is to be remembered.
    folder: Option<PathBuf>,
    database: Option<Database>,
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
    fn reopen(&mut self) -> Option<String> {
        self.opened(|folder| database::open(folder, Intent::Make))
    }

    /// Opens the file anew where it turned out to be damaged while it was open; a line to show.
    fn recover(&mut self, why: String) -> Option<String> {
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
    fn once(&mut self, words: String) -> Option<String> {
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

    /// The memory of one corpus: of all that is behind these paths, as they were given. The same paths in another order, by
    /// another spelling or through a link, are the same corpus.
    pub fn corpus(self, paths: &[PathBuf]) -> CorpusMemory {
        CorpusMemory::new(self, paths)
    }
}
