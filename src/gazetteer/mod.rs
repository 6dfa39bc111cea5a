//! The list: who and what the reader looks for.
//!
//! A reader of many reports on one story keeps a plain list of names, `entities.toml`, and edits it by hand, at any
//! moment, while the reader runs. This folder bridges that text and the model that everything else works with: it
//! reads the list, checks it, and either gives a [`Gazetteer`] or says what is wrong with the list: every mistake
//! at once, each with its line, its column, the line itself and the nearest word that would have been right.
//! A list is edited in a hurry; one mistake a run would be unkind.
//!
//! The model keeps the line of every form, pattern and blocking phrase, because every mention has to be able to say
//! which line of the list made it. It holds what the list says and nothing worked out from it: automata, compiled
//! expressions and folded forms belong to `mention`, which may rebuild them without reading the list again. Ids
//! ([`EntryId`], [`KindId`]) are positions in the model and live for one reading of the list; what must outlive it
//! (exports, marks, sessions) holds [`Entry::id`] or, for one value of a template, [`Entry::export_id`].
//!
//! A mistake that would change which mentions are found is an error, and the list is not used: half a list would
//! make every count wrong without a word. What may be meant (two entities with one form, an alias listed twice) is a
//! warning beside the list.
//!
//! The limit it lives with: TOML itself is parsed in one go, so of mistakes in the syntax only the first is seen.
//! Nothing here reads a file: text and file name are given, problems are returned, and what problems show is made
//! safe for a terminal here, since a list may come from somebody else.

pub mod edit;
pub mod formats;
mod limits;
mod look;
mod model;
mod nearest;
mod problem;
mod slug;
mod template;
mod toml;

pub use limits::{LARGEST_PATTERN, LONGEST_FORM, MOST_CLAIMS, MOST_FORMS, MOST_KINDS, MOST_PATTERNS};
pub use look::{Color, Look, Style, UnknownColor, UnknownStyle};
pub use model::{
    Blocked, Case, Entry, EntryId, Form, Gazetteer, Given, Kind, KindId, KindSet, Pattern, Surname,
};
pub(crate) use nearest::nearest;
pub(crate) use problem::is_control;
pub use problem::{Problem, Severity};
pub use slug::slug;
pub use toml::{Parsed, parse};
pub(crate) use toml::{node, report, syntax};
