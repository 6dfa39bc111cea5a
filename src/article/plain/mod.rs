//! Parses plain text. The article's text is the whole decoded file, so offsets in characters apply to the file itself
//! (CR LF counts as one).
//!
//! Only white space gives plain text a structure. Its `lines` that are not blank are joined into `paragraphs` if they
//! were wrapped; otherwise each is a paragraph. A paragraph's shape decides its kind (`kinds`): title, heading, item or
//! prose. A printed text, such as the output of `pdftotext`, has `pages`: form feeds, and repeated headers and
//! footers. Form feeds become line breaks, and paragraphs continue across pages.
//!
//! A text has at most [`MAX_BLOCKS`] blocks; anything beyond is appended to the last one, which is then neither a table
//! row nor page furniture.
//!
//! Limitation: characters are only replaced one for one, and only white space (including form feeds) by white space. So
//! a footer, header or footnote between two halves of a paragraph stays between them, as a block of its own.

mod kinds;
mod lines;
mod pages;
mod paragraphs;

use std::borrow::Cow;

use crate::article::front_matter::{FrontMatter, read_front_matter};
use crate::article::model::{Article, ArticleKey, Block, BlockKind, Region, Text};
use crate::article::plain::paragraphs::{Group, Paragraphs};
use crate::article::residue;
use crate::article::writer::{MAX_BLOCKS, Part};

/// Parses safe text.
pub fn parse(key: ArticleKey, text: &str) -> Article {
    let (text, breaks) = replace_form_feeds(text);
    let front = read_front_matter(&text);
    let body = front.as_ref().map_or(0, |front| front.end);
    let Paragraphs { groups, blanks } = read_paragraphs(&text, body, &breaks);
    let text = if blanks.is_empty() {
        text
    } else {
        Cow::Owned(paragraphs::join_blanks(text.into_owned(), &blanks))
    };
    let mut meta = front.as_ref().map(FrontMatter::meta).unwrap_or_default();

    let mut blocks = Vec::with_capacity(groups.len() + 1);
    if let Some(range) = front.as_ref().and_then(FrontMatter::title_range) {
        blocks.push(Block { kind: BlockKind::Title, region: Region::Body, range, ordinal: 0 });
    }
    let first = blocks.len();
    let kinds = kinds::classify(&text, &groups, !breaks.is_empty(), &mut meta);
    blocks.extend(groups.iter().zip(kinds).map(|(group, kind)| {
        let region = if group.is_furniture { Region::Boilerplate } else { Region::Body };
        Block { kind, region, range: group.range.clone(), ordinal: 0 }
    }));
    Article::number_blocks(&mut blocks);
    share_ordinals(&groups, blocks.get_mut(first..).unwrap_or_default());
    let text = Text::new(&text);
    residue::mark_residue(&text, &mut blocks);
    Article::new(key, meta, text, blocks)
}

/// Reads the blocks of a text whose title is elsewhere: the body of an email, the text of a row.
pub fn read_parts(text: &str) -> Vec<Part> {
    let (text, breaks) = replace_form_feeds(text);
    let Paragraphs { groups, blanks } = read_paragraphs(&text, 0, &breaks);
    let text = paragraphs::join_blanks(text.into_owned(), &blanks);
    let kinds = kinds::classify_body(&text, &groups);
    let part = |(group, kind): (&Group, BlockKind)| {
        Part::new(kind, text.get(group.range.clone()).unwrap_or_default())
    };
    groups.iter().zip(kinds).map(part).collect()
}

fn replace_form_feeds(text: &str) -> (Cow<'_, str>, Vec<usize>) {
    match pages::replace_form_feeds(text) {
        Some((text, breaks)) => (Cow::Owned(text), breaks),
        None => (Cow::Borrowed(text), Vec::new()),
    }
}

fn read_paragraphs(text: &str, from: usize, breaks: &[usize]) -> Paragraphs {
    let has_pages = !breaks.is_empty();
    let mut lines = lines::lines_of(text, from, breaks);
    if has_pages {
        pages::mark_furniture(text, &mut lines);
    }
    let found = if lines::is_hard_wrapped(text, &lines, has_pages) {
        paragraphs::paragraphs(text, &lines, has_pages)
    } else {
        paragraphs::lines_as_groups(&lines)
    };
    found.bounded(MAX_BLOCKS)
}

/// Gives each continuation of a paragraph the number of that paragraph.
fn share_ordinals(groups: &[Group], blocks: &mut [Block]) {
    for (index, group) in groups.iter().enumerate() {
        let from = group.continues.and_then(|from| blocks.get(from as usize)).map(|block| block.ordinal);
        if let (Some(ordinal), Some(block)) = (from, blocks.get_mut(index)) {
            block.ordinal = ordinal;
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
