//! Fuzz targets: functions that take arbitrary bytes and assert what must hold for them.
//!
//! This module does not depend on a fuzzer. `../run.rs` runs the targets on a fuzzer's inputs, and the main crate's
//! `tests/articles/fuzz_corpus.rs` on the saved ones, as regression tests. An input is exactly what the function
//! under test reads, so that any file of the format is a seed. Other parameters (a width, a label, where bytes are
//! split) are derived from the length of the input.
//!
//! A new target needs a file with `pub fn run(data: &[u8])`, a line in [`TARGETS`], a `[[bin]]` in `../Cargo.toml`,
//! and a folder of inputs in `tests/corpus/`; the test says which of these is missing.

pub mod archive;
pub mod check;
pub mod decode;
pub mod edit;
pub mod epub;
pub mod feed;
pub mod html;
pub mod import;
pub mod json;
pub mod keys;
pub mod list;
pub mod mail;
pub mod markdown;
pub mod matcher;
pub mod mbox;
pub mod plain;
pub mod rows;
pub mod sanitise;
pub mod search;
pub mod sniff;
pub mod table;
pub mod unpack;
pub mod wrap;

/// Runs one input. Panics if an assertion fails.
pub type Target = fn(&[u8]);

/// All targets with their names.
pub const TARGETS: &[(&str, Target)] = &[
    ("archive", archive::run),
    ("decode", decode::run),
    ("edit", edit::run),
    ("epub", epub::run),
    ("feed", feed::run),
    ("html", html::run),
    ("import", import::run),
    ("json", json::run),
    ("keys", keys::run),
    ("list", list::run),
    ("mail", mail::run),
    ("markdown", markdown::run),
    ("matcher", matcher::run),
    ("mbox", mbox::run),
    ("plain", plain::run),
    ("rows", rows::run),
    ("sanitise", sanitise::run),
    ("search", search::run),
    ("sniff", sniff::run),
    ("table", table::run),
    ("unpack", unpack::run),
    ("wrap", wrap::run),
];
