//! Acronyms in lines that are all in capitals, where US may be "us".

use std::ops::Range;

/// The most letters of an acronym in doubt.
const MOST_LETTERS: usize = 3;
/// The least number of other words that make a line one in capitals.
const LEAST_OTHER_WORDS: usize = 2;

/// Whether a surface is an undotted acronym of up to three letters.
pub fn is_short_acronym(surface: &str) -> bool {
    surface.chars().nth(MOST_LETTERS).is_none() && surface.chars().all(char::is_uppercase)
}

/// The lines of a text, asked about in ascending order: each is looked at once, however many acronyms it holds.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    last: Range<usize>,
    last_is_capitals: bool,
}

impl<'a> Lines<'a> {
    /// The lines of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, last: 0..0, last_is_capitals: false }
    }

    /// Whether the line around a byte offset is all in capitals and has two words or more beside the one at the offset.
    pub fn are_capitals_at(&mut self, offset: usize) -> bool {
        if !self.last.contains(&offset) {
            let start = self.text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
            let rest = self.text.get(start..).unwrap_or_default();
            let line = rest.split('\n').next().unwrap_or_default();
            self.last = start..start + line.len();
            self.last_is_capitals = is_all_capitals(line);
        }
        self.last_is_capitals
    }
}

fn is_all_capitals(line: &str) -> bool {
    let words = line.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    !line.chars().any(char::is_lowercase) && words.take(LEAST_OTHER_WORDS + 1).count() > LEAST_OTHER_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubtful(surface: &str, text: &str) -> bool {
        let offset = text.find(surface).unwrap();
        is_short_acronym(surface) && Lines::new(text).are_capitals_at(offset)
    }

    #[test]
    fn lines_in_capitals_make_short_acronyms_doubtful() {
        assert!(doubtful("US", "LET US TALK"));
        assert!(!doubtful("US", "US TALKS"));
        assert!(!doubtful("U.S.", "LET U.S. ENVOYS TALK"));
        assert!(!doubtful("NATO", "LET NATO ENVOYS TALK"));
        assert!(!doubtful("US", "Let US envoys talk"));
    }

    #[test]
    fn each_line_is_told_from_its_neighbours() {
        let text = "Let US talk\nLET US TALK\nLet US talk";
        let mut lines = Lines::new(text);
        let verdicts: Vec<bool> = text.match_indices("US").map(|(at, _)| lines.are_capitals_at(at)).collect();
        assert_eq!(verdicts, [false, true, false]);
    }
}
