//! Splits markup into events: tags, text and CDATA.

use crate::article::xml::entities::unescape;
use std::borrow::Cow;

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The name as written, with its prefix.
    pub name: &'a str,
    /// The raw text between name and tag end, trimmed and without the slash of a self-closing tag.
    pub attributes: &'a str,
    /// True if the tag is self-closing (`<br/>`).
    pub is_self_closing: bool,
}

/// A part of the text. Comments, instructions and declarations are skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// Start tag.
    Start(Tag<'a>),
    /// End tag, by its name.
    End(&'a str),
    /// Text with references unresolved.
    Text(&'a str),
    /// Content of a CDATA section.
    CData(&'a str),
}

/// Scans a text event by event. Takes linear time on any input.
#[derive(Clone, Debug)]
pub struct Scanner<'a> {
    text: &'a str,
    offset: usize,
}

impl<'a> Scanner<'a> {
    /// Creates a scanner at the start of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, offset: 0 }
    }

    /// Returns the current offset, in bytes.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Returns the rest of the text.
    pub fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or_default()
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            let (length, event) = scan_event(rest);
            self.offset += length;
            if event.is_some() {
                return event;
            }
        }
    }
}

/// Scans the start of a non-empty text. Returns the length in bytes, and the event unless it is skipped.
fn scan_event(rest: &str) -> (usize, Option<Event<'_>>) {
    if !rest.starts_with('<') {
        let end = rest.find('<').unwrap_or(rest.len());
        return (end, rest.get(..end).map(Event::Text));
    }
    if let Some(inside) = rest.strip_prefix("<![CDATA[") {
        let end = inside.find("]]>").unwrap_or(inside.len());
        let length = (rest.len() - inside.len() + end + "]]>".len()).min(rest.len());
        return (length, inside.get(..end).map(Event::CData));
    }
    if let Some(inside) = rest.strip_prefix("<!--") {
        return (len_through(rest, inside, "-->"), None);
    }
    // An instruction may lack its question mark (`<?xml version="1.0">`), and none that matters contains `>`.
    if rest.starts_with("<?") {
        return (len_through(rest, rest, ">"), None);
    }
    if rest
        .strip_prefix("<!")
        .is_some_and(|inside| inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '['))
    {
        return (declaration_len(rest), None);
    }
    if let Some((length, event)) = scan_tag(rest) {
        return (length, Some(event));
    }
    let end = rest.get(1..).and_then(|after| after.find('<')).map_or(rest.len(), |at| at + 1);
    (end, rest.get(..end).map(Event::Text))
}

/// Returns the length up to and including a terminator; all of `rest` if there is none.
fn len_through(rest: &str, inside: &str, terminator: &str) -> usize {
    let before = rest.len() - inside.len();
    inside.find(terminator).map_or(rest.len(), |at| before + at + terminator.len())
}

/// Returns the length of a declaration. A document type may contain other declarations in square brackets. An unclosed
/// declaration extends to the end.
fn declaration_len(rest: &str) -> usize {
    let close = rest.find('>').unwrap_or(rest.len());
    let Some(open) = rest.get(..close).and_then(|inside| inside.get(3..)).and_then(|inside| inside.find('['))
    else {
        return (close + 1).min(rest.len());
    };
    let mut at = open + 3;
    while let Some(next) = rest.get(at..).and_then(|inside| inside.find(']')) {
        at += next + 1;
        let after = rest.get(at..).unwrap_or_default();
        let spaces = after.len() - after.trim_start_matches([' ', '\t', '\r', '\n']).len();
        if after.get(spaces..).is_some_and(|after| after.starts_with('>')) {
            return at + spaces + 1;
        }
    }
    rest.len()
}

/// Scans a start or end tag at the start of a text: `<` before a name, and `>` before the next `<`.
fn scan_tag(rest: &str) -> Option<(usize, Event<'_>)> {
    let inside = rest.get(1..)?;
    let (inside, is_end_tag) = inside.strip_prefix('/').map_or((inside, false), |inside| (inside, true));
    let is_name_start = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':') || !c.is_ascii();
    if !inside.starts_with(is_name_start) {
        return None;
    }
    let inside = inside.get(..inside.find('<').unwrap_or(inside.len()))?;
    let end = if is_end_tag { inside.find('>')? } else { find_tag_end(inside)? };
    let body = inside.get(..end)?;
    let length = 1 + usize::from(is_end_tag) + end + 1;
    let name_end = body.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(body.len());
    let (name, attributes) = body.split_at_checked(name_end)?;
    if is_end_tag {
        return Some((length, Event::End(name)));
    }
    let is_self_closing = attributes.ends_with('/');
    let attributes = attributes.strip_suffix('/').unwrap_or(attributes).trim();
    Some((length, Event::Start(Tag { name, attributes, is_self_closing })))
}

