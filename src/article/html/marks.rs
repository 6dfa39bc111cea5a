//! Digits above and below the line, which must not become digits of the number before them: 10² is not 102.

/// Digits as they stand above the line, from 0.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
/// Digits as they stand below the line, from 0.
const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];

/// A character inside `<sup>` or `<sub>`: a digit is the one above or below the line, all else stays.
pub fn raised(c: char, is_raised: bool, is_lowered: bool) -> char {
    let digits = match (is_raised, is_lowered) {
        (true, _) => &RAISED,
        (_, true) => &LOWERED,
        _ => return c,
    };
    c.to_digit(10).and_then(|digit| digits.get(digit as usize)).copied().unwrap_or(c)
}
