//! Saving and restoring sessions.
#![cfg(unix)]

use std::path::Path;
use std::time::Duration;
use whoswho::app::Message;

use crate::support::driver::{Driver, corpus, seeds};
use crate::support::pty::{Options, Session as Terminal};
use crate::support::reports::{LIST, three};
use whoswho::app::document::Position;
use whoswho::app::document::ViewportTop;
use whoswho::app::state::saved::{SavedState, Session};
use whoswho::article::ArticleKey;

const PROGRAM: &str = env!("CARGO_BIN_EXE_whoswho");

/// A state folder shared by several sessions.
struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a home") }
    }

    fn start(&self, arguments: &[&str]) -> Terminal {
        let state = self.folder.path().to_str().expect("a path in UTF-8");
        let env = [("XDG_STATE_HOME", state)];
        let options = Options { columns: 120, rows: 40, env: &env, ..Options::default() };
        Terminal::start(Path::new(PROGRAM), arguments, &options)
    }

    fn file(&self) -> std::path::PathBuf {
        self.folder.path().join("whoswho/memory.sqlite")
    }
}

fn quit(mut session: Terminal) {
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
    assert!(session.is_restored());
}

#[test]
fn position_selection_layout_marks_and_searches_are_restored() {
    let (home, seeds) = (Home::new(), seeds());
    let seeds = seeds.to_str().expect("a path");
    let mut first = home.start(&[seeds]);
    first.wait_for_text("article 1 of 5");
    first.send("J]");
    first.wait_for_text("article 2 of 5");
    first.send_key("Enter");
    first.wait_for_text("clear selection");
    first.send("ma");
    first.wait_for_text("Mark a set");
    first.send("\\peace");
    first.send_key("Enter");
    first.wait_for_text("hit 1 of");
    first.send("qJjjjjjs");
    first.wait_for_text("by date");
    first.send("_");
    first.wait_until_quiet(Duration::from_millis(200));
    let before = first.screen_text();
    let page = |screen: &str| screen.lines().skip(1).take(36).collect::<Vec<_>>().join("\n");
    quit(first);

    let mut second = home.start(&[seeds]);
    second.wait_for_text("article 3 of 5");
    second.wait_until_quiet(Duration::from_millis(200));
    assert_eq!(page(&second.screen_text()), page(&before));
    second.send("'a");
    second.wait_for_text("article 2 of 5");
    second.send("_");
    second.wait_for_text("by date");
    second.send("/");
    second.send_key("Up");
    second.wait_for_text("/peace");
    second.send_key("Esc");
    second.wait_for(|screen| !screen.contents().contains("/peace"), "the search prompt closed");
    quit(second);

    let mut fresh = home.start(&["--fresh", seeds]);
    fresh.wait_for_text("article 1 of 5");
    fresh.send("'a");
    fresh.wait_for_text("No mark a");
    quit(fresh);
    let mut third = home.start(&[seeds]);
    third.wait_for_text("article 2 of 5");
    third.send("'");
    third.wait_for_text("Marks");
    quit_from_letter(third);
}

/// Quits while the list of marks is waiting for a letter: Esc closes it first.
fn quit_from_letter(mut session: Terminal) {
    session.send_key("Esc");
    session.wait_for(|screen| !screen.contents().contains("Marks"), "the marks closed");
    quit(session);
}

#[test]
fn last_corpus_is_opened_without_a_path() {
    let (home, folder) = (Home::new(), corpus(LIST, &[("1.txt", "First report\n\nKyiv waits.\n")]));
    let nothing = home.start(&[]);
    nothing.wait_for_text("nothing to read");
    drop(nothing);
    let session = home.start(&[folder.path().to_str().expect("a path")]);
    session.wait_for_text("First report");
    quit(session);
    let again = home.start(&[]);
    again.wait_for_text("First report");
    again.wait_for_text("entities.toml");
    quit(again);
}

