//! Letters of one alphabet that look like those of another.
//!
//! Such letters get into a name by mistake or are used to hide it: a search for Putin does not find Рutin with a
//! Cyrillic Р. The idea of a skeleton is from Unicode's TR39; the table is our own and short: the letters of Cyrillic
//! and Greek, and a few odd Latin ones, that terminal fonts draw like an ASCII letter. Case matters: В looks like B,
//! but в looks like no Latin letter.

use super::folding_tables::is_latin;

/// Pairs of a letter and the ASCII letter it looks like, in ascending order.
const LOOKALIKES: &[(char, char)] = &[
    ('ɑ', 'a'), // Latin alpha
    ('ɡ', 'g'), // Latin script g
    ('ɩ', 'i'), // Latin iota
    ('ʏ', 'Y'), // Latin small capital
    ('Ϳ', 'J'), // Greek
    ('Α', 'A'), // Greek
    ('Β', 'B'), // Greek
    ('Ε', 'E'), // Greek
    ('Ζ', 'Z'), // Greek
    ('Η', 'H'), // Greek
    ('Ι', 'I'), // Greek
    ('Κ', 'K'), // Greek
    ('Μ', 'M'), // Greek
    ('Ν', 'N'), // Greek
    ('Ο', 'O'), // Greek
    ('Ρ', 'P'), // Greek
    ('Τ', 'T'), // Greek
    ('Υ', 'Y'), // Greek
    ('Χ', 'X'), // Greek
    ('α', 'a'), // Greek
    ('γ', 'y'), // Greek
    ('ι', 'i'), // Greek
    ('κ', 'k'), // Greek
    ('ν', 'v'), // Greek
    ('ο', 'o'), // Greek
    ('ρ', 'p'), // Greek
    ('υ', 'u'), // Greek
    ('χ', 'x'), // Greek
    ('ϲ', 'c'), // Greek
    ('ϳ', 'j'), // Greek
    ('Ϲ', 'C'), // Greek
    ('Ѕ', 'S'), // Cyrillic
    ('І', 'I'), // Cyrillic
    ('Ј', 'J'), // Cyrillic
    ('А', 'A'), // Cyrillic
    ('В', 'B'), // Cyrillic
    ('Е', 'E'), // Cyrillic
    ('К', 'K'), // Cyrillic
    ('М', 'M'), // Cyrillic
    ('Н', 'H'), // Cyrillic
    ('О', 'O'), // Cyrillic
    ('Р', 'P'), // Cyrillic
    ('С', 'C'), // Cyrillic
    ('Т', 'T'), // Cyrillic
    ('У', 'Y'), // Cyrillic
    ('Х', 'X'), // Cyrillic
    ('а', 'a'), // Cyrillic
    ('е', 'e'), // Cyrillic
    ('к', 'k'), // Cyrillic
    ('о', 'o'), // Cyrillic
    ('р', 'p'), // Cyrillic
    ('с', 'c'), // Cyrillic
    ('у', 'y'), // Cyrillic
    ('х', 'x'), // Cyrillic
    ('ѕ', 's'), // Cyrillic
    ('і', 'i'), // Cyrillic
    ('ј', 'j'), // Cyrillic
    ('Ѵ', 'V'), // Cyrillic izhitsa
    ('ѵ', 'v'), // Cyrillic izhitsa
    ('Ү', 'Y'), // Cyrillic
    ('ү', 'y'), // Cyrillic
    ('һ', 'h'), // Cyrillic
    ('Ӏ', 'I'), // Cyrillic palochka
    ('ӏ', 'l'), // Cyrillic palochka
    ('ԁ', 'd'), // Cyrillic
    ('Ԛ', 'Q'), // Cyrillic
    ('ԛ', 'q'), // Cyrillic
    ('Ԝ', 'W'), // Cyrillic
    ('ԝ', 'w'), // Cyrillic
];

/// An alphabet whose letters can be mistaken for another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// Latin.
    Latin,
    /// Greek.
    Greek,
    /// Cyrillic.
    Cyrillic,
}

impl Alphabet {
    /// Returns the alphabet of `letter`. None if it belongs to none of these.
    pub fn of(letter: char) -> Option<Self> {
        match letter {
            _ if is_latin(letter) => Some(Self::Latin),
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' if letter.is_alphabetic() => Some(Self::Greek),
            '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8A}' | '\u{A640}'..='\u{A69D}'
                if letter.is_alphabetic() =>
            {
                Some(Self::Cyrillic)
            }
            _ => None,
        }
    }

    /// Returns the name shown to the user.
    pub fn name(self) -> &'static str {
        match self {
            Self::Latin => "Latin",
            Self::Greek => "Greek",
            Self::Cyrillic => "Cyrillic",
        }
    }
}

/// Returns the ASCII letter that `letter` looks like, or `letter` itself.
pub fn skeleton_char(letter: char) -> char {
    if letter < '\u{251}' {
        return letter;
    }
    let index = LOOKALIKES.binary_search_by_key(&letter, |(lookalike, _)| *lookalike).ok();
    index.and_then(|index| LOOKALIKES.get(index)).map_or(letter, |(_, latin)| *latin)
}

/// Replaces each letter with the ASCII letter it looks like. Texts that differ only in such letters have the same
/// skeleton.
pub fn skeleton(text: &str) -> String {
    text.chars().map(skeleton_char).collect()
}

/// Returns the alphabets of the first word that mixes several, in order of appearance; empty if no word does. Words
/// are alphanumeric characters with their marks and any invisible characters.
pub fn mixed_alphabets(text: &str) -> Vec<Alphabet> {
    let is_in_word =
        |c: char| c.is_alphanumeric() || super::scripts::is_mark(c) || super::folding_tables::is_invisible(c);
    let alphabets = text.split(|c| !is_in_word(c)).map(|word| {
        let mut found: Vec<Alphabet> = Vec::new();
        for alphabet in word.chars().filter_map(Alphabet::of) {
            if !found.contains(&alphabet) {
                found.push(alphabet);
            }
        }
        found
    });
    alphabets.into_iter().find(|found| found.len() > 1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sorted_and_maps_to_ascii_letters_of_the_same_case() {
        assert!(LOOKALIKES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (letter, latin) in LOOKALIKES {
            assert!(latin.is_ascii_alphabetic(), "{letter}");
            let is_small_capital = *letter == '\u{28F}';
            assert!(letter.is_uppercase() == latin.is_uppercase() || is_small_capital, "{letter}");
            assert!(Alphabet::of(*letter).is_some(), "{letter}");
        }
    }

    #[test]
    fn lookalikes_have_the_same_skeleton() {
        assert_eq!(skeleton("Рutin"), "Putin");
        assert_eq!(skeleton("Κοsovo"), "Kosovo");
        assert_eq!(skeleton("сосо ж"), "coco ж");
        assert_eq!(skeleton("Kyiv в"), "Kyiv в");
    }

    #[test]
    fn alphabets_are_mixed_within_a_word_not_across_words() {
        assert_eq!(mixed_alphabets("Рutin"), [Alphabet::Cyrillic, Alphabet::Latin]);
        assert_eq!(mixed_alphabets("Ze\u{200b}lеnsky"), [Alphabet::Latin, Alphabet::Cyrillic]);
        assert_eq!(mixed_alphabets("Ηellas"), [Alphabet::Greek, Alphabet::Latin]);
        for text in ["Putin Путин", "COVID-вирус", "café", "北京NATO", "28-point"] {
            assert_eq!(mixed_alphabets(text), [], "{text}");
        }
    }
}
