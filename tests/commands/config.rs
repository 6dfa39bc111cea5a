//! The settings file: what is wrong with it is told with its line, and what is right in it holds.

use std::path::PathBuf;

use crate::support::driver::Driver;
use crate::support::program::{Place, Ran};

const LIST: &str = "[[entity]]\nname = \"Mara Okello\"\nkind = \"person\"\n";
const ARTICLE: &str =
    "Harbour news\n\nMara Okello spoke in the harbour of the town. Later Mara Okello left.\n";

/// A place with a settings file.
fn place(settings: &str) -> Place {
    let place = Place::with(&[("news/a.txt", ARTICLE), ("news/entities.toml", LIST)]);
    write(&place, settings);
    place
}

fn file(place: &Place) -> PathBuf {
    place.home().join(".config/whoswho/config.toml")
}

fn write(place: &Place, settings: impl AsRef<[u8]>) {
    std::fs::create_dir_all(file(place).parent().expect("a folder")).expect("a folder");
    std::fs::write(file(place), settings).expect("a settings file");
}

fn check(place: &Place) -> Ran {
    place.run("config check")
}

#[test]
fn a_good_file_is_one_plain_line() {
    let place = place("theme = \"dark\"\n[keys]\nnext-mention = [\"ü\", \"]\"]\n");
    let ran = check(&place).done();
    assert_eq!(ran.text(), format!("{}: nothing to report\n", file(&place).display()));
    let named = place.run_words(&["config", "check", file(&place).to_str().expect("a path")]).done();
    assert_eq!(named.text(), ran.text());
}

#[test]
fn no_file_is_no_problem_and_its_place_is_told() {
    let place = Place::new();
    let path = file(&place);
    assert_eq!(
        check(&place).done().text(),
        format!("no settings file: save the output of `whoswho config default` as {}\n", path.display())
    );
    assert_eq!(place.run("config path").done().text(), format!("{}\n", path.display()));
    let nowhere = place.run_with(["config", "check"], &[("XDG_CONFIG_HOME", "/dev/null")], b"").done();
    assert!(nowhere.text().starts_with("no settings file"));
    place.run("config check none.toml").refused(&["none.toml: no such file or directory"]);
}

