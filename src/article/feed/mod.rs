//! Feeds: RSS, Atom, RDF and JSON Feed, one article per entry; also feed lists and newsboat's database.
//!
//! Feeds are written by software that nobody checks, and read by software that accepts anything. So parsing is lenient:
//! [`syndication`] takes the fields it knows in any order (`fields` is the table, `namespace` resolves prefixes), and
//! [`json`] takes members of any type. Input is rejected only if it is not a feed, if all of its entries are empty
//! or if there are too many. Existing crates reject a whole feed for a wrong version, an element without content or an
//! unknown namespace, and pull in crates for clocks, URLs and random numbers; an article needs only seven strings from
//! an entry, and [`xml`](super::xml) provides them.
//!
//! An entry becomes a [`Draft`](super::Draft): title, author, source, date, language, link, and a body in the markup
//! that is declared or detected (`content`). The body is the content, or the summary if that is more than twice as
//! long.
//!
//! **Names.** An entry is named after its id, else its link, else its title, with the date if there is one, else a hash
//! of its text. Of entries that share a name (a feed that reuses ids, a story sent again), the lowest has the plain
//! name and those above it get `~2`, `~3`: feeds grow at the top, so names do not change. An entry that drops off the
//! bottom may shift these numbers; nothing in the feed could prevent that.
//!
//! Limitations: entries that share a title and have no id, link or date differ only in that number; relative links are
//! resolved only against the feed's base or link; at most [`MAX_ENTRIES`] entries.

mod content;
pub mod dates;
mod entry;
mod fields;
pub mod json;
mod namespace;
pub mod newsboat;
pub mod opml;
pub mod syndication;

use crate::article::xml::decode_xml;
use crate::text::unique_names::UniqueNames;

pub use entry::{Entry, MAX_ENTRIES};

/// Parses a feed. Returns its entries in order, without those that have neither title nor text.
///
/// # Errors
/// A message for the user if this is not a feed, all entries are empty, or there are more than [`MAX_ENTRIES`].
pub fn read(bytes: &[u8]) -> Result<Vec<Entry>, String> {
    let decoded = decode_xml(bytes);
    let is_json = decoded.text.trim_start().starts_with('{');
    let mut entries = if is_json { json::read(&decoded.text)? } else { syndication::read(&decoded.text)? };
    let mut names = UniqueNames::default();
    for entry in entries.iter_mut().rev() {
        entry.name = names.assign(&entry.name);
        if decoded.undecoded > 0 {
            let lost = entry.draft.body.matches(char::REPLACEMENT_CHARACTER).count();
            entry.draft.undecoded = u32::try_from(lost).unwrap_or(u32::MAX);
        }
    }
    Ok(entries)
}

#[cfg(test)]
mod tests;
