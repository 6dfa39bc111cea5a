//! Positions on the screen, in columns and rows.
//!
//! Motions, the mouse and drawing all use this to find which part of the screen is which pane ([`panes`]) and which rows of a
//! list are shown ([`cursor`]), so that a click hits what is shown. Nothing here knows what the panes contain.
//!
//! Limitation: sizes are whatever the terminal reports. A screen may have no rows at all; then every pane is empty.

pub mod area;
pub mod cursor;
pub mod panes;

pub use area::Area;
pub use cursor::{KeyedCursor, ListCursor};
pub use panes::{DEFAULT_MEASURE, GUTTER, Layout, MARGIN, MEASURES, PANES, Pane, layout, measure};
