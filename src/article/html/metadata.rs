//! Reads a page's metadata: JSON-LD, `<meta>`, `<time>`, element names.
//!
//! Each field has a list of lookups, tried in order. What is written for readers and for social cards is right more
//! often than what is written for search engines, and both are right more often than element names.

use crate::article::date;
use crate::article::date_words::parse_month;
use crate::article::html::boilerplate::split_words;
use crate::article::html::json_ld::{self, JsonLd};
use crate::article::html::line::one_line;
use crate::article::html::tree::{NodeId, Tree};
use crate::article::language_code;
use crate::article::link::{host, is_web_url};
use crate::article::model::Meta;

/// Where to look for a field.
enum Lookup {
    /// A field of the JSON-LD.
    JsonLd(fn(&JsonLd) -> &Option<String>),
    /// `<meta>` with one of these names as `name`, `property`, `itemprop` or `http-equiv`; in lower case, best first.
    Meta(&'static [&'static str]),
    /// Found by a function.
    Page(fn(&Page) -> Option<String>),
}

/// `og:title` is usually the title alone; the headline of JSON-LD is often cut to 110 characters or written for search
/// engines. `<title>` usually includes the site's name.
const TITLE: &[Lookup] = &[
    Lookup::Meta(&["og:title"]),
    Lookup::JsonLd(|json_ld| &json_ld.title),
    Lookup::Meta(&[
        "twitter:title",
        "parsely-title",
        "sailthru.title",
        "dc.title",
        "dcterms.title",
        "citation_title",
        "title",
    ]),
    Lookup::Page(document_title),
];

/// JSON-LD often names the publisher's company; `og:site_name` is the publication's name.
const SOURCE: &[Lookup] = &[
    Lookup::Meta(&["og:site_name"]),
    Lookup::JsonLd(|json_ld| &json_ld.source),
    Lookup::Meta(&[
        "application-name",
        "dc.publisher",
        "dcterms.publisher",
        "citation_journal_title",
        "publisher",
        "copyright",
    ]),
];

/// JSON-LD lists several authors separately; `article:author` is usually a URL; a byline may hold more than names.
const AUTHOR: &[Lookup] = &[
    Lookup::JsonLd(|json_ld| &json_ld.author),
    Lookup::Meta(&[
        "author",
        "byl",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "dc.contributor",
        "article:author",
        "og:author",
        "article:author_name",
        "citation_author",
        "twitter:creator:name",
    ]),
    Lookup::Page(author_on_card),
    Lookup::Page(author_on_page),
];

/// The publication date.
const DATE: &[Lookup] = &[
    Lookup::JsonLd(|json_ld| &json_ld.date),
    Lookup::Meta(&[
        "article:published_time",
        "article:published",
        "og:published_time",
        "og:article:published_time",
        "parsely-pub-date",
        "sailthru.date",
        "datepublished",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "citation_publication_date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "govuk:first-published-at",
        "date",
        "pub_date",
        "article:publicationdate",
        "publicationdate",
        "created",
        "timestamp",
    ]),
    Lookup::Page(date_on_page),
    Lookup::Page(date_by_class),
];

/// The modification date.
const MODIFIED: &[Lookup] = &[
    Lookup::JsonLd(|json_ld| &json_ld.modified),
    Lookup::Meta(&["article:modified_time", "dcterms.modified", "last-modified"]),
];

/// The root element's `lang` or `xml:lang`, then `<meta>`, then JSON-LD.
const LANGUAGE: &[Lookup] = &[
    Lookup::Page(|page| page.root_attribute("lang").or_else(|| page.root_attribute("xml:lang"))),
    Lookup::Meta(&["og:locale", "dc.language", "dcterms.language", "language", "content-language"]),
    Lookup::JsonLd(|json_ld| &json_ld.language),
];

