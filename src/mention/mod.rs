//! Finds the mentions of listed entities in an article.
//!
//! [`literals`] finds every occurrence of every form, overlapping ones included, in the folded view of the
//! text, with Aho-Corasick. [`patterns`] finds matches of regular expressions, block by block. [`divided`] joins words
//! divided at a line end. [`boundary`] and [`casing`] filter these candidates; `guard` rejects surnames that
//! belong to someone else; `surname` finds the bare names of people whom the article names in full;
//! [`resolve`] decides among candidates for the same characters. [`find`] runs these steps and records
//! [`Mention`]s.
//!
//! All occurrences of forms are found first and filtered afterwards. The leftmost-longest mode of Aho-Corasick is not
//! used: if only the longest match were found, and word boundaries checked later, valid shorter names would be lost.
//!
//! This folder joins the list (`gazetteer/`) and the article (`article/`), and knows nothing about other
//! articles. The result depends on one article and the list alone, so articles can be matched in any order
//! and on any thread.
//!
//! Limitations: forms are compared by their letters, so a name that is also an ordinary word is recognised by its
//! capitals only, except for people's bare names, which are also judged by the words next to them. A name that
//! is not in the list is not found. If two entries of equal priority claim one span, the mention is ambiguous and
//! counts for neither.

pub mod acronym;
pub mod ambiguity;
pub mod boundary;
pub mod casing;
mod context;
pub mod divided;
pub mod explain;
pub mod find;
mod given;
mod guard;
mod haystack;
pub(crate) mod interner;
mod listed_surname;
pub mod literals;
pub mod model;
mod name_before;
pub mod patterns;
mod people;
mod person_forms;
pub(crate) mod person_name;
pub mod resolve;
mod surname;
pub mod uncertainty;
mod word_surname;
pub(crate) mod words;

pub use find::{Found, Matcher};
pub use model::{EntityKey, EntityRef, Mention, Referent, Rule, Status};
pub use resolve::MAX_CANDIDATES;
