//! Which look means what. The only place that names colours.

use crate::ui::depth::Depth;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use crate::app::state::display::{Background, ThemeName};
use crate::gazetteer::{self, Kind};
use crate::ui::palette::{Palette, palette, shown};

/// The terminal's own colours, by number, for what a list writes as `#rrggbb`: a rough likeness of each.
const LIKENESS: &[(u8, (u8, u8, u8))] = &[
    (1, (190, 40, 40)),
    (2, (40, 150, 60)),
    (3, (180, 140, 30)),
    (4, (50, 90, 200)),
    (5, (160, 60, 170)),
    (6, (30, 150, 160)),
    (8, (120, 120, 120)),
];

/// The looks, for a terminal that shows so many colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    depth: Depth,
    palette: Option<&'static Palette>,
    /// Whether the terminal's own colours stand on a light ground.
    is_on_light: bool,
}

/// Colours of the built-in kinds on a light background, of the terminal's own sixteen: the contrast of those that they
/// have otherwise is as low as 2:1 there. None is the colour of the text. Bold kinds are neither red nor magenta, since
/// xterm and others show bold text in the bright colours.
const ON_LIGHT: &[(&str, Option<u8>)] =
    &[("person", Some(4)), ("place", Some(1)), ("organisation", Some(5)), ("plan", None), ("event", Some(4))];

impl Theme {
    /// The looks in the terminal's own colours, for a depth of colour.
    pub fn new(depth: Depth) -> Self {
        Self { depth, palette: None, is_on_light: false }
    }

    /// The looks of a theme, on a terminal whose background may be known.
    pub fn of(name: ThemeName, depth: Depth, ground: Option<Background>) -> Self {
        let depth = if name == ThemeName::Mono { Depth::None } else { depth };
        let palette = palette(name, depth, ground);
        let is_light =
            name == ThemeName::Light || (name != ThemeName::Dark && ground == Some(Background::Light));
        Self { depth, palette, is_on_light: palette.is_none() && is_light && depth != Depth::None }
    }

    /// True if a theme looks different on light and on dark backgrounds.
    pub fn depends_on_background(name: ThemeName) -> bool {
        match name {
            ThemeName::Terminal | ThemeName::Auto | ThemeName::ColorBlind => true,
            ThemeName::Dark | ThemeName::Light | ThemeName::Mono => false,
        }
    }

    /// Puts the theme's own colours on a finished screen, if it has some.
    pub fn paint(self, buffer: &mut Buffer) {
        if let Some(palette) = self.palette {
            palette.paint(buffer, self.depth);
        }
    }

    fn colored(self, style: Style, color: Color) -> Style {
        if self.depth == Depth::None { style } else { style.fg(color) }
    }

    /// A mention of a kind.
    pub fn kind(self, kind: &Kind) -> Style {
        let look = kind.style;
        let marks = [
            (look.attributes.bold, Modifier::BOLD),
            (look.attributes.italic, Modifier::ITALIC),
            (look.attributes.underline, Modifier::UNDERLINED),
            (look.attributes.dim, Modifier::DIM),
            (look.attributes.reverse, Modifier::REVERSED),
        ];
        let style = marks
            .into_iter()
            .filter(|(is_set, _)| *is_set)
            .fold(Style::new(), |style, (_, modifier)| style.add_modifier(modifier));
        match look.color.and_then(|color| self.color_of(kind, color)) {
            Some(color) => style.fg(color),
            None => style,
        }
    }

    /// The colour of a kind in this theme. One that the list gives a kind is kept, even if it is hard to read: whoever
    /// wrote it chose it. Built-in ones are replaced by those that can be read on the theme's background.
    fn color_of(self, kind: &Kind, color: gazetteer::Color) -> Option<Color> {
        match (color, self.palette) {
            (gazetteer::Color::Ansi(number), Some(palette)) if !kind.has_own_color => {
                Some(palette.letter(number, self.depth))
            }
            _ if self.is_on_light && !kind.has_own_color => {
                let readable = ON_LIGHT.iter().find(|(id, _)| *id == kind.id);
                let color = readable.map_or(Some(color), |(_, number)| number.map(gazetteer::Color::Ansi));
                color.and_then(|color| self.shown(color))
            }
            _ => self.shown(color),
        }
    }

