//! Settings act in the reader, and what cannot be used is told there.

use crate::desk::{LIST, PLAIN, found_on, look_of, quit, reports, start_with};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

/// A folder of settings.
fn settings(text: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("whoswho")).expect("made");
    std::fs::write(folder.path().join("whoswho/config.toml"), text).expect("written");
    folder
}

fn start(folder: &TempDir, settings: &TempDir, arguments: &[&str]) -> Session {
    let env =
        [("XDG_CONFIG_HOME", settings.path().to_str().expect("a path in UTF-8")), ("COLORTERM", "truecolor")];
    start_with(folder.path(), &Options { columns: 120, rows: 40, env: &env, ..Options::default() }, arguments)
}

#[test]
fn keys_of_one_view_act_in_that_view_alone() {
    let folder = reports();
    let settings = settings(
        "[keys]\nnext-mention = 'Ctrl-n'\n[keys.in.compare]\nsort = 'o'\nhalf-page-down = 'F5'\n[keys.in.search]\ndown = 'n'\n",
    );
    let mut session = start(&folder, &settings, &[]);
    session.send_key("Ctrl-n");
    session.wait_for_text("mentions: 1 of 6 here");
    // A key that was taken away says so, and what stands in its place.
    session.send("]");
    session.wait_for_text("] does nothing here");
    session.wait_for_text("mentions: 1 of 6 here");
    session.send("o");
    session.wait_for_text("No link in this article");
    session.send("c");
    session.wait_for_text("sorted by mentions");
    session.send("o");
    session.wait_for_text("sorted by articles");
    session.wait_for_text("o sort");
    session.send_key("F5");
    session.wait_for_text("▸Joe Park");
    session.send("q\\geneva");
    session.send_key("Enter");
    session.wait_for_text("hit 1 of 3");
    session.send("n");
    session.wait_for_text("hit 2 of 3");
    // The help shows the keys as they are.
    session.send("?/next mention");
    session.wait_for_text("Ctrl-n ");
    quit_from_typing(session);
}

/// Letters are typed where a key is looked for.
fn quit_from_typing(mut session: Session) {
    session.send_key("Enter");
    session.wait_for_text("q close");
    quit(session);
}

#[test]
fn the_measure_of_the_settings_is_the_longest_row() {
    let words = "word ".repeat(200);
    let folder = corpus(LIST, &[("1.txt", &format!("One report\n\n{words}end.\n"))]);
    for measure in [30, 44, 57] {
        let settings = settings(&format!("measure = {measure}\n"));
        let session = start(&folder, &settings, &[]);
        let rows: Vec<usize> = session
            .screen_text()
            .lines()
            .filter_map(|line| line.split('│').nth(1))
            .filter(|row| row.contains("word"))
            .map(|row| row.trim_end_matches(['┃', '█', ' ']).chars().count() - 2)
            .collect();
        // Words of four letters and a space: the longest row that fits.
        assert_eq!(rows.iter().max(), Some(&((measure + 1) / 5 * 5 - 1)), "{}", session.screen_text());
        quit(session);
    }
}

#[test]
fn theme_highlight_and_sorting_of_the_settings_hold_and_a_flag_comes_first() {
    let folder = reports();
    let settings = settings("theme = 'dark'\nhighlight = 'none'\nsort = 'mentions'\n");
    let session = start(&folder, &settings, &[]);
    session.wait_for_text("3 by mentions");
    let ground = |session: &Session| look_of(session, "Nothing of note in paragraph 1.").background;
    assert_eq!(ground(&session), vt100::Color::Rgb(24, 26, 32));
    let (name, text) = (look_of(&session, "Kyiv for"), look_of(&session, "Nothing of note in paragraph 1."));
    assert_eq!(name, text, "nothing stands out");
    quit(session);
    let session = start(&folder, &settings, &["--theme", "light"]);
    assert_eq!(ground(&session), vt100::Color::Rgb(252, 251, 247));
    quit(session);
    let session = start(&folder, &settings, &["--no-config"]);
    session.wait_for(|screen| found_on(screen, "Articles 3 by").is_none(), "no sorting");
    assert_eq!(ground(&session), vt100::Color::Default);
    assert_ne!(look_of(&session, "Kyiv for"), PLAIN);
    quit(session);
}

#[test]
fn problems_of_the_settings_stand_in_the_lowest_rows_and_defaults_stand_in() {
    let folder = reports();
    let settings = settings("theme = 'drak'\nmeasure = 5\n[keys]\nnext-mention = ['j']\n");
    let mut session = start(&folder, &settings, &[]);
    session.wait_for_text("config.toml:1:9: ");
    let last = |screen: &vt100::Screen| -> String {
        let rows: Vec<String> = screen.rows(0, screen.size().1.get()).collect();
        rows[rows.len() - 4..].join("\n")
    };
    let told = session.screen(last);
    assert!(told.contains("drak") && told.contains("dark"), "{told}");
    assert!(told.contains("more; :messages)"), "that there are others: {told}");
    // The next key is a key, and the defaults hold.
    session.send("j");
    session.wait_for(|screen| !last(screen).contains("config.toml"), "the message gone");
    session.send("]");
    session.wait_for_text("mentions: 1 of 6 here");
    assert_eq!(look_of(&session, "Nothing of note in paragraph 1.").background, vt100::Color::Default);
    quit(session);
}
