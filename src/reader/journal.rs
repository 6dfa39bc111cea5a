//! The thread that remembers: what the reader tells it goes into the memory's file a moment later, many changes at once.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};

use crate::analysis::listing::Sort;
use crate::app;
use crate::app::document::Position;
use crate::app::document::ViewportTop;
use crate::app::geometry::PANES;
use crate::app::input::ViewId;
use crate::app::state::display::Highlight;
use crate::app::state::mark::Mark;
use crate::app::state::notice::Notice;
use crate::app::state::read_mark::ReadMark;
use crate::app::state::saved::{SavedState, Session, SessionChange};
use crate::article::ArticleKey;
use crate::mention::EntityKey;
use crate::reader::background_writer::Writing;
use crate::reader::inbox::Message;
use crate::shell::commands::views;
use crate::store::memory::{
    self, ArticleName, Change, CorpusMemory, Memory, Roots, SavedMark, SavedPosition, SavedReading,
};

/// How long changes are collected before they are written: what a kill can lose.
const COLLECTED: Duration = Duration::from_millis(800);
/// How long the reader waits, at its start, for what was remembered.
const PATIENCE: Duration = Duration::from_millis(40);
/// The setting for one pane that has the screen to itself.
const ALONE: &str = "alone";

/// The thread, and how to reach it; none where nothing is to be remembered.
pub struct MemoryKeeper {
    running: Option<(Sender<SessionChange>, Writing)>,
}

impl MemoryKeeper {
    /// Starts the thread on the memory in a folder, which recalls what it knows of the paths.
    pub fn start(
        folder: Option<&Path>,
        paths: &[PathBuf],
        list: Option<&Path>,
        to: &Sender<Message>,
    ) -> std::io::Result<(Self, Awaited)> {
        let (answer, answered) = crossbeam_channel::bounded(1);
        let Some(folder) = folder else {
            return Ok((Self { running: None }, Awaited { answered, to: to.clone() }));
        };
        let (memos, told) = crossbeam_channel::unbounded();
        let (folder, paths, list, messages) =
            (folder.to_owned(), paths.to_vec(), list.map(Path::to_owned), to.clone());
        let run = move || {
            let warn = |words: Option<String>| {
                if let Some(words) = words {
                    let _ = messages.send(Message::Act(app::Message::Problem(Notice::problem(words))));
                }
            };
            let opened = Memory::open(&folder);
            warn(opened.words);
            let mut memory = opened.memory.corpus(&paths);
            let recalled = memory.recall();
            warn(recalled.words.clone());
            let _ = answer.send(recalled_for_app(recalled, memory.roots()));
            drop(answer);
            warn(memory.keep(vec![Change::Opened(list)]));
            keep_all(&mut memory, &told, warn);
        };
        let writing = Writing::start("memory", run)?;
        Ok((Self { running: Some((memos, writing)) }, Awaited { answered, to: to.clone() }))
    }

    /// Whether anything is remembered.
    pub fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// Remembers this, a moment later.
    pub fn keep(&self, memo: SessionChange) {
        if let Some((memos, _)) = &self.running {
            let _ = memos.send(memo);
        }
    }

    /// Waits until all is written, up to a moment; whether it is.
    pub fn close(self, until: Instant) -> bool {
        self.running.is_none_or(|(memos, writing)| {
            drop(memos);
            writing.has_ended_by(until)
        })
    }
}

/// What was remembered, which is on its way.
pub struct Awaited {
    answered: Receiver<SavedState>,
    to: Sender<Message>,
}

impl Awaited {
    /// What was remembered, if it comes at once. Later it comes as a message.
    pub fn take(self) -> std::io::Result<Option<SavedState>> {
        match self.answered.recv_timeout(PATIENCE) {
            Ok(recalled) => Ok(Some(recalled)),
            Err(crossbeam_channel::RecvTimeoutError::Disconnected) => Ok(None),
            Err(crossbeam_channel::RecvTimeoutError::Timeout) => {
                let wait = move || {
                    if let Ok(recalled) = self.answered.recv() {
                        let _ = self.to.send(Message::Act(app::Message::SavedState(Box::new(recalled))));
                    }
                };
                thread::Builder::new().name("recall".to_owned()).spawn(wait)?;
                Ok(None)
            }
        }
    }
}

