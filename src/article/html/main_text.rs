//! The main text of a page: which of its pieces are the article.
//!
//! First what is furniture by name goes ([`mark`]). Then the smallest element is looked for that holds nearly all of the prose that is
//! left ([`Search`]). Last, the pieces in it are judged one by one: lines that pages put between paragraphs, lists that are links
//! only, headings that nothing follows; and what the page does not count as text of the article itself, where it says what is.

use std::collections::HashSet;

use crate::article::html::elements::is_block;
use crate::article::html::furniture::is_in_quotation;
use crate::article::html::marked::mark;
use crate::article::html::metadata::Known;
use crate::article::html::opening::{Title, find_subtitle, find_title, part_titles};
use crate::article::html::pieces::{Piece, read_pieces};
use crate::article::html::place::Search;
use crate::article::html::shingles::{covered, plain, runs};
use crate::article::html::shown::date_below;
use crate::article::html::tree::{NodeId, Tree};
use crate::article::html::weight::{LONG, Weights, ends_sentence, prose_of};
use crate::article::html::words::is_furniture_line;
use crate::article::model::BlockKind;
use crate::article::shape::is_byline;

/// Pieces behind the title among which the line below it is looked for.
const MOST_BELOW: usize = 200;
/// Pieces between the title and the text that open it, at most.
const MOST_LEADS: usize = 4;

/// What was chosen.
pub struct MainText {
    /// The pieces of the article, in order, without title and subtitle.
    pub pieces: Vec<Piece>,
    /// Its title.
    pub title: Option<Title>,
    /// The line below it.
    pub subtitle: Option<String>,
    /// The date that is shown between the title and the text.
    pub date: Option<String>,
    /// Whether it is most of the prose that nothing marks as furniture; a text may be short and still be all that a page has to say.
    pub is_most: bool,
}

/// Chooses the main text.
pub fn choose(tree: &Tree, known: &Known) -> MainText {
    let all = part_titles(read_pieces(tree, &|_| false), known);
    let marked = mark(tree, &all);
    let title = find_title(tree, &all, known);
    let at = title.as_ref().and_then(|title| title.node);
    let below_title = below(all, at);
    let is_left_out = |node: NodeId| marked.left_out.get(node).copied().unwrap_or(false);
    let mut chosen = part_titles(read_pieces(tree, &is_left_out), known);
    let unmarked = chosen.iter().map(prose_of).sum::<usize>();
    let weights = Weights::of(tree, &chosen);
    let within = Search { tree, pieces: &chosen, weights: &weights }.find(at);
    drop(weights);
    keep_within(&mut chosen, at, within, tree.end(within));
    drop_repeated(&marked.repeated, tree, &mut chosen);
    judge(tree, &mut chosen);
    if let Some(body) = &known.body {
        drop_unsaid(body, &mut chosen);
    }
    let subtitle = title.as_ref().and_then(|title| find_subtitle(tree, &below_title, title, &chosen, known));
    let opening: Vec<String> =
        title.iter().map(|title| &title.text).chain(&subtitle).map(|text| plain(text)).collect();
    drop_opening(&mut chosen, &opening, known.meta.author.as_deref());
    let date = date_below(&below_title, chosen.first().map(|piece| piece.node));
    let is_most = chosen.iter().map(prose_of).sum::<usize>() * 2 > unmarked;
    MainText { pieces: chosen, title, subtitle, date, is_most }
}

/// All that nothing marks as furniture, wherever it stands.
pub fn unmarked(tree: &Tree) -> Vec<Piece> {
    let marked = mark(tree, &read_pieces(tree, &|_| false));
    let mut pieces = read_pieces(tree, &|node| marked.left_out.get(node).copied().unwrap_or(false));
    pieces.retain(|piece| !is_furniture_line(&piece.text));
    pieces
}

/// The pieces that follow the title.
fn below(mut pieces: Vec<Piece>, title: Option<NodeId>) -> Vec<Piece> {
    let Some(title) = title else { return Vec::new() };
    let from = pieces.partition_point(|piece| piece.node <= title);
    pieces.drain(from..).take(MOST_BELOW).collect()
}

/// Keeps what stands in the element that holds the text, and the prose between it and the title. What stands inside, but before the title, goes
/// if most of the text stands behind it.
fn keep_within(pieces: &mut Vec<Piece>, title: Option<NodeId>, within: NodeId, end: NodeId) {
    pieces.retain(|piece| piece.node < end);
    let Some(title) = title else {
        pieces.retain(|piece| piece.node >= within);
        return;
    };
    let prose = |from: NodeId, to: NodeId| {
        let between = pieces.iter().filter(|piece| (from..to).contains(&piece.node));
        between.map(prose_of).sum::<usize>()
    };
    let start = if title > within && prose(within, title) < prose(title, end) { title } else { within };
    let mut leads = 0;
    pieces.retain(|piece| {
        let is_lead = piece.node > title
            && piece.node < within
            && prose_of(piece) > 0
            && piece.kind != BlockKind::ListItem;
        leads += usize::from(is_lead);
        piece.node >= start || (is_lead && leads <= MOST_LEADS)
    });
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
    let is_link = piece.linked * 100 >= piece.letters * 85;
    match piece.kind {
        // A heading that is a link names another page, unless paragraphs of this one follow.
        BlockKind::Heading => {
            !is_link
                || next.is_some_and(|next| prose_of(next) >= LONG && home(tree, next) == home(tree, piece))
        }
        BlockKind::Caption | BlockKind::ListItem | BlockKind::TableRow => true,
        BlockKind::Quote if is_attribution(tree, piece.node) => true,
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

/// Whether a text stands in the footer or the `<cite>` of a quotation, which may be a link and no more.
fn is_attribution(tree: &Tree, node: NodeId) -> bool {
    let mut within = tree.parent(node);
    while !matches!(tree.name(within), "footer" | "cite") {
        if within == 0 || is_block(tree.name(within)) && tree.name(within) != "p" {
            return false;
        }
        within = tree.parent(within);
    }
    is_in_quotation(tree, within)
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

/// A line of fewer letters than this, above the text, may say who wrote it and when.
const SHORT: usize = 100;

/// Drops what stands above the text and has blocks or fields of its own: title, subtitle, byline and date.
fn drop_opening(pieces: &mut Vec<Piece>, opening: &[String], author: Option<&str>) {
    let first = pieces.iter().position(|piece| prose_of(piece) >= LONG).unwrap_or(pieces.len());
    let author = author.map(plain).unwrap_or_default();
    let mut index = 0;
    pieces.retain(|piece| {
        let may_go = index <= first;
        index += 1;
        !may_go || !(opening.contains(&plain(&piece.text)) || says_who_and_when(piece, &author))
    });
}

/// Whether a piece is a byline or a date and no sentence.
fn says_who_and_when(piece: &Piece, author: &str) -> bool {
    if piece.kind != BlockKind::Paragraph || piece.letters >= SHORT || ends_sentence(&piece.text) {
        return false;
    }
    let names_author = !author.is_empty() && plain(&piece.text).contains(author);
    let digits = piece.text.chars().filter(char::is_ascii_digit).count();
    names_author || is_byline(&piece.text) || (digits >= 4 && digits * 5 >= piece.letters)
}
