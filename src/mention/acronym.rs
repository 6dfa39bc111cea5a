//! Acronyms in all-caps lines, where US may be "us".

use std::ops::Range;

/// Maximum number of letters in an ambiguous acronym.
const MAX_LETTERS: usize = 3;
/// Minimum number of other words in an all-caps line.
const MIN_OTHER_WORDS: usize = 2;

/// True if a surface is an undotted acronym of up to three letters.
pub fn is_short_acronym(surface: &str) -> bool {
    surface.chars().nth(MAX_LETTERS).is_none() && surface.chars().all(char::is_uppercase)
}

/// The lines of a text, to be queried in ascending order. Each line is scanned once, however many acronyms it has.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    last: Range<usize>,
    is_last_all_caps: bool,
}

impl<'a> Lines<'a> {
    /// Starts at the beginning of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, last: 0..0, is_last_all_caps: false }
    }

    /// True if the line around a byte offset is all capitals and has at least two words besides the one at
    /// the offset.
    pub fn is_all_caps_at(&mut self, offset: usize) -> bool {
        if !self.last.contains(&offset) {
            let start = self.text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
            let rest = self.text.get(start..).unwrap_or_default();
            let line = rest.split('\n').next().unwrap_or_default();
            self.last = start..start + line.len();
            self.is_last_all_caps = is_all_caps(line);
        }
        self.is_last_all_caps
    }
}

fn is_all_caps(line: &str) -> bool {
    let words = line.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    !line.chars().any(char::is_lowercase) && words.take(MIN_OTHER_WORDS + 1).count() > MIN_OTHER_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_ambiguous(surface: &str, text: &str) -> bool {
        let offset = text.find(surface).unwrap();
        is_short_acronym(surface) && Lines::new(text).is_all_caps_at(offset)
    }

    #[test]
    fn short_acronyms_in_all_caps_lines_are_ambiguous() {
        assert!(is_ambiguous("US", "LET US TALK"));
        assert!(!is_ambiguous("US", "US TALKS"));
        assert!(!is_ambiguous("U.S.", "LET U.S. ENVOYS TALK"));
        assert!(!is_ambiguous("NATO", "LET NATO ENVOYS TALK"));
        assert!(!is_ambiguous("US", "Let US envoys talk"));
    }

    #[test]
    fn each_line_is_judged_by_itself() {
        let text = "Let US talk\nLET US TALK\nLet US talk";
        let mut lines = Lines::new(text);
        let verdicts: Vec<bool> = text.match_indices("US").map(|(at, _)| lines.is_all_caps_at(at)).collect();
        assert_eq!(verdicts, [false, true, false]);
    }
}
