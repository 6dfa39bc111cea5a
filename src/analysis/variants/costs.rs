//! Costs of differing sounds, in hundredths of a sound, and the maximum distance.

/// Replacing a sound by an unrelated one; inserting or deleting a consonant.
pub const FULL_COST: u32 = 100;
/// Inserting or deleting a vowel.
pub const VOWEL_COST: u32 = 70;
/// Inserting or deleting an h, or the single letter by which long words may differ.
pub const H_COST: u32 = 60;
/// Replacing a vowel by another or a sound by a related one; inserting or deleting a g after an n.
pub const RELATED_COST: u32 = 50;
/// Swapping two adjacent sounds.
pub const SWAP_COST: u32 = 80;
/// Minimum cost of inserting or deleting a sound.
pub const MIN_INSERTION_COST: u32 = 50;

/// Maximum distances: each row applies to words of up to that many sounds, counted in the longer word. If it has more
/// than the last row, [`DISTANCE_PER_SOUND`] applies.
pub const MAX_DISTANCES: &[(usize, u32)] = &[(4, 0), (5, 50), (6, 80), (8, 100)];
/// Maximum distance per sound of the longer word, if it has more sounds than the last row.
pub const DISTANCE_PER_SOUND: u32 = 14;
/// Maximum distance between words of any length.
pub const MAX_DISTANCE: u32 = 200;

/// Pairs of sounds that romanisations and listeners confuse.
pub const RELATED_SOUNDS: &[(char, char)] = &[
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

/// Groups of sounds that may start two spellings of one name. A sound in no group matches only itself.
pub const INITIAL_GROUPS: &[&str] = &["aeiou", "szSZTCQJ", "tdT", "ghk", "vfbp"];

/// Classes of sounds: no sound is related to one of another class. Vowels, g and h are in none.
pub const SOUND_CLASSES: [&str; 7] = ["szSZTCQJtd", "vfbp", "k", "l", "r", "m", "n"];

/// Returns the maximum distance between two words, by the number of sounds in the longer one.
pub fn max_distance(sounds: usize) -> u32 {
    let row = MAX_DISTANCES.iter().find(|(max_sounds, _)| sounds <= *max_sounds);
    row.map_or_else(|| (sounds as u32 * DISTANCE_PER_SOUND).min(MAX_DISTANCE), |(_, distance)| *distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn related_sounds_are_in_one_class_or_one_is_in_none() {
        let class = |sound: char| SOUND_CLASSES.iter().position(|class| class.contains(sound));
        for (left, right) in RELATED_SOUNDS {
            let (left, right) = (class(*left), class(*right));
            assert!(left == right || left.is_none() || right.is_none(), "{left:?} {right:?}");
        }
        assert!("aeioughy".chars().all(|sound| class(sound).is_none()));
    }
}
