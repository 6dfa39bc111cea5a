//! The YAML used in front matter: scalars (plain, quoted, folded or literal), lists, and the names in maps.

use std::ops::Range;

use super::field::{Field, join_values};

/// Keys that hold the name of a map, such as `name` in `author: {name: Jo Park, email: ..}`.
const NAME_KEYS: &[&str] = &["name", "title", "label"];

/// Parses a header that starts at offset `base` of the file.
pub(super) fn read(header: &str, base: usize) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut lines = header.split_inclusive('\n').peekable();
    let mut at = base;
    while let Some(line) = lines.next() {
        let start = at;
        at += line.len();
        let Some((key, rest)) = line.split_once(':') else { continue };
        let is_separated = rest.is_empty() || rest.starts_with([' ', '\t', '\n']);
        if key.is_empty() || key.starts_with([' ', '\t', '#', '-']) || !is_separated {
            continue;
        }
        let mut below = Vec::new();
        // The closing bracket of a flow list is often not indented.
        let closers: &[char] = if is_flow(rest.trim_start()) { &[']', '}'] } else { &[] };
        let is_below =
            |next: &&str| next.starts_with([' ', '\t', '-', '\n', '#']) || next.starts_with(closers);
        while let Some(next) = lines.next_if(is_below) {
            at += next.len();
            if !next.starts_with('#') {
                below.push(next.trim());
            }
        }
        let value_start = start + key.len() + 1;
        let (value, inline) = value(rest, &below);
        let range = inline.map(|within| value_start + within.start..value_start + within.end);
        fields.push(Field { key: key.trim().trim_matches(['"', '\'']).to_owned(), value, range });
    }
    fields
}

/// Returns a value, and its byte range in `rest` if it is written there verbatim.
fn value(rest: &str, below: &[&str]) -> (String, Option<Range<usize>>) {
    let trimmed = rest.trim();
    let lead = rest.len() - rest.trim_start().len();
    if let Some(folded) = fold_quoted(trimmed, below) {
        return (value(&folded, &[]).0, None);
    }
    match trimmed.chars().next() {
        None | Some('#') if below.iter().find(|line| !line.is_empty()).is_some_and(|line| is_flow(line)) => {
            (join_values(flow(&below.join("\n")).into_iter()), None)
        }
        None | Some('#') if below.iter().any(|line| line.starts_with("- ")) => (list(below), None),
        None | Some('#') if below.iter().any(|line| entry(line).is_some()) => (map(below), None),
        Some('|') => (below.join("\n").trim().to_owned(), None),
        None | Some('>') => (below.join(" ").trim().to_owned(), None),
        Some('[' | '{') => {
            let lines: Vec<&str> = [trimmed].into_iter().chain(below.iter().copied()).collect();
            (join_values(flow(&lines.join("\n")).into_iter()), None)
        }
        Some('"') => quoted(trimmed, '"', lead, unescape_double),
        Some('\'') => quoted(trimmed, '\'', lead, |inside| inside.replace("''", "'")),
        Some(_) => {
            let plain = trimmed.split(" #").next().unwrap_or_default().trim_end();
            if below.iter().all(|line| line.is_empty()) {
                (plain.to_owned(), Some(lead..lead + plain.len()))
            } else {
                (format!("{plain} {}", below.join(" ")).trim().to_owned(), None)
            }
        }
    }
}

/// Joins the elements of a list. An element that is a map (`- name: Jo Park`, further keys below) becomes its name.
fn list(below: &[&str]) -> String {
    let items = below.chunk_by(|_, next| !next.starts_with("- "));
    join_values(items.filter_map(|item| {
        let (first, further) = item.split_first()?;
        let first = first.strip_prefix("- ")?;
        if entry(first.trim()).is_none() {
            return Some(value(first, &[]).0);
        }
        let lines: Vec<&str> = [first].into_iter().chain(further.iter().copied()).collect();
        Some(map(&lines))
    }))
}

/// Returns the name in a map.
fn map(lines: &[&str]) -> String {
    let entries = || lines.iter().filter_map(|line| entry(line.trim()));
    let named = |key: &&str| {
        entries().find(|(other, _)| other.eq_ignore_ascii_case(key)).map(|(_, rest)| value(rest, &[]).0)
    };
    NAME_KEYS.iter().find_map(named).unwrap_or_default()
}

/// Splits a map entry into key and value. An unquoted key must be a single word, so that few sentences with a colon are
/// taken for entries.
fn entry(line: &str) -> Option<(&str, &str)> {
    if let Some(quote) = line.chars().next().filter(|c| is_quote(*c)) {
        let inside = line.get(1..)?;
        let (key, rest) = inside.split_at_checked(closing_quote(inside, quote)?)?;
        return Some((key, rest.get(1..)?.trim_start().strip_prefix(':')?));
    }
    let (key, rest) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    (is_key && (rest.is_empty() || rest.starts_with([' ', '\t']))).then_some((key, rest))
}

/// Returns true for a value that is a flow list (`[A, B]`) or map (`{name: A}`).
fn is_flow(value: &str) -> bool {
    value.starts_with(['[', '{'])
}

