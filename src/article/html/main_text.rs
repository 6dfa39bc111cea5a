//! The main text of a page: which of its pieces are the article.
//!
//! First what is furniture by name goes ([`mark`]). Then the smallest element is looked for that holds nearly all of the prose that is
//! left ([`Search`]). Last, the pieces in it are judged one by one: lines that pages put between paragraphs, lists that are links
//! only, headings that nothing follows; and what the page does not count as text of the article itself, where it says what is.

use std::collections::HashSet;

use crate::article::html::marked::mark;
use crate::article::html::metadata::Known;
use crate::article::html::opening::{Title, find_subtitle, find_title};
use crate::article::html::pieces::{Piece, read_pieces};
use crate::article::html::place::{LONG, Search};
use crate::article::html::shingles::{covered, plain, runs};
use crate::article::html::tree::{NodeId, Tree};
use crate::article::html::weight::{Weights, ends_sentence, prose_of, weigh};
use crate::article::html::words::is_furniture_line;
use crate::article::model::BlockKind;

/// Pieces between the title and the text that open it, at most.
const MOST_LEADS: usize = 4;
/// A caption of fewer letters than this is a credit.
const CAPTION: usize = 20;

/// What was chosen.
pub struct MainText {
    /// The pieces of the article, in order, without title and subtitle.
    pub pieces: Vec<Piece>,
    /// Its title.
    pub title: Option<Title>,
    /// The line below it.
    pub subtitle: Option<String>,
}

/// Chooses the main text.
pub fn choose(tree: &Tree, known: &Known) -> MainText {
    let all = read_pieces(tree, &|_| false);
    let marked = mark(tree, &all);
    let title = find_title(tree, &all, known);
    let pieces = read_pieces(tree, &|node| marked.left_out.get(node).copied().unwrap_or(false));
    let weights = Weights::of(tree, &pieces);
    let search = Search { tree, pieces: &pieces, weights: &weights };
    let at = title.as_ref().and_then(|title| title.node);
    let within = search.find(at);
    let inside = from_title(search.inside(within), at);
    let leads = leads(&pieces, at, within);
    let mut chosen: Vec<Piece> = leads.iter().chain(inside).cloned().collect();
    drop_repeated(&marked.repeated, tree, &mut chosen);
    judge(tree, &mut chosen);
    if let Some(body) = &known.body {
        drop_unsaid(body, &mut chosen);
    }
    let subtitle = title.as_ref().and_then(|title| find_subtitle(tree, &all, title, &chosen, known));
    let opening: Vec<String> =
        title.iter().map(|title| &title.text).chain(&subtitle).map(|text| plain(text)).collect();
    drop_opening(&mut chosen, &opening);
    MainText { pieces: chosen, title, subtitle }
}

/// What stands behind the title, if the title stands inside and most of the text behind it.
fn from_title(inside: &[Piece], title: Option<NodeId>) -> &[Piece] {
    let Some(title) = title else { return inside };
    let (before, behind) = inside.split_at(inside.partition_point(|piece| piece.node < title));
    let prose = |pieces: &[Piece]| pieces.iter().map(prose_of).sum::<usize>();
    if prose(before) < prose(behind) { behind } else { inside }
}

/// Prose between the title and the element that holds the text.
fn leads(pieces: &[Piece], title: Option<NodeId>, within: NodeId) -> Vec<Piece> {
    let Some(title) = title.filter(|title| *title < within) else { return Vec::new() };
    let between = pieces.iter().filter(|piece| piece.node > title && piece.node < within);
    between
        .filter(|piece| prose_of(piece) > 0 && piece.kind != BlockKind::ListItem)
        .take(MOST_LEADS)
        .cloned()
        .collect()
}

/// Drops what the page sets large a second time.
fn drop_repeated(repeated: &[NodeId], tree: &Tree, pieces: &mut Vec<Piece>) {
    if repeated.is_empty() {
        return;
    }
    let is_inside = |piece: &Piece| {
        let before = repeated.partition_point(|node| *node <= piece.node);
        before.checked_sub(1).and_then(|at| repeated.get(at)).is_some_and(|node| piece.node < tree.end(*node))
    };
    let own: HashSet<u64> =
        pieces.iter().filter(|piece| !is_inside(piece)).flat_map(|piece| runs(&piece.text)).collect();
    pieces.retain(|piece| !is_inside(piece) || (covered(&piece.text, &own) < 60 && prose_of(piece) > 0));
}