    fn shown(self, color: gazetteer::Color) -> Option<Color> {
        match (self.depth, color) {
            (Depth::None, _) => None,
            (_, gazetteer::Color::Ansi(number)) => Some(Color::Indexed(number)),
            (Depth::True, gazetteer::Color::Rgb(red, green, blue)) => Some(Color::Rgb(red, green, blue)),
            (Depth::Ansi256, gazetteer::Color::Rgb(red, green, blue)) => {
                Some(shown((red, green, blue), Depth::Ansi256))
            }
            (Depth::Ansi16, gazetteer::Color::Rgb(red, green, blue)) => {
                let away = |from: (u8, u8, u8)| {
                    let part = |one: u8, other: u8| u32::from(one.abs_diff(other)).pow(2);
                    part(from.0, red) + part(from.1, green) + part(from.2, blue)
                };
                LIKENESS
                    .iter()
                    .min_by_key(|(_, likeness)| away(*likeness))
                    .map(|(number, _)| Color::Indexed(*number))
            }
        }
    }

    /// Added to a mention of the selected entity.
    pub fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Added to the current mention.
    pub fn current(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// A mention that may name several entities, or none.
    pub fn ambiguous(self) -> Style {
        Style::new().add_modifier(Modifier::DIM | Modifier::UNDERLINED)
    }

    /// A letter to be typed, over the text: the same whatever stands below it, selected or not.
    pub fn label(self) -> Style {
        let look = match self.depth {
            Depth::None => Modifier::REVERSED | Modifier::BOLD | Modifier::UNDERLINED,
            _ => Modifier::BOLD,
        };
        let style = Style::new().add_modifier(look).remove_modifier(Modifier::all() - look);
        if self.depth == Depth::None { style } else { style.fg(Color::Black).bg(Color::Yellow) }
    }

    /// Words that a label can pick.
    pub fn can_be_picked(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// Words that were pointed at.
    pub fn picked(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Added to a mention inside a longer one.
    pub fn nested(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED | Modifier::BOLD)
    }

    /// A mark on top of a block's look. Without colour what both have is taken off, as in print, where italics inside italics are
    /// upright: so marks that differ do so in every block.
    pub fn over(self, base: Style, mark: Style) -> Style {
        let style = base.patch(mark);
        if self.depth != Depth::None {
            return style;
        }
        style.remove_modifier(base.add_modifier & mark.add_modifier)
    }

    /// Added to letters that were typed to find what they stand in.
    pub fn typed(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// A search hit. Without colour it is grey, which no mention is, selected or not; where the terminal has no grey it is still
    /// slanted and underlined, as among built-in kinds events alone are.
    pub fn hit(self) -> Style {
        match self.depth {
            Depth::None => Style::new()
                .add_modifier(Modifier::REVERSED | Modifier::DIM | Modifier::ITALIC | Modifier::UNDERLINED)
                .remove_modifier(Modifier::BOLD),
            _ => Style::new().fg(Color::Black).bg(Color::Yellow),
        }
    }

    /// The current search hit.
    pub fn current_hit(self) -> Style {
        match self.depth {
            Depth::None => Style::new()
                .add_modifier(Modifier::REVERSED | Modifier::BOLD | Modifier::ITALIC | Modifier::UNDERLINED),
            _ => self.hit().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        }
    }

    /// Added to a search hit in the row under the hand. Without colour the row's look is the hit's: the hit goes without it.
    pub fn hit_at_cursor(self) -> Style {
        match self.depth {
            Depth::None => Style::new()
                .remove_modifier(Modifier::REVERSED | Modifier::DIM | Modifier::ITALIC)
                .add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            _ => Style::new(),
        }
    }

    /// What says less: rules, counts, hints.
    pub fn quiet(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// Plain text.
    pub fn plain(self) -> Style {
        Style::new()
    }

    /// Titles, names, keys.
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// A line below a title.
    pub fn subtitle(self) -> Style {
        Style::new().add_modifier(Modifier::ITALIC)
    }

    /// The heading of a pane.
    pub fn heading(self) -> Style {
        Style::new().add_modifier(Modifier::DIM | Modifier::UNDERLINED)
    }

    /// The heading of the pane that keys act on.
    pub fn focused_heading(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// The row under the hand, in the pane that keys act on.
    pub fn at_cursor(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The status line.
    pub fn status(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// A line that something is wrong.
    pub fn problem(self) -> Style {
        self.colored(Style::new().add_modifier(Modifier::BOLD), Color::Red)
    }

    /// Where in the article the selected entity, or a hit, stands.
    pub fn minimap(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The mark beside the row of the current mention.
    pub fn mark(self) -> Style {
        self.colored(Style::new().add_modifier(Modifier::BOLD), Color::Red)
    }
}
