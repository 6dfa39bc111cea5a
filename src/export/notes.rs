//! Notes as Markdown: saved passages and their sources, for the user's own notes file.

use std::fmt::Write;

use crate::app::state::note::Note;
use crate::article::link::is_web_url;
use crate::text::whitespace::collapse;

/// First line of a new notes file.
pub const HEAD: &str = "# Notes\n";

/// Formats a note as a section of a Markdown file. No text from the article acts as markup in it.
pub fn section(note: &Note) -> String {
    let title = escape(&note.title);
    let link = note.url.as_deref().filter(|url| is_web_link(url));
    let title = link.map_or_else(
        || title.clone(),
        |url| format!("[{title}](<{}>)", url.replace('<', "%3C").replace('>', "%3E")),
    );
    let origin = [note.source.as_deref(), note.date.as_deref()].into_iter().flatten().map(escape);
    let paragraphs = match note.paragraphs {
        (first, last) if first == last => format!("paragraph {first}"),
        (first, last) => format!("paragraphs {first}–{last}"),
    };
    let location = format!("`{}`, {paragraphs}", note.article.replace('`', "'"));
    let origin: Vec<String> = origin.filter(|part| !part.is_empty()).chain([location]).collect();
    // A blank quote line keeps the paragraphs apart.
    let quoted: Vec<String> =
        note.passage.iter().map(|paragraph| format!("> {}\n", escape(paragraph))).collect();
    let mut text = format!("\n## {title}\n\n{}\n\n{}", origin.join(" · "), quoted.join(">\n"));
    if !note.comment.is_empty() {
        let _ = write!(text, "\n{}\n", note.comment);
    }
    text
}

fn is_web_link(url: &str) -> bool {
    let is_visible = |c: char| !c.is_whitespace() && !c.is_control();
    is_web_url(url) && url.chars().all(is_visible)
}

/// Characters that can be markup anywhere in a line.
const MARKUP: &[char] = &['\\', '`', '*', '_', '<', '[', ']', '&', '~', '|', '$', '{', '^'];
/// Characters that can be markup at the start of a line.
const LINE_START_MARKUP: &[char] = &['#', '>', '-', '+', '=', ':'];

/// Escapes text as one line of Markdown that renders exactly that text, with its white space collapsed.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let line = collapse(text);
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let is_numbered = digits > 0 && line.chars().nth(digits).is_some_and(|c| c == '.' || c == ')');
    for (at, c) in line.chars().enumerate() {
        let is_markup = MARKUP.contains(&c)
            || (at == 0 && LINE_START_MARKUP.contains(&c))
            || (is_numbered && at == digits);
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
            comment: "Ask *him*.".to_owned(),
        }
    }

    /// Returns the text of a Markdown file's quotes, and whether they contain anything but text.
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
    fn note_names_its_source() {
        let expected = "\n## [A \\<b>title\\</b>](<https://example.org/a?b=1&c>)\n\nMetro · 2025-11-20 · `news/a.txt`, paragraph 4\n\n> He said “no”.\n\nAsk *him*.\n";
        assert_eq!(section(&note("He said “no”.")), expected);
        let bare = Note {
            url: Some("javascript:alert(1)".to_owned()),
            source: None,
            date: None,
            comment: String::new(),
            ..note("X.")
        };
        assert_eq!(section(&bare), "\n## A \\<b>title\\</b>\n\n`news/a.txt`, paragraph 4\n\n> X.\n");
    }

    #[test]
    fn link_keeps_its_address() {
        let linked = Note { url: Some("https://example.org/(a)<b>".to_owned()), ..note("X.") };
        assert!(section(&linked).contains("](<https://example.org/(a)%3Cb%3E>)"), "{}", section(&linked));
    }

    #[test]
    fn passage_of_two_paragraphs_is_quoted_as_two() {
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
        /// For any article text, a Markdown parser yields that text and nothing else.
        #[test]
        fn passage_round_trips_through_markdown(
            words in prop::collection::vec(prop_oneof!["[a-zA-Zé0-9.,;:'\"!?()]{1,8}", "[-#>*_`~|$\\\\<\\[\\]&+=!:^{}1.)]{1,6}", Just("&amp;".to_owned()), Just("<script>".to_owned()), Just("http://a.b".to_owned())], 1..9)
        ) {
            let passage = words.join(" ");
            let (text, markup) = quoted(&section(&note(&passage)));
            prop_assert!(!markup, "{passage:?} {text:?}");
            prop_assert_eq!(text, passage);
        }
    }
}
