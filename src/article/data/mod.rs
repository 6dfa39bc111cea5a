//! Articles out of data: JSON in its shapes, and tables.
//!
//! Whoever collects news writes it into rows, and everybody names the columns in their own way: `maintext`, `Body`, `articleBody`, an object with a
//! `rendered` in it. What a column is called tells what it holds: [`fields`] is the table of those names, and `--field text=body` says
//! what the table cannot know; [`columns`] are what a table's header says by it. An item (an object, a row) becomes a [`Draft`](crate::article::Draft) in [`item`].
//!
//! A dump may be larger than memory, so the items of a file are found first, by byte ranges, from chunks ([`elements`] for JSON, [`table`] for
//! records), and read one by one ([`json`]). Finding them looks at brackets and quotes only; so an item that is broken costs itself: the next
//! line, or the next object, begins anew.
//!
//! The limits it lives with: JSON is 128 levels deep at most; a record of a table has at most 64 MiB, since a quote that never closes would hold
//! all that follows; the items of one object are those of one array in it. Wide encodings (UTF-16) have to be turned into UTF-8 before.

pub mod columns;
pub mod elements;
pub mod fields;
pub mod item;
pub mod json;
pub mod table;

pub use columns::Columns;
pub use elements::Elements;
pub use fields::{Field, Fields};
pub use item::of_json;

#[cfg(test)]
mod tests;
