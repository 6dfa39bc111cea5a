//! Themes with their own colours, background included, so that they are legible whatever the terminal's colours are.
//!
//! The styles of [`Theme`](super::Theme) use the terminal's 16 colours. A palette replaces them on the finished screen,
//! cell by cell, so that drawing code need not know about it. Indexed and RGB colours are kept: they are the colours of
//! kinds, which come from the theme or from the list.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

use crate::app::state::display::{Background, ThemeName};
use crate::ui::depth::Depth;

/// Red, green and blue.
type Rgb = (u8, u8, u8);

/// The colours of a theme.
#[derive(Debug, PartialEq, Eq)]
pub struct Palette {
    /// Background.
    background: Rgb,
    /// Text.
    text: Rgb,
    /// Secondary text.
    quiet: Rgb,
    /// Text of search hits and labels.
    ink: Rgb,
    /// Background of search hits and labels.
    marker: Rgb,
    /// Foreground colours for the terminal's colours 0 to 7; 8 to 15 are the same.
    foreground: [Rgb; 8],
}

/// Ink and marker are similar in all themes: black on yellow.
const INK: Rgb = (20, 20, 20);

const DARK: Palette = Palette {
    background: (24, 26, 32),
    text: (214, 217, 224),
    quiet: (146, 152, 166),
    ink: INK,
    marker: (240, 200, 80),
    foreground: [
        (146, 152, 166),
        (255, 120, 117),
        (126, 211, 133),
        (236, 196, 92),
        (122, 171, 255),
        (222, 150, 255),
        (84, 208, 214),
        (214, 217, 224),
    ],
};

const LIGHT: Palette = Palette {
    background: (252, 251, 247),
    text: (34, 36, 42),
    quiet: (98, 101, 110),
    ink: INK,
    marker: (255, 218, 104),
    foreground: [
        (98, 101, 110),
        (176, 22, 40),
        (16, 104, 48),
        (122, 82, 0),
        (20, 78, 180),
        (132, 30, 160),
        (0, 100, 112),
        (34, 36, 42),
    ],
};

/// The colours of kinds in this palette and the next were found by a search through the 256 colours for those as far
/// apart as possible for readers who lack one type of cone. A test checks the distances.
const COLOR_BLIND_DARK: Palette = Palette {
    background: (24, 26, 32),
    text: (226, 228, 232),
    quiet: (150, 155, 168),
    ink: INK,
    marker: (240, 228, 66),
    foreground: [
        (150, 155, 168),
        (255, 95, 0),
        (135, 255, 135),
        (240, 228, 66),
        (135, 135, 175),
        (255, 0, 255),
        (175, 135, 95),
        (226, 228, 232),
    ],
};

const COLOR_BLIND_LIGHT: Palette = Palette {
    background: (252, 251, 247),
    text: (20, 22, 28),
    quiet: (98, 101, 110),
    ink: INK,
    marker: (250, 226, 80),
    foreground: [
        (98, 101, 110),
        (215, 0, 95),
        (95, 95, 0),
        (120, 100, 0),
        (0, 0, 255),
        (175, 0, 135),
        (95, 0, 175),
        (20, 22, 28),
    ],
};

/// Returns the palette of a theme. None if it uses the terminal's own colours, or the terminal has too few.
pub fn palette(name: ThemeName, depth: Depth, background: Option<Background>) -> Option<&'static Palette> {
    if !matches!(depth, Depth::Ansi256 | Depth::True) {
        return None;
    }
    match (name, background) {
        (ThemeName::Terminal | ThemeName::Mono, _) | (ThemeName::Auto, None) => None,
        (ThemeName::Dark, _) | (ThemeName::Auto, Some(Background::Dark)) => Some(&DARK),
        (ThemeName::Light, _) | (ThemeName::Auto, Some(Background::Light)) => Some(&LIGHT),
        (ThemeName::ColorBlind, Some(Background::Light)) => Some(&COLOR_BLIND_LIGHT),
        (ThemeName::ColorBlind, _) => Some(&COLOR_BLIND_DARK),
    }
}

impl Palette {
    /// Returns the foreground colour for one of the terminal's 16 colours.
    pub fn foreground(&self, number: u8, depth: Depth) -> Color {
        shown(self.foreground.get(usize::from(number) % 8).copied().unwrap_or(self.text), depth)
    }

    /// Applies the colours to a finished screen.
    pub fn paint(&self, buffer: &mut Buffer, depth: Depth) {
        for cell in &mut buffer.content {
            // Black is the text colour on a marker, and the quiet colour elsewhere.
            let is_marked = cell.bg != Color::Reset;
            let is_quiet = cell.modifier.contains(Modifier::DIM);
            let foreground = match cell.fg {
                Color::Reset if is_quiet => Some(self.quiet),
                Color::Reset => Some(self.text),
                Color::Black if is_marked => Some(self.ink),
                color => {
                    number_of(color).and_then(|number| self.foreground.get(usize::from(number)).copied())
                }
            };
            let background = match cell.bg {
                Color::Reset => Some(self.background),
                color => number_of(color).map(|_| self.marker),
            };
            // Terminals dim in different ways, some not at all. Text without a colour of its own is quiet instead.
            cell.modifier.remove(Modifier::DIM);
            if let Some(color) = foreground {
                cell.fg = shown(color, depth);
            }
            if let Some(color) = background {
                cell.bg = shown(color, depth);
            }
        }
    }
}

/// Returns the number of a named terminal colour that a style uses. None for all other colours.
fn number_of(color: Color) -> Option<u8> {
    match color {
        Color::Black => Some(0),
        Color::Red => Some(1),
        Color::Yellow => Some(3),
        _ => None,
    }
}

/// Converts a colour for a colour depth. Without 24-bit colours, returns the nearest of xterm's cube and greys (16 to
/// 255).
pub fn shown((red, green, blue): Rgb, depth: Depth) -> Color {
    if depth == Depth::True {
        return Color::Rgb(red, green, blue);
    }
    let step = |part: u8| match part {
        0..=47 => (0_u8, 0_u8),
        48..=114 => (1, 95),
        _ => {
            let step = (part - 35) / 40;
            (step, 55 + step * 40)
        }
    };
    let (r, g, b) = (step(red), step(green), step(blue));
    let grey = (u16::from(red) + u16::from(green) + u16::from(blue)) / 3;
    let grey_step = (grey.saturating_sub(3) / 10).min(23) as u8;
    let grey_part = 8 + grey_step * 10;
    let distance = |other: Rgb| {
        let part = |left: u8, right: u8| u32::from(left.abs_diff(right)).pow(2);
        part(other.0, red) + part(other.1, green) + part(other.2, blue)
    };
    if distance((grey_part, grey_part, grey_part)) < distance((r.1, g.1, b.1)) {
        return Color::Indexed(232 + grey_step);
    }
    Color::Indexed(16 + 36 * r.0 + 6 * g.0 + b.0)
}

#[cfg(test)]
#[path = "palette_tests.rs"]
mod tests;
