//! Acronyms in lines that are all in capitals, where US may be "us".

/// The most letters of an acronym in doubt.
const MOST_LETTERS: usize = 3;
/// The least number of other words that make a line one in capitals.
const LEAST_OTHER_WORDS: usize = 2;

/// Whether a surface is an undotted acronym of up to three letters that stands in a line all in capitals with two or
/// more other words.
pub fn is_doubtful(surface: &str, line: &str) -> bool {
    let letters = surface.chars().count();
    letters <= MOST_LETTERS && surface.chars().all(char::is_uppercase) && is_all_capitals(line)
}

fn is_all_capitals(line: &str) -> bool {
    let words = line.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    words > LEAST_OTHER_WORDS && !line.chars().any(char::is_lowercase)
}

/// The line of a text that holds a byte offset.
pub fn line_around(text: &str, offset: usize) -> &str {
    let start = text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let rest = text.get(start..).unwrap_or_default();
    rest.split('\n').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_capitals_make_short_acronyms_doubtful() {
        assert!(is_doubtful("US", "LET US TALK"));
        assert!(!is_doubtful("US", "US TALKS"));
        assert!(!is_doubtful("U.S.", "LET U.S. ENVOYS TALK"));
        assert!(!is_doubtful("NATO", "LET NATO ENVOYS TALK"));
        assert!(!is_doubtful("US", "Let US envoys talk"));
    }

    #[test]
    fn the_line_is_found_around_an_offset() {
        assert_eq!(line_around("one\ntwo\nthree", 5), "two");
        assert_eq!(line_around("one\ntwo\nthree", 0), "one");
        assert_eq!(line_around("one", 99), "one");
    }
}
