//! A piece of a page: a run of text between block boundaries.

use crate::article::html::tree::NodeId;
use crate::article::model::BlockKind;

/// A run of text.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The kind of block it looks like.
    pub kind: BlockKind,
    /// Its sanitized text. White space is collapsed unless it is preformatted; a `<br>` is a line end.
    pub text: String,
    /// True for a further paragraph of a list item.
    pub is_continuation: bool,
    /// True for an item of a nested list.
    pub is_nested: bool,
    /// The node of its first character; for a table row, that of its last cell with text.
    pub node: NodeId,
    /// The innermost block element around it.
    pub block: NodeId,
    /// Number of letters and digits.
    pub letters: usize,
    /// How many of them are in links.
    pub linked_letters: usize,
}