/// Finds the `>` of a start tag: the first outside quoted values, or simply the first if a quote is unclosed.
fn find_tag_end(inside: &str) -> Option<usize> {
    let mut quote = None;
    let mut last = b' ';
    for (at, byte) in inside.bytes().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            None if byte == b'>' => return Some(at),
            None if last == b'=' && matches!(byte, b'"' | b'\'') => quote = Some(byte),
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    inside.find('>')
}

impl<'a> Tag<'a> {
    /// Returns the name without its prefix.
    pub fn local_name(&self) -> &'a str {
        self.name.rsplit(':').next().unwrap_or(self.name)
    }

    /// Returns the value of an attribute by its qualified name, ignoring case, with references resolved.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        attributes(self.attributes)
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| unescape(value))
    }
}

/// Returns names and raw values of attributes. Quotes are optional.
pub fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest =
            rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '=' | '"' | '\''));
        if rest.is_empty() {
            return None;
        }
        let name_end = rest.find(|c: char| c.is_ascii_whitespace() || c == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(name_end)?;
        let Some(value) = after.trim_start().strip_prefix('=') else {
            rest = after;
            return Some((name, ""));
        };
        let value = value.trim_start();
        let quoted = value.chars().next().filter(|c| matches!(c, '"' | '\'')).and_then(|quote| {
            let inside = value.get(1..)?;
            Some((inside.get(..inside.find(quote)?)?, inside.get(inside.find(quote)? + 1..)?))
        });
        let bare =
            || value.split_at_checked(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len()));
        let (value, after) = quoted.or_else(bare)?;
        rest = after;
        Some((name, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        Scanner::new(text)
            .map(|event| match event {
                Event::Start(tag) if tag.is_self_closing => format!("<{}|{}/>", tag.name, tag.attributes),
                Event::Start(tag) => format!("<{}|{}>", tag.name, tag.attributes),
                Event::End(name) => format!("</{name}>"),
                Event::Text(text) => text.to_owned(),
                Event::CData(text) => format!("[{text}]"),
            })
            .collect()
    }

    #[test]
    fn well_formed_xml_is_split_into_events() {
        let text = "<?xml version='1.0'?><!-- <no> --><a:b c=\"d > e\">one<br/><![CDATA[<two>]]></a:b >";
        assert_eq!(shown(text), ["<a:b|c=\"d > e\">", "one", "<br|/>", "[<two>]", "</a:b>"]);
    }

    #[test]
    fn less_than_sign_in_a_sentence_is_text() {
        assert_eq!(shown("<t>a < b, b <c and <3</t>"), ["<t|>", "a ", "< b, b ", "<c and ", "<3", "</t>"]);
        assert_eq!(shown("a <b c=\"d>e</b>"), ["a ", "<b|c=\"d>", "e", "</b>"]);
    }

    #[test]
    fn truncated_markup_extends_to_the_end() {
        assert_eq!(
            shown("<a><![CDATA[one <b>"),
            ["<a|>", "[one <b>"].map(|piece| if piece.starts_with('[') {
                format!("{piece}]")
            } else {
                piece.to_owned()
            })
        );
        assert_eq!(shown("a<!-- b"), ["a"]);
        assert_eq!(shown("a<!DOCTYPE b [ <!ENTITY c"), ["a"]);
        assert_eq!(shown("a<"), ["a", "<"]);
        assert_eq!(shown("a</"), ["a", "</"]);
    }

    #[test]
    fn document_type_is_skipped() {
        let text = "<!DOCTYPE rss [ <!ENTITY a \"aaaa\"> <!ENTITY b '&a;&a;]'> ]  ><rss/><!DOCTYPE html><b>";
        assert_eq!(shown(text), ["<rss|/>", "<b|>"]);
    }

    #[test]
    fn attributes_may_have_any_quotes_or_none() {
        let found: Vec<_> = attributes("a=\"1\" b = '2'c=3 d e=\"5").collect();
        assert_eq!(found, [("a", "1"), ("b", "2"), ("c", "3"), ("d", ""), ("e", "\"5")]);
        let tag = Tag { name: "x", attributes: "xmlUrl='a&amp;b'", is_self_closing: false };
        assert_eq!(tag.attribute("xmlurl").as_deref(), Some("a&b"));
    }
}
