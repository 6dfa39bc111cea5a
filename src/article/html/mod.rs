//! Web pages into articles.
//!
//! TODO essay
//! .
//! .
//! .

mod builder;
mod elements;
mod furniture;
mod main_text;
mod marked;
mod marks;
mod pieces;
mod tables;
mod tree;
mod weight;
mod words;

use crate::article::model::BlockKind;

/// Bench.
pub fn bench(source: &str) -> Vec<(BlockKind, String)> {
    let tree = builder::build(source);
    main_text::choose(&tree).pieces.into_iter().map(|piece| (piece.kind, piece.text)).collect()
}
/// Bench.
pub fn bench_all(source: &str) -> Vec<(BlockKind, String)> {
    let tree = builder::build(source);
    pieces::read_pieces(&tree, &|_| false).into_iter().map(|piece| (piece.kind, piece.text)).collect()
}