/// Writes what is told until nobody is left to tell anything.
fn keep_all(memory: &mut CorpusMemory, told: &Receiver<SessionChange>, warn: impl Fn(Option<String>)) {
    while let Ok(first) = told.recv() {
        let mut memos = vec![first];
        let until = Instant::now() + COLLECTED;
        while let Ok(memo) = told.recv_deadline(until) {
            memos.push(memo);
        }
        let changes = latest(memos).into_iter().map(|memo| change_of(memo, memory.roots())).collect();
        warn(memory.keep(changes));
    }
}

/// The last memo about each thing, in the order in which they came.
fn latest(memos: Vec<SessionChange>) -> Vec<SessionChange> {
    let is_outdated = |memo: &SessionChange, later: &[SessionChange]| match memo {
        SessionChange::Place(key, _) => {
            later.iter().any(|later| matches!(later, SessionChange::Place(other, _) if other == key))
        }
        SessionChange::Session(_) => later.iter().any(|later| matches!(later, SessionChange::Session(_))),
        _ => false,
    };
    let keeps: Vec<bool> = (0..memos.len())
        .map(|at| !is_outdated(&memos[at], memos.get(at + 1..).unwrap_or_default()))
        .collect();
    memos.into_iter().zip(keeps).filter(|(_, keeps)| *keeps).map(|(memo, _)| memo).collect()
}

fn kept_key(key: &ArticleKey, roots: &Roots) -> ArticleName {
    roots.key(&key.path, key.item.as_deref())
}

fn article_key(key: &ArticleName, roots: &Roots) -> Option<ArticleKey> {
    let path = roots.path_of(key)?;
    Some(ArticleKey { path: Arc::from(path), item: key.item.as_deref().map(Arc::from) })
}

fn kept_place(spot: &Position) -> SavedPosition {
    SavedPosition {
        offset: spot.top.offset as u64,
        gap: spot.top.gap,
        landed: spot.landed.map(|landed| landed as u64),
        before: spot.before.clone(),
        fingerprint: spot.fingerprint,
    }
}

fn spot_of(place: SavedPosition) -> Option<Position> {
    Some(Position {
        top: ViewportTop { offset: usize::try_from(place.offset).ok()?, gap: place.gap },
        landed: place.landed.and_then(|landed| usize::try_from(landed).ok()),
        before: place.before,
        fingerprint: place.fingerprint,
    })
}

fn name_of<T: PartialEq>(names: &[(&str, T)], wanted: &T) -> Option<String> {
    names.iter().find(|(_, one)| one == wanted).map(|(name, _)| (*name).to_owned())
}

fn of_name<T: Copy>(names: &[(&str, T)], wanted: Option<&str>) -> Option<T> {
    names.iter().find(|(name, _)| Some(*name) == wanted).map(|(_, one)| *one)
}

fn change_of(memo: SessionChange, roots: &Roots) -> Change {
    match memo {
        SessionChange::Place(key, spot) => Change::Place(kept_key(&key, roots), kept_place(&spot)),
        SessionChange::ReadMark(key, seen) => {
            let ReadMark { to, is_read, fingerprint } = seen;
            Change::Reading(kept_key(&key, roots), SavedReading { seen_to: to as u64, is_read, fingerprint })
        }
        SessionChange::Unread(key) => Change::Unread(kept_key(&key, roots)),
        SessionChange::Mark(letter, mark) => {
            let kept = |mark: Mark| SavedMark {
                key: kept_key(&mark.key, roots),
                place: kept_place(&mark.spot),
                words: mark.words,
            };
            Change::Mark(letter, mark.map(kept))
        }
        SessionChange::Search(expression) => Change::Search(expression),
        SessionChange::Session(session) => Change::Session(Box::new(kept_session(*session, roots))),
    }
}

