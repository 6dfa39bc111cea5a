//! Insertions into a text: the only thing that an edit can do.

/// Texts and the bytes of another text at which they are put in.
#[derive(Default, Debug)]
pub struct Splices {
    insertions: Vec<(usize, String)>,
}

impl Splices {
    /// Puts a text in before the byte `at`. Of several at one byte the first stands first.
    pub fn insert(&mut self, at: usize, text: String) {
        self.insertions.push((at, text));
    }

    /// The text with all insertions in one pass. All of the old text is in it, in its order, whatever the places are:
    /// one that is no place of the text is taken as its end.
    pub fn apply(mut self, text: &str) -> String {
        self.insertions.sort_by_key(|(at, _)| *at);
        let added: usize = self.insertions.iter().map(|(_, insertion)| insertion.len()).sum();
        let mut new = String::with_capacity(text.len() + added);
        let mut rest = text;
        for (at, insertion) in self.insertions {
            let copied = text.len() - rest.len();
            let (before, behind) = rest.split_at_checked(at - copied.min(at)).unwrap_or((rest, ""));
            new.push_str(before);
            new.push_str(&insertion);
            rest = behind;
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
    fn insertions_go_to_their_places_in_the_order_of_the_text() {
        assert_eq!(spliced("abc", &[(3, "!"), (1, "1"), (0, "0"), (1, "2")]), "0a12bc!");
        assert_eq!(spliced("", &[(0, "a"), (0, "b")]), "ab");
        assert_eq!(spliced("abc", &[]), "abc");
    }

    #[test]
    fn a_place_outside_the_text_or_inside_a_character_loses_nothing() {
        assert_eq!(spliced("éa", &[(1, "1")]), "éa1");
        assert_eq!(spliced("ab", &[(9, "1"), (1, "2")]), "a2b1");
    }

    proptest! {
        #[test]
        fn without_the_insertions_the_text_is_the_old_one(
            text in "[a\u{e9}\n]{0,20}",
            places in prop::collection::vec(0_usize..50, 0..8),
        ) {
            let insertions: Vec<(usize, &str)> = places.iter().map(|at| (*at, "1")).collect();
            let new = spliced(&text, &insertions);
            prop_assert_eq!(new.matches('1').count(), insertions.len());
            prop_assert_eq!(new.replace('1', ""), text);
        }
    }
}
