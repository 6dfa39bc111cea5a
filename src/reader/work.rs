//! The threads that work aside.

use std::collections::HashSet;
use std::io;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender};

use crate::analysis::search::Expression;
use crate::analysis::suggestions::{Gathered, sightings};
use crate::app::answering::{answer, list, picked, why};
use crate::app::document::{Changed, Document};
use crate::app::finding::{FoundPart, MOST_ROWS};
use crate::app::messages::Told;
use crate::app::narrowing::Wanted;
use crate::app::picker::PickQuestion;
use crate::app::suggesting::Suggested;
use crate::app::watching::Changes;
use crate::app::{Action, Answer, Question};
use crate::article::{Article, ArticleKey};
use crate::corpus::Index;
use crate::intake::again::look_again;
use crate::intake::pipeline::read_again;
use crate::intake::search::search_aside;
use crate::intake::{Door, Event, Progress, made_of_each, match_again_aside, read_aside};
use crate::mention::{EntityRef, Found, Matcher, Mention};
use crate::reader::Message;
use crate::text::fold::fold_form;

/// All articles to be searched.
struct SearchAll {
    run: u64,
    expression: String,
    index: Index,
    cancel: Arc<AtomicBool>,
}

/// Something to be answered.
enum Job {
    Ask(Question, Index),
    List(Wanted, Index),
    Search(Arc<Article>, String),
    Pick(PickQuestion),
    Explain {
        article: Arc<Article>,
        matcher: Arc<Matcher>,
        mention: Mention,
        entities: Vec<EntityRef>,
        generation: u64,
    },
}

impl Job {
    /// Whether a newer job makes this one pointless: one of the same kind.
    fn is_outdated_by(&self, newer: &Self) -> bool {
        match (self, newer) {
            (Self::Ask(question, _), Self::Ask(newer, _)) => {
                std::mem::discriminant(question) == std::mem::discriminant(newer)
            }
            (Self::List(..), Self::List(..))
            | (Self::Search(..), Self::Search(..))
            | (Self::Pick(..), Self::Pick(..))
            | (Self::Explain { .. }, Self::Explain { .. }) => true,
            _ => false,
        }
    }
}

impl Job {
    fn answer(self) -> Answer {
        match self {
            Self::Ask(question, index) => answer(question, &index),
            Self::List(wanted, index) => list(&index, wanted),
            Self::Pick(question) => picked(&question),
            Self::Search(article, expression) => {
                let hits = Expression::new(&expression).map(|expression| expression.hits(&article));
                Answer::Hits { article: article.key.clone(), expression, hits }
            }
            Self::Explain { article, matcher, mention, entities, generation } => {
                Answer::Why(generation, why(&matcher, &article, mention, &entities))
            }
        }
    }
}

/// The threads, and how to reach them.
pub struct Work {
    to: Sender<Message>,
    paths: Vec<PathBuf>,
    door: Arc<Door>,
    /// The list that articles are opened with.
    matcher: Arc<Mutex<Arc<Matcher>>>,
    /// Stops the reading that is under way.
    cancel: Arc<AtomicBool>,
    reading: Option<JoinHandle<()>>,
    /// Gives up searching all articles.
    searching: Arc<AtomicBool>,
    searches: Sender<SearchAll>,
    /// Gives up looking for names.
    look: Arc<AtomicBool>,
    opens: Sender<(ArticleKey, Option<u64>)>,
    jobs: Sender<Job>,
    /// Matches an article again to say why a mention is there: in one of megabytes numbers would wait long behind it.
    claims: Sender<Job>,
}

