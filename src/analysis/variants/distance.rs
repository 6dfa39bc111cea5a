//! How far apart two skeletons are: an edit distance in which sounds that are taken for one another cost less.

use super::skeleton::{RELATED, class_of, is_vowel};

/// What one sound more or less costs, and one for another that is unrelated.
const WHOLE: f32 = 1.0;
/// What a vowel more or less costs.
const VOWEL: f32 = 0.7;
/// What a vowel for another costs, a sound for a related one, and a sound doubled.
const RELATED_COST: f32 = 0.5;
/// What two neighbours that changed places cost.
const SWAP: f32 = 0.8;
/// The share of a word, by its sounds, that may differ.
const MOST_SHARE: f32 = 0.19;
/// However long a word is, no more than this may differ.
const MOST: f32 = 2.0;
/// Shorter words say too little.
const SHORTEST: usize = 4;

/// The distance, if it is small enough for the two to be spellings of one name.
pub fn is_near(listed: &str, found: &str) -> Option<f32> {
    let (listed, found): (Vec<char>, Vec<char>) = (listed.chars().collect(), found.chars().collect());
    let (shorter, longer) = (listed.len().min(found.len()), listed.len().max(found.len()));
    let most = (longer as f32 * MOST_SHARE).min(MOST);
    let begins_alike = match (listed.first(), found.first()) {
        (Some(left), Some(right)) => class_of(&left.to_string()) == class_of(&right.to_string()),
        _ => false,
    };
    // Each sound more costs at least as much as a doubled one.
    if shorter < SHORTEST || !begins_alike || (longer - shorter) as f32 * RELATED_COST > most {
        return None;
    }
    Some(distance(&listed, &found)).filter(|distance| *distance <= most)
}

fn substitution(left: char, right: char) -> f32 {
    let is_pair = |pair: &(char, char)| *pair == (left, right) || *pair == (right, left);
    if left == right {
        0.0
    } else if (is_vowel(left) && is_vowel(right)) || RELATED.iter().any(is_pair) {
        RELATED_COST
    } else {
        WHOLE
    }
}

fn single(sound: char) -> f32 {
    if is_vowel(sound) || sound == 'h' { VOWEL } else { WHOLE }
}

/// Damerau's distance, restricted to neighbours, with the costs above.
fn distance(left: &[char], right: &[char]) -> f32 {
    let mut before: Vec<f32> = Vec::new();
    let mut last: Vec<f32> = vec![0.0];
    for sound in right {
        last.push(last.last().copied().unwrap_or(0.0) + single(*sound));
    }
    for (row, sound) in left.iter().enumerate() {
        let mut next = vec![last.first().copied().unwrap_or(0.0) + single(*sound)];
        for (column, other) in right.iter().enumerate() {
            let at = |line: &[f32], column: usize| line.get(column).copied().unwrap_or(f32::MAX);
            let mut best = at(&last, column) + substitution(*sound, *other);
            let is_doubled = |word: &[char], at: usize| at > 0 && word.get(at - 1) == word.get(at);
            let more = |word: &[char], at: usize, sound: char| {
                if is_doubled(word, at) { RELATED_COST } else { single(sound) }
            };
            best = best.min(at(&last, column + 1) + more(left, row, *sound));
            best = best.min(at(&next, column) + more(right, column, *other));
            let are_swapped = row > 0
                && column > 0
                && left.get(row - 1) == Some(other)
                && right.get(column - 1) == Some(sound)
                && sound != other;
            if are_swapped {
                best = best.min(at(&before, column - 1) + SWAP);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or(0.0)
}

/// The fewest letters that two forms of one Cyrillic name share in front.
const SHORTEST_STEM: usize = 4;

/// Endings of names in Ukrainian and Russian, as they are declined.
const CYRILLIC_ENDINGS: &[&str] = &[
    "", "а", "у", "ом", "ем", "е", "і", "и", "ы", "ою", "ой", "ого", "ому", "им", "ым", "ій", "ий", "ый",
    "ов", "ові", "еві", "ові", "єм", "єю", "я", "ю", "ї", "ев", "ьому", "єві", "ах", "ам", "ами", "ею", "ої",
    "ую", "ая", "ь", "ем",
];

/// The ending of the found word, where both are Cyrillic and differ in a declined ending only.
pub fn ending_of(listed: &str, found: &str) -> Option<String> {
    let is_cyrillic = |word: &str| word.chars().all(|c| ('\u{400}'..='\u{52f}').contains(&c));
    if !is_cyrillic(listed) || !is_cyrillic(found) {
        return None;
    }
    let (listed, found): (Vec<char>, Vec<char>) = (listed.chars().collect(), found.chars().collect());
    let shared = listed.iter().zip(&found).take_while(|(left, right)| left == right).count();
    (SHORTEST_STEM..=shared).rev().find_map(|stem| {
        let ending = |word: &[char]| word.get(stem..).unwrap_or_default().iter().collect::<String>();
        let (left, right) = (ending(&listed), ending(&found));
        let known = |ending: &str| CYRILLIC_ENDINGS.contains(&ending);
        (known(&left) && known(&right)).then(|| if right.is_empty() { "none".to_owned() } else { right })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sounds_that_are_taken_for_one_another_cost_less() {
        let cost = |left: &str, right: &str| {
            distance(&left.chars().collect::<Vec<_>>(), &right.chars().collect::<Vec<_>>())
        };
        assert!(cost("harkiv", "harkov") < cost("harkiv", "hartiv"));
        assert!((cost("abc", "abc")).abs() < f32::EPSILON);
        assert!((cost("abdc", "abcd") - SWAP).abs() < f32::EPSILON);
        assert!((cost("", "bad") - (WHOLE + VOWEL + WHOLE)).abs() < f32::EPSILON);
    }

    #[test]
    fn a_declined_name_is_told_by_its_ending() {
        assert_eq!(ending_of("кислиця", "кислиці"), Some("і".to_owned()));
        assert_eq!(ending_of("єрмак", "єрмака"), Some("а".to_owned()));
        assert_eq!(ending_of("київ", "київський"), None);
        assert_eq!(ending_of("yermak", "yermaka"), None);
    }
}
