//! Words that differ at their end: a declined name, a plural, and a word that was made from another.

use super::name::Word;
use super::skeleton::readings;

/// The fewest letters that two forms of one name share in front.
const SHORTEST_STEM: usize = 4;
/// A word with fewer letters and an s is no plural: Hama, Hamas.
const SHORTEST_PLURAL: usize = 5;

/// Endings of names in Ukrainian and Russian, as they are declined.
const DECLINED: &[&str] = &[
    "", "а", "у", "ом", "ем", "е", "і", "и", "ы", "ою", "ой", "ого", "ому", "им", "ым", "ім", "ій", "ий",
    "ый", "ові", "еві", "єві", "єм", "єю", "я", "ю", "ї", "ьому", "ах", "ам", "ами", "ею", "ої", "ую", "ая",
    "ь", "й", "о", "ем", "их", "ых", "их",
];

/// How the sounds of names end that are not declined.
const UNDECLINED: &[&str] = &["", "a", "i", "o", "e", "ia"];

/// What English adds to a name to make another word, and what makes a woman's name of a man's.
const MADE: &[&str] = &[
    "n", "an", "ian", "ean", "i", "ish", "ese", "ic", "er", "et", "ly", "ed", "ing", "ism", "ist", "a", "ia",
    "ite", "land", "man", "son",
];

/// How two words differ that differ only in how they end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// One is the other one declined, in Cyrillic.
    Declined,
    /// One has an s more, with an apostrophe or without.
    Plural,
    /// One is a word made from the other: Iran and Iranian.
    Made,
}

/// The ending that two unequal words differ in. None where more differs or the ending is in no table.
pub fn ending(left: &Word, right: &Word) -> Option<Ending> {
    let is_declined = match (left.is_cyrillic, right.is_cyrillic) {
        (true, true) => is_declined_as(&left.letters, &right.letters),
        (true, false) => is_declined_of(left, right),
        (false, true) => is_declined_of(right, left),
        (false, false) => false,
    };
    if is_declined {
        return Some(Ending::Declined);
    }
    let (shorter, longer) =
        if left.letters.len() < right.letters.len() { (left, right) } else { (right, left) };
    let more: String = longer.letters.strip_prefix(shorter.letters.as_slice())?.iter().collect();
    let is_possessive = longer.folded.strip_suffix("'s").is_some_and(|owner| owner == shorter.folded);
    if is_possessive || (more == "s" && shorter.letters.len() >= SHORTEST_PLURAL) {
        return Some(Ending::Plural);
    }
    MADE.contains(&more.as_str()).then_some(Ending::Made)
}

fn is_declined_as(left: &[char], right: &[char]) -> bool {
    let shared = left.iter().zip(right).take_while(|(left, right)| left == right).count();
    (SHORTEST_STEM..=shared).any(|stem| {
        let is_known = |word: &[char]| {
            let ending: String = word.get(stem..).unwrap_or_default().iter().collect();
            DECLINED.contains(&ending.as_str())
        };
        is_known(left) && is_known(right)
    })
}

/// Whether a Cyrillic word is a romanised one declined.
fn is_declined_of(cyrillic: &Word, romanised: &Word) -> bool {
    let word: String = cyrillic.letters.iter().collect();
    DECLINED.iter().filter_map(|ending| word.strip_suffix(ending)).any(|stem| {
        stem.chars().count() >= SHORTEST_STEM
            && readings(stem).iter().any(|stem| {
                romanised.readings.iter().any(|reading| {
                    let rest = reading.sounds.strip_prefix(stem.sounds.as_slice());
                    rest.is_some_and(|rest| UNDECLINED.contains(&rest.iter().collect::<String>().as_str()))
                })
            })
    })
}
