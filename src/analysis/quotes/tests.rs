use std::path::Path;
use std::sync::Arc;

use super::{Quote, quotes};
use crate::article::{Article, ArticleKey, Format, parse};
use crate::mention::Matcher;

const LIST: &str = "[[entity]]\nname = 'Marta Lind'\nkind = 'person'\naliases = ['Martha Lind']\n\n\
    [[entity]]\nname = 'Harbour Authority'\nkind = 'organisation'\n";

fn read(text: &str) -> (Article, Vec<Quote>, Matcher) {
    let gazetteer = crate::gazetteer::parse(LIST, "entities.toml").unwrap().gazetteer;
    let matcher = Matcher::new(Arc::new(gazetteer)).unwrap();
    let article = parse(ArticleKey::from_path(Path::new("a.md")), Format::Markdown, text.to_owned(), 0);
    let quotes = quotes(&article, &matcher.find(&article), matcher.gazetteer());
    (article, quotes, matcher)
}

/// Returns the words, number, speaker and rule of each quote.
fn rows(text: &str) -> Vec<(String, u32, String, &'static str)> {
    let (article, quotes, _) = read(text);
    let row = |quote: Quote| {
        let words = article.text.slice(quote.range).to_owned();
        let how = quote.how.map_or("", super::How::name);
        (words, quote.number, quote.speaker.unwrap_or_default(), how)
    };
    quotes.into_iter().map(row).collect()
}

/// Texts, and the speaker and rule of their last quote.
const CASES: &[(&str, &str, &str)] = &[
    // The verb of saying beside the quote.
    ("“Go,” said Marta Lind.", "Marta Lind", "subject"),
    ("“Go,” Marta Lind said on Monday.", "Marta Lind", "subject"),
    ("“Go!” shouted Jo Park, the envoy.", "Jo Park", "subject"),
    ("Jo Park, who met Lind, told reporters: “Go.”", "Jo Park", "subject"),
    ("Jo Park said that the plan was “a start”.", "Jo Park", "subject"),
    ("Jo Park praised the plan and called it “a start”.", "Jo Park", "subject"),
    ("Jo Park left the talks, calling them “a start”.", "Jo Park", "subject"),
    ("“Go,” said Jo Park, adding that it was “late”.", "Jo Park", "subject"),
    ("The plan was described by Jo Park as “a start”.", "Jo Park", "subject"),
    ("The plan was described as “a start” by Jo Park.", "Jo Park", "subject"),
    ("The plan, Jo Park argued, was “a start”.", "Jo Park", "subject"),
    ("The plan, argued Jo Park, was “a start”.", "Jo Park", "subject"),
    ("The plan was “a start” for both, Jo Park said.", "Jo Park", "subject"),
    ("As Jo Park put it, the plan is “a start”.", "Jo Park", "subject"),
    ("Asked about Marta Lind, Jo Park said: “Go.”", "Jo Park", "subject"),
    ("Jo Park told Marta Lind that it was “a start”.", "Jo Park", "subject"),
    ("On Monday, the envoy, Jo Park, said: “Go.”", "Jo Park", "subject"),
    ("US Secretary of State Jo Park said: “Go.”", "Jo Park", "subject"),
    ("Jo Park, an envoy who was not there but who knew, called it “a start”.", "Jo Park", "subject"),
    ("She said the envoy, who left, had called it “a start”.", "the envoy", "subject"),
    // A name as full as the article gives it.
    ("Jo Park came. “Go,” Park said.", "Jo Park", "subject"),
    ("Marta Lind came. “Go,” Lind said.", "Marta Lind", "subject"),
    ("The mayor, Jo Park, came. “Go,” the mayor said.", "Jo Park", "subject"),
    ("“Go,” the Harbour Authority said.", "Harbour Authority", "subject"),
    ("“Go,” the Department of Northern Affairs said.", "Department of Northern Affairs", "subject"),
    // According to somebody.
    ("According to Jo Park, it was “late”.", "Jo Park", "according"),
    (
        "It was “late”, according to a person familiar with the talks.",
        "a person familiar with the talks",
        "according",
    ),
    // A colon without a verb of saying.
    ("Jo Park had one request: “Go.”", "Jo Park", "colon"),
    // Sources without a name stay as they are.
    ("“Go,” said a source close to Marta Lind.", "a source close to Marta Lind", "subject"),
    ("“Go,” a spokesman for Marta Lind said.", "a spokesman for Marta Lind", "subject"),
    ("“Go,” Marta Lind’s lawyer said.", "Marta Lind’s lawyer", "subject"),
    ("Officials called it “late”.", "Officials", "subject"),
    ("“Go,” said the family.", "the family", "subject"),
    ("“Go,” the assembly said.", "the assembly", "subject"),
    ("Two residents spoke. “Go,” they said.", "Two residents", "pronoun"),
    // Pronouns stand for the last person who was a subject.
    ("Jo Park met Marta Lind. “Go,” she said.", "Jo Park", "pronoun"),
    ("Sir Jo Park came with Marta Lind. Marta Lind left. “Go,” he said.", "Jo Park", "pronoun"),
    ("Jo Park spoke. “Marta Lind must go,” she said.", "Jo Park", "pronoun"),
    ("Jo Park spoke. “Go,” he said.", "", ""),
    ("“Go,” he said.", "", ""),
    // The quote before.
    ("“Go,” Jo Park said. “Now.”", "Jo Park", "continued"),
    ("Jo Park called it “late” and “bad”.", "Jo Park", "continued"),
    // A neighbouring sentence.
    ("Jo Park replied at once. “Go.”", "Jo Park", "neighbour"),
    ("Jo Park spoke to reporters:\n\n“Go.”", "Jo Park", "colon"),
    ("Jo Park told reporters at once:\n\n“Go.”", "Jo Park", "neighbour"),
    ("Jo Park said it was over.\n\n“Yes.”", "Jo Park", "neighbour"),
    // Nobody.
    ("Jo Park never said “go”.", "", ""),
    ("Jo Park asked if it was over. “Yes.”", "", ""),
    ("Families wept when Jo Park announced it.\n\n“Yes.”", "", ""),
    ("Marta Lind read “The Long Road”.", "", ""),
    ("The sign read “Keep out”.", "", ""),
    ("A banner reading “Go” hung there.", "", ""),
    ("The so-called “late plan” of Jo Park failed.", "", ""),
    ("The plan was called “a start”.", "", ""),
    ("Marta Lind’s stated goal and the “red lines” remain.", "", ""),
    ("Marta Lind came. The “red lines” remain.", "", ""),
];

