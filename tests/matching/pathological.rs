//! Lists and articles built to be slow: the work stays bounded by the length of the text, and a limit that is reached
//! is reported in one line. No test here measures time; without the bounds, a test would not finish.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::format_collect, reason = "the lists in these tests are short")]

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use crate::support::program::TestFolder;
use whoswho::article::{ArticleKey, Format, parse};
use whoswho::gazetteer;
use whoswho::mention::{Found, MAX_CANDIDATES, Matcher, Status};

/// Maximum number of candidates at one position.
const MAX_AT_ONE_POSITION: usize = 64;

fn entity(name: &str, more: &str) -> String {
    format!("[[entity]]\nname = '{name}'\nkind = 'place'\n{more}\n")
}

fn matcher(list: &str) -> Matcher {
    let parsed = gazetteer::parse(list, "entities.toml").unwrap_or_else(|problems| panic!("{}", problems[0]));
    Matcher::new(Arc::new(parsed.gazetteer)).unwrap()
}

fn candidates_and_found(list: &str, text: &str) -> (usize, Found) {
    let matcher = matcher(list);
    let article = parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text.to_owned(), 0);
    (matcher.candidates(&article).len(), matcher.find(&article))
}

fn first_error(list: &str) -> String {
    gazetteer::parse(list, "entities.toml")
        .unwrap_err()
        .into_iter()
        .find(gazetteer::Problem::is_error)
        .unwrap()
        .message
}

/// Ten thousand names in 21 series. In each, every name extends the one before by a word, up to the longest allowed.
#[test]
fn ten_thousand_nested_prefixes_stay_bounded() {
    let mut list = String::new();
    for first in 0..21 {
        let mut name = format!("x{first}");
        for _ in 0..490 {
            name.push_str(" a");
            list.push_str(&entity(&name, ""));
        }
    }
    let mut text = String::new();
    for first in 0..21 {
        let _ = writeln!(text, "x{first}{}.\n", " a".repeat(2_000));
    }
    let words = text.split_whitespace().count();
    let (candidates, found) = candidates_and_found(&list, &text);
    assert!(candidates <= words * MAX_AT_ONE_POSITION, "{candidates} candidates for {words} words");
    let certain = found.mentions.iter().filter(|mention| mention.status == Status::Certain);
    assert_eq!(certain.map(|mention| mention.len as usize).max(), Some("x10".len() + 2 * 490));
    assert_eq!(found.matched_to, None);
}

/// Hundreds of names, each a suffix of all longer ones, so that all of them can end at the same word.
#[test]
fn nested_suffixes_stay_bounded() {
    let list: String =
        (1..=490).map(|count| entity(&vec!["a"; count].join(" "), "case = 'ignore'")).collect();
    let text = vec!["a"; 5_000].join(" ");
    let (candidates, _) = candidates_and_found(&list, &text);
    assert!(candidates <= 5_000 * MAX_AT_ONE_POSITION, "{candidates}");
}

#[test]
fn many_patterns_stay_bounded_and_too_many_are_refused() {
    let list = |count: usize| -> String {
        (0..count).map(|number| entity(&format!("N{number}"), r"patterns = ['\w+']")).collect()
    };
    let text = "one two three. ".repeat(200);
    let (candidates, _) = candidates_and_found(&list(300), &text);
    assert_eq!(candidates, 600 * MAX_AT_ONE_POSITION);
    assert_eq!(first_error(&list(10_000)), "more than 1,000 patterns in all");
}

#[test]
fn patterns_that_hang_backtracking_engines_are_refused_or_matched() {
    let list = |pattern: &str| entity("P", &format!("patterns = ['{pattern}']"));
    assert_eq!(first_error(&list("(a|a)*")), "the pattern can match the empty string");
    let text = format!("{}!", "a".repeat(50_000));
    for pattern in ["(a|a)+b", "(a+)+b", "(a|aa)+", "(.*)(.*)(.*)(.*)x", "(x+x+)+y", r"(\w+\s?)+\d"] {
        candidates_and_found(&list(pattern), &text);
        candidates_and_found(&list(pattern), &text.replace('a', "a "));
    }
    assert_eq!(
        first_error(&list("((a{1,99}){1,99}){1,99}")),
        "the pattern is too large: it compiles to more than 1,048,576 bytes"
    );
}

#[test]
fn form_shared_by_too_many_entities_is_refused() {
    let list: String =
        (0..100).map(|number| entity(&format!("N{number}"), "aliases = ['Springfield']")).collect();
    assert_eq!(first_error(&list), "`Springfield` is a form of more than 64 entities");
}

