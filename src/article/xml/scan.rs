//! The pieces of a text with markup in it: tags, text, and data that is text letter for letter.

use crate::article::xml::entities::unescape;
use std::borrow::Cow;

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The name as it is written, with its prefix.
    pub name: &'a str,
    /// What stands between the name and the end of the tag.
    pub attributes: &'a str,
    /// Whether the tag is its element's end too (`<br/>`).
    pub is_empty: bool,
}

/// A piece of the text. Comments, instructions and declarations are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// An element begins.
    Start(Tag<'a>),
    /// An element ends; holds its name.
    End(&'a str),
    /// Text, its references not yet read.
    Text(&'a str),
    /// What a CDATA section holds.
    Data(&'a str),
}

/// Goes through a text piece by piece. Each character is looked at a fixed number of times at the most, whatever the text holds.
#[derive(Clone, Debug)]
pub struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    /// A scanner at the beginning of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// How far it has come, in bytes.
    pub fn at(&self) -> usize {
        self.at
    }

    /// What is left of the text.
    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
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
            let (length, event) = piece(rest);
            self.at += length;
            if event.is_some() {
                return event;
            }
        }
    }
}

/// The first piece of a text that is not empty: how many bytes it takes, and what it is.
fn piece(rest: &str) -> (usize, Option<Event<'_>>) {
    if !rest.starts_with('<') {
        let end = rest.find('<').unwrap_or(rest.len());
        return (end, rest.get(..end).map(Event::Text));
    }
    if let Some(inside) = rest.strip_prefix("<![CDATA[") {
        let end = inside.find("]]>").unwrap_or(inside.len());
        let length = (rest.len() - inside.len() + end + "]]>".len()).min(rest.len());
        return (length, inside.get(..end).map(Event::Data));
    }
    if let Some(inside) = rest.strip_prefix("<!--") {
        return (passed(rest, inside, "-->"), None);
    }
    // An instruction may lack its question mark (`<?xml version="1.0">`), and none that matters has a `>` inside.
    if rest.starts_with("<?") {
        return (passed(rest, rest, ">"), None);
    }
    if rest
        .strip_prefix("<!")
        .is_some_and(|inside| inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '['))
    {
        return (declaration(rest), None);
    }
    if let Some((length, event)) = tag(rest) {
        return (length, Some(event));
    }
    let end = rest.get(1..).and_then(|after| after.find('<')).map_or(rest.len(), |at| at + 1);
    (end, rest.get(..end).map(Event::Text))
}

/// How many bytes there are up to the end of a mark; all where it is not there.
fn passed(rest: &str, inside: &str, mark: &str) -> usize {
    let before = rest.len() - inside.len();
    inside.find(mark).map_or(rest.len(), |at| before + at + mark.len())
}

/// The length of a declaration. A document type may hold others between square brackets; one that does not close them is all that
/// is left.
fn declaration(rest: &str) -> usize {
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

/// A start or end tag, if the text begins with one: a `<` that a name follows, and a `>` before the next `<`.
fn tag(rest: &str) -> Option<(usize, Event<'_>)> {
    let inside = rest.get(1..)?;
    let (inside, closes) = inside.strip_prefix('/').map_or((inside, false), |inside| (inside, true));
    let is_name = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':') || !c.is_ascii();
    if !inside.starts_with(is_name) {
        return None;
    }
    let inside = inside.get(..inside.find('<').unwrap_or(inside.len()))?;
    let end = if closes { inside.find('>')? } else { tag_end(inside)? };
    let body = inside.get(..end)?;
    let length = 1 + usize::from(closes) + end + 1;
    let name_end = body.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(body.len());
    let (name, attributes) = body.split_at_checked(name_end)?;
    if closes {
        return Some((length, Event::End(name)));
    }
    let is_empty = attributes.ends_with('/');
    let attributes = attributes.strip_suffix('/').unwrap_or(attributes).trim();
    Some((length, Event::Start(Tag { name, attributes, is_empty })))
}

/// Where the `>` is that ends a start tag: the first outside quoted values, or the first of all where a quotation mark has no second.
fn tag_end(inside: &str) -> Option<usize> {
    let mut quote = None;
    let mut last = b' ';
    for (at, byte) in inside.bytes().enumerate() {
        match quote {
            Some(mark) if byte == mark => quote = None,
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
    /// The name without its prefix.
    pub fn local_name(&self) -> &'a str {
        self.name.rsplit(':').next().unwrap_or(self.name)
    }

    /// The value of an attribute by its whole name, letters' case aside, with references read.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        attributes(self.attributes)
            .find(|(one, _)| one.eq_ignore_ascii_case(name))
            .map(|(_, value)| unescape(value))
    }
}

/// Names and values, their references not yet read. Values may lack their quotation marks.
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
        let quoted = value.chars().next().filter(|c| matches!(c, '"' | '\'')).and_then(|mark| {
            let inside = value.get(1..)?;
            Some((inside.get(..inside.find(mark)?)?, inside.get(inside.find(mark)? + 1..)?))
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
                Event::Start(tag) if tag.is_empty => format!("<{}|{}/>", tag.name, tag.attributes),
                Event::Start(tag) => format!("<{}|{}>", tag.name, tag.attributes),
                Event::End(name) => format!("</{name}>"),
                Event::Text(text) => text.to_owned(),
                Event::Data(text) => format!("[{text}]"),
            })
            .collect()
    }

    #[test]
    fn what_is_well_formed_is_taken_apart() {
        let text = "<?xml version='1.0'?><!-- <no> --><a:b c=\"d > e\">one<br/><![CDATA[<two>]]></a:b >";
        assert_eq!(shown(text), ["<a:b|c=\"d > e\">", "one", "<br|/>", "[<two>]", "</a:b>"]);
    }

    #[test]
    fn a_less_than_sign_in_a_sentence_is_text() {
        assert_eq!(shown("<t>a < b, b <c and <3</t>"), ["<t|>", "a ", "< b, b ", "<c and ", "<3", "</t>"]);
        assert_eq!(shown("a <b c=\"d>e</b>"), ["a ", "<b|c=\"d>", "e", "</b>"]);
    }

    #[test]
    fn what_is_cut_off_goes_on_to_the_end() {
        assert_eq!(
            shown("<a><![CDATA[one <b>"),
            ["<a|>", "[one <b>"].map(|one| if one.starts_with('[') {
                format!("{one}]")
            } else {
                one.to_owned()
            })
        );
        assert_eq!(shown("a<!-- b"), ["a"]);
        assert_eq!(shown("a<!DOCTYPE b [ <!ENTITY c"), ["a"]);
        assert_eq!(shown("a<"), ["a", "<"]);
        assert_eq!(shown("a</"), ["a", "</"]);
    }

    #[test]
    fn what_a_document_type_declares_is_passed_over() {
        let text = "<!DOCTYPE rss [ <!ENTITY a \"aaaa\"> <!ENTITY b '&a;&a;]'> ]  ><rss/><!DOCTYPE html><b>";
        assert_eq!(shown(text), ["<rss|/>", "<b|>"]);
    }

    #[test]
    fn attributes_come_with_any_quotes_and_with_none() {
        let found: Vec<_> = attributes("a=\"1\" b = '2'c=3 d e=\"5").collect();
        assert_eq!(found, [("a", "1"), ("b", "2"), ("c", "3"), ("d", ""), ("e", "\"5")]);
        let tag = Tag { name: "x", attributes: "xmlUrl='a&amp;b'", is_empty: false };
        assert_eq!(tag.attribute("xmlurl").as_deref(), Some("a&b"));
    }
}
