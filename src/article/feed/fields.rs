//! The fields of entries and of feeds, as a table, and what is gathered of them.

use crate::article::feed::saying::{self, Saying, fullest};
use crate::article::feed::space::{Space, Spaces};
use crate::article::line::{one_line, one_line_of_html};
use crate::article::link::resolve;
use crate::article::xml::Element;

/// What a child of an entry or a feed says of it.
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

/// Names in lower case. Those called "other" speak where the first kind is silent.
const FIELDS: &[(Space, &str, Field)] = &[
    (Space::Core, "title", Field::Title),
    (Space::Podcast, "title", Field::OtherTitle),
    (Space::Media, "title", Field::OtherTitle),
    (Space::Dublin, "title", Field::OtherTitle),
    (Space::Core, "guid", Field::Guid),
    (Space::Core, "id", Field::Id),
    (Space::Dublin, "identifier", Field::Id),
    (Space::Core, "link", Field::Link),
    // Where the link leads through somebody who counts the clicks.
    (Space::Other, "origlink", Field::OriginalLink),
    (Space::Core, "author", Field::Author),
    (Space::Core, "creator", Field::Author),
    (Space::Dublin, "creator", Field::Author),
    (Space::Podcast, "author", Field::OtherAuthor),
    (Space::Core, "managingeditor", Field::OtherAuthor),
    (Space::Core, "pubdate", Field::Published),
    (Space::Core, "published", Field::Published),
    (Space::Core, "issued", Field::Published),
    (Space::Core, "date", Field::Published),
    (Space::Dublin, "date", Field::Published),
    (Space::Dublin, "issued", Field::Published),
    (Space::Dublin, "created", Field::Published),
    (Space::Core, "updated", Field::Updated),
    (Space::Core, "modified", Field::Updated),
    (Space::Core, "created", Field::Updated),
    (Space::Dublin, "modified", Field::Updated),
    (Space::Core, "source", Field::Source),
    (Space::Core, "language", Field::Language),
    (Space::Dublin, "language", Field::Language),
    (Space::Content, "encoded", Field::Content),
    (Space::Core, "content", Field::Content),
    (Space::Core, "body", Field::Content),
    (Space::Page, "body", Field::Content),
    (Space::Page, "div", Field::Content),
    (Space::Core, "description", Field::Summary),
    (Space::Core, "summary", Field::Summary),
    (Space::Dublin, "description", Field::OtherSummary),
    (Space::Podcast, "summary", Field::OtherSummary),
    (Space::Media, "description", Field::OtherSummary),
    (Space::Media, "group", Field::Group),
    (Space::Media, "content", Field::Group),
];

/// The most authors that are named.
const MOST_AUTHORS: usize = 20;

/// What an entry or a feed says of itself. Of a field that is there twice the first counts.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// Its title.
    pub title: Option<String>,
    /// A title for players.
    pub other_title: Option<String>,
    /// What the feed calls it.
    pub id: Option<String>,
    /// Where it can be found.
    pub link: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who made it, as podcasts and whole feeds say.
    pub other_authors: Vec<String>,
    /// When it was published.
    pub published: Option<String>,
    /// When it was last changed.
    pub updated: Option<String>,
    /// Where an entry was first.
    pub source: Option<String>,
    /// Its language, as it is written.
    pub language: Option<String>,
    content: Option<Saying>,
    summary: Option<Saying>,
    other_summary: Option<Saying>,
    link_rank: u32,
}

impl Gathered {
    /// Takes what a child says; false where it is none of the fields. `base` is what links are seen from.
    pub fn take(&mut self, child: &Element<'_>, spaces: &Spaces, base: Option<&str>) -> bool {
        let Some(field) = field_of(child, spaces) else { return false };
        match field {
            Field::Title => keep(&mut self.title, || saying::line(child)),
            Field::OtherTitle => keep(&mut self.other_title, || saying::line(child)),
            Field::Id => keep(&mut self.id, || one_line(&child.text())),
            Field::Guid => self.take_guid(child),
            Field::Link => self.take_link(child, base),
            Field::OriginalLink => self.offer_link(&child.text(), None, 4),
            Field::Author => add(&mut self.authors, person(child, spaces)),
            Field::OtherAuthor => add(&mut self.other_authors, person(child, spaces)),
            Field::Published => keep(&mut self.published, || one_line(&child.text())),
            Field::Updated => keep(&mut self.updated, || one_line(&child.text())),
            Field::Source => keep(&mut self.source, || source(child, spaces)),
            Field::Language => keep(&mut self.language, || one_line(&child.text())),
            Field::Content => {
                let language = child.tag.attribute("xml:lang").and_then(|code| one_line(&code));
                keep(&mut self.language, || language);
                keep(&mut self.content, || Some(saying::body(child)));
            }
            Field::Summary => keep(&mut self.summary, || Some(saying::body(child))),
            Field::OtherSummary => keep(&mut self.other_summary, || Some(saying::body(child))),
            Field::Group => {
                for inner in child.children() {
                    if matches!(field_of(&inner, spaces), Some(Field::OtherTitle | Field::OtherSummary)) {
                        self.take(&inner, spaces, base);
                    }
                }
            }
        }
        true
    }

