//! Metadata found only in text meant for readers: the date below the article's title, the publisher in the document
//! title.

use crate::article::date_words::find_date;
use crate::article::html::line::one_line;
use crate::article::html::metadata::TITLE_SEPARATORS;
use crate::article::html::piece::Piece;
use crate::article::html::shingles::normalise;
use crate::article::html::title::Title;
use crate::article::html::tree::NodeId;
use crate::article::html::weight::ends_sentence;

/// Maximum number of pieces after the title to search for the date.
const MAX_PIECES_BELOW_TITLE: usize = 12;
/// Maximum length of a line with a date, in characters; anything longer is text.
const MAX_DATE_LINE_LEN: usize = 160;
/// Maximum length, in characters, of a line that is not a sentence even if it ends like one.
const MAX_FRAGMENT_LEN: usize = 40;
/// Maximum length of a publisher's name, in words.
const MAX_PUBLISHER_WORDS: usize = 6;
/// A separator that may also follow the name of a section, so it does not identify the publisher.
const AMBIGUOUS_SEPARATOR: &str = ": ";

/// Finds the date shown below the title, up to and including the first piece of the text. A date above the title is
/// usually the day the page was viewed. `below` are the pieces after the title, `first` is the node of the text's first
/// piece.
pub fn find_date_below(below: &[Piece], first: Option<NodeId>) -> Option<String> {
    let lines = below
        .iter()
        .take(MAX_PIECES_BELOW_TITLE)
        .take_while(|piece| first.is_none_or(|node| piece.node <= node));
    lines
        .flat_map(|piece| piece.text.lines())
        .filter(|line| {
            // A short line such as "3 May 2020, 9 a.m." only looks like a sentence.
            let is_short = line.chars().nth(MAX_FRAGMENT_LEN).is_none();
            is_short || (line.chars().nth(MAX_DATE_LINE_LEN).is_none() && !ends_sentence(line))
        })
        .find_map(find_date)
}

/// Returns the publisher: the rest of a document title that starts or ends with the article's title. None if there is
/// no such rest, if it has too many words for a name, or if the article's title has no node.
pub fn publisher_in_title(document_title: &str, title: &Title) -> Option<String> {
    title.node?;
    let title = normalise(&title.text);
    let separators = || TITLE_SEPARATORS.iter().filter(|separator| **separator != AMBIGUOUS_SEPARATOR);
    let publisher = separators().find_map(|separator| {
        let after = document_title.split_once(separator).filter(|(before, _)| normalise(before) == title);
        let after = after.or_else(|| {
            document_title.rsplit_once(separator).filter(|(before, _)| normalise(before) == title)
        });
        let before = || {
            let splits = [document_title.rsplit_once(separator), document_title.split_once(separator)];
            splits
                .into_iter()
                .flatten()
                .find(|(_, after)| normalise(after) == title)
                .map(|(before, _)| before)
        };
        after.map(|(_, after)| after).or_else(before)
    })?;
    // `Title | Section | Publisher`: take the last part.
    let last = separators().fold(publisher, |rest, separator| rest.rsplit(separator).next().unwrap_or(rest));
    one_line(last).filter(|publisher| publisher.split_whitespace().count() <= MAX_PUBLISHER_WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publisher_is_document_title_without_article_title() {
        let title = Title { text: "Dam operator “ignored” sensors".to_owned(), node: Some(3) };
        for (name, expected) in [
            ("Dam operator “ignored” sensors - Highland Post", Some("Highland Post")),
            ("Dam operator \"ignored\" sensors | News | Highland Post", Some("Highland Post")),
            ("Highland Post – Dam operator “ignored” sensors", Some("Highland Post")),
            ("Analysis: Dam operator “ignored” sensors", None),
            ("Dam operator “ignored” sensors", None),
            ("Dam operator “ignored” sensors - all that we know of it until now", None),
            ("Something else - Highland Post", None),
        ] {
            assert_eq!(publisher_in_title(name, &title).as_deref(), expected, "{name}");
        }
        assert_eq!(
            publisher_in_title("Dam operator “ignored” sensors - Post", &Title { node: None, ..title }),
            None
        );
    }
}
