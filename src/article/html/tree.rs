//! A page as a flat tree: nodes in page order, each with the end of its content.
//!
//! A subtree is a range of ids, two comparisons tell whether a node is inside another, and no reader of the tree
//! recurses, however deep the page.

use std::ops::Range;

use crate::article::html::elements::{Tag, is_block, separates_words};

/// Index of a node.
pub type NodeId = usize;

/// The content of a node.
#[derive(Debug)]
pub enum Content {
    /// An element.
    Element(Element),
    /// Text with entities resolved and white space as written: a byte range of [`Tree::text`].
    Text(Range<u32>),
}

/// An element: its tag and those attributes that some reader of the tree needs.
#[derive(Debug)]
pub struct Element {
    /// Its tag.
    pub tag: Tag,
    /// Attributes, only those in [`ATTRIBUTES`].
    pub attributes: Vec<(&'static str, String)>,
}

/// A node.
#[derive(Debug)]
pub struct Node {
    /// Its content.
    pub content: Content,
    /// Its parent; itself for the root.
    pub parent: u32,
    /// The first node after its content.
    pub end: u32,
}

/// Attributes to keep, sorted.
const ATTRIBUTES: &[&str] = &[
    "aria-hidden",
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

/// Returns the static name of an attribute. None if it is not kept.
pub fn kept_attribute(name: &str) -> Option<&'static str> {
    ATTRIBUTES.binary_search(&name).ok().and_then(|at| ATTRIBUTES.get(at)).copied()
}

/// A page.
#[derive(Debug)]
pub struct Tree {
    /// Its nodes; the first is the root.
    pub nodes: Vec<Node>,
    /// The text of all nodes, concatenated.
    pub text: String,
}

impl Element {
    /// Returns the value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    /// Returns its name; empty for unknown elements.
    pub fn name(&self) -> &'static str {
        self.tag.name()
    }
}

impl Tree {
    /// Returns the element with this id. None for text.
    pub fn element(&self, node: NodeId) -> Option<&Element> {
        match &self.nodes.get(node)?.content {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        }
    }

    /// Returns the name of an element; empty for text.
    pub fn name(&self, node: NodeId) -> &'static str {
        self.element(node).map_or("", Element::name)
    }

    /// Returns the first node after a node's content.
    pub fn end(&self, node: NodeId) -> NodeId {
        self.nodes.get(node).map_or(node + 1, |node| node.end as usize)
    }

    /// Returns the parent of a node; the root is its own.
    pub fn parent(&self, node: NodeId) -> NodeId {
        self.nodes.get(node).map_or(0, |node| node.parent as usize)
    }

    /// Returns the text of a node, given its content; empty for an element.
    pub fn text_of(&self, content: &Content) -> &str {
        match content {
            Content::Text(range) => {
                self.text.get(range.start as usize..range.end as usize).unwrap_or_default()
            }
            Content::Element(_) => "",
        }
    }

    /// Returns all elements with their ids, in page order.
    pub fn elements(&self) -> impl Iterator<Item = (NodeId, &Element)> {
        self.nodes.iter().enumerate().filter_map(|(id, node)| match &node.content {
            Content::Element(element) => Some((id, element)),
            Content::Text(_) => None,
        })
    }

    /// Returns the text inside a node, with spaces between parts that a page shows apart. Stops after the node with
    /// which it reaches `limit` bytes.
    pub fn spaced_text(&self, node: NodeId, limit: usize) -> String {
        let mut all = String::new();
        // Elements that separate words do so at their end, too.
        let mut ends: Vec<usize> = Vec::new();
        for (id, inner) in self.nodes.iter().enumerate().take(self.end(node)).skip(node) {
            while ends.pop_if(|end| *end <= id).is_some() {
                all.push(' ');
            }
            let name = self.name(id);
            if name == "br" || is_block(name) || separates_words(name) {
                all.push(' ');
                ends.push(self.end(id));
            }
            all.push_str(self.text_of(&inner.content));
            if all.len() >= limit {
                break;
            }
        }
        all
    }

    /// Returns the text inside a node as written. Stops after the node with which it reaches `limit` bytes.
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
    fn spaced_text_separates_what_a_page_shows_apart() {
        let tree = build("<p><b>By</b> J<i>o</i> Park<br>Published <span>1 May</span><div>x</div>y</p>z");
        let text = tree.spaced_text(0, 400);
        assert_eq!(crate::text::whitespace::collapse(&text), "By Jo Park Published 1 May x y z");
    }

    #[test]
    fn attributes_are_sorted_for_binary_search() {
        assert!(ATTRIBUTES.is_sorted());
        assert_eq!(kept_attribute("class"), Some("class"));
        for unused in ["aria-label", "charset", "onclick", "open"] {
            assert_eq!(kept_attribute(unused), None, "{unused}");
        }
    }
}
