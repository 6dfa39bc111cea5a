//! Removes or replaces inline syntax that `CommonMark` lacks, mostly from note-taking programs.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// Extensions, in lower case, of media and other files that are not notes. Embeds of such files are dropped.
const MEDIA_EXTENSIONS: &[&str] = &[
    "png",
    "jpg",
    "jpeg",
    "gif",
    "svg",
    "webp",
    "avif",
    "bmp",
    "tif",
    "tiff",
    "mp3",
    "wav",
    "ogg",
    "m4a",
    "flac",
    "mp4",
    "webm",
    "mov",
    "mkv",
    "pdf",
    "canvas",
    "base",
    "excalidraw",
];

/// Maximum length, in bytes, of a callout type and the bracket after it.
const MAX_CALLOUT_LEN: usize = 40;

/// Removes the marks of highlights, `==words==`. `marks` holds the offsets of possible marks, in order.
pub fn strip_highlights(text: String, marks: &[usize]) -> String {
    let is_mark = |at: &usize| {
        text.get(*at..*at + 2) == Some("==")
            && !text.get(..*at).is_some_and(|before| before.ends_with('='))
            && !text.get(*at + 2..).is_some_and(|after| after.starts_with('='))
    };
    let inside = |open: usize, close: usize| {
        let words = text.get(open + 2..close).unwrap_or_default();
        !words.is_empty() && !words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace)
    };
    let mut removed = Vec::new();
    let mut open = None;
    for at in marks.iter().copied().filter(is_mark) {
        match open {
            Some(start) if inside(start, at) => {
                removed.extend([start, at]);
                open = None;
            }
            _ => open = Some(at),
        }
    }
    if removed.is_empty() {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut from = 0;
    for mark in removed {
        plain.push_str(text.get(from..mark).unwrap_or_default());
        from = mark + 2;
    }
    plain.push_str(text.get(from..).unwrap_or_default());
    plain
}

/// Returns the text after the callout mark that starts a quotation: `[!note]`, `[!note]-` or `[!note]+`. None if there
/// is no mark.
pub fn strip_callout(text: &str) -> Option<&str> {
    let rest = text.trim_start().strip_prefix("[!")?;
    let end = rest.bytes().take(MAX_CALLOUT_LEN).position(|byte| byte == b']')?;
    let (mark, rest) = (rest.get(..end)?, rest.get(end + 1..)?);
    let is_mark = !mark.is_empty() && !mark.contains(['[', '\n']);
    is_mark.then(|| rest.strip_prefix(['+', '-']).unwrap_or(rest).trim_start())
}

/// Returns the text shown for an embed, `![[Name]]`: its target as written. None for media, or if no note is named.
pub fn embed_text(target: &str) -> Option<&str> {
    let file = target.split(['#', '|']).next().unwrap_or_default();
    let extension = file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let is_media = extension.is_some_and(|extension| MEDIA_EXTENSIONS.contains(&extension.as_str()));
    (!is_media && !file.is_empty()).then_some(target)
}

/// Removes comments, `%%like this%%`, inside a line, or over several lines if the first mark starts a line. Keeps a
/// mark without a counterpart, and leaves code blocks alone.
pub fn strip_comments(source: &str) -> Cow<'_, str> {
    if !source.contains("%%") {
        return Cow::Borrowed(source);
    }
    // The last line that can end a comment: a comment that spans several lines is removed only if it ends.
    let lines: Vec<&str> = source.split_inclusive('\n').collect();
    let last_end = lines.iter().rposition(|line| ends_comment(line));
    let mut plain = String::with_capacity(source.len());
    let (mut is_comment, mut fence) = (false, None);
    for (number, line) in lines.iter().enumerate() {
        let words = line.trim();
        if is_comment {
            is_comment = !ends_comment(line);
            plain.push('\n');
            continue;
        }
        fence = fence_after(fence, words);
        let begins = words.starts_with("%%") && words.matches("%%").count() == 1;
        if fence.is_none() && begins && last_end.is_some_and(|last| last > number) {
            is_comment = true;
            plain.push('\n');
        } else if fence.is_none() {
            push_without_comments(&mut plain, line);
        } else {
            plain.push_str(line);
        }
    }
    Cow::Owned(plain)
}

