//! What comes in from the keyboard and the mouse, and what it is called.
//!
//! `term` makes [`Input`]s out of the bytes of a terminal; the rest of the reader knows keys by the values and names defined
//! here ([`key`]). A line that is being typed is a [`text_field`], with the editing keys of a shell.
//!
//! Nothing here changes the state. The limit: a terminal sends some keys as one byte (Tab and Ctrl-i), and those are one key.

pub mod key;
pub mod label_letters;
pub mod text_field;
pub mod view_id;

pub use key::{Input, Key, KeyCode};
pub use view_id::{VIEWS, View};
