//! Which parts of a page are left out of the article by their names, as far as the article can spare them.

use crate::article::html::elements::{is_block, is_heading};
use crate::article::html::furniture::furniture_of;
use crate::article::html::pieces::Piece;
use crate::article::html::tree::{Element, NodeId, Tree};
use crate::article::html::weight::{Weights, ends_sentence};
use crate::article::html::words::Word;

/// A part that holds more of the prose than this, in hundredths, is the article, whatever its name.
const TOO_MUCH: usize = 45;
/// A part whose name may be that of a part of the article is left out only if it holds less of the prose than this, in hundredths.
const LITTLE: usize = 20;
/// Prose of a page without its comments below which the comments, if they are more, are what it is about, in letters.
const LEAST_BESIDE_COMMENTS: usize = 250;
/// Prose of one paragraph that no name of its own takes out, in letters.
const PARAGRAPH: usize = 120;

/// What is left out of a page, and what may be.
pub struct Marked {
    /// For each node, whether it is left out with all that it holds.
    pub left_out: Vec<bool>,
    /// Elements that hold words of the article once more, if it has them; in the order of the page.
    pub repeated: Vec<NodeId>,
}

/// A short paragraph whose end is looked at is shorter than this, in bytes.
const LONGEST_SCRAP: usize = 400;

/// Marks the elements that are left out, one mark at the root of each. `pieces` are those of the whole page.
pub fn mark(tree: &Tree, pieces: &[Piece]) -> Marked {
    let weights = Weights::of(tree, pieces);
    let words = words_of_page(tree);
    let comments: usize = roots(tree, &words, Word::Comments).map(|node| weights.prose(tree, node)).sum();
    let hidden: usize = roots(tree, &words, Word::Hidden).map(|node| weights.prose(tree, node)).sum();
    let all = weights.prose(tree, 0);
    let is_enough = |rest: usize, beside: usize| rest >= LEAST_BESIDE_COMMENTS || rest > beside;
    let has_comments = is_enough(all.saturating_sub(comments), comments);
    let total = if has_comments { all.saturating_sub(comments) } else { all };
    let has_hidden = is_enough(total.saturating_sub(hidden), hidden);

    let mut marked = vec![false; tree.nodes.len()];
    let mut repeated = Vec::new();
    let mut node = 0;
    while node < tree.nodes.len() {
        let is_left_out = match (words.get(node).copied().flatten(), tree.element(node)) {
            (Some(Word::Comments), _) => has_comments,
            (Some(Word::Hidden), _) => has_hidden || weights.prose(tree, node) == 0,
            (Some(word), Some(element)) => is_beside(tree, &weights, node, element, word, total),
            _ => false,
        };
        if words.get(node).copied().flatten() == Some(Word::Repeated) {
            repeated.push(node);
        }
        if let Some(mark) = marked.get_mut(node).filter(|_| is_left_out) {
            *mark = true;
            node = tree.end(node).max(node + 1);
        } else {
            node += 1;
        }
    }
    Marked { left_out: marked, repeated }
}

/// Whether an element is beside the article, by its word and by what it holds of all prose.
fn is_beside(
    tree: &Tree,
    weights: &Weights,
    node: NodeId,
    element: &Element,
    word: Word,
    total: usize,
) -> bool {
    let prose = weights.prose(tree, node);
    let is_little = prose * 100 <= total * LITTLE;
    match word {
        Word::Certain if is_paragraph(element) && prose >= PARAGRAPH => false,
        Word::Certain => prose * 100 <= total * TOO_MUCH,
        Word::Gate => is_little && weights.long(tree, node) == 0 && !is_paragraph(element),
        Word::Likely if is_heading(element.name()) => false,
        Word::Likely if weights.is_scrap(tree, node) => {
            !is_paragraph(element) || !ends_sentence(&tree.raw_text(node, LONGEST_SCRAP))
        }
        Word::Likely => {
            is_little && prose > 0 && (is_aside(element) || prose * 2 < weights.letters(tree, node))
        }
        _ => false,
    }
}

fn words_of_page(tree: &Tree) -> Vec<Option<Word>> {
    let mut words = vec![None; tree.nodes.len()];
    for (node, element) in tree.elements() {
        if let Some(here) = words.get_mut(node) {
            *here = furniture_of(tree, node, element);
        }
    }
    words
}

/// The outermost elements of a word.
fn roots(tree: &Tree, words: &[Option<Word>], word: Word) -> impl Iterator<Item = NodeId> {
    let mut behind = 0;
    let ends: Vec<NodeId> = words
        .iter()
        .enumerate()
        .filter(|(_, here)| **here == Some(word))
        .filter_map(|(node, _)| {
            let is_outer = node >= behind;
            behind = behind.max(tree.end(node));
            is_outer.then_some(node)
        })
        .collect();
    ends.into_iter()
}

fn is_paragraph(element: &Element) -> bool {
    matches!(element.name(), "p" | "blockquote" | "li" | "ul" | "ol") || !is_block(element.name())
}

fn is_aside(element: &Element) -> bool {
    matches!(element.name(), "aside" | "footer" | "form" | "address")
}
