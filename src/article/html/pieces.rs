//! A tree into pieces: runs of text between the edges of blocks, with what they are and where they stand.
//!
//! White space is put together as browsers do it. Where a tag parts words (an edge of a block, a cell, a line break, a picture) there is a
//! space or a new piece; where it does not (`<b>Z</b>elensky`, `<wbr>`) there is none.

use crate::article::html::elements::{gives_no_text, is_block, parts_words};
use crate::article::html::furniture::is_caption;
use crate::article::html::marks::raised;
use crate::article::html::tables::{Layout, Spans, layout_of};
use crate::article::html::tree::{Content, Element, Node, NodeId, Tree};
use crate::article::html::weight::ends_sentence;
use crate::article::model::BlockKind;
use crate::article::writer::CELL;
use crate::text::sanitize::sanitize;

/// A run of text.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What it is to the eye.
    pub kind: BlockKind,
    /// Its safe text, white space put together.
    pub text: String,
    /// Whether it is a further paragraph of an item of a list.
    pub goes_on: bool,
    /// Whether it is an item of a list inside another.
    pub is_nested: bool,
    /// The node of its first letter.
    pub node: NodeId,
    /// The nearest block that it stands in.
    pub within: NodeId,
    /// Its letters and digits.
    pub letters: usize,
    /// How many of them are links.
    pub linked: usize,
}

/// Reads the pieces of a tree. What stands in elements for which `is_left_out` is true is passed over, as is what is never text.
pub fn read_pieces(tree: &Tree, is_left_out: &dyn Fn(NodeId) -> bool) -> Vec<Piece> {
    let mut reader = Reader::new(tree);
    let mut node = 0;
    while let Some(here) = tree.nodes.get(node) {
        reader.leave_until(node);
        match &here.content {
            Content::Text(_) => {
                reader.text(node, tree.text_of(&here.content));
                node += 1;
            }
            Content::Element(element) => {
                if gives_no_text(element.name()) || is_left_out(node) {
                    reader.pass_over(element.name());
                    node = tree.end(node).max(node + 1);
                } else {
                    reader.enter(node, tree.end(node), element);
                    node += 1;
                }
            }
        }
    }
    reader.leave_until(usize::MAX);
    reader.flush();
    reader.pieces
}

/// What an open element changes until it ends.
enum Effect {
    Nothing,
    Block,
    Quote,
    Preformatted,
    Link,
    Heading,
    Caption,
    List,
    Item,
    Table,
    Row,
    Cell,
    Raised,
    Lowered,
    Quotation,
}

/// A list that is open: the number of its next item, and the way to the one after it; none for bullets.
struct List {
    numbering: Option<(i64, i64)>,
}

struct Reader<'tree> {
    tree: &'tree Tree,
    pieces: Vec<Piece>,
    open: Vec<(NodeId, Effect)>,
    blocks: Vec<NodeId>,
    lists: Vec<List>,
    tables: Vec<Layout>,
    /// The cells of the table of data that is being read.
    spans: Spans,
    /// Items that are open; one that holds a whole story is none.
    items: usize,
    /// Whether the innermost one has its first paragraph.
    item_begun: bool,
    /// The number that stands before the next text of an item.
    marker: Option<String>,
    /// The row of the table that is being read.
    row: Option<Vec<String>>,
    quotes: usize,
    preformatted: usize,
    links: usize,
    headings: usize,
    captions: usize,
    cells: usize,
    raised: usize,
    lowered: usize,
    text: String,
    first: NodeId,
    letters: usize,
    linked: usize,
    has_space: bool,
    breaks: usize,
}

impl<'tree> Reader<'tree> {
    fn new(tree: &'tree Tree) -> Self {
        Self {
            tree,
            pieces: Vec::new(),
            open: Vec::new(),
            blocks: Vec::new(),
            lists: Vec::new(),
            tables: Vec::new(),
            spans: Spans::default(),
            items: 0,
            item_begun: false,
            marker: None,
            row: None,
            quotes: 0,
            preformatted: 0,
            links: 0,
            headings: 0,
            captions: 0,
            cells: 0,
            raised: 0,
            lowered: 0,
            text: String::new(),
            first: 0,
            letters: 0,
            linked: 0,
            has_space: false,
            breaks: 0,
        }
    }

    /// An element whose content is not read.
    fn pass_over(&mut self, name: &str) {
        if is_block(name) {
            self.edge();
        } else if parts_words(name) {
            self.has_space = true;
        }
    }

    fn enter(&mut self, node: NodeId, end: NodeId, element: &Element) {
        let name = element.name();
        match name {
            "br" => self.breaks += 1,
            "hr" => self.flush(),
            _ if parts_words(name) => self.has_space = true,
            _ => {}
        }
        if is_block(name) {
            self.edge();
            self.blocks.push(node);
        }
        let effect = self.effect(node, element);
        if !matches!(effect, Effect::Nothing) {
            self.open.push((end, effect));
        }
    }

