//! Parses web pages into articles.
//!
//! A page surrounds its article with menus, teasers, buttons, advertisements and reader comments, and puts some of them
//! between its paragraphs. `builder` parses the page into a `tree`, as browsers do; `pieces` splits the tree into runs
//! of text, one per future block; `main_text` picks those of the article, by element names (`excluded`, `word_lists`),
//! by where the prose is (`main_element`, `weight`) and piece by piece; `metadata` and `json_ld` read the page's
//! metadata, and `title` finds the title as the page shows it. A [`fragment`] is HTML that is all content: only hidden
//! elements and those that never hold text are left out.
//!
//! The extractor is our own. Two crates were measured against it on pages with the main text marked by hand; both
//! keep more boilerplate and add two to seven times as much to the binary. The tokenizer is `html5gum`'s, which
//! follows the standard; the tree is ours, since a standard tree can take memory quadratic in the size of the page.
//!
//! Limitations: the class names are mostly English, the boilerplate lines cover a dozen languages, and a page may call
//! its text an advertisement. So no name, except one for comments or hidden text, excludes an element that holds nearly
//! half of the prose. If the text found has fewer than about fifty words and is not most of the prose, all text is kept
//! except boilerplate lines and what is excluded by name; if that leaves no prose, these are kept too. Links and
//! captions do not count as prose, so a story told in them looks like boilerplate. Nothing is laid out: what style
//! sheets hide, move or draw is unknown. A tree is at most about 256 elements deep and a million nodes long; beyond
//! that, text is kept but structure is lost. Parsing takes time linear in the size of the page, except that a tag may
//! search up to 256 open elements.

mod boilerplate;
mod builder;
mod elements;
mod excluded;
mod json_ld;
mod line;
mod main_element;
mod main_text;
mod metadata;
mod piece;
mod pieces;
mod shingles;
mod superscript;
mod tables;
#[cfg(test)]
mod tests;
mod title;
mod tree;
mod visible_metadata;
mod weight;
mod word_lists;

pub use elements::is_block;

use crate::article::html::metadata::PageMetadata;
use crate::article::html::piece::Piece;
use crate::article::html::tree::Tree;
use crate::article::link;
use crate::article::model::{Article, ArticleKey, BlockKind, Meta};
use crate::article::writer::Writer;
use crate::text::sanitize::{sanitize, sanitize_line};

/// How much of a page is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// The article, as far as it can be separated from the boilerplate.
    #[default]
    Main,
    /// All text of the page, hidden text included. Elements that never hold page text, such as scripts and form
    /// controls, are still left out.
    Whole,
}

/// Minimum letters of a main text, about fifty words, unless it is most of the page's prose. Letters are counted, since
/// some scripts do not separate words.
const MIN_LETTERS: usize = 250;

/// Parses a page: title, subtitle and byline, then its text. Never fails; a page without title, author and text has no
/// blocks.
pub fn parse(key: ArticleKey, source: &str, extent: Extent) -> Article {
    let tree = builder::build(source);
    let metadata = metadata::read(&tree);
    let json_blocks = metadata.body.as_deref().filter(|_| extent == Extent::Main).map(body_blocks);
    let json_text = json_blocks.as_deref().map(text_of);
    let found = match extent {
        Extent::Main => main_text::extract(&tree, &metadata, json_text.as_deref()),
        Extent::Whole => keep_all(&tree, pieces::read_pieces(&tree, &|_| false), &metadata),
    };
    let mut blocks = to_blocks(found.pieces);
    if let Some(from_json) = json_blocks {
        blocks = prefer_json_body(blocks, from_json);
    }
    let mut title = found.title;
    let mut subtitle = found.subtitle;
    if extent == Extent::Main && total_weight(&blocks) < MIN_LETTERS && !found.is_most_of_prose {
        let remaining = main_text::without_boilerplate(&tree);
        let has_prose = remaining.iter().any(|piece| weight::prose_weight(piece) > 0);
        let pieces = if has_prose { remaining } else { pieces::read_pieces(&tree, &|_| false) };
        let whole = keep_all(&tree, pieces, &metadata);
        let all = to_blocks(whole.pieces);
        if total_weight(&all) > total_weight(&blocks) {
            (blocks, title, subtitle) = (all, whole.title, None);
        }
    }
    drop(tree);
    let mut meta = metadata.meta;
    let titles = metadata.document_title.as_deref().zip(title.as_ref());
    meta.source = meta.source.or_else(|| {
        titles.and_then(|(document, title)| visible_metadata::publisher_in_title(document, title))
    });
    let date = meta.date.or(found.date).or_else(|| link::date_in_path(meta.url.as_deref()?));
    meta.date = date.or(metadata.modified);
    meta.title = title.map(|title| sanitize_line(&title.text).into_owned()).or(meta.title);
    build_article(key, meta, subtitle.as_deref(), blocks)
}

