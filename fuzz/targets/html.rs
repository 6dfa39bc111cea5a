//! Web pages: the main text, the whole page, and HTML fragments.

use whoswho::article::html::{Extent, fragment};
use whoswho::article::{Draft, Markup, parse_draft, parse_page};

use super::check;

pub fn run(data: &[u8]) {
    let text = check::text_of(data);
    for extent in [Extent::Main, Extent::Whole] {
        let article = check::deterministic(data, || parse_page(check::key(), &text, extent, 0));
        check::article(&article, text.len());
    }
    check::parts(&fragment(&text), text.len());
    let bytes = text.len();
    let draft = Draft { body: text, markup: Markup::Html, ..Draft::default() };
    check::article(&parse_draft(check::key(), draft), bytes);
}
