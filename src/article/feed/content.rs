//! The content of a feed's element, and its markup.
//!
//! Atom declares the markup (`type`, and `mode` in 0.3); RSS does not, and many Atom feeds forget to. Undeclared
//! content is HTML if it has child elements or HTML tags.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::article::draft::Markup;
use crate::article::line::{has_block_tags, has_html_tags, one_line, one_line_of_html, visible_chars};
use crate::article::xml::Element;
use crate::article::xml::entities::unescape;

/// A text and its markup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The text.
    pub text: String,
    /// The markup of the text.
    pub markup: Markup,
}

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The declared type of an element's content.
enum DeclaredType {
    Nothing,
    Plain,
    Html,
    Markdown,
    Bytes,
}

fn declared_type(element: &Element<'_>) -> DeclaredType {
    if element.tag.attributes.is_empty() {
        return DeclaredType::Nothing;
    }
    if element.tag.attribute("mode").is_some_and(|mode| mode.eq_ignore_ascii_case("base64")) {
        return DeclaredType::Bytes;
    }
    let kind = element.tag.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    match kind {
        "" => DeclaredType::Nothing,
        "html" | "text/html" | "xhtml" | "application/xhtml+xml" => DeclaredType::Html,
        "text/markdown" | "text/x-markdown" => DeclaredType::Markdown,
        _ if kind.starts_with("text") || kind == "plain" || kind.ends_with("xml") => DeclaredType::Plain,
        _ if kind.contains('/') => DeclaredType::Bytes,
        _ => DeclaredType::Nothing,
    }
}

/// Reads an element as a body.
pub fn body(element: &Element<'_>) -> Content {
    match declared_type(element) {
        DeclaredType::Plain => Content { text: element.text(), markup: Markup::Plain },
        DeclaredType::Markdown => Content { text: element.text(), markup: Markup::Markdown },
        DeclaredType::Html => from_html(html_in(element)),
        DeclaredType::Nothing if element.has_elements() => from_html(element.html()),
        DeclaredType::Nothing => detect(element.text()),
        DeclaredType::Bytes => detect(decode_base64(&element.text())),
    }
}

/// Reads an element as one line: a title, the feed's name.
pub fn line(element: &Element<'_>) -> Option<String> {
    match declared_type(element) {
        DeclaredType::Plain => one_line(&element.text()),
        DeclaredType::Bytes => one_line_of_html(&decode_base64(&element.text())),
        DeclaredType::Nothing | DeclaredType::Html | DeclaredType::Markdown => {
            one_line_of_html(&html_in(element))
        }
    }
}

/// Returns the HTML in an element: its own markup, or its text.
fn html_in(element: &Element<'_>) -> String {
    if element.has_elements() { element.html() } else { element.text() }
}

/// Detects the markup of undeclared text.
pub fn detect(text: String) -> Content {
    if has_html_tags(&text) {
        return from_html(text);
    }
    Content { text: unescape(&text).into_owned(), markup: Markup::Plain }
}

/// Reads HTML. If it has no block tags, its blank lines become paragraph breaks: some blog software separates
/// paragraphs by blank lines and adds `<p>` only when it shows a page, so its exports still have the blank lines.
pub fn from_html(text: String) -> Content {
    let text =
        if text.contains("\n\n") && !has_block_tags(&text) { text.replace("\n\n", "\n<p>") } else { text };
    Content { text, markup: Markup::Html }
}

/// Decodes base64. Returns an empty string if the text is not base64, or the result is not UTF-8 but, say, an image.
fn decode_base64(text: &str) -> String {
    let packed: String = text.split_whitespace().collect();
    String::from_utf8(BASE64.decode(packed).unwrap_or_default()).unwrap_or_default()
}

/// Picks the content to read. The contents are in order of preference: a later one is picked only if it is more than
/// twice as long as the best before it.
pub fn fullest(contents: impl IntoIterator<Item = Content>) -> Content {
    let mut best = (0, Content::default());
    for content in contents {
        let weight = visible_chars(&content.text, content.markup == Markup::Html);
        if weight > best.0 * 2 {
            best = (weight, content);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::xml::element::children;

    fn read(text: &str) -> (String, Markup) {
        let content = body(&children(text).next().unwrap());
        (content.text, content.markup)
    }

    #[test]
    fn body_markup_is_declared_or_detected() {
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
    fn blank_lines_separate_paragraphs() {
        assert_eq!(read("<c>A &lt;b>B&lt;/b>\n\nC</c>").0, "A <b>B</b>\n<p>C");
        assert_eq!(read("<c>&lt;p>A\n\nC</c>").0, "<p>A\n\nC");
    }

    #[test]
    fn line_follows_the_declared_type() {
        let line = |text| line(&children(text).next().unwrap()).unwrap_or_default();
        assert_eq!(line("<t type='text'>The &lt;b> tag</t>"), "The <b> tag");
        assert_eq!(line("<t type='html'>The &lt;b>tag&lt;/b></t>"), "The tag");
        assert_eq!(line("<t>Marks &amp;amp; Co <![CDATA[&#8211;]]></t>"), "Marks & Co –");
        assert_eq!(line("<t type='xhtml'><div>A <b>b</b></div></t>"), "A b");
    }

    #[test]
    fn teaser_yields_to_content_twice_as_long() {
        let plain = |text: &str| Content { text: text.to_owned(), markup: Markup::Plain };
        assert_eq!(fullest([plain("abc"), plain("abcde")]), plain("abc"));
        assert_eq!(fullest([plain("abc"), plain("abcdefgh")]), plain("abcdefgh"));
        assert_eq!(fullest([]), Content::default());
    }
}
