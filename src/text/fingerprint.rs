//! Telling one text from another by a number.

/// FNV-1a of some bytes in 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv): the same on every machine and for all time, so that it
/// can be kept. It guards against mistakes, not against a hand that makes two texts alike on purpose.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    extended(0xcbf2_9ce4_8422_2325, bytes)
}

/// The fingerprint of what a fingerprint is of, with more bytes behind it.
pub fn extended(fingerprint: u64, bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(fingerprint, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_the_published_one() {
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fingerprint(b"foobar"), 0x8594_4171_f739_67e8);
        assert_eq!(extended(fingerprint(b"foo"), b"bar"), fingerprint(b"foobar"));
    }
}
