//! Finds an article's title, as the page shows it, and its subtitle.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::article::html::boilerplate::name_words;
use crate::article::html::elements::is_heading;
use crate::article::html::metadata::{PageMetadata, TITLE_SEPARATORS};
use crate::article::html::piece::Piece;
use crate::article::html::pieces::count_letters;
use crate::article::html::shingles::normalise;
use crate::article::html::tree::{NodeId, Tree};
use crate::article::html::word_lists::{Role, has_role};
use crate::article::model::BlockKind;
use crate::text::whitespace::collapse;

/// Maximum length of a piece that may be the title, in characters.
const MAX_TITLE_LEN: usize = 300;
/// Maximum length of a subtitle, in characters; anything longer is the first paragraph.
const MAX_SUBTITLE_LEN: usize = 240;
/// Minimum words of a subtitle, and of a title that is only a part of one in the metadata, similar to one, or the first
/// line of a block. All but the last may have fewer if they are not all ASCII: some scripts do not separate words.
const MIN_WORDS: usize = 3;
/// A block with more lines than this is text, not a title with its byline.
const MAX_TITLE_BLOCK_LINES: usize = 5;
/// Maximum number of elements checked for a subtitle name: the block around a piece and its nearest ancestors.
const MAX_ANCESTORS: usize = 3;

/// A title and its place on the page.
pub struct Title {
    /// Its text.
    pub text: String,
    /// The node where it starts, or else that of the first `<h1>`. None if the page has neither.
    pub node: Option<NodeId>,
}

/// Finds the title, in this order: a title from the metadata, or a part of one, as the page spells it; the first
/// `<h1>`, if it contains a title from the metadata, is contained in one, or the metadata has none; if there is no
/// `<h1>`, the only element named "headline"; the first title in the metadata.
pub fn find_title(tree: &Tree, pieces: &[Piece], metadata: &PageMetadata) -> Option<Title> {
    let mut shown: HashMap<String, &Piece> = HashMap::new();
    let heading_rank = |piece: &&Piece| match tree.name(piece.block) {
        "h1" => 0,
        name if is_heading(name) => 1,
        _ => 2,
    };
    let mut short: Vec<&Piece> =
        pieces.iter().filter(|piece| piece.text.chars().nth(MAX_TITLE_LEN).is_none()).collect();
    short.sort_by_key(heading_rank);
    for piece in &short {
        shown.entry(normalise(&piece.text)).or_insert(piece);
    }
    let as_shown = |piece: &Piece| Title { text: collapse(&piece.text), node: Some(piece.node) };
    for title in &metadata.titles {
        if let Some(piece) = shown.get(&normalise(title)) {
            return Some(as_shown(piece));
        }
    }
    // The site's name may be shown too: prefer headings, then the longest part.
    let matching_parts = metadata.titles.iter().flat_map(|title| title_parts(title)).filter_map(|part| {
        let part = normalise(part);
        let is_long = part.split(' ').count() >= MIN_WORDS || !part.is_ascii();
        shown.get(&part).copied().filter(|_| is_long)
    });
    let rank = |piece: &&Piece| (is_heading(tree.name(piece.block)), piece.letters, Reverse(piece.node));
    if let Some(piece) = matching_parts.max_by_key(rank) {
        return Some(as_shown(piece));
    }
    let first = short.iter().find(|piece| tree.name(piece.block) == "h1");
    let titles: Vec<String> = metadata.titles.iter().map(|title| normalise(title)).collect();
    let is_similar = |piece: &&&Piece| {
        let heading = normalise(&piece.text);
        let is_long = heading.split(' ').count() >= MIN_WORDS || !heading.is_ascii();
        titles.is_empty()
            || is_long
                && titles.iter().any(|title| title.contains(&heading) || heading.contains(title.as_str()))
    };
    if let Some(piece) = first.filter(is_similar) {
        return Some(as_shown(piece));
    }
    // If the metadata's title ("Home") is not on the page, an element may still be named "headline".
    if first.is_none()
        && let Some(piece) = find_named_headline(tree, pieces)
    {
        return Some(as_shown(piece));
    }
    let node = first.map(|piece| piece.node);
    metadata.titles.first().map(|title| Title { text: title.clone(), node })
}

