//! Classifies a line by its shape alone.

/// Maximum length of a title or heading in characters.
const MAX_HEADING_LEN: usize = 140;
/// Maximum length of a speaker's name in characters.
const MAX_SPEAKER_LEN: usize = 40;
/// Maximum number of words after "by" in a byline.
const MAX_BYLINE_WORDS: usize = 8;

/// Markers that start a list item, each followed by a space.
const BULLETS: &[&str] = &["- ", "* ", "• ", "· ", "– ", "— ", "‣ ", "◦ ", "▪ ", "☐ ", "☑ "];
/// Characters that make up a horizontal rule.
const RULE_CHARS: &[char] = &['=', '-', '_', '*', '~', '#', '+', '–', '—', '─', '━', '═'];
/// Minimum length of a rule in characters, including spaces.
const MIN_RULE_LEN: usize = 3;
/// Opening and closing quotation marks.
const QUOTES: &[(char, char)] = &[('“', '”'), ('"', '"'), ('«', '»'), ('„', '“'), ('「', '」')];

/// Returns true if a line can be a title or heading: short, with a letter, not starting in lower case, and not ending
/// like a sentence.
pub fn is_heading_like(line: &str) -> bool {
    let starts_well = line.chars().next().is_some_and(|first| !first.is_lowercase());
    starts_well && is_short(line) && !ends_like_prose(line) && line.chars().any(char::is_alphabetic)
}

/// Returns true if a first line can be the title: short, with a letter or digit, and not ending in a colon, semicolon
/// or comma. Unlike a heading, it may start in lower case and end like a sentence.
pub fn is_title_like(line: &str) -> bool {
    is_short(line) && !line.ends_with([':', ';', ',']) && line.chars().any(char::is_alphanumeric)
}

fn is_short(line: &str) -> bool {
    line.chars().nth(MAX_HEADING_LEN).is_none()
}

/// Returns true if a line ends like a sentence or part of one. A question mark does not count: headings end in it too.
pub fn ends_like_prose(line: &str) -> bool {
    let trimmed = line.trim_end_matches(['”', '"', '’', '\'', '»', ')', ']']);
    trimmed.ends_with(['.', '!', '…', ';', ',', ':', '。', '！'])
}

/// Returns true for an author line: "by" (in upper or lower case) and a few words, most of them capitalised, with no
/// full stop at the end.
pub fn is_byline(line: &str) -> bool {
    let mut words = line.split_whitespace();
    if !words.next().is_some_and(|word| word.eq_ignore_ascii_case("by")) {
        return false;
    }
    let rest: Vec<&str> = words.collect();
    let capitalised = rest.iter().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    !rest.is_empty() && rest.len() <= MAX_BYLINE_WORDS && capitalised * 2 > rest.len() && !line.ends_with('.')
}

/// Returns the name in a byline.
pub fn byline_author(byline: &str) -> &str {
    byline.split_once(char::is_whitespace).map_or("", |(_, name)| name.trim())
}

/// Returns true if a line starts with a list marker: a bullet, or a number of up to 3 digits with a full stop or
/// closing bracket, then a space.
pub fn is_list_item(line: &str) -> bool {
    // Fast path: nearly all lines start with a letter.
    if line.starts_with(char::is_alphabetic) {
        return false;
    }
    if BULLETS.iter().any(|bullet| line.starts_with(bullet)) {
        return true;
    }
    let after = line.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=3).contains(&(line.len() - after.len())) && (after.starts_with(". ") || after.starts_with(") "))
}

/// Returns true for a horizontal rule: one character repeated, with or without spaces, between sections or below a
/// heading.
pub fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let first = marks.next().filter(|first| RULE_CHARS.contains(first));
    first.is_some_and(|first| line.chars().nth(MIN_RULE_LEN - 1).is_some() && marks.all(|mark| mark == first))
}

/// Returns true if one pair of quotation marks encloses the whole line.
pub fn is_fully_quoted(line: &str) -> bool {
    QUOTES.iter().any(|(open, close)| {
        let inside = line.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close));
        inside.is_some_and(|inside| !inside.is_empty() && !inside.contains([*open, *close]))
    })
}

/// Returns true for "Name : words", as in transcripts. The space before the colon distinguishes it from prose.
pub fn is_transcript_line(line: &str) -> bool {
    line.split_once(" : ").is_some_and(|(name, words)| is_speaker(name) && !words.trim().is_empty())
}

/// Returns true for "Name: words". Reliable only if a neighbouring line matches too.
pub fn may_be_transcript_line(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(name, words)| is_speaker(name.trim_end()) && !words.trim().is_empty())
}

fn is_speaker(name: &str) -> bool {
    let capitalised = name.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase));
    !name.is_empty()
        && name.chars().count() <= MAX_SPEAKER_LEN
        && capitalised
        && name.split_whitespace().count() <= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_short_and_not_a_sentence() {
        assert!(is_heading_like("The key players"));
        assert!(is_heading_like("What happens next?"));
        assert!(!is_heading_like("Talks go on."));
        assert!(!is_heading_like("He said: “No.”"));
        assert!(!is_heading_like("freezing of the line of contact"));
        assert!(!is_heading_like(&"Long ".repeat(40)));
    }

    #[test]
    fn a_byline_is_by_and_a_name() {
        assert!(is_byline("by Mark Thompson"));
        assert!(is_byline("By Anna de la Cruz and Jo Park"));
        assert!(!is_byline("By then it was over"));
        assert!(!is_byline("by"));
        assert_eq!(byline_author("By Jo Park"), "Jo Park");
    }

    #[test]
    fn list_items_and_transcript_lines_are_recognised() {
        assert!(is_list_item("- one") && is_list_item("12) one") && is_list_item("• one"));
        assert!(!is_list_item("2022 was hard") && !is_list_item("-5 degrees"));
        assert!(is_transcript_line("Ushakov : They can change it."));
        assert!(!is_transcript_line("the answer : no"));
        assert!(may_be_transcript_line("Ushakov: They can."));
    }

    #[test]
    fn a_quote_is_enclosed_in_one_pair_of_marks() {
        assert!(is_fully_quoted("“All of it is theirs.”"));
        assert!(!is_fully_quoted("“One,” she said, “two.”"));
    }
}
