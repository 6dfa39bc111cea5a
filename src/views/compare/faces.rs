//! The identifiers of the faces of Compare. They are in a file of their own because the faces refer to each other.

use crate::app::input::ViewId;

/// The matrix.
pub const COMPARE: ViewId = ViewId { name: "compare", title: "Compare" };
