//! The thread that reads the articles, or matches them again with another list.

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

/// The reading that is under way.
pub struct Loading {
    inbox: Sender<Message>,
    library: Arc<FileLibrary>,
    /// Stops it.
    cancel: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Loading {
    /// Begins to read all articles.
    ///
    /// # Errors
    /// That no thread can be started.
    pub fn start(
        library: &Arc<FileLibrary>,
        matcher: &Arc<Matcher>,
        inbox: &Sender<Message>,
    ) -> io::Result<Self> {
        let mut loading =
            Self { inbox: inbox.clone(), library: Arc::clone(library), cancel: Arc::default(), thread: None };
        let matcher = Arc::clone(matcher);
        loading.spawn(move |library, cancel, inbox| {
            read_in_background(&library.paths, &library.door, &matcher, cancel, |event| {
                inbox.send(message(event)).is_ok()
            });
        })?;
        Ok(loading)
    }

    /// Matches all articles with another list, the open one first.
    pub fn match_again(&mut self, matcher: &Arc<Matcher>, index: Index, open: Option<Arc<Article>>) {
        self.library.set_matcher(Arc::clone(matcher));
        let matcher = Arc::clone(matcher);
        let started = self.spawn(move |library, cancel, inbox| {
            let known = (&index, open.as_deref());
            rematch_in_background(&library.paths, &library.door, &matcher, known, cancel, |event| {
                inbox.send(message(event)).is_ok()
            });
        });
        if let Err(error) = started {
            let words = format!("the articles cannot be matched again: {error}");
            // The channel is open for as long as the loop runs, which calls this.
            let _ = self.inbox.send(Message::Act(app::Message::Problem(Notice::problem(words))));
        }
    }

    /// Works on a thread of its own, as soon as the work before it has stopped: what that still says comes first.
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
                // A thread that failed has stopped too.
                let _ = before.join();
            }
            work(&library, &cancel, &inbox);
        })?;
        self.thread = Some(thread);
        Ok(())
    }

    /// Stops; what was read stays.
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
        Event::Problem(problem) => Message::Unread(problem),
    }
}
