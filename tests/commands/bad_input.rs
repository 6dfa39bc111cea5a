//! Broken, missing, hostile or endless input: reported in one line, skipped, and never sent to the terminal unchanged.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};

use crate::support::program::{Output, TestFolder, number, text};
use serde_json::Value;

const LIST: &str = "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n";
const ROW_COMMANDS: &[&str] =
    &["articles", "entities", "mentions", "concordance Kyiv", "cooccur", "compare", "check"];
const FORMATS: &[&str] = &["table", "json", "jsonl", "csv"];

/// Output of `text` for the good article if several paths were given.
const GOOD_AMONG_OTHERS: &str = "==> good.txt <==\n\nGood\n\nKyiv stands.\n";

/// Creates a folder with a list and one good article.
fn test_dir() -> TestFolder {
    TestFolder::with(&[("entities.toml", LIST), ("good.txt", "Good\n\nKyiv stands.\n")])
}

/// Returns the control characters in a text, except newlines and tabs, and the characters that reorder text or break
/// lines.
fn unsafe_characters(text: &str) -> Vec<char> {
    let is_unsafe = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(|c| is_unsafe(*c)).collect()
}

#[track_caller]
fn assert_safe(output: &Output) {
    assert!(unsafe_characters(output.text()).is_empty(), "{:?}", output.text());
    assert!(unsafe_characters(&output.err).is_empty(), "{:?}", output.err);
}

/// Runs every command in every format. Checks the exit code, and that the output is safe for a terminal.
fn check_every_command(dir: &TestFolder, path: &OsStr, code: i32) {
    let run = |words: &[&str]| {
        let words =
            words.iter().flat_map(|word| word.split(' ')).map(OsString::from).chain([path.to_owned()]);
        let output = dir.run_with(words, &[("TERM", "xterm-256color")], b"");
        assert_eq!(output.code, Some(code), "{output:?}");
        assert_safe(&output);
        output
    };
    for command in ROW_COMMANDS {
        for format in FORMATS {
            let output = run(&[command, "--format", format]);
            match *format {
                "json" => {
                    let whole: Value = serde_json::from_str(output.text()).unwrap();
                    assert!(whole.is_array());
                }
                "jsonl" => drop(output.rows()),
                "csv" => {
                    let mut reader = csv::Reader::from_reader(output.out.as_slice());
                    assert!(reader.records().all(|record| record.is_ok()), "{command}");
                }
                _ => {}
            }
        }
    }
    run(&["text"]);
}

#[test]
fn missing_path_is_reported_and_the_rest_processed() {
    let dir = test_dir();
    let output = dir.run("text none.txt good.txt nowhere/").assert_problems(&[
        "whoswho: none.txt: no such file or directory",
        "whoswho: nowhere/: no such file or directory",
    ]);
    assert_eq!(output.text(), GOOD_AMONG_OTHERS);
    check_every_command(&dir, OsStr::new("none.txt"), 1);
    let nothing = dir.run("mentions none.txt --format json").assert_problems(&["none.txt"]);
    assert_eq!(nothing.text(), "[]\n");
}

#[test]
fn unreadable_file_is_reported_and_the_rest_processed() {
    let dir = test_dir();
    dir.write("locked.txt", "Kyiv.");
    let locked = dir.path().join("locked.txt");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&locked).is_ok() {
        println!("not tested: this user may read everything");
        return;
    }
    let output = dir.run("text locked.txt good.txt").assert_problems(&["locked.txt: permission denied"]);
    assert_eq!(output.text(), GOOD_AMONG_OTHERS);
    dir.run("text good.txt -e locked.txt").assert_failure(&["locked.txt: permission denied"]);
}

#[cfg(target_os = "linux")]
#[test]
fn file_that_fails_to_read_is_reported_and_the_rest_processed() {
    let dir = test_dir();
    let output = dir.run("text /proc/self/mem good.txt").assert_problems(&["whoswho: /proc/self/mem: "]);
    assert_eq!(output.text(), GOOD_AMONG_OTHERS);
}

#[test]
fn folder_without_articles_is_reported() {
    let dir = test_dir();
    std::fs::create_dir(dir.path().join("empty")).unwrap();
    dir.write("data/table.bin", b"\0\x01");
    dir.write("data/.hidden.txt", "Kyiv.");
    for folder in ["empty", "data"] {
        let output =
            dir.run(&format!("mentions {folder} --format jsonl")).assert_problems(&["no articles found"]);
        assert!(output.out.is_empty());
    }
    let output = dir
        .run("articles empty good.txt data --format jsonl")
        .assert_problems(&["whoswho: empty: no articles found", "whoswho: data: no articles found"]);
    assert_eq!(output.rows().len(), 1);
}

