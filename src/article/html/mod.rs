//! Web pages into articles.
//!
//! TODO essay
//! .
//! .
//! .

mod builder;
mod elements;
mod furniture;
mod json_ld;
mod line;
mod main_text;
mod marked;
mod marks;
mod metadata;
mod opening;
mod pieces;
mod place;
mod shingles;
mod tables;
mod tree;
mod weight;
mod words;

use crate::article::html::metadata::Known;
use crate::article::html::pieces::Piece;
use crate::article::html::tree::Tree;
use crate::article::model::{Article, ArticleKey, BlockKind, Meta};
use crate::article::writer::Writer;
use crate::text::sanitize::{sanitize, sanitize_line};

/// How much of a page is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// The article, as far as it can be told from what stands around it.
    #[default]
    Main,
    /// All that the page holds, what is hidden too.
    Whole,
}

/// A main text of fewer words than this was not found, and the whole page is read.
const FEWEST_WORDS: usize = 50;

/// Parses a page: title, subtitle and byline, then its text. Never fails; a page without text is an article without blocks.
pub fn parse(key: ArticleKey, source: &str, extent: Extent) -> Article {
    let tree = builder::build(source);
    let known = metadata::read(&tree);
    let found = match extent {
        Extent::Main => main_text::choose(&tree, &known),
        Extent::Whole => whole(&tree, &known),
    };
    let mut parts: Vec<(BlockKind, String)> = parts(found.pieces);
    if let Some(body) = known.body.as_deref().filter(|_| extent == Extent::Main) {
        parts = fuller(parts, body);
    }
    let mut title = found.title;
    let mut subtitle = found.subtitle;
    if extent == Extent::Main && count_words(&parts) < FEWEST_WORDS {
        let whole = whole(&tree, &known);
        let all = self::parts(whole.pieces);
        if count_words(&all) > count_words(&parts) {
            (parts, title, subtitle) = (all, whole.title, None);
        }
    }
    let mut meta = known.meta;
    meta.title = title.map(|title| sanitize_line(&title.text).into_owned()).or(meta.title);
    write(key, meta, subtitle.as_deref(), &parts)
}

/// The blocks of a piece of HTML that is all content: a feed's entry, a mail, HTML inside Markdown. Nothing is taken for furniture; programs,
/// styles and what is hidden are left out.
pub fn fragment(source: &str) -> Vec<(BlockKind, String)> {
    let tree = builder::build(source);
    let is_hidden = |node| tree.element(node).is_some_and(furniture::is_hidden);
    parts(pieces::read_pieces(&tree, &is_hidden))
}

fn parts(pieces: Vec<Piece>) -> Vec<(BlockKind, String)> {
    pieces.into_iter().map(|piece| (piece.kind, piece.text)).collect()
}

/// The whole page; its title goes before it.
fn whole(tree: &Tree, known: &Known) -> main_text::MainText {
    let mut pieces = pieces::read_pieces(tree, &|_| false);
    let title = opening::find_title(tree, &pieces, known);
    if let Some(title) = &title {
        let shown =
            pieces.iter().position(|piece| Some(piece.node) == title.node && piece.text == title.text);
        if let Some(shown) = shown {
            pieces.remove(shown);
        }
    }
    main_text::MainText { pieces, title, subtitle: None }
}

fn count_words(parts: &[(BlockKind, String)]) -> usize {
    parts.iter().map(|(_, text)| weight::weigh(text) / LETTERS_OF_WORD).sum()
}

/// Letters that stand for a word where words are counted by their letters, so that scripts without spaces count too.
const LETTERS_OF_WORD: usize = 5;

/// The text that the page gives of itself, where it holds much more than what it shows: pages that fill themselves by program, or show
/// a beginning only.
fn fuller(parts: Vec<(BlockKind, String)>, body: &str) -> Vec<(BlockKind, String)> {
    let said = said_parts(body);
    let (shown, all) = (count_words(&parts), count_words(&said));
    if all < FEWEST_WORDS || all * 10 < shown * 15 {
        return parts;
    }
    let runs = said.iter().flat_map(|(_, text)| shingles::runs(text)).collect();
    let text: String = parts.iter().map(|(_, text)| format!("{text}\n")).collect();
    if shown >= FEWEST_WORDS && shingles::covered(&text, &runs) < 50 { parts } else { said }
}

/// Paragraphs of a text in JSON: HTML, or lines.
fn said_parts(body: &str) -> Vec<(BlockKind, String)> {
    if ["</p>", "<br", "</div>", "<p>"].iter().any(|tag| body.contains(tag)) {
        return fragment(body);
    }
    let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.filter_map(|line| Some((BlockKind::Paragraph, line::text(line)?))).collect()
}

/// Writes an article: its opening, then its parts.
fn write(key: ArticleKey, meta: Meta, subtitle: Option<&str>, parts: &[(BlockKind, String)]) -> Article {
    let mut writer = Writer::default();
    let opening = [
        (BlockKind::Title, meta.title.clone()),
        (BlockKind::Subtitle, subtitle.map(|subtitle| sanitize(subtitle.to_owned()))),
        (BlockKind::Byline, meta.author.as_ref().map(|author| format!("by {author}"))),
    ];
    for (kind, text) in opening {
        writer.push(kind, &text.unwrap_or_default());
    }
    for (kind, text) in parts {
        writer.push(*kind, text);
    }
    writer.into_article(key, meta)
}
