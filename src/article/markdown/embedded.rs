//! HTML inside Markdown: what it says stays, only scripts, styles and comments go.
//!
//! Tags are passed over, those of blocks divide, entities are decoded. There is no tree, since blank lines cut what stands in Markdown into
//! pieces of which no one need be whole; and no recursion, so nesting costs nothing. Each byte is looked at a fixed number of times,
//! whatever is left open.

use crate::article::markdown::inline::entity;
use crate::article::model::BlockKind;
use crate::article::writer::{CELL, Part};

/// Elements whose content is no text.
const HIDDEN: &[&str] = &["script", "style"];

/// Tags that divide blocks; those of cells, rows, headings, quotes and captions say more, see [`Page::tag`].
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "noframes",
    "noscript",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Whether a tag's name is one of a block.
pub fn divides(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Whether the content of an element is no text.
pub fn is_hidden(name: &str) -> bool {
    HIDDEN.contains(&name)
}

/// A tag: its name in lower case, and whether it closes an element.
pub struct Tag {
    /// Its name; empty for a comment, a declaration or an instruction.
    pub name: String,
    /// Whether it is `</name>`.
    pub closes: bool,
}

/// What a tag is, by what stands behind its `<`.
pub fn tag_of(inside: &str) -> Tag {
    let (closes, rest) = inside.strip_prefix('/').map_or((false, inside), |rest| (true, rest));
    let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).take(16).collect();
    Tag { name: name.to_ascii_lowercase(), closes }
}

/// The blocks of a piece of HTML, in order. A first-level heading is a title; who asks says whether it may be one.
pub fn embedded(html: &str) -> Vec<Part> {
    let mut page = Page::default();
    let mut rest = html;
    // Each of them is looked for to the end at most once.
    let (mut has_tag_ends, mut has_quote_ends) = (true, true);
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        page.text(before);
        let inside = from.get(1..).unwrap_or_default();
        if let Some(comment) = inside.strip_prefix("!--") {
            rest = comment.find("-->").and_then(|end| comment.get(end + 3..)).unwrap_or_default();
            continue;
        }
        let is_tag = inside.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
        let end = if is_tag && has_tag_ends { tag_end(inside, &mut has_quote_ends) } else { None };
        has_tag_ends = has_tag_ends && (end.is_some() || !is_tag);
        let Some(end) = end else {
            page.text("<");
            rest = inside;
            continue;
        };
        let tag = tag_of(inside);
        rest = inside.get(end + 1..).unwrap_or_default();
        if is_hidden(&tag.name) && !tag.closes {
            rest = behind_element(rest, &tag.name);
        }
        page.tag(&tag);
    }
    page.text(rest);
    page.end()
}

/// Where a tag ends: at a `>` outside of quotation marks, as far as these are closed.
fn tag_end(inside: &str, has_quote_ends: &mut bool) -> Option<usize> {
    let mut quote = None;
    if *has_quote_ends {
        for (at, byte) in inside.bytes().enumerate() {
            match (quote, byte) {
                (None, b'>') => return Some(at),
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), _) if open == byte => quote = None,
                _ => {}
            }
        }
        *has_quote_ends = quote.is_none();
    }
    inside.find('>')
}

/// What follows the end of an element whose content is no text; nothing where it is not closed.
fn behind_element<'a>(html: &'a str, name: &str) -> &'a str {
    let mut rest = html;
    while let Some(at) = rest.find("</") {
        rest = rest.get(at + 2..).unwrap_or_default();
        if rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            return rest.find('>').and_then(|end| rest.get(end + 1..)).unwrap_or_default();
        }
    }
    ""
}

/// Blocks as they are written.
#[derive(Default)]
struct Page {
    parts: Vec<Part>,
    text: String,
    /// The cells of the row that is open.
    row: Option<Vec<String>>,
    /// What the open heading or caption is.
    special: Option<BlockKind>,
    quotes: usize,
    items: usize,
    preformatted: usize,
}

