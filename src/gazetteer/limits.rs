//! How large a list may be.

/// The longest name, form, phrase or id, in code points. No name is longer; what is longer is a file that went wrong.
pub const LONGEST_FORM: usize = 1_000;

/// The most forms (names, aliases, patterns and `not` phrases) of one list. The automaton over them stays in memory.
pub const MOST_FORMS: usize = 1_000_000;

/// The most kinds of one list, built-in ones included: what a [`KindId`](super::KindId) can count.
pub const MOST_KINDS: usize = 1 << 16;

/// The most patterns of one list. Each is an automaton of its own that is run over every block.
pub const MOST_PATTERNS: usize = 1_000;

/// The most bytes that a pattern may take when it is compiled.
pub const LARGEST_PATTERN: usize = 1 << 20;

/// The most entities that may claim one form, or block one phrase: each of them is a candidate wherever it stands.
pub const MOST_CLAIMS: usize = 64;

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
