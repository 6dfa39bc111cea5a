//! Compressed files.

use std::sync::Arc;

use whoswho::store::Source;
use whoswho::store::unpack::{Packing, unpack};

use super::archive::check_error;

/// Maximum unpacked size, in bytes.
const MAX_SIZE: u64 = 256 * 1024;

pub fn run(data: &[u8]) {
    let source = Source::from_bytes(Arc::from(data));
    for packing in [Packing::Gzip, Packing::Zstd, Packing::Xz, Packing::Bzip2] {
        match unpack(&source, packing, MAX_SIZE).and_then(|unpacked| unpacked.all(MAX_SIZE)) {
            Ok(bytes) => assert!(bytes.len() as u64 <= MAX_SIZE),
            Err(error) => check_error(&error),
        }
    }
}
