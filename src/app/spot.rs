//! A place in a text that finds itself again when the text has changed.

use crate::app::anchor;
use crate::app::opened::Opened;
use crate::app::page::Top;

/// A place in an article's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The page: its first row.
    pub top: Top,
    /// First byte of the mention landed on.
    pub landed: Option<usize>,
    /// The text just before the first row, at most [`anchor::LEAD`] bytes.
    pub before: String,
    /// Tells the text that the bytes are of from another.
    pub fingerprint: u64,
}

impl Spot {
    /// A place in an open article.
    pub fn of(open: &Opened, top: Top, landed: Option<usize>) -> Self {
        let before = anchor::lead(open.article.text.all(), top.offset).to_owned();
        Self { top, landed, before, fingerprint: open.fingerprint }
    }

    /// The page and the mention landed on, in the text as it is now; none where nothing of the place is left.
    pub fn found_in(&self, open: &Opened) -> Option<(Top, Option<usize>)> {
        let text = open.article.text.all();
        let is_place = |at: &usize| text.is_char_boundary(*at);
        if self.fingerprint == open.fingerprint {
            return is_place(&self.top.offset).then(|| (self.top, self.landed.filter(is_place)));
        }
        if self.top.offset == 0 {
            return Some((Top::default(), None));
        }
        let offset = anchor::behind(&self.before, text, self.top.offset)?;
        // What was landed on moved along with the page, if it is still there: whoever lands there looks.
        let landed = self.landed.and_then(|landed| landed.checked_sub(self.top.offset));
        let landed = landed.and_then(|distance| offset.checked_add(distance)).filter(is_place);
        Some((Top { offset, gap: self.top.gap }, landed))
    }
}
