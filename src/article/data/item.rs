//! Turns a JSON object or table row into a draft.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::article::data::fields::{Field, Fields, folded, shortened};
use crate::article::data::json;
use crate::article::draft::{Draft, Markup};
use crate::article::line::one_line_of_html;
use crate::article::link::host;
use crate::article::model::Meta;
use crate::article::{date, language_code, shape};
use crate::text::sanitize::sanitize_line;

/// Objects that databases and APIs wrap an item in. In lower case.
pub const ENVELOPES: &[&str] = &[
    "_source",
    "doc",
    "document",
    "fields",
    "article",
    "data",
    "attributes",
    "item",
    "node",
    "record",
    "thread",
];
/// Folded keys of the value in an object that represents one value: from blogs, feeds, document stores.
pub const INSIDE: &[&str] = &[
    "rendered",
    "text",
    "plain",
    "value",
    "content",
    "body",
    "main",
    "name",
    "title",
    "original",
    "html",
    "t",
    "date",
    "oid",
    "numberlong",
    "en",
    "default",
    "label",
    "url",
    "permalink",
    "href",
];
/// Keys that hold the name of a person or publisher, folded. Used for values that are objects.
const NAMES: &[&str] =
    &["name", "fullname", "displayname", "title", "text", "value", "label", "original", "url", "href"];

/// Maximum nesting of a value.
const DEEPEST: usize = 5;
/// Maximum length of a metadata value in characters.
const LONGEST_VALUE: usize = 1000;
/// Maximum length of an item's id in characters.
const LONGEST_NAME: usize = 500;
/// Maximum length of a subtitle in characters.
const LONGEST_SUBTITLE: usize = 300;
/// Maximum number of keys read per object. Tables have a hundred columns.
const MOST_KEYS: usize = 5000;
/// Maximum number of `<` checked for a tag.
const MOST_TAGS: usize = 10_000;
/// Maximum number of keys named in an error.
const KEYS_TOLD: usize = 12;

/// Prefixes of tags that identify HTML, in lower case. End tags are more reliable than start tags, which some texts
/// contain as examples.
const TAGS: &[&str] = &[
    "<p>",
    "<p ",
    "</p>",
    "<br>",
    "<br/",
    "<br ",
    "</a>",
    "</div>",
    "</li>",
    "</h1>",
    "</h2>",
    "</h3>",
    "</strong>",
    "</em>",
    "</b>",
    "</i>",
    "</span>",
    "</blockquote>",
    "</figure>",
    "</td>",
    "</html>",
    "<img ",
];

/// Reads the draft of an item from its bytes, with [`json::read`] and [`of_json`].
///
/// # Errors
/// Those of both.
pub fn read(bytes: &[u8], fields: &Fields) -> Result<Draft, String> {
    let (value, undecoded) = json::read(bytes)?;
    Ok(Draft { undecoded, ..of_json(&value, fields)? })
}

/// Turns an object into a draft, finding its text, title and other fields by their names.
///
/// # Errors
/// One line: it is not an object, or it has no text, with its keys and how to name the text.
pub fn of_json(value: &Value, fields: &Fields) -> Result<Draft, String> {
    let Value::Object(object) = value else {
        return Err("not an object; in JSON, an article is an object with a text".to_owned());
    };
    let scopes = scopes_of(object);
    let find = |field: Field| found(&scopes, fields, field);
    let title = find(Field::Title).find_map(title_of);
    let Some(text) =
        find(Field::Text).map(|value| text_of(value, DEEPEST)).find(|text| !text.trim().is_empty())
    else {
        // An item deleted at its source may still have a title.
        return match (find(Field::Text).next(), title) {
            (Some(_), Some(title)) => {
                Ok(Draft { meta: meta_of(&scopes, fields, Some(title)), ..Draft::default() })
            }
            _ if named(&scopes, fields, Field::Text).is_empty() => Err(without_text(&scopes, fields)),
            _ => Err("the text is empty".to_owned()),
        };
    };
    let markup = if is_html(&text) { Markup::Html } else { Markup::Plain };
    let subtitle = find(Field::Subtitle).find_map(|value| line(value, &[]));
    // The text itself, or part of it, is not a subtitle.
    let is_one = |words: &String| words.chars().nth(LONGEST_SUBTITLE).is_none() && !is_html(words);
    let subtitle = subtitle.filter(|words| is_one(words) && !text.contains(words.as_str()));
    Ok(Draft { meta: meta_of(&scopes, fields, title), subtitle, body: text, markup, ..Draft::default() })
}

