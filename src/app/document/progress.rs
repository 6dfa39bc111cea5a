//! How far the page is in an article: the one measure for the percentage, the minutes left and the bar beside the text.
//!
//! It measures the end of the page against the end of the body. What follows the article on a web page is not counted:
//! once the last line of the body is on the page, the article counts as finished, with nothing left to read.

use std::ops::Range;

use super::{Document, ViewportTop};

/// How far the page is in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// First byte of the article.
    pub first: usize,
    /// The byte after the body.
    pub end: usize,
    /// Bytes on the page. If the page is only an empty row, an empty range where its text would begin.
    pub page: Range<usize>,
    /// Minutes that the rest of the body takes to read, rounded up. 0 exactly if the end is on the page or above it.
    pub minutes: u64,
}

impl Progress {
    /// Measures a page by the bytes on it and its top. None if the article is empty.
    pub fn of(open: &Document, visible: Range<usize>, top: ViewportTop) -> Option<Self> {
        let first = open.pieces.first()?.range.start;
        let end = open.end_of_body().max(first);
        let page = if visible.is_empty() { top.offset..top.offset } else { visible };
        // The rest may contain no words, only a row of asterisks.
        let minutes = if page.end >= end { 0 } else { open.minutes_from(page.end).max(1) };
        Some(Self { first, end, page, minutes })
    }

    /// True if the first line is on the page.
    pub fn is_at_start(&self) -> bool {
        self.page.start <= self.first
    }

    /// True if the last line of the body is on the page, or above it.
    pub fn is_at_end(&self) -> bool {
        self.page.end >= self.end
    }

    /// Returns how much of the body is above the end of the page, rounded down; 100 exactly at the end.
    pub fn percent(&self) -> usize {
        let above = self.page.end.clamp(self.first, self.end) - self.first;
        (above * 100).checked_div(self.end - self.first).unwrap_or(100)
    }
}
