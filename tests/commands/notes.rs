//! Passages saved to the notes file, and text piped to shell commands.
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

/// Runs `whoswho notes`. Returns standard output and standard error.
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
fn passage_is_saved_with_its_source_and_notes_are_not_an_article() {
    let folder = reports();
    let (out, err) = notes(&folder, &[]);
    assert!(out.is_empty() && err.contains("no notes yet"), "{err}");
    let mut session = start(&folder);
    session.send("]+");
    session.wait_for_text("comment:");
    session.send_key("Down");
    session.send("ask him");
    session.send_key("Enter");
    session.wait_for_text("kept in");
    session.send("J]+");
    session.wait_for_text("comment:");
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
    // The notes file is in the folder but not opened as an article.
    quit(start(&folder));
}

/// Joining a headline to the sentence below it would misquote the article.
#[test]
fn passage_across_paragraphs_keeps_them_separate() {
    let folder = corpus(LIST, &[("b.txt", "A report on Kyiv\n\nIt rained there. Nobody spoke.\n")]);
    let options = Options { columns: 100, rows: 24, ..Options::default() };
    let mut session =
        Session::start(Path::new(PROGRAM), &[folder.path().to_str().expect("a path")], &options);
    session.wait_for_text("article 1 of 1");
    session.send("]+");
    session.wait_for_text("comment:");
    session.send_key("Down");
    session.send_key("Enter");
    session.wait_for_text("kept in");
    quit(session);
    let (out, _) = notes(&folder, &[]);
    assert!(out.contains("`, paragraphs 1–2\n\n> A report on Kyiv\n>\n> It rained there.\n"), "{out}");
}

/// The test repeats this, since saving a note takes a moment in the background.
#[test]
fn note_is_saved_even_if_the_reader_quits_immediately() {
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
fn failure_to_save_a_note_is_reported_even_if_the_reader_quits_immediately() {
    let folder = reports();
    std::fs::create_dir(folder.path().join("whoswho-notes.md")).expect("a folder");
    let mut session = start(&folder);
    session.send("]+remark\rQ");
    assert_eq!(session.wait_exit().code, Some(1));
    session.wait_for_text("not a regular file");
}

/// Regression: the output of a shell command used to stay on the screen until Enter, whatever the signal.
#[test]
fn signal_ends_the_reader_while_command_output_is_shown() {
    // SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGALRM.
    for signal in [15, 1, 10, 12, 14] {
        let folder = reports();
        let mut session = start(&folder);
        session.send("|");
        session.wait_for_text("pipe to:");
        session.send("true\r");
        session.wait_for_text("Enter goes back");
        session.signal(signal);
        assert_eq!(session.wait_exit().signal, Some(signal));
        assert!(session.is_restored() && session.is_cooked());
    }
}

#[test]
fn failure_to_write_the_notes_is_reported_and_the_comment_kept() {
    let folder = reports();
    std::fs::create_dir(folder.path().join("whoswho-notes.md")).expect("a folder in the way");
    let mut session = start(&folder);
    session.send("]+");
    session.wait_for_text("comment:");
    session.send_key("Enter");
    session.wait_for(|screen| screen.contents().contains("not a regular"), "the reason");
    session.send("+why this one");
    session.wait_for_text("comment: why this one");
    session.send_key("Enter");
    session.wait_for(|screen| screen.contents().contains("not a regular"), "the reason");
    session.send("+");
    session.wait_for_text("comment: why this one");
    session.send_key("Esc");
    // Esc followed closely by a letter would be read as Alt with that letter.
    session.wait_for(|screen| !screen.contents().contains("comment:"), "the prompt to close");
    quit(session);
}

#[test]
fn article_is_piped_to_a_command_and_the_reader_resumes() {
    let folder = reports();
    let mut session = start(&folder);
    session.send("|");
    session.wait_for_text("pipe to:");
    session.send("grep -c Kyiv; cat >/dev/null; false");
    session.send_key("Enter");
    session.wait_for_text("Enter goes back");
    let screen = session.screen_text();
    assert!(screen.contains("ended with exit status: 1"), "{screen}");
    assert!(session.is_cooked(), "the command has the terminal");
    session.send("\n");
    session.wait_for_text("article 1 of 2");
    session.send("J");
    session.wait_for_text("article 2 of 2");
    quit(session);
}

#[test]
fn notes_setting_names_a_folder_for_all_notes() {
    let folder = reports();
    let settings = folder.path().join("config/whoswho");
    std::fs::create_dir_all(&settings).expect("created");
    std::fs::write(settings.join("config.toml"), "notes = 'mine'\n").expect("written");
    let path = |more: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.arg("notes").arg("--path").args(more).arg(folder.path().join("a.md"));
        let output = command.env("XDG_CONFIG_HOME", folder.path().join("config")).output().expect("run");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let configured = path(&[]);
    let name = Path::new(configured.trim()).file_name().expect("a name").to_string_lossy().into_owned();
    assert!(
        configured.contains("config/whoswho/mine/") && name.ends_with("-a.md-whoswho-notes.md"),
        "{configured}"
    );
    assert!(path(&["--no-config"]).trim().ends_with("whoswho-notes.md"));
}
