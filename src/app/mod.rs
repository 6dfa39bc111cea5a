//! The reader's model: its data and position, without a terminal, a file or a clock.
//!
//! ```text
//! actions -> {workspace, message};   workspace -> {effect, state};   {effect, message} -> state
//! state -> {queries, geometry, input};   queries -> {jobs, document}
//! ```
//!
//! The [`Workspace`] holds the state that all views share (its types are in [`state`]). [`actions`] change it and add work for others
//! to its `effects`; whatever may take long is a query in a slot ([`jobs`], [`queries`]), and the answer to a superseded query is
//! dropped. The layout of a text ([`document`]) and of the screen ([`geometry`]) is decided here once, for motions and for
//! drawing. Keys and the table rows of commands are data ([`input`]); their functions are in the views, the overlays and the
//! shell above.
//!
//! Limitation: counts over all articles are as old as the last answer. While a newer one is on its way, they stay if
//! their articles and entities still have the same ids and neither the selection nor the hidden kinds have changed.
//! Otherwise they are left out.

pub mod actions;
pub mod document;
pub mod effect;
pub mod geometry;
pub mod input;
pub mod jobs;
pub mod message;
pub mod queries;
pub mod state;
pub mod workspace;

pub use effect::Effect;
pub use message::{Listed, Message};
pub use workspace::Workspace;
