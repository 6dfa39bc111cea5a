//! The articles that are open, and the index over their mentions.
//!
//! Articles arrive in batches, from several threads, in any order. Each batch becomes a [`Segment`]: rows of articles,
//! their mentions, and the tables these point into. A segment never changes once made. An [`Index`] is a set of
//! segments put into the one order that people see, the natural order of paths; when a segment arrives, a new index
//! of the next generation replaces the old one, and whoever holds the old one can go on reading it.
//!
//! So nobody waits and nothing is locked: the reader draws from the index it has, questions run aside on a snapshot,
//! and an answer that belongs to an older generation is told by its number. [`ArticleId`] and [`ReferentId`] are
//! positions in one generation; what must live longer (marks, jumps, exports) holds keys instead.
//!
//! Texts are not kept: an article is let go once it is matched, and read again when it is opened. A row keeps a
//! fingerprint of the text, so that a file which changed in between is noticed and not shown with offsets of its
//! former self.
//!
//! The limit it lives with: making an index costs a pass over the order of all articles, so batches must be large when
//! corpora are. `intake/` decides on that.

pub mod index;
pub mod order;
pub mod segment;

pub use index::{ArticleId, Index, ReferentId};
pub use segment::{ArticleRow, Segment};
