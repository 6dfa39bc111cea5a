//! How far an article was read.

/// How far an article was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadMark {
    /// Byte up to which all of the text was on the screen. Text that was jumped over was not.
    pub to: usize,
    /// True if the article counts as read: all of it was on the screen, or the reader said so.
    pub is_read: bool,
    /// Fingerprint of the text that was read.
    pub fingerprint: u64,
}
