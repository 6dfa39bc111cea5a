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
    prose: Vec<usize>,
    letters: Vec<usize>,
}

impl Weights {
    /// Weighs the pieces of a tree.
    pub fn of(tree: &Tree, pieces: &[Piece]) -> Self {
        let mut prose = vec![0; tree.nodes.len() + 1];
        let mut letters = vec![0; tree.nodes.len() + 1];
        for piece in pieces {
            if let Some(here) = prose.get_mut(piece.node + 1) {
                *here += prose_of(piece);
            }
            if let Some(here) = letters.get_mut(piece.node + 1) {
                *here += piece.letters;
            }
        }
        for sums in [&mut prose, &mut letters] {
            let mut sum = 0;
            for here in sums.iter_mut() {
                sum += *here;
                *here = sum;
            }
        }
        Self { prose, letters }
    }

    /// Prose inside a node.
    pub fn prose(&self, tree: &Tree, node: NodeId) -> usize {
        between(&self.prose, node, tree.end(node))
    }

    /// All letters inside a node.
    pub fn letters(&self, tree: &Tree, node: NodeId) -> usize {
        between(&self.letters, node, tree.end(node))
    }
}

fn between(sums: &[usize], start: NodeId, end: NodeId) -> usize {
    let at = |node: NodeId| sums.get(node).copied().unwrap_or_default();
    at(end).saturating_sub(at(start))
}
