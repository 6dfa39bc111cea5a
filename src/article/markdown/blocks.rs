//! Reads the blocks of a Markdown text.

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};

use crate::article::html::is_block;
use crate::article::markdown::embedded::{html_blocks, is_hidden, parse_tag};
use crate::article::markdown::inline::{
    embed_text, strip_block_id, strip_callout, strip_comments, strip_highlights, strip_shortcodes,
};
use crate::article::model::BlockKind;
use crate::article::writer::{CELL_SEPARATOR, Part};
use crate::text::sanitize::sanitize;
use crate::text::whitespace::collapse;

/// Maximum number of bytes parsed at once: the parser needs up to a hundred bytes of memory per byte. Longer sources
/// are split, at block boundaries if possible; link and footnote definitions are then only found in the same chunk.
const MAX_CHUNK_LEN: usize = 2 * 1024 * 1024;

/// Reads the blocks of a Markdown text, in order, without link and image targets. Formulas are kept as written: in
/// news, a dollar sign usually means money.
pub fn read_parts(source: &str) -> Vec<Part> {
    let options = Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    let source = strip_shortcodes(strip_comments(source));
    let mut reader = Reader::default();
    let mut rest = &*source;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at_checked(chunk_end(rest, MAX_CHUNK_LEN)).unwrap_or((rest, ""));
        for event in TextMergeStream::new(Parser::new_ext(chunk, options)) {
            reader.handle(event);
        }
        rest = after;
    }
    reader.flush(BlockKind::Paragraph);
    reader.parts
}

/// Returns the offset where the first chunk ends: the end of the source if it has at most `max_len` bytes. Otherwise
/// the chunk ends in the second half of the first `max_len` bytes: before the last block there that starts with a word
/// or heading, else after the last line there, else at their end.
fn chunk_end(source: &str, max_len: usize) -> usize {
    if source.len() <= max_len {
        return source.len();
    }
    let from = source.floor_char_boundary(max_len / 2);
    let end = source.floor_char_boundary(max_len);
    let half = source.get(from..end).unwrap_or_default();
    let begins = |at: usize| {
        let next = source.get(from + at + 2..).and_then(|after| after.chars().next());
        next.is_some_and(|c| c.is_alphabetic() || c == '#')
    };
    let block = half.rmatch_indices("\n\n").find(|(at, _)| begins(*at)).map(|(at, _)| at + 2);
    let line = || half.rfind('\n').map(|at| at + 1);
    block.or_else(line).map_or(end.max(1), |at| from + at)
}

/// Builds blocks from parser events.
#[derive(Default)]
struct Reader {
    parts: Vec<Part>,
    text: String,
    /// Offsets in `text` where a highlight may start or end.
    highlights: Vec<usize>,
    quotes: usize,
    /// The next number of each open list. None for a bulleted one.
    lists: Vec<Option<u64>>,
    /// True until an item's first paragraph ends: `text` may start with the item's number, which must not be dropped.
    item_open: bool,
    is_code: bool,
    html: String,
    /// The open inline element whose text is dropped.
    hidden: Option<String>,
    cells: Vec<String>,
    /// For each open image, the offset where its text starts and the text to use instead, if it is an embed.
    images: Vec<Option<(usize, String)>>,
}