/// The canonical URL.
const URL: &[Lookup] = &[
    Lookup::Page(canonical),
    Lookup::Meta(&["og:url", "parsely-link", "twitter:url", "dc.identifier"]),
    Lookup::JsonLd(|json_ld| &json_ld.url),
];

/// A sentence that is the subtitle if the page shows it below the title.
const DESCRIPTION: &[Lookup] = &[
    Lookup::Meta(&[
        "og:description",
        "description",
        "twitter:description",
        "dc.description",
        "sailthru.description",
    ]),
    Lookup::JsonLd(|json_ld| &json_ld.description),
];

/// The metadata of a page.
pub struct PageMetadata {
    /// Title, source, author, publication date, language and URL.
    pub meta: Meta,
    /// The modification date.
    pub modified: Option<String>,
    /// The titles that the page gives, best first: at most one from each lookup.
    pub titles: Vec<String>,
    /// The page's description of the article.
    pub description: Option<String>,
    /// The document title, as shown on the browser's tab.
    pub document_title: Option<String>,
    /// The article's text from JSON-LD, unprocessed.
    pub body: Option<String>,
}

/// A page and the metadata read so far.
struct Page<'tree> {
    tree: &'tree Tree,
    json_ld: JsonLd,
    metas: Vec<(String, &'tree str)>,
}

/// Reads a page's metadata.
pub fn read(tree: &Tree) -> PageMetadata {
    let page = Page { tree, json_ld: json_ld::read(tree), metas: metas(tree) };
    let source = page.look_up_first(SOURCE);
    let titles: Vec<String> = TITLE
        .iter()
        .filter_map(|lookup| page.look_up(lookup))
        .map(|title| without_site_name(&title, source.as_deref()).to_owned())
        .collect();
    let author =
        AUTHOR.iter().filter_map(|lookup| page.look_up(lookup)).find_map(|author| parse_byline(&author));
    let iso_date = |lookups: &[Lookup]| {
        let date = page.look_up_first(lookups)?;
        Some(date::to_iso(&date).unwrap_or(date))
    };
    let url = URL.iter().filter_map(|lookup| page.look_up(lookup)).find(|url| is_web_url(url));
    let meta = Meta {
        title: titles.first().cloned(),
        source: source.or_else(|| url.as_deref().and_then(host)),
        author,
        date: iso_date(DATE),
        language: LANGUAGE
            .iter()
            .filter_map(|lookup| page.look_up(lookup))
            .find_map(|language| language_code::parse(&language)),
        url,
    };
    let modified = iso_date(MODIFIED);
    let (description, document_title) = (page.look_up_first(DESCRIPTION), document_title(&page));
    PageMetadata { meta, modified, titles, description, document_title, body: page.json_ld.body }
}

/// Returns the name, in lower case, and value of each `<meta>` that has both, one for each of its names.
fn metas(tree: &Tree) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    for (_, element) in tree.elements().filter(|(_, element)| element.name() == "meta") {
        let Some(content) = element.attribute("content").filter(|content| !content.trim().is_empty()) else {
            continue;
        };
        for attribute in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = element.attribute(attribute) {
                found.push((name.trim().to_ascii_lowercase(), content));
            }
        }
    }
    found
}

