//! The table of fields of entries and feeds, and their values.

use crate::article::feed::content::{self, Content, fullest};
use crate::article::feed::namespace::{Namespace, Namespaces};
use crate::article::line::{one_line, one_line_of_html};
use crate::article::link::{is_web_url, resolve};
use crate::article::xml::Element;

/// A field of an entry or a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Title,
    OtherTitle,
    Guid,
    Id,
    Link,
    OriginalLink,
    Author,
    OtherAuthor,
    Published,
    Updated,
    Source,
    Language,
    Content,
    Summary,
    OtherSummary,
    Group,
}

/// Element names, in lower case, and the fields they hold. The "other" fields are second choices.
const FIELDS: &[(Namespace, &str, Field)] = &[
    (Namespace::Core, "title", Field::Title),
    (Namespace::Podcast, "title", Field::OtherTitle),
    (Namespace::Media, "title", Field::OtherTitle),
    (Namespace::DublinCore, "title", Field::OtherTitle),
    (Namespace::Core, "guid", Field::Guid),
    (Namespace::Core, "id", Field::Id),
    (Namespace::DublinCore, "identifier", Field::Id),
    (Namespace::Core, "link", Field::Link),
    // The target of a link that goes through a click counter.
    (Namespace::Other, "origlink", Field::OriginalLink),
    (Namespace::Core, "author", Field::Author),
    (Namespace::Core, "creator", Field::Author),
    (Namespace::DublinCore, "creator", Field::Author),
    (Namespace::Podcast, "author", Field::OtherAuthor),
    (Namespace::Core, "managingeditor", Field::OtherAuthor),
    (Namespace::Core, "pubdate", Field::Published),
    (Namespace::Core, "published", Field::Published),
    (Namespace::Core, "issued", Field::Published),
    (Namespace::Core, "date", Field::Published),
    (Namespace::DublinCore, "date", Field::Published),
    (Namespace::DublinCore, "issued", Field::Published),
    (Namespace::DublinCore, "created", Field::Published),
    (Namespace::Core, "updated", Field::Updated),
    (Namespace::Core, "modified", Field::Updated),
    (Namespace::Core, "created", Field::Updated),
    (Namespace::DublinCore, "modified", Field::Updated),
    (Namespace::Core, "source", Field::Source),
    (Namespace::Core, "language", Field::Language),
    (Namespace::DublinCore, "language", Field::Language),
    (Namespace::Content, "encoded", Field::Content),
    (Namespace::Core, "content", Field::Content),
    (Namespace::Core, "body", Field::Content),
    (Namespace::Xhtml, "body", Field::Content),
    (Namespace::Xhtml, "div", Field::Content),
    (Namespace::Core, "description", Field::Summary),
    (Namespace::Core, "summary", Field::Summary),
    (Namespace::DublinCore, "description", Field::OtherSummary),
    (Namespace::Podcast, "summary", Field::OtherSummary),
    (Namespace::Media, "description", Field::OtherSummary),
    (Namespace::Media, "group", Field::Group),
    (Namespace::Media, "content", Field::Group),
];

/// Maximum number of authors.
const MAX_AUTHORS: usize = 20;

/// The fields of an entry or a feed. If a field is repeated, the first counts; but of several links, the best counts,
/// and all authors are kept, up to a maximum.
#[derive(Clone, Debug, Default)]
pub struct FieldValues {
    /// Its title.
    pub title: Option<String>,
    /// Its title in another vocabulary, such as that of podcasts.
    pub other_title: Option<String>,
    /// Its id.
    pub id: Option<String>,
    /// Its URL.
    pub link: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// Its authors in the podcast vocabulary, and the managing editors of a feed.
    pub other_authors: Vec<String>,
    /// The publication date.
    pub published: Option<String>,
    /// The modification date.
    pub updated: Option<String>,
    /// The original source of an entry.
    pub source: Option<String>,
    /// Its language, as written.
    pub language: Option<String>,
    content: Option<Content>,
    summary: Option<Content>,
    other_summary: Option<Content>,
    link_rank: u32,
}

