//! The output of every command in a pipe: rows, formats, order, offsets, exit codes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;

use crate::support::corpus::{ARTICLES, list_of, test_dir};
use crate::support::program::{Output, TestFolder, keys, number, text};
use serde_json::{Value, json};

/// The documented columns of each command, in order.
const COLUMNS: &[(&str, &[&str])] = &[
    (
        "articles",
        &[
            "article",
            "title",
            "source",
            "author",
            "date",
            "language",
            "words",
            "mentions",
            "entities",
            "partial",
            "undecoded",
            "copies",
            "copied_in",
            "url",
        ],
    ),
    ("entities", &["name", "id", "kind", "mentions", "articles", "ambiguous", "surfaces"]),
    (
        "mentions",
        &[
            "article",
            "entity",
            "id",
            "kind",
            "surface",
            "start",
            "end",
            "block",
            "paragraph",
            "sentence",
            "rule",
            "line",
            "status",
            "candidates",
        ],
    ),
    (
        "concordance Kyiv",
        &["article", "entity", "start", "end", "left", "surface", "right", "block", "paragraph"],
    ),
    (
        "cooccur",
        &["a", "b", "unit", "joint", "count_a", "count_b", "units", "g2", "logdice", "npmi", "jaccard"],
    ),
    ("compare", &["entity", "kind", "articles", "mentions", "cells", "spellings"]),
    ("check", &["severity", "file", "line", "column", "message", "help"]),
];

