//! PDF is not supported; this says what to do instead.
//!
//! A PDF holds glyphs on pages, not text: words, their order and often the letters themselves must be guessed from
//! glyph positions. That means parsing untrusted fonts, encryption and compressed streams, and none of the
//! libraries we tried stayed within bounds on all of them. `pdftotext` does it in a separate process, and its
//! output is read page by page ([`crate::article::plain`]).

/// One-line message: what the file is and what to do. `FILE` is a placeholder for the path.
pub const ADVICE: &str = "a PDF, not supported: use `pdftotext FILE - | whoswho -`";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_is_one_line_and_names_a_working_pipe() {
        assert!(!ADVICE.contains('\n'));
        assert!(ADVICE.starts_with(char::is_lowercase), "it follows the file name");
        assert!(ADVICE.contains("pdftotext FILE - | whoswho -"), "both commands need their dash");
    }
}
