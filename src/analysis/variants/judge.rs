//! The rules: what makes a likeness of two words strong or possible, and what that makes of two names.

use super::costs::{BREATH, RELATED_COST, SWAP};
use super::distance::{begin_alike, near};
use super::endings::{Ending, ending};
use super::name::{Name, Word};
use super::outline::Outline;
use super::reason::{Slip, difference};
use super::skeleton::{Reading, spelled};
use super::{Likeness, Strength};

/// A skeleton of fewer sounds is not enough to bet on.
const FEWEST_SOUNDS: usize = 4;
/// Of fewer letters nothing can be said but that they are the same.
const FEWEST_LETTERS: usize = 3;
/// Words of fewer letters are no slips of one another.
const FEWEST_FOR_SLIP: usize = 5;
/// Words of fewer letters are told apart by two that changed places.
const FEWEST_FOR_SWAP: usize = 6;
/// From so many letters on a word that is not Slavic is told by its sounds, if it stands beside a word that is the same.
const FEWEST_BESIDE: usize = 6;
/// From so many on y for i, or an h that is not heard, is no other name.
const FEWEST_FOR_Y: usize = 7;
/// In words of so many a letter inside them, more or less, is no other name.
const LONG: usize = 9;
/// From so many sounds on g for h makes no other name.
const FEWEST_REGIONAL: usize = 6;
/// An equal word of fewer letters (Xi, bin, de) says nothing of the words beside it.
const TELLING: usize = 4;
/// What declension, a plural, or a sign costs, in hundredths of a sound.
const ENDING_COST: u32 = 50;
/// What may differ in the possible words of one name taken together, in hundredths of a sound.
const MOST_TOGETHER: u32 = 150;

/// How sure one can be of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Grade {
    Same,
    Strong,
    /// Strong beside a word that is strong or the same, else possible.
    Beside,
    Possible,
}

/// The sounds of the listed and of the found word, as they were compared.
type Sounds<'a> = (&'a [char], &'a [char]);

struct Alike {
    grade: Grade,
    cost: u32,
    reason: String,
}

/// How two names are alike.
pub fn names(listed: &Name, found: &Name) -> Option<Likeness> {
    if listed.folded == found.folded
        || listed.words.len() != found.words.len()
        || listed.digits != found.digits
    {
        return None;
    }
    let is_slavic = listed.is_slavic || found.is_slavic;
    let pairs = || listed.words.iter().zip(&found.words);
    if !pairs().all(|(listed, found)| may_be_alike(listed, found)) {
        return None;
    }
    let alikes: Vec<Alike> =
        pairs().map(|(listed, found)| words(listed, found, is_slavic)).collect::<Option<_>>()?;
    let is_firm = alikes.iter().zip(&listed.words).any(|(alike, word)| {
        alike.grade == Grade::Strong || (alike.grade == Grade::Same && word.letters.len() >= TELLING)
    });
    let strength = match alikes.iter().map(|alike| alike.grade).max()? {
        Grade::Same | Grade::Strong => Strength::Strong,
        Grade::Beside if is_firm => Strength::Strong,
        Grade::Beside | Grade::Possible => Strength::Possible,
    };
    let of_possible = alikes.iter().filter(|alike| alike.grade == Grade::Possible).map(|alike| alike.cost);
    if alikes.len() > 1 && of_possible.sum::<u32>() > MOST_TOGETHER {
        return None;
    }
    let reasons: Vec<&str> =
        alikes.iter().map(|alike| alike.reason.as_str()).filter(|reason| !reason.is_empty()).collect();
    let reason = if reasons.is_empty() { "hyphen or space".to_owned() } else { reasons.join("; ") };
    let letters: u32 = pairs().map(|(listed, found)| letters_apart(&listed.letters, &found.letters)).sum();
    Some(Likeness {
        strength,
        reason,
        distance: alikes.iter().map(|alike| alike.cost).sum::<u32>() + letters,
    })
}

