//! The pages that a printed text still has: where they end, and what stands on them that is not the article's.
//!
//! `pdftotext` puts a form feed where a page ends, which reaches us as its picture, U+240C. Headers, footers and page numbers are
//! lines at the ends of pages that come again on a page near by, or that count with the pages. They stay in the
//! text; that they are boilerplate is said of their lines.
//!
//! The limits: of each page at most [`EDGE`] lines at either end are looked at, from the edge on as long as each is one; a header on one page alone
//! is part of the article, for nothing tells it from a title.

use std::collections::HashMap;

use crate::article::plain::lines::{Line, common_width};
use crate::article::plain::paragraphs::CELL_GAP;
use crate::article::shape;

/// What a form feed has become.
const FORM_FEED: char = '\u{240c}';
/// How many lines at the top of a page, and at its bottom, may belong to the page.
const EDGE: usize = 4;
/// A longer line, in characters, belongs to no page.
const LONGEST: u16 = 120;
/// How far away the page may be on which a line comes again: left and right pages differ.
const NEAR: u32 = 2;
/// In a text of more pages nothing is told: each costs some hundred bytes as long as all are looked at, and no print has as many.
const MOST_PAGES: usize = 50_000;
/// With more pages than this, a line has to be there three times. Left and right pages have every other.
const FEW_PAGES: usize = 5;
/// What may stand beside a page's number, in lower case.
const NUMBER_WORDS: &[&str] = &[
    "page",
    "p",
    "pp",
    "of",
    "seite",
    "von",
    "page de",
    "página",
    "pagina",
    "di",
    "sur",
    "стор",
    "стр",
    "сторінка",
    "страница",
];

/// A text with a line break for each form feed, one for one, and the bytes where these are; none for a text without pages.
pub fn without_form_feeds(text: &str) -> Option<(String, Vec<usize>)> {
    if !text.contains(FORM_FEED) {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    let mut breaks = Vec::new();
    for (number, page) in text.split(FORM_FEED).enumerate() {
        if number > 0 {
            breaks.push(plain.len());
            plain.push('\n');
        }
        plain.push_str(page);
    }
    Some((plain, breaks))
}

/// A line at an edge of its page: its place in all lines, its page, how many lines lie between it and the edge.
#[derive(Clone, Copy)]
struct AtEdge {
    line: usize,
    page: u32,
    depth: usize,
}

/// Marks what belongs to pages.
pub fn mark_furniture(text: &str, lines: &mut [Line]) {
    let pages: Vec<(usize, usize)> = spans_of_pages(lines);
    if pages.len() > MOST_PAGES {
        return;
    }
    for from_bottom in [false, true] {
        let edges: Vec<Vec<AtEdge>> = pages.iter().map(|span| edge(lines, *span, from_bottom)).collect();
        let all = || edges.iter().flatten().copied();
        let mut places: HashMap<String, Vec<AtEdge>> = HashMap::new();
        for one in all() {
            if let Some(pattern) = lines.get(one.line).and_then(|line| pattern_of(line, text)) {
                places.entry(pattern).or_default().push(one);
            }
        }
        let first_number = first_number(
            all().filter_map(|one| Some((one.page, lines.get(one.line)?.text(text)))),
            pages.len(),
        );
        let mut marked = Vec::new();
        for one in edges.iter().flat_map(|edge| {
            edge.iter().copied().take_while(|one| {
                lines.get(one.line).is_some_and(|line| {
                    counts_with_pages(line, text, one.page, first_number, pages.len())
                        || pattern_of(line, text)
                            .and_then(|pattern| places.get(&pattern))
                            .is_some_and(|places| comes_again(places, *one, pages.len()))
                })
            })
        }) {
            marked.push(one.line);
        }
        for line in marked {
            if let Some(line) = lines.get_mut(line) {
                line.is_furniture = true;
            }
        }
    }
    keep_title(text, lines);
}

/// The first line of each page and the one behind its last.
fn spans_of_pages(lines: &[Line]) -> Vec<(usize, usize)> {
    let mut start = 0;
    let pages = lines.chunk_by(|one, other| one.page == other.page);
    pages
        .map(|page| {
            let span = (start, start + page.len());
            start = span.1;
            span
        })
        .collect()
}

fn edge(lines: &[Line], (start, end): (usize, usize), from_bottom: bool) -> Vec<AtEdge> {
    let page = lines.get(start).map_or(0, |line| line.page);
    let count = EDGE.min(end - start);
    (0..count)
        .map(|depth| AtEdge { line: if from_bottom { end - 1 - depth } else { start + depth }, page, depth })
        .collect()
}

/// A line with a mark for each number and one space for each gap; none for a line of numbers alone, or for one that is too long.
fn pattern_of(line: &Line, text: &str) -> Option<String> {
    let text = line.text(text);
    if line.width > LONGEST || !text.chars().any(char::is_alphabetic) {
        return None;
    }
    let mut pattern = String::with_capacity(text.len());
    for c in text.chars() {
        let (mark, is_run) = match c {
            _ if c.is_numeric() => ('#', true),
            _ if c.is_whitespace() => (' ', true),
            _ => (c, false),
        };
        if !(is_run && pattern.ends_with(mark)) {
            pattern.push(mark);
        }
    }
    Some(pattern)
}

/// Whether a line stands on another page near by in about the same place, and often enough in all.
fn comes_again(places: &[AtEdge], one: AtEdge, pages: usize) -> bool {
    let least = if pages > FEW_PAGES { 3 } else { 2 };
    // Places come in the order of pages, so the near ones are neighbours.
    let from = places.partition_point(|other| other.page + NEAR < one.page);
    let mut near = places.iter().skip(from).take_while(|other| other.page <= one.page + NEAR);
    places.len() >= least && near.any(|other| other.page != one.page && other.depth.abs_diff(one.depth) <= 1)
}

/// The number that a line begins or ends with.
fn numbers_of(text: &str) -> impl Iterator<Item = u32> {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (first, last) = (words.next(), words.next_back());
    [first, last].into_iter().flatten().filter(|word| word.len() <= 5).filter_map(|word| word.parse().ok())
}

/// The number of page 0, where at least half of the pages, and two, have one that counts with them.
fn first_number<'a>(edges: impl Iterator<Item = (u32, &'a str)>, pages: usize) -> Option<i64> {
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for (page, text) in edges {
        for number in numbers_of(text) {
            *counts.entry(i64::from(number) - i64::from(page)).or_default() += 1;
        }
    }
    let best = counts.into_iter().max_by_key(|(first, count)| (*count, std::cmp::Reverse(*first)));
    best.filter(|(_, count)| *count >= 2 && *count * 2 >= pages).map(|(first, _)| first)
}