    /// The body: content, else summary, unless the later says much more.
    pub fn body(&mut self) -> Saying {
        fullest([self.content.take(), self.summary.take(), self.other_summary.take()].into_iter().flatten())
    }

    /// A guid is a link too unless it says that it is none.
    fn take_guid(&mut self, child: &Element<'_>) {
        let guid = child.text();
        let may_be_link =
            !child.tag.attribute("isPermaLink").is_some_and(|says| says.trim().eq_ignore_ascii_case("false"));
        if may_be_link && is_web(&guid) {
            self.offer_link(&guid, None, 1);
        }
        keep(&mut self.id, || one_line(&guid));
    }

    /// RSS has the link as text, Atom as an attribute beside others that lead elsewhere.
    fn take_link(&mut self, child: &Element<'_>, base: Option<&str>) {
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

    /// Takes a link if it is better than the one that is there.
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

/// Whether an id is an address of the web.
pub fn is_web(address: &str) -> bool {
    let address = address.trim();
    address.starts_with("http://") || address.starts_with("https://")
}

fn field_of(child: &Element<'_>, spaces: &Spaces) -> Option<Field> {
    let space = spaces.of(child.tag);
    let name = child.tag.local_name();
    let is_it =
        |(owner, known, _): &&(Space, &str, Field)| *owner == space && known.eq_ignore_ascii_case(name);
    FIELDS.iter().find(is_it).map(|(_, _, field)| *field)
}

fn keep<T>(slot: &mut Option<T>, read: impl FnOnce() -> Option<T>) {
    if slot.is_none() {
        *slot = read();
    }
}

fn add(authors: &mut Vec<String>, name: Option<String>) {
    if let Some(name) = name.filter(|name| !authors.contains(name))
        && authors.len() < MOST_AUTHORS
    {
        authors.push(name);
    }
}

/// Who a person element names: its `name`, else its text, else its address.
fn person(element: &Element<'_>, spaces: &Spaces) -> Option<String> {
    let named = |wanted: &str| {
        element
            .children()
            .find(|child| child.tag.local_name().eq_ignore_ascii_case(wanted))
            .and_then(|child| saying::line(&child))
    };
    if spaces.of(element.tag) == Space::Core && element.holds_elements() {
        return named("name").or_else(|| named("email"));
    }
    one_line_of_html(&element.text()).map(|text| without_address(&text).to_owned())
}

/// The name out of `jo@news.example (Jo Park)` and `Jo Park <jo@news.example>`; the address where it is alone.
fn without_address(text: &str) -> &str {
    let is_address = |text: &str| text.contains('@') && !text.trim().contains(' ');
    let (before, name) = match (text.split_once('('), text.split_once('<')) {
        (Some((before, after)), _) if is_address(before) => (before, after.trim_end_matches(')')),
        (_, Some((name, after))) if is_address(after) => (after, name),
        _ => return text,
    };
    let name = name.trim().trim_matches('"');
    if name.is_empty() { before.trim().trim_end_matches('>') } else { name }
}

/// The name of what an entry was first in: Atom's has the feed's fields, RSS's is a name.
fn source(element: &Element<'_>, spaces: &Spaces) -> Option<String> {
    if element.holds_elements() {
        let title = element.children().find(|child| field_of(child, spaces) == Some(Field::Title))?;
        return saying::line(&title);
    }
    one_line_of_html(&element.text())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::xml::element::children;

    fn gathered(text: &str) -> Gathered {
        let mut all = Gathered::default();
        for child in children(text) {
            all.take(&child, &Spaces::default(), Some("https://news.example/"));
        }
        all
    }

    #[test]
    fn the_best_link_is_taken_wherever_it_stands() {
        let link = |text| gathered(text).link.unwrap_or_default();
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
    fn people_are_named_without_their_addresses() {
        let authors = |text| gathered(text).authors.join(", ");
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
    fn what_stands_beside_the_article_is_not_taken_for_it() {
        let mut all = gathered(
            "<excerpt:encoded>no</excerpt:encoded><media:group><media:title>T</media:title><media:description>D</media:description></media:group><image><title>no</title></image>",
        );
        assert_eq!(all.title, None);
        assert_eq!(all.other_title.as_deref(), Some("T"));
        assert_eq!(all.body().text, "D");
    }

    #[test]
    fn a_source_is_a_name_or_a_feed() {
        assert_eq!(gathered("<source url='x'>The Paper</source>").source.as_deref(), Some("The Paper"));
        assert_eq!(
            gathered("<source><id>x</id><title>The Paper</title></source>").source.as_deref(),
            Some("The Paper")
        );
    }
}
