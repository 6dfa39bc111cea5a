//! How the page looks: what a person can choose of it, by flag, by settings and by key.

/// A set of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// The terminal's own sixteen, as its user set them.
    #[default]
    Terminal,
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
        ("dark", Self::Dark),
        ("light", Self::Light),
        ("color-blind", Self::ColorBlind),
        ("mono", Self::Mono),
    ];
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
pub struct Looks {
    /// The set of colours.
    pub theme: ThemeName,
    /// The most columns of a line of text.
    pub measure: u16,
    /// Whether lines end at one column.
    pub justify: bool,
    /// Whether long words may be divided at the end of a line.
    pub hyphenate: bool,
    /// Which mentions stand out.
    pub highlight: Highlight,
}

/// The least and the most that a measure can be set to, in columns.
pub const MEASURES: std::ops::RangeInclusive<u16> = 30..=140;

impl Default for Looks {
    fn default() -> Self {
        let measure = super::layout::WIDEST_MEASURE;
        Self {
            theme: ThemeName::default(),
            measure,
            justify: false,
            hyphenate: false,
            highlight: Highlight::default(),
        }
    }
}
