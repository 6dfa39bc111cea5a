//! Web residue: text from the surrounding page that is copied along with an article, after it or between its
//! paragraphs.
//!
//! Only plain text and Markdown, which people paste into, are searched for it. Pages, feeds and mails have markup
//! of their own, and a newsletter that ends each story with "Read more" has no residue. In feeds and mails only
//! lines that programs [add](mark_additions) are marked.

use crate::article::model::{Block, Region, Text};
use crate::article::shape;

/// What a line of residue implies for the lines below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// The article is over: everything below is residue.
    End,
    /// Headlines follow: short lines below it are residue, prose is not.
    List,
    /// Nothing: only the line itself is residue, wherever it is.
    Alone,
}

/// Residue lines, in lower case, without final punctuation.
const OPENINGS: &[(&str, Opening)] = &[
    ("about the author", Opening::End),
    ("advertisement", Opening::Alone),
    ("also read", Opening::List),
    ("check also", Opening::End),
    ("comments", Opening::End),
    ("continue reading", Opening::Alone),
    ("follow us", Opening::Alone),
    ("follow us on social media", Opening::Alone),
    ("join the conversation", Opening::End),
    ("latest news", Opening::End),
    ("leave a comment", Opening::End),
    ("leave a reply", Opening::End),
    ("leave a comment cancel reply", Opening::End),
    ("leave a reply cancel reply", Opening::End),
    ("more from this section", Opening::End),
    ("more on this story", Opening::List),
    ("more stories", Opening::End),
    ("most popular", Opening::End),
    ("most read", Opening::End),
    ("newsletter", Opening::Alone),
    ("post a comment", Opening::End),
    ("read also", Opening::List),
    ("read more", Opening::Alone),
    ("read next", Opening::List),
    ("recommended", Opening::List),
    ("recommended for you", Opening::End),
    ("recommended stories", Opening::End),
    ("related", Opening::List),
    ("related articles", Opening::End),
    ("related content", Opening::End),
    ("related news", Opening::End),
    ("related posts", Opening::End),
    ("related stories", Opening::End),
    ("related topics", Opening::End),
    ("see also", Opening::List),
    ("share this", Opening::Alone),
    ("share this article", Opening::Alone),
    ("share this post", Opening::Alone),
    ("sign up for our newsletter", Opening::Alone),
    ("subscribe", Opening::Alone),
    ("subscribe to our newsletter", Opening::Alone),
    ("tags", Opening::List),
    ("trending", Opening::End),
    ("trending now", Opening::End),
    ("write a comment", Opening::End),
    ("you may also like", Opening::End),
    ("you might also like", Opening::End),
    ("you might also be interested in", Opening::End),
    ("your email address will not be published", Opening::End),
];

/// Maximum length of such a line in bytes.
const LONGEST_OPENING: usize = 64;

/// Residue after such a line has fewer words than this. If more follow, the line is inside the article.
const MOST_WORDS_AFTER: usize = 100;

/// Maximum length, in bytes, of a line added by a program.
const LONGEST_ADDITION: usize = 400;

/// Returns what a line implies if it consists of residue alone.
fn opening_of(line: &str) -> Option<Opening> {
    let line = line.trim().trim_end_matches([':', '.', '…', '!', '»', '>', ' ']);
    if line.len() > LONGEST_OPENING {
        return None;
    }
    let line = line.to_lowercase();
    OPENINGS.iter().find(|(words, _)| *words == line).map(|(_, opening)| *opening)
}

/// Returns true if a line is article text, not a headline: it ends like a sentence.
fn is_prose(line: &str) -> bool {
    let is_question = || line.ends_with(['?', '？']) && !shape::is_heading_like(line);
    (shape::ends_as_prose(line) || is_question()) && opening_of(line).is_none()
}

/// Marks web residue as boilerplate.
///
/// If fewer than 100 words follow it, a line that ends an article takes everything below with it, and so does any
/// other residue line without prose after it; otherwise such a line is marked alone, or with the headlines it
/// announces. Before longer text, only lines that are always residue are. The first block never is: not everything
/// can be residue.
pub fn mark_residue(text: &Text, blocks: &mut [Block]) {
    let lines: Vec<&str> = blocks.iter().map(|block| text.slice(block.range.clone())).collect();
    let tail = tail_of(&lines);
    let last_prose = lines.iter().rposition(|line| is_prose(line));
    let mut is_announced = false;
    for (at, (block, line)) in blocks.iter_mut().zip(&lines).enumerate().skip(1) {
        let opening = opening_of(line).filter(|opening| at >= tail || *opening == Opening::Alone);
        let is_last = at >= tail && last_prose.is_none_or(|prose| prose < at);
        match opening {
            Some(Opening::End) => return mark_all(blocks, at),
            Some(_) if is_last => return mark_all(blocks, at),
            Some(Opening::List) => is_announced = true,
            Some(Opening::Alone) => {}
            None => is_announced = is_announced && !is_prose(line),
        }
        if opening.is_some() || is_announced {
            block.region = Region::Boilerplate;
        }
    }
}