/// Returns the blocks of HTML that is all content: a feed entry, an email, HTML in Markdown. Leaves out hidden elements
/// and those whose content is never text, such as scripts, styles, drawings and form controls.
pub fn fragment(source: &str) -> Vec<(BlockKind, String)> {
    let tree = builder::build(source);
    let is_hidden = |node| tree.element(node).is_some_and(boilerplate::is_hidden);
    to_blocks(pieces::read_pieces(&tree, &is_hidden))
}

fn to_blocks(pieces: Vec<Piece>) -> Vec<(BlockKind, String)> {
    // `pieces` does not set `ItemText` and `NestedItem`, since the boilerplate filter treats both as list items.
    let kind = |piece: &Piece| match piece.kind {
        BlockKind::ListItem if piece.is_continuation => BlockKind::ItemText,
        BlockKind::ListItem if piece.is_nested => BlockKind::NestedItem,
        kind => kind,
    };
    pieces.into_iter().map(|piece| (kind(&piece), piece.text)).collect()
}

/// Keeps all pieces, except that the title is moved to its own field.
fn keep_all(tree: &Tree, mut pieces: Vec<Piece>, metadata: &PageMetadata) -> main_text::MainText {
    let title = title::find_title(tree, &pieces, metadata);
    if let Some(title) = &title {
        let shown =
            pieces.iter().position(|piece| Some(piece.node) == title.node && piece.text == title.text);
        if let Some(shown) = shown {
            pieces.remove(shown);
        }
    }
    main_text::MainText { pieces, title, subtitle: None, date: None, is_most_of_prose: true }
}

fn total_weight(blocks: &[(BlockKind, String)]) -> usize {
    blocks.iter().map(|(_, text)| weight::weigh(text)).sum()
}

/// Returns the blocks of the text in the page's JSON-LD if that text is at least 1.5 times as long as the visible text
/// (as on pages that render with scripts or show only the beginning) and, unless the visible text is short, contains at
/// least half of it. Else returns the visible blocks.
fn prefer_json_body(
    blocks: Vec<(BlockKind, String)>,
    from_json: Vec<(BlockKind, String)>,
) -> Vec<(BlockKind, String)> {
    let (shown, all) = (total_weight(&blocks), total_weight(&from_json));
    // A short text is trusted only if it is at least three times as long as what the page shows.
    if all * 10 < shown * 15 || all < MIN_LETTERS.min(shown * 3) {
        return blocks;
    }
    let json_shingles = from_json.iter().flat_map(|(_, text)| shingles::shingles(text)).collect();
    if shown >= MIN_LETTERS && shingles::percent_covered(&text_of(&blocks), &json_shingles) < 50 {
        blocks
    } else {
        from_json
    }
}

/// Returns the text of blocks, one per line.
fn text_of(blocks: &[(BlockKind, String)]) -> String {
    blocks.iter().flat_map(|(_, text)| [text.as_str(), "\n"]).collect()
}

/// Splits a text from JSON-LD into blocks. It is HTML, or has one paragraph per line.
fn body_blocks(body: &str) -> Vec<(BlockKind, String)> {
    if ["</p>", "<br", "</div>", "<p>"].iter().any(|tag| body.contains(tag)) {
        return fragment(body);
    }
    let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.filter_map(|line| Some((BlockKind::Paragraph, line::paragraph_text(line)?))).collect()
}

/// Builds the article: title, subtitle and byline, then the other blocks.
fn build_article(
    key: ArticleKey,
    meta: Meta,
    subtitle: Option<&str>,
    blocks: Vec<(BlockKind, String)>,
) -> Article {
    let mut writer = Writer::default();
    let header = [
        (BlockKind::Title, meta.title.clone()),
        (BlockKind::Subtitle, subtitle.map(|subtitle| sanitize(subtitle.to_owned()))),
        (BlockKind::Byline, meta.author.as_ref().map(|author| format!("by {author}"))),
    ];
    for (kind, text) in header {
        writer.push(kind, &text.unwrap_or_default());
    }
    for (kind, text) in blocks {
        writer.push(kind, &text);
    }
    writer.into_article(key, meta)
}
