//! Files that contain other files, read through the commands: archives, compressed files, archives inside archives.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Write;
use std::path::Path;

use assert_cmd::Command;
use flate2::Compression;
use flate2::write::GzEncoder;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn zip(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn tar(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        writer.append_data(&mut header, name, bytes.as_slice()).unwrap();
    }
    writer.into_inner().unwrap()
}

fn whoswho(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let mut command = Command::cargo_bin("whoswho").unwrap();
    let output = command.current_dir(folder).args(arguments).arg("--no-config").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

/// Returns the names of the articles in some paths, standard error, and the exit code.
fn listed(folder: &Path, arguments: &[&str]) -> (Vec<String>, String, i32) {
    let (out, err, code) = whoswho(folder, &[&["articles", "--format", "csv"], arguments].concat());
    let name = |line: &str| line.split(',').next().unwrap_or_default().to_owned();
    (out.lines().skip(1).map(name).collect(), err, code)
}

#[test]
fn archives_are_opened_like_folders_and_compressed_files_like_their_contents() {
    let folder = tempfile::tempdir().unwrap();
    let inner = zip(&[("deep.md", b"# Deep\n\nText.".to_vec()), ("b.bin", vec![0; 9])]);
    let outer = zip(&[
        ("10.txt", b"Ten\n\nKyiv.".to_vec()),
        ("9.txt", b"Nine\n\nKyiv.".to_vec()),
        (".hidden.txt", b"no".to_vec()),
        ("__MACOSX/._9.txt", b"no".to_vec()),
        ("in/inner.zip", inner),
        ("a.docx", b"PK\x03\x04[Content_Types].xml".to_vec()),
        ("packed.txt.gz", gzip(b"Packed\n\nText.")),
    ]);
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("all.zip"), &outer).unwrap();
    std::fs::write(path("one.txt.gz"), gzip(b"One\n\nText.")).unwrap();
    std::fs::write(path("two.tar.gz"), gzip(&tar(&[("t.txt", b"Two\n\nText.".to_vec())]))).unwrap();
    let (names, err, code) = listed(folder.path(), &["."]);
    let expected = [
        "all.zip#10.txt",
        "all.zip#9.txt",
        "all.zip#in/inner.zip#deep.md",
        "all.zip#packed.txt.gz",
        "one.txt.gz",
        "two.tar.gz#t.txt",
    ];
    assert_eq!(names, expected);
    assert_eq!(err, "whoswho: .: 2 files of unknown type: a.docx, in/inner.zip#b.bin\n");
    assert_eq!(code, 0);
    for (name, text) in [
        ("all.zip#9.txt", "Nine\n\nKyiv.\n"),
        ("all.zip#in/inner.zip#deep.md", "Deep\n\nText.\n"),
        ("all.zip#packed.txt.gz", "Packed\n\nText.\n"),
        ("one.txt.gz", "One\n\nText.\n"),
        ("two.tar.gz#t.txt", "Two\n\nText.\n"),
    ] {
        let (out, err, code) = whoswho(folder.path(), &["text", name]);
        assert_eq!((out.as_str(), err.as_str(), code), (text, "", 0), "{name}");
    }
    let (out, ..) = whoswho(folder.path(), &["text", "two.tar.gz"]);
    assert_eq!(
        out, "==> two.tar.gz#t.txt <==\n\nTwo\n\nText.\n",
        "an article in an archive has its name as a heading"
    );
    let (names, ..) = listed(folder.path(), &["all.zip#in/inner.zip"]);
    assert_eq!(names, ["all.zip#in/inner.zip#deep.md"]);
    let (_, err, code) = whoswho(folder.path(), &["text", "all.zip#none.txt"]);
    assert_eq!(
        (err.as_str(), code),
        ("whoswho: all.zip: has no article `none.txt`; `whoswho articles FILE` lists them\n", 1)
    );
}

#[test]
fn file_type_is_detected_by_content_not_by_extension() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("a.txt"), "Kyiv.").unwrap();
    std::fs::write(path("b.txt"), zip(&[("2.txt", b"Two".to_vec()), ("1.txt", b"One".to_vec())])).unwrap();
    std::fs::write(path("c.md"), gzip(b"Packed.")).unwrap();
    std::fs::write(path("entities.toml"), "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n").unwrap();
    let (names, err, code) = listed(folder.path(), &["."]);
    assert_eq!(names, ["a.txt", "b.txt#2.txt", "b.txt#1.txt", "c.md"]);
    assert_eq!((err.as_str(), code), ("", 0));
    let (out, ..) = whoswho(folder.path(), &["text", "."]);
    assert_eq!(out.matches("==> ").count(), 4, "{out}");
    let (out, err, code) = whoswho(folder.path(), &["text", "--as", "text", "b.txt"]);
    assert!(out.contains("PK"), "{out}{err}{code}");
}

