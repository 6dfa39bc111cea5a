//! Settings take effect in the reader, and invalid ones are reported there.

use crate::harness::{LIST, PLAIN, find_text, quit, reports, start_with, style_of};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

/// Creates a configuration folder with these settings.
fn settings(text: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("whoswho")).expect("a folder");
    std::fs::write(folder.path().join("whoswho/config.toml"), text).expect("written");
    folder
}

fn start(folder: &TempDir, settings: &TempDir, arguments: &[&str]) -> Session {
    let env =
        [("XDG_CONFIG_HOME", settings.path().to_str().expect("a path in UTF-8")), ("COLORTERM", "truecolor")];
    start_with(folder.path(), &Options { columns: 120, rows: 40, env: &env, ..Options::default() }, arguments)
}

#[test]
fn keys_bound_for_one_view_work_only_there() {
    let folder = reports();
    let settings = settings(
        "[keys]\nnext-mention = 'Ctrl-n'\n[keys.in.matrix]\nsort = 'o'\nnext-spread = 'O'\nhalf-page-down = 'F5'\n[keys.in.search]\ndown = 'n'\n",
    );
    let mut session = start(&folder, &settings, &[]);
    session.send_key("Ctrl-n");
    session.wait_for_text("mentions: 1 of 6 here");
    // The default key is no longer bound, and says so.
    session.send("]");
    session.wait_for_text("] does nothing here");
    session.wait_for_text("mentions: 1 of 6 here");
    session.send("o");
    session.wait_for_text("No link in this article");
    session.send("C");
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
    // The help shows the keys as configured.
    session.send("?/next mention");
    session.wait_for_text("Ctrl-n ");
    quit_from_help_filter(session);
}

/// Quits from the help while its filter has focus, where `Q` would be typed.
fn quit_from_help_filter(mut session: Session) {
    session.send_key("Enter");
    session.wait_for_text("q close");
    quit(session);
}

#[test]
fn measure_setting_limits_the_row_length() {
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
        // The longest row of four-letter words that fits.
        assert_eq!(rows.iter().max(), Some(&((measure + 1) / 5 * 5 - 1)), "{}", session.screen_text());
        quit(session);
    }
}

#[test]
fn theme_highlight_and_sort_settings_apply_and_flags_override_them() {
    let folder = reports();
    let settings = settings("theme = 'dark'\nhighlight = 'none'\nsort = 'mentions'\n");
    let session = start(&folder, &settings, &[]);
    session.wait_for_text("3 by mentions");
    let background = |session: &Session| style_of(session, "Nothing of note in paragraph 1.").background;
    assert_eq!(background(&session), vt100::Color::Rgb(24, 26, 32));
    let (name, text) =
        (style_of(&session, "Kyiv for"), style_of(&session, "Nothing of note in paragraph 1."));
    assert_eq!(name, text, "nothing is highlighted");
    quit(session);
    let session = start(&folder, &settings, &["--theme", "light"]);
    assert_eq!(background(&session), vt100::Color::Rgb(252, 251, 247));
    quit(session);
    let session = start(&folder, &settings, &["--no-config"]);
    session.wait_for(|screen| find_text(screen, "Articles 3 by").is_none(), "no sorting");
    assert_eq!(background(&session), vt100::Color::Default);
    assert_ne!(style_of(&session, "Kyiv for"), PLAIN);
    quit(session);
}

#[test]
fn problems_in_the_settings_are_shown_and_defaults_used_instead() {
    let folder = reports();
    let settings = settings("theme = 'drak'\nmeasure = 5\n[keys]\nnext-mention = ['j']\n");
    let mut session = start(&folder, &settings, &[]);
    session.wait_for_text("config.toml:1:9: ");
    let bottom_rows = |screen: &vt100::Screen| -> String {
        let rows: Vec<String> = screen.rows(0, screen.size().1.get()).collect();
        rows[rows.len() - 4..].join("\n")
    };
    let message = session.screen(bottom_rows);
    assert!(message.contains("drak") && message.contains("dark"), "{message}");
    assert!(message.contains("more; :messages)"), "the message says that there are more: {message}");
    // The next key clears the message, and the defaults apply.
    session.send("j");
    session.wait_for(|screen| !bottom_rows(screen).contains("config.toml"), "the message to go");
    session.send("]");
    session.wait_for_text("mentions: 1 of 6 here");
    assert_eq!(style_of(&session, "Nothing of note in paragraph 1.").background, vt100::Color::Default);
    quit(session);
}
