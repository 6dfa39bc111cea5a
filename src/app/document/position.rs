//! A place in a text that finds itself again when the text has changed.

use super::anchor;
use super::document::Document;
use super::viewport::ViewportTop;

/// A place in an article's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The page: its first row.
    pub top: ViewportTop,
    /// First byte of the mention landed on.
    pub landed: Option<usize>,
    /// The text just before the first row, at most [`anchor::LEAD`] bytes.
    pub before: String,
    /// Tells the text that the bytes are of from another.
    pub fingerprint: u64,
}

impl Position {
    /// A place in an open article.
    pub fn of(open: &Document, top: ViewportTop, landed: Option<usize>) -> Self {
        let before = anchor::lead(open.article.text.as_str(), top.offset).to_owned();
        Self { top, landed, before, fingerprint: open.fingerprint }
    }

    /// The page and the mention landed on, in the text as it is now; none where nothing of the place is left.
    pub fn found_in(&self, open: &Document) -> Option<(ViewportTop, Option<usize>)> {
        let text = open.article.text.as_str();
        let is_place = |at: &usize| text.is_char_boundary(*at);
        if self.fingerprint == open.fingerprint {
            return is_place(&self.top.offset).then(|| (self.top, self.landed.filter(is_place)));
        }
        if self.top.offset == 0 {
            return Some((ViewportTop::default(), None));
        }
        let offset = anchor::behind(&self.before, text, self.top.offset)?;
        // What was landed on moved along with the page, if it is still there: whoever lands there looks.
        let landed = self.landed.and_then(|landed| landed.checked_sub(self.top.offset));
        let landed = landed.and_then(|distance| offset.checked_add(distance)).filter(is_place);
        Some((ViewportTop { offset, gap: self.top.gap }, landed))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::article::{ArticleKey, Format, parse};

    const OLD: &str = "A title\n\nThe delegates met in Geneva on Friday. They left on Sunday.\n";

    fn opened(text: &str) -> Document {
        let article = parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text.to_owned(), 0);
        Document::new(Arc::new(article), None)
    }

    fn at(open: &Document, words: &str) -> usize {
        open.article.text.as_str().find(words).unwrap()
    }

    /// The page and the mention landed on, by the words that they begin with.
    fn place(open: &Document, top: &str, landed: Option<&str>) -> (ViewportTop, Option<usize>) {
        (ViewportTop { offset: at(open, top), gap: true }, landed.map(|words| at(open, words)))
    }

    fn position(open: &Document, top: &str, landed: &str) -> Position {
        let (top, landed) = place(open, top, Some(landed));
        Position::of(open, top, landed)
    }

    #[test]
    fn position_in_the_same_text_is_where_it_was() {
        let open = opened(OLD);
        let found = position(&open, "They", "Geneva").found_in(&opened(OLD));
        assert_eq!(found, Some(place(&open, "They", Some("Geneva"))));
    }

    /// A saved position is somebody's file and may say anything.
    #[test]
    fn position_outside_of_the_text_or_inside_a_character_is_not_found() {
        let open = opened("A title\n\nOdesa was Одеса.\n");
        let inside = at(&open, "Одеса") + 1;
        let end = open.article.text.len();
        let found =
            |offset, landed| Position::of(&open, ViewportTop { offset, gap: false }, landed).found_in(&open);
        assert_eq!((found(inside, None), found(end + 1, None)), (None, None));
        let start = ViewportTop::default();
        assert_eq!(found(0, Some(inside)), Some((start, None)));
        assert_eq!(found(0, Some(end + 1)), Some((start, None)));
        assert_eq!(found(0, Some(3)), Some((start, Some(3))));
    }

    #[test]
    fn position_moves_with_the_text_before_it_and_what_was_landed_on_along_with_it() {
        let old = opened(OLD);
        for new in [
            OLD.replace("A title\n", "A title\n\nSomething longer was put in above it.\n"),
            OLD.replace("A title\n\n", ""),
        ] {
            let new = opened(&new);
            let found = position(&old, "They", "Sunday").found_in(&new);
            assert_eq!(found, Some(place(&new, "They", Some("Sunday"))));
        }
    }

    #[test]
    fn mention_above_the_page_or_cut_off_is_not_landed_on_in_a_changed_text() {
        let old = opened(OLD);
        let new = opened(&OLD.replace("A title", "Another title"));
        let page = place(&new, "They", None);
        assert_eq!(position(&old, "They", "Geneva").found_in(&new), Some(page));
        let cut = opened(&OLD.replace("A title", "Another title").replace(" left on Sunday.", ""));
        assert_eq!(position(&old, "They", "Sunday").found_in(&cut), Some(page));
        assert_eq!(position(&old, "They", "They").found_in(&cut), Some((page.0, Some(page.0.offset))));
    }

    #[test]
    fn first_page_of_a_changed_text_is_its_first_page_again() {
        let old = opened(OLD);
        let new = opened(&OLD.replace("A title", "Another title"));
        let found = position(&old, "A title", "Geneva").found_in(&new);
        assert_eq!(found, Some((ViewportTop::default(), None)));
    }

    #[test]
    fn position_is_not_found_where_nothing_before_it_is_left() {
        let found = position(&opened(OLD), "They", "Sunday").found_in(&opened("They left on Sunday.\n"));
        assert_eq!(found, None);
    }
}
