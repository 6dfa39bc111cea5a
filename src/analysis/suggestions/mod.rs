//! Suggestions of names that the articles contain and the list lacks.
//!
//! A list is never complete. This folder finds what might be added to it: capitalised sequences that repeat, have a
//! title or are the subject of a speech verb; probable variants of a listed name; surnames of listed people in articles
//! that do not name them in full. It starts from the mentions of one article ([`crate::mention`]) and leaves the
//! decision to the user: each suggestion comes with its reason and an example sentence.
//!
//! [`find_unlisted_names`] reduces an article to its [`ArticleNames`], independently of all others, so articles can be
//! read on any thread and dropped. [`Candidates`] adds them up in natural order. Doubts are resolved only then, since
//! it takes all articles to know whether "Officials" is also written "officials", and whether "Bank of Somewhere" is
//! one name. `words` splits a block into words, `spans` finds candidate names in it, `cues` reads the words beside
//! them, `dates` recognises days and months, `tables` holds the word lists, `tally` counts a name, and `rank` compares
//! the result with the list. `provisional` makes a list of them, for comparing articles without one. A name that only looks like a listed one (`lookalikes`) is never a strong variant.
//!
//! A row must be worth a look, so doubtful names are left out. Headlines in title case or all capitals suggest nothing
//! by themselves; they count if the prose of the same article has the name too. A sequence that touches a mention is
//! left out, since it is part of a longer name, unless a title or a suffix (Jr.) shows that it names somebody else.
//! Only the longest sequence counts: "Security Council" inside "UN Security Council" does not. Articles whose bodies
//! have the same words count once.
//!
//! Limitations: nothing is found in scripts without capitals. In a language that capitalises every noun (detected by
//! the share of capitals), only names with a title or a speech verb are found. In an inflected language each case form
//! of a name is a row of its own. At most [`MAX_SIGHTINGS`] sightings per article and [`MAX_NAMES`] names in all are
//! kept; [`Candidates::is_truncated`] reports when there were more.

mod cue;
mod cues;
mod dates;
mod gather;
mod lookalikes;
mod names;
mod provisional;
mod rank;
mod spans;
mod suggestion;
mod tables;
mod tally;
mod words;

pub use gather::{Candidates, MAX_NAMES};
pub use names::{ArticleNames, MAX_SIGHTINGS, find_unlisted_names};
pub use provisional::{MAX_PROVISIONAL, provisional_list};
pub use suggestion::{Suggestion, SuggestionKind};
pub use tally::Example;

#[cfg(test)]
mod noise_tests;
#[cfg(test)]
mod tests;
