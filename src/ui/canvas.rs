//! What views and overlays draw on.

use ratatui::buffer::Buffer;

use crate::ui::Theme;

/// The cells of the screen, and the styles to draw with.
pub struct Canvas<'a> {
    /// The cells.
    pub buffer: &'a mut Buffer,
    /// The styles.
    pub theme: Theme,
}
