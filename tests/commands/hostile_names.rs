//! File names and article text that attack whatever displays them: a terminal, a spreadsheet, or the reader's eyes.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::support::program::{Output, TestFolder, text};
use crate::support::pty::{Options, Session};

const LIST: &str = "[[entity]]\nname = \"Vladimir Orlov\"\nkind = \"person\"\naliases = [\"Orlov\"]\n\n[[entity]]\nname = \"=cmd|' /C calc'!A0\"\nkind = \"event\"\n[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n";

/// File names that a terminal, a spreadsheet or a shell would act on, or that look like something else.
const NAMES: &[&[u8]] = &[
    b"esc\x1b]0;owned\x07.txt",
    b"csi\x1b[2J.txt",
    b"c1\xc2\x9b31m.txt",
    b"dcs\x1bP1$r\x1b\\.txt",
    b"line\nbreak.txt",
    b"return\rbreak.txt",
    b"tab\tbreak.txt",
    b"bidi\xe2\x80\xaetxt.md",
    b"isolate\xe2\x81\xa6x.md",
    b"separator\xe2\x80\xa8x.txt",
    b"annotated\xef\xbf\xb9x.txt",
    b"not utf8\xff\xfe.txt",
    b"half\xed\xa0\x80.txt",
    b"=1+1.txt",
    b"+1.txt",
    b"@SUM(A1).txt",
    b"\tfirst.txt",
    b"$(touch owned).txt",
];

fn is_unsafe(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
        || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}')
}

#[track_caller]
fn assert_safe(output: &Output, what: &str) {
    for text in [output.text(), &output.err] {
        assert!(!text.contains(is_unsafe), "{what}: {text:?}");
    }
}

fn test_dir() -> TestFolder {
    let dir = TestFolder::with(&[("entities.toml", LIST)]);
    for (number, name) in NAMES.iter().enumerate() {
        let path = Path::new("news").join(OsStr::from_bytes(name));
        dir.write(path, format!("=cmd|' /C calc'!A0\n\n-5 degrees in Kyiv, said Vladimir Orlov. Then Оrlov left, and Оrlov spoke.\n\nReport {number}.\n"));
    }
    dir
}

/// Returns the cells of CSV output.
fn cells(output: &Output) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(output.out.as_slice());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

const ROW_COMMANDS: &[&str] = &[
    "articles",
    "entities",
    "mentions",
    "mentions --explain",
    "concordance Orlov",
    "concordance Kyiv --sort left",
    "concordance Kyiv --with Orlov",
    "cooccur",
    "compare",
    "suggest",
    "check",
];

#[test]
fn file_names_are_safe_in_every_output() {
    let dir = test_dir();
    for command in ROW_COMMANDS {
        for format in ["table", "json", "jsonl", "csv"] {
            let arguments = format!("{command} news --format {format}");
            let output = dir.run(&arguments);
            assert_eq!(output.code, Some(0), "{arguments}: {}", output.err);
            assert_safe(&output, &arguments);
        }
    }
    let output = dir.run("text news").assert_ok();
    assert_safe(&output, "text");
    let headings =
        output.text().lines().filter(|line| line.starts_with("==> ") && line.ends_with(" <==")).count();
    assert_eq!(headings, NAMES.len(), "a heading is one line");
    assert!(!dir.path().join("owned").exists());
}

#[test]
fn messages_about_files_are_one_safe_line() {
    let dir = test_dir();
    for name in NAMES {
        let path: OsString = [OsStr::from_bytes(b"gone/"), OsStr::from_bytes(name)].into_iter().collect();
        let words = |words: &[&str]| {
            words.iter().map(|word| OsString::from(*word)).chain([path.clone()]).collect::<Vec<_>>()
        };
        for command in [
            vec!["text"],
            vec!["articles"],
            vec!["mentions"],
            vec!["compare"],
            vec!["suggest"],
            vec!["import"],
            vec![],
            vec!["check", "-e"],
            vec!["import", "entities.toml", "--merge", "-e"],
            vec!["config", "check"],
        ] {
            let output = dir.run_with(words(&command), &[], b"");
            assert_safe(&output, &format!("{command:?} {name:?}"));
            assert!(output.code != Some(0), "{command:?} {name:?}");
            assert_eq!(output.err.trim_end().lines().count(), 1, "{command:?} {name:?}: {}", output.err);
        }
    }
}

