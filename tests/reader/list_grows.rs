//! The list grows while reading: a name is added with three keys, is highlighted at once, and can be removed again.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::support::driver::{Driver, corpus};
use crate::support::pty::{Options, Session};
use whoswho::overlays::add_entity::AddEntity;

const LIST: &str = "# My list.\n[[entity]]\nname = 'Kyiv'   # the city\nkind = 'place'\n";
const ONE: &str = "First report\n\nThen Ann Lee went to Kyiv. Ann Lee and Bob Ray met in Geneva.\n";
const TWO: &str = "Second report\n\nAnn Lee spoke. Lee said so.\n";

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_whoswho"))
}

fn options(env: &'static [(&'static str, &'static str)]) -> Options<'static> {
    Options { columns: 120, rows: 30, env, ..Options::default() }
}

#[test]
fn three_keys_add_an_entity_and_one_undoes_it() {
    let folder = corpus(LIST, &[("1.txt", ONE), ("2.txt", TWO)]);
    let list = folder.path().join("entities.toml");
    let mut session = Session::start(program(), &[folder.path().to_str().expect("UTF-8")], &options(&[]));
    session.wait_for_text("article 1 of 2");
    session.send("a");
    session.wait_for_text("type the letters of a name");
    session.send("a");
    session.wait_for_text("Add Ann Lee");
    session.send("p");
    session.wait_for_text("Ann Lee is listed: person");
    session.wait_for_text("2 here, 4 in all");
    let grown = std::fs::read_to_string(&list).expect("the list");
    assert_eq!(grown, format!("{LIST}\n[[entity]]\nname = \"Ann Lee\"\nkind = \"person\"\n"));
    session.send("U");
    session.wait_for_text("Undid: added Ann Lee (person)");
    assert_eq!(std::fs::read_to_string(&list).expect("the list"), LIST);
    session.send("U");
    session.wait_for_text("Nothing to undo");
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
}

#[test]
fn addition_is_written_even_if_the_reader_quits_at_once() {
    let folder = corpus(LIST, &[("1.txt", ONE), ("2.txt", TWO)]);
    let list = folder.path().join("entities.toml");
    for _ in 0..8 {
        std::fs::write(&list, LIST).expect("written");
        let mut session = Session::start(program(), &[folder.path().to_str().expect("UTF-8")], &options(&[]));
        session.wait_for_text("article 1 of 2");
        session.send("aapQ");
        assert_eq!(session.wait_exit().code, Some(0));
        let grown = std::fs::read_to_string(&list).expect("the list");
        assert!(grown.ends_with("name = \"Ann Lee\"\nkind = \"person\"\n"), "{grown}");
        let left = std::fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(left, 3, "no temporary file is left");
    }
}

#[test]
fn addition_is_not_undone_over_a_later_edit() {
    let folder = corpus(LIST, &[("1.txt", ONE)]);
    let list = folder.path().join("entities.toml");
    let mut session = Session::start(program(), &[folder.path().to_str().expect("UTF-8")], &options(&[]));
    session.wait_for_text("article 1 of 1");
    session.send("aap");
    session.wait_for_text("Ann Lee is listed: person");
    let edited = std::fs::read_to_string(&list).expect("the list") + "# mine\n";
    std::fs::write(&list, &edited).expect("written");
    session.wait_for_text("read again");
    session.send("U");
    session.wait_for_text("has changed since; not undone: added Ann Lee (person)");
    assert_eq!(std::fs::read_to_string(&list).expect("the list"), edited);
    session.send("Q");
    session.wait_exit();
}

#[test]
fn first_name_creates_a_list() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("1.txt"), ONE).expect("written");
    let options = Options { cwd: Some(folder.path()), ..options(&[]) };
    let mut session = Session::start(program(), &["1.txt"], &options);
    session.wait_for_text("article 1 of 1");
    session.send("v");
    session.wait_for_text("there is no list yet");
    session.send("aap");
    session.wait_for_text("Ann Lee is listed: person");
    session.wait_for_text("2 here");
    let list = std::fs::read_to_string(folder.path().join("entities.toml")).expect("a list");
    assert_eq!(list, "[[entity]]\nname = \"Ann Lee\"\nkind = \"person\"\n");
    session.send("Q");
    session.wait_exit();
}

#[test]
fn editor_opens_at_the_entitys_line_and_the_list_is_reloaded() {
    let folder = corpus(LIST, &[("1.txt", ONE)]);
    let list = folder.path().join("entities.toml");
    let editor = folder.path().join("editor");
    let script = "#!/bin/sh\necho \"editing $1 of $(basename $2)\"\nread answer\nprintf '[[entity]]\\nname = \"Geneva\"\\nkind = \"place\"\\n' >> \"$2\"\n";
    std::fs::write(&editor, script).expect("written");
    std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o755)).expect("made executable");
    let editor = editor.to_str().expect("UTF-8").to_owned();
    let env = [("EDITOR", editor.as_str())];
    let options = Options { columns: 120, rows: 30, env: &env, ..Options::default() };
    let mut session = Session::start(program(), &[folder.path().to_str().expect("UTF-8")], &options);
    session.wait_for_text("article 1 of 1");
    session.send("]");
    session.wait_for_text("1 of 1 here");
    session.send_key("Enter");
    session.send("v");
    session.wait_for_text("editing +2 of entities.toml");
    assert!(session.is_cooked(), "the editor has the terminal as the shell left it");
    session.send("\n");
    session.wait_for_text("article 1 of 1");
    session.wait_for_text("read again: 2 entities");
    session.send("]");
    session.wait_for_text("Kyiv: 1 of 1 here");
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
    assert!(session.is_restored());
    assert!(std::fs::read_to_string(&list).expect("the list").contains("Geneva"));
}