impl Page<'_> {
    fn look_up_first(&self, lookups: &[Lookup]) -> Option<String> {
        lookups.iter().find_map(|lookup| self.look_up(lookup))
    }

    fn look_up(&self, lookup: &Lookup) -> Option<String> {
        match lookup {
            Lookup::JsonLd(field) => field(&self.json_ld).clone(),
            Lookup::Meta(names) => names.iter().find_map(|name| self.meta(name)),
            Lookup::Page(find) => find(self),
        }
    }

    fn meta(&self, name: &str) -> Option<String> {
        self.metas.iter().filter(|(key, _)| key == name).find_map(|(_, content)| one_line(content))
    }

    fn root_attribute(&self, name: &str) -> Option<String> {
        one_line(self.tree.element(0)?.attribute(name)?)
    }

    /// Returns true if an attribute contains a word, in any case.
    fn attribute_has_word(&self, node: NodeId, attribute: &str, word: &str) -> bool {
        let value =
            self.tree.element(node).and_then(|element| element.attribute(attribute)).unwrap_or_default();
        value.split_whitespace().any(|other| other.eq_ignore_ascii_case(word))
    }

    /// Returns true if an element's class contains one of the words, given in lower case.
    fn class_has_word(&self, node: NodeId, wanted: &[&str]) -> bool {
        let Some(class) = self.tree.element(node).and_then(|element| element.attribute("class")) else {
            return false;
        };
        let mut words = Vec::new();
        split_words(class, &mut words);
        words.iter().any(|word| wanted.contains(&word.as_str()))
    }

    fn text_of(&self, node: NodeId) -> Option<String> {
        one_line(&self.tree.spaced_text(node, 400))
    }
}

fn document_title(page: &Page) -> Option<String> {
    let (node, _) = page.tree.elements().find(|(_, element)| element.name() == "title")?;
    one_line(&page.tree.raw_text(node, 4_000))
}

fn canonical(page: &Page) -> Option<String> {
    let is_canonical = |rel: &str| rel.split_whitespace().any(|word| word.eq_ignore_ascii_case("canonical"));
    let mut links = page.tree.elements().filter(|(_, element)| element.name() == "link");
    let (_, link) = links.find(|(_, element)| element.attribute("rel").is_some_and(is_canonical))?;
    one_line(link.attribute("href")?)
}

/// Returns the author on the card for Slack, which `WordPress` plugins label "Written by", or without any label.
fn author_on_card(page: &Page) -> Option<String> {
    let is_author = page.meta("twitter:label1").is_none_or(|label| label.to_lowercase().contains("by"));
    page.meta("twitter:data1").filter(|_| is_author)
}

fn author_on_page(page: &Page) -> Option<String> {
    const TESTS: &[fn(&Page, NodeId) -> bool] = &[
        |page, node| page.attribute_has_word(node, "itemprop", "author"),
        |page, node| page.attribute_has_word(node, "rel", "author"),
        |page, node| page.class_has_word(node, &["byline", "byl", "author", "autor", "auteur"]),
    ];
    TESTS.iter().find_map(|is_author| {
        let mut nodes = page.tree.elements().filter(|(node, element)| {
            !matches!(element.name(), "meta" | "link" | "html" | "body" | "article" | "main")
                && is_author(page, *node)
        });
        nodes.find_map(|(node, _)| parse_byline(&page.text_of(node)?))
    })
}

fn date_on_page(page: &Page) -> Option<String> {
    let published =
        page.tree.elements().filter(|(node, _)| page.attribute_has_word(*node, "itemprop", "datePublished"));
    let times = page.tree.elements().filter(|(_, element)| element.name() == "time");
    published.chain(times).find_map(|(node, element)| {
        let value = element.attribute("datetime").or_else(|| element.attribute("content"));
        let title =
            || element.attribute("title").filter(|title| title.starts_with(|c: char| c.is_ascii_digit()));
        value.or_else(title).and_then(one_line).or_else(|| page.text_of(node)).filter(|date| date.len() <= 60)
    })
}

/// Class names of publication dates.
const DATE_CLASSES: &[&str] = &[
    "date",
    "dateline",
    "datestamp",
    "datetime",
    "pubdate",
    "published",
    "pubtime",
    "time",
    "timestamp",
    "fecha",
    "datum",
];
/// Maximum length of the text of an element named as a date, in bytes.
const MAX_DATE_LEN: usize = 40;