/// Returns the only short piece in a block named "headline", links excepted. None if there are several: those are
/// teasers.
fn find_named_headline<'a>(tree: &Tree, pieces: &'a [Piece]) -> Option<&'a Piece> {
    let is_named_headline = |piece: &&Piece| {
        let is_short =
            piece.text.chars().nth(MAX_TITLE_LEN).is_none() && piece.linked_letters * 2 <= piece.letters;
        let element = || tree.element(piece.block);
        is_short && element().is_some_and(|element| name_words(element).iter().any(|word| word == "headline"))
    };
    let mut headlines = pieces.iter().filter(is_named_headline);
    headlines.next().filter(|_| headlines.next().is_none())
}

/// Splits pieces of two to five lines into lines if the first line is a title from the metadata or a part of one: old
/// pages put title, byline and text into one block.
pub fn split_leading_titles(pieces: Vec<Piece>, metadata: &PageMetadata) -> Vec<Piece> {
    let titles: HashSet<String> = metadata
        .titles
        .iter()
        .flat_map(|title| title_parts(title).into_iter().chain([title.as_str()]))
        .map(normalise)
        .collect();
    let mut split = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let lines: Vec<&str> = piece.text.lines().take(MAX_TITLE_BLOCK_LINES + 1).collect();
        let first = lines.first().map(|line| normalise(line)).unwrap_or_default();
        if lines.len() > 1
            && lines.len() <= MAX_TITLE_BLOCK_LINES
            && first.split(' ').count() >= MIN_WORDS
            && titles.contains(&first)
        {
            let line = |line: &&str| {
                let letters = count_letters(line);
                Piece {
                    text: (*line).to_owned(),
                    letters,
                    linked_letters: piece.linked_letters.min(letters),
                    ..piece.clone()
                }
            };
            split.extend(lines.iter().map(line));
        } else {
            split.push(piece);
        }
    }
    split
}

/// Splits a title at the last and at the first occurrence of each separator. Returns both parts of each split.
fn title_parts(title: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for separator in TITLE_SEPARATORS {
        if let Some((before, after)) = title.rsplit_once(separator) {
            parts.extend([before, after]);
        }
        if let Some((before, after)) = title.split_once(separator) {
            parts.extend([after, before]);
        }
    }
    parts
}

/// Finds the subtitle among the pieces after the title, up to and including the first paragraph: one that is named as a
/// subtitle, else one that is not part of the article and repeats the description or its beginning. `body` holds the
/// pieces of the article; `pieces` those of the page below its title.
pub fn find_subtitle(
    tree: &Tree,
    pieces: &[Piece],
    title: &Title,
    body: &[Piece],
    metadata: &PageMetadata,
) -> Option<String> {
    let title_node = title.node?;
    let first = body.iter().find(|piece| piece.kind == BlockKind::Paragraph).map(|piece| piece.node)?;
    let in_body: HashSet<NodeId> = body.iter().map(|piece| piece.node).collect();
    let description = metadata.description.as_deref().map(normalise).unwrap_or_default();
    let title = normalise(&title.text);
    let between = pieces.iter().filter(|piece| piece.node > title_node && piece.node <= first);
    let candidates = between.filter(|piece| {
        piece.text.chars().nth(MAX_SUBTITLE_LEN).is_none()
            && piece.linked_letters * 2 <= piece.letters
            && piece.kind != BlockKind::Caption
    });
    let mut found = candidates.filter_map(|piece| {
        let text = normalise(&piece.text);
        let is_sentence = text.split(' ').count() >= MIN_WORDS || !text.is_ascii();
        if !is_sentence || text == title {
            return None;
        }
        if has_subtitle_name(tree, piece) {
            return Some((0, piece));
        }
        let is_described = !in_body.contains(&piece.node)
            && description.len() > 20
            && (description.starts_with(&text) || text.starts_with(&description));
        is_described.then_some((1, piece))
    });
    let first = found.next()?;
    let best = if first.0 == 0 { first } else { found.find(|(rank, _)| *rank == 0).unwrap_or(first) };
    Some(collapse(&best.1.text))
}

/// Returns true if the block around a piece, or one of its nearest ancestors, is named as a subtitle.
fn has_subtitle_name(tree: &Tree, piece: &Piece) -> bool {
    let mut node = piece.block;
    for _ in 0..MAX_ANCESTORS {
        let Some(element) = tree.element(node).filter(|_| node != 0) else { return false };
        let words = name_words(element);
        if has_role(&words, Role::Body) || matches!(element.name(), "article" | "main" | "body") {
            return false;
        }
        if has_role(&words, Role::Subtitle)
            || element
                .attribute("itemprop")
                .is_some_and(|value| value == "description" || value == "alternativeHeadline")
        {
            return true;
        }
        node = tree.parent(node);
    }
    false
}
