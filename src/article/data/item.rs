//! Turns a JSON object or table row into a draft.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::article::data::fields::{Field, Fields, fold_key, shorten};
use crate::article::data::json;
use crate::article::draft::{Draft, Markup};
use crate::article::line::one_line_of_html;
use crate::article::link::{host, is_web_url};
use crate::article::model::Meta;
use crate::article::{date, language_code, shape};
use crate::text::sanitize::sanitize_line;
use crate::text::whitespace::collapse;

/// Keys, in lower case, of the objects that databases and APIs wrap an item in.
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
/// Folded keys under which an object that represents a single value holds it, as in blogs, feeds and document stores.
/// The first that is present counts.
pub const VALUE_KEYS: &[&str] = &[
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
const NAME_KEYS: &[&str] =
    &["name", "fullname", "displayname", "title", "text", "value", "label", "original", "url", "href"];

/// Maximum nesting of a value.
const MAX_DEPTH: usize = 5;
/// Maximum length of a metadata value in characters; the rest is cut off. Also the maximum number of its list elements.
const MAX_VALUE_LEN: usize = 1000;
/// Maximum length of an item's id in characters.
const MAX_ID_LEN: usize = 500;
/// Maximum length of a subtitle in characters.
const MAX_SUBTITLE_LEN: usize = 300;
/// Maximum number of keys read per object. Large tables have about a hundred columns.
const MAX_KEYS: usize = 5000;
/// Maximum number of `<` checked for a tag.
const MAX_TAG_CHECKS: usize = 10_000;
/// Maximum number of keys named in an error.
const MAX_KEYS_NAMED: usize = 12;

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

/// Reads the draft of an item from its bytes, with [`json::read`] and [`from_json`].
///
/// # Errors
/// Returns the errors of both.
pub fn read(bytes: &[u8], fields: &Fields) -> Result<Draft, String> {
    let (value, undecoded) = json::read(bytes)?;
    Ok(Draft { undecoded, ..from_json(&value, fields)? })
}

/// Turns an object into a draft, finding its text, title and other fields by their names.
///
/// # Errors
/// Returns a one-line message if the value is not an object, has no text, or has an empty text and no title. If no key
/// names a text, the message lists the keys.
pub fn from_json(value: &Value, fields: &Fields) -> Result<Draft, String> {
    let Value::Object(object) = value else {
        return Err("not an object; in JSON, each article is an object that contains its text".to_owned());
    };
    let scopes = find_scopes(object);
    let find = |field: Field| values_of(&scopes, fields, field);
    let title = find(Field::Title).find_map(to_title);
    let Some(text) =
        find(Field::Text).map(|value| to_text(value, MAX_DEPTH)).find(|text| !text.trim().is_empty())
    else {
        // An item deleted at its source may still have a title.
        return if all_values(&scopes, fields, Field::Text).is_empty() {
            Err(no_text_error(&scopes, fields))
        } else if title.is_none() {
            Err("the text is empty".to_owned())
        } else {
            Ok(Draft { meta: read_meta(&scopes, fields, title), ..Draft::default() })
        };
    };
    let markup = if is_html(&text) { Markup::Html } else { Markup::Plain };
    let subtitle = find(Field::Subtitle).find_map(|value| to_line(value, &[]));
    // The text itself, or part of it, is not a subtitle.
    let is_subtitle = |words: &String| words.chars().nth(MAX_SUBTITLE_LEN).is_none() && !is_html(words);
    let subtitle = subtitle.filter(|words| is_subtitle(words) && !text.contains(words.as_str()));
    Ok(Draft { meta: read_meta(&scopes, fields, title), subtitle, body: text, markup, ..Draft::default() })
}

/// Returns the id of an object. None if it has none, or one of more than 500 characters.
pub fn id_of(value: &Value, fields: &Fields) -> Option<String> {
    let Value::Object(object) = value else { return None };
    // MongoDB and Elasticsearch call it `_id`; Elasticsearch keeps it outside `_source`.
    let name = values_of(&find_scopes(object), fields, Field::Id).find_map(|value| to_line(value, &[]))?;
    (name.chars().nth(MAX_ID_LEN).is_none()).then_some(name)
}

fn read_meta(scopes: &[&Map<String, Value>], fields: &Fields, title: Option<String>) -> Meta {
    let first =
        |field: Field, keys: &[&str]| values_of(scopes, fields, field).find_map(|value| to_line(value, keys));
    let url = values_of(scopes, fields, Field::Url)
        .find_map(|value| to_line(value, &[]).filter(|words| is_web_url(words) && !words.contains(' ')));
    let source = first(Field::Source, NAME_KEYS).map(|source| host(&source).unwrap_or(source));
    // Some databases store a user id instead of a name.
    let authors = || {
        let mut named =
            values_of(scopes, fields, Field::Author).filter_map(|value| to_line(value, NAME_KEYS));
        named.find(|words| words.contains(char::is_alphabetic))
    };
    Meta {
        title,
        source: source.or_else(|| url.as_deref().and_then(host)),
        author: authors().map(|words| clean_author(&words)),
        date: values_of(scopes, fields, Field::Date).find_map(to_date),
        language: values_of(scopes, fields, Field::Language)
            .find_map(|value| to_line(value, &[]))
            .and_then(|words| language_code::parse(&words)),
        url,
    }
}

/// Returns the objects searched for keys: the item itself, then the envelopes directly in it.
fn find_scopes(object: &Map<String, Value>) -> Vec<&Map<String, Value>> {
    let inner = object.iter().filter_map(|(key, value)| value.as_object().filter(|_| is_envelope(key)));
    std::iter::once(object).chain(inner).collect()
}

fn is_envelope(key: &str) -> bool {
    ENVELOPES.iter().any(|name| name.eq_ignore_ascii_case(key))
}

/// Returns the values of a field, except nulls, most reliable first.
fn values_of<'a>(
    scopes: &'a [&'a Map<String, Value>],
    fields: &Fields,
    field: Field,
) -> impl Iterator<Item = &'a Value> {
    all_values(scopes, fields, field).into_iter().filter(|value| !value.is_null())
}

