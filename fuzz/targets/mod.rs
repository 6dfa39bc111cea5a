//! What is fuzzed: functions that take any bytes and assert what has to hold for them.
//!
//! No fuzzer is named here. The programs of a fuzzer run these functions on what it makes up (`../run.rs`), and `tests/articles/fuzz_corpus.rs` of the
//! crate runs them on the inputs that were kept, so that what was found once stays mended. An input is what the function under test reads,
//! byte for byte, without bytes that steer: a file of the format is a seed as it is. What has to vary beside it (a width, a label, where
//! bytes are cut) goes by the length of the input.
//!
//! A new target is a file with `pub fn run(data: &[u8])`, a line in [`TARGETS`], a `[[bin]]` in `../Cargo.toml`, and a folder of
//! inputs in `tests/corpus/`; the test says which of these was forgotten.

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

/// Runs one input; panics where something does not hold.
pub type Target = fn(&[u8]);

/// All targets by their names.
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
