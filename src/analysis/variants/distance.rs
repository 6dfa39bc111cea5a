//! The distance between two skeletons: an edit distance in which similar sounds cost less.

use std::sync::LazyLock;

use super::costs::{
    FULL_COST, H_COST, INITIAL_GROUPS, MIN_INSERTION_COST, RELATED_COST, RELATED_SOUNDS, SWAP_COST,
    VOWEL_COST, max_distance,
};

/// Returns the distance in hundredths of a sound. None if it is too large for two spellings of one name.
pub fn distance_within_limit(left: &[char], right: &[char]) -> Option<u32> {
    let (shorter, longer) = (left.len().min(right.len()), left.len().max(right.len()));
    let limit = max_distance(longer);
    if (longer - shorter) as u32 * MIN_INSERTION_COST > limit || (limit == 0 && left != right) {
        return None;
    }
    distance(left, right, limit)
}

/// Returns the [`INITIAL_GROUPS`] that a sound is in, one bit per group; 0 if it is in none.
pub fn initial_groups(sound: char) -> u8 {
    static GROUPS: LazyLock<[u8; ASCII]> = LazyLock::new(|| {
        std::array::from_fn(|code| {
            let sound = char::from(code as u8);
            let groups = INITIAL_GROUPS.iter().enumerate();
            groups.fold(0, |bits, (group, sounds)| bits | u8::from(sounds.contains(sound)) << group)
        })
    });
    GROUPS.get(sound as usize).copied().unwrap_or(0)
}

/// True if two skeletons start with the same sound or with sounds of one group.
pub fn begin_similarly(left: &[char], right: &[char]) -> bool {
    match (left.first(), right.first()) {
        (Some(left), Some(right)) => left == right || initial_groups(*left) & initial_groups(*right) != 0,
        _ => false,
    }
}

fn is_vowel(sound: char) -> bool {
    matches!(sound, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Cost of replacing one ASCII sound by another, as a precomputed matrix.
static SUBSTITUTIONS: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let ascii = || (0..ASCII).filter_map(|code| char::from_u32(code as u32));
    ascii().flat_map(|left| ascii().map(move |right| compute_substitution(left, right))).collect()
});
const ASCII: usize = 128;

fn substitution(left: char, right: char) -> u32 {
    if left == right {
        0
    } else if left.is_ascii() && right.is_ascii() {
        SUBSTITUTIONS.get(left as usize * ASCII + right as usize).copied().unwrap_or(FULL_COST)
    } else {
        FULL_COST
    }
}

fn compute_substitution(left: char, right: char) -> u32 {
    let is_pair = |pair: &(char, char)| *pair == (left, right) || *pair == (right, left);
    if left == right {
        0
    } else if (is_vowel(left) && is_vowel(right)) || RELATED_SOUNDS.iter().any(is_pair) {
        RELATED_COST
    } else {
        FULL_COST
    }
}

/// Returns the cost of inserting or deleting a sound, given the one before it.
fn insertion(before: Option<char>, sound: char) -> u32 {
    match sound {
        'h' => H_COST,
        'g' if before == Some('n') => RELATED_COST,
        _ if is_vowel(sound) => VOWEL_COST,
        _ => FULL_COST,
    }
}

/// Computes the Damerau-Levenshtein distance (adjacent swaps only) with the costs of [`super::costs`]. Replacing the
/// first sound by the other's first sound costs double unless both are vowels. Returns None as soon as the distance is
/// known to exceed `limit`.
fn distance(left: &[char], right: &[char], limit: u32) -> Option<u32> {
    let cell = |row: &[u32], column: usize| row.get(column).copied().unwrap_or(u32::MAX / 2);
    let before =
        |word: &[char], index: usize| index.checked_sub(1).and_then(|index| word.get(index)).copied();
    let mut before_previous: Vec<u32> = Vec::new();
    let mut previous: Vec<u32> = Vec::with_capacity(right.len() + 1);
    previous.push(0);
    for (column, sound) in right.iter().enumerate() {
        previous.push(cell(&previous, column) + insertion(before(right, column), *sound));
    }
    let mut current: Vec<u32> = Vec::with_capacity(right.len() + 1);
    let mut previous_min = 0;
    for (row, sound) in left.iter().enumerate() {
        current.clear();
        let deletion = insertion(before(left, row), *sound);
        current.push(cell(&previous, 0) + deletion);
        for (column, other) in right.iter().enumerate() {
            let factor =
                if row == 0 && column == 0 && !(is_vowel(*sound) && is_vowel(*other)) { 2 } else { 1 };
            let mut best = cell(&previous, column) + factor * substitution(*sound, *other);
            best = best.min(cell(&previous, column + 1) + deletion);
            best = best.min(cell(&current, column) + insertion(before(right, column), *other));
            let are_swapped = before(left, row) == Some(*other) && before(right, column) == Some(*sound);
            if are_swapped && sound != other {
                best = best.min(cell(&before_previous, column.saturating_sub(1)) + SWAP_COST);
            }
            current.push(best);
        }
        // A swap reaches back two rows, so the last two rows must both exceed the limit.
        let min = current.iter().copied().min().unwrap_or(0);
        if min > limit && previous_min > limit {
            return None;
        }
        previous_min = min;
        std::mem::swap(&mut before_previous, &mut previous);
        std::mem::swap(&mut previous, &mut current);
    }
    previous.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cost(left: &str, right: &str) -> u32 {
        let letters = |word: &str| word.chars().collect::<Vec<_>>();
        distance(&letters(left), &letters(right), u32::MAX / 4).unwrap()
    }

    #[test]
    fn similar_sounds_cost_less() {
        assert!(cost("harkiv", "harkov") < cost("harkiv", "hartiv"));
        assert_eq!(cost("abc", "abc"), 0);
        assert_eq!(cost("abdc", "abcd"), SWAP_COST);
        assert_eq!(cost("", "bad"), FULL_COST + VOWEL_COST + FULL_COST);
        assert_eq!(cost("inping", "ingping"), RELATED_COST);
        assert_eq!(cost("gates", "hates"), 2 * RELATED_COST);
    }

    proptest! {
        #[test]
        fn distance_is_symmetric(left in "[aioskhgnSTv]{0,9}", right in "[aioskhgnSTv]{0,9}") {
            prop_assert_eq!(cost(&left, &right), cost(&right, &left));
            prop_assert_eq!(cost(&left, &right) == 0, left == right);
        }

        #[test]
        fn limit_changes_no_smaller_distance(left in "[aioskhgn]{0,12}", right in "[aioskhgn]{0,12}", limit in 0u32..300) {
            let letters = |word: &str| word.chars().collect::<Vec<_>>();
            let expected = Some(cost(&left, &right)).filter(|cost| *cost <= limit);
            prop_assert_eq!(distance(&letters(&left), &letters(&right), limit), expected);
        }
    }
}
