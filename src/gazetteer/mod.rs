//! The list: the entities that the reader highlights.
//!
//! Someone who reads many reports on one story keeps a plain-text list of names, `entities.toml`, and edits it at any
//! time, while the reader runs. This module parses and checks that text. It returns either a [`Gazetteer`], the
//! model that everything else works with, or every problem in the list at once, each with its line, its column, the
//! source line and, where one is close enough, the valid word that was probably meant. A list is edited in a hurry, so
//! reporting one mistake per run would be unkind.
//!
//! The model keeps the line number of every form, pattern and blocked phrase, so that every mention can say which line
//! of the list produced it. It has no automata, compiled expressions or folded forms: these belong to `mention`, which
//! builds them from the model. Ids ([`EntryId`], [`KindId`]) are positions in the
//! model, valid until the list is parsed again; anything that must outlive it (exports, marks, sessions) stores
//! [`Entry::id`] or, for one value of a template, [`Entry::export_id`].
//!
//! A mistake that would change which mentions are found is an error, and the list is not used: half a list would
//! silently make every count wrong. What may be intended (two entities with one form, an alias listed twice) is a
//! warning, and the list is used.
//!
//! Limitation: TOML is parsed in one go, so if there are syntax errors, only the first of them is reported, and nothing
//! else. Nothing here reads a file: callers pass the text and the file name. Problems are made safe for a terminal
//! here, since a list may come from a stranger.

mod did_you_mean;
pub mod edit;
pub mod formats;
mod limits;
mod model;
mod problem;
mod slug;
mod smart_case;
mod style;
mod template;
mod toml;

pub(crate) use did_you_mean::nearest;
pub use limits::{MAX_CLAIMS, MAX_FORM_LEN, MAX_FORMS, MAX_KINDS, MAX_PATTERN_SIZE, MAX_PATTERNS};
pub use model::{
    Blocked, Case, Entry, EntryId, Form, Gazetteer, Given, Kind, KindId, KindSet, Pattern, Surname,
};
pub(crate) use problem::is_control;
pub use problem::{Problem, Severity};
pub use slug::slug;
pub use smart_case::ignores_case;
pub use style::{Color, KindStyle, Style, UnknownColor, UnknownStyle};
pub use toml::{Parsed, parse};
pub(crate) use toml::{node, report, syntax};
