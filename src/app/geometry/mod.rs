//! Where things are on the screen, in columns and rows.
//!
//! Moving, the mouse and drawing all ask here which part of the screen is which pane ([`panes`]) and which rows of a list are
//! shown ([`cursor`]), so that what is clicked is what is seen. Nothing here knows what the panes hold.
//!
//! The limit: sizes are the terminal's word. A screen may have no rows at all, and then every pane is empty.

pub mod area;
pub mod cursor;
pub mod panes;

pub use area::Area;
pub use cursor::{KeyedCursor, ListCursor};
pub use panes::{GUTTER, Layout, MARGIN, MEASURES, PANES, Pane, WIDEST_MEASURE, layout, measure};
