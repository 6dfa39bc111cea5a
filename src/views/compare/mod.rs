//! The Compare view: how the articles differ.
//!
//! Each question about the articles has a screen of its own (a face), in a folder of its own. So far there is one, the
//! matrix of entities by articles ([`matrix`]), which shows who is mentioned where and how much.
//!
//! Limitation: only listed articles are compared.

mod faces;
pub mod matrix;

pub use faces::COMPARE;
pub use matrix::Compare;
