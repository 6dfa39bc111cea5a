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
        let before = anchor::lead(open.article.text.all(), top.offset).to_owned();
        Self { top, landed, before, fingerprint: open.fingerprint }
    }

    /// The page and the mention landed on, in the text as it is now; none where nothing of the place is left.
    pub fn found_in(&self, open: &Document) -> Option<(ViewportTop, Option<usize>)> {
        let text = open.article.text.all();
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
