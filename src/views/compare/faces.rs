//! The identifiers of the views of Compare. They are in a file of their own because the views refer to each other.

use crate::app::input::ViewId;

/// The view of what the articles state.
pub const COMPARE: ViewId = ViewId { name: "compare", title: "Compare" };
/// The matrix of entities by articles.
pub const MATRIX: ViewId = ViewId { name: "matrix", title: "Matrix" };

/// A face of [`COMPARE`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Face {
    /// How the reports differ, on one screen.
    #[default]
    Overview,
    /// Figures and dates.
    Differences,
    /// Who is quoted.
    Quotes,
    /// Copies and shared passages.
    Passages,
    /// The dates in the reports, earliest first.
    Timeline,
}

impl Face {
    /// All faces, in order. The matrix comes after the first.
    pub const ALL: [Self; 5] =
        [Self::Overview, Self::Differences, Self::Quotes, Self::Passages, Self::Timeline];

    /// Returns its name on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Differences => "Differences",
            Self::Quotes => "Quotes",
            Self::Passages => "Passages",
            Self::Timeline => "Timeline",
        }
    }

    /// Returns the next face. None if that is the matrix.
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Overview => None,
            Self::Differences => Some(Self::Quotes),
            Self::Quotes => Some(Self::Passages),
            Self::Passages => Some(Self::Timeline),
            Self::Timeline => Some(Self::Overview),
        }
    }

    /// Returns the previous face. None if that is the matrix.
    pub fn previous(self) -> Option<Self> {
        match self {
            Self::Overview => Some(Self::Timeline),
            Self::Differences => None,
            Self::Quotes => Some(Self::Differences),
            Self::Passages => Some(Self::Quotes),
            Self::Timeline => Some(Self::Passages),
        }
    }
}
