//! Input from the keyboard and the mouse, and the keymap.
//!
//! `term` parses [`Input`]s from the bytes of a terminal; the rest of the reader uses the values and names of keys defined
//! here ([`key`]). A line being typed is a [`text_field`], with the editing keys of a shell.
//!
//! A command is data here ([`command`]), and a [`Keymap`] binds keys to commands; what a command does is defined in the layers
//! above.
//!
//! Nothing here changes the workspace. Limitation: a terminal sends some keys as the same byte (Tab and Ctrl-i); those are one
//! key.

pub mod command;
pub mod key;
pub mod keymap;
pub mod label_letters;
pub mod text_field;
pub mod view_id;

pub use key::{Input, Key, KeyCode};
pub use keymap::{Keymap, Rebinding};
pub use view_id::{CONCORDANCE, READ, ViewId};
