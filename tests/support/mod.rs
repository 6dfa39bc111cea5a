//! Helpers shared by the integration tests.

pub mod corpora;
pub mod corpus;
pub mod driver;
pub mod module_graph;
pub mod program;
#[cfg(unix)]
pub mod pty;
pub mod recount;
pub mod reports;
pub mod rust_source;
