//! Plain text into an article. The article's text is the whole file, so that offsets slice the file itself.

use std::ops::Range;

use crate::article::front_matter::{FrontMatter, read_front_matter};
use crate::article::model::{Article, ArticleKey, Block, BlockKind, Meta, Region, Text};
use crate::article::writer::Part;
use crate::article::{residue, shape};

/// Wider lines than this, in characters, are not hard-wrapped text.
const WIDEST_WRAPPED: usize = 100;
/// How far below the common width a wrapped line may end, in characters.
const RAGGEDNESS: usize = 12;
/// A common width below this, in characters, is that of short items, not of wrapped text.
const NARROWEST_WRAPPED: usize = 40;
/// Fewer lines that are followed by another than this say nothing about wrapping.
const LEAST_WRAPPED_LINES: usize = 3;

/// Parses safe text.
pub fn parse(key: ArticleKey, text: &str) -> Article {
    let front = read_front_matter(text);
    let body = front.as_ref().map_or(0, |front| front.end);
    let lines = lines_of(text, body);
    let groups = if is_hard_wrapped(text, &lines) { wrapped_blocks(&lines) } else { line_blocks(&lines) };
    let mut meta = front.as_ref().map(FrontMatter::meta).unwrap_or_default();

    let mut blocks = Vec::with_capacity(groups.len() + 1);
    if let Some(range) = front.as_ref().and_then(FrontMatter::title_range) {
        blocks.push(Block { kind: BlockKind::Title, region: Region::Body, range, ordinal: 0 });
    }
    name_blocks(text, &groups, &mut meta, &mut blocks);
    Article::number_blocks(&mut blocks);
    let text = Text::new(text);
    residue::mark_residue(&text, &mut blocks);
    Article::new(key, meta, text, blocks)
}

/// The blocks of a text that has its title elsewhere: the body of a mail, a row's text.
pub fn read_parts(text: &str) -> Vec<Part> {
    let lines = lines_of(text, 0);
    let groups = if is_hard_wrapped(text, &lines) { wrapped_blocks(&lines) } else { line_blocks(&lines) };
    let lines: Vec<&str> =
        groups.iter().map(|group| text.get(group.range.clone()).unwrap_or_default()).collect();
    let items = unmarked_items(&groups, &lines);
    let part =
        |(index, line): (usize, &&str)| Part::new(body_kind(index, line, &groups, &lines, &items), *line);
    lines.iter().enumerate().map(part).collect()
}

/// One line that is not blank: its bytes without outer white space, and whether the line before it is blank.
struct Line {
    range: Range<usize>,
    after_blank: bool,
}

/// A block to be named: its bytes, and whether a blank line stands before it.
struct Group {
    range: Range<usize>,
    after_blank: bool,
}

fn lines_of(text: &str, from: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut after_blank = true;
    let mut start = from;
    for line in text.get(from..).unwrap_or_default().split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            after_blank = true;
        } else {
            let lead = line.len() - line.trim_start().len();
            let begin = start + lead;
            lines.push(Line { range: begin..begin + trimmed.len(), after_blank });
            after_blank = false;
        }
        start += line.len();
    }
    lines
}

/// Hard-wrapped: most of the lines that another line follows directly end within 12 columns of one width of at most
/// 100. Lines before a blank line end where their paragraph ends and say nothing.
fn is_hard_wrapped(text: &str, lines: &[Line]) -> bool {
    let widths: Vec<usize> = lines
        .iter()
        .zip(lines.iter().skip(1))
        .filter(|(_, next)| !next.after_blank)
        .map(|(line, _)| text.get(line.range.clone()).map_or(0, |line| line.chars().count()))
        .collect();
    if widths.len() < LEAST_WRAPPED_LINES {
        return false;
    }
    let mut counts = [0_usize; WIDEST_WRAPPED + 1];
    for width in &widths {
        if let Some(count) = counts.get_mut(*width) {
            *count += 1;
        }
    }
    let near = counts.windows(RAGGEDNESS + 1).skip(NARROWEST_WRAPPED - RAGGEDNESS);
    let most = near.map(|near| near.iter().sum::<usize>()).max().unwrap_or(0);
    most * 2 > widths.len()
}