#[test]
fn folder_among_files_contributes_its_articles() {
    let dir = test_dir();
    dir.write("more/a.txt", "Kyiv.");
    dir.write("more/x.txt/b.md", "Kyiv too.");
    let rows = dir.run("articles good.txt more --format jsonl").assert_ok().rows();
    let names: Vec<&str> = rows.iter().map(|row| text(row, "article")).collect();
    assert_eq!(names, ["good.txt", "more/a.txt", "more/x.txt/b.md"]);
}

#[test]
fn broken_list_stops_every_command_and_all_errors_are_reported() {
    let dir = test_dir();
    dir.write("syntax.toml", "[[entity]]\nname = \"Kyiv\nkind = \"place\"\n");
    dir.write(
        "keys.toml",
        "[[entity]]\nname = \"Kyiv\"\nkind = \"plaice\"\nalias = [\"Kiev\"]\n\n[[entity]]\nkind = \"place\"\n",
    );
    dir.write("pattern.toml", "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\npatterns = ['x*', '(']\n");
    for (list, locations) in [
        ("syntax.toml", &["syntax.toml:2:"][..]),
        ("keys.toml", &["keys.toml:3:", "keys.toml:4:", "keys.toml:6:"]),
        ("pattern.toml", &["pattern.toml:4:", "pattern.toml:4:"]),
    ] {
        for command in
            ["articles", "entities", "mentions", "concordance Kyiv", "cooccur", "compare", "text", ""]
        {
            let output = dir.run(&format!("{command} good.txt -e {list}"));
            assert_eq!((output.code, output.out.as_slice()), (Some(2), &b""[..]), "{command} {list}");
            let located: Vec<&str> = output.err.lines().filter(|line| line.contains(".toml:")).collect();
            assert_eq!(located.len(), locations.len(), "{}", output.err);
            for (line, location) in located.iter().zip(locations) {
                assert!(line.starts_with(location) && line.contains(": error: "), "{line}");
            }
        }
        let checked = dir.run(&format!("check good.txt -e {list} --format jsonl")).assert_failure(&["error"]);
        assert_eq!(checked.rows().len(), locations.len(), "check prints the errors as rows");
    }
    let output = dir.run("text good.txt -e keys.toml");
    assert!(
        output.err.contains("place") && output.err.contains("aliases"),
        "the nearest valid word: {}",
        output.err
    );
}

#[test]
fn missing_or_unreadable_list_is_refused() {
    let dir = test_dir();
    std::fs::create_dir(dir.path().join("folder")).unwrap();
    dir.write("latin.toml", b"# caf\xe9\n");
    for (list, words) in [
        ("none.toml", "none.toml: no such file or directory"),
        ("folder", "folder: not a regular file"),
        ("/dev/zero", "/dev/zero: not a regular file"),
        ("latin.toml", "latin.toml:1:"),
    ] {
        for command in ["mentions", "text", "check", ""] {
            let output = dir.run(&format!("{command} good.txt -e {list}")).assert_failure(&[words]);
            assert!(output.out.is_empty(), "{command}");
        }
    }
    dir.write("empty.toml", "");
    assert!(dir.run("mentions good.txt -e empty.toml --format jsonl").assert_ok().out.is_empty());
}

#[test]
fn expensive_patterns_are_refused_or_matched_in_time() {
    let dir = test_dir();
    let list_with =
        |pattern: &str| format!("[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\npatterns = ['{pattern}']\n");
    dir.write("huge.toml", list_with(r"(?:\w{1000}){1000}"));
    assert_eq!(dir.run("mentions good.txt -e huge.toml").code, Some(2));
    dir.write("slow.toml", list_with("(?:a+)+b"));
    dir.write("a.txt", "a".repeat(20_000));
    dir.run("mentions a.txt -e slow.toml").assert_ok();
}