/// Finds the first `title` or short text with a year in an element named as a date: old pages have that instead of
/// `<time>`.
fn date_by_class(page: &Page) -> Option<String> {
    let has_date_class = |class: &str| {
        let mut words = Vec::new();
        split_words(class, &mut words);
        words.iter().any(|word| DATE_CLASSES.contains(&word.to_ascii_lowercase().as_str()))
    };
    let named =
        page.tree.elements().filter(|(_, element)| element.attribute("class").is_some_and(has_date_class));
    named.take(MAX_DATE_ELEMENTS).find_map(|(node, element)| {
        let title = element.attribute("title").and_then(one_line).filter(|title| has_year(title));
        title.or_else(|| page.text_of(node).filter(|text| text.len() <= MAX_DATE_LEN && has_year(text)))
    })
}

/// Maximum number of elements named as dates to check.
const MAX_DATE_ELEMENTS: usize = 100;

/// Returns true if a text has a four-digit number that may be a year.
fn has_year(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")))
}

/// Maximum length of an author, in characters; anything longer is a sentence.
const MAX_AUTHOR_LEN: usize = 200;
/// Words before the names in a byline.
const BYLINE_PREFIXES: &[&str] = &[
    "written by ",
    "posted by ",
    "by: ",
    "by ",
    "von ",
    "par ",
    "por ",
    "di ",
    "door ",
    "текст: ",
    "автор: ",
];

/// Extracts the names from a byline. None if it contains a URL, has no letters, or is too long to be names.
fn parse_byline(byline: &str) -> Option<String> {
    let mut bare = byline.trim().trim_end_matches([',', '|', '·', '-', '–', '—']).trim();
    for prefix in BYLINE_PREFIXES {
        let has_prefix = bare.get(..prefix.len()).is_some_and(|head| head.to_lowercase() == *prefix);
        if has_prefix {
            bare = bare.get(prefix.len()..).unwrap_or_default().trim();
            break;
        }
    }
    let bare = without_date(bare.strip_prefix('@').unwrap_or(bare));
    let is_name = !bare.is_empty()
        && bare.chars().nth(MAX_AUTHOR_LEN).is_none()
        && bare.chars().any(char::is_alphabetic);
    (is_name && !bare.contains("://")).then(|| bare.to_owned())
}

/// Separators between a name and a date or job title.
const NAME_SEPARATORS: &[&str] = &[" | ", " · ", " • ", " — ", " – ", " - ", " / "];
/// Words between names and a date.
const DATE_PREFIXES: &[&str] = &["on", "published", "posted", "updated", "am", "le", "publié"];

/// Removes the date after the names of a byline. A digit is taken for part of a date.
fn without_date(byline: &str) -> &str {
    if !byline.contains(|c: char| c.is_ascii_digit()) {
        return byline;
    }
    let bare = NAME_SEPARATORS
        .iter()
        .filter_map(|separator| byline.split_once(separator))
        .map(|(name, _)| name)
        .min_by_key(|name| name.len());
    let bare = bare.unwrap_or(byline);
    let Some(digit) = bare.find(|c: char| c.is_ascii_digit()) else { return bare };
    let before = bare.get(..digit).unwrap_or_default().trim_end();
    let (rest, last) = before.rsplit_once(' ').unwrap_or(("", before));
    let is_month = parse_month(last.trim_end_matches('.')).is_some();
    let mut bare = if is_month { rest } else { before };
    for _ in 0..2 {
        bare = bare.trim_end_matches([',', ' ', '(', '-', '|', ':']);
        let (names, last) = bare.rsplit_once(' ').unwrap_or(("", bare));
        if !DATE_PREFIXES.contains(&last.to_lowercase().as_str()) {
            break;
        }
        bare = names;
    }
    bare.trim_end_matches([',', ' ', '(', '-', '|', ':'])
}

/// Separators between the parts of a page's title, such as title and site name.
pub const TITLE_SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", "_", ": "];