/// Lines, in lower case, that programs add to a feed entry or mail, between its parts or below it.
const OF_PROGRAMS: &[(&str, Opening)] = &[
    ("manage your subscription", Opening::End),
    ("share on facebook", Opening::Alone),
    ("share on x", Opening::Alone),
    ("unsubscribe", Opening::End),
    ("unsubscribe here", Opening::End),
    ("update your preferences", Opening::End),
    ("view in browser", Opening::Alone),
    ("view online", Opening::Alone),
    ("view this post on the web", Opening::Alone),
];
/// Prefixes of such lines. No sentence starts this way.
const BEGUN_BY_PROGRAMS: &[(&str, Opening)] = &[
    ("click to email a link", Opening::Alone),
    ("click to print (", Opening::Alone),
    ("click to share on ", Opening::Alone),
    ("unsubscribe from this ", Opening::End),
    ("unsubscribe |", Opening::End),
    ("unsubscribe ·", Opening::End),
    ("view this email in your browser", Opening::Alone),
    ("you are receiving this because", Opening::End),
    ("you are receiving this email", Opening::End),
    ("you are receiving this newsletter", Opening::End),
    ("you received this email", Opening::End),
    ("you received this message because", Opening::End),
    ("you’re receiving this", Opening::End),
    ("you're receiving this", Opening::End),
];
/// Last lines that lead from a feed entry to its page. They must be the whole line.
const LEADS_ON: &[&str] = &[
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
    let tail = tail_of(&lines);
    let mut marked = vec![false; lines.len()];
    for (at, line) in lines.iter().enumerate().skip(1) {
        match of_program(line, at + 1 == lines.len()) {
            Some(Opening::End) if at >= tail => {
                marked.iter_mut().skip(at).for_each(|mark| *mark = true);
                break;
            }
            Some(Opening::Alone) => {
                let above = at.checked_sub(1).filter(|above| *above > 0);
                let label = above.filter(|above| lines.get(*above).is_some_and(|line| is_label(line)));
                for mark in marked.iter_mut().take(at + 1).skip(label.unwrap_or(at)) {
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
    matches!(opening_of(line), Some(Opening::Alone | Opening::List))
}

fn of_program(line: &str, is_last: bool) -> Option<Opening> {
    if line.len() > LONGEST_ADDITION {
        return None;
    }
    let line = line.trim().to_lowercase();
    let bare = line.trim_end_matches(|c: char| !c.is_alphanumeric());
    let whole = OF_PROGRAMS.iter().find(|(words, _)| *words == bare);
    let begun = || BEGUN_BY_PROGRAMS.iter().find(|(words, _)| line.starts_with(words));
    if let Some((_, opening)) = whole.or_else(begun) {
        return Some(*opening);
    }
    let leads_on = is_last && LEADS_ON.contains(&bare);
    let first_appeared = line.starts_with(FIRST_APPEARED.0) && line.contains(FIRST_APPEARED.1);
    (leads_on || first_appeared).then_some(Opening::Alone)
}

fn mark_all(blocks: &mut [Block], from: usize) {
    for block in blocks.iter_mut().skip(from) {
        block.region = Region::Boilerplate;
    }
}

/// Returns the index of the first line with fewer than 100 words after it.
fn tail_of(lines: &[&str]) -> usize {
    let mut words_after = 0;
    for (at, line) in lines.iter().enumerate().rev() {
        if words_after >= MOST_WORDS_AFTER {
            return at + 1;
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
        let key = ArticleKey::of_path(Path::new("a.txt"));
        parse(key, Format::Plain, text.to_owned(), 0).blocks.iter().map(|block| block.region).collect()
    }

    #[test]
    fn residue_begins_at_the_first_opening_line_of_the_tail() {
        use Region::{Body, Boilerplate};
        let text = "Title\n\nText here.\n\nCheck Also\n\nA teaser\n\nLeave a Reply\n\nYour email address will not be published.";
        assert_eq!(regions(text), [Body, Body, Boilerplate, Boilerplate, Boilerplate, Boilerplate]);
    }

    #[test]
    fn a_hundred_words_behind_the_line_make_it_part_of_the_article() {
        let short = format!("Title\n\nText.\n\nRelated\n\n{}", "word ".repeat(99));
        assert_eq!(regions(&short).last(), Some(&Region::Boilerplate));
        let long = format!("Title\n\nText.\n\nRelated\n\n{}", "word ".repeat(100));
        assert_eq!(regions(&long).last(), Some(&Region::Body));
    }

    #[test]
    fn a_sentence_that_holds_the_words_is_no_residue() {
        assert!(opening_of("You may also like:").is_some());
        assert!(opening_of("LEAVE A COMMENT").is_some());
        assert!(opening_of("You may also like to know that talks go on.").is_none());
    }

    #[test]
    fn a_lone_line_of_furniture_takes_no_paragraph_with_it() {
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
        let read = parse_draft(ArticleKey::of_path(Path::new("a.eml")), draft);
        read.blocks.iter().map(|block| block.region).collect()
    }

    #[test]
    fn what_programs_add_to_entries_and_mails_is_marked() {
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
    fn a_newsletter_that_says_read_more_loses_no_story() {
        let html = "<h2>One</h2><p>The envoy left.</p><p>Read more</p><h2>Two</h2><p>Nobody came.</p><p>Related</p><p>Three</p>";
        let draft = Draft { body: html.to_owned(), markup: Markup::Html, ..Draft::default() };
        let read = parse_draft(ArticleKey::of_path(Path::new("a.eml")), draft);
        assert_eq!(read.blocks.len(), 7);
        assert!(read.blocks.iter().all(|block| block.region == Region::Body));
    }
}