/// Returns the values of a flow list or map, which may span several lines. Of a map, returns only the values of
/// [`NAME_KEYS`]. Flattens nested lists.
fn flow(text: &str) -> Vec<String> {
    let (mut at_start, mut skipped_until) = (true, 0);
    let mut elements = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let previous = std::mem::replace(&mut before, c);
        if at < skipped_until {
            continue;
        }
        match c {
            // An apostrophe inside a word is not a quote.
            quote if at_start && is_quote(quote) => {
                let inside = text.get(at + 1..).unwrap_or_default();
                skipped_until = closing_quote(inside, quote).map_or(text.len(), |end| at + end + 2);
            }
            '#' if at_start || previous.is_whitespace() => {
                elements.push(start..at);
                let rest = text.get(at..).unwrap_or_default();
                start = at + rest.find('\n').unwrap_or(rest.len());
                skipped_until = start;
                at_start = true;
                continue;
            }
            ',' | '[' | ']' | '{' | '}' => {
                elements.push(start..at);
                start = at + 1;
                at_start = true;
                continue;
            }
            ':' => {
                at_start = true;
                continue;
            }
            _ => {}
        }
        at_start = at_start && c.is_whitespace();
    }
    elements.push(start..text.len());
    let mut values = Vec::new();
    for range in elements {
        let element = text.get(range).unwrap_or_default().trim().replace('\n', " ");
        match entry(&element) {
            _ if element.is_empty() => {}
            Some((key, rest)) if NAME_KEYS.contains(&key) => values.push(value(rest, &[]).0),
            Some(_) => {}
            None => values.push(value(&element, &[]).0),
        }
    }
    values
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'')
}

/// Returns the offset of the quote that closes a scalar; `inside` is the text after the opening quote. None if the
/// scalar is not closed. Skips escaped quotes: `\"`, or `''` in single quotes.
fn closing_quote(inside: &str, quote: char) -> Option<usize> {
    let mut characters = inside.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\\' && quote == '"' {
            characters.next();
        } else if character == quote {
            let is_doubled = quote == '\'' && characters.next_if(|(_, next)| *next == quote).is_some();
            if !is_doubled {
                return Some(at);
            }
        }
    }
    None
}

/// Joins the lines of a quoted scalar that does not end on its first line. A line break becomes a space; in double
/// quotes, one after a backslash is removed with the backslash. None if the scalar is not quoted, ends on its first
/// line, or never ends.
fn fold_quoted(first: &str, below: &[&str]) -> Option<String> {
    let quote = first.chars().next().filter(|c| is_quote(*c))?;
    if below.is_empty() || closing_quote(first.get(1..)?, quote).is_some() {
        return None;
    }
    let mut folded = first.to_owned();
    for line in below.iter().filter(|line| !line.is_empty()) {
        let backslashes = folded.len() - folded.trim_end_matches('\\').len();
        if quote == '"' && backslashes % 2 == 1 {
            folded.pop();
        } else {
            folded.push(' ');
        }
        folded.push_str(line);
    }
    closing_quote(folded.get(1..)?, quote).is_some().then_some(folded)
}

/// Returns the value of a quoted scalar, and its byte range in the line if it is written there verbatim.
fn quoted(
    trimmed: &str,
    quote: char,
    lead: usize,
    unescape: impl Fn(&str) -> String,
) -> (String, Option<Range<usize>>) {
    let inside = trimmed.get(1..).unwrap_or_default();
    let end = closing_quote(inside, quote).unwrap_or(inside.len());
    let inside = inside.get(..end).unwrap_or_default();
    let value = unescape(inside);
    let range = (value == inside).then(|| lead + 1..lead + 1 + inside.len());
    (value, range)
}

/// Decodes the escapes of double-quoted YAML scalars that occur in headers.
fn unescape_double(inside: &str) -> String {
    let mut value = String::with_capacity(inside.len());
    let mut characters = inside.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            value.push(character);
            continue;
        }
        match characters.next() {
            Some('n') => value.push('\n'),
            Some('t') => value.push('\t'),
            Some('u') => {
                let code: String = characters.by_ref().take(4).collect();
                let decoded = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                value.push(decoded.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            Some(other) => value.push(other),
            None => value.push('\\'),
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn quote(item: &str, is_double: bool) -> String {
        if is_double {
            format!("\"{}\"", item.replace('\\', "\\\\").replace('"', "\\\""))
        } else {
            format!("'{}'", item.replace('\'', "''"))
        }
    }

    proptest! {
        #[test]
        fn quoted_flow_list_reads_back(items in prop::collection::vec(("[a-z ,:#\\[\\]{}\"'\\\\é|>-]{0,9}", any::<bool>()), 0..6), depth in 1..4_usize) {
            let quoted: Vec<String> = items.iter().map(|(item, is_double)| quote(item, *is_double)).collect();
            let text = format!("{}{}{}", "[".repeat(depth), quoted.join(", "), "]".repeat(depth));
            let items: Vec<String> = items.into_iter().map(|(item, _)| item).collect();
            prop_assert_eq!(flow(&text), items);
        }

        #[test]
        fn any_header_is_read(header in "([a-z]{0,2}[:, ]{0,2}[\\[\\]{}\"'\\\\#\n -]{0,4}é?){0,12}") {
            for field in read(&header, 0) {
                prop_assert!(field.range.is_none_or(|range| header.get(range) == Some(&field.value)));
            }
        }
    }

    #[test]
    fn comments_end_with_their_line() {
        assert_eq!(flow("[A, # first, of two\nB] # the end, at last"), ["A", "B"]);
        assert_eq!(flow("[\n# none\n'A # B', C#, D #\n]"), ["A # B", "C#", "D"]);
    }

    #[test]
    fn unclosed_brackets_and_quotes_are_read_to_the_end() {
        assert_eq!(flow("[\"A, b\", C"), ["A, b", "C"]);
        assert_eq!(flow("[\"A, \\\"b\\\""), ["A, \"b\""]);
        assert_eq!(flow("['A, b"), ["A, b"]);
        assert_eq!(flow("[\"A\\"), ["A\\"]);
        let deep = format!("{}\"A, b\"", "[{".repeat(30_000));
        assert_eq!(flow(&deep), ["A, b"]);
    }
}
