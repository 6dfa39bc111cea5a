//! The views of Compare: how the articles differ.
//!
//! Each question about the articles has a screen of its own, a face. The faces that list what the articles state
//! ([`list`]) are one view: the overview, the differences, the quotes, the passages and the timeline. A query
//! ([`comparison`]) reads all listed articles and compares them once for all of these, and [`sections`] turns the result
//! into rows, face by face. The matrix of entities by articles ([`matrix`]), which shows who is mentioned where and how
//! much, is a view of its own, since its rows and keys are others. `Tab` goes round all six.
//!
//! Limitation: only listed articles are compared.

pub mod comparison;
mod draw_faces;
mod faces;
pub mod list;
pub mod matrix;
mod months;
pub mod sections;

pub use faces::{COMPARE, Face, MATRIX};
pub use list::Compare;
pub use matrix::Matrix;
