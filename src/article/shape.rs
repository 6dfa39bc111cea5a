//! What a line is, told from its shape alone.

/// The longest line, in characters, that can be a title or a heading.
const LONGEST_HEADING: usize = 140;
/// The longest name, in characters, before the colon of a spoken line.
const LONGEST_SPEAKER: usize = 40;
/// The longest byline, in words after "by".
const LONGEST_BYLINE: usize = 8;

/// Marks that open a list item, each followed by a space.
const BULLETS: &[&str] = &["- ", "* ", "• ", "· ", "– ", "— ", "‣ ", "◦ ", "▪ ", "☐ ", "☑ "];
/// Marks of which rules are made.
const RULES: &[char] = &['=', '-', '_', '*', '~', '#', '+', '–', '—', '─', '━', '═'];
/// The shortest rule, in characters.
const SHORTEST_RULE: usize = 3;
/// Pairs of marks that open and close somebody's words.
const QUOTES: &[(char, char)] = &[('“', '”'), ('"', '"'), ('«', '»'), ('„', '“'), ('「', '」')];

/// Whether a line can be a title or a heading: short, and not a sentence.
pub fn is_heading_like(line: &str) -> bool {
    let starts_well = line.chars().next().is_some_and(|first| !first.is_lowercase());
    starts_well && is_short(line) && !ends_as_prose(line) && line.chars().any(char::is_alphabetic)
}

/// Whether a first line is short enough for a title. A title may end as a sentence does.
pub fn is_title_like(line: &str) -> bool {
    is_short(line) && !line.ends_with([':', ';', ',']) && line.chars().any(char::is_alphanumeric)
}

fn is_short(line: &str) -> bool {
    line.chars().nth(LONGEST_HEADING).is_none()
}

/// Whether a line ends as a sentence does, or as a part of one.
pub fn ends_as_prose(line: &str) -> bool {
    let last = line.trim_end_matches(['”', '"', '’', '\'', '»', ')', ']']);
    last.ends_with(['.', '!', '…', ';', ',', ':', '。', '！'])
}

/// Whether a line says who wrote the article: "by" and a few words, most of them capitalised.
pub fn is_byline(line: &str) -> bool {
    let mut words = line.split_whitespace();
    if !words.next().is_some_and(|word| word.eq_ignore_ascii_case("by")) {
        return false;
    }
    let rest: Vec<&str> = words.collect();
    let capitalised = rest.iter().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    !rest.is_empty() && rest.len() <= LONGEST_BYLINE && capitalised * 2 > rest.len() && !line.ends_with('.')
}

/// Who a byline names.
pub fn author_of(byline: &str) -> &str {
    byline.split_once(char::is_whitespace).map_or("", |(_, name)| name.trim())
}

/// Whether a line opens with the mark of a list item: a bullet, or a number with a point or bracket.
pub fn is_marked_item(line: &str) -> bool {
    // Nearly all lines begin with a letter.
    if line.starts_with(char::is_alphabetic) {
        return false;
    }
    if BULLETS.iter().any(|bullet| line.starts_with(bullet)) {
        return true;
    }
    let after = line.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=3).contains(&(line.len() - after.len())) && (after.starts_with(". ") || after.starts_with(") "))
}

/// Whether a line is drawn: a rule between parts of a text, or below a heading.
pub fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let first = marks.next().filter(|first| RULES.contains(first));
    first
        .is_some_and(|first| line.chars().nth(SHORTEST_RULE - 1).is_some() && marks.all(|mark| mark == first))
}

/// Whether a whole line is somebody's words: one pair of quotation marks around all of it.
pub fn is_quoted_whole(line: &str) -> bool {
    QUOTES.iter().any(|(open, close)| {
        let inside = line.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close));
        inside.is_some_and(|inside| !inside.is_empty() && !inside.contains([*open, *close]))
    })
}

/// Whether a line is "Name : words", as transcripts have it. A space before the colon tells it from prose.
pub fn is_spoken(line: &str) -> bool {
    line.split_once(" : ").is_some_and(|(name, words)| is_speaker(name) && !words.trim().is_empty())
}

/// Whether a line is "Name: words"; only where a neighbour is so too can it be trusted.
pub fn is_perhaps_spoken(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(name, words)| is_speaker(name.trim_end()) && !words.trim().is_empty())
}

fn is_speaker(name: &str) -> bool {
    let capitalised = name.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase));
    !name.is_empty()
        && name.chars().count() <= LONGEST_SPEAKER
        && capitalised
        && name.split_whitespace().count() <= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_short_and_no_sentence() {
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
        assert_eq!(author_of("By Jo Park"), "Jo Park");
    }

    #[test]
    fn list_items_and_spoken_lines() {
        assert!(is_marked_item("- one") && is_marked_item("12) one") && is_marked_item("• one"));
        assert!(!is_marked_item("2022 was hard") && !is_marked_item("-5 degrees"));
        assert!(is_spoken("Ushakov : They can change it."));
        assert!(!is_spoken("the answer : no"));
        assert!(is_perhaps_spoken("Ushakov: They can."));
    }

    #[test]
    fn a_quote_block_is_one_pair_of_marks() {
        assert!(is_quoted_whole("“All of it is theirs.”"));
        assert!(!is_quoted_whole("“One,” she said, “two.”"));
    }
}
