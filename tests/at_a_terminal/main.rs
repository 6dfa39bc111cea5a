//! What a person does at a real terminal, and what then stands on the screen: the program in a pseudo-terminal, its keys as
//! bytes, its cells as they are drawn.
#![cfg(unix)]

mod desk;
mod mouse;
mod moves;
mod searching;
#[path = "../support/mod.rs"]
mod support;
mod trail;
