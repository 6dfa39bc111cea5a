//! Passes the fuzzer's inputs to the target that this program is named after.

#![no_main]

use std::sync::LazyLock;

use whoswho_fuzz::{TARGETS, Target};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let target = TARGETS.iter().find(|(name, _)| *name == env!("CARGO_BIN_NAME"));
    target.expect("a target named like this program").1
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| (*TARGET)(data));
