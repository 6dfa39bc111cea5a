//! What views and overlays are built from: styles, text output, popups, and the traits that they implement.
//!
//! A [`View`](view::View) fills the screen, an [`Overlay`](overlay::Overlay) is drawn over it; the shell knows them
//! only by these traits. Both draw on a [`Canvas`] what `layout` derived, and change nothing while drawing, so that the
//! screen is a function of the state, the size and the [`Theme`].
//!
//! All text except the titles of popups goes through [`write`](mod@write), which measures grapheme clusters with the
//! one width function and never writes outside its area; the text of an article was sanitised when it was opened.
//!
//! Kinds differ by style as well as by colour, and the colours are the terminal's own 16 unless another theme is
//! chosen. Limitation: it is unknown whether the terminal shows italics, so on a terminal with colours no two built-in
//! kinds differ by italics alone.

pub mod canvas;
pub mod depth;
pub mod dispersion_bar;
pub mod overlay;
pub mod palette;
pub mod popup;
pub mod scroll;
pub mod styled_text;
pub mod text_line;
pub mod theme;
pub mod view;
pub mod write;

pub use canvas::Canvas;
pub use ratatui::style::Style;
pub use theme::Theme;
