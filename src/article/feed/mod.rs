//! Feeds: RSS, Atom, RDF and JSON Feed, one article per entry; also feed lists and newsboat's database.
//!
//! Feeds are written by programs their owners never look into, and read by programs that accept anything. So parsing
//! is lenient: [`syndication`] takes the fields it knows wherever they are (`fields` is the table, `namespace`
//! resolves prefixes), [`json`] takes members of any type, and input is rejected only if it has no feed. Existing
//! crates reject a whole feed for a wrong version, an element without content or an unknown namespace, and depend on
//! clocks, URLs and random numbers; an article needs only seven strings of an entry, and [`xml`](super::xml) provides
//! them.
//!
//! An entry becomes a [`Draft`]: title, author, source, date, language, link, and a body in the markup that is
//! declared or detected (`content`). The body is the content or the summary, whichever is fuller.
//!
//! **Names.** An entry is named by its id, else its link, else title and date, else a hash of its text. Among entries
//! of the same name (a feed that reuses ids, a story sent again) the lowest has the plain name and those above get
//! `~2`, `~3`: feeds grow at the top, so names stay. An entry that drops off the bottom may shift these numbers;
//! nothing in the feed could prevent that.
//!
//! Limits: entries that share a title are not told apart any further; relative links are resolved only against the
//! feed's base or link; at most [`MAX_ENTRIES`] entries.

mod content;
pub mod dates;
mod fields;
pub mod json;
mod namespace;
pub mod newsboat;
pub mod opml;
pub mod syndication;

use crate::article::draft::Draft;
use crate::article::xml::decode_xml;
use crate::text::fingerprint::fingerprint;
use crate::text::unique_names::UniqueNames;

/// Maximum number of entries of a feed.
pub const MAX_ENTRIES: usize = 200_000;

/// An entry of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name: one safe line, unique in the feed and stable as the feed grows.
    pub name: String,
    /// Its content.
    pub draft: Draft,
}

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

/// Creates an entry whose name may not be unique yet. None if it has no title and no text.
fn new_entry(id: Option<&str>, draft: Draft) -> Option<Entry> {
    let meta = &draft.meta;
    let has_text = !draft.body.trim().is_empty();
    if meta.title.is_none() && !has_text {
        return None;
    }
    let id = id.map(str::trim).filter(|id| !id.is_empty()).or(meta.url.as_deref());
    let name = match (id, &meta.title, &meta.date) {
        (Some(id), ..) => id.to_owned(),
        (None, Some(title), Some(date)) => format!("{title} {date}"),
        (None, Some(title), None) => title.clone(),
        (None, None, _) => format!("untitled {:016x}", fingerprint(draft.body.as_bytes())),
    };
    Some(Entry { name, draft })
}

/// Drops empty entries. An error if all of them are.
fn drop_empty(entries: Vec<Option<Entry>>) -> Result<Vec<Entry>, String> {
    let count = entries.len();
    let found: Vec<Entry> = entries.into_iter().flatten().collect();
    if count > 0 && found.is_empty() {
        return Err(match count {
            1 => "the feed's only entry has neither title nor text".to_owned(),
            several => format!("none of the feed's {several} entries has a title or text"),
        });
    }
    Ok(found)
}

/// The error for a feed with too many entries.
fn too_many_entries() -> String {
    format!("the feed has more than {MAX_ENTRIES} entries; split it")
}

#[cfg(test)]
mod tests;
