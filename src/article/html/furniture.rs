//! What stands around an article: told by the names that pages give their parts, and never trusted when it would take the article away.
//!
//! A name is a word of an element's class or id, or its role. Words are compared whole, since `header` is not `ad`. Elements whose
//! names say nothing are judged by their text (`main_text`).

use crate::article::html::elements::{is_block, is_heading};
use crate::article::html::tree::{Element, NodeId, Tree};
use crate::article::html::words::{Word, word_of};

/// What an element is by its name, its role and its class; none for what may be part of an article.
pub fn furniture_of(tree: &Tree, node: NodeId, element: &Element) -> Option<Word> {
    let name = element.name();
    if matches!(name, "html" | "body" | "main") {
        return None;
    }
    if is_hidden(element) {
        return Some(Word::Hidden);
    }
    if name == "footer" && is_in_quotation(tree, node) {
        return None;
    }
    let likely = match name {
        "nav" | "search" | "dialog" | "menu" | "amp-consent" | "amp-sidebar" | "button" | "input"
        | "label" | "legend" | "optgroup" | "option" => {
            return Some(Word::Certain);
        }
        "sup" if is_reference(tree, node) => return Some(Word::Certain),
        "aside" | "footer" | "form" | "fieldset" | "address" => Some(Word::Likely),
        _ => None,
    };
    let of_role = match element.attribute("role").map(str::trim) {
        Some(
            "navigation" | "search" | "banner" | "dialog" | "alertdialog" | "menu" | "menubar" | "toolbar"
            | "tablist",
        ) => Some(Word::Certain),
        Some("button") if !is_block(name) => Some(Word::Certain),
        Some("complementary" | "contentinfo" | "note" | "alert" | "status" | "form" | "tooltip") => {
            Some(Word::Likely)
        }
        _ => None,
    };
    let words = words_of(element);
    let of_words = word_of(&words, !is_block(name)).filter(|word| *word < Word::Caption);
    [likely, of_role, of_words].into_iter().flatten().min()
}

/// Whether an element stands in a quotation, where a footer says whose words they are.
pub fn is_in_quotation(tree: &Tree, node: NodeId) -> bool {
    let mut within = node;
    while within != 0 {
        within = tree.parent(within);
        match tree.name(within) {
            "blockquote" => return true,
            "article" | "section" | "main" | "body" => return false,
            _ => {}
        }
    }
    false
}

/// An id of more words than this is a text.
const LONGEST_ID: usize = 3;

/// The words of an element's names, those of different attributes parted by an empty one.
pub fn words_of(element: &Element) -> Vec<String> {
    let mut words = Vec::new();
    // The id of a heading or a section is often its text: "the-metadata-table".
    let id = element.attribute("id").filter(|_| !is_heading(element.name())).unwrap_or_default();
    split_words(id, &mut words);
    if words.len() > LONGEST_ID {
        words.clear();
    }
    for attribute in ["class", "data-component", "data-testid"] {
        words.push(String::new());
        split_words(element.attribute(attribute).unwrap_or_default(), &mut words);
    }
    words
}

/// Whether an element stands below a picture, by its names.
pub fn is_caption(element: &Element) -> bool {
    is_block(element.name()) && word_of(&words_of(element), false) == Some(Word::Caption)
}

/// More words than this are not looked at: names of elements are short.
const MOST_WORDS: usize = 64;

/// Words of a class or an id in lower case: parts between other characters, and at the capitals of `adSlot`. Numbers behind a word are
/// left out (`ad1`); a part with numbers elsewhere is a name that a program made up, and so is one with lone letters between capitals.
pub fn split_words(value: &str, words: &mut Vec<String>) {
    let names = value.split_ascii_whitespace();
    let parts = names.flat_map(|name| {
        // Elementor calls everything a widget, the paragraphs of the article too.
        let is_builder = name.starts_with("elementor-");
        let parts = name.split(|c: char| !c.is_alphanumeric());
        parts.filter(move |part| !(is_builder && *part == "widget"))
    });
    for part in parts {
        if words.len() >= MOST_WORDS {
            return;
        }
        let part = part.trim_end_matches(|c: char| c.is_ascii_digit());
        if part.is_empty() || part.chars().any(|c| c.is_ascii_digit()) {
            continue;
        }
        let mut parts: Vec<String> = Vec::new();
        let mut before_is_lower = false;
        for c in part.chars() {
            if c.is_uppercase() && before_is_lower || parts.is_empty() {
                parts.push(String::new());
            }
            before_is_lower = c.is_lowercase();
            if let Some(last) = parts.last_mut() {
                last.extend(c.to_lowercase());
            }
        }
        let is_made_up = parts.len() > 1 && parts.iter().skip(1).any(|part| part.len() < 3);
        if !is_made_up {
            words.append(&mut parts);
        }
    }
}

/// Whether an element is not to be seen.
pub fn is_hidden(element: &Element) -> bool {
    if element.attribute("hidden").is_some_and(|value| value != "until-found")
        || element.attribute("aria-hidden") == Some("true")
    {
        return true;
    }
    let style: String = element
        .attribute("style")
        .unwrap_or_default()
        .split_whitespace()
        .collect::<String>()
        .to_ascii_lowercase();
    style
        .split(';')
        .any(|rule| matches!(rule.trim_end_matches("!important"), "display:none" | "visibility:hidden"))
}

/// Whether `<sup>` is the mark of a footnote: a link inside the page, or a number in brackets.
fn is_reference(tree: &Tree, node: NodeId) -> bool {
    let links = (node + 1..tree.end(node))
        .filter_map(|inner| tree.element(inner)?.attribute("href"))
        .any(|href| href.contains('#'));
    let text = tree.raw_text(node, 32);
    links || (text.trim().starts_with('[') && text.trim().ends_with(']'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::html::builder::build;

    fn words(value: &str) -> Vec<String> {
        let mut words = Vec::new();
        split_words(value, &mut words);
        words
    }

    fn kind(source: &str) -> Option<Word> {
        let tree = build(source);
        tree.elements().skip(1).find_map(|(node, element)| furniture_of(&tree, node, element))
    }

    #[test]
    fn names_are_split_into_words_and_made_up_ones_are_none() {
        assert_eq!(
            words("article-body__text adSlot2 SideBar"),
            ["article", "body", "text", "ad", "slot", "side", "bar"]
        );
        assert_eq!(words("css-1ad3f sc-bAdXyq"), ["css", "sc"]);
    }

    #[test]
    fn parts_of_pages_are_known_by_their_names() {
        assert_eq!(kind("<div class='related-posts'>"), Some(Word::Certain));
        assert_eq!(kind("<div id=comments>"), Some(Word::Comments));
        assert_eq!(kind("<div style='DISPLAY : none'>"), Some(Word::Hidden));
        assert_eq!(kind("<div class='shareholders adapted'>"), None);
        assert_eq!(kind("<h2 id=comments-on-metadata>"), None);
        assert_eq!(kind("<p>a <span class=author>b</span>"), None);
    }
}
