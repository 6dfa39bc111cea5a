//! A page as a tree that is one vector: nodes in the order of the page, each with where its content ends.
//!
//! So a subtree is a range of numbers, "inside" is two comparisons, and nothing that reads a tree needs recursion, however deep
//! a page is.

use std::ops::Range;

use crate::article::html::elements::{Tag, is_block, parts_words};

/// Number of a node.
pub type NodeId = usize;

/// What stands in a place of the page.
#[derive(Debug)]
pub enum Content {
    /// An element.
    Element(Element),
    /// Text, entities resolved, white space as it was: bytes of [`Tree::text`].
    Text(Range<u32>),
}

/// An element: its name and those of its attributes that are asked for somewhere.
#[derive(Debug)]
pub struct Element {
    /// Its name.
    pub tag: Tag,
    /// Attributes, of [`ATTRIBUTES`] only.
    pub attributes: Vec<(&'static str, String)>,
}

/// One node.
#[derive(Debug)]
pub struct Node {
    /// What it is.
    pub content: Content,
    /// The node it stands in; itself for the first.
    pub parent: u32,
    /// The first node behind its content.
    pub end: u32,
}

/// Attributes that are kept, sorted.
const ATTRIBUTES: &[&str] = &[
    "aria-hidden",
    "aria-label",
    "charset",
    "class",
    "colspan",
    "content",
    "data-component",
    "data-testid",
    "datetime",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemprop",
    "itemtype",
    "lang",
    "name",
    "open",
    "property",
    "rel",
    "reversed",
    "role",
    "rowspan",
    "start",
    "style",
    "title",
    "type",
    "value",
    "xml:lang",
];

/// The name under which an attribute is kept; none where nothing asks for it.
pub fn kept_attribute(name: &str) -> Option<&'static str> {
    ATTRIBUTES.binary_search(&name).ok().and_then(|at| ATTRIBUTES.get(at)).copied()
}

/// A page.
#[derive(Debug)]
pub struct Tree {
    /// Its nodes; the first is the page itself.
    pub nodes: Vec<Node>,
    /// The text of all nodes, one behind the other.
    pub text: String,
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// Its name; empty for elements that mean nothing here.
    pub fn name(&self) -> &'static str {
        self.tag.name()
    }
}

impl Tree {
    /// The element of a number; none for text.
    pub fn element(&self, node: NodeId) -> Option<&Element> {
        match &self.nodes.get(node)?.content {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        }
    }

    /// The name of an element; empty for text.
    pub fn name(&self, node: NodeId) -> &'static str {
        self.element(node).map_or("", Element::name)
    }

    /// The first node behind what stands in a node.
    pub fn end(&self, node: NodeId) -> NodeId {
        self.nodes.get(node).map_or(node + 1, |node| node.end as usize)
    }

    /// The node that a node stands in; the first stands in itself.
    pub fn parent(&self, node: NodeId) -> NodeId {
        self.nodes.get(node).map_or(0, |node| node.parent as usize)
    }

    /// The text of a node; empty for an element.
    pub fn text_of(&self, content: &Content) -> &str {
        match content {
            Content::Text(range) => {
                self.text.get(range.start as usize..range.end as usize).unwrap_or_default()
            }
            Content::Element(_) => "",
        }
    }

    /// All elements with their numbers, in the order of the page.
    pub fn elements(&self) -> impl Iterator<Item = (NodeId, &Element)> {
        self.nodes.iter().enumerate().filter_map(|(number, node)| match &node.content {
            Content::Element(element) => Some((number, element)),
            Content::Text(_) => None,
        })
    }

    /// The text inside a node, with spaces where a page shows parts apart, at most about `limit` bytes of it.
    pub fn spaced_text(&self, node: NodeId, limit: usize) -> String {
        let mut all = String::new();
        // Where an element that parts words ends, the text behind it is apart too.
        let mut ends: Vec<usize> = Vec::new();
        for (number, inner) in self.nodes.iter().enumerate().take(self.end(node)).skip(node) {
            while ends.pop_if(|end| *end <= number).is_some() {
                all.push(' ');
            }
            let name = self.name(number);
            if name == "br" || is_block(name) || parts_words(name) {
                all.push(' ');
                ends.push(self.end(number));
            }
            all.push_str(self.text_of(&inner.content));
            if all.len() >= limit {
                break;
            }
        }
        all
    }

    /// The text inside a node as it stands, at most about `limit` bytes of it.
    pub fn raw_text(&self, node: NodeId, limit: usize) -> String {
        let mut all = String::new();
        for inner in self.nodes.get(node..self.end(node)).unwrap_or_default() {
            all.push_str(self.text_of(&inner.content));
            if all.len() >= limit {
                break;
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::html::builder::build;

    #[test]
    fn text_of_a_line_is_apart_where_a_page_shows_it_apart() {
        let tree = build("<p><b>By</b> J<i>o</i> Park<br>Published <span>1 May</span><div>x</div>y</p>z");
        let text = tree.spaced_text(0, 400);
        assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" "), "By Jo Park Published 1 May x y z");
    }

    #[test]
    fn attributes_are_found_by_halving() {
        assert!(ATTRIBUTES.is_sorted());
        assert_eq!(kept_attribute("class"), Some("class"));
        assert_eq!(kept_attribute("onclick"), None);
    }
}
