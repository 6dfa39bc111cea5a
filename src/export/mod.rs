//! Other people's formats: rows as tables for people, as JSON, JSON Lines and CSV for programs.
//!
//! A command makes [`rows::Row`]s of plain values under fixed column names and hands them to a [`rows::RowWriter`], which
//! writes them as they come. Nothing is lost on the way: CSV has the columns of JSON, a null is an empty cell, lists and
//! maps inside a cell are JSON again. Only text that a spreadsheet would run gets an apostrophe before it (`cells`).
//!
//! Offsets leave the program as Unicode code points here ([`code_points`]) and nowhere else; inside they are bytes.
//!
//! The limit: a table for people needs to know its widths, so it holds all rows until the end; the other formats hold
//! one.

mod cells;
pub mod code_points;
pub mod notes;
pub mod rows;

pub use rows::{Column, Format, Manner, RowWriter};
