//! What a page says of its article: JSON-LD, `<meta>`, `<time>`, names of elements.
//!
//! For each field there is a list of places, asked one after the other. What is written for readers and for cards in other
//! people's feeds is right more often than what is written for search engines, and both more often than names of elements.

use crate::article::date;
use crate::article::date_words::parse_month;
use crate::article::html::furniture::split_words;
use crate::article::html::json_ld::{self, Said};
use crate::article::html::line::one_line;
use crate::article::html::tree::{NodeId, Tree};
use crate::article::link::host;
use crate::article::model::Meta;

/// Where a field is looked for.
enum Place {
    /// A field of the JSON-LD.
    Said(fn(&Said) -> &Option<String>),
    /// `<meta>` with one of these names, in lower case, as `name`, `property` or `itemprop`.
    Named(&'static [&'static str]),
    /// Somewhere else.
    Asked(fn(&Page) -> Option<String>),
}

/// What is asked for the title. `og:title` is what the house shows others, mostly the title alone; the headline of JSON-LD is often cut to
/// 110 characters or written for search engines. `<title>` has the house's name in it.
const TITLE: &[Place] = &[
    Place::Named(&["og:title"]),
    Place::Said(|said| &said.title),
    Place::Named(&[
        "twitter:title",
        "parsely-title",
        "sailthru.title",
        "dc.title",
        "dcterms.title",
        "citation_title",
        "title",
    ]),
    Place::Asked(document_title),
];

/// JSON-LD names its publisher for the reader's sake too, but as a company; `og:site_name` is the paper's name.
const SOURCE: &[Place] = &[
    Place::Named(&["og:site_name"]),
    Place::Said(|said| &said.source),
    Place::Named(&[
        "application-name",
        "dc.publisher",
        "dcterms.publisher",
        "citation_journal_title",
        "publisher",
        "copyright",
    ]),
];

