//! The list is edited while the reader runs.

use std::path::Path;

use crate::support::driver::{Driver, corpus};

const ANNA: &str = "[[entity]]\nname = 'Anna Berg'\nkind = 'person'\n";
const KYIV: &str = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n";
const GENEVA: &str = "[[entity]]\nname = 'Geneva'\nkind = 'place'\naliases = ['Genf']\n";

fn article(number: usize) -> String {
    let filler = "Nothing of note was said in the long hours of that day.\n\n".repeat(40);
    format!(
        "Report {number}\n\n{filler}Anna Berg went from Geneva to Kyiv.\n\n{filler}Genf and Kyiv again.\n"
    )
}

fn three() -> Driver {
    let articles: Vec<(String, String)> =
        (1..=3).map(|number| (format!("{number}.txt"), article(number))).collect();
    let articles: Vec<(&str, &str)> =
        articles.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Driver::corpus(&[ANNA, KYIV].concat(), &articles)
}

#[test]
fn new_name_is_highlighted_and_positions_are_kept() {
    let mut driver = three();
    driver.keys("J ] ] Enter");
    assert_eq!(driver.app.workspace.selected_name().as_deref(), Some("Kyiv"));
    let position = (
        driver.open_article(),
        driver.app.workspace.viewport,
        driver.app.workspace.current_mention,
        driver.app.workspace.selection.entity().cloned(),
    );
    // Geneva is put in front of the others, so that no entry keeps its number.
    driver.reload_list(&[GENEVA, ANNA, KYIV].concat());
    assert_eq!(
        (
            driver.open_article(),
            driver.app.workspace.viewport,
            driver.app.workspace.current_mention,
            driver.app.workspace.selection.entity().cloned()
        ),
        position
    );
    for article in 0..3 {
        assert_eq!(driver.offsets(article, Some("Geneva")).len(), 2);
        assert_eq!(driver.offsets(article, Some("Kyiv")).len(), 2);
    }
    assert!(driver.status().contains("1 of 2 here, 3 of 6 in all"), "{}", driver.status());
    driver.keys("Esc [");
    let geneva = driver.offsets(1, Some("Geneva"));
    assert_eq!(driver.app.workspace.current_mention, geneva.first().copied());
}

#[test]
fn errors_in_the_list_are_reported_and_the_last_good_list_stays() {
    let mut driver = three();
    driver.keys("] Enter");
    let before = driver.offsets(0, None);
    driver.reload_list(&[ANNA, "[[entity]]\nname = 'Kyiv'\nkind = 'plaice'\n"].concat());
    assert!(driver.hint().contains("entities.toml:6:8: "), "{}", driver.hint());
    assert!(driver.hint().contains("place"), "the nearest kind is suggested: {}", driver.hint());
    assert_eq!(driver.offsets(0, None), before);
    driver.keys("]");
    assert!(driver.status().contains("problem with"), "{}", driver.status());
    // Regression: the next key hid the error, and the messages said that everything was read.
    driver.keys(": text:messages Enter");
    assert!(driver.screen().contains("entities.toml:6:8: "), "{}", driver.screen());
    driver.keys("Esc");
    driver.reload_list(&[ANNA, KYIV].concat());
    assert!(!driver.status().contains("problem with"), "{}", driver.status());
}

#[test]
fn removed_entity_has_no_name_and_no_mentions_until_its_entry_returns() {
    let mut driver = three();
    driver.keys("] Enter");
    assert_eq!(driver.app.workspace.selected_name().as_deref(), Some("Anna Berg"));
    driver.reload_list(KYIV);
    assert_eq!(driver.app.workspace.selected_name(), None);
    assert_eq!(driver.offsets(0, None).len(), 2);
    driver.screen();
    driver.keys("Esc ]");
    assert!(driver.app.workspace.current_mention.is_some());
    // The entity returns with its entry.
    driver.reload_list(&[ANNA, KYIV].concat());
    assert_eq!(driver.offsets(0, None).len(), 3);
}

