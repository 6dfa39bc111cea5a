//! `whoswho import`: what it prints, what it adds to a list, and what it leaves alone.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crate::support::program::{Output, TestFolder};

const TABLE: &str =
    "name,kind,aliases,wikidata\nMara Okello,person,M. Okello;Okello,Q42\nPort Velin,GPE,Velinport,\n";

const LIST: &str = "# kept by hand\n[[entity]]\nname = \"Port Velin\" # the harbour\nkind = \"place\"\naliases = [\"Velin\"]\n";

/// [`LIST`] after merging [`TABLE`].
const MERGED: &str = "# kept by hand\n[[entity]]\nname = \"Port Velin\" # the harbour\nkind = \"place\"\n\
    aliases = [\"Velin\", \"Velinport\"]\n\n[[entity]]\nname = \"Mara Okello\"\nkind = \"person\"\n\
    aliases = [\"M. Okello\", \"Okello\"]\nwikidata = \"Q42\"\n";

fn test_dir() -> TestFolder {
    TestFolder::with(&[("people.csv", TABLE), ("entities.toml", LIST)])
}

fn list(dir: &TestFolder) -> String {
    std::fs::read_to_string(dir.path().join("entities.toml")).unwrap()
}

/// Checks the exit code and the lines on standard error.
#[track_caller]
fn assert_exit(output: &Output, code: i32, lines: &[&str]) {
    assert_eq!((output.code, output.err.lines().collect::<Vec<_>>()), (Some(code), lines.to_vec()));
}

#[test]
fn output_is_a_valid_list() {
    let dir = TestFolder::with(&[("people.csv", TABLE)]);
    let output = dir.run("import people.csv");
    assert_exit(&output, 0, &["printed 2 entities"]);
    let expected = "[[entity]]\nname = \"Mara Okello\"\nkind = \"person\"\naliases = [\"M. Okello\", \"Okello\"]\n\
         wikidata = \"Q42\"\n\n[[entity]]\nname = \"Port Velin\"\nkind = \"place\"\naliases = [\"Velinport\"]\n";
    assert_eq!(output.text(), expected);
    dir.write("new.toml", output.text());
    assert_eq!(dir.run("check -e new.toml").assert_ok().text(), "new.toml: 2 entities, nothing to report\n");
    assert_eq!(dir.run_on("import -", TABLE.as_bytes()).text(), expected);
}

#[test]
fn formats_are_detected_by_content() {
    let dir = TestFolder::with(&[
        ("a.txt", "{\"label\": \"PERSON\", \"pattern\": \"Mara Okello\"}\n"),
        ("b.txt", "id,schema,name,aliases\nNK-1,Person,Mara Okello,\n"),
        ("c.txt", "{\"id\":\"NK-1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Mara Okello\"]}}\n"),
        ("d.txt", "name\tkind\nMara Okello\tperson\n"),
        ("e.txt", "Name;Kind\nMara Okello;Person\n"),
    ]);
    for (file, format) in [("a", "spacy"), ("b", "opensanctions"), ("c", "ftm"), ("d", "csv"), ("e", "csv")] {
        let output = dir.run(&format!("import {file}.txt"));
        assert_exit(&output, 0, &["printed 1 entity"]);
        assert!(output.text().starts_with("[[entity]]\nname = \"Mara Okello\"\n"), "{file}");
        assert_eq!(dir.run(&format!("import {file}.txt --from {format}")), output, "{file}");
    }
    dir.run("import a.txt --from csv").assert_failure(&["a.txt: the header has no column `name`"]);
    let as_table = dir.run("import b.txt --from csv --kind place");
    assert_exit(&as_table, 0, &["whoswho: b.txt:1: the column `schema` is not used", "printed 1 entity"]);
}

#[test]
fn merge_keeps_every_byte_of_the_list() {
    let dir = test_dir();
    let output = dir.run("import people.csv --merge");
    assert_exit(&output, 0, &["added 1 entity and 1 alias to entities.toml"]);
    assert_eq!(output.text(), "");
    assert_eq!(list(&dir), MERGED);
    assert_eq!(dir.run("check").assert_ok().text(), "entities.toml: 2 entities, nothing to report\n");
    let files: Vec<_> =
        std::fs::read_dir(dir.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files.len(), 2, "no other file is left: {files:?}");
}

