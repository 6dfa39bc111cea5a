//! What the listed articles state, compared.
//!
//! [`query`] reads the articles on another thread, compares them and makes the sections of all faces ([`entry`]), with what
//! is said of each report ([`report`]). The result holds the articles, since the sentences of a row are looked up only
//! when they are shown ([`context`]).
//!
//! Limitation: everything is compared again if any article, or the list, changes. Until then, the last result is shown.

pub mod context;
pub mod entry;
pub mod query;
pub mod report;

use crate::views::compare::comparison::entry::Section;
use crate::views::compare::comparison::report::Report;
use crate::views::compare::faces::Face;

/// The listed articles, compared.
#[derive(Debug, Default)]
pub struct Comparison {
    /// The articles, in the order of the index.
    pub reports: Vec<Report>,
    /// Number of voices: reports with mostly the same words are one.
    pub voices: usize,
    /// The sections of each face, in the order of [`Face::ALL`].
    pub faces: [Vec<Section>; 5],
}

impl Comparison {
    /// Returns the sections of a face.
    pub fn sections(&self, face: Face) -> &[Section] {
        let at = Face::ALL.iter().position(|other| *other == face);
        at.and_then(|at| self.faces.get(at)).map_or(&[], Vec::as_slice)
    }
}
