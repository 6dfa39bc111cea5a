//! Web residue: text from the surrounding page that is copied along with an article, after it or between its
//! paragraphs.
//!
//! Only plain text and Markdown are searched for it, since people paste web pages into them. Web pages, feeds and
//! emails have markup of their own, and a newsletter may well end each story with "Read more". In emails and in items
//! of feeds and other containers, only the lines that publishing software [adds](mark_additions) are marked.

use crate::article::model::{Block, Region, Text};
use crate::article::shape;

/// What a line of residue implies for the lines below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marker {
    /// The article is over: everything below is residue.
    End,
    /// Headlines follow: the lines below it are residue, up to the next prose.
    List,
    /// Nothing if prose follows: only the line itself is residue, anywhere in the text.
    Alone,
}

/// Residue lines, in lower case, without final punctuation.
const MARKERS: &[(&str, Marker)] = &[
    ("about the author", Marker::End),
    ("advertisement", Marker::Alone),
    ("also read", Marker::List),
    ("check also", Marker::End),
    ("comments", Marker::End),
    ("continue reading", Marker::Alone),
    ("follow us", Marker::Alone),
    ("follow us on social media", Marker::Alone),
    ("join the conversation", Marker::End),
    ("latest news", Marker::End),
    ("leave a comment", Marker::End),
    ("leave a reply", Marker::End),
    ("leave a comment cancel reply", Marker::End),
    ("leave a reply cancel reply", Marker::End),
    ("more from this section", Marker::End),
    ("more on this story", Marker::List),
    ("more stories", Marker::End),
    ("most popular", Marker::End),
    ("most read", Marker::End),
    ("newsletter", Marker::Alone),
    ("post a comment", Marker::End),
    ("read also", Marker::List),
    ("read more", Marker::Alone),
    ("read next", Marker::List),
    ("recommended", Marker::List),
    ("recommended for you", Marker::End),
    ("recommended stories", Marker::End),
    ("related", Marker::List),
    ("related articles", Marker::End),
    ("related content", Marker::End),
    ("related news", Marker::End),
    ("related posts", Marker::End),
    ("related stories", Marker::End),
    ("related topics", Marker::End),
    ("see also", Marker::List),
    ("share this", Marker::Alone),
    ("share this article", Marker::Alone),
    ("share this post", Marker::Alone),
    ("sign up for our newsletter", Marker::Alone),
    ("subscribe", Marker::Alone),
    ("subscribe to our newsletter", Marker::Alone),
    ("tags", Marker::List),
    ("trending", Marker::End),
    ("trending now", Marker::End),
    ("write a comment", Marker::End),
    ("you may also like", Marker::End),
    ("you might also like", Marker::End),
    ("you might also be interested in", Marker::End),
    ("your email address will not be published", Marker::End),
];

/// Maximum length of a residue line in bytes.
const MAX_MARKER_LEN: usize = 64;

/// If a marker that is not [`Marker::Alone`] has at least this many words below it, it is part of the article.
const WORDS_AFTER_LIMIT: usize = 100;

/// Maximum length, in bytes, of a line added by publishing software.
const MAX_ADDITION_LEN: usize = 400;

/// Returns the marker that a whole line consists of, if any.
fn find_marker(line: &str) -> Option<Marker> {
    let line = line.trim().trim_end_matches([':', '.', '…', '!', '»', '>', ' ']);
    if line.len() > MAX_MARKER_LEN {
        return None;
    }
    let line = line.to_lowercase();
    MARKERS.iter().find(|(words, _)| *words == line).map(|(_, marker)| *marker)
}

/// Returns true if a line ends like a sentence and is not a marker: it is article text rather than a headline. A
/// question counts only if it cannot be a heading.
fn is_prose(line: &str) -> bool {
    let is_question = || line.ends_with(['?', '？']) && !shape::is_heading_like(line);
    (shape::ends_like_prose(line) || is_question()) && find_marker(line).is_none()
}

/// Marks web residue as boilerplate.
///
/// A residue line with fewer than 100 words below it is marked. Everything below it is marked too if the line ends
/// the article (`Leave a comment`) or if no prose follows it. If the line announces a list (`Read also`), the headlines
/// up to the next prose are marked with it. Where 100 or more words follow, only lines that are residue anywhere
/// (`Advertisement`) are marked. The first block is never marked, since an article cannot consist of residue alone.
pub fn mark_residue(text: &Text, blocks: &mut [Block]) {
    let lines: Vec<&str> = blocks.iter().map(|block| text.slice(block.range.clone())).collect();
    let tail = tail_start(&lines);
    let last_prose = lines.iter().rposition(|line| is_prose(line));
    let mut in_list = false;
    for (index, (block, line)) in blocks.iter_mut().zip(&lines).enumerate().skip(1) {
        let marker = find_marker(line).filter(|marker| index >= tail || *marker == Marker::Alone);
        let no_prose_below = index >= tail && last_prose.is_none_or(|prose| prose < index);
        match marker {
            Some(Marker::End) => return mark_from(blocks, index),
            Some(_) if no_prose_below => return mark_from(blocks, index),
            Some(Marker::List) => in_list = true,
            Some(Marker::Alone) => {}
            None => in_list = in_list && !is_prose(line),
        }
        if marker.is_some() || in_list {
            block.region = Region::Boilerplate;
        }
    }
}