/// Returns all values of a field, nulls included, most reliable first. The user's names are dotted paths, tried in
/// their order.
fn all_values<'a>(scopes: &'a [&'a Map<String, Value>], fields: &Fields, field: Field) -> Vec<&'a Value> {
    let (names, is_custom) = fields.names(field);
    let mut values = Vec::new();
    if is_custom {
        for name in names {
            values.extend(scopes.iter().filter_map(|scope| at_path(scope, name)));
        }
    } else {
        // An item's own keys take precedence over those of its envelopes. In each, the order of the names decides.
        for scope in scopes {
            let rank = |key: &String| names.iter().position(|name| *name == fold_key(key));
            let own =
                scope.iter().take(MAX_KEYS).filter(|(key, value)| !(value.is_object() && is_envelope(key)));
            let mut ranked: Vec<(usize, &Value)> =
                own.filter_map(|(key, value)| Some((rank(key)?, value))).collect();
            ranked.sort_by_key(|(rank, _)| *rank);
            values.extend(ranked.into_iter().map(|(_, value)| value));
        }
    }
    values
}

/// Returns the value at a dotted path, in which numbers are indexes of lists. A key that is the whole path, dots
/// included, takes precedence, and so does an exact key over a folded one.
fn at_path<'a>(object: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    let get = |object: &'a Map<String, Value>, key: &str| {
        let folded_key = fold_key(key);
        let same_folded = || object.iter().take(MAX_KEYS).find(|(other, _)| fold_key(other) == folded_key);
        object.get(key).or_else(|| same_folded().map(|(_, value)| value))
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
fn to_line(value: &Value, keys: &[&str]) -> Option<String> {
    let words = join_values(value, keys, MAX_DEPTH);
    let shown: String = sanitize_line(&collapse(&words)).chars().take(MAX_VALUE_LEN).collect();
    (!shown.is_empty()).then_some(shown)
}

fn join_values<'a>(value: &'a Value, keys: &[&str], depth: usize) -> Cow<'a, str> {
    match value {
        Value::Array(list) if depth > 0 => {
            let words = list.iter().map(|value| join_values(value, keys, depth - 1));
            let words: Vec<_> = words.filter(|words| !words.trim().is_empty()).take(MAX_VALUE_LEN).collect();
            Cow::Owned(words.join(", "))
        }
        Value::Object(object) if depth > 0 => {
            inner_value(object, keys).map_or(Cow::Borrowed(""), |value| join_values(value, keys, depth - 1))
        }
        plain => scalar_text(plain),
    }
}

