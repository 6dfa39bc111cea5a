//! Parsing files into articles: every format, and the saved inputs of the fuzz targets.

mod containers;
mod formats;
mod fuzz_corpus;
mod page_extraction;
