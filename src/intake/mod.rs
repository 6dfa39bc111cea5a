//! Reads paths into the index, for commands and the reader alike.
//!
//! Paths become keys ([`inputs`]), a key becomes an article ([`open`]: read, decode, parse), an article is
//! matched, and batches of articles with their mentions become segments ([`pipeline`]). Commands take
//! everything at the end, or one article at a time in order. The reader has the same work done in the
//! background, in batches. The first batches are small, so that the first screen appears at once; later ones
//! are larger, so that the last articles do not come late.
//!
//! What cannot be read is named in one line and skipped, and so is an article on which our own code fails: a
//! panic in a parser or the matcher costs that article, never the rest.
//!
//! Limitations: standard input can be read only once, so it is kept in memory; and the order of the articles is known
//! only once all folders have been walked, so no article is matched before that.

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
pub mod rescan;
pub mod search;

pub use list::List;
pub use open::ArticleReader;
pub use options::{Limits, ReadOptions};
pub use pipeline::{
    Event, Progress, map_each_matched, matched, read_in_background, read_now, rematch_in_background,
};
pub use problem::Problem;
