//! Styles by meaning. Only this module and the palettes name colours.

use crate::ui::depth::Depth;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use crate::app::state::display::{Background, ThemeName};
use crate::gazetteer::{self, Kind};
use crate::ui::palette::{Palette, palette, shown};

/// Approximate RGB values of some of the terminal's 16 colours, by number, to find the nearest to a list's `#rrggbb`.
const ANSI_RGB: &[(u8, (u8, u8, u8))] = &[
    (1, (190, 40, 40)),
    (2, (40, 150, 60)),
    (3, (180, 140, 30)),
    (4, (50, 90, 200)),
    (5, (160, 60, 170)),
    (6, (30, 150, 160)),
    (8, (120, 120, 120)),
];

/// The styles, for a terminal with this colour depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    depth: Depth,
    palette: Option<&'static Palette>,
    /// True if the terminal's own colours are shown on a light background.
    is_on_light: bool,
}

/// Colours of the built-in kinds on a light background, among the terminal's own 16: there, the contrast of the usual
/// colours is as low as 2:1. None stands for the text colour. Bold kinds are neither red nor magenta, since xterm and
/// others show bold text in bright colours.
const ON_LIGHT: &[(&str, Option<u8>)] =
    &[("person", Some(4)), ("place", Some(1)), ("organisation", Some(5)), ("plan", None), ("event", Some(4))];

impl Theme {
    /// Creates the styles in the terminal's own colours.
    pub fn new(depth: Depth) -> Self {
        Self { depth, palette: None, is_on_light: false }
    }

    /// Creates the styles of a theme, on a terminal whose background may be known.
    pub fn of(name: ThemeName, depth: Depth, background: Option<Background>) -> Self {
        let depth = if name == ThemeName::Mono { Depth::None } else { depth };
        let palette = palette(name, depth, background);
        let is_light =
            name == ThemeName::Light || (name != ThemeName::Dark && background == Some(Background::Light));
        Self { depth, palette, is_on_light: palette.is_none() && is_light && depth != Depth::None }
    }

    /// True if a theme looks different on light and on dark backgrounds.
    pub fn depends_on_background(name: ThemeName) -> bool {
        match name {
            ThemeName::Terminal | ThemeName::Auto | ThemeName::ColorBlind => true,
            ThemeName::Dark | ThemeName::Light | ThemeName::Mono => false,
        }
    }

    /// Applies the theme's own colours, if it has any, to a finished screen.
    pub fn paint(self, buffer: &mut Buffer) {
        if let Some(palette) = self.palette {
            palette.paint(buffer, self.depth);
        }
    }

    fn colored(self, style: Style, color: Color) -> Style {
        if self.depth == Depth::None { style } else { style.fg(color) }
    }

    /// A mention of an entity of this kind.
    pub fn kind(self, kind: &Kind) -> Style {
        let style_of_kind = kind.style;
        let marks = [
            (style_of_kind.attributes.bold, Modifier::BOLD),
            (style_of_kind.attributes.italic, Modifier::ITALIC),
            (style_of_kind.attributes.underline, Modifier::UNDERLINED),
            (style_of_kind.attributes.dim, Modifier::DIM),
            (style_of_kind.attributes.reverse, Modifier::REVERSED),
        ];
        let style = marks
            .into_iter()
            .filter(|(is_set, _)| *is_set)
            .fold(Style::new(), |style, (_, modifier)| style.add_modifier(modifier));
        match style_of_kind.color.and_then(|color| self.color_of(kind, color)) {
            Some(color) => style.fg(color),
            None => style,
        }
    }

    /// Returns the colour of a kind in this theme. A colour set in the list is kept even if it is hard to read, since
    /// the user chose it. In a theme with a palette, and on a light background, built-in ones are replaced by colours
    /// that are readable there.
    fn color_of(self, kind: &Kind, color: gazetteer::Color) -> Option<Color> {
        match (color, self.palette) {
            (gazetteer::Color::Ansi(number), Some(palette)) if !kind.has_own_color => {
                Some(palette.foreground(number, self.depth))
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
                let distance = |from: (u8, u8, u8)| {
                    let part = |left: u8, right: u8| u32::from(left.abs_diff(right)).pow(2);
                    part(from.0, red) + part(from.1, green) + part(from.2, blue)
                };
                ANSI_RGB
                    .iter()
                    .min_by_key(|(_, rgb)| distance(*rgb))
                    .map(|(number, _)| Color::Indexed(*number))
            }
        }
    }

    /// Added to a mention of the selected entity.
    pub fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Added to the selected entity's name in a row that is marked. Without colour the name looks like any other, since
    /// a reversed name would be taken for the cursor.
    pub fn selected_name(self) -> Style {
        if self.depth == Depth::None { Style::new() } else { self.selected() }
    }

    /// Added to the current mention.
    pub fn current(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// A mention that may name several entities, or none.
    pub fn ambiguous(self) -> Style {
        Style::new().add_modifier(Modifier::DIM | Modifier::UNDERLINED)
    }

    /// A label over the text: the same whatever is below it, selected or not.
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

    /// Selected words.
    pub fn picked(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Added to a mention inside a longer one.
    pub fn nested(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED | Modifier::BOLD)
    }

    /// Combines a mark with a block's style. Without colour, attributes that both have are removed, as in print, where
    /// italics inside italics are upright. So marks that differ from each other do so in every block.
    pub fn over(self, base: Style, mark: Style) -> Style {
        let style = base.patch(mark);
        if self.depth != Depth::None {
            return style;
        }
        style.remove_modifier(base.add_modifier & mark.add_modifier)
    }

    /// Added to the letters of a row that match the typed text.
    pub fn typed(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// A search hit. Without colour it is dim and reversed, as no mention of a built-in kind is, selected or not. Where
    /// the terminal does not dim, it is still slanted and underlined, as only events are among the built-in kinds.
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

    /// Added to a search hit in the row at the cursor. Without colour, the row itself already looks like a hit, so the
    /// hit looks different.
    pub fn hit_at_cursor(self) -> Style {
        match self.depth {
            Depth::None => Style::new()
                .remove_modifier(Modifier::REVERSED | Modifier::DIM | Modifier::ITALIC)
                .add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            _ => Style::new(),
        }
    }

    /// Secondary text: rules, counts, hints.
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

    /// A subtitle.
    pub fn subtitle(self) -> Style {
        Style::new().add_modifier(Modifier::ITALIC)
    }

    /// The heading of a pane.
    pub fn heading(self) -> Style {
        Style::new().add_modifier(Modifier::DIM | Modifier::UNDERLINED)
    }

    /// The heading of the focused pane.
    pub fn focused_heading(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// The row at the cursor, in the focused pane.
    pub fn at_cursor(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The status line.
    pub fn status(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// A message about a problem.
    pub fn problem(self) -> Style {
        self.colored(Style::new().add_modifier(Modifier::BOLD), Color::Red)
    }

    /// A row of the scrollbar with a mention of the selected entity, or a hit.
    pub fn minimap(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The marker beside the row of the current mention.
    pub fn mark(self) -> Style {
        self.colored(Style::new().add_modifier(Modifier::BOLD), Color::Red)
    }
}
