//! How the page looks: what a person can choose of it, by flag, by settings and by key.

use crate::app::action::Effect;
use crate::app::motion::keeping_place;
use crate::app::state::State;

/// A set of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// The terminal's own sixteen, as its user set them.
    #[default]
    Terminal,
    /// Dark or light, as the terminal says its background is; the terminal's own where it does not say.
    Auto,
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
    /// Told apart by those who see red and green, or blue and yellow, as one; for dark and light backgrounds.
    ColorBlind,
    /// No colours.
    Mono,
}

impl ThemeName {
    /// All of them, as people write them.
    pub const ALL: &[(&str, Self)] = &[
        ("terminal", Self::Terminal),
        ("auto", Self::Auto),
        ("dark", Self::Dark),
        ("light", Self::Light),
        ("color-blind", Self::ColorBlind),
        ("mono", Self::Mono),
    ];
}

/// What a terminal's background is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    /// Dark.
    Dark,
    /// Light.
    Light,
}

/// Which mentions stand out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Highlight {
    /// All.
    #[default]
    All,
    /// Those of the selected entity; with none selected, none.
    Selected,
    /// None.
    None,
}

impl Highlight {
    /// All of them, as people write them, each after the one before by key.
    pub const ALL: &[(&str, Self)] =
        &[("all", Self::All), ("selected", Self::Selected), ("none", Self::None)];
}

/// How the page looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DisplayOptions {
    /// The set of colours.
    pub theme: ThemeName,
    /// The most columns of a line of text.
    pub measure: u16,
    /// Whether Lines are justified.
    pub justify: bool,
    /// Whether long words may be divided at the end of a line.
    pub hyphenate: bool,
    /// Which mentions stand out.
    pub highlight: Highlight,
}

impl Default for DisplayOptions {
    fn default() -> Self {
        let measure = super::geometry::WIDEST_MEASURE;
        Self {
            theme: ThemeName::default(),
            measure,
            justify: false,
            hyphenate: false,
            highlight: Highlight::default(),
        }
    }
}

/// The next of some named values, round to the first.
fn after<T: Copy + PartialEq>(all: &[(&'static str, T)], value: T) -> Option<(&'static str, T)> {
    let at = all.iter().position(|(_, one)| *one == value).map_or(0, |at| at + 1);
    all.get(at).or(all.first()).copied()
}

/// Makes other mentions stand out: all, those of the selected entity, none.
pub fn next_highlight(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if let Some((_, highlight)) = after(Highlight::ALL, state.display.highlight) {
        state.display.highlight = highlight;
        state.notify(match highlight {
            Highlight::All => "Highlighting all mentions",
            Highlight::Selected => "Highlighting only the selected entity",
            Highlight::None => "Highlighting off, except the current mention",
        });
    }
    Vec::new()
}

/// Takes the next set of colours.
pub fn next_theme(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if let Some((name, theme)) = after(ThemeName::ALL, state.display.theme) {
        state.display.theme = theme;
        state.notify(format!("Theme {name}. To keep it: theme = \"{name}\" in config.toml"));
    }
    Vec::new()
}

/// Lets all Lines are justified, or not.
pub fn toggle_justify(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    keeping_place(state, |state| state.display.justify = !state.display.justify);
    state.notify(if state.display.justify { "Lines are justified" } else { "Lines are ragged" });
    Vec::new()
}

/// Divides long words at the ends of lines, or not.
pub fn toggle_hyphenate(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    keeping_place(state, |state| state.display.hyphenate = !state.display.hyphenate);
    state.notify(if state.display.hyphenate {
        "Long words are hyphenated"
    } else {
        "Words are not hyphenated"
    });
    Vec::new()
}
