//! Which kinds of things changed since the views were last notified.

use bitflags::bitflags;

bitflags! {
    /// Kinds of changes to the workspace. An action records what it changed; views and overlays react to it.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Changes: u8 {
        /// Another text is open.
        const DOCUMENT = 1;
        /// Articles were added, changed, removed or matched again.
        const INDEX = 1 << 1;
        /// Another entity is selected, or none.
        const SELECTION = 1 << 2;
        /// Other kinds are hidden.
        const KINDS = 1 << 3;
    }
}
