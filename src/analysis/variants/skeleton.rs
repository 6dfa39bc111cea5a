//! A word reduced to its sounds, so that the romanisations of one name come out as one.

/// Cyrillic letters, folded, as the commonest romanisation has them. г is written for both of its sounds, see
/// [`skeletons`].
const CYRILLIC: &[(char, &str)] = &[
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('ґ', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ё', "e"),
    ('є', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('і', "i"),
    ('ї', "i"),
    ('й', "i"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "i"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "iu"),
    ('я', "ia"),
    ('ђ', "dj"),
    ('ј', "i"),
    ('љ', "l"),
    ('њ', "n"),
    ('ћ', "ch"),
    ('џ', "dzh"),
    ('ў', "u"),
];

/// Letters of one sound each that several romanisations write with more: ч, ш, щ, ж, ц and the English j.
const CH: char = '1';
const SH: char = '2';
const SHCH: char = '3';
const ZH: char = '4';
const TS: char = '5';

/// What is written, and the sound; the longest first. Each is taken where it stands, from the left.
const SOUNDS: &[(&str, &str)] = &[
    ("schtsch", "3"),
    ("chtch", "3"),
    ("shtch", "3"),
    ("shch", "3"),
    ("szcz", "3"),
    ("stsch", "3"),
    ("tsch", "1"),
    ("dsch", "j"),
    ("tch", "1"),
    ("dzh", "j"),
    ("cz", "1"),
    ("ch", "1"),
    ("sch", "2"),
    ("sh", "2"),
    ("sz", "2"),
    ("zh", "4"),
    ("rz", "4"),
    ("ts", "5"),
    ("tz", "5"),
    ("kh", "h"),
    ("gh", "g"),
    ("wh", "v"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("bh", "b"),
    ("ck", "k"),
    ("qu", "kv"),
    ("ou", "u"),
    ("oo", "u"),
    ("w", "v"),
    ("q", "k"),
    ("x", "ks"),
    ("c", "k"),
    ("j", "i"),
    ("y", "i"),
    ("ff", "f"),
];

/// The endings of surnames in -ов and -ев, as German and older English write them.
const ENDINGS: &[(&str, &str)] = &[("off", "ov"), ("eff", "ev"), ("of", "ov"), ("ef", "ev")];

/// Whatever the first sound may be exchanged for in another romanisation is of one class with it.
const CLASSES: &[&str] = &["aeiou", "sz245", "ghk", "vfbp", "dt", "1j"];

/// The skeletons of a folded word; a word with г has two, since it is g in Russian and h in Ukrainian.
pub fn skeletons(folded: &str) -> Vec<String> {
    let latin: String = folded.chars().filter(|c| *c != '\'').map(romanised).collect();
    let mut skeletons = vec![reduced(&latin)];
    if folded.contains('г') {
        let other: String =
            folded.chars().map(|c| if c == 'г' { "h".to_owned() } else { romanised(c) }).collect();
        skeletons.push(reduced(&other));
    }
    skeletons
}

fn romanised(c: char) -> String {
    let known = CYRILLIC.iter().find(|(letter, _)| *letter == c);
    known.map_or_else(|| c.to_string(), |(_, latin)| (*latin).to_owned())
}

fn reduced(latin: &str) -> String {
    let ending = ENDINGS.iter().find_map(|(ending, sound)| Some((latin.strip_suffix(ending)?, *sound)));
    let (mut rest, ending) = match ending.filter(|(stem, _)| stem.chars().count() >= 3) {
        Some((stem, sound)) => (stem, sound),
        None => (latin, ""),
    };
    let mut sounds = String::with_capacity(latin.len());
    while let Some(first) = rest.chars().next() {
        let known = SOUNDS.iter().find_map(|(written, sound)| Some((rest.strip_prefix(written)?, *sound)));
        if let Some((after, sound)) = known {
            sounds.push_str(sound);
            rest = after;
        } else {
            sounds.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    sounds.push_str(ending);
    smoothed(&sounds)
}

/// In a word of so many sounds nobody counts the doubled ones.
const LONG: usize = 7;

/// Consonants that are two when they are doubled inside a short word: Biden is not bidden.
const STOPS: &str = "bdfgklmnprstvz";

/// Doubled sounds are one but for those consonants, and these too at the end; a glide before e is none, and a soft ц has no glide.
fn smoothed(sounds: &str) -> String {
    let mut smooth: Vec<char> = Vec::with_capacity(sounds.len());
    let once: usize = sounds.len()
        - sounds.chars().zip(sounds.chars().skip(1)).filter(|(left, right)| left == right).count();
    for sound in sounds.chars() {
        match (smooth.last(), sound) {
            (Some(last), sound) if *last == sound && (once >= LONG || !STOPS.contains(sound)) => {}
            (Some('i'), 'e') => {
                smooth.pop();
                // The glide may have parted two.
                if smooth.last() != Some(&'e') {
                    smooth.push('e');
                }
            }
            _ => smooth.push(sound),
        }
    }
    if let [.., left, right] = smooth.as_slice()
        && left == right
    {
        smooth.pop();
    }
    if let [.., TS, 'i', 'a'] = smooth.as_slice() {
        smooth.truncate(smooth.len() - 2);
        smooth.push('a');
    }
    smooth.into_iter().collect()
}

/// The class of the first sound.
pub fn class_of(skeleton: &str) -> char {
    let first = skeleton.chars().next().unwrap_or(' ');
    let class = CLASSES.iter().find(|class| class.contains(first));
    class.and_then(|class| class.chars().next()).unwrap_or(first)
}

/// Whether a sound is a vowel.
pub fn is_vowel(sound: char) -> bool {
    "aeiou".contains(sound)
}

/// Sounds that romanisations and ears take for one another.
pub const RELATED: &[(char, char)] = &[
    ('g', 'h'),
    ('k', 'h'),
    ('k', 'g'),
    ('v', 'f'),
    ('v', 'b'),
    ('b', 'p'),
    ('d', 't'),
    ('s', 'z'),
    ('s', SH),
    ('s', TS),
    ('z', ZH),
    (SH, ZH),
    (SH, CH),
    (SH, SHCH),
    (CH, TS),
    (TS, 'z'),
    (CH, 'h'),
    ('j', ZH),
    ('j', CH),
    ('k', TS),
    ('i', 'j'),
    (CH, 'k'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn romanisations_of_one_name_have_one_skeleton() {
        for family in [
            &["zelensky", "zelenskyy", "zelenskiy", "zelenskyj", "zelenskii", "зеленский", "зеленський"][..],
            &["dmitriev", "dmitriyev", "dmitrieff", "dmitrijew", "дмитриев"],
            &["yermak", "ermak", "jermak", "єрмак", "ермак"],
            &["kyslytsya", "kislitsa", "kyslytsia", "кислиця"],
            &["lavrov", "lavroff", "lawrow", "лавров"],
            &["khrushchev", "хрущев", "khrushchyev"],
            &["witkoff", "whitkoff", "witkof", "vitkov"],
        ] {
            for other in family {
                assert_eq!(skeletons(other)[0], skeletons(family[0])[0], "{other}");
            }
        }
    }

    #[test]
    fn a_ukrainian_he_is_read_both_ways() {
        assert_eq!(skeletons("гончар"), [skeletons("gonchar")[0].clone(), skeletons("honchar")[0].clone()]);
    }
}
