//! Bytes to safe text, and the geometry of that text.
//!
//! This folder stands between what other people wrote and everything that this program does with it. It
//! bridges three worlds that count differently: files are bytes in some encoding, matching wants one spelling
//! for every way of writing a name, and a screen has columns.
//!
//! On the way in, [`decode`] finds the encoding, with what a page says of itself ([`declared`]) and what its bytes look like, and [`sanitize`] puts a visible substitute in the place of every
//! character that a terminal would obey. What comes out is an article's `text`, and every offset in the program is
//! a byte offset into it.
//!
//! For matching, [`fold`] gives a view in which "ŻELEŃSKI" and "zelenski" are one string, and [`unify`] a gentler
//! one for patterns. Both keep a [`map`] back, so that a match in the view is a span of the text. The map is
//! sparse: it holds only the places where the view and the text differ in length. Where a line's end divides a word, [`divided`]
//! tells so; [`expression`] writes a pattern as the views need it; [`words`] says what is part of a word. A search has a
//! [`search_view`] of its own, which keeps case, and a [`search_expression`] written for it. What folding passes over and the eye does not see,
//! [`oddities`] puts into words; [`lookalikes`] knows letters that only look like those of a name.
//!
//! [`naming`] makes names of one safe line, no two alike.
//!
//! For reading, [`sentences`] divides a block, [`width`] says how many columns a string takes and [`wrap`] lays it
//! out in rows, dividing words by [`hyphenation`] where that is wanted and the [`language`] is known. There is one width
//! function, and it agrees with what ratatui draws.
//!
//! The limits: offsets in a map are 32 bits wide, so a text is smaller than 4 GiB. The folding tables know
//! Latin letters by a list of ranges, not by the whole script property, and the marks of five scripts. Widths are those of the Unicode tables;
//! a terminal with another opinion of an emoji is beyond our reach. Scripts written without spaces break into
//! rows by UAX #14 without a dictionary.
//!
//! Nothing here opens a file, and nothing here fails: every function gives an answer for every input.

mod common_characters;
pub mod declared;
pub mod decode;
mod detect;
pub mod divided;
pub mod expression;
pub mod fingerprint;
mod fit;
pub mod fold;
mod folding_tables;
pub mod hyphenation;
pub mod language;
pub mod lookalikes;
pub mod map;
mod marks;
pub mod naming;
pub mod oddities;
mod runs;
pub mod sanitize;
pub mod scripts;
pub mod search_expression;
pub mod search_view;
pub mod sentences;
pub mod unify;
mod wide;
pub mod width;
pub mod words;
pub mod wrap;
