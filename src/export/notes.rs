//! Notes as Markdown: passages with where they are from, for a reader's own file.

use std::fmt::Write;

use crate::app::overlays::line_prompt::Note;

/// What a new file of notes begins with.
pub const HEAD: &str = "# Notes\n";

/// A note as a section of a Markdown file. Nothing in the article's words is markup in it.
pub fn section(note: &Note) -> String {
    let title = escaped(&note.title);
    let link = note.url.as_deref().filter(|url| is_web_link(url));
    let title = link.map_or_else(
        || title.clone(),
        |url| format!("[{title}](<{}>)", url.replace('<', "%3C").replace('>', "%3E")),
    );
    let about = [note.source.as_deref(), note.date.as_deref()].into_iter().flatten().map(escaped);
    let paragraphs = match note.paragraphs {
        (first, last) if first == last => format!("paragraph {first}"),
        (first, last) => format!("paragraphs {first}–{last}"),
    };
    let place = format!("`{}`, {paragraphs}", note.article.replace('`', "'"));
    let about: Vec<String> = about.filter(|words| !words.is_empty()).chain([place]).collect();
    // A quote of several paragraphs is not to read as one.
    let quoted: Vec<String> = note.passage.iter().map(|words| format!("> {}\n", escaped(words))).collect();
    let mut text = format!("\n## {title}\n\n{}\n\n{}", about.join(" · "), quoted.join(">\n"));
    if !note.remark.is_empty() {
        let _ = write!(text, "\n{}\n", note.remark);
    }
    text
}

fn is_web_link(url: &str) -> bool {
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control();
    let lower = url.to_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://")) && url.chars().all(is_plain)
}

/// Characters that may be markup wherever they stand.
const MARKUP: &[char] = &['\\', '`', '*', '_', '<', '[', ']', '&', '~', '|', '$', '{', '^'];
/// Characters that are markup at the beginning of a line.
const AT_BEGINNING: &[char] = &['#', '>', '-', '+', '=', ':'];

/// One line of text as Markdown that says it letter for letter.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let is_numbered = digits > 0 && line.chars().nth(digits).is_some_and(|c| c == '.' || c == ')');
    for (at, c) in line.chars().enumerate() {
        let is_markup =
            MARKUP.contains(&c) || (at == 0 && AT_BEGINNING.contains(&c)) || (is_numbered && at == digits);
        if is_markup {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;

    fn note(passage: &str) -> Note {
        Note {
            title: "A <b>title</b>".to_owned(),
            source: Some("Metro".to_owned()),
            date: Some("2025-11-20".to_owned()),
            url: Some("https://example.org/a?b=1&c".to_owned()),
            article: "news/a.txt".to_owned(),
            paragraphs: (4, 4),
            passage: vec![passage.to_owned()],
            remark: "Ask *him*.".to_owned(),
        }
    }

    /// The text of the quotes of a Markdown file, and whether anything else than text is in them.
    fn quoted(markdown: &str) -> (String, bool) {
        let (mut inside, mut text, mut markup) = (false, String::new(), false);
        for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Start(Tag::BlockQuote(_)) => inside = true,
                Event::End(TagEnd::BlockQuote(_)) => inside = false,
                Event::Text(part) if inside => text.push_str(&part),
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                _ if inside => markup = true,
                _ => {}
            }
        }
        (text, markup)
    }

    #[test]
    fn a_note_says_where_its_words_are_from() {
        let expected = "\n## [A \\<b>title\\</b>](<https://example.org/a?b=1&c>)\n\nMetro · 2025-11-20 · `news/a.txt`, paragraph 4\n\n> He said “no”.\n\nAsk *him*.\n";
        assert_eq!(section(&note("He said “no”.")), expected);
        let bare = Note {
            url: Some("javascript:alert(1)".to_owned()),
            source: None,
            date: None,
            remark: String::new(),
            ..note("X.")
        };
        assert_eq!(section(&bare), "\n## A \\<b>title\\</b>\n\n`news/a.txt`, paragraph 4\n\n> X.\n");
    }

    #[test]
    fn a_link_leads_to_the_same_address() {
        let noted = Note { url: Some("https://example.org/(a)<b>".to_owned()), ..note("X.") };
        assert!(section(&noted).contains("](<https://example.org/(a)%3Cb%3E>)"), "{}", section(&noted));
    }

    #[test]
    fn a_passage_of_two_paragraphs_is_quoted_as_two() {
        let both = Note {
            paragraphs: (1, 2),
            passage: vec!["A subtitle".to_owned(), "- He spoke.".to_owned()],
            ..note("")
        };
        let markdown = section(&both);
        let expected = "`news/a.txt`, paragraphs 1–2\n\n> A subtitle\n>\n> \\- He spoke.\n\nAsk *him*.\n";
        assert!(markdown.ends_with(expected), "{markdown}");
    }

    proptest! {
        /// Whatever the article says, a Markdown reader reads the same words, and only words.
        #[test]
        fn the_words_come_back_from_the_markdown(
            words in prop::collection::vec(prop_oneof!["[a-zA-Zé0-9.,;:'\"!?()]{1,8}", "[-#>*_`~|$\\\\<\\[\\]&+=!:^{}1.)]{1,6}", Just("&amp;".to_owned()), Just("<script>".to_owned()), Just("http://a.b".to_owned())], 1..9)
        ) {
            let passage = words.join(" ");
            let (text, markup) = quoted(&section(&note(&passage)));
            prop_assert!(!markup, "{passage:?} {text:?}");
            prop_assert_eq!(text, passage);
        }
    }
}
