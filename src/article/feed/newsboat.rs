//! An item of newsboat's store as an article. The store itself is opened elsewhere; here are its values.

use crate::article::date;
use crate::article::draft::{Draft, Markup};
use crate::article::feed::saying::{Saying, html, undeclared};
use crate::article::line::{one_line, one_line_of_html};
use crate::article::model::Meta;

/// What newsboat keeps of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// Where it can be found.
    pub url: String,
    /// The title of its feed, or the feed's address.
    pub feed: String,
    /// Seconds since 1970; 0 where there is no date.
    pub published: i64,
    /// Its body.
    pub content: String,
    /// The media type of the body; empty in stores of newsboat before 2.22, where it is HTML.
    pub content_type: String,
    /// How many stretches of bytes had no reading.
    pub undecoded: u32,
}

/// The draft of an item.
pub fn draft(stored: Stored) -> Draft {
    let body = match stored.content_type.split(';').next().unwrap_or_default().trim() {
        "text/plain" => Saying { text: stored.content, markup: Markup::Plain },
        "text/markdown" => Saying { text: stored.content, markup: Markup::Markdown },
        "text/html" | "application/xhtml+xml" => html(stored.content),
        _ => undeclared(stored.content),
    };
    let meta = Meta {
        title: one_line_of_html(&stored.title),
        source: one_line_of_html(&stored.feed),
        author: one_line_of_html(&stored.author),
        date: Some(stored.published).filter(|seconds| *seconds > 0).and_then(date::from_unix_seconds),
        language: None,
        url: one_line(&stored.url),
    };
    Draft { meta, body: body.text, markup: body.markup, undecoded: stored.undecoded, ..Draft::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_a_draft() {
        let stored = Stored {
            title: "Marks &amp; Co\u{1B}[2J".to_owned(),
            author: "Jo Park".to_owned(),
            url: "https://news.example/1".to_owned(),
            feed: "The Paper".to_owned(),
            published: 1_709_648_940,
            content: "<p>One</p>".to_owned(),
            ..Stored::default()
        };
        let draft = draft(stored.clone());
        assert_eq!(draft.meta.title.as_deref(), Some("Marks & Co␛[2J"));
        assert_eq!(draft.meta.date.as_deref(), Some("2024-03-05T14:29:00Z"));
        assert_eq!(draft.markup, Markup::Html);
        let plain = super::draft(Stored {
            content_type: "text/plain; charset=utf-8".to_owned(),
            published: 0,
            ..stored
        });
        assert_eq!((plain.markup, plain.body.as_str(), plain.meta.date), (Markup::Plain, "<p>One</p>", None));
    }
}
