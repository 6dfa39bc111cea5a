//! Many listed spellings, to be asked about found ones.

use std::collections::HashMap;

use super::{Likeness, Spelling};

/// What spellings that are alike at all have in common: words, digits, the class of the first sound.
type Bucket = (usize, String, char);

/// Listed spellings, each with whose it is.
///
/// A found spelling is compared only with those of its own bucket, which loses nothing: spellings of two buckets are
/// never alike.
#[derive(Clone, Debug)]
pub struct Spellings<T> {
    listed: Vec<(T, String, Spelling)>,
    buckets: HashMap<Bucket, Vec<usize>>,
}

impl<T: Copy> Spellings<T> {
    /// Makes spellings ready, in the order of the list.
    pub fn new(spellings: impl IntoIterator<Item = (T, String)>) -> Self {
        let mut listed = Vec::new();
        let mut buckets: HashMap<Bucket, Vec<usize>> = HashMap::new();
        for (whose, text) in spellings {
            let Some(spelling) = Spelling::of(&text) else { continue };
            let (words, digits, class) = spelling.bucket();
            buckets.entry((words, digits.to_owned(), class)).or_default().push(listed.len());
            listed.push((whose, text, spelling));
        }
        Self { listed, buckets }
    }

    /// The listed spelling that a found one is most like: the strongest, of these the nearest, of these the first; with
    /// whose it is.
    pub fn nearest(&self, found: &str) -> Option<(T, &str, Likeness)> {
        let spelling = Spelling::of(found)?;
        let (words, digits, class) = spelling.bucket();
        let near = self.buckets.get(&(words, digits.to_owned(), class))?;
        let alike = near.iter().filter_map(|at| {
            let (whose, text, listed) = self.listed.get(*at)?;
            Some((*whose, text.as_str(), listed.likeness(&spelling)?))
        });
        alike.min_by(|(_, _, left), (_, _, right)| {
            left.strength.cmp(&right.strength).then(left.distance.total_cmp(&right.distance))
        })
    }
}
