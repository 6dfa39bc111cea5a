//! Articles from structured data: JSON in its various shapes, and tables.
//!
//! Everybody names keys and columns differently: `maintext`, `Body`, `articleBody`, an object containing `rendered`.
//! The name says what a value is: [`fields`] is the table of known names, `--field text=body` replaces those of one
//! field, and [`columns`] maps a table header to fields. [`item`] turns an item (an object, a row) into a
//! [`Draft`](crate::article::Draft).
//!
//! A dump may be larger than memory, so the byte ranges of its items are found first, chunk by chunk ([`elements`] for
//! JSON, [`table`] for records), and each item is then read alone ([`json`], [`Columns::read`]). Finding them parses
//! nothing, so a broken JSON item rarely affects another: the next line or object starts afresh.
//!
//! Limitations: a JSON item nests at most 127 levels deep; a table record is at most 64 MiB long, since an unclosed
//! quote would swallow the rest; the items of one object come from a single array in it. UTF-16 must be converted to
//! UTF-8 first.

pub mod columns;
pub mod elements;
pub mod fields;
pub mod item;
pub mod json;
pub mod table;

pub use columns::Columns;
pub use elements::Elements;
pub use fields::{Field, Fields};
pub use item::from_json;

#[cfg(test)]
mod tests;