fn line_blocks(lines: &[Line]) -> Vec<Group> {
    lines.iter().map(|line| Group { range: line.range.clone(), after_blank: line.after_blank }).collect()
}

fn wrapped_blocks(lines: &[Line]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for line in lines {
        match groups.last_mut() {
            Some(group) if !line.after_blank => group.range.end = line.range.end,
            _ => groups.push(Group { range: line.range.clone(), after_blank: line.after_blank }),
        }
    }
    groups
}

/// Tells titles, bylines, headings, quotes and items apart, and learns title and author where the header gave none.
fn name_blocks(text: &str, groups: &[Group], meta: &mut Meta, blocks: &mut Vec<Block>) {
    let lines: Vec<&str> =
        groups.iter().map(|group| text.get(group.range.clone()).unwrap_or_default()).collect();
    let items = unmarked_items(groups, &lines);
    let mut opening = true;
    for (index, (group, line)) in groups.iter().zip(&lines).enumerate() {
        let kind = if opening {
            opening_kind(index, line, group, meta)
        } else {
            body_kind(index, line, groups, &lines, &items)
        };
        opening = opening && matches!(kind, BlockKind::Title | BlockKind::Subtitle | BlockKind::Byline);
        if kind == BlockKind::Title && meta.title.is_none() {
            meta.title = Some(crate::text::sanitize::sanitize_line(line).into_owned());
        }
        if kind == BlockKind::Byline && meta.author.is_none() {
            meta.author = Some(crate::text::sanitize::sanitize_line(shape::author_of(line)).into_owned());
        }
        blocks.push(Block { kind, region: Region::Body, range: group.range.clone(), ordinal: 0 });
    }
}

/// What a line is that stands before the first paragraph.
fn opening_kind(index: usize, line: &str, group: &Group, meta: &Meta) -> BlockKind {
    if shape::is_byline(line) {
        return BlockKind::Byline;
    }
    if meta.title.is_none() {
        let titled = index == 0 && shape::is_title_like(line);
        return if titled { BlockKind::Title } else { kind_alone(line) };
    }
    // Below the title a line that is no sentence says more of the same; behind a blank line, and not behind a
    // byline's neighbour, it would be the first heading, but no article opens with a heading over nothing said.
    if shape::is_heading_like(line) && (index <= 2 || !group.after_blank) {
        return BlockKind::Subtitle;
    }
    kind_alone(line)
}

fn body_kind(index: usize, line: &str, groups: &[Group], lines: &[&str], items: &[bool]) -> BlockKind {
    if items.get(index).copied().unwrap_or(false) {
        return BlockKind::ListItem;
    }
    let spoken_beside = |other: Option<usize>| {
        other.and_then(|other| lines.get(other)).is_some_and(|line| shape::is_perhaps_spoken(line))
    };
    let joined_to_next = groups.get(index + 1).is_some_and(|next| !next.after_blank);
    let joined_to_last = groups.get(index).is_some_and(|group| !group.after_blank);
    let in_dialogue = (joined_to_next && spoken_beside(Some(index + 1)))
        || (joined_to_last && spoken_beside(index.checked_sub(1)));
    if shape::is_perhaps_spoken(line) && in_dialogue {
        return BlockKind::Quote;
    }
    kind_alone(line)
}

fn kind_alone(line: &str) -> BlockKind {
    if shape::is_marked_item(line) {
        BlockKind::ListItem
    } else if line.starts_with("> ") || shape::is_quoted_whole(line) || shape::is_spoken(line) {
        BlockKind::Quote
    } else if shape::is_heading_like(line) && !shape::is_perhaps_spoken(line) {
        BlockKind::Heading
    } else {
        BlockKind::Paragraph
    }
}