#[test]
fn every_mistake_is_told_at_once_with_its_line() {
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
refuse = "ü"

[keys.in.nowhere]
"#;
    let place = place(settings);
    let ran = check(&place);
    let path = file(&place);
    let lines: Vec<&str> = ran.text().lines().collect();
    let expected = [
        ("1:9", "did you mean `dark`?"),
        ("2:11", "30 to 140"),
        ("3:11", "true or false"),
        ("4:1", "unknown setting `colour`"),
        ("5:10", "a path"),
        ("6:8", "home folder"),
        ("9:8", "unknown key `gg`"),
        ("10:6", "`x` is set for both `up` and `uncounted`"),
        ("11:16", "digits are counts"),
        ("12:1", "did you mean `previous-mention`?"),
        ("14:1", "no key leaves the reader"),
        ("17:1", "only in the view suggest"),
        ("19:10", "unknown view `nowhere`"),
    ];
    assert_eq!(lines.len(), expected.len(), "{}", ran.text());
    for (line, (at, words)) in lines.iter().zip(expected) {
        assert!(line.starts_with(&format!("{}:{at}: ", path.display())) && line.contains(words), "{line}");
    }
    ran.refused(&["13 problems"]);
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_stops_nothing() {
    let place = place("");
    for (bytes, words) in [
        (b"theme = \"dark\n".to_vec(), "invalid TOML"),
        (b"theme = \"\xff\"\n".to_vec(), "not UTF-8 text"),
        (vec![b'#'; (1 << 20) + 1], "larger than 1024 KiB"),
        (b"\"a\x1b[31m\" = 1\n".to_vec(), "invalid TOML"),
        ("\"a\\u001b[31m\\u202e\" = 1\n".into(), "unknown setting"),
    ] {
        write(&place, bytes);
        let ran = check(&place);
        let told = format!("{}{}", ran.text(), ran.err);
        assert!(ran.code == Some(2) && told.contains(words), "{told}");
        assert!(!told.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}'), "{told:?}");
        let ran = place.run("mentions news");
        assert_eq!((ran.code, ran.text().lines().count()), (Some(0), 3), "{ran:?}");
        assert!(ran.err.contains("run `whoswho config check` for details"), "{}", ran.err);
        place.run("mentions news --no-config").done();
    }
    std::fs::remove_file(file(&place)).expect("removed");
    std::fs::create_dir(file(&place)).expect("a folder in its place");
    check(&place).refused(&["not a regular file"]);
    assert_eq!(place.run("mentions news").code, Some(0));
}

#[test]
fn the_default_file_has_all_and_sets_nothing() {
    let place = place("");
    let printed = place.run("config default").done();
    assert!(printed.text().contains("\n#theme = \"terminal\"\n"));
    assert!(printed.text().contains("\n[keys.in.compare]\n"));
    let bare = |line: &str| {
        let is_words = line.starts_with("# ");
        if is_words { line.to_owned() } else { line.strip_prefix('#').unwrap_or(line).to_owned() }
    };
    let freed = printed.text().lines().map(bare).collect::<Vec<_>>().join("\n");
    for settings in [printed.text(), freed.as_str()] {
        write(&place, settings);
        check(&place).done();
    }
    assert!(freed.contains("\nnext-mention = "));
}

#[test]
fn paths_and_list_are_opened_where_none_are_named() {
    let place = place("");
    let elsewhere = place.home().join("elsewhere");
    std::fs::create_dir(&elsewhere).expect("a folder");
    std::fs::write(elsewhere.join("b.txt"), ARTICLE).expect("an article");
    std::fs::write(place.home().join("who.toml"), LIST.replace("Mara", "Later Mara")).expect("a list");
    place.run("mentions").refused(&["nothing to read"]);
    write(&place, "paths = \"~/elsewhere\"\nlist = \"../../who.toml\"\n");
    let rows = place.run("mentions --format jsonl").done().rows();
    let named: Vec<&str> = rows.iter().filter_map(|row| row["entity"].as_str()).collect();
    // Okello alone is hers too, in an article that gives the full name.
    assert_eq!(named, ["Later Mara Okello"; 2]);
    assert!(rows[0]["article"].as_str().expect("a path").ends_with("elsewhere/b.txt"));
    // What is named comes first, then a list that lies with the articles.
    let rows = place.run("mentions news --format jsonl").done().rows();
    assert_eq!(rows.len(), 2);
    let rows = place.run("mentions -e news/entities.toml --format jsonl").done().rows();
    assert_eq!(rows.len(), 2);
    place.run("mentions --no-config").refused(&["nothing to read"]);
    // The folder that the current one has comes before the one that is set.
    place.write("seeds/c.txt", ARTICLE);
    let rows = place.run("mentions --format jsonl").done().rows();
    assert!(rows[0]["article"].as_str().expect("a path").ends_with("c.txt"));
}

#[test]
fn a_theme_is_one_of_those_there_are() {
    let ran = place("").run("--theme drak news");
    assert!(ran.code == Some(2) && ran.err.contains("color-blind") && ran.err.contains("dark"), "{ran:?}");
}

/// The reader in a test's hands with these settings.
fn driven(settings: &str) -> Driver {
    let (configuration, problems) = whoswho::config::parse(settings, "config.toml");
    assert!(problems.is_empty(), "{problems:?}");
    let mut driver = Driver::corpus(LIST, &[("a.txt", ARTICLE)]);
    driver.state.keymap = std::sync::Arc::new(configuration.keymap());
    driver
}

#[test]
fn keys_that_are_set_work_and_the_tables_do_not() {
    let mut driver = driven("[keys]\nnext-mention = 'ü'\nhelp = ['ä', 'F1']\n");
    driver.keys("Enter");
    assert!(driver.hint().contains("Press ü for the next one"), "{}", driver.hint());
    driver.keys("ü");
    assert!(driver.state.current_mention.is_some());
    let landed = driver.state.current_mention;
    driver.keys("]");
    assert_eq!(driver.state.current_mention, landed);
    assert!(driver.hint().contains("] does nothing here. Press ä for all keys"), "{}", driver.hint());
    driver.keys("ä G");
    assert!(driver.screen().contains("ä F1 "), "{}", driver.screen());
}

#[test]
fn a_letter_that_suspends_is_still_typed_in_a_prompt() {
    let mut driver = driven("[keys]\nsuspend = ['ö', 'Ctrl-x']\n");
    driver.keys("/ text:aö Ctrl-x");
    assert!(driver.screen().contains("/aö"), "{}", driver.screen());
    assert_eq!(driver.others, ["Suspend"]);
    driver.keys("Esc ö");
    assert_eq!(driver.others.iter().filter(|effect| *effect == "Suspend").count(), 2, "{:?}", driver.others);
}

#[test]
fn keys_of_one_view_work_there() {
    let mut driver = driven("[keys.in.compare]\nclose = 'c'\nquit = 'ö'\n");
    driver.keys("ö");
    assert!(!driver.quit);
    driver.keys("c ö");
    assert!(driver.quit);
}

#[cfg(unix)]
mod in_a_terminal {
    use std::path::Path;

    use super::*;
    use crate::support::pty::{Options, Session};

    /// The program on the place's articles, in a terminal with the place's settings.
    fn reading(place: &Place, arguments: &[&str]) -> Session {
        let settings = place.home().join(".config");
        let (settings, here) = (settings.to_str().expect("a path"), place.path());
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
    fn a_key_that_is_set_and_what_cannot_be_used_are_seen_in_the_reader() {
        let settings = "mouse = false\n[keys]\nnext-mention = 'ü'\nup = 'x'\nquit = 'ö'\ndown = 'gg'\n";
        let place = place(settings);
        let mut session = reading(&place, &["news"]);
        session.wait_for_text("config.toml:4:6: `x` is set for both `up` and `uncounted`");
        session.wait_for_text("(and 1 more; :messages)");
        assert!(!session.screen_text().contains("panic"));
        session.wait_for(|screen| screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None, "no mouse");
        session.send("ü");
        session.wait_for_text("1 of 2");
        session.send("ö");
        assert_eq!(session.wait_exit().code, Some(0));
    }

    #[test]
    fn settings_open_what_is_not_named_and_can_be_left_out() {
        let place = place("paths = ['../../../here/news']\n[keys]\nquit = 'ö'\nsort = 'nonsense'\n");
        let mut session = reading(&place, &[]);
        session.wait_for_text("unknown key `nonsense`");
        session.send("ö");
        assert_eq!(session.wait_exit().code, Some(0));
        let mut session = reading(&place, &["--no-config", "--theme", "mono", "news"]);
        assert!(!session.screen_text().contains("nonsense"));
        session.send("Q");
        assert_eq!(session.wait_exit().code, Some(0));
    }
}
