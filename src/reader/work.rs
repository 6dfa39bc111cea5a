//! The threads that work aside.

use std::io;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossbeam_channel::{Receiver, Sender};

use crate::app::answering::answer;
use crate::app::opened::Opened;
use crate::app::prompt;
use crate::app::{Action, Answer, Question};
use crate::article::{Article, ArticleKey};
use crate::config::Settings;
use crate::corpus::Index;
use crate::intake::pipeline::read_again;
use crate::intake::{Door, Event, Progress, read_aside};
use crate::mention::Matcher;
use crate::reader::Message;

/// Something to be answered.
enum Job {
    Ask(Question, Index),
    Search(Arc<Article>, String),
}

impl Job {
    /// Whether a newer job makes this one pointless: one of the same kind.
    fn is_outdated_by(&self, newer: &Self) -> bool {
        match (self, newer) {
            (Self::Ask(question, _), Self::Ask(newer, _)) => {
                std::mem::discriminant(question) == std::mem::discriminant(newer)
            }
            (Self::Search(..), Self::Search(..)) => true,
            _ => false,
        }
    }
}

impl Job {
    fn answer(self) -> Answer {
        match self {
            Self::Ask(question, index) => answer(question, &index),
            Self::Search(article, expression) => {
                let hits = prompt::search(article.text.all(), &expression);
                Answer::Hits { article: article.key.clone(), expression, hits }
            }
        }
    }
}

/// The threads, and how to reach them.
pub struct Work {
    cancel: Arc<AtomicBool>,
    opens: Sender<(ArticleKey, Option<u64>)>,
    jobs: Sender<Job>,
}

impl Work {
    /// Starts the threads; reading begins at once.
    pub fn start(settings: &Settings, sender: &Sender<Message>) -> io::Result<Self> {
        let cancel = Arc::new(AtomicBool::new(false));
        let door = Arc::new(Door::default());
        let (opens, keys) = crossbeam_channel::unbounded();
        let (jobs, asked) = crossbeam_channel::unbounded();

        let (to, stop) = (sender.clone(), Arc::clone(&cancel));
        let (paths, matcher) = (settings.paths.clone(), Arc::clone(&settings.matcher));
        let reading_door = Arc::clone(&door);
        thread::Builder::new().name("reading".to_owned()).spawn(move || {
            read_aside(&paths, &reading_door, &matcher, &stop, |event| to.send(message(event)).is_ok());
        })?;
        let (to, matcher) = (sender.clone(), Arc::clone(&settings.matcher));
        thread::Builder::new()
            .name("opening".to_owned())
            .spawn(move || open_all(&keys, &door, &matcher, &to))?;
        let to = sender.clone();
        thread::Builder::new().name("answering".to_owned()).spawn(move || answer_all(&asked, &to))?;
        Ok(Self { cancel, opens, jobs })
    }

    /// Stops reading; what was read stays.
    pub fn cancel(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }

    /// Opens an article. A thread that has ended gives no article: nothing waits for it but the screen.
    pub fn open(&self, key: ArticleKey, known: Option<u64>) {
        let _ = self.opens.send((key, known));
    }

    /// Answers a question.
    pub fn ask(&self, question: Question, index: Index) {
        let _ = self.jobs.send(Job::Ask(question, index));
    }

    /// Searches an article.
    pub fn search(&self, article: Arc<Article>, expression: String) {
        let _ = self.jobs.send(Job::Search(article, expression));
    }
}

fn message(event: Event) -> Message {
    match event {
        Event::Index(index) => Message::Act(Action::Index(index)),
        Event::Progress(Progress { found, read, done }) => {
            Message::Act(Action::Progress { found, read, done })
        }
        Event::Problem(problem) => Message::Unread(problem),
    }
}

/// Opens what is asked for; of several that wait, only the last is still wanted.
fn open_all(
    keys: &Receiver<(ArticleKey, Option<u64>)>,
    door: &Door,
    matcher: &Matcher,
    to: &Sender<Message>,
) {
    while let Ok(mut wanted) = keys.recv() {
        while let Ok(newer) = keys.try_recv() {
            wanted = newer;
        }
        let (key, known) = wanted;
        let outcome = match read_again(door, matcher, &key, known) {
            Ok((article, changed)) => Ok(Opened::new(Arc::new(article), changed.map(Arc::new))),
            Err(problem) => Err((key, problem.to_string())),
        };
        if to.send(Message::Act(Action::Opened(Box::new(outcome)))).is_err() {
            return;
        }
    }
}

/// Answers what is asked; what a newer job of the same kind makes pointless is passed over.
fn answer_all(jobs: &Receiver<Job>, to: &Sender<Message>) {
    while let Ok(first) = jobs.recv() {
        let mut waiting = vec![first];
        while let Ok(newer) = jobs.try_recv() {
            waiting.retain(|job| !job.is_outdated_by(&newer));
            waiting.push(newer);
        }
        for job in waiting {
            let given = match std::panic::catch_unwind(AssertUnwindSafe(|| job.answer())) {
                Ok(answer) => Action::Answer(answer),
                Err(_) => Action::Problem("whoswho failed to count; please report what you did".to_owned()),
            };
            if to.send(Message::Act(given)).is_err() {
                return;
            }
        }
    }
}