/// Returns the id of an object. None if it has none.
pub fn name_of(value: &Value, fields: &Fields) -> Option<String> {
    let Value::Object(object) = value else { return None };
    // MongoDB and Elasticsearch keep it next to the source ("_id").
    let name = found(&scopes_of(object), fields, Field::Id).find_map(|value| line(value, &[]))?;
    (name.chars().nth(LONGEST_NAME).is_none()).then_some(name)
}

fn meta_of(scopes: &[&Map<String, Value>], fields: &Fields, title: Option<String>) -> Meta {
    let first =
        |field: Field, keys: &[&str]| found(scopes, fields, field).find_map(|value| line(value, keys));
    let url =
        found(scopes, fields, Field::Url).find_map(|value| line(value, &[]).filter(|words| is_link(words)));
    let source = first(Field::Source, NAMES).map(|source| host(&source).unwrap_or(source));
    // Some databases store a user id instead of a name.
    let authors = || {
        let mut named = found(scopes, fields, Field::Author).filter_map(|value| line(value, NAMES));
        named.find(|words| words.contains(char::is_alphabetic))
    };
    Meta {
        title,
        source: source.or_else(|| url.as_deref().and_then(host)),
        author: authors().map(|words| author_of(&words)),
        date: found(scopes, fields, Field::Date).find_map(date_of),
        language: found(scopes, fields, Field::Language)
            .find_map(|value| line(value, &[]))
            .and_then(|words| language_code::of_words(&words)),
        url,
    }
}

/// The objects searched for keys: the item itself, then its envelopes.
fn scopes_of(object: &Map<String, Value>) -> Vec<&Map<String, Value>> {
    let inner = object.iter().filter_map(|(key, value)| value.as_object().filter(|_| is_envelope(key)));
    std::iter::once(object).chain(inner).collect()
}

fn is_envelope(key: &str) -> bool {
    ENVELOPES.iter().any(|name| name.eq_ignore_ascii_case(key))
}

/// Values of a field in the order of its names, without nulls.
fn found<'a>(
    scopes: &'a [&'a Map<String, Value>],
    fields: &Fields,
    field: Field,
) -> impl Iterator<Item = &'a Value> {
    named(scopes, fields, field).into_iter().filter(|value| !value.is_null())
}

/// All values of a field, in the order of its names.
fn named<'a>(scopes: &'a [&'a Map<String, Value>], fields: &Fields, field: Field) -> Vec<&'a Value> {
    let (names, is_own) = fields.names(field);
    let mut values = Vec::new();
    if is_own {
        for name in names {
            values.extend(scopes.iter().filter_map(|scope| at_path(scope, name)));
        }
    } else {
        // The order of the names decides; an item's own keys take precedence over those of its envelopes.
        for scope in scopes {
            let place = |key: &String| names.iter().position(|name| *name == folded(key));
            let own =
                scope.iter().take(MOST_KEYS).filter(|(key, value)| !(value.is_object() && is_envelope(key)));
            let mut here: Vec<(usize, &Value)> =
                own.filter_map(|(key, value)| Some((place(key)?, value))).collect();
            here.sort_by_key(|(place, _)| *place);
            values.extend(here.into_iter().map(|(_, value)| value));
        }
    }
    values
}

/// Returns the value at a dotted path. A key that contains the dots takes precedence; an exact key, over a folded
/// one.
fn at_path<'a>(object: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    let get = |object: &'a Map<String, Value>, key: &str| {
        let key_folded = folded(key);
        let alike = || object.iter().take(MOST_KEYS).find(|(own, _)| folded(own) == key_folded);
        object.get(key).or_else(|| alike().map(|(_, value)| value))
    };
    if let Some(value) = get(object, path) {
        return Some(value);
    }
    let mut steps = path.split('.');
    let mut value = get(object, steps.next()?)?;
    for step in steps {
        value = match value {
            Value::Object(object) => get(object, step)?,
            Value::Array(list) => list.get(step.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(value)
}

/// Formats a value as one safe line, list elements joined by commas. For objects, `keys` are tried first.
fn line(value: &Value, keys: &[&str]) -> Option<String> {
    let words = joined(value, keys, DEEPEST);
    let single = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown: String = sanitize_line(&single).chars().take(LONGEST_VALUE).collect();
    (!shown.is_empty()).then_some(shown)
}

fn joined<'a>(value: &'a Value, keys: &[&str], depth: usize) -> Cow<'a, str> {
    match value {
        Value::Array(list) if depth > 0 => {
            let words = list.iter().map(|value| joined(value, keys, depth - 1));
            let words: Vec<_> = words.filter(|words| !words.trim().is_empty()).take(LONGEST_VALUE).collect();
            Cow::Owned(words.join(", "))
        }
        Value::Object(object) if depth > 0 => {
            inside(object, keys).map_or(Cow::Borrowed(""), |value| joined(value, keys, depth - 1))
        }
        plain => word_of(plain),
    }
}

/// Formats a string, number or boolean.
fn word_of(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Bool(is_true) => Cow::Borrowed(if *is_true { "true" } else { "false" }),
        Value::Null | Value::Array(_) | Value::Object(_) => Cow::Borrowed(""),
    }
}

