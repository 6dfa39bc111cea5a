use serde_json::{Value, json};

use super::*;
use crate::article::{Draft, Markup};

const NEWSAPI: &[u8] = include_bytes!("../../../tests/formats/data/newsapi.json");
const NEWS_PLEASE: &[u8] = include_bytes!("../../../tests/formats/data/news-please.json");
const ELASTICSEARCH: &[u8] = include_bytes!("../../../tests/formats/data/elasticsearch.jsonl");
const WORDPRESS: &[u8] = include_bytes!("../../../tests/formats/data/wordpress.json");
const LEXIS: &[u8] = include_bytes!("../../../tests/formats/data/lexis.csv");
const EXCEL: &[u8] = include_bytes!("../../../tests/formats/data/excel.csv");

/// Returns the items of a JSON text, each with its id.
fn items(bytes: &[u8]) -> Vec<Result<(Option<String>, Draft), String>> {
    let fields = Fields::default();
    let mut elements = Elements::new(&fields);
    let mut ranges = elements.feed(bytes);
    ranges.extend(elements.finish());
    let item = |range: std::ops::Range<u64>| {
        let bytes = &bytes[range.start as usize..range.end as usize];
        let draft = item::read(bytes, &fields)?;
        Ok((item::id_of(&json::read(bytes)?.0, &fields), draft))
    };
    ranges.into_iter().map(item).collect()
}

fn valid_items(bytes: &[u8]) -> Vec<(Option<String>, Draft)> {
    items(bytes).into_iter().filter_map(Result::ok).collect()
}

/// Returns the drafts of a table, each with its id.
fn rows(bytes: &[u8]) -> Vec<(Option<String>, Draft)> {
    let (fields, dialect) = (Fields::default(), table::dialect(bytes));
    let mut rows = table::Rows::new(dialect);
    let mut ranges = rows.feed(bytes);
    ranges.extend(rows.finish());
    let cells = |range: std::ops::Range<u64>| {
        table::cells(&bytes[range.start as usize..range.end as usize], dialect.delimiter, None)
    };
    let mut records = ranges.into_iter().map(cells);
    let columns = Columns::new(&records.next().unwrap(), &fields);
    let draft = |record: Vec<String>| (columns.id(&record), columns.draft(&record).unwrap());
    records.map(draft).collect()
}

/// Returns title, subtitle, author, source, date, language and URL; empty strings for missing values.
fn metadata(draft: &Draft) -> [&str; 7] {
    let meta = &draft.meta;
    [&meta.title, &draft.subtitle, &meta.author, &meta.source, &meta.date, &meta.language, &meta.url]
        .map(|value| value.as_deref().unwrap_or(""))
}

#[test]
fn newsapi_responses_are_read() {
    let items = valid_items(NEWSAPI);
    assert_eq!(items.len(), 2);
    assert_eq!(
        metadata(&items[0].1),
        [
            "Council looks at a ferry",
            "A model stands in the window of the town hall.",
            "Mara Lindqvist",
            "The Larkhaven Post",
            "2025-11-24T07:30:00Z",
            "",
            "https://www.larkhavenpost.test/2025/11/ferry",
        ]
    );
    assert!(items[0].1.body.ends_with("on Monday.\r\nTomas Reyes, the harbour master, laughed."));
    // Without content, the description is the text.
    assert_eq!(items[1].1.body, "Three hundred of four hundred want it.");
    assert_eq!(items[1].1.subtitle, None);
    assert_eq!(items[1].0, None);
}

#[test]
fn news_please_files_are_read() {
    let items = valid_items(NEWS_PLEASE);
    assert_eq!(
        metadata(&items[0].1),
        [
            "A ferry for Larkhaven",
            "What the council saw.",
            "Mara Lindqvist, Jo Park",
            "larkhavenpost.test",
            "2025-11-24 07:30:00",
            "en",
            "https://larkhavenpost.test/ferry",
        ]
    );
    assert_eq!(items[0].1.body, "The council of Larkhaven saw a ferry.\nIt was small, and it was white.");
    assert_eq!(items[1].1.meta.language.as_deref(), Some("uk"));
    assert_eq!(items[1].1.meta.author, None);
}

