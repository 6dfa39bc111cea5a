//! What stands above the text of an article: its title as the page shows it, and the line below.

use std::collections::{HashMap, HashSet};

use crate::article::html::elements::is_heading;
use crate::article::html::furniture::words_of;
use crate::article::html::metadata::Known;
use crate::article::html::pieces::Piece;
use crate::article::html::shingles::plain;
use crate::article::html::tree::{NodeId, Tree};
use crate::article::html::words::{Word, says};
use crate::article::model::BlockKind;

/// The longest title, in characters.
const LONGEST_TITLE: usize = 300;
/// The longest line below a title, in characters.
const LONGEST_SUBTITLE: usize = 500;
/// The shortest part of a page's title that can be the article's, in words.
const FEWEST_WORDS: usize = 3;
/// How many elements around a piece are asked for their names.
const AROUND: usize = 3;
/// What stands between the parts of a page's title.
const BETWEEN: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", "_", ": "];

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
    let parts: Vec<&str> = known.titles.iter().flat_map(|title| parts_of(title)).collect();
    for part in &parts {
        let part = plain(part);
        let is_long = part.split(' ').count() >= FEWEST_WORDS || !part.is_ascii();
        if let Some(piece) = shown.get(&part).filter(|_| is_long) {
            return Some(as_shown(piece));
        }
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
    let node = first.map(|piece| piece.node);
    known.titles.first().map(|title| Title { text: title.clone(), node })
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
