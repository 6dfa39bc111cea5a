//! Splits plain text into non-blank lines, and detects hard wrapping.

use std::ops::Range;

use crate::article::shape;

/// Maximum width of hard-wrapped lines in characters.
const MAX_WRAPPED_WIDTH: usize = 100;
/// How far short of the common width a wrapped line may end, in characters.
const RAGGEDNESS: usize = 12;
/// Minimum common width of wrapped text in characters; narrower lines are short items.
const MIN_WRAPPED_WIDTH: usize = 40;
/// The same for a text with pages, which may have columns.
const MIN_WRAPPED_WIDTH_IN_PAGES: usize = 24;
/// Minimum number of lines directly followed by another that are needed to detect wrapping.
const MIN_WRAPPED_LINES: usize = 3;

/// Maximum number of lines that are not blank. If a text has more, the last one extends to its end.
const MAX_LINES: usize = 2_000_000;

/// A line that is not blank. Files may have millions, so it is small.
#[derive(Clone, Debug)]
pub struct Line {
    /// Byte range without outer white space.
    pub range: Range<usize>,
    /// Page number, from 0.
    pub page: u32,
    /// Number of white space characters before it.
    pub indent: u16,
    /// Number of characters, saturating.
    pub width: u16,
    /// True if the line before it is blank, or it is the first.
    pub after_blank: bool,
    /// True if it belongs to the page, not the article: a header, footer or page number.
    pub is_furniture: bool,
}

impl Line {
    /// Returns the text of the line.
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.range.clone()).unwrap_or_default()
    }
}

/// Returns the lines of a text from offset `from`. `breaks` holds the offsets of page ends, in order.
pub fn lines_of(text: &str, from: usize, breaks: &[usize]) -> Vec<Line> {
    lines_up_to(text, from, breaks, MAX_LINES)
}

fn lines_up_to(text: &str, from: usize, breaks: &[usize], max_lines: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut after_blank = true;
    let mut start = from;
    let mut page = 0;
    for line in text.get(from..).unwrap_or_default().split_inclusive('\n') {
        if lines.len() >= max_lines {
            if let Some(last) = lines.last_mut() {
                last.range.end = text.trim_end().len().max(last.range.end);
            }
            break;
        }
        while breaks.get(page).is_some_and(|end| *end < start) {
            page += 1;
        }
        let trimmed = line.trim();
        if trimmed.is_empty() {
            after_blank = true;
        } else {
            let lead = line.len() - line.trim_start().len();
            let begin = start + lead;
            lines.push(Line {
                range: begin..begin + trimmed.len(),
                page: u32::try_from(page).unwrap_or(u32::MAX),
                indent: char_count(line.get(..lead).unwrap_or_default()),
                width: char_count(trimmed),
                after_blank,
                is_furniture: false,
            });
            after_blank = false;
        }
        start += line.len();
    }
    lines
}

fn char_count(text: &str) -> u16 {
    u16::try_from(text.chars().count()).unwrap_or(u16::MAX)
}

/// Returns true for hard-wrapped text. At least three lines must be directly followed by another, and more than half of
/// these must end at most 12 characters short of one width, which is from 40 (24 in a text with pages) to 100
/// characters. Page furniture, and lines before a list item or next to a rule, are not considered.
pub fn is_hard_wrapped(text: &str, lines: &[Line], has_pages: bool) -> bool {
    let min_width = if has_pages { MIN_WRAPPED_WIDTH_IN_PAGES } else { MIN_WRAPPED_WIDTH };
    let mut counts = [0_usize; MAX_WRAPPED_WIDTH + 1];
    let mut total = 0;
    let body = || lines.iter().filter(|line| !line.is_furniture);
    let is_inside = |line: &Line, next: &Line| {
        let (line, is_after_blank, next) = (line.text(text), next.after_blank, next.text(text));
        !is_after_blank && !shape::is_list_item(next) && !shape::is_rule(line) && !shape::is_rule(next)
    };
    for (line, _) in body().zip(body().skip(1)).filter(|(line, next)| is_inside(line, next)) {
        total += 1;
        if let Some(count) = counts.get_mut(usize::from(line.width)) {
            *count += 1;
        }
    }
    let near = counts.windows(RAGGEDNESS + 1).skip(min_width - RAGGEDNESS);
    let most = near.map(|near| near.iter().sum::<usize>()).max().unwrap_or(0);
    total >= MIN_WRAPPED_LINES && most * 2 > total
}

/// Returns the width, in characters, reached by a quarter of the lines that are directly followed by another. 0 if
/// there are none.
pub fn common_width(lines: &[Line]) -> usize {
    let body = || lines.iter().filter(|line| !line.is_furniture);
    let followed = body().zip(body().skip(1)).filter(|(_, next)| !next.after_blank);
    let mut widths: Vec<u16> = followed.map(|(line, _)| line.width).collect();
    let upper = widths.len() * 3 / 4;
    if widths.is_empty() {
        return 0;
    }
    usize::from(*widths.select_nth_unstable(upper).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_beyond_the_line_limit_joins_the_last_line() {
        let text = "One\n\nTwo\nThree\n\n\nFour\n\n";
        let texts = |max_lines: usize| {
            let lines = lines_up_to(text, 0, &[], max_lines);
            lines.iter().map(|line| line.text(text)).collect::<Vec<_>>()
        };
        assert_eq!(texts(2), ["One", "Two\nThree\n\n\nFour"]);
        assert_eq!(texts(4), ["One", "Two", "Three", "Four"]);
        assert_eq!(texts(9), ["One", "Two", "Three", "Four"]);
    }
}
