//! The memory of one corpus: loaded once, saved as it changes.

use std::path::PathBuf;
use std::time::Instant;

use super::changes::{save, trim};
use super::data::{Change, Loaded};
use super::database::Failure;
use super::handle::Memory;
use super::limits::{MAX_ARTICLES, MAX_CORPORA};
use super::load::load;
use super::names::Roots;
use super::session::{Rows, to_rows};
use crate::store::log::gist;

/// Maximum number of changes that wait because the file is busy or the disk is full; the oldest are dropped.
const MAX_WAITING: usize = 1_000;
/// Number of changes after which old articles and corpora are deleted again.
const CHANGES_BETWEEN_TRIMS: usize = 1_000;

/// The memory of one corpus. It is meant for a thread of its own; code that makes keys has a copy of its [`Roots`].
#[derive(Debug)]
pub struct CorpusMemory {
    memory: Memory,
    roots: Roots,
    /// The session's rows as this reader last read or wrote them.
    session_rows: Option<Rows>,
    waiting: Vec<Change>,
    changes_until_trim: usize,
}

impl Memory {
    /// Returns the memory of the corpus in these paths, as given. The same paths in another order or spelling, or
    /// through a link, are the same corpus. With more than 1,000 paths, neither links nor `..` are resolved.
    pub fn corpus(self, paths: &[PathBuf]) -> CorpusMemory {
        CorpusMemory::new(self, paths)
    }
}

impl CorpusMemory {
    fn new(memory: Memory, paths: &[PathBuf]) -> Self {
        Self {
            memory,
            roots: Roots::new(paths),
            session_rows: None,
            waiting: Vec::new(),
            changes_until_trim: 0,
        }
    }

    /// Returns the paths of the corpus, from which keys of articles are made.
    pub fn roots(&self) -> &Roots {
        &self.roots
    }

    /// Returns everything saved for the corpus. Empty if there is no memory.
    pub fn load(&mut self) -> Loaded {
        let started = Instant::now();
        let loaded = self.load_rows();
        tracing::info!(
            articles = loaded.articles.len(),
            marks = loaded.marks.len(),
            searches = loaded.history.len(),
            reason = loaded.message.as_deref().map(gist),
            took = ?started.elapsed(),
            "session loaded"
        );
        loaded
    }

    fn load_rows(&mut self) -> Loaded {
        let mut message = None;
        // Tries twice: after a damaged file is set aside, the new one is loaded, and the message about the damage is
        // kept.
        for _ in 0..2 {
            let Some(database) = &mut self.memory.database else { break };
            match load(&mut database.connection, &self.roots) {
                Ok((loaded, rows)) => {
                    self.session_rows = Some(rows);
                    return Loaded { message, ..loaded };
                }
                Err(error) => match Failure::classify(&error) {
                    failure @ (Failure::Damaged(_) | Failure::Moved) => {
                        message = self.reopen(failure).or(message);
                    }
                    failure => {
                        let line = format!("{}; nothing is loaded", database.message(failure));
                        message = self.memory.show_once(line.replace("was not written", "was not read"));
                        break;
                    }
                },
            }
        }
        Loaded { message, ..Loaded::default() }
    }

    /// Saves changes, in order and in one transaction. Returns a line to show, if there is one that was not
    /// shown before.
    ///
    /// Changes that could not be saved because another program had the file locked, or because the disk was full or
    /// failing, are retried with the next call, even if that adds none.
    pub fn save(&mut self, changes: Vec<Change>) -> Option<String> {
        let is_saved = |change: &Change| match change {
            Change::Session(session) => self.session_rows.as_ref() == Some(&to_rows(session)),
            _ => false,
        };
        if self.waiting.is_empty() && changes.iter().all(is_saved) {
            return None;
        }
        self.waiting.extend(changes);
        let started = Instant::now();
        let count = self.waiting.len();
        let message = self.save_waiting();
        let (waiting, took) = (self.waiting.len(), started.elapsed());
        tracing::info!(
            changes = count,
            waiting,
            reason = message.as_deref().map(gist),
            ?took,
            "session saved"
        );
        message
    }

    /// Saves the waiting changes. Returns a line to show.
    fn save_waiting(&mut self) -> Option<String> {
        let mut message = None;
        for _ in 0..2 {
            let writable = self.memory.database.as_mut().filter(|database| !database.is_read_only());
            let Some(database) = writable else {
                self.waiting.clear();
                return message;
            };
            match save(database, &self.roots, &self.waiting, self.session_rows.as_ref()) {
                Ok(session_rows) => {
                    self.session_rows = session_rows.or(self.session_rows.take());
                    self.trim();
                    self.waiting.clear();
                    return message;
                }
                Err(error) => match Failure::classify(&error) {
                    failure @ (Failure::Damaged(_) | Failure::Moved) => {
                        message = self.reopen(failure).or(message);
                    }
                    failure => {
                        let max_waiting =
                            if matches!(failure, Failure::Temporary(_)) { MAX_WAITING } else { 0 };
                        let too_many = self.waiting.len().saturating_sub(max_waiting);
                        self.waiting.drain(..too_many);
                        let line = database.message(failure);
                        return self.memory.show_once(line).or(message);
                    }
                },
            }
        }
        // Damaged or gone twice: give up.
        self.waiting.clear();
        message
    }

    #[cfg(test)]
    pub(super) fn memory(&self) -> &Memory {
        &self.memory
    }

    fn reopen(&mut self, failure: Failure) -> Option<String> {
        // The new file's rows differ from the old one's.
        self.session_rows = None;
        match failure {
            Failure::Damaged(why) => self.memory.recover(why),
            _ => self.memory.reopen(),
        }
    }

    /// Deletes old rows at the first change and after every [`CHANGES_BETWEEN_TRIMS`] changes. Ignores errors, since it
    /// is tried again next time.
    fn trim(&mut self) {
        let saved = self.waiting.len();
        if saved < self.changes_until_trim {
            self.changes_until_trim -= saved;
            return;
        }
        self.changes_until_trim = CHANGES_BETWEEN_TRIMS;
        if let Some(database) = &mut self.memory.database {
            let _ = trim(database, &self.roots, MAX_ARTICLES, MAX_CORPORA);
        }
    }
}
