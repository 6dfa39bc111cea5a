//! Rules for the source code, and checks of the README against the program.

mod cycles;
mod layers;
mod parts;
mod readme;
#[path = "../support/mod.rs"]
mod support;
