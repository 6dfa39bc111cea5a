//! Lists and articles made to hurt: matching stays bounded by the text, and a limit that is met says so in one clear
//! line. No test here fails on time; one that is not bounded would not end.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::format_collect, reason = "lists of a test are short")]

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use crate::support::program::Place;
use whoswho::article::{ArticleKey, Format, parse};
use whoswho::gazetteer;
use whoswho::mention::{Found, MAX_CANDIDATES, Matcher, Status};

/// The most candidates of one place, as the product promises.
const AT_ONE_PLACE: usize = 64;

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

/// Ten thousand names, each the one before and a letter or a word more, as far as a name may go.
#[test]
fn ten_thousand_nested_prefixes() {
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
    assert!(candidates <= words * AT_ONE_PLACE, "{candidates} candidates for {words} words");
    let whole = found.mentions.iter().filter(|mention| mention.status == Status::Certain);
    assert_eq!(whole.map(|mention| mention.len as usize).max(), Some("x10".len() + 2 * 490));
    assert_eq!(found.matched_to, None);
}

/// Names that end alike: all of them end at each place.
#[test]
fn ten_thousand_nested_suffixes() {
    let list: String =
        (1..=490).map(|count| entity(&vec!["a"; count].join(" "), "case = 'ignore'")).collect();
    let text = vec!["a"; 5_000].join(" ");
    let (candidates, _) = candidates_and_found(&list, &text);
    assert!(candidates <= 5_000 * AT_ONE_PLACE, "{candidates}");
}

#[test]
fn a_pattern_on_each_line() {
    let with = |count: usize| -> String {
        (0..count).map(|number| entity(&format!("N{number}"), r"patterns = ['\w+']")).collect()
    };
    let text = "one two three. ".repeat(200);
    let (candidates, _) = candidates_and_found(&with(300), &text);
    assert_eq!(candidates, 600 * AT_ONE_PLACE);
    assert_eq!(first_error(&with(10_000)), "more than 1,000 patterns in all");
}

#[test]
fn patterns_that_make_other_engines_hang() {
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
fn a_form_that_everybody_claims() {
    let list: String =
        (0..100).map(|number| entity(&format!("N{number}"), "aliases = ['Springfield']")).collect();
    assert_eq!(first_error(&list), "`Springfield` is a form of more than 64 entities");
}

/// A divided word in each line, of names and patterns that could go on over all of them.
#[test]
fn a_divided_word_in_each_line() {
    let long = vec!["a"; 490].join("-");
    let list =
        entity("ab", "case = 'ignore'\npatterns = ['a-?(?:b-?)+c', 'x.*q', '\\w+', '(a-?)+z', '^a|a$']")
            + &entity(&long, "case = 'ignore'")
            + &entity(&"a".repeat(990), "case = 'ignore'");
    for line in ["a-\n", "a\u{ad}\n", "ab-\n", "x a-\n", "a\u{ad}-\n \u{200b}", "a-\n\na-\n", "x a q-\n"] {
        let text = line.repeat(300_000 / line.len());
        let lines = text.matches('\n').count();
        let (candidates, _) = candidates_and_found(&list, &text);
        assert!(candidates <= lines * AT_ONE_PLACE, "{candidates} in {lines} lines of {line:?}");
    }
    let text = format!("{}{}", "a-\n".repeat(489), "a. a-\na a-a");
    let (_, found) = candidates_and_found(&list, &text);
    assert_eq!(found.mentions[0].len as usize, 489 * "a-\n".len() + 1);
}

/// White space and what cannot be seen, without end, where a word could be divided.
#[test]
fn nothing_but_space_around_the_ends_of_lines() {
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

/// A surname that hundreds share, none of them named before it.
#[test]
fn a_surname_that_hundreds_share() {
    let given = |number: usize| {
        format!("Given{}", char::from(b'a' + (number % 26) as u8).to_string().repeat(number / 26 + 1))
    };
    let list: String = (0..300)
        .map(|number| format!("[[entity]]\nname = '{} Kimmm'\nkind = 'person'\n", given(number)))
        .collect();
    let names: String = (0..300).map(|number| format!("And {} Kimmm. ", given(number))).collect();
    let text = format!("{}\n\n{names}", "So Kimmm went. ".repeat(500));
    let (candidates, found) = candidates_and_found(&list, &text);
    // Each full name is a candidate; its last word has a given name before it, and is none.
    assert_eq!(candidates, 500 * AT_ONE_PLACE + 300);
    let tied = found.mentions.iter().filter(|mention| mention.status == Status::Ambiguous);
    assert_eq!(tied.count(), 500);
}

/// One person by thousands of names, all of which stand in the text: to look at all of them for each would not end.
#[test]
fn a_person_of_thousands_of_names() {
    let aliases: Vec<String> = (0..10_000).map(|number| format!("'Ann{number} Lowe{number}'")).collect();
    let list =
        format!("[[entity]]\nname = 'Ann Lowe'\nkind = 'person'\naliases = [{}]\n", aliases.join(", "));
    let text = format!("A line that ends.\n\n{}", aliases.join(" ").replace('\'', ""));
    let (_, found) = candidates_and_found(&list, &text);
    assert_eq!(found.mentions.len(), 10_000);
}

/// Names blocked and not, a hundred thousand of each; to look at all phrases for each name would not end.
#[test]
fn a_phrase_that_blocks_everywhere() {
    let list = entity("Trump", "not = ['Trump Tower']");
    let text = "Trump, Trump Tower. ".repeat(100_000);
    let (candidates, found) = candidates_and_found(&list, &text);
    assert_eq!((candidates, found.mentions.len()), (100_000, 100_000));
}

#[test]
fn an_article_of_nothing_but_names_is_matched_as_far_as_memory_allows_and_says_so() {
    let place = Place::new();
    place.write("entities.toml", entity("aa", "case = 'ignore'"));
    place.write("b.txt", "Only aa here.\n");
    place.write("a.txt", "aa ".repeat(MAX_CANDIDATES + 10));
    let ran = place.run("articles . --format jsonl");
    let words = "a.txt: the list matches more than 1000000 times in it; matching stopped at line 1";
    let rows = ran.but(&[words]).rows();
    assert_eq!(rows[0]["mentions"], MAX_CANDIDATES);
    assert_eq!(rows[1]["mentions"], 1);
}
