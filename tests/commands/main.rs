//! The commands as run from a shell: output, errors, exit codes, files.

mod bad_input;
mod concordance;
mod config;
mod differences;
mod facts;
mod faults;
mod hostile_names;
mod import;
mod killed;
mod log;
mod notes;
mod overview;
mod passages;
mod rows;
mod sources;
mod suggest;
#[path = "../support/mod.rs"]
mod support;