impl FieldValues {
    /// Reads a child element. Returns false if it is not a known field. Links are resolved against `base`.
    pub fn read(&mut self, child: &Element<'_>, namespaces: &Namespaces, base: Option<&str>) -> bool {
        let Some(field) = field_of(child, namespaces) else { return false };
        match field {
            Field::Title => set_if_none(&mut self.title, || content::line(child)),
            Field::OtherTitle => set_if_none(&mut self.other_title, || content::line(child)),
            Field::Id => set_if_none(&mut self.id, || one_line(&child.text())),
            Field::Guid => self.read_guid(child),
            Field::Link => self.parse_link(child, base),
            Field::OriginalLink => self.offer_link(&child.text(), None, 4),
            Field::Author => add_author(&mut self.authors, person_name(child, namespaces)),
            Field::OtherAuthor => add_author(&mut self.other_authors, person_name(child, namespaces)),
            Field::Published => set_if_none(&mut self.published, || one_line(&child.text())),
            Field::Updated => set_if_none(&mut self.updated, || one_line(&child.text())),
            Field::Source => set_if_none(&mut self.source, || source_title(child, namespaces)),
            Field::Language => set_if_none(&mut self.language, || one_line(&child.text())),
            Field::Content => {
                let language = child.tag.attribute("xml:lang").and_then(|code| one_line(&code));
                set_if_none(&mut self.language, || language);
                set_if_none(&mut self.content, || Some(content::body(child)));
            }
            Field::Summary => set_if_none(&mut self.summary, || Some(content::body(child))),
            Field::OtherSummary => set_if_none(&mut self.other_summary, || Some(content::body(child))),
            Field::Group => {
                for inner in child.children() {
                    if matches!(field_of(&inner, namespaces), Some(Field::OtherTitle | Field::OtherSummary)) {
                        self.read(&inner, namespaces, base);
                    }
                }
            }
        }
        true
    }

    /// Takes out the body: the content, or a summary if that is more than twice as long.
    pub fn body(&mut self) -> Content {
        fullest([self.content.take(), self.summary.take(), self.other_summary.take()].into_iter().flatten())
    }

    /// Reads a guid, which is also a link if it is a web URL and `isPermaLink` is not false.
    fn read_guid(&mut self, child: &Element<'_>) {
        let guid = child.text();
        let may_be_link = !child
            .tag
            .attribute("isPermaLink")
            .is_some_and(|value| value.trim().eq_ignore_ascii_case("false"));
        if may_be_link && is_web_url(guid.trim()) {
            self.offer_link(&guid, None, 1);
        }
        set_if_none(&mut self.id, || one_line(&guid));
    }

    /// Reads a link: RSS has it as text, Atom as an attribute, next to other links.
    fn parse_link(&mut self, child: &Element<'_>, base: Option<&str>) {
        let Some(address) = child.tag.attribute("href") else {
            return self.offer_link(&child.text(), base, 3);
        };
        let relation = child.tag.attribute("rel").unwrap_or_default();
        let kind = child.tag.attribute("type").unwrap_or_default();
        let is_page = kind.is_empty() || kind.contains("html");
        if relation.is_empty() || relation.eq_ignore_ascii_case("alternate") {
            self.offer_link(&address, base, if is_page { 3 } else { 2 });
        }
    }

    /// Keeps a link if it ranks above the current one.
    fn offer_link(&mut self, address: &str, base: Option<&str>, rank: u32) {
        if rank <= self.link_rank {
            return;
        }
        if let Some(line) = one_line(address) {
            self.link = Some(resolve(&line, base));
            self.link_rank = rank;
        }
    }
}

fn field_of(child: &Element<'_>, namespaces: &Namespaces) -> Option<Field> {
    let namespace = namespaces.of(child.tag);
    let name = child.tag.local_name();
    let matches = |(owner, element, _): &&(Namespace, &str, Field)| {
        *owner == namespace && element.eq_ignore_ascii_case(name)
    };
    FIELDS.iter().find(matches).map(|(_, _, field)| *field)
}

fn set_if_none<T>(slot: &mut Option<T>, read: impl FnOnce() -> Option<T>) {
    if slot.is_none() {
        *slot = read();
    }
}

fn add_author(authors: &mut Vec<String>, name: Option<String>) {
    if let Some(name) = name.filter(|name| !authors.contains(name))
        && authors.len() < MAX_AUTHORS
    {
        authors.push(name);
    }
}

