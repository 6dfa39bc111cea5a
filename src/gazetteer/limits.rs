//! Size limits of a list.

/// Maximum length of a name, form, phrase, id or label, in code points. Anything longer is a broken file, not a name.
pub const MAX_FORM_LEN: usize = 1_000;

/// Maximum number of forms (names, aliases, patterns and `not` phrases). The automaton of all but the patterns stays in
/// memory.
pub const MAX_FORMS: usize = 1_000_000;

/// Maximum number of kinds, including the built-in ones: as many as a [`KindId`](super::KindId) can number.
pub const MAX_KINDS: usize = 1 << 16;

/// Maximum number of patterns. Each is a separate automaton that runs over every block.
pub const MAX_PATTERNS: usize = 1_000;

/// Maximum size of a compiled pattern, in bytes.
pub const MAX_PATTERN_SIZE: usize = 1 << 20;

/// Maximum number of forms, or of blocked phrases, that fold to the same text, whether they belong to one entity or to
/// several. Each is a candidate wherever that text occurs.
pub const MAX_CLAIMS: usize = 64;

/// The limits that tests lower. The others are constants.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// See [`MAX_FORMS`].
    pub forms: usize,
    /// See [`MAX_KINDS`].
    pub kinds: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { forms: MAX_FORMS, kinds: MAX_KINDS }
    }
}
