//! Phonetic skeletons: words reduced to their sounds, so that the romanisations of one name become equal.
//!
//! A word has one skeleton per reading: by English romanisation, and by each table of the other conventions that it
//! shows signs of. A Cyrillic word with г is read as Russian and as Ukrainian.

use super::conventions::{
    CONVENTIONS, CYRILLIC, ENGLISH, Rows, SLAVIC_LETTERS, SLAVIC_PREFIXES, SLAVIC_SUFFIXES, SUFFIXES,
};
use super::costs::SOUND_CLASSES;

/// A reading of a word, in three levels of detail. Sounds are written as in [`super::conventions`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The skeleton: equal for all romanisations of a name that are covered, doubled sounds merged.
    pub sounds: Vec<char>,
    /// Also equal for Russian, Ukrainian and Belarusian forms: inner g and h, final -enko and -enka.
    pub regional: Vec<char>,
    /// Also equal for given names that differ between these languages: Serhiy and Sergei, Oleksandr and Aleksandr.
    pub loose: Vec<char>,
    /// Number of sounds in each of the [`SOUND_CLASSES`].
    pub class_counts: ClassCounts,
}

/// One count per class of [`SOUND_CLASSES`].
pub type ClassCounts = [u8; SOUND_CLASSES.len()];

/// Returns the distinct readings of a folded word, at least one. Only its letters and digits are read.
pub fn readings(folded: &str) -> Vec<Reading> {
    let mut all: Vec<Reading> = Vec::new();
    let mut add = |sounds: String| {
        let sounds = normalize(&sounds);
        if all.iter().all(|reading| reading.sounds != sounds) {
            all.push(reading(sounds));
        }
    };
    let word: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    if is_cyrillic(&word) {
        add(transliterate(&word, "g"));
        add(transliterate(&word, "h"));
    } else {
        add(to_sounds(&word, &[]));
        for convention in CONVENTIONS {
            let from = usize::from(convention.after_first_letter);
            let rest: String = word.chars().skip(from).collect();
            let applies = convention.contains.iter().any(|letters| rest.contains(letters))
                || convention.suffixes.iter().any(|suffix| word.ends_with(suffix));
            for table in convention.tables.iter().filter(|_| applies) {
                add(to_sounds(&word, table));
            }
        }
    }
    all
}

/// True if a word has Cyrillic letters.
pub fn is_cyrillic(word: &str) -> bool {
    word.chars().any(|c| ('\u{400}'..='\u{52f}').contains(&c))
}

/// True if a folded word looks Slavic or romanised, so that the rules for those names apply to it.
pub fn is_slavic(folded: &str) -> bool {
    let is_suffix =
        |suffix: &&str| folded.strip_suffix(*suffix).is_some_and(|stem| stem.chars().count() >= 2);
    is_cyrillic(folded)
        || SLAVIC_SUFFIXES.iter().any(is_suffix)
        || SLAVIC_LETTERS.iter().any(|letters| folded.contains(letters))
        || SLAVIC_PREFIXES.iter().any(|prefix| folded.starts_with(prefix))
}

/// Spells a skeleton in plain letters.
pub fn spell_out(sounds: &[char]) -> String {
    let mut text = String::new();
    for sound in sounds {
        match sound {
            'C' => text.push_str("ch"),
            'S' => text.push_str("sh"),
            'Z' => text.push_str("zh"),
            'T' => text.push_str("ts"),
            'Q' => text.push_str("shch"),
            'J' => text.push('j'),
            other => text.push(*other),
        }
    }
    text
}

/// Converts a Cyrillic word to sounds. `g` is the sound of г.
fn transliterate(word: &str, g: &str) -> String {
    let mut sounds = String::new();
    for c in word.chars() {
        match CYRILLIC.iter().find(|(letter, _)| *letter == c) {
            Some((_, sound)) => sounds.push_str(sound),
            None if c == 'г' => sounds.push_str(g),
            None => sounds.push(c),
        }
    }
    sounds
}

/// Converts a word that is not Cyrillic to sounds, by a table, or by the English one where only that has a row or where
/// its row is longer. Suffixes with several spellings are converted first. A letter without a row is its own sound.
fn to_sounds(word: &str, table: Rows) -> String {
    let suffix = SUFFIXES.iter().find_map(|(suffix, sounds)| Some((word.strip_suffix(suffix)?, *sounds)));
    let (mut rest, suffix) = suffix.filter(|(stem, _)| stem.chars().count() >= 2).unwrap_or((word, ""));
    let mut sounds = String::with_capacity(word.len());
    while let Some(first) = rest.chars().next() {
        if let Some((after, sound)) = longest_row(rest, table).or_else(|| longest_row(rest, ENGLISH)) {
            sounds.push_str(sound);
            rest = after;
        } else {
            sounds.push(first);
            let mut characters = rest.chars();
            characters.next();
            rest = characters.as_str();
        }
    }
    sounds.push_str(suffix);
    sounds
}

