//! Web pages into articles.
//!
//! A page holds an article and, around it and between its paragraphs, everything else: menus, teasers, buttons, advertisements, what
//! readers wrote. This folder bridges the two. `builder` makes the page a `tree`, as browsers do; `pieces` makes a tree runs of
//! text, each a block to be; `main_text` chooses among them, by names (`marked`, `words`), by where the prose is (`place`,
//! `weight`) and by what each piece is; `metadata` and `json_ld` read what the page says of itself, and `opening` finds the
//! title as the page shows it. A [`fragment`] is a page without what stands around it: nothing is chosen there.
//!
//! The extractor is our own. Two crates were measured against it on pages with the main text marked by hand; both keep more
//! furniture and weigh two to seven times as much in the binary. The tokenizer is `html5gum`'s, which follows the standard; the tree is ours,
//! since a tree by the standard can take memory that grows with the square of a page.
//!
//! The limits it lives with: the names are mostly English, the lines of a dozen languages, and a page may call its text an advertisement. So no
//! name takes out what holds nearly half of the prose, and a page of which less than fifty words were found, which are not most of its
//! prose, is read whole but for what such names take out. Text is
//! weighed by its letters, so a story told in links or in captions looks like furniture. Nothing is laid out: what style sheets hide, move
//! or draw is not known. A tree is at most 256 elements deep and a million nodes long; what lies beyond keeps its text and
//! loses its structure. All work is linear in the page, but for looking through at most 256 open elements a tag.

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
mod shown;
mod tables;
#[cfg(test)]
mod tests;
mod tree;
mod weight;
mod words;

pub use elements::is_block;

use crate::article::html::metadata::Known;
use crate::article::html::pieces::Piece;
use crate::article::html::tree::Tree;
use crate::article::link;
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

/// A main text of fewer letters than this, about fifty words, was not found, unless the page has little else to say. Words are counted by their letters,
/// so that scripts without spaces count too.
const LEAST_LETTERS: usize = 250;

/// Parses a page: title, subtitle and byline, then its text. Never fails; a page without text is an article without blocks.
pub fn parse(key: ArticleKey, source: &str, extent: Extent) -> Article {
    let tree = builder::build(source);
    let known = metadata::read(&tree);
    let found = match extent {
        Extent::Main => main_text::choose(&tree, &known),
        Extent::Whole => whole(&tree, pieces::read_pieces(&tree, &|_| false), &known),
    };
    let mut parts: Vec<(BlockKind, String)> = parts(found.pieces);
    if let Some(body) = known.body.as_deref().filter(|_| extent == Extent::Main) {
        parts = fuller(parts, body);
    }
    let mut title = found.title;
    let mut subtitle = found.subtitle;
    if extent == Extent::Main && letters_of(&parts) < LEAST_LETTERS && !found.is_most {
        let unmarked = main_text::unmarked(&tree);
        let has_prose = unmarked.iter().any(|piece| weight::prose_of(piece) > 0);
        let pieces = if has_prose { unmarked } else { pieces::read_pieces(&tree, &|_| false) };
        let whole = whole(&tree, pieces, &known);
        let all = self::parts(whole.pieces);
        if letters_of(&all) > letters_of(&parts) {
            (parts, title, subtitle) = (all, whole.title, None);
        }
    }
    drop(tree);
    let mut meta = known.meta;
    let house = known.page_name.as_deref().zip(title.as_ref());
    meta.source = meta.source.or_else(|| house.and_then(|(name, title)| shown::house_of(name, title)));
    meta.date = meta.date.or(found.date).or_else(|| link::date_in_path(meta.url.as_deref()?));
    meta.title = title.map(|title| sanitize_line(&title.text).into_owned()).or(meta.title);
    write(key, meta, subtitle.as_deref(), parts)
}

/// The blocks of a piece of HTML that is all content: a feed's entry, a mail, HTML inside Markdown. Nothing is taken for furniture; programs,
/// styles and what is hidden are left out.
pub fn fragment(source: &str) -> Vec<(BlockKind, String)> {
    let tree = builder::build(source);
    let is_hidden = |node| tree.element(node).is_some_and(furniture::is_hidden);
    parts(pieces::read_pieces(&tree, &is_hidden))
}

fn parts(pieces: Vec<Piece>) -> Vec<(BlockKind, String)> {
    // They are told apart only here: for what is furniture, all of them are items.
    let kind = |piece: &Piece| match piece.kind {
        BlockKind::ListItem if piece.goes_on => BlockKind::ItemText,
        BlockKind::ListItem if piece.is_nested => BlockKind::NestedItem,
        kind => kind,
    };
    pieces.into_iter().map(|piece| (kind(&piece), piece.text)).collect()
}

/// All of these pieces; the title goes before them.
fn whole(tree: &Tree, mut pieces: Vec<Piece>, known: &Known) -> main_text::MainText {
    let title = opening::find_title(tree, &pieces, known);
    if let Some(title) = &title {
        let shown =
            pieces.iter().position(|piece| Some(piece.node) == title.node && piece.text == title.text);
        if let Some(shown) = shown {
            pieces.remove(shown);
        }
    }
    main_text::MainText { pieces, title, subtitle: None, date: None, is_most: true }
}

fn letters_of(parts: &[(BlockKind, String)]) -> usize {
    parts.iter().map(|(_, text)| weight::weigh(text)).sum()
}

/// The text that the page gives of itself, where it holds much more than what it shows: pages that fill themselves by program, or show
/// a beginning only.
fn fuller(parts: Vec<(BlockKind, String)>, body: &str) -> Vec<(BlockKind, String)> {
    let said = said_parts(body);
    let (shown, all) = (letters_of(&parts), letters_of(&said));
    // A short one is believed where the page shows next to nothing.
    if all * 10 < shown * 15 || all < LEAST_LETTERS.min(shown * 3) {
        return parts;
    }
    let runs = said.iter().flat_map(|(_, text)| shingles::runs(text)).collect();
    let text: String = parts.iter().flat_map(|(_, text)| [text, "\n"]).collect();
    if shown >= LEAST_LETTERS && shingles::covered(&text, &runs) < 50 { parts } else { said }
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
fn write(key: ArticleKey, meta: Meta, subtitle: Option<&str>, parts: Vec<(BlockKind, String)>) -> Article {
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
        writer.push(kind, &text);
    }
    writer.into_article(key, meta)
}
