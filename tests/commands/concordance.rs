//! `whoswho concordance`: the mentions of one entity in their context, as rows and as a table.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};

use crate::support::corpora::corpora;
use crate::support::corpus::test_dir as sample;
use crate::support::program::{Output, TestFolder, number, text};
use serde_json::Value;
use whoswho::text::fold::fold_form;
use whoswho::text::whitespace::collapse;
use whoswho::text::width::width;

const LIST: &str = r#"
[[entity]]
name = "New Harbour"
kind = "place"
aliases = ["Harbour", "新港", "מפרץ"]

[[entity]]
name = "Springfield, Illinois"
kind = "place"
aliases = ["Springfield"]

[[entity]]
name = "Springfield, Oregon"
kind = "place"
aliases = ["Springfield"]

[[entity]]
name = "Never Named"
kind = "event"
"#;

const SORTS: &[&str] = &["article", "left", "right", "spelling"];

fn test_dir(articles: &[(&str, &str)]) -> TestFolder {
    let dir = TestFolder::with(articles);
    dir.write("news/entities.toml", LIST);
    dir
}

/// Returns the rows of `New Harbour` in `news/`.
fn rows(dir: &TestFolder, sort: &str) -> Vec<Value> {
    dir.run(&format!("concordance Harbour news --sort {sort} --format jsonl")).assert_ok().rows()
}

/// Formats rows as `left[surface]right`.
fn lines(rows: &[Value]) -> Vec<String> {
    let part = |row, key| text(row, key).to_owned();
    rows.iter()
        .map(|row| format!("{}[{}]{}", part(row, "left"), part(row, "surface"), part(row, "right")))
        .collect()
}

#[test]
fn rows_are_the_counted_mentions_between_the_words_of_the_article() {
    for corpus in corpora() {
        let mut shown: BTreeMap<String, String> = BTreeMap::new();
        let all = corpus.rows("mentions");
        let counted = |row: &&Value| ["certain", "bound"].contains(&text(row, "status"));
        let ids: BTreeSet<&str> = all.iter().filter(counted).map(|row| text(row, "id")).collect();
        // Each entity is sorted in one of the orders, in turn.
        for (id, sort) in ids.into_iter().zip(SORTS.iter().cycle()) {
            let mentions: Vec<&Value> =
                all.iter().filter(counted).filter(|row| text(row, "id") == id).collect();
            let rows = corpus.rows(&format!("concordance {id} --sort {sort}"));
            let position = |row: &Value| (text(row, "article").to_owned(), number(row, "start"));
            let mut order: Vec<usize> = Vec::new();
            for row in &rows {
                let at = mentions.iter().position(|mention| position(mention) == position(row)).unwrap();
                order.push(at);
                let mention = mentions[at];
                for key in ["entity", "end", "block", "paragraph"] {
                    assert_eq!(row[key], mention[key], "{row}");
                }
                assert_eq!(text(row, "surface"), collapse(text(mention, "surface")));
                let article = text(row, "article");
                let shown = shown.entry(article.to_owned()).or_insert_with(|| {
                    let output = corpus.dir.run_words(&["text", "--highlight", "never", article]);
                    collapse(output.assert_ok().text())
                });
                let line = ["left", "surface", "right"].map(|key| text(row, key)).concat();
                assert!(shown.contains(&line), "{line:?} is not in {article}");
            }
            let keys: Vec<_> = rows.iter().zip(&order).map(|(row, at)| (key(row, sort), at)).collect();
            assert!(keys.is_sorted(), "{id} {sort} {keys:?}");
            order.sort_unstable();
            assert_eq!(order, (0..mentions.len()).collect::<Vec<_>>(), "{id} {sort}");
        }
    }
}

