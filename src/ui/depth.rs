//! How many colours the terminal shows.

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// None, or none wanted.
    None,
    /// The terminal's own sixteen.
    Ansi16,
    /// 256.
    Ansi256,
    /// All.
    True,
}
