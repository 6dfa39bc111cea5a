//! An entry of a feed: its name and its content.

use crate::article::draft::Draft;
use crate::text::fingerprint::fingerprint;

/// Maximum number of entries in a feed.
pub const MAX_ENTRIES: usize = 200_000;

/// An entry of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name: one safe line, unique in the feed and stable as the feed grows.
    pub name: String,
    /// Its content.
    pub draft: Draft,
}

/// Creates an entry whose name may not be safe and unique yet. None if it has no title and no text.
pub fn new_entry(id: Option<&str>, draft: Draft) -> Option<Entry> {
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

/// Drops empty entries. Returns an error if all of them are empty.
pub fn drop_empty(entries: Vec<Option<Entry>>) -> Result<Vec<Entry>, String> {
    let count = entries.len();
    let found: Vec<Entry> = entries.into_iter().flatten().collect();
    if count > 0 && found.is_empty() {
        return Err(match count {
            1 => "the feed's only entry has neither title nor text".to_owned(),
            _ => format!("none of the feed's {count} entries has a title or text"),
        });
    }
    Ok(found)
}

/// Returns the error for a feed with too many entries.
pub fn too_many_entries() -> String {
    format!("the feed has more than {MAX_ENTRIES} entries; split it")
}