#[test]
fn empty_files_are_articles_without_words() {
    let dir = test_dir();
    for (name, bytes) in
        [("empty.txt", &b""[..]), ("empty.md", b""), ("bom.txt", b"\xef\xbb\xbf"), ("blank.txt", b" \n\t\n")]
    {
        dir.write(name, bytes);
        let rows = dir.run(&format!("articles {name} --format jsonl")).assert_ok().rows();
        assert_eq!((number(&rows[0], "words"), text(&rows[0], "title")), (0, "(empty)"), "{name}");
        assert_eq!(dir.run(&format!("text {name}")).assert_ok().text(), "", "{name}");
        check_every_command(&dir, OsStr::new(name), 0);
    }
    assert_eq!(dir.run("articles - --format jsonl").assert_ok().rows().len(), 1, "empty standard input");
}

#[test]
fn binary_files_are_reported() {
    let dir = test_dir();
    dir.write("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    dir.write("program.md", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0");
    let output = dir.run("text picture.txt program.md good.txt").assert_problems(&[
        "picture.txt: not text, and not a known type",
        "program.md: not text, and not a known type",
    ]);
    assert_eq!(output.text(), GOOD_AMONG_OTHERS);
    check_every_command(&dir, OsStr::new("picture.txt"), 1);
    let from_pipe = dir.run_on("text -", b"PK\x03\x04\0\0").assert_problems(&["-: broken: "]);
    assert!(from_pipe.out.is_empty());
}

#[test]
fn pipes_and_devices_are_not_read() {
    let dir = test_dir();
    let fifo = dir.path().join("pipe.txt");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let output = dir
        .run("text pipe.txt good.txt /dev/zero")
        .assert_problems(&["pipe.txt: not a regular file", "/dev/zero: not"]);
    assert_eq!(output.text(), GOOD_AMONG_OTHERS);
    dir.run("text good.txt -e pipe.txt").assert_failure(&["pipe.txt: not a regular file"]);
    dir.write("folder/a.txt", "Kyiv.");
    std::fs::rename(&fifo, dir.path().join("folder/pipe.txt")).unwrap();
    let notice = "1 file without articles: pipe.txt (not a regular file)";
    assert_eq!(dir.run("articles folder --format jsonl").assert_notices(&[notice]).rows().len(), 1);
    std::fs::rename(dir.path().join("folder/pipe.txt"), dir.path().join("folder/entities.toml")).unwrap();
    assert_eq!(dir.run("mentions folder --format jsonl").assert_ok().rows().len(), 1, "another list is used");
}

#[test]
fn dangling_and_cyclic_links_are_reported_once() {
    let dir = test_dir();
    dir.write("folder/sub/a.txt", "Kyiv.");
    symlink("..", dir.path().join("folder/sub/up")).unwrap();
    let output =
        dir.run("articles folder --format jsonl").assert_problems(&["folder/sub/up: a link that leads back"]);
    assert_eq!(output.rows().len(), 1);
    symlink("itself.txt", dir.path().join("itself.txt")).unwrap();
    dir.run("text itself.txt").assert_problems(&["itself.txt: too many levels of symbolic links"]);
    dir.write("other/a.txt", "Kyiv.");
    symlink("gone.txt", dir.path().join("other/dangling.txt")).unwrap();
    let output = dir
        .run("articles other --format jsonl")
        .assert_problems(&["whoswho: other/dangling.txt: no such file or directory"]);
    assert_eq!(output.rows().len(), 1);
    symlink("good.txt", dir.path().join("linked.txt")).unwrap();
    assert_eq!(dir.run("text linked.txt").assert_ok().text(), "Good\n\nKyiv stands.\n");
}

/// Returns a text with every control character except NUL, with bidi overrides and escape sequences, and with names
/// between them.
fn hostile() -> String {
    let mut hostile =
        String::from("Kyiv \u{1b}[31mred\u{1b}[0m \u{1b}]0;owned\u{7} \u{1b}]52;c;aGk=\u{1b}\\ Kyiv\n\n");
    for code in (0x01..0x20).chain(0x7f..0xa0) {
        let _ = write!(hostile, "Kyiv{}Kyiv ", char::from_u32(code).unwrap());
    }
    hostile.push_str("\n\n\u{202e}viyK\u{202c} Kyiv \u{2066}a\u{2069} \u{2028}Kyiv\u{2029} \u{9b}2J Kyiv\n");
    hostile
}

