//! The open articles and the index over their mentions.
//!
//! Articles arrive in batches, from several threads, in any order. Each batch becomes an immutable
//! [`Segment`]: rows of articles, their mentions, and the tables these point into. An [`Index`] is a set of
//! segments in one order, the natural order of paths. When a segment arrives, an index of the next generation
//! replaces the old one; whoever holds the old one can keep reading it.
//!
//! So nothing blocks and nothing is locked: the reader draws from its current index, queries run on a
//! snapshot in the background, and an outdated answer is recognised by its generation. [`ArticleId`] and
//! [`ReferentId`] are positions in one generation; whatever lives longer (marks, jumps, exports) holds keys
//! instead.
//!
//! Texts are not kept: an article is dropped after matching and read again when it is opened. Its row keeps a
//! fingerprint of the text, so that a file that changed in between is not shown with outdated offsets.
//!
//! Limitation: building an index takes a pass over all articles, so large corpora need large batches. `intake/`
//! chooses their size.

pub mod index;
pub mod order;
pub mod segment;

pub use index::{ArticleId, Index, ReferentId};
pub use segment::{ArticleRow, Segment};
