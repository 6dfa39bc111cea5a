//! Detecting a file's format by its first bytes and its name.

use whoswho::article::formats::FORMATS;
use whoswho::article::sniff::{HEAD, is_text, sniff};

use super::check;

pub fn run(data: &[u8]) {
    let head = &data[..data.len().min(HEAD)];
    let bare = check::deterministic(data, || sniff(head, None));
    is_text(head);
    let extensions: Vec<&str> = FORMATS.iter().flat_map(|known| known.extensions).copied().collect();
    for extension in [check::pick(data, &extensions), "json", "md", "docx", ""] {
        let named = sniff(head, Some(extension));
        // A name may refine what the bytes say, but never discard it; except JSON, which may be a Markdown header.
        assert!(
            bare.is_none() || named.is_some() || head.contains(&b'{') || head.starts_with(b"["),
            "{bare:?} is discarded by the extension .{extension}"
        );
    }
}
