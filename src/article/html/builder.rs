//! Builds a tree from tags as browsers do, as far as text is concerned: open elements are closed when the next tag
//! implies it, and most stray end tags are ignored.
//!
//! Two steps of the standard are left out since no word depends on them: formatting is not reopened in the next block,
//! and text between table cells stays where it is. In browsers these can turn a megabyte into gigabytes of tree; here a
//! tag creates at most one node, and each of its few searches covers at most [`MAX_DEPTH`] open elements.

use html5gum::emitters::default::{StartTag, Token};
use html5gum::{State, Tokenizer};

use crate::article::html::elements::{
    Tag, ends_paragraph, is_allowed_in_head, is_block, is_formatting, is_heading, is_scope, is_void,
};
use crate::article::html::tree::{Content, Element, Node, NodeId, Tree, kept_attribute};

/// Maximum number of open elements. Deeper elements are dropped, but their text is kept. Browsers stop at 512; real
/// pages stay under 100.
const MAX_DEPTH: usize = 256;
/// Maximum number of nodes. Further start tags separate words but create no elements, so that a page of nothing but
/// tags takes bounded memory. Text may exceed the maximum by about one node for each element that is still open.
const MAX_NODES: usize = 1_000_000;
/// Maximum length of an attribute's value, in bytes; the rest is cut off.
const MAX_VALUE_LEN: usize = 16 * 1024;

/// Parses a page.
pub fn build(source: &str) -> Tree {
    build_with(source, Builder::new(source))
}