#[test]
fn merging_twice_adds_nothing() {
    let dir = test_dir();
    dir.run("import people.csv --merge");
    let merged = list(&dir);
    let modified = std::fs::metadata(dir.path().join("entities.toml")).unwrap().modified().unwrap();
    assert_exit(&dir.run("import people.csv --merge"), 0, &["added nothing to entities.toml"]);
    assert_eq!(list(&dir), merged);
    let modified_later = std::fs::metadata(dir.path().join("entities.toml")).unwrap().modified().unwrap();
    assert_eq!(modified_later, modified, "an unchanged list is not written");
}

#[test]
fn dry_run_prints_what_would_be_added_and_writes_nothing() {
    let dir = test_dir();
    let output = dir.run("import people.csv --merge --dry-run");
    assert_exit(&output, 0, &["would add 1 entity and 1 alias to entities.toml"]);
    assert_eq!(output.text(), "new person: Mara Okello; M. Okello; Okello\nalias of Port Velin: Velinport\n");
    assert_eq!(list(&dir), LIST);
    assert_eq!(dir.run("import people.csv --dry-run").code, Some(2), "--dry-run needs --merge");
}

#[test]
fn every_skipped_row_is_reported() {
    let dir = test_dir();
    dir.write(
        "people.csv",
        "name,kind,aliases,colour\nTomas Reva,person,,red\n,person\nHMS Tern,vessel,\n\"open,person,\nT. Reva,person,T.\u{7} R;Reva T.\n",
    );
    let output = dir.run("import people.csv --merge");
    assert_exit(
        &output,
        1,
        &[
            "whoswho: people.csv:1: the column `colour` is not used",
            "whoswho: people.csv:3: skipped: it has no name",
            "whoswho: people.csv:4: skipped: the list has no kind `vessel`; define it there with `[kinds.vessel]`",
            "whoswho: people.csv:5: skipped: a quote is never closed",
            "whoswho: people.csv:6: the alias `T.␇ R` contains a control character; the row is imported without it",
            "added 2 entities and 0 aliases to entities.toml; 3 rows skipped; 1 part of rows left out",
        ],
    );
}

#[test]
fn kinds_defined_in_the_list_are_accepted() {
    let dir = test_dir();
    dir.write("entities.toml", format!("{LIST}\n[kinds.vessel]\n"));
    dir.write("ships.csv", "name,kind\nHMS Tern,Vessel\nOdd,thing\n");
    let output = dir.run("import ships.csv");
    assert_eq!(output.text(), "[[entity]]\nname = \"HMS Tern\"\nkind = \"vessel\"\n");
    assert_eq!(output.code, Some(1));
    assert_exit(
        &dir.run("import ships.csv --merge --kind person"),
        1,
        &[
            "whoswho: ships.csv:3: skipped: the list has no kind `thing`; define it there with `[kinds.thing]`",
            "added 1 entity and 0 aliases to entities.toml; 1 row skipped",
        ],
    );
    dir.run("check").assert_ok();
    dir.run("import ships.csv --kind thing")
        .assert_failure(&["--kind: the list has no kind `thing`; define it there with `[kinds.thing]`"]);
}

#[test]
fn missing_list_is_created_if_given_by_name() {
    let dir = TestFolder::with(&[("people.csv", TABLE)]);
    dir.run("import people.csv --merge").assert_failure(&["no entities.toml"]);
    assert_exit(
        &dir.run("import people.csv --merge -e new.toml --dry-run"),
        0,
        &["would add 2 entities and 0 aliases to new.toml"],
    );
    assert!(!dir.path().join("new.toml").exists());
    assert_exit(
        &dir.run("import people.csv --merge -e new.toml"),
        0,
        &["added 2 entities and 0 aliases to new.toml"],
    );
    dir.run("check -e new.toml").assert_ok();
    dir.run("import people.csv -e other.toml").assert_failure(&["other.toml: no such file"]);
}

#[test]
fn merge_uses_the_list_that_the_reader_would_use() {
    let dir =
        TestFolder::with(&[("people.csv", TABLE), ("seeds/entities.toml", LIST), ("entities.toml", "")]);
    assert_exit(
        &dir.run("import people.csv --merge"),
        0,
        &["added 1 entity and 1 alias to seeds/entities.toml"],
    );
    assert_eq!(list(&dir), "");
}

