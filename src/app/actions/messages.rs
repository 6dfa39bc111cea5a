//! Dispatches messages from outside to the actions that apply them.

use crate::app::actions::{
    copy, corpus_search, go_to, live_update, open, reload_list, reopen, search, session, undo,
};
use crate::app::jobs::Reply;
use crate::app::message::Message;
use crate::app::state::loading::Loading;
use crate::app::state::notice::Notice;
use crate::app::workspace::Workspace;
use crate::corpus::Index;

/// Applies a message, except input and replies, which are not for the model alone. For replies, see [`take_reply`].
pub fn take(ws: &mut Workspace, message: Message) {
    match message {
        Message::Index(index) => take_index(ws, index),
        Message::Progress { found, read, done } => {
            ws.loading = Loading { found, read, done };
            if done {
                ws.corpus.forget_patches();
            }
            live_update::rescan(ws);
        }
        Message::Problem(notice) => ws.notices.report(notice),
        Message::Noted(Ok(text)) => ws.notify(text),
        Message::Noted(Err(unsaved)) => {
            ws.undo.forget(unsaved.number);
            if !unsaved.note.comment.is_empty() {
                ws.unsaved_note = Some(*unsaved.note);
            }
            ws.warn(unsaved.why);
        }
        Message::NotAdded { number, why } => {
            ws.undo.forget(number);
            ws.warn(why);
        }
        Message::Undone(recorded) => ws.notify(undo::undone(&recorded.change.description())),
        Message::NotUndone { why, again } => undo::failed(ws, why, again),
        Message::Failed(reason) => ws.warn(reason),
        Message::Copied(copying, reached) => copy::copied(ws, &copying, &reached),
        Message::Touched(paths) => live_update::touched(ws, paths),
        Message::IgnoredBefore(names) => ws.ignored.extend(names),
        Message::SavedState(saved) => session::restore(ws, *saved),
        Message::List(outcome) => reload_list::take(ws, outcome),
        Message::Input(_) | Message::Reply(_) => {}
    }
}

fn take_index(ws: &mut Workspace, index: Index) {
    let before = ws.index().len();
    ws.replace_index(index);
    go_to::open_first(ws);
    reopen::reopen_if_changed(ws);
    // Matching with another list changes no text, so the search results stay valid.
    if ws.index().len() != before {
        corpus_search::renew(ws);
    }
}

/// Applies the answer to one of the model's queries. False if the query belongs elsewhere or is no longer wanted.
pub fn take_reply(ws: &mut Workspace, reply: &mut Reply) -> bool {
    if ws.opening.is_for(reply) {
        open::take(ws, reply);
    } else if ws.corpus_search.search.is_for(reply) {
        corpus_search::take(ws, reply);
    } else if ws.file_changes.rescan.is_for(reply) {
        live_update::take(ws, reply);
        if reply.has_failed {
            report_failure(ws);
        }
    } else if ws.article_search.is_for(reply) {
        search::take(ws, reply);
    } else {
        let is_kept = ws.keep(reply);
        if is_kept && reply.has_failed {
            report_failure(ws);
        }
        return is_kept;
    }
    true
}

/// Reports that a query panicked.
pub fn report_failure(ws: &mut Workspace) {
    ws.notices.report(Notice::problem("Internal error; please report what you did"));
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Arc;

    use super::*;
    use crate::analysis::facts::Facts;
    use crate::analysis::search::{ArticleHits, Expression};
    use crate::analysis::suggestions::ArticleNames;
    use crate::app::jobs::{AnySlot, Library, Rescanned, Stop};
    use crate::app::state::note::{Note, UnsavedNote};
    use crate::article::{Article, ArticleKey};
    use crate::corpus::Segment;
    use crate::mention::Matcher;

    /// A library whose every method panics.
    struct Broken;

    impl Library for Broken {
        fn matcher(&self) -> Arc<Matcher> {
            panic!("broken")
        }
        fn open(
            &self,
            _: &Matcher,
            _: &ArticleKey,
            _: Option<u64>,
        ) -> Result<(Article, Option<Segment>), String> {
            panic!("broken")
        }
        fn rescan(&self, _: &Matcher, _: &Index, _: &[PathBuf]) -> Rescanned {
            panic!("broken")
        }
        fn search(
            &self,
            _: &Index,
            _: &Expression,
            _: usize,
            _: &Stop,
            _: &mut dyn FnMut(Vec<ArticleHits>, usize) -> bool,
        ) {
            panic!("broken")
        }
        fn names(&self, _: &Matcher, _: &mut dyn FnMut(ArticleNames) -> bool) {
            panic!("broken")
        }
        fn facts(
            &self,
            _: &Matcher,
            _: &(dyn Fn(&ArticleKey) -> bool + Sync),
            _: &mut dyn FnMut(Option<Facts>) -> bool,
        ) {
            panic!("broken")
        }
    }

    #[test]
    fn rescan_that_panicked_is_reported_and_later_ones_run() {
        let mut ws = Workspace::default();
        ws.loading.done = true;
        live_update::touched(&mut ws, vec![PathBuf::from("a.txt")]);
        let request = ws.file_changes.rescan.take_request().expect("a rescan");
        live_update::touched(&mut ws, vec![PathBuf::from("b.txt")]);
        assert!(ws.file_changes.rescan.take_request().is_none(), "one at a time");
        request.run(&Broken, &mut |mut reply| assert!(take_reply(&mut ws, &mut reply)));
        let message = ws.notices.message().expect("a message");
        assert!(message.is_problem && message.text.starts_with("Internal error"), "{message:?}");
        let next = ws.file_changes.rescan.wanted().expect("a rescan");
        assert_eq!(next.touched, [PathBuf::from("b.txt")]);
        assert!(ws.file_changes.rescan.take_request().is_some());
    }

    #[test]
    fn unsaved_comment_is_kept_when_a_note_without_one_fails() {
        let mut ws = Workspace::default();
        for (number, comment) in [(1, "mine"), (2, "")] {
            let note = Box::new(Note { comment: comment.to_owned(), ..Note::default() });
            take(&mut ws, Message::Noted(Err(UnsavedNote { number, note, why: "no room".to_owned() })));
        }
        assert_eq!(ws.unsaved_note.map(|note| note.comment).as_deref(), Some("mine"));
    }
}
