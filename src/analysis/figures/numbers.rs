//! Reads numbers in digits and in words: `1,906`, `$2.4 billion`, `thirty-eight`, `half a million`, `dozens`.

use super::tokens::{Token, is_currency_sign, lower};

/// A number as written.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each says one thing of the notation, and any may go with any other"
)]
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    /// Number of tokens.
    pub len: usize,
    /// The value, or the lower end of a range.
    pub low: f64,
    /// The value, or the upper end of a range; infinite for an open number.
    pub high: f64,
    /// The place value of the last digit that is not rounded: 100,000 in `31.4 million`, 1,000 in `12,000`.
    pub step: f64,
    /// The sign of a currency and the letters before it, in lower case: `a$`. Empty if there is none.
    pub currency: String,
    /// What is joined to the number: `km` of `5km`, `seat` of `180-seat`. Empty if there is nothing.
    pub suffix: String,
    /// True for dozens, hundreds and the like.
    pub is_open: bool,
    /// True for a number below 13 in words, and for a fraction: it may refer back to what was counted.
    pub is_small_word: bool,
    /// True for a part of a whole: two-thirds, a quarter, one in five. The value is then in per cent.
    pub is_share: bool,
    /// True for what may be a score or a vote: two numbers below 30, or a second that is not greater.
    pub is_pair: bool,
}

impl Number {
    fn new(value: f64, step: f64) -> Self {
        Self {
            len: 1,
            low: value,
            high: value,
            step,
            currency: String::new(),
            suffix: String::new(),
            is_open: false,
            is_small_word: false,
            is_share: false,
            is_pair: false,
        }
    }

    fn times(&mut self, factor: f64) {
        self.low *= factor;
        self.high *= factor;
        self.step *= factor;
    }
}

