//! Reduces text that may be HTML to a single line, and detects whether text is HTML.

use crate::article::xml::entities::unescape;
use crate::article::xml::{Event, Scanner};
use crate::text::sanitize::sanitize_line;
use crate::text::whitespace::collapse;

/// HTML elements that feeds use, sorted by name, and whether each separates words. A title may mention the `<blink>`
/// tag, so any tag that is not in this table is text.
const ELEMENTS: &[(&str, bool)] = &[
    ("a", false),
    ("abbr", false),
    ("acronym", false),
    ("article", true),
    ("aside", true),
    ("audio", true),
    ("b", false),
    ("bdi", false),
    ("big", false),
    ("blockquote", true),
    ("body", true),
    ("br", true),
    ("center", true),
    ("cite", false),
    ("code", false),
    ("dd", true),
    ("del", false),
    ("div", true),
    ("dl", true),
    ("dt", true),
    ("em", false),
    ("embed", true),
    ("figcaption", true),
    ("figure", true),
    ("font", false),
    ("footer", true),
    ("frame", true),
    ("frameset", true),
    ("h1", true),
    ("h2", true),
    ("h3", true),
    ("h4", true),
    ("h5", true),
    ("h6", true),
    ("header", true),
    ("hr", true),
    ("html", true),
    ("i", false),
    ("iframe", true),
    ("img", false),
    ("ins", false),
    ("li", true),
    ("mark", false),
    ("nav", true),
    ("nobr", false),
    ("ol", true),
    ("p", true),
    ("picture", true),
    ("pre", true),
    ("q", false),
    ("s", false),
    ("section", true),
    ("small", false),
    ("span", false),
    ("strike", false),
    ("strong", false),
    ("sub", false),
    ("sup", false),
    ("table", true),
    ("tbody", true),
    ("td", true),
    ("th", true),
    ("thead", true),
    ("time", false),
    ("tr", true),
    ("tt", false),
    ("u", false),
    ("ul", true),
    ("video", true),
    ("wbr", false),
];

/// Maximum length of a line in bytes, not counting the ellipsis that replaces the rest of a longer one. Only a bug in
/// the program that wrote a feed makes a line that long.
const MAX_LINE_BYTES: usize = 2000;

/// Returns whether a tag separates the words around it. None if it is not in [`ELEMENTS`].
fn separates_words(name: &str) -> Option<bool> {
    let at = ELEMENTS.binary_search_by(|(element, _)| {
        element.bytes().cmp(name.bytes().map(|byte| byte.to_ascii_lowercase()))
    });
    at.ok().and_then(|at| ELEMENTS.get(at)).map(|(_, separates)| *separates)
}

/// Returns true if the text contains a tag of an HTML element that feeds use.
pub fn has_html_tags(text: &str) -> bool {
    text.contains('<')
        && Scanner::new(text).any(|event| match event {
            Event::Start(tag) => separates_words(tag.name).is_some(),
            Event::End(name) => separates_words(name).is_some(),
            _ => false,
        })
}

/// Returns true if the text contains a start tag that separates the words around it.
pub fn has_block_tags(text: &str) -> bool {
    Scanner::new(text)
        .any(|event| matches!(event, Event::Start(tag) if separates_words(tag.name) == Some(true)))
}

/// Returns the text as one safe line, with white space collapsed. None if nothing is left.
pub fn one_line(text: &str) -> Option<String> {
    let mut line = sanitize_line(&collapse(text)).trim().to_owned();
    if line.len() > MAX_LINE_BYTES {
        line.truncate(line.floor_char_boundary(MAX_LINE_BYTES));
        line.push('…');
    }
    Some(line).filter(|line| !line.is_empty())
}

/// Like [`one_line`], but decodes character references and drops comments and the tags of HTML elements that feeds use.
pub fn one_line_of_html(text: &str) -> Option<String> {
    if !text.contains(['<', '&']) {
        return one_line(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut scanner = Scanner::new(text);
    loop {
        let before = scanner.offset();
        let Some(event) = scanner.next() else { break };
        let name = match event {
            Event::Text(piece) => {
                plain.push_str(&unescape(piece));
                continue;
            }
            Event::CData(piece) => {
                plain.push_str(piece);
                continue;
            }
            Event::Start(tag) => tag.name,
            Event::End(name) => name,
        };
        match separates_words(name) {
            Some(true) => plain.push(' '),
            Some(false) => {}
            None => plain.push_str(text.get(before..scanner.offset()).unwrap_or_default()),
        }
    }
    one_line(&plain)
}

/// Counts the characters of a text, without white space and, if it is HTML, without tags. A character reference counts
/// as the characters that it is written with.
pub fn visible_chars(text: &str, is_html: bool) -> usize {
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    if !is_html {
        return count(text);
    }
    let pieces = Scanner::new(text).map(|event| match event {
        Event::Text(piece) | Event::CData(piece) => count(piece),
        Event::Start(_) | Event::End(_) => 0,
    });
    pieces.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_sorted() {
        assert!(ELEMENTS.is_sorted_by(|one, other| one.0 < other.0));
    }

    #[test]
    fn one_line_of_html_decodes_references_and_drops_known_tags() {
        for (text, expected) in [
            ("Talks&nbsp;go on &#8211; <b>today</b>", "Talks go on – today"),
            ("One<br/>two<p>three", "One two three"),
            ("AT&amp;T &amp; others", "AT&T & others"),
            ("What the <blink> tag was", "What the <blink> tag was"),
            ("2 < 3 & 4 > 3", "2 < 3 & 4 > 3"),
            (" a\n\tb \u{1B}[2J", "a b ␛[2J"),
        ] {
            assert_eq!(one_line_of_html(text).as_deref(), Some(expected));
        }
        assert_eq!(one_line_of_html("<img src='a'>&nbsp;"), None);
        assert!(one_line(&"ж".repeat(100_000)).is_some_and(|line| line.len() <= MAX_LINE_BYTES + 3));
    }

    #[test]
    fn html_is_detected_by_its_tags() {
        assert!(has_html_tags("a <BR>") && has_html_tags("a</p>") && has_html_tags("<p class='x'>a"));
        assert!(
            !has_html_tags("a < b > c")
                && !has_html_tags("<Boris>: no")
                && !has_html_tags("<mail@news.example>")
        );
    }

    #[test]
    fn tags_have_no_visible_chars() {
        assert_eq!(visible_chars("<img src='aaaa'> b1", true), 2);
        assert_eq!(visible_chars("<b>", false), 3);
    }
}
