//! Joins the lines of a wrapped text into paragraphs.
//!
//! Paragraphs are separated by a blank line, an indent, a bullet, or a line that ends a sentence although the next word
//! would have fitted: most paragraphs in `pdftotext` output have no other mark. The text itself shows how full its
//! lines are: nearly all lines that end inside a sentence reach, with the next word, a minimum width ([`LineFill`]); a
//! shorter line ended on purpose.
//!
//! A paragraph may continue on the next page. It is one block if only white space is between its parts; if a footer or
//! footnote comes between them, each part is a block, and the later ones refer to the first.
//!
//! Limitation: a paragraph whose last line happens to be full is joined with the next, unless something else separates
//! them, such as a blank line, an indent or a bullet.

use std::ops::Range;

use crate::article::plain::lines::{Line, common_width};
use crate::article::shape;

/// One in this many lines inside sentences may be shorter than the minimum: some are lines of titles.
const SHORT_LINE_SHARE: usize = 33;
/// Maximum number of lines in a heading or title without a blank line after it.
const MAX_HEADING_LINES: usize = 4;
/// Maximum length of such a heading in characters.
const MAX_HEADING_LEN: usize = 200;
/// Maximum indent of a paragraph's first line, in characters beyond the common indent.
const MAX_INDENT: u16 = 10;
/// Minimum gap between cells in the tables of `pdftotext -layout`.
pub const CELL_GAP: &str = "   ";
/// Bullets that never start prose.
const BULLETS: &[char] = &['•', '‣', '◦', '▪', '·', '●', '○', '■', '\u{f0b7}'];
/// Footnote marks other than numbers.
const NOTE_MARKS: &[char] = &['*', '†', '‡', '§', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// A block not yet classified.
#[derive(Clone, Debug)]
pub struct Group {
    /// Byte range.
    pub range: Range<usize>,
    /// True if a blank line precedes it, or it is the first.
    pub after_blank: bool,
    /// True if it belongs to the page, not the article.
    pub is_furniture: bool,
    /// True if it is a table row.
    pub is_row: bool,
    /// Index of the group that starts the paragraph continued here.
    pub continues: Option<u32>,
}

/// The blocks of a text, not yet classified.
#[derive(Debug, Default)]
pub struct Paragraphs {
    /// The blocks, in order.
    pub groups: Vec<Group>,
    /// Byte ranges of the white space at blank lines and page breaks inside paragraphs, in order.
    pub blanks: Vec<Range<usize>>,
}

impl Paragraphs {
    /// Limits the number of blocks; anything beyond is appended to the last.
    pub fn bounded(mut self, max_groups: usize) -> Self {
        let end = self.groups.last().map_or(0, |group| group.range.end);
        if self.groups.len() > max_groups {
            self.groups.truncate(max_groups);
            if let Some(last) = self.groups.last_mut() {
                last.range.end = end;
                (last.is_furniture, last.is_row) = (false, false);
            }
        }
        self
    }
}

/// Makes each line a group.
pub fn lines_as_groups(lines: &[Line]) -> Paragraphs {
    let groups = lines.iter().map(Group::from_line).collect();
    Paragraphs { groups, blanks: Vec::new() }
}

impl Group {
    fn from_line(line: &Line) -> Self {
        Self {
            range: line.range.clone(),
            after_blank: line.after_blank,
            is_furniture: line.is_furniture,
            is_row: false,
            continues: None,
        }
    }
}

/// How full the lines inside a paragraph are.
struct LineFill<'a> {
    text: &'a str,
    /// Minimum width, in characters, of such a line with the next word.
    min_width: usize,
    /// Median indent of the lines.
    margin: u16,
}

