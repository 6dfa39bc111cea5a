//! The HTML elements that matter here, and their properties.

/// Names of known elements, sorted. All others share one tag, and are treated as inline elements without meaning.
const NAMES: &[&str] = &[
    "",
    "a",
    "abbr",
    "acronym",
    "address",
    "amp-ad",
    "amp-consent",
    "amp-embed",
    "amp-sidebar",
    "amp-social-share",
    "annotation",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "basefont",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "datalist",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "label",
    "legend",
    "li",
    "link",
    "listing",
    "main",
    "map",
    "marquee",
    "math",
    "menu",
    "meta",
    "nav",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "picture",
    "plaintext",
    "pre",
    "progress",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "script",
    "search",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "xmp",
];

/// An element's tag: an index into the table of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag(u8);

impl Tag {
    /// Number of tags.
    pub const COUNT: usize = NAMES.len();

    /// Returns the tag of a lower-case name.
    pub fn from_name(name: &str) -> Self {
        Self(NAMES.binary_search(&name).map_or(0, |at| at as u8))
    }

    /// Returns its name; empty if unknown.
    pub fn name(self) -> &'static str {
        NAMES.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    /// Returns its index in the table.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Returns true for elements without content or end tag.
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Returns true for block elements.
pub fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "amp-ad"
            | "amp-consent"
            | "amp-embed"
            | "amp-sidebar"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "frameset"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "plaintext"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "xmp"
    )
}

/// Returns true for blocks that close an open paragraph: all blocks except the parts of tables, `legend`, `optgroup`,
/// `option`, and the elements of the page itself (`html`, `head`, `body`, `frameset`).
pub fn ends_paragraph(name: &str) -> bool {
    is_block(name)
        && !matches!(
            name,
            "body"
                | "caption"
                | "frameset"
                | "head"
                | "html"
                | "legend"
                | "optgroup"
                | "option"
                | "tbody"
                | "td"
                | "tfoot"
                | "th"
                | "thead"
                | "tr"
        )
}

/// Returns true for elements at which the search for an open element stops.
pub fn is_scope(name: &str) -> bool {
    matches!(name, "applet" | "caption" | "html" | "marquee" | "object" | "table" | "td" | "template" | "th")
}

/// Returns true for inline elements that authors often close in the wrong order.
pub fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

/// Returns true for headings.
pub fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Returns true for elements allowed in the head; any other ends it.
pub fn is_allowed_in_head(name: &str) -> bool {
    matches!(
        name,
        "base" | "basefont" | "link" | "meta" | "noscript" | "script" | "style" | "template" | "title"
    )
}

/// Returns true for elements whose content is not page text, such as scripts, styles, drawings, form controls and the
/// fallbacks of players.
pub fn has_no_text(name: &str) -> bool {
    matches!(
        name,
        "amp-ad"
            | "amp-embed"
            | "amp-social-share"
            | "annotation"
            | "applet"
            | "audio"
            | "canvas"
            | "datalist"
            | "head"
            | "iframe"
            | "noembed"
            | "noframes"
            | "noscript"
            | "object"
            | "progress"
            | "rp"
            | "rt"
            | "script"
            | "select"
            | "style"
            | "svg"
            | "template"
            | "textarea"
            | "title"
            | "video"
    )
}

/// Returns true for inline elements that still separate words, mostly because they have a width of their own.
pub fn separates_words(name: &str) -> bool {
    matches!(
        name,
        "audio"
            | "button"
            | "canvas"
            | "embed"
            | "iframe"
            | "img"
            | "input"
            | "ins"
            | "label"
            | "map"
            | "object"
            | "picture"
            | "progress"
            | "select"
            | "svg"
            | "textarea"
            | "video"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_for_binary_search() {
        assert!(NAMES.is_sorted());
        assert!(NAMES.len() < 256);
        for name in NAMES {
            assert_eq!(Tag::from_name(name).name(), *name);
        }
        assert_eq!(Tag::from_name("blink").name(), "");
    }
}
