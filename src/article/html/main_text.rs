//! Picks the pieces of a page that are the article.
//!
//! First, elements named as boilerplate are excluded ([`find_excluded`]). Then the smallest element that holds the
//! article is found ([`Search`]). Last, its pieces are filtered one by one, to drop lines that pages put between
//! paragraphs, lists of links, headings with nothing below them and, if JSON-LD has the text, paragraphs that it lacks.

use std::collections::HashSet;

use crate::article::html::boilerplate::is_in_quotation;
use crate::article::html::elements::is_block;
use crate::article::html::excluded::find_excluded;
use crate::article::html::main_element::Search;
use crate::article::html::metadata::PageMetadata;
use crate::article::html::piece::Piece;
use crate::article::html::pieces::read_pieces;
use crate::article::html::shingles::{normalise, percent_covered, shingles};
use crate::article::html::title::{Title, find_subtitle, find_title, split_leading_titles};
use crate::article::html::tree::{NodeId, Tree};
use crate::article::html::visible_metadata::find_date_below;
use crate::article::html::weight::{LONG_PARAGRAPH, Weights, ends_sentence, prose_weight};
use crate::article::html::word_lists::is_boilerplate_line;
use crate::article::model::BlockKind;
use crate::article::shape::is_byline;

/// Maximum number of pieces after the title to search for the subtitle.
const MAX_PIECES_BELOW_TITLE: usize = 200;
/// Maximum number of pieces kept between the title and the main element.
const MAX_LEADS: usize = 4;

/// The main text of a page.
pub struct MainText {
    /// The pieces of the article in order, without title and subtitle.
    pub pieces: Vec<Piece>,
    /// The title.
    pub title: Option<Title>,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// The date shown between the title and the text.
    pub date: Option<String>,
    /// True if the pieces hold most of the prose that is not excluded by name. Then even a short text may be the whole
    /// article.
    pub is_most_of_prose: bool,
}

/// Extracts the main text. `json_text` is the article's text in the page's JSON-LD, without markup.
pub fn extract(tree: &Tree, metadata: &PageMetadata, json_text: Option<&str>) -> MainText {
    let all = split_leading_titles(read_pieces(tree, &|_| false), metadata);
    let excluded = find_excluded(tree, &all);
    let title = find_title(tree, &all, metadata);
    let title_node = title.as_ref().and_then(|title| title.node);
    let below_title = pieces_after(all, title_node);
    let is_excluded = |node: NodeId| excluded.nodes.get(node).copied().unwrap_or(false);
    let mut chosen = split_leading_titles(read_pieces(tree, &is_excluded), metadata);
    let all_prose = chosen.iter().map(prose_weight).sum::<usize>();
    let weights = Weights::new(tree, &chosen);
    let main = Search { tree, pieces: &chosen, weights: &weights }.find(title_node);
    drop(weights);
    keep_inside(&mut chosen, title_node, main, tree.end(main));
    drop_pull_quotes(&excluded.pull_quotes, tree, &mut chosen);
    filter_pieces(tree, &mut chosen);
    if let Some(text) = json_text {
        drop_missing_from_json(text, &mut chosen);
    }
    let subtitle =
        title.as_ref().and_then(|title| find_subtitle(tree, &below_title, title, &chosen, metadata));
    let header: Vec<String> =
        title.iter().map(|title| &title.text).chain(&subtitle).map(|text| normalise(text)).collect();
    drop_title_and_byline(&mut chosen, &header, metadata.meta.author.as_deref());
    let date = find_date_below(&below_title, chosen.first().map(|piece| piece.node));
    let is_most_of_prose = chosen.iter().map(prose_weight).sum::<usize>() * 2 > all_prose;
    MainText { pieces: chosen, title, subtitle, date, is_most_of_prose }
}

/// Returns all pieces that are not boilerplate.
pub fn without_boilerplate(tree: &Tree) -> Vec<Piece> {
    let excluded = find_excluded(tree, &read_pieces(tree, &|_| false));
    let mut pieces = read_pieces(tree, &|node| excluded.nodes.get(node).copied().unwrap_or(false));
    pieces.retain(|piece| !is_boilerplate_line(&piece.text));
    pieces
}

/// Returns the first pieces after the title; none without a title.
fn pieces_after(mut pieces: Vec<Piece>, title: Option<NodeId>) -> Vec<Piece> {
    let Some(title) = title else { return Vec::new() };
    let from = pieces.partition_point(|piece| piece.node <= title);
    pieces.drain(from..).take(MAX_PIECES_BELOW_TITLE).collect()
}