/// JSON-LD knows several authors apart; `article:author` is mostly an address; a byline may hold more than names.
const AUTHOR: &[Place] = &[
    Place::Said(|said| &said.author),
    Place::Named(&[
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
    Place::Asked(label_of_card),
    Place::Asked(author_on_page),
];

/// When it was published; when it was changed only where nothing else is known.
const DATE: &[Place] = &[
    Place::Said(|said| &said.date),
    Place::Named(&[
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
        "article:modified_time",
        "dcterms.modified",
        "last-modified",
    ]),
    Place::Named(&["article:publicationdate", "publicationdate", "created", "timestamp"]),
    Place::Asked(date_on_page),
    Place::Asked(date_by_class),
];

/// The page's own attribute; then what cards and search engines are told.
const LANGUAGE: &[Place] = &[
    Place::Asked(|page| page.root_attribute("lang").or_else(|| page.root_attribute("xml:lang"))),
    Place::Named(&["og:locale", "dc.language", "dcterms.language", "language", "content-language"]),
    Place::Said(|said| &said.language),
];

/// The address that the page itself calls the right one.
const URL: &[Place] = &[
    Place::Asked(canonical),
    Place::Named(&["og:url", "parsely-link", "twitter:url", "dc.identifier"]),
    Place::Said(|said| &said.url),
];

/// A sentence below the title, if the page shows it there.
const DESCRIPTION: &[Place] = &[
    Place::Named(&[
        "og:description",
        "description",
        "twitter:description",
        "dc.description",
        "sailthru.description",
    ]),
    Place::Said(|said| &said.description),
];

/// What is known of an article before its text is read.
pub struct Known {
    /// Title, source and the rest.
    pub meta: Meta,
    /// All titles that the page gives, the best first.
    pub titles: Vec<String>,
    /// What it is about, in the page's words.
    pub description: Option<String>,
    /// The name of the page, as a browser shows it above its tab.
    pub page_name: Option<String>,
    /// The article's text, where JSON-LD has it, as written there.
    pub body: Option<String>,
}

/// A page that is asked about its article.
struct Page<'tree> {
    tree: &'tree Tree,
    said: Said,
    metas: Vec<(String, &'tree str)>,
}

/// Reads what a page says of its article.
pub fn read(tree: &Tree) -> Known {
    let page = Page { tree, said: json_ld::read(tree), metas: metas(tree) };
    let source = page.first(SOURCE);
    let titles: Vec<String> = TITLE
        .iter()
        .filter_map(|place| page.at(place))
        .map(|title| without_house(&title, source.as_deref()).to_owned())
        .collect();
    let author = AUTHOR.iter().filter_map(|place| page.at(place)).find_map(|author| names(&author));
    let url = URL
        .iter()
        .filter_map(|place| page.at(place))
        .find(|url| url.starts_with("http://") || url.starts_with("https://"));
    let meta = Meta {
        title: titles.first().cloned(),
        source: source.or_else(|| url.as_deref().and_then(host)),
        author,
        date: page.first(DATE).map(|date| date::to_iso(&date).unwrap_or(date)),
        language: LANGUAGE
            .iter()
            .filter_map(|place| page.at(place))
            .find_map(|language| two_letters(&language)),
        url,
    };
    let (description, page_name) = (page.first(DESCRIPTION), document_title(&page));
    Known { meta, titles, description, page_name, body: page.said.body }
}

/// The `<meta>` elements of a page: name in lower case, and value.
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
    fn first(&self, places: &[Place]) -> Option<String> {
        places.iter().find_map(|place| self.at(place))
    }

    fn at(&self, place: &Place) -> Option<String> {
        match place {
            Place::Said(field) => field(&self.said).clone(),
            Place::Named(names) => names.iter().find_map(|name| self.meta(name)),
            Place::Asked(ask) => ask(self),
        }
    }

    fn meta(&self, name: &str) -> Option<String> {
        self.metas.iter().filter(|(known, _)| known == name).find_map(|(_, content)| one_line(content))
    }

    fn root_attribute(&self, name: &str) -> Option<String> {
        one_line(self.tree.element(0)?.attribute(name)?)
    }

    /// Whether an attribute has a word.
    fn attribute_has(&self, node: NodeId, attribute: &str, word: &str) -> bool {
        let value =
            self.tree.element(node).and_then(|element| element.attribute(attribute)).unwrap_or_default();
        value.split_whitespace().any(|one| one.eq_ignore_ascii_case(word))
    }

    /// Whether an element's class has a word.
    fn has_word(&self, node: NodeId, wanted: &[&str]) -> bool {
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

/// `WordPress` plugins write "Written by" and a name for the cards of Slack.
fn label_of_card(page: &Page) -> Option<String> {
    let is_author = page.meta("twitter:label1").is_none_or(|label| label.to_lowercase().contains("by"));
    page.meta("twitter:data1").filter(|_| is_author)
}

fn author_on_page(page: &Page) -> Option<String> {
    const SURE: &[fn(&Page, NodeId) -> bool] = &[
        |page, node| page.attribute_has(node, "itemprop", "author"),
        |page, node| page.attribute_has(node, "rel", "author"),
        |page, node| page.has_word(node, &["byline", "byl", "author", "autor", "auteur"]),
    ];
    SURE.iter().find_map(|is_author| {
        let mut nodes = page.tree.elements().filter(|(node, element)| {
            !matches!(element.name(), "meta" | "link" | "html" | "body" | "article" | "main")
                && is_author(page, *node)
        });
        nodes.find_map(|(node, _)| names(&page.text_of(node)?))
    })
}

fn date_on_page(page: &Page) -> Option<String> {
    let published =
        page.tree.elements().filter(|(node, _)| page.attribute_has(*node, "itemprop", "datePublished"));
    let times = page.tree.elements().filter(|(_, element)| element.name() == "time");
    published.chain(times).find_map(|(node, element)| {
        let value = element.attribute("datetime").or_else(|| element.attribute("content"));
        let title =
            || element.attribute("title").filter(|title| title.starts_with(|c: char| c.is_ascii_digit()));
        value.or_else(title).and_then(one_line).or_else(|| page.text_of(node)).filter(|date| date.len() <= 60)
    })
}

/// Words in the classes of what shows when a page was published.
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
/// A longer text, in bytes, is more than a date.
const LONGEST_DATE: usize = 40;

/// The first short text with a year in it whose element is called a date: what old pages have in the place of `<time>`.
fn date_by_class(page: &Page) -> Option<String> {
    let is_called_date = |class: &str| {
        let mut words = Vec::new();
        split_words(class, &mut words);
        words.iter().any(|word| DATE_CLASSES.contains(&word.to_ascii_lowercase().as_str()))
    };
    let called =
        page.tree.elements().filter(|(_, element)| element.attribute("class").is_some_and(is_called_date));
    called.take(MOST_CALLED_DATES).find_map(|(node, element)| {
        let title = element.attribute("title").and_then(one_line).filter(|title| has_year(title));
        title.or_else(|| page.text_of(node).filter(|text| text.len() <= LONGEST_DATE && has_year(text)))
    })
}

/// How many elements that are called dates are looked at.
const MOST_CALLED_DATES: usize = 100;

/// Whether four digits that may be a year stand in a text, and no longer number there.
fn has_year(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")))
}

/// The longest author, in characters: longer ones are sentences about somebody.
const LONGEST_AUTHOR: usize = 200;
/// Words before a name.
const BEFORE_NAMES: &[&str] = &[
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

/// The names of a byline; none for an address, or for what is too long to be names.
fn names(byline: &str) -> Option<String> {
    let mut bare = byline.trim().trim_end_matches([',', '|', '·', '-', '–', '—']).trim();
    for before in BEFORE_NAMES {
        let opens = bare.get(..before.len()).is_some_and(|head| head.to_lowercase() == *before);
        if opens {
            bare = bare.get(before.len()..).unwrap_or_default().trim();
            break;
        }
    }
    let bare = without_date(bare.strip_prefix('@').unwrap_or(bare));
    let is_name = !bare.is_empty()
        && bare.chars().nth(LONGEST_AUTHOR).is_none()
        && bare.chars().any(char::is_alphabetic);
    (is_name && !bare.contains("://")).then(|| bare.to_owned())
}

/// What may stand between a name and a date, or a name and what its bearer is.
const BEHIND_NAMES: &[&str] = &[" | ", " · ", " • ", " — ", " – ", " - ", " / "];
/// Words between names and a date.
const BEFORE_DATES: &[&str] = &["on", "published", "posted", "updated", "am", "le", "publié"];

/// A byline without the date behind its names.
fn without_date(byline: &str) -> &str {
    if !byline.contains(|c: char| c.is_ascii_digit()) {
        return byline;
    }
    let bare = BEHIND_NAMES
        .iter()
        .filter_map(|between| byline.split_once(between))
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
        if !BEFORE_DATES.contains(&last.to_lowercase().as_str()) {
            break;
        }
        bare = names;
    }
    bare.trim_end_matches([',', ' ', '(', '-', '|', ':'])
}

/// ISO 639-1 out of a tag like `en-GB` or `pt_BR`.
fn two_letters(tag: &str) -> Option<String> {
    let language = tag.split(['-', '_', ',', ' ']).next()?.to_ascii_lowercase();
    (language.len() == 2 && language.chars().all(|c| c.is_ascii_lowercase())).then_some(language)
}

/// What stands between the parts of a page's title, such as the name of its house.
pub const BETWEEN: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", "_", ": "];

/// A title without the name of the house that follows it, or stands before it.
fn without_house<'title>(title: &'title str, house: Option<&str>) -> &'title str {
    let Some(house) = house else { return title };
    let bare = |text: &str| text.to_lowercase().trim_start_matches("the ").trim().to_owned();
    let house = bare(house);
    for between in BETWEEN {
        if let Some((before, behind)) = title.rsplit_once(between)
            && bare(behind) == house
            && !before.trim().is_empty()
        {
            return before.trim();
        }
        if let Some((before, behind)) = title.split_once(between)
            && bare(before) == house
            && !behind.trim().is_empty()
        {
            return behind.trim();
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
    fn cards_go_before_search_engines_and_names_of_elements_come_last() {
        let page = r#"<html lang="en-GB"><title>Talks go on | The Paper</title><meta property="og:title" content="Talks go on - The Paper">
            <meta property="og:site_name" content="The Paper"><meta name="article:published_time" content="2024-05-01T10:00:00+02:00">
            <link rel="canonical" href="https://paper.example/talks"><p class="byline">By Jo Park</p>"#;
        let read = meta(page);
        assert_eq!(read.title.as_deref(), Some("Talks go on"));
        assert_eq!(read.source.as_deref(), Some("The Paper"));
        assert_eq!(read.author.as_deref(), Some("Jo Park"));
        assert_eq!(read.date.as_deref(), Some("2024-05-01T10:00:00+02:00"));
        assert_eq!(read.language.as_deref(), Some("en"));
        assert_eq!(read.url.as_deref(), Some("https://paper.example/talks"));
    }

    #[test]
    fn dates_behind_names_are_no_names() {
        assert_eq!(names("By Ann Lee - Apr 16, 2015 8:02 pm UTC").as_deref(), Some("Ann Lee"));
        assert_eq!(names("by Jo Park March 25, 2015").as_deref(), Some("Jo Park"));
        assert_eq!(names("Ann Lee, Jo Park").as_deref(), Some("Ann Lee, Jo Park"));
        assert_eq!(names("By Ann Lee Published on 11 Feb 2019").as_deref(), Some("Ann Lee"));
        assert_eq!(names("By Ann Mayer 12 Sept. 2015").as_deref(), Some("Ann Mayer"));
        assert_eq!(names("By Ann Mayer, 2015").as_deref(), Some("Ann Mayer"));
        assert_eq!(names("12 May 2020"), None);
    }

    #[test]
    fn addresses_are_no_authors_and_no_other_scheme_is_an_address() {
        let page = "<meta property=article:author content='https://example.org/jo'><link rel=canonical href='javascript:x'><i rel=author>Jo</i>";
        assert_eq!(meta(page).author.as_deref(), Some("Jo"));
        assert_eq!(meta(page).url, None);
    }

    #[test]
    fn dates_in_words_are_iso_where_they_are_certain() {
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
    fn every_value_is_one_safe_line() {
        let page = "<meta property=og:title content='a&#27;[2J&#10;b&#x202e;'><title>x</title>";
        assert_eq!(meta(page).title.as_deref(), Some("a␛[2J b\u{fffd}"));
    }
}
