//! XML namespaces of feeds, by URI and by conventional prefix.

use crate::article::xml::Tag;
use crate::article::xml::scan::attributes;

/// A vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namespace {
    /// RSS and Atom of all versions; their names do not clash.
    Core,
    /// RSS's module for full content.
    Content,
    /// Dublin Core, elements and terms.
    DublinCore,
    /// Podcast extensions by Apple and Google.
    Podcast,
    /// Media RSS.
    Media,
    /// HTML inside the feed.
    Xhtml,
    /// Any other.
    Other,
}

/// URIs in lower case, without the scheme and without a trailing `/` or `#`: feeds vary in all of these.
const URIS: &[(&str, Namespace)] = &[
    ("www.w3.org/2005/atom", Namespace::Core),
    ("purl.org/atom/ns", Namespace::Core),
    ("purl.org/rss/1.0", Namespace::Core),
    ("purl.org/net/rss1.1", Namespace::Core),
    ("my.netscape.com/rdf/simple/0.9", Namespace::Core),
    ("channel.netscape.com/rdf/simple/0.9", Namespace::Core),
    ("backend.userland.com/rss2", Namespace::Core),
    ("purl.org/rss/1.0/modules/content", Namespace::Content),
    ("purl.org/dc/elements/1.1", Namespace::DublinCore),
    ("purl.org/dc/elements/1.0", Namespace::DublinCore),
    ("purl.org/dc/terms", Namespace::DublinCore),
    ("www.itunes.com/dtds/podcast-1.0.dtd", Namespace::Podcast),
    ("www.google.com/schemas/play-podcasts/1.0", Namespace::Podcast),
    ("search.yahoo.com/mrss", Namespace::Media),
    ("www.w3.org/1999/xhtml", Namespace::Xhtml),
];

/// Conventional prefixes, used if the feed does not declare a prefix or declares it with an unknown URI.
const PREFIXES: &[(&str, Namespace)] = &[
    ("", Namespace::Core),
    ("rss", Namespace::Core),
    ("rdf", Namespace::Core),
    ("atom", Namespace::Core),
    ("content", Namespace::Content),
    ("dc", Namespace::DublinCore),
    ("dcterms", Namespace::DublinCore),
    ("itunes", Namespace::Podcast),
    ("googleplay", Namespace::Podcast),
    ("media", Namespace::Media),
    ("xhtml", Namespace::Xhtml),
    ("html", Namespace::Xhtml),
];

/// Maximum number of declarations stored; feeds need fewer.
const MAX_DECLARATIONS: usize = 64;

/// The known namespaces that a feed declares.
#[derive(Clone, Debug, Default)]
pub struct Namespaces {
    declared: Vec<(String, Namespace)>,
}

impl Namespaces {
    /// Adds a tag's declarations of known namespaces.
    pub fn declare(&mut self, tag: Tag<'_>) {
        for (prefix, namespace) in declarations(tag) {
            if self.declared.len() < MAX_DECLARATIONS {
                self.declared.push((prefix.to_owned(), namespace));
            }
        }
    }

    /// Returns the namespace of a tag, given by its own declarations, else by the latest one of its prefix, else by
    /// convention.
    pub fn of(&self, tag: Tag<'_>) -> Namespace {
        let prefix = tag.name.rsplit_once(':').map_or("", |(prefix, _)| prefix);
        let own = declarations(tag).find(|(declared, _)| *declared == prefix).map(|(_, namespace)| namespace);
        let inherited = || {
            self.declared.iter().rfind(|(declared, _)| declared == prefix).map(|(_, namespace)| *namespace)
        };
        own.or_else(inherited).unwrap_or_else(|| from_prefix(prefix))
    }
}

/// Returns a tag's declarations of known namespaces.
fn declarations(tag: Tag<'_>) -> impl Iterator<Item = (&str, Namespace)> {
    let text = if tag.attributes.contains("xmlns") { tag.attributes } else { "" };
    attributes(text).filter_map(|(name, uri)| {
        let prefix = name.strip_prefix("xmlns")?;
        Some((prefix.strip_prefix(':').unwrap_or(prefix), from_uri(uri)?))
    })
}

fn from_uri(uri: &str) -> Option<Namespace> {
    let lower = uri.trim().trim_end_matches(['/', '#']).to_ascii_lowercase();
    let bare = lower.split_once("//").map_or(lower.as_str(), |(_, rest)| rest);
    URIS.iter().find(|(other, _)| *other == bare).map(|(_, namespace)| *namespace)
}

fn from_prefix(prefix: &str) -> Namespace {
    PREFIXES
        .iter()
        .find(|(other, _)| other.eq_ignore_ascii_case(prefix))
        .map_or(Namespace::Other, |(_, namespace)| *namespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(name: &'static str, attributes: &'static str) -> Tag<'static> {
        Tag { name, attributes, is_self_closing: false }
    }

    #[test]
    fn prefix_follows_its_declaration_else_convention() {
        let mut namespaces = Namespaces::default();
        namespaces.declare(tag("rss", "xmlns:a10='http://www.w3.org/2005/Atom' xmlns:x=\"HTTPS://purl.org/DC/elements/1.1\" xmlns:dc='urn:z'"));
        for (name, expected) in [
            ("a10:updated", Namespace::Core),
            ("x:creator", Namespace::DublinCore),
            ("dc:creator", Namespace::DublinCore),
            ("itunes:author", Namespace::Podcast),
            ("wp:status", Namespace::Other),
            ("title", Namespace::Core),
        ] {
            assert_eq!(namespaces.of(tag(name, "")), expected, "{name}");
        }
        assert_eq!(namespaces.of(tag("body", "xmlns='http://www.w3.org/1999/xhtml'")), Namespace::Xhtml);
    }
}
