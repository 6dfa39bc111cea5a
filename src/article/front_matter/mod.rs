//! Front matter: a header of YAML between `---` lines, TOML between `+++` lines, or a JSON object.
//!
//! Static site generators (Hugo, Jekyll) and note-taking programs (Obsidian, Zettlr) agree on its place but not on
//! its keys, so a table maps keys to metadata. Of YAML, only what the header of an article needs is supported
//! (`yaml`): a full YAML parser expands aliases without limit, and articles are untrusted input. Nested values are
//! ignored, except for names.
//!
//! Limitations: a header is at most 64 KiB long; a YAML header that has text but no key is treated as text.

mod field;
mod yaml;

use std::ops::Range;

use crate::article::language_code;
use crate::article::link::is_web_url;
use crate::article::model::Meta;
use crate::text::sanitize::sanitize_line;
use field::{Field, join_values};

/// Maximum length of a header in bytes.
const MAX_HEADER_BYTES: usize = 64 * 1024;
/// Maximum length, in characters, of a summary used as a subtitle.
const MAX_SUMMARY_LEN: usize = 300;

/// The metadata field that a key sets.
type Slot = fn(&mut Meta) -> &mut Option<String>;

/// Keys, in lower case and without `-`, `_` and spaces, and the metadata they set. If a header has several keys for one
/// value, the one listed first here wins.
const KEYS: &[(&[&str], Slot)] = &[
    (TITLE_KEYS, |meta| &mut meta.title),
    (SOURCE_KEYS, |meta| &mut meta.source),
    (&["author", "authors", "byline", "creator", "writer", "reporter", "by"], |meta| &mut meta.author),
    (
        &[
            "date",
            "published",
            "pubdate",
            "publishdate",
            "datepublished",
            "publishedat",
            "publicationdate",
            "publisheddate",
            "issued",
            "created",
            "createdat",
            "creationdate",
        ],
        |meta| &mut meta.date,
    ),
    (&["language", "lang", "locale"], |meta| &mut meta.language),
    (URL_KEYS, |meta| &mut meta.url),
];

/// Keys for the title.
const TITLE_KEYS: &[&str] = &["title", "headline"];
/// Keys for the publisher. Web clippers put the URL in `source`.
const SOURCE_KEYS: &[&str] = &[
    "source",
    "publisher",
    "outlet",
    "publication",
    "site",
    "sitename",
    "website",
    "newspaper",
    "magazine",
    "via",
    "containertitle",
];
/// Keys for the URL.
const URL_KEYS: &[&str] =
    &["url", "link", "canonical", "canonicalurl", "originalurl", "sourceurl", "permalink", "href", "uri"];
/// Keys for the subtitle.
const SUBTITLE_KEYS: &[&str] =
    &["subtitle", "deck", "dek", "standfirst", "subheadline", "subhead", "subheading", "tagline"];
/// Keys for a summary, which may be used as the subtitle instead.
const SUMMARY_KEYS: &[&str] = &["description", "summary", "excerpt", "abstract"];

/// A parsed header.
#[derive(Debug, PartialEq, Eq)]
pub struct FrontMatter {
    fields: Vec<Field>,
    /// Offset of the article itself in bytes.
    pub end: usize,
}

impl FrontMatter {
    fn new(fields: Vec<Field>, end: usize) -> Self {
        Self { fields: fields.into_iter().map(Field::trimmed).collect(), end }
    }

    /// Returns the metadata in the header, with the language as a two-letter code. A source that is a URL is taken for
    /// the URL of the article, unless the header has another.
    pub fn meta(&self) -> Meta {
        let mut meta = Meta::default();
        for (keys, slot) in KEYS {
            *slot(&mut meta) = self.line(keys, |_| true);
        }
        meta.language = meta.language.as_deref().and_then(language_code::parse);
        if meta.source.as_deref().is_some_and(is_web_url) {
            let url = meta.source.take();
            meta.url = meta.url.or(url);
            meta.source = self.line(SOURCE_KEYS, |value| !is_web_url(value));
        }
        meta
    }

    /// Returns the subtitle in the header, on one line.
    pub fn subtitle(&self) -> Option<String> {
        self.line(SUBTITLE_KEYS, |_| true)
    }

    /// Returns the summary in the header if it is short enough for a subtitle, on one line.
    pub fn summary(&self) -> Option<String> {
        let summary = self.line(SUMMARY_KEYS, |_| true);
        summary.filter(|summary| summary.chars().nth(MAX_SUMMARY_LEN).is_none())
    }

    /// Returns, on one line, the value of the first of `keys` with a value that `fits`. None if there is none, or if
    /// nothing is left of it.
    fn line(&self, keys: &[&str], fits: impl Fn(&str) -> bool) -> Option<String> {
        self.field(keys, fits).map(|field| to_line(&field.value)).filter(|line| !line.is_empty())
    }

    /// Returns the byte range of the title in the file. None if the header does not contain it verbatim, or if it is
    /// unclear where.
    pub fn title_range(&self) -> Option<Range<usize>> {
        self.field(TITLE_KEYS, |_| true).and_then(|field| field.range.clone())
    }

