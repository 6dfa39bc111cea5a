//! Template names: `{points}-point plan` is one entity for each value of the group `points`.

use std::ops::Range;

/// A piece of a template name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece<'a> {
    /// Literal text.
    Text(&'a str),
    /// The name of a group, without its braces.
    Group(&'a str),
}

/// An error in the braces of a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BraceError {
    /// The error, in one line.
    pub message: String,
    /// Byte range of the error in the name.
    pub span: Range<usize>,
}

/// Splits a name into pieces. A name without braces is one piece of text, unless it is empty.
///
/// # Errors
/// Returns the first error: an unmatched brace, or an empty or invalid group name. A valid group name consists of ASCII
/// letters, digits and `_`, and does not start with a digit.
pub fn parse_pieces(name: &str) -> Result<Vec<Piece<'_>>, BraceError> {
    let mut pieces = Vec::new();
    let mut rest = name;
    let mut at = 0;
    let error = |message: &str, span: Range<usize>| Err(BraceError { message: message.to_owned(), span });
    while !rest.is_empty() {
        let Some((text, tail)) = rest.split_once(['{', '}']) else {
            pieces.push(Piece::Text(rest));
            break;
        };
        let brace = at + text.len();
        if rest.as_bytes().get(text.len()) == Some(&b'}') {
            return error("a `}` without a `{` before it", brace..brace + 1);
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        let Some((group, after)) = tail.split_once('}') else {
            return error("an unclosed `{`", brace..brace + 1);
        };
        let whole = brace..brace + group.len() + 2;
        if group.is_empty() {
            return error("an empty group name", whole);
        }
        if !is_group_name(group) {
            let message = "an invalid group name (use letters, digits and `_`, not starting with a digit)";
            return error(message, whole);
        }
        pieces.push(Piece::Group(group));
        at = whole.end;
        rest = after;
    }
    Ok(pieces)
}

fn is_group_name(group: &str) -> bool {
    let is_part = |c: char| c == '_' || c.is_ascii_alphanumeric();
    group.chars().all(is_part) && !group.starts_with(|c: char| c.is_ascii_digit())
}

/// Returns the groups of a name, each once, in order of first appearance.
pub fn groups(pieces: &[Piece<'_>]) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for piece in pieces {
        if let Piece::Group(group) = piece
            && !groups.iter().any(|other| other == group)
        {
            groups.push((*group).to_owned());
        }
    }
    groups
}

/// Replaces each group by its value. `values` has the values in the order of [`groups`], joined by `separator`. A group
/// without a value keeps its braces.
pub fn fill(pieces: &[Piece<'_>], values: &str, separator: char) -> String {
    let groups = groups(pieces);
    let values: Vec<&str> = values.splitn(groups.len().max(1), separator).collect();
    let mut filled = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Group(group) => {
                let index = groups.iter().position(|other| other == group);
                match index.and_then(|index| values.get(index)) {
                    Some(value) => filled.push_str(value),
                    None => filled.extend(["{", group, "}"]),
                }
            }
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn name_is_split_into_pieces() {
        assert_eq!(parse_pieces("Kyiv"), Ok(vec![Piece::Text("Kyiv")]));
        let plan = parse_pieces("the {n}-point {what}").unwrap();
        let expected = [Piece::Text("the "), Piece::Group("n"), Piece::Text("-point "), Piece::Group("what")];
        assert_eq!(plan, expected);
        assert_eq!(groups(&parse_pieces("{a}{b}{a}").unwrap()), ["a", "b"]);
    }

    #[test]
    fn errors_have_a_span() {
        let span = |name: &str| parse_pieces(name).unwrap_err().span;
        assert_eq!(span("é {n"), 3..4);
        assert_eq!(span("a {} b"), 2..4);
        assert_eq!(span("a} b"), 1..2);
        assert_eq!(span("{n}}"), 3..4);
        assert_eq!(span("x{a{b}"), 1..6);
        assert_eq!(span("{1a}"), 0..4);
    }

    #[test]
    fn groups_are_replaced_by_values() {
        let fill = |name: &str, values: &str| super::fill(&parse_pieces(name).unwrap(), values, '\u{1f}');
        assert_eq!(fill("{points}-point plan", "28"), "28-point plan");
        assert_eq!(fill("{a} to {b} and {a}", "1\u{1f}2"), "1 to 2 and 1");
        assert_eq!(fill("{a} to {b}", "1"), "1 to {b}");
    }

    proptest! {
        #[test]
        fn pieces_concatenate_to_the_name(name in "[a{} é1_]{0,12}") {
            if let Ok(pieces) = parse_pieces(&name) {
                let whole: String = pieces
                    .iter()
                    .map(|piece| match piece {
                        Piece::Text(text) => (*text).to_owned(),
                        Piece::Group(group) => format!("{{{group}}}"),
                    })
                    .collect();
                prop_assert_eq!(whole, name);
            }
        }
    }
}
