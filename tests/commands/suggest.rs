//! The output of `suggest` in a pipe: what is suggested for the list, and what is not.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crate::support::program::{TestFolder, keys, number, text};
use serde_json::{Value, json};

const COLUMNS: &[&str] = &[
    "surface", "kind", "of", "strength", "reason", "count", "articles", "example", "guess", "id", "aliases",
    "article",
];

const LIST: &str = r#"
[[entity]]
name = "Olena Petrenko"
kind = "person"

[[entity]]
name = "Donald Trump"
kind = "person"
aliases = ["Trump"]
not = ["Trump Tower"]
"#;

/// Articles about a bridge, in natural order. The list contains two of the people they mention.
const ARTICLES: &[(&str, &str)] = &[
    (
        "news/2.txt",
        "Mayor Opens New Bridge Over the Marn\n\nThe mayor of Ardena, Olga Brandt, opened the bridge on Monday. Officials were late. \"The bridge is ours,\" Brandt said. Olena Petrenko came too, and Petrenko spoke in Ardena.\n\n- Jean-Luc Tibor of the OTKB watched\n- The end\n",
    ),
    (
        "news/9.txt",
        "A bridge and its price\n\nOfficials said the officials of the OTKB had paid. Near Ardena, Foreign Minister J. D. Okafor met O'Neill's aides. Petrenko left. In Trump Tower, Trump smiled; Trump Tower is far.\n\nTHE PRICE OF THE BRIDGE\n",
    ),
    ("news/10.txt", "Що далі\n\nПро це заявила речниця Ольга Коваль. А в НАТО та біля НАТО тихо.\n"),
];

fn test_dir() -> TestFolder {
    let dir = TestFolder::with(ARTICLES);
    dir.write("news/entities.toml", LIST);
    dir
}

/// Returns the surface, count and articles of each row.
fn counts(rows: &[Value]) -> Vec<(String, u64, u64)> {
    let count =
        |row: &Value| (text(row, "surface").to_owned(), number(row, "count"), number(row, "articles"));
    rows.iter().map(count).collect()
}

#[test]
fn rows_have_the_documented_keys_in_every_format() {
    let dir = test_dir();
    let rows = dir.run("suggest news --format jsonl").assert_ok().rows();
    assert!(rows.iter().all(|row| keys(row) == COLUMNS));
    let array: Value =
        serde_json::from_str(dir.run("suggest news --format json").assert_ok().text()).unwrap();
    assert_eq!(array, Value::Array(rows.clone()));
    let csv = dir.run("suggest news --format csv").assert_ok();
    assert_eq!(csv.text().lines().next().unwrap(), COLUMNS.join(","));
    let table = dir.run("suggest news").assert_ok();
    assert_eq!(table.text().lines().count(), rows.len() + 1);
    assert!(table.text().starts_with("surface"));
}

#[test]
fn suggestions_are_what_an_editor_would_add() {
    let rows = test_dir().run("suggest news --format jsonl").assert_ok().rows();
    let expected = [
        ("Ardena", 3, 2),
        ("OTKB", 2, 2),
        ("Olga Brandt", 2, 1),
        ("Trump Tower", 2, 1),
        ("НАТО", 2, 1),
        ("J. D. Okafor", 1, 1),
        ("Petrenko", 1, 1),
        ("Ольга Коваль", 1, 1),
    ];
    let expected: Vec<_> =
        expected.iter().map(|(name, count, articles)| ((*name).to_owned(), *count, *articles)).collect();
    assert_eq!(counts(&rows), expected);
}

