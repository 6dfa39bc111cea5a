//! How files become articles: every format, and the inputs that fuzzing found.

mod containers;
mod formats;
mod fuzz_corpus;
mod page_extraction;
