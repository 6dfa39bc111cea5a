//! The elements of HTML that are told apart, and what the parser and the text need to know of each.

/// Names that mean something here, sorted. All others are one: an element that is inline and says nothing.
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

/// An element's name: one of a fixed table, or none of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag(u8);

impl Tag {
    /// How many there are.
    pub const COUNT: usize = NAMES.len();

    /// The tag of a name in lower case.
    pub fn of(name: &str) -> Self {
        Self(NAMES.binary_search(&name).map_or(0, |at| at as u8))
    }

    /// Its name; empty for what is not in the table.
    pub fn name(self) -> &'static str {
        NAMES.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    /// Its place in the table.
    pub fn number(self) -> usize {
        usize::from(self.0)
    }
}

/// Elements without an end tag, which hold nothing.
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

/// Elements that stand on lines of their own.
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

/// Blocks that end an open paragraph: all but the parts of tables and of forms, which cannot stand in one.
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

/// Elements that no end tag and no implied end reaches out of.
pub fn is_scope(name: &str) -> bool {
    matches!(name, "applet" | "caption" | "html" | "marquee" | "object" | "table" | "td" | "template" | "th")
}

/// Inline elements that people close in any order.
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

/// Headings.
pub fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// What may stand in a head; anything else opens the body.
pub fn is_of_head(name: &str) -> bool {
    matches!(
        name,
        "base" | "basefont" | "link" | "meta" | "noscript" | "script" | "style" | "template" | "title"
    )
}

/// Elements whose content is no text of the page: programs, styles, drawings, form controls, what stands in for a player.
pub fn gives_no_text(name: &str) -> bool {
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

/// Inline elements that part words all the same: they have a width of their own.
pub fn parts_words(name: &str) -> bool {
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
    fn names_are_found_by_halving() {
        assert!(NAMES.is_sorted());
        assert!(NAMES.len() < 256);
        for name in NAMES {
            assert_eq!(Tag::of(name).name(), *name);
        }
        assert_eq!(Tag::of("blink").name(), "");
    }
}