fn kept_session(session: Session, roots: &Roots) -> memory::Session {
    let selected = session.selected.map(|key| memory::Selected {
        id: key.id.to_string(),
        value: key.value.map(|value| value.to_string()),
    });
    memory::Session {
        open: session.open.map(|key| kept_key(&key, roots)),
        selected,
        view: Some(session.view.name.to_owned()),
        focus: name_of(PANES, &session.focus),
        hidden_kinds: session.hidden.into_iter().collect(),
        highlight: session.highlight.and_then(|highlight| name_of(Highlight::ALL, &highlight)),
        sort: session.sort.map(|sort| sort.name().to_owned()),
        nested: Some(session.show_nested),
        settings: BTreeMap::from([(ALONE.to_owned(), session.zoomed.to_string())]),
    }
}

/// Returns the view of a saved name, or the reading view if there is none of this name.
fn view_of(name: Option<&str>) -> ViewId {
    views().iter().find(|view| Some(view.name) == name).copied().unwrap_or_default()
}

fn session_for_app(session: memory::Session, roots: &Roots) -> Session {
    let zoomed = session.setting(ALONE) == Some("true");
    let selected = session.selected.map(|selected| EntityKey {
        id: selected.id.as_str().into(),
        value: selected.value.as_deref().map(Into::into),
    });
    Session {
        open: session.open.as_ref().and_then(|key| article_key(key, roots)),
        selected,
        view: view_of(session.view.as_deref()),
        focus: of_name(PANES, session.focus.as_deref()).unwrap_or_default(),
        hidden: session.hidden_kinds.into_iter().collect(),
        highlight: of_name(Highlight::ALL, session.highlight.as_deref()),
        sort: session.sort.as_deref().and_then(Sort::from_name),
        show_nested: session.nested.unwrap_or_default(),
        zoomed,
    }
}

fn recalled_for_app(recalled: memory::Recalled, roots: &Roots) -> SavedState {
    let (mut places, mut read_marks) = (HashMap::new(), HashMap::new());
    for article in recalled.articles {
        let Some(key) = article_key(&article.key, roots) else { continue };
        if let Some(spot) = article.place.and_then(spot_of) {
            places.insert(key.clone(), spot);
        }
        if let Some(SavedReading { seen_to, is_read, fingerprint }) = article.reading {
            let to = usize::try_from(seen_to).unwrap_or_default();
            read_marks.insert(key, ReadMark { to, is_read, fingerprint });
        }
    }
    let mark = |(letter, kept): (char, SavedMark)| {
        let (key, spot) = (article_key(&kept.key, roots)?, spot_of(kept.place)?);
        Some((letter, Mark { key, spot, words: kept.words }))
    };
    SavedState {
        session: Some(session_for_app(recalled.session, roots)),
        places,
        read_marks,
        marks: recalled.marks.into_iter().filter_map(mark).collect(),
        history: recalled.history,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> ArticleKey {
        ArticleKey::from_path(Path::new(name))
    }

    #[test]
    fn of_many_changes_of_one_thing_the_last_is_written() {
        let place = |name: &str, offset| {
            SessionChange::Place(
                key(name),
                Position { top: ViewportTop { offset, gap: false }, ..Position::default() },
            )
        };
        let session = |zoomed| SessionChange::Session(Box::new(Session { zoomed, ..Session::default() }));
        let mark = SessionChange::Mark('a', None);
        let memos = vec![
            place("a", 1),
            session(true),
            mark.clone(),
            place("b", 1),
            place("a", 2),
            mark.clone(),
            session(false),
        ];
        assert_eq!(latest(memos), [mark.clone(), place("b", 1), place("a", 2), mark, session(false)]);
    }

    #[test]
    fn a_session_comes_back_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let roots = Roots::new(&[folder.path().to_path_buf()]);
        let session = Session {
            open: Some(key(&folder.path().join("a.txt").to_string_lossy())),
            selected: Some(EntityKey { id: "plan".into(), value: Some("28".into()) }),
            view: crate::views::compare::COMPARE,
            focus: crate::app::geometry::Pane::Entities,
            hidden: ["place".to_owned()].into(),
            highlight: Some(Highlight::Selected),
            sort: Some(Sort::Date),
            show_nested: true,
            zoomed: true,
        };
        assert_eq!(session_for_app(kept_session(session.clone(), &roots), &roots), session);
    }
}
