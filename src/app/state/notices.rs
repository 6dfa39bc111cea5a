//! The status message, and what could not be read or was skipped.

use crate::app::state::notice::Notice;

/// The status message, and what could not be read or was skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notices {
    message: Option<Notice>,
    problems: Vec<Notice>,
}

impl Notices {
    /// Returns the message that is shown until the next key press or click.
    pub fn message(&self) -> Option<&Notice> {
        self.message.as_ref()
    }

    /// Returns what could not be read or was skipped, in order.
    pub fn problems(&self) -> &[Notice] {
        &self.problems
    }

    /// Shows a message until the next key press or click.
    pub fn show(&mut self, notice: Notice) {
        self.message = Some(notice);
    }

    /// Shows no message.
    pub fn clear_message(&mut self) {
        self.message = None;
    }

    /// Adds a problem and shows it, unless it was reported before: a file that is read again has the same problems. A
    /// message about something skipped does not replace one about a failure.
    pub fn report(&mut self, notice: Notice) {
        if self.problems.contains(&notice) {
            return;
        }
        self.problems.push(notice.clone());
        let hides_failure =
            !notice.is_problem && self.message.as_ref().is_some_and(|message| message.is_problem);
        if !hides_failure {
            self.show_reported(notice);
        }
    }

    /// Adds several problems and shows the first.
    pub fn report_all(&mut self, notices: Vec<Notice>) {
        let Some(first) = notices.first().cloned() else { return };
        self.problems.extend(notices);
        self.show_reported(first);
    }

    fn show_reported(&mut self, Notice { text, is_problem }: Notice) {
        let text = match self.problems.len() - 1 {
            0 => text,
            more => format!("{text} (and {more} more; :messages)"),
        };
        self.show(Notice { text, is_problem });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_problem_is_not_reported_again_and_something_skipped_hides_no_failure() {
        let mut notices = Notices::default();
        notices.report(Notice::problem("a"));
        notices.clear_message();
        notices.report(Notice::problem("a"));
        assert_eq!((notices.message(), notices.problems().len()), (None, 1));
        notices.report(Notice::problem("b"));
        notices.report(Notice::info("skipped"));
        assert_eq!(notices.message().map(|message| message.text.as_str()), Some("b (and 1 more; :messages)"));
        assert_eq!(notices.problems().len(), 3);
    }
}