/// Judges pieces one by one.
fn judge(tree: &Tree, pieces: &mut Vec<Piece>) {
    let homes = homes_of_prose(tree, pieces);
    let of_link_list = link_lists(tree, pieces);
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut dropped_since = false;
    let mut ahead = pieces.drain(..).zip(of_link_list).peekable();
    while let Some((piece, is_of_link_list)) = ahead.next() {
        let next = ahead.peek().map(|(next, _)| next);
        if is_of_link_list || !is_kept(tree, &piece, next, &homes) {
            dropped_since = true;
            continue;
        }
        if dropped_since && is_orphan(tree, kept.last(), &piece) {
            kept.pop();
        }
        dropped_since = false;
        kept.push(piece);
    }
    drop(ahead);
    while kept.last().is_some_and(|piece| piece.kind == BlockKind::Heading) {
        kept.pop();
    }
    *pieces = kept;
}

/// Whether a heading lost all that it stood above: what follows is a heading of its rank or a higher one.
fn is_orphan(tree: &Tree, heading: Option<&Piece>, next: &Piece) -> bool {
    let rank = |piece: &Piece| tree.name(piece.within);
    heading.is_some_and(|heading| {
        heading.kind == BlockKind::Heading && next.kind == BlockKind::Heading && rank(next) <= rank(heading)
    })
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

fn is_kept(tree: &Tree, piece: &Piece, next: Option<&Piece>, homes: &HashSet<NodeId>) -> bool {
    if piece.letters == 0 || is_furniture_line(&piece.text) {
        return false;
    }
    let is_link = piece.linked * 4 >= piece.letters * 3;
    match piece.kind {
        // A heading that is a link names another page, unless paragraphs of this one follow.
        BlockKind::Heading => {
            !is_link
                || next.is_some_and(|next| prose_of(next) >= LONG && home(tree, next) == home(tree, piece))
        }
        BlockKind::Caption => weigh(&piece.text) > CAPTION,
        BlockKind::ListItem | BlockKind::TableRow => true,
        _ if is_link => false,
        _ => {
            let in_paragraph =
                matches!(tree.name(piece.within), "p" | "blockquote" | "pre" | "td" | "dd" | "dt");
            in_paragraph
                || prose_of(piece) > 0
                || ends_sentence(&piece.text)
                || homes.contains(&home(tree, piece))
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

/// Drops the paragraphs that the page's own account of its text has not, where it has nearly all the others.
fn drop_unsaid(body: &str, pieces: &mut Vec<Piece>) {
    let said: HashSet<u64> = runs(body).into_iter().collect();
    let shares: Vec<usize> = pieces.iter().map(|piece| covered(&piece.text, &said)).collect();
    let prose: usize = pieces.iter().map(prose_of).sum();
    let in_both: usize =
        pieces.iter().zip(&shares).filter(|(_, share)| **share >= 50).map(|(piece, _)| prose_of(piece)).sum();
    if in_both * 100 < prose * 80 {
        return;
    }
    let last = runs(body).last().copied();
    let is_whole = pieces.iter().any(|piece| last.is_some_and(|last| runs(&piece.text).contains(&last)));
    let last_said = shares.iter().rposition(|share| *share >= 50).unwrap_or(0);
    let mut index = 0;
    pieces.retain(|piece| {
        let share = shares.get(index).copied().unwrap_or(100);
        let may_go = index < last_said || is_whole;
        index += 1;
        piece.kind != BlockKind::Paragraph || share >= 20 || !may_go
    });
}

/// Drops title and subtitle from the text's beginning, since they are blocks of their own.
fn drop_opening(pieces: &mut Vec<Piece>, opening: &[String]) {
    let first = pieces.iter().position(|piece| prose_of(piece) >= LONG).unwrap_or(pieces.len());
    let mut index = 0;
    pieces.retain(|piece| {
        let may_go = index <= first;
        index += 1;
        !(may_go && opening.contains(&plain(&piece.text)))
    });
}
