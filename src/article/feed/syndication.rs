//! RSS of all versions, Atom and RDF.

use std::rc::Rc;

use crate::article::date::to_iso;
use crate::article::draft::Draft;
use crate::article::feed::dates;
use crate::article::feed::fields::{Gathered, is_web};
use crate::article::feed::space::Spaces;
use crate::article::feed::{Entry, MOST_ENTRIES, entry, too_many, worth_reading};
use crate::article::language_code;
use crate::article::line::one_line;
use crate::article::link::resolve;
use crate::article::model::Meta;
use crate::article::xml::element::{Element, find};

/// What feeds begin with; a channel or an entry may be all that is left of one.
const ROOTS: &[&str] = &["rss", "rdf", "feed", "channel", "entry"];
/// Elements that are entries.
const ENTRIES: &[&str] = &["item", "entry"];

/// What holds for all that stands in an element unless it says otherwise.
#[derive(Clone, Debug, Default)]
struct Around {
    spaces: Spaces,
    base: Option<String>,
    language: Option<String>,
}

impl Around {
    /// What holds in an element.
    fn inside(self: &Rc<Self>, element: &Element<'_>) -> Rc<Self> {
        if !element.tag.attributes.contains("xml") {
            return Rc::clone(self);
        }
        let mut inside = Self::clone(self);
        inside.spaces.declare(element.tag);
        // A base becomes part of every link, and has to be as safe as these.
        if let Some(base) = element.tag.attribute("xml:base").and_then(|base| one_line(&base)) {
            inside.base = Some(resolve(&base, self.base.as_deref()));
        }
        if let Some(language) = element.tag.attribute("xml:lang") {
            inside.language = one_line(&language).or(inside.language);
        }
        Rc::new(inside)
    }
}

/// The entries of a feed; their names may yet be alike.
///
/// # Errors
/// A line for the reader: there is no feed in the text, or too much of one.
pub fn read(text: &str) -> Result<Vec<Entry>, String> {
    let Some(root) = find(text, ROOTS) else { return Err(no_feed(text)) };
    let mut feed = Gathered::default();
    let mut items = Vec::new();
    let outside = Rc::new(Around::default());
    if is_entry(&root) {
        items.push((root, outside));
    } else {
        let around = outside.inside(&root);
        gather(&root, &around, &mut feed, &mut items)?;
    }
    worth_reading(items.iter().map(|(item, around)| read_entry(item, around, &feed)).collect())
}

/// Takes the fields of a feed and its items. A channel is a feed within; RDF has the items beside it.
fn gather<'a>(
    feed: &Element<'a>,
    around: &Rc<Around>,
    fields: &mut Gathered,
    items: &mut Vec<(Element<'a>, Rc<Around>)>,
) -> Result<(), String> {
    for child in feed.children() {
        if is_entry(&child) {
            if items.len() >= MOST_ENTRIES {
                return Err(too_many());
            }
            items.push((child, Rc::clone(around)));
        } else if is_named(&child, "channel") && !is_named(feed, "channel") {
            gather(&child, &around.inside(&child), fields, items)?;
        } else {
            fields.take(&child, &around.spaces, around.base.as_deref());
        }
    }
    Ok(())
}

fn is_entry(element: &Element<'_>) -> bool {
    ENTRIES.iter().any(|name| is_named(element, name))
}

fn is_named(element: &Element<'_>, name: &str) -> bool {
    element.tag.local_name().eq_ignore_ascii_case(name)
}

fn read_entry(item: &Element<'_>, around: &Rc<Around>, feed: &Gathered) -> Option<Entry> {
    let around = around.inside(item);
    let base = around.base.as_deref().or(feed.link.as_deref());
    let mut fields = Gathered::default();
    for child in item.children() {
        fields.take(&child, &around.spaces, base);
    }
    let body = fields.body();
    let id = fields.id.or_else(|| item.tag.attribute("rdf:about").and_then(|about| one_line(&about)));
    let url = fields.link.or_else(|| id.clone().filter(|id| is_web(id)));
    let authors =
        [fields.authors, fields.other_authors, of_feed(feed)].into_iter().find(|names| !names.is_empty());
    let language = fields.language.or_else(|| around.language.clone()).or_else(|| feed.language.clone());
    let meta = Meta {
        title: fields.title.or(fields.other_title),
        source: fields.source.or_else(|| feed.title.clone()),
        author: authors.map(|names| names.join(", ")),
        date: date(fields.published.or(fields.updated)),
        language: language.and_then(|code| language_code::parse(&code)),
        url,
    };
    entry(id.as_deref(), Draft { meta, body: body.text, markup: body.markup, ..Draft::default() })
}

/// Who makes the feed. Addresses of those who look after it are no authors.
fn of_feed(feed: &Gathered) -> Vec<String> {
    let names = if feed.authors.is_empty() { &feed.other_authors } else { &feed.authors };
    names.iter().filter(|name| !name.contains('@')).cloned().collect()
}

/// A date in ISO 8601; one that is in no known form as it is written.
pub fn date(written: Option<String>) -> Option<String> {
    let written = written?;
    dates::of_feed(&written).or_else(|| to_iso(&written)).or(Some(written))
}

fn no_feed(text: &str) -> String {
    let wanted = "feeds begin with <rss>, <feed> or <rdf:RDF>";
    if text.trim().is_empty() {
        return format!("nothing is in it; {wanted}");
    }
    match find(text, &["html"]) {
        Some(_) => format!("a web page, not a feed; {wanted}"),
        None => format!("no feed is in it; {wanted}, JSON Feeds with an object"),
    }
}
