//! What can be done to the model: functions over the [`Workspace`](super::workspace::Workspace) that change several of its
//! parts at once.
//!
//! ```text
//! messages -> {live_update, open, session} -> {search, reopen, reload_list} -> walk -> go_to -> {selection, scroll, ...}
//! ```
//!
//! An action calls no view and no overlay: it changes the model, records the kinds of things that changed
//! ([`Changes`](super::state::changes::Changes)), and whoever shows them looks again. Work outside is left in
//! `Workspace::effects`.
//!
//! The limit: an action sees one moment. What must come later (an article that is opened, hits that are searched) is noted
//! in the model and finished when the answer arrives.

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
pub mod session;
pub mod undo;
pub mod walk;
pub mod wrapping;
