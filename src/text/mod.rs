//! Turns bytes into safe text, and measures that text.
//!
//! This module sits between files that other people wrote and the rest of the program. It connects three views of a
//! text: the bytes of a file in some encoding, the spelling that matching compares, one for all ways of writing a name,
//! and the columns of a screen.
//!
//! On input, [`decode`] finds the encoding from what a page declares ([`declared_encoding`]) and from its bytes, and
//! [`sanitize`] replaces every character that a terminal would interpret, except tabs and line breaks, with a visible
//! substitute. The result is an article's `text`, and every offset in the program is a byte offset into it.
//!
//! For matching, [`fold`] gives a view in which "ŻELEŃSKI" and "zelenski" are one string, and [`unify`] a gentler
//! one for patterns. Both keep a [`map`] back, so that a match in the view is a span of the text. The map is
//! sparse: it stores only the places where the view and the text differ in length. [`word_splits`] finds words that are
//! hyphenated at a line end, [`expression`] rewrites a pattern for unified text, and [`words`] says which characters
//! are part of a word. A search has a [`search_view`] of its own, which keeps case, and a [`search_expression`]
//! rewritten for it. [`oddities`] reports what folding ignores and the eye cannot see; [`lookalikes`] lists letters of
//! one alphabet that look like those of another.
//!
//! [`whitespace`] puts a text on one line, and [`unique_names`] makes safe one-line names, no two alike.
//! [`plural`] counts things in messages.
//!
//! For display, [`sentences`] splits a block, [`width`] measures a string in columns and [`wrap`] lays it out in
//! rows, hyphenating words by [`hyphenation`] if that is wanted and the [`language`] is known. There is one width
//! function, and it agrees with what ratatui draws.
//!
//! Limitations: offsets in a map are 32 bits wide, so a text is smaller than 4 GiB. The folding tables know Latin
//! letters by a list of ranges, not by the whole script property, and the marks of five scripts. Widths are those of
//! the Unicode tables; a terminal may measure an emoji differently. Scripts written without spaces break into rows by
//! UAX #14 without a dictionary.
//!
//! Nothing here opens a file, and nothing here fails: every function returns a result for every input.

mod common_characters;
pub mod declared_encoding;
pub mod decode;
mod detect;
pub mod expression;
pub mod fingerprint;
pub mod fold;
mod folding_tables;
pub mod hyphenation;
pub mod language;
pub mod lookalikes;
pub mod map;
mod marks;
pub mod oddities;
mod plausibility;
pub mod plural;
pub mod quote;
mod runs;
pub mod sanitize;
pub mod scripts;
pub mod search_expression;
pub mod search_view;
pub mod sentences;
pub mod unify;
pub mod unique_names;
mod units;
pub mod whitespace;
mod wide;
pub mod width;
pub mod word_splits;
pub mod words;
pub mod wrap;
