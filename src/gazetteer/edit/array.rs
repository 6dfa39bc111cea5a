//! New values behind the last one of an array in brackets, in the manner in which that one stands there.

use super::places::ArrayPlace;
use super::splice::Splices;
use super::style::{STEP, Style, each, indent, is_blank, line_stop};

/// Appends values, each in one line, to an array.
///
/// Where the last value stands in the line in which the array begins, they follow it there; else each gets a line of
/// its own, indented as the last value's. A comma behind the last value stays the manner of the array. Comments keep
/// their places: one behind the last value in its line stays in that line.
pub fn append(splices: &mut Splices, text: &str, array: &ArrayPlace, values: &[String], style: Style) {
    if values.is_empty() {
        return;
    }
    let Some(last) = &array.last else {
        append_to_empty(splices, text, array, values, style);
        return;
    };
    let comma = comma_behind(text, last.end, array.close);
    let one_line = !between(text, array.open, last.start).contains('\n');
    match (one_line, comma) {
        (true, Some(comma)) => splices.insert(comma + 1, each(" ", values, ",")),
        (true, None) => splices.insert(last.end, each(", ", values, "")),
        (false, comma) => {
            let anchor = comma.map_or(last.end, |comma| comma + 1);
            let broken = between(text, anchor, array.close).contains('\n');
            let at = if broken { line_stop(text, anchor) } else { anchor };
            let start = format!("{}{}", style.line_end, indent(text, last.start));
            if comma.is_some() {
                splices.insert(at, each(&start, values, ","));
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
    array: &ArrayPlace,
    values: &[String],
    Style { line_end }: Style,
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
        None => format!("{line_end}{}{STEP}", indent(last_line, 0)),
    };
    // The line above that of the closing bracket, at whose end a comment may stand.
    let at = array.open + lines.strip_suffix('\r').unwrap_or(lines).len();
    splices.insert(at, each(&start, values, ","));
}

/// The comma behind a value that ends at `from`, if one stands before `to`. Between the two are only white space and
/// comments beside it.
fn comma_behind(text: &str, from: usize, to: usize) -> Option<usize> {
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
    use super::super::places::{Entities, Places};
    use super::*;

    /// Each array before and behind two more values.
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
    fn values_stand_in_the_manner_of_the_last() {
        for line_end in ["\n", "\r\n"] {
            for (before, after) in CASES {
                let ended = |text: &str| format!("entity = {}", text.replace('\n', line_end));
                let (before, after) = (ended(before), ended(after));
                let places = Places::find(&before).unwrap();
                let Entities::Array(array) = places.entities else { panic!("no array: {before}") };
                let mut splices = Splices::default();
                let values = ["Y".to_owned(), "Z".to_owned()];
                append(&mut splices, &before, &array, &values, Style { line_end });
                assert_eq!(splices.apply(&before), after);
            }
        }
    }
}