/// Whether a line is the number of its page, or says it at one of its ends and is no prose.
fn counts_with_pages(line: &Line, text: &str, page: u32, first: Option<i64>, pages: usize) -> bool {
    let text = line.text(text);
    if line.width > LONGEST || shape::ends_as_prose(text) {
        return false;
    }
    let first = first.or((pages == 1 && is_number_alone(text)).then_some(1));
    first.is_some_and(|first| numbers_of(text).any(|number| i64::from(number) == first + i64::from(page)))
}

/// Whether a line is a page's number and nothing else: `3`, `- 3 -`, `Page 3 of 7`.
fn is_number_alone(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let mut words = words.map(str::to_lowercase);
    words.all(|word| NUMBER_WORDS.contains(&word.as_str()))
}

/// The most lines of a title.
const MOST_TITLE_LINES: usize = 3;

/// Where the header of later pages is the article's title, it is that on the first: nothing else would stand above the text. A line with a gap
/// inside is a header and no title: it has something on the left and something on the right.
fn keep_title(text: &str, lines: &mut [Line]) {
    let mut top = lines.iter().take_while(|line| line.is_furniture && line.page == 0).count();
    let below: Vec<&Line> = lines.iter().skip(top).take(MOST_TITLE_LINES + 1).collect();
    let first = below.chunk_by(|_, next| !next.after_blank && next.page == 0).next().unwrap_or_default();
    let words = match first {
        [] => return,
        [line, ..] if line.page > 0 => return,
        [line, .., last] => text.get(line.range.start..last.range.end).unwrap_or_default(),
        [line] => line.text(text),
    };
    let running = common_width(lines) * 3 / 4;
    let is_title = |words: &str| shape::is_heading_like(words) && !shape::is_byline(words);
    let is_narrow =
        first.first().is_some_and(|line| usize::from(line.width) < running && is_title(line.text(text)));
    if is_narrow || (first.len() <= MOST_TITLE_LINES && is_title(words)) {
        return;
    }
    while top > 0 {
        top -= 1;
        if let Some(line) = lines.get_mut(top)
            && line.text(text).chars().any(char::is_alphabetic)
            && !is_number_alone(line.text(text))
            && !line.text(text).contains(CELL_GAP)
        {
            line.is_furniture = false;
            return;
        }
    }
}