impl<'a> LineFill<'a> {
    fn new(text: &'a str, lines: &[Line]) -> Self {
        let upper = common_width(lines);
        let mut fill = Self { text, min_width: 0, margin: common_indent(lines) };
        let body = || lines.iter().filter(|line| !line.is_furniture);
        // An indented line starts a paragraph, so the one before it ended there.
        let inside = body().zip(body().skip(1)).filter(|(line, next)| {
            !next.after_blank
                && next.indent <= fill.margin
                && usize::from(line.width) * 5 >= upper * 3
                && !shape::ends_like_prose(line.text(text))
        });
        let mut widths: Vec<usize> =
            inside.map(|(line, next)| fill.width_with_next_word(line, next)).collect();
        let short_lines = widths.len() / SHORT_LINE_SHARE;
        fill.min_width = if widths.is_empty() { upper } else { *widths.select_nth_unstable(short_lines).1 };
        fill
    }

    /// Returns the width of a line with the first word of the next, in characters.
    fn width_with_next_word(&self, line: &Line, next: &Line) -> usize {
        let word = next.text(self.text).split_whitespace().next().unwrap_or_default();
        usize::from(line.width) + 1 + word.chars().count()
    }

    fn is_full(&self, line: &Line, next: &Line) -> bool {
        self.width_with_next_word(line, next) >= self.min_width
    }

    /// Returns true if a line is running text: about as full as lines inside paragraphs, or the end of a sentence.
    fn is_running_text(&self, line: &Line, next: Option<&Line>) -> bool {
        let text = line.text(self.text);
        let goes_on = next
            .filter(|next| !next.after_blank)
            .is_some_and(|next| self.width_with_next_word(line, next) * 10 >= self.min_width * 9);
        goes_on || shape::ends_like_prose(text)
    }

    /// Returns true if a line breaks inside a sentence because it is full, or inside a word.
    fn flows(&self, line: &Line, next: &Line) -> bool {
        let text = line.text(self.text);
        ends_in_hyphen(text) || (self.is_full(line, next) && !ends_sentence(text))
    }
}

/// Returns the median indent of the lines; an indent that they all share means nothing.
fn common_indent(lines: &[Line]) -> u16 {
    let mut indents: Vec<u16> =
        lines.iter().filter(|line| !line.is_furniture).map(|line| line.indent).collect();
    let middle = indents.len() / 2;
    if indents.is_empty() { 0 } else { *indents.select_nth_unstable(middle).1 }
}

fn ends_sentence(text: &str) -> bool {
    let trimmed = text.trim_end_matches(|c: char| "”\"’'»)]".contains(c) || c.is_ascii_digit());
    trimmed.ends_with(['.', '!', '?', '…', ':', '。', '！', '？'])
}

fn ends_in_hyphen(text: &str) -> bool {
    text.ends_with(['-', '\u{2010}', '\u{ad}'])
        && text.chars().rev().nth(1).is_some_and(char::is_alphanumeric)
}

fn starts_lower_case(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

/// Returns true if a line can start a sentence: it starts with a letter that is not lower-case, a digit, an opening
/// mark or a dash.
fn starts_sentence(text: &str) -> bool {
    text.chars().next().is_some_and(|first| {
        first.is_alphanumeric() && !first.is_lowercase() || "“\"„«‘'([¿¡—–-".contains(first)
    })
}

fn is_bullet(text: &str) -> bool {
    text.starts_with(BULLETS) && text.chars().nth(1).is_none_or(char::is_whitespace)
}

/// Returns true if a line is a bullet without its text.
fn is_lone_bullet(text: &str) -> bool {
    text.starts_with(BULLETS) && text.chars().nth(1).is_none()
}

/// Returns true if a line looks like a footnote: a mark or number, then a sentence.
fn is_footnote(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || NOTE_MARKS.contains(&c));
    let mark = text.chars().count() - rest.chars().count();
    let sentence = rest.trim_start_matches(['.', ')']).trim_start();
    (1..=3).contains(&mark)
        && sentence.chars().next().is_some_and(|first| first.is_uppercase() || "“\"".contains(first))
}

