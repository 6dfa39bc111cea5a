//! What the cells of the matrix show, and what filters its rows and columns, recounted from the texts.

use crate::support::driver::Driver;
use whoswho::analysis::coverage::Spread;
use whoswho::views::compare::MATRIX;
use whoswho::views::compare::matrix::grid::HEAD_ROWS;

const LIST: &str = r#"
[[entity]]
name = "Kyiv"
kind = "place"
aliases = ["Kiev"]
[[entity]]
name = "Geneva"
kind = "place"
[[entity]]
name = "Oslo"
kind = "place"
[[entity]]
name = "Rome"
kind = "place"
"#;

/// Each report as its paragraphs; the first is the title.
const REPORTS: [&[&str]; 4] = [
    &["Kyiv waits", "Kiev and Kyiv are one city. Kiev is a spelling.", "Geneva is dry.", "Kyiv is not."],
    &[
        "Rain again",
        "It rained in Geneva and in Oslo all day long.",
        "Geneva has umbrellas, and Kyiv has none.",
    ],
    &["Nothing much", "Geneva slept. Rome did not."],
    &["More rain", "Geneva was wet. And then the rain …"],
];

const NAMES: [(&str, &[&str]); 4] =
    [("Kyiv", &["Kyiv", "Kiev"]), ("Geneva", &["Geneva"]), ("Oslo", &["Oslo"]), ("Rome", &["Rome"])];

fn reports() -> Driver {
    let texts: Vec<(String, String)> = (1..)
        .zip(REPORTS)
        .map(|(number, paragraphs)| (format!("{number}.md"), format!("# {}\n", paragraphs.join("\n\n"))))
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut driver = Driver::corpus(LIST, &texts);
    driver.resize(120, 40).keys("C");
    driver
}

fn count(paragraph: &str, names: &[&str]) -> usize {
    names.iter().map(|name| paragraph.matches(name).count()).sum()
}

/// Returns the cells on the screen of the row of an entity, without their shades, and its total.
fn cells(driver: &Driver, name: &str) -> Vec<String> {
    let rows = driver.rows();
    let row = rows.iter().skip(1 + usize::from(HEAD_ROWS)).find(|row| row.contains(name)).expect("a row");
    let after = row.split_once(name).expect("the name").1;
    let cell = |cell: &str| cell.trim_end_matches(['░', '▒', '▓', '█']).to_owned();
    after.split_whitespace().map(cell).collect()
}

fn names(driver: &Driver) -> Vec<String> {
    let ws = &driver.app.workspace;
    let rows = driver.matrix().rows(ws).expect("counted");
    rows.iter().map(|row| row.entity.name(ws.index().gazetteer())).collect()
}

/// Returns the text of a naive cell: `·` if the report does not name it, `?` if the report is cut short then.
fn naive(report: usize, names: &[&str], value: impl Fn(&[&str]) -> String) -> String {
    let paragraphs = REPORTS[report];
    if paragraphs.iter().any(|paragraph| count(paragraph, names) > 0) {
        return value(paragraphs);
    }
    if report == 3 { "?".to_owned() } else { "·".to_owned() }
}

