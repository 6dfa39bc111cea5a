//! Splits a tree into pieces: runs of text between block boundaries, with their kind and position.
//!
//! White space is collapsed as browsers do it. A tag that separates words (a block, a cell, a line break, an image)
//! becomes a space or a line end, or starts a new piece; others (`<b>Z</b>elensky`, `<wbr>`) add no white space.

use crate::article::html::boilerplate::is_caption;
use crate::article::html::elements::{has_no_text, is_block, separates_words};
use crate::article::html::piece::Piece;
use crate::article::html::superscript::script_digit;
use crate::article::html::tables::{Layout, Spans, table_layout};
use crate::article::html::tree::{Content, Element, Node, NodeId, Tree};
use crate::article::html::weight::ends_sentence;
use crate::article::model::BlockKind;
use crate::article::writer::CELL_SEPARATOR;
use crate::text::sanitize::sanitize;

/// Reads the pieces of a tree. Skips elements for which `is_excluded` is true, and those that never hold text.
pub fn read_pieces(tree: &Tree, is_excluded: &dyn Fn(NodeId) -> bool) -> Vec<Piece> {
    let mut reader = Reader::new(tree);
    let mut node = 0;
    while let Some(here) = tree.nodes.get(node) {
        reader.close_until(node);
        match &here.content {
            Content::Text(_) => {
                reader.text(node, tree.text_of(&here.content));
                node += 1;
            }
            Content::Element(element) => {
                if has_no_text(element.name()) || is_excluded(node) {
                    reader.skip_element(element.name());
                    node = tree.end(node).max(node + 1);
                } else {
                    reader.enter(node, tree.end(node), element);
                    node += 1;
                }
            }
        }
    }
    reader.close_until(usize::MAX);
    reader.flush();
    reader.pieces
}

/// The effect of an element while it is open.
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
    Superscript,
    Subscript,
    Quotation,
}

