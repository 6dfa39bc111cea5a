//! The header that a file may open with: `---` lines around YAML, or `+++` lines around TOML.
//!
//! Of YAML only what a header of an article holds is read: scalars (plain, quoted, folded or literal) and flat lists,
//! at the top level. A full YAML reader expands aliases without bound, and an article is hostile input; anything
//! deeper is passed over.

use std::ops::Range;

use crate::article::model::Meta;
use crate::text::sanitize::sanitize_line;

/// A longer header than this, in bytes, is none.
const LONGEST: usize = 64 * 1024;

/// A part of the meta that a key gives.
type Slot = fn(&mut Meta) -> &mut Option<String>;

/// Which keys of a header give which part of the meta. The first key found wins.
const KEYS: &[(&[&str], Slot)] = &[
    (&["title", "headline"], |meta| &mut meta.title),
    (&["source", "publisher", "outlet", "publication", "site", "site_name"], |meta| &mut meta.source),
    (&["author", "authors", "byline", "creator"], |meta| &mut meta.author),
    (&["date", "published", "pubdate", "publishdate", "date_published"], |meta| &mut meta.date),
    (&["language", "lang"], |meta| &mut meta.language),
    (&["url", "link", "canonical", "permalink"], |meta| &mut meta.url),
];

/// Keys that give a subtitle.
const SUBTITLE_KEYS: &[&str] = &["subtitle", "deck", "standfirst", "subheadline"];

/// One key with its value, and where the value stands in the file if it stands there letter for letter.
#[derive(Debug, PartialEq, Eq)]
struct Field {
    key: String,
    value: String,
    range: Option<Range<usize>>,
}

/// A header that was read.
#[derive(Debug, PartialEq, Eq)]
pub struct FrontMatter {
    fields: Vec<Field>,
    /// The byte at which the article itself begins.
    pub end: usize,
}

impl FrontMatter {
    /// What the header says of the article.
    pub fn meta(&self) -> Meta {
        let mut meta = Meta::default();
        for (keys, slot) in KEYS {
            if let Some(field) = self.field(keys) {
                *slot(&mut meta) = Some(sanitize_line(&field.value).into_owned());
            }
        }
        meta
    }

    /// The subtitle, if the header gives one. One line.
    pub fn subtitle(&self) -> Option<String> {
        self.field(SUBTITLE_KEYS).map(|field| sanitize_line(&field.value).into_owned())
    }

    /// Where the title's own characters stand in the file, in bytes; none where the header writes it in another way.
    pub fn title_range(&self) -> Option<Range<usize>> {
        self.field(&["title", "headline"]).and_then(|field| field.range.clone())
    }

    fn field(&self, keys: &[&str]) -> Option<&Field> {
        keys.iter().find_map(|key| {
            self.fields.iter().find(|field| field.key.eq_ignore_ascii_case(key) && !field.value.is_empty())
        })
    }
}

/// Reads the header of a file; none where the file does not open with one, or does not close it.
pub fn read_front_matter(text: &str) -> Option<FrontMatter> {
    let fence = text.get(..4)?;
    let closers: &[&str] = match fence {
        "---\n" => &["---", "..."],
        "+++\n" => &["+++"],
        _ => return None,
    };
    let mut at = fence.len();
    for line in text.get(at..)?.split_inclusive('\n') {
        if at > LONGEST {
            return None;
        }
        if closers.contains(&line.trim_end()) {
            let header = text.get(fence.len()..at)?;
            let read = if fence == "+++\n" { read_toml } else { read_yaml };
            return Some(FrontMatter { fields: read(header, fence.len()), end: at + line.len() });
        }
        at += line.len();
    }
    None
}

fn read_toml(header: &str, base: usize) -> Vec<Field> {
    let Ok(document) = header.parse::<toml_edit::DocumentMut>() else { return Vec::new() };
    let field = |(key, item): (&str, &toml_edit::Item)| {
        let value = match item.as_value()? {
            toml_edit::Value::String(text) => text.value().clone(),
            toml_edit::Value::Array(list) => {
                list.iter().filter_map(toml_edit::Value::as_str).collect::<Vec<_>>().join(", ")
            }
            other => other.to_string().trim().to_owned(),
        };
        let range = verbatim(header, base, &value);
        Some(Field { key: key.to_owned(), value, range })
    };
    document.iter().filter_map(field).collect()
}

/// Where a value stands in the header, if it does so once and on one line.
fn verbatim(header: &str, base: usize, value: &str) -> Option<Range<usize>> {
    let mut found = header.match_indices(value);
    let (start, _) = found.next().filter(|_| !value.is_empty() && !value.contains('\n'))?;
    found.next().is_none().then(|| base + start..base + start + value.len())
}

fn read_yaml(header: &str, base: usize) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut lines = header.split_inclusive('\n').peekable();
    let mut at = base;
    while let Some(line) = lines.next() {
        let start = at;
        at += line.len();
        let Some((key, rest)) = line.split_once(':') else { continue };
        let separated = rest.is_empty() || rest.starts_with([' ', '\t', '\n']);
        if key.is_empty() || key.starts_with([' ', '\t', '#', '-']) || !separated {
            continue;
        }
        let mut below = Vec::new();
        while let Some(next) = lines.next_if(|next| next.starts_with([' ', '\t', '-', '\n'])) {
            at += next.len();
            below.push(next.trim());
        }
        let value_start = start + key.len() + 1;
        let (value, inline) = yaml_value(rest, &below);
        let range = inline.map(|within| value_start + within.start..value_start + within.end);
        fields.push(Field { key: key.trim().trim_matches(['"', '\'']).to_owned(), value, range });
    }
    fields
}

