//! Articles that are added, changed and removed while reading. The page does not move.

use std::fs;

use crate::support::driver::Driver;

const LIST: &str = "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n";

/// Creates reports `b.txt`, `d.txt` and `f.txt`, each longer than a page.
fn reports() -> Driver {
    let lines = (0..60).map(|number| format!("Line {number} of the report on Kyiv.\n\n"));
    let body = lines.collect::<Vec<_>>().concat();
    let texts = ["b", "d", "f"].map(|name| (format!("{name}.txt"), format!("Report {name}\n\n{body}")));
    let articles: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (&**name, &**text)).collect();
    Driver::corpus(LIST, &articles)
}

fn titles(driver: &Driver) -> Vec<String> {
    let index = driver.app.workspace.index();
    index.ids().filter_map(|id| index.row(id)).map(|row| row.headline.clone()).collect()
}

/// Returns the first words on the page.
fn page(driver: &Driver) -> String {
    let open = driver.app.workspace.open.as_ref().expect("an article");
    let seen = driver.app.workspace.visible_bytes();
    open.article.text.slice(seen).chars().take(24).collect()
}

/// Returns the number of mentions in the index that count.
fn mentions(driver: &Driver) -> usize {
    (0..driver.app.workspace.index().len()).map(|article| driver.offsets(article, None).len()).sum()
}

#[test]
fn new_article_is_listed_and_the_page_stays() {
    let mut driver = reports();
    driver.keys("J 2 0 j ] Enter");
    let before = (
        page(&driver),
        driver.app.workspace.viewport,
        driver.app.workspace.current_mention,
        driver.app.workspace.selection.entity().cloned(),
    );
    fs::write(driver.folder().join("a.txt"), "Report a\n\nKyiv.\n").expect("written");
    fs::write(driver.folder().join("e.md"), "# Report e\n\nKyiv and Kyiv.\n").expect("written");
    driver.touch(&["a.txt", "e.md"]);
    assert_eq!(titles(&driver), ["Report a", "Report b", "Report d", "Report e", "Report f"]);
    let after = (
        page(&driver),
        driver.app.workspace.viewport,
        driver.app.workspace.current_mention,
        driver.app.workspace.selection.entity().cloned(),
    );
    assert_eq!(after, before);
    assert_eq!((driver.open_article(), driver.app.workspace.articles.row()), (2, 2));
    assert!(driver.hint().contains("2 new"), "{}", driver.hint());
    let recount = mentions(&driver).to_string();
    assert!(driver.status().contains(&format!("of {recount} in all")), "{}", driver.status());
    driver.keys("J");
    assert_eq!(titles(&driver)[driver.open_article()], "Report e");
}

/// Regression: "1 new" was still shown when the new article was gone again.
#[test]
fn message_about_a_change_replaces_the_previous_one() {
    let mut driver = reports();
    fs::write(driver.folder().join("e.txt"), "Report e\n\nKyiv.\n").expect("written");
    driver.touch(&["e.txt"]);
    assert!(driver.hint().contains("articles: 1 new"), "{}", driver.hint());
    fs::remove_file(driver.folder().join("e.txt")).expect("removed");
    driver.touch(&["e.txt"]);
    assert!(driver.hint().contains("articles: 1 gone"), "{}", driver.hint());
}

#[test]
fn open_article_changes_under_the_page() {
    let mut driver = reports();
    driver.keys("3 0 j");
    let before = page(&driver);
    let file = driver.folder().join("b.txt");
    let text = fs::read_to_string(&file).expect("read");
    fs::write(&file, text.replacen("\n\n", "\n\nA line in front, of Kyiv and Kyiv.\n\n", 1))
        .expect("written");
    driver.touch(&["b.txt"]);
    assert_eq!(page(&driver), before);
    assert_eq!(driver.offsets(0, None).len(), 62);
    let open = driver.app.workspace.open.as_ref().expect("open");
    assert!(open.article.text.as_str().contains("A line in front"));
    assert!(driver.hint().contains("1 changed"), "{}", driver.hint());
    // Touched but unchanged: no message, no change.
    driver.keys("j");
    let generation = driver.app.workspace.index().generation;
    driver.touch(&["b.txt"]);
    assert_eq!(driver.app.workspace.index().generation, generation);
    assert!(!driver.hint().contains("changed"), "{}", driver.hint());
}