#[test]
fn changed_article_is_reopened_at_the_same_words() {
    let mut driver = three();
    driver.keys("] ]");
    let shown = |driver: &Driver| {
        let open = driver.app.workspace.open.as_ref().expect("an article");
        open.article
            .text
            .slice(driver.app.workspace.viewport.offset..driver.app.workspace.viewport.offset + 20)
            .to_owned()
    };
    let before = shown(&driver);
    let text = std::fs::read_to_string(driver.folder().join("1.txt")).expect("read");
    let longer = text.replace("Report 1\n", "Report 1\n\nA paragraph that was added later on.\n");
    std::fs::write(driver.folder().join("1.txt"), longer).expect("written");
    driver.reload_list(&[ANNA, KYIV, GENEVA].concat());
    assert_eq!(shown(&driver), before);
    let current = driver.app.workspace.current_mention.expect("a current mention");
    assert!(driver.offsets(0, Some("Kyiv")).contains(&current));
}

#[cfg(unix)]
mod in_a_terminal {
    use super::*;
    use crate::support::pty::{Options, Session};

    /// The list is written slowly: it is emptied, then written in three parts.
    #[test]
    fn half_written_list_is_not_read() {
        use std::io::Write;
        let text = article(1);
        let folder = corpus(&[ANNA, KYIV].concat(), &[("1.txt", &text)]);
        let options = Options { columns: 120, rows: 30, ..Options::default() };
        let program = Path::new(env!("CARGO_BIN_EXE_whoswho"));
        let mut session = Session::start(program, &[folder.path().to_str().expect("UTF-8")], &options);
        session.wait_for_text("3 here");
        let mut list = std::fs::File::create(folder.path().join("entities.toml")).expect("emptied");
        std::thread::sleep(std::time::Duration::from_millis(200));
        for part in [ANNA, KYIV, GENEVA] {
            list.write_all(part.as_bytes()).expect("written");
            std::thread::sleep(std::time::Duration::from_millis(15));
        }
        drop(list);
        session.wait_for_text("5 here");
        let seen = String::from_utf8_lossy(&session.raw()).into_owned();
        assert!(
            !seen.contains("No names are listed"),
            "the old list stayed in use until the new one was complete"
        );
        session.send("Q");
        assert_eq!(session.wait_exit().code, Some(0));
    }

    /// Regression: a list that disappeared and came back unchanged was still said to have errors.
    #[test]
    fn list_that_disappears_and_returns_is_used_again() {
        let text = article(1);
        let folder = corpus(&[ANNA, KYIV].concat(), &[("1.txt", &text)]);
        let list = folder.path().join("entities.toml");
        let away = folder.path().join("away");
        let options = Options { columns: 120, rows: 30, ..Options::default() };
        let program = Path::new(env!("CARGO_BIN_EXE_whoswho"));
        let mut session = Session::start(program, &[folder.path().to_str().expect("UTF-8")], &options);
        session.wait_for_text("3 here");
        std::fs::rename(&list, &away).expect("moved away");
        session.wait_for_text("problem with");
        std::fs::rename(&away, &list).expect("moved back");
        session.wait_for_text("read again: 2 entities");
        session.send("]");
        session.wait_for(|screen| !screen.contents().contains("problem with"), "the list is in use");
        session.send("Q");
        assert_eq!(session.wait_exit().code, Some(0));
    }

    /// Regression: a list that another program created after the start was not found.
    #[test]
    fn list_created_while_reading_is_read() {
        let text = article(1);
        let folder = corpus("", &[("1.txt", &text)]);
        let list = folder.path().join("entities.toml");
        std::fs::remove_file(&list).expect("removed");
        let home = tempfile::tempdir().expect("a home");
        let home = home.path().to_str().expect("UTF-8");
        let env = [("XDG_CONFIG_HOME", home), ("HOME", home)];
        let options = Options { columns: 120, rows: 30, env: &env, ..Options::default() };
        let program = Path::new(env!("CARGO_BIN_EXE_whoswho"));
        let mut session = Session::start(program, &[folder.path().to_str().expect("UTF-8")], &options);
        session.wait_for_text("No names are listed");
        std::fs::write(&list, [ANNA, KYIV].concat()).expect("written");
        session.wait_for_text("3 here");
        session.send("Q");
        assert_eq!(session.wait_exit().code, Some(0));
    }

