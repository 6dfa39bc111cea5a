//! What stands above the text of an article: its title as the page shows it, and the line below.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::article::html::elements::is_heading;
use crate::article::html::furniture::words_of;
use crate::article::html::metadata::{BETWEEN, Known};
use crate::article::html::pieces::{Piece, count_letters};
use crate::article::html::shingles::plain;
use crate::article::html::tree::{NodeId, Tree};
use crate::article::html::words::{Word, says};
use crate::article::model::BlockKind;

/// The longest title, in characters.
const LONGEST_TITLE: usize = 300;
/// The longest line below a title, in characters; what is longer is the first paragraph.
const LONGEST_SUBTITLE: usize = 240;
/// The shortest part of a page's title that can be the article's, in words.
const FEWEST_WORDS: usize = 3;
/// A block of more lines than this is text, not what stands above it.
const FEWEST_LINES: usize = 5;
/// How many elements around a piece are asked for their names.
const AROUND: usize = 3;

/// A title, and where the page shows it.
pub struct Title {
    /// Its text.
    pub text: String,
    /// The node it begins in; none where the page only says it of itself.
    pub node: Option<NodeId>,
}

/// Finds the title: what the page says it is, in the letters of the heading that shows it; else its one first heading.
pub fn find_title(tree: &Tree, pieces: &[Piece], known: &Known) -> Option<Title> {
    let mut shown: HashMap<String, &Piece> = HashMap::new();
    let by_rank = |piece: &&Piece| match tree.name(piece.within) {
        "h1" => 0,
        name if is_heading(name) => 1,
        _ => 2,
    };
    let mut short: Vec<&Piece> =
        pieces.iter().filter(|piece| piece.text.chars().nth(LONGEST_TITLE).is_none()).collect();
    short.sort_by_key(by_rank);
    for piece in &short {
        shown.entry(plain(&piece.text)).or_insert(piece);
    }
    let as_shown = |piece: &Piece| Title { text: flat(&piece.text), node: Some(piece.node) };
    for title in &known.titles {
        if let Some(piece) = shown.get(&plain(title)) {
            return Some(as_shown(piece));
        }
    }
    // The house's name may be shown too: a heading goes first, then the longest part.
    let of_parts = known.titles.iter().flat_map(|title| parts_of(title)).filter_map(|part| {
        let part = plain(part);
        let is_long = part.split(' ').count() >= FEWEST_WORDS || !part.is_ascii();
        shown.get(&part).copied().filter(|_| is_long)
    });
    let rank = |piece: &&Piece| (is_heading(tree.name(piece.within)), piece.letters, Reverse(piece.node));
    if let Some(piece) = of_parts.max_by_key(rank) {
        return Some(as_shown(piece));
    }
    let first = short.iter().find(|piece| tree.name(piece.within) == "h1");
    let whole: Vec<String> = known.titles.iter().map(|title| plain(title)).collect();
    let is_akin = |piece: &&&Piece| {
        let heading = plain(&piece.text);
        let is_long = heading.split(' ').count() >= FEWEST_WORDS || !heading.is_ascii();
        whole.is_empty()
            || is_long
                && whole.iter().any(|title| title.contains(&heading) || heading.contains(title.as_str()))
    };
    if let Some(piece) = first.filter(is_akin) {
        return Some(as_shown(piece));
    }
    // A page that calls itself nothing that it shows ("Home") may still call something its headline.
    if first.is_none()
        && let Some(piece) = called_headline(tree, pieces)
    {
        return Some(as_shown(piece));
    }
    let node = first.map(|piece| piece.node);
    known.titles.first().map(|title| Title { text: title.clone(), node })
}

