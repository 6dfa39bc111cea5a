//! The rows of a comparison that the user dismissed as not a difference.

use std::collections::BTreeSet;

use crate::text::fingerprint::{EMPTY_WIDE, extend_wide};
use crate::text::whitespace::collapse;

/// Identifies a row of a comparison by its kind and the texts it is about, so that a dismissed row is recognised in
/// later sessions and comes back when one of its texts changes. Where the texts stand does not matter.
///
/// Keys are 128-bit hashes, so different rows do not get the same key by chance. Texts could be written so that their keys
/// collide, but that only hides a row from a user who has dismissed the other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DismissalKey(u128);

impl DismissalKey {
    /// Length of [`DismissalKey::to_bytes`].
    pub const LEN: usize = 16;

    /// Returns the key of a row of a kind, such as `values` or `quotes`, with the texts of its spans. White space is
    /// collapsed in the texts; their order does not matter, and equal ones count once.
    ///
    /// Keys are stored: if the result for the same arguments changes, whatever users have dismissed comes back.
    pub fn new<'a>(kind: &str, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let texts: BTreeSet<String> = texts.into_iter().map(collapse).collect();
        let parts = std::iter::once(kind).chain(texts.iter().map(String::as_str));
        // Each part comes after its length, so that `ab`, `c` and `a`, `bc` differ.
        Self(parts.fold(EMPTY_WIDE, |hash, part| {
            let length = (part.len() as u64).to_be_bytes();
            extend_wide(extend_wide(hash, &length), part.as_bytes())
        }))
    }

    /// Returns the key as bytes, the same on every machine.
    pub fn to_bytes(self) -> [u8; Self::LEN] {
        self.0.to_be_bytes()
    }

    /// Returns the key in these bytes, as [`DismissalKey::to_bytes`] returned them.
    pub fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;

    fn key(kind: &str, texts: &[&str]) -> DismissalKey {
        DismissalKey::new(kind, texts.iter().copied())
    }

    fn key_of(kind: &str, texts: &[String]) -> DismissalKey {
        DismissalKey::new(kind, texts.iter().map(String::as_str))
    }

    /// Computed apart from this program, by the definition in RFC 9923.
    #[test]
    fn keys_stay_the_same() {
        let expected = 0x69aa_779c_59a7_97fe_23fb_56c1_9727_4f8d;
        assert_eq!(key("values", &["three trucks", "twelve trucks"]).0, expected);
        assert_eq!(key("values", &[" twelve\n trucks", "three\u{a0}trucks ", "three trucks"]).0, expected);
    }

    #[test]
    fn texts_are_not_run_together() {
        let keys = [
            key("values", &["ab", "c"]),
            key("values", &["a", "bc"]),
            key("values", &["abc"]),
            key("values", &["abc", ""]),
            key("values", &[]),
            key("values", &["ab c"]),
            key("valuesab", &["c"]),
            key("", &["values", "ab", "c"]),
        ];
        let different: BTreeSet<DismissalKey> = keys.into_iter().collect();
        assert_eq!(different.len(), keys.len());
    }

    #[test]
    fn long_and_many_texts_take_little_time() {
        let start = Instant::now();
        let long = "word \0 \u{202e}".repeat(100_000);
        let many = vec!["the same line"; 100_000];
        let numbers: Vec<String> = (0..100_000).map(|number| format!("line {number}")).collect();
        let keys = [key("text", &[&long]), key("text", &many), key_of("text", &numbers)];
        assert_eq!(keys[1], key("text", &["the same line"]));
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    }

    proptest! {
        #[test]
        fn order_repetition_and_white_space_do_not_matter(
            texts in prop::collection::vec("[a-cé ]{0,4}", 0..5),
            shuffled in any::<prop::sample::Index>(),
            spaces in "[ \t\n\u{a0}]{1,3}",
        ) {
            let expected = key_of("values", &texts);
            let mut other = texts.clone();
            other.reverse();
            if !other.is_empty() {
                let at = shuffled.index(other.len());
                other.rotate_left(at);
                other.push(other[at].clone());
            }
            for text in &mut other {
                *text = format!("{spaces}{}{spaces}", text.replace(' ', &spaces));
            }
            prop_assert_eq!(key_of("values", &other), expected);
        }

        #[test]
        fn keys_are_equal_exactly_if_kind_and_texts_are(
            first in ("[a-c]{0,2}", prop::collection::vec("[a-c ]{0,3}", 0..4)),
            second in ("[a-c]{0,2}", prop::collection::vec("[a-c ]{0,3}", 0..4)),
        ) {
            let texts = |texts: &[String]| texts.iter().map(|text| collapse(text)).collect::<BTreeSet<_>>();
            let is_same = first.0 == second.0 && texts(&first.1) == texts(&second.1);
            prop_assert_eq!(key_of(&first.0, &first.1) == key_of(&second.0, &second.1), is_same);
        }

        #[test]
        fn keys_round_trip_through_bytes(bytes: [u8; DismissalKey::LEN]) {
            prop_assert_eq!(DismissalKey::from_bytes(bytes).to_bytes(), bytes);
        }
    }
}
