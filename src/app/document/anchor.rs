//! Finds a position again after its text has changed.

/// Maximum length, in bytes, of the text before a position by which the position is found again.
pub const LEAD: usize = 120;
/// Minimum length of that text, in bytes.
const MIN_LEAD: usize = 12;

/// Returns up to [`LEAD`] bytes of text before `offset`; empty if that is not a character boundary of the text.
pub fn lead(text: &str, offset: usize) -> &str {
    let before = text.get(..offset).unwrap_or_default();
    before.get(before.ceil_char_boundary(before.len().saturating_sub(LEAD))..).unwrap_or_default()
}

/// Maps a byte offset in the old text to one in the new text: to the same offset if all text before it is unchanged,
/// else to where [`find_end`] finds the text just before it. None if too little of that is left, or if `offset` is not
/// a character boundary of the old text.
pub fn moved(old: &str, new: &str, offset: usize) -> Option<usize> {
    let before = old.get(..offset)?;
    if new.starts_with(before) {
        return Some(offset);
    }
    find_end(lead(old, offset), new, offset)
}

/// Returns the byte at which `lead` ends in `text`; if it occurs several times, the end nearest to byte `near`. If the
/// text does not contain all of `lead`, its last half is tried, then its last quarter and so on. None if that leaves
/// fewer than `MIN_LEAD` bytes.
pub fn find_end(lead: &str, text: &str, near: usize) -> Option<usize> {
    let mut rest = lead;
    while rest.len() >= MIN_LEAD {
        if let Some(start) = nearest(rest, text, near.saturating_sub(rest.len())) {
            return Some(start + rest.len());
        }
        rest = rest.get(rest.ceil_char_boundary(rest.len().div_ceil(2))..)?;
    }
    None
}

/// How many bytes on either side of a position are searched, the fewest first, since a position rarely moves far, even
/// in a text of megabytes.
const NEAR: &[usize] = &[1 << 14, 1 << 18, usize::MAX];

/// Returns the byte offset at which `words` occur in `text`; of several, the nearest to `near`, and the first if two
/// are equally near. An occurrence that overlaps an earlier one is ignored.
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
    fn position_moves_with_the_text_before_it() {
        let old = "One sentence stands here. Another one follows it. The end of it all.";
        let at = old.find("The end").unwrap();
        let new = format!("Something was put in front. {old}");
        assert_eq!(moved(old, &new, at), new.find("The end"));
        assert_eq!(moved(old, old, at), Some(at));
        let shortened = &old["One sentence stands here. ".len()..];
        assert_eq!(moved(old, shortened, at), shortened.find("The end"));
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
    fn position_is_found_by_twelve_bytes_and_not_by_fewer() {
        assert_eq!(find_end("abcdefghijkl", "__abcdefghijkl__", 0), Some(14));
        assert_eq!(find_end("abcdefghijk", "__abcdefghijk__", 0), None);
        // A longer lead is halved each time; an odd length drops the larger half.
        assert_eq!(find_end("0123456789xyabcdefghijkl", "__abcdefghijkl__", 0), Some(14));
        assert_eq!(find_end("0123456789xyzabcdefghijkl", "__abcdefghijkl__", 0), Some(14));
        assert_eq!(find_end("0123456789xbcdefghijkl", "__bcdefghijkl__", 0), None);
        // Each half begins at a character boundary.
        assert_eq!(find_end("ééééééééééééé", "__éééééé__", 0), Some(14));
    }

    #[test]
    fn nearest_of_two_identical_leads_is_found() {
        let text = "______abcdefghijkl_abcdefghijkl";
        assert_eq!(find_end("abcdefghijkl", text, 20), Some(18));
        assert_eq!(find_end("abcdefghijkl", text, 25), Some(31));
    }

    #[test]
    fn position_near_the_start_is_kept_if_the_text_before_it_is_the_same() {
        assert_eq!(moved("ab cd", "ab xy", 3), Some(3));
        assert_eq!(moved("ab cd", "xy ab ", 3), None);
    }

    /// One occurrence is at the left edge of the first window, the other a byte nearer to the right.
    #[test]
    fn nearest_occurrence_is_found_at_the_edge_of_the_first_window() {
        let (near, reach) = (20_000, 1 << 14);
        let mut text = "_".repeat(40_000);
        for at in [near - reach, near + reach - 1] {
            text.replace_range(at..at + 2, "ab");
        }
        assert_eq!(nearest("ab", &text, near), Some(near + reach - 1));
    }

    #[test]
    fn position_after_a_repeated_sentence_is_found() {
        let old = "a refrain that comes again. X a refrain that comes again. Y";
        let new = format!("__{old}");
        let at = old.find('Y').unwrap();
        assert_eq!(moved(old, &new, at), new.find('Y'));
    }

    proptest::proptest! {
        /// The nearest occurrence is found whatever window is searched first.
        #[test]
        fn nearest_occurrence_agrees_with_a_naive_search(text in "[ab]{0,40}", words in "[ab]{1,2}", near in 0usize..60) {
            let far = format!("{}{text}{}", "x".repeat(20_000), "x".repeat(20_000));
            let near = near + 19_990;
            let naive = far.match_indices(words.as_str()).map(|(at, _)| at).min_by_key(|at| at.abs_diff(near));
            proptest::prop_assert_eq!(nearest(&words, &far, near), naive);
            let start = nearest(&words, &far, 0);
            proptest::prop_assert_eq!(start, far.find(words.as_str()));
        }

        #[test]
        fn moved_position_is_a_character_boundary(old in "[ab é]{0,60}", new in "[ab é]{0,60}", at in 0usize..80) {
            if let Some(place) = moved(&old, &new, at) {
                proptest::prop_assert!(new.is_char_boundary(place) && place <= new.len());
            }
        }
    }
}
