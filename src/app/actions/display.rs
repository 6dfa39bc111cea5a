//! Changing the display options.

use crate::app::actions::scroll::preserving_viewport;
use crate::app::state::display::{Highlight, ThemeName};
use crate::app::workspace::Workspace;

/// Returns the value that follows `value`, wrapping around.
fn after<T: Copy + PartialEq>(all: &[(&'static str, T)], value: T) -> Option<(&'static str, T)> {
    let at = all.iter().position(|(_, other)| *other == value).map_or(0, |at| at + 1);
    all.get(at).or(all.first()).copied()
}

/// Cycles highlighting: all mentions, those of the selected entity, none.
pub fn next_highlight(ws: &mut Workspace) {
    if let Some((_, highlight)) = after(Highlight::ALL, ws.display.highlight) {
        ws.display.highlight = highlight;
        ws.notify(match highlight {
            Highlight::All => "Highlighting all mentions",
            Highlight::Selected => "Highlighting only the selected entity",
            Highlight::None => "Highlighting off, except the current mention",
        });
    }
}

/// Switches to the next theme.
pub fn next_theme(ws: &mut Workspace) {
    if let Some((name, theme)) = after(ThemeName::ALL, ws.display.theme) {
        ws.display.theme = theme;
        ws.notify(format!("Theme {name}. To keep it: theme = \"{name}\" in config.toml"));
    }
}

/// Switches justified lines on or off.
pub fn toggle_justify(ws: &mut Workspace) {
    preserving_viewport(ws, |ws| ws.display.justify = !ws.display.justify);
    ws.notify(if ws.display.justify { "Lines are justified" } else { "Lines are ragged" });
}

/// Switches hyphenation on or off.
pub fn toggle_hyphenate(ws: &mut Workspace) {
    preserving_viewport(ws, |ws| ws.display.hyphenate = !ws.display.hyphenate);
    ws.notify(if ws.display.hyphenate { "Long words are hyphenated" } else { "Words are not hyphenated" });
}
