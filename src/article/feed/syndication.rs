//! RSS of all versions, Atom and RDF.

use std::rc::Rc;

use crate::article::date::to_iso;
use crate::article::draft::Draft;
use crate::article::feed::dates;
use crate::article::feed::entry::{Entry, MAX_ENTRIES, drop_empty, new_entry, too_many_entries};
use crate::article::feed::fields::FieldValues;
use crate::article::feed::namespace::Namespaces;
use crate::article::language_code;
use crate::article::line::one_line;
use crate::article::link::{is_web_url, resolve};
use crate::article::model::Meta;
use crate::article::xml::element::{Element, find};

/// Root elements of feeds. A fragment of a feed may start with a channel or an entry.
const ROOTS: &[&str] = &["rss", "rdf", "feed", "channel", "entry"];
/// Elements that are entries.
const ENTRY_ELEMENTS: &[&str] = &["item", "entry"];

/// What an element's descendants inherit unless they override it.
#[derive(Clone, Debug, Default)]
struct Context {
    namespaces: Namespaces,
    base: Option<String>,
    language: Option<String>,
}

impl Context {
    /// Returns the context inside an element.
    fn inside(self: &Rc<Self>, element: &Element<'_>) -> Rc<Self> {
        if !element.tag.attributes.contains("xml") {
            return Rc::clone(self);
        }
        let mut inside = Self::clone(self);
        inside.namespaces.declare(element.tag);
        // The base becomes part of every link, so it must be as safe as they are.
        if let Some(base) = element.tag.attribute("xml:base").and_then(|base| one_line(&base)) {
            inside.base = Some(resolve(&base, self.base.as_deref()));
        }
        if let Some(language) = element.tag.attribute("xml:lang") {
            inside.language = one_line(&language).or(inside.language);
        }
        Rc::new(inside)
    }
}

/// Parses a feed. The names of its entries may not be unique yet.
///
/// # Errors
/// A message for the user if the text has no feed, too many entries, or only empty ones.
pub fn read(text: &str) -> Result<Vec<Entry>, String> {
    let Some(root) = find(text, ROOTS) else { return Err(not_a_feed(text)) };
    let mut feed = FieldValues::default();
    let mut items = Vec::new();
    let outer = Rc::new(Context::default());
    if is_entry(&root) {
        items.push((root, outer));
    } else {
        let context = outer.inside(&root);
        collect_fields(&root, &context, &mut feed, &mut items)?;
    }
    drop_empty(items.iter().map(|(item, context)| read_entry(item, context, &feed)).collect())
}

/// Collects a feed's fields and items. A channel is nested in the feed; RDF has its items next to the channel.
fn collect_fields<'a>(
    feed: &Element<'a>,
    context: &Rc<Context>,
    fields: &mut FieldValues,
    items: &mut Vec<(Element<'a>, Rc<Context>)>,
) -> Result<(), String> {
    for child in feed.children() {
        if is_entry(&child) {
            if items.len() >= MAX_ENTRIES {
                return Err(too_many_entries());
            }
            items.push((child, Rc::clone(context)));
        } else if is_named(&child, "channel") && !is_named(feed, "channel") {
            collect_fields(&child, &context.inside(&child), fields, items)?;
        } else {
            fields.read(&child, &context.namespaces, context.base.as_deref());
        }
    }
    Ok(())
}

fn is_entry(element: &Element<'_>) -> bool {
    ENTRY_ELEMENTS.iter().any(|name| is_named(element, name))
}

fn is_named(element: &Element<'_>, name: &str) -> bool {
    element.tag.local_name().eq_ignore_ascii_case(name)
}

fn read_entry(item: &Element<'_>, context: &Rc<Context>, feed: &FieldValues) -> Option<Entry> {
    let context = context.inside(item);
    let base = context.base.as_deref().or(feed.link.as_deref());
    let mut fields = FieldValues::default();
    for child in item.children() {
        fields.read(&child, &context.namespaces, base);
    }
    let body = fields.body();
    let id = fields.id.or_else(|| item.tag.attribute("rdf:about").and_then(|about| one_line(&about)));
    let url = fields.link.or_else(|| id.clone().filter(|id| is_web_url(id)));
    let authors = [fields.authors, fields.other_authors, feed_authors(feed)]
        .into_iter()
        .find(|names| !names.is_empty());
    let language = fields.language.or_else(|| context.language.clone()).or_else(|| feed.language.clone());
    let meta = Meta {
        title: fields.title.or(fields.other_title),
        source: fields.source.or_else(|| feed.title.clone()),
        author: authors.map(|names| names.join(", ")),
        date: date(fields.published.or(fields.updated)),
        language: language.and_then(|code| language_code::parse(&code)),
        url,
    };
    new_entry(id.as_deref(), Draft { meta, body: body.text, markup: body.markup, ..Draft::default() })
}

/// Returns the feed's authors, without those that contain an address: these are its maintainers.
fn feed_authors(feed: &FieldValues) -> Vec<String> {
    let names = if feed.authors.is_empty() { &feed.other_authors } else { &feed.authors };
    names.iter().filter(|name| !name.contains('@')).cloned().collect()
}

/// Converts a date to ISO 8601. One that is ambiguous or in an unknown format is returned as written.
pub fn date(text: Option<String>) -> Option<String> {
    let text = text?;
    dates::to_iso(&text).or_else(|| to_iso(&text)).or(Some(text))
}

fn not_a_feed(text: &str) -> String {
    let wanted = "feeds start with <rss>, <feed> or <rdf:RDF>";
    if text.trim().is_empty() {
        return format!("empty; {wanted}");
    }
    match find(text, &["html"]) {
        Some(_) => format!("a web page, not a feed; {wanted}"),
        None => format!("not a feed; {wanted}, JSON Feeds with an object"),
    }
}
