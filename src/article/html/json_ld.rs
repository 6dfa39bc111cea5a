//! Reads a page's JSON-LD, which uses the schema.org vocabulary.

use serde_json::Value;

use crate::article::html::line::one_line;
use crate::article::html::tree::Tree;

/// A JSON block of this many bytes or more is skipped.
const MAX_BLOCK_LEN: usize = 8 * 1024 * 1024;
/// Maximum number of objects, and of elements of each array, that are read.
const MAX_VALUES: usize = 20_000;
/// Maximum number of authors read.
const MAX_AUTHORS: usize = 16;

/// The article's properties.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct JsonLd {
    /// Its headline or else its name.
    pub title: Option<String>,
    /// A sentence about it.
    pub description: Option<String>,
    /// Its authors, separated by commas.
    pub author: Option<String>,
    /// Its publisher.
    pub source: Option<String>,
    /// The date when it was published or else created, as written.
    pub date: Option<String>,
    /// The date when it was last changed, as written.
    pub modified: Option<String>,
    /// Its language, as written.
    pub language: Option<String>,
    /// Its URL.
    pub url: Option<String>,
    /// Its text, as written.
    pub body: Option<String>,
}

/// Reads all JSON-LD blocks of a page and returns the properties of its article, or none if there is no article. Skips
/// invalid JSON.
pub fn read(tree: &Tree) -> JsonLd {
    let scripts = tree.elements().filter(|(_, element)| {
        let kind = element.attribute("type").unwrap_or_default();
        element.name() == "script" && kind.trim().to_ascii_lowercase().starts_with("application/ld+json")
    });
    let blocks: Vec<Value> =
        scripts.filter_map(|(node, _)| parse(&tree.raw_text(node, MAX_BLOCK_LEN))).collect();
    let objects = objects(&blocks);
    let Some(article) =
        objects.iter().copied().filter_map(|value| Some((rank(value)?, value))).min_by_key(|(rank, _)| *rank)
    else {
        return JsonLd::default();
    };
    let article = article.1;
    let text = |name: &str| article.get(name).and_then(Value::as_str).and_then(one_line);
    let names = |name: &str| article.get(name).and_then(|value| names(value, &objects));
    JsonLd {
        title: text("headline").or_else(|| text("name")),
        description: text("description"),
        author: names("author").or_else(|| names("creator")),
        source: names("publisher").or_else(|| names("sourceOrganization")),
        date: text("datePublished").or_else(|| text("dateCreated")),
        modified: text("dateModified"),
        language: text("inLanguage"),
        url: text("url").or_else(|| url_of(article.get("mainEntityOfPage")?)),
        body: article.get("articleBody").and_then(Value::as_str).map(str::to_owned),
    }
}