/// What holds for any two words that are the same or alike, and is soon told.
fn may_be_alike(listed: &Word, found: &Word) -> bool {
    (listed.letter_set == found.letter_set && listed.folded == found.folded)
        || (reading_pairs(listed, found).any(|(listed, found)| begin_alike(&listed.sounds, &found.sounds))
            && Outline::all_of(listed).any(|one| Outline::all_of(found).any(|other| one.may_be_like(&other))))
}

fn reading_pairs<'a>(listed: &'a Word, found: &'a Word) -> impl Iterator<Item = (&'a Reading, &'a Reading)> {
    listed.readings.iter().flat_map(|one| found.readings.iter().map(move |other| (one, other)))
}

/// How two words are alike that may be. `is_slavic`: whether the names that they stand in are.
fn words(listed: &Word, found: &Word, is_slavic: bool) -> Option<Alike> {
    let alike = |grade, cost, reason| Some(Alike { grade, cost, reason });
    if listed.folded == found.folded {
        return alike(Grade::Same, 0, String::new());
    }
    let shorter = listed.letters.len().min(found.letters.len());
    if listed.letters == found.letters {
        let is_owner = listed.folded.ends_with('\'') != found.folded.ends_with('\'');
        let grade = match shorter {
            _ if is_owner => Grade::Possible,
            0..FEWEST_LETTERS => Grade::Beside,
            _ => Grade::Strong,
        };
        return alike(grade, ENDING_COST, "points or apostrophes".to_owned());
    }
    if shorter < FEWEST_LETTERS || (is_roman(&listed.letters) && is_roman(&found.letters)) {
        return None;
    }
    let sounds = || reading_pairs(listed, found).map(|(one, other)| (&one.sounds, &other.sounds));
    if let Some((shared, _)) = sounds().find(|(one, other)| one == other) {
        let grade = grade_of_same_sounds(listed, found, shared.len(), is_slavic)?;
        return alike(grade, 0, format!("same sounds: {}", spelled(shared)));
    }
    match ending(listed, found) {
        Some(Ending::Declined) => return alike(Grade::Possible, ENDING_COST, "inflected form".to_owned()),
        Some(Ending::Plural) => {
            let reason =
                if found.letters.len() > shorter { "one s more at the end" } else { "one s less at the end" };
            return alike(Grade::Possible, ENDING_COST, reason.to_owned());
        }
        Some(Ending::Made) => return None,
        None => {}
    }
    if let Some((grade, sounds)) = regional(listed, found).filter(|_| is_slavic) {
        return alike(grade, RELATED_COST, difference(listed, found, sounds));
    }
    let slip = Slip::between(&listed.letters, &found.letters);
    if let Some(Slip::More(letter, head, tail) | Slip::Less(letter, head, tail)) = slip {
        let neighbours = [head.checked_sub(1), Some(head)].into_iter().flatten();
        let of_shorter = if listed.letters.len() == shorter { &listed.letters } else { &found.letters };
        let is_doubled = neighbours.filter_map(|at| of_shorter.get(at)).any(|other| *other == letter);
        let is_inside = head >= 2 && tail >= 3;
        let before = head.checked_sub(1).and_then(|at| of_shorter.get(at)).copied();
        let is_silent = letter == 'h' && before.is_some_and(|before| !"cspt".contains(before));
        if shorter >= LONG && (is_doubled || is_inside) || is_silent {
            let grade = if shorter >= LONG { Grade::Strong } else { Grade::Possible };
            return alike(grade, BREATH, difference(listed, found, (&[], &[])));
        }
    }
    if let Some(Slip::Swapped(..)) = slip
        && shorter >= FEWEST_FOR_SWAP
        && listed.letters.first() == found.letters.first()
    {
        return alike(Grade::Possible, SWAP, difference(listed, found, (&[], &[])));
    }
    if shorter < FEWEST_FOR_SLIP {
        return None;
    }
    let (cost, one, other) = reading_pairs(listed, found)
        .map(|(one, other)| (one.sounds.as_slice(), other.sounds.as_slice()))
        .filter(|(one, other)| begin_alike(one, other))
        .filter_map(|(one, other)| Some((near(one, other)?, one, other)))
        .min_by_key(|(cost, ..)| *cost)?;
    alike(Grade::Possible, cost, difference(listed, found, (one, other)))
}