/// Returns a person's name: in Atom, the `name` child, else the `email` child; elsewhere, the text
/// without the address beside the name.
fn person_name(element: &Element<'_>, namespaces: &Namespaces) -> Option<String> {
    let named = |wanted: &str| {
        element
            .children()
            .find(|child| child.tag.local_name().eq_ignore_ascii_case(wanted))
            .and_then(|child| content::line(&child))
    };
    if namespaces.of(element.tag) == Namespace::Core && element.has_elements() {
        return named("name").or_else(|| named("email"));
    }
    one_line_of_html(&element.text()).map(|text| strip_address(&text).to_owned())
}

/// Extracts the name from `jo@news.example (Jo Park)` or `Jo Park <jo@news.example>`. Without a name beside the
/// address, returns the address. Any other text is returned as it is.
fn strip_address(text: &str) -> &str {
    let is_address = |text: &str| text.contains('@') && !text.trim().contains(' ');
    let (before, name) = match (text.split_once('('), text.split_once('<')) {
        (Some((before, after)), _) if is_address(before) => (before, after.trim_end_matches(')')),
        (_, Some((name, after))) if is_address(after) => (after, name),
        _ => return text,
    };
    let name = name.trim().trim_matches('"');
    if name.is_empty() { before.trim().trim_end_matches('>') } else { name }
}

/// Returns the title of an entry's source: a title element in Atom, text in RSS.
fn source_title(element: &Element<'_>, namespaces: &Namespaces) -> Option<String> {
    if element.has_elements() {
        let title = element.children().find(|child| field_of(child, namespaces) == Some(Field::Title))?;
        return content::line(&title);
    }
    one_line_of_html(&element.text())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::xml::element::children;

    fn field_values(text: &str) -> FieldValues {
        let mut values = FieldValues::default();
        for child in children(text) {
            values.read(&child, &Namespaces::default(), Some("https://news.example/"));
        }
        values
    }

    #[test]
    fn best_link_is_taken_whatever_the_order() {
        let link = |text| field_values(text).link.unwrap_or_default();
        assert_eq!(link("<guid>https://a.example/1</guid><link>/2</link>"), "https://news.example/2");
        assert_eq!(link("<guid isPermaLink='false'>https://a.example/1</guid>"), "");
        assert_eq!(link("<guid>https://a.example/1</guid>"), "https://a.example/1");
        let atom = "<link rel='self' href='a'/><link rel='alternate' type='application/json' href='b'/><link href='c'/><link href='d'/>";
        assert_eq!(link(atom), "https://news.example/c");
        assert_eq!(
            link("<link>x</link><feedburner:origLink>https://b.example/</feedburner:origLink>"),
            "https://b.example/"
        );
        assert_eq!(link("<atom:link rel='self' href='x'/><link>\n y \n</link>"), "https://news.example/y");
    }

    #[test]
    fn people_are_named_without_addresses() {
        let authors = |text| field_values(text).authors.join(", ");
        assert_eq!(
            authors("<author>jo@news.example (Jo Park)</author><dc:creator>Jo Park</dc:creator>"),
            "Jo Park"
        );
        assert_eq!(authors("<author>Jo Park &lt;jo@news.example&gt;</author>"), "Jo Park");
        assert_eq!(authors("<author>jo@news.example</author>"), "jo@news.example");
        assert_eq!(
            authors("<author><name>Jo</name></author><author><name>Ann</name><email>a@b</email></author>"),
            "Jo, Ann"
        );
        assert_eq!(authors("<dc:creator>R&amp;amp;D (staff)</dc:creator>"), "R&D (staff)");
    }

    #[test]
    fn unrelated_fields_are_ignored() {
        let mut values = field_values(
            "<excerpt:encoded>no</excerpt:encoded><media:group><media:title>T</media:title><media:description>D</media:description></media:group><image><title>no</title></image>",
        );
        assert_eq!(values.title, None);
        assert_eq!(values.other_title.as_deref(), Some("T"));
        assert_eq!(values.body().text, "D");
    }

    #[test]
    fn source_is_a_name_or_a_feed() {
        assert_eq!(field_values("<source url='x'>The Paper</source>").source.as_deref(), Some("The Paper"));
        assert_eq!(
            field_values("<source><id>x</id><title>The Paper</title></source>").source.as_deref(),
            Some("The Paper")
        );
    }
}