impl Page {
    fn text(&mut self, text: &str) {
        let text = decoded(text);
        if self.preformatted > 0 && self.row.is_none() {
            self.text.push_str(&text);
            return;
        }
        for (number, word) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            let is_apart = self.text.is_empty() || self.text.ends_with([' ', '\n']);
            if number > 0 && !is_apart {
                self.text.push(' ');
            }
            self.text.push_str(word);
        }
    }

    fn tag(&mut self, tag: &Tag) {
        let deeper =
            |depth: usize| if tag.closes { depth.saturating_sub(1) } else { depth.saturating_add(1) };
        match tag.name.as_str() {
            "br" => self.text.push(if self.row.is_some() { ' ' } else { '\n' }),
            "tr" | "table" | "thead" | "tbody" | "tfoot" => self.end_row(),
            "td" | "th" => {
                self.end_cell();
                if !tag.closes {
                    self.row.get_or_insert_default();
                }
            }
            _ if self.row.is_some() && divides(&tag.name) => self.text.push(' '),
            name if divides(name) => {
                self.flush();
                match name {
                    "blockquote" => self.quotes = deeper(self.quotes),
                    "li" | "dd" => self.items = deeper(self.items),
                    "pre" => self.preformatted = deeper(self.preformatted),
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "caption" | "figcaption" => {
                        self.special = Some(special(name)).filter(|_| !tag.closes);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// Ends the cell that is open, if one is; outside of rows text is a block of its own.
    fn end_cell(&mut self) {
        let Some(row) = self.row.as_mut() else { return self.flush() };
        let cell = std::mem::take(&mut self.text);
        let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        // Between `</td>` and `<td>` there is no cell.
        if !cell.is_empty() {
            row.push(cell);
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        if let Some(row) = self.row.take().filter(|row| !row.is_empty()) {
            self.parts.push(Part::new(BlockKind::TableRow, row.join(CELL)));
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let kind = self.special.unwrap_or(if self.items > 0 {
            BlockKind::ListItem
        } else if self.quotes > 0 {
            BlockKind::Quote
        } else {
            BlockKind::Paragraph
        });
        self.parts.push(Part::new(kind, text.trim()));
    }

    fn end(mut self) -> Vec<Part> {
        self.end_row();
        self.parts
    }
}

/// What the text of a heading's or caption's element is.
fn special(name: &str) -> BlockKind {
    match name {
        "h1" => BlockKind::Title,
        "caption" | "figcaption" => BlockKind::Caption,
        _ => BlockKind::Heading,
    }
}

/// The longest name of an entity, in bytes, `&` and `;` included.
const LONGEST_ENTITY: usize = 40;

/// A text with its entities as the characters that they stand for.
fn decoded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        plain.push_str(before);
        let end = from.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';');
        let name = end.and_then(|end| from.get(..=end));
        if let Some((name, character)) = name.and_then(|name| Some((name, entity(name)?))) {
            plain.push_str(&character);
            rest = from.get(name.len()..).unwrap_or_default();
        } else {
            plain.push('&');
            rest = from.get(1..).unwrap_or_default();
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Caption, Heading, ListItem, Paragraph, Quote, TableRow, Title};

    fn shown(html: &str) -> Vec<(BlockKind, String)> {
        embedded(html).into_iter().map(|part| (part.kind, part.text)).collect()
    }

    #[test]
    fn all_that_html_says_stays_and_block_tags_divide() {
        let html = "<details open><summary>More</summary><p>One <b>two</b>\n three&nbsp;&amp;&#x20;four.<br>Five.</p>\n<blockquote>Six</blockquote>loose</details>\
            <h1>A</h1><h3 id='x>y'>B</h3><ul><li>c<li>d</ul><figure><figcaption>E</figcaption></figure>";
        let expected = [
            (Paragraph, "More"),
            (Paragraph, "One two three\u{a0}& four.\nFive."),
            (Quote, "Six"),
            (Paragraph, "loose"),
            (Title, "A"),
            (Heading, "B"),
            (ListItem, "c"),
            (ListItem, "d"),
            (Caption, "E"),
        ];
        let blocks = shown(html);
        assert_eq!(blocks, expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn rows_of_tables_are_blocks_of_cells() {
        let html = "<table><caption>T</caption><tr><th>Town<th>Share</tr>\n<tr><td><p>Port\nKestrel</p></td> <td>18</td></tr></table>after";
        let expected = [
            (Caption, "T"),
            (TableRow, "Town | Share"),
            (TableRow, "Port Kestrel | 18"),
            (Paragraph, "after"),
        ];
        assert_eq!(shown(html), expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn scripts_styles_and_comments_go() {
        let html = "a<script>if (a < b) { '</p>' }</SCRIPT >b<style>p > a {}</style>c<!-- <p>no</p> -->d";
        assert_eq!(shown(html), [(Paragraph, "abcd".to_owned())]);
        assert_eq!(shown("a<script>never closed"), [(Paragraph, "a".to_owned())]);
        assert_eq!(shown("a<!-- never closed"), [(Paragraph, "a".to_owned())]);
    }

    #[test]
    fn what_is_no_tag_is_text_and_what_is_left_open_costs_little() {
        assert_eq!(shown("1 < 2 & 3 &bogus; <"), [(Paragraph, "1 < 2 & 3 &bogus; <".to_owned())]);
        for piece in ["<", "<a ", "<a \"", "<!--", "</", "<script>", "&", "&a", "<td>", "<p \"'"] {
            embedded(&piece.repeat(50_000));
        }
    }
}
