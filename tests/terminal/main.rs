//! The program in a pseudo-terminal: key bytes in, screen cells out.
#![cfg(unix)]

mod background;
mod badges;
mod clipboard;
mod concordance;
mod harness;
mod hostile_articles;
mod jumplist;
mod lifecycle;
mod lists;
mod matrix;
mod mouse;
mod navigation;
mod page;
mod panel;
mod passages;
mod refusals;
mod restored_state;
mod scripts;
mod search;
mod settings;
mod split_input;
mod stable_page;
mod suggest;
#[path = "../support/mod.rs"]
mod support;
mod themes;
mod typed_commands;
mod undo;