/// Returns the rest of the word, and the sounds of the longest matching row. None if no row matches, or if the English
/// table has a longer one.
fn longest_row(rest: &str, table: Rows) -> Option<(&str, &'static str)> {
    let longest = |rows: Rows| {
        let matching = rows.iter().filter(|(letters, _)| rest.starts_with(letters));
        matching.max_by_key(|(letters, _)| letters.len()).copied()
    };
    let (letters, sounds) = longest(table)?;
    if longest(ENGLISH).is_some_and(|(longer, _)| longer.len() > letters.len()) {
        return None;
    }
    Some((rest.strip_prefix(letters)?, sounds))
}

/// Merges doubled sounds, drops a glide (i) before e and between a sibilant and a vowel, and turns a final -ov after a
/// sibilant into -ev, since that o stands for ё, which is read as e.
fn normalize(sounds: &str) -> Vec<char> {
    let mut normalized: Vec<char> = Vec::with_capacity(sounds.len());
    for sound in sounds.chars() {
        if sound == 'e' && normalized.last() == Some(&'i') {
            normalized.pop();
        }
        if matches!(sound, 'a' | 'o' | 'u')
            && let [.., before, 'i'] = normalized.as_slice()
            && is_sibilant(*before)
        {
            normalized.pop();
        }
        if normalized.last() != Some(&sound) {
            normalized.push(sound);
        }
    }
    if let [.., before, vowel, 'v'] = normalized.as_mut_slice()
        && *vowel == 'o'
        && is_sibilant(*before)
    {
        *vowel = 'e';
    }
    normalized
}

/// True for ц, ч, ш, ж, щ and the English j, but not for s and z.
fn is_sibilant(sound: char) -> bool {
    matches!(sound, 'C' | 'S' | 'Z' | 'T' | 'Q' | 'J')
}

fn reading(sounds: Vec<char>) -> Reading {
    let mut regional = sounds.clone();
    for sound in regional.iter_mut().skip(1).filter(|sound| **sound == 'g') {
        *sound = 'h';
    }
    if let [_, _, .., 'e', 'n', 'k', last] = regional.as_mut_slice()
        && *last == 'a'
    {
        *last = 'o';
    }
    let mut loose = regional.clone();
    match loose.as_mut_slice() {
        [first, ..] if *first == 'g' => *first = 'h',
        [first, 'l', ..] if *first == 'o' => *first = 'a',
        _ => {}
    }
    if let [_, .., 'e', 'i'] = loose.as_slice() {
        loose.truncate(loose.len() - 2);
        loose.push('i');
    }
    let class_counts =
        SOUND_CLASSES.map(|kind| sounds.iter().filter(|sound| kind.contains(**sound)).count().min(255) as u8);
    Reading { sounds, regional, loose, class_counts }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share_a_reading(left: &str, right: &str) -> bool {
        let others = readings(right);
        readings(left).iter().any(|reading| others.contains(reading))
    }

    #[test]
    fn romanisations_of_one_name_share_a_skeleton() {
        for family in [
            &["zelensky", "zelenskyy", "zelenskiy", "zelenskyj", "zelenskii", "selenskyj", "зеленский"][..],
            &["dmitriev", "dmitriyev", "dmitrieff", "dmitrijew", "dmitrijev", "дмитриев"],
            &["yermak", "ermak", "jermak", "єрмак", "ермак"],
            &["kyslytsya", "kislitsa", "kyslytsia", "kyslyzja", "kyslycja", "кислиця"],
            &["lavrov", "lavroff", "lawrow", "лавров"],
            &["khrushchev", "khrushchyov", "chruschtschow", "khrouchtchev", "хрущев", "хрущёв"],
            &["witkoff", "whitkoff", "witkof", "vitkov"],
            &["putin", "poutine", "путин"],
            &["chernyshev", "tchernychev", "tschernyschow", "чернышев"],
            &["zhukov", "joukov", "schukow", "жуков"],
            &["donetsk", "donezk", "донецк"],
        ] {
            for other in family {
                assert!(share_a_reading(family[0], other), "{other}: {:?}", readings(other));
            }
        }
    }

    #[test]
    fn ge_is_read_both_ways() {
        assert!(share_a_reading("гончар", "gonchar") && share_a_reading("гончар", "honchar"));
        assert!(!share_a_reading("gonchar", "honchar"));
    }

    #[test]
    fn skeletons_are_spelled_out_in_plain_letters() {
        assert_eq!(spell_out(&readings("shcherbytskyi")[0].sounds), "shcherbitski");
        assert_eq!(readings("").len(), 1);
        assert_eq!(spell_out(&readings("ie")[0].sounds), "e");
    }

    #[test]
    fn slavic_names_are_told_apart_from_english_ones() {
        for word in ["zelensky", "ivanov", "yermak", "witkoff", "kharkiv", "путин"] {
            assert!(is_slavic(word), "{word}");
        }
        for word in ["johnson", "yellen", "smith", "sydney", "ov", "taylor"] {
            assert!(!is_slavic(word), "{word}");
        }
    }
}
