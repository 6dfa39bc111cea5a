//! A position in a text. It is found again after the text was edited.

use super::anchor;
use super::document::Document;
use super::viewport::ViewportTop;

/// A position that survives edits, found again by the text before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// First row of the page.
    pub top: ViewportTop,
    /// Byte offset of the current mention.
    pub mention: Option<usize>,
    /// The text just before the first row, at most [`anchor::LEAD`] bytes.
    pub before: String,
    /// Fingerprint of the text that the offsets refer to.
    pub fingerprint: u64,
}

impl Position {
    /// Creates a position in the open article.
    pub fn of(open: &Document, top: ViewportTop, mention: Option<usize>) -> Self {
        let before = anchor::lead(open.article.text.as_str(), top.offset).to_owned();
        Self { top, mention, before, fingerprint: open.fingerprint }
    }

    /// Finds the page and the current mention in the text as it is now. None if too little of the text before the page
    /// is left, or if the text is the same and the page does not begin at a character of it. In a changed text, the
    /// first page stays the first page and loses the current mention.
    pub fn found_in(&self, open: &Document) -> Option<(ViewportTop, Option<usize>)> {
        let text = open.article.text.as_str();
        let is_boundary = |at: &usize| text.is_char_boundary(*at);
        if self.fingerprint == open.fingerprint {
            return is_boundary(&self.top.offset).then(|| (self.top, self.mention.filter(is_boundary)));
        }
        if self.top.offset == 0 {
            return Some((ViewportTop::default(), None));
        }
        let offset = anchor::find_end(&self.before, text, self.top.offset)?;
        // The mention is taken to have moved along with the page; the caller checks that it is still there.
        let mention = self.mention.and_then(|mention| mention.checked_sub(self.top.offset));
        let mention = mention.and_then(|distance| offset.checked_add(distance)).filter(is_boundary);
        Some((ViewportTop { offset, gap: self.top.gap }, mention))
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

    /// Returns the page and the current mention that begin with these words.
    fn place(open: &Document, top: &str, mention: Option<&str>) -> (ViewportTop, Option<usize>) {
        (ViewportTop { offset: at(open, top), gap: true }, mention.map(|words| at(open, words)))
    }

    fn position(open: &Document, top: &str, mention: &str) -> Position {
        let (top, mention) = place(open, top, Some(mention));
        Position::of(open, top, mention)
    }

    #[test]
    fn position_in_the_same_text_is_where_it_was() {
        let open = opened(OLD);
        let found = position(&open, "They", "Geneva").found_in(&opened(OLD));
        assert_eq!(found, Some(place(&open, "They", Some("Geneva"))));
    }

    /// A saved position comes from a file, which may contain anything.
    #[test]
    fn position_outside_the_text_or_inside_a_character_is_not_found() {
        let open = opened("A title\n\nOdesa was Одеса.\n");
        let inside = at(&open, "Одеса") + 1;
        let end = open.article.text.len();
        let found = |offset, mention| {
            Position::of(&open, ViewportTop { offset, gap: false }, mention).found_in(&open)
        };
        assert_eq!((found(inside, None), found(end + 1, None)), (None, None));
        let start = ViewportTop::default();
        assert_eq!(found(0, Some(inside)), Some((start, None)));
        assert_eq!(found(0, Some(end + 1)), Some((start, None)));
        assert_eq!(found(0, Some(3)), Some((start, Some(3))));
    }

    #[test]
    fn position_and_mention_move_with_the_text_before_them() {
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
    fn mention_above_the_page_or_deleted_is_dropped_in_a_changed_text() {
        let old = opened(OLD);
        let new = opened(&OLD.replace("A title", "Another title"));
        let page = place(&new, "They", None);
        assert_eq!(position(&old, "They", "Geneva").found_in(&new), Some(page));
        let cut = opened(&OLD.replace("A title", "Another title").replace(" left on Sunday.", ""));
        assert_eq!(position(&old, "They", "Sunday").found_in(&cut), Some(page));
        assert_eq!(position(&old, "They", "They").found_in(&cut), Some((page.0, Some(page.0.offset))));
    }

    #[test]
    fn first_page_stays_the_first_page_of_a_changed_text() {
        let old = opened(OLD);
        let new = opened(&OLD.replace("A title", "Another title"));
        let found = position(&old, "A title", "Geneva").found_in(&new);
        assert_eq!(found, Some((ViewportTop::default(), None)));
    }

    #[test]
    fn position_is_not_found_if_nothing_before_it_is_left() {
        let found = position(&opened(OLD), "They", "Sunday").found_in(&opened("They left on Sunday.\n"));
        assert_eq!(found, None);
    }
}
