//! Formats counts for messages.

/// Formats a count with its noun: `1 entity`, `2 entities`.
pub fn counted(count: usize, singular: &str, plural: &str) -> String {
    format!("{count} {}", if count == 1 { singular } else { plural })
}
