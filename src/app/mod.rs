//! The reader's state, and the one function that changes it.
//!
//! [`update`](update::update) takes the [`State`] and an [`Action`] (a key, an answer, news of what was read), changes the
//! state and returns [`Effect`]s: work that somebody else must do. Nothing here reads a file, looks at a clock or
//! knows a terminal, so a test can be the hand and the eye: feed keys, carry out effects, look at the state.
//!
//! Commands are data ([`commands`]): one table of name, keys, words and function, from which the keymap, the help, the man
//! page and the README's table of keys are made. A key that is not in the table does nothing.
//!
//! It bridges `analysis/`, which answers questions about an index, and `ui/`, which draws the state. Whatever may take
//! long is a query in a slot ([`jobs`], [`queries`]); an answer to an older question is dropped. Geometry that both moving and drawing need (which rows a
//! paragraph makes, which part of the screen is which pane) lives here ([`document`], [`geometry`]), so that both see the same.
//!
//! The limit: what is shown over all articles is as old as the last answer. While one is under way, the numbers before it
//! stay if they are still those of the same articles and names, and are left out if they are not.

pub mod action;
pub mod article_filter;
pub mod article_pane;
pub mod commands;
pub mod compare;
pub mod copy;
pub mod corpus_search;
pub mod dispatch;
pub mod display;
pub mod document;
pub mod entity_panel;
pub mod geometry;
pub mod go_to;
pub mod input;
pub mod jobs;
pub mod jumplist;
pub mod live_update;
pub mod loading;
pub mod marks;
pub mod minimap;
pub mod motion;
pub mod mouse;
pub mod overlays;
pub mod queries;
pub mod read_marks;
pub mod reload_list;
pub mod search;
pub mod selection;
pub mod session;
pub mod settle;
pub mod state;
pub mod suggest;
pub mod update;
pub mod walk;

pub use action::{Action, Effect, Listed};
pub use state::State;