/// Removes the site's name from the end or start of a title.
fn without_site_name<'title>(title: &'title str, site: Option<&str>) -> &'title str {
    let Some(site) = site else { return title };
    let bare = |text: &str| text.to_lowercase().trim_start_matches("the ").trim().to_owned();
    let site = bare(site);
    for separator in TITLE_SEPARATORS {
        if let Some((before, after)) = title.rsplit_once(separator)
            && bare(after) == site
            && !before.trim().is_empty()
        {
            return before.trim();
        }
        if let Some((before, after)) = title.split_once(separator)
            && bare(before) == site
            && !after.trim().is_empty()
        {
            return after.trim();
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::html::builder::build;

    fn meta(source: &str) -> Meta {
        read(&build(source)).meta
    }

    #[test]
    fn social_cards_take_precedence_and_element_names_come_last() {
        let page = r#"<html lang="en-GB"><title>Talks go on | The Paper</title><meta property="og:title" content="Talks go on - The Paper">
            <meta property="og:site_name" content="The Paper"><meta name="article:published_time" content="2024-05-01T10:00:00+02:00">
            <link rel="canonical" href="https://paper.example/talks"><p class="byline">By Jo Park</p>"#;
        let meta = meta(page);
        assert_eq!(meta.title.as_deref(), Some("Talks go on"));
        assert_eq!(meta.source.as_deref(), Some("The Paper"));
        assert_eq!(meta.author.as_deref(), Some("Jo Park"));
        assert_eq!(meta.date.as_deref(), Some("2024-05-01T10:00:00+02:00"));
        assert_eq!(meta.language.as_deref(), Some("en"));
        assert_eq!(meta.url.as_deref(), Some("https://paper.example/talks"));
    }

    #[test]
    fn date_after_names_is_removed_from_byline() {
        assert_eq!(parse_byline("By Ann Lee - Apr 16, 2015 8:02 pm UTC").as_deref(), Some("Ann Lee"));
        assert_eq!(parse_byline("by Jo Park March 25, 2015").as_deref(), Some("Jo Park"));
        assert_eq!(parse_byline("Ann Lee, Jo Park").as_deref(), Some("Ann Lee, Jo Park"));
        assert_eq!(parse_byline("By Ann Lee Published on 11 Feb 2019").as_deref(), Some("Ann Lee"));
        assert_eq!(parse_byline("By Ann Mayer 12 Sept. 2015").as_deref(), Some("Ann Mayer"));
        assert_eq!(parse_byline("By Ann Mayer, 2015").as_deref(), Some("Ann Mayer"));
        assert_eq!(parse_byline("12 May 2020"), None);
    }

    #[test]
    fn urls_are_not_authors_and_other_schemes_are_not_urls() {
        let page = "<meta property=article:author content='https://example.org/jo'><link rel=canonical href='javascript:x'><i rel=author>Jo</i>";
        assert_eq!(meta(page).author.as_deref(), Some("Jo"));
        assert_eq!(meta(page).url, None);
    }

    #[test]
    fn unambiguous_dates_become_iso() {
        for (page, expected) in [
            ("<meta name=pubdate content='Sunday, Feb 1, 2015 11:57 AM UTC'>", "2015-02-01T11:57:00+00:00"),
            ("<span class=pubtime>2016年10月14日07:17</span>", "2016-10-14T07:17:00"),
            ("<span class=date>03/04/2016</span>", "03/04/2016"),
            ("<time datetime='2021-11-01T10:52:50+0100'>", "2021-11-01T10:52:50+0100"),
        ] {
            assert_eq!(meta(page).date.as_deref(), Some(expected));
        }
    }

    #[test]
    fn language_may_be_a_tag_or_a_name() {
        assert_eq!(meta("<html lang=pt_BR>").language.as_deref(), Some("pt"));
        assert_eq!(meta("<meta name=language content=English>").language.as_deref(), Some("en"));
    }

    #[test]
    fn every_value_is_one_safe_line() {
        let page = "<meta property=og:title content='a&#27;[2J&#10;b&#x202e;'><title>x</title>";
        assert_eq!(meta(page).title.as_deref(), Some("a␛[2J b\u{fffd}"));
    }
}
