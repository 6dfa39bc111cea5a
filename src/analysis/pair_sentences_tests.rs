use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::analysis::cooccurrence::{Unit, neighbourhood, pairs};
use crate::article::{ArticleKey, Format, parse};
use crate::corpus::Segment;
use crate::mention::Matcher;

const LIST: &str = "[[entity]]\nname = 'Ann'\nkind = 'person'\naliases = ['Miss Lee']\n
[[entity]]\nname = 'Bob'\nkind = 'person'\n[[entity]]\nname = 'Cork'\nkind = 'place'\n";

/// Returns the articles of these texts and their index.
fn read(texts: &[String]) -> (Vec<Article>, Index) {
    let gazetteer = Arc::new(crate::gazetteer::parse(LIST, "entities.toml").unwrap().gazetteer);
    let matcher = Matcher::new(Arc::clone(&gazetteer)).unwrap();
    let key = |number: usize| ArticleKey::from_path(Path::new(&format!("{number}.txt")));
    let articles: Vec<Article> = (0..)
        .zip(texts)
        .map(|(number, text)| parse(key(number), Format::Markdown, text.clone(), 0))
        .collect();
    let found = articles.iter().map(|article| (article, matcher.find(article)));
    let index = Index::new(gazetteer).with_segment(Arc::new(Segment::new(found)));
    (articles, index)
}

fn id_of(index: &Index, name: &str) -> Option<ReferentId> {
    let has_name = |(id, _): &(ReferentId, _)| {
        index.entity(*id).is_some_and(|entity| entity.name(index.gazetteer()) == name)
    };
    index.referents().find(has_name).map(|(id, _)| id)
}

/// Returns the sentences of one article with Ann and Bob, with both names in brackets: square ones for Ann.
fn marked(text: &str) -> Vec<String> {
    let (articles, index) = read(&[text.to_owned()]);
    let (Some(ann), Some(bob)) = (id_of(&index, "Ann"), id_of(&index, "Bob")) else { return Vec::new() };
    let mut reader = SentenceReader::new(&articles[0]);
    let sentences = pair_sentences_in(&index, ArticleId(0), (ann, bob));
    let lines = sentences.iter().map(|sentence| {
        let (line, text) = reader.read(0, sentence);
        assert_eq!(format!("{}{}{}", line.left, line.surface, line.right), text.text);
        let (mut shown, mut end) = (String::new(), 0);
        for (range, named) in &text.names {
            let [open, close] = if *named == Named::First { ["[", "]"] } else { ["(", ")"] };
            shown += &text.text[end..range.start];
            shown += &[open, &text.text[range.clone()], close].concat();
            end = range.end;
        }
        shown + &text.text[end..]
    });
    lines.collect()
}

#[test]
fn sentences_with_both_are_listed_once_and_whole() {
    let text = "Ann and Bob\n\nAnn left.  Then Bob came. \"Ann,\" said\nBob, \"and Miss Lee\nmet.\" No one else did. Bob saw Ann, Bob says, in Cork.\n";
    assert_eq!(
        marked(text),
        [
            "[Ann] and (Bob)",
            "\"[Ann],\" said (Bob), \"and [Miss Lee] met.\"",
            "(Bob) saw [Ann], (Bob) says, in Cork."
        ]
    );
}

#[test]
fn line_is_about_the_mention_nearest_to_the_other_name() {
    let text = "Title\n\nAnn went home before Ann met Bob and nobody else saw Ann.\n";
    let (articles, index) = read(&[text.to_owned()]);
    let pair = (id_of(&index, "Ann").unwrap(), id_of(&index, "Bob").unwrap());
    let found = pair_sentences_in(&index, ArticleId(0), pair);
    let (line, _) = SentenceReader::new(&articles[0]).read(7, &found[0]);
    assert_eq!(
        (line.left.as_str(), line.surface.as_str(), line.right.as_str()),
        ("Ann went home before ", "Ann", " met Bob and nobody else saw Ann.")
    );
    assert_eq!((line.article, line.paragraph, line.start), (7, 2, text.rfind("Ann met").unwrap()));
    // Seen from the other name.
    let found = pair_sentences_in(&index, ArticleId(0), (pair.1, pair.0));
    assert_eq!(found[0].mention().start as usize, text.find("Bob").unwrap());
}

#[test]
fn long_sentence_is_cut_to_the_words_around_the_nearest_names() {
    let words = |count: usize| "and more words without a stop ".repeat(count);
    let text = format!("Title\n\nAnn {}then Ann {}met Bob {}so Bob.\n", words(90), words(30), words(80));
    let shown = marked(&text);
    assert_eq!(shown.len(), 1);
    let shown = &shown[0];
    assert!(shown.len() < MAX_SENTENCE_LEN + 300, "{}", shown.len());
    assert!(shown.starts_with("… ") && shown.ends_with(" …") && !shown.contains("  "), "{shown}");
    let parts: Vec<&str> = shown.trim_matches(['…', ' ']).split(" … ").collect();
    assert_eq!(parts.len(), 2, "{shown}");
    assert!(
        parts[0].contains(" then [Ann] and more") && parts[1].contains("stop met (Bob) and more"),
        "{shown}"
    );
    for part in parts {
        let part = part.replace(['[', ']', '(', ')'], "");
        assert!(text.contains(&part), "{part}");
        assert!(text.contains(&format!(" {part} ")), "cut between words: {part}");
    }
}

