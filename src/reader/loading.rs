//! The thread that reads the articles, and matches them again when the list changes.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use crossbeam_channel::Sender;

use crate::app;
use crate::app::state::notice::Notice;
use crate::article::Article;
use crate::corpus::Index;
use crate::intake::{Event, Progress, read_in_background, rematch_in_background};
use crate::mention::Matcher;
use crate::reader::inbox::Message;
use crate::reader::library::FileLibrary;

/// The current run over all articles.
pub struct Loading {
    inbox: Sender<Message>,
    library: Arc<FileLibrary>,
    /// Set to cancel the run.
    cancel: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Loading {
    /// Starts reading all articles.
    ///
    /// # Errors
    /// If the thread cannot be started.
    pub fn start(
        library: &Arc<FileLibrary>,
        matcher: &Arc<Matcher>,
        inbox: &Sender<Message>,
    ) -> io::Result<Self> {
        let mut loading =
            Self { inbox: inbox.clone(), library: Arc::clone(library), cancel: Arc::default(), thread: None };
        let matcher = Arc::clone(matcher);
        loading.spawn(move |library, cancel, inbox| {
            read_in_background(&library.paths, &library.article_reader, &matcher, cancel, |event| {
                inbox.send(message(event)).is_ok()
            });
        })?;
        Ok(loading)
    }

    /// Matches all articles with another list, the open one first.
    pub fn rematch(&mut self, matcher: &Arc<Matcher>, index: Index, open: Option<Arc<Article>>) {
        self.library.set_matcher(Arc::clone(matcher));
        let matcher = Arc::clone(matcher);
        let started = self.spawn(move |library, cancel, inbox| {
            let old = (&index, open.as_deref());
            rematch_in_background(&library.paths, &library.article_reader, &matcher, old, cancel, |event| {
                inbox.send(message(event)).is_ok()
            });
        });
        if let Err(error) = started {
            let message = format!("the articles cannot be matched again: {error}");
            // The run loop calls this, so the channel is open.
            let _ = self.inbox.send(Message::Act(app::Message::Problem(Notice::problem(message))));
        }
    }

    /// Cancels the current work and runs `work` on a new thread once the current work has stopped, so that the last
    /// messages of the current work come first.
    fn spawn(
        &mut self,
        work: impl FnOnce(&FileLibrary, &AtomicBool, &Sender<Message>) + Send + 'static,
    ) -> io::Result<()> {
        self.cancel();
        self.cancel = Arc::default();
        let before = self.thread.take();
        let (inbox, cancel) = (self.inbox.clone(), Arc::clone(&self.cancel));
        let library = Arc::clone(&self.library);
        let thread = thread::Builder::new().name("reading".to_owned()).spawn(move || {
            if let Some(before) = before {
                // A thread that panicked has stopped too.
                let _ = before.join();
            }
            work(&library, &cancel, &inbox);
        })?;
        self.thread = Some(thread);
        Ok(())
    }

    /// Stops reading. Articles read so far stay.
    pub fn cancel(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}

fn message(event: Event) -> Message {
    match event {
        Event::Index(index) => Message::Act(app::Message::Index(index)),
        Event::Progress(Progress { found, read, done }) => {
            Message::Act(app::Message::Progress { found, read, done })
        }
        Event::Problem(problem) => Message::ReadProblem(problem),
    }
}
