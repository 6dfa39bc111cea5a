//! Rejoins the wrapped lines of a plain text part (RFC 3676), splits off its signature and sets quotes apart.

/// Undoes `format=flowed`: joins a line that ends in a space to the next line if that has the same quote depth. With
/// `delsp=yes`, that space was inserted in transit and is removed. The signature separator is never joined.
pub fn unflow(text: &str, deletes_space: bool) -> String {
    let mut result = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let depth = line.bytes().take_while(|byte| *byte == b'>').count();
        let stuffed = line.get(depth..).unwrap_or_default();
        let words = stuffed.strip_prefix(' ').unwrap_or(stuffed);
        let is_signature = words == "-- ";
        if open != Some(depth) || is_signature {
            if open.is_some() {
                result.push('\n');
            }
            if depth > 0 {
                result.push_str(&">".repeat(depth));
                result.push(' ');
            }
        }
        let flows = words.ends_with(' ') && !is_signature;
        result.push_str(if flows && deletes_space {
            words.strip_suffix(' ').unwrap_or(words)
        } else {
            words
        });
        open = flows.then_some(depth);
        if !flows {
            result.push('\n');
        }
    }
    result
}

/// Maximum number of lines in a signature.
const MAX_SIGNATURE_LINES: usize = 40;

/// Splits off the signature, which starts below the last line that is exactly `-- `. It is empty if there is no such
/// line, or if more than 40 lines follow it.
pub fn split_signature(text: &str) -> (&str, &str) {
    let mut end = text.len();
    for line in text.split_inclusive('\n').rev().take(MAX_SIGNATURE_LINES + 1) {
        let start = end - line.len();
        if line.trim_end_matches(['\r', '\n']) == "-- " {
            return (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
        }
        end = start;
    }
    (text, "")
}

/// Inserts an empty line where the quote depth changes, so that each quote is a block.
pub fn separate_quotes(text: &str) -> String {
    let mut result = String::with_capacity(text.len() + text.len() / 16);
    let mut last_depth: Option<usize> = None;
    for line in text.lines() {
        let depth = quote_depth(line);
        let is_blank = line.trim().is_empty();
        if !is_blank && last_depth.is_some_and(|last| last != depth) {
            result.push('\n');
        }
        last_depth = (!is_blank).then_some(depth);
        result.push_str(line);
        result.push('\n');
    }
    result
}

/// Returns the number of quote marks at the start of a line, with or without spaces between them.
fn quote_depth(line: &str) -> usize {
    let marks = line.bytes().take_while(|byte| matches!(byte, b'>' | b' '));
    if line.starts_with('>') { marks.filter(|byte| *byte == b'>').count() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flowed_lines_are_joined() {
        let sent =
            "The envoy left \nat noon.\n\n> He said \n> so.\n>> No \n> yes\n From here\n-- \nJo \nPark\n";
        let expected = "The envoy left at noon.\n\n> He said so.\n>> No \n> yes\nFrom here\n-- \nJo Park\n";
        assert_eq!(unflow(sent, false), expected);
        assert_eq!(unflow("政府は \n発表した。\n", true), "政府は発表した。\n");
        assert_eq!(unflow("ends open ", false), "ends open ");
        assert_eq!(unflow("a \n-- \nJo", false), "a \n-- \nJo\n");
    }

    #[test]
    fn the_signature_is_split_at_its_separator() {
        assert_eq!(split_signature("a\r\n-- \r\nJo\r\nPark\r\n"), ("a\r\n", "Jo\r\nPark\r\n"));
        assert_eq!(split_signature("-- \nJo"), ("", "Jo"));
        for text in ["a\n--\nJo\n", "a\n> -- \n> Jo\n", "a -- \nb", ""] {
            assert_eq!(split_signature(text), (text, ""));
        }
        let long = format!("a\n-- \n{}", "b\n".repeat(MAX_SIGNATURE_LINES + 1));
        assert_eq!(split_signature(&long).1, "");
    }

    #[test]
    fn quotes_are_separated() {
        let sent = "On Monday Jo wrote:\n> He left.\n> > When?\n>\nAt noon.\n\n> So\n";
        let expected = "On Monday Jo wrote:\n\n> He left.\n\n> > When?\n\n>\n\nAt noon.\n\n> So\n";
        assert_eq!(separate_quotes(sent), expected);
    }
}
