//! How the open overlays affect the page.

use crate::app::geometry::Area;

/// How the open overlays affect the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overlaid {
    /// The part of the screen covered by an overlay while commands act on the view below it.
    pub covered: Option<Area>,
    /// True while one needs the page to stay as it is, so that a changed file must not move the text.
    pub holds_page: bool,
}