/// Returns true if a line can end a comment: it ends in `%%`, but not right after a digit (`50%%`).
fn ends_comment(line: &str) -> bool {
    line.trim_end().strip_suffix("%%").is_some_and(|inside| !inside.ends_with(|c: char| c.is_ascii_digit()))
}

/// Returns the marker of the code block that is open after a line; `open` is that of the block open before the line.
fn fence_after(open: Option<char>, line: &str) -> Option<char> {
    match (open, fence_marker(line)) {
        (None, mark) => mark,
        (Some(open), Some(mark)) if open == mark => None,
        (open, _) => open,
    }
}

/// Returns the marker of the code fence that a line starts with.
fn fence_marker(line: &str) -> Option<char> {
    ['`', '~'].into_iter().find(|mark| line.chars().take_while(|c| c == mark).count() >= 3)
}

/// Maximum length of a shortcode in bytes.
const MAX_SHORTCODE_LEN: usize = 2000;

/// Removes Hugo shortcodes, `{{< figure src="a.png" >}}` and `{{% note %}}`, but keeps the text between two of them.
/// Leaves code blocks alone, and inline code that ends on its line.
pub fn strip_shortcodes(source: Cow<'_, str>) -> Cow<'_, str> {
    if !source.contains("{{<") && !source.contains("{{%") {
        return source;
    }
    let mut plain = String::with_capacity(source.len());
    let (mut at, mut line_end, mut fence, mut code) = (0, 0, None, Vec::new());
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        if at >= line_end {
            line_end = rest.find('\n').map_or(source.len(), |end| at + end + 1);
            let line = source.get(at..line_end).unwrap_or_default();
            fence = fence_after(fence, line.trim());
            code = code_spans(line, at);
        }
        let line = source.get(at..line_end).unwrap_or_default();
        let open = line.find("{{").filter(|_| fence.is_none());
        let shortcode = open.filter(|open| !is_inside(&code, at + open)).and_then(|open| {
            let length = shortcode_len(rest.get(open..)?)?;
            Some((open, length))
        });
        let (kept, consumed) = match (open, shortcode) {
            (_, Some((open, length))) => (open, open + length),
            (Some(open), None) => (open + 2, open + 2),
            (None, None) => (line.len(), line.len()),
        };
        plain.push_str(line.get(..kept).unwrap_or_default());
        at += consumed;
    }
    Cow::Owned(plain)
}

/// Returns the byte ranges of the inline code in a line that starts at byte `start`: between two runs of equally many
/// backticks.
fn code_spans(line: &str, start: usize) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in line.match_indices('`') {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    // For each run, last first, the next run of its length.
    let mut latest = HashMap::new();
    let closing = runs.iter().rev().map(|run| latest.insert(run.len(), run.clone()));
    let closing: Vec<Option<Range<usize>>> = closing.collect();
    let mut spans = Vec::new();
    let mut end = 0;
    for (run, close) in runs.iter().zip(closing.into_iter().rev()) {
        if let Some(close) = close.filter(|_| run.start >= end) {
            spans.push(start + run.end..start + close.start);
            end = close.end;
        }
    }
    spans
}

/// Returns true if a byte is in one of the ranges, which are in order.
fn is_inside(ranges: &[Range<usize>], at: usize) -> bool {
    let before = ranges.partition_point(|range| range.end <= at);
    ranges.get(before).is_some_and(|range| range.contains(&at))
}

/// Returns the length, in bytes, of the shortcode at the start of `text`. None if there is none.
fn shortcode_len(text: &str) -> Option<usize> {
    let end = match text.as_bytes().get(2)? {
        b'<' => ">}}",
        b'%' => "%}}",
        _ => return None,
    };
    let head = text.get(..text.floor_char_boundary(MAX_SHORTCODE_LEN))?;
    Some(head.get(3..)?.find(end)? + 3 + end.len())
}

/// Maximum length of a block id in bytes.
const MAX_BLOCK_ID_LEN: usize = 64;