/// Returns the value inside an object that represents a single value: by `keys` first, then by [`VALUE_KEYS`].
fn inside<'a>(object: &'a Map<String, Value>, keys: &[&str]) -> Option<&'a Value> {
    let place = |key: &String| {
        let key = folded(key);
        keys.iter().chain(INSIDE).position(|name| *name == key)
    };
    let said = object.iter().take(MOST_KEYS).filter(|(_, value)| !value.is_null());
    said.filter_map(|(key, value)| Some((place(key)?, value)))
        .min_by_key(|(place, _)| *place)
        .map(|(_, value)| value)
}

/// Formats a value as text. List elements are paragraphs, unless strings and objects are mixed: those are pieces of
/// one text (a message with links) and are concatenated.
fn text_of(value: &Value, depth: usize) -> String {
    match value {
        Value::Array(list) if depth > 0 => {
            let is_mixed = list.iter().any(Value::is_string) && list.iter().any(Value::is_object);
            let pieces = list.iter().map(|value| text_of(value, depth - 1)).filter(|text| !text.is_empty());
            pieces.collect::<Vec<_>>().join(if is_mixed { "" } else { "\n\n" })
        }
        Value::Object(object) if depth > 0 => {
            inside(object, &[]).map_or(String::new(), |value| text_of(value, depth - 1))
        }
        plain => word_of(plain).into_owned(),
    }
}

/// Returns true if a text is HTML, judging by its tags.
fn is_html(text: &str) -> bool {
    let is_tag = |from: &str| {
        TAGS.iter().any(|tag| from.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
    };
    let mut places = text.match_indices('<').take(MOST_TAGS);
    places.any(|(at, _)| text.get(at..).is_some_and(is_tag))
}

/// Converts an unambiguous date to ISO 8601. Any other is returned as written.
fn date_of(value: &Value) -> Option<String> {
    let words = line(value, &[])?;
    Some(date::iso(&words).unwrap_or(words))
}

/// Formats a title, without the character references and tags that some databases keep (`A &#8217;b`).
fn title_of(value: &Value) -> Option<String> {
    let words = line(value, &[])?;
    if words.contains('&') || is_html(&words) { one_line_of_html(&words) } else { Some(words) }
}

/// Strips a leading "by", and the brackets and quotes of a list written as text.
fn author_of(words: &str) -> String {
    let inside = words.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let names = inside.map(|inside| {
        let names = inside.split(',').map(|name| name.trim().trim_matches(['\'', '"']));
        names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
    });
    let words = names.unwrap_or_else(|| words.to_owned());
    if shape::is_byline(&words) { shape::author_of(&words).to_owned() } else { words }
}

fn is_link(words: &str) -> bool {
    let small: String = words.chars().take(8).collect::<String>().to_ascii_lowercase();
    (small.starts_with("http://") || small.starts_with("https://")) && !words.contains(' ')
}

/// The error for an item without text: which keys it has, and how to name the text.
fn without_text(scopes: &[&Map<String, Value>], fields: &Fields) -> String {
    let keys: Vec<&str> =
        scopes.first().into_iter().flat_map(|object| object.keys()).map(String::as_str).collect();
    let mut told: Vec<String> = keys.iter().take(KEYS_TOLD).map(|key| shortened(key)).collect();
    if keys.len() > KEYS_TOLD {
        told.push(format!("{} more", keys.len() - KEYS_TOLD));
    }
    let told = if told.is_empty() { "none".to_owned() } else { told.join(", ") };
    match fields.names(Field::Text) {
        (own, true) => {
            let own = own.iter().map(|name| shortened(name)).collect::<Vec<_>>().join(" or ");
            format!("no key `{own}`, which --field names as the text; keys: {told}")
        }
        _ => format!("no text found; keys: {told}; name the text with --field text=KEY"),
    }
}
