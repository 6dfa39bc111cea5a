//! The source keeps to its rules, and the README to the program.

mod cycles;
mod layers;
mod readme;
#[path = "../support/mod.rs"]
mod support;