/// Removes the id that notes use to link to a block, ` ^name` at its end. A number may be a power
/// (`10 ^2`), so it stays.
pub fn strip_block_id(text: &str) -> &str {
    let block = text.trim_end();
    let name = block
        .bytes()
        .rev()
        .take(MAX_BLOCK_ID_LEN)
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    let Some((before, name)) = block.split_at_checked(block.len() - name.count()) else { return text };
    let Some(before) = before.strip_suffix('^').filter(|_| name.contains(|c: char| c.is_ascii_alphabetic()))
    else {
        return text;
    };
    if before.is_empty() || before.ends_with(char::is_whitespace) { before.trim_end() } else { text }
}

/// Copies a line without its comments. A comment starts the line or follows white space, so `100%%` starts none.
fn push_without_comments(plain: &mut String, line: &str) {
    let mut rest = line;
    while let Some((before, after_mark)) = rest.split_once("%%") {
        plain.push_str(before);
        let opens = before.is_empty() || before.ends_with(char::is_whitespace);
        if let Some((_, after)) = after_mark.split_once("%%").filter(|_| opens) {
            rest = after;
        } else {
            plain.push_str("%%");
            rest = after_mark;
        }
    }
    plain.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn highlights_lose_their_marks_and_comments_are_removed() {
        let plain = |text: &str| {
            let marks: Vec<usize> = text.match_indices("==").map(|(at, _)| at).collect();
            strip_highlights(text.to_owned(), &marks)
        };
        assert_eq!(plain("a ==b c== d == e =="), "a b c d == e ==");
        assert_eq!(plain("a === b ==== c"), "a === b ==== c");
        assert_eq!(strip_comments("a %%b%% c\n\n%%\nd\n\ne\n%%\nf\n"), "a  c\n\n\n\n\n\n\nf\n");
        for same in ["50%% sure, 20%% not", "%%\nnever closed", "```\n%%\na\n%%\n```\n"] {
            assert_eq!(strip_comments(same), same);
        }
    }

    #[test]
    fn block_ids_and_shortcodes_are_removed() {
        for (text, expected) in [
            ("One. ^block1", "One."),
            ("^37066d", ""),
            ("10 ^2", "10 ^2"),
            ("a^b", "a^b"),
            ("One ^", "One ^"),
            ("One.\n^block-1 ", "One."),
        ] {
            assert_eq!(strip_block_id(text), expected);
        }
        for (text, expected) in [
            ("a {{< figure\nsrc=\"a.png\" >}} b", "a  b"),
            ("{{% note %}}One{{% /note %}}\n{{<x>}}", "One\n"),
            ("`{{< x >}}` {{ x }} {{< open\n", "`{{< x >}}` {{ x }} {{< open\n"),
            ("```\n{{< x >}}\n```\n{{< y >}}", "```\n{{< x >}}\n```\n"),
        ] {
            assert_eq!(strip_shortcodes(Cow::Borrowed(text)), expected);
        }
        for piece in ["{{<", "{{<>}}", "{{<\n", "{{% x", "{{"] {
            strip_shortcodes(Cow::Owned(piece.repeat(100_000)));
        }
    }

    #[test]
    fn shortcodes_anywhere_in_inline_code_are_kept() {
        for (text, expected) in [
            ("Write `a {{< x >}} {{< y >}}`. {{< z >}}", "Write `a {{< x >}} {{< y >}}`. "),
            ("``a ` {{< x >}} b`` {{< y >}}", "``a ` {{< x >}} b`` "),
            ("`a` {{< x >}} `b`", "`a`  `b`"),
            ("a ` {{< x >}}\n` b", "a ` \n` b"),
            ("{{< x >}}\n`{{< y >}}`", "\n`{{< y >}}`"),
        ] {
            assert_eq!(strip_shortcodes(Cow::Borrowed(text)), expected);
        }
        for piece in ["{{<>}}`", "{{<>}}", "` {{<>}} ``"] {
            strip_shortcodes(Cow::Owned(piece.repeat(100_000)));
        }
    }

    #[test]
    fn callouts_and_embeds_are_recognised() {
        assert_eq!(strip_callout("[!note] Title"), Some("Title"));
        assert_eq!(strip_callout("[!warning]- "), Some(""));
        assert_eq!(strip_callout("[link] text"), None);
        assert_eq!(embed_text("map.PNG"), None);
        assert_eq!(embed_text("Ilse Varga#Life"), Some("Ilse Varga#Life"));
    }
}