/// Returns true if a line is a table row: it has a wide gap, and so has a line next to it. A line with at most three
/// characters before its first gap is not a row, since these may be a list marker.
fn is_row(text: &str, lines: &[Line], at: usize) -> bool {
    let has_cells = |line: &Line| {
        let words = line.text(text);
        let gap = words.find(CELL_GAP).filter(|_| !line.is_furniture);
        gap.is_some_and(|gap| words.get(..gap).is_some_and(|cell| cell.chars().nth(3).is_some()))
    };
    let beside = |other: Option<&Line>, below: Option<&Line>| {
        other.is_some_and(has_cells) && below.is_some_and(|below| !below.after_blank)
    };
    let line = lines.get(at);
    line.is_some_and(has_cells)
        && (beside(lines.get(at + 1), lines.get(at + 1))
            || beside(at.checked_sub(1).and_then(|at| lines.get(at)), line))
}

/// How a line relates to the block before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// It starts a new block.
    New,
    /// It continues the block.
    Same,
    /// It is a footnote; the paragraph continues after it.
    Note,
}

/// The group being built.
struct Open<'a> {
    /// Its index.
    group: usize,
    first: &'a Line,
    last: &'a Line,
    lines: usize,
    characters: usize,
}

/// Joins the lines of a wrapped text.
pub fn paragraphs(text: &str, lines: &[Line], has_pages: bool) -> Paragraphs {
    let fill = LineFill::new(text, lines);
    let mut found = Paragraphs::default();
    let mut open: Option<Open<'_>> = None;
    // The footnote being built below the open paragraph.
    let mut note: Option<Open<'_>> = None;
    for (at, line) in lines.iter().enumerate() {
        if line.is_furniture {
            found.groups.push(Group::from_line(line));
            continue;
        }
        let next = lines.get(at + 1).filter(|next| next.page == line.page && !next.is_furniture);
        if has_pages && is_row(text, lines, at) {
            (open, note) = (None, None);
            found.groups.push(Group { is_row: true, ..Group::from_line(line) });
            continue;
        }
        if let Some(footnote) = note.as_mut()
            && footnote.last.page == line.page
            && step(&fill, footnote, line, next, has_pages) == Step::Same
        {
            extend(&mut found, footnote, line);
            continue;
        }
        let step = open.as_ref().map_or(Step::New, |open| step(&fill, open, line, next, has_pages));
        match (step, open.as_mut()) {
            (Step::Same, Some(open)) if open.group + 1 == found.groups.len() => {
                extend(&mut found, open, line);
            }
            (Step::Same, Some(open)) => {
                let from = found.groups.get(open.group).and_then(|group| group.continues);
                let from = from.or(u32::try_from(open.group).ok());
                open.group = found.groups.len();
                open.last = line;
                open.lines += 1;
                note = None;
                found.groups.push(Group { continues: from, ..Group::from_line(line) });
            }
            (Step::Note, _) => {
                note = Some(open_group(&mut found, line));
            }
            _ => {
                note = None;
                open = Some(open_group(&mut found, line));
            }
        }
    }
    found
}

fn open_group<'a>(found: &mut Paragraphs, line: &'a Line) -> Open<'a> {
    found.groups.push(Group::from_line(line));
    Open {
        group: found.groups.len() - 1,
        first: line,
        last: line,
        lines: 1,
        characters: usize::from(line.width),
    }
}

fn extend<'a>(found: &mut Paragraphs, open: &mut Open<'a>, line: &'a Line) {
    if line.after_blank || line.page != open.last.page {
        found.blanks.push(open.last.range.end..line.range.start);
    }
    if let Some(group) = found.groups.get_mut(open.group) {
        group.range.end = line.range.end;
    }
    open.last = line;
    open.lines += 1;
    open.characters += 1 + usize::from(line.width);
}

