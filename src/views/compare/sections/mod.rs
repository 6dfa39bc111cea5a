//! The rows of each face, made from what the articles state.
//!
//! One file for each face. `rows` turns the rows of the analysis, which the overview and other faces share, into entries.
//! Nothing is compared here. What a row says is put into words here; how it is laid out is decided where it is drawn.
//! All faces are made at once, on the thread that compared the articles, so that turning from one to another takes no
//! time.

pub mod differences;
pub mod overview;
pub mod passages;
pub mod quotes;
mod rows;
pub mod timeline;
