//! Elements: where one ends, what stands in it, its children, its text, its markup as HTML.

use crate::article::xml::entities::unescape;
use crate::article::xml::scan::{Event, Scanner, Tag};

/// Elements that hold none of their own name: where one is left open, the next one ends it.
const NEVER_NESTED: &[&str] = &["item", "entry"];
/// Elements that, left open, hold all that is left: the text was cut off in them. Any other that is left open was forgotten to
/// be closed, and holds the text up to the next tag.
const LARGE: &[&str] = &[
    "rss", "rdf", "channel", "feed", "opml", "item", "entry", "content", "encoded", "div", "html", "body",
    "package",
];
/// So many elements of one parent may be left open; looking for the end of each costs a walk to the end of the parent.
const MOST_OPEN: u32 = 8;
/// Elements of HTML that have no end tag.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// An element: its start tag, and what stands between its tags, letter for letter.
#[derive(Clone, Copy, Debug)]
pub struct Element<'a> {
    /// The start tag.
    pub tag: Tag<'a>,
    /// What stands in it.
    pub inside: &'a str,
}

/// The elements directly in a text, one after another; those in elements are not gone into.
#[derive(Clone, Debug)]
pub struct Children<'a> {
    text: &'a str,
    scanner: Scanner<'a>,
    may_be_open: u32,
}

/// The elements directly in a text.
pub fn children(text: &str) -> Children<'_> {
    Children { text, scanner: Scanner::new(text), may_be_open: MOST_OPEN }
}

impl<'a> Iterator for Children<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        let tag = self.scanner.find_map(|event| match event {
            Event::Start(tag) => Some(tag),
            _ => None,
        })?;
        if tag.is_empty {
            return Some(Element { tag, inside: "" });
        }
        let start = self.scanner.at();
        let closed = closed(self.scanner.clone(), tag);
        let (end, after) = closed.unwrap_or_else(|| {
            let is_large = LARGE.iter().any(|name| name.eq_ignore_ascii_case(tag.local_name()));
            if is_large || self.may_be_open == 0 {
                return (self.text.len(), Scanner::new(""));
            }
            self.may_be_open -= 1;
            open_text(self.scanner.clone())
        });
        self.scanner = after;
        Some(Element { tag, inside: self.text.get(start..end).unwrap_or_default() })
    }
}

/// Where an element ends whose start tag was just passed, and the scanner behind its end tag.
fn closed<'a>(mut scanner: Scanner<'a>, tag: Tag<'a>) -> Option<(usize, Scanner<'a>)> {
    let is_never_nested = NEVER_NESTED.iter().any(|name| name.eq_ignore_ascii_case(tag.local_name()));
    if !is_never_nested && !has_end_tag(scanner.rest(), tag.name) {
        return None;
    }
    let mut depth = 0_usize;
    loop {
        let before = scanner.clone();
        match scanner.next()? {
            Event::Start(inner) if !inner.is_empty && inner.name.eq_ignore_ascii_case(tag.name) => {
                if is_never_nested {
                    return Some((before.at(), before));
                }
                depth += 1;
            }
            Event::End(name) if name.eq_ignore_ascii_case(tag.name) => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return Some((before.at(), scanner)),
            },
            _ => {}
        }
    }
}

/// Whether there is an end tag of a name at all. Looking for letters is much faster than taking the text apart; an end tag in other
/// letters than its start tag is not found, so that a text full of such pairs is not searched to its end for each.
fn has_end_tag(rest: &str, name: &str) -> bool {
    rest.contains(&format!("</{name}"))
}

/// The text that follows, up to the next tag.
fn open_text(mut scanner: Scanner<'_>) -> (usize, Scanner<'_>) {
    loop {
        let before = scanner.clone();
        match scanner.next() {
            Some(Event::Text(_) | Event::Data(_)) => {}
            _ => return (before.at(), before),
        }
    }
}