fn step(fill: &LineFill<'_>, open: &Open<'_>, line: &Line, next: Option<&Line>, has_pages: bool) -> Step {
    let (last, text) = (open.last, fill.text);
    let (before, here) = (last.text(text), line.text(text));
    if is_lone_bullet(before) {
        return Step::Same;
    }
    if is_bullet(here) || shape::is_rule(before) || shape::is_rule(here) {
        return Step::New;
    }
    if line.after_blank || line.page != last.page {
        return if has_pages { step_after_blank(fill, open, line) } else { Step::New };
    }
    let is_item = shape::is_list_item(open.first.text(text)) || is_bullet(open.first.text(text));
    let flows = fill.flows(last, line);
    if shape::is_list_item(here) && (is_item || !flows) {
        return Step::New;
    }
    if is_item && (line.indent < open.first.indent || (before.ends_with(';') && !fill.is_full(last, line))) {
        return Step::New;
    }
    let is_indented = line.indent > fill.margin && line.indent - fill.margin <= MAX_INDENT;
    if is_indented && last.indent <= fill.margin && !is_item && !ends_in_hyphen(before) {
        return Step::New;
    }
    // A heading may be indented like the first line of the paragraph below it.
    let has_same_indent = is_indented && open.lines == 1 && last.indent == line.indent && !is_item;
    if has_same_indent && !flows && !shape::ends_like_prose(before) && starts_sentence(here) {
        return Step::New;
    }
    let is_end = ends_sentence(before) && !fill.is_full(last, line) && starts_sentence(here);
    if is_end || (!flows && ends_heading(fill, open, line, next)) { Step::New } else { Step::Same }
}

/// Classifies a line after a blank line or a page break.
fn step_after_blank(fill: &LineFill<'_>, open: &Open<'_>, line: &Line) -> Step {
    let here = line.text(fill.text);
    if !fill.flows(open.last, line) {
        return Step::New;
    }
    if is_footnote(here) {
        return Step::Note;
    }
    let is_paragraph = open.lines > 1 || !shape::is_heading_like(open.last.text(fill.text));
    let is_next_page = line.page == open.last.page + 1;
    let goes_on = starts_lower_case(here) || (is_next_page && is_paragraph && !shape::is_list_item(here));
    if goes_on && line.page <= open.last.page + 1 { Step::Same } else { Step::New }
}

/// Returns true if the open block is a heading, title or byline, and the line starts the text or byline below it.
fn ends_heading(fill: &LineFill<'_>, open: &Open<'_>, line: &Line, next: Option<&Line>) -> bool {
    let (before, here) = (open.last.text(fill.text), line.text(fill.text));
    let may_be_heading = open.lines <= MAX_HEADING_LINES
        && open.characters <= MAX_HEADING_LEN
        && !shape::ends_like_prose(before)
        && fill.width_with_next_word(open.last, line) * 10 < fill.min_width * 9;
    if !may_be_heading {
        return false;
    }
    let is_byline_near = shape::is_byline(here) || (open.lines == 1 && shape::is_byline(before));
    is_byline_near || (starts_sentence(here) && fill.is_running_text(line, next))
}

/// Replaces each run of blank lines inside a paragraph with a single line break, padded with spaces so that offsets
/// stay the same.
pub fn join_blanks(text: String, blanks: &[Range<usize>]) -> String {
    if blanks.is_empty() {
        return text;
    }
    let mut joined = String::with_capacity(text.len());
    let mut from = 0;
    for blank in blanks {
        let run = text.get(blank.clone()).unwrap_or_default();
        joined.push_str(text.get(from..blank.start).unwrap_or_default());
        let first = run.find('\n').map_or(run.len(), |at| at + 1);
        joined.push_str(run.get(..first).unwrap_or_default());
        joined.extend(run.get(first..).unwrap_or_default().chars().map(|c| if c == '\n' { ' ' } else { c }));
        from = blank.end;
    }
    joined.push_str(text.get(from..).unwrap_or_default());
    joined
}
