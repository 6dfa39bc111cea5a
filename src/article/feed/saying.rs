//! What an element of a feed says, and in which markup.
//!
//! Atom declares it (`type`, and `mode` in 0.3); RSS does not, and many Atom feeds forget to. What is not declared is HTML if it
//! has tags of HTML in it.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::article::draft::Markup;
use crate::article::line::{has_block_tags, has_html_tags, one_line, one_line_of_html, visible_chars};
use crate::article::xml::Element;
use crate::article::xml::entities::unescape;

/// A text and how it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saying {
    /// The text.
    pub text: String,
    /// How it is written.
    pub markup: Markup,
}

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// What is declared of an element's content.
enum Declared {
    Nothing,
    Plain,
    Html,
    Markdown,
    Bytes,
}

fn declared(element: &Element<'_>) -> Declared {
    if element.tag.attributes.is_empty() {
        return Declared::Nothing;
    }
    if element.tag.attribute("mode").is_some_and(|mode| mode.eq_ignore_ascii_case("base64")) {
        return Declared::Bytes;
    }
    let kind = element.tag.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    match kind {
        "" => Declared::Nothing,
        "html" | "text/html" | "xhtml" | "application/xhtml+xml" => Declared::Html,
        "text/markdown" | "text/x-markdown" => Declared::Markdown,
        _ if kind.starts_with("text") || kind == "plain" || kind.ends_with("xml") => Declared::Plain,
        _ if kind.contains('/') => Declared::Bytes,
        _ => Declared::Nothing,
    }
}

/// The body that an element holds.
pub fn body(element: &Element<'_>) -> Saying {
    match declared(element) {
        Declared::Plain => Saying { text: element.text(), markup: Markup::Plain },
        Declared::Markdown => Saying { text: element.text(), markup: Markup::Markdown },
        Declared::Html => html(markup_in(element)),
        Declared::Nothing if element.holds_elements() => html(element.html()),
        Declared::Nothing => undeclared(element.text()),
        Declared::Bytes => undeclared(text_of_base64(&element.text())),
    }
}

/// The line that an element holds: a title, the name of the feed.
pub fn line(element: &Element<'_>) -> Option<String> {
    match declared(element) {
        Declared::Plain => one_line(&element.text()),
        Declared::Bytes => one_line_of_html(&text_of_base64(&element.text())),
        Declared::Nothing | Declared::Html | Declared::Markdown => one_line_of_html(&markup_in(element)),
    }
}

/// The markup in an element: its own, or what its text says.
fn markup_in(element: &Element<'_>) -> String {
    if element.holds_elements() { element.html() } else { element.text() }
}

/// Text of which nobody says how it is written.
pub fn undeclared(text: String) -> Saying {
    if has_html_tags(&text) {
        return html(text);
    }
    Saying { text: unescape(&text).into_owned(), markup: Markup::Plain }
}

/// HTML. Programs for weblogs keep paragraphs as empty lines and make them `<p>` only when a page is shown; their exports have the lines.
pub fn html(text: String) -> Saying {
    let text =
        if text.contains("\n\n") && !has_block_tags(&text) { text.replace("\n\n", "\n<p>") } else { text };
    Saying { text, markup: Markup::Html }
}

/// The text behind base64; empty where it is no text: a picture, a sound.
fn text_of_base64(text: &str) -> String {
    let packed: String = text.split_whitespace().collect();
    String::from_utf8(BASE64.decode(packed).unwrap_or_default()).unwrap_or_default()
}

/// The one to read of what an entry holds, the fullest form first: the first that no later one says twice as much as.
pub fn fullest(sayings: impl IntoIterator<Item = Saying>) -> Saying {
    let mut best = (0, Saying::default());
    for saying in sayings {
        let weight = visible_chars(&saying.text, saying.markup == Markup::Html);
        if weight > best.0 * 2 {
            best = (weight, saying);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::xml::element::children;

    fn read(text: &str) -> (String, Markup) {
        let saying = body(&children(text).next().unwrap());
        (saying.text, saying.markup)
    }

    #[test]
    fn a_body_is_in_the_markup_that_is_declared_or_seen() {
        for (text, expected, markup) in [
            ("<c type='html'>&lt;p>A &amp;amp; B</c>", "<p>A &amp; B", Markup::Html),
            (
                "<c type='xhtml'><x:div><x:p>A<x:br/></x:p></x:div></c>",
                "<div><p>A<br></p></div>",
                Markup::Html,
            ),
            ("<c type='text'>A &lt;b&gt;</c>", "A <b>", Markup::Plain),
            ("<c type='text/markdown'>*A*</c>", "*A*", Markup::Markdown),
            ("<c>A &amp;amp; B &amp;nbsp;</c>", "A & B \u{A0}", Markup::Plain),
            ("<c><![CDATA[<p>A</p>]]></c>", "<p>A</p>", Markup::Html),
            ("<c><p>A</c>", "<p>A", Markup::Html),
            ("<c type='application/octet-stream'>PHA+\n QTwvcD4</c>", "<p>A</p>", Markup::Html),
            ("<c type='text/html' mode='base64'>QQ==</c>", "A", Markup::Plain),
            ("<c type='image/png'>iVBORw0KGgoAAAAN/w==</c>", "", Markup::Plain),
        ] {
            assert_eq!(read(text), (expected.to_owned(), markup), "{text}");
        }
    }

    #[test]
    fn paragraphs_that_only_empty_lines_part_stay_apart() {
        assert_eq!(read("<c>A &lt;b>B&lt;/b>\n\nC</c>").0, "A <b>B</b>\n<p>C");
        assert_eq!(read("<c>&lt;p>A\n\nC</c>").0, "<p>A\n\nC");
    }

    #[test]
    fn a_line_is_read_as_it_is_declared() {
        let line = |text| line(&children(text).next().unwrap()).unwrap_or_default();
        assert_eq!(line("<t type='text'>The &lt;b> tag</t>"), "The <b> tag");
        assert_eq!(line("<t type='html'>The &lt;b>tag&lt;/b></t>"), "The tag");
        assert_eq!(line("<t>Marks &amp;amp; Co <![CDATA[&#8211;]]></t>"), "Marks & Co –");
        assert_eq!(line("<t type='xhtml'><div>A <b>b</b></div></t>"), "A b");
    }

    #[test]
    fn a_teaser_gives_way_to_what_says_twice_as_much() {
        let plain = |text: &str| Saying { text: text.to_owned(), markup: Markup::Plain };
        assert_eq!(fullest([plain("abc"), plain("abcde")]), plain("abc"));
        assert_eq!(fullest([plain("abc"), plain("abcdefgh")]), plain("abcdefgh"));
        assert_eq!(fullest([]), Saying::default());
    }
}
