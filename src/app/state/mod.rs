//! The parts of the workspace: plain data, each with the invariants that its methods uphold.
//!
//! A part changes no other part and knows no action; [`Workspace`](super::workspace::Workspace) holds them all, and
//! [`actions`](super::actions) change several at once. Views draw the parts; what is computed about
//! them is a query ([`queries`](super::queries)).
//!
//! Limitation: a part that is only a value (a mark, a jump) has public fields; it is built and replaced as a unit.

pub mod article_filter;
pub mod changes;
pub mod copying;
pub mod corpus;
pub mod corpus_search;
pub mod dismissal;
pub mod display;
pub mod file_changes;
pub mod jump;
pub mod jumplist;
pub mod loading;
pub mod mark;
pub mod note;
pub mod notice;
pub mod notices;
pub mod overlaid;
pub mod read_mark;
pub mod saved;
pub mod search;
pub mod selection;
pub mod subject;
pub mod undo;