#[test]
fn elasticsearch_dumps_with_a_broken_line_are_read() {
    let all = items(ELASTICSEARCH);
    assert_eq!(all.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    assert!(all[1].as_ref().unwrap_err().starts_with("broken JSON: "));
    let items = valid_items(ELASTICSEARCH);
    assert_eq!(items[0].0.as_deref(), Some("a1"));
    assert_eq!(
        metadata(&items[0].1),
        [
            "Bridge or ferry",
            "",
            "Al Reed",
            "example.org",
            "2025-11-24T08:00:00Z",
            "en",
            "https://example.org/bridge-or-ferry"
        ]
    );
    assert_eq!(items[0].1.markup, Markup::Html);
    assert_eq!(items[1].1.markup, Markup::Plain);
}

#[test]
fn wordpress_posts_are_read() {
    let items = valid_items(WORDPRESS);
    assert_eq!(items[0].0.as_deref(), Some("41"));
    assert_eq!(metadata(&items[0].1)[..4], ["The ferry model", "", "", "blog.larkhaven.test"]);
    assert_eq!(items[0].1.markup, Markup::Html);
    assert!(items[0].1.body.starts_with("<p>Seen in the window"));
}

#[test]
fn title_references_are_decoded_and_a_number_is_not_an_author() {
    let post = json!({
        "title": { "rendered": "The ferry&#8217;s <em>model</em> &amp; more" }, "author": 3, "content": { "rendered": "<p>Text.</p>" },
    });
    let article = draft(&post);
    assert_eq!(article.meta.title.as_deref(), Some("The ferry’s model & more"));
    assert_eq!(article.meta.author, None);
    let named = json!({ "text": "Text.", "title": "1 < 2 <b", "author": 3, "byline": "By Jo Park" });
    assert_eq!(draft(&named).meta.author.as_deref(), Some("Jo Park"));
    assert_eq!(draft(&named).meta.title.as_deref(), Some("1 < 2 <b"));
}

#[test]
fn unambiguous_dates_become_iso() {
    for (date, expected) in [
        (json!("17 November 2025"), "2025-11-17"),
        (json!("20/11/2025"), "2025-11-20"),
        (json!("05/03/2025"), "05/03/2025"),
        (json!("20251115"), "2025-11-15"),
        (json!(1_763_600_000), "2025-11-20T00:53:20Z"),
        (json!(1_763_600_000_000_i64), "2025-11-20T00:53:20Z"),
        (json!("Yesterday"), "Yesterday"),
    ] {
        assert_eq!(draft(&json!({ "text": "Text.", "date": date })).meta.date.as_deref(), Some(expected));
    }
}

#[test]
fn lexis_and_excel_tables_are_read() {
    let rows_of_lexis = rows(LEXIS);
    assert_eq!(rows_of_lexis.len(), 2);
    let (name, draft) = &rows_of_lexis[0];
    assert_eq!(name.as_deref(), Some("5H7J-1"));
    assert_eq!(
        metadata(draft)[..5],
        ["Council of Larkhaven sees ferry, laughs", "", "Mara Lindqvist", "The Larkhaven Post", "2025-11-24"]
    );
    assert!(draft.body.ends_with("\"It will not float,\" Tomas Reyes said, \"and you know it.\""));
    let rows_of_excel = rows(EXCEL);
    assert_eq!(
        metadata(&rows_of_excel[0].1)[..5],
        ["Fähre oder Brücke", "", "Mara Lindqvist", "Larkhavener Post", "2025-11-24"]
    );
    assert_eq!(rows_of_excel[0].1.body, "Der Rat von Larkhaven sah am Montag ein Modell; es war weiß.");
    assert_eq!(rows_of_excel[1].1.meta.author, None);
}

fn draft(value: &Value) -> Draft {
    from_json(value, &Fields::default()).unwrap()
}

#[test]
fn values_of_every_kind_become_text() {
    let article = draft(&json!({
        "content": [{ "type": "p", "text": "One." }, { "type": "p", "text": "Two." }],
        "headline": { "main": "Talks\n go on", "kicker": "x" },
        "byline": { "original": "By Jo Park" },
        "authors": [],
        "publisher": { "name": "The Post", "url": "x" },
        "date": { "$date": { "$numberLong": "1763971200000" } },
        "language": "English",
        "link": "javascript:alert(1)",
        "guid": "https://a.test/1",
    }));
    assert_eq!(article.body, "One.\n\nTwo.");
    assert_eq!(
        metadata(&article),
        ["Talks go on", "", "Jo Park", "The Post", "2025-11-24T08:00:00Z", "en", "https://a.test/1"]
    );
    let article = draft(
        &json!({ "text": ["See ", { "type": "link", "text": "https://a.test" }, " now."], "author": "['Jo Park', 'Al Reed']", "date": 1_763_971_200 }),
    );
    assert_eq!(article.body, "See https://a.test now.");
    assert_eq!(metadata(&article)[2..5], ["Jo Park, Al Reed", "", "2025-11-24T08:00:00Z"]);
    for (date, expected) in [
        (json!(20_251_124), "2025-11-24"),
        (json!("202511241000"), "2025-11-24T10:00:00"),
        (json!(1_763_971_200.5), "2025-11-24T08:00:00Z"),
        (json!(2025), "2025"),
    ] {
        assert_eq!(draft(&json!({ "text": "x", "date": date })).meta.date.as_deref(), Some(expected));
    }
}

#[test]
fn html_is_detected_by_its_tags() {
    for (text, is_html) in [
        ("<p>One</p>", true),
        ("One<BR>two", true),
        ("See <a href='x'>this</a>", true),
        ("a < b and b > c", false),
        ("an <example> of it", false),
        ("<", false),
        ("é<é", false),
    ] {
        assert_eq!(draft(&json!({ "text": text })).markup == Markup::Html, is_html, "{text}");
    }
}

#[test]
fn custom_fields_are_paths_and_common_ones_are_in_table_order() {
    let value = json!({ "description": "Summary.", "Content": { "Body": "Text." }, "meta": { "who": ["Jo", "Al"] }, "content.flat": "Flat.", "n": 7 });
    let fields = Fields::from_args(&["text=content.body", "author=meta.who.1", "id=n"]).unwrap();
    let article = from_json(&value, &fields).unwrap();
    assert_eq!((article.body.as_str(), article.meta.author.as_deref()), ("Text.", Some("Al")));
    assert_eq!(item::id_of(&value, &fields).as_deref(), Some("7"));
    let flat = Fields::from_args(&["text=none", "text=content.flat"]).unwrap();
    assert_eq!(from_json(&value, &flat).unwrap().body, "Flat.");
    assert_eq!(draft(&value).body, "Text.");
    assert_eq!(
        draft(&json!({ "summary": "b", "body": "a", "text": "" })),
        Draft { body: "a".to_owned(), ..Draft::default() }
    );
}

#[test]
fn an_item_without_text_reports_its_keys() {
    let error = |value: Value, fields: &Fields| from_json(&value, fields).unwrap_err();
    let common = Fields::default();
    assert_eq!(
        error(json!({ "lede": "x", "a\u{1b}b": 1 }), &common),
        "no text found; keys: lede, a␛b; name the text with --field text=KEY"
    );
    assert_eq!(error(json!({}), &common), "no text found; keys: none; name the text with --field text=KEY");
    assert_eq!(error(json!({ "text": "" }), &common), "the text is empty");
    assert_eq!(error(json!({ "text": null }), &common), "the text is empty");
    assert_eq!(
        error(json!({ "story": null }), &Fields::from_args(&["text=story"]).unwrap()),
        "the text is empty"
    );
    assert!(error(json!([1]), &common).starts_with("not an object"));
    let misspelt = Fields::from_args(&["text=boddy"]).unwrap();
    assert_eq!(
        error(json!({ "body": "x" }), &misspelt),
        "no key `boddy`, which --field names as the text; keys: body"
    );
    let two = Fields::from_args(&["text=lede", "text=content.body"]).unwrap();
    assert_eq!(
        error(json!({ "body": "x" }), &two),
        "no key `lede` or `content.body`, which --field names as the text; keys: body"
    );
    let many: serde_json::Map<String, Value> = (0..20).map(|n| (format!("k{n}"), json!(1))).collect();
    assert!(error(Value::Object(many), &common).contains("k11, 8 more;"));
}

#[test]
fn advice_on_a_value_that_is_cut_does_not_repeat_it() {
    let error = Fields::from_args(&["k".repeat(41)]).unwrap_err();
    assert!(error.ends_with("k…`: missing `=`; write `text=KEY` if that key holds the text"), "{error}");
    let error = Fields::from_args(&["k".repeat(40)]).unwrap_err();
    assert!(error.contains("kk`: missing `=`; write `text=kk"), "{error}");
}

/// Regression: a text that is null used to be an error where an empty one is not.
#[test]
fn a_title_may_be_all_that_is_left_of_an_article() {
    for item in [
        json!({ "title": "Gone", "body": "" }),
        json!({ "title": "Gone", "body": null }),
        json!({ "title": "Gone", "body": null, "content": "" }),
    ] {
        let article = draft(&item);
        assert_eq!((article.meta.title.as_deref(), article.body.as_str()), (Some("Gone"), ""), "{item}");
    }
}

#[test]
fn values_are_safe_for_a_terminal() {
    let article = draft(
        &json!({ "text": "x", "title": "a\u{1b}[2J\nb", "author": ["\u{9b}"], "source": "\u{202e}", "date": "\u{7}", "url": "https://a\u{1b}" }),
    );
    assert!(
        metadata(&article)
            .iter()
            .all(|value| !value.contains(char::is_control) && !value.contains('\u{202e}'))
    );
    let id = item::id_of(&json!({ "id": "\u{1b}\n" }), &Fields::default());
    assert_eq!(id.as_deref(), Some("␛"));
}