impl Reader {
    fn handle(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(_) | Event::Code(_) | Event::FootnoteReference(_) if self.hidden.is_some() => {}
            Event::Text(piece) if self.is_code => self.text.push_str(&piece),
            Event::Text(piece) => {
                let start = self.text.len();
                self.highlights.extend(piece.match_indices("==").map(|(at, _)| start + at));
                self.text.push_str(&piece);
            }
            Event::Code(piece) => self.text.push_str(&piece),
            Event::FootnoteReference(label) => self.text.extend(["[", &label, "]"]),
            Event::TaskListMarker(done) => self.text.push_str(if done { "☑ " } else { "☐ " }),
            Event::SoftBreak if self.quotes > 0 && strip_callout(&self.text).is_some() => {
                self.flush(BlockKind::Quote);
            }
            Event::SoftBreak => self.text.push(if ends_in_hyphen(&self.text) { '\n' } else { ' ' }),
            Event::HardBreak => self.text.push('\n'),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(tag) => self.inline_tag(&tag),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let current = self.current_kind();
        match tag {
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::List(first) => {
                self.flush(current);
                self.lists.push(first);
            }
            Tag::Item => {
                if let Some(number) = self.lists.last_mut().and_then(Option::as_mut) {
                    self.text.extend([number.to_string().as_str(), ". "]);
                    *number = number.saturating_add(1);
                }
                self.item_open = true;
            }
            Tag::FootnoteDefinition(label) => {
                self.flush(current);
                self.text.extend(["[", &label, "] "]);
                self.item_open = true;
            }
            Tag::DefinitionListDefinition => {
                self.flush(current);
                self.lists.push(None);
                self.item_open = true;
            }
            Tag::HtmlBlock => {
                if !self.item_open {
                    self.flush(current);
                }
                self.html.clear();
            }
            Tag::Table(_) => self.flush(current),
            Tag::TableHead | Tag::TableRow => self.cells.clear(),
            Tag::TableCell | Tag::DefinitionListTitle => drop(self.take_text()),
            Tag::Image { link_type: LinkType::WikiLink { .. }, dest_url, .. } => {
                let name = embed_text(&dest_url).unwrap_or_default().to_owned();
                self.images.push(Some((self.text.len(), name)));
            }
            Tag::Image { .. } => self.images.push(None),
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::Heading { .. } => {
                self.is_code = matches!(tag, Tag::CodeBlock(_));
                if !self.item_open {
                    drop(self.take_text());
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let current = self.current_kind();
        match tag {
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Item | TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::DefinitionListTitle => {
                self.flush(current);
                (self.item_open, self.is_code) = (false, false);
            }
            TagEnd::FootnoteDefinition => self.item_open = false,
            TagEnd::DefinitionListDefinition => {
                self.flush(current);
                self.lists.pop();
                self.item_open = false;
            }
            TagEnd::Heading(level) => {
                let is_title = self.parts.is_empty() && level == HeadingLevel::H1;
                self.flush(if is_title { BlockKind::Title } else { BlockKind::Heading });
            }
            TagEnd::HtmlBlock => self.add_html(current),
            TagEnd::TableCell => {
                let cell = self.take_text();
                self.cells.push(collapse(&cell));
            }
            TagEnd::TableHead | TagEnd::TableRow if self.cells.iter().any(|cell| !cell.is_empty()) => {
                self.text = self.cells.join(CELL_SEPARATOR);
                self.flush(BlockKind::TableRow);
            }
            TagEnd::Image => {
                if let Some((start, name)) = self.images.pop().flatten() {
                    self.text.truncate(start);
                    self.text.push_str(&name);
                }
            }
            _ => {}
        }
    }

    fn current_kind(&self) -> BlockKind {
        // Only the first paragraph of an item is a list item; the others are its further text.
        if !self.lists.is_empty() && self.item_open {
            if self.lists.len() > 1 { BlockKind::NestedItem } else { BlockKind::ListItem }
        } else if self.quotes > 0 {
            BlockKind::Quote
        } else if !self.lists.is_empty() {
            BlockKind::ItemText
        } else {
            BlockKind::Paragraph
        }
    }

    /// Takes the text collected so far, without the marks of highlights.
    fn take_text(&mut self) -> String {
        let highlights = std::mem::take(&mut self.highlights);
        strip_highlights(std::mem::take(&mut self.text), &highlights)
    }

    /// Ends a block. Sanitizes it, since character references may add unsafe characters.
    fn flush(&mut self, kind: BlockKind) {
        self.hidden = None;
        let raw = self.take_text();
        let callout = if self.quotes > 0 { strip_callout(&raw) } else { None };
        let text = callout.unwrap_or(&raw);
        let text = if self.is_code { text } else { strip_block_id(text) };
        if !text.trim().is_empty() {
            Part::new(kind, sanitize(text.to_owned())).push_to(&mut self.parts);
        }
    }

    fn inline_tag(&mut self, tag: &str) {
        let tag = parse_tag(tag.strip_prefix('<').unwrap_or(tag));
        match &self.hidden {
            Some(open) if tag.closes && *open == tag.name => self.hidden = None,
            None if is_hidden(&tag.name) && !tag.closes => self.hidden = Some(tag.name),
            None if tag.name == "br" || is_block(&tag.name) => self.text.push('\n'),
            _ => {}
        }
    }

    /// Adds the blocks of an HTML block. A quotation left open continues in the Markdown after it.
    fn add_html(&mut self, current: BlockKind) {
        let html = std::mem::take(&mut self.html);
        for mut part in html_blocks(&html) {
            // The text so far is the number of the item that starts with this HTML, if any.
            part.text.insert_str(0, &std::mem::take(&mut self.text));
            let kind = match part.kind {
                BlockKind::Title if !self.parts.is_empty() => BlockKind::Heading,
                BlockKind::Paragraph => current,
                other => other,
            };
            Part::new(kind, sanitize(part.text)).push_to(&mut self.parts);
        }
        let (opened, closed) = count_quotations(&html);
        self.quotes = (self.quotes + opened).saturating_sub(closed);
    }
}

/// Counts the quotations that a piece of HTML opens and closes.
fn count_quotations(html: &str) -> (usize, usize) {
    let names = html.split('<').skip(1).map(parse_tag).filter(|tag| tag.name == "blockquote");
    names.fold(
        (0, 0),
        |(opened, closed), tag| {
            if tag.closes { (opened, closed + 1) } else { (opened + 1, closed) }
        },
    )
}

/// Returns true if a text ends in a hyphen that may split a word. The line end is then kept for the matcher.
fn ends_in_hyphen(text: &str) -> bool {
    let mut chars = text.chars().rev();
    match chars.next() {
        Some('\u{ad}') => true,
        Some('-' | '\u{2010}') => chars.next().is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sources_are_split_between_blocks() {
        let end_of = |source: &str| source.get(..chunk_end(source, 20)).map(str::to_owned);
        for (source, chunk) in [
            ("Short.", "Short."),
            ("One two three.\n\nFour five six.", "One two three.\n\n"),
            ("One two.\n\n- three\n\n# Four\nfive", "One two.\n\n- three\n\n"),
            ("- one two three\n- four five", "- one two three\n"),
            ("one two three four five", "one two three four f"),
            ("жжжжжжжжжжжжжжжж", "жжжжжжжжжж"),
        ] {
            assert_eq!(end_of(source).as_deref(), Some(chunk), "{source}");
        }
        let item = "- a *b* c\n";
        let long = item.repeat(MAX_CHUNK_LEN / item.len() * 2 + 100);
        assert!(chunk_end(&long, MAX_CHUNK_LEN) <= MAX_CHUNK_LEN);
        let parts = read_parts(&format!("# A\n\n{long}"));
        assert_eq!(parts.len(), 1 + long.len() / item.len());
        assert!(parts.iter().skip(1).all(|part| part.kind == BlockKind::ListItem && part.text == "a b c"));
    }
}
