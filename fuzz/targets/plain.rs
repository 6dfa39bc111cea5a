//! Plain text, as a file and as the body of a mail or data object.

use whoswho::article::{Draft, Format, Markup, parse, parse_draft};

use super::check;

pub fn run(data: &[u8]) {
    let text = check::text_of(data);
    let undecoded = u32::from(data.len().is_multiple_of(5));
    let article = check::deterministic(data, || parse(check::key(), Format::Plain, text.clone(), undecoded));
    check::article(&article, text.len());
    let bytes = text.len();
    let draft = Draft { body: text, markup: Markup::Plain, ..Draft::default() };
    check::article(&parse_draft(check::key(), draft), bytes);
}
