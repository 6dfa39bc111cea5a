//! Colours and styles of kinds, as plain data that any drawing code can translate.
//!
//! Each built-in kind has text attributes of its own, since colour may be missing or invisible to the user. The colours
//! of the built-in kinds are ANSI colours, so that the user's terminal theme applies, but none that vanishes on a light
//! or a dark background.

use std::fmt;
use std::str::FromStr;

/// A foreground colour.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Color {
    /// One of the 16 colours of the terminal's theme, 0 to 15; 8 to 15 are the bright ones.
    Ansi(u8),
    /// Red, green and blue, 0 to 255 each.
    Rgb(u8, u8, u8),
}

/// The names of the 16 colours. The first name of each number is the one that is printed.
const COLORS: &[(&str, u8)] = &[
    ("black", 0),
    ("red", 1),
    ("green", 2),
    ("yellow", 3),
    ("blue", 4),
    ("magenta", 5),
    ("cyan", 6),
    ("white", 7),
    ("bright-black", 8),
    ("bright-red", 9),
    ("bright-green", 10),
    ("bright-yellow", 11),
    ("bright-blue", 12),
    ("bright-magenta", 13),
    ("bright-cyan", 14),
    ("bright-white", 15),
    ("gray", 8),
    ("grey", 8),
];

/// A word that is not a colour.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("unknown color `{0}`: expected an ANSI name such as red or bright-blue, or #rrggbb")]
pub struct UnknownColor(pub String);

impl Color {
    /// Returns the names that [`Color::from_str`] accepts besides `#rrggbb`.
    pub fn names() -> impl Iterator<Item = &'static str> {
        COLORS.iter().map(|(name, _)| *name)
    }
}

impl FromStr for Color {
    type Err = UnknownColor;

    /// Parses an ANSI name (`red`, `bright-blue`; case, `-`, `_` and spaces are ignored) or `#rrggbb`.
    fn from_str(text: &str) -> Result<Self, UnknownColor> {
        let normalized = |name: &str| name.to_lowercase().replace(['-', '_', ' '], "");
        let unknown = || UnknownColor(text.to_owned());
        let Some(digits) = text.trim().strip_prefix('#') else {
            let wanted = normalized(text);
            let color = COLORS.iter().find(|(name, _)| normalized(name) == wanted);
            return color.map(|(_, number)| Self::Ansi(*number)).ok_or_else(unknown);
        };
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(unknown());
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).map_err(|_| unknown())?.to_be_bytes();
        Ok(Self::Rgb(red, green, blue))
    }
}

impl fmt::Display for Color {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ansi(wanted) => match COLORS.iter().find(|(_, number)| number == wanted) {
                Some((name, _)) => out.write_str(name),
                None => write!(out, "ansi-{wanted}"),
            },
            Self::Rgb(red, green, blue) => write!(out, "#{red:02x}{green:02x}{blue:02x}"),
        }
    }
}

/// Text attributes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the attributes are independent; a terminal can set any of them"
)]
pub struct Style {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Dim.
    pub dim: bool,
    /// Foreground and background swapped.
    pub reverse: bool,
}

/// The word for no attributes.
const PLAIN: &str = "plain";

/// The word for an attribute, and access to its field.
type Attribute = (&'static str, fn(&mut Style) -> &mut bool);
const ATTRIBUTES: &[Attribute] = &[
    ("bold", |style| &mut style.bold),
    ("italic", |style| &mut style.italic),
    ("underline", |style| &mut style.underline),
    ("dim", |style| &mut style.dim),
    ("reverse", |style| &mut style.reverse),
];

/// A word that is not an attribute.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("unknown style `{word}`: expected plain, bold, italic, underline, dim, reverse")]
pub struct UnknownStyle {
    /// The word; empty if the text had none.
    pub word: String,
    /// Byte offset of the word in the text.
    pub at: usize,
}

impl Style {
    /// Returns the words that [`Style::from_str`] accepts.
    pub fn words() -> impl Iterator<Item = &'static str> {
        std::iter::once(PLAIN).chain(ATTRIBUTES.iter().map(|(word, _)| *word))
    }
}

impl FromStr for Style {
    type Err = UnknownStyle;

    /// Parses words separated by spaces, tabs, LFs or commas: `bold underline`, or `plain`. Case is ignored.
    fn from_str(text: &str) -> Result<Self, UnknownStyle> {
        let mut style = Self::default();
        let mut at = 0;
        let mut has_word = false;
        for part in text.split_inclusive([' ', ',', '\t', '\n']) {
            let word = part.trim_end_matches([' ', ',', '\t', '\n']);
            let lower = word.to_lowercase();
            has_word |= !word.is_empty();
            match ATTRIBUTES.iter().find(|(name, _)| *name == lower) {
                Some((_, attribute)) => *attribute(&mut style) = true,
                None if word.is_empty() || lower == PLAIN => {}
                None => return Err(UnknownStyle { word: word.to_owned(), at }),
            }
            at += part.len();
        }
        if has_word { Ok(style) } else { Err(UnknownStyle { word: String::new(), at: 0 }) }
    }
}