/// Parses a block. Some pages wrap JSON in comments, end it with a semicolon or break lines inside strings.
fn parse(block: &str) -> Option<Value> {
    if block.len() >= MAX_BLOCK_LEN {
        return None;
    }
    let inner = block
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[");
    let inner = inner
        .trim_end_matches("-->")
        .trim_end_matches("//]]>")
        .trim_end_matches("]]>")
        .trim()
        .trim_end_matches(';');
    let flat: String = inner.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    serde_json::from_str(&flat).ok()
}

/// Returns the objects of all blocks, and those in arrays, `@graph` and a few other properties, outer before inner.
fn objects(blocks: &[Value]) -> Vec<&Value> {
    let mut found = Vec::new();
    let mut pending: Vec<&Value> = blocks.iter().rev().collect();
    while let Some(value) = pending.pop() {
        if found.len() >= MAX_VALUES {
            break;
        }
        match value {
            Value::Array(values) => pending.extend(values.iter().take(MAX_VALUES).rev()),
            Value::Object(members) => {
                found.push(value);
                let inner = ["author", "publisher", "mainEntity", "mainEntityOfPage", "@graph"];
                pending.extend(
                    inner.iter().filter_map(|name| members.get(*name)).filter(|inner| !inner.is_string()),
                );
            }
            _ => {}
        }
    }
    found
}

/// Ranks an object by how likely its type makes it the article; lower is more likely. None if it cannot be.
fn rank(value: &Value) -> Option<u8> {
    let kind = value.get("@type")?;
    let kinds: Vec<&str> = match kind {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    kinds
        .into_iter()
        .filter_map(|kind| rank_of_type(kind.rsplit(['/', ':', '#']).next().unwrap_or(kind)))
        .min()
}

fn rank_of_type(kind: &str) -> Option<u8> {
    match kind {
        "LiveBlogPosting" => Some(0),
        _ if kind.ends_with("NewsArticle") => Some(0),
        _ if kind.ends_with("Article") => Some(1),
        "BlogPosting" | "Posting" | "Report" | "Review" | "SocialMediaPosting" | "Chapter" => Some(2),
        "WebPage" | "ItemPage" | "AboutPage" => Some(3),
        _ => None,
    }
}

/// Returns the names in a value, separated by commas: a string, an object with a name, a reference by id, or a list of
/// these. Leaves out URLs and repeated names.
fn names(value: &Value, objects: &[&Value]) -> Option<String> {
    let items = match value {
        Value::Array(values) => values.iter().take(MAX_AUTHORS).collect(),
        single => vec![single],
    };
    let mut found: Vec<String> = Vec::new();
    for item in items {
        let name = match item {
            Value::String(name) => one_line(name),
            _ => name_of(item).or_else(|| name_by_id(item.get("@id")?.as_str()?, objects)),
        };
        if let Some(name) = name.filter(|name| !found.contains(name) && !name.starts_with("http")) {
            found.push(name);
        }
    }
    (!found.is_empty()).then(|| found.join(", "))
}

fn name_of(value: &Value) -> Option<String> {
    match value.get("name")? {
        Value::String(name) => one_line(name),
        Value::Array(names) => names.first()?.as_str().and_then(one_line),
        _ => None,
    }
}

fn name_by_id(id: &str, objects: &[&Value]) -> Option<String> {
    let has_id =
        |value: &&&Value| value.get("@id").and_then(Value::as_str) == Some(id) && value.get("name").is_some();
    name_of(objects.iter().find(has_id)?)
}

fn url_of(value: &Value) -> Option<String> {
    match value {
        Value::String(url) => one_line(url),
        _ => value.get("@id").and_then(Value::as_str).and_then(one_line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::html::builder::build;

    fn json_ld(json: &str) -> JsonLd {
        read(&build(&format!("<script type='application/ld+json'>{json}</script>")))
    }

    #[test]
    fn article_is_found_in_arrays_and_graphs_with_people_by_id() {
        let graph = r##"[{"@type":"BreadcrumbList"},{"@context":"https://schema.org","@graph":[
            {"@type":"WebPage","name":"Page"},
            {"@type":["ReportageNewsArticle"],"headline":"Talks &amp; more","author":[{"@id":"#jo"},{"name":"Ann Lee"},"Jo Park"],
             "publisher":{"@id":"#house"},"datePublished":"2024-01-02T03:04:05Z","inLanguage":"en-GB"},
            {"@id":"#jo","@type":"Person","name":"Jo Park"},{"@id":"#house","name":"The Paper"}]}]"##;
        let found = json_ld(graph);
        assert_eq!(found.title.as_deref(), Some("Talks & more"));
        assert_eq!(found.author.as_deref(), Some("Jo Park, Ann Lee"));
        assert_eq!(found.source.as_deref(), Some("The Paper"));
        assert_eq!(found.date.as_deref(), Some("2024-01-02T03:04:05Z"));
    }

    #[test]
    fn invalid_json_yields_nothing_unless_it_can_be_repaired() {
        assert_eq!(json_ld("{\"@type\":\"NewsArticle\",}"), JsonLd::default());
        assert_eq!(json_ld(&"[".repeat(100_000)), JsonLd::default());
        let wrapped = "<!--\n{\"@type\":\"Article\",\n\"headline\":\"One\nline\"};\n-->";
        assert_eq!(json_ld(wrapped).title.as_deref(), Some("One line"));
    }
}
