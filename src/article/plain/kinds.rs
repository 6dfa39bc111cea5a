//! Classifies the blocks of a plain text by their shape and by their neighbours.

use crate::article::model::{BlockKind, Meta};
use crate::article::plain::paragraphs::Group;
use crate::article::shape;
use crate::text::sanitize::sanitize_line;
use crate::text::whitespace::collapse;

/// Minimum number of consecutive fragments that are taken for remains of a table or figure, not for headings.
const MIN_FRAGMENTS: usize = 3;
/// Maximum number of lines above the title that may be page furniture.
const MAX_LINES_ABOVE_TITLE: usize = 3;
/// Maximum length of a fragment in characters.
const MAX_FRAGMENT_LEN: usize = 40;

/// Returns the kind of each group: title, byline, heading, quote, item and so on. Sets title and author in `meta`
/// if the front matter gave none.
pub fn classify(text: &str, groups: &[Group], has_pages: bool, meta: &mut Meta) -> Vec<BlockKind> {
    let body = Body::new(text, groups);
    let title_at = if has_pages { body.lines_above_title() } else { 0 };
    let mut opening = true;
    let mut kinds = vec![BlockKind::Paragraph; title_at];
    for (index, (group, line)) in body.groups.iter().zip(&body.lines).enumerate().skip(title_at) {
        let index_from_title = index - title_at;
        let kind = if group.is_row {
            BlockKind::TableRow
        } else if opening {
            opening_kind(index_from_title, line, group, meta)
        } else {
            body.kind(index, line)
        };
        opening = opening && matches!(kind, BlockKind::Title | BlockKind::Subtitle | BlockKind::Byline);
        if kind == BlockKind::Title && meta.title.is_none() {
            meta.title = Some(one_line(line));
        }
        if kind == BlockKind::Byline && meta.author.is_none() {
            meta.author = Some(one_line(shape::byline_author(line)));
        }
        kinds.push(kind);
    }
    merge_kinds(groups, kinds)
}

/// Returns the kinds of the groups in a text whose title is elsewhere.
pub fn classify_body(text: &str, groups: &[Group]) -> Vec<BlockKind> {
    let body = Body::new(text, groups);
    let kinds = body.lines.iter().enumerate().map(|(index, line)| body.kind(index, line)).collect();
    merge_kinds(groups, kinds)
}

/// Formats a metadata value: any white space, including line breaks, becomes a single space.
fn one_line(text: &str) -> String {
    sanitize_line(&collapse(text)).into_owned()
}

/// The groups that are not page furniture.
struct Body<'a> {
    groups: Vec<&'a Group>,
    lines: Vec<&'a str>,
    /// For each group, whether it is a list item without a marker.
    items: Vec<bool>,
    /// For each group, whether it is one of several fragments. Empty if there is no page furniture.
    fragments: Vec<bool>,
}

impl<'a> Body<'a> {
    fn new(text: &'a str, groups: &'a [Group]) -> Self {
        let has_furniture = groups.iter().any(|group| group.is_furniture);
        let groups: Vec<&Group> = groups.iter().filter(|group| !group.is_furniture).collect();
        let lines: Vec<&str> =
            groups.iter().map(|group| text.get(group.range.clone()).unwrap_or_default()).collect();
        let items = unmarked_items(&groups, &lines);
        let fragments = if has_furniture { fragments(&groups, &lines) } else { Vec::new() };
        Self { groups, lines, items, fragments }
    }

    fn kind(&self, index: usize, line: &str) -> BlockKind {
        if self.groups.get(index).is_some_and(|group| group.is_row) {
            return BlockKind::TableRow;
        }
        let is_set = |flags: &[bool]| flags.get(index).copied().unwrap_or(false);
        if is_set(&self.items) {
            return BlockKind::ListItem;
        }
        if is_set(&self.fragments) {
            return BlockKind::Paragraph;
        }
        let is_transcript = |other: Option<usize>| {
            other
                .and_then(|other| self.lines.get(other))
                .is_some_and(|line| shape::may_be_transcript_line(line))
        };
        let joined_to_next = self.groups.get(index + 1).is_some_and(|next| !next.after_blank);
        let joined_to_previous = self.groups.get(index).is_some_and(|group| !group.after_blank);
        let in_dialogue = (joined_to_next && is_transcript(Some(index + 1)))
            || (joined_to_previous && is_transcript(index.checked_sub(1)));
        if shape::may_be_transcript_line(line) && in_dialogue {
            return BlockKind::Quote;
        }
        kind_by_shape(line)
    }

