//! What comes in from the keyboard and the mouse, and what it is called.
//!
//! `term` makes [`Input`]s out of the bytes of a terminal; the rest of the reader knows keys by the values and names defined
//! here ([`key`]). A line that is being typed is a [`text_field`], with the editing keys of a shell.
//!
//! A command is data here ([`command`]) and keys are bound to commands by a [`Keymap`]; what a command does is known above.
//!
//! Nothing here changes the state. The limit: a terminal sends some keys as one byte (Tab and Ctrl-i), and those are one key.

pub mod command;
pub mod key;
pub mod keymap;
pub mod label_letters;
pub mod text_field;
pub mod view_id;

pub use key::{Input, Key, KeyCode};
pub use keymap::{Keymap, Rebinding};
pub use view_id::{READ, ViewId};