#[test]
fn neither_megabytes_without_a_stop_nor_a_hundred_thousand_sentences_take_long() {
    let start = Instant::now();
    let shown = marked(&format!("Title\n\n{}\n", "Ann Bob x ".repeat(100_000)));
    assert!(shown.iter().all(|line| line.len() < 3 * MAX_SENTENCE_LEN), "{}", shown.len());
    assert_eq!(marked(&format!("Title\n\n{}\n", "Ann met Bob. ".repeat(100_000))).len(), 100_000);
    assert_eq!(marked(&format!("Title\n\nAnn {}Bob\n", "x".repeat(1_000_000))).len(), 0);
    let apart = marked(&format!("Title\n\nAnn {} Bob.\n", "漢".repeat(300_000)));
    assert!(apart.iter().all(|line| line.len() < MAX_SENTENCE_LEN), "{apart:?}");
    assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
}

/// A text of short sentences in paragraphs.
fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["Ann", "Bob", "Miss Lee", "Cork", "saw", "the", "harbour", "quay,"]);
    let sentence = prop::collection::vec((word, prop::bool::weighted(0.2)), 1..9).prop_map(|words| {
        let words =
            words.into_iter().map(|(word, breaks)| format!("{}{word}", if breaks { "\n" } else { " " }));
        format!("It{}.", words.collect::<String>())
    });
    let paragraph = prop::collection::vec(sentence, 1..5).prop_map(|sentences| sentences.join(" "));
    prop::collection::vec(paragraph, 1..5)
        .prop_map(|paragraphs| format!("A title\n\n{}\n", paragraphs.join("\n\n")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// The sentences are those that a naive loop over the mentions finds, and as many as co-occurrence counts.
    #[test]
    fn there_are_as_many_as_a_naive_recount_and_cooccurrence_find(texts in prop::collection::vec(text(), 1..4)) {
        let (articles, index) = read(&texts);
        for (first, second) in [("Ann", "Bob"), ("Bob", "Ann"), ("Cork", "Ann")] {
            let (Some(first), Some(second)) = (id_of(&index, first), id_of(&index, second)) else { continue };
            let mut count = 0;
            for (article, parsed) in index.ids().zip(&articles) {
                let sentences_of = |wanted: ReferentId| -> BTreeSet<u32> {
                    let all = index.mentions(article);
                    all.filter(|(id, mention)| *id == wanted && mention.counts()).map(|(_, mention)| mention.sentence).collect()
                };
                let expected: Vec<u32> =
                    sentences_of(first).intersection(&sentences_of(second)).copied().collect();
                let found = pair_sentences_in(&index, article, (first, second));
                let numbers: Vec<u32> = found.iter().map(|sentence| sentence.mention().sentence).collect();
                prop_assert_eq!(&numbers, &expected);
                count += found.len();
                let mut reader = SentenceReader::new(parsed);
                for sentence in &found {
                    let (line, text) = reader.read(0, sentence);
                    // Each sentence of these texts starts with a word that occurs nowhere else, or is the title.
                    let rows = text.wrapped(12);
                    let row = |pieces: &Vec<(&str, Option<Named>)>| pieces.iter().map(|(piece, _)| *piece).collect::<String>();
                    prop_assert_eq!(rows.iter().map(row).collect::<Vec<_>>().join(" "), text.text.as_str());
                    prop_assert!(rows.iter().all(|pieces| row(pieces).len() <= 12));
                    prop_assert!(text.text.starts_with("It "), "{}", text.text);
                    prop_assert_eq!(text.text.matches("It ").count(), 1);
                    prop_assert!(text.text.ends_with('.'), "{}", text.text);
                    prop_assert!([Named::First, Named::Second].iter().all(|named| text.names.iter().any(|(_, other)| other == named)));
                    prop_assert_eq!(&articles[article.0 as usize].text.as_str()[line.start..line.end].split_whitespace().collect::<Vec<_>>().join(" "), &line.surface);
                }
            }
            let near = neighbourhood(&index, index.ids(), first);
            let shown = near.neighbours.iter().find(|neighbour| neighbour.referent == second);
            prop_assert_eq!(shown.map_or(0, |neighbour| neighbour.sentences as usize), count);
            let both = [first, second].map(|id| index.entity(id).cloned().unwrap());
            let pair = pairs(&index, Unit::Sentence, None).into_iter().find(|pair| both.contains(&pair.a) && both.contains(&pair.b));
            prop_assert_eq!(pair.map_or(0, |pair| pair.joint as usize), count);
        }
    }
}