    fn field(&self, keys: &[&str], fits: impl Fn(&str) -> bool) -> Option<&Field> {
        let matches = |field: &Field, key: &str| {
            let plain = field.key.chars().filter(|c| !matches!(c, '-' | '_' | ' '));
            plain.map(|c| c.to_ascii_lowercase()).eq(key.chars())
                && !field.value.is_empty()
                && fits(&field.value)
        };
        keys.iter().find_map(|key| self.fields.iter().find(|field| matches(field, key)))
    }
}

/// Formats a value as one line. Wiki links (`[[Name]]`, `[[Name|shown]]`) become the text they show.
fn to_line(value: &str) -> String {
    let line = sanitize_line(value);
    if !line.contains("[[") {
        return line.into_owned();
    }
    let mut plain = String::with_capacity(line.len());
    let mut rest: &str = &line;
    while let Some((before, after_mark)) = rest.split_once("[[") {
        plain.push_str(before);
        let Some((inside, after)) = after_mark.split_once("]]") else {
            plain.push_str("[[");
            rest = after_mark;
            break;
        };
        plain.push_str(inside.rsplit_once('|').map_or(inside, |(_, shown)| shown));
        rest = after;
    }
    plain.push_str(rest);
    plain.trim().to_owned()
}

/// Reads the front matter of a file. None if there is none, or if it is too long or not closed. Blank lines and a byte
/// order mark may precede it.
pub fn read_front_matter(text: &str) -> Option<FrontMatter> {
    let opening = text.trim_start_matches(['\u{feff}', '\n', ' ', '\t']);
    let first = text.len() - opening.len();
    if opening.starts_with('{') {
        return read_json(opening, first);
    }
    let fence = opening.split('\n').next()?.trim_end();
    let closers: &[&str] = match fence {
        "---" => &["---", "..."],
        "+++" => &["+++"],
        _ => return None,
    };
    let start = first + opening.find('\n')? + 1;
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if at - start > MAX_HEADER_BYTES {
            return None;
        }
        if closers.contains(&line.trim_end()) {
            let header = text.get(start..at)?;
            let fields = if fence == "+++" { read_toml(header, start) } else { yaml::read(header, start) };
            let has_no_keys = fields.is_empty() && fence == "---" && !header.trim().is_empty();
            return (!has_no_keys).then(|| FrontMatter::new(fields, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn read_toml(header: &str, base: usize) -> Vec<Field> {
    let Ok(document) = header.parse::<toml_edit::DocumentMut>() else { return Vec::new() };
    let field = |(key, item): (&str, &toml_edit::Item)| {
        let value = match item.as_table() {
            Some(table) => table.get("name").and_then(|name| name.as_value()).map(toml_value),
            None => item.as_value().map(toml_value),
        }?;
        let range = verbatim(header, base, &value);
        Some(Field { key: key.to_owned(), value, range })
    };
    document.iter().filter_map(field).collect()
}

/// Formats a value: a list as its elements, a table as the name in it.
fn toml_value(value: &toml_edit::Value) -> String {
    match value {
        toml_edit::Value::String(text) => text.value().clone(),
        toml_edit::Value::Array(list) => join_values(list.iter().map(toml_value)),
        toml_edit::Value::InlineTable(table) => table.get("name").map(toml_value).unwrap_or_default(),
        other => other.to_string().trim().to_owned(),
    }
}

/// Reads a JSON header: an object that has nothing after it on its last line and is not followed by another object.
/// `serde_json` limits nesting to 128 levels.
fn read_json(opening: &str, first: usize) -> Option<FrontMatter> {
    let head = opening.get(..opening.floor_char_boundary(MAX_HEADER_BYTES))?;
    let mut values = serde_json::Deserializer::from_str(head).into_iter::<serde_json::Value>();
    let Some(Ok(serde_json::Value::Object(object))) = values.next() else { return None };
    let end = values.byte_offset();
    let rest = opening.get(end..)?;
    let line_end = rest.find('\n')?;
    if !rest.get(..line_end)?.trim().is_empty() || rest.trim_start().starts_with('{') {
        return None;
    }
    let header = opening.get(..end)?;
    let field = |(key, value): (String, serde_json::Value)| {
        let value = json_value(&value);
        let range = verbatim(header, first, &value);
        Field { key, value, range }
    };
    let fields = object.into_iter().map(field).collect();
    Some(FrontMatter::new(fields, first + end + line_end + 1))
}

fn json_value(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(list) => join_values(list.iter().map(json_value)),
        serde_json::Value::Object(object) => object.get("name").map(json_value).unwrap_or_default(),
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Returns the byte range of a value if it occurs exactly once in the header and has no line break.
fn verbatim(header: &str, base: usize, value: &str) -> Option<Range<usize>> {
    let mut found = header.match_indices(value);
    let (start, _) = found.next().filter(|_| !value.is_empty() && !value.contains('\n'))?;
    found.next().is_none().then(|| base + start..base + start + value.len())
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
