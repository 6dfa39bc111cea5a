//! A sample file of each format, in the style of the programs that write such files, is read through the commands.

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

fn whoswho(arguments: &[&str]) -> (String, String, i32) {
    let mut command = Command::cargo_bin("whoswho").expect("built");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let output = command.current_dir(folder).args(arguments).arg("--no-config").output().expect("run");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code().expect("a code"))
}

/// A file, its number of articles, and a part of the title, source, date and text of the first article. A part that is
/// empty is not checked.
type Sample = (&'static str, usize, &'static str, &'static str, &'static str, &'static str);

const SAMPLES: &[Sample] = &[
    (
        "formats/mail/newsletter.eml",
        1,
        "The ferry that nobody ordered",
        "harbourletter",
        "2025-11-24T",
        "ferry",
    ),
    (
        "formats/mail/outlook.eml",
        1,
        "Correction: the “Larkhaven plan”",
        "The Example Wire",
        "2025-11-25T",
        "plan",
    ),
    ("formats/mail/japanese.eml", 1, "港の新しい橋", "example.jp", "2025-11-27T", "橋"),
    ("formats/mail/ukrainian.eml", 1, "Міст через затоку", "visti.example.ua", "2025-11-28T", "рада"),
    ("formats/mail/gmail.mbox", 2, "Ferry model in the window", "larkhaven.test", "2025-11-24T", "ferry"),
    ("formats/mail/mailman.mbox", 2, "[harbour-talk] The bridge, again", "", "2025-", "bridge"),
    (
        "formats/data/newsapi.json",
        2,
        "Council looks at a ferry",
        "The Larkhaven Post",
        "2025-11-24T",
        "ferry",
    ),
    (
        "formats/data/news-please.json",
        2,
        "A ferry for Larkhaven",
        "larkhavenpost.test",
        "2025-11-24",
        "ferry",
    ),
    ("formats/data/wordpress.json", 1, "The ferry model", "blog.larkhaven.test", "2025-11-24T", "ferry"),
    (
        "formats/data/lexis.csv",
        2,
        "Council of Larkhaven sees ferry",
        "The Larkhaven Post",
        "2025-11-24",
        "ferry",
    ),
    ("formats/data/excel.csv", 2, "Fähre oder Brücke", "Larkhavener Post", "2025-11-24", "Fähre"),
    ("formats/feeds/wordpress.rss", 2, "Ferry talks resume", "The Harbour Ledger", "2024-03-05", "ferry"),
    ("formats/feeds/blogger.atom", 2, "The crane & the gulls", "Notes from the Quay", "2024-03-05", "crane"),
    ("formats/feeds/slashdot.rdf", 2, "Schöne Lampen", "Lampwire", "2024-03-", "amp"),
    ("formats/feeds/jsonfeed.json", 2, "The crane is red now", "Salt & Paper", "2024-03-05", "crane"),
    ("formats/feeds/koi8.rss", 2, "Паром вышел в море", "Портовый вестник", "", ""),
    ("formats/books/harbour-letters.epub", 2, "The tide table", "Harbour Letters", "2024-03-05", "pilots"),
    (
        "formats/newsboat/cache.db",
        2,
        "Ferry talks resume",
        "The Larkhaven Post",
        "2024-03-05T",
        "decided nothing",
    ),
    ("formats/text/three-pages.txt", 1, "Harbour commission asks three coastal towns", "", "", "sea wall"),
];

#[test]
fn every_sample_has_the_expected_title_source_date_and_text() {
    for (file, count, title, source, date, words) in SAMPLES {
        let (out, err, code) = whoswho(&["articles", "--format", "jsonl", file]);
        assert_eq!((err.as_str(), code), ("", 0), "{file}");
        let rows: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("a row")).collect();
        assert_eq!(rows.len(), *count, "{file}");
        let first = &rows[0];
        for (field, expected) in [("title", title), ("source", source), ("date", date)] {
            let value = first[field].as_str().unwrap_or_default();
            assert!(value.contains(expected), "{file}: {field}: {value}");
        }
        let key = first["article"].as_str().expect("a key");
        assert_eq!(key.contains('#'), *count > 1 || !key.ends_with(file), "{key}");
        let (text, err, code) = whoswho(&["text", key]);
        assert_eq!((err.as_str(), code), ("", 0), "{key}");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            text.to_lowercase().contains(&words.to_lowercase()) && text.contains(title),
            "{key}:\n{text}"
        );
    }
}

/// Pages on which a field cannot be found. The only one is a newspaper page of 2002. It shows its date above the
/// newspaper's name, where other pages show today's date. The name is only in a picture and before a colon.
const MISSING_FIELDS: &[(&str, &str)] =
    &[("tuning/table-layout.html", "date"), ("tuning/table-layout.html", "source")];

#[test]
fn every_page_has_title_source_date_and_text() {
    for half in ["tuning", "judging"] {
        let (out, err, code) = whoswho(&["articles", "--format", "jsonl", &format!("pages/{half}")]);
        assert_eq!(code, 0, "{err}");
        let pages = out.lines().filter(|line| line.contains(".html\"")).count();
        assert!(pages >= 10, "{half}: {pages}");
        for line in out.lines().filter(|line| line.contains(".html\"")) {
            let row: Value = serde_json::from_str(line).expect("a row");
            assert!(row["words"].as_u64() >= Some(10), "{line}");
            for field in ["title", "source", "date"] {
                let key = row["article"].as_str().expect("a key");
                let is_missing =
                    MISSING_FIELDS.iter().any(|(page, missing)| key.ends_with(page) && *missing == field);
                assert_eq!(row[field].is_null(), is_missing, "{field}: {line}");
            }
        }
    }
}

#[test]
fn metadata_is_also_read_from_visible_text() {
    let metadata = |page: &str| {
        let (out, ..) = whoswho(&["articles", "--format", "jsonl", &format!("pages/{page}.html")]);
        let row: Value = serde_json::from_str(out.lines().next().expect("a row")).expect("JSON");
        ["title", "source", "date", "author"].map(|field| row[field].as_str().unwrap_or("-").to_owned())
    };
    assert_eq!(
        metadata("judging/broken"),
        ["Dam operator ignored sensors, inquiry told", "Highland Post", "2019-02-11", "Morag Sinclair"]
    );
    assert_eq!(
        metadata("tuning/divs-br"),
        ["Fishermen find a cannon off Cape Rodon", "Gazeta e Detit", "2016-05-21", "-"]
    );
    assert_eq!(metadata("tuning/split-body")[2], "2023-05-18");
}

#[test]
fn opml_opens_local_feeds_and_says_that_remote_ones_are_not_fetched() {
    let (out, err, code) = whoswho(&["articles", "--format", "jsonl", "formats/feeds/feeds.opml"]);
    assert!(out.lines().count() >= 2, "{out}");
    assert!(err.contains("nothing is fetched"), "{err}");
    assert_eq!(code, 0);
}

#[test]
fn whole_flag_includes_text_outside_the_main_text() {
    let words = |arguments: &[&str]| {
        let (out, ..) = whoswho(
            &[&["articles", "--format", "jsonl", "pages/tuning/wordpress-classic.html"], arguments].concat(),
        );
        serde_json::from_str::<Value>(out.lines().next().expect("a row")).expect("JSON")["words"]
            .as_u64()
            .expect("a number")
    };
    assert!(words(&["--whole"]) > words(&[]));
}
