//! The lists in `word_lists/`, parsed once.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a name says about its element, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Not visible on the page.
    Hidden,
    /// Reader comments.
    Comments,
    /// Boilerplate, unless it holds nearly half of the prose.
    Certain,
    /// The article's own words, set large.
    PullQuote,
    /// A paywall, or the text behind it.
    Paywall,
    /// Boilerplate, unless it holds much prose; see `excluded`.
    Likely,
    /// A picture's caption.
    Caption,
    /// The article's text.
    Body,
    /// The subtitle.
    Subtitle,
}

/// Roles by word, or by two words joined by `+`.
pub struct RoleTable {
    blocks: HashMap<&'static str, Role>,
    inline: HashMap<&'static str, Role>,
}

static ROLES: LazyLock<RoleTable> = LazyLock::new(|| parse_roles(include_str!("word_lists/roles.txt")));
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| parse_phrases(include_str!("word_lists/phrases.txt")));

fn parse_roles(text: &'static str) -> RoleTable {
    let mut table = RoleTable { blocks: HashMap::new(), inline: HashMap::new() };
    let mut group = "";
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if let Some(name) = line.strip_prefix('[') {
            group = name.trim_end_matches(']');
            continue;
        }
        let role = match group {
            "hidden" | "inline hidden" => Role::Hidden,
            "comments" => Role::Comments,
            "certain" | "inline" => Role::Certain,
            "repeated" => Role::PullQuote,
            "gate" => Role::Paywall,
            "likely" => Role::Likely,
            "body" => Role::Body,
            "subtitle" => Role::Subtitle,
            _ => Role::Caption,
        };
        let is_inline = group.starts_with("inline");
        for name in line.split_whitespace() {
            if is_inline {
                table.inline.insert(name, role);
            }
            table.blocks.entry(name).and_modify(|other| *other = role.min(*other)).or_insert(role);
        }
    }
    table
}

/// Returns the strongest role of a name's words. In inline elements, fewer words have a role.
pub fn strongest_role(words: &[String], is_inline: bool) -> Option<Role> {
    roles_of(words, is_inline).min()
}

/// Returns true if a role is among those of a name's words.
pub fn has_role(words: &[String], role: Role) -> bool {
    roles_of(words, false).any(|found| found == role)
}

fn roles_of(words: &[String], is_inline: bool) -> impl Iterator<Item = Role> {
    let table = if is_inline { &ROLES.inline } else { &ROLES.blocks };
    let alone = words.iter().filter_map(|word| table.get(word.as_str()).copied());
    let pairs = words.windows(2).filter_map(|pair| table.get(pair.join("+").as_str()).copied());
    alone.chain(pairs)
}

struct Phrases {
    exact: HashSet<&'static str>,
    prefixes: Vec<&'static str>,
}

fn parse_phrases(text: &'static str) -> Phrases {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (prefixes, exact): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.ends_with('*'));
    Phrases {
        exact: exact.into_iter().collect(),
        prefixes: prefixes.into_iter().map(|line| line.trim_end_matches('*')).collect(),
    }
}

/// Maximum length, in characters, of a boilerplate line that starts with a phrase.
const MAX_LINE_LEN: usize = 120;
/// Maximum length, in characters, of a boilerplate line that is a phrase.
const MAX_PHRASE_LEN: usize = 60;

/// Returns true if a line is boilerplate that pages put around and between paragraphs.
pub fn is_boilerplate_line(line: &str) -> bool {
    if line.chars().nth(MAX_LINE_LEN).is_some() {
        return false;
    }
    let line = line.to_lowercase();
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric() && c != '©');
    let is_phrase = bare.chars().nth(MAX_PHRASE_LEN).is_none() && PHRASES.exact.contains(bare);
    is_phrase || PHRASES.prefixes.iter().any(|prefix| starts_with_phrase(bare, prefix))
}

/// Returns true if a line starts with a phrase as whole words. Any text may follow a phrase that ends in a symbol or
/// whose script has no spaces between words.
fn starts_with_phrase(line: &str, phrase: &str) -> bool {
    line.strip_prefix(phrase).is_some_and(|rest| {
        let ends_in_symbol = phrase.chars().last().is_none_or(|last| !last.is_alphanumeric());
        ends_in_symbol
            || !phrase.is_ascii() && phrase.chars().all(|c| !c.is_alphabetic() || c as u32 > 0x2E80)
            || rest.chars().next().is_none_or(|next| !next.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boilerplate_lines_are_recognised_and_sentences_are_not() {
        for line in [
            "Advertisement",
            "Read more: The dam that broke",
            "Share this:",
            "分享到： 微信",
            "© 2024 The Paper",
        ] {
            assert!(is_boilerplate_line(line), "{line}");
        }
        for line in [
            "Reading more than they can, they left.",
            "Advertisements were banned in 1931.",
            "She shared it.",
        ] {
            assert!(!is_boilerplate_line(line), "{line}");
        }
    }

    #[test]
    fn every_phrase_can_match() {
        for phrase in &PHRASES.exact {
            assert!(is_boilerplate_line(phrase), "{phrase}");
        }
    }

    #[test]
    fn strongest_role_of_a_name_wins() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(strongest_role(&words(&["article", "body"]), false), Some(Role::Body));
        assert_eq!(strongest_role(&words(&["read", "also", "box"]), false), Some(Role::Certain));
        assert_eq!(strongest_role(&words(&["comments", "share"]), false), Some(Role::Comments));
        assert_eq!(strongest_role(&words(&["author"]), true), None);
    }
}
