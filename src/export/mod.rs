//! Output formats: rows as a table for people, or as JSON, JSON Lines and CSV for programs.
//!
//! A command builds [`rows::Row`]s of plain values under fixed column names and passes them to a [`rows::RowWriter`],
//! which writes them one at a time. No format for programs drops data: CSV has all columns, null is an empty cell, and
//! arrays and objects inside a cell are JSON. In CSV, control characters are replaced, and text that a spreadsheet
//! would treat as a formula is prefixed with an apostrophe (`cells`).
//!
//! Offsets are converted to Unicode code points here ([`code_points`]) and nowhere else; internally they are bytes.
//!
//! Limitation: a table buffers up to 50,000 rows to compute its column widths; the other formats buffer one.

mod cells;
pub mod code_points;
pub mod notes;
pub mod rows;

pub use rows::{Column, Format, RowOptions, RowWriter};
