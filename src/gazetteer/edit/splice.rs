//! Insertions into a text, the only operation of an edit.

/// Insertions into a text, each with its byte offset.
#[derive(Default, Debug)]
pub struct Splices {
    insertions: Vec<(usize, String)>,
}

impl Splices {
    /// Inserts a text at byte offset `at`. Insertions at the same offset keep their order.
    pub fn insert(&mut self, at: usize, text: String) {
        self.insertions.push((at, text));
    }

    /// Returns the text with all insertions, in one pass. Never drops or reorders old text: an offset outside the
    /// text or inside a character counts as the end of the text, and so does any higher offset.
    pub fn apply(mut self, text: &str) -> String {
        self.insertions.sort_by_key(|(at, _)| *at);
        let added: usize = self.insertions.iter().map(|(_, insertion)| insertion.len()).sum();
        let mut new = String::with_capacity(text.len() + added);
        let mut rest = text;
        for (at, insertion) in self.insertions {
            let copied = text.len() - rest.len();
            let (before, after) = rest.split_at_checked(at - copied.min(at)).unwrap_or((rest, ""));
            new.push_str(before);
            new.push_str(&insertion);
            rest = after;
        }
        new.push_str(rest);
        new
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spliced(text: &str, insertions: &[(usize, &str)]) -> String {
        let mut splices = Splices::default();
        for (at, insertion) in insertions {
            splices.insert(*at, (*insertion).to_owned());
        }
        splices.apply(text)
    }

    #[test]
    fn insertions_are_applied_in_text_order() {
        assert_eq!(spliced("abc", &[(3, "!"), (1, "1"), (0, "0"), (1, "2")]), "0a12bc!");
        assert_eq!(spliced("", &[(0, "a"), (0, "b")]), "ab");
        assert_eq!(spliced("abc", &[]), "abc");
    }

    #[test]
    fn invalid_offset_counts_as_the_end() {
        assert_eq!(spliced("éa", &[(1, "1")]), "éa1");
        assert_eq!(spliced("ab", &[(9, "1"), (1, "2")]), "a2b1");
    }

    proptest! {
        #[test]
        fn removing_the_insertions_restores_the_text(
            text in "[a\u{e9}\n]{0,20}",
            offsets in prop::collection::vec(0_usize..50, 0..8),
        ) {
            let insertions: Vec<(usize, &str)> = offsets.iter().map(|at| (*at, "1")).collect();
            let new = spliced(&text, &insertions);
            prop_assert_eq!(new.matches('1').count(), insertions.len());
            prop_assert_eq!(new.replace('1', ""), text);
        }
    }
}
