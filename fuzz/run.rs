//! Hands what the fuzzer makes up to the target that this program is called after.

#![no_main]

use std::sync::LazyLock;

use whoswho_fuzz::{TARGETS, Target};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let named = TARGETS.iter().find(|(name, _)| *name == env!("CARGO_BIN_NAME"));
    named.expect("a target has the name of its program").1
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| (*TARGET)(data));
