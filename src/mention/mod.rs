//! From an article and the list to the mentions that stand in it.
//!
//! This is what the product exists for, so it is all ours: [`literals`] finds every occurrence of every form with
//! Aho-Corasick, overlapping, in the folded view of the text; [`patterns`] finds what regular expressions name, block
//! by block; [`divided`] reads words that a line's end divides as one; [`boundary`] and [`casing`] say which of these candidates may stand; `guard` says where a surname is
//! somebody else's; `surname` finds the bare names of people whom the article names in full; [`resolve`] decides among those
//! that claim the same characters; [`find`] runs them one after the other and writes down [`Mention`]s.
//!
//! All candidates are found first and decided on afterwards. A search that looks for the longest match only and
//! checks word borders later loses valid shorter names; that is why none of the engines' own overlap rules is used.
//!
//! It bridges the list (`gazetteer/`) and the article (`article/`), and knows nothing of other articles: what one
//! article gives depends on that article and the list alone, so articles can be matched in any order, on any thread,
//! with one outcome.
//!
//! The limits it lives with: forms are compared by their letters, so a name that is an ordinary word is told from it
//! by capitals only, but for surnames, which the words beside them tell apart; and a name that the list does not hold is not seen at all. Where two entries claim one span the
//! mention says so and counts for neither.

pub mod acronym;
pub mod boundary;
pub mod casing;
pub mod divided;
pub mod doubts;
pub mod explain;
pub mod find;
mod given;
mod guard;
mod listed_surname;
pub mod literals;
pub mod model;
mod name_before;
pub mod patterns;
mod people;
mod person_forms;
pub(crate) mod person_name;
pub mod resolve;
mod stretch;
mod surname;
mod surroundings;
pub mod uncertainty;
mod word_surname;
pub(crate) mod words;

pub use find::{Found, Matcher};
pub use model::{EntityKey, EntityRef, Mention, Referent, Rule, Status};
pub use resolve::MOST_CANDIDATES;
