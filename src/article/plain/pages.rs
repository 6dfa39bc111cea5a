//! The pages of a printed text: where they end, and which lines on them do not belong to the article.
//!
//! `pdftotext` ends each page with a form feed, which sanitizing has turned into U+240C. Headers, footers and page
//! numbers are lines at the edge of a page that are repeated on a nearby page or count up with the pages. They stay
//! in the text and are marked as boilerplate.
//!
//! Limitations: at most [`EDGE_LINES`] lines at each end of a page are considered, from the edge up to the first that
//! does not qualify; a header on a single page is part of the article, since nothing distinguishes it from a title.

use std::collections::{HashMap, HashSet};

use crate::article::plain::lines::{Line, common_width};
use crate::article::plain::paragraphs::CELL_GAP;
use crate::article::shape;

/// A form feed after sanitizing.
const FORM_FEED: char = '\u{240c}';
/// Maximum number of header lines, and of footer lines, per page.
const EDGE_LINES: usize = 4;
/// Maximum length of a header or footer line in characters.
const MAX_FURNITURE_WIDTH: u16 = 120;
/// Maximum distance, in pages, to a repetition of a line: left and right pages differ.
const MAX_PAGE_DISTANCE: u32 = 2;
/// Maximum number of pages. With more, nothing is marked: each takes about a hundred bytes of memory, and no printed
/// text has so many.
const MAX_PAGES: usize = 50_000;
/// With more pages than this, a line must occur at least three times, otherwise at least twice. If left pages have a
/// header of their own, it occurs on only two of five pages.
const FEW_PAGES: usize = 5;
/// Words that may accompany a page number, in lower case.
const NUMBER_WORDS: &[&str] = &[
    "page",
    "p",
    "pp",
    "of",
    "seite",
    "von",
    "de",
    "página",
    "pagina",
    "di",
    "sur",
    "стор",
    "стр",
    "сторінка",
    "страница",
];

