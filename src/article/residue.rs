//! Web residue: text from the surrounding page that is copied along with an article, after it or between its
//! paragraphs.
//!
//! Only plain text and Markdown, which people paste into, are searched for it. Pages, feeds and emails have markup
//! of their own, and a newsletter that ends each story with "Read more" has no residue. In feeds and emails only
//! lines that programs [add](mark_additions) are marked.

use crate::article::model::{Block, Region, Text};
use crate::article::shape;

/// What a line of residue implies for the lines below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marker {
    /// The article is over: everything below is residue.
    End,
    /// Headlines follow: short lines below it are residue, prose is not.
    List,
    /// Nothing: only the line itself is residue, wherever it is.
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

/// Maximum length of such a line in bytes.
const MAX_MARKER_LEN: usize = 64;

/// Residue after such a line has fewer words than this. If more follow, the line is inside the article.
const WORDS_AFTER_LIMIT: usize = 100;

/// Maximum length, in bytes, of a line added by a program.
const MAX_ADDITION_LEN: usize = 400;

/// Returns what a line implies if it consists of residue alone.
fn find_marker(line: &str) -> Option<Marker> {
    let line = line.trim().trim_end_matches([':', '.', '…', '!', '»', '>', ' ']);
    if line.len() > MAX_MARKER_LEN {
        return None;
    }
    let line = line.to_lowercase();
    MARKERS.iter().find(|(words, _)| *words == line).map(|(_, marker)| *marker)
}

/// Returns true if a line is article text, not a headline: it ends like a sentence.
fn is_prose(line: &str) -> bool {
    let is_question = || line.ends_with(['?', '？']) && !shape::is_heading_like(line);
    (shape::ends_like_prose(line) || is_question()) && find_marker(line).is_none()
}

/// Marks web residue as boilerplate.
///
/// If fewer than 100 words follow it, a line that ends an article takes everything below with it, and so does any
/// other residue line without prose after it; otherwise such a line is marked alone, or with the headlines it
/// announces. Before longer text, only lines that are always residue are. The first block never is: not everything
/// can be residue.
pub fn mark_residue(text: &Text, blocks: &mut [Block]) {
    let lines: Vec<&str> = blocks.iter().map(|block| text.slice(block.range.clone())).collect();
    let tail = tail_start(&lines);
    let last_prose = lines.iter().rposition(|line| is_prose(line));
    let mut is_announced = false;
    for (index, (block, line)) in blocks.iter_mut().zip(&lines).enumerate().skip(1) {
        let marker = find_marker(line).filter(|marker| index >= tail || *marker == Marker::Alone);
        let is_last = index >= tail && last_prose.is_none_or(|prose| prose < index);
        match marker {
            Some(Marker::End) => return mark_from(blocks, index),
            Some(_) if is_last => return mark_from(blocks, index),
            Some(Marker::List) => is_announced = true,
            Some(Marker::Alone) => {}
            None => is_announced = is_announced && !is_prose(line),
        }
        if marker.is_some() || is_announced {
            block.region = Region::Boilerplate;
        }
    }
}

/// Lines, in lower case, that programs add to a feed entry or email, between its parts or below it.
const PROGRAM_LINES: &[(&str, Marker)] = &[
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
/// Prefixes of such lines. No sentence starts this way.
const PROGRAM_PREFIXES: &[(&str, Marker)] = &[
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
/// Last lines that lead from a feed entry to its page. They must be the whole line.
const READ_MORE_LINES: &[&str] = &[
    "continue reading",
    "leer más",
    "lire la suite",
    "read more",
    "weiterlesen",
    "читать далее",
    "читати далі",
];
/// What the most common blog software appends to feed entries contains these two phrases.
const FIRST_APPEARED: (&str, &str) = ("the post ", " appeared first on ");

/// Marks as boilerplate what feeds and newsletters add to their articles: lines written by programs, and everything
/// below one that ends the article. A label followed only by such a line ("Share this:") is marked too. The first
/// block never is.
pub fn mark_additions(text: &Text, blocks: &mut [Block]) {
    let lines: Vec<&str> = blocks.iter().map(|block| text.slice(block.range.clone())).collect();
    let tail = tail_start(&lines);
    let mut marked = vec![false; lines.len()];
    for (index, line) in lines.iter().enumerate().skip(1) {
        match program_marker(line, index + 1 == lines.len()) {
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

/// Returns true if a line announces what follows it.
fn is_label(line: &str) -> bool {
    matches!(find_marker(line), Some(Marker::Alone | Marker::List))
}

fn program_marker(line: &str, is_last: bool) -> Option<Marker> {
    if line.len() > MAX_ADDITION_LEN {
        return None;
    }
    let line = line.trim().to_lowercase();
    let bare = line.trim_end_matches(|c: char| !c.is_alphanumeric());
    let whole = PROGRAM_LINES.iter().find(|(words, _)| *words == bare);
    let by_prefix = || PROGRAM_PREFIXES.iter().find(|(words, _)| line.starts_with(words));
    if let Some((_, marker)) = whole.or_else(by_prefix) {
        return Some(*marker);
    }
    let is_read_more = is_last && READ_MORE_LINES.contains(&bare);
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
    fn residue_starts_at_the_first_marker_of_the_tail() {
        use Region::{Body, Boilerplate};
        let text = "Title\n\nText here.\n\nCheck Also\n\nA teaser\n\nLeave a Reply\n\nYour email address will not be published.";
        assert_eq!(regions(text), [Body, Body, Boilerplate, Boilerplate, Boilerplate, Boilerplate]);
    }

    #[test]
    fn a_marker_before_a_hundred_words_is_part_of_the_article() {
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
    fn a_lone_marker_takes_no_paragraph_with_it() {
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
        let read = parse_draft(ArticleKey::from_path(Path::new("a.eml")), draft);
        read.blocks.iter().map(|block| block.region).collect()
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
        let told =
            format!("<p>Hello.</p><p>You are receiving this letter late.</p><p>{}</p>", "word ".repeat(100));
        assert_eq!(regions_of(&told), [Body, Body, Body]);
    }

    #[test]
    fn a_newsletter_with_read_more_lines_loses_no_story() {
        let html = "<h2>One</h2><p>The envoy left.</p><p>Read more</p><h2>Two</h2><p>Nobody came.</p><p>Related</p><p>Three</p>";
        let draft = Draft { body: html.to_owned(), markup: Markup::Html, ..Draft::default() };
        let read = parse_draft(ArticleKey::from_path(Path::new("a.eml")), draft);
        assert_eq!(read.blocks.len(), 7);
        assert!(read.blocks.iter().all(|block| block.region == Region::Body));
    }
}
