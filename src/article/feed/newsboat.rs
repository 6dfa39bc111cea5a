//! Converts items of newsboat's database to drafts. The database itself is opened elsewhere.

use crate::article::date;
use crate::article::draft::{Draft, Markup};
use crate::article::feed::content::{Content, detect, from_html};
use crate::article::line::{one_line, one_line_of_html};
use crate::article::model::Meta;

/// An item of newsboat's database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredItem {
    /// Its title.
    pub title: String,
    /// Its author.
    pub author: String,
    /// Its URL.
    pub url: String,
    /// The title of its feed, or the feed's URL.
    pub feed: String,
    /// Seconds since 1970; 0 or less if there is no date.
    pub published: i64,
    /// Its body.
    pub content: String,
    /// The media type of the body. Empty in databases of newsboat before 2.22. The markup is detected if the type is
    /// empty or unknown.
    pub content_type: String,
    /// Number of byte sequences in the body that could not be decoded.
    pub undecoded: u32,
}

/// Converts an item to a draft.
pub fn draft(item: StoredItem) -> Draft {
    let body = match item.content_type.split(';').next().unwrap_or_default().trim() {
        "text/plain" => Content { text: item.content, markup: Markup::Plain },
        "text/markdown" => Content { text: item.content, markup: Markup::Markdown },
        "text/html" | "application/xhtml+xml" => from_html(item.content),
        _ => detect(item.content),
    };
    let meta = Meta {
        title: one_line_of_html(&item.title),
        source: one_line_of_html(&item.feed),
        author: one_line_of_html(&item.author),
        date: Some(item.published).filter(|seconds| *seconds > 0).and_then(date::from_unix_seconds),
        language: None,
        url: one_line(&item.url),
    };
    Draft { meta, body: body.text, markup: body.markup, undecoded: item.undecoded, ..Draft::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_item_becomes_a_draft() {
        let item = StoredItem {
            title: "Marks &amp; Co\u{1B}[2J".to_owned(),
            author: "Jo Park".to_owned(),
            url: "https://news.example/1".to_owned(),
            feed: "The Paper".to_owned(),
            published: 1_709_648_940,
            content: "<p>One</p>".to_owned(),
            ..StoredItem::default()
        };
        let draft = draft(item.clone());
        assert_eq!(draft.meta.title.as_deref(), Some("Marks & Co␛[2J"));
        assert_eq!(draft.meta.date.as_deref(), Some("2024-03-05T14:29:00Z"));
        assert_eq!(draft.markup, Markup::Html);
        let plain = super::draft(StoredItem {
            content_type: "text/plain; charset=utf-8".to_owned(),
            published: 0,
            ..item
        });
        assert_eq!((plain.markup, plain.body.as_str(), plain.meta.date), (Markup::Plain, "<p>One</p>", None));
    }
}