fn build_with(source: &str, mut builder: Builder) -> Tree {
    let mut tokenizer = Tokenizer::new(source);
    while let Some(Ok(token)) = tokenizer.next() {
        match token {
            Token::StartTag(tag) => {
                if let Some(state) = builder.start_tag(&tag) {
                    tokenizer.set_state(state);
                }
            }
            Token::EndTag(tag) => builder.end_tag(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => builder.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    builder.finish()
}

/// An element that is not closed yet.
struct OpenElement {
    node: NodeId,
    tag: Tag,
    /// True if its end tag came while inner blocks were open; it ends with them.
    has_ended: bool,
}

struct Builder {
    nodes: Vec<Node>,
    max_nodes: usize,
    text: String,
    open: Vec<OpenElement>,
    /// Number of open elements per tag.
    counts: [u32; Tag::COUNT],
    /// Number of open elements too deep for the tree.
    too_deep: usize,
    /// True if `<a/>` is an empty element, as in XML.
    is_xml: bool,
    has_body: bool,
    /// Tags needed at each start tag, looked up once.
    tags: KnownTags,
}

struct KnownTags {
    svg: Tag,
    math: Tag,
    head: Tag,
    paragraph: Tag,
    /// For each tag, whether [`IMPLIED_ENDS`] has a rule for it.
    has_rule: [bool; Tag::COUNT],
}

impl KnownTags {
    fn new() -> Self {
        let mut has_rule = [false; Tag::COUNT];
        for name in IMPLIED_ENDS.iter().flat_map(|rule| rule.starts) {
            if let Some(entry) = has_rule.get_mut(Tag::from_name(name).index()) {
                *entry = true;
            }
        }
        Self {
            svg: Tag::from_name("svg"),
            math: Tag::from_name("math"),
            head: Tag::from_name("head"),
            paragraph: Tag::from_name("p"),
            has_rule,
        }
    }
}

/// Start tags that close the nearest open element of `closes`. The search for it stops at `stops`.
struct ImpliedEnd {
    starts: &'static [&'static str],
    closes: &'static [&'static str],
    stops: fn(&str) -> bool,
}

const IMPLIED_ENDS: &[ImpliedEnd] = &[
    ImpliedEnd {
        starts: &["li"],
        closes: &["li"],
        stops: |name| is_block(name) && !matches!(name, "div" | "p" | "address"),
    },
    ImpliedEnd {
        starts: &["dt", "dd"],
        closes: &["dt", "dd"],
        stops: |name| is_block(name) && !matches!(name, "div" | "p" | "address"),
    },
    ImpliedEnd {
        starts: &["td", "th"],
        closes: &["td", "th", "caption"],
        stops: |name| matches!(name, "table" | "tr"),
    },
    ImpliedEnd { starts: &["tr"], closes: &["tr", "caption"], stops: |name| name == "table" },
    ImpliedEnd {
        starts: &["tbody", "thead", "tfoot"],
        closes: &["tbody", "thead", "tfoot", "caption"],
        stops: |name| name == "table",
    },
    ImpliedEnd {
        starts: &["option", "optgroup"],
        closes: &["option"],
        stops: |name| name == "select" || is_scope(name),
    },
    ImpliedEnd { starts: &["a"], closes: &["a"], stops: is_scope },
    ImpliedEnd { starts: &["button"], closes: &["button"], stops: is_scope },
    ImpliedEnd {
        starts: &["rt", "rp"],
        closes: &["rt", "rp"],
        stops: |name| name == "ruby" || is_scope(name),
    },
    ImpliedEnd {
        starts: &["h1", "h2", "h3", "h4", "h5", "h6"],
        closes: &["h1", "h2", "h3", "h4", "h5", "h6"],
        stops: |name| !is_heading(name) && !is_formatting(name),
    },
];

impl Builder {
    fn new(source: &str) -> Self {
        let root = Element { tag: Tag::from_name("html"), attributes: Vec::new() };
        let root = Node { content: Content::Element(root), parent: 0, end: 0 };
        let is_xml = source.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml");
        Self {
            nodes: vec![root],
            max_nodes: MAX_NODES,
            text: String::new(),
            open: Vec::new(),
            counts: [0; Tag::COUNT],
            too_deep: 0,
            is_xml,
            has_body: false,
            tags: KnownTags::new(),
        }
    }

    fn finish(mut self) -> Tree {
        self.close_from(0);
        let end = self.nodes.len();
        if let Some(root) = self.nodes.first_mut() {
            root.end = end as u32;
        }
        Tree { nodes: self.nodes, text: self.text }
    }

    fn current(&self) -> NodeId {
        self.open.last().map_or(0, |open| open.node)
    }

    /// Opens an element. Returns the tokenizer's next state if the content is not markup.
    fn start_tag(&mut self, start: &StartTag<()>) -> Option<State> {
        let name = String::from_utf8_lossy(&start.name);
        let tag = Tag::from_name(&name);
        let name = tag.name();
        let in_foreign_content = self.is_open(self.tags.svg) || self.is_open(self.tags.math);
        let is_empty = start.self_closing && (self.is_xml || in_foreign_content);
        match name {
            "html" => {
                self.keep_root_attributes(start);
                return None;
            }
            "body" if self.has_body => return None,
            "body" => {
                self.close_from(0);
                self.has_body = true;
            }
            "head" if self.has_body || !self.open.is_empty() => return None,
            _ if self.is_open(self.tags.head) && !is_allowed_in_head(name) && !in_foreign_content => {
                self.close_named("head");
            }
            _ => {}
        }
        if !in_foreign_content {
            self.close_implied(tag);
        }
        if self.nodes.len() >= self.max_nodes || self.open.len() >= MAX_DEPTH {
            self.text(" ");
            if !is_void(name) && !is_empty {
                self.too_deep += usize::from(self.open.len() >= MAX_DEPTH);
            }
        } else {
            let node = self.add(Content::Element(Element { tag, attributes: attributes(start) }));
            if !is_void(name) && !is_empty {
                self.open.push(OpenElement { node, tag, has_ended: false });
                self.count(tag, 1);
            }
        }
        if is_empty || in_foreign_content { None } else { raw_state(name) }
    }

    /// Closes an element if it is open and no element in between stops the search for it. The end tag of an inline
    /// element with open blocks inside it is ignored, except that a formatting element then ends with those blocks.
    /// `</br>` and a stray `</p>` add an empty element.
    fn end_tag(&mut self, name: &str) {
        let tag = Tag::from_name(name);
        let name = tag.name();
        match name {
            "html" | "body" => return,
            "br" => return self.add_empty(tag),
            "p" if !self.is_open(self.tags.paragraph) && self.too_deep == 0 => return self.add_empty(tag),
            _ => {}
        }
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if self.counts.get(tag.index()).is_none_or(|count| *count == 0) {
            return;
        }
        let is_inline = !is_block(name);
        let is_table_part =
            matches!(name, "table" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption");
        let mut crossed_block = false;
        for at in (0..self.open.len()).rev() {
            let Some(open) = self.open.get_mut(at) else { return };
            if open.tag == tag {
                if !crossed_block {
                    self.close_from(at);
                } else if is_formatting(name) {
                    open.has_ended = true;
                }
                return;
            }
            let inner = open.tag.name();
            let stops = if is_table_part { inner == "table" } else { is_scope(inner) };
            if stops {
                return;
            }
            crossed_block |= is_inline && is_block(inner);
        }
    }

    fn text(&mut self, text: &str) {
        let is_blank = text.trim_matches([' ', '\t', '\n', '\r', '\u{c}']).is_empty();
        if self.is_open(self.tags.head)
            && !is_blank
            && self.open.last().is_some_and(|open| open.tag.name() == "head")
        {
            self.close_named("head");
        }
        // Offsets are 32 bits wide: parsing a page of 4 GiB would take longer than the time limit.
        let (start, parent) = (self.text.len() as u32, self.current() as u32);
        self.text.push_str(text);
        let end = self.text.len() as u32;
        match self.nodes.last_mut() {
            Some(Node { content: Content::Text(range), parent: text_parent, .. })
                if *text_parent == parent && range.end == start =>
            {
                range.end = end;
            }
            _ => {
                self.add(Content::Text(start..end));
            }
        }
    }

    fn add(&mut self, content: Content) -> NodeId {
        let node = self.nodes.len();
        let parent = self.current() as u32;
        self.nodes.push(Node { content, parent, end: node as u32 + 1 });
        node
    }

    /// Adds the empty element that a stray `</br>` or `</p>` creates.
    fn add_empty(&mut self, tag: Tag) {
        if self.nodes.len() >= self.max_nodes {
            self.text(" ");
        } else {
            self.add(Content::Element(Element { tag, attributes: Vec::new() }));
        }
    }

    fn count(&mut self, tag: Tag, by: i32) {
        if let Some(count) = self.counts.get_mut(tag.index()) {
            *count = count.saturating_add_signed(by);
        }
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.counts.get(tag.index()).is_some_and(|count| *count > 0)
    }

    /// Closes an open element and everything inside it. Also closes the elements right around it that have ended.
    fn close_from(&mut self, at: usize) {
        let end = self.nodes.len() as u32;
        let mut keep = at;
        while let Some(open) = keep.checked_sub(1).and_then(|before| self.open.get(before)) {
            if !open.has_ended {
                break;
            }
            keep -= 1;
        }
        for open in self.open.split_off(keep) {
            if let Some(node) = self.nodes.get_mut(open.node) {
                node.end = end;
            }
            self.count(open.tag, -1);
        }
    }

    fn close_named(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|open| open.tag.name() == name) {
            self.close_from(at);
        }
    }

    /// Closes the elements whose end a start tag implies.
    fn close_implied(&mut self, tag: Tag) {
        let name = tag.name();
        if ends_paragraph(name) && self.is_open(self.tags.paragraph) {
            self.close_nearest(&["p"], |name| is_scope(name) || name == "button");
        }
        if !self.tags.has_rule.get(tag.index()).copied().unwrap_or(false) {
            return;
        }
        for rule in IMPLIED_ENDS.iter().filter(|rule| rule.starts.contains(&name)) {
            self.close_nearest(rule.closes, rule.stops);
        }
    }

    fn close_nearest(&mut self, names: &[&str], stops: fn(&str) -> bool) {
        if !names.iter().any(|name| self.is_open(Tag::from_name(name))) {
            return;
        }
        for at in (0..self.open.len()).rev() {
            let Some(name) = self.open.get(at).map(|open| open.tag.name()) else { return };
            if names.contains(&name) {
                self.close_from(at);
                return;
            }
            if stops(name) {
                return;
            }
        }
    }

    fn keep_root_attributes(&mut self, start: &StartTag<()>) {
        let is_xhtml = start.attributes.iter().any(|(name, value)| {
            name.as_slice() == b"xmlns" && value.as_slice() == b"http://www.w3.org/1999/xhtml"
        });
        self.is_xml |= is_xhtml;
        if let Some(Node { content: Content::Element(root), .. }) = self.nodes.first_mut() {
            for (name, value) in attributes(start) {
                if root.attribute(name).is_none() {
                    root.attributes.push((name, value));
                }
            }
        }
    }
}

fn attributes(start: &StartTag<()>) -> Vec<(&'static str, String)> {
    let kept = start.attributes.iter().filter_map(|(name, value)| {
        let name = kept_attribute(std::str::from_utf8(name).ok()?)?;
        let value = String::from_utf8_lossy(value.get(..MAX_VALUE_LEN).unwrap_or(value));
        Some((name, value.into_owned()))
    });
    kept.collect()
}

/// Returns the tokenizer state for elements whose content is not markup.
fn raw_state(name: &str) -> Option<State> {
    match name {
        "title" | "textarea" => Some(State::RcData),
        "script" => Some(State::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => Some(State::RawText),
        "plaintext" => Some(State::PlainText),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_of_many_tags_has_a_bounded_number_of_nodes() {
        for piece in ["<p>a</p>", "a</p>", "</br>", "<i>a</b>"] {
            let page = piece.repeat(5_000);
            let tree = build_with(&page, Builder { max_nodes: 1_000, ..Builder::new(&page) });
            assert!(tree.nodes.len() <= 1_000 + MAX_DEPTH, "{piece} {}", tree.nodes.len());
            assert_eq!(tree.text.matches('a').count(), piece.matches('a').count() * 5_000);
        }
    }
}
