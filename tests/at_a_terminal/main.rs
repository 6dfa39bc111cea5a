//! What a person does at a real terminal, and what then stands on the screen: the program in a pseudo-terminal, its keys as
//! bytes, its cells as they are drawn.
#![cfg(unix)]

mod desk;
mod hostile;
mod keeps;
mod lists;
mod looks;
mod mouse;
mod moves;
mod page;
mod pieces;
mod scripts;
mod searching;
mod settings;
mod still;
#[path = "../support/mod.rs"]
mod support;
mod takes;
mod trail;
