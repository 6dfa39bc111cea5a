//! Overlays lie over a view and get keys before it does: prompts, pickers, boxes, pending keys.
//!
//! Each follows the contract of [`ui::overlay`](crate::ui::overlay); the shell holds the open ones on a stack and
//! passes each key to the top one. A modal one takes every key. The card, the messages and the help (unless its filter
//! is being typed) are not modal: a movement scrolls them, and other commands run in the view below.
//!
//! An overlay changes the model through [`actions`](crate::app::actions). It depends on no view and no other overlay;
//! what it shows on the view below (labels, a passage) it passes as [`Marks`](crate::ui::overlay::Marks).
//!
//! Limitation: all that an overlay knows of the view is its id, and what it has at its cursor
//! ([`Subject`](crate::app::state::subject::Subject)).

pub mod add_entity;
pub mod card;
mod draw_help;
mod draw_kind_filter;
mod draw_marks;
mod draw_messages;
mod draw_prompt;
pub mod help;
pub mod jump_labels;
pub mod kind_filter;
pub mod line_prompt;
pub mod messages;
pub mod pending_key;
pub mod picker;
pub mod search_prompt;
