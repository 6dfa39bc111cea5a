//! What the black-box tests share.

pub mod corpus;
pub mod counted;
pub mod driver;
pub mod module_graph;
pub mod program;
#[cfg(unix)]
pub mod pty;
pub mod recount;
pub mod reports;
pub mod rust_source;
