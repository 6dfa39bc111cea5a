//! Judges whether decoded bytes make words.
//!
//! The wrong single-byte encoding gives the right number of characters, but the wrong ones: capitals after lowercase
//! letters, signs inside words, two alphabets in one word. Each non-ASCII character is judged by its two neighbours.

/// Counts of the non-ASCII characters of a text by how plausible they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Plausibility {
    plausible: usize,
    implausible: usize,
    neutral: usize,
}

/// The judgement of one character.
enum Verdict {
    Plausible,
    Implausible,
    Neutral,
}

impl Plausibility {
    /// Judges every non-ASCII character of `text`.
    pub fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let mut before = ' ';
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            if !c.is_ascii() {
                let after = characters.peek().copied().unwrap_or(' ');
                match judge(before, c, after) {
                    Verdict::Plausible => counts.plausible += 1,
                    Verdict::Implausible => counts.implausible += 1,
                    Verdict::Neutral => counts.neutral += 1,
                }
            }
            before = c;
        }
        counts
    }

    /// Returns the number of plausible characters.
    pub fn plausible_count(self) -> usize {
        self.plausible
    }

    /// Returns true if the text makes words: almost nothing is implausible, and most non-ASCII characters are
    /// plausible.
    pub fn is_plausible(self) -> bool {
        self.implausible * MIN_RATIO <= self.plausible && self.plausible > self.neutral
    }

    /// Returns true if so much is implausible that the text does not make words.
    pub fn is_implausible(self) -> bool {
        self.implausible > 0 && self.implausible * MIN_RATIO > self.plausible
    }

    /// Returns true if this reading makes words and `other` is in doubt and clearly worse.
    pub fn is_better_than(self, other: Self) -> bool {
        self.is_plausible()
            && other.implausible * SAFE_RATIO > other.plausible
            && self.implausible * 8 <= other.implausible
    }
}

/// Minimum number of plausible characters per implausible one in text that makes words. Any text may have a few: a
/// brand with a capital inside, a typing error.
const MIN_RATIO: usize = 20;
/// A reading with fewer plausible characters per implausible one is in doubt. In wrongly decoded Cyrillic, all
/// lowercase letters but one may be right.
const SAFE_RATIO: usize = 60;

fn judge(before: char, c: char, after: char) -> Verdict {
    let neighbours = [before, after];
    let verdict = |plausible| if plausible { Verdict::Plausible } else { Verdict::Implausible };
    if c.is_control() || c == char::REPLACEMENT_CHARACTER {
        return Verdict::Implausible;
    }
    match c {
        '’' => return verdict(before.is_alphabetic()),
        '“' | '«' | '„' | '‘' | '‚' | '‹' => {
            return verdict(!before.is_alphabetic() || !after.is_alphabetic());
        }
        '”' | '»' | '›' => return verdict(!before.is_alphabetic() || !after.is_alphabetic()),
        // A dash belongs between two words or between two spaces.
        '–' | '—' if before.is_alphabetic() == after.is_alphabetic() => return Verdict::Plausible,
        '–' | '—' | '\u{A0}' | '…' | '·' | '\u{AD}' => return Verdict::Neutral,
        // Ordinal indicators follow digits and words: 1º, Sr.ª
        'ª' | 'º' => return verdict(!after.is_alphanumeric()),
        _ => {}
    }
    if !c.is_alphabetic() {
        if matches!(c, '£' | '€' | '¥') && after.is_ascii_digit() || c == '°' && before.is_ascii_digit()
        {
            return Verdict::Plausible;
        }
        // °C, 5 €, §3 and © are next to digits and spaces; no sign is inside a word, and few come before one.
        let is_inside = neighbours.iter().all(|c| c.is_alphabetic());
        let is_before = after.is_lowercase() && !LEADING_SIGNS.contains(&c);
        return if is_inside || is_before || before.is_ascii_lowercase() && !TRAILING_SIGNS.contains(&c) {
            Verdict::Implausible
        } else {
            Verdict::Neutral
        };
    }
    if neighbours.iter().any(|other| other.is_alphabetic() && script(*other) != script(c)) {
        return Verdict::Implausible;
    }
    if c.is_uppercase() {
        return verdict(!before.is_lowercase() && !after.is_ascii_digit());
    }
    let is_alone = !neighbours.iter().any(|c| c.is_alphanumeric());
    verdict(!after.is_uppercase() && (!is_alone || script(c) != 0 || ONE_LETTER_WORDS.contains(&c)))
}

/// Signs that may precede a word.
const LEADING_SIGNS: &[char] = &['©', '•', '§', '¶', '№', '€', '£', '¥', '¿', '¡'];
/// Signs that may follow a word.
const TRAILING_SIGNS: &[char] = &['™', '®', '©', '°', '¹', '²', '³'];
/// Latin letters that are words by themselves.
const ONE_LETTER_WORDS: &[char] = &['à', 'á', 'é', 'è', 'ó', 'ö', 'ø', 'å', 'æ', 'í', 'ú', 'ő', 'ű'];

/// Returns a key that the letters of one word share: 0 for Latin, else the block of 256 code points.
fn script(c: char) -> u32 {
    match c {
        '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{FB00}'..='\u{FB06}' => 0,
        _ => u32::from(c) >> 8,
    }
}