/// Replaces each form feed with a line break. Returns the text and the offsets of the breaks. None if there are
/// no form feeds.
pub fn replace_form_feeds(text: &str) -> Option<(String, Vec<usize>)> {
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

/// A line at an edge of its page: its index, its page, and the number of lines between it and the edge.
#[derive(Clone, Copy)]
struct AtEdge {
    line: usize,
    page: u32,
    depth: usize,
}

/// Marks page furniture.
pub fn mark_furniture(text: &str, lines: &mut [Line]) {
    let pages: Vec<(usize, usize)> = page_spans(lines);
    if pages.len() > MAX_PAGES {
        return;
    }
    for from_bottom in [false, true] {
        let edges: Vec<Vec<AtEdge>> = pages.iter().map(|span| edge(lines, *span, from_bottom)).collect();
        let edge_lines = || edges.iter().flatten().copied();
        let mut places: HashMap<String, Vec<AtEdge>> = HashMap::new();
        for edge_line in edge_lines() {
            if let Some(pattern) = lines.get(edge_line.line).and_then(|line| normalise(line, text)) {
                places.entry(pattern).or_default().push(edge_line);
            }
        }
        let first_number = first_number(
            edge_lines()
                .filter_map(|edge_line| Some((edge_line.page, lines.get(edge_line.line)?.text(text)))),
            pages.len(),
        );
        let mut marked = Vec::new();
        for edge_line in edges.iter().flat_map(|edge| {
            edge.iter().copied().take_while(|edge_line| {
                lines.get(edge_line.line).is_some_and(|line| {
                    counts_with_pages(line, text, edge_line.page, first_number, pages.len())
                        || normalise(line, text)
                            .and_then(|pattern| places.get(&pattern))
                            .is_some_and(|places| is_repeated(places, *edge_line, pages.len()))
                })
            })
        }) {
            marked.push(edge_line.line);
        }
        for line in marked {
            if let Some(line) = lines.get_mut(line) {
                line.is_furniture = true;
            }
        }
    }
    keep_title(text, lines);
}

/// Returns the index of the first line of each page and one past its last.
fn page_spans(lines: &[Line]) -> Vec<(usize, usize)> {
    let mut start = 0;
    let pages = lines.chunk_by(|line, next| line.page == next.page);
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
    let count = EDGE_LINES.min(end - start);
    (0..count)
        .map(|depth| AtEdge { line: if from_bottom { end - 1 - depth } else { start + depth }, page, depth })
        .collect()
}

/// Normalises a line: each number becomes `#`, each gap one space. None if it has no letters or is too long.
fn normalise(line: &Line, text: &str) -> Option<String> {
    let text = line.text(text);
    if line.width > MAX_FURNITURE_WIDTH || !text.chars().any(char::is_alphabetic) {
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

/// Returns true if a line is repeated at a similar position on a nearby page, and often enough overall.
fn is_repeated(places: &[AtEdge], edge_line: AtEdge, pages: usize) -> bool {
    let min_count = if pages > FEW_PAGES { 3 } else { 2 };
    // Places are in page order, so those on nearby pages are adjacent.
    let from = places.partition_point(|other| other.page + MAX_PAGE_DISTANCE < edge_line.page);
    let mut near =
        places.iter().skip(from).take_while(|other| other.page <= edge_line.page + MAX_PAGE_DISTANCE);
    places.len() >= min_count
        && near.any(|other| other.page != edge_line.page && other.depth.abs_diff(edge_line.depth) <= 1)
}

/// Returns the numbers of at most five digits at the start and end of a line.
fn outer_numbers(text: &str) -> impl Iterator<Item = u32> {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (first, last) = (words.next(), words.next_back());
    [first, last].into_iter().flatten().filter(|word| word.len() <= 5).filter_map(|word| word.parse().ok())
}

/// Returns the printed number of page 0: the one from which numbers at the edges of the most pages count up. None if
/// these pages are fewer than two, or fewer than half of all.
fn first_number<'a>(edges: impl Iterator<Item = (u32, &'a str)>, pages: usize) -> Option<i64> {
    let mut counted: HashMap<i64, HashSet<u32>> = HashMap::new();
    for (page, text) in edges {
        for number in outer_numbers(text) {
            counted.entry(i64::from(number) - i64::from(page)).or_default().insert(page);
        }
    }
    let counts = counted.into_iter().map(|(first, pages)| (first, pages.len()));
    let best = counts.max_by_key(|(first, count)| (*count, std::cmp::Reverse(*first)));
    best.filter(|(_, count)| *count >= 2 && *count * 2 >= pages).map(|(first, _)| first)
}

/// Returns true if a line starts or ends with the number of its page and does not end like prose. `first` is the
/// printed number of page 0. If it is unknown and only one page has text, page 0 has the number 1, and only a line that
/// is a page number alone is recognised.
fn counts_with_pages(line: &Line, text: &str, page: u32, first: Option<i64>, pages: usize) -> bool {
    let text = line.text(text);
    if line.width > MAX_FURNITURE_WIDTH || shape::ends_like_prose(text) {
        return false;
    }
    let first = first.or((pages == 1 && is_number_alone(text)).then_some(1));
    first.is_some_and(|first| outer_numbers(text).any(|number| i64::from(number) == first + i64::from(page)))
}

/// Returns true if a line has no words other than those that accompany a page number: `3`, `- 3 -`, `Page 3 of 7`.
fn is_number_alone(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let mut words = words.map(str::to_lowercase);
    words.all(|word| NUMBER_WORDS.contains(&word.as_str()))
}

/// Maximum number of lines in a title.
const MAX_TITLE_LINES: usize = 3;

/// Unmarks the running header on the first page if that page has no other title: the header is then the article's
/// title. A line with a gap is never a title: it is a header with text on the left and on the right.
fn keep_title(text: &str, lines: &mut [Line]) {
    let mut top = lines.iter().take_while(|line| line.is_furniture && line.page == 0).count();
    let below: Vec<&Line> = lines.iter().skip(top).take(MAX_TITLE_LINES + 1).collect();
    let first = below.chunk_by(|_, next| !next.after_blank && next.page == 0).next().unwrap_or_default();
    let words = match first {
        [] => return,
        [line, ..] if line.page > 0 => return,
        [line, .., last] => text.get(line.range.start..last.range.end).unwrap_or_default(),
        [line] => line.text(text),
    };
    let title_width = common_width(lines) * 3 / 4;
    let is_title = |words: &str| shape::is_heading_like(words) && !shape::is_byline(words);
    let is_narrow =
        first.first().is_some_and(|line| usize::from(line.width) < title_width && is_title(line.text(text)));
    if is_narrow || (first.len() <= MAX_TITLE_LINES && is_title(words)) {
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