impl fmt::Display for Style {
    /// Writes the words, separated by spaces; `plain` for none. Parsing them returns the same style.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut style = *self;
        let set = ATTRIBUTES.iter().filter(|(_, attribute)| *attribute(&mut style)).map(|(word, _)| *word);
        let words: Vec<&str> = set.collect();
        out.write_str(if words.is_empty() { PLAIN.to_owned() } else { words.join(" ") }.as_str())
    }
}

/// The colour and style of a kind.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct KindStyle {
    /// The foreground colour. None keeps the colour of the text.
    pub color: Option<Color>,
    /// The text attributes.
    pub attributes: Style,
}

const PLAIN_STYLE: Style = Style { bold: false, italic: false, underline: false, dim: false, reverse: false };
const BOLD: Style = Style { bold: true, ..PLAIN_STYLE };
const ITALIC: Style = Style { italic: true, ..PLAIN_STYLE };
const UNDERLINE: Style = Style { underline: true, ..PLAIN_STYLE };

/// The id, heading and style of each built-in kind, in the order of their [`KindId`](super::KindId)s.
pub(super) const BUILT_IN_KINDS: &[(&str, &str, KindStyle)] = &[
    ("person", "People", KindStyle { color: Some(Color::Ansi(5)), attributes: BOLD }),
    ("place", "Places", KindStyle { color: Some(Color::Ansi(2)), attributes: UNDERLINE }),
    ("organisation", "Organisations", KindStyle { color: Some(Color::Ansi(6)), attributes: ITALIC }),
    (
        "plan",
        "Plans",
        KindStyle { color: Some(Color::Ansi(1)), attributes: Style { bold: true, ..UNDERLINE } },
    ),
    (
        "event",
        "Events",
        KindStyle { color: Some(Color::Ansi(12)), attributes: Style { italic: true, ..UNDERLINE } },
    ),
];

/// The default for kinds that the user defines. No built-in kind has this style.
pub(super) const CUSTOM_KIND_STYLE: KindStyle =
    KindStyle { color: None, attributes: Style { bold: true, ..ITALIC } };

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn kinds_differ_in_style_and_in_colour() {
        let kinds = || BUILT_IN_KINDS.iter().map(|(_, _, style)| *style).chain([CUSTOM_KIND_STYLE]);
        let styles: HashSet<Style> = kinds().map(|style| style.attributes).collect();
        let colors: HashSet<Option<Color>> = kinds().map(|style| style.color).collect();
        assert_eq!((styles.len(), colors.len()), (BUILT_IN_KINDS.len() + 1, BUILT_IN_KINDS.len() + 1));
        assert!(!styles.contains(&Style::default()), "a kind with the style of plain text");
        for invisible in [0, 7, 11, 15] {
            assert!(
                !colors.contains(&Some(Color::Ansi(invisible))),
                "{invisible} vanishes on some background"
            );
        }
    }

    #[test]
    fn colours_are_parsed_by_name_and_by_number() {
        assert_eq!("red".parse(), Ok(Color::Ansi(1)));
        assert_eq!("Bright Blue".parse(), Ok(Color::Ansi(12)));
        assert_eq!("bright_black".parse(), "grey".parse::<Color>());
        assert_eq!("#0aFf80".parse(), Ok(Color::Rgb(10, 255, 128)));
        for bad in ["", "#", "#fff", "#12345g", "#+12345", "purple", "#éé12", "16", "#1234567"] {
            assert_eq!(bad.parse::<Color>(), Err(UnknownColor(bad.to_owned())));
        }
    }

    #[test]
    fn styles_are_parsed_from_words() {
        let both = Style { bold: true, underline: true, ..Style::default() };
        assert_eq!("bold underline".parse(), Ok(both));
        assert_eq!(" Underline,bold ".parse(), Ok(both));
        assert_eq!("plain".parse(), Ok(Style::default()));
        assert_eq!("bold,, blink".parse::<Style>(), Err(UnknownStyle { word: "blink".to_owned(), at: 7 }));
        assert_eq!(" ".parse::<Style>(), Err(UnknownStyle { word: String::new(), at: 0 }));
    }

    proptest! {
        #[test]
        fn printed_styles_and_colours_parse_back(bits in any::<[bool; 5]>(), number in 0_u8..16, rgb in any::<[u8; 3]>()) {
            let [bold, italic, underline, dim, reverse] = bits;
            let style = Style { bold, italic, underline, dim, reverse };
            prop_assert_eq!(style.to_string().parse(), Ok(style));
            let [red, green, blue] = rgb;
            for color in [Color::Ansi(number), Color::Rgb(red, green, blue)] {
                prop_assert_eq!(color.to_string().parse(), Ok(color));
            }
        }
    }
}