/// Items that carry no mark: two or more adjacent lines, all but the last ending in a semicolon.
fn unmarked_items(groups: &[Group], lines: &[&str]) -> Vec<bool> {
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn parsed(text: &str) -> Article {
        parse(ArticleKey::of_path(Path::new("a.txt")), text)
    }

    fn kinds(text: &str) -> Vec<BlockKind> {
        parsed(text).blocks.iter().map(|block| block.kind).collect()
    }

    use BlockKind::{Byline, Heading, ListItem, Paragraph, Quote, Subtitle, Title};

    #[test]
    fn title_and_subtitle_stand_on_adjacent_lines() {
        let text = "Envoy posts a picture\nOfficial Posts Picture in Row\n\nA close ally has posted a picture.\n\nThe Diplomacy\n\nMore.";
        assert_eq!(kinds(text), [Title, Subtitle, Paragraph, Heading, Paragraph]);
        assert_eq!(parsed(text).meta.title.as_deref(), Some("Envoy posts a picture"));
    }

    #[test]
    fn a_byline_between_title_and_subtitle() {
        let text =
            "Aide and Deal\n\nby Jo Park\n\nAlly Pursues Backchannel Plan\n\nA push for peace is underway.";
        assert_eq!(kinds(text), [Title, Byline, Subtitle, Paragraph]);
        assert_eq!(parsed(text).meta.author.as_deref(), Some("Jo Park"));
    }

    #[test]
    fn a_first_line_of_over_140_characters_is_no_title() {
        let first = "A post has given an insight into talks, ".repeat(4);
        let text =
            format!("{}\nThe key players\nThe mysterious letter is believed to be a name.", first.trim());
        let read = parsed(&text);
        assert_eq!(read.meta.title, None);
        assert_eq!(kinds(&text), [Paragraph, Heading, Paragraph]);
        assert_eq!(read.headline(), "A post has given an insight into talks, A…");
    }

    #[test]
    fn lines_that_end_in_semicolons_are_items_and_transcripts_are_quotes() {
        let text = "The plan.\n\nProvisions were borrowed, including:\n\nfreezing of the line;\nlifting sanctions;\na ban on troops.\n\nPark : No, look.\nReed : Well, no.\nHe had no training.";
        assert_eq!(kinds(text), [Title, Paragraph, ListItem, ListItem, ListItem, Quote, Quote, Paragraph]);
    }

    #[test]
    fn hard_wrapped_text_is_divided_by_blank_lines() {
        let line = "this is one line of a text that somebody wrapped at seventy columns";
        let paragraph = [line; 4].join("\n");
        let text = format!("A title\n\n{paragraph}\nand its end.\n\n{paragraph}\nits end.");
        assert_eq!(kinds(&text), [Title, Paragraph, Paragraph]);
    }

    #[test]
    fn blocks_are_trimmed_and_numbered_and_slice_the_text() {
        let read = parsed("  A title  \n\n\tText here. \n");
        let texts: Vec<&str> = read.blocks.iter().map(|block| read.block_text(block)).collect();
        assert_eq!(texts, ["A title", "Text here."]);
        assert_eq!(read.blocks.iter().map(|block| block.ordinal).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(read.text.all(), "  A title  \n\n\tText here. \n");
    }

    #[test]
    fn front_matter_gives_the_title_and_is_no_block_itself() {
        let text = "---\ntitle: Talks in Geneva\nsource: The Paper\n---\nTalks go on.\n";
        let read = parsed(text);
        assert_eq!(kinds(text), [Title, Paragraph]);
        assert_eq!(read.meta.source.as_deref(), Some("The Paper"));
        let title = read.blocks.first().map(|block| read.block_text(block));
        assert_eq!(title, Some("Talks in Geneva"));
    }

    #[test]
    fn nothing_at_all_is_an_article_without_blocks() {
        assert_eq!(kinds(""), []);
        assert_eq!(kinds(" \n\n\t\n"), []);
    }
}