/// Returns a naive sort key of a row, for texts with spaces between words.
fn key(row: &Value, sort: &str) -> Vec<String> {
    let words = |key| {
        let folded = fold_form(text(row, key));
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    match sort {
        "article" => Vec::new(),
        "left" => words("left").into_iter().rev().collect(),
        "right" => words("right"),
        _ => vec![fold_form(text(row, "surface")), text(row, "surface").to_owned()],
    }
}

#[test]
fn context_is_one_line_of_the_block_whatever_white_space_the_file_has() {
    let article = "Tide in Harbour\n\nThe tide came in at the end of the night\r\nand stood for an hour\tin the whole of New\r\nHarbour, and 新港 saw\u{a0}it\u{202e}too; \u{1b}[31mred was\r\nthe sea.\n\nOther.\n";
    let dir = test_dir(&[("news/1.txt", article)]);
    let rows = rows(&dir, "article");
    let before = "The tide came in at the end of the night and stood for an hour in the whole of ";
    let after = "saw it\u{fffd}too; ␛[31mred was the sea.";
    assert_eq!(
        lines(&rows),
        [
            "Tide in [Harbour]".to_owned(),
            format!("{before}[New Harbour], and 新港 {after}"),
            format!("{before}New Harbour, and [新港] {after}"),
        ]
    );
    let blocks: Vec<_> = rows.iter().map(|row| (text(row, "block"), number(row, "paragraph"))).collect();
    assert_eq!(blocks, [("title", 1), ("paragraph", 2), ("paragraph", 2)]);
    let points: Vec<_> = rows.iter().map(|row| (number(row, "start"), number(row, "end"))).collect();
    assert_eq!(points, [(8, 15), (96, 107), (113, 115)]);
    for format in ["table", "csv"] {
        let output = dir.run(&format!("concordance Harbour news --format {format}")).assert_ok();
        let is_unsafe = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202A}'..='\u{202E}');
        assert!(!output.text().contains(is_unsafe), "{:?}", output.text());
    }
}

#[test]
fn words_of_scripts_from_right_to_left_and_without_spaces_are_context() {
    let dir = test_dir(&[
        ("news/1.txt", "A line that ends.\n\nהאונייה הגיעה אל מפרץ בשעות הבוקר.\n"),
        ("news/2.txt", "A line that ends.\n\n船到了新港，人们在那里。\n"),
    ]);
    assert_eq!(
        lines(&rows(&dir, "left")),
        ["האונייה הגיעה אל [מפרץ] בשעות הבוקר.", "船到了[新港]，人们在那里。"]
    );
}

#[test]
fn paragraph_of_a_megabyte_has_a_short_context_at_every_mention() {
    let words = "wet sand and low water then ".repeat(36);
    let article = format!("A line that ends.\n\n{}", format!("{words}Harbour’s ").repeat(1000));
    assert!(article.len() > 1_000_000);
    let dir = test_dir(&[("news/1.txt", &article)]);
    let rows = rows(&dir, "right");
    assert_eq!(rows.len(), 1000);
    for row in &rows {
        let (left, right) = (text(row, "left"), text(row, "right"));
        assert!((100..=120).contains(&width(left)) && width(right) <= 120, "{row}");
        assert!(left.ends_with("water then ") && right.starts_with("’s"), "{row}");
    }
    let unbroken = format!("A line that ends.\n\n{} Harbour {}\n", "x".repeat(500_000), "👨‍👩‍👧".repeat(20_000));
    dir.write("news/1.txt", unbroken);
    let row = &self::rows(&dir, "left")[0];
    assert_eq!(text(row, "left"), format!("{} ", "x".repeat(119)));
    assert_eq!(text(row, "right").trim_start().replace("👨‍👩‍👧", ""), "", "no grapheme cluster is cut");
    assert_eq!(dir.run("concordance Harbour news").assert_ok().text().lines().count(), 5);
}

#[test]
fn entity_is_resolved_as_in_the_mentions_command() {
    let dir = sample();
    for name in
        ["Volodymyr Zelensky", "volodymyr-zelensky", "ZELENSKYY", "28-point plan", "points-point-plan"]
    {
        let run = |arguments: &[&str]| {
            let output = dir.run_words(&[arguments, &["news", "--format", "jsonl"]].concat());
            output.assert_ok().rows().iter().map(|row| number(row, "start")).collect::<Vec<_>>()
        };
        let rows = run(&["concordance", name]);
        assert!(!rows.is_empty());
        assert_eq!(rows, run(&["mentions", "--entity", name]), "{name}");
    }
    let unknown: Output = dir.run("concordance Zelenski news");
    assert!(unknown.out.is_empty());
    unknown.assert_failure(&["no entity `Zelenski`; did you mean `Zelensky`?"]);
    dir.run("concordance Atlantis news").assert_failure(&["no entity `Atlantis`"]);
    dir.run("concordance Kyiv news none.txt --format csv")
        .assert_problems(&["none.txt: no such file or directory"]);
    let nothing = dir.run("concordance Kyiv none.txt -e news/entities.toml");
    nothing.assert_problems(&["none.txt: no such file or directory"]);
}

