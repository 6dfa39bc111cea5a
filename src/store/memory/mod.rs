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
mod handle;
mod limits;
pub(in crate::store) mod names;
pub(in crate::store) mod old_refusals;
mod recall;
mod schema;
mod session;

#[cfg(test)]
mod damage_tests;
#[cfg(test)]
mod tests;

pub use corpus::CorpusMemory;
pub use data::{
    Change, KeptArticle, KeptKey, KeptMark, KeptPlace, KeptReading, LONGEST_LEAD, LastCorpus, Recalled,
    Selected, Session,
};
pub use handle::{Memory, Opened};
pub use limits::{MOST_ARTICLES, MOST_CORPORA};
pub use names::Roots;