#[test]
fn cells_show_what_a_naive_recount_finds() {
    let mut driver = reports();
    let words = |report: usize| {
        driver
            .app
            .workspace
            .index()
            .ids()
            .nth(report)
            .map(|id| f64::from(driver.app.workspace.index().row(id).expect("a row").words))
    };
    let words: Vec<f64> = (0..4).map(|report| words(report).expect("an article")).collect();
    for (report, paragraphs) in REPORTS.iter().enumerate() {
        let naive: usize = paragraphs
            .iter()
            .map(|text| text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count())
            .sum();
        assert!((words[report] - naive as f64).abs() < 0.5, "{report}: {} {naive}", words[report]);
    }
    let contents = ["mentions", "per 1,000", "paragraphs", "first", "title"];
    for (number, content) in contents.into_iter().enumerate() {
        assert!(driver.rows()[0].contains(content), "{}", driver.rows()[0]);
        for (name, forms) in NAMES {
            let mentions =
                |report: usize| REPORTS[report].iter().map(|text| count(text, forms)).sum::<usize>();
            let with = |paragraphs: &[&str]| paragraphs.iter().filter(|text| count(text, forms) > 0).count();
            let first = |paragraphs: &[&str]| {
                paragraphs.iter().position(|text| count(text, forms) > 0).map_or(0, |at| at + 1)
            };
            let value = |report: usize| match number {
                0 => mentions(report).to_string(),
                1 => format!("{:.1}", mentions(report) as f64 * 1_000.0 / words[report]),
                2 => with(REPORTS[report]).to_string(),
                3 => first(REPORTS[report]).to_string(),
                _ => (if count(REPORTS[report][0], forms) > 0 { "title" } else { "text" }).to_owned(),
            };
            let mut expected: Vec<String> =
                (0..4).map(|report| naive(report, forms, |_| value(report))).collect();
            let all = 0..4;
            expected.push(match number {
                0 => all.map(mentions).sum::<usize>().to_string(),
                1 => format!(
                    "{:.1}",
                    all.map(mentions).sum::<usize>() as f64 * 1_000.0 / words.iter().sum::<f64>()
                ),
                2 => all.map(|report| with(REPORTS[report])).sum::<usize>().to_string(),
                3 => all
                    .map(|report| first(REPORTS[report]))
                    .filter(|first| *first > 0)
                    .min()
                    .expect("named")
                    .to_string(),
                _ => all.filter(|report| count(REPORTS[*report][0], forms) > 0).count().to_string(),
            });
            assert_eq!(cells(&driver, name), expected, "{content} {name}\n{}", driver.screen());
        }
        driver.keys("#");
    }
    assert!(driver.rows()[0].contains("spellings"), "{}", driver.rows()[0]);
    assert!(
        driver.screen().contains("Kyiv +1"),
        "two spellings, the more frequent first\n{}",
        driver.screen()
    );
    assert!(driver.rows()[2].contains("Kyiv 3, Kiev 2"), "{}", driver.rows()[2]);
}

#[test]
fn shades_go_by_rate_and_not_by_count() {
    let long =
        format!("# Long\n\n{}\n\nKyiv. Kyiv. Kyiv.\n", "It rained all day and all night. ".repeat(500));
    let mut driver = Driver::corpus(LIST, &[("1.md", &long), ("2.md", "# Short\n\nKyiv waits.\n")]);
    driver.keys("C");
    let row = driver.rows().into_iter().find(|row| row.contains("1█")).expect("a row");
    assert!(row.contains("3░") && row.contains("1█"), "{row}");
}