/// An open list: the number of its next item and the step. None for bullets.
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
    /// Row and column spans of the current data table.
    spans: Spans,
    /// Number of open list items, except those that hold a story or part of one.
    items: usize,
    /// True once the list item that began last has its first paragraph.
    item_has_text: bool,
    /// The number, or numbers, to put before the current item's text.
    marker: Option<String>,
    /// Cells of the current table row.
    row: Option<Vec<String>>,
    quotes: usize,
    preformatted: usize,
    links: usize,
    headings: usize,
    captions: usize,
    cells: usize,
    superscripts: usize,
    subscripts: usize,
    text: String,
    first_node: NodeId,
    letters: usize,
    linked_letters: usize,
    pending_space: bool,
    pending_breaks: usize,
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
            item_has_text: false,
            marker: None,
            row: None,
            quotes: 0,
            preformatted: 0,
            links: 0,
            headings: 0,
            captions: 0,
            cells: 0,
            superscripts: 0,
            subscripts: 0,
            text: String::new(),
            first_node: 0,
            letters: 0,
            linked_letters: 0,
            pending_space: false,
            pending_breaks: 0,
        }
    }

    /// Handles an element whose content is skipped.
    fn skip_element(&mut self, name: &str) {
        if is_block(name) {
            self.block_boundary();
        } else if separates_words(name) {
            self.pending_space = true;
        }
    }

    fn enter(&mut self, node: NodeId, end: NodeId, element: &Element) {
        let name = element.name();
        match name {
            "br" => self.pending_breaks += 1,
            "hr" => self.flush(),
            _ if separates_words(name) => self.pending_space = true,
            _ => {}
        }
        if is_block(name) {
            self.block_boundary();
            self.blocks.push(node);
        }
        let effect = self.effect(node, element);
        if !matches!(effect, Effect::Nothing) {
            self.open.push((end, effect));
        }
    }

    /// Applies an element's start. Returns what to undo at its end.
    fn effect(&mut self, node: NodeId, element: &Element) -> Effect {
        let (counter, effect) = match element.name() {
            "blockquote" => (&mut self.quotes, Effect::Quote),
            "pre" | "listing" | "xmp" | "plaintext" => (&mut self.preformatted, Effect::Preformatted),
            "a" if element.attribute("href").is_some_and(|href| !href.starts_with('#')) => {
                (&mut self.links, Effect::Link)
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => (&mut self.headings, Effect::Heading),
            "figcaption" | "caption" => (&mut self.captions, Effect::Caption),
            "sup" => (&mut self.superscripts, Effect::Superscript),
            "sub" => (&mut self.subscripts, Effect::Subscript),
            "ul" | "ol" | "menu" | "dir" => {
                self.lists.push(List { numbering: numbering(self.tree, node, element) });
                return Effect::List;
            }
            "li" if !holds_story(self.tree, node) => {
                // An item that begins with a list passes its number on to the first item of that list.
                let outer = self.marker.take().unwrap_or_default();
                self.marker = Some(outer + &self.next_number(element).unwrap_or_default());
                self.item_has_text = false;
                (&mut self.items, Effect::Item)
            }
            "table" => {
                self.tables.push(table_layout(self.tree, node));
                self.spans = Spans::default();
                return Effect::Table;
            }
            "tr" if self.row.is_none() && self.tables.last() == Some(&Layout::Data) => {
                self.row = Some(Vec::new());
                return Effect::Row;
            }
            "td" | "th" if self.row.is_some() => {
                if let Some(row) = self.row.as_mut().filter(|_| self.cells == 0) {
                    self.spans.begin_cell(row, element);
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

    /// Ends all elements that end at or before a node.
    fn close_until(&mut self, node: NodeId) {
        while let Some((_, effect)) = self.open.pop_if(|(end, _)| *end <= node) {
            let counter = match effect {
                Effect::Nothing => continue,
                Effect::Quotation => {
                    let node = self.first_node;
                    self.pending_space = false;
                    self.push_text(node, "”");
                    continue;
                }
                Effect::Link => &mut self.links,
                Effect::Superscript => &mut self.superscripts,
                Effect::Subscript => &mut self.subscripts,
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
        self.block_boundary();
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

    /// Starts a new piece at a `<cite>` that stands directly in the quotation or its footer and follows a whole
    /// sentence. Any other names a work.
    fn begin_attribution(&mut self, cite: NodeId) {
        if matches!(self.tree.name(self.tree.parent(cite)), "blockquote" | "footer")
            && ends_sentence(self.text.trim_end())
        {
            self.flush();
        }
    }

    /// Handles a block boundary: starts a new piece or, inside a row of a data table, adds a space.
    fn block_boundary(&mut self) {
        if self.row.is_some() {
            self.pending_space = true;
            self.pending_breaks = 0;
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
            let breaks = std::mem::take(&mut self.pending_breaks);
            for c in std::iter::repeat_n('\n', breaks).chain(text.chars()) {
                // An empty line ends a paragraph.
                if c == '\n' && self.text.ends_with('\n') {
                    self.flush();
                }
                if self.text.is_empty() {
                    if c == '\n' {
                        continue;
                    }
                    self.first_node = node;
                }
                self.push_counted(c);
            }
        } else {
            self.push_text(node, text);
        }
    }

    fn push_text(&mut self, node: NodeId, text: &str) {
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.pending_space = true;
                continue;
            }
            self.apply_breaks();
            if self.text.is_empty() {
                self.first_node = node;
                if self.cells == 0 {
                    self.text.push_str(&self.marker.take().unwrap_or_default());
                }
            } else if self.pending_space && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.pending_space = false;
            self.push_counted(script_digit(c, self.superscripts > 0, self.subscripts > 0));
        }
    }

    fn push_counted(&mut self, c: char) {
        self.text.push(c);
        if c.is_alphanumeric() {
            self.letters += 1;
            self.linked_letters += usize::from(self.links > 0);
        }
    }

    /// Applies pending `<br>` elements: one is a line break, several start a new piece. In a heading or cell, they are
    /// a space.
    fn apply_breaks(&mut self) {
        match std::mem::take(&mut self.pending_breaks) {
            0 => {}
            _ if self.text.is_empty() => {}
            _ if self.headings > 0 || self.cells > 0 => self.pending_space = true,
            1 => {
                self.text.push('\n');
                self.pending_space = false;
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
            self.pending_breaks = 0;
            self.pending_space = false;
        }
    }

    fn end_row(&mut self) {
        let Some(mut cells) = self.row.take() else { return };
        self.spans.end_row(&mut cells);
        // Text in the row, after its last cell.
        cells.push(std::mem::take(&mut self.text).trim().to_owned());
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        self.text = cells.join(CELL_SEPARATOR);
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
        self.pending_space = false;
        self.pending_breaks = 0;
        let text = std::mem::take(&mut self.text);
        let letters = std::mem::take(&mut self.letters);
        let linked_letters = std::mem::take(&mut self.linked_letters);
        if text.trim().is_empty() {
            return;
        }
        let block = self.blocks.last().copied().unwrap_or(0);
        let text = sanitize(text);
        let is_item = kind == BlockKind::ListItem;
        let is_continuation = is_item && std::mem::replace(&mut self.item_has_text, true);
        // The first line of preformatted text keeps its indent.
        let text = if self.preformatted > 0 { text.trim_matches('\n').trim_end() } else { text.trim() };
        self.pieces.push(Piece {
            kind,
            is_continuation,
            is_nested: is_item && self.items > 1,
            text: text.to_owned(),
            node: self.first_node,
            block,
            letters,
            linked_letters,
        });
    }
}

/// Counts the letters and digits of a text.
pub fn count_letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Returns the first number and the step of an ordered list. None for any other list.
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

/// A block named as a caption is not one if it has this many bytes of text or more.
const MAX_CAPTION_LEN: usize = 1_200;

fn is_short(tree: &Tree, node: NodeId) -> bool {
    tree.raw_text(node, MAX_CAPTION_LEN).len() < MAX_CAPTION_LEN
}

/// Maximum number of elements inside an item to check.
const MAX_CHECKED_ELEMENTS: usize = 64;

/// Returns true if a list item holds a story or part of one: some pages lay out whole columns as lists.
fn holds_story(tree: &Tree, item: NodeId) -> bool {
    let mut paragraphs = 0;
    let inside = (item + 1..tree.end(item)).filter_map(|node| tree.element(node));
    for element in inside.take(MAX_CHECKED_ELEMENTS) {
        match element.name() {
            "article" | "section" | "h1" | "h2" | "h3" | "h4" => return true,
            "p" => paragraphs += 1,
            _ => {}
        }
    }
    paragraphs > 2
}
