//! What one write changed in a file, kept so that it can be undone.

use crate::text::fingerprint::fingerprint;

/// The one span in which a file differs from its previous content, and the means to tell that the file is unchanged
/// since. The whole file is not kept: lists can be large, and many changes are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Byte at which the span begins.
    start: usize,
    /// What was there before.
    removed: Vec<u8>,
    /// What the write put there.
    inserted: Vec<u8>,
    /// Length of the file after the write, in bytes, and its fingerprint.
    after: (usize, u64),
}

impl Written {
    /// Compares a file before and after a write.
    pub fn between(before: &[u8], after: &[u8]) -> Self {
        let same = |(old, new): &(&u8, &u8)| old == new;
        let start = before.iter().zip(after).take_while(same).count();
        let (old, new) = (before.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
        let end = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
        let middle = |bytes: &[u8]| bytes.get(..bytes.len() - end).unwrap_or_default().to_vec();
        Self { start, removed: middle(old), inserted: middle(new), after: (after.len(), fingerprint(after)) }
    }

    /// Returns what the file contained before the write, if it is now exactly as it was after the write.
    pub fn undone_in(&self, now: &[u8]) -> Option<Vec<u8>> {
        let (head, rest) = now.split_at_checked(self.start)?;
        let tail = rest.strip_prefix(self.inserted.as_slice())?;
        let is_same = self.after == (now.len(), fingerprint(now));
        is_same.then(|| [head, &self.removed, tail].concat())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_file_that_was_edited_since_is_left_alone() {
        let (before, after) = (b"one\nthree\n".as_slice(), b"one\ntwo\nthree\n".as_slice());
        let written = Written::between(before, after);
        assert_eq!(written.undone_in(after).as_deref(), Some(before));
        for edited in ["", "one\ntwo\nthree", "one\ntwo\nthree\nfour\n", "One\ntwo\nthree\n", "one\nthree\n"]
        {
            assert_eq!(written.undone_in(edited.as_bytes()), None, "{edited:?}");
        }
    }

    proptest! {
        #[test]
        fn undoing_writes_in_reverse_restores_the_file(texts in prop::collection::vec("[ab\n]{0,12}", 1..20)) {
            let texts: Vec<&[u8]> = texts.iter().map(String::as_bytes).collect();
            let written: Vec<Written> = texts.windows(2).map(|pair| Written::between(pair[0], pair[1])).collect();
            let mut file = texts.last().expect("one").to_vec();
            for write in written.iter().rev() {
                file = write.undone_in(&file).expect("nobody else wrote");
            }
            prop_assert_eq!(file.as_slice(), texts[0]);
        }

        /// No byte of a later edit is lost.
        #[test]
        fn any_other_file_is_left_alone(before in "[ab]{0,6}", after in "[ab]{0,8}", now in "[ab]{0,8}") {
            let written = Written::between(before.as_bytes(), after.as_bytes());
            let undone = written.undone_in(now.as_bytes());
            prop_assert_eq!(undone.is_some(), now == after);
            if let Some(undone) = undone {
                prop_assert_eq!(undone, before.into_bytes());
            }
        }
    }
}