impl Work {
    /// Starts the threads; reading begins at once.
    pub fn start(
        paths: &[PathBuf],
        door: Door,
        matcher: &Arc<Matcher>,
        sender: &Sender<Message>,
    ) -> io::Result<Self> {
        let door = Arc::new(door);
        let first = Arc::clone(matcher);
        let matcher = Arc::new(Mutex::new(Arc::clone(matcher)));
        let opens = opening(&door, &matcher, sender)?;
        let (jobs, asked) = crossbeam_channel::unbounded();
        let (claims, claimed) = crossbeam_channel::unbounded();
        for (name, asked) in [("answering", asked), ("explaining", claimed)] {
            let to = sender.clone();
            thread::Builder::new().name(name.to_owned()).spawn(move || answer_all(&asked, &to))?;
        }
        let (searches, wanted) = crossbeam_channel::unbounded();
        let (to, searching_door) = (sender.clone(), Arc::clone(&door));
        thread::Builder::new()
            .name("searching".to_owned())
            .spawn(move || search_each(&wanted, &searching_door, &to))?;
        let (to, paths, cancel) = (sender.clone(), paths.to_vec(), Arc::default());
        let mut work = Self {
            to,
            paths,
            door,
            matcher,
            cancel,
            reading: None,
            look: Arc::default(),
            searching: Arc::default(),
            searches,
            opens,
            jobs,
            claims,
        };
        work.read(move |paths, door, cancel, to| {
            read_aside(paths, door, &first, cancel, |event| to.send(message(event)).is_ok());
        })?;
        Ok(work)
    }

    /// Reads on a thread of its own, as soon as the reading before it has stopped: what it still says comes first.
    fn read(
        &mut self,
        read: impl FnOnce(&[PathBuf], &Door, &AtomicBool, &Sender<Message>) + Send + 'static,
    ) -> io::Result<()> {
        self.cancel();
        self.cancel = Arc::default();
        let before = self.reading.take();
        let (to, cancel) = (self.to.clone(), Arc::clone(&self.cancel));
        let (paths, door) = (self.paths.clone(), Arc::clone(&self.door));
        let reading = thread::Builder::new().name("reading".to_owned()).spawn(move || {
            if let Some(before) = before {
                // A thread that failed has stopped too.
                let _ = before.join();
            }
            read(&paths, &door, &cancel, &to);
        })?;
        self.reading = Some(reading);
        Ok(())
    }

    /// Matches all articles with another list.
    pub fn match_again(&mut self, matcher: &Arc<Matcher>, index: Index, open: Option<Arc<Article>>) {
        *self.matcher.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(matcher);
        let matcher = Arc::clone(matcher);
        let started = self.read(move |paths, door, cancel, to| {
            let known = (&index, open.as_deref());
            match_again_aside(paths, door, &matcher, known, cancel, |event| to.send(message(event)).is_ok());
        });
        if let Err(error) = started {
            let words = format!("the articles cannot be matched again: {error}");
            // The channel is open for as long as the loop runs, which calls this.
            let _ = self.to.send(Message::Act(Action::Problem(Told::problem(words))));
        }
    }

    /// Looks again at files that were touched, on a thread of its own.
    pub fn look_again(&self, touched: Vec<PathBuf>, index: Index) {
        let matcher = Arc::clone(&self.matcher.lock().unwrap_or_else(PoisonError::into_inner));
        let (to, paths, door) = (self.to.clone(), self.paths.clone(), Arc::clone(&self.door));
        let look = move || {
            let seen = look_again(&paths, &door, &matcher, &index, &touched);
            for problem in seen.problems {
                let _ = to.send(Message::Unread(problem));
            }
            let changes = Changes {
                found: seen.found.into_iter().map(Arc::new).collect(),
                gone: seen.gone,
                list: Arc::clone(matcher.gazetteer()),
                touched,
            };
            let _ = to.send(Message::Act(Action::Changes(Box::new(changes))));
        };
        if let Err(error) = thread::Builder::new().name("looking".to_owned()).spawn(look) {
            let words = format!("changed articles cannot be read: {error}");
            let _ = self.to.send(Message::Act(Action::Refused(words)));
        }
    }

    /// Stops reading; what was read stays.
    pub fn cancel(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }

    /// Opens an article. A thread that has ended gives no article: nothing waits for it but the screen.
    pub fn open(&self, key: ArticleKey, known: Option<u64>) {
        let _ = self.opens.send((key, known));
    }

