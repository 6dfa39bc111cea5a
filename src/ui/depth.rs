//! The terminal's colour depth.

/// The terminal's colour depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// No colours, or none wanted.
    None,
    /// The terminal's own 16 colours.
    Ansi16,
    /// 256 colours.
    Ansi256,
    /// 24-bit colours.
    True,
}