/// Returns the cells of CSV output, header first.
fn cells(output: &Output) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(output.out.as_slice());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Returns the keys expected in a JSON row: `candidates` only if the row is ambiguous.
fn expected_keys(columns: &[&'static str], row: &Value) -> Vec<&'static str> {
    let is_ambiguous = row["status"] == "ambiguous";
    columns.iter().copied().filter(|column| *column != "candidates" || is_ambiguous).collect()
}

/// Formats a JSON value as a CSV cell.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[test]
fn rows_have_the_documented_keys_in_order() {
    let dir = test_dir();
    for (command, columns) in COLUMNS {
        let rows = dir.run(&format!("{command} news --format jsonl")).assert_ok().rows();
        assert!(!rows.is_empty(), "{command}");
        for row in rows {
            assert_eq!(keys(&row), expected_keys(columns, &row), "{command}");
        }
    }
}

#[test]
fn json_output_has_the_rows_of_jsonl() {
    let dir = test_dir();
    for (command, _) in COLUMNS {
        let lines = dir.run(&format!("{command} news --format jsonl")).assert_ok().rows();
        let array: Value =
            serde_json::from_str(dir.run(&format!("{command} news --format json")).assert_ok().text())
                .expect(command);
        assert_eq!(array, Value::Array(lines), "{command}");
    }
}

#[test]
fn csv_output_has_the_columns_and_values_of_jsonl() {
    let dir = test_dir();
    for (command, columns) in COLUMNS.iter().filter(|(command, _)| *command != "compare") {
        let rows = dir.run(&format!("{command} news --format jsonl")).assert_ok().rows();
        let csv = cells(&dir.run(&format!("{command} news --format csv")).assert_ok());
        assert_eq!(csv[0], *columns, "{command}");
        let expected: Vec<Vec<String>> =
            rows.iter().map(|row| columns.iter().map(|column| cell(&row[*column])).collect()).collect();
        assert_eq!(csv[1..], expected, "{command}");
    }
}

#[test]
fn compare_csv_has_one_column_per_article() {
    let dir = test_dir();
    let rows = dir.run("compare news --format jsonl").assert_ok().rows();
    let csv = cells(&dir.run("compare news --format csv").assert_ok());
    let articles: Vec<&str> = ARTICLES.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        csv[0],
        [&["entity", "kind", "articles", "mentions"], articles.as_slice(), &["spellings"]].concat()
    );
    for (line, row) in csv[1..].iter().zip(&rows) {
        assert_eq!(keys(&row["cells"]), articles, "the order of articles");
        let before = ["entity", "kind", "articles", "mentions"].map(|key| cell(&row[key]));
        let counts = articles.iter().map(|article| cell(&row["cells"][*article]));
        let spellings = [cell(&row["spellings"])];
        assert_eq!(*line, before.into_iter().chain(counts).chain(spellings).collect::<Vec<_>>());
    }
    assert_eq!(csv.len(), rows.len() + 1);
}

#[test]
fn table_has_a_header_and_one_line_per_row() {
    let dir = test_dir();
    let has_other_table = |command: &str| ["compare", "check", "concordance Kyiv"].contains(&command);
    for (command, columns) in COLUMNS.iter().filter(|(command, _)| !has_other_table(command)) {
        let rows = dir.run(&format!("{command} news --format jsonl")).assert_ok().rows();
        let table = dir.run(&format!("{command} news")).assert_ok();
        let lines: Vec<&str> = table.text().lines().collect();
        assert_eq!(lines.len(), rows.len() + 1, "{command}");
        // The table leaves out columns that are empty in all rows: null, false or an empty object.
        let is_used = |column: &&&str| {
            rows.iter().any(|row| match &row[**column] {
                serde_json::Value::Null | serde_json::Value::Bool(false) => false,
                serde_json::Value::Object(members) => !members.is_empty(),
                _ => true,
            })
        };
        let shown: Vec<&str> = columns.iter().filter(is_used).copied().collect();
        assert_eq!(lines[0].split_whitespace().collect::<Vec<_>>(), shown, "{command}");
        assert!(!table.text().contains('\u{1b}'), "{command}: no colour in a pipe");
    }
    let table = dir.run("compare news").assert_ok();
    for (name, _) in ARTICLES {
        assert!(table.text().contains(&format!("({name})")), "the legend names every column's article");
    }
}

#[test]
fn name_broken_across_lines_is_one_row_on_one_line() {
    let dir = test_dir();
    dir.write(
        "broken.txt",
        "Title\n\nHere is Volodymyr\r\nZelensky and Kyiv\tPost.\n\nVolodymyr\n\nZelensky\n",
    );
    let run = |format: &str| {
        dir.run(&format!("mentions broken.txt -e news/entities.toml --format {format}")).assert_ok()
    };
    let rows = run("jsonl").rows();
    let surfaces: Vec<&str> = rows.iter().map(|row| text(row, "surface")).collect();
    assert_eq!(surfaces[..2], ["Volodymyr\nZelensky", "Kyiv\tPost"]);
    assert_eq!(surfaces[2..], ["Volodymyr", "Zelensky"], "but not across a blank line");
    assert_eq!((number(&rows[0], "start"), number(&rows[0], "end")), (15, 33));
    let table = run("table");
    assert_eq!(table.text().lines().count(), rows.len() + 1);
    assert!(!table.text().contains('\t'));
    let csv = cells(&run("csv"));
    assert_eq!((csv.len(), csv[1][4].as_str()), (rows.len() + 1, "Volodymyr\nZelensky"));
}

#[test]
fn mentions_follow_the_matching_rules() {
    let dir = test_dir();
    let rows = dir.run("mentions news/9.txt --format jsonl").assert_ok().rows();
    let found: Vec<(&str, &str, &str, u64, u64, u64)> = rows
        .iter()
        .map(|row| {
            let (paragraph, sentence) = (number(row, "paragraph"), number(row, "sentence"));
            (
                text(row, "surface"),
                text(row, "id"),
                text(row, "rule"),
                number(row, "line"),
                paragraph,
                sentence,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("Łódź", "lodz", "name", 36, 1, 1),
            ("Zelenskyy", "volodymyr-zelensky", "alias", 4, 2, 2),
            ("Łódź", "lodz", "name", 36, 2, 2),
            ("Lodz", "lodz", "name", 36, 2, 2),
            ("Зеленський", "volodymyr-zelensky", "alias", 4, 2, 3),
            ("Kyiv Post", "kyiv-post", "name", 12, 3, 4),
            ("Kyiv", "kyiv", "name", 8, 3, 4),
            ("Springfield", "", "alias", 23, 3, 4),
        ]
    );
    let blocks: Vec<&str> = rows.iter().map(|row| text(row, "block")).collect();
    assert_eq!(blocks[0], "title");
    assert!(blocks[1..].iter().all(|block| *block == "paragraph"));
}

#[test]
fn ambiguous_row_names_no_entity_and_lists_the_candidates() {
    let rows = test_dir().run("mentions news --format jsonl").assert_ok().rows();
    let ambiguous: Vec<&Value> = rows.iter().filter(|row| row["status"] == "ambiguous").collect();
    assert_eq!(ambiguous.len(), 1);
    let row = ambiguous[0];
    assert_eq!((&row["entity"], &row["id"], &row["kind"]), (&Value::Null, &Value::Null, &Value::Null));
    assert_eq!(row["candidates"], json!(["Springfield, Illinois", "Springfield, Oregon"]));
    assert!(rows.iter().all(|row| row["status"] == "ambiguous" || row["candidates"].is_null()));
}

#[test]
fn nested_and_boilerplate_mentions_are_printed_only_on_request() {
    let dir = test_dir();
    let rows = |flags: &str| {
        let rows = dir.run(&format!("mentions news/9.txt --format jsonl {flags}")).assert_ok().rows();
        rows.into_iter().map(|row| row.to_string()).collect::<Vec<_>>()
    };
    let plain = rows("");
    let added_by = |flags: &str| {
        let rows = rows(flags);
        assert!(plain.iter().all(|row| rows.contains(row)), "the other rows stay");
        let added: Vec<Value> = rows
            .iter()
            .filter(|row| !plain.contains(row))
            .map(|row| serde_json::from_str(row).unwrap())
            .collect();
        added
            .iter()
            .map(|row| format!("{} {}", text(row, "surface"), text(row, "status")))
            .collect::<Vec<_>>()
    };
    assert_eq!(added_by("--nested"), ["Kyiv nested"]);
    assert_eq!(added_by("--boilerplate"), ["Geneva certain", "Springfield ambiguous"]);
    assert_eq!(
        added_by("--nested --boilerplate"),
        ["Kyiv nested", "Geneva certain", "Springfield ambiguous"]
    );
    let starts: Vec<u64> = rows("--nested --boilerplate")
        .iter()
        .map(|row| number(&serde_json::from_str(row).unwrap(), "start"))
        .collect();
    assert!(starts.is_sorted(), "in the order of the text");
}

#[test]
fn offsets_slice_the_file_as_code_points() {
    let dir = test_dir();
    let rows = dir.run("mentions news --format jsonl --nested --boilerplate").assert_ok().rows();
    let mut sliced = BTreeMap::new();
    for row in rows.iter().filter(|row| !text(row, "article").contains(".md")) {
        let bytes = std::fs::read(dir.path().join(text(row, "article"))).unwrap();
        let contents = String::from_utf8(bytes).unwrap();
        let as_text = contents.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let (start, end) = (number(row, "start") as usize, number(row, "end") as usize);
        let slice: String = as_text.chars().skip(start).take(end - start).collect();
        assert_eq!(slice, text(row, "surface"), "{row}");
        *sliced.entry(text(row, "article").to_owned()).or_insert(0) += 1;
    }
    assert_eq!(sliced.keys().collect::<Vec<_>>(), ["news/10.txt", "news/11.txt", "news/9.txt"]);
}

#[test]
fn yaml_and_toml_headers_give_the_metadata() {
    let rows = test_dir().run("articles news --format jsonl").assert_ok().rows();
    let metadata =
        |row: &Value| ["title", "source", "author", "date", "language"].map(|key| row[key].clone());
    assert_eq!(
        metadata(&rows[0]),
        [json!("Talks in Geneva"), json!("The Paper"), json!("Jo Park"), json!("2025-11-24"), json!("en")]
    );
    assert_eq!(
        metadata(&rows[4]),
        [json!("A TOML header"), json!("Other Paper"), Value::Null, json!("2025-11-25"), Value::Null]
    );
    let titles: Vec<&str> = rows[1..4].iter().map(|row| text(row, "title")).collect();
    assert_eq!(titles, ["Żółw in Łódź", "A CRLF file", "Kyiv opens a BOM file"]);
}

#[test]
fn text_files_may_have_yaml_headers_and_markdown_toml_headers() {
    let dir = TestFolder::with(&[
        ("a/1.txt", "---\ntitle: \"Talks: again\"\nsource: 'Paper'\n---\nKyiv.\n"),
        ("a/2.md", "+++\ntitle = \"Plus\"\nauthors = [\"A\", \"B\"]\n+++\nKyiv.\n"),
        ("a/entities.toml", "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n"),
    ]);
    let rows = dir.run("articles a --format jsonl").assert_ok().rows();
    assert_eq!((text(&rows[0], "title"), text(&rows[0], "source")), ("Talks: again", "Paper"));
    assert_eq!((text(&rows[1], "title"), text(&rows[1], "author")), ("Plus", "A, B"));
    let first = &dir.run("mentions a/1.txt --format jsonl").assert_ok().rows()[0];
    assert_eq!(number(first, "start"), 46, "offsets include the header, so that they slice the file");
}

#[test]
fn boilerplate_words_are_not_counted() {
    let rows = test_dir().run("articles news/9.txt --format jsonl").assert_ok().rows();
    assert_eq!(number(&rows[0], "words"), 22);
}

#[test]
fn truncated_text_is_partial() {
    let dir = TestFolder::with(&[("a.txt", "Title\n\nIt goes on …\n"), ("b.txt", "Title\n\nIt ends.\n")]);
    let rows = dir.run("articles a.txt b.txt --format jsonl").assert_ok().rows();
    assert_eq!((&rows[0]["partial"], &rows[1]["partial"]), (&json!(true), &json!(false)));
}

#[test]
fn entity_flag_keeps_the_pairs_of_that_entity() {
    let dir = test_dir();
    for unit in ["article", "paragraph", "sentence"] {
        let all = dir.run(&format!("cooccur news --unit {unit} --format jsonl")).assert_ok().rows();
        assert!(all.iter().all(|row| text(row, "unit") == unit));
        let only =
            dir.run(&format!("cooccur news --unit {unit} --entity Kyiv --format jsonl")).assert_ok().rows();
        let with_kyiv: Vec<&Value> =
            all.iter().filter(|row| row["a"] == "Kyiv" || row["b"] == "Kyiv").collect();
        assert_eq!(only.iter().collect::<Vec<_>>(), with_kyiv, "{unit}");
        assert!(!only.is_empty());
    }
}

#[test]
fn text_prints_the_article_as_the_reader_shows_it() {
    let dir = test_dir();
    let printed = dir.run("text news/2.md news/10.txt").assert_ok();
    assert_eq!(
        printed.text(),
        "==> news/2.md <==\n\nTalks in Geneva\nby Jo Park\n\nZelensky flew in from Kyiv. The 28-point plan was on the table.\n\n• Geneva hosts\n• Kyiv waits\n\n\n==> news/10.txt <==\n\nA CRLF file\n\nKyiv one.\n\nKyiv two: the 9-point peace plan.\n"
    );
    let plain = dir.run("text news/10.txt --highlight never").assert_ok();
    assert_eq!(plain, dir.run("text news/10.txt").assert_ok(), "a pipe gets no colours");
    let coloured = dir
        .run_with(["text", "news/10.txt", "--highlight", "always"], &[("TERM", "xterm-256color")], b"")
        .assert_ok();
    assert!(coloured.text().contains('\u{1b}'));
    let stripped =
        regex::Regex::new("\u{1b}\\[[0-9;:]*m").unwrap().replace_all(coloured.text(), "").into_owned();
    assert_eq!(stripped, plain.text(), "colours change no letter");
}

#[test]
fn errors_in_the_list_are_capped_at_twenty_lines() {
    let list = "[[entity]]\nname = \"Kyiv\"\nkind = \"harbour\"\n".repeat(30);
    let dir = TestFolder::with(&[("a.txt", "Kyiv."), ("entities.toml", &list)]);
    let err = dir.run("mentions a.txt").err;
    assert_eq!(err.lines().filter(|line| line.starts_with("entities.toml:")).count(), 20, "{err}");
    assert!(err.contains(" more in the list; run `whoswho check` to see them all"), "{err}");
}

/// Regression: the problems were printed in file order, so that warnings pushed the error out.
#[test]
fn errors_in_the_list_are_printed_before_warnings() {
    let aliases = "'Kiev', ".repeat(31);
    let list = format!(
        "[[entity]]\nname = 'Kyiv'\nkind = 'place'\naliases = [{aliases}]\n[[entity]]\nname = 'Odesa'\nkind = 'harbour'\n"
    );
    let dir = TestFolder::with(&[("a.txt", "Kyiv."), ("entities.toml", &list)]);
    let err = dir.run("mentions a.txt").err;
    let lines: Vec<&str> = err.lines().filter(|line| line.starts_with("entities.toml:")).collect();
    assert_eq!(lines.len(), 20, "{err}");
    assert!(lines[0].contains(": error: ") && lines[0].contains("harbour"), "{err}");
    assert!(lines[19].contains(": warning: "), "{err}");
}

/// Regression: the mark counted as a column.
#[test]
fn check_counts_no_column_for_a_byte_order_mark() {
    let list = "entity = [{ name = 'Kyiv', kind = 'place' }]\n";
    for list in [list.to_owned(), format!("\u{feff}{list}")] {
        let dir = TestFolder::with(&[("a.txt", "Nothing of note.\n"), ("entities.toml", &list)]);
        let rows = dir.run("check a.txt --format jsonl").assert_ok().rows();
        assert_eq!((&rows[0]["line"], &rows[0]["column"]), (&json!(1), &json!(21)), "{rows:?}");
    }
}

#[test]
fn check_prints_warnings_or_one_line_if_there_are_none() {
    let dir = test_dir();
    let rows = dir.run("check news --format jsonl").assert_ok().rows();
    let lines: Vec<(u64, &str)> =
        rows.iter().map(|row| (number(row, "line"), text(row, "severity"))).collect();
    assert_eq!(lines, [2, 21, 26, 28, 40].map(|line| (line, "warning")));
    assert!(text(&rows[4], "message").contains("Never Named"));
    let clean = TestFolder::with(&[("a.txt", "Kyiv."), ("entities.toml", &list_of("x"))]);
    let output = clean.run("check a.txt").assert_ok();
    assert_eq!(output.text(), "entities.toml: 1 entity, nothing to report\n");
    assert_eq!(clean.run("check a.txt --format json").assert_ok().text(), "[]\n");
    assert_eq!(
        clean.run("check -e entities.toml").assert_ok().text(),
        output.text(),
        "no articles are needed"
    );
}

#[test]
fn one_article_is_singular_in_a_warning() {
    let dir =
        TestFolder::with(&[("a.txt", "Nothing."), ("b.txt", "More."), ("entities.toml", &list_of("x"))]);
    let message = |articles: &str| {
        let rows = dir.run(&format!("check {articles} --format jsonl")).assert_ok().rows();
        text(&rows[0], "message").to_owned()
    };
    assert_eq!(message("a.txt"), "`Kyiv` does not occur in the article");
    assert_eq!(message("a.txt b.txt"), "`Kyiv` occurs in none of the 2 articles");
}

#[test]
fn help_version_completions_and_man_page_name_every_command() {
    let dir = TestFolder::new();
    let help = dir.run("--help").assert_ok();
    let man = dir.run("man").assert_ok();
    let commands = "articles entities mentions concordance cooccur compare quotes timeline passages differences overview suggest text notes check import config \
                    formats completions man";
    for command in commands.split_whitespace() {
        assert!(help.text().contains(&format!("\n  {command} ")), "{command} in --help");
        assert!(man.text().contains(command), "{command} in the man page");
        let own = dir.run(&format!("{command} --help")).assert_ok();
        assert!(own.text().contains(&format!("Usage: whoswho {command}")), "{command} --help");
    }
    let version = dir.run("--version").assert_ok();
    assert_eq!(version.text(), concat!("whoswho ", env!("CARGO_PKG_VERSION"), "\n"));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = dir.run(&format!("completions {shell}")).assert_ok();
        assert!(script.text().contains("cooccur"), "{shell}");
    }
    assert!(man.text().starts_with(".ie") || man.text().starts_with(".TH"), "a man page");
    assert!(man.text().contains(".SH KEYS") && man.text().contains(".SH EXIT STATUS"));
}

#[test]
fn usage_errors_are_refused() {
    let dir = test_dir();
    for arguments in [
        "mentions news --format xml",
        "mentions news --no-such-flag",
        "cooccur news --unit page",
        "cooccur news --measure luck",
        "concordance Kyiv news --sort up",
        "concordance",
        "text news --highlight sometimes",
        "completions tcl",
        "mentions -e",
    ] {
        let output = dir.run(arguments);
        assert_eq!(output.code, Some(2), "{arguments}");
        assert!(output.out.is_empty(), "{arguments}");
        assert!(output.err.starts_with("error: "), "{arguments}: {}", output.err);
    }
}

#[test]
fn output_without_rows_is_still_well_formed() {
    let dir = TestFolder::with(&[("a.txt", "Nothing at all."), ("entities.toml", &list_of("x"))]);
    for (command, columns) in COLUMNS.iter().filter(|(command, _)| !["articles", "check"].contains(command)) {
        let json = dir.run(&format!("{command} a.txt --format json")).assert_ok();
        assert_eq!(json.text(), "[]\n", "{command}");
        assert_eq!(dir.run(&format!("{command} a.txt --format jsonl")).assert_ok().text(), "", "{command}");
        let header = if *command == "compare" {
            "entity,kind,articles,mentions,a.txt,spellings".to_owned()
        } else {
            columns.join(",")
        };
        let csv = dir.run(&format!("{command} a.txt --format csv")).assert_ok();
        assert_eq!(csv.text(), header + "\n", "{command}");
    }
}

#[test]
fn seeds_and_list_of_this_repository_are_valid() {
    let dir = TestFolder::new();
    let root = env!("CARGO_MANIFEST_DIR");
    let seeds = format!("{root}/seeds");
    let articles = dir.run_words(&["articles", &seeds, "--format", "jsonl"]).assert_ok().rows();
    assert_eq!(articles.len(), 5);
    for row in &articles {
        assert!(row["title"].is_string(), "{row}");
        assert!((300..=700).contains(&number(row, "words")), "{row}");
        assert!(number(row, "mentions") > 0);
    }
    let checked =
        dir.run_words(&["check", "-e", &format!("{root}/entities.toml"), &seeds, "--format", "jsonl"]);
    let problems = checked.assert_ok().rows();
    assert!(problems.iter().all(|row| text(row, "severity") == "warning"), "{problems:?}");
    for (command, columns) in COLUMNS.iter().filter(|(command, _)| *command != "check") {
        let words: Vec<&str> = command.split(' ').chain([seeds.as_str(), "--format", "jsonl"]).collect();
        let rows = dir.run_words(&words).assert_ok().rows();
        assert!(!rows.is_empty(), "{command}");
        assert!(rows.iter().all(|row| keys(row) == expected_keys(columns, row)), "{command}");
    }
}

#[test]
fn check_locates_not_phrases_that_contain_another_entity() {
    let list = "[[entity]]\nname = 'Dynamo'\nkind = 'place'\nnot = ['Dynamo Kyiv']\n[[entity]]\nname = 'Kyiv'\nkind = 'place'\n";
    let dir = TestFolder::with(&[("entities.toml", list), ("a.txt", "Dynamo and Kyiv.")]);
    let output = dir.run("check a.txt").assert_ok();
    let expected = "entities.toml:4:9: warning: `Dynamo Kyiv`, a phrase in `not`, contains `Kyiv`, a form of Kyiv (line 6)\n   | \
                    not = ['Dynamo Kyiv']\n   |         ^^^^^^^^^^^ `not` blocks this entity only: that form is still found inside\n";
    assert_eq!(output.text(), expected);
    let rows = dir.run("check a.txt --format json").assert_ok();
    let rows: serde_json::Value = serde_json::from_str(rows.text()).unwrap();
    assert_eq!(
        (&rows[0]["line"], &rows[0]["column"], &rows[0]["severity"]),
        (&4.into(), &9.into(), &"warning".into())
    );
}