/// What it is worth that words share a skeleton of so many sounds. None where it is too short to say anything.
fn grade_of_same_sounds(listed: &Word, found: &Word, sounds: usize, is_slavic: bool) -> Option<Grade> {
    let shorter = listed.letters.len().min(found.letters.len());
    if sounds < FEWEST_LETTERS {
        None
    } else if sounds < FEWEST_SOUNDS {
        Some(Grade::Possible)
    } else if is_slavic || shorter >= LONG || is_mildly_other(&listed.letters, &found.letters) {
        Some(Grade::Strong)
    } else if shorter >= FEWEST_BESIDE {
        Some(Grade::Beside)
    } else {
        Some(Grade::Possible)
    }
}

/// Whether words of any language differ in nothing but y for i and an h that is not heard, which in a long word makes no
/// other name; nor does oy for oi in one that is not quite so long.
fn is_mildly_other(listed: &[char], found: &[char]) -> bool {
    let shorter = listed.len().min(found.len());
    let plain = |word: &[char], is_long: bool| {
        let mut plain: Vec<char> = Vec::with_capacity(word.len());
        for letter in word {
            match (plain.last(), *letter) {
                (Some('w' | 'g' | 'r' | 'b' | 'd'), 'h') if is_long => {}
                (Some('o' | 'u'), 'y') => plain.push('i'),
                (_, 'y') if is_long => plain.push('i'),
                (_, letter) => plain.push(letter),
            }
        }
        plain
    };
    let is_same = |is_long| plain(listed, is_long) == plain(found, is_long);
    (shorter >= FEWEST_FOR_Y && is_same(true)) || (shorter >= FEWEST_BESIDE && is_same(false))
}

/// Whether two words are forms of one name in two Slavic languages, and the readings that say so.
fn regional<'a>(listed: &'a Word, found: &'a Word) -> Option<(Grade, Sounds<'a>)> {
    let sounds = |one: &'a Reading, other: &'a Reading| (one.sounds.as_slice(), other.sounds.as_slice());
    let pairs = || reading_pairs(listed, found);
    let is_long = |one: &Reading| one.regional.len() >= FEWEST_REGIONAL;
    let strong = pairs().find(|(one, other)| is_long(one) && one.regional == other.regional);
    if let Some((one, other)) = strong {
        return Some((Grade::Strong, sounds(one, other)));
    }
    let loose = pairs().find(|(one, other)| one.loose.len() >= FEWEST_SOUNDS && one.loose == other.loose);
    loose.map(|(one, other)| (Grade::Beside, sounds(one, other)))
}

/// Whether a word is written with the letters of Roman numerals: Charles II is not Charles III.
fn is_roman(letters: &[char]) -> bool {
    letters.iter().all(|letter| matches!(letter, 'i' | 'v' | 'x' | 'l' | 'c'))
}

/// Levenshtein's distance, in letters.
fn letters_apart(left: &[char], right: &[char]) -> u32 {
    let mut last: Vec<u32> = (0..=right.len() as u32).collect();
    for (row, letter) in left.iter().enumerate() {
        let mut diagonal = row as u32;
        let mut before = diagonal + 1;
        if let Some(first) = last.first_mut() {
            *first = before;
        }
        for (cell, other) in last.iter_mut().skip(1).zip(right) {
            let best = (diagonal + u32::from(letter != other)).min(before + 1).min(*cell + 1);
            diagonal = std::mem::replace(cell, best);
            before = best;
        }
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::letters_apart;

    #[test]
    fn letters_apart_are_counted() {
        let apart = |left: &str, right: &str| {
            letters_apart(&left.chars().collect::<Vec<_>>(), &right.chars().collect::<Vec<_>>())
        };
        assert_eq!(apart("kitten", "sitting"), 3);
        assert_eq!(apart("", "abc"), 3);
        assert_eq!(apart("abc", ""), 3);
        assert_eq!(apart("witkoff", "whitkoff"), 1);
    }
}
