//! What the reader remembers between sessions: positions, read articles, marks, dismissed rows of comparisons,
//! searches, and the state of the screen.
//!
//! All of it is in one SQLite file in the state folder. This module maps plain data ([`Change`], [`Loaded`])
//! to rows and knows nothing about the reader's own types. A change writes only the rows that it is about, and all
//! changes passed in one call are one transaction. So several readers can run at once without losing each other's
//! changes, unless two change the same row: then the later one wins ([`Change::Reading`] is an exception). A reader
//! killed at any moment leaves the file as it was before or after a transaction.
//!
//! Memory is optional. If the file cannot be created, read or written, reading goes on without it: no call
//! fails, some return one line to show, and each such line is returned once. A damaged file is set aside, not
//! deleted. A file written by a newer version is left alone.
//!
//! The file is untrusted input: someone may have edited it. Texts have a maximum length, and none but paths, items and
//! the text before a position contain control characters. A number out of range counts as missing, and triggers or
//! views that were added do nothing.
//!
//! Limitation: only the latest [`MAX_ARTICLES`] articles and [`MAX_CORPORA`] corpora are kept. A stream of articles
//! never ends, so a file that kept them all would grow forever and take longer to load each month; this many take a few
//! megabytes, which are read in a few hundredths of a second. Marks are never dropped: the user set each of them. Of the
//! rows dismissed in a corpus, the latest [`MAX_DISMISSALS`] are kept, as long as the corpus is.
//!
//! Calls block, for at most a few seconds if another program has the file locked, so they belong on a thread of their
//! own.

mod changes;
mod corpus;
mod data;
pub(in crate::store) mod database;
mod handle;
pub(in crate::store) mod limits;
mod load;
pub(in crate::store) mod names;
pub(in crate::store) mod old_ignored_names;
mod schema;
mod session;

#[cfg(test)]
mod damage_tests;
#[cfg(test)]
mod dismissal_tests;
#[cfg(test)]
mod tests;

pub use corpus::CorpusMemory;
pub use data::{
    ArticleName, Change, DISMISSAL_LEN, LastCorpus, Loaded, MAX_LEAD_LEN, SavedArticle, SavedMark,
    SavedPosition, SavedReading, Selected, Session,
};
pub use handle::{Memory, Opened};
pub use limits::{MAX_ARTICLES, MAX_CORPORA, MAX_DISMISSALS};
pub use names::Roots;
