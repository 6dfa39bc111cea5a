//! The settings file: problems are reported with their line, and valid settings apply.

use std::path::PathBuf;

use crate::support::driver::Driver;
use crate::support::program::{Output, TestFolder};

const LIST: &str = "[[entity]]\nname = \"Mara Okello\"\nkind = \"person\"\n";
const ARTICLE: &str =
    "Harbour news\n\nMara Okello spoke in the harbour of the town. Later Mara Okello left.\n";

/// Creates a folder with a settings file in its home.
fn test_dir(settings: &str) -> TestFolder {
    let dir = TestFolder::with(&[("news/a.txt", ARTICLE), ("news/entities.toml", LIST)]);
    write(&dir, settings);
    dir
}

fn settings_file(dir: &TestFolder) -> PathBuf {
    dir.home().join(".config/whoswho/config.toml")
}

fn write(dir: &TestFolder, settings: impl AsRef<[u8]>) {
    std::fs::create_dir_all(settings_file(dir).parent().expect("a folder")).expect("a folder");
    std::fs::write(settings_file(dir), settings).expect("a settings file");
}

fn check(dir: &TestFolder) -> Output {
    dir.run("config check")
}

#[test]
fn check_of_a_valid_file_prints_one_line() {
    let dir = test_dir("theme = \"dark\"\n[keys]\nnext-mention = [\"ü\", \"]\"]\n");
    let output = check(&dir).assert_ok();
    assert_eq!(output.text(), format!("{}: nothing to report\n", settings_file(&dir).display()));
    let named =
        dir.run_words(&["config", "check", settings_file(&dir).to_str().expect("a path")]).assert_ok();
    assert_eq!(named.text(), output.text());
}

#[test]
fn missing_file_is_no_problem_and_its_path_is_shown() {
    let dir = TestFolder::new();
    let path = settings_file(&dir);
    assert_eq!(
        check(&dir).assert_ok().text(),
        format!("no settings file: save the output of `whoswho config default` as {}\n", path.display())
    );
    assert_eq!(dir.run("config path").assert_ok().text(), format!("{}\n", path.display()));
    let nowhere = dir.run_with(["config", "check"], &[("XDG_CONFIG_HOME", "/dev/null")], b"").assert_ok();
    assert!(nowhere.text().starts_with("no settings file"));
    dir.run("config check none.toml").assert_failure(&["none.toml: no such file or directory"]);
}

#[test]
fn all_mistakes_are_reported_at_once_with_their_lines() {
    let settings = r#"theme = "drak"
measure = 7
justify = "yes"
colour = 1
paths = [3]
list = "~you/list.toml"

[keys]
down = "gg"
up = "x"
next-mention = "1"
prevous-mention = "ü"
close = []
quit = []

[keys.in.compare]
ignore = "ü"

[keys.in.nowhere]
"#;
    let dir = test_dir(settings);
    let output = check(&dir);
    let path = settings_file(&dir);
    let lines: Vec<&str> = output.text().lines().collect();
    let expected = [
        ("1:9", "did you mean `dark`?"),
        ("2:11", "30 to 140"),
        ("3:11", "true or false"),
        ("4:1", "unknown setting `colour`"),
        ("5:10", "a path"),
        ("6:8", "home folder"),
        ("9:8", "unknown key `gg`"),
        ("10:6", "`x` is set for both `up` and `show-nested`"),
        ("11:16", "digits are counts"),
        ("12:1", "did you mean `previous-mention`?"),
        ("14:1", "no key leaves the reader"),
        ("17:1", "only in the view suggest"),
        ("19:10", "unknown view `nowhere`"),
    ];
    assert_eq!(lines.len(), expected.len(), "{}", output.text());
    for (line, (at, words)) in lines.iter().zip(expected) {
        assert!(line.starts_with(&format!("{}:{at}: ", path.display())) && line.contains(words), "{line}");
    }
    output.assert_failure(&["13 problems"]);
}

