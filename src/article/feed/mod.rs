//! Feeds: RSS, Atom, RDF and JSON Feed, each entry an article; and what stands beside them, lists of feeds and newsboat's store.
//!
//! A feed is written by a program that its owner never looked into, and read by programs that let everything pass. So nothing
//! here insists on anything: [`syndication`] takes the fields that it knows wherever they stand (`fields` is the table, `space` tells
//! whose a name is), [`json`] takes members of any type, and a feed is refused only where there is none. The crates that read feeds
//! refuse the whole of one for a wrong version, for one element without content or for an unknown namespace, and bring clocks, URLs and random
//! numbers along; what an article needs of an entry is seven strings, and [`xml`](super::xml) gives them.
//!
//! An entry becomes a [`Draft`]: title, author, source, date, language, link, and a body in the markup that it is declared or
//! looks to be in (`saying`). Of content and summary the fuller one is the body.
//!
//! **Names.** An entry is named by what the feed calls it: its id, else its link, else its title and date, else what it says. Where two are
//! called alike (a feed that numbers its entries anew, a story that was sent again) the lower one has the plain name and those above
//! it `~2`, `~3`: feeds grow at the top, so what was named stays named. What falls out at the bottom may move such a number; nothing in
//! the feed could prevent it.
//!
//! The limits: a title that two entries share says nothing more of them; relative links are completed only by the base or the link of the
//! feed; at most [`MOST_ENTRIES`] entries.

pub mod dates;
mod fields;
pub mod json;
pub mod newsboat;
pub mod opml;
mod saying;
mod space;
pub mod syndication;

use crate::article::draft::Draft;
use crate::article::xml::decode_xml;
use crate::text::fingerprint::fingerprint;
use crate::text::unique_names::UniqueNames;

/// The most entries of one feed.
pub const MOST_ENTRIES: usize = 200_000;

/// An entry of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name in the feed: one safe line, unlike that of any other entry, the same when the feed grows.
    pub name: String,
    /// What it says.
    pub draft: Draft,
}

/// The entries of a feed, in its order. Those that have neither a title nor a text are left out.
///
/// # Errors
/// A line for the reader: it is no feed, none of its entries says anything, or it has more than [`MOST_ENTRIES`] of them.
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

/// An entry before its name is known to be its own; none where there is nothing to read.
fn entry(id: Option<&str>, draft: Draft) -> Option<Entry> {
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

/// The entries that say something.
fn worth_reading(entries: Vec<Option<Entry>>) -> Result<Vec<Entry>, String> {
    let count = entries.len();
    let said: Vec<Entry> = entries.into_iter().flatten().collect();
    if count > 0 && said.is_empty() {
        return Err(format!("none of the feed's entries ({count}) has a title or a text"));
    }
    Ok(said)
}

/// What to say of a feed with too many entries.
fn too_many() -> String {
    format!("the feed has more than {MOST_ENTRIES} entries; split it")
}

#[cfg(test)]
mod tests;
