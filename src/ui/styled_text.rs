//! Styled text for the output of commands, as escape sequences.

use ratatui::backend::IntoCrossterm;
use ratatui::crossterm::style::ContentStyle;
use ratatui::style::Style;

/// Returns a text in a style, with the escape sequences that begin and end it. Without a style, the text is unchanged.
pub fn styled(text: &str, style: Style) -> String {
    if text.is_empty() || style == Style::new() {
        return text.to_owned();
    }
    let style: ContentStyle = style.into_crossterm();
    style.apply(text).to_string()
}
