//! The bar that shows where in a text something is mentioned.

/// Returns a character for each count: none, one, two, and more mentions.
pub fn dispersion_bar(counts: &[u32]) -> String {
    let cell = |count: &u32| match count {
        0 => '·',
        1 => '│',
        2 => '┃',
        _ => '█',
    };
    counts.iter().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bar_has_a_mark_for_one_two_and_more() {
        assert_eq!(dispersion_bar(&[0, 1, 2, 3, 400]), "·│┃██");
    }
}
