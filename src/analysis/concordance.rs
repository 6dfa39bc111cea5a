//! The concordance of an entity: every mention of it, each on one line between the words to its left and right (KWIC,
//! keyword in context).
//!
//! Left and right are before and after in reading order, also in scripts that are written from right to left. The
//! context stays within the mention's own block: a title is not context for the paragraph below it, nor one list item
//! for the next. Only mentions that count have a line, so the lines are exactly the mentions at which next and previous
//! stop when the entity is selected and mentions that do not count are hidden.
//!
//! Limitations: the lines of an article need its text, which is not kept; and words are sorted by their folded
//! letters, not by the alphabet of a language.

use crate::article::{Article, BlockKind};
use crate::corpus::{ArticleId, Index, ReferentId};
use crate::mention::Mention;
use crate::text::fold::fold_form;
use crate::text::scripts::{is_mark, is_unspaced};
use crate::text::whitespace::{collapse, single_spaced};
use crate::text::width::{ceil_grapheme_boundary, floor_grapheme_boundary, graphemes, width};
use crate::text::words::is_word_char;

/// Maximum width of the context on each side, in columns.
pub const MAX_CONTEXT_COLUMNS: usize = 120;
/// Maximum length in bytes of the text that the context on each side is taken from. Most columns take one to four
/// bytes, but a letter may have any number of marks, and white space of any length becomes one column. The limit bounds
/// the work, since there may be a million mentions.
const MAX_CONTEXT_LEN: usize = 2048;

/// Length of the part tried first, in bytes. Nearly always enough.
const NEAR_LEN: usize = 256;

/// A mention in its context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Position of its article in the list of articles.
    pub article: u32,
    /// Byte offset of the mention in the article's text.
    pub start: usize,
    /// Byte offset of its end.
    pub end: usize,
    /// Text before it in the block where it starts, at most [`MAX_CONTEXT_COLUMNS`] wide. Each run of white space is
    /// one space, at the end too if there is white space before the mention.
    pub left: String,
    /// Text of the mention, white space collapsed.
    pub surface: String,
    /// Text after it in the block where it ends, like `left`.
    pub right: String,
    /// Kind of the block where it starts.
    pub block: BlockKind,
    /// Number of its paragraph, from 1; see [`crate::article::Block::ordinal`].
    pub paragraph: u32,
}

/// Sort order of lines. Ties are broken by article and offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By article, in the order of the list, then offset.
    #[default]
    Article,
    /// By the words to the left, the nearest first.
    Left,
    /// By the words to the right.
    Right,
    /// By the mention's own text.
    Spelling,
}

impl Sort {
    /// The sort orders, with the names used in arguments and on screen.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Article, "article"),
        (Self::Left, "left"),
        (Self::Right, "right"),
        (Self::Spelling, "spelling"),
    ];

    /// Returns the name used in arguments and on screen.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(sort, _)| *sort == self).map_or("", |(_, name)| name)
    }

    /// Returns the next sort order, cycling.
    #[must_use]
    pub fn next(self) -> Self {
        let index = Self::ALL.iter().position(|(sort, _)| *sort == self).unwrap_or(0);
        Self::ALL.iter().cycle().nth(index + 1).map(|(sort, _)| *sort).unwrap_or_default()
    }
}

/// Returns an entity's mentions in an article that count, and so have a line, in text order.
pub fn mentions_of(index: &Index, article: ArticleId, entity: ReferentId) -> impl Iterator<Item = &Mention> {
    index
        .mentions(article)
        .filter(move |(id, mention)| *id == entity && mention.counts())
        .map(|(_, mention)| mention)
}

/// Returns a line for each mention that counts. `position` is the article's position in the list of articles.
pub fn lines<'a>(
    article: &Article,
    position: u32,
    mentions: impl IntoIterator<Item = &'a Mention>,
) -> Vec<Line> {
    let counted = mentions.into_iter().filter(|mention| mention.counts());
    counted.map(|mention| line(article, position, mention)).collect()
}

/// Returns the line of a mention, whether or not it counts.
pub fn line(article: &Article, position: u32, mention: &Mention) -> Line {
    let (start, end) = (mention.start as usize, mention.end());
    // Not `mention.block`, where the paragraph starts: a page break, with its footer, may be in between.
    let block = article.block_at(start).and_then(|at| article.blocks.get(at));
    // A mention may end in the next block, if the rest of it was wrapped and the new line taken for a paragraph.
    let last = article.block_at(end.saturating_sub(1)).and_then(|at| article.blocks.get(at));
    let block_start = block.map_or(start, |block| block.range.start.min(start));
    let block_end = last.map_or(end, |block| block.range.end.max(end));
    Line {
        article: position,
        start,
        end,
        left: left_context(article.text.slice(block_start..start)),
        surface: collapse(article.text.slice(start..end)),
        right: right_context(article.text.slice(end..block_end)),
        block: block.map_or(BlockKind::Paragraph, |block| block.kind),
        paragraph: block.map_or(0, |block| block.ordinal),
    }
}

/// Returns the context to the left, given the text from the start of the block to the mention.
fn left_context(text: &str) -> String {
    let from = |len: usize| ceil_grapheme_boundary(text, text.len().saturating_sub(len));
    let near = near(text.len(), |len| text.get(from(len)..).unwrap_or_default());
    cut_start(&near, MAX_CONTEXT_COLUMNS, text.len() > MAX_CONTEXT_LEN).to_owned()
}

