//! HTML inside Markdown: keeps its text and drops scripts, styles and comments.
//!
//! Blank lines cut HTML in Markdown into pieces that need not be complete. Blocks of HTML are parsed as fragments of
//! pages; for inline tags only the name matters.

use crate::article::html;
use crate::article::model::BlockKind;
use crate::article::writer::Part;

/// Elements whose content is not text.
const HIDDEN: &[&str] = &["script", "style"];

/// Returns true if the content of an element is not text.
pub fn is_hidden(name: &str) -> bool {
    HIDDEN.contains(&name)
}

/// A tag.
pub struct Tag {
    /// Its name in lower case, cut after 16 characters; empty for a comment, declaration or processing instruction.
    pub name: String,
    /// True for `</name>`.
    pub closes: bool,
}

/// Parses a tag from the text after its `<`.
pub fn parse_tag(inside: &str) -> Tag {
    let (closes, rest) = inside.strip_prefix('/').map_or((false, inside), |rest| (true, rest));
    let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).take(16).collect();
    Tag { name: name.to_ascii_lowercase(), closes }
}

/// Returns the blocks of a piece of HTML, in order. An initial `<h1>` becomes a title; the caller decides if it may
/// be one.
pub fn html_blocks(html: &str) -> Vec<Part> {
    let mut parts: Vec<Part> =
        html::fragment(html).into_iter().map(|(kind, text)| Part::new(kind, text)).collect();
    let mut tags = html.split('<').skip(1).map(parse_tag).filter(|tag| !tag.closes);
    let first_heading = tags.find(|tag| matches!(tag.name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6"));
    if let Some(first) = parts.first_mut().filter(|part| part.kind == BlockKind::Heading)
        && first_heading.is_some_and(|tag| tag.name == "h1")
    {
        first.kind = BlockKind::Title;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Caption, Heading, ListItem, Paragraph, Quote, TableRow};

    fn shown(html: &str) -> Vec<(BlockKind, String)> {
        html_blocks(html).into_iter().map(|part| (part.kind, part.text)).collect()
    }

    #[test]
    fn html_text_is_kept_and_block_tags_separate() {
        let html = "<details open><summary>More</summary><p>One <b>two</b>\n three&nbsp;&amp;&#x20;four.<br>Five.</p>\n<blockquote>Six</blockquote>loose</details>\
            <h1>A</h1><h3 id='x>y'>B</h3><ul><li>c<li>d</ul><figure><figcaption>E</figcaption></figure>";
        let expected = [
            (Paragraph, "More"),
            (Paragraph, "One two three\u{a0}& four.\nFive."),
            (Quote, "Six"),
            (Paragraph, "loose"),
            (Heading, "A"),
            (Heading, "B"),
            (ListItem, "c"),
            (ListItem, "d"),
            (Caption, "E"),
        ];
        let blocks = shown(html);
        assert_eq!(blocks, expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    /// Regression: headings in upper case used to be overlooked.
    #[test]
    fn only_an_initial_h1_is_a_title_in_any_case() {
        for (html, kind) in [
            ("<h1>Talks</h1>", BlockKind::Title),
            ("<H1 align=center>Talks</H1>", BlockKind::Title),
            ("<H2>Talks</H2><h1>More</h1>", Heading),
            ("<P>Talks</P><H1>More</H1>", Paragraph),
        ] {
            assert_eq!(shown(html).first(), Some(&(kind, "Talks".to_owned())), "{html}");
        }
    }

    #[test]
    fn table_rows_are_blocks() {
        let html = "<table><caption>T</caption><tr><th>Town<th>Share</tr>\n<tr><td><p>Port\nKestrel</p></td> <td>18</td></tr></table>after";
        let expected = [
            (Caption, "T"),
            (TableRow, "Town | Share"),
            (TableRow, "Port Kestrel | 18"),
            (Paragraph, "after"),
        ];
        assert_eq!(shown(html), expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn scripts_styles_and_comments_are_dropped() {
        let html = "a<script>if (a < b) { '</p>' }</SCRIPT >b<style>p > a {}</style>c<!-- <p>no</p> -->d";
        assert_eq!(shown(html), [(Paragraph, "abcd".to_owned())]);
        assert_eq!(shown("a<script>never closed"), [(Paragraph, "a".to_owned())]);
        assert_eq!(shown("a<!-- never closed"), [(Paragraph, "a".to_owned())]);
    }

    #[test]
    fn invalid_tags_are_text_and_open_ones_take_linear_time() {
        assert_eq!(shown("1 < 2 & 3 &bogus; <"), [(Paragraph, "1 < 2 & 3 &bogus; <".to_owned())]);
        for piece in ["<", "<a ", "<a \"", "<!--", "</", "<script>", "&", "&a", "<td>", "<p \"'"] {
            html_blocks(&piece.repeat(50_000));
        }
    }
}
