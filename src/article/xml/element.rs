//! Elements: their extent, children, text, and markup as HTML.

use crate::article::xml::entities::unescape;
use crate::article::xml::scan::{Event, Scanner, Tag};

/// Elements that are never nested in their own kind, so an unclosed one ends where the next one starts.
const NEVER_NESTED: &[&str] = &["item", "entry"];
/// Elements that extend to the end of the text if they are unclosed, since the text was probably truncated inside
/// them. For any other, the end tag was probably forgotten, so the element ends at the next tag.
const CONTAINERS: &[&str] = &[
    "rss", "rdf", "channel", "feed", "opml", "item", "entry", "content", "encoded", "div", "html", "body",
    "package",
];
/// Maximum number of unclosed children of one parent that end at the next tag: each costs a scan to the parent's end.
/// Any further one extends to the end.
const MAX_UNCLOSED: u32 = 8;
/// HTML elements without an end tag.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Returns true if an HTML element has no end tag.
fn is_void(name: &str) -> bool {
    VOID.iter().any(|void| void.eq_ignore_ascii_case(name))
}

/// An element: its start tag and its raw content.
#[derive(Clone, Copy, Debug)]
pub struct Element<'a> {
    /// The start tag.
    pub tag: Tag<'a>,
    /// The raw text between its tags.
    pub inside: &'a str,
}

/// Iterator over the top-level elements of a text.
#[derive(Clone, Debug)]
pub struct Children<'a> {
    text: &'a str,
    scanner: Scanner<'a>,
    unclosed_left: u32,
}

/// Returns the top-level elements of a text.
pub fn children(text: &str) -> Children<'_> {
    Children { text, scanner: Scanner::new(text), unclosed_left: MAX_UNCLOSED }
}

impl<'a> Iterator for Children<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        let tag = self.scanner.find_map(|event| match event {
            Event::Start(tag) => Some(tag),
            _ => None,
        })?;
        if tag.is_self_closing {
            return Some(Element { tag, inside: "" });
        }
        let start = self.scanner.offset();
        let (end, after) = find_end(self.scanner.clone(), tag).unwrap_or_else(|| {
            let is_container = CONTAINERS.iter().any(|name| name.eq_ignore_ascii_case(tag.local_name()));
            if is_container || self.unclosed_left == 0 {
                return (self.text.len(), Scanner::new(""));
            }
            self.unclosed_left -= 1;
            text_until_tag(self.scanner.clone())
        });
        self.scanner = after;
        Some(Element { tag, inside: self.text.get(start..end).unwrap_or_default() })
    }
}

/// Finds an element's end tag. Returns the offset of the tag and the scanner after it. An element that is never nested
/// may end at the next start tag of its name instead; in that case, the offset and the scanner are those before that
/// tag.
fn find_end<'a>(mut scanner: Scanner<'a>, tag: Tag<'a>) -> Option<(usize, Scanner<'a>)> {
    let is_never_nested = NEVER_NESTED.iter().any(|name| name.eq_ignore_ascii_case(tag.local_name()));
    if !is_never_nested && !has_end_tag(scanner.rest(), tag.name) {
        return None;
    }
    let mut depth = 0_usize;
    loop {
        let before = scanner.clone();
        match scanner.next()? {
            Event::Start(inner) if !inner.is_self_closing && inner.name.eq_ignore_ascii_case(tag.name) => {
                if is_never_nested {
                    return Some((before.offset(), before));
                }
                depth += 1;
            }
            Event::End(name) if name.eq_ignore_ascii_case(tag.name) => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return Some((before.offset(), scanner)),
            },
            _ => {}
        }
    }
}

/// Returns true if there may be a matching end tag. A substring search is much faster than scanning. It is
/// case-sensitive, so that a text full of pairs in mixed case is not scanned to its end for each pair.
fn has_end_tag(rest: &str, name: &str) -> bool {
    rest.contains(&format!("</{name}"))
}

