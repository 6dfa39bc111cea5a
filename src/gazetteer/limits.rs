//! How large a list may be.

/// The longest name, form, phrase or id, in code points. No name is longer; what is longer is a file that went wrong.
pub const LONGEST_FORM: usize = 1_000;

/// The most forms (names, aliases, patterns and `not` phrases) of one list. The automaton over them stays in memory.
pub const MOST_FORMS: usize = 1_000_000;

/// The most kinds of one list, built-in ones included: what a [`KindId`](super::KindId) can count.
pub const MOST_KINDS: usize = 1 << 16;

/// The limits that one reading of a list is held to; tests lower them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// See [`MOST_FORMS`].
    pub forms: usize,
    /// See [`MOST_KINDS`].
    pub kinds: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { forms: MOST_FORMS, kinds: MOST_KINDS }
    }
}