    /// Does what an element does when it begins, and says what is to be undone when it ends.
    fn effect(&mut self, node: NodeId, element: &Element) -> Effect {
        let (counter, effect) = match element.name() {
            "blockquote" => (&mut self.quotes, Effect::Quote),
            "pre" | "listing" | "xmp" | "plaintext" => (&mut self.preformatted, Effect::Preformatted),
            "a" if element.attribute("href").is_some_and(|href| !href.starts_with('#')) => {
                (&mut self.links, Effect::Link)
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => (&mut self.headings, Effect::Heading),
            "figcaption" | "caption" => (&mut self.captions, Effect::Caption),
            "sup" => (&mut self.raised, Effect::Raised),
            "sub" => (&mut self.lowered, Effect::Lowered),
            "ul" | "ol" | "menu" | "dir" => {
                self.lists.push(List { numbering: numbering(self.tree, node, element) });
                return Effect::List;
            }
            "li" if !holds_a_story(self.tree, node) => {
                self.marker = self.next_number(element);
                self.item_begun = false;
                (&mut self.items, Effect::Item)
            }
            "table" => {
                self.tables.push(layout_of(self.tree, node));
                self.spans = Spans::default();
                return Effect::Table;
            }
            "tr" if self.row.is_none() && self.tables.last() == Some(&Layout::Data) => {
                self.row = Some(Vec::new());
                return Effect::Row;
            }
            "td" | "th" if self.row.is_some() => {
                if let Some(row) = self.row.as_mut().filter(|_| self.cells == 0) {
                    self.spans.begin(row, element);
                }
                (&mut self.cells, Effect::Cell)
            }
            "cite" if self.quotes > 0 && self.cells == 0 => {
                self.begin_attribution(node);
                return Effect::Nothing;
            }
            "q" => {
                self.push_text(node, "“");
                return Effect::Quotation;
            }
            name if is_block(name)
                && self.captions == 0
                && is_caption(element)
                && is_short(self.tree, node) =>
            {
                (&mut self.captions, Effect::Caption)
            }
            name if is_block(name) => return Effect::Block,
            _ => return Effect::Nothing,
        };
        *counter += 1;
        effect
    }

    /// Ends all elements that end at a node or before it.
    fn leave_until(&mut self, node: NodeId) {
        while let Some((_, effect)) = self.open.pop_if(|(end, _)| *end <= node) {
            let counter = match effect {
                Effect::Nothing => continue,
                Effect::Quotation => {
                    let at = self.first;
                    self.has_space = false;
                    self.push_text(at, "”");
                    continue;
                }
                Effect::Link => &mut self.links,
                Effect::Raised => &mut self.raised,
                Effect::Lowered => &mut self.lowered,
                Effect::Cell => {
                    self.end_cell();
                    self.blocks.pop();
                    continue;
                }
                block => {
                    self.end_block(&block);
                    continue;
                }
            };
            *counter = counter.saturating_sub(1);
        }
    }

    fn end_block(&mut self, effect: &Effect) {
        self.edge();
        self.blocks.pop();
        let counter = match effect {
            Effect::Quote => &mut self.quotes,
            Effect::Preformatted => &mut self.preformatted,
            Effect::Heading => &mut self.headings,
            Effect::Caption => &mut self.captions,
            Effect::Item => {
                self.marker = None;
                &mut self.items
            }
            Effect::List => {
                self.lists.pop();
                return;
            }
            Effect::Table => {
                self.tables.pop();
                return;
            }
            Effect::Row => {
                self.end_row();
                return;
            }
            _ => return,
        };
        *counter = counter.saturating_sub(1);
    }

    /// Whose words a quotation are that ends before its `<cite>`. One inside a sentence names what is spoken of.
    fn begin_attribution(&mut self, cite: NodeId) {
        if matches!(self.tree.name(self.tree.parent(cite)), "blockquote" | "footer")
            && ends_sentence(self.text.trim_end())
        {
            self.flush();
        }
    }

    /// The edge of a block: a new piece, or a space inside a cell.
    fn edge(&mut self) {
        if self.cells > 0 {
            self.has_space = true;
            self.breaks = 0;
        } else {
            self.flush();
        }
    }

    fn next_number(&mut self, item: &Element) -> Option<String> {
        let (next, step) = self.lists.last_mut()?.numbering.as_mut()?;
        if let Some(value) = item.attribute("value").and_then(|value| value.trim().parse().ok()) {
            *next = value;
        }
        let marker = format!("{next}. ");
        *next = next.saturating_add(*step);
        Some(marker)
    }

    fn text(&mut self, node: NodeId, text: &str) {
        if self.preformatted > 0 && self.cells == 0 {
            if self.text.is_empty() {
                self.first = node;
            }
            for c in text.chars() {
                self.push_counted(c);
            }
        } else {
            self.push_text(node, text);
        }
    }

    fn push_text(&mut self, node: NodeId, text: &str) {
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.has_space = true;
                continue;
            }
            self.apply_breaks();
            if self.text.is_empty() {
                self.first = node;
                if self.cells == 0 {
                    self.text.push_str(&self.marker.take().unwrap_or_default());
                }
            } else if self.has_space && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.has_space = false;
            self.push_counted(raised(c, self.raised > 0, self.lowered > 0));
        }
    }

    fn push_counted(&mut self, c: char) {
        self.text.push(c);
        if c.is_alphanumeric() {
            self.letters += 1;
            self.linked += usize::from(self.links > 0);
        }
    }

    /// One line break is one, two divide paragraphs.
    fn apply_breaks(&mut self) {
        match std::mem::take(&mut self.breaks) {
            0 => {}
            _ if self.text.is_empty() => {}
            _ if self.headings > 0 || self.cells > 0 => self.has_space = true,
            1 => {
                self.text.push('\n');
                self.has_space = false;
            }
            _ => self.flush(),
        }
    }

    fn end_cell(&mut self) {
        self.cells = self.cells.saturating_sub(1);
        if self.cells == 0 {
            let text = std::mem::take(&mut self.text);
            if let Some(row) = &mut self.row {
                row.push(text.trim().to_owned());
            }
            self.breaks = 0;
            self.has_space = false;
        }
    }

    fn end_row(&mut self) {
        let Some(mut cells) = self.row.take() else { return };
        self.spans.end(&mut cells);
        // Text of the row that stands in none of its cells.
        cells.push(std::mem::take(&mut self.text).trim().to_owned());
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        self.text = cells.join(CELL);
        self.flush_as(BlockKind::TableRow);
    }

    fn flush(&mut self) {
        let kind = if self.headings > 0 {
            BlockKind::Heading
        } else if self.captions > 0 {
            BlockKind::Caption
        } else if self.items > 0 {
            BlockKind::ListItem
        } else if self.quotes > 0 {
            BlockKind::Quote
        } else {
            BlockKind::Paragraph
        };
        if self.row.is_none() {
            self.flush_as(kind);
        }
    }

    fn flush_as(&mut self, kind: BlockKind) {
        self.has_space = false;
        self.breaks = 0;
        let text = std::mem::take(&mut self.text);
        let letters = std::mem::take(&mut self.letters);
        let linked = std::mem::take(&mut self.linked);
        if text.trim().is_empty() {
            return;
        }
        let within = self.blocks.last().copied().unwrap_or(0);
        let text = sanitize(text);
        let is_item = kind == BlockKind::ListItem;
        let goes_on = is_item && std::mem::replace(&mut self.item_begun, true);
        let piece = |text: &str| Piece {
            kind,
            goes_on,
            is_nested: is_item && self.items > 1,
            text: text.trim_matches('\n').trim_end().to_owned(),
            node: self.first,
            within,
            letters,
            linked,
        };
        if self.preformatted > 0 {
            let parts = text.split("\n\n").filter(|part| !part.trim().is_empty());
            let counted = parts.map(|part| Piece { letters: count_letters(part), ..piece(part) });
            self.pieces.extend(counted);
        } else {
            self.pieces.push(piece(text.trim()));
        }
    }
}

