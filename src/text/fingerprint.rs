//! Fingerprints of texts: FNV-1a (Fowler, Noll, Vo; RFC 9923). They are the same on every machine and in every version,
//! so they can be stored. They do not resist deliberate collisions.

/// Returns the 64-bit FNV-1a hash of some bytes.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    extend(0xcbf2_9ce4_8422_2325, bytes)
}

/// Extends a fingerprint by more bytes.
pub fn extend(fingerprint: u64, bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(fingerprint, step)
}

/// The 128-bit FNV-1a hash of no bytes, with which [`extend_wide`] starts.
pub const EMPTY_WIDE: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;

/// Extends a 128-bit FNV-1a hash by more bytes. It is for data of which many pieces are kept and no two may be confused
/// by chance.
pub fn extend_wide(fingerprint: u128, bytes: &[u8]) -> u128 {
    let step =
        |hash: u128, byte: &u8| (hash ^ u128::from(*byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b);
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
        let wide = |bytes: &[u8]| extend_wide(EMPTY_WIDE, bytes);
        assert_eq!(wide(b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(wide(b"foobar"), 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
        assert_eq!(extend_wide(wide(b"foo"), b"bar"), wide(b"foobar"));
    }
}
