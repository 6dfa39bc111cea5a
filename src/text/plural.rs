//! Counts in messages and on the screen.

/// Formats a count with its noun: `1 entity`, `2 entities`.
pub fn counted(count: usize, singular: &str, plural: &str) -> String {
    format!("{count} {}", noun(count as u64, singular, plural))
}

/// Like [`counted`], for a total that may still grow: `1+ entities`. `plus` is `+` if it may, else empty.
pub fn counted_so_far(count: usize, plus: &str, singular: &str, plural: &str) -> String {
    format!("{count}{plus} {}", noun_so_far(count, plus, singular, plural))
}

/// Like [`noun`], for a total that may still grow. `plus` is `+` if it may, else empty.
pub fn noun_so_far<'a>(count: usize, plus: &str, singular: &'a str, plural: &'a str) -> &'a str {
    if plus.is_empty() { noun(count as u64, singular, plural) } else { plural }
}

/// Returns the noun that goes with a count, for messages that [`counted`] cannot format.
pub fn noun<'a>(count: u64, singular: &'a str, plural: &'a str) -> &'a str {
    if count == 1 { singular } else { plural }
}
