//! The rules that decide whether two words are strong or possible variants, and how words combine into names.

use super::costs::{H_COST, RELATED_COST, SWAP_COST};
use super::distance::{begin_similarly, distance_within_limit};
use super::endings::{Ending, ending};
use super::name::{Name, Word};
use super::outline::Outline;
use super::reason::{Edit, difference};
use super::similarity::{Similarity, Strength};
use super::skeleton::{Reading, spell_out};

/// Minimum number of sounds in a shared skeleton for a match that may be strong.
const MIN_SOUNDS: usize = 4;
/// Minimum number of letters in words that are compared by more than their letters, and in words that are strong if
/// only their punctuation differs. Also the minimum number of sounds in a shared skeleton.
const MIN_LETTERS: usize = 3;
/// Minimum number of letters in words that are compared by distance.
const MIN_LETTERS_FOR_DISTANCE: usize = 5;
/// Minimum number of letters in words that may differ by two swapped ones.
const MIN_LETTERS_FOR_SWAP: usize = 6;
/// Minimum number of letters for equal sounds to be strong in words that are not Slavic, beside a matching word. Also
/// the minimum in words that remain one name despite oy for oi or uy for ui.
const MIN_LETTERS_IN_CONTEXT: usize = 6;
/// Minimum number of letters in words that remain one name despite y for i or a silent h.
const MIN_LETTERS_FOR_Y: usize = 7;
/// Minimum number of letters in words that are strong if their sounds are equal, or that remain one name despite one
/// letter more or less.
const LONG_WORD_LETTERS: usize = 9;
/// Minimum number of sounds in words that remain one name despite g for h or -enka for -enko.
const MIN_REGIONAL_SOUNDS: usize = 6;
/// Minimum number of letters for an equal word to support the words beside it. Xi, bin and de are too short.
const MIN_ANCHOR_LETTERS: usize = 4;
/// Cost of declension, a plural or punctuation, in hundredths of a sound.
const ENDING_COST: u32 = 50;
/// Maximum total cost of the possible words in a name of several words, in hundredths of a sound.
const MAX_COMBINED_COST: u32 = 150;

/// Confidence in a match of two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Grade {
    Same,
    Strong,
    /// Strong beside a word that is strong, or the same and not too short; else possible.
    StrongInContext,
    Possible,
}

/// The compared readings of the listed and the found word.
type Sounds<'a> = (&'a [char], &'a [char]);

struct WordMatch {
    grade: Grade,
    cost: u32,
    reason: String,
}

/// Compares two names. None if they are the same or not similar.
pub fn compare_names(listed: &Name, found: &Name) -> Option<Similarity> {
    if listed.folded == found.folded
        || listed.words.len() != found.words.len()
        || listed.digits != found.digits
    {
        return None;
    }
    let is_slavic = listed.is_slavic || found.is_slavic;
    let pairs = || listed.words.iter().zip(&found.words);
    if !pairs().all(|(listed, found)| may_match(listed, found)) {
        return None;
    }
    let matches: Vec<WordMatch> =
        pairs().map(|(listed, found)| compare_words(listed, found, is_slavic)).collect::<Option<_>>()?;
    let has_anchor = matches.iter().zip(&listed.words).any(|(matched, word)| {
        matched.grade == Grade::Strong
            || (matched.grade == Grade::Same && word.letters.len() >= MIN_ANCHOR_LETTERS)
    });
    let strength = match matches.iter().map(|matched| matched.grade).max()? {
        Grade::Same | Grade::Strong => Strength::Strong,
        Grade::StrongInContext if has_anchor => Strength::Strong,
        Grade::StrongInContext | Grade::Possible => Strength::Possible,
    };
    let possible_costs =
        matches.iter().filter(|matched| matched.grade == Grade::Possible).map(|matched| matched.cost);
    if matches.len() > 1 && possible_costs.sum::<u32>() > MAX_COMBINED_COST {
        return None;
    }
    let reasons: Vec<&str> =
        matches.iter().map(|matched| matched.reason.as_str()).filter(|reason| !reason.is_empty()).collect();
    let reason = if reasons.is_empty() { "hyphen or space".to_owned() } else { reasons.join("; ") };
    let letters: u32 = pairs().map(|(listed, found)| edit_distance(&listed.letters, &found.letters)).sum();
    Some(Similarity {
        strength,
        reason,
        distance: matches.iter().map(|matched| matched.cost).sum::<u32>() + letters,
    })
}

