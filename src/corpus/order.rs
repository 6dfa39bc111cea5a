//! Natural order of paths: runs of digits compare as numbers, so 9.txt sorts before 10.txt.

use std::cmp::Ordering;
use std::path::Path;

use crate::article::ArticleKey;

/// Compares two keys in natural order. A total order: equal only if the keys are equal.
pub fn natural(left: &ArticleKey, right: &ArticleKey) -> Ordering {
    let names = || natural_paths(&left.path, &right.path);
    let items = || match (&left.item, &right.item) {
        (Some(left), Some(right)) => natural_bytes(left.as_bytes(), right.as_bytes()),
        (left, right) => left.is_some().cmp(&right.is_some()),
    };
    names().then_with(items)
}

/// Compares two paths in natural order.
pub fn natural_paths(left: &Path, right: &Path) -> Ordering {
    natural_bytes(left.as_os_str().as_encoded_bytes(), right.as_os_str().as_encoded_bytes())
}

/// Compares bytes, with runs of ASCII digits compared by value and `/` before every other byte; ties are broken by the
/// bytes themselves.
pub fn natural_bytes(left: &[u8], right: &[u8]) -> Ordering {
    let (mut left_rest, mut right_rest) = (left, right);
    loop {
        match (left_rest.split_first(), right_rest.split_first()) {
            (None, None) => return left.cmp(right),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some((a, _)), Some((b, _))) if a.is_ascii_digit() && b.is_ascii_digit() => {
                let (left_number, left_after) = split_number(left_rest);
                let (right_number, right_after) = split_number(right_rest);
                let by_value =
                    left_number.len().cmp(&right_number.len()).then_with(|| left_number.cmp(right_number));
                if by_value != Ordering::Equal {
                    return by_value;
                }
                (left_rest, right_rest) = (left_after, right_after);
            }
            (Some((a, left_after)), Some((b, right_after))) => {
                if a != b {
                    return rank(*a).cmp(&rank(*b));
                }
                (left_rest, right_rest) = (left_after, right_after);
            }
        }
    }
}

/// Sorts the path separator before every other byte, so that a folder's contents stay together.
fn rank(byte: u8) -> (bool, u8) {
    (byte != b'/', byte)
}

/// Splits off a run of digits and strips its leading zeros. Returns the digits and the rest.
fn split_number(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(bytes.len());
    let (digits, after) = bytes.split_at(end);
    let zeros = digits.iter().take_while(|byte| **byte == b'0').count();
    (digits.get(zeros..).unwrap_or_default(), after)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_compare_by_value() {
        let mut names = ["a10", "a9", "a", "a09", "b1", "a/2", "a/10", "a-1"];
        names.sort_by(|left, right| natural_bytes(left.as_bytes(), right.as_bytes()));
        assert_eq!(names, ["a", "a/2", "a/10", "a-1", "a09", "a9", "a10", "b1"]);
    }

    #[test]
    fn different_bytes_are_never_equal() {
        let by_rank = b"/\0\x01a";
        assert!(by_rank.is_sorted_by(|left, right| natural_bytes(&[*left], &[*right]) == Ordering::Less));
    }

    proptest! {
        #[test]
        fn order_is_total(left in "[a0-2/]{0,6}", middle in "[a0-2/]{0,6}", right in "[a0-2/]{0,6}") {
            let compare = |a: &str, b: &str| natural_bytes(a.as_bytes(), b.as_bytes());
            prop_assert_eq!(compare(&left, &right), compare(&right, &left).reverse());
            prop_assert_eq!(compare(&left, &right) == Ordering::Equal, left == right);
            if compare(&left, &middle) == Ordering::Less && compare(&middle, &right) == Ordering::Less {
                prop_assert_eq!(compare(&left, &right), Ordering::Less);
            }
        }
    }
}
