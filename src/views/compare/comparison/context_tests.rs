//! Tests of contexts and wordings.

use std::path::Path;
use std::slice;

use proptest::prelude::*;

use super::*;
use crate::article::{ArticleKey, Format, parse};

fn article(text: &str) -> Article {
    parse(ArticleKey::from_path(Path::new("a.md")), Format::Markdown, text.to_owned(), 0)
}

/// Returns the marked words of a line.
fn marked(line: &Context) -> Vec<&str> {
    line.marks.iter().map(|mark| &line.text[mark.clone()]).collect()
}

#[test]
fn context_is_the_sentence_on_one_line_with_the_words_marked() {
    let article =
        article("# Fire\n\nIt began late. The fire\nkilled   41 people, police said. All was quiet.");
    let start = article.text.as_str().find("41").expect("a figure");
    let figure = start..start + 2;
    let line = context(&article, &figure, slice::from_ref(&figure));
    assert_eq!(line.text, "The fire killed 41 people, police said.");
    assert_eq!(marked(&line), ["41"]);
}

#[test]
fn context_of_two_sentences_has_both() {
    let article = article("One came. Two went. Three stayed.");
    let text = article.text.as_str();
    let range = text.find("came").expect("a word")..text.find("went").expect("a word") + 4;
    assert_eq!(context(&article, &range, &[]).text, "One came. Two went.");
}

#[test]
fn long_sentence_is_cut_on_both_sides() {
    let long = format!("{} 41 {}.", "before ".repeat(400), "after ".repeat(400));
    let article = article(&long);
    let start = article.text.as_str().find("41").expect("a figure");
    let figure = start..start + 2;
    let line = context(&article, &figure, slice::from_ref(&figure));
    assert!(line.text.starts_with('…') && line.text.ends_with('…') && line.text.len() < 700, "{}", line.text);
    assert_eq!(marked(&line), ["41"]);
}

#[test]
fn words_of_two_wordings_that_differ_are_marked() {
    let (left, right) =
        ("Very few things are left from the first version", "Not many things were left from it");
    let words = |text: &str, ranges: Vec<Range<usize>>| {
        ranges.into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>()
    };
    let (only_left, only_right) = differing_words(left, right);
    assert_eq!(words(left, only_left), ["Very", "few", "are", "the", "first", "version"]);
    assert_eq!(words(right, only_right), ["Not", "many", "were", "it"]);
}

proptest! {
    /// Whatever is not marked is the same sequence of words on both sides, and no longer one exists.
    #[test]
    fn unmarked_words_are_a_longest_common_subsequence(
        left in prop::collection::vec("[abc]", 0..9), right in prop::collection::vec("[abc]", 0..9),
    ) {
        let (one, other) = (left.join(" "), right.join(" "));
        let (only_one, only_other) = differing_words(&one, &other);
        let kept = |text: &str, marked: &[Range<usize>]| -> Vec<String> {
            let all = super::words(text).into_iter();
            all.filter(|(range, _)| !marked.contains(range)).map(|(_, word)| word).collect()
        };
        let kept_left = kept(&one, &only_one);
        prop_assert_eq!(&kept_left, &kept(&other, &only_other));
        // Naive: the longest subsequence of one side that the other contains.
        let longest = (0_u32..1 << left.len())
            .map(|chosen| {
                let picked: Vec<&String> = (0..left.len()).filter(|at| chosen & (1 << at) != 0).map(|at| &left[at]).collect();
                let mut rest = right.iter();
                if picked.iter().all(|word| rest.any(|other| other == *word)) { picked.len() } else { 0 }
            })
            .max();
        prop_assert_eq!(Some(kept_left.len()), longest);
    }

    /// However the range lies, the context contains its words, and the marks are on character boundaries.
    #[test]
    fn context_of_any_range_is_whole(text in "[a-zé .\n]{1,80}", from in 0_usize..80, length in 1_usize..40) {
        let article = article(&text);
        let text = article.text.as_str();
        let from = floor_grapheme_boundary(text, from.min(text.len()));
        let to = ceil_grapheme_boundary(text, (from + length).min(text.len()));
        let range = from..to;
        let line = context(&article, &range, slice::from_ref(&range));
        let wanted = crate::text::whitespace::collapse(&text[range.clone()]);
        prop_assert!(line.text.contains(&wanted), "{:?} in {:?}", wanted, line);
        for mark in &line.marks {
            prop_assert!(line.text.get(mark.clone()).is_some());
        }
    }
}