/// Lines, in lower case and without final punctuation, that publishing software adds to a feed entry or email, between
/// its parts or below it.
const FOOTER_LINES: &[(&str, Marker)] = &[
    ("manage your subscription", Marker::End),
    ("share on facebook", Marker::Alone),
    ("share on x", Marker::Alone),
    ("unsubscribe", Marker::End),
    ("unsubscribe here", Marker::End),
    ("update your preferences", Marker::End),
    ("view in browser", Marker::Alone),
    ("view online", Marker::Alone),
    ("view this post on the web", Marker::Alone),
];
/// Prefixes of such lines, which article prose is unlikely to start with.
const FOOTER_PREFIXES: &[(&str, Marker)] = &[
    ("click to email a link", Marker::Alone),
    ("click to print (", Marker::Alone),
    ("click to share on ", Marker::Alone),
    ("unsubscribe from this ", Marker::End),
    ("unsubscribe |", Marker::End),
    ("unsubscribe ·", Marker::End),
    ("view this email in your browser", Marker::Alone),
    ("you are receiving this because", Marker::End),
    ("you are receiving this email", Marker::End),
    ("you are receiving this newsletter", Marker::End),
    ("you received this email", Marker::End),
    ("you received this message because", Marker::End),
    ("you’re receiving this", Marker::End),
    ("you're receiving this", Marker::End),
];
/// Lines that link a feed entry to its web page. Such a line is marked only if it is the last block.
const READ_MORE_LINES: &[&str] = &[
    "continue reading",
    "leer más",
    "lire la suite",
    "read more",
    "weiterlesen",
    "читать далее",
    "читати далі",
];
/// The start and a later part of the line that `WordPress` appends to feed entries: "The post X appeared first on Y."
const FIRST_APPEARED: (&str, &str) = ("the post ", " appeared first on ");

/// Marks the lines that publishing software adds to feed entries and newsletters as boilerplate.
///
/// A line that ends the article (`Unsubscribe`) is marked only if fewer than 100 words follow it, and then everything
/// below it is marked too. Any other such line is marked anywhere, with a label right above it (`Share this:`). The
/// first block is never marked.
pub fn mark_additions(text: &Text, blocks: &mut [Block]) {
    let lines: Vec<&str> = blocks.iter().map(|block| text.slice(block.range.clone())).collect();
    let tail = tail_start(&lines);
    let mut marked = vec![false; lines.len()];
    for (index, line) in lines.iter().enumerate().skip(1) {
        match footer_marker(line, index + 1 == lines.len()) {
            Some(Marker::End) if index >= tail => {
                marked.iter_mut().skip(index).for_each(|mark| *mark = true);
                break;
            }
            Some(Marker::Alone) => {
                let above = index.checked_sub(1).filter(|above| *above > 0);
                let label = above.filter(|above| lines.get(*above).is_some_and(|line| is_label(line)));
                for mark in marked.iter_mut().take(index + 1).skip(label.unwrap_or(index)) {
                    *mark = true;
                }
            }
            _ => {}
        }
    }
    for (block, _) in blocks.iter_mut().zip(marked).filter(|(_, is_marked)| *is_marked) {
        block.region = Region::Boilerplate;
    }
}

/// Returns true if a line is a label for the lines below it, such as `Share this:`.
fn is_label(line: &str) -> bool {
    matches!(find_marker(line), Some(Marker::Alone | Marker::List))
}

/// Returns the marker of a line that publishing software added, if any.
fn footer_marker(line: &str, is_last_block: bool) -> Option<Marker> {
    if line.len() > MAX_ADDITION_LEN {
        return None;
    }
    let line = line.trim().to_lowercase();
    let bare = line.trim_end_matches(|c: char| !c.is_alphanumeric());
    let whole = FOOTER_LINES.iter().find(|(words, _)| *words == bare);
    let by_prefix = || FOOTER_PREFIXES.iter().find(|(words, _)| line.starts_with(words));
    if let Some((_, marker)) = whole.or_else(by_prefix) {
        return Some(*marker);
    }
    let is_read_more = is_last_block && READ_MORE_LINES.contains(&bare);
    let first_appeared = line.starts_with(FIRST_APPEARED.0) && line.contains(FIRST_APPEARED.1);
    (is_read_more || first_appeared).then_some(Marker::Alone)
}

fn mark_from(blocks: &mut [Block], from: usize) {
    for block in blocks.iter_mut().skip(from) {
        block.region = Region::Boilerplate;
    }
}

