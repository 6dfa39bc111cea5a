//! Markdown, with front matter and embedded HTML.

use whoswho::article::{Draft, Format, Markup, parse, parse_draft};

use super::check;

pub fn run(data: &[u8]) {
    let text = check::text_of(data);
    let article = check::deterministic(data, || parse(check::key(), Format::Markdown, text.clone(), 0));
    check::article(&article, text.len());
    let bytes = text.len();
    let draft = Draft { body: text, markup: Markup::Markdown, ..Draft::default() };
    check::article(&parse_draft(check::key(), draft), bytes);
}
