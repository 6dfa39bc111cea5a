//! Counts in messages and on the screen.

/// Formats a count with its noun: `1 entity`, `2 entities`.
pub fn counted(count: usize, singular: &str, plural: &str) -> String {
    format!("{count} {}", noun(count as u64, singular, plural))
}

/// Returns the noun that goes with a count, for messages that [`counted`] cannot format.
pub fn noun<'a>(count: u64, singular: &'a str, plural: &'a str) -> &'a str {
    if count == 1 { singular } else { plural }
}
