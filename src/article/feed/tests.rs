//! Tests with well-formed, sloppy and hostile feeds.

use super::*;
use crate::article::draft::Markup;

macro_rules! sample {
    ($name:literal) => {
        read(include_bytes!(concat!("../../../tests/formats/feeds/", $name))).unwrap()
    };
}

fn meta_of(entry: &Entry) -> [Option<&str>; 6] {
    let meta = &entry.draft.meta;
    [&meta.title, &meta.author, &meta.date, &meta.source, &meta.language, &meta.url].map(Option::as_deref)
}

fn names(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.name.as_str()).collect()
}

#[test]
fn wordpress_rss() {
    let entries = sample!("wordpress.rss");
    let expected = [
        Some("Ferry talks resume after a week’s pause & a storm"),
        Some("Maren Oduya"),
        Some("2024-03-05T14:12:40+00:00"),
        Some("The Harbour Ledger"),
        Some("en"),
        Some("https://harbourledger.example/2024/03/ferry-talks/"),
    ];
    assert_eq!(meta_of(&entries[0]), expected);
    assert_eq!(entries[0].draft.markup, Markup::Html);
    assert!(entries[0].draft.body.contains("Tilda Renn, who sat"), "the content, not the teaser");
    assert_eq!(entries[1].draft.body, "Two hundred and six, of which nine are dark.");
    assert_eq!(entries[1].draft.markup, Markup::Plain);
    assert_eq!(
        names(&entries),
        ["https://harbourledger.example/?p=1182", "https://harbourledger.example/?p=1177"]
    );
}

#[test]
fn blogger_atom_with_escaped_and_inline_markup() {
    let entries = sample!("blogger.atom");
    let expected = [
        Some("The crane & the gulls"),
        Some("Maren Oduya"),
        Some("2024-03-05T09:58:00-08:00"),
        Some("Notes from the Quay"),
        Some("en"),
        Some("https://quay.example/2024/03/crane.html"),
    ];
    assert_eq!(meta_of(&entries[0]), expected);
    assert_eq!(
        entries[0].draft.body,
        "<div>Tilda Renn had the crane painted.<br /><br />The gulls &amp; the crew approve.</div>"
    );
    let expected = [
        Some("A quiet week"),
        Some("Ivo Lanz"),
        Some("2024-02-28T00:00:00+00:00"),
        Some("Notes from the Quay"),
        Some("de"),
        Some("https://quay.example/2024/02/quiet.html"),
    ];
    assert_eq!(meta_of(&entries[1]), expected);
    assert!(entries[1].draft.body.contains("<p>Im Hafen lag <b>kein</b> Schiff.</p><p></p>"));
}

#[test]
fn rdf_items_are_next_to_the_channel() {
    let entries = sample!("slashdot.rdf");
    let expected = [
        Some("Schöne Lampen Are Back, Says a Museum"),
        Some("tilda_r"),
        Some("2024-03-05T14:40:00+00:00"),
        Some("Lampwire"),
        Some("en"),
        Some("https://lampwire.example/story/24/03/05/1?from=rss"),
    ];
    assert_eq!(meta_of(&entries[0]), expected);
    assert_eq!(entries[0].draft.markup, Markup::Html);
    assert_eq!(entries[1].draft.meta.author, None, "the channel's address is not an author");
}

#[test]
fn koi8_and_titles_without_bodies() {
    let entries = sample!("koi8.rss");
    assert_eq!(entries[0].draft.meta.title.as_deref(), Some("Паром вышел в море «Северное»"));
    assert!(entries[0].draft.body.starts_with("Капитан Лев Орлов"));
    assert_eq!(entries[1].draft.meta.title.as_deref(), Some("Маяк починят к весне"));
    assert_eq!(entries[1].draft.body, "");
}

#[test]
fn videos_and_podcasts_are_read_by_their_descriptions() {
    let entries = sample!("youtube.atom");
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].name, "yt:video:abc123");
    assert_eq!(entries[0].draft.meta.title.as_deref(), Some("Tilda Renn speaks at the quay"));
    assert!(entries[0].draft.body.starts_with("The harbourmaster on ferries.\n\n00:00"));

    let entries = sample!("podcast.rss");
    let title_and_author =
        |entry: &Entry| (entry.draft.meta.title.clone().unwrap(), entry.draft.meta.author.clone().unwrap());
    assert_eq!(title_and_author(&entries[0]), ("The ferry question".to_owned(), "Radio Ansel".to_owned()));
    assert_eq!(title_and_author(&entries[1]), ("The lamps".to_owned(), "Maren Oduya".to_owned()));
    assert!(entries[0].draft.body.contains("<li>03:00 the storm</li>"));
    assert_eq!(entries[1].draft.body, "Maren Oduya counts lamps.");
    assert_eq!(entries[0].draft.meta.date.as_deref(), Some("2024-03-01T05:00:00+00:00"));
    assert_eq!(entries[1].draft.meta.date.as_deref(), Some("2024-02-23T05:00:00-05:00"));
}