    /// Gives up the article that is being opened: the next one is opened on a new thread, since a disk may never answer the old one.
    pub fn stop_opening(&mut self) {
        match opening(&self.door, &self.matcher, &self.to) {
            Ok(opens) => self.opens = opens,
            Err(error) => {
                let words = format!("the next article waits for this one: {error}");
                let _ = self.to.send(Message::Act(Action::Refused(words)));
            }
        }
    }

    /// Answers a question.
    pub fn ask(&self, question: Question, index: Index) {
        let _ = self.jobs.send(Job::Ask(question, index));
    }

    /// Sorts and narrows the list of articles.
    pub fn list(&self, wanted: Wanted, index: Index) {
        let _ = self.jobs.send(Job::List(wanted, index));
    }

    /// Finds all claims on a mention's characters.
    pub fn explain(
        &self,
        article: Arc<Article>,
        mention: Mention,
        entities: Vec<EntityRef>,
        generation: u64,
    ) {
        let matcher = Arc::clone(&self.matcher.lock().unwrap_or_else(PoisonError::into_inner));
        let _ = self.claims.send(Job::Explain { article, matcher, mention, entities, generation });
    }

    /// Looks through all articles for names that are not listed; a look that is still under way is given up.
    pub fn suggest(&mut self, generation: u64, refused: HashSet<String>) {
        self.stop_suggesting();
        self.look = Arc::default();
        let matcher = Arc::clone(&self.matcher.lock().unwrap_or_else(PoisonError::into_inner));
        let (to, given_up) = (self.to.clone(), Arc::clone(&self.look));
        let (paths, door) = (self.paths.clone(), Arc::clone(&self.door));
        let started = thread::Builder::new().name("suggesting".to_owned()).spawn(move || {
            let mut gathered = Gathered::new();
            // What cannot be read was told when the articles were read.
            let names = |article: Article, found: Found| sightings(&article, &found, matcher.gazetteer());
            let mut articles = 0;
            let _ = made_of_each(&paths, &door, &matcher, names, |names| {
                gathered.add(names);
                articles += 1;
                if articles % TOLD_EVERY == 0 {
                    let answer = Answer::LookedThrough(generation, articles);
                    let _ = to.send(Message::Act(Action::Answer(answer)));
                }
                !given_up.load(Ordering::Relaxed)
            });
            if !given_up.load(Ordering::Relaxed) {
                let rows =
                    gathered.suggestions(matcher.gazetteer(), |name| refused.contains(&fold_form(name)));
                let (list, is_cut) = (Arc::clone(matcher.gazetteer()), gathered.is_cut());
                let answer = Answer::Suggestions(Suggested { generation, list, rows, is_cut });
                // Nobody listens once the loop has ended.
                let _ = to.send(Message::Act(Action::Answer(answer)));
            }
        });
        if let Err(error) = started {
            let _ =
                self.to.send(Message::Act(Action::Refused(format!("no names can be looked for: {error}"))));
        }
    }

    /// Gives up looking for names.
    pub fn stop_suggesting(&self) {
        self.look.store(true, Ordering::Relaxed);
    }

    /// Searches all articles; a search that is still under way is given up.
    pub fn search_all(&mut self, run: u64, expression: String, index: Index) {
        self.stop_searching();
        self.searching = Arc::default();
        let _ = self.searches.send(SearchAll { run, expression, index, cancel: Arc::clone(&self.searching) });
    }

    /// Gives up searching all articles.
    pub fn stop_searching(&self) {
        self.searching.store(true, Ordering::Relaxed);
    }