/// If the reader is killed 2.5 seconds after the last key, nothing is lost.
#[test]
fn killed_reader_loses_at_most_a_moment() {
    let (home, seeds) = (Home::new(), seeds());
    let seeds = seeds.to_str().expect("a path");
    let mut session = home.start(&[seeds]);
    session.wait_for_text("article 1 of 5");
    session.send("JJmx");
    session.wait_for_text("Mark x set");
    std::thread::sleep(Duration::from_millis(2_500));
    session.signal(9);
    session.wait_exit();
    let mut again = home.start(&[seeds]);
    again.wait_for_text("article 3 of 5");
    again.send("K");
    again.wait_for_text("article 2 of 5");
    again.send("'x");
    again.wait_for_text("article 3 of 5");
    quit(again);
}

#[test]
fn two_readers_keep_each_others_marks() {
    let (home, seeds) = (Home::new(), seeds());
    let seeds = seeds.to_str().expect("a path");
    let (mut first, mut second) = (home.start(&[seeds]), home.start(&[seeds]));
    first.wait_for_text("article 1 of 5");
    second.wait_for_text("article 1 of 5");
    first.send("ma");
    second.send("Jmb");
    first.wait_for_text("Mark a");
    second.wait_for_text("Mark b");
    quit(first);
    quit(second);
    let mut third = home.start(&[seeds]);
    third.wait_for_text("of 5");
    third.send("'");
    third.wait_for(
        |screen| {
            let screen = screen.contents();
            screen.contains("a    1") && screen.contains("b    2")
        },
        "both marks",
    );
    quit_from_letter(third);
}

#[test]
fn damaged_state_is_reported_and_reading_continues() {
    let (home, seeds) = (Home::new(), seeds());
    std::fs::create_dir_all(home.file().parent().expect("a folder")).expect("made");
    std::fs::write(home.file(), "no database at all, whatever it says").expect("written");
    let mut session = home.start(&[seeds.to_str().expect("a path")]);
    session.wait_for_text("is damaged");
    session.send("j");
    session.wait_for_text("article 1 of 5");
    quit(session);
    assert!(home.file().with_file_name("memory.sqlite.damaged-1").exists());
}

#[test]
fn read_only_home_is_not_an_error() {
    let seeds = seeds();
    let env = [("XDG_STATE_HOME", "/proc/none")];
    let options = Options { columns: 80, rows: 24, env: &env, ..Options::default() };
    let mut session = Terminal::start(Path::new(PROGRAM), &[seeds.to_str().expect("a path")], &options);
    session.wait_for_text("nothing is remembered");
    session.send("ma");
    session.wait_for_text("Mark a");
    quit(session);
}

/// The position of a mark is found again by its words after text is inserted above it.
#[test]
fn mark_is_found_in_a_changed_text() {
    let mut driver = three();
    driver.keys("1 5 j m a");
    let words = |driver: &Driver| {
        let open = driver.app.workspace.open.as_ref().expect("open");
        open.article.text.slice(driver.app.workspace.viewport.offset..open.article.text.len())[..30]
            .to_owned()
    };
    let before = words(&driver);
    driver.keys("2 J");
    let file = driver.folder().join("1.txt");
    let text = std::fs::read_to_string(&file).expect("read");
    let grown = text.replacen("\n\n", "\n\nSomething new was put in front of all.\n\nAnd more.\n\n", 1);
    std::fs::write(&file, grown).expect("written");
    driver.keys("' a");
    assert_eq!((driver.open_article(), words(&driver)), (0, before));
    std::fs::write(&file, "First report\n\nNothing is left of it.\n").expect("written");
    driver.keys("2 J ' a");
    assert!(driver.hint().contains("no longer exists"), "{}", driver.hint());
    assert_eq!((driver.open_article(), driver.app.workspace.viewport.offset), (0, 0));
}

#[test]
fn only_changes_are_saved_and_only_marks_before_the_state_is_loaded() {
    let mut driver = three();
    driver.keys("] Enter J j m a");
    let saved = |driver: &mut Driver| std::mem::take(&mut driver.terminal_effects);
    let first = saved(&mut driver);
    assert!(!first.is_empty() && first.iter().all(|effect| effect.starts_with("Save(Mark")), "{first:?}");
    driver.send(Message::SavedState(Box::default()));
    assert_eq!(saved(&mut driver), Vec::<String>::new(), "nothing has changed since");
    driver.send(Message::Input(whoswho::app::input::Input::Resize { columns: 120, rows: 40 }));
    assert_eq!(saved(&mut driver), Vec::<String>::new());
    driver.keys("K 3 j");
    let all = saved(&mut driver).join("\n");
    assert!(all.contains("Position(") && all.contains("1.txt") && all.contains("Session("), "{all}");
}

