//! How far apart two skeletons are: an edit distance in which sounds that are taken for one another cost less.

use std::sync::LazyLock;

use super::costs::{BEGINNINGS, BREATH, LEAST_MORE, RELATED, RELATED_COST, SWAP, VOWEL, WHOLE, most};

/// The distance in hundredths of a letter, if it is small enough for the two to be spellings of one name.
pub fn near(left: &[char], right: &[char]) -> Option<u32> {
    let (shorter, longer) = (left.len().min(right.len()), left.len().max(right.len()));
    let most = most(longer);
    if (longer - shorter) as u32 * LEAST_MORE > most || (most == 0 && left != right) {
        return None;
    }
    distance(left, right, most)
}

/// The rows of [`BEGINNINGS`] that a first sound is in, as bits; 0 for a sound that is in none.
pub fn beginnings(sound: char) -> u8 {
    static ROWS: LazyLock<[u8; ASCII]> = LazyLock::new(|| {
        std::array::from_fn(|code| {
            let sound = char::from(code as u8);
            let rows = BEGINNINGS.iter().enumerate();
            rows.fold(0, |bits, (row, sounds)| bits | u8::from(sounds.contains(sound)) << row)
        })
    });
    ROWS.get(sound as usize).copied().unwrap_or(0)
}

/// Whether two skeletons begin with sounds that may stand for one another.
pub fn begin_alike(left: &[char], right: &[char]) -> bool {
    match (left.first(), right.first()) {
        (Some(left), Some(right)) => left == right || beginnings(*left) & beginnings(*right) != 0,
        _ => false,
    }
}

fn is_vowel(sound: char) -> bool {
    matches!(sound, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// What one ASCII sound for another costs, worked out once.
static SUBSTITUTIONS: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let ascii = || (0..ASCII).filter_map(|code| char::from_u32(code as u32));
    ascii().flat_map(|left| ascii().map(move |right| worked_out(left, right))).collect()
});
const ASCII: usize = 128;

fn substitution(left: char, right: char) -> u32 {
    if left == right {
        0
    } else if left.is_ascii() && right.is_ascii() {
        SUBSTITUTIONS.get(left as usize * ASCII + right as usize).copied().unwrap_or(WHOLE)
    } else {
        WHOLE
    }
}

fn worked_out(left: char, right: char) -> u32 {
    let is_pair = |pair: &(char, char)| *pair == (left, right) || *pair == (right, left);
    if left == right {
        0
    } else if (is_vowel(left) && is_vowel(right)) || RELATED.iter().any(is_pair) {
        RELATED_COST
    } else {
        WHOLE
    }
}

/// What a sound more costs, after another.
fn single(before: Option<char>, sound: char) -> u32 {
    match sound {
        'h' => BREATH,
        'g' if before == Some('n') => RELATED_COST,
        _ if is_vowel(sound) => VOWEL,
        _ => WHOLE,
    }
}

/// Damerau's distance, restricted to neighbours, with the costs above; a first consonant for another costs double. None as
/// soon as it is known to be more than `most`.
fn distance(left: &[char], right: &[char], most: u32) -> Option<u32> {
    let at = |line: &[u32], column: usize| line.get(column).copied().unwrap_or(u32::MAX / 2);
    let before =
        |word: &[char], index: usize| index.checked_sub(1).and_then(|index| word.get(index)).copied();
    let mut older: Vec<u32> = Vec::new();
    let mut last: Vec<u32> = Vec::with_capacity(right.len() + 1);
    last.push(0);
    for (column, sound) in right.iter().enumerate() {
        last.push(at(&last, column) + single(before(right, column), *sound));
    }
    let mut next: Vec<u32> = Vec::with_capacity(right.len() + 1);
    let mut hope_before = 0;
    for (row, sound) in left.iter().enumerate() {
        next.clear();
        let less = single(before(left, row), *sound);
        next.push(at(&last, 0) + less);
        for (column, other) in right.iter().enumerate() {
            let times =
                if row == 0 && column == 0 && !(is_vowel(*sound) && is_vowel(*other)) { 2 } else { 1 };
            let mut best = at(&last, column) + times * substitution(*sound, *other);
            best = best.min(at(&last, column + 1) + less);
            best = best.min(at(&next, column) + single(before(right, column), *other));
            let are_swapped = before(left, row) == Some(*other) && before(right, column) == Some(*sound);
            if are_swapped && sound != other {
                best = best.min(at(&older, column.saturating_sub(1)) + SWAP);
            }
            next.push(best);
        }
        // A swap reaches back two rows, so that both must be beyond hope.
        let hope = next.iter().copied().min().unwrap_or(0);
        if hope > most && hope_before > most {
            return None;
        }
        hope_before = hope;
        std::mem::swap(&mut older, &mut last);
        std::mem::swap(&mut last, &mut next);
    }
    last.last().copied().filter(|distance| *distance <= most)
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
    fn sounds_that_are_taken_for_one_another_cost_less() {
        assert!(cost("harkiv", "harkov") < cost("harkiv", "hartiv"));
        assert_eq!(cost("abc", "abc"), 0);
        assert_eq!(cost("abdc", "abcd"), SWAP);
        assert_eq!(cost("", "bad"), WHOLE + VOWEL + WHOLE);
        assert_eq!(cost("inping", "ingping"), RELATED_COST);
        assert_eq!(cost("gates", "hates"), 2 * RELATED_COST);
    }

    proptest! {
        #[test]
        fn it_is_the_same_both_ways(left in "[aioskhgnSTv]{0,9}", right in "[aioskhgnSTv]{0,9}") {
            prop_assert_eq!(cost(&left, &right), cost(&right, &left));
            prop_assert_eq!(cost(&left, &right) == 0, left == right);
        }

        #[test]
        fn giving_up_early_loses_nothing(left in "[aioskhgn]{0,12}", right in "[aioskhgn]{0,12}", most in 0u32..300) {
            let letters = |word: &str| word.chars().collect::<Vec<_>>();
            let whole = Some(cost(&left, &right)).filter(|cost| *cost <= most);
            prop_assert_eq!(distance(&letters(&left), &letters(&right), most), whole);
        }
    }
}
