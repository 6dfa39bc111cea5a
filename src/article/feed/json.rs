//! JSON Feed 1 and 1.1.
//!
//! Members of an unexpected type are read leniently: a number as text, one author as a list of authors, anything else
//! as absent. Only the items must be a list of objects. Unknown members are skipped without being stored.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::article::draft::{Draft, Markup};
use crate::article::feed::content::{Content, from_html, fullest};
use crate::article::feed::entry::{Entry, MAX_ENTRIES, drop_empty, new_entry, too_many_entries};
use crate::article::feed::syndication::date;
use crate::article::language_code;
use crate::article::line::{one_line, one_line_of_html};
use crate::article::link::resolve;
use crate::article::model::Meta;

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Feed {
    version: LenientString,
    title: LenientString,
    home_page_url: LenientString,
    language: LenientString,
    author: PersonNames,
    authors: PersonNames,
    items: Items,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Item {
    id: LenientString,
    url: LenientString,
    external_url: LenientString,
    title: LenientString,
    content_html: LenientString,
    content_text: LenientString,
    summary: LenientString,
    date_published: LenientString,
    date_modified: LenientString,
    language: LenientString,
    author: PersonNames,
    authors: PersonNames,
}

/// Items, limited in number while they are read.
#[derive(Debug, Default)]
struct Items(Vec<Item>);

/// A string, or a number as its digits.
#[derive(Debug, Default)]
struct LenientString(Option<String>);

/// Names of people.
#[derive(Debug, Default)]
struct PersonNames(Vec<String>);

/// Parses a feed. The names of its entries may not be safe and unique yet.
///
/// # Errors
/// A message for the user if the JSON is invalid, is not a feed, or has too many entries or only empty ones.
pub fn read(text: &str) -> Result<Vec<Entry>, String> {
    let feed: Feed = serde_json::from_str(text).map_err(|error| format!("not a JSON Feed: {error}"))?;
    let is_feed = feed.version.0.as_deref().is_some_and(|version| version.contains("jsonfeed.org"));
    if !is_feed && feed.items.0.is_empty() {
        return Err("not a JSON Feed: no jsonfeed.org version and no items".to_owned());
    }
    let title = feed.title.line();
    let base = feed.home_page_url.line();
    let language = feed.language.line();
    let authors = if feed.authors.0.is_empty() { feed.author.0 } else { feed.authors.0 };
    let read_item = |item: Item| {
        let names =
            [item.authors.0, item.author.0, authors.clone()].into_iter().find(|names| !names.is_empty());
        let body =
            [item.content_html.0.map(from_html), item.content_text.0.map(plain), item.summary.0.map(plain)];
        let body = fullest(body.into_iter().flatten());
        let date_text = [item.date_published, item.date_modified].iter().find_map(LenientString::line);
        let url = [item.url, item.external_url].iter().find_map(LenientString::line);
        let meta = Meta {
            title: item.title.line(),
            source: title.clone(),
            author: names.map(|names| names.join(", ")),
            date: date(date_text),
            language: item
                .language
                .line()
                .or_else(|| language.clone())
                .and_then(|code| language_code::parse(&code)),
            url: url.map(|url| resolve(&url, base.as_deref())),
        };
        new_entry(
            item.id.0.as_deref(),
            Draft { meta, body: body.text, markup: body.markup, ..Draft::default() },
        )
    };
    drop_empty(feed.items.0.into_iter().map(read_item).collect())
}

fn plain(text: String) -> Content {
    Content { text, markup: Markup::Plain }
}

impl LenientString {
    /// Returns the text as one safe line. Titles are plain text according to the standard, but often HTML.
    fn line(&self) -> Option<String> {
        one_line_of_html(self.0.as_deref()?)
    }
}

impl<'de> Deserialize<'de> for LenientString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LenientStringVisitor)
    }
}

struct LenientStringVisitor;

impl<'de> Visitor<'de> for LenientStringVisitor {
    type Value = LenientString;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<LenientString, E> {
        Ok(LenientString(Some(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<LenientString, E> {
        Ok(LenientString(Some(text)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<LenientString, E> {
        Ok(LenientString(Some(number.to_string())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<LenientString, E> {
        Ok(LenientString(Some(number.to_string())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<LenientString, E> {
        Ok(LenientString(Some(number.to_string())))
    }

    fn visit_bool<E>(self, _: bool) -> Result<LenientString, E> {
        Ok(LenientString(None))
    }

    fn visit_unit<E>(self) -> Result<LenientString, E> {
        Ok(LenientString(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<LenientString, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(LenientString(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<LenientString, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(LenientString(None))
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
            if items.len() >= MAX_ENTRIES {
                return Err(serde::de::Error::custom(too_many_entries()));
            }
            items.push(item);
        }
        Ok(Items(items))
    }
}

impl<'de> Deserialize<'de> for PersonNames {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PersonNamesVisitor)
    }
}

/// One person, as an object or a name, or a list of them.
struct PersonNamesVisitor;

impl<'de> Visitor<'de> for PersonNamesVisitor {
    type Value = PersonNames;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("names of people")
    }

    fn visit_str<E>(self, name: &str) -> Result<PersonNames, E> {
        Ok(PersonNames(one_line(name).into_iter().collect()))
    }

    fn visit_unit<E>(self) -> Result<PersonNames, E> {
        Ok(PersonNames::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<PersonNames, E> {
        Ok(PersonNames::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<PersonNames, E> {
        Ok(PersonNames::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<PersonNames, E> {
        Ok(PersonNames::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<PersonNames, E> {
        Ok(PersonNames::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<PersonNames, A::Error> {
        let mut names = PersonNames::default();
        while let Some(more) = list.next_element::<PersonNames>()? {
            if names.0.len() < 20 {
                names.0.extend(more.0);
            }
        }
        Ok(names)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PersonNames, A::Error> {
        let mut names = PersonNames::default();
        while let Some(key) = map.next_key::<String>()? {
            if key == "name" {
                names.0.extend(map.next_value::<LenientString>()?.line());
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_unexpected_types_are_tolerated() {
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
    fn invalid_feed_is_a_one_line_error() {
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
