//! Replays the saved fuzzing inputs: seeds that resemble real files, and inputs that once failed.
//!
//! The functions are those that the fuzzer runs (`fuzz/targets`); the inputs are in `tests/corpus/TARGET`. Never
//! remove an input that is named after a fault.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::thread;

#[path = "../../fuzz/targets/mod.rs"]
mod targets;

use targets::{TARGETS, Target};

/// Stack size of the reader's parser thread, in bytes.
const STACK: usize = 64 << 20;
/// Maximum total size of the inputs, in bytes, since they are part of every checkout.
const MAX_CORPUS_SIZE: u64 = 400 * 1024;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Returns the inputs on which a target panics.
fn failures(name: &str, target: Target) -> Vec<String> {
    let folder = corpus().join(name);
    let fails = |input: &String| {
        let bytes = fs::read(folder.join(input)).unwrap();
        catch_unwind(|| target(&bytes)).is_err()
    };
    names_in(&folder).into_iter().filter(fails).map(|input| format!("{name}/{input}")).collect()
}

#[test]
fn no_saved_input_fails() {
    let run = |(name, target): &(&'static str, Target)| {
        let (name, target) = (*name, *target);
        thread::Builder::new().stack_size(STACK).spawn(move || failures(name, target)).unwrap()
    };
    let threads: Vec<_> = TARGETS.iter().map(run).collect();
    let failed: Vec<String> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    assert!(failed.is_empty(), "see the panics above: {failed:?}");
}

#[test]
fn every_target_has_inputs_and_a_program() {
    let names: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names.len(), TARGETS.len());
    assert_eq!(names_in(&corpus()), names, "folders in tests/corpus");
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/Cargo.toml")).unwrap();
    let manifest: toml_edit::DocumentMut = manifest.parse().unwrap();
    let programs = manifest["bin"].as_array_of_tables().unwrap();
    let programs = programs.iter().map(|program| program["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, programs, "programs in fuzz/Cargo.toml");
}

#[test]
fn corpus_stays_small() {
    let sizes = |name: &str| {
        let folder = corpus().join(name);
        let inputs = names_in(&folder).into_iter();
        inputs.map(move |input| fs::metadata(folder.join(input)).unwrap().len()).sum::<u64>()
    };
    let total: u64 = TARGETS.iter().map(|(name, _)| sizes(name)).sum();
    assert!(total <= MAX_CORPUS_SIZE, "the corpus has {total} bytes");
}