#[test]
fn broken_list_is_not_touched() {
    let dir = test_dir();
    let broken = "[[entity]]\nname = \"Port Velin\"\nkind = \"plaze\"\n";
    dir.write("entities.toml", broken);
    let output = dir.run("import people.csv --merge");
    assert_eq!(output.code, Some(2));
    assert!(output.err.starts_with("entities.toml:3:8: error: unknown kind `plaze`"), "{}", output.err);
    assert_eq!((list(&dir).as_str(), output.text()), (broken, ""));
    dir.write("entities.toml", b"name = '\xff'");
    dir.run("import people.csv --merge").assert_failure(&["not UTF-8 text"]);
}

#[test]
fn unreadable_input_is_refused() {
    let dir = test_dir();
    dir.write("binary.csv", b"PK\x03\x04\0\0\0\x01\x02\0\0");
    dir.write("empty.csv", " \n");
    dir.write("words.txt", "Just some words.\n");
    dir.write("array.json", "[\n{\"label\": \"ORG\", \"pattern\": \"A\"}\n]\n");
    for (file, why) in [
        ("none.csv", "none.csv: no such file or directory"),
        (".", ".: not a regular file"),
        ("binary.csv", "binary.csv: not text"),
        ("empty.csv", "empty.csv: the file is empty"),
        ("words.txt", "words.txt: neither a table with a column `name`"),
        ("array.json", "array.json: a JSON array; convert it to JSON Lines"),
    ] {
        for merge in ["", " --merge"] {
            assert_eq!(dir.run(&format!("import {file}{merge}")).assert_failure(&[why]).text(), "");
        }
    }
    assert_eq!(list(&dir), LIST);
}

#[test]
fn other_encodings_are_read_and_invalid_bytes_reported() {
    let dir = TestFolder::new();
    dir.write("bom.csv", "\u{feff}name;kind\r\nŁódź;place\r\n");
    let utf16: Vec<u8> =
        "\u{feff}name;kind\nŁódź;place\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    dir.write("utf16.csv", utf16);
    for file in ["bom.csv", "utf16.csv"] {
        let output = dir.run(&format!("import {file}"));
        assert_eq!(output.text(), "[[entity]]\nname = \"Łódź\"\nkind = \"place\"\n", "{file}");
    }
    dir.write("torn.csv", b"name,kind\n\xc5\x81\xc3\xb3d\xc5\xba\xc5,place\nKaun\xc4\x85s,place\n");
    assert_exit(
        &dir.run("import torn.csv"),
        1,
        &[
            "whoswho: torn.csv:2: skipped: the name `Łódź\u{fffd}` contains a character that could not be decoded",
            "printed 1 entity; 1 row skipped",
        ],
    );
}

#[test]
fn control_characters_reach_neither_terminal_nor_list() {
    let dir = test_dir();
    dir.write(
        "people.csv",
        "name,kind,note\n\"x\"\" \n[[entity]]\nname = \"\"y\",place,\u{1b}[2J'''\\\n\u{1b}]0;t\u{7},place,\n",
    );
    let output = dir.run("import people.csv --merge");
    assert_eq!(output.code, Some(1));
    assert!(!output.err.contains(['\u{1b}', '\u{7}']), "{:?}", output.err);
    assert_eq!(dir.run("check").assert_ok().text(), "entities.toml: 2 entities, nothing to report\n");
    assert!(!list(&dir).contains('\u{1b}'));
    assert_eq!(dir.run_on("import - --from csv", b"name,kind,a\x1b[2J\n").err.matches('\u{1b}').count(), 0);
}

#[cfg(unix)]
#[test]
fn link_to_the_list_is_kept_and_read_only_list_is_unchanged() {
    use std::os::unix::fs::PermissionsExt;
    let dir = TestFolder::with(&[("people.csv", TABLE), ("kept/list.toml", LIST)]);
    std::os::unix::fs::symlink("kept/list.toml", dir.path().join("entities.toml")).unwrap();
    let path = dir.path().join("kept/list.toml");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    dir.run("import people.csv --merge").assert_failure(&["cannot be written to"]);
    assert_eq!(list(&dir), LIST);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(dir.run("import people.csv --merge").code, Some(0));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), MERGED);
    assert!(std::fs::symlink_metadata(dir.path().join("entities.toml")).unwrap().is_symlink());
}
