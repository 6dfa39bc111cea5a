//! Feeds in any dialect, and lists of feeds.

use std::collections::HashSet;

use whoswho::article::feed::{opml, read};
use whoswho::article::parse_draft;

use super::check;

/// How many entries of a feed are parsed into articles.
const MAX_ENTRIES: usize = 8;

pub fn run(data: &[u8]) {
    match check::deterministic(data, || read(data)) {
        Ok(entries) => {
            let names: HashSet<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
            assert_eq!(names.len(), entries.len(), "two entries have one name");
            check::bounded("a feed", entries.iter().map(|entry| entry.draft.body.len()).sum(), data.len());
            for entry in &entries {
                check::line("a name", &entry.name);
                assert!(!entry.name.trim().is_empty(), "an entry has no name");
                check::draft(&entry.draft, data.len());
            }
            for entry in entries.into_iter().take(MAX_ENTRIES) {
                check::article(&parse_draft(check::key(), entry.draft), data.len());
            }
        }
        Err(error) => check::message(&error),
    }
    match opml::local_feeds(&check::text_of(data)) {
        Ok(listed) => check::bounded("paths", listed.local.iter().map(String::len).sum(), data.len()),
        Err(error) => check::message(&error),
    }
}