#[test]
fn unreadable_file_is_reported_and_stops_nothing() {
    let dir = test_dir("");
    for (bytes, words) in [
        (b"theme = \"dark\n".to_vec(), "invalid TOML"),
        (b"theme = \"\xff\"\n".to_vec(), "not UTF-8 text"),
        (vec![b'#'; (1 << 20) + 1], "larger than 1024 KiB"),
        (b"\"a\x1b[31m\" = 1\n".to_vec(), "invalid TOML"),
        ("\"a\\u001b[31m\\u202e\" = 1\n".into(), "unknown setting"),
    ] {
        write(&dir, bytes);
        let output = check(&dir);
        let printed = format!("{}{}", output.text(), output.err);
        assert!(output.code == Some(2) && printed.contains(words), "{printed}");
        assert!(!printed.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}'), "{printed:?}");
        let output = dir.run("mentions news");
        assert_eq!((output.code, output.text().lines().count()), (Some(0), 3), "{output:?}");
        assert!(output.err.contains("run `whoswho config check` for details"), "{}", output.err);
        dir.run("mentions news --no-config").assert_ok();
    }
    std::fs::remove_file(settings_file(&dir)).expect("removed");
    std::fs::create_dir(settings_file(&dir)).expect("a folder in its place");
    check(&dir).assert_failure(&["not a regular file"]);
    assert_eq!(dir.run("mentions news").code, Some(0));
}

/// Regression: a syntax error was said to make one setting ignored.
#[test]
fn check_says_whether_one_setting_or_none_is_used() {
    let dir = test_dir("");
    for (text, words) in [
        ("theme = \"dark\"\ncolour = 1\n", "1 problem; the setting is ignored"),
        ("theme = \"drak\"\ncolour = 1\n", "2 problems; these settings are ignored"),
        ("theme = \"dark\"\ncolour = \n", "1 problem; no setting is used"),
    ] {
        write(&dir, text);
        check(&dir).assert_failure(&[words]);
    }
}

#[test]
fn default_file_names_every_setting_and_sets_none() {
    let dir = test_dir("");
    let printed = dir.run("config default").assert_ok();
    assert!(printed.text().contains("\n#theme = \"terminal\"\n"));
    assert!(printed.text().contains("\n[keys.in.compare]\n"));
    let uncomment = |line: &str| {
        let is_comment = line.starts_with("# ");
        if is_comment { line.to_owned() } else { line.strip_prefix('#').unwrap_or(line).to_owned() }
    };
    let uncommented = printed.text().lines().map(uncomment).collect::<Vec<_>>().join("\n");
    for settings in [printed.text(), uncommented.as_str()] {
        write(&dir, settings);
        check(&dir).assert_ok();
    }
    assert!(uncommented.contains("\nnext-mention = "));
}

#[test]
fn configured_paths_and_list_are_used_if_none_are_given() {
    let dir = test_dir("");
    let elsewhere = dir.home().join("elsewhere");
    std::fs::create_dir(&elsewhere).expect("a folder");
    std::fs::write(elsewhere.join("b.txt"), ARTICLE).expect("an article");
    std::fs::write(dir.home().join("who.toml"), LIST.replace("Mara", "Later Mara")).expect("a list");
    dir.run("mentions").assert_failure(&["nothing to read"]);
    write(&dir, "paths = \"~/elsewhere\"\nlist = \"../../who.toml\"\n");
    let rows = dir.run("mentions --format jsonl").assert_ok().rows();
    let named: Vec<&str> = rows.iter().filter_map(|row| row["entity"].as_str()).collect();
    // "Mara Okello" matches through the surname, since the article also contains the name on the list.
    assert_eq!(named, ["Later Mara Okello"; 2]);
    assert!(rows[0]["article"].as_str().expect("a path").ends_with("elsewhere/b.txt"));
    // Arguments take precedence, then a list beside the articles.
    let rows = dir.run("mentions news --format jsonl").assert_ok().rows();
    assert_eq!(rows.len(), 2);
    let rows = dir.run("mentions -e news/entities.toml --format jsonl").assert_ok().rows();
    assert_eq!(rows.len(), 2);
    dir.run("mentions --no-config").assert_failure(&["nothing to read"]);
    // The current folder's `seeds/` takes precedence over the configured paths.
    dir.write("seeds/c.txt", ARTICLE);
    let rows = dir.run("mentions --format jsonl").assert_ok().rows();
    assert!(rows[0]["article"].as_str().expect("a path").ends_with("c.txt"));
}

#[test]
fn unknown_theme_is_refused_and_the_known_ones_listed() {
    let output = test_dir("").run("--theme drak news");
    assert!(
        output.code == Some(2) && output.err.contains("color-blind") && output.err.contains("dark"),
        "{output:?}"
    );
}

