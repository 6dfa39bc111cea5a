//! JSON Feed 1 and 1.1.
//!
//! Members that are of another type than the standard says are taken for what they are worth: a number for a text, one author for a
//! list of authors, anything else for nothing. What is not asked for is passed over without being kept.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::article::draft::{Draft, Markup};
use crate::article::feed::saying::{Saying, fullest, html};
use crate::article::feed::syndication::date;
use crate::article::feed::{Entry, MOST_ENTRIES, entry, too_many, worth_reading};
use crate::article::language_code;
use crate::article::line::{one_line, one_line_of_html};
use crate::article::link::resolve;
use crate::article::model::Meta;

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Feed {
    version: Loose,
    title: Loose,
    home_page_url: Loose,
    language: Loose,
    author: People,
    authors: People,
    items: Items,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Item {
    id: Loose,
    url: Loose,
    external_url: Loose,
    title: Loose,
    content_html: Loose,
    content_text: Loose,
    summary: Loose,
    date_published: Loose,
    date_modified: Loose,
    language: Loose,
    author: People,
    authors: People,
}

/// Items, counted while they are read.
#[derive(Debug, Default)]
struct Items(Vec<Item>);

/// A text, or a number as its digits.
#[derive(Debug, Default)]
struct Loose(Option<String>);

/// Names of people.
#[derive(Debug, Default)]
struct People(Vec<String>);

/// The entries of a feed; their names may yet be alike.
///
/// # Errors
/// A line for the reader: it is no JSON, no feed, or too much of one.
pub fn read(text: &str) -> Result<Vec<Entry>, String> {
    let feed: Feed =
        serde_json::from_str(text).map_err(|error| format!("not a JSON Feed that can be read: {error}"))?;
    let is_feed = feed.version.0.as_deref().is_some_and(|version| version.contains("jsonfeed.org"));
    if !is_feed && feed.items.0.is_empty() {
        return Err("no JSON Feed: it has neither a version of jsonfeed.org nor items".to_owned());
    }
    let title = feed.title.line();
    let base = feed.home_page_url.line();
    let language = feed.language.line();
    let authors = if feed.authors.0.is_empty() { feed.author.0 } else { feed.authors.0 };
    let read_item = |item: Item| {
        let names =
            [item.authors.0, item.author.0, authors.clone()].into_iter().find(|names| !names.is_empty());
        let body = [item.content_html.0.map(html), item.content_text.0.map(plain), item.summary.0.map(plain)];
        let body = fullest(body.into_iter().flatten());
        let written = [item.date_published, item.date_modified].iter().find_map(Loose::line);
        let url = [item.url, item.external_url].iter().find_map(Loose::line);
        let meta = Meta {
            title: item.title.line(),
            source: title.clone(),
            author: names.map(|names| names.join(", ")),
            date: date(written),
            language: item
                .language
                .line()
                .or_else(|| language.clone())
                .and_then(|code| language_code::parse(&code)),
            url: url.map(|url| resolve(&url, base.as_deref())),
        };
        entry(item.id.0.as_deref(), Draft { meta, body: body.text, markup: body.markup, ..Draft::default() })
    };
    worth_reading(feed.items.0.into_iter().map(read_item).collect())
}

fn plain(text: String) -> Saying {
    Saying { text, markup: Markup::Plain }
}

impl Loose {
    /// On one safe line. Titles are plain text by the standard and HTML by habit.
    fn line(&self) -> Option<String> {
        one_line_of_html(self.0.as_deref()?)
    }
}

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LooseVisitor)
    }
}

struct LooseVisitor;

impl<'de> Visitor<'de> for LooseVisitor {
    type Value = Loose;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<Loose, E> {
        Ok(Loose(Some(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Loose, E> {
        Ok(Loose(Some(text)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Loose, E> {
        Ok(Loose(Some(number.to_string())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Loose, E> {
        Ok(Loose(Some(number.to_string())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Loose, E> {
        Ok(Loose(Some(number.to_string())))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Loose, E> {
        Ok(Loose(None))
    }

    fn visit_unit<E>(self) -> Result<Loose, E> {
        Ok(Loose(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Loose, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Loose(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Loose, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Loose(None))
    }
}

impl<'de> Deserialize<'de> for Items {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ItemsVisitor)
    }
}

struct ItemsVisitor;

impl<'de> Visitor<'de> for ItemsVisitor {
    type Value = Items;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Items, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            if items.len() >= MOST_ENTRIES {
                return Err(serde::de::Error::custom(too_many()));
            }
            items.push(item);
        }
        Ok(Items(items))
    }
}

impl<'de> Deserialize<'de> for People {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PeopleVisitor)
    }
}

/// One person: an object with a name, or the name.
struct PeopleVisitor;

impl<'de> Visitor<'de> for PeopleVisitor {
    type Value = People;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("people")
    }

    fn visit_str<E>(self, name: &str) -> Result<People, E> {
        Ok(People(one_line(name).into_iter().collect()))
    }

    fn visit_unit<E>(self) -> Result<People, E> {
        Ok(People::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<People, E> {
        Ok(People::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<People, E> {
        Ok(People::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<People, E> {
        Ok(People::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<People, E> {
        Ok(People::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<People, A::Error> {
        let mut people = People::default();
        while let Some(more) = list.next_element::<People>()? {
            if people.0.len() < 20 {
                people.0.extend(more.0);
            }
        }
        Ok(people)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<People, A::Error> {
        let mut people = People::default();
        while let Some(key) = map.next_key::<String>()? {
            if key == "name" {
                people.0.extend(map.next_value::<Loose>()?.line());
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(people)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_another_type_do_no_harm() {
        let text = r#"{"version":"https://jsonfeed.org/version/1.1","title":["no"],"authors":"Jo Park","items":[
            {"id":7,"title":"A &amp; B","content_text":"One.\n\nTwo.","authors":[{"name":"Ann"},null,3,{"url":{}}]},
            {"id":8.5,"content_html":"<p>Three</p>","summary":{"a":[1]},"author":{"name":"Lee"}},
            {"id":null,"title":"Only a title","language":"EN-us","url":"/x"},{}]}"#;
        let entries = read(text).unwrap();
        let shown: Vec<_> =
            entries.iter().map(|entry| (entry.name.as_str(), entry.draft.meta.author.as_deref())).collect();
        assert_eq!(shown, [("7", Some("Ann")), ("8.5", Some("Lee")), ("/x", Some("Jo Park"))]);
        let third = &entries[2].draft.meta;
        assert_eq!((third.title.as_deref(), third.language.as_deref()), (Some("Only a title"), Some("en")));
        assert_eq!(entries[0].draft.meta.title.as_deref(), Some("A & B"));
        assert_eq!(entries[1].draft.markup, Markup::Html);
    }

    #[test]
    fn what_is_no_feed_is_told_in_a_line() {
        for text in ["{", "{}", "{\"items\": 3}", "{\"items\": [3]}", "{\"a\":1}"] {
            let error = read(text).unwrap_err();
            assert!(!error.contains('\n') && !error.is_empty(), "{text}: {error}");
        }
        let deep = format!("{{\"version\":\"jsonfeed.org\",\"x\":{}", "[".repeat(100_000));
        assert!(read(&deep).unwrap_err().contains("line 1"));
        let deep = format!("{{\"version\":\"jsonfeed.org\",\"authors\":{}", "[".repeat(100_000));
        assert!(read(&deep).is_err());
    }
}
