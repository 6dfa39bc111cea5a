//! Tags into a tree, as browsers do it, as far as text can tell: what is left open is closed where the next tag says so, what is closed
//! without being open is ignored.
//!
//! Not done, because no word comes or goes by it: formatting is not opened again in the next block, and text between the cells of a
//! table stays there. What browsers do about both can make a page of a megabyte a tree of gigabytes; here a tag makes at most one node,
//! and looks through at most [`DEEPEST`] open elements.

use html5gum::emitters::default::{StartTag, Token};
use html5gum::{State, Tokenizer};

use crate::article::html::elements::{
    Tag, ends_paragraph, is_block, is_formatting, is_heading, is_of_head, is_scope, is_void,
};
use crate::article::html::tree::{Content, Element, Node, NodeId, Tree, kept_attribute};

/// Elements that stand deeper than this are left out of the tree, their text is not. Browsers stop at 512; real pages stay under 100.
const DEEPEST: usize = 256;
/// Tags, end tags too, behind this many nodes part words, but make no elements, so that a page of tags alone has bounded memory.
const MOST_NODES: usize = 1_000_000;
/// The longest value of an attribute that is kept, in bytes.
const LONGEST_VALUE: usize = 16 * 1024;

/// Reads a page.
pub fn build(source: &str) -> Tree {
    read(source, Builder::new(source))
}

fn read(source: &str, mut builder: Builder) -> Tree {
    let mut tokenizer = Tokenizer::new(source);
    while let Some(Ok(token)) = tokenizer.next() {
        match token {
            Token::StartTag(tag) => {
                if let Some(state) = builder.start(&tag) {
                    tokenizer.set_state(state);
                }
            }
            Token::EndTag(tag) => builder.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => builder.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    builder.finish()
}

/// An element that is not closed yet.
struct Open {
    node: NodeId,
    tag: Tag,
    /// Its end tag came while blocks inside it were open; it ends with them.
    is_over: bool,
}

struct Builder {
    nodes: Vec<Node>,
    most_nodes: usize,
    text: String,
    open: Vec<Open>,
    /// How many elements of each name are open.
    counts: [u32; Tag::COUNT],
    /// Elements too deep for the tree that are not closed yet.
    too_deep: usize,
    /// Whether `<a/>` is an element without content, as in XML.
    is_xml: bool,
    has_body: bool,
    /// Tags that each start tag asks for, looked up once.
    asked: Asked,
}

struct Asked {
    svg: Tag,
    math: Tag,
    head: Tag,
    paragraph: Tag,
    /// For each tag, whether a rule of [`ENDS`] is about it.
    has_rule: [bool; Tag::COUNT],
}

impl Asked {
    fn new() -> Self {
        let mut has_rule = [false; Tag::COUNT];
        for name in ENDS.iter().flat_map(|rule| rule.starts) {
            if let Some(has) = has_rule.get_mut(Tag::of(name).number()) {
                *has = true;
            }
        }
        Self {
            svg: Tag::of("svg"),
            math: Tag::of("math"),
            head: Tag::of("head"),
            paragraph: Tag::of("p"),
            has_rule,
        }
    }
}

/// What a start tag ends if it is open, and whether the search for it stops at an element.
struct Ends {
    starts: &'static [&'static str],
    closes: &'static [&'static str],
    stops: fn(&str) -> bool,
}

const ENDS: &[Ends] = &[
    Ends {
        starts: &["li"],
        closes: &["li"],
        stops: |name| is_block(name) && !matches!(name, "div" | "p" | "address"),
    },
    Ends {
        starts: &["dt", "dd"],
        closes: &["dt", "dd"],
        stops: |name| is_block(name) && !matches!(name, "div" | "p" | "address"),
    },
    Ends {
        starts: &["td", "th"],
        closes: &["td", "th", "caption"],
        stops: |name| matches!(name, "table" | "tr"),
    },
    Ends { starts: &["tr"], closes: &["tr", "caption"], stops: |name| name == "table" },
    Ends {
        starts: &["tbody", "thead", "tfoot"],
        closes: &["tbody", "thead", "tfoot", "caption"],
        stops: |name| name == "table",
    },
    Ends {
        starts: &["option", "optgroup"],
        closes: &["option"],
        stops: |name| name == "select" || is_scope(name),
    },
    Ends { starts: &["a"], closes: &["a"], stops: is_scope },
    Ends { starts: &["button"], closes: &["button"], stops: is_scope },
    Ends { starts: &["rt", "rp"], closes: &["rt", "rp"], stops: |name| name == "ruby" || is_scope(name) },
    Ends {
        starts: &["h1", "h2", "h3", "h4", "h5", "h6"],
        closes: &["h1", "h2", "h3", "h4", "h5", "h6"],
        stops: |name| !is_heading(name) && !is_formatting(name),
    },
];

impl Builder {
    fn new(source: &str) -> Self {
        let root = Element { tag: Tag::of("html"), attributes: Vec::new() };
        let root = Node { content: Content::Element(root), parent: 0, end: 0 };
        let is_xml = source.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml");
        Self {
            nodes: vec![root],
            most_nodes: MOST_NODES,
            text: String::new(),
            open: Vec::new(),
            counts: [0; Tag::COUNT],
            too_deep: 0,
            is_xml,
            has_body: false,
            asked: Asked::new(),
        }
    }

    fn finish(mut self) -> Tree {
        self.close_from(0);
        let all = self.nodes.len();
        if let Some(root) = self.nodes.first_mut() {
            root.end = all as u32;
        }
        Tree { nodes: self.nodes, text: self.text }
    }

