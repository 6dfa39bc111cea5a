//! The one way from a path to the index, for commands and reader alike.
//!
//! A path becomes keys ([`inputs`]), a key becomes an article ([`open`]: read, decode, parse), an article becomes
//! mentions, and batches of both become segments ([`pipeline`]). Commands ask for all of it in order; the reader asks for
//! the same work done aside, in batches that start small, so that the first screen comes at once, and grow, so that
//! the last does not come late.
//!
//! What cannot be read is named in one line and passed over, and an article on which our own code fails is one of
//! these: a panic in a parser or the matcher costs that article, never the rest.
//!
//! The limits: standard input is read once and kept, since it cannot be read again; and the order of articles is
//! known only once all folders were walked, so no article is matched before that.

pub mod again;
mod container;
mod contents;
pub mod inputs;
pub mod list;
pub mod open;
pub mod options;
mod parsing;
mod paths;
pub mod pipeline;
mod problem;
mod queue;
pub mod search;

pub use list::List;
pub use open::Door;
pub use options::{Limits, ReadOptions};
pub use pipeline::{Event, Progress, made_of_each, match_again_aside, matched, read_aside, read_now};
pub use problem::Problem;
