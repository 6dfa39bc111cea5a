//! `--log`: what the log contains, and what it never contains.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use crate::support::corpus::test_dir;
use crate::support::program::TestFolder;
use crate::support::pty::{Options, Session};

const PROGRAM: &str = env!("CARGO_BIN_EXE_whoswho");
/// A word put wherever something private can be. No log may contain it.
const MARKER: &str = "Quokkamark";
const SIGTERM: i32 = 15;
/// The Esc key, which is read as Alt if another key follows at once.
const ESC: &str = "\x1b";

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// Returns the events of a log in order, without time, level, thread and target.
fn events(log: &str) -> Vec<&str> {
    log.lines().map(|line| line.split_once(": ").expect(line).1).collect()
}

/// Asserts that the log contains events that begin with these words, in this order.
#[track_caller]
fn assert_in_order(log: &str, expected: &[&str]) {
    let mut events = events(log).into_iter();
    for start in expected {
        assert!(events.any(|event| event.starts_with(start)), "{start:?} is missing or too early in:\n{log}");
    }
}

#[track_caller]
fn assert_unmarked(log: &str) {
    let marked: Vec<&str> =
        log.lines().filter(|line| line.to_lowercase().contains(&MARKER.to_lowercase())).collect();
    assert_eq!(marked, Vec::<&str>::new());
}

#[test]
fn log_of_a_command_contains_its_phases() {
    let dir = test_dir();
    dir.run("mentions news --log here.log").assert_ok();
    let log = read(&dir.path().join("here.log"));
    assert_in_order(
        &log,
        &[
            concat!("whoswho version=\"", env!("CARGO_PKG_VERSION"), "\""),
            "environment stdin=false stdout=false",
            "started folder=",
            "list compiled path=\"news/entities.toml\" bytes=",
            "articles chosen paths=[\"news\"]",
            "walked articles=5 bytes=",
            "read articles=5 problems=0 took=",
            "ended exit=0 lines=0",
        ],
    );
    for line in log.lines() {
        assert_eq!(line.find('Z'), Some("2026-03-01T10:00:00.000000".len()), "a time: {line}");
        assert!(line.contains(" whoswho::"), "an event of our own: {line}");
    }
    assert!(log.contains("arguments=[\"mentions\", \"news\", \"--log\", \"here.log\"]"), "{log}");
    assert!(log.contains("entities=9 forms=") && log.contains(" patterns=1 "), "{log}");
    dir.run("entities news none.txt --log other.log")
        .assert_problems(&["none.txt: no such file or directory"]);
    let log = read(&dir.path().join("other.log"));
    assert!(log.contains("not read path=\"none.txt\" reason=\"no such file or directory\""), "{log}");
    assert_in_order(&log, &["index generation=", "read found=5 read=5 cancelled=false", "ended exit=1"]);
}

#[test]
fn commands_take_the_option_before_or_after_their_name() {
    let dir = test_dir();
    for command in ["articles news", "check news", "text news/9.txt", "config path", "formats", "man"] {
        let plain = dir.run(command);
        for line in [
            format!("{command} --log a.log"),
            format!("--log a.log {command}"),
            format!("--log=a.log {command}"),
        ] {
            let logged = dir.run(&line);
            assert_eq!(
                (logged.code, logged.out, logged.err),
                (plain.code, plain.out.clone(), plain.err.clone()),
                "{line}"
            );
            let path = dir.path().join("a.log");
            assert_in_order(&read(&path), &["started", "ended exit=0"]);
            std::fs::remove_file(path).unwrap();
        }
        let help = dir.run(&format!("{} --help", command.split(' ').next().unwrap())).assert_ok();
        assert!(help.text().contains("--log <FILE>"), "{command}");
    }
    assert!(dir.run("man").assert_ok().text().contains("\\-\\-log"));
}

