//! Letters of one alphabet that look like those of another.
//!
//! A name may be written with some of them, by a slip of the keyboard or so that nobody finds it: Рutin with a Cyrillic Р is not Putin to any
//! search. The idea of a skeleton is that of Unicode's TR39; the table is our own, and short: the letters of Cyrillic and Greek, and a few odd Latin ones, that are
//! drawn as a letter of a to z is in the fonts of terminals. Case matters: В looks like B, в like nothing.

use super::folding_tables::is_latin;

/// A letter, and the one of A to Z that it looks like; in ascending order.
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

/// An alphabet whose letters are taken for another's.
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
    /// The alphabet of a letter, if it is of one of these.
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

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Latin => "Latin",
            Self::Greek => "Greek",
            Self::Cyrillic => "Cyrillic",
        }
    }
}

/// The letter of A to Z that a letter looks like; itself where it looks like none.
pub fn look(letter: char) -> char {
    if letter < '\u{251}' {
        return letter;
    }
    let at = LOOKALIKES.binary_search_by_key(&letter, |(one, _)| *one).ok();
    at.and_then(|at| LOOKALIKES.get(at)).map_or(letter, |(_, latin)| *latin)
}

/// A text with each letter as the one of A to Z that it looks like. Two texts that look alike give one.
pub fn looks(text: &str) -> String {
    text.chars().map(look).collect()
}

/// The alphabets that one word of a text mixes, each once in the order of their letters; none where each word keeps to one. What is no letter
/// divides words, but for marks and what takes no room.
pub fn mixed(text: &str) -> Vec<Alphabet> {
    let is_joined =
        |c: char| c.is_alphanumeric() || super::scripts::is_mark(c) || super::folding_tables::is_invisible(c);
    let alphabets = text.split(|c| !is_joined(c)).map(|word| {
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
    fn the_table_ascends_and_leads_to_ascii_letters_of_the_same_case() {
        assert!(LOOKALIKES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (letter, latin) in LOOKALIKES {
            assert!(latin.is_ascii_alphabetic(), "{letter}");
            let is_small_capital = *letter == '\u{28F}';
            assert!(letter.is_uppercase() == latin.is_uppercase() || is_small_capital, "{letter}");
            assert!(Alphabet::of(*letter).is_some(), "{letter}");
        }
    }

    #[test]
    fn letters_of_three_alphabets_look_alike() {
        assert_eq!(looks("Рutin"), "Putin");
        assert_eq!(looks("Κοsovo"), "Kosovo");
        assert_eq!(looks("сосо ж"), "coco ж");
        assert_eq!(looks("Kyiv в"), "Kyiv в");
    }

    #[test]
    fn a_word_mixes_alphabets_and_a_text_may_have_many() {
        assert_eq!(mixed("Рutin"), [Alphabet::Cyrillic, Alphabet::Latin]);
        assert_eq!(mixed("Ze\u{200b}lеnsky"), [Alphabet::Latin, Alphabet::Cyrillic]);
        assert_eq!(mixed("Ηellas"), [Alphabet::Greek, Alphabet::Latin]);
        for text in ["Putin Путин", "COVID-вирус", "café", "北京NATO", "28-point"] {
            assert_eq!(mixed(text), [], "{text}");
        }
    }
}