#[test]
fn names_are_picked_by_label_or_click_and_extended() {
    let mut driver = Driver::corpus(LIST, &[("1.txt", ONE), ("2.txt", TWO)]);
    driver.keys("a");
    let Some(AddEntity::Pick { targets, .. }) = driver.app.overlay::<AddEntity>() else { panic!("labels") };
    let text = |range: &std::ops::Range<usize>| ONE[range.clone()].to_owned();
    let names: Vec<String> = targets.iter().map(|(range, _)| text(range)).collect();
    assert_eq!(names, ["Ann Lee", "Bob Ray", "Geneva"]);
    driver.keys("z");
    assert!(driver.hint().contains("No such label"), "{}", driver.hint());
    driver.keys("s");
    let chosen = |driver: &Driver| match driver.app.overlay::<AddEntity>() {
        Some(AddEntity::Choose(choosing)) => choosing.text.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(chosen(&driver), "Bob Ray");
    driver.keys("Left");
    assert_eq!(chosen(&driver), "Bob");
    driver.keys("Right Right");
    assert_eq!(chosen(&driver), "Bob Ray met");
    driver.keys("Esc");
    assert!(driver.app.overlay::<AddEntity>().is_none());
    // The first click selects the sentence, the second the word.
    let rows = driver.rows();
    let (y, row) = rows.iter().enumerate().find(|(_, row)| row.contains(" went to")).expect("the paragraph");
    let column = row[..row.find("went").expect("the words are in the row")].chars().count();
    driver.press(column as u16, y as u16).press(column as u16, y as u16);
    driver.keys("a");
    assert_eq!(chosen(&driver), "went");
    driver.keys("Esc");
}

#[test]
fn alias_is_added_to_the_selected_entity() {
    let list = format!("{LIST}[[entity]]\nname = 'Ann Lee'\nkind = 'person'\n");
    let mut driver = Driver::corpus(&list, &[("1.txt", ONE), ("2.txt", TWO)]);
    driver.keys("] Enter Esc");
    driver.keys("] Enter");
    let selected = driver.app.workspace.selection.entity().expect("a selection").id.clone();
    driver.keys("a a");
    let Some(AddEntity::Choose(choosing)) = driver.app.overlay::<AddEntity>() else { panic!("a choice") };
    let words: Vec<&str> = choosing.choices.iter().map(|choice| choice.words.as_str()).collect();
    assert_eq!(words.last(), Some(&"a new event"), "{words:?}");
    driver.keys("Esc a s = Enter");
    let alias = format!("addition: Alias {{ id: {selected:?}");
    assert!(
        driver.terminal_effects.last().is_some_and(|effect| effect.contains(&alias)),
        "{alias}: {:?}",
        driver.terminal_effects
    );
}

#[test]
fn suggestions_are_shown_added_and_ignored_permanently() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("news")).expect("a folder");
    for (name, text) in [("1.txt", ONE), ("2.txt", TWO)] {
        std::fs::write(folder.path().join("news").join(name), text).expect("written");
    }
    let state = folder.path().join("state");
    let state = state.to_str().expect("UTF-8");
    let env = [("XDG_STATE_HOME", state)];
    let options = Options { columns: 120, rows: 30, env: &env, cwd: Some(folder.path()) };
    let mut session = Session::start(program(), &["news"], &options);
    session.wait_for_text("few are listed");
    session.send("S");
    // "Ann Lee" and "Lee" occur four times in all. In the menu, the cursor is on the likely kind.
    session.wait_for(
        |screen| screen.contents().lines().any(|line| line.contains("Ann Lee") && line.contains(" 4 ")),
        "four times",
    );
    session.send("a");
    session.wait_for_text("Add Ann Lee");
    session.send_key("Enter");
    session.wait_for_text("Ann Lee is listed: person");
    session.wait_for(|screen| !screen.contents().contains("▸ Ann Lee"), "the name is no longer suggested");
    session.send("S");
    session.wait_for_text("Ann Lee: 2 here, 4 in all");
    session.send("S");
    session.wait_for_text("name 1 of 1");
    session.send("x");
    session.wait_for_text("not suggested again");
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));

    let suggested = |more: &[&str]| {
        let mut command = std::process::Command::new(program());
        command.args(["suggest", "news", "--format", "csv"]).args(more).env("XDG_STATE_HOME", state);
        let output = command.current_dir(folder.path()).output().expect("the program runs");
        String::from_utf8(output.stdout).expect("UTF-8").lines().count() - 1
    };
    assert_eq!(suggested(&["--ignored"]), suggested(&[]) + 1);
}