/// Numbers in words: up to twenty, then tens.
const WORDS: &[(&str, f64)] = &[
    ("zero", 0.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
];

/// Words that multiply the number before them. [`scale`] also reads `k`, `m`, `b` and `t`, but only in sums of money.
const MAGNITUDES: &[(&str, f64)] = &[
    ("dozen", 12.0),
    ("score", 20.0),
    ("hundred", 100.0),
    ("thousand", 1e3),
    ("lakh", 1e5),
    ("lakhs", 1e5),
    ("million", 1e6),
    ("mn", 1e6),
    ("mln", 1e6),
    ("crore", 1e7),
    ("crores", 1e7),
    ("billion", 1e9),
    ("bn", 1e9),
    ("bln", 1e9),
    ("trillion", 1e12),
    ("trn", 1e12),
    ("tn", 1e12),
];

/// Open numbers, and the least that each may mean.
const OPEN: &[(&str, f64)] = &[
    ("dozens", 24.0),
    ("scores", 40.0),
    ("hundreds", 200.0),
    ("thousands", 2e3),
    ("lakhs", 2e5),
    ("millions", 2e6),
    ("billions", 2e9),
    ("trillions", 2e12),
];

/// Parts of a whole, and what each is in per cent.
const SHARES: &[(&str, f64)] = &[
    ("half", 50.0),
    ("third", 100.0 / 3.0),
    ("thirds", 100.0 / 3.0),
    ("quarter", 25.0),
    ("quarters", 25.0),
    ("fifth", 20.0),
    ("fifths", 20.0),
    ("tenth", 10.0),
    ("tenths", 10.0),
];

/// Returns the value of a word in a table.
fn find(table: &[(&str, f64)], word: &str) -> Option<f64> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// Reads the number that starts at token `at`. None if there is none, and for an ordinal, a decade or a telephone
/// number.
pub(super) fn number(tokens: &[Token<'_>], at: usize) -> Option<Number> {
    let token = tokens.get(at).filter(|token| token.is_word())?;
    if let Some(share) = one_in(tokens, at) {
        return Some(share);
    }
    if token.has_digit() { in_digits(tokens, at) } else { in_words(tokens, at) }
}

/// Reads a proportion as a share: `one in five`, `7 in 10`, `three out of four`.
fn one_in(tokens: &[Token<'_>], at: usize) -> Option<Number> {
    let value = |at: usize| {
        let word = lower(tokens, at);
        find(WORDS, word).or_else(|| word.parse().ok().filter(|_| word.len() <= 3))
    };
    let len = match (lower(tokens, at + 1), lower(tokens, at + 2)) {
        ("in", "every") | ("out", "of") => 4,
        ("in", _) => 3,
        _ => return None,
    };
    let (part, whole) = (value(at)?, value(at + len - 1)?);
    let is_share = part < whole && ((3.0..=10.0).contains(&whole) || [20.0, 100.0].contains(&whole));
    is_share.then(|| Number { len, is_share: true, ..Number::new(100.0 * part / whole, 5.0) })
}

/// Reads a number in digits, with its magnitude.
fn in_digits(tokens: &[Token<'_>], at: usize) -> Option<Number> {
    let token = tokens.get(at)?;
    let start = token.text.find(|c: char| c.is_ascii_digit())?;
    let (prefix, rest) = token.text.split_at_checked(start)?;
    if !prefix.is_empty() && !prefix.ends_with(is_currency_sign) {
        return None;
    }
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(rest.len());
    let (digits, suffix) = rest.split_at_checked(end)?;
    let (value, step) = digits_value(digits)?;
    let mut number = Number { currency: prefix.to_lowercase(), ..Number::new(value, step) };
    let suffix = suffix.to_lowercase().replace(['\u{2010}', '\u{2011}', '–'], "-");
    // A range or a pair: `10-15`, `6-3`, `$10-15`.
    let second = suffix.strip_prefix('-').filter(|second| second.starts_with(|c: char| c.is_ascii_digit()));
    if let Some(second) = second {
        let end =
            second.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(second.len());
        let (digits, suffix) = second.split_at_checked(end)?;
        let (last, last_step) = digits_value(digits)?;
        number.is_pair = last <= value || (value < 30.0 && last < 30.0 && suffix.is_empty());
        number.low = value.min(last);
        number.high = value.max(last);
        number.step = step.min(last_step);
        suffix.trim_start_matches('-').clone_into(&mut number.suffix);
    } else {
        suffix.trim_start_matches('-').clone_into(&mut number.suffix);
        if !suffix.starts_with('-') && matches!(number.suffix.as_str(), "st" | "nd" | "rd" | "th" | "s") {
            return None;
        }
    }
    // No telephone numbers, and no digits in several tokens: `0800 114 41`, `10 000`.
    if digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.") {
        return None;
    }
    let has_magnitude = scale(&mut number, tokens, at);
    let next = at + number.len;
    let is_bare =
        |at: usize| tokens.get(at).is_some_and(|token| token.text.bytes().all(|byte| byte.is_ascii_digit()));
    let before_is_bare = at.checked_sub(1).is_some_and(is_bare);
    (has_magnitude || !(is_bare(next) || before_is_bare)).then_some(number)
}

/// Applies the magnitude in the suffix or in the words after a number in digits. Returns false if there is none.
fn scale(number: &mut Number, tokens: &[Token<'_>], at: usize) -> bool {
    let short = match number.suffix.as_str() {
        "m" | "k" | "b" | "t" if !number.currency.is_empty() => {
            [("m", 1e6), ("k", 1e3), ("b", 1e9), ("t", 1e12)]
                .iter()
                .find(|(name, _)| *name == number.suffix)
                .map(|(_, factor)| *factor)
        }
        suffix => find(MAGNITUDES, suffix),
    };
    if let Some(factor) = short {
        number.times(factor);
        number.suffix.clear();
        return true;
    }
    if !number.suffix.is_empty() {
        // `$2.4-million-a-year`
        let (word, rest) = number.suffix.split_once('-').unwrap_or((number.suffix.as_str(), ""));
        if let Some(factor) = find(MAGNITUDES, word) {
            let rest = rest.to_owned();
            number.times(factor);
            number.suffix = rest;
            return true;
        }
        return false;
    }
    let mut scaled = false;
    while let Some(factor) = find(MAGNITUDES, lower(tokens, at + number.len)) {
        number.times(factor);
        number.len += 1;
        scaled = true;
        if number.len > 3 {
            break;
        }
    }
    scaled
}

/// Returns the value of digits with commas and a decimal point, and the place value of the last digit that is not
/// rounded. The trailing zeros of a whole number of 100 or more count as rounded. None if the commas are misplaced.
fn digits_value(digits: &str) -> Option<(f64, f64)> {
    let digits = digits.trim_end_matches(['.', ',']);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let are_thousands =
        groups.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()));
    let is_grouped = whole.contains(',');
    let is_valid = !first.is_empty()
        && (!is_grouped || first.len() <= 3)
        && are_thousands
        && first.len() <= 15
        && whole.len() <= 20
        && fraction.len() <= 9
        && fraction.bytes().all(|byte| byte.is_ascii_digit());
    if !is_valid {
        return None;
    }
    let plain = whole.replace(',', "");
    let value: f64 = format!("{plain}.{fraction}0").parse().ok()?;
    let zeros = plain.bytes().rev().take_while(|byte| *byte == b'0').count();
    let step = if !fraction.is_empty() {
        10_f64.powi(-i32::try_from(fraction.len()).ok()?)
    } else if value >= 100.0 {
        10_f64.powi(i32::try_from(zeros).ok()?)
    } else {
        1.0
    };
    Some((value, step))
}

/// Returns the value of a number in words below 100: seven, thirty-eight.
fn small(word: &str) -> Option<f64> {
    if let Some(value) = find(WORDS, word) {
        return Some(value);
    }
    let (tens, ones) = word.split_once('-')?;
    let (tens, ones) = (find(WORDS, tens)?, find(WORDS, ones)?);
    (tens >= 20.0 && (1.0..10.0).contains(&ones)).then_some(tens + ones)
}

/// Reads a number in words, a fraction or an open number.
fn in_words(tokens: &[Token<'_>], at: usize) -> Option<Number> {
    let word = lower(tokens, at);
    // `an eight-year term`
    if let Some((value, unit)) = word.split_once('-')
        && let Some(value) = find(WORDS, value)
        && matches!(
            unit,
            "year" | "month" | "week" | "day" | "hour" | "minute" | "mile" | "kilometre" | "kilometer"
        )
    {
        return Some(Number { suffix: format!("{unit}s"), ..Number::new(value, 1.0) });
    }
    let next = lower(tokens, at + 1);
    if let Some(least) = find(OPEN, word) {
        let multiple = if next == "of" { find(OPEN, lower(tokens, at + 2)) } else { None };
        let multiple = multiple.map(|multiple| multiple / 2.0);
        let mut number = Number::new(least * multiple.unwrap_or(1.0), 1.0);
        number.len = if multiple.is_some() { 3 } else { 1 };
        number.high = f64::INFINITY;
        number.is_open = true;
        return Some(number);
    }
    // `tens of thousands`
    if word == "tens"
        && next == "of"
        && let Some(multiple) = find(OPEN, lower(tokens, at + 2))
    {
        let number = Number::new(multiple * 10.0, 1.0);
        return Some(Number { len: 3, high: f64::INFINITY, is_open: true, ..number });
    }
    share(tokens, at).or_else(|| words_value(tokens, at))
}

/// Reads a fraction before `of`, or `half the`, as a share: `two-thirds of`, `a quarter of`, `three quarters of`.
fn share(tokens: &[Token<'_>], at: usize) -> Option<Number> {
    let word = lower(tokens, at);
    let (parts, len) = match word.split_once('-') {
        Some((parts, share)) => (find(WORDS, parts)? * find(SHARES, share)?, 1),
        None if word == "half" => (50.0, 1),
        None => {
            let parts = if matches!(word, "a" | "an") { Some(1.0) } else { find(WORDS, word) };
            let share = find(SHARES, lower(tokens, at + 1));
            (parts? * share?, 2)
        }
    };
    let of = lower(tokens, at + len) == "of" || (word == "half" && lower(tokens, at + 1) == "the");
    (of && parts < 100.0).then(|| Number {
        len,
        is_share: true,
        is_small_word: true,
        ..Number::new(parts, 5.0)
    })
}

/// Reads a number in words: `two hundred and twelve thousand`, `half a million`, `a million and a half`, `a dozen`,
/// `three dozen`.
fn words_value(tokens: &[Token<'_>], at: usize) -> Option<Number> {
    let word_at =
        |at: usize| tokens.get(at).filter(|token| token.is_word()).map_or("", |token| token.lower.as_str());
    let first = word_at(at);
    let mut next = at + 1;
    let mut current = match first {
        "half" if word_at(at + 1) == "a" && find(MAGNITUDES, word_at(at + 2)).is_some() => {
            next = at + 2;
            0.5
        }
        "a" | "an" if find(MAGNITUDES, word_at(at + 1)).is_some() => 1.0,
        word => small(word)?,
    };
    let is_small_word = current < 13.0;
    let mut total = 0.0;
    let mut step: f64 = if first == "half" || matches!(first, "a" | "an") { 0.5 } else { 1.0 };
    let mut has_magnitude = false;
    while next < at + 12 {
        let word = word_at(next);
        if let Some(factor) = find(MAGNITUDES, word) {
            current *= factor;
            if factor >= 1e3 {
                total += current;
                current = 0.0;
            }
            step = if has_magnitude { factor.min(step) } else { factor * step };
            has_magnitude = true;
            next += 1;
            continue;
        }
        let and = usize::from(word == "and");
        if has_magnitude && and == 1 && word_at(next + 1) == "a" && word_at(next + 2) == "half" {
            let last = if total > 0.0 { &mut total } else { &mut current };
            *last *= 1.5;
            step /= 2.0;
            next += 3;
            break;
        }
        // Only a magnitude is followed by more of the number: `five and six` are two numbers.
        let Some(value) = small(word_at(next + and)).filter(|_| has_magnitude) else { break };
        let continues = current % 100.0 == 0.0 && (current > 0.0 || total > 0.0);
        let is_group = find(MAGNITUDES, word_at(next + and + 1)).is_some();
        if !continues || (and == 1 && is_group && total == 0.0) {
            break;
        }
        current += value;
        step = 1.0;
        next += and + 1;
    }
    let value = total + current;
    let step = if has_magnitude { step } else { 1.0 };
    Some(Number {
        len: next - at,
        is_small_word: is_small_word && !has_magnitude,
        ..Number::new(value, step)
    })
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    /// Texts, each with `low`, `high`, `step` and `len` of its number.
    const NUMBERS: &[(&str, f64, f64, f64, usize)] = &[
        ("1,906 votes", 1906.0, 1906.0, 1.0, 1),
        ("$2.4 billion in cash", 2.4e9, 2.4e9, 1e8, 2),
        ("31bn euros", 31e9, 31e9, 1e9, 1),
        ("thirty-eight people", 38.0, 38.0, 1.0, 1),
        ("two hundred and twelve people", 212.0, 212.0, 1.0, 4),
        ("half a million people", 5e5, 5e5, 5e5, 3),
        ("a million and a half people", 1.5e6, 1.5e6, 2.5e5, 5),
        ("three dozen people", 36.0, 36.0, 12.0, 2),
        ("two thousand five hundred", 2500.0, 2500.0, 1.0, 4),
        ("12,000 people", 12e3, 12e3, 1e3, 1),
        ("10-15 people", 10.0, 15.0, 1.0, 1),
        ("hundreds of thousands of people", 2e5, f64::INFINITY, 1.0, 3),
        ("tens of thousands of people", 2e4, f64::INFINITY, 1.0, 3),
        ("two-thirds of them", 200.0 / 3.0, 200.0 / 3.0, 5.0, 1),
        ("five and six", 5.0, 5.0, 1.0, 1),
    ];

    #[test]
    fn numbers_are_read_in_digits_and_words() {
        for (text, low, high, step, len) in NUMBERS {
            let number = number(&tokens(text), 0).unwrap();
            assert!((number.low - low).abs() < 1e-6, "{text} {number:?}");
            assert!(
                number.high.total_cmp(high).is_eq() || (number.high - high).abs() < 1e-6,
                "{text} {number:?}"
            );
            assert!((number.step - step).abs() < 1e-6 || number.is_open, "{text} {number:?}");
            assert_eq!(number.len, *len, "{text} {number:?}");
        }
    }

    #[test]
    fn ordinals_decades_models_and_telephone_numbers_are_no_numbers() {
        for text in
            ["23rd minute", "1990s", "MiG-29", "0800 114 41", "twice", "B52", "1,23 x", "a house", "4x4"]
        {
            let found = number(&tokens(text), 0).filter(|number| number.suffix.is_empty());
            assert_eq!(found, None, "{text}");
        }
    }
}
