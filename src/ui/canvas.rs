//! The canvas that views and overlays draw on.

use ratatui::buffer::Buffer;

use crate::ui::Theme;

/// The cells of the screen, and the theme to draw with.
pub struct Canvas<'a> {
    /// The cells.
    pub buffer: &'a mut Buffer,
    /// The theme.
    pub theme: Theme,
}
