//! A piece of a page: a run of text between block boundaries.

use crate::article::html::tree::NodeId;
use crate::article::model::BlockKind;

/// A run of text.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The kind of block it looks like.
    pub kind: BlockKind,
    /// Its sanitized text. White space is collapsed, except in preformatted text outside data tables. A single `<br>`
    /// is a line end, or a space in a heading or in a cell of a data table.
    pub text: String,
    /// True for a further paragraph of a list item.
    pub is_continuation: bool,
    /// True for an item of a nested list.
    pub is_nested: bool,
    /// The node where its text starts. For a table row, where the text of its last non-empty cell starts; for a line split
    /// off a title block, where the block's text starts.
    pub node: NodeId,
    /// The innermost block element around it.
    pub block: NodeId,
    /// Number of letters and digits.
    pub letters: usize,
    /// How many of them are in links.
    pub linked_letters: usize,
}
