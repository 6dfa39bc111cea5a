//! Packed files.

use std::sync::Arc;

use whoswho::store::Source;
use whoswho::store::unpack::{Packing, unpack};

use super::archive::check_error;

/// The most bytes that come out.
const MOST: u64 = 256 * 1024;

pub fn run(data: &[u8]) {
    let source = Source::from_bytes(Arc::from(data));
    for packing in [Packing::Gzip, Packing::Zstd, Packing::Xz, Packing::Bzip2] {
        match unpack(&source, packing, MOST).and_then(|unpacked| unpacked.all(MOST)) {
            Ok(bytes) => assert!(bytes.len() as u64 <= MOST),
            Err(error) => check_error(&error),
        }
    }
}
