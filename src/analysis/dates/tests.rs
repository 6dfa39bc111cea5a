use std::path::Path;

use super::dates;
use crate::article::{ArticleKey, Format, parse};

/// Returns the words and date of each expression in a text. `written` is the article's date; empty if it has none.
fn rows(written: &str, text: &str) -> Vec<(String, String)> {
    let front_matter =
        if written.is_empty() { String::new() } else { format!("---\ndate: {written}\n---\n\n") };
    let text = format!("{front_matter}{text}\n");
    let article = parse(ArticleKey::from_path(Path::new("a.md")), Format::Markdown, text, 0);
    let row = |one: super::DatedExpression| {
        (article.text.slice(one.range).to_owned(), one.date.unwrap_or_else(|| "?".to_owned()))
    };
    dates(&article).into_iter().map(row).collect()
}

/// Texts of Thursday, 6 March 2025, and the dates in them.
const DATED: &[(&str, &[(&str, &str)])] = &[
    ("It opened on 18 November 2024.", &[("18 November 2024", "2024-11-18")]),
    ("It opened on Nov. 18, 2024, at noon.", &[("Nov. 18, 2024", "2024-11-18")]),
    ("It opened on the 18th of November.", &[("the 18th of November", "2024-11-18")]),
    ("It will open on 18 November.", &[("18 November", "2025-11-18")]),
    ("It opened on Tuesday, March 4.", &[("Tuesday, March 4", "2025-03-04")]),
    ("It lasted from 3-5 May 2024.", &[("3-5 May 2024", "2024-05-03/2024-05-05")]),
    ("It lasted from May 30 to June 2, 2024.", &[("May 30 to June 2, 2024", "2024-05-30/2024-06-02")]),
    ("Published 2024-11-18 and 18.11.2024.", &[("2024-11-18", "2024-11-18"), ("18.11.2024", "2024-11-18")]),
    ("It opened on 05/03/2024.", &[("05/03/2024", "?")]),
    ("It opened on 25/03/2024.", &[("25/03/2024", "2024-03-25")]),
    ("It opened on Tuesday.", &[("Tuesday", "2025-03-04")]),
    ("It opens on Tuesday.", &[("Tuesday", "2025-03-11")]),
    ("It will close on Thursday.", &[("Thursday", "2025-03-06")]),
    ("It closed last Thursday.", &[("last Thursday", "2025-02-27")]),
    ("It will open next Friday.", &[("next Friday", "2025-03-14")]),
    ("It opened yesterday.", &[("yesterday", "2025-03-05")]),
    ("It opened last night.", &[("last night", "2025-03-05")]),
    ("It opened two weeks ago.", &[("two weeks ago", "2025-W08")]),
    ("It opened a year ago.", &[("a year ago", "2024")]),
    ("It opened last week and closes next week.", &[("last week", "2025-W09"), ("next week", "2025-W11")]),
    ("It opened last month.", &[("last month", "2025-02")]),
    ("It opened in mid-October.", &[("mid-October", "2024-10")]),
    ("It opened in early 2024.", &[("early 2024", "2024")]),
    ("It opened in the 1990s.", &[("the 1990s", "199X")]),
    ("It opened in the summer of 2024.", &[("the summer of 2024", "2024-22")]),
    ("It opened last winter.", &[("last winter", "2024-24")]),
    ("It opened in the third quarter of 2024.", &[("the third quarter of 2024", "2024-Q3")]),
    ("It opened on New Year's Eve.", &[("New Year's Eve", "2024-12-31")]),
    ("It will open on Easter Monday.", &[("Easter Monday", "2025-04-21")]),
    ("They have until Monday to reply.", &[("Monday", "2025-03-10")]),
    ("They voted to strike from Monday.", &[("Monday", "2025-03-10")]),
    ("It ran for three days, with 2,000 people, 1945 votes and a March for Peace.", &[]),
    ("May Lind may march to the Sunday Times on Route 1990.", &[]),
    ("It is closed on Mondays, and now, and at 9am.", &[]),
    ("It fell on 30 February.", &[]),
    ("It fell on February 30, 2019.", &[]),
    ("It opened on 18 Nov. 2019.", &[("18 Nov. 2019", "2019-11-18")]),
    ("It ran from January to March 2024.", &[("January", "2024-01"), ("March 2024", "2024-03")]),
    (
        "It ran from 30 November to 2 December 2024.",
        &[("30 November", "2024-11-30"), ("2 December 2024", "2024-12-02")],
    ),
    ("It opened half a year ago.", &[]),
];

#[test]
fn dates_are_resolved_by_the_date_of_the_article() {
    let mut wrong = Vec::new();
    for (text, expected) in DATED {
        let found = rows("2025-03-06", text);
        let found: Vec<(&str, &str)> = found.iter().map(|row| (row.0.as_str(), row.1.as_str())).collect();
        if found != *expected {
            wrong.push(format!("{text} {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_date_of_the_article_in_words_is_used_too() {
    for written in ["26 Nov 2025", "November 26, 2025", "Wed, 26 Nov 2025 10:00:00 +0100"] {
        assert_eq!(rows(written, "It opened yesterday.")[0].1, "2025-11-25", "{written}");
    }
}

#[test]
fn without_a_date_what_depends_on_it_stays_unresolved() {
    for (text, expected) in [
        ("It opened on Tuesday.", "?"),
        ("It opened yesterday.", "?"),
        ("It opened last week.", "?"),
        ("It opened on November 18.", "--11-18"),
        ("It opened in November.", "--11"),
        ("It opened last summer.", "?"),
        ("It opened on Halloween.", "--10-31"),
        ("It opened in 2019.", "2019"),
    ] {
        let found = rows("", text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].1, expected, "{text}");
    }
}

#[test]
fn an_article_in_the_year_1_or_9999_has_no_overflow() {
    for written in ["0001-01-01", "9999-12-31"] {
        let text = "It opened yesterday, tomorrow, last week, next week, last month, next month, last year, next year, \
                    30 decades ago, last quarter, next decade, on Easter Sunday, on 29 February and next winter.";
        assert!(!rows(written, text).is_empty());
    }
}

#[test]
fn hostile_texts_take_linear_time() {
    for unit in ["May ", "the ", "1 to ", "on Monday, ", "2025-", "the third quarter of ", "1/1/", "last "] {
        let text = unit.repeat(60_000 / unit.len());
        rows("2025-03-06", &text);
    }
}