/// Names and patterns that could continue across every line end.
#[test]
fn hyphenated_word_on_every_line_stays_bounded() {
    let long = vec!["a"; 490].join("-");
    let list =
        entity("ab", "case = 'ignore'\npatterns = ['a-?(?:b-?)+c', 'x.*q', '\\w+', '(a-?)+z', '^a|a$']")
            + &entity(&long, "case = 'ignore'")
            + &entity(&"a".repeat(990), "case = 'ignore'");
    for line in ["a-\n", "a\u{ad}\n", "ab-\n", "x a-\n", "a\u{ad}-\n \u{200b}", "a-\n\na-\n", "x a q-\n"] {
        let text = line.repeat(300_000 / line.len());
        let lines = text.matches('\n').count();
        let (candidates, _) = candidates_and_found(&list, &text);
        assert!(candidates <= lines * MAX_AT_ONE_POSITION, "{candidates} in {lines} lines of {line:?}");
    }
    let text = format!("{}{}", "a-\n".repeat(489), "a. a-\na a-a");
    let (_, found) = candidates_and_found(&list, &text);
    assert_eq!(found.mentions[0].len as usize, 489 * "a-\n".len() + 1);
}

/// Long runs of white space and invisible characters where a word could be hyphenated.
#[test]
fn long_blank_runs_around_line_ends_stay_bounded() {
    let list = entity("ab", "case = 'ignore'\npatterns = ['ab+']");
    for blank in ["\u{200b}", "\u{ad}", " ", "\t", "\u{a0}", "\u{301}"] {
        for (before, after) in [("a-", "b "), ("a\u{ad}", "b "), ("a", "\nb "), ("", "\n")] {
            let run = blank.repeat(10_000);
            let text = format!("{before}{run}\n{run}{after}").repeat(4)
                + &format!("{before}{blank}\n{after}").repeat(10_000);
            candidates_and_found(&list, &text);
        }
    }
}

/// None of the 300 full names comes before the bare surname.
#[test]
fn surname_shared_by_hundreds_stays_bounded() {
    let given_name = |number: usize| {
        format!("Given{}", char::from(b'a' + (number % 26) as u8).to_string().repeat(number / 26 + 1))
    };
    let list: String = (0..300)
        .map(|number| format!("[[entity]]\nname = '{} Kimmm'\nkind = 'person'\n", given_name(number)))
        .collect();
    let names: String = (0..300).map(|number| format!("And {} Kimmm. ", given_name(number))).collect();
    let text = format!("{}\n\n{names}", "So Kimmm went. ".repeat(500));
    let (candidates, found) = candidates_and_found(&list, &text);
    // Each full name is a candidate; its last word is not, as it follows a given name.
    assert_eq!(candidates, 500 * MAX_AT_ONE_POSITION + 300);
    let ambiguous = found.mentions.iter().filter(|mention| mention.status == Status::Ambiguous);
    assert_eq!(ambiguous.count(), 500);
}

/// All the names are in the text: a matcher that compares each with all others would not finish.
#[test]
fn person_with_thousands_of_names_stays_bounded() {
    let aliases: Vec<String> = (0..10_000).map(|number| format!("'Ann{number} Lowe{number}'")).collect();
    let list =
        format!("[[entity]]\nname = 'Ann Lowe'\nkind = 'person'\naliases = [{}]\n", aliases.join(", "));
    let text = format!("A line that ends.\n\n{}", aliases.join(" ").replace('\'', ""));
    let (_, found) = candidates_and_found(&list, &text);
    assert_eq!(found.mentions.len(), 10_000);
}

/// A hundred thousand blocked names and as many others: a matcher that compares each with all phrases would not finish.
#[test]
fn blocking_phrase_repeated_everywhere_stays_bounded() {
    let list = entity("Trump", "not = ['Trump Tower']");
    let text = "Trump, Trump Tower. ".repeat(100_000);
    let (candidates, found) = candidates_and_found(&list, &text);
    assert_eq!((candidates, found.mentions.len()), (100_000, 100_000));
}

#[test]
fn matching_stops_at_the_candidate_limit_and_reports_it() {
    let dir = TestFolder::new();
    dir.write("entities.toml", entity("aa", "case = 'ignore'"));
    dir.write("b.txt", "Only aa here.\n");
    dir.write("a.txt", "aa ".repeat(MAX_CANDIDATES + 10));
    let output = dir.run("articles . --format jsonl");
    let words = "a.txt: the list matches more than 1000000 times in it; matching stopped at line 1";
    let rows = output.assert_problems(&[words]).rows();
    assert_eq!(rows[0]["mentions"], MAX_CANDIDATES);
    assert_eq!(rows[1]["mentions"], 1);
}