/// A value, and where its characters stand in `rest` if they stand there letter for letter.
fn yaml_value(rest: &str, below: &[&str]) -> (String, Option<Range<usize>>) {
    let trimmed = rest.trim();
    let lead = rest.len() - rest.trim_start().len();
    match trimmed.chars().next() {
        None | Some('#') if below.iter().any(|line| line.starts_with("- ")) => {
            let items = below.iter().filter_map(|line| line.strip_prefix("- "));
            (items.map(|item| yaml_value(item, &[]).0).collect::<Vec<_>>().join(", "), None)
        }
        Some('|') => (below.join("\n").trim().to_owned(), None),
        None | Some('>') => (below.join(" ").trim().to_owned(), None),
        Some('[') => {
            let items = trimmed.trim_start_matches('[').trim_end_matches(']').split(',');
            (items.map(|item| yaml_value(item, &[]).0).collect::<Vec<_>>().join(", "), None)
        }
        Some('"') => quoted(trimmed, '"', lead, unescape_double),
        Some('\'') => quoted(trimmed, '\'', lead, |inside| inside.replace("''", "'")),
        Some(_) => {
            let plain = trimmed.split(" #").next().unwrap_or_default().trim_end();
            if below.iter().all(|line| line.is_empty()) {
                (plain.to_owned(), Some(lead..lead + plain.len()))
            } else {
                (format!("{plain} {}", below.join(" ")).trim().to_owned(), None)
            }
        }
    }
}

fn quoted(
    trimmed: &str,
    quote: char,
    lead: usize,
    unescape: impl Fn(&str) -> String,
) -> (String, Option<Range<usize>>) {
    let inside = trimmed.get(1..).unwrap_or_default();
    let mut end = inside.len();
    let mut characters = inside.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\\' && quote == '"' {
            characters.next();
        } else if character == quote {
            let doubled = quote == '\'' && characters.next_if(|(_, next)| *next == quote).is_some();
            if !doubled {
                end = at;
                break;
            }
        }
    }
    let inside = inside.get(..end).unwrap_or_default();
    let value = unescape(inside);
    let range = (value == inside).then(|| lead + 1..lead + 1 + inside.len());
    (value, range)
}

/// The escapes of YAML's double-quoted scalars that a header holds.
fn unescape_double(inside: &str) -> String {
    let mut value = String::with_capacity(inside.len());
    let mut characters = inside.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            value.push(character);
            continue;
        }
        match characters.next() {
            Some('n') => value.push('\n'),
            Some('t') => value.push('\t'),
            Some('u') => {
                let code: String = characters.by_ref().take(4).collect();
                let decoded = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                value.push(decoded.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            Some(other) => value.push(other),
            None => value.push('\\'),
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(text: &str) -> Meta {
        read_front_matter(text).map(|front| front.meta()).unwrap_or_default()
    }

    #[test]
    fn yaml_scalars_in_every_style() {
        let read = meta(
            "---\ntitle: \"Talks: \\\"on\\\"\"\nsource: 'The Insider''s'\ndate: 2025-11-24 # Monday\nauthor:\n  - Jo Park\n  - Al Reed\nlang: [en, uk]\nurl: >\n  https://example.org/\n---\nText\n",
        );
        assert_eq!(read.title.as_deref(), Some("Talks: \"on\""));
        assert_eq!(read.source.as_deref(), Some("The Insider's"));
        assert_eq!(read.date.as_deref(), Some("2025-11-24"));
        assert_eq!(read.author.as_deref(), Some("Jo Park, Al Reed"));
        assert_eq!(read.language.as_deref(), Some("en, uk"));
        assert_eq!(read.url.as_deref(), Some("https://example.org/"));
    }

    #[test]
    fn toml_headers_are_read_with_dates() {
        let read = meta("+++\ntitle = \"Talks\"\ndate = 2025-11-24\nauthors = [\"A\", \"B\"]\n+++\nText\n");
        assert_eq!(read.title.as_deref(), Some("Talks"));
        assert_eq!(read.date.as_deref(), Some("2025-11-24"));
        assert_eq!(read.author.as_deref(), Some("A, B"));
    }

    #[test]
    fn the_title_is_found_where_it_stands() {
        for text in [
            "---\ntitle: Talks go on\n---\n",
            "---\ntitle: 'Talks go on'\n---\n",
            "+++\ntitle = \"Talks go on\"\n+++\n",
        ] {
            let range = read_front_matter(text).and_then(|front| front.title_range());
            assert_eq!(range.map(|range| &text[range]), Some("Talks go on"), "{text}");
        }
        let escaped = "---\ntitle: \"a \\\"b\\\"\"\n---\n";
        assert_eq!(read_front_matter(escaped).and_then(|front| front.title_range()), None);
    }

    #[test]
    fn a_rule_at_the_top_of_a_text_is_no_header() {
        assert_eq!(read_front_matter("---\nText that never closes it\n"), None);
        assert_eq!(read_front_matter("Text\n---\n"), None);
        assert_eq!(read_front_matter("---"), None);
    }

    #[test]
    fn broken_headers_give_what_they_hold() {
        assert_eq!(meta("---\n: :\n\tnested: x\ntitle: \"open\n---\n").title.as_deref(), Some("open"));
        assert_eq!(meta("+++\ntitle = \n+++\n"), Meta::default());
    }
}
