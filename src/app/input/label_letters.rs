//! Labels of one or two letters, none a prefix of another, and the keys of the kinds of entities.

/// Letters, home row first.
const LETTERS: &str = "asdfghjklqwertyuiopzxcvbnm";

/// Returns `count` distinct labels of one or two letters, easiest first. There are only 676 if `count` is greater.
pub fn labels(count: usize) -> Vec<String> {
    let letters: Vec<char> = LETTERS.chars().collect();
    // The number of letters, taken from the end, that start labels of two letters.
    let pair_starts =
        (0..=letters.len()).find(|&starts| letters.len() - starts + starts * letters.len() >= count);
    let (single, double) = letters.split_at(letters.len() - pair_starts.unwrap_or(letters.len()));
    let pairs = double.iter().flat_map(|one| letters.iter().map(move |other| format!("{one}{other}")));
    single.iter().map(ToString::to_string).chain(pairs).take(count).collect()
}

/// Keys of the built-in kinds, in order; the user's own kinds get digits.
const KIND_KEYS: &[char] = &['p', 'l', 'o', 'n', 'e'];

/// Returns the keys for the kinds of the list, in order. They may be fewer than the kinds.
pub fn kind_keys() -> impl Iterator<Item = char> {
    let digits = (1..=9).filter_map(|digit| char::from_digit(digit, 10));
    KIND_KEYS.iter().copied().chain(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_distinct_and_prefix_free() {
        for count in [0, 1, 2, 25, 26, 27, 51, 52, 200, 676] {
            let labels = labels(count);
            assert_eq!(labels.len(), count);
            for (at, label) in labels.iter().enumerate() {
                assert!(
                    labels
                        .iter()
                        .enumerate()
                        .all(|(other, longer)| at == other || !longer.starts_with(label.as_str()))
                );
            }
        }
        assert_eq!(labels(3), ["a", "s", "d"]);
        assert_eq!(labels(1_000).len(), 676);
    }
}