/// A cheap test, passed by any two words that are the same or similar.
fn may_match(listed: &Word, found: &Word) -> bool {
    (listed.letter_set == found.letter_set && listed.folded == found.folded)
        || (reading_pairs(listed, found)
            .any(|(listed, found)| begin_similarly(&listed.sounds, &found.sounds))
            && Outline::all_of(listed)
                .any(|left| Outline::all_of(found).any(|right| left.may_be_similar(&right))))
}

fn reading_pairs<'a>(listed: &'a Word, found: &'a Word) -> impl Iterator<Item = (&'a Reading, &'a Reading)> {
    listed.readings.iter().flat_map(|left| found.readings.iter().map(move |right| (left, right)))
}

/// Compares two words that passed [`may_match`]. `is_slavic` is true if either name looks Slavic.
fn compare_words(listed: &Word, found: &Word, is_slavic: bool) -> Option<WordMatch> {
    let matched = |grade, cost, reason| Some(WordMatch { grade, cost, reason });
    if listed.folded == found.folded {
        return matched(Grade::Same, 0, String::new());
    }
    let shorter = listed.letters.len().min(found.letters.len());
    if listed.letters == found.letters {
        let is_possessive = listed.folded.ends_with('\'') != found.folded.ends_with('\'');
        let grade = match shorter {
            _ if is_possessive => Grade::Possible,
            0..MIN_LETTERS => Grade::StrongInContext,
            _ => Grade::Strong,
        };
        return matched(grade, ENDING_COST, "full stops or apostrophes".to_owned());
    }
    if shorter < MIN_LETTERS || (is_roman_numeral(&listed.letters) && is_roman_numeral(&found.letters)) {
        return None;
    }
    let sounds = || reading_pairs(listed, found).map(|(left, right)| (&left.sounds, &right.sounds));
    if let Some((shared, _)) = sounds().find(|(left, right)| left == right) {
        let grade = grade_same_sounds(listed, found, shared.len(), is_slavic)?;
        return matched(grade, 0, format!("same sounds: {}", spell_out(shared)));
    }
    match ending(listed, found) {
        Some(Ending::Declined) => return matched(Grade::Possible, ENDING_COST, "inflected form".to_owned()),
        Some(Ending::AddedS) => {
            let reason =
                if found.letters.len() > shorter { "extra s at the end" } else { "missing s at the end" };
            return matched(Grade::Possible, ENDING_COST, reason.to_owned());
        }
        Some(Ending::Derived) => return None,
        None => {}
    }
    if let Some((grade, sounds)) = regional(listed, found).filter(|_| is_slavic) {
        return matched(grade, RELATED_COST, difference(listed, found, sounds));
    }
    let edit = Edit::between(&listed.letters, &found.letters);
    if let Some(edit @ (Edit::Inserted(letter, head, tail) | Edit::Deleted(letter, head, tail))) = edit {
        let neighbours = [head.checked_sub(1), Some(head)].into_iter().flatten();
        let shorter_word = if listed.letters.len() == shorter { &listed.letters } else { &found.letters };
        let is_doubled = neighbours.filter_map(|at| shorter_word.get(at)).any(|other| *other == letter);
        let is_inside = head >= 2 && tail >= 3;
        let before = head.checked_sub(1).and_then(|at| shorter_word.get(at)).copied();
        let is_silent = letter == 'h' && before.is_some_and(|before| !"cspt".contains(before));
        if shorter >= LONG_WORD_LETTERS && (is_doubled || is_inside) || is_silent {
            let grade = if shorter >= LONG_WORD_LETTERS { Grade::Strong } else { Grade::Possible };
            return matched(grade, H_COST, edit.describe());
        }
    }
    if let Some(edit @ Edit::Swapped(..)) = edit
        && shorter >= MIN_LETTERS_FOR_SWAP
        && listed.letters.first() == found.letters.first()
    {
        return matched(Grade::Possible, SWAP_COST, edit.describe());
    }
    if shorter < MIN_LETTERS_FOR_DISTANCE {
        return None;
    }
    let (cost, left, right) = reading_pairs(listed, found)
        .map(|(left, right)| (left.sounds.as_slice(), right.sounds.as_slice()))
        .filter(|(left, right)| begin_similarly(left, right))
        .filter_map(|(left, right)| Some((distance_within_limit(left, right)?, left, right)))
        .min_by_key(|(cost, ..)| *cost)?;
    matched(Grade::Possible, cost, difference(listed, found, (left, right)))
}