#[test]
fn log_exists_only_with_the_option_and_is_private() {
    let dir = test_dir();
    dir.run("articles news").assert_ok();
    let names: Vec<_> =
        std::fs::read_dir(dir.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(names, ["news"]);
    assert_eq!(std::fs::read_dir(dir.home()).unwrap().count(), 0);
    dir.run("articles news --log a.log").assert_ok();
    let path = dir.path().join("a.log");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let first = read(&path);
    dir.run("articles news --log a.log").assert_ok();
    let both = read(&path);
    assert!(both.starts_with(&first) && both.len() > first.len(), "a log is appended to");
    assert_eq!(both.matches("ended exit=0").count(), 2);
}

#[test]
fn log_that_cannot_be_written_is_reported_in_one_line_and_nothing_starts() {
    let dir = test_dir();
    for (path, reason) in [
        ("none/a.log", "no such file or directory"),
        ("news", "is a directory"),
        ("/dev/full", "not a regular file"),
        ("news/9.txt", "it exists and is not a log; name another file, or remove it"),
        ("news/entities.toml", "it exists and is not a log; name another file, or remove it"),
    ] {
        let read_file = || std::fs::read(dir.path().join(path)).ok();
        // Reading a device might never end.
        let before = if path.starts_with('/') { None } else { read_file() };
        let output = dir.run(&format!("articles news --log {path}"));
        assert!(output.out.is_empty(), "{path}");
        output.assert_failure(&[&format!("whoswho: --log {path}: {reason}")]);
        assert!(before.is_none() || before == read_file(), "{path} is unchanged");
    }
    dir.run("articles --log").assert_failure(&[
        "a value is required for '--log <FILE>'",
        "",
        "For more information",
    ]);
    dir.run("articles news a.log --log a.log").assert_failure(&["a.log is the log, and no article"]);
}

/// Returns files, intact and broken, with the marker wherever something private can be.
fn marked_files() -> Vec<(&'static str, String)> {
    let marked = |text: &str| text.replace("MARKER", MARKER);
    vec![
        (
            "news/1.txt",
            marked(
                "MARKER met officials\n\nThen MARKER left for Kyiv. Otto MARKERson and MARKER stayed, said Otto MARKERson.\n",
            ),
        ),
        ("news/2.md", marked("---\ntitle: MARKER\nauthor: MARKER\n---\n\nMARKER left Kyiv.\n")),
        (
            "news/3.html",
            marked("<html><title>MARKER</title><p>MARKER left Kyiv, and all who were there left too.</p>"),
        ),
        (
            "news/4.xml",
            marked(
                "<rss version='2.0'><channel><title>MARKER</title><item><title>MARKER one</title><description>MARKER left Kyiv.</description></item><item><title>MARKER two</title><description>Kyiv, MARKER.</description></item></channel></rss>",
            ),
        ),
        (
            "news/5.jsonl",
            marked(
                "{\"id\": \"MARKER\", \"text\": \"MARKER left Kyiv.\"}\n{\"MARKER\": 1}\n{\"text\": \"MARKER\" MARKER}\n",
            ),
        ),
        ("news/6.csv", marked("MARKER,MARKER said\nMARKER left,1\nKyiv MARKER,2\n")),
        ("news/7.csv", marked("id,text\nMARKER,MARKER left Kyiv today\nb,\"MARKER\n")),
        (
            "news/8.json",
            marked(
                "{\"version\": \"https://jsonfeed.org/version/1\", \"title\": \"MARKER\", \"items\": \"MARKER\"}",
            ),
        ),
        (
            "news/9.eml",
            marked(
                "From: MARKER <a@b.example>\nSubject: MARKER\nMessage-ID: <MARKER@b.example>\n\nMARKER left Kyiv.\n",
            ),
        ),
        (
            "news/10.mbox",
            marked(
                "From a@b.example Mon Nov 24 10:00:00 2025\nSubject: MARKER\nMessage-ID: <MARKER@b.example>\n\nMARKER left Kyiv.\n\n",
            ),
        ),
        (
            "news/11.opml",
            marked("<opml><body><outline text='MARKER' xmlUrl='https://MARKER.example/'/></body></opml>"),
        ),
        ("news/12.json", marked("{\"MARKER\": MARKER}")),
        (
            "entities.toml",
            marked(
                "[[entity]]\nname = \"MARKER\"\nkind = \"person\"\naliases = [\"MARKER Person\"]\nnote = \"MARKER\"\n\n[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n",
            ),
        ),
        (
            "bad.toml",
            marked(
                "[[entity]]\nname = \"MARKER\"\nkind = \"MARKER\"\nMARKER = 1\n\n[[entity]]\nname = \"MARKER\"\nkind = \"place\"\n",
            ),
        ),
        ("broken.toml", marked("[[entity]]\nname = \"MARKER\nkind = MARKER\n")),
        ("more.csv", marked("name,kind\nMARKER Island,place\nMARKER Boat,vessel\nMARKER,person\n")),
        ("settings/whoswho/config.toml", marked("MARKER = \"MARKER\"\nsort = \"MARKER\"\n")),
    ]
}

fn marked_dir() -> TestFolder {
    let dir = TestFolder::new();
    for (name, text) in marked_files() {
        dir.write(name, text);
    }
    dir
}

#[test]
fn no_command_logs_a_word_of_what_it_reads() {
    let dir = marked_dir();
    let settings = dir.path().join("settings");
    let environment = [("XDG_CONFIG_HOME", settings.to_str().unwrap())];
    let entity = format!("mentions news --entity {MARKER}");
    let unknown = format!("mentions news --entity={MARKER}x");
    let concordance = format!("concordance --sort left {MARKER} news");
    let unknown_concordance = format!("concordance {MARKER}x news");
    let item = format!("articles news/5.jsonl#{MARKER} news/4.xml#{MARKER}");
    let link = format!("text gone.xml#https://{MARKER}.example/");
    for command in [
        "articles news",
        "entities news",
        "mentions news --explain --nested",
        &entity,
        &unknown,
        &item,
        &link,
        &concordance,
        &unknown_concordance,
        "cooccur news",
        "compare news --format json",
        "suggest news",
        "text news/1.txt",
        "text news/12.json news/8.json",
        "check news",
        "check news -e bad.toml",
        "articles news -e bad.toml",
        "articles news -e broken.toml",
        "articles news -e news/3.html",
        "articles news --as html",
        "articles news --as json",
        "articles news --field text=body",
        "import more.csv --merge",
        "import news/1.txt",
        "import broken.toml",
        "config check",
        "notes news",
    ] {
        let arguments = command.split(' ').chain(["--log", "all.log"]);
        let output = dir.run_with(arguments, &environment, b"");
        assert!(output.code.is_some(), "{command}");
    }
    let log = read(&dir.path().join("all.log"));
    assert_unmarked(&log);
    assert_eq!(log.matches(" started ").count(), 27, "every command is in the log");
    for expected in [
        "reason=\"broken JSON\"",
        "reason=\"no text found\"",
        "list has errors name=\"bad.toml\"",
        "settings file path=",
    ] {
        assert!(log.contains(expected), "{expected:?} is missing in:\n{log}");
    }
}

/// Starts the reader in a folder.
fn reader(dir: &TestFolder, arguments: &[&str]) -> Session {
    let folder = dir.path();
    let options = Options { columns: 120, rows: 40, cwd: Some(&folder), ..Options::default() };
    let session = Session::start(Path::new(PROGRAM), arguments, &options);
    session.wait_for_text("article 1 of");
    session
}

#[test]
fn reader_logs_what_it_does_but_not_a_word_of_what_it_shows() {
    let dir = marked_dir();
    let mut session = reader(&dir, &["--log", "a.log", "news"]);
    let type_and_wait = |session: &mut Session, keys: &str| {
        session.send(keys);
        session.wait_until_quiet(Duration::from_millis(400));
    };
    // A mention, its card, a note with a comment, a search of the article, one of all articles, a copy, and a shell
    // command.
    type_and_wait(&mut session, "]i");
    type_and_wait(&mut session, ESC);
    type_and_wait(&mut session, "+");
    session.wait_for_text("comment:");
    session.send(&format!("{MARKER}\r"));
    session.wait_for_text("kept in");
    type_and_wait(&mut session, &format!("/{MARKER}\r"));
    type_and_wait(&mut session, &format!("\\{MARKER}\r"));
    type_and_wait(&mut session, ESC);
    type_and_wait(&mut session, ESC);
    type_and_wait(&mut session, "ys");
    session.send(&format!("|: {MARKER}\r"));
    session.wait_for_text("Enter goes back");
    type_and_wait(&mut session, "\r");
    // The views, suggestions, an addition that is undone, the palette, and the next articles.
    type_and_wait(&mut session, "C");
    type_and_wait(&mut session, "q");
    type_and_wait(&mut session, "S");
    type_and_wait(&mut session, ESC);
    type_and_wait(&mut session, "a");
    type_and_wait(&mut session, "s");
    session.send("p");
    session.wait_for_text("is listed: person");
    session.send("U");
    session.wait_for_text("Undid: added");
    type_and_wait(&mut session, &format!("e{MARKER}\r"));
    type_and_wait(&mut session, "}JJJ");
    // Another list, a broken one, and an article that has changed.
    dir.write("entities.toml", format!("[[entity]]\nname = \"{MARKER}\"\nkind = \"place\"\n"));
    session.wait_for_text("read again");
    dir.write("entities.toml", format!("[[entity]]\nname = \"{MARKER}\"\n{MARKER}\n"));
    session.wait_for_text("entities.toml:");
    dir.write("news/1.txt", format!("{MARKER} once more\n\n{MARKER} is back.\n"));
    session.wait_until_quiet(Duration::from_secs(1));
    session.send("Q");
    session.wait_exit();
    let log = read(&dir.path().join("a.log"));
    assert_unmarked(&log);
    assert_in_order(
        &log,
        &[
            "environment stdin=true stdout=true stderr=true variables=[(\"TERM\", \"xterm-256color\"), ",
            "list compiled path=\"news/../entities.toml\" bytes=",
            "reader capabilities=Capabilities { color: Ansi256, ",
            "terminal set up columns=120 rows=40",
            "ended exit=1",
        ],
    );
    for expected in [
        "walked articles=",
        "index generation=",
        "read found=",
        "session file folder=",
        "session loaded articles=0 marks=0 searches=0",
        "session saved changes=",
        "opened key=\"news/1.txt\" bytes=",
        "opened key=\"news/4.xml\"#",
        "query answered lane=\"opening\"",
        "query answered lane=\"explaining\"",
        "query answered lane=\"suggesting\"",
        "searched articles=",
        "written path=\"news/whoswho-notes.md\" bytes=",
        "written path=\"news/../entities.toml\" bytes=",
        "interim index generation=",
        "list has errors name=\"entities.toml\" errors=1 at=[(3, 11)]",
        "rescanned touched=1 found=1 gone=0 took=",
        "terminal lent to another program",
        "terminal given back",
    ] {
        assert!(
            events(&log).iter().any(|event| event.starts_with(expected)),
            "{expected:?} is missing in:\n{log}"
        );
    }
}

#[test]
fn signal_is_logged_and_so_is_the_exit_that_it_causes() {
    let dir = test_dir();
    let mut session = reader(&dir, &["news", "--log", "a.log"]);
    session.signal(SIGTERM);
    assert_eq!(session.wait_exit().signal, Some(SIGTERM));
    let log = read(&dir.path().join("a.log"));
    assert_in_order(&log, &["signal signal=Terminate(15)", "ended by a signal signal=15"]);
}

/// Each line written to such a log changes a file in a watched folder.
#[test]
fn log_among_the_articles_is_not_an_article() {
    let dir = test_dir();
    let mut session = reader(&dir, &["news", "--log", "news/00.txt"]);
    session.wait_for_text("article 1 of 5");
    session.wait_until_quiet(Duration::from_millis(500));
    let path = dir.path().join("news/00.txt");
    let before = read(&path);
    std::thread::sleep(Duration::from_secs(1));
    let after = read(&path);
    let rescans = |log: &str| log.matches("rescanned").count();
    assert_eq!((rescans(&before), rescans(&after)), (0, 0), "{after}");
    session.send("R");
    session.wait_until_quiet(Duration::from_secs(1));
    session.wait_for_text("of 5");
    session.send("Q");
    assert_eq!(session.wait_exit().code, Some(0));
    assert!(rescans(&read(&path)) <= 1, "{}", read(&path));
}

#[test]
fn panic_is_logged_with_its_location_but_without_text_that_it_quotes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.log");
    whoswho::store::log::start(&path).unwrap();
    let fail = |work: fn()| {
        std::thread::Builder::new().name("failing".to_owned()).spawn(work).unwrap().join().unwrap_err()
    };
    fail(|| panic!("a fixed message"));
    fail(|| panic!("a message about {}", std::hint::black_box(MARKER)));
    fail(|| {
        let text = std::hint::black_box("é Quokkamark");
        assert!(text[1..].is_empty());
    });
    let log = read(&path);
    let panics: Vec<&str> =
        log.lines().filter(|line| line.contains(" failing ") && line.contains("panicked")).collect();
    assert_eq!(panics.len(), 3, "{log}");
    assert!(panics.iter().all(|line| line.contains("location=tests/commands/log.rs:")), "{log}");
    assert!(panics[0].contains("reason=\"a fixed message\""), "{log}");
    assert_unmarked(&log);
    assert!(whoswho::store::log::is_log(&path));
    assert!(!whoswho::store::log::is_log(&folder.path().join("b.log")));
}