/// Returns the context to the right, given the text from the mention to the end of the block.
fn right_context(text: &str) -> String {
    let to = |len: usize| floor_grapheme_boundary(text, len.min(text.len()));
    let near = near(text.len(), |len| text.get(..to(len)).unwrap_or_default());
    cut_end(&near, MAX_CONTEXT_COLUMNS, text.len() > MAX_CONTEXT_LEN).to_owned()
}

/// Returns enough of the text beside a mention to cut the context from, on one line. `len` is the length of that text
/// in bytes. `take` returns the part of it that is nearest to the mention and has at most the given length in bytes.
fn near<'a>(len: usize, take: impl Fn(usize) -> &'a str) -> String {
    let line = single_spaced(take(NEAR_LEN));
    if len <= NEAR_LEN || width(&line) > MAX_CONTEXT_COLUMNS {
        line
    } else {
        single_spaced(take(MAX_CONTEXT_LEN))
    }
}

/// Returns the end of a left context that fits into `columns`. Cuts between words, or between grapheme clusters if not
/// even one word fits.
pub fn last_columns(left: &str, columns: usize) -> &str {
    cut_start(left, columns, false)
}

/// Returns the start of a right context that fits into `columns`. Cuts between words, or between grapheme clusters if
/// not even one word fits.
pub fn first_columns(right: &str, columns: usize) -> &str {
    cut_end(right, columns, false)
}

/// Like [`last_columns`]. `is_cut` is true if the start of `text` was already cut off, perhaps within a word.
fn cut_start(text: &str, columns: usize, mut is_cut: bool) -> &str {
    let clusters: Vec<_> = graphemes(text).collect();
    let (mut used, mut fitting, mut at_word, mut has_word) = (0, text.len(), None, false);
    for (at, cluster) in clusters.iter().enumerate().rev() {
        used += cluster.width;
        if used > columns {
            is_cut = true;
            break;
        }
        fitting = cluster.start;
        has_word |= cluster.text != " ";
        let before = at.checked_sub(1).and_then(|at| clusters.get(at)).map_or("", |before| before.text);
        if has_word && cluster.text != " " && (before == " " || is_border(before, cluster.text)) {
            at_word = Some(cluster.start);
        }
    }
    let start = if is_cut { at_word.unwrap_or(fitting) } else { 0 };
    text.get(start..).unwrap_or_default()
}

/// Like [`first_columns`]. `is_cut` is true if the end of `text` was already cut off, perhaps within a word.
fn cut_end(text: &str, columns: usize, mut is_cut: bool) -> &str {
    let (mut used, mut fitting, mut at_word, mut has_word) = (0, 0, None, false);
    let mut last = "";
    for cluster in graphemes(text) {
        if has_word && last != " " && (cluster.text == " " || is_border(last, cluster.text)) {
            at_word = Some(fitting);
        }
        used += cluster.width;
        if used > columns {
            is_cut = true;
            break;
        }
        fitting = cluster.start + cluster.text.len();
        has_word |= cluster.text != " ";
        last = cluster.text;
    }
    let end = if is_cut { at_word.unwrap_or(fitting) } else { text.len() };
    text.get(..end).unwrap_or_default()
}

/// True if a word may end between two neighbouring clusters without a space, since one of them is of a script written
/// without spaces.
fn is_border(before: &str, after: &str) -> bool {
    let is_unspaced = |cluster: &str| cluster.chars().next().is_some_and(is_unspaced);
    is_unspaced(before) || is_unspaced(after)
}

/// Sorts lines. The order is total: the same lines are always in the same order.
pub fn sort_lines(lines: &mut [Line], sort: Sort) {
    match sort {
        Sort::Article => lines.sort_by_key(|line| (line.article, line.start, line.end)),
        _ => lines.sort_by_cached_key(|line| sort_key(line, sort)),
    }
}

/// The key that a line is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey {
    /// The folded words of the context, nearest first, joined by spaces. A space sorts before every character of a
    /// word, so comparing the strings compares the words. For [`Sort::Spelling`], the folded mention instead; for
    /// [`Sort::Article`], empty.
    words: String,
    /// The unfolded mention for [`Sort::Spelling`], to break ties. Empty for the other orders.
    exact: String,
    place: (u32, usize, usize),
}

/// Returns the key that a line is sorted by.
pub fn sort_key(line: &Line, sort: Sort) -> SortKey {
    let (words, exact) = match sort {
        Sort::Article => Default::default(),
        Sort::Left => {
            let folded = fold_form(&line.left);
            let words = words(&folded);
            (words.into_iter().rev().collect::<Vec<_>>().join(" "), String::new())
        }
        Sort::Right => (words(&fold_form(&line.right)).join(" "), String::new()),
        Sort::Spelling => (fold_form(&line.surface), line.surface.clone()),
    };
    SortKey { words, exact, place: (line.article, line.start, line.end) }
}

/// Splits a folded text into words: runs of letters and digits, and each letter of a script written without spaces.
fn words(folded: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = None;
    let mut is_single = false;
    let mut end_word = |start: &mut Option<usize>, end: usize| {
        words.extend(start.take().and_then(|start| folded.get(start..end)));
    };
    for (at, c) in folded.char_indices() {
        if is_mark(c) && start.is_some() {
            continue;
        }
        if !is_word_char(c) {
            end_word(&mut start, at);
            continue;
        }
        if is_single || is_unspaced(c) {
            end_word(&mut start, at);
        }
        is_single = is_unspaced(c);
        start.get_or_insert(at);
    }
    end_word(&mut start, folded.len());
    words
}

#[cfg(test)]
#[path = "concordance_tests.rs"]
mod tests;