/// The one piece in an element that is called a headline; none where there are several: a list of teasers.
fn called_headline<'a>(tree: &Tree, pieces: &'a [Piece]) -> Option<&'a Piece> {
    let is_called = |piece: &&Piece| {
        let is_short = piece.text.chars().nth(LONGEST_TITLE).is_none() && piece.linked * 2 <= piece.letters;
        let element = || tree.element(piece.within);
        is_short && element().is_some_and(|element| words_of(element).iter().any(|word| word == "headline"))
    };
    let mut called = pieces.iter().filter(is_called);
    called.next().filter(|_| called.next().is_none())
}

/// Parts the pieces whose first line is the title alone: old pages set title, byline and text one below the other in one block.
pub fn part_titles(pieces: Vec<Piece>, known: &Known) -> Vec<Piece> {
    let titles: HashSet<String> = known
        .titles
        .iter()
        .flat_map(|title| parts_of(title).into_iter().chain([title.as_str()]))
        .map(plain)
        .collect();
    let mut parted = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let lines: Vec<&str> = piece.text.lines().take(FEWEST_LINES + 1).collect();
        let first = lines.first().map(|line| plain(line)).unwrap_or_default();
        if lines.len() > 1
            && lines.len() <= FEWEST_LINES
            && first.split(' ').count() >= FEWEST_WORDS
            && titles.contains(&first)
        {
            let line = |line: &&str| {
                let letters = count_letters(line);
                Piece {
                    text: (*line).to_owned(),
                    letters,
                    linked: piece.linked.min(letters),
                    ..piece.clone()
                }
            };
            parted.extend(lines.iter().map(line));
        } else {
            parted.push(piece);
        }
    }
    parted
}

/// The parts of a title at the marks between them, each with what follows it or stands before it.
fn parts_of(title: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for between in BETWEEN {
        if let Some((before, behind)) = title.rsplit_once(between) {
            parts.extend([before, behind]);
        }
        if let Some((before, behind)) = title.split_once(between) {
            parts.extend([behind, before]);
        }
    }
    parts
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The line below the title: what the page names so, or shows there in the words it uses of itself elsewhere. `body` are the pieces of the
/// text itself; `pieces` all that the page shows.
pub fn find_subtitle(
    tree: &Tree,
    pieces: &[Piece],
    title: &Title,
    body: &[Piece],
    known: &Known,
) -> Option<String> {
    let from = title.node?;
    let first = body.iter().find(|piece| piece.kind == BlockKind::Paragraph).map(|piece| piece.node)?;
    let in_body: HashSet<NodeId> = body.iter().map(|piece| piece.node).collect();
    let description = known.description.as_deref().map(plain).unwrap_or_default();
    let title = plain(&title.text);
    let between = pieces.iter().filter(|piece| piece.node > from && piece.node <= first);
    let fitting = between.filter(|piece| {
        piece.text.chars().nth(LONGEST_SUBTITLE).is_none()
            && piece.linked * 2 <= piece.letters
            && piece.kind != BlockKind::Caption
    });
    let mut found = fitting.filter_map(|piece| {
        let text = plain(&piece.text);
        let is_sentence = text.split(' ').count() >= FEWEST_WORDS || !text.is_ascii();
        if !is_sentence || text == title {
            return None;
        }
        if is_named(tree, piece) {
            return Some((0, piece));
        }
        let is_described = !in_body.contains(&piece.node)
            && description.len() > 20
            && (description.starts_with(&text) || text.starts_with(&description));
        is_described.then_some((1, piece))
    });
    let first = found.next()?;
    let best = if first.0 == 0 { first } else { found.find(|(rank, _)| *rank == 0).unwrap_or(first) };
    Some(flat(&best.1.text))
}

/// Whether an element close around a piece is named as the line below a title.
fn is_named(tree: &Tree, piece: &Piece) -> bool {
    let mut node = piece.within;
    for _ in 0..AROUND {
        let Some(element) = tree.element(node).filter(|_| node != 0) else { return false };
        let words = words_of(element);
        if says(&words, Word::Body) || matches!(element.name(), "article" | "main" | "body") {
            return false;
        }
        if says(&words, Word::Subtitle)
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
