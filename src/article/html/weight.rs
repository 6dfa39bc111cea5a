//! Measures how much prose each part of a page holds.
//!
//! Prose is text that is long enough to contain a sentence and is not a link, heading, caption or table row. Weights
//! are prefix sums in page order, so the weight of any element is one subtraction.

use crate::article::html::piece::Piece;
use crate::article::html::tree::{NodeId, Tree};
use crate::article::model::BlockKind;

/// Minimum letters of a piece of prose that does not end like a sentence.
const MIN_UNPUNCTUATED_PROSE: usize = 80;
/// Minimum letters of prose.
const MIN_PROSE: usize = 25;
/// Maximum letters of a few words, such as a label.
const MAX_LABEL: usize = 60;
/// Minimum letters of a paragraph that is not a teaser.
pub const LONG_PARAGRAPH: usize = 160;
/// Weight of a character of a dense script, such as Chinese. A letter or digit of any other script weighs 1.
const DENSE_WEIGHT: usize = 3;

/// Counts the letters and digits of a text; characters of dense scripts count three times.
pub fn weigh(text: &str) -> usize {
    let weigh = |c: char| if is_dense(c) { DENSE_WEIGHT } else { usize::from(c.is_alphanumeric()) };
    text.chars().map(weigh).sum()
}

/// Returns true for characters that say as much as two or three letters.
pub fn is_dense(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns true if a line ends like a sentence, or in a colon or semicolon.
pub fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']' | '」' | '』')
    });
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', ':', '：', ';', '；'])
}

/// Returns a piece's weight as prose, in letters; 0 if it is not prose.
pub fn prose_weight(piece: &Piece) -> usize {
    if matches!(piece.kind, BlockKind::Heading | BlockKind::Caption | BlockKind::TableRow)
        || piece.linked_letters * 2 > piece.letters
    {
        return 0;
    }
    let weight = weigh(&piece.text);
    let is_prose = weight >= MIN_UNPUNCTUATED_PROSE || weight >= MIN_PROSE && ends_sentence(&piece.text);
    if is_prose { weight } else { 0 }
}

/// Prefix sums over a page.
pub struct Weights {
    prose: Vec<u32>,
    letters: Vec<u32>,
    linked: Vec<u32>,
    headings: Vec<u32>,
    long_paragraphs: Vec<u32>,
}

impl Weights {
    /// Sums the weights of a tree's pieces.
    pub fn new(tree: &Tree, pieces: &[Piece]) -> Self {
        let sums = |measure: &dyn Fn(&Piece) -> usize| {
            let mut sums = vec![0_u32; tree.nodes.len() + 1];
            for piece in pieces {
                if let Some(entry) = sums.get_mut(piece.node + 1) {
                    *entry = entry.saturating_add(measure(piece) as u32);
                }
            }
            let mut sum = 0_u32;
            for entry in &mut sums {
                sum = sum.saturating_add(*entry);
                *entry = sum;
            }
            sums
        };
        Self {
            prose: sums(&prose_weight),
            letters: sums(&|piece| piece.letters),
            linked: sums(&|piece| piece.linked_letters),
            headings: sums(&|piece| usize::from(piece.kind == BlockKind::Heading)),
            long_paragraphs: sums(&|piece| usize::from(prose_weight(piece) >= LONG_PARAGRAPH)),
        }
    }

    /// Returns the weight of the prose inside a node.
    pub fn prose(&self, tree: &Tree, node: NodeId) -> usize {
        range_sum(&self.prose, node, tree.end(node))
    }

    /// Returns the number of long paragraphs inside a node.
    pub fn long_paragraphs(&self, tree: &Tree, node: NodeId) -> usize {
        range_sum(&self.long_paragraphs, node, tree.end(node))
    }

    /// Returns the number of letters inside a node.
    pub fn letters(&self, tree: &Tree, node: NodeId) -> usize {
        range_sum(&self.letters, node, tree.end(node))
    }
}

impl Weights {
    /// Returns true if a node holds no prose and looks like boilerplate: at least a third of its letters are in links,
    /// or it has only a few words and no heading.
    pub fn is_scrap(&self, tree: &Tree, node: NodeId) -> bool {
        let sum = |sums: &[u32]| range_sum(sums, node, tree.end(node));
        let letters = sum(&self.letters);
        sum(&self.prose) == 0
            && (sum(&self.linked) * 3 >= letters || (letters <= MAX_LABEL && sum(&self.headings) == 0))
    }
}

fn range_sum(sums: &[u32], start: NodeId, end: NodeId) -> usize {
    let at = |node: NodeId| sums.get(node).copied().unwrap_or_default();
    at(end).saturating_sub(at(start)) as usize
}
