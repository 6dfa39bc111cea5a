//! Names with groups: `{points}-point plan` is one entity for each value that `points` takes.

use std::ops::Range;

/// A piece of a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece<'a> {
    /// Text as it stands.
    Text(&'a str),
    /// The name of a group, without its braces.
    Group(&'a str),
}

/// What is wrong with the braces of a name, and where, in bytes of the name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    /// One line.
    pub message: String,
    /// The bytes of the name that are wrong.
    pub at: Range<usize>,
}

/// The pieces of a name. A name without braces is one text.
///
/// # Errors
/// The first mistake: a brace without its partner, an empty group, or a group name that no pattern can have (letters,
/// digits and `_`, not beginning with a digit).
pub fn pieces(name: &str) -> Result<Vec<Piece<'_>>, Mistake> {
    let mut pieces = Vec::new();
    let mut rest = name;
    let mut at = 0;
    let mistake = |message: String, at: Range<usize>| Err(Mistake { message, at });
    while !rest.is_empty() {
        let Some((text, tail)) = rest.split_once(['{', '}']) else {
            pieces.push(Piece::Text(rest));
            break;
        };
        let brace = at + text.len();
        if rest.as_bytes().get(text.len()) == Some(&b'}') {
            return mistake("a `}` without a `{` before it".to_owned(), brace..brace + 1);
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        let Some((group, after)) = tail.split_once('}') else {
            return mistake("a `{` that is not closed".to_owned(), brace..brace + 1);
        };
        let whole = brace..brace + group.len() + 2;
        if group.is_empty() {
            return mistake("an empty group name".to_owned(), whole);
        }
        if !is_group_name(group) {
            let message = "a group name holds letters, digits and `_`, and does not begin with a digit";
            return mistake(message.to_owned(), whole);
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

/// The groups of a name, each once, in the order in which they first stand.
pub fn groups(pieces: &[Piece<'_>]) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for piece in pieces {
        if let Piece::Group(group) = piece
            && !groups.iter().any(|known| known == group)
        {
            groups.push((*group).to_owned());
        }
    }
    groups
}

/// The name with the value of each group in its place; a group without a value stays in its braces.
pub fn fill(pieces: &[Piece<'_>], values: &str, separator: char) -> String {
    let groups = groups(pieces);
    let values: Vec<&str> = values.splitn(groups.len().max(1), separator).collect();
    let mut filled = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Group(group) => {
                let place = groups.iter().position(|known| known == group);
                match place.and_then(|place| values.get(place)) {
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
    fn names_fall_into_pieces() {
        assert_eq!(pieces("Kyiv"), Ok(vec![Piece::Text("Kyiv")]));
        let plan = pieces("the {n}-point {what}").unwrap();
        let expected = [Piece::Text("the "), Piece::Group("n"), Piece::Text("-point "), Piece::Group("what")];
        assert_eq!(plan, expected);
        assert_eq!(groups(&pieces("{a}{b}{a}").unwrap()), ["a", "b"]);
    }

    #[test]
    fn mistakes_have_their_place() {
        let at = |name: &str| pieces(name).unwrap_err().at;
        assert_eq!(at("é {n"), 3..4);
        assert_eq!(at("a {} b"), 2..4);
        assert_eq!(at("a} b"), 1..2);
        assert_eq!(at("{n}}"), 3..4);
        assert_eq!(at("x{a{b}"), 1..6);
        assert_eq!(at("{1a}"), 0..4);
    }

    #[test]
    fn values_fill_their_groups() {
        let fill = |name: &str, values: &str| super::fill(&pieces(name).unwrap(), values, '\u{1f}');
        assert_eq!(fill("{points}-point plan", "28"), "28-point plan");
        assert_eq!(fill("{a} to {b} and {a}", "1\u{1f}2"), "1 to 2 and 1");
        assert_eq!(fill("{a} to {b}", "1"), "1 to {b}");
    }

    proptest! {
        #[test]
        fn pieces_put_together_are_the_name(name in "[a{} é1_]{0,12}") {
            if let Ok(pieces) = pieces(&name) {
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