#[test]
fn csv_cells_are_never_formulas_unless_raw_csv_is_given() {
    let dir = test_dir();
    let is_formula = |cell: &String| cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']);
    for command in ROW_COMMANDS {
        let output = dir.run(&format!("{command} news --format csv")).assert_ok();
        for row in cells(&output) {
            assert!(!row.iter().any(is_formula), "{command}: {row:?}");
        }
    }
    dir.write("dashed/-a.txt", "=1+1 in Kyiv\n\nText.\n");
    let title = |more: &str| {
        cells(&dir.run(&format!("articles dashed --format csv{more}")).assert_ok())[1][1].clone()
    };
    assert_eq!(title(""), "'=1+1 in Kyiv");
    assert_eq!(title(" --raw-csv"), "=1+1 in Kyiv");
    let header = |more: &str| {
        let output = dir.run_words(
            &[
                ["compare", "./news/=1+1.txt", "--format", "csv"].as_slice(),
                more.split_whitespace().collect::<Vec<_>>().as_slice(),
            ]
            .concat(),
        );
        cells(&output)[0].join(" ")
    };
    assert!(header("").contains("news/=1+1.txt"));
    let found = dir.run("entities news --format csv").assert_ok();
    assert!(found.text().contains("\n'=cmd|' /C calc'!A0,"), "{}", found.text());
    let raw = dir.run("entities news --format csv --raw-csv").assert_ok();
    assert!(raw.text().contains("\n=cmd|' /C calc'!A0,"), "{}", raw.text());
}

#[test]
fn hidden_and_lookalike_characters_are_reported() {
    let dir = TestFolder::with(&[
        ("entities.toml", LIST),
        (
            "a.txt",
            "A report\n\nHere Vladimir Or\u{200b}lov spoke of Ky\u{e0061}iv. Then Оrlov left, and Оrlov spoke.\n",
        ),
    ]);
    let rows = dir.run("mentions a.txt --explain --format jsonl").assert_ok().rows();
    let written: Vec<&str> = rows.iter().map(|row| text(row, "written")).collect();
    assert_eq!(
        written,
        ["with hidden characters: Vladimir Or<U+200B>lov", "with hidden characters: Ky<U+E0061>iv"]
    );
    let rows = dir.run("suggest a.txt --kind variant --format jsonl").assert_ok().rows();
    let variants: Vec<[&str; 3]> =
        rows.iter().map(|row| [text(row, "of"), text(row, "strength"), text(row, "reason")]).collect();
    assert_eq!(variants, [["Vladimir Orlov", "possible", "looks alike: Cyrillic О for Latin O"]]);
}

#[test]
fn reader_shows_names_safely_and_its_card_names_hidden_characters() {
    let dir = test_dir();
    dir.write("news/0.txt", "A report\n\nHere Vladimir Or\u{200b}lov spoke.\n");
    let news = dir.path().join("news");
    let options = Options { columns: 120, rows: 30, ..Options::default() };
    let list = dir.path().join("entities.toml");
    let arguments = [news.to_str().unwrap(), "-e", list.to_str().unwrap()];
    let mut session = Session::start(Path::new(env!("CARGO_BIN_EXE_whoswho")), &arguments, &options);
    session.wait_for_text("article 1 of 19");
    session.send("3J");
    session.wait_for_text("article 4 of 19");
    session.send("]");
    session.wait_for_text("1 of 1 here");
    session.send("i");
    session.wait_for_text("with hidden characters: Vladimir Or<U+200B>lov");
    session.send_key("Esc");
    session.wait_for(|screen| !screen.contents().contains("with hidden characters"), "the card to close");
    for _ in 0..NAMES.len() {
        session.send("J");
        session.wait_until_quiet(std::time::Duration::from_millis(30));
    }
    session.send("C");
    session.wait_for_text("Matrix");
    session.send("Q");
    session.wait_exit();
    let raw = String::from_utf8_lossy(&session.raw()).into_owned();
    for bad in
        ["\u{1b}]0;", "owned\u{7}", "\u{1b}[2J.", "\u{9b}", "\u{202e}", "\u{2066}", "\u{fff9}", "\u{1b}P"]
    {
        assert!(!raw.contains(bad), "{bad:?}");
    }
}
