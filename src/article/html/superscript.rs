//! Superscript and subscript digits, which must not join the number before them: 10² is not 102.

/// Superscript digits, from 0.
const SUPERSCRIPT_DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
/// Subscript digits, from 0.
const SUBSCRIPT_DIGITS: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];

/// Converts a digit inside `<sup>` or `<sub>`; other characters stay.
pub fn script_digit(c: char, is_superscript: bool, is_subscript: bool) -> char {
    let digits = match (is_superscript, is_subscript) {
        (true, _) => &SUPERSCRIPT_DIGITS,
        (_, true) => &SUBSCRIPT_DIGITS,
        _ => return c,
    };
    c.to_digit(10).and_then(|digit| digits.get(digit as usize)).copied().unwrap_or(c)
}
