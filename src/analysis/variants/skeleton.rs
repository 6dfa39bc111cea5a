//! A word reduced to its sounds, so that the romanisations of one name come out as one.
//!
//! A word has one skeleton for each way in which it may be read: as English houses romanise, and, where it shows the
//! sign of another convention, as that one does. A Cyrillic word with г is read as Russian and as Ukrainian.

use super::conventions::{
    CYRILLIC, ENDINGS, ENGLISH, Rows, SIGNS, SLAVIC_BEGINNINGS, SLAVIC_ENDINGS, SLAVIC_LETTERS,
};
use super::costs::KINDS;

/// A reading of a word, in three degrees of coarseness. Sounds as [`super::conventions`] writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The skeleton: what romanisations write in several ways is one, and so are doubled letters.
    pub sounds: Vec<char>,
    /// Ukrainian and Belarusian forms are one with the Russian ones as well: inner g and h, final -enko and -enka.
    pub regional: Vec<char>,
    /// So are Serhiy and Sergei, Oleksandr and Aleksandr: as given names differ between the languages.
    pub loose: Vec<char>,
    /// How many of the sounds are in each row of [`KINDS`].
    pub kinds: Kinds,
}

/// A count for each row of [`KINDS`].
pub type Kinds = [u8; KINDS.len()];

/// The readings of a word as folded, apostrophes and all; never empty, each once.
pub fn readings(folded: &str) -> Vec<Reading> {
    let mut all: Vec<Reading> = Vec::new();
    let mut add = |sounds: String| {
        let sounds = smoothed(&sounds);
        if all.iter().all(|reading| reading.sounds != sounds) {
            all.push(reading(sounds));
        }
    };
    let word: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    if is_cyrillic(&word) {
        add(transliterated(&word, "g"));
        add(transliterated(&word, "h"));
    } else {
        add(sounded(&word, &[]));
        for sign in SIGNS {
            let from = usize::from(sign.inside);
            let rest: String = word.chars().skip(from).collect();
            let shows = sign.holds.iter().any(|letters| rest.contains(letters))
                || sign.ends.iter().any(|ending| word.ends_with(ending));
            for table in sign.tables.iter().filter(|_| shows) {
                add(sounded(&word, table));
            }
        }
    }
    all
}

/// Whether letters of the word are Cyrillic.
pub fn is_cyrillic(word: &str) -> bool {
    word.chars().any(|c| ('\u{400}'..='\u{52f}').contains(&c))
}

/// Whether a folded word looks like a romanised or a Slavic one, so that the conventions of those hold for it.
pub fn is_slavic(folded: &str) -> bool {
    let stem_of = |ending: &&str| folded.strip_suffix(*ending).is_some_and(|stem| stem.chars().count() >= 2);
    is_cyrillic(folded)
        || SLAVIC_ENDINGS.iter().any(stem_of)
        || SLAVIC_LETTERS.iter().any(|letters| folded.contains(letters))
        || SLAVIC_BEGINNINGS.iter().any(|beginning| folded.starts_with(beginning))
}

/// A skeleton as people can read it.
pub fn spelled(sounds: &[char]) -> String {
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

fn transliterated(word: &str, he: &str) -> String {
    let mut sounds = String::new();
    for c in word.chars() {
        match CYRILLIC.iter().find(|(letter, _)| *letter == c) {
            Some((_, sound)) => sounds.push_str(sound),
            None if c == 'г' => sounds.push_str(he),
            None => sounds.push(c),
        }
    }
    sounds
}

/// The sounds of a word that is not Cyrillic, by a table and, where it has no row, by the English one.
fn sounded(word: &str, table: Rows) -> String {
    let ending = ENDINGS.iter().find_map(|(ending, sound)| Some((word.strip_suffix(ending)?, *sound)));
    let (mut rest, ending) = ending.filter(|(stem, _)| stem.chars().count() >= 2).unwrap_or((word, ""));
    let mut sounds = String::with_capacity(word.len());
    while let Some(first) = rest.chars().next() {
        if let Some((after, sound)) = row_for(rest, table).or_else(|| row_for(rest, ENGLISH)) {
            sounds.push_str(sound);
            rest = after;
        } else {
            sounds.push(first);
            let mut characters = rest.chars();
            characters.next();
            rest = characters.as_str();
        }
    }
    sounds.push_str(ending);
    sounds
}

/// The longest row that fits: what is left after it, and its sounds. A row of the other table that is longer goes before.
fn row_for(rest: &str, table: Rows) -> Option<(&str, &'static str)> {
    let fitting = |rows: Rows| {
        let fits = rows.iter().filter(|(written, _)| rest.starts_with(written));
        fits.max_by_key(|(written, _)| written.len()).copied()
    };
    let (written, sound) = fitting(table)?;
    if fitting(ENGLISH).is_some_and(|(longer, _)| longer.len() > written.len()) {
        return None;
    }
    Some((rest.strip_prefix(written)?, sound))
}

/// Doubled sounds are one, a glide before e is none, nor is one after ц and the hushing sounds, where ё is e too.
fn smoothed(sounds: &str) -> Vec<char> {
    let mut smooth: Vec<char> = Vec::with_capacity(sounds.len());
    for sound in sounds.chars() {
        if sound == 'e' && smooth.last() == Some(&'i') {
            smooth.pop();
        }
        if matches!(sound, 'a' | 'o' | 'u')
            && let [.., before, 'i'] = smooth.as_slice()
            && is_hushing(*before)
        {
            smooth.pop();
        }
        if smooth.last() != Some(&sound) {
            smooth.push(sound);
        }
    }
    if let [.., before, vowel, 'v'] = smooth.as_mut_slice()
        && *vowel == 'o'
        && is_hushing(*before)
    {
        *vowel = 'e';
    }
    smooth
}

fn is_hushing(sound: char) -> bool {
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
    let kinds = KINDS.map(|kind| sounds.iter().filter(|sound| kind.contains(**sound)).count().min(255) as u8);
    Reading { sounds, regional, loose, kinds }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share_one(left: &str, right: &str) -> bool {
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
                assert!(share_one(family[0], other), "{other}: {:?}", readings(other));
            }
        }
    }

    #[test]
    fn a_he_is_read_both_ways() {
        assert!(share_one("гончар", "gonchar") && share_one("гончар", "honchar"));
        assert!(!share_one("gonchar", "honchar"));
    }

    #[test]
    fn nothing_is_smoothed_into_nothing_that_had_a_sound() {
        assert_eq!(spelled(&readings("shcherbytskyi")[0].sounds), "shcherbitski");
        assert_eq!(readings("").len(), 1);
        assert_eq!(spelled(&readings("ie")[0].sounds), "e");
    }

    #[test]
    fn slavic_names_are_told_from_english_ones() {
        for word in ["zelensky", "ivanov", "yermak", "witkoff", "kharkiv", "путин"] {
            assert!(is_slavic(word), "{word}");
        }
        for word in ["johnson", "yellen", "smith", "sydney", "ov", "taylor"] {
            assert!(!is_slavic(word), "{word}");
        }
    }
}
