//! Fingerprints of texts.

/// Returns the 64-bit FNV-1a hash of some bytes (Fowler, Noll, Vo; draft-eastlake-fnv). It is the same on every machine
/// and in every version, so it can be stored. It does not resist deliberate collisions.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    extend(0xcbf2_9ce4_8422_2325, bytes)
}

/// Extends a fingerprint by more bytes.
pub fn extend(fingerprint: u64, bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(fingerprint, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_match_published_values() {
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fingerprint(b"foobar"), 0x8594_4171_f739_67e8);
        assert_eq!(extend(fingerprint(b"foo"), b"bar"), fingerprint(b"foobar"));
    }
}