/// Regression: if the saved state arrived late, the page shown until then replaced the saved one.
#[test]
fn late_state_is_not_overwritten() {
    let saved_state = |driver: &Driver| {
        let keys: Vec<ArticleKey> = driver
            .app
            .workspace
            .index()
            .ids()
            .filter_map(|id| driver.app.workspace.index().row(id))
            .map(|row| row.key.clone())
            .collect();
        let session = Session { open: Some(keys[2].clone()), ..Session::default() };
        let position = Position { top: ViewportTop { offset: 70, gap: false }, ..Position::default() };
        let positions = [(keys[0].clone(), position)].into();
        Message::SavedState(Box::new(SavedState {
            session: Some(session),
            positions,
            ..SavedState::default()
        }))
    };
    // If no key was typed before, the session is restored.
    let mut driver = three();
    driver.send(saved_state(&driver));
    assert_eq!(driver.open_article(), 2);
    // If a key was typed before, the screen stays, and nothing is saved until something changes.
    let mut driver = three();
    driver.keys("j");
    driver.terminal_effects.clear();
    driver.send(saved_state(&driver));
    assert_eq!((driver.open_article(), &driver.terminal_effects), (0, &Vec::new()));
}

/// Regression: if the saved state arrived after the first keys, the position was not saved on quitting.
#[test]
fn late_state_without_a_position_takes_the_current_one() {
    let mut driver = three();
    driver.keys("j");
    driver.terminal_effects.clear();
    driver.send(Message::SavedState(Box::default()));
    let saved = driver.terminal_effects.join("\n");
    assert!(saved.contains("Save(Position(") && saved.contains("1.txt"), "{saved}");
    // If the page was not moved, nothing is saved.
    let mut driver = three();
    driver.keys("? Esc");
    driver.terminal_effects.clear();
    driver.send(Message::SavedState(Box::default()));
    assert!(!driver.terminal_effects.join("\n").contains("Position("), "{:?}", driver.terminal_effects);
}

/// Regression: `r` on an article that is not open was saved only if it marked the article as unread.
#[test]
fn article_marked_as_read_is_saved() {
    let mut driver = three();
    driver.send(Message::SavedState(Box::default()));
    driver.keys("h j j");
    driver.terminal_effects.clear();
    driver.keys("r");
    let saved = driver.terminal_effects.join("\n");
    assert!(
        saved.contains("Save(ReadMark(") && saved.contains("3.txt") && saved.contains("is_read: true"),
        "{saved}"
    );
}

/// Keys typed before the next article is open apply to that article.
#[test]
fn keys_typed_ahead_wait_for_their_article() {
    let home = Home::new();
    let folder = corpus(
        LIST,
        &[
            ("1.txt", "First report\n\nKyiv waits.\n"),
            ("2.txt", &format!("Second report\n\n{}", "Kyiv.\n\n".repeat(90))),
        ],
    );
    let mut session = home.start(&[folder.path().to_str().expect("a path")]);
    session.wait_for_text("First report");
    session.send("J12jma");
    session.wait_for_text("Mark a set");
    session.send("K");
    session.wait_for_text("article 1 of 2");
    session.send("'a");
    session.wait_for_text("article 2 of 2");
    session.wait_for(|screen| !screen.contents().contains("top  "), "the page further down");
    quit(session);
}

/// A relative path would mean another folder in every working folder.
#[test]
fn relative_state_folder_is_ignored() {
    let (home, seeds) = (tempfile::tempdir().expect("a home"), seeds());
    let env = [("XDG_STATE_HOME", "rel"), ("HOME", home.path().to_str().expect("a path"))];
    let options = Options { columns: 80, rows: 24, env: &env, ..Options::default() };
    let mut session = Terminal::start(Path::new(PROGRAM), &[seeds.to_str().expect("a path")], &options);
    session.wait_for_text("article 1 of 5");
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
    assert!(home.path().join(".local/state/whoswho/memory.sqlite").exists());
    // The program runs in the session's own home.
    assert!(!session.home().join("rel").exists());
}