/// Letters and digits of a text.
pub fn count_letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// How the items of a list are numbered.
fn numbering(tree: &Tree, list: NodeId, element: &Element) -> Option<(i64, i64)> {
    if element.name() != "ol" {
        return None;
    }
    let start = element.attribute("start").and_then(|start| start.trim().parse::<i64>().ok());
    if element.attribute("reversed").is_some() {
        let inside = tree.nodes.get(list + 1..tree.end(list)).unwrap_or_default();
        let is_item = |node: &&Node| match &node.content {
            Content::Element(element) => node.parent as usize == list && element.name() == "li",
            Content::Text(_) => false,
        };
        let items = || i64::try_from(inside.iter().filter(is_item).count()).unwrap_or(1);
        return Some((start.unwrap_or_else(items), -1));
    }
    Some((start.unwrap_or(1), 1))
}

/// More than this, in bytes, is no caption, whatever the names say.
const LONGEST_CAPTION: usize = 1_200;

fn is_short(tree: &Tree, node: NodeId) -> bool {
    tree.raw_text(node, LONGEST_CAPTION).len() < LONGEST_CAPTION
}

/// How many elements of an item are looked at.
const LOOKED_AT: usize = 64;

/// Whether an item of a list is no item to the eye, but a story or a part of one: pages lay out whole columns as lists.
fn holds_a_story(tree: &Tree, item: NodeId) -> bool {
    let mut paragraphs = 0;
    let inside = (item + 1..tree.end(item)).filter_map(|node| tree.element(node));
    for element in inside.take(LOOKED_AT) {
        match element.name() {
            "article" | "section" | "h1" | "h2" | "h3" | "h4" => return true,
            "p" => paragraphs += 1,
            _ => {}
        }
    }
    paragraphs > 2
}