const HARBOUR_NEWS: &[(&str, &str)] = &[
    (
        "news/1.txt",
        "Ships in New Harbour\n\nSmall ships came to the Harbour, and left it.\n\nThen a large ship left Harbour.\n",
    ),
    ("news/2.txt", "Nothing here\n\nSpringfield sent nobody.\n"),
    ("news/10.txt", "A storm\n\nHARBOUR masters were warned.\n"),
];

#[test]
fn table_groups_by_article_and_is_aligned_on_the_mention() {
    let table = test_dir(HARBOUR_NEWS).run("concordance harbour news").assert_ok();
    let pad = " ".repeat(46);
    assert_eq!(
        table.text().lines().collect::<Vec<_>>(),
        [
            "Ships in New Harbour (news/1.txt)",
            "3 mentions  ···│··············│·················│···",
            &format!("{pad}                 Ships in New Harbour"),
            &format!("{pad}  Small ships came to the Harbour, and left it."),
            &format!("{pad}   Then a large ship left Harbour."),
            "",
            "A storm (news/10.txt)",
            "1 mention  ·········│······························",
            &format!("{pad}                          HARBOUR masters were warned."),
            "",
            "New Harbour: 4 mentions in 2 of 3 articles, DP 0.20",
            "not mentioned in: news/2.txt",
        ]
        .map(str::to_owned)
    );
}

