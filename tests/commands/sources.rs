//! Where articles and lists come from, what `--entity` accepts, and that output is deterministic.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fmt::Write as _;

use crate::support::corpus::{ARTICLES, list_of, test_dir};
use crate::support::program::{TestFolder, number, text};

#[test]
fn articles_are_in_natural_order_whatever_the_order_of_paths() {
    let dir = test_dir();
    let names = |paths: &str| {
        let rows =
            dir.run(&format!("articles {paths} --format jsonl -e news/entities.toml")).assert_ok().rows();
        rows.iter().map(|row| text(row, "article").to_owned()).collect::<Vec<_>>()
    };
    let expected: Vec<&str> = ARTICLES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names("news"), expected);
    assert_eq!(names("news/11.txt news/sub news/10.txt news/2.md news/9.txt"), expected);
    assert_eq!(names("news news/9.txt news"), expected, "each article is listed once");
    assert_eq!(
        names("news ./news/9.txt news//10.txt ./news/./2.md"),
        expected,
        "however the path is spelled"
    );
    assert_eq!(
        names("./news/9.txt news/9.txt"),
        ["./news/9.txt"],
        "an article is listed under the name given first"
    );
    let paths = "news/11.txt news/9.txt news/2.md news/10.txt";
    let output = dir.run(&format!("mentions {paths} -e news/entities.toml --format jsonl"));
    let mut articles: Vec<String> =
        output.assert_ok().rows().iter().map(|row| text(row, "article").to_owned()).collect();
    articles.dedup();
    assert_eq!(articles, expected[..4], "mentions too");
    let printed = dir.run(&format!("text {paths}")).assert_ok();
    let titles = ["Talks in Geneva", "Żółw in Łódź", "A CRLF file", "Kyiv opens a BOM file"];
    let at: Vec<Option<usize>> = titles.iter().map(|title| printed.text().find(title)).collect();
    assert!(at.is_sorted() && at.iter().all(Option::is_some), "texts too");
}

#[test]
fn standard_input_is_an_article() {
    let dir = test_dir();
    let rows = dir
        .run_on("mentions - -e news/entities.toml --format jsonl", "Żeby Kyiv".as_bytes())
        .assert_ok()
        .rows();
    assert_eq!(rows.len(), 1);
    assert_eq!((text(&rows[0], "article"), number(&rows[0], "start"), number(&rows[0], "end")), ("-", 5, 9));
    let both = dir.run_on("articles - news/9.txt --format jsonl", b"Kyiv").assert_ok().rows();
    assert_eq!(both.iter().map(|row| text(row, "article")).collect::<Vec<_>>(), ["-", "news/9.txt"]);
    let twice = dir.run_on("articles - - -e news/entities.toml --format jsonl", b"Kyiv").assert_ok().rows();
    assert_eq!(twice.len(), 1, "standard input can be read only once");
    assert_eq!(dir.run_on("text -", b"One.\n\nTwo.\n").assert_ok().text(), "One.\n\nTwo.\n");
}