/// Creates a reader with these settings.
fn driver_with(settings: &str) -> Driver {
    let (configuration, problems) = whoswho::config::parse(settings, "config.toml");
    assert!(problems.is_empty(), "{problems:?}");
    let mut driver = Driver::corpus(LIST, &[("a.txt", ARTICLE)]);
    driver.app.workspace.keymap = std::sync::Arc::new(configuration.keymap());
    driver
}

#[test]
fn configured_keys_replace_the_default_ones() {
    let mut driver = driver_with("[keys]\nnext-mention = 'ü'\nhelp = ['ä', 'F1']\n");
    driver.keys("Enter");
    assert!(driver.hint().contains("Press ü for the next one"), "{}", driver.hint());
    driver.keys("ü");
    assert!(driver.app.workspace.current_mention.is_some());
    let first = driver.app.workspace.current_mention;
    driver.keys("]");
    assert_eq!(driver.app.workspace.current_mention, first);
    assert!(driver.hint().contains("] does nothing here. Press ä for all keys"), "{}", driver.hint());
    driver.keys("ä G");
    assert!(driver.screen().contains("ä F1 "), "{}", driver.screen());
}

#[test]
fn letter_bound_to_suspend_is_still_typed_in_a_prompt() {
    let mut driver = driver_with("[keys]\nsuspend = ['ö', 'Ctrl-x']\n");
    driver.keys("/ text:aö Ctrl-x");
    assert!(driver.screen().contains("/aö"), "{}", driver.screen());
    assert_eq!(driver.terminal_effects, ["Suspend"]);
    driver.keys("Esc ö");
    assert_eq!(
        driver.terminal_effects.iter().filter(|effect| *effect == "Suspend").count(),
        2,
        "{:?}",
        driver.terminal_effects
    );
}

#[test]
fn keys_bound_for_a_view_work_in_it() {
    let mut driver = driver_with("[keys.in.matrix]\nclose = 'C'\nquit = 'ö'\n");
    driver.keys("ö");
    assert!(!driver.quit);
    driver.keys("C ö");
    assert!(driver.quit);
}

#[cfg(unix)]
mod in_a_terminal {
    use std::path::Path;

    use super::*;
    use crate::support::pty::{Options, Session};

    /// Starts the program in a terminal with the settings in the folder's home.
    fn start(dir: &TestFolder, arguments: &[&str]) -> Session {
        let settings = dir.home().join(".config");
        let (settings, here) = (settings.to_str().expect("a path"), dir.path());
        let options = Options {
            columns: 100,
            env: &[("XDG_CONFIG_HOME", settings)],
            cwd: Some(&here),
            ..Options::default()
        };
        let session = Session::start(Path::new(env!("CARGO_BIN_EXE_whoswho")), arguments, &options);
        session.wait_for_text("article 1 of 1");
        session
    }

    #[test]
    fn configured_keys_work_and_invalid_settings_are_shown() {
        let settings = "mouse = false\n[keys]\nnext-mention = 'ü'\nup = 'x'\nquit = 'ö'\ndown = 'gg'\n";
        let dir = test_dir(settings);
        let mut session = start(&dir, &["news"]);
        session.wait_for_text("config.toml:4:6: `x` is set for both `up` and `show-nested`");
        session.wait_for_text("(and 1 more; :messages)");
        assert!(!session.screen_text().contains("panic"));
        session.wait_for(|screen| screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None, "no mouse");
        session.send("ü");
        session.wait_for_text("1 of 2");
        session.send("ö");
        assert_eq!(session.wait_exit().code, Some(0));
    }

    #[test]
    fn configured_paths_are_opened_and_no_config_ignores_them() {
        let dir = test_dir("paths = ['../../../here/news']\n[keys]\nquit = 'ö'\nsort = 'nonsense'\n");
        let mut session = start(&dir, &[]);
        session.wait_for_text("unknown key `nonsense`");
        session.send("ö");
        assert_eq!(session.wait_exit().code, Some(0));
        let mut session = start(&dir, &["--no-config", "--theme", "mono", "news"]);
        assert!(!session.screen_text().contains("nonsense"));
        session.send("Q");
        assert_eq!(session.wait_exit().code, Some(0));
    }
}