    /// Returns the number of groups above the title that are the header of a page. A header that is not repeated is
    /// recognised by its form: it is in capitals or has a number, a blank line follows it, and none follows the title.
    fn lines_above_title(&self) -> usize {
        let is_above = |(group, line): (&&Group, &&str)| {
            let capitals = !line.contains(char::is_lowercase) && line.contains(char::is_uppercase);
            group.after_blank
                && !line.contains('\n')
                && (capitals || line.contains(|c: char| c.is_ascii_digit()))
        };
        let count = self
            .groups
            .iter()
            .zip(&self.lines)
            .take(MAX_LINES_ABOVE_TITLE)
            .take_while(|pair| is_above(*pair))
            .count();
        let is_title = self.lines.get(count).is_some_and(|line| shape::is_heading_like(line));
        let is_separate = self.groups.get(count).is_some_and(|group| group.after_blank);
        let is_joined = self.groups.get(count + 1).is_some_and(|group| !group.after_blank);
        if is_title && is_separate && is_joined { count } else { 0 }
    }
}

/// Returns the kinds of all groups, including page furniture and continued paragraphs.
fn merge_kinds(groups: &[Group], kinds: Vec<BlockKind>) -> Vec<BlockKind> {
    let mut own_kinds = kinds.into_iter();
    let mut all: Vec<BlockKind> = Vec::with_capacity(groups.len());
    for group in groups {
        let kind = if group.is_furniture { None } else { own_kinds.next() };
        let from = group.continues.and_then(|from| all.get_mut(from as usize));
        // A continued paragraph is not a heading, however short its first part.
        let continued_kind = from.map(|from| {
            if *from == BlockKind::Heading {
                *from = BlockKind::Paragraph;
            }
            *from
        });
        all.push(continued_kind.or(kind).unwrap_or(BlockKind::Paragraph));
    }
    all
}

/// Classifies a line before the first paragraph.
fn opening_kind(index: usize, line: &str, group: &Group, meta: &Meta) -> BlockKind {
    if shape::is_byline(line) {
        return BlockKind::Byline;
    }
    if meta.title.is_none() {
        let is_title = index == 0 && shape::is_title_like(line);
        return if is_title { BlockKind::Title } else { kind_by_shape(line) };
    }
    // Below the title, a line that looks like a heading is a subtitle, since hardly any article has a heading before
    // its first paragraph. After a blank line, this holds only for the first three lines.
    if shape::is_heading_like(line) && (index <= 2 || !group.after_blank) {
        return BlockKind::Subtitle;
    }
    kind_by_shape(line)
}

fn kind_by_shape(line: &str) -> BlockKind {
    if shape::is_list_item(line) {
        BlockKind::ListItem
    } else if line.starts_with("> ") || shape::is_fully_quoted(line) || shape::is_transcript_line(line) {
        BlockKind::Quote
    } else if shape::is_heading_like(line) && !shape::may_be_transcript_line(line) {
        BlockKind::Heading
    } else {
        BlockKind::Paragraph
    }
}

/// Detects items without a marker: two or more adjacent lines, all but the last ending in a semicolon.
fn unmarked_items(groups: &[&Group], lines: &[&str]) -> Vec<bool> {
    let mut items = vec![false; lines.len()];
    for (index, line) in lines.iter().enumerate() {
        let joined = groups.get(index + 1).is_some_and(|next| !next.after_blank);
        if line.ends_with(';') && joined {
            for item in items.iter_mut().skip(index).take(2) {
                *item = true;
            }
        }
    }
    items
}

/// Detects cells of a printed table: three or more consecutive short lines that are neither sentences nor list items,
/// each with a blank line above or below it. The end of the text counts as a blank line.
fn fragments(groups: &[&Group], lines: &[&str]) -> Vec<bool> {
    let is_fragment = |line: &&str| {
        line.chars().nth(MAX_FRAGMENT_LEN).is_none()
            && !shape::ends_like_prose(line)
            && !shape::is_list_item(line)
    };
    let mut fragments = vec![false; lines.len()];
    let mut start = 0;
    let stands_alone =
        |at: usize| groups.iter().skip(at).take(2).any(|group| group.after_blank) || groups.len() == at + 1;
    let lone: Vec<bool> =
        lines.iter().enumerate().map(|(at, line)| stands_alone(at) && is_fragment(line)).collect();
    for run in lone.chunk_by(|one, other| one == other) {
        if run.first() == Some(&true) && run.len() >= MIN_FRAGMENTS {
            fragments.iter_mut().skip(start).take(run.len()).for_each(|fragment| *fragment = true);
        }
        start += run.len();
    }
    fragments
}
