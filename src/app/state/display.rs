//! How the page looks: the options that flags, settings and keys can change.

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
        let measure = crate::app::geometry::WIDEST_MEASURE;
        Self {
            theme: ThemeName::default(),
            measure,
            justify: false,
            hyphenate: false,
            highlight: Highlight::default(),
        }
    }
}
