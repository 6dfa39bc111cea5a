//! Whose a name is: namespaces, by their addresses and by the prefixes that everybody uses for them.

use crate::article::xml::Tag;
use crate::article::xml::scan::attributes;

/// A vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// RSS and Atom of all versions; their names do not clash.
    Core,
    /// RSS's module for the whole content.
    Content,
    /// Dublin Core, elements and terms.
    Dublin,
    /// Podcasts, Apple's and Google's.
    Podcast,
    /// Media RSS.
    Media,
    /// HTML inside the feed.
    Page,
    /// Any other.
    Other,
}

/// Addresses in lower case, without what stands before `//` and without `/` and `#` at the end: people write them in all these ways.
const ADDRESSES: &[(&str, Space)] = &[
    ("www.w3.org/2005/atom", Space::Core),
    ("purl.org/atom/ns", Space::Core),
    ("purl.org/rss/1.0", Space::Core),
    ("purl.org/net/rss1.1", Space::Core),
    ("my.netscape.com/rdf/simple/0.9", Space::Core),
    ("channel.netscape.com/rdf/simple/0.9", Space::Core),
    ("backend.userland.com/rss2", Space::Core),
    ("purl.org/rss/1.0/modules/content", Space::Content),
    ("purl.org/dc/elements/1.1", Space::Dublin),
    ("purl.org/dc/elements/1.0", Space::Dublin),
    ("purl.org/dc/terms", Space::Dublin),
    ("www.itunes.com/dtds/podcast-1.0.dtd", Space::Podcast),
    ("www.google.com/schemas/play-podcasts/1.0", Space::Podcast),
    ("search.yahoo.com/mrss", Space::Media),
    ("www.w3.org/1999/xhtml", Space::Page),
];

/// What prefixes mean where the feed does not say, or says what nobody knows.
const PREFIXES: &[(&str, Space)] = &[
    ("", Space::Core),
    ("rss", Space::Core),
    ("rdf", Space::Core),
    ("atom", Space::Core),
    ("content", Space::Content),
    ("dc", Space::Dublin),
    ("dcterms", Space::Dublin),
    ("itunes", Space::Podcast),
    ("googleplay", Space::Podcast),
    ("media", Space::Media),
    ("xhtml", Space::Page),
    ("html", Space::Page),
];

/// The most prefixes that are remembered; a feed declares each once.
const MOST_DECLARED: usize = 64;

/// What the prefixes of a feed stand for.
#[derive(Clone, Debug, Default)]
pub struct Spaces {
    declared: Vec<(String, Space)>,
}

impl Spaces {
    /// Takes what a tag declares.
    pub fn declare(&mut self, tag: Tag<'_>) {
        for (prefix, space) in declarations(tag) {
            if self.declared.len() < MOST_DECLARED {
                self.declared.push((prefix.to_owned(), space));
            }
        }
    }

    /// Whose the name of a tag is. What the tag itself declares goes first, then what was declared last.
    pub fn of(&self, tag: Tag<'_>) -> Space {
        let prefix = tag.name.rsplit_once(':').map_or("", |(prefix, _)| prefix);
        let own = declarations(tag).find(|(declared, _)| *declared == prefix).map(|(_, space)| space);
        let known =
            || self.declared.iter().rfind(|(declared, _)| declared == prefix).map(|(_, space)| *space);
        own.or_else(known).unwrap_or_else(|| by_prefix(prefix))
    }
}

/// The declarations of a tag that mean something here.
fn declarations(tag: Tag<'_>) -> impl Iterator<Item = (&str, Space)> {
    let text = if tag.attributes.contains("xmlns") { tag.attributes } else { "" };
    attributes(text).filter_map(|(name, address)| {
        let prefix = name.strip_prefix("xmlns")?;
        Some((prefix.strip_prefix(':').unwrap_or(prefix), by_address(address)?))
    })
}

fn by_address(address: &str) -> Option<Space> {
    let lower = address.trim().trim_end_matches(['/', '#']).to_ascii_lowercase();
    let bare = lower.split_once("//").map_or(lower.as_str(), |(_, rest)| rest);
    ADDRESSES.iter().find(|(known, _)| *known == bare).map(|(_, space)| *space)
}

fn by_prefix(prefix: &str) -> Space {
    PREFIXES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(prefix))
        .map_or(Space::Other, |(_, space)| *space)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(name: &'static str, attributes: &'static str) -> Tag<'static> {
        Tag { name, attributes, is_empty: false }
    }

    #[test]
    fn a_prefix_means_what_the_feed_says_else_what_everybody_means() {
        let mut spaces = Spaces::default();
        spaces.declare(tag("rss", "xmlns:a10='http://www.w3.org/2005/Atom' xmlns:x=\"HTTPS://purl.org/DC/elements/1.1\" xmlns:dc='urn:z'"));
        for (name, expected) in [
            ("a10:updated", Space::Core),
            ("x:creator", Space::Dublin),
            ("dc:creator", Space::Dublin),
            ("itunes:author", Space::Podcast),
            ("wp:status", Space::Other),
            ("title", Space::Core),
        ] {
            assert_eq!(spaces.of(tag(name, "")), expected, "{name}");
        }
        assert_eq!(spaces.of(tag("body", "xmlns='http://www.w3.org/1999/xhtml'")), Space::Page);
    }
}