/// Keeps the pieces inside the main element, and the first pieces of prose between the title and that element. Pieces
/// inside it but before the title are dropped if most of its prose follows the title.
fn keep_inside(pieces: &mut Vec<Piece>, title: Option<NodeId>, main: NodeId, end: NodeId) {
    pieces.retain(|piece| piece.node < end);
    let Some(title) = title else {
        pieces.retain(|piece| piece.node >= main);
        return;
    };
    let prose = |from: NodeId, to: NodeId| {
        let between = pieces.iter().filter(|piece| (from..to).contains(&piece.node));
        between.map(prose_weight).sum::<usize>()
    };
    let start = if title > main && prose(main, title) < prose(title, end) { title } else { main };
    let mut leads = 0;
    pieces.retain(|piece| {
        let is_lead = piece.node > title
            && piece.node < main
            && prose_weight(piece) > 0
            && piece.kind != BlockKind::ListItem;
        leads += usize::from(is_lead);
        piece.node >= start || (is_lead && leads <= MAX_LEADS)
    });
}

/// Drops pull quotes that repeat the article's text or are not prose.
fn drop_pull_quotes(pull_quotes: &[NodeId], tree: &Tree, pieces: &mut Vec<Piece>) {
    if pull_quotes.is_empty() {
        return;
    }
    let is_inside = |piece: &Piece| {
        let before = pull_quotes.partition_point(|node| *node <= piece.node);
        before
            .checked_sub(1)
            .and_then(|at| pull_quotes.get(at))
            .is_some_and(|node| piece.node < tree.end(*node))
    };
    let own_shingles: HashSet<u64> =
        pieces.iter().filter(|piece| !is_inside(piece)).flat_map(|piece| shingles(&piece.text)).collect();
    pieces.retain(|piece| {
        !is_inside(piece) || (percent_covered(&piece.text, &own_shingles) < 60 && prose_weight(piece) > 0)
    });
}

/// Drops lists of links, pieces that are not worth keeping, and headings that are left without a section.
fn filter_pieces(tree: &Tree, pieces: &mut Vec<Piece>) {
    let prose_parents = prose_parents(tree, pieces);
    let in_link_list = find_link_lists(tree, pieces);
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut dropped_since = false;
    let mut remaining = pieces.drain(..).zip(in_link_list).peekable();
    while let Some((piece, is_in_link_list)) = remaining.next() {
        let next = remaining.peek().map(|(next, _)| next);
        if is_in_link_list || !should_keep(tree, &piece, next, &prose_parents) {
            dropped_since = true;
            continue;
        }
        if dropped_since && is_orphan(tree, kept.last(), &piece) {
            kept.pop();
        }
        dropped_since = false;
        kept.push(piece);
    }
    drop(remaining);
    while kept.last().is_some_and(|piece| piece.kind == BlockKind::Heading) {
        kept.pop();
    }
    *pieces = kept;
}

/// Returns true if a heading has lost its section: the next piece is a heading of the same or a higher rank.
fn is_orphan(tree: &Tree, heading: Option<&Piece>, next: &Piece) -> bool {
    let rank = |piece: &Piece| tree.name(piece.block);
    heading.is_some_and(|heading| {
        heading.kind == BlockKind::Heading && next.kind == BlockKind::Heading && rank(next) <= rank(heading)
    })
}

/// Returns the parents of the article's long paragraphs.
fn prose_parents(tree: &Tree, pieces: &[Piece]) -> HashSet<NodeId> {
    pieces
        .iter()
        .filter(|piece| prose_weight(piece) >= LONG_PARAGRAPH)
        .map(|piece| parent_of(tree, piece))
        .collect()
}

fn parent_of(tree: &Tree, piece: &Piece) -> NodeId {
    match tree.name(piece.block) {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" => tree.parent(piece.block),
        _ => piece.block,
    }
}

fn should_keep(tree: &Tree, piece: &Piece, next: Option<&Piece>, prose_parents: &HashSet<NodeId>) -> bool {
    if piece.letters == 0 || is_boilerplate_line(&piece.text) {
        return false;
    }
    let is_link = piece.linked_letters * 100 >= piece.letters * 85;
    match piece.kind {
        // A heading that is a link names another page, unless a long paragraph beside it follows.
        BlockKind::Heading => {
            !is_link
                || next.is_some_and(|next| {
                    prose_weight(next) >= LONG_PARAGRAPH && parent_of(tree, next) == parent_of(tree, piece)
                })
        }
        BlockKind::Caption | BlockKind::ListItem | BlockKind::TableRow => true,
        BlockKind::Quote if is_attribution(tree, piece.node) => true,
        _ if is_link => false,
        _ => {
            let in_paragraph =
                matches!(tree.name(piece.block), "p" | "blockquote" | "pre" | "td" | "dd" | "dt");
            in_paragraph
                || prose_weight(piece) > 0
                || ends_sentence(&piece.text)
                || prose_parents.contains(&parent_of(tree, piece))
        }
    }
}

