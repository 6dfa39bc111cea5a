//! Collapses white space.

/// Returns the words of a text separated by single spaces: trims it, and collapses white space and line breaks.
pub fn collapse(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Replaces each run of white space by a single space, also at the ends, which [`collapse`] trims.
pub fn single_spaced(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            line.push(c);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn collapsed_text_is_its_words_with_single_spaces(text in "[a é\u{a0}\u{2003}\t\r\n]{0,20}") {
            let words: Vec<&str> = text.split_whitespace().collect();
            prop_assert_eq!(collapse(&text), words.join(" "));
        }

        #[test]
        fn single_spaced_text_has_the_same_words_and_keeps_a_space_at_its_ends(text in "[a é\u{a0}\u{2003}\t\r\n]{0,20}") {
            let line = single_spaced(&text);
            prop_assert_eq!(line.trim_matches(' '), collapse(&text));
            prop_assert_eq!(line.starts_with(' '), text.starts_with(char::is_whitespace));
            prop_assert_eq!(line.ends_with(' '), text.ends_with(char::is_whitespace));
            prop_assert!(!line.contains("  "));
        }
    }
}
