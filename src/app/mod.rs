//! The model of the reader: what it knows and where it is, without a terminal, a file or a clock.
//!
//! ```text
//! actions -> workspace -> {effect, state} -> {queries -> jobs, document} -> {geometry, input};  message -> state
//! ```
//!
//! The [`Workspace`] holds the parts of the state ([`state`]) that all views share. [`actions`] change it and leave work
//! for others in its `effects`; whatever may take long is a query in a slot ([`jobs`], [`queries`]), and an answer to an
//! older question is dropped. How a text is laid out ([`document`]) and which part of the screen is which pane
//! ([`geometry`]) is decided here once, for moving and for drawing. Keys and the table rows of commands are data
//! ([`input`]); their functions are in the views, the overlays and the shell above.
//!
//! The limit: what is shown over all articles is as old as the last answer. While one is under way, the numbers before it
//! stay if they are still about the same articles and names, and are left out if they are not.

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
