//! White space.

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
    }
}
