//! The memory of one corpus: recalled once, kept as it goes.

use std::path::PathBuf;

use super::changes::{keep, trim};
use super::data::{Change, Recalled};
use super::database::Trouble;
use super::handle::Memory;
use super::limits::{MOST_ARTICLES, MOST_CORPORA};
use super::names::Roots;
use super::recall::recall;
use super::session::{Rows, rows};

/// Changes that wait because the file was busy or the disk full; the oldest of more are given up.
const MOST_WAITING: usize = 1_000;
/// After so many changes the oldest articles are looked for again.
const CHANGES_BETWEEN_TRIMS: usize = 1_000;

/// The memory of one corpus. It belongs on a thread of its own, with its [`Roots`] copied for whoever makes keys.
#[derive(Debug)]
pub struct CorpusMemory {
    memory: Memory,
    roots: Roots,
    /// The session's rows as this reader saw or kept them last.
    known: Option<Rows>,
    waiting: Vec<Change>,
    changes_until_trim: usize,
}

impl Memory {
    /// The memory of one corpus: of all that is behind these paths, as they were given. The same paths in another order, by
    /// another spelling or through a link, are the same corpus.
    pub fn corpus(self, paths: &[PathBuf]) -> CorpusMemory {
        CorpusMemory::new(self, paths)
    }
}

impl CorpusMemory {
    fn new(memory: Memory, paths: &[PathBuf]) -> Self {
        Self { memory, roots: Roots::new(paths), known: None, waiting: Vec::new(), changes_until_trim: 0 }
    }

    /// The paths of the corpus, which make names of articles.
    pub fn roots(&self) -> &Roots {
        &self.roots
    }

    /// All that is remembered of the corpus; nothing where there is no memory.
    pub fn recall(&mut self) -> Recalled {
        let mut words = None;
        // Twice: a damaged file is set aside, and the new one recalls nothing, but says so.
        for _ in 0..2 {
            let Some(database) = &mut self.memory.database else { break };
            match recall(&mut database.connection, &self.roots) {
                Ok((recalled, rows)) => {
                    self.known = Some(rows);
                    return Recalled { words, ..recalled };
                }
                Err(error) => match Trouble::of(&error) {
                    trouble @ (Trouble::Damaged(_) | Trouble::Moved) => {
                        words = self.reopen(trouble).or(words);
                    }
                    trouble => {
                        let reading = format!("{}; nothing is recalled", database.words(trouble));
                        words = self.memory.once(reading.replace("was not written", "was not read"));
                        break;
                    }
                },
            }
        }
        Recalled { words, ..Recalled::default() }
    }

    /// Keeps changes, in their order and in one transaction; a line to show, if there is one that was not given before.
    ///
    /// What could not be kept because another program had the file or the disk was full is tried again with the next
    /// changes; with none, only that is tried.
    pub fn keep(&mut self, changes: Vec<Change>) -> Option<String> {
        let is_known = |change: &Change| match change {
            Change::Session(session) => self.known.as_ref() == Some(&rows(session)),
            _ => false,
        };
        if self.waiting.is_empty() && changes.iter().all(is_known) {
            return None;
        }
        self.waiting.extend(changes);
        let mut words = None;
        for _ in 0..2 {
            let writable = self.memory.database.as_mut().filter(|database| !database.is_read_only());
            let Some(database) = writable else {
                self.waiting.clear();
                return words;
            };
            match keep(database, &self.roots, &self.waiting, self.known.as_ref()) {
                Ok(known) => {
                    self.known = known.or(self.known.take());
                    self.trim();
                    self.waiting.clear();
                    return words;
                }
                Err(error) => match Trouble::of(&error) {
                    trouble @ (Trouble::Damaged(_) | Trouble::Moved) => {
                        words = self.reopen(trouble).or(words);
                    }
                    trouble => {
                        let most = if matches!(trouble, Trouble::Passing(_)) { MOST_WAITING } else { 0 };
                        let too_many = self.waiting.len().saturating_sub(most);
                        self.waiting.drain(..too_many);
                        let line = database.words(trouble);
                        return self.memory.once(line).or(words);
                    }
                },
            }
        }
        // Twice damaged or gone: then it is not worth another try.
        self.waiting.clear();
        words
    }

    #[cfg(test)]
    pub(super) fn memory(&self) -> &Memory {
        &self.memory
    }

    fn reopen(&mut self, trouble: Trouble) -> Option<String> {
        // What is in the file now is not what was in the one before.
        self.known = None;
        match trouble {
            Trouble::Damaged(why) => self.memory.recover(why),
            _ => self.memory.reopen(),
        }
    }

    /// Lets go of the oldest, at the first change and now and then after. Where it does not go well, the next time will.
    fn trim(&mut self) {
        let kept = self.waiting.len();
        if kept < self.changes_until_trim {
            self.changes_until_trim -= kept;
            return;
        }
        self.changes_until_trim = CHANGES_BETWEEN_TRIMS;
        if let Some(database) = &mut self.memory.database {
            let _ = trim(database, &self.roots, MOST_ARTICLES, MOST_CORPORA);
        }
    }
}