#[test]
fn table_in_another_order_numbers_the_articles() {
    let table = test_dir(HARBOUR_NEWS).run("concordance harbour news --sort right").assert_ok();
    let squeezed = |line: &str| {
        let parts = line.split("   ").map(str::trim).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(
        table.text().lines().map(squeezed).collect::<Vec<_>>(),
        [
            "1 | Ships in New Harbour",
            "1 | Then a large ship left Harbour.",
            "1 | Small ships came to the Harbour, and left it.",
            "3 | HARBOUR masters were warned.",
            "",
            "1  Ships in New Harbour (news/1.txt), 3 mentions",
            "3  A storm (news/10.txt), 1 mention",
            "",
            "New Harbour: 4 mentions in 2 of 3 articles, DP 0.20",
            "not mentioned in: news/2.txt",
        ]
    );
}

#[test]
fn entity_that_no_article_mentions_has_no_rows() {
    let dir = test_dir(HARBOUR_NEWS);
    let run = |arguments: &[&str]| {
        dir.run_words(&[&["concordance"], arguments, &["news"]].concat()).assert_ok().text().to_owned()
    };
    for sort in SORTS {
        assert_eq!(run(&["Never Named", "--sort", sort, "--format", "json"]), "[]\n");
        assert_eq!(
            run(&["Never Named", "--sort", sort]),
            "Never Named: 0 mentions in 0 of 3 articles\nnot mentioned in: news/1.txt, news/2.txt, news/10.txt\n"
        );
        assert_eq!(
            run(&["Springfield", "--sort", sort]),
            "Springfield, Illinois: 0 mentions in 0 of 3 articles\nnot shown: 1 ambiguous mention\nnot mentioned in: news/1.txt, news/2.txt, news/10.txt\n",
            "a name that two entities share counts for neither"
        );
    }
}

#[test]
fn articles_without_a_mention_are_named_up_to_a_limit() {
    let dir = TestFolder::new();
    dir.write("news/entities.toml", LIST);
    for number in 0..203 {
        dir.write(format!("news/{number}.txt"), format!("Report {number}\n\nNobody came.\n"));
    }
    let table = dir.run("concordance Harbour news").assert_ok();
    let last = table.text().lines().last().unwrap();
    assert!(last.starts_with("not mentioned in: news/0.txt, news/1.txt, "), "{last}");
    assert!(last.ends_with(", news/199.txt and 3 more"), "{last}");
}

#[cfg(unix)]
#[test]
fn table_fits_the_terminal_and_has_colour_only_there() {
    use crate::support::pty::{Options, Session};
    let dir = test_dir(HARBOUR_NEWS);
    let folder = dir.path();
    let sequence = regex::Regex::new("\u{1b}\\[[0-9;:]*m").unwrap();
    for (columns, env) in [(60, &[][..]), (60, &[("NO_COLOR", "1")]), (24, &[("TERM", "dumb")])] {
        let options = Options { columns, env, cwd: Some(&folder), ..Options::default() };
        let program = std::path::Path::new(env!("CARGO_BIN_EXE_whoswho"));
        let mut session = Session::start(program, &["concordance", "Harbour", "news"], &options);
        assert_eq!(session.wait_exit().code, Some(0));
        let written = String::from_utf8(session.raw()).unwrap();
        let plain = sequence.replace_all(&written, "").into_owned();
        let line = plain.lines().find(|line| line.contains("came to")).map(str::trim_end);
        if columns == 60 {
            assert_eq!(line, Some("    ships came to the Harbour, and left it."));
        }
        let lines = plain.lines().take_while(|line| !line.starts_with("New Harbour:"));
        assert!(lines.clone().all(|line| width(line) <= usize::from(columns)), "{plain}");
        assert!(lines.count() >= 9, "{plain}");
        let has_colour = written.contains("\u{1b}[3") || written.contains("\u{1b}[9");
        let is_dumb = columns == 24;
        assert_eq!(has_colour, env.is_empty(), "{written:?}");
        assert_eq!(written.contains('\u{1b}'), !is_dumb, "{written:?}");
    }
    assert!(!dir.run("concordance Harbour news").assert_ok().text().contains('\u{1b}'));
}

/// The lines are the sentences that hold both, and there are as many as `cooccur` counts.
#[test]
fn sentences_with_another_entity_are_those_that_a_naive_recount_finds() {
    for corpus in corpora() {
        let mentions = corpus.rows("mentions");
        let counted = |row: &&Value| ["certain", "bound"].contains(&text(row, "status"));
        // The last pairs are the rarest.
        let pairs = corpus.rows("cooccur --unit sentence --measure joint");
        let pairs: Vec<&Value> = pairs.iter().take(4).chain(pairs.iter().rev().take(4)).collect();
        assert!(!pairs.is_empty());
        for (pair, sort) in pairs.into_iter().zip(SORTS.iter().cycle()) {
            let (a, b) = (text(pair, "a"), text(pair, "b"));
            let sentences_of = |name: &str| -> BTreeSet<(String, u64)> {
                let rows = mentions.iter().filter(counted).filter(|row| text(row, "entity") == name);
                rows.map(|row| (text(row, "article").to_owned(), number(row, "sentence"))).collect()
            };
            let expected: BTreeSet<_> = sentences_of(a).intersection(&sentences_of(b)).cloned().collect();
            let list = corpus.list.to_str().unwrap();
            let arguments = ["concordance", a, "--with", b, "--sort", sort];
            let output = ["-e", list, "--format", "jsonl", corpus.path.as_str()];
            let words = [&arguments[..], &output].concat();
            let rows = corpus.dir.run_words(&words).assert_ok().rows();
            let found: Vec<(String, u64)> = rows
                .iter()
                .map(|row| {
                    let is_mention = |mention: &&Value| {
                        ["article", "start", "end", "entity"].iter().all(|key| mention[*key] == row[*key])
                    };
                    let mention = mentions.iter().filter(counted).find(is_mention).unwrap();
                    assert_eq!(text(mention, "entity"), a);
                    for key in ["block", "paragraph"] {
                        assert_eq!(row[key], mention[key], "{row}");
                    }
                    (text(row, "article").to_owned(), number(mention, "sentence"))
                })
                .collect();
            assert_eq!(found.len() as u64, number(pair, "joint"), "{a} with {b}");
            assert_eq!(found.iter().cloned().collect::<BTreeSet<_>>(), expected, "{a} with {b}");
            let keys: Vec<_> = rows.iter().map(|row| key(row, sort)).collect();
            assert!(keys.is_sorted(), "{sort} {keys:?}");
            // The same sentences, seen from the other entity.
            let arguments = ["concordance", b, "--with", a];
            let others = corpus.dir.run_words(&[&arguments[..], &output].concat()).assert_ok().rows();
            let whole = |rows: &[Value]| -> BTreeSet<String> {
                rows.iter()
                    .map(|row| ["left", "surface", "right"].map(|key| text(row, key)).concat())
                    .collect()
            };
            assert_eq!(whole(&rows), whole(&others), "{a} with {b}");
        }
    }
}

/// Two articles in which the harbour and Springfield share sentences.
const SHARED: &[(&str, &str)] = &[
    (
        "news/1.txt",
        "Tide in Harbour\n\nFrom New Harbour the boats went to Never Named, and nobody in New Harbour was told of it before the evening, when all of them came home. Harbour slept.\n",
    ),
    ("news/2.txt", "Calm\n\nNever Named is far from Harbour. Never Named waits.\n"),
    ("news/3.txt", "Snow\n\nHarbour is white. Never Named is not.\n"),
];

#[test]
fn table_of_a_pair_has_whole_sentences() {
    let dir = test_dir(SHARED);
    let table = dir.run("concordance Harbour news --with never-named").assert_ok();
    let expected = "\
Tide in Harbour (news/1.txt)
1 sentence  ··················│·····················
From New Harbour the boats went to Never Named, and nobody in New Harbour was told of it before the evening, when all of them came home.

Calm (news/2.txt)
1 sentence  ·····················│··················
Never Named is far from Harbour.

New Harbour with Never Named: 2 sentences in 2 of 3 articles, DP 0.36
no such sentence in: news/3.txt
";
    assert_eq!(table.text(), expected);
    let table = dir.run("concordance never-named news --with Harbour --sort left").assert_ok();
    let expected = "\
2  Never Named is far from Harbour.
1  From New Harbour the boats went to Never Named, and nobody in New Harbour was told of it before the evening, when all of them came home.

1  Tide in Harbour (news/1.txt), 1 sentence
2  Calm (news/2.txt), 1 sentence

Never Named with New Harbour: 2 sentences in 2 of 3 articles, DP 0.36
no such sentence in: news/3.txt
";
    assert_eq!(table.text(), expected);
}

#[test]
fn pair_needs_two_entities_of_the_list() {
    let dir = test_dir(SHARED);
    dir.run("concordance Harbour news --with new-harbour")
        .assert_failure(&["--with `new-harbour` names the same entity"]);
    dir.run("concordance Harbour news --with Atlantis").assert_failure(&["no entity `Atlantis`"]);
    let nothing =
        dir.run_words(&["concordance", "Harbour", "news", "--with", "Springfield, Oregon"]).assert_ok();
    assert!(
        nothing.text().contains("New Harbour with Springfield, Oregon: 0 sentences in 0 of 3 articles"),
        "{}",
        nothing.text()
    );
}

#[test]
fn value_of_a_template_is_paired_with_the_other_values() {
    let dir = TestFolder::with(&[(
        "news/1.txt",
        "Plans\n\nThe 28-point plan became the 19-point plan. The 28-point plan, the 28-point plan.\n",
    )]);
    dir.write(
        "news/entities.toml",
        "[[entity]]\nname = '{n}-point plan'\nkind = 'plan'\npatterns = ['(?<n>\\d+)-point plan']\n",
    );
    for (name, other, surface) in [
        ("28-point plan", "19-point plan", "28-point plan"),
        ("28-point plan", "{n}-point plan", "28-point plan"),
        ("{n}-point plan", "28-point plan", "19-point plan"),
    ] {
        let rows = dir
            .run_words(&["concordance", name, "news", "--with", other, "--format", "jsonl"])
            .assert_ok()
            .rows();
        assert_eq!(lines(&rows).len(), 1, "{name} {other}");
        assert_eq!(text(&rows[0], "surface"), surface, "{name} {other}");
    }
}
