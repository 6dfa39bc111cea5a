//! What it costs that sounds differ, in hundredths of a letter; and how much may.

/// One sound for another that has nothing to do with it; a consonant more or less.
pub const WHOLE: u32 = 100;
/// A vowel more or less.
pub const VOWEL: u32 = 70;
/// An h more or less.
pub const BREATH: u32 = 60;
/// A vowel for another, a sound for a related one, a g after an n.
pub const RELATED_COST: u32 = 50;
/// Two neighbours that changed places.
pub const SWAP: u32 = 80;
/// The least that one sound more costs.
pub const LEAST_MORE: u32 = 50;

/// What may differ, by the sounds of the longer word; over the last row [`FOR_EACH`] counts.
pub const MOST: &[(usize, u32)] = &[(4, 0), (5, 50), (6, 80), (8, 100)];
/// In longer words: so much for each sound.
pub const FOR_EACH: u32 = 14;
/// However long a word is, no more than this may differ.
pub const MOST_OF_ALL: u32 = 200;

/// Sounds that romanisations and ears take for one another.
pub const RELATED: &[(char, char)] = &[
    ('g', 'h'),
    ('k', 'h'),
    ('k', 'g'),
    ('v', 'f'),
    ('v', 'b'),
    ('v', 'u'),
    ('b', 'p'),
    ('d', 't'),
    ('s', 'z'),
    ('s', 'S'),
    ('s', 'T'),
    ('z', 'Z'),
    ('z', 'T'),
    ('S', 'Z'),
    ('S', 'C'),
    ('S', 'Q'),
    ('C', 'Q'),
    ('C', 'T'),
    ('C', 'h'),
    ('T', 't'),
    ('J', 'Z'),
    ('J', 'C'),
];

/// Sounds that may begin two spellings of one name are in one row; a sound in none is alone.
pub const BEGINNINGS: &[&str] = &["aeiou", "szSZTCQJ", "tdT", "ghk", "vfbp"];

/// Sounds of which one is never related to one of another row; vowels, g and h are in none.
pub const KINDS: [&str; 7] = ["szSZTCQJtd", "vfbp", "k", "l", "r", "m", "n"];

/// How much may differ between words of so many sounds, the longer one's counted.
pub fn most(sounds: usize) -> u32 {
    let row = MOST.iter().find(|(longest, _)| sounds <= *longest);
    row.map_or_else(|| (sounds as u32 * FOR_EACH).min(MOST_OF_ALL), |(_, most)| *most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn related_sounds_are_of_one_kind_or_one_is_of_none() {
        let kind = |sound: char| KINDS.iter().position(|kind| kind.contains(sound));
        for (one, other) in RELATED {
            let (one, other) = (kind(*one), kind(*other));
            assert!(one == other || one.is_none() || other.is_none(), "{one:?} {other:?}");
        }
        assert!("aeioughy".chars().all(|sound| kind(sound).is_none()));
    }
}