    #[test]
    fn saving_the_list_highlights_names_and_reports_errors() {
        let text = article(1);
        let folder = corpus(&[ANNA, KYIV].concat(), &[("1.txt", &text)]);
        let list = folder.path().join("entities.toml");
        let options = Options { columns: 120, rows: 30, ..Options::default() };
        let program = Path::new(env!("CARGO_BIN_EXE_whoswho"));
        let mut session = Session::start(program, &[folder.path().to_str().expect("UTF-8")], &options);
        session.wait_for_text("3 here");
        // Many editors save by renaming another file over it.
        let other = folder.path().join("entities.toml.new");
        std::fs::write(&other, [ANNA, KYIV, GENEVA].concat()).expect("written");
        std::fs::rename(&other, &list).expect("renamed");
        session.wait_for_text("5 here");
        session.wait_for_text("read again: 3 entities");
        std::fs::write(&list, [ANNA, KYIV, GENEVA, "[[entity]]\nnane = 'Rome'\n"].concat()).expect("written");
        session.wait_for_text("entities.toml:11:1: ");
        session.send("]");
        session.wait_for_text("problem with");
        session.wait_for_text("1 of 5 here");
        std::fs::write(&list, ANNA).expect("written");
        session.wait_for_text("1 of 1 here");
        session.send("Q");
        assert_eq!(session.wait_exit().code, Some(0));
    }
}

/// Returns the last addition to the list, as Rust's debug output.
fn addition(driver: &Driver) -> &str {
    let added = driver.terminal_effects.iter().rfind(|effect| effect.starts_with("AddToList"));
    added.expect("an addition")
}

#[test]
fn addition_keeps_its_entity_when_the_list_is_reloaded() {
    let mut driver =
        Driver::corpus(&[ANNA, KYIV].concat(), &[("1.txt", "Report\n\nKiew is Kyiv, says Ann Lee.\n")]);
    driver.keys("] Enter a s");
    driver.keys("=");
    assert!(driver.screen().contains("▸ Kyiv  selected"), "{}", driver.screen());
    // Geneva is put in front of the others, so that no entry keeps its number.
    driver.reload_list(&[GENEVA, ANNA, KYIV].concat());
    assert!(driver.screen().contains("▸ Kyiv  selected"), "{}", driver.screen());
    driver.keys("Enter");
    assert!(addition(&driver).contains("Alias { id: \"kyiv\""), "{}", addition(&driver));
}

#[test]
fn suggestion_keeps_its_entity_when_the_list_is_reloaded() {
    let text =
        "Report\n\nPetro Kovalenko spoke to Petro Kovalenco. Petro Kovalenco said so to Petro Kovalenco.\n";
    let petro = "[[entity]]\nname = 'Petro Kovalenko'\nkind = 'person'\n";
    let mut driver = Driver::corpus(petro, &[("1.txt", text)]);
    driver.keys("S");
    assert!(driver.screen().contains("= Petro Kovalenko"), "{}", driver.screen());
    // The suggestions of the previous list are shown until there are new ones.
    driver.hold();
    driver.reload_list(&[GENEVA, ANNA, petro].concat());
    assert!(driver.screen().contains("= Petro Kovalenko"), "{}", driver.screen());
    driver.keys("a Enter");
    assert!(addition(&driver).contains("Alias { id: \"petro-kovalenko\""), "{}", addition(&driver));
}

/// Regression: counts came from the old list and names from the new one, so names were shown beside others' counts.
#[test]
fn counts_of_the_old_list_are_never_shown_beside_names_of_the_new() {
    let mut driver = three();
    let panel = |driver: &Driver| {
        driver.rows().iter().filter_map(|row| row.rsplit('│').next().map(str::to_owned)).collect()
    };
    let before: Vec<String> = panel(&driver);
    assert!(before.iter().any(|row| row.contains("Kyiv") && row.trim_end().ends_with('2')), "{before:#?}");
    driver.hold();
    driver.reload_list(&[GENEVA, ANNA, KYIV].concat());
    let between: Vec<String> = panel(&driver);
    for name in ["Geneva", "Anna Berg", "Kyiv"] {
        assert!(!between.iter().any(|row| row.contains(name)), "{between:#?}");
    }
    driver.release();
    driver.keys("Ctrl-l");
    let after: Vec<String> = panel(&driver);
    assert!(after.iter().any(|row| row.contains("Anna Berg") && row.trim_end().ends_with('1')), "{after:#?}");
}