#[test]
fn removed_article_leaves_the_list_but_an_open_one_only_when_it_is_left() {
    let mut driver = reports();
    driver.keys("J 1 0 j");
    fs::remove_file(driver.folder().join("f.txt")).expect("removed");
    driver.touch(&["f.txt"]);
    assert_eq!(titles(&driver), ["Report b", "Report d"]);
    let before = page(&driver);
    fs::remove_file(driver.folder().join("d.txt")).expect("removed");
    driver.touch(&["d.txt"]);
    assert_eq!((page(&driver), titles(&driver).len()), (before, 2), "{}", driver.screen());
    assert!(driver.hint().contains("gone") && driver.hint().contains("stays"), "{}", driver.hint());
    driver.keys("] [");
    driver.keys("K");
    assert_eq!(titles(&driver), ["Report b"]);
    driver.keys("H");
    assert!(driver.hint().contains("no such file"), "{}", driver.hint());
    assert_eq!(driver.open_article(), 0);
}

#[test]
fn open_article_that_returns_stays() {
    let mut driver = reports();
    let file = driver.folder().join("b.txt");
    let text = fs::read_to_string(&file).expect("read");
    fs::remove_file(&file).expect("removed");
    driver.touch(&["b.txt"]);
    fs::write(&file, format!("{text}\nOne line more.\n")).expect("written");
    driver.touch(&["b.txt"]);
    driver.keys("J");
    assert_eq!(titles(&driver), ["Report b", "Report d", "Report f"]);
}

/// Regression: a file that came back unchanged was still removed from the list.
#[test]
fn open_article_that_returns_unchanged_stays_in_the_list() {
    let mut driver = reports();
    let (file, away) = (driver.folder().join("b.txt"), driver.folder().join("away"));
    fs::rename(&file, &away).expect("moved");
    driver.touch(&["b.txt"]);
    fs::rename(&away, &file).expect("moved");
    driver.touch(&["b.txt"]);
    assert!(driver.hint().contains("is back"), "{}", driver.hint());
    driver.keys("J");
    assert_eq!(titles(&driver), ["Report b", "Report d", "Report f"]);
}

/// Regression: a removed article was said to be back after a reload without it.
#[test]
fn removed_article_is_not_back_after_a_reload() {
    let mut driver = reports();
    fs::remove_file(driver.folder().join("b.txt")).expect("removed");
    driver.touch(&["b.txt"]);
    assert!(driver.hint().contains("gone"), "{}", driver.hint());
    let folder = driver.folder().to_path_buf();
    driver.read(&[folder]);
    fs::write(driver.folder().join("e.txt"), "Report e\n\nKyiv.\n").expect("written");
    driver.touch(&["e.txt"]);
    assert!(!driver.hint().contains("is back"), "{}", driver.hint());
}

#[test]
fn changes_during_the_first_read_are_applied_after_it() {
    let body = "Kyiv.\n\n".repeat(3);
    let texts = ["a", "b"].map(|name| (format!("{name}.txt"), format!("Report {name}\n\n{body}")));
    let articles: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (&**name, &**text)).collect();
    let mut driver = Driver::loading(LIST, &articles);
    driver.load(&["a.txt"]);
    fs::write(driver.folder().join("a.txt"), "Report a\n\nKyiv once.\n").expect("written");
    driver.touch(&["a.txt"]);
    assert_eq!(driver.offsets(0, None).len(), 3, "the change is not applied yet");
    let folder = driver.folder().to_path_buf();
    driver.set_paths(&[folder]);
    driver.load(&["b.txt"]);
    assert_eq!((driver.offsets(0, None).len(), driver.offsets(1, None).len()), (1, 3));
}

#[cfg(unix)]
mod pty {
    use std::path::Path;
    use std::time::Duration;

    use super::{LIST, fs};
    use crate::support::driver::corpus;
    use crate::support::pty::{Options, Session};