#[test]
fn speakers_are_found_by_the_rules() {
    let mut wrong = Vec::new();
    for (text, speaker, how) in CASES {
        let rows = rows(text);
        let found = rows.last().map(|(_, _, found, rule)| (found.as_str(), *rule));
        if found != Some((*speaker, *how)) {
            wrong.push(format!("{text} {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Regression: a subject cut short before `that` used to stand for `they` in the main clause after the quote.
#[test]
fn a_speaker_never_ends_in_a_preposition() {
    let met =
        "The plan followed two days of talks between Norland and Marn envoys in Lund that ended on Sunday.";
    for (quote, speaker) in [
        (
            "While the Harbour Authority described the talks as “useful”, they disclosed few details.",
            "Harbour Authority",
        ),
        ("While the port described the talks as “useful”, they disclosed few details.", ""),
        ("Although Jo Park called it “a start”, she revealed nothing else.", "Jo Park"),
        ("When it was “late”, Jo Park said, nobody came.", "Jo Park"),
    ] {
        let rows = rows(&format!("{met} {quote}"));
        assert_eq!(rows.last().map(|row| row.2.as_str()), Some(speaker), "{quote}");
    }
    // In the second, a name was lost.
    for text in [&format!("{met} “Go,” they said."), "The envoy of and said: “Go.”"] {
        assert_eq!(rows(text).last().map(|row| row.2.as_str()), Some(""), "{text}");
    }
}

#[test]
fn parts_of_a_quote_share_its_number_and_speaker() {
    let numbers = |text: &str| -> Vec<(u32, String)> {
        rows(text).into_iter().map(|(_, number, speaker, _)| (number, speaker)).collect()
    };
    let lind = || "Marta Lind".to_owned();
    let split = "“Go,” Marta Lind said, “and stay.” “No,” said Jo Park.";
    assert_eq!(numbers(split), [(1, lind()), (1, lind()), (2, "Jo Park".to_owned())]);
    let two = "“Go,” Marta Lind said. “And stay.”";
    assert_eq!(numbers(two), [(1, lind()), (2, lind())]);
    let paragraphs = "Marta Lind said: “Go.\n\n“And stay.”\n\n“No,” said Jo Park.";
    assert_eq!(numbers(paragraphs), [(1, lind()), (1, lind()), (2, "Jo Park".to_owned())]);
}

#[test]
fn lines_of_an_interview_are_quotes() {
    let text =
        "Marta Lind: What now?\n\nJo Park: We go.\n\nLind: And then?\n\nPark: We stay.\n\nNote: edited.\n";
    let expected = [
        ("What now?", "Marta Lind"),
        ("We go.", "Jo Park"),
        ("And then?", "Marta Lind"),
        ("We stay.", "Jo Park"),
    ];
    let found = rows(text);
    let found: Vec<(&str, &str)> = found.iter().map(|row| (row.0.as_str(), row.2.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn boilerplate_has_no_quotes() {
    let text = "A title\n\n“Go,” said Marta Lind.\n\nYou may also like\n\n“Stay,” said Jo Park.\n";
    assert_eq!(rows(text).len(), 1);
}

#[test]
fn listed_speakers_are_entities() {
    let (_, quotes, matcher) = read("“Go,” said Martha Lind. “No,” said Jo Park.");
    let ids: Vec<Option<String>> = quotes
        .iter()
        .map(|quote| quote.entity.as_ref().map(|entity| entity.id(matcher.gazetteer())))
        .collect();
    assert_eq!(ids, [Some("marta-lind".to_owned()), None]);
    assert_eq!(quotes[0].speaker.as_deref(), Some("Marta Lind"));
}

#[test]
fn hostile_texts_take_linear_time() {
    for unit in
        ["“", "'a ", "\"a ", "a said ", "Lind, who said, ", "“a” said ", "he said “a”, ", "Jo Park’s "]
    {
        let (_, quotes, _) = read(&unit.repeat(60_000 / unit.len()));
        assert!(quotes.len() <= 60_000, "{unit}");
    }
}
