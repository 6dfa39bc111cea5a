//! One article, typeset: what the text pane shows of it and where.
//!
//! A [`Document`] is an article cut into pieces ([`piece`]), each laid out in rows on demand ([`typeset`]); a page of them is
//! found from the offset of its first character ([`viewport`]), so it survives any change of width. A place in a text that
//! survives edits of the text is a [`position`].
//!
//! All of it is a function of the article, the measure and an offset: nothing here knows the state. The limit: a block is laid
//! out in pieces of 8 KiB, so a sentence or a word that goes on beyond one is taken as ending there.

pub mod anchor;
#[expect(clippy::module_inception, reason = "the folder is about what this file defines")]
pub mod document;
pub mod piece;
pub mod position;
pub mod progress;
pub mod reading_time;
pub mod row;
pub mod sentences;
pub mod table;
pub mod typeset;
pub mod viewport;
pub mod word_spans;

pub use document::{Changed, Document};
pub use piece::Piece;
pub use position::Position;
pub use progress::Progress;
pub use row::{Cell, Measure, Row};
pub use viewport::ViewportTop;
