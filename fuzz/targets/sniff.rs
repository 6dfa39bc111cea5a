//! What a file is by its first bytes and its name.

use whoswho::article::formats::FORMATS;
use whoswho::article::sniff::{HEAD, is_text, sniff};

use super::check;

pub fn run(data: &[u8]) {
    let head = &data[..data.len().min(HEAD)];
    let bare = check::same(data, || sniff(head, None));
    is_text(head);
    let endings: Vec<&str> = FORMATS.iter().flat_map(|known| known.extensions).copied().collect();
    for ending in [check::chosen(data, &endings), "json", "md", "docx", ""] {
        let named = sniff(head, Some(ending));
        // A name adds to what the bytes say, or tells kin apart; it takes nothing away but from JSON, which may be a header of Markdown.
        assert!(
            bare.is_none() || named.is_some() || head.contains(&b'{') || head.starts_with(b"["),
            "{bare:?} is nothing by the name .{ending}"
        );
    }
}