#[test]
fn nested_archives_are_read_three_levels_deep() {
    let folder = tempfile::tempdir().unwrap();
    let mut nested = zip(&[("a.txt", b"Text.".to_vec())]);
    for _ in 0..5 {
        nested = zip(&[("z.zip", nested), ("b.txt", b"Beside.".to_vec())]);
    }
    std::fs::write(folder.path().join("all.zip"), nested).unwrap();
    let (names, err, code) = listed(folder.path(), &["all.zip", "--duplicates"]);
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(err.contains("all.zip#z.zip#z.zip#z.zip: is more than 3 archives deep"), "{err}");
    assert_eq!(code, 1);
}

#[test]
fn duplicate_articles_are_listed_and_counted_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("entities.toml"), "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n").unwrap();
    for name in ["a.txt", "b.txt"] {
        std::fs::write(path(name), "Title\n\nKyiv is quiet.").unwrap();
    }
    std::fs::write(path("c.txt"), "Title\n\nKyiv was quiet.").unwrap();
    for name in ["empty.txt", "void.txt"] {
        std::fs::write(path(name), "").unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(path("c.txt"), path("link.txt")).unwrap();
    let entities = |arguments: &[&str]| {
        let (out, ..) =
            whoswho(folder.path(), &[&["entities", "--format", "jsonl", "."], arguments].concat());
        let row: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
        (row["mentions"].as_u64().unwrap(), row["articles"].as_u64().unwrap())
    };
    assert_eq!(entities(&[]), (2, 2));
    let links = u64::from(cfg!(unix));
    assert_eq!(entities(&["--duplicates"]), (3 + links, 3 + links));
    let (out, ..) = whoswho(folder.path(), &["articles", "--format", "jsonl", "."]);
    let rows: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let copies: Vec<(&str, u64)> = rows
        .iter()
        .map(|row| (row["article"].as_str().unwrap(), row["copies"].as_u64().unwrap_or(0)))
        .collect();
    assert_eq!(copies, [("a.txt", 1), ("c.txt", links), ("empty.txt", 0), ("void.txt", 0)]);
    let mentions = |arguments: &[&str]| {
        let (out, ..) =
            whoswho(folder.path(), &[&["mentions", "--format", "jsonl", "."], arguments].concat());
        out.lines().count() as u64
    };
    assert_eq!(mentions(&[]), 2);
    assert_eq!(mentions(&["--duplicates"]), 3 + links);
}

#[test]
fn data_without_articles_is_not_reported_as_unknown_type() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("a.txt", "Kyiv."), ("cut.json", "{\"title\":"), ("b.bin", "\0\u{1}")] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let (names, err, code) = listed(folder.path(), &["."]);
    assert_eq!((names, code), (vec!["a.txt".to_owned()], 0));
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines[0], "whoswho: .: 1 file of unknown type: b.bin", "{err}");
    assert!(lines[1].starts_with("whoswho: .: 1 file without articles: cut.json: broken JSON"), "{err}");
    assert_eq!(lines.len(), 2, "{err}");
}

#[test]
fn decompression_bomb_is_reported_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bomb.txt.gz"), gzip(&vec![b'a'; 80 << 20])).unwrap();
    std::fs::write(folder.path().join("a.txt"), "Text.").unwrap();
    let (names, err, code) = listed(folder.path(), &["."]);
    assert_eq!((names, code), (vec!["a.txt".to_owned()], 1));
    assert!(err.starts_with("whoswho: bomb.txt.gz: unpacks to at least 64 MiB"), "{err}");
}

#[test]
fn errors_of_one_file_are_capped_at_a_few_lines() {
    let folder = tempfile::tempdir().unwrap();
    let lines: String = (0..1000)
        .map(|number| {
            if number % 2 == 0 {
                format!("{{\"title\": \"{number}\", \"text\": \"Kyiv {number}.\"}}\n")
            } else {
                "{\"title\": broken}\n".to_owned()
            }
        })
        .collect();
    std::fs::write(folder.path().join("dump.jsonl"), lines).unwrap();
    let (names, err, code) = listed(folder.path(), &["dump.jsonl"]);
    assert_eq!((names.len(), code), (500, 1));
    let messages: Vec<&str> = err.lines().collect();
    assert_eq!(messages.len(), 6, "{err}");
    assert!(messages[0].starts_with("whoswho: dump.jsonl#2: broken JSON"), "{err}");
    assert_eq!(messages[5], "whoswho: dump.jsonl: 495 more articles in it cannot be read");
}