/// Formats a string, number or boolean. Any other value is empty.
fn scalar_text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Bool(is_true) => Cow::Borrowed(if *is_true { "true" } else { "false" }),
        Value::Null | Value::Array(_) | Value::Object(_) => Cow::Borrowed(""),
    }
}

/// Returns the value inside an object that represents a single value: by `keys` first, then by [`VALUE_KEYS`].
fn inner_value<'a>(object: &'a Map<String, Value>, keys: &[&str]) -> Option<&'a Value> {
    let rank = |key: &String| {
        let key = fold_key(key);
        keys.iter().chain(VALUE_KEYS).position(|name| *name == key)
    };
    let present = object.iter().take(MAX_KEYS).filter(|(_, value)| !value.is_null());
    present
        .filter_map(|(key, value)| Some((rank(key)?, value)))
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, value)| value)
}

/// Formats a value as text. List elements are paragraphs, unless strings and objects are mixed: those are pieces of
/// one text (a message with links) and are concatenated.
fn to_text(value: &Value, depth: usize) -> String {
    match value {
        Value::Array(list) if depth > 0 => {
            let is_mixed = list.iter().any(Value::is_string) && list.iter().any(Value::is_object);
            let pieces = list.iter().map(|value| to_text(value, depth - 1)).filter(|text| !text.is_empty());
            pieces.collect::<Vec<_>>().join(if is_mixed { "" } else { "\n\n" })
        }
        Value::Object(object) if depth > 0 => {
            inner_value(object, &[]).map_or(String::new(), |value| to_text(value, depth - 1))
        }
        plain => scalar_text(plain).into_owned(),
    }
}

/// Returns true if a text is HTML, judging by its tags.
fn is_html(text: &str) -> bool {
    let starts_with_tag = |rest: &str| {
        TAGS.iter().any(|tag| rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
    };
    let mut places = text.match_indices('<').take(MAX_TAG_CHECKS);
    places.any(|(at, _)| text.get(at..).is_some_and(starts_with_tag))
}

/// Converts an unambiguous date to ISO 8601. Any other is returned as written.
fn to_date(value: &Value) -> Option<String> {
    let words = to_line(value, &[])?;
    Some(date::to_iso(&words).unwrap_or(words))
}

/// Formats a title, without the character references and tags that some databases keep (`A &#8217;b`).
fn to_title(value: &Value) -> Option<String> {
    let words = to_line(value, &[])?;
    if words.contains('&') || is_html(&words) { one_line_of_html(&words) } else { Some(words) }
}

/// Strips the "by" of a byline, and the brackets and quotes of a list written as text.
fn clean_author(words: &str) -> String {
    let inside = words.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let names = inside.map(|inside| {
        let names = inside.split(',').map(|name| name.trim().trim_matches(['\'', '"']));
        names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
    });
    let words = names.unwrap_or_else(|| words.to_owned());
    if shape::is_byline(&words) { shape::byline_author(&words).to_owned() } else { words }
}

/// Returns the error for an item without text, which lists the item's first keys.
fn no_text_error(scopes: &[&Map<String, Value>], fields: &Fields) -> String {
    let keys: Vec<&str> =
        scopes.first().into_iter().flat_map(|object| object.keys()).map(String::as_str).collect();
    let mut listed: Vec<String> = keys.iter().take(MAX_KEYS_NAMED).map(|key| shorten(key)).collect();
    if keys.len() > MAX_KEYS_NAMED {
        listed.push(format!("{} more", keys.len() - MAX_KEYS_NAMED));
    }
    let listed = if listed.is_empty() { "none".to_owned() } else { listed.join(", ") };
    match fields.names(Field::Text) {
        (custom, true) => {
            let wanted = custom.iter().map(|name| format!("`{}`", shorten(name)));
            let wanted = wanted.collect::<Vec<_>>().join(" or ");
            format!("no key {wanted}, which --field names as the text; keys: {listed}")
        }
        _ => format!("no text found; keys: {listed}; name the text with --field text=KEY"),
    }
}
