//! Display options that flags, settings and keys can change.

/// A set of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// The terminal's own 16 colours.
    #[default]
    Terminal,
    /// Dark or light, by the terminal's background; the terminal's own colours if that is unknown.
    Auto,
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
    /// Colours that colour-blind readers can tell apart; for dark and light backgrounds.
    ColorBlind,
    /// No colours.
    Mono,
}

impl ThemeName {
    /// All themes, by their names in the settings.
    pub const ALL: &[(&str, Self)] = &[
        ("terminal", Self::Terminal),
        ("auto", Self::Auto),
        ("dark", Self::Dark),
        ("light", Self::Light),
        ("color-blind", Self::ColorBlind),
        ("mono", Self::Mono),
    ];
}

/// Brightness of the terminal's background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    /// Dark.
    Dark,
    /// Light.
    Light,
}

/// Which mentions are highlighted. The current one always is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Highlight {
    /// All.
    #[default]
    All,
    /// Those of the selected entity; none if none is selected.
    Selected,
    /// None.
    None,
}

impl Highlight {
    /// All values, by their names in the settings, in the order of the command that cycles through them.
    pub const ALL: &[(&str, Self)] =
        &[("all", Self::All), ("selected", Self::Selected), ("none", Self::None)];
}

/// Display options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DisplayOptions {
    /// The colours.
    pub theme: ThemeName,
    /// Maximum number of columns of a line of text.
    pub measure: u16,
    /// True if lines are justified.
    pub justify: bool,
    /// True if long words may be hyphenated.
    pub hyphenate: bool,
    /// Which mentions are highlighted.
    pub highlight: Highlight,
}

impl Default for DisplayOptions {
    fn default() -> Self {
        let measure = crate::app::geometry::DEFAULT_MEASURE;
        Self {
            theme: ThemeName::default(),
            measure,
            justify: false,
            hyphenate: false,
            highlight: Highlight::default(),
        }
    }
}
