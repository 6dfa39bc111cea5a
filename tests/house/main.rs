//! Rules for the source code, and checks of the README against the program.

mod cycles;
mod layers;
mod readme;
mod rooms;
#[path = "../support/mod.rs"]
mod support;
