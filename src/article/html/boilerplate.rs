//! Recognises boilerplate by the names that pages give to their elements. The caller makes sure that the article
//! survives.
//!
//! A name is a word of an element's class, id, `data-component` or `data-testid`, or its ARIA role. Words are compared
//! whole, since `header` contains `ad`. Elements whose names say nothing are judged by their text (`main_text`).

use crate::article::html::elements::{is_block, is_heading};
use crate::article::html::tree::{Element, NodeId, Tree};
use crate::article::html::word_lists::{Role, strongest_role};

/// Returns the role of an element that may be boilerplate, given the attributes that hide it, its tag, its ARIA role
/// and its names. None if none of these suggests it.
pub fn boilerplate_role(tree: &Tree, node: NodeId, element: &Element) -> Option<Role> {
    let name = element.name();
    if matches!(name, "html" | "body" | "main") {
        return None;
    }
    if is_hidden(element) {
        return Some(Role::Hidden);
    }
    if name == "footer" && is_in_quotation(tree, node) {
        return None;
    }
    let by_tag = match name {
        "nav" | "search" | "dialog" | "menu" | "amp-consent" | "amp-sidebar" | "button" | "input"
        | "label" | "legend" | "optgroup" | "option" => {
            return Some(Role::Certain);
        }
        "sup" if is_reference(tree, node) => return Some(Role::Certain),
        "aside" | "footer" | "form" | "fieldset" | "address" => Some(Role::Likely),
        _ => None,
    };
    let by_aria_role = match element.attribute("role").map(str::trim) {
        Some(
            "navigation" | "search" | "banner" | "dialog" | "alertdialog" | "menu" | "menubar" | "toolbar"
            | "tablist",
        ) => Some(Role::Certain),
        Some("button") if !is_block(name) => Some(Role::Certain),
        Some("complementary" | "contentinfo" | "note" | "alert" | "status" | "form" | "tooltip") => {
            Some(Role::Likely)
        }
        _ => None,
    };
    let words = name_words(element);
    let by_name = strongest_role(&words, !is_block(name)).filter(|role| *role < Role::Caption);
    [by_tag, by_aria_role, by_name].into_iter().flatten().min()
}

/// Returns true if an element is in a quotation, where a footer names the person quoted.
pub fn is_in_quotation(tree: &Tree, node: NodeId) -> bool {
    let mut ancestor = node;
    while ancestor != 0 {
        ancestor = tree.parent(ancestor);
        match tree.name(ancestor) {
            "blockquote" => return true,
            "article" | "section" | "main" | "body" => return false,
            _ => {}
        }
    }
    false
}

/// An id with more words than this is taken for text and ignored.
const MAX_ID_WORDS: usize = 3;

/// Returns the words of an element's names, with an empty word between attributes.
pub fn name_words(element: &Element) -> Vec<String> {
    let mut words = Vec::new();
    // The id of a heading is often its text: "the-metadata-table".
    let id = element.attribute("id").filter(|_| !is_heading(element.name())).unwrap_or_default();
    split_words(id, &mut words);
    if words.len() > MAX_ID_WORDS {
        words.clear();
    }
    for attribute in ["class", "data-component", "data-testid"] {
        words.push(String::new());
        split_words(element.attribute(attribute).unwrap_or_default(), &mut words);
    }
    words
}

/// Returns true if a block's names say that it is a picture's caption. False for inline elements.
pub fn is_caption(element: &Element) -> bool {
    is_block(element.name()) && strongest_role(&name_words(element), false) == Some(Role::Caption)
}

/// Once there are this many words, further parts of names are ignored: element names are short.
const MAX_WORDS: usize = 64;

/// Splits a class or id into lower-case words and appends them to `words`. Splits at characters other than letters and
/// digits, and between a small letter and a capital, as in `adSlot`. Trailing digits are dropped (`ad1`). Parts with
/// digits elsewhere, or with a short fragment after such a capital, are taken for generated names and skipped.
pub fn split_words(value: &str, words: &mut Vec<String>) {
    let names = value.split_ascii_whitespace();
    let parts = names.flat_map(|name| {
        // Elementor calls everything a widget, even the article's paragraphs.
        let is_elementor = name.starts_with("elementor-");
        let parts = name.split(|c: char| !c.is_alphanumeric());
        parts.filter(move |part| !(is_elementor && *part == "widget"))
    });
    for part in parts {
        if words.len() >= MAX_WORDS {
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
        let is_generated = parts.len() > 1 && parts.iter().skip(1).any(|part| part.len() < 3);
        if !is_generated {
            words.append(&mut parts);
        }
    }
}

/// Returns true if an element's attributes or inline style hide it.
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

/// Returns true if `<sup>` is a footnote mark: it contains a link to an anchor, or is in square brackets.
fn is_reference(tree: &Tree, node: NodeId) -> bool {
    let has_link = (node + 1..tree.end(node))
        .filter_map(|inner| tree.element(inner)?.attribute("href"))
        .any(|href| href.contains('#'));
    let text = tree.raw_text(node, 32);
    has_link || (text.trim().starts_with('[') && text.trim().ends_with(']'))
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

    fn role(source: &str) -> Option<Role> {
        let tree = build(source);
        tree.elements().skip(1).find_map(|(node, element)| boilerplate_role(&tree, node, element))
    }

    #[test]
    fn names_are_split_into_words_and_generated_names_are_skipped() {
        assert_eq!(
            words("article-body__text adSlot2 SideBar"),
            ["article", "body", "text", "ad", "slot", "side", "bar"]
        );
        assert_eq!(words("css-1ad3f sc-bAdXyq"), ["css", "sc"]);
    }

    #[test]
    fn boilerplate_is_recognised_by_name() {
        assert_eq!(role("<div class='related-posts'>"), Some(Role::Certain));
        assert_eq!(role("<div id=comments>"), Some(Role::Comments));
        assert_eq!(role("<div style='DISPLAY : none'>"), Some(Role::Hidden));
        assert_eq!(role("<div class='shareholders adapted'>"), None);
        assert_eq!(role("<h2 id=comments-on-metadata>"), None);
        assert_eq!(role("<p>a <span class=author>b</span>"), None);
    }
}