#[test]
fn relative_links_are_resolved_against_the_base() {
    let entries = sample!("drupal.rss");
    assert_eq!(entries[0].draft.meta.url.as_deref(), Some("https://ministry.example/news/envoy"));
    assert_eq!(entries[0].draft.meta.language.as_deref(), Some("uk"));
    assert_eq!(entries[0].name, "4411 at https://ministry.example");
}

/// Regression: an escape character in the base used to reach the links of all entries.
#[test]
fn base_is_sanitised_before_links_are_resolved() {
    let feed = "<feed xml:base='https://salt.example/\u{1b}[2J\u{202e}&#27;/'><entry><title>A</title><link href='b'/></entry></feed>";
    let entries = read(feed.as_bytes()).unwrap();
    let url = entries[0].draft.meta.url.as_deref();
    assert_eq!(url, Some("https://salt.example/\u{241b}[2J\u{fffd}\u{241b}/b"));
}

#[test]
fn json_feed() {
    let entries = sample!("jsonfeed.json");
    let expected = [
        Some("The crane is red now"),
        Some("Maren Oduya"),
        Some("2024-03-05T11:00:00+01:00"),
        Some("Salt & Paper"),
        Some("en"),
        Some("https://salt.example/2024/crane"),
    ];
    assert_eq!(meta_of(&entries[0]), expected);
    assert_eq!(meta_of(&entries[1])[..2], [None, Some("Ivo Lanz")]);
    assert_eq!((entries[1].name.as_str(), entries[1].draft.markup), ("42", Markup::Plain));
}

#[test]
fn broken_feed_yields_what_it_contains() {
    let entries = sample!("broken.rss");
    let titles: Vec<_> = entries.iter().filter_map(|entry| entry.draft.meta.title.as_deref()).collect();
    assert_eq!(
        titles,
        ["Prices < costs, say Renn & Lanz &b;", "Second, never closed", "Shouting", "Cut off"]
    );
    let first = &entries[0].draft;
    assert_eq!(first.meta.source.as_deref(), Some("Marks & Co News"));
    assert_eq!(first.meta.url.as_deref(), Some("http://marks.example/1?a=1&b=2"));
    assert_eq!(first.meta.date.as_deref(), Some("2024-03-05T14:29:00"));
    assert!(first.body.starts_with("<p>The harbour lost money.<br>"));
    assert_eq!(
        entries[1].draft.body, "It was \u{7}a long\nnight.",
        "sanitized only when it becomes an article"
    );
    assert_eq!(
        entries[2].draft.meta.date.as_deref(),
        Some("yesterday"),
        "a date in an unknown format is kept as written"
    );
    assert_eq!(entries[3].draft.body, "<p>The last para");
}

#[test]
fn names_are_stable_when_the_feed_grows_at_the_top() {
    let item = |id: &str, title: &str| format!("<item><guid>{id}</guid><title>{title}</title></item>");
    let feed = |items: &[String]| {
        read(format!("<rss><channel>{}</channel></rss>", items.concat()).as_bytes()).unwrap()
    };
    let mut items = vec![item("1", "b"), item("1", "a"), item("", "c"), item("", "c")];
    let before = feed(&items);
    assert_eq!(names(&before), ["1~2", "1", "c~2", "c"]);
    items.insert(0, item("1", "new"));
    items.insert(0, item("9", "new"));
    let after = feed(&items);
    assert_eq!(names(&after)[..2], ["9", "1~3"]);
    assert_eq!(after[2..], before);
}

#[test]
fn entry_without_id_is_named_by_link_then_title_and_date_then_hash() {
    let feed = "<feed><entry><link href='https://a.example/1'/><title>t</title></entry>
        <entry><title>t</title><updated>2024-03-05</updated></entry><entry><summary>Words.</summary></entry>
        <entry><id> </id><category term='x'/></entry></feed>";
    let entries = read(feed.as_bytes()).unwrap();
    assert_eq!(names(&entries)[..2], ["https://a.example/1", "t 2024-03-05"]);
    assert!(entries[2].name.starts_with("untitled "));
    assert_eq!(entries.len(), 3, "an entry without title and text is dropped");
}

#[test]
fn atom_0_3_and_a_lone_entry() {
    let old = "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>P</title><entry><title mode='escaped' type='text/html'>A &amp;amp; B</title>
        <issued>2004-01-02T03:04:05Z</issued><content type='application/xhtml+xml' mode='xml'><div>Hello <b>there</b></div></content></entry></feed>";
    let entries = read(old.as_bytes()).unwrap();
    assert_eq!(
        meta_of(&entries[0])[..4],
        [Some("A & B"), None, Some("2004-01-02T03:04:05+00:00"), Some("P")]
    );
    assert_eq!(entries[0].draft.body, "<div>Hello <b>there</b></div>");
    let alone =
        read(b"<?xml version='1.0'?><entry xmlns='http://www.w3.org/2005/Atom'><title>One</title></entry>")
            .unwrap();
    assert_eq!(names(&alone), ["One"]);
}

