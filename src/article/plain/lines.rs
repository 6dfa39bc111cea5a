//! The lines of a plain text that are not blank, and whether its paragraphs were wrapped into them.

use std::ops::Range;

use crate::article::shape;

/// Wider lines than this, in characters, are not hard-wrapped text.
const WIDEST_WRAPPED: usize = 100;
/// How far below the common width a wrapped line may end, in characters.
const RAGGEDNESS: usize = 12;
/// A common width below this, in characters, is that of short items, not of wrapped text.
const NARROWEST_WRAPPED: usize = 40;
/// As [`NARROWEST_WRAPPED`], in a text of pages: these have columns.
const NARROWEST_IN_PAGES: usize = 24;
/// Fewer lines that are followed by another than this say nothing about wrapping.
const LEAST_WRAPPED_LINES: usize = 3;

/// A text has at most so many lines that are not blank; what comes beyond is the last one.
const MOST_LINES: usize = 2_000_000;

/// One line that is not blank. Files may have millions, so it is kept small.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its bytes without outer white space.
    pub range: Range<usize>,
    /// The page it stands on, from 0.
    pub page: u32,
    /// Characters of white space before it.
    pub indent: u16,
    /// Its characters; of a longer line than can be counted so the most that can.
    pub width: u16,
    /// Whether the line before it is blank, or there is none.
    pub after_blank: bool,
    /// Whether it belongs to the page and not to the article: a header, a footer, a number.
    pub is_furniture: bool,
}

impl Line {
    /// Its characters.
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.range.clone()).unwrap_or_default()
    }
}

/// The lines of a text from a byte on. `breaks` are the bytes at which pages end, in order.
pub fn lines_of(text: &str, from: usize, breaks: &[usize]) -> Vec<Line> {
    bounded_lines_of(text, from, breaks, MOST_LINES)
}

fn bounded_lines_of(text: &str, from: usize, breaks: &[usize], most: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut after_blank = true;
    let mut start = from;
    let mut page = 0;
    for line in text.get(from..).unwrap_or_default().split_inclusive('\n') {
        if lines.len() >= most {
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
                indent: counted(line.get(..lead).unwrap_or_default()),
                width: counted(trimmed),
                after_blank,
                is_furniture: false,
            });
            after_blank = false;
        }
        start += line.len();
    }
    lines
}

fn counted(text: &str) -> u16 {
    u16::try_from(text.chars().count()).unwrap_or(u16::MAX)
}

/// Hard-wrapped: most of the lines that another line follows directly end within 12 columns of one width of at most
/// 100. Lines before a blank line, before an item of a list or beside a rule, end
/// where they end and say nothing.
pub fn is_hard_wrapped(text: &str, lines: &[Line], has_pages: bool) -> bool {
    let narrowest = if has_pages { NARROWEST_IN_PAGES } else { NARROWEST_WRAPPED };
    let mut counts = [0_usize; WIDEST_WRAPPED + 1];
    let mut all = 0;
    let body = || lines.iter().filter(|line| !line.is_furniture);
    let is_inside = |line: &Line, next: &Line| {
        let (line, is_after_blank, next) = (line.text(text), next.after_blank, next.text(text));
        !is_after_blank && !shape::is_marked_item(next) && !shape::is_rule(line) && !shape::is_rule(next)
    };
    for (line, _) in body().zip(body().skip(1)).filter(|(line, next)| is_inside(line, next)) {
        all += 1;
        if let Some(count) = counts.get_mut(usize::from(line.width)) {
            *count += 1;
        }
    }
    let near = counts.windows(RAGGEDNESS + 1).skip(narrowest - RAGGEDNESS);
    let most = near.map(|near| near.iter().sum::<usize>()).max().unwrap_or(0);
    all >= LEAST_WRAPPED_LINES && most * 2 > all
}

/// The width, in characters, that a quarter of the lines that another follows directly reach or exceed; 0 where there are none.
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
    fn beyond_the_most_lines_all_is_the_last_one() {
        let text = "One\n\nTwo\nThree\n\n\nFour\n\n";
        let texts = |most: usize| {
            let lines = bounded_lines_of(text, 0, &[], most);
            lines.iter().map(|line| line.text(text)).collect::<Vec<_>>()
        };
        assert_eq!(texts(2), ["One", "Two\nThree\n\n\nFour"]);
        assert_eq!(texts(4), ["One", "Two", "Three", "Four"]);
        assert_eq!(texts(9), ["One", "Two", "Three", "Four"]);
    }
}
