//! XML as strangers write it.
//!
//! Feeds, lists of feeds and e-books are XML, and much of it is not well-formed: characters that no document type declares (`&nbsp;`),
//! a bare `&`, a `<` in a sentence, elements that are never closed, a warning of the server before the first tag, a file that ends in
//! the middle. A parser that keeps to the standard must refuse all that, and a person who wants to read the feed gains nothing from
//! the refusal. So this is a reader of our own that refuses nothing: [`scan`] makes pieces of the text, [`element`] finds where an
//! element ends and what stands in it, [`entities`] reads characters written by name or number, [`decode`] finds the encoding.
//!
//! It builds no tree and keeps no stack. An element is a name and the slice between its tags; who wants its children scans the
//! slice. So depth costs nothing, and a text is gone through as many times as its reader descends, which is a handful. No entity but the
//! predefined, the numeric and HTML's is ever expanded, and each is one character: there is nothing to blow up, and nothing is fetched.
//!
//! The limits it lives with: an attribute with a bare `<` in it makes its tag text, what a document type declares is not known, and
//! namespaces are the business of the caller.

pub mod decode;
pub mod element;
pub mod entities;
pub mod scan;

pub use decode::decode_xml;
pub use element::{Children, Element};
pub use scan::{Event, Scanner, Tag};
