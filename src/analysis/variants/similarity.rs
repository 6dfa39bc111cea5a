//! How similar two spellings are, and why.

/// Confidence in a similarity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// An editor would bet on it.
    Strong,
    /// Worth a look.
    Possible,
}

impl Strength {
    /// Returns the word used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Possible => "possible",
        }
    }
}

/// The similarity of two spellings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Similarity {
    /// Confidence.
    pub strength: Strength,
    /// Why, in a few words.
    pub reason: String,
    /// The costs of the differences, in hundredths of a sound, plus the edit distance in letters. Ranks variants of
    /// equal strength.
    pub distance: u32,
}