#[test]
fn list_is_searched_for_in_a_fixed_order() {
    let dir = TestFolder::with(&[
        ("corpus/news/a.txt", "Kyiv."),
        ("other.toml", &list_of("named")),
        ("corpus/news/entities.toml", &list_of("in-the-folder")),
        ("corpus/entities.toml", &list_of("beside-it")),
        ("entities.toml", &list_of("here")),
    ]);
    let configuration = dir.home().join("settings");
    std::fs::create_dir_all(configuration.join("whoswho")).unwrap();
    std::fs::write(configuration.join("whoswho/entities.toml"), list_of("configured")).unwrap();
    let under_home = dir.home().join(".config/whoswho");
    std::fs::create_dir_all(&under_home).unwrap();
    std::fs::write(under_home.join("entities.toml"), list_of("under-home")).unwrap();
    let settings = configuration.to_str().unwrap();
    let used = |arguments: &str, environment: &[(&str, &str)]| {
        let rows = dir
            .run_with(
                format!("mentions --format jsonl {arguments}").split_whitespace(),
                environment,
                b"Kyiv.",
            )
            .assert_ok()
            .rows();
        text(&rows[0], "id").to_owned()
    };
    let env = [("XDG_CONFIG_HOME", settings)];
    assert_eq!(used("corpus/news -e other.toml", &env), "named");
    assert_eq!(used("corpus/news", &env), "in-the-folder");
    assert_eq!(used("corpus/news/a.txt", &env), "in-the-folder");
    assert_eq!(used("-", &env), "here", "standard input is in no folder");
    std::fs::remove_file(dir.path().join("corpus/news/entities.toml")).unwrap();
    assert_eq!(used("corpus/news", &env), "beside-it");
    assert_eq!(used("corpus/news/a.txt", &env), "beside-it");
    std::fs::remove_file(dir.path().join("corpus/entities.toml")).unwrap();
    assert_eq!(used("corpus/news", &env), "here");
    std::fs::remove_file(dir.path().join("entities.toml")).unwrap();
    assert_eq!(used("corpus/news", &env), "configured");
    assert_eq!(used("corpus/news", &[]), "under-home");
    assert_eq!(used("corpus/news", &[("XDG_CONFIG_HOME", "")]), "under-home");
    std::fs::remove_file(under_home.join("entities.toml")).unwrap();
    dir.run("mentions corpus/news").assert_failure(&["no entities.toml"]);
    let text = dir.run("text corpus/news").assert_ok();
    assert_eq!(text.text(), "==> corpus/news/a.txt <==\n\nKyiv.\n", "text needs no list");
    let row = &dir.run("articles corpus/news --format jsonl").assert_ok().rows()[0];
    assert!(row["mentions"].is_null() && row["entities"].is_null(), "unknown, not zero");
}

#[test]
fn seeds_are_read_if_no_path_is_given() {
    let dir = TestFolder::with(&[("seeds/a.txt", "Kyiv."), ("entities.toml", &list_of("here"))]);
    let rows = dir.run("mentions --format jsonl").assert_ok().rows();
    assert_eq!(text(&rows[0], "article"), "seeds/a.txt");
    let nothing = TestFolder::with(&[("entities.toml", &list_of("here"))]);
    for command in ["articles", "entities", "mentions", "concordance Kyiv", "cooccur", "compare", "text"] {
        nothing.run(command).assert_failure(&["nothing to read"]);
    }
    nothing.run("check").assert_ok();
}

#[test]
fn entity_flag_accepts_name_id_or_alias() {
    let dir = test_dir();
    let surfaces = |name: &str| {
        let output = dir.run_words(&["mentions", "news", "--format", "jsonl", "--entity", name]);
        let rows = output.assert_ok().rows();
        rows.iter().map(|row| text(row, "surface").to_owned()).collect::<Vec<_>>()
    };
    let zelensky = ["Zelensky", "Zelenskyy", "Зеленський"];
    for name in ["Volodymyr Zelensky", "volodymyr zelensky", "volodymyr-zelensky", "ZELENSKYY", "Зеленський"]
    {
        assert_eq!(surfaces(name), zelensky, "{name}");
    }
    assert_eq!(surfaces("city-of-geneva"), ["Geneva"; 3]);
    assert_eq!(surfaces("Never Named"), Vec::<String>::new(), "listed but never mentioned: no row, no error");
    for arguments in
        [["mentions", "news", "--entity", "Zelenski"], ["cooccur", "news", "--entity", "Zelenski"]]
    {
        dir.run_words(&arguments).assert_failure(&["no entity `Zelenski`; did you mean `Zelensky`?"]);
    }
    dir.run("mentions news --entity Atlantis").assert_failure(&["no entity `Atlantis`"]);
}

#[test]
fn entity_flag_accepts_template_values_by_name_or_id_in_every_command() {
    let dir = test_dir();
    let surfaces = |name: &str| {
        let rows =
            dir.run_words(&["mentions", "news", "--format", "jsonl", "--entity", name]).assert_ok().rows();
        rows.iter().map(|row| text(row, "surface").to_owned()).collect::<Vec<_>>()
    };
    let pairs = |name: &str| {
        let rows =
            dir.run_words(&["cooccur", "news", "--format", "jsonl", "--entity", name]).assert_ok().rows();
        rows.iter().map(|row| format!("{} + {}", text(row, "a"), text(row, "b"))).collect::<Vec<_>>()
    };
    for name in ["28-point plan", "28-point-plan"] {
        assert_eq!(surfaces(name), ["28-point plan"], "{name}");
        assert_eq!(pairs(name), ["Volodymyr Zelensky + 28-point plan", "Kyiv + 28-point plan"], "{name}");
    }
    // A value that no article has is not an error. The name of a template stands for all its values.
    assert_eq!(surfaces("5-point plan"), Vec::<String>::new());
    assert_eq!(pairs("5-point plan"), Vec::<String>::new());
    for name in ["{points}-point plan", "points-point-plan"] {
        assert_eq!(surfaces(name), ["28-point plan", "9-point peace plan"], "{name}");
        assert_eq!(
            pairs(name),
            ["Volodymyr Zelensky + 28-point plan", "Kyiv + 9-point plan", "Kyiv + 28-point plan"],
            "{name}"
        );
    }
}