#[test]
fn control_characters_in_articles_are_never_printed() {
    let dir = test_dir();
    dir.write("hostile.txt", hostile());
    dir.write("hostile.md", hostile());
    dir.write(
        "header.md",
        "---\ntitle: \"Kyiv \\u001b[31m \u{1b}[32m \\u009b \\n x\"\nsource: \u{1b}]0;x\u{7}\nauthor: a\u{202e}b\ndate: \u{9b}1m\n---\nKyiv.\n",
    );
    dir.write("header.txt", "+++\ntitle = \"Kyiv \\u001b[31m\\u0007\\r\\n\\u202e\"\n+++\nKyiv.\n");
    let ours = regex::Regex::new("\u{1b}\\[[0-9;:]*m").unwrap();
    for name in ["hostile.txt", "hostile.md", "header.md", "header.txt"] {
        check_every_command(&dir, OsStr::new(name), 0);
        let rows = dir.run(&format!("mentions {name} --format jsonl")).assert_ok().rows();
        assert!(!rows.is_empty(), "{name}: names between control characters are found");
        let coloured =
            dir.run_with(["text", name, "--highlight", "always"], &[("TERM", "xterm-256color")], b"");
        assert!(unsafe_characters(&ours.replace_all(coloured.assert_ok().text(), "")).is_empty(), "{name}");
    }
    let from_pipe = dir.run_on("text -", hostile().as_bytes()).assert_ok();
    assert_safe(&from_pipe);
}

#[test]
fn control_characters_in_lists_are_never_printed() {
    let dir = test_dir();
    let list = "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\nid = \"k\\u001b[31m\"\nnote = \"\\u009b31m\"\n\n[[entity]]\nname = \"Good\\u202e\"\nkind = \"event\"\n";
    dir.write("hostile.toml", list);
    dir.write(
        "unknown.toml",
        "[[entity]]\nname = \"K\"\n\"\\u001b[31m\" = 1\nkind = \"\\u009bx\"\n# \u{1b}[31m\n",
    );
    for list in ["hostile.toml", "unknown.toml"] {
        for command in ROW_COMMANDS {
            for format in FORMATS {
                assert_safe(&dir.run(&format!("{command} good.txt -e {list} --format {format}")));
            }
        }
    }
}

#[test]
fn file_names_are_printed_safely_on_one_line() {
    let dir = test_dir();
    for name in [&b"new\nline.txt"[..], b"esc\x1b[31m.txt", b"latin\xe9.txt", b"c1\xc2\x9b.txt", b"-e.txt"] {
        let name = OsStr::from_bytes(name);
        let path = OsStr::from_bytes(b"./").to_owned();
        let path = [path.as_os_str(), name].into_iter().collect::<OsString>();
        dir.write(name, "Kyiv.");
        check_every_command(&dir, &path, 0);
        let words = ["mentions", "--format", "jsonl"].map(OsString::from);
        let rows = dir.run_with(words.into_iter().chain([path.clone()]), &[], b"").assert_ok().rows();
        assert_eq!(rows.len(), 1, "{name:?}");
        std::fs::remove_file(dir.path().join(name)).unwrap();
        let gone = dir.run_with([OsString::from("text"), path], &[], b"");
        assert_safe(&gone);
        gone.assert_problems(&["no such file"]);
    }
    let list =
        [OsStr::new("text"), OsStr::new("good.txt"), OsStr::new("-e"), OsStr::from_bytes(b"\x1b[31m\n.toml")];
    let output = dir.run_with(list, &[], b"");
    assert_safe(&output);
    output.assert_failure(&["no such file"]);
}

#[test]
fn undecodable_bytes_keep_offsets_correct_and_mark_the_article_partial() {
    let dir = test_dir();
    dir.write(
        "damaged.txt",
        b"\xd0\x9a\xd0\xb8\xd1\x97\xd0\xb2, Kyiv: \xd0\xbc\xd1\x96\xd1\x81\xd1\x82\xd0\xbe \xff Kyiv\n",
    );
    let rows = dir.run("mentions damaged.txt --format jsonl").assert_ok().rows();
    assert_eq!(rows.iter().map(|row| number(row, "start")).collect::<Vec<_>>(), [6, 20]);
    let rows = dir.run("articles damaged.txt --format jsonl").assert_ok().rows();
    assert_eq!(rows[0]["partial"], true);
    dir.write("latin.txt", b"Caf\xe9 in Kyiv, se\xf1or.\n");
    assert_eq!(dir.run("text latin.txt").assert_ok().text(), "Café in Kyiv, señor.\n");
    dir.write("noise.txt", (0..4000_u32).map(|at| (at * 7919 % 255 + 1) as u8).collect::<Vec<_>>());
    check_every_command(&dir, OsStr::new("noise.txt"), 0);
}

