//! Actions: functions that change several parts of the [`Workspace`](super::workspace::Workspace) at once.
//!
//! The main calls among them:
//!
//! ```text
//! messages -> {open, session, reload_list};   open -> {live_update, search};   live_update -> {corpus_search, reopen}
//! {search, sentences} -> walk;   {live_update, walk, session, marks, scroll} -> go_to -> selection
//! ```
//!
//! An action calls no view and no overlay: it changes the model and records which kinds of things changed
//! ([`Changes`](super::state::changes::Changes)); the shell then notifies views and overlays. Work outside the model is added to
//! `Workspace::effects`.
//!
//! Limitation: an action never waits. What must come later (an article being opened, hits being searched) is noted in the model
//! and finished when the answer arrives.

pub mod article_filter;
pub mod copy;
pub mod corpus_search;
pub mod display;
pub mod go_to;
pub mod live_update;
pub mod marks;
pub mod messages;
pub mod open;
pub mod read_marks;
pub mod reload_list;
pub mod reopen;
pub mod scroll;
pub mod search;
pub mod selection;
pub mod sentences;
pub mod session;
pub mod undo;
pub mod walk;
pub mod wrapping;
