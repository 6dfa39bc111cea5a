//! One article, typeset: which part of it the text pane shows, and where.
//!
//! A [`Document`] is an article split into pieces ([`piece`]), each laid out in rows on demand ([`typeset`]). A page is
//! identified by the offset of its first character ([`viewport`]), so it survives a change of width. A [`position`] also
//! survives edits of the text.
//!
//! All of it is a function of the article, the measure and an offset; nothing here knows the workspace. Limitation: a block is
//! laid out in pieces of at most 8 KiB, so a sentence or a word that continues into the next piece is treated as two.

pub mod anchor;
#[expect(clippy::module_inception, reason = "the folder is named after its main type")]
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
