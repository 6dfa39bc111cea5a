//! The program at a pseudo-terminal: keys as bytes, cells as drawn.
#![cfg(unix)]

mod desk;
mod device;
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