/// Returns the index of the first line with fewer than 100 words after it.
fn tail_start(lines: &[&str]) -> usize {
    let mut words_after = 0;
    for (index, line) in lines.iter().enumerate().rev() {
        if words_after >= WORDS_AFTER_LIMIT {
            return index + 1;
        }
        words_after += line.split_whitespace().count();
    }
    0
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::article::{ArticleKey, Draft, Format, Markup, parse, parse_draft};

    fn regions(text: &str) -> Vec<Region> {
        let key = ArticleKey::from_path(Path::new("a.txt"));
        parse(key, Format::Plain, text.to_owned(), 0).blocks.iter().map(|block| block.region).collect()
    }

    #[test]
    fn residue_starts_at_the_first_marker_near_the_end() {
        use Region::{Body, Boilerplate};
        let text = "Title\n\nText here.\n\nCheck Also\n\nA teaser\n\nLeave a Reply\n\nYour email address will not be published.";
        assert_eq!(regions(text), [Body, Body, Boilerplate, Boilerplate, Boilerplate, Boilerplate]);
    }

    #[test]
    fn a_marker_above_a_hundred_words_is_part_of_the_article() {
        let short = format!("Title\n\nText.\n\nRelated\n\n{}", "word ".repeat(99));
        assert_eq!(regions(&short).last(), Some(&Region::Boilerplate));
        let long = format!("Title\n\nText.\n\nRelated\n\n{}", "word ".repeat(100));
        assert_eq!(regions(&long).last(), Some(&Region::Body));
    }

    #[test]
    fn a_sentence_containing_a_marker_is_not_residue() {
        assert!(find_marker("You may also like:").is_some());
        assert!(find_marker("LEAVE A COMMENT").is_some());
        assert!(find_marker("You may also like to know that talks go on.").is_none());
    }

    #[test]
    fn each_marker_takes_only_what_it_implies() {
        use Region::{Body, Boilerplate};
        let text = "Title\n\nThe envoy left.\n\nAdvertisement\n\nThe way home\n\nHe came back.\n\nRead more";
        assert_eq!(regions(text), [Body, Body, Boilerplate, Body, Body, Boilerplate]);
        let text = "Title\n\nThe envoy left.\n\nRelated:\n\nA teaser\n\nAnother teaser\n\nHe came back.";
        assert_eq!(regions(text), [Body, Body, Boilerplate, Boilerplate, Boilerplate, Body]);
        let text = "Title\n\nThe envoy left.\n\nSubscribe\n\nA teaser\n\nAnother teaser";
        assert_eq!(regions(text), [Body, Body, Boilerplate, Boilerplate, Boilerplate]);
        let text = "Title\n\nThe envoy left.\n\nLeave a comment\n\nIt was a long way home.";
        assert_eq!(regions(text), [Body, Body, Boilerplate, Boilerplate]);
    }

    fn regions_of(html: &str) -> Vec<Region> {
        let draft = Draft { body: html.to_owned(), markup: Markup::Html, ..Draft::default() };
        let article = parse_draft(ArticleKey::from_path(Path::new("a.eml")), draft);
        article.blocks.iter().map(|block| block.region).collect()
    }

    #[test]
    fn lines_added_to_entries_and_emails_are_marked() {
        use Region::{Body, Boilerplate};
        let entry = "<p>The ferry is out.</p><p>Share this:</p><ul><li>Click to share on X (Opens in new window)</li></ul>\
            <p>The boat is back.</p><p>The post <a href=x>Ferry</a> appeared first on <a href=y>The Post</a>.</p>";
        assert_eq!(regions_of(entry), [Body, Boilerplate, Boilerplate, Body, Boilerplate]);
        let sentences = "<p>A.</p><p>View online abuse as a crime, she said.</p><p>Share on X was what they did.</p>\
            <p>Unsubscribe from the noise, he told them.</p><p>Update your preferences often, she added.</p>";
        assert_eq!(regions_of(sentences), [Body; 5]);
        let entry = "<p>The ferry is out.</p><p>The post office stayed shut.</p><p>Weiterlesen …</p>";
        assert_eq!(regions_of(entry), [Body, Body, Boilerplate]);
        let mail = "<p>Hello.</p><p>View this email in your browser</p><p>The ferry is out.</p><p>You are receiving this because you \
            signed up.</p><p>1 Quay St, Port Velin</p>";
        assert_eq!(regions_of(mail), [Body, Boilerplate, Body, Boilerplate, Boilerplate]);
        let letter =
            format!("<p>Hello.</p><p>You are receiving this letter late.</p><p>{}</p>", "word ".repeat(100));
        assert_eq!(regions_of(&letter), [Body, Body, Body]);
    }

    #[test]
    fn a_newsletter_with_read_more_lines_loses_no_story() {
        let html = "<h2>One</h2><p>The envoy left.</p><p>Read more</p><h2>Two</h2><p>Nobody came.</p><p>Related</p><p>Three</p>";
        let draft = Draft { body: html.to_owned(), markup: Markup::Html, ..Draft::default() };
        let article = parse_draft(ArticleKey::from_path(Path::new("a.eml")), draft);
        assert_eq!(article.blocks.len(), 7);
        assert!(article.blocks.iter().all(|block| block.region == Region::Body));
    }
}