#[test]
fn metadata_is_one_safe_line() {
    let feed = "<rss><channel><title>a&#27;]0;x&#7;\nb</title><item><title>&#x202E;x\n\ty&#155;</title><author>\u{1B}[2J</author>
        <link>https://a.example/\u{1B}&#10;b</link><pubDate>\u{7}</pubDate><guid>g\n\u{9B}</guid></item></channel></rss>";
    let entries = read(feed.as_bytes()).unwrap();
    for value in meta_of(&entries[0]).into_iter().flatten().chain([entries[0].name.as_str()]) {
        assert!(!value.contains(|c: char| c.is_control() || c == '\u{202E}'), "{value:?}");
    }
}

#[test]
fn non_feed_is_a_one_line_error() {
    for (bytes, part) in [
        (&b""[..], "empty; feeds start with"),
        (b"<!DOCTYPE html><html><body>", "a web page, not a feed"),
        (b"<svg/>", "not a feed; feeds start with"),
        (b"\0\xFF", "not a feed; feeds start with"),
        (b"{}", "not a JSON Feed"),
    ] {
        let error = read(bytes).unwrap_err();
        assert!(error.contains(part) && !error.contains('\n'), "{error}");
    }
    assert_eq!(read(b"<rss version='2.0'></rss>"), Ok(Vec::new()));
    let error = read(b"<rss><item><guid>1</guid></item><item/></rss>").unwrap_err();
    assert_eq!(error, "none of the feed's 2 entries has a title or text");
    let error = read(b"<rss><item><guid>1</guid></item></rss>").unwrap_err();
    assert_eq!(error, "the feed's only entry has neither title nor text");
}

#[test]
fn undecodable_bytes_are_counted_per_entry() {
    let mut bytes = "<rss><item><title>a</title><description>жжжж жжжж жжжж жжжж ".as_bytes().to_vec();
    bytes.push(0xFF);
    bytes.extend_from_slice("</description></item><item><title>b</title></item></rss>".as_bytes());
    let lost: Vec<u32> = read(&bytes).unwrap().iter().map(|entry| entry.draft.undecoded).collect();
    assert_eq!(lost, [1, 0]);
}

#[test]
fn hostile_feeds_take_linear_time() {
    let bomb = "<!DOCTYPE rss [<!ENTITY a '&#38;a;&#38;a;'>]><rss><item><title>&a;</title></item></rss>";
    assert_eq!(read(bomb.as_bytes()).unwrap()[0].draft.meta.title.as_deref(), Some("&a;"));
    for piece in [
        "<item>",
        "<item><title>",
        "<a>",
        "<b c='",
        "<![CDATA[",
        "<!--",
        "<!DOCTYPE x [",
        "&#",
        "<",
        "</item>",
        "<channel>",
    ] {
        for root in ["<rss>", "<feed><entry>", "<rdf:RDF><item><title>"] {
            let _ = read(format!("{root}{}", piece.repeat(10_000)).as_bytes());
        }
    }
    let many = format!("<rss>{}</rss>", "<item><title>t</title></item>".repeat(MAX_ENTRIES + 1));
    assert!(read(many.as_bytes()).unwrap_err().contains("more than 200000 entries"));
}

proptest::proptest! {
    #[test]
    fn shuffled_parts_yield_entries_with_unique_safe_names(
        pieces in proptest::collection::vec(proptest::sample::select(vec![
            "<rss>", "<feed xmlns:a='b'", "<channel>", "<item>", "</item>", "<entry xml:base='/x'>", "<title>", "</title>", "<guid>", "1",
            "<link href='", "'>", "/>", "<description>", "]]>", "<![CDATA[", "<!--", "-->", "<!DOCTYPE [", "&amp;", "&#27;", "&", "<",
            "\u{1B}", "ж", "<media:group>", "<author><name>", "2024-03-05", "<pubDate>", "type='html'", "mode='base64'", "{\"items\":[", "}", " ",
        ]), 0..60)
    ) {
        if let Ok(entries) = read(pieces.concat().as_bytes()) {
            let mut seen = std::collections::HashSet::new();
            for entry in &entries {
                proptest::prop_assert!(seen.insert(&entry.name), "{} twice", entry.name);
                for line in meta_of(entry).into_iter().flatten().chain([entry.name.as_str()]) {
                    proptest::prop_assert!(!line.contains(char::is_control), "{line:?}");
                }
            }
        }
    }

    #[test]
    fn any_bytes_are_a_feed_or_a_one_line_error(bytes: Vec<u8>) {
        if let Err(line) = read(&bytes) {
            proptest::prop_assert!(!line.contains('\n'));
        }
    }
}
