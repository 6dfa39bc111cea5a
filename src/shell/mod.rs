//! The whole reader without its terminal: the model, the views, the overlays, and the code that connects them.
//!
//! An [`App`] takes a [`Message`](crate::app::Message) and returns [`Effect`](crate::app::Effect)s. A key goes through
//! layers (`dispatch`): keys typed ahead, the top overlay or, if none is open, a line typed inside the view, then the
//! keymap. After each message the views and overlays are notified of changes; then the shown view and the overlays are
//! laid out and send their queries ([`app`]).
//!
//! There are two tables: the views (`views`), and the commands that belong to no view (`command_table`). From both
//! and the views' own commands come the keymap, the help, the man page and the README's table of keys ([`commands`]).
//!
//! Limitation: outside the tables, views and overlays are known only by their traits, except for the card, the help and
//! the messages, each of which one command opens and closes.

pub mod app;
mod badges;
mod command_row;
mod command_table;
pub mod commands;
mod dispatch;
mod draw;
mod draw_hints;
mod draw_status;
mod foreign_keys;
mod views;

pub use app::App;
