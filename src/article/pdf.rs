//! PDF is not read, and this is what people are told instead.
//!
//! A PDF holds marks on pages and no text: words, their order and often their very letters have to be guessed from where the
//! marks stand. Whoever guesses reads fonts, ciphers and packed streams that strangers wrote, and none of the readers that we
//! tried stayed within bounds on all of them. `pdftotext` does this in a process of its own, and what it prints is
//! read with its pages ([`crate::article::plain`]).

/// What a PDF is answered with, in one line: what it is and what to do. `FILE` stands for the file.
pub const ADVICE: &str = "a PDF, which is not read: use `pdftotext FILE - | whoswho -`";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_advice_is_one_line_and_names_the_pipe_that_works() {
        assert!(!ADVICE.contains('\n'));
        assert!(ADVICE.starts_with(char::is_lowercase), "it stands behind the name of the file");
        assert!(ADVICE.contains("pdftotext FILE - | whoswho -"), "both ends need their dash");
    }
}
