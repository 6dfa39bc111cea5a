//! Passages collected into a file of the reader's own, and text given to other programs.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;

use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_whoswho");
const LIST: &str = "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n";
const REPORT: &str = "---\ntitle: A report\nsource: The Paper\ndate: 2025-11-20\nurl: https://example.org/a\n---\n\nNobody spoke. Kyiv waits for *all* of them. It rained.\n\nThe end of it.\n";

fn reports() -> TempDir {
    corpus(LIST, &[("a.md", REPORT), ("b.txt", "Another report\n\nKyiv again.\n")])
}

fn start(folder: &TempDir) -> Session {
    let options = Options { columns: 100, rows: 24, ..Options::default() };
    let session = Session::start(Path::new(PROGRAM), &[folder.path().to_str().expect("a path")], &options);
    session.wait_for_text("article 1 of 2");
    session
}

fn quit(mut session: Session) {
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
}

fn notes(folder: &TempDir, more: &[&str]) -> (String, String) {
    let output = Command::new(PROGRAM)
        .arg("notes")
        .arg(folder.path())
        .args(more)
        .env("XDG_STATE_HOME", folder.path().join(".state"))
        .output()
        .expect("run");
    assert_eq!(output.status.code(), Some(0));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr))
}

#[test]
fn a_passage_is_kept_with_its_source_and_is_no_article() {
    let folder = reports();
    let (out, words) = notes(&folder, &[]);
    assert!(out.is_empty() && words.contains("no notes yet"), "{words}");
    let mut session = start(&folder);
    session.send("]+");
    session.wait_for_text("remark:");
    session.send_key("Down");
    session.send("ask him");
    session.send_key("Enter");
    session.wait_for_text("kept in");
    session.send("J]+");
    session.wait_for_text("remark:");
    session.send_key("Enter");
    session.wait_for_text("kept in");
    quit(session);
    let (out, _) = notes(&folder, &[]);
    let path = folder.path().join("a.md").display().to_string();
    let first = format!(
        "# Notes\n\n## [A report](<https://example.org/a>)\n\nThe Paper · 2025-11-20 · `{path}`, paragraph 2\n\n> Kyiv waits for all of them. It rained.\n\nask him\n"
    );
    assert!(out.starts_with(&first), "{out}\n{first}");
    assert!(out.contains("## Another report") && out.ends_with("> Kyiv again.\n"), "{out}");
    let (printed, _) = notes(&folder, &["--path"]);
    assert_eq!(printed.trim(), folder.path().join("whoswho-notes.md").display().to_string());
    // The file lies among the articles and is none.
    quit(start(&folder));
}

/// A headline that runs into the first sentence below it is a misquotation.
#[test]
fn a_passage_across_paragraphs_keeps_them_apart() {
    let folder = corpus(LIST, &[("b.txt", "A report on Kyiv\n\nIt rained there. Nobody spoke.\n")]);
    let options = Options { columns: 100, rows: 24, ..Options::default() };
    let mut session =
        Session::start(Path::new(PROGRAM), &[folder.path().to_str().expect("a path")], &options);
    session.wait_for_text("article 1 of 1");
    session.send("]+");
    session.wait_for_text("remark:");
    session.send_key("Down");
    session.send_key("Enter");
    session.wait_for_text("kept in");
    quit(session);
    let (out, _) = notes(&folder, &[]);
    assert!(out.contains("`, paragraphs 1–2\n\n> A report on Kyiv\n>\n> It rained there.\n"), "{out}");
}

/// A note typed and the reader quit in one breath, many times: a file is written by rename, which takes a moment.
#[test]
fn a_note_is_kept_though_the_reader_is_quit_at_once() {
    let folder = reports();
    for number in 1..=8 {
        let mut session = start(&folder);
        session.send(&format!("g]+remark{number}\rQ"));
        assert_eq!(session.wait_exit().code, Some(0));
        let (out, _) = notes(&folder, &[]);
        assert!(out.contains(&format!("remark{number}")), "{out}");
    }
}

#[test]
fn a_note_that_cannot_be_kept_is_said_though_the_reader_is_quit_at_once() {
    let folder = reports();
    std::fs::create_dir(folder.path().join("whoswho-notes.md")).expect("a folder");
    let mut session = start(&folder);
    session.send("]+remark\rQ");
    assert_eq!(session.wait_exit().code, Some(1));
    session.wait_for_text("not a regular file");
}

/// The words were there to be read until Enter, whatever came.
#[test]
fn a_signal_ends_the_reader_while_a_commands_words_are_read() {
    // SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGALRM.
    for signal in [15, 1, 10, 12, 14] {
        let folder = reports();
        let mut session = start(&folder);
        session.send("|");
        session.wait_for_text("text to:");
        session.send("true\r");
        session.wait_for_text("Enter goes back");
        session.signal(signal);
        assert_eq!(session.wait_exit().signal, Some(signal));
        assert!(session.restored() && session.cooked());
    }
}

#[test]
fn a_file_of_notes_that_cannot_be_written_is_said() {
    let folder = reports();
    std::fs::create_dir(folder.path().join("whoswho-notes.md")).expect("a folder in the way");
    let mut session = start(&folder);
    session.send("]+");
    session.wait_for_text("remark:");
    session.send_key("Enter");
    session.wait_for(|screen| screen.contents().contains("not a regular"), "why nothing was kept");
    session.send("+why this one");
    session.wait_for_text("remark: why this one");
    session.send_key("Enter");
    session.wait_for(|screen| screen.contents().contains("not a regular"), "why nothing was kept");
    session.send("+");
    session.wait_for_text("remark: why this one");
    session.send_key("Esc");
    // Esc with a letter close behind it would be Alt with that letter.
    session.wait_for(|screen| !screen.contents().contains("remark:"), "the prompt to be closed");
    quit(session);
}

#[test]
fn the_text_goes_to_a_command_and_the_reader_comes_back() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("|");
    session.wait_for_text("text to:");
    session.send("grep -c Kyiv; cat >/dev/null; false");
    session.send_key("Enter");
    session.wait_for_text("Enter goes back");
    let screen = session.screen_text();
    assert!(screen.contains("ended with exit status: 1"), "{screen}");
    assert!(session.cooked(), "the terminal is the command's");
    session.send("\n");
    session.wait_for_text("article 1 of 2");
    session.send("J");
    session.wait_for_text("article 2 of 2");
    quit(session);
}

#[test]
fn settings_name_a_folder_for_notes_on_all_articles() {
    let folder = reports();
    let settings = folder.path().join("config/whoswho");
    std::fs::create_dir_all(&settings).expect("made");
    std::fs::write(settings.join("config.toml"), "notes = 'mine'\n").expect("written");
    let path = |more: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.arg("notes").arg("--path").args(more).arg(folder.path().join("a.md"));
        let output = command.env("XDG_CONFIG_HOME", folder.path().join("config")).output().expect("run");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let mine = path(&[]);
    let name = Path::new(mine.trim()).file_name().expect("a name").to_string_lossy().into_owned();
    assert!(mine.contains("config/whoswho/mine/") && name.ends_with("-a.md-whoswho-notes.md"), "{mine}");
    assert!(path(&["--no-config"]).trim().ends_with("whoswho-notes.md"));
}
