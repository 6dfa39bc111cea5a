//! How far an article has been read.

/// How far an article has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadMark {
    /// Byte up to which all of the text has been on the screen.
    pub to: usize,
    /// True if the article counts as read: all of its body was on the screen, or the user marked it as read.
    pub is_read: bool,
    /// Fingerprint of the text that was read.
    pub fingerprint: u64,
}