/// Returns the end of the text before the next tag, and the scanner there.
fn text_until_tag(mut scanner: Scanner<'_>) -> (usize, Scanner<'_>) {
    loop {
        let before = scanner.clone();
        match scanner.next() {
            Some(Event::Text(_) | Event::CData(_)) => {}
            _ => return (before.offset(), before),
        }
    }
}

/// Finds the first element with one of the local names at any depth, ignoring case.
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
    /// Returns its child elements.
    pub fn children(&self) -> Children<'a> {
        children(self.inside)
    }

    /// Returns its text and that of its descendants, without tags.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for event in Scanner::new(self.inside) {
            match event {
                Event::Text(piece) => text.push_str(&unescape(piece)),
                Event::CData(piece) => text.push_str(piece),
                Event::Start(_) | Event::End(_) => {}
            }
        }
        text
    }

    /// Returns true if it contains elements.
    pub fn has_elements(&self) -> bool {
        Scanner::new(self.inside).any(|event| matches!(event, Event::Start(_)))
    }

    /// Returns its content as HTML: names without prefix, an end tag for each empty element that needs one (HTML would
    /// leave `<title/>` open to the end of the page) and for no other (HTML would read `<br></br>` as two breaks), CDATA
    /// escaped.
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
                    if tag.is_self_closing && !is_void(name) {
                        html.extend(["</", name, ">"]);
                    }
                }
                Event::End(name) => {
                    let name = name.rsplit(':').next().unwrap_or(name);
                    if !is_void(name) {
                        html.extend(["</", name, ">"]);
                    }
                }
                Event::Text(text) => html.push_str(text),
                Event::CData(text) => html.push_str(&text.replace('&', "&amp;").replace('<', "&lt;")),
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
    fn children_end_at_their_own_end_tag() {
        let text = "x<a>1<a>2</a>3</a> <b/> <c><b></c><d>4</D>";
        assert_eq!(shown(text), [("a", "1<a>2</a>3"), ("b", ""), ("c", "<b>"), ("d", "4")]);
    }

    #[test]
    fn unclosed_item_ends_where_the_next_begins() {
        assert_eq!(shown("<item>1<item>2</item><item>3"), [("item", "1"), ("item", "2"), ("item", "3")]);
    }

    #[test]
    fn unclosed_field_holds_only_its_text() {
        assert_eq!(shown("<title>A<link>B</link><z>C"), [("title", "A"), ("link", "B"), ("z", "C")]);
        let cut_off = "<title>A</title><content:encoded><p>B</p><p>C";
        assert_eq!(shown(cut_off), [("title", "A"), ("content:encoded", "<p>B</p><p>C")]);
    }

    #[test]
    fn depth_and_unclosed_elements_take_linear_time() {
        let deep = "<a>".repeat(200_000);
        assert_eq!(children(&deep).count() as u32, MAX_UNCLOSED + 1);
        let other_case = "<A></a>".repeat(200_000);
        assert_eq!(children(&other_case).count() as u32, MAX_UNCLOSED + 1);
        let nested = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
        assert_eq!(children(&nested).count(), 1);
        assert!(children(&nested).all(|child| child.text().is_empty()));
    }

    #[test]
    fn void_element_with_an_end_tag_is_one_element_in_html() {
        let element = children("<x>one<h:br></h:br>two<hr/>three</x>").next().unwrap();
        assert_eq!(element.html(), "one<br>two<hr>three");
    }

    #[test]
    fn text_drops_markup_and_html_keeps_it() {
        let element =
            children("<x>A &amp; <h:b c='d'>B</h:b><![CDATA[ <i>&amp;]]><br/><a/></x>").next().unwrap();
        assert_eq!(element.text(), "A & B <i>&amp;");
        assert_eq!(element.html(), "A &amp; <b c='d'>B</b> &lt;i>&amp;amp;<br><a></a>");
    }
}
