//! The identifiers of the faces, below all of them, since they name each other.

use crate::app::input::ViewId;

/// The matrix.
pub const COMPARE: ViewId = ViewId { name: "compare", title: "Compare" };
