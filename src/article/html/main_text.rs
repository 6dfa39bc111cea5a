//! The main text of a page: which of its pieces are the article.
//!
//! First what is furniture by name goes ([`mark`]). Then the smallest element is looked for that holds nearly all of the prose that is
//! left. Last, the pieces in it are judged one by one: lines that pages put between paragraphs, lists that are links only, headings
//! that nothing follows.

use std::collections::HashSet;

use crate::article::html::marked::mark;
use crate::article::html::pieces::{Piece, read_pieces};
use crate::article::html::tree::{NodeId, Tree};
use crate::article::html::weight::{Weights, ends_sentence, prose_of, weigh};
use crate::article::html::words::is_furniture_line;
use crate::article::model::BlockKind;

/// A child that holds this much of the prose, in hundredths, is where the article is.
const NEARLY_ALL: usize = 93;
/// A child that holds this much is, unless something beside it looks like more of the same.
const MOST: usize = 60;
/// A paragraph of this many letters is no teaser.
const LONG: usize = 160;

/// What was chosen.
pub struct MainText {
    /// The pieces of the article, in order; a title among them is still one.
    pub pieces: Vec<Piece>,
    /// The element that holds them.
    pub within: NodeId,
}

/// Chooses the main text.
pub fn choose(tree: &Tree) -> MainText {
    let marked = mark(tree);
    let is_left_out = |node: NodeId| marked.get(node).copied().unwrap_or(false);
    let pieces = read_pieces(tree, &is_left_out);
    let weights = Weights::of(tree, &pieces);
    let within = narrow(tree, &weights, &pieces, &is_left_out);
    let end = tree.end(within);
    let mut pieces: Vec<Piece> =
        pieces.into_iter().filter(|piece| (within..end).contains(&piece.node)).collect();
    judge(tree, &mut pieces);
    MainText { pieces, within }
}

/// The smallest element that holds the article.
fn narrow(tree: &Tree, weights: &Weights, pieces: &[Piece], is_left_out: &dyn Fn(NodeId) -> bool) -> NodeId {
    let mut here = 0;
    loop {
        let all = weights.prose(tree, here);
        let mut children = Vec::new();
        let mut child = here + 1;
        while child < tree.end(here) {
            if tree.element(child).is_some() && !is_left_out(child) && weights.prose(tree, child) > 0 {
                children.push(child);
            }
            child = tree.end(child).max(child + 1);
        }
        let Some(best) = children.iter().copied().max_by_key(|child| weights.prose(tree, *child)) else {
            return here;
        };
        let share = weights.prose(tree, best) * 100;
        let is_part = |other: NodeId| other != best && is_more_of(tree, pieces, best, other);
        if share >= all * NEARLY_ALL || (share >= all * MOST && !children.iter().any(|other| is_part(*other))) {
            if matches!(tree.name(best), "p" | "blockquote" | "ul" | "ol" | "li" | "pre" | "table" | "tbody" | "tr") {
                // A layout table is gone into; a paragraph is no place.
                if !matches!(tree.name(best), "table" | "tbody" | "tr") {
                    return here;
                }
            }
            here = best;
        } else {
            return here;
        }
    }
}

/// Whether an element beside the one with most of the prose looks like more of the article: a long paragraph stands in it, and it is
/// of the same make, or a plain paragraph itself.
fn is_more_of(tree: &Tree, pieces: &[Piece], best: NodeId, other: NodeId) -> bool {
    let end = tree.end(other);
    let from = pieces.partition_point(|piece| piece.node < other);
    let inside = pieces.get(from..).unwrap_or_default().iter().take_while(|piece| piece.node < end);
    let has_long = inside.map(prose_of).any(|prose| prose >= LONG);
    let class = |node: NodeId| tree.element(node).and_then(|element| element.attribute("class")).unwrap_or_default();
    let is_plain = matches!(tree.name(other), "p" | "blockquote" | "h2" | "h3" | "ul" | "ol");
    let shares_class = class(best).split_whitespace().any(|one| class(other).split_whitespace().any(|two| one == two));
    let same_make = tree.name(best) == tree.name(other) && (class(best) == class(other) || shares_class);
    has_long && (is_plain || same_make)
}

/// Judges pieces one by one.
fn judge(tree: &Tree, pieces: &mut Vec<Piece>) {
    let homes = homes_of_prose(tree, pieces);
    let is_link_list = link_lists(tree, pieces);
    let mut index = 0;
    pieces.retain(|piece| {
        let of_link_list = is_link_list.get(index).copied().unwrap_or(false);
        index += 1;
        !of_link_list && is_kept(tree, piece, &homes)
    });
    drop_headings_of_nothing(pieces);
}

/// The elements in which paragraphs of the article stand side by side.
fn homes_of_prose(tree: &Tree, pieces: &[Piece]) -> HashSet<NodeId> {
    pieces.iter().filter(|piece| prose_of(piece) >= LONG).map(|piece| home(tree, piece)).collect()
}

fn home(tree: &Tree, piece: &Piece) -> NodeId {
    match tree.name(piece.within) {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" => tree.parent(piece.within),
        _ => piece.within,
    }
}

fn is_kept(tree: &Tree, piece: &Piece, homes: &HashSet<NodeId>) -> bool {
    if piece.letters == 0 || is_furniture_line(&piece.text) {
        return false;
    }
    let weight = weigh(&piece.text);
    let is_link = piece.linked * 4 >= piece.letters * 3;
    match piece.kind {
        BlockKind::Heading => !is_link,
        BlockKind::Caption => weight > 20,
        BlockKind::ListItem | BlockKind::TableRow => true,
        _ if is_link => false,
        _ => {
            let in_paragraph = matches!(tree.name(piece.within), "p" | "blockquote" | "pre" | "td" | "dd" | "dt");
            in_paragraph || prose_of(piece) > 0 || ends_sentence(&piece.text) || homes.contains(&home(tree, piece))
        }
    }
}

/// Which pieces are items of lists that are links and little more.
fn link_lists(tree: &Tree, pieces: &[Piece]) -> Vec<bool> {
    let mut is_of_one = vec![false; pieces.len()];
    let mut start = 0;
    while start < pieces.len() {
        let list = |piece: &Piece| (piece.kind == BlockKind::ListItem).then(|| list_of(tree, piece.within));
        let Some(here) = pieces.get(start).and_then(list) else {
            start += 1;
            continue;
        };
        let run = pieces.get(start..).unwrap_or_default();
        let length = run.iter().take_while(|piece| list(piece) == Some(here)).count().max(1);
        let items = run.get(..length).unwrap_or_default();
        let letters: usize = items.iter().map(|piece| piece.letters).sum();
        let linked: usize = items.iter().map(|piece| piece.linked).sum();
        if linked * 10 >= letters * 6 {
            for mark in is_of_one.iter_mut().skip(start).take(length) {
                *mark = true;
            }
        }
        start += length;
    }
    is_of_one
}

/// The list that an item stands in.
fn list_of(tree: &Tree, node: NodeId) -> NodeId {
    let mut list = node;
    while list != 0 && !matches!(tree.name(list), "ul" | "ol" | "menu" | "dir") {
        list = tree.parent(list);
    }
    list
}

/// Drops headings behind which nothing comes before the next one or the end, unless the next is a lesser one... of which nothing is known,
/// so one heading directly behind another keeps both if text follows.
fn drop_headings_of_nothing(pieces: &mut Vec<Piece>) {
    while pieces.last().is_some_and(|piece| piece.kind == BlockKind::Heading) {
        pieces.pop();
    }
}
