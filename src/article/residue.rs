//! Web residue: what a page leaves behind an article when its text is saved.

use crate::article::model::{Block, Region, Text};

/// Lines that open residue, in lower case, without punctuation at the end.
const OPENINGS: &[&str] = &[
    "about the author",
    "advertisement",
    "also read",
    "check also",
    "comments",
    "continue reading",
    "follow us",
    "follow us on social media",
    "join the conversation",
    "latest news",
    "leave a comment",
    "leave a reply",
    "leave a comment cancel reply",
    "leave a reply cancel reply",
    "more from this section",
    "more on this story",
    "more stories",
    "most popular",
    "most read",
    "newsletter",
    "post a comment",
    "read also",
    "read more",
    "read next",
    "recommended",
    "recommended for you",
    "recommended stories",
    "related",
    "related articles",
    "related content",
    "related news",
    "related posts",
    "related stories",
    "related topics",
    "see also",
    "share this",
    "share this article",
    "share this post",
    "sign up for our newsletter",
    "subscribe",
    "subscribe to our newsletter",
    "tags",
    "trending",
    "trending now",
    "write a comment",
    "you may also like",
    "you might also like",
    "you might also be interested in",
    "your email address will not be published",
];

/// Residue holds fewer words than this. Where more follow, the line stands inside an article and is part of it.
const MOST_WORDS_AFTER: usize = 100;

/// Whether a line, alone, is one that opens residue.
pub fn opens_residue(line: &str) -> bool {
    let line = line.trim().trim_end_matches([':', '.', '…', '!', '»', '>', ' ']).to_lowercase();
    OPENINGS.contains(&line.as_str())
}

/// Marks as boilerplate the earliest block that opens residue with fewer than 100 words behind it, and all after it.
/// The first block never opens residue: an article cannot be all residue.
pub fn mark_residue(text: &Text, blocks: &mut [Block]) {
    let mut words_after = 0;
    let mut opening = None;
    for (index, block) in blocks.iter().enumerate().skip(1).rev() {
        let block_text = text.slice(block.range.clone());
        if words_after < MOST_WORDS_AFTER && opens_residue(block_text) {
            opening = Some(index);
        }
        words_after += block_text.split_whitespace().count();
        if words_after >= MOST_WORDS_AFTER {
            break;
        }
    }
    if let Some(opening) = opening {
        for block in blocks.iter_mut().skip(opening) {
            block.region = Region::Boilerplate;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::article::{ArticleKey, Format, parse};

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
        assert!(opens_residue("You may also like:"));
        assert!(opens_residue("LEAVE A COMMENT"));
        assert!(!opens_residue("You may also like to know that talks go on."));
    }
}
