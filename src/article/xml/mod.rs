//! Lenient XML, as found in the wild.
//!
//! Feeds, feed lists and e-books are XML, and much of it is not well-formed: undeclared entities (`&nbsp;`), a bare
//! `&`, a `<` in a sentence, unclosed elements, a server warning before the first tag, a truncated file. A conforming
//! parser must reject all that, which helps nobody who wants to read the feed. This parser rejects nothing: [`scan`]
//! splits the text into events, [`element`] finds where an element ends and what is inside, [`entities`] resolves
//! character references, and [`decode`] finds the encoding.
//!
//! It builds no tree and keeps no stack. An element is a name and the slice between its tags; its children are found
//! by scanning that slice. So depth costs nothing, and a text is scanned once per level that its reader descends, a
//! handful of times. Only predefined, numeric and HTML references are expanded, each to one character: nothing can
//! blow up, and nothing is fetched.
//!
//! Limitations: a bare `<` in an attribute turns its tag into text, entities declared in a document type are unknown,
//! and namespaces are left to the caller.

pub mod decode;
pub mod element;
pub mod entities;
pub mod scan;

pub use decode::decode_xml;
pub use element::{Children, Element};
pub use scan::{Event, Scanner, Tag};
