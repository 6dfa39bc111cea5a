//! The tables of `words/`, read once.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a word in the name of an element says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// Seen by nobody who reads the page.
    Hidden,
    /// What readers wrote.
    Comments,
    /// Beside the article, unless it holds most of the text.
    Certain,
    /// The article's own words once more.
    Repeated,
    /// Between readers and the text, or the text that is behind it.
    Gate,
    /// Beside the article, unless it is prose.
    Likely,
    /// Below a picture.
    Caption,
    /// The text of the article.
    Body,
    /// Below the title.
    Subtitle,
}

/// The words of a table by what they say: alone, or two joined by `+`.
pub struct Table {
    blocks: HashMap<&'static str, Word>,
    inline: HashMap<&'static str, Word>,
}

static FURNITURE: LazyLock<Table> = LazyLock::new(|| read_table(include_str!("words/furniture.txt")));
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| read_phrases(include_str!("words/phrases.txt")));

fn read_table(text: &'static str) -> Table {
    let mut table = Table { blocks: HashMap::new(), inline: HashMap::new() };
    let mut group = "";
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if let Some(name) = line.strip_prefix('[') {
            group = name.trim_end_matches(']');
            continue;
        }
        let word = match group {
            "hidden" | "inline hidden" => Word::Hidden,
            "comments" => Word::Comments,
            "certain" | "inline" => Word::Certain,
            "repeated" => Word::Repeated,
            "gate" => Word::Gate,
            "likely" => Word::Likely,
            "body" => Word::Body,
            "subtitle" => Word::Subtitle,
            _ => Word::Caption,
        };
        let of_inline = group.starts_with("inline");
        for name in line.split_whitespace() {
            if of_inline {
                table.inline.insert(name, word);
            }
            table.blocks.entry(name).and_modify(|known| *known = word.min(*known)).or_insert(word);
        }
    }
    table
}

/// What the words of a name say, the strongest of them; an inline element is asked for fewer words.
pub fn word_of(words: &[String], is_inline: bool) -> Option<Word> {
    said(words, is_inline).min()
}

/// Whether the words of a name say a thing, whatever else they say.
pub fn says(words: &[String], word: Word) -> bool {
    said(words, false).any(|said| said == word)
}

fn said(words: &[String], is_inline: bool) -> impl Iterator<Item = Word> {
    let table = if is_inline { &FURNITURE.inline } else { &FURNITURE.blocks };
    let alone = words.iter().filter_map(|word| table.get(word.as_str()).copied());
    let pairs = words.windows(2).filter_map(|pair| table.get(pair.join("+").as_str()).copied());
    alone.chain(pairs)
}

struct Phrases {
    whole: HashSet<&'static str>,
    beginnings: Vec<&'static str>,
}

fn read_phrases(text: &'static str) -> Phrases {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (beginnings, whole): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.ends_with('*'));
    Phrases {
        whole: whole.into_iter().collect(),
        beginnings: beginnings.into_iter().map(|line| line.trim_end_matches('*')).collect(),
    }
}

/// The longest line, in characters, that can begin as a phrase does and be no part of the article.
const LONGEST_LINE: usize = 120;
/// The longest line, in characters, that can be a phrase.
const LONGEST_PHRASE: usize = 60;

/// Whether a line is one that pages put around and between the parts of an article.
pub fn is_furniture_line(line: &str) -> bool {
    if line.chars().nth(LONGEST_LINE).is_some() {
        return false;
    }
    let line = line.to_lowercase();
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric() && c != '©');
    let is_phrase = bare.chars().nth(LONGEST_PHRASE).is_none() && PHRASES.whole.contains(bare);
    is_phrase || PHRASES.beginnings.iter().any(|beginning| begins_with(bare, beginning))
}

/// Whether a line begins with a phrase, as whole words.
fn begins_with(line: &str, phrase: &str) -> bool {
    line.strip_prefix(phrase).is_some_and(|rest| {
        let open = phrase.chars().last().is_none_or(|last| !last.is_alphanumeric());
        open || !phrase.is_ascii() && phrase.chars().all(|c| !c.is_alphabetic() || c as u32 > 0x2E80)
            || rest.chars().next().is_none_or(|next| !next.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_around_articles_are_known_and_sentences_are_not() {
        for line in [
            "Advertisement",
            "Read more: The dam that broke",
            "Share this:",
            "分享到： 微信",
            "© 2024 The Paper",
        ] {
            assert!(is_furniture_line(line), "{line}");
        }
        for line in [
            "Reading more than they can, they left.",
            "Advertisements were banned in 1931.",
            "She shared it.",
        ] {
            assert!(!is_furniture_line(line), "{line}");
        }
    }

    #[test]
    fn the_strongest_word_of_a_name_counts() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(word_of(&words(&["article", "body"]), false), Some(Word::Body));
        assert_eq!(word_of(&words(&["read", "also", "box"]), false), Some(Word::Certain));
        assert_eq!(word_of(&words(&["comments", "share"]), false), Some(Word::Comments));
        assert_eq!(word_of(&words(&["author"]), true), None);
    }
}