/// Grades two words that share a skeleton of `sounds` sounds. None if it is too short to say anything.
fn grade_same_sounds(listed: &Word, found: &Word, sounds: usize, is_slavic: bool) -> Option<Grade> {
    let shorter = listed.letters.len().min(found.letters.len());
    if sounds < MIN_LETTERS {
        None
    } else if sounds < MIN_SOUNDS {
        Some(Grade::Possible)
    } else if is_slavic
        || shorter >= LONG_WORD_LETTERS
        || is_minor_respelling(&listed.letters, &found.letters)
    {
        Some(Grade::Strong)
    } else if shorter >= MIN_LETTERS_IN_CONTEXT {
        Some(Grade::StrongInContext)
    } else {
        Some(Grade::Possible)
    }
}

/// True if two words of any language are minor respellings of one name: y for i and a silent h in long words, oy for oi
/// and uy for ui in shorter ones too.
fn is_minor_respelling(listed: &[char], found: &[char]) -> bool {
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
    (shorter >= MIN_LETTERS_FOR_Y && is_same(true)) || (shorter >= MIN_LETTERS_IN_CONTEXT && is_same(false))
}

/// Returns the grade and readings of two words that are forms of one name in two Slavic languages. None if they are
/// not.
fn regional<'a>(listed: &'a Word, found: &'a Word) -> Option<(Grade, Sounds<'a>)> {
    let sounds = |left: &'a Reading, right: &'a Reading| (left.sounds.as_slice(), right.sounds.as_slice());
    let pairs = || reading_pairs(listed, found);
    let is_long = |reading: &Reading| reading.regional.len() >= MIN_REGIONAL_SOUNDS;
    let strong = pairs().find(|(left, right)| is_long(left) && left.regional == right.regional);
    if let Some((left, right)) = strong {
        return Some((Grade::Strong, sounds(left, right)));
    }
    let loose = pairs().find(|(left, right)| left.loose.len() >= MIN_SOUNDS && left.loose == right.loose);
    loose.map(|(left, right)| (Grade::StrongInContext, sounds(left, right)))
}

/// True if a word consists of the letters of Roman numerals below 400: Charles II is not Charles III.
fn is_roman_numeral(letters: &[char]) -> bool {
    letters.iter().all(|letter| matches!(letter, 'i' | 'v' | 'x' | 'l' | 'c'))
}

/// Computes the Levenshtein distance, in letters.
fn edit_distance(left: &[char], right: &[char]) -> u32 {
    let mut costs: Vec<u32> = (0..=right.len() as u32).collect();
    for (row, letter) in left.iter().enumerate() {
        let mut diagonal = row as u32;
        let mut before = diagonal + 1;
        if let Some(first) = costs.first_mut() {
            *first = before;
        }
        for (cell, other) in costs.iter_mut().skip(1).zip(right) {
            let best = (diagonal + u32::from(letter != other)).min(before + 1).min(*cell + 1);
            diagonal = std::mem::replace(cell, best);
            before = best;
        }
    }
    costs.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::edit_distance;

    #[test]
    fn edit_distance_is_levenshtein() {
        let distance = |left: &str, right: &str| {
            edit_distance(&left.chars().collect::<Vec<_>>(), &right.chars().collect::<Vec<_>>())
        };
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
        assert_eq!(distance("witkoff", "whitkoff"), 1);
    }
}
