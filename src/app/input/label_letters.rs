//! Labels: a letter or two for each of many places, none the beginning of another.

/// Letters, those under resting fingers first.
const LETTERS: &str = "asdfghjklqwertyuiopzxcvbnm";

/// So many labels, the shortest and easiest first; as many as can be told apart by two letters.
pub fn labels(count: usize) -> Vec<String> {
    let letters: Vec<char> = LETTERS.chars().collect();
    // So many letters begin labels of two, taken from the end.
    let first = (0..=letters.len()).find(|&two| letters.len() - two + two * letters.len() >= count);
    let (single, double) = letters.split_at(letters.len() - first.unwrap_or(letters.len()));
    let pairs = double.iter().flat_map(|one| letters.iter().map(move |other| format!("{one}{other}")));
    single.iter().map(ToString::to_string).chain(pairs).take(count).collect()
}

/// The keys of the built-in kinds, in their order; the user's own have the digits.
const KIND_KEYS: &[char] = &['p', 'l', 'o', 'n', 'e'];
/// A key for each kind of the list, as far as there are keys.
pub fn kind_keys() -> impl Iterator<Item = char> {
    let digits = (1..=9).filter_map(|digit| char::from_digit(digit, 10));
    KIND_KEYS.iter().copied().chain(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_begins_another_and_each_is_given_once() {
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