    fn current(&self) -> NodeId {
        self.open.last().map_or(0, |open| open.node)
    }

    /// Opens an element; says how the tokenizer reads on where its content is not markup.
    fn start(&mut self, start: &StartTag<()>) -> Option<State> {
        let name = String::from_utf8_lossy(&start.name);
        let tag = Tag::of(&name);
        let name = tag.name();
        let in_drawing = self.is_open(self.asked.svg) || self.is_open(self.asked.math);
        let is_empty = start.self_closing && (self.is_xml || in_drawing);
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
            _ if self.is_open(self.asked.head) && !is_of_head(name) && !in_drawing => {
                self.close_named("head");
            }
            _ => {}
        }
        if !in_drawing {
            self.end_implied(tag);
        }
        if self.nodes.len() >= self.most_nodes || self.open.len() >= DEEPEST {
            self.text(" ");
            if !is_void(name) && !is_empty {
                self.too_deep += usize::from(self.open.len() >= DEEPEST);
            }
        } else {
            let node = self.add(Content::Element(Element { tag, attributes: attributes(start) }));
            if !is_void(name) && !is_empty {
                self.open.push(Open { node, tag, is_over: false });
                self.count(tag, 1);
            }
        }
        if is_empty || in_drawing { None } else { raw_state(name) }
    }

    /// Closes an element, if it is open and can be closed from here.
    fn end(&mut self, name: &str) {
        let tag = Tag::of(name);
        let name = tag.name();
        match name {
            "html" | "body" => return,
            "br" => return self.add_empty(tag),
            "p" if !self.is_open(self.asked.paragraph) && self.too_deep == 0 => return self.add_empty(tag),
            _ => {}
        }
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if self.counts.get(tag.number()).is_none_or(|count| *count == 0) {
            return;
        }
        let is_inline = !is_block(name);
        let of_table = matches!(name, "table" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption");
        let mut crossed_block = false;
        for at in (0..self.open.len()).rev() {
            let Some(open) = self.open.get_mut(at) else { return };
            if open.tag == tag {
                if !crossed_block {
                    self.close_from(at);
                } else if is_formatting(name) {
                    open.is_over = true;
                }
                return;
            }
            let inner = open.tag.name();
            let stops = if of_table { inner == "table" } else { is_scope(inner) };
            if stops {
                return;
            }
            crossed_block |= is_inline && is_block(inner);
        }
    }

    fn text(&mut self, text: &str) {
        let is_blank = text.trim_matches([' ', '\t', '\n', '\r', '\u{c}']).is_empty();
        if self.is_open(self.asked.head)
            && !is_blank
            && self.open.last().is_some_and(|open| open.tag.name() == "head")
        {
            self.close_named("head");
        }
        // Offsets are 32 bits wide; the door lets no text through that is longer.
        let (start, parent) = (self.text.len() as u32, self.current() as u32);
        self.text.push_str(text);
        let end = self.text.len() as u32;
        match self.nodes.last_mut() {
            Some(Node { content: Content::Text(range), parent: beside, .. })
                if *beside == parent && range.end == start =>
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

    /// An element that an end tag makes.
    fn add_empty(&mut self, tag: Tag) {
        if self.nodes.len() >= self.most_nodes {
            self.text(" ");
        } else {
            self.add(Content::Element(Element { tag, attributes: Vec::new() }));
        }
    }

    fn count(&mut self, tag: Tag, by: i32) {
        if let Some(count) = self.counts.get_mut(tag.number()) {
            *count = count.saturating_add_signed(by);
        }
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.counts.get(tag.number()).is_some_and(|count| *count > 0)
    }

    /// Closes an open element and all in it.
    fn close_from(&mut self, at: usize) {
        let end = self.nodes.len() as u32;
        let mut keep = at;
        while let Some(open) = keep.checked_sub(1).and_then(|before| self.open.get(before)) {
            if !open.is_over {
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

    /// Closes what cannot be open where an element begins.
    fn end_implied(&mut self, tag: Tag) {
        let name = tag.name();
        if ends_paragraph(name) && self.is_open(self.asked.paragraph) {
            self.close_nearest(&["p"], |name| is_scope(name) || name == "button");
        }
        if !self.asked.has_rule.get(tag.number()).copied().unwrap_or(false) {
            return;
        }
        for rule in ENDS.iter().filter(|rule| rule.starts.contains(&name)) {
            self.close_nearest(rule.closes, rule.stops);
        }
    }

    fn close_nearest(&mut self, names: &[&str], stops: fn(&str) -> bool) {
        if !names.iter().any(|name| self.is_open(Tag::of(name))) {
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
        let value = String::from_utf8_lossy(value.get(..LONGEST_VALUE).unwrap_or(value));
        Some((name, value.into_owned()))
    });
    kept.collect()
}

/// How the content of an element is read that is not markup.
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
    fn a_page_of_tiny_paragraphs_has_a_bounded_number_of_nodes() {
        for piece in ["<p>a</p>", "a</p>", "</br>", "<i>a</b>"] {
            let page = piece.repeat(5_000);
            let tree = read(&page, Builder { most_nodes: 1_000, ..Builder::new(&page) });
            assert!(tree.nodes.len() <= 1_000 + DEEPEST, "{piece} {}", tree.nodes.len());
            assert_eq!(tree.text.matches('a').count(), piece.matches('a').count() * 5_000);
        }
    }
}