#[test]
fn groups_are_counted_and_shown_one_by_one() {
    let mut driver = reports();
    let line = driver.rows()[3].clone();
    let articles = |forms: &[&str]| {
        REPORTS.iter().filter(|texts| texts.iter().any(|text| count(text, forms) > 0)).count()
    };
    let of = |wanted: fn(usize) -> bool| {
        NAMES
            .iter()
            .filter(|(_, forms)| wanted(articles(forms)))
            .map(|(name, _)| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    let groups = [
        (of(|count| count == 4), "in all 4", Spread::All),
        (of(|count| count > 1 && count < 4), "in some", Spread::Some),
        (of(|count| count == 1), "in one", Spread::One),
    ];
    assert!(line.contains("all 4"), "{line}");
    for (members, words, spread) in groups {
        assert!(line.contains(&format!("{words}: {}", members.len())), "{line}");
        driver.keys("o");
        assert_eq!((driver.matrix().spread, names(&driver)), (Some(spread), members));
    }
    driver.keys("o");
    assert_eq!((driver.matrix().spread, names(&driver).len()), (None, 4));
}

/// A report that is cut short is neither said to mention an entity nor not to.
#[test]
fn conditions_on_articles_leave_what_is_named_in_one_and_not_in_another() {
    let mut driver = reports();
    driver.keys("l = l -");
    assert_eq!(names(&driver), ["Kyiv", "Oslo"], "in 2 and not in 3");
    assert!(driver.rows()[0].contains("in article 2, not in article 3"), "{}", driver.rows()[0]);
    driver.keys("-");
    assert_eq!(names(&driver), ["Kyiv", "Geneva", "Oslo"], "in 2");
    driver.keys("l -");
    assert_eq!(names(&driver), Vec::<String>::new());
    assert!(driver.screen().contains("Article 4 is cut short"), "{}", driver.screen());
    driver.keys("Esc");
    assert_eq!((names(&driver).len(), driver.app.workspace.view), (4, MATRIX), "Esc shows all rows first");
}

#[test]
fn articles_that_do_not_mention_the_entity_of_the_row_are_listed_with_one_key() {
    let mut driver = reports();
    while !driver.rows().iter().any(|row| row.starts_with("▸Kyiv")) {
        driver.keys("j");
    }
    driver.keys("!");
    let listing = driver.app.workspace.listing();
    let listed: Vec<u32> = (0..listing.len()).filter_map(|row| listing.at(row)).map(|id| id.0).collect();
    assert_eq!(listed, [2], "the fourth is cut short: unknown");
    assert!(driver.hint().contains("do not mention Kyiv"), "{}", driver.hint());
    assert!(driver.screen().contains("filter: not Kyiv"), "{}", driver.screen());
    driver.keys("!");
    assert_eq!(driver.app.workspace.listing().len(), 4);
    while !driver.rows().iter().any(|row| row.starts_with("▸Geneva")) {
        driver.keys("k");
    }
    driver.keys("!");
    assert!(driver.hint().contains("Every article mentions Geneva"), "{}", driver.hint());
    assert_eq!(driver.app.workspace.listing().len(), 4);
}

#[test]
fn rows_are_filtered_by_letters_while_they_are_typed() {
    let mut driver = reports();
    driver.keys("F text:ki");
    assert_eq!(names(&driver), ["Kyiv"], "by the alias Kiev");
    driver.keys("text:x");
    assert!(
        names(&driver).is_empty() && driver.screen().contains("no name contains this"),
        "{}",
        driver.screen()
    );
    driver.keys("Backspace Backspace Backspace text:e Down Enter");
    assert_eq!(names(&driver), ["Kyiv", "Geneva", "Rome"]);
    assert_eq!(driver.matrix().row.row(), 1, "Down moves among the rows left");
    driver.keys("F Esc");
    assert_eq!(names(&driver).len(), 4);
}

#[test]
fn sorting_by_this_article_follows_what_the_cells_show() {
    let mut driver = reports();
    driver.keys("l s s # # #");
    assert!(driver.rows()[0].contains("first paragraph"), "{}", driver.rows()[0]);
    let first =
        |forms: &[&str]| REPORTS[1].iter().position(|text| count(text, forms) > 0).unwrap_or(usize::MAX);
    let mut naive: Vec<(usize, &str)> = NAMES.iter().map(|(name, forms)| (first(forms), *name)).collect();
    naive.sort_by_key(|(first, _)| *first);
    let shown = names(&driver);
    let order: Vec<usize> =
        shown.iter().map(|name| naive.iter().find(|(_, other)| other == name).expect("listed").0).collect();
    assert!(order.is_sorted(), "{shown:?} {order:?}");
}

fn forty() -> Driver {
    let texts: Vec<(String, String)> = (1..=40)
        .map(|number| {
            let (head, day) = (format!("title: Report {number}\nsource: Paper{number}"), 1 + number % 28);
            let text = format!("---\n{head}\ndate: 2025-03-{day:02}\n---\n\nKyiv waits.\n");
            (format!("{number:02}.md"), text)
        })
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Driver::corpus(LIST, &texts)
}

/// With forty reports, the heads still tell which column is which report, and the last column is one key away.
#[test]
fn heads_of_forty_reports_can_be_read() {
    let mut driver = forty();
    for (columns, rows) in [(120, 40), (80, 24), (50, 20), (200, 60)] {
        driver.resize(columns, rows).keys("C ^");
        let heads = driver.rows()[4].clone() + &driver.rows()[5];
        assert!(heads.contains("Paper1") && heads.contains("Paper2"), "{columns}: {heads}");
        driver.keys("$");
        let heads = driver.rows()[4].clone() + &driver.rows()[5];
        assert!(heads.contains("40") && heads.contains('P'), "{columns}: {heads}");
        assert!(driver.rows()[1].contains("40 Report 40 (Paper40, 2025-03-13)"), "{}", driver.rows()[1]);
        assert_eq!(driver.matrix().column.row(), 39);
        driver.keys("C");
    }
}

/// The corner above the names says which columns are shown, and the total's head is whole whatever the cells show.
/// Regression: "first" and "titles" used to be cut off beside the arrows.
#[test]
fn heads_say_which_columns_are_shown_and_leave_the_total_whole() {
    let mut driver = forty();
    driver.keys("C");
    for (columns, rows) in [(120, 40), (80, 24), (50, 20), (200, 60)] {
        driver.resize(columns, rows);
        for (keys, arrows) in [("^", "›"), ("2 0 l", "‹ ›"), ("$", "‹")] {
            driver.keys(keys);
            for _ in 0..6 {
                driver.keys("#");
                let (first, second) = (driver.rows()[4].clone(), driver.rows()[5].clone());
                let total = driver.matrix().content.total_head();
                assert!(second.trim_end().ends_with(&format!(" {total}")), "{columns}: {second}");
                assert!(first.trim_end().ends_with(&format!(" {arrows}")), "{columns}: {first}");
                let (corner, heads) = first.split_once(" of 40 ").expect("the columns shown");
                let is_number = |word: &&str| word.parse::<usize>().is_ok();
                let numbers: Vec<&str> = heads.split_whitespace().filter(is_number).collect();
                let shown = match numbers.as_slice() {
                    [only] => format!("column {only}"),
                    numbers => format!("columns {}-{}", numbers[0], numbers[numbers.len() - 1]),
                };
                assert_eq!(corner.trim(), shown, "{columns}: {first}");
            }
        }
    }
    let mut driver = reports();
    assert!(!driver.resize(120, 40).rows()[4].contains("columns"), "all columns are shown");
}

/// On a narrow screen the legend is left out, but the cell at the cursor explains its shade.
#[test]
fn cell_at_the_cursor_is_explained_with_its_shade() {
    let mut driver = reports();
    for columns in [120, 50] {
        driver.resize(columns, 20);
        for _ in 0..4 {
            driver.keys("^");
            for _ in 0..4 {
                let (view, ws) = (driver.matrix(), &driver.app.workspace);
                let row = view.row_at_cursor(ws).expect("a row");
                let article = view.article_at_cursor(ws).expect("an article");
                let rate = row.rate(ws.index(), article);
                let glyph = match rate {
                    0.0 => "",
                    rate if rate < 2.0 => "░",
                    rate if rate < 5.0 => "▒",
                    rate if rate < 10.0 => "▓",
                    _ => "█",
                };
                let words = format!(" {glyph} {rate:.1} per 1,000 words");
                assert_eq!(
                    driver.rows()[2].starts_with(&words),
                    row.count(article) > 0,
                    "{}",
                    driver.rows()[2]
                );
                driver.keys("l");
            }
            driver.keys("j");
        }
    }
}

#[test]
fn without_a_list_the_names_that_suggest_finds_are_compared() {
    let texts = [
        ("1.md", "# Talks\n\nMinister Nora Quist spoke in Oslo. Nora Quist left Oslo.\n"),
        ("2.md", "# More talks\n\nNora Quist came back, and Nora Quist spoke again.\n"),
        ("3.md", "# Rain\n\nIt rained.\n"),
    ];
    let mut driver = Driver::corpus("", &texts);
    driver.resize(100, 30).keys("C");
    assert!(driver.rows()[0].contains("no list: suggested names"), "{}", driver.screen());
    assert_eq!(cells(&driver, "Nora Quist"), ["2", "2", "·", "4"]);
    assert_eq!(cells(&driver, "Oslo"), ["2", "·", "·", "2"]);
    assert!(driver.rows()[3].contains("in one: 1"), "{}", driver.screen());
    driver.keys("j k l Enter");
    assert_eq!(driver.open_article(), 1);
    let picked = driver.app.workspace.picked_words.is_some();
    assert!(picked, "the first mention is selected\n{}", driver.screen());
    for key in ["]", "f", "!"] {
        driver.keys("C").keys(key);
        assert!(driver.hint().contains("not in a list"), "{key}: {}", driver.hint());
        driver.keys("C");
    }
}