    /// Ranks what a picker offers.
    pub fn pick(&self, question: PickQuestion) {
        let _ = self.jobs.send(Job::Pick(question));
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

/// Searches all articles for what is asked; of several searches that wait, only the last is still wanted.
fn search_each(searches: &Receiver<SearchAll>, door: &Door, to: &Sender<Message>) {
    while let Ok(first) = searches.recv() {
        let SearchAll { run, expression, index, cancel } = searches.try_iter().last().unwrap_or(first);
        let tell = |found, searched, done| {
            let part = FoundPart { run, found, searched, done };
            to.send(Message::Act(Action::Found(part))).is_ok()
        };
        let is_listened_to = match Expression::new(&expression) {
            Ok(_) if index.is_empty() => tell(Ok(Vec::new()), 0, true),
            Ok(expression) => {
                let all = index.len();
                search_aside(&index, door, &expression, MOST_ROWS, &cancel, |found, searched| {
                    tell(Ok(found), searched, searched == all)
                });
                true
            }
            Err(reason) => tell(Err(reason), 0, true),
        };
        if !is_listened_to {
            return;
        }
    }
}

/// After how many articles it is told how far looking for names has come.
const TOLD_EVERY: usize = 256;

/// A thread that opens articles, and the way to ask it for one; it ends when nobody can ask any more.
fn opening(
    door: &Arc<Door>,
    matcher: &Arc<Mutex<Arc<Matcher>>>,
    to: &Sender<Message>,
) -> io::Result<Sender<(ArticleKey, Option<u64>)>> {
    let (opens, keys) = crossbeam_channel::unbounded();
    let (to, door, matcher) = (to.clone(), Arc::clone(door), Arc::clone(matcher));
    thread::Builder::new().name("opening".to_owned()).spawn(move || open_all(&keys, &door, &matcher, &to))?;
    Ok(opens)
}

/// Opens what is asked for; of several that wait, only the last is still wanted.
fn open_all(
    keys: &Receiver<(ArticleKey, Option<u64>)>,
    door: &Door,
    matcher: &Mutex<Arc<Matcher>>,
    to: &Sender<Message>,
) {
    while let Ok(mut wanted) = keys.recv() {
        while let Ok(newer) = keys.try_recv() {
            wanted = newer;
        }
        let (key, known) = wanted;
        let matcher = Arc::clone(&matcher.lock().unwrap_or_else(PoisonError::into_inner));
        let open = || match read_again(door, &matcher, &key, known) {
            Ok((article, changed)) => {
                let list = || Arc::clone(matcher.gazetteer());
                let changed = changed.map(|segment| Changed { segment: Arc::new(segment), list: list() });
                Ok(Document::new(Arc::new(article), changed))
            }
            Err(problem) => Err(problem.to_string()),
        };
        let outcome = std::panic::catch_unwind(AssertUnwindSafe(open));
        let outcome = outcome.unwrap_or_else(|_| Err(format!("{FAILED} to open {key}; {REPORT}")));
        let outcome = outcome.map_err(|words| (key, words));
        if to.send(Message::Act(Action::Opened(Box::new(outcome)))).is_err() {
            return;
        }
    }
}

const FAILED: &str = "whoswho failed";
const REPORT: &str = "please report what you did";

/// Answers what is asked; what a newer job of the same kind makes pointless is passed over.
fn answer_all(jobs: &Receiver<Job>, to: &Sender<Message>) {
    while let Ok(first) = jobs.recv() {
        let mut waiting = vec![first];
        while let Ok(newer) = jobs.try_recv() {
            waiting.retain(|job| !job.is_outdated_by(&newer));
            waiting.push(newer);
        }
        for job in waiting {
            let search = match &job {
                Job::Search(article, expression) => Some((article.key.clone(), expression.clone())),
                _ => None,
            };
            let given = match (std::panic::catch_unwind(AssertUnwindSafe(|| job.answer())), search) {
                (Ok(answer), _) => Action::Answer(answer),
                // Keys wait for the hits, so that there are none must be told.
                (Err(_), Some((article, expression))) => {
                    let hits = Err(format!("{FAILED} to search; {REPORT}"));
                    Action::Answer(Answer::Hits { article, expression, hits })
                }
                (Err(_), None) => Action::Problem(Told::problem(format!("{FAILED} to count; {REPORT}"))),
            };
            if to.send(Message::Act(given)).is_err() {
                return;
            }
        }
    }
}