/// The first element of a name anywhere in a text, prefix and case aside.
pub fn find<'a>(text: &'a str, local_names: &[&str]) -> Option<Element<'a>> {
    let mut scanner = Scanner::new(text);
    loop {
        let before = scanner.clone();
        if let Event::Start(tag) = scanner.next()?
            && local_names.iter().any(|name| name.eq_ignore_ascii_case(tag.local_name()))
        {
            return children(before.rest()).next();
        }
    }
}

impl<'a> Element<'a> {
    /// The elements directly in it.
    pub fn children(&self) -> Children<'a> {
        children(self.inside)
    }

    /// Its text, with what its elements hold but without their tags.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for event in Scanner::new(self.inside) {
            match event {
                Event::Text(piece) => text.push_str(&unescape(piece)),
                Event::Data(piece) => text.push_str(piece),
                Event::Start(_) | Event::End(_) => {}
            }
        }
        text
    }

    /// Whether there are elements in it.
    pub fn holds_elements(&self) -> bool {
        Scanner::new(self.inside).any(|event| matches!(event, Event::Start(_)))
    }

    /// What stands in it as HTML: names without prefix, an empty element closed by an end tag of its own (HTML would leave `<title/>`
    /// open to the end of the page), data sections escaped.
    pub fn html(&self) -> String {
        let mut html = String::with_capacity(self.inside.len());
        for event in Scanner::new(self.inside) {
            match event {
                Event::Start(tag) => {
                    let name = tag.local_name();
                    html.extend(["<", name]);
                    if !tag.attributes.is_empty() {
                        html.extend([" ", tag.attributes]);
                    }
                    html.push('>');
                    if tag.is_empty && !VOID.iter().any(|one| one.eq_ignore_ascii_case(name)) {
                        html.extend(["</", name, ">"]);
                    }
                }
                Event::End(name) => html.extend(["</", name.rsplit(':').next().unwrap_or(name), ">"]),
                Event::Text(text) => html.push_str(text),
                Event::Data(text) => html.push_str(&text.replace('&', "&amp;").replace('<', "&lt;")),
            }
        }
        html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(&str, &str)> {
        children(text).map(|child| (child.tag.name, child.inside)).collect()
    }

    #[test]
    fn children_end_where_their_own_end_tag_is() {
        let text = "x<a>1<a>2</a>3</a> <b/> <c><b></c><d>4</D>";
        assert_eq!(shown(text), [("a", "1<a>2</a>3"), ("b", ""), ("c", "<b>"), ("d", "4")]);
    }

    #[test]
    fn an_item_left_open_ends_where_the_next_begins() {
        assert_eq!(shown("<item>1<item>2</item><item>3"), [("item", "1"), ("item", "2"), ("item", "3")]);
    }

    #[test]
    fn a_field_left_open_takes_nothing_but_its_text() {
        assert_eq!(shown("<title>A<link>B</link><z>C"), [("title", "A"), ("link", "B"), ("z", "C")]);
        let cut_off = "<title>A</title><content:encoded><p>B</p><p>C";
        assert_eq!(shown(cut_off), [("title", "A"), ("content:encoded", "<p>B</p><p>C")]);
    }

    #[test]
    fn depth_and_number_of_open_elements_cost_no_more_than_their_length() {
        let deep = "<a>".repeat(200_000);
        assert_eq!(children(&deep).count() as u32, MOST_OPEN + 1);
        let other_case = "<A></a>".repeat(200_000);
        assert_eq!(children(&other_case).count() as u32, MOST_OPEN + 1);
        let nested = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
        assert_eq!(children(&nested).count(), 1);
        assert!(children(&nested).all(|child| child.text().is_empty()));
    }

    #[test]
    fn text_is_what_is_said_and_html_what_is_marked() {
        let element =
            children("<x>A &amp; <h:b c='d'>B</h:b><![CDATA[ <i>&amp;]]><br/><a/></x>").next().unwrap();
        assert_eq!(element.text(), "A & B <i>&amp;");
        assert_eq!(element.html(), "A &amp; <b c='d'>B</b> &lt;i>&amp;amp;<br><a></a>");
    }
}
