//! Finding a place again in a text that has changed.

/// How much of the text before a place tells it from others, in bytes at the most.
pub const LEAD: usize = 120;
/// The fewest bytes of it that still tell something.
const SHORTEST_LEAD: usize = 12;

/// The text just before a byte of a text, at most [`LEAD`] bytes; empty where no character begins at the byte.
pub fn lead(text: &str, offset: usize) -> &str {
    let before = text.get(..offset).unwrap_or_default();
    before.get(before.ceil_char_boundary(before.len().saturating_sub(LEAD))..).unwrap_or_default()
}

/// Where a place of the old text is in the new one, both in bytes: behind the longest stretch of what stood before it that
/// the new text has too, of several the nearest. None where nothing of it is left.
pub fn moved(old: &str, new: &str, offset: usize) -> Option<usize> {
    let before = old.get(..offset)?;
    if new.starts_with(before) {
        return Some(offset);
    }
    behind(lead(old, offset), new, offset)
}

/// The end of the longest stretch of a lead's end that a text holds, of several the one nearest to a byte. None where less
/// than `SHORTEST_LEAD` bytes of it are there.
pub fn behind(lead: &str, text: &str, near: usize) -> Option<usize> {
    let mut rest = lead;
    while rest.len() >= SHORTEST_LEAD {
        if let Some(start) = nearest(rest, text, near.saturating_sub(rest.len())) {
            return Some(start + rest.len());
        }
        rest = rest.get(rest.ceil_char_boundary(rest.len().div_ceil(2))..)?;
    }
    None
}

/// Bytes around a place that are looked at first: a text of megabytes seldom moves by more.
const NEAR: &[usize] = &[1 << 14, 1 << 18, usize::MAX];

/// Where words begin in a text, of several places the one nearest to a byte; the first of two as near.
pub fn nearest(words: &str, text: &str, near: usize) -> Option<usize> {
    let near = near.min(text.len());
    NEAR.iter().find_map(|reach| {
        let start = text.floor_char_boundary(near.saturating_sub(*reach));
        let end = near.saturating_add(*reach).saturating_add(words.len()).min(text.len());
        let part = text.get(start..text.ceil_char_boundary(end))?;
        part.match_indices(words).map(|(at, _)| start + at).min_by_key(|at| at.abs_diff(near))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_moves_with_what_stands_before_it() {
        let old = "One sentence stands here. Another one follows it. The end of it all.";
        let at = old.find("The end").unwrap();
        let new = format!("Something was put in front. {old}");
        assert_eq!(moved(old, &new, at), new.find("The end"));
        assert_eq!(moved(old, old, at), Some(at));
        let cut = &old["One sentence stands here. ".len()..];
        assert_eq!(moved(old, cut, at), cut.find("The end"));
        assert_eq!(moved(old, "Nothing of the kind.", at), None);
        assert_eq!(moved(old, "New.", 0), Some(0));
    }

    #[test]
    fn lead_is_at_most_120_bytes_and_begins_with_a_character() {
        assert_eq!(lead(&"x".repeat(300), 121).len(), 120);
        assert_eq!(lead(&"x".repeat(300), 119).len(), 119);
        assert_eq!(lead(&format!("{}x", "é".repeat(60)), 121).len(), 119);
        assert_eq!((lead("éa", 1), lead("éa", 9), lead("éa", 2)), ("", "", "é"));
    }

    #[test]
    fn place_is_found_by_twelve_bytes_and_not_by_fewer() {
        assert_eq!(behind("abcdefghijkl", "__abcdefghijkl__", 0), Some(14));
        assert_eq!(behind("abcdefghijk", "__abcdefghijk__", 0), None);
        // Of a longer lead half is left out at a time, the larger half if it is odd.
        assert_eq!(behind("0123456789xyabcdefghijkl", "__abcdefghijkl__", 0), Some(14));
        assert_eq!(behind("0123456789xyzabcdefghijkl", "__abcdefghijkl__", 0), Some(14));
        assert_eq!(behind("0123456789xbcdefghijkl", "__bcdefghijkl__", 0), None);
        // A half begins with a character.
        assert_eq!(behind("ééééééééééééé", "__éééééé__", 0), Some(14));
    }

    #[test]
    fn of_two_like_places_the_one_that_ends_nearest_is_taken() {
        let text = "______abcdefghijkl_abcdefghijkl";
        assert_eq!(behind("abcdefghijkl", text, 20), Some(18));
        assert_eq!(behind("abcdefghijkl", text, 25), Some(31));
    }

    #[test]
    fn place_close_to_the_beginning_is_kept_if_what_stands_before_it_is_the_same() {
        assert_eq!(moved("ab cd", "ab xy", 3), Some(3));
        assert_eq!(moved("ab cd", "xy ab ", 3), None);
    }

    /// One place is just as far to the left as is looked at first, the other a byte nearer to the right.
    #[test]
    fn nearest_place_is_found_at_the_edge_of_what_is_looked_at_first() {
        let (near, reach) = (20_000, 1 << 14);
        let mut text = "_".repeat(40_000);
        for at in [near - reach, near + reach - 1] {
            text.replace_range(at..at + 2, "ab");
        }
        assert_eq!(nearest("ab", &text, near), Some(near + reach - 1));
    }

    #[test]
    fn of_several_like_places_the_nearest_is_taken() {
        let old = "a refrain that comes again. X a refrain that comes again. Y";
        let new = format!("__{old}");
        let at = old.find('Y').unwrap();
        assert_eq!(moved(old, &new, at), new.find('Y'));
    }

    proptest::proptest! {
        /// However far it is looked for first, the nearest is found.
        #[test]
        fn the_nearest_is_found_wherever_it_is(text in "[ab]{0,40}", words in "[ab]{1,2}", near in 0usize..60) {
            let far = format!("{}{text}{}", "x".repeat(20_000), "x".repeat(20_000));
            let near = near + 19_990;
            let naive = far.match_indices(words.as_str()).map(|(at, _)| at).min_by_key(|at| at.abs_diff(near));
            proptest::prop_assert_eq!(nearest(&words, &far, near), naive);
            let start = nearest(&words, &far, 0);
            proptest::prop_assert_eq!(start, far.find(words.as_str()));
        }

        #[test]
        fn it_gives_a_border_between_characters(old in "[ab é]{0,60}", new in "[ab é]{0,60}", at in 0usize..80) {
            if let Some(place) = moved(&old, &new, at) {
                proptest::prop_assert!(new.is_char_boundary(place) && place <= new.len());
            }
        }
    }
}