/// Creates a corpus in which every pair of entities co-occurs.
fn large_corpus(articles: usize, paragraphs: usize) -> TestFolder {
    let dir = TestFolder::new();
    let names = ["Anna Berg", "Boris Clay", "Clara Dunn", "Dmitri Eck", "Eva Frost", "Félix Ginz"];
    let mut list = String::new();
    for name in names {
        let _ = writeln!(list, "[[entity]]\nname = \"{name}\"\nkind = \"person\"\n");
    }
    dir.write("many/entities.toml", list);
    for article in 0..articles {
        let mut text = format!("Report {article}\n\n");
        for paragraph in 0..paragraphs {
            let one = names[(article * 7 + paragraph * 3) % names.len()];
            let other = names[(article + paragraph * 5 + 1) % names.len()];
            let _ = writeln!(text, "On day {paragraph} — {one} met {other}. Nobody else was there.\n");
        }
        dir.write(format!("many/{article}.txt"), text);
    }
    dir
}

#[test]
fn output_is_identical_on_one_thread_and_on_four() {
    let dir = large_corpus(70, 5);
    for command in [
        "articles",
        "entities",
        "mentions",
        "concordance anna-berg",
        "concordance anna-berg --sort left",
        "cooccur",
        "cooccur --unit article",
        "cooccur --unit sentence --measure npmi",
        "compare",
    ] {
        for format in ["table", "jsonl", "csv"] {
            let arguments = format!("{command} many --format {format}");
            let run = |threads: &str| {
                dir.run_with(arguments.split_whitespace(), &[("RAYON_NUM_THREADS", threads)], b"").assert_ok()
            };
            let one = run("1");
            assert!(!one.out.is_empty());
            assert_eq!(one, run("4"), "{arguments}");
            assert_eq!(one, run("4"), "{arguments}");
        }
    }
    let text = |threads| dir.run_with(["text", "many"], &[("RAYON_NUM_THREADS", threads)], b"").assert_ok();
    assert_eq!(text("1"), text("4"));
}

#[test]
fn closed_pipe_ends_the_program_quietly() {
    use std::io::{BufRead, BufReader, Read};
    use std::process::Stdio;
    // In every format, the output is more than a pipe holds, so the program is still writing when the pipe is closed.
    let dir = large_corpus(300, 12);
    for arguments in [
        "mentions many --format jsonl",
        "mentions many --format csv",
        "mentions many --format json",
        "mentions many",
        "text many",
        "compare many --format csv",
    ] {
        let mut command = dir.command();
        command.args(arguments.split_whitespace());
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::with_capacity(64, child.stdout.take().unwrap());
        let mut line = Vec::new();
        out.read_until(b'\n', &mut line).unwrap();
        assert!(!line.is_empty(), "{arguments}");
        drop(out);
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        let status = child.wait().unwrap();
        assert_eq!((status.code(), err.as_str()), (Some(0), ""), "{arguments}");
    }
}

#[test]
fn current_folder_is_read_with_a_notice_if_no_path_is_given() {
    let dir = TestFolder::with(&[("a.txt", "Kyiv."), ("deep/b.txt", "Kyiv too.")]);
    let output = dir.run("articles --format jsonl");
    assert_eq!(output.err, "whoswho: no path given: reading the articles in this folder\n");
    assert_eq!((output.rows().len(), output.code), (2, Some(0)));
    let named = dir.run("articles . --format jsonl");
    assert_eq!((named.err.as_str(), named.rows().len()), ("", 2));
    dir.write("seeds/c.txt", "Kyiv again.");
    assert_eq!(dir.run("articles --format jsonl").assert_ok().rows().len(), 1);
    let readme = TestFolder::with(&[("README.md", "About the folder.")]);
    readme.run("articles").assert_failure(&["nothing to read"]);
}
