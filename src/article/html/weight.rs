//! How much prose stands in each part of a page.
//!
//! Prose is text that is long enough for sentences and is no link. Weights are sums over the order of the page, so that what any
//! element holds is one subtraction.

use crate::article::html::pieces::Piece;
use crate::article::html::tree::{NodeId, Tree};
use crate::article::model::BlockKind;

/// Fewer letters than this, in a piece, make a sentence only if a full stop ends them.
const SENTENCE: usize = 80;
/// Fewer letters than this are no prose.
const LEAST: usize = 25;
/// A part of so few letters may be a label.
const FEW: usize = 60;
/// A paragraph of this many letters is no teaser.
pub const LONG: usize = 160;
/// What a letter of a script counts whose words are one or two letters long.
const DENSE: usize = 3;

/// Letters of a text, those of scripts without spaces counted threefold.
pub fn weigh(text: &str) -> usize {
    let weigh = |c: char| if is_dense(c) { DENSE } else { usize::from(c.is_alphanumeric()) };
    text.chars().map(weigh).sum()
}

/// Characters of which one says what two or three letters do.
pub fn is_dense(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a line ends as sentences do.
pub fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']' | '」' | '』')
    });
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', ':', '：', ';', '；'])
}

/// What a piece weighs as prose, in letters.
pub fn prose_of(piece: &Piece) -> usize {
    if matches!(piece.kind, BlockKind::Heading | BlockKind::Caption | BlockKind::TableRow)
        || piece.linked * 2 > piece.letters
    {
        return 0;
    }
    let weight = weigh(&piece.text);
    let is_prose = weight >= SENTENCE || weight >= LEAST && ends_sentence(&piece.text);
    if is_prose { weight } else { 0 }
}

/// Sums over a page.
pub struct Weights {
    prose: Vec<u32>,
    letters: Vec<u32>,
    linked: Vec<u32>,
    headings: Vec<u32>,
    long: Vec<u32>,
}

impl Weights {
    /// Weighs the pieces of a tree.
    pub fn of(tree: &Tree, pieces: &[Piece]) -> Self {
        let sums = |of: &dyn Fn(&Piece) -> usize| {
            let mut sums = vec![0_u32; tree.nodes.len() + 1];
            for piece in pieces {
                if let Some(here) = sums.get_mut(piece.node + 1) {
                    *here = here.saturating_add(of(piece) as u32);
                }
            }
            let mut sum = 0_u32;
            for here in &mut sums {
                sum = sum.saturating_add(*here);
                *here = sum;
            }
            sums
        };
        Self {
            prose: sums(&prose_of),
            letters: sums(&|piece| piece.letters),
            linked: sums(&|piece| piece.linked),
            headings: sums(&|piece| usize::from(piece.kind == BlockKind::Heading)),
            long: sums(&|piece| usize::from(prose_of(piece) >= LONG)),
        }
    }

    /// Prose inside a node.
    pub fn prose(&self, tree: &Tree, node: NodeId) -> usize {
        between(&self.prose, node, tree.end(node))
    }

    /// How many long paragraphs stand inside a node.
    pub fn long(&self, tree: &Tree, node: NodeId) -> usize {
        between(&self.long, node, tree.end(node))
    }

    /// All letters inside a node.
    pub fn letters(&self, tree: &Tree, node: NodeId) -> usize {
        between(&self.letters, node, tree.end(node))
    }
}

impl Weights {
    /// Whether what a node holds is no prose and looks like what stands around an article: links, or a few words that are no heading.
    pub fn is_scrap(&self, tree: &Tree, node: NodeId) -> bool {
        let sum = |sums: &[u32]| between(sums, node, tree.end(node));
        let letters = sum(&self.letters);
        sum(&self.prose) == 0
            && (sum(&self.linked) * 3 >= letters || (letters <= FEW && sum(&self.headings) == 0))
    }
}

fn between(sums: &[u32], start: NodeId, end: NodeId) -> usize {
    let at = |node: NodeId| sums.get(node).copied().unwrap_or_default();
    at(end).saturating_sub(at(start)) as usize
}