/// Returns true if a text is in the footer or the `<cite>` of a quotation. Such a text is kept even if it is a link.
fn is_attribution(tree: &Tree, node: NodeId) -> bool {
    let mut ancestor = tree.parent(node);
    while !matches!(tree.name(ancestor), "footer" | "cite") {
        if ancestor == 0 || is_block(tree.name(ancestor)) && tree.name(ancestor) != "p" {
            return false;
        }
        ancestor = tree.parent(ancestor);
    }
    is_in_quotation(tree, ancestor)
}

/// Returns, for each piece, whether it is an item of a list of links.
fn find_link_lists(tree: &Tree, pieces: &[Piece]) -> Vec<bool> {
    let mut in_link_list = vec![false; pieces.len()];
    let mut start = 0;
    while start < pieces.len() {
        let list_of =
            |piece: &Piece| (piece.kind == BlockKind::ListItem).then(|| enclosing_list(tree, piece.block));
        let Some(here) = pieces.get(start).and_then(list_of) else {
            start += 1;
            continue;
        };
        let run = pieces.get(start..).unwrap_or_default();
        let length = run.iter().take_while(|piece| list_of(piece) == Some(here)).count().max(1);
        let items = run.get(..length).unwrap_or_default();
        let letters: usize = items.iter().map(|piece| piece.letters).sum();
        let linked: usize = items.iter().map(|piece| piece.linked_letters).sum();
        if linked * 10 >= letters * 6 {
            for mark in in_link_list.iter_mut().skip(start).take(length) {
                *mark = true;
            }
        }
        start += length;
    }
    in_link_list
}

/// Returns the innermost list that contains an item; the root if there is none.
fn enclosing_list(tree: &Tree, node: NodeId) -> NodeId {
    let mut list = node;
    while list != 0 && !matches!(tree.name(list), "ul" | "ol" | "menu" | "dir") {
        list = tree.parent(list);
    }
    list
}

/// Drops paragraphs missing from the JSON-LD text if that text contains at least 80 percent of the prose. If the
/// JSON-LD text may have been cut short, keeps the paragraphs below the last piece that it contains.
fn drop_missing_from_json(json_text: &str, pieces: &mut Vec<Piece>) {
    let json_shingles = shingles(json_text);
    let last = json_shingles.last().copied();
    let in_json: HashSet<u64> = json_shingles.into_iter().collect();
    let shares: Vec<usize> = pieces.iter().map(|piece| percent_covered(&piece.text, &in_json)).collect();
    let prose: usize = pieces.iter().map(prose_weight).sum();
    let in_both: usize = pieces
        .iter()
        .zip(&shares)
        .filter(|(_, share)| **share >= 50)
        .map(|(piece, _)| prose_weight(piece))
        .sum();
    if in_both * 100 < prose * 80 {
        return;
    }
    let is_whole = pieces.iter().any(|piece| last.is_some_and(|last| shingles(&piece.text).contains(&last)));
    let last_found = shares.iter().rposition(|share| *share >= 50).unwrap_or(0);
    let mut index = 0;
    pieces.retain(|piece| {
        let share = shares.get(index).copied().unwrap_or(100);
        let may_drop = index < last_found || is_whole;
        index += 1;
        piece.kind != BlockKind::Paragraph || share >= 20 || !may_drop
    });
}

/// A line with at least this many letters is not a byline or date line.
const MAX_BYLINE_LETTERS: usize = 100;

/// Drops pieces that have a block or field of their own: title, subtitle, byline and date. Looks no further than the
/// first long paragraph.
fn drop_title_and_byline(pieces: &mut Vec<Piece>, header: &[String], author: Option<&str>) {
    let first = pieces.iter().position(|piece| prose_weight(piece) >= LONG_PARAGRAPH).unwrap_or(pieces.len());
    let author = author.map(normalise).unwrap_or_default();
    let mut index = 0;
    pieces.retain(|piece| {
        let may_drop = index <= first;
        index += 1;
        !may_drop || !(header.contains(&normalise(&piece.text)) || is_byline_or_date(piece, &author))
    });
}

/// Returns true if a piece is a byline or a date, not a sentence.
fn is_byline_or_date(piece: &Piece, author: &str) -> bool {
    if piece.kind != BlockKind::Paragraph || piece.letters >= MAX_BYLINE_LETTERS || ends_sentence(&piece.text)
    {
        return false;
    }
    let names_author = !author.is_empty() && normalise(&piece.text).contains(author);
    let digits = piece.text.chars().filter(char::is_ascii_digit).count();
    names_author || is_byline(&piece.text) || (digits >= 4 && digits * 5 >= piece.letters)
}