    #[test]
    fn new_changed_and_removed_files_are_noticed() {
        let folder =
            corpus(LIST, &[("a.txt", "Report a\n\nKyiv waits.\n"), ("b.txt", "Report b\n\nKyiv.\n")]);
        let options = Options { columns: 120, rows: 30, ..Options::default() };
        let program = Path::new(env!("CARGO_BIN_EXE_whoswho"));
        let mut session = Session::start(program, &[folder.path().to_str().expect("a path")], &options);
        session.wait_for_text("article 1 of 2");
        // The watch starts in the background, a moment after the first frame.
        std::thread::sleep(Duration::from_millis(500));
        fs::write(folder.path().join("c.txt"), "Report c\n\nKyiv talks.\n").expect("written");
        session.wait_for_text("article 1 of 3");
        fs::write(folder.path().join("a.txt"), "Report a\n\nKyiv waits no more, says Kyiv.\n")
            .expect("written");
        session.wait_for_text("waits no more");
        fs::remove_file(folder.path().join("b.txt")).expect("removed");
        session.wait_for_text("article 1 of 2");
        session.wait_until_quiet(Duration::from_secs(1));
        assert_eq!(session.quiet_bytes(Duration::from_secs(1)), 0);
        session.send("Q");
        assert_eq!(session.wait_exit().code, Some(0));
    }

    #[test]
    fn link_created_while_reading_is_followed() {
        let folder = corpus(LIST, &[("a.txt", "Report a\n\nKyiv waits.\n")]);
        let elsewhere = tempfile::tempdir().expect("a folder");
        let real = elsewhere.path().join("real.txt");
        fs::write(&real, "Report b\n\nKyiv.\n").expect("written");
        let options = Options { columns: 120, rows: 30, ..Options::default() };
        let program = Path::new(env!("CARGO_BIN_EXE_whoswho"));
        let mut session = Session::start(program, &[folder.path().to_str().expect("a path")], &options);
        session.wait_for_text("article 1 of 1");
        std::thread::sleep(Duration::from_millis(500));
        std::os::unix::fs::symlink(&real, folder.path().join("b.txt")).expect("made");
        session.wait_for_text("article 1 of 2");
        session.send("J");
        session.wait_for_text("article 2 of 2");
        std::thread::sleep(Duration::from_millis(500));
        fs::write(&real, "Report b\n\nKyiv talks, where it really lies.\n").expect("written");
        session.wait_for_text("where it really lies");
        session.send("Q");
        assert_eq!(session.wait_exit().code, Some(0));
    }

    /// Regression: only the folder that existed at the start was watched.
    #[test]
    fn replaced_folder_is_still_watched() {
        let parent = tempfile::tempdir().expect("a folder");
        let news = parent.path().join("news");
        let fill = |folder: &Path, names: &[&str]| {
            fs::create_dir_all(folder).expect("made");
            fs::write(folder.join("entities.toml"), LIST).expect("written");
            for name in names {
                fs::write(folder.join(name), format!("Report {name}\n\nKyiv and Geneva.\n"))
                    .expect("written");
            }
        };
        fill(&news, &["a.txt"]);
        let options = Options { columns: 120, rows: 30, ..Options::default() };
        let program = Path::new(env!("CARGO_BIN_EXE_whoswho"));
        let mut session = Session::start(program, &[news.to_str().expect("a path")], &options);
        session.wait_for_text("article 1 of 1");
        std::thread::sleep(Duration::from_millis(500));
        // The folder is moved away and replaced by another.
        fill(&parent.path().join("other"), &["a.txt", "b.txt"]);
        fs::rename(&news, parent.path().join("old")).expect("moved");
        fs::rename(parent.path().join("other"), &news).expect("moved");
        session.wait_for_text("article 1 of 2");
        std::thread::sleep(Duration::from_millis(500));
        fs::write(news.join("c.txt"), "Report c\n\nKyiv.\n").expect("written");
        session.wait_for_text("article 1 of 3");
        let longer = format!("{LIST}[[entity]]\nname = \"Geneva\"\nkind = \"place\"\n");
        fs::write(news.join("entities.toml"), longer).expect("written");
        session.wait_for_text("2 entities");
        session.wait_until_quiet(Duration::from_millis(500));
        // The folder is removed and created again.
        fs::remove_dir_all(&news).expect("removed");
        session.wait_for_text("is gone");
        fill(&news, &["a.txt", "b.txt", "c.txt", "d.txt"]);
        session.wait_for_text("article 1 of 4");
        // The list in the new folder is watched too.
        std::thread::sleep(Duration::from_millis(500));
        let longer = format!("{LIST}[[entity]]\nname = \"Report\"\nkind = \"plan\"\n");
        fs::write(news.join("entities.toml"), longer).expect("written");
        session.wait_for_text("2 entities");
        session.send("Q");
        assert_eq!(session.wait_exit().code, Some(0));
    }
}
