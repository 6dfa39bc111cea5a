//! What a page shows of its article and says nowhere else: the date below its title, the name of the house behind it.

use crate::article::date_words::find_date;
use crate::article::html::line::one_line;
use crate::article::html::metadata::BETWEEN;
use crate::article::html::opening::Title;
use crate::article::html::pieces::Piece;
use crate::article::html::shingles::plain;
use crate::article::html::tree::NodeId;
use crate::article::html::weight::ends_sentence;

/// Pieces behind the title among which the date is looked for.
const MOST_BELOW: usize = 12;
/// The longest line with a date in it, in characters: what is longer is text.
const LONGEST_LINE: usize = 160;
/// A line of so many characters is no sentence of the text, however it ends.
const SURELY_SHORT: usize = 40;
/// The longest name of a house, in words.
const LONGEST_HOUSE: usize = 6;
/// What may stand after a rubric just as well, and does not tell the house from one.
const SAYS_NOTHING: &str = ": ";

/// The date that is shown between the title and the text. What is shown above the title is, on most pages, the day on which the page was
/// looked at. `below` are the pieces behind the title, `first` is the first one of the text.
pub fn date_below(below: &[Piece], first: Option<NodeId>) -> Option<String> {
    let lines = below.iter().take(MOST_BELOW).take_while(|piece| first.is_none_or(|node| piece.node <= node));
    lines
        .flat_map(|piece| piece.text.lines())
        .filter(|line| {
            // 3 May 2020, 9 a.m.
            let is_short = line.chars().nth(SURELY_SHORT).is_none();
            is_short || (line.chars().nth(LONGEST_LINE).is_none() && !ends_sentence(line))
        })
        .find_map(find_date)
}

/// The name of the house: what the page's name has behind or before the title, if the page shows the title without it.
pub fn house_of(page_name: &str, title: &Title) -> Option<String> {
    title.node?;
    let title = plain(&title.text);
    let between = || BETWEEN.iter().filter(|between| **between != SAYS_NOTHING);
    let house = between().find_map(|between| {
        let behind = page_name.split_once(between).filter(|(before, _)| plain(before) == title);
        let behind =
            behind.or_else(|| page_name.rsplit_once(between).filter(|(before, _)| plain(before) == title));
        let before = || {
            let parted = [page_name.rsplit_once(between), page_name.split_once(between)];
            parted.into_iter().flatten().find(|(_, behind)| plain(behind) == title).map(|(before, _)| before)
        };
        behind.map(|(_, behind)| behind).or_else(before)
    })?;
    // Behind `Title | Section | House` comes the house last.
    let last = between().fold(house, |rest, between| rest.rsplit(between).next().unwrap_or(rest));
    one_line(last).filter(|house| house.split_whitespace().count() <= LONGEST_HOUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_what_the_page_name_has_beside_the_title() {
        let title = Title { text: "Dam operator “ignored” sensors".to_owned(), node: Some(3) };
        for (name, expected) in [
            ("Dam operator “ignored” sensors - Highland Post", Some("Highland Post")),
            ("Dam operator \"ignored\" sensors | News | Highland Post", Some("Highland Post")),
            ("Highland Post – Dam operator “ignored” sensors", Some("Highland Post")),
            ("Analysis: Dam operator “ignored” sensors", None),
            ("Dam operator “ignored” sensors", None),
            ("Dam operator “ignored” sensors - all that we know of it until now", None),
            ("Something else - Highland Post", None),
        ] {
            assert_eq!(house_of(name, &title).as_deref(), expected, "{name}");
        }
        assert_eq!(house_of("Dam operator “ignored” sensors - Post", &Title { node: None, ..title }), None);
    }
}
