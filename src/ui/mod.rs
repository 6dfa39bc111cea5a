//! The kit that views and overlays are made of: styles, text on cells, boxes, and the two contracts.
//!
//! A [`View`](view::View) fills the screen, an [`Overlay`](overlay::Overlay) lies over it; the shell above knows them only
//! by these contracts. Both draw on a [`Canvas`](canvas::Canvas) from what they derived before and change nothing while they
//! draw, so that what is on the screen is a function of the state, the size and the [`Theme`].
//!
//! All text goes through [`write`](mod@write), which lays out grapheme clusters with the one width function and never
//! writes outside the cells it was given; the characters themselves were made safe when the article was opened.
//!
//! Kinds are told apart by style as well as by colour, and the colours are the terminal's own sixteen unless a theme is
//! chosen. The limit: whether the terminal's italics can be told from its plain text cannot be known; no two built-in kinds
//! differ by italics alone.

pub mod canvas;
pub mod depth;
pub mod dispersion_bar;
pub mod overlay;
pub mod palette;
pub mod popup;
pub mod scroll;
pub mod text_line;
pub mod theme;
pub mod view;
pub mod write;

pub use canvas::Canvas;
pub use theme::Theme;