#[test]
fn very_long_line_is_one_article() {
    let dir = test_dir();
    let line = "Kyiv meets Kyiv and nobody else in this line that does not end, ".repeat(200 * 1024 / 64);
    dir.write("long.txt", &line);
    let rows = dir.run("articles long.txt --format jsonl").assert_ok().rows();
    assert_eq!(number(&rows[0], "mentions"), 2 * 3200);
    assert_eq!(number(&rows[0], "words"), 13 * 3200);
    assert!(text(&rows[0], "title").chars().count() < 100);
    assert_eq!(dir.run("text long.txt").assert_ok().text(), format!("{}\n", line.trim_end()));
    dir.write("solid.txt", "x".repeat(200 * 1024));
    dir.write("solid.md", "[".repeat(100 * 1024));
    check_every_command(&dir, OsStr::new("solid.txt"), 0);
    dir.run("mentions solid.md").assert_ok();
}

#[test]
fn two_megabytes_of_line_breaks_are_an_empty_article() {
    let dir = test_dir();
    for (name, line_break) in [("lf.txt", "\n"), ("cr.txt", "\r"), ("crlf.txt", "\r\n"), ("lf.md", "\n")] {
        dir.write(name, line_break.repeat(2 * 1024 * 1024 / line_break.len()));
        let rows = dir.run(&format!("articles {name} --format jsonl")).assert_ok().rows();
        assert_eq!(number(&rows[0], "words"), 0, "{name}");
    }
    dir.write("lines.txt", "Kyiv\n".repeat(100_000));
    let rows = dir.run("articles lines.txt --format jsonl").assert_ok().rows();
    assert_eq!(number(&rows[0], "mentions"), 100_000);
}

#[test]
fn unterminated_or_oversized_headers_are_text() {
    let dir = test_dir();
    dir.write("open.txt", "---\ntitle: Kyiv\n");
    dir.write("long.md", format!("---\n{}---\nKyiv\n", "key: value\n".repeat(20_000)));
    dir.write("deep.md", format!("---\ntitle: {}\n---\nKyiv\n", "[".repeat(50_000)));
    dir.write("deep.txt", format!("+++\ntitle = {}\n+++\nKyiv\n", "[".repeat(50_000)));
    dir.write("quotes.md", format!("{}Kyiv\n", "> ".repeat(20_000)));
    dir.write("lists.md", format!("{}Kyiv\n", "- ".repeat(5_000)));
    for name in ["open.txt", "long.md", "deep.md", "deep.txt", "quotes.md", "lists.md"] {
        let rows = dir.run(&format!("mentions {name} --format jsonl")).assert_ok().rows();
        assert!(!rows.is_empty(), "{name}");
    }
}

#[test]
fn deep_folder_is_walked_to_the_end() {
    let dir = test_dir();
    let deep = "d/".repeat(200);
    dir.write(format!("{deep}a.txt"), "Kyiv.");
    let rows = dir.run("mentions d --format jsonl").assert_ok().rows();
    assert_eq!(text(&rows[0], "article"), format!("{deep}a.txt"));
}

#[test]
fn reader_needs_a_terminal() {
    let dir = test_dir();
    for arguments in ["good.txt", "", "--no-mouse good.txt"] {
        dir.write("seeds/a.txt", "Kyiv.");
        let output = dir.run(arguments).assert_failure(&["the reader needs a terminal"]);
        assert!(output.out.is_empty());
    }
    dir.run("none.txt").assert_failure(&["none.txt: no such file"]);
}

#[cfg(target_os = "linux")]
#[test]
fn full_disk_is_reported_and_fails_the_command() {
    let dir = test_dir();
    for command in ["mentions --format jsonl", "text", "entities", "check", "man", "completions bash"] {
        let mut arguments: Vec<&str> = command.split_whitespace().collect();
        if !["man", "completions"].contains(&arguments[0]) {
            arguments.push("good.txt");
        }
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = dir.command().args(&arguments).stdout(full).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{command}");
        assert_eq!(err.lines().count(), 1, "{command}: {err}");
        assert!(err.contains("o space left"), "{command}: {err}");
    }
}