#[test]
fn rows_have_a_reason_and_an_example() {
    let rows = test_dir().run("suggest news --format jsonl").assert_ok().rows();
    let row = |surface: &str| rows.iter().find(|row| row["surface"] == surface).unwrap();
    let brandt = row("Olga Brandt");
    assert_eq!(brandt["guess"], "person");
    assert_eq!(brandt["aliases"], json!(["Brandt"]));
    assert_eq!((&brandt["kind"], &brandt["of"], &brandt["id"]), (&json!("new"), &Value::Null, &Value::Null));
    assert_eq!(brandt["article"], "news/2.txt");
    assert_eq!(brandt["example"], "The mayor of Ardena, Olga Brandt, opened the bridge on Monday.");
    let bare = row("Petrenko");
    assert_eq!((text(bare, "kind"), text(bare, "strength")), ("variant", "possible"));
    assert_eq!((text(bare, "of"), text(bare, "id")), ("Olena Petrenko", "olena-petrenko"));
    assert_eq!(bare["reason"], "surname of Olena Petrenko, who is not named in full in these articles");
    assert_eq!(bare["article"], "news/9.txt", "only where the surname is not bound");
    assert_eq!(row("OTKB")["guess"], "organisation");
}

#[test]
fn all_names_are_new_without_a_list() {
    let dir = TestFolder::with(ARTICLES);
    let rows = dir.run("suggest news --format jsonl").assert_ok().rows();
    assert!(rows.iter().all(|row| row["kind"] == "new"));
    let petrenko = rows.iter().find(|row| row["surface"] == "Olena Petrenko").map(|row| number(row, "count"));
    assert!(petrenko.is_none() || petrenko == Some(3), "{petrenko:?}");
    assert!(rows.iter().any(|row| row["surface"] == "Trump" || row["surface"] == "Petrenko"));
}

#[test]
fn kind_and_min_filter_the_rows() {
    let dir = test_dir();
    let rows = |flags: &str| dir.run(&format!("suggest news --format jsonl {flags}")).assert_ok().rows();
    let all = rows("");
    let filtered =
        |keep: &dyn Fn(&Value) -> bool| all.iter().filter(|row| keep(row)).cloned().collect::<Vec<_>>();
    assert_eq!(rows("--kind new"), filtered(&|row| row["kind"] == "new"));
    assert_eq!(rows("--kind variant"), filtered(&|row| row["kind"] == "variant"));
    assert_eq!(rows("--min 2"), filtered(&|row| number(row, "count") >= 2));
    assert_eq!(rows("--kind variant --min 2"), Vec::<Value>::new());
    assert_eq!(dir.run("suggest news --kind old").code, Some(2));
}

#[test]
fn output_is_identical_on_one_thread_and_on_four() {
    let dir = TestFolder::new();
    for number in 0..40 {
        let (first, second) =
            (["Ardena", "Tova", "Zelm"][number % 3], ["Petra Novak", "Ida Low"][number % 2]);
        let words = format!("A title\n\nso the mayor {second} went to {first} and {second} said no.\n");
        dir.write(format!("news/{number}.txt"), words);
    }
    let run = |threads: &str| {
        let arguments = ["suggest", "news", "--format", "jsonl"];
        dir.run_with(arguments, &[("RAYON_NUM_THREADS", threads)], b"").assert_ok().out
    };
    let one = run("1");
    assert!(!one.is_empty());
    assert_eq!(one, run("4"));
    assert_eq!(one, run("4"));
}

#[test]
fn output_without_rows_is_still_well_formed() {
    let dir = TestFolder::with(&[("a.txt", "Nothing at all."), ("entities.toml", LIST)]);
    assert_eq!(dir.run("suggest a.txt --format json").assert_ok().text(), "[]\n");
    assert_eq!(dir.run("suggest a.txt --format csv").assert_ok().text(), COLUMNS.join(",") + "\n");
    dir.run("suggest gone.txt").assert_problems(&["gone.txt"]);
}

#[test]
fn control_characters_stay_out_of_the_table() {
    let dir = TestFolder::with(&[(
        "a.txt",
        "A line.\n\nso Ar\u{1b}[31mdena and Tova\u{7}, Tova\tand Tova went.\n",
    )]);
    let table = dir.run("suggest a.txt").assert_ok();
    assert!(!table.text().contains(['\u{1b}', '\u{7}', '\t']), "{}", table.text());
    assert!(table.text().contains("Tova"));
}
