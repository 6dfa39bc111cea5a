//! Appends values to an array in brackets, in the style of its last value.

use super::layout::{INDENT, Layout, indent, is_blank, line_end_offset, wrap_each};
use super::locations::ArrayLocation;
use super::splice::Splices;

/// Appends one-line values to an array.
///
/// If the last value starts on the line of the opening bracket, the new ones follow it without a line break; otherwise
/// each gets a line of its own, indented like the line of the last value. The new last value has a trailing comma if
/// the old one had. A comment after the old last value stays on its line.
pub fn append(splices: &mut Splices, text: &str, array: &ArrayLocation, values: &[String], layout: Layout) {
    if values.is_empty() {
        return;
    }
    let Some(last) = &array.last else {
        append_to_empty(splices, text, array, values, layout);
        return;
    };
    let comma = trailing_comma(text, last.end, array.close);
    let one_line = !between(text, array.open, last.start).contains('\n');
    match (one_line, comma) {
        (true, Some(comma)) => splices.insert(comma + 1, wrap_each(" ", values, ",")),
        (true, None) => splices.insert(last.end, wrap_each(", ", values, "")),
        (false, comma) => {
            let anchor = comma.map_or(last.end, |comma| comma + 1);
            let has_line_break = between(text, anchor, array.close).contains('\n');
            let at = if has_line_break { line_end_offset(text, anchor) } else { anchor };
            let start = format!("{}{}", layout.line_end, indent(text, last.start));
            if comma.is_some() {
                splices.insert(at, wrap_each(&start, values, ","));
            } else {
                splices.insert(last.end, ",".to_owned());
                splices.insert(at, format!("{start}{}", values.join(&format!(",{start}"))));
            }
        }
    }
}

fn append_to_empty(
    splices: &mut Splices,
    text: &str,
    array: &ArrayLocation,
    values: &[String],
    Layout { line_end }: Layout,
) {
    let inside = between(text, array.open, array.close);
    let Some((lines, last_line)) = inside.rsplit_once('\n') else {
        // `[ ]` keeps its spaces on both sides.
        splices.insert(array.open, format!("{inside}{}", values.join(", ")));
        return;
    };
    let comment = lines.split('\n').skip(1).find(|line| !is_blank(line));
    let start = match comment {
        Some(comment) => format!("{line_end}{}", indent(comment, 0)),
        None => format!("{line_end}{}{INDENT}", indent(last_line, 0)),
    };
    // The line above the closing bracket may end with a comment.
    let at = array.open + lines.strip_suffix('\r').unwrap_or(lines).len();
    splices.insert(at, wrap_each(&start, values, ","));
}

/// Returns the offset of the comma after a value that ends at `from`, if there is one before `to`. The range contains
/// only white space, comments and at most that comma.
fn trailing_comma(text: &str, from: usize, to: usize) -> Option<usize> {
    let mut in_comment = false;
    for (at, byte) in between(text, from, to).bytes().enumerate() {
        match byte {
            b'\n' => in_comment = false,
            b'#' => in_comment = true,
            b',' if !in_comment => return Some(from + at),
            _ => {}
        }
    }
    None
}

fn between(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::locations::{Entities, Locations};
    use super::*;

    /// Arrays before and after appending two values.
    const CASES: &[(&str, &str)] = &[
        ("[]", "[Y, Z]"),
        ("[ ]", "[ Y, Z ]"),
        ("[\n]", "[\n  Y,\n  Z,\n]"),
        ("[ # none\n  ]", "[ # none\n    Y,\n    Z,\n  ]"),
        ("[\n\t# none\n\n]", "[\n\t# none\n\n\tY,\n\tZ,\n]"),
        ("[{}]", "[{}, Y, Z]"),
        ("[ {} ]", "[ {}, Y, Z ]"),
        ("[{},]", "[{}, Y, Z,]"),
        ("[{} , ]", "[{} , Y, Z, ]"),
        ("[{}, {} # ,\n]", "[{}, {}, Y, Z # ,\n]"),
        ("[{}, # c\n]", "[{}, Y, Z, # c\n]"),
        ("[\n  {}\n]", "[\n  {},\n  Y,\n  Z\n]"),
        ("[\n  {} # c\n  # d\n]", "[\n  {}, # c\n  Y,\n  Z\n  # d\n]"),
        ("[\n  {}, # ]\n\n]", "[\n  {}, # ]\n  Y,\n  Z,\n\n]"),
        ("[\n  {}, {},\n]", "[\n  {}, {},\n  Y,\n  Z,\n]"),
        ("[{},\n {}]", "[{},\n {},\n Y,\n Z]"),
        ("[{},\n {},]", "[{},\n {},\n Y,\n Z,]"),
        ("[\n  {} # c\n  , # d\n]", "[\n  {} # c\n  , # d\n  Y,\n  Z,\n]"),
        ("[\n    {}\n  , {}\n]", "[\n    {}\n  , {},\n  Y,\n  Z\n]"),
    ];

    #[test]
    fn values_are_appended_in_the_style_of_the_last_one() {
        for line_end in ["\n", "\r\n"] {
            for (before, after) in CASES {
                let with_line_ends = |text: &str| format!("entity = {}", text.replace('\n', line_end));
                let (before, after) = (with_line_ends(before), with_line_ends(after));
                let locations = Locations::find(&before).unwrap();
                let Entities::Array(array) = locations.entities else { panic!("no array: {before}") };
                let mut splices = Splices::default();
                let values = ["Y".to_owned(), "Z".to_owned()];
                append(&mut splices, &before, &array, &values, Layout { line_end });
                assert_eq!(splices.apply(&before), after);
            }
        }
    }
}
