//! The thread that saves the session: changes are collected for a moment, then written to the state file together.

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
use crate::app::state::dismissal::DismissalKey;
use crate::app::state::display::Highlight;
use crate::app::state::mark::Mark;
use crate::app::state::notice::Notice;
use crate::app::state::read_mark::ReadMark;
use crate::app::state::saved::{SavedState, Session, SessionChange};
use crate::article::ArticleKey;
use crate::mention::EntityKey;
use crate::reader::background_writer::BackgroundWriter;
use crate::reader::inbox::Message;
use crate::shell::commands::views;
use crate::store::memory::{
    self, ArticleName, Change, CorpusMemory, Memory, Roots, SavedMark, SavedPosition, SavedReading,
};

/// How long changes are collected before they are written. Little more than this is lost if the process is killed.
const COLLECT_FOR: Duration = Duration::from_millis(800);
/// How long the reader waits for the saved state when it starts.
const START_GRACE: Duration = Duration::from_millis(40);
/// The saved setting for a zoomed pane.
const ZOOMED: &str = "alone";

/// The thread and its channel; None if nothing is to be saved.
pub struct JournalWriter {
    running: Option<(Sender<SessionChange>, BackgroundWriter)>,
}

impl JournalWriter {
    /// Starts the thread, which first loads the state saved in `folder` for the paths, then saves changes to it.
    /// Without a folder, nothing is loaded or saved.
    ///
    /// # Errors
    /// If the thread cannot be started.
    pub fn start(
        folder: Option<&Path>,
        paths: &[PathBuf],
        list: Option<&Path>,
        to: &Sender<Message>,
    ) -> std::io::Result<(Self, PendingState)> {
        let (answer, answered) = crossbeam_channel::bounded(1);
        let Some(folder) = folder else {
            return Ok((Self { running: None }, PendingState { answered, to: to.clone() }));
        };
        let (changes, queue) = crossbeam_channel::unbounded();
        let (folder, paths, list, messages) =
            (folder.to_owned(), paths.to_vec(), list.map(Path::to_owned), to.clone());
        let run = move || {
            let warn = |message: Option<String>| {
                if let Some(message) = message {
                    let _ = messages.send(Message::Act(app::Message::Problem(Notice::problem(message))));
                }
            };
            let opened = Memory::open(&folder);
            warn(opened.message);
            let mut memory = opened.memory.corpus(&paths);
            let loaded = memory.load();
            warn(loaded.message.clone());
            let _ = answer.send(state_from(loaded, memory.roots()));
            drop(answer);
            warn(memory.save(vec![Change::Opened(list)]));
            write_all(&mut memory, &queue, warn);
        };
        let writer = BackgroundWriter::start("memory", run)?;
        Ok((Self { running: Some((changes, writer)) }, PendingState { answered, to: to.clone() }))
    }

    /// True if changes are saved.
    pub fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// Queues a change, which is saved a moment later.
    pub fn save(&self, change: SessionChange) {
        if let Some((changes, _)) = &self.running {
            let _ = changes.send(change);
        }
    }

    /// Waits until every write has been attempted, or until the deadline. Returns false if the deadline came first.
    pub fn close(self, deadline: Instant) -> bool {
        self.running.is_none_or(|(changes, writer)| {
            drop(changes);
            writer.join_by(deadline)
        })
    }
}

/// The saved state, while it is being loaded.
pub struct PendingState {
    answered: Receiver<SavedState>,
    to: Sender<Message>,
}

impl PendingState {
    /// Returns the saved state if it arrives within `START_GRACE`. Otherwise returns None, and sends the state as a
    /// message once it arrives. Also returns None if there is no state folder.
    ///
    /// # Errors
    /// If the thread that waits for it cannot be started.
    pub fn take(self) -> std::io::Result<Option<SavedState>> {
        match self.answered.recv_timeout(START_GRACE) {
            Ok(loaded) => Ok(Some(loaded)),
            Err(crossbeam_channel::RecvTimeoutError::Disconnected) => Ok(None),
            Err(crossbeam_channel::RecvTimeoutError::Timeout) => {
                let wait = move || {
                    if let Ok(loaded) = self.answered.recv() {
                        let _ = self.to.send(Message::Act(app::Message::SavedState(Box::new(loaded))));
                    }
                };
                thread::Builder::new().name("load".to_owned()).spawn(wait)?;
                Ok(None)
            }
        }
    }
}

/// Writes changes until the channel is closed.
fn write_all(memory: &mut CorpusMemory, queue: &Receiver<SessionChange>, warn: impl Fn(Option<String>)) {
    while let Ok(first) = queue.recv() {
        let mut changes = vec![first];
        let deadline = Instant::now() + COLLECT_FOR;
        while let Ok(change) = queue.recv_deadline(deadline) {
            changes.push(change);
        }
        let changes =
            latest(changes).into_iter().map(|change| change_to_save(change, memory.roots())).collect();
        warn(memory.save(changes));
    }
}

/// Drops each position, mark, dismissal and session that a later change replaces. Keeps the order.
fn latest(changes: Vec<SessionChange>) -> Vec<SessionChange> {
    let is_superseded = |change: &SessionChange, later: &[SessionChange]| match change {
        SessionChange::Position(key, _) => {
            later.iter().any(|later| matches!(later, SessionChange::Position(other, _) if other == key))
        }
        SessionChange::Mark(letter, _) => {
            later.iter().any(|later| matches!(later, SessionChange::Mark(other, _) if other == letter))
        }
        SessionChange::Dismissal(key, _) => {
            later.iter().any(|later| matches!(later, SessionChange::Dismissal(other, _) if other == key))
        }
        SessionChange::Session(_) => later.iter().any(|later| matches!(later, SessionChange::Session(_))),
        _ => false,
    };
    let keeps: Vec<bool> = (0..changes.len())
        .map(|at| !is_superseded(&changes[at], changes.get(at + 1..).unwrap_or_default()))
        .collect();
    changes.into_iter().zip(keeps).filter(|(_, keeps)| *keeps).map(|(change, _)| change).collect()
}

fn saved_key(key: &ArticleKey, roots: &Roots) -> ArticleName {
    roots.key(&key.path, key.item.as_deref())
}

fn article_key(key: &ArticleName, roots: &Roots) -> Option<ArticleKey> {
    let path = roots.path_of(key)?;
    Some(ArticleKey { path: Arc::from(path), item: key.item.as_deref().map(Arc::from) })
}

fn saved_position(position: &Position) -> SavedPosition {
    SavedPosition {
        offset: position.top.offset as u64,
        gap: position.top.gap,
        landed: position.mention.map(|mention| mention as u64),
        before: position.before.clone(),
        fingerprint: position.fingerprint,
    }
}

fn position_from(place: SavedPosition) -> Option<Position> {
    Some(Position {
        top: ViewportTop { offset: usize::try_from(place.offset).ok()?, gap: place.gap },
        mention: place.landed.and_then(|mention| usize::try_from(mention).ok()),
        before: place.before,
        fingerprint: place.fingerprint,
    })
}

fn name_of<T: PartialEq>(names: &[(&str, T)], wanted: &T) -> Option<String> {
    names.iter().find(|(_, value)| value == wanted).map(|(name, _)| (*name).to_owned())
}

fn value_of<T: Copy>(names: &[(&str, T)], wanted: Option<&str>) -> Option<T> {
    names.iter().find(|(name, _)| Some(*name) == wanted).map(|(_, value)| *value)
}

fn change_to_save(change: SessionChange, roots: &Roots) -> Change {
    match change {
        SessionChange::Position(key, position) => {
            Change::Place(saved_key(&key, roots), saved_position(&position))
        }
        SessionChange::ReadMark(key, seen) => {
            let ReadMark { to, is_read, fingerprint } = seen;
            Change::Reading(saved_key(&key, roots), SavedReading { seen_to: to as u64, is_read, fingerprint })
        }
        SessionChange::Unread(key) => Change::Unread(saved_key(&key, roots)),
        SessionChange::Mark(letter, mark) => {
            let saved = |mark: Mark| SavedMark {
                key: saved_key(&mark.key, roots),
                place: saved_position(&mark.position),
                words: mark.words,
            };
            Change::Mark(letter, mark.map(saved))
        }
        SessionChange::Dismissal(key, is_dismissed) => Change::Dismissal(key.to_bytes(), is_dismissed),
        SessionChange::Search(expression) => Change::Search(expression),
        SessionChange::Session(session) => Change::Session(Box::new(saved_session(*session, roots))),
    }
}

fn saved_session(session: Session, roots: &Roots) -> memory::Session {
    let selected = session.selected.map(|key| memory::Selected {
        id: key.id.to_string(),
        value: key.value.map(|value| value.to_string()),
    });
    memory::Session {
        open: session.open.map(|key| saved_key(&key, roots)),
        selected,
        view: Some(session.view.name.to_owned()),
        focus: name_of(PANES, &session.focus),
        hidden_kinds: session.hidden.into_iter().collect(),
        highlight: session.highlight.and_then(|highlight| name_of(Highlight::ALL, &highlight)),
        sort: session.sort.map(|sort| sort.name().to_owned()),
        nested: Some(session.show_nested),
        settings: BTreeMap::from([(ZOOMED.to_owned(), session.zoomed.to_string())]),
    }
}

/// Returns the view with a saved name, or the reading view if no view has that name.
fn view_from(name: Option<&str>) -> ViewId {
    views().iter().find(|view| Some(view.name) == name).copied().unwrap_or_default()
}

fn session_from(session: memory::Session, roots: &Roots) -> Session {
    let zoomed = session.setting(ZOOMED) == Some("true");
    let selected = session.selected.map(|selected| EntityKey {
        id: selected.id.as_str().into(),
        value: selected.value.as_deref().map(Into::into),
    });
    Session {
        open: session.open.as_ref().and_then(|key| article_key(key, roots)),
        selected,
        view: view_from(session.view.as_deref()),
        focus: value_of(PANES, session.focus.as_deref()).unwrap_or_default(),
        hidden: session.hidden_kinds.into_iter().collect(),
        highlight: value_of(Highlight::ALL, session.highlight.as_deref()),
        sort: session.sort.as_deref().and_then(Sort::from_name),
        show_nested: session.nested.unwrap_or_default(),
        zoomed,
    }
}

fn state_from(loaded: memory::Loaded, roots: &Roots) -> SavedState {
    let (mut positions, mut read_marks) = (HashMap::new(), HashMap::new());
    for article in loaded.articles {
        let Some(key) = article_key(&article.key, roots) else { continue };
        if let Some(position) = article.place.and_then(position_from) {
            positions.insert(key.clone(), position);
        }
        if let Some(SavedReading { seen_to, is_read, fingerprint }) = article.reading {
            let to = usize::try_from(seen_to).unwrap_or_default();
            read_marks.insert(key, ReadMark { to, is_read, fingerprint });
        }
    }
    let mark = |(letter, saved): (char, SavedMark)| {
        let (key, position) = (article_key(&saved.key, roots)?, position_from(saved.place)?);
        Some((letter, Mark { key, position, words: saved.words }))
    };
    SavedState {
        session: Some(session_from(loaded.session, roots)),
        positions,
        read_marks,
        marks: loaded.marks.into_iter().filter_map(mark).collect(),
        dismissed: loaded.dismissals.into_iter().map(DismissalKey::from_bytes).collect(),
        history: loaded.history,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> ArticleKey {
        ArticleKey::from_path(Path::new(name))
    }

    #[test]
    fn replaced_changes_are_not_written() {
        let place = |name: &str, offset| {
            SessionChange::Position(
                key(name),
                Position { top: ViewportTop { offset, gap: false }, ..Position::default() },
            )
        };
        let session = |zoomed| SessionChange::Session(Box::new(Session { zoomed, ..Session::default() }));
        let mark = |letter, words: &str| {
            let mark = Mark { key: key("a"), position: Position::default(), words: words.to_owned() };
            SessionChange::Mark(letter, Some(mark))
        };
        let dismissal =
            |text, is_dismissed| SessionChange::Dismissal(DismissalKey::new("values", [text]), is_dismissed);
        let changes = vec![
            dismissal("one", true),
            dismissal("two", true),
            place("a", 1),
            session(true),
            mark('a', "one"),
            mark('b', "one"),
            place("b", 1),
            SessionChange::Mark('a', None),
            place("a", 2),
            dismissal("one", false),
            mark('a', "two"),
            session(false),
        ];
        let expected = [
            dismissal("two", true),
            mark('b', "one"),
            place("b", 1),
            place("a", 2),
            dismissal("one", false),
            mark('a', "two"),
            session(false),
        ];
        assert_eq!(latest(changes), expected);
    }

    #[test]
    fn dismissed_rows_are_known_to_the_next_session() {
        let folder = tempfile::tempdir().expect("a folder");
        let paths = [folder.path().join("news")];
        let session = |changes: Vec<SessionChange>| {
            let (to, _messages) = crossbeam_channel::unbounded();
            let (writer, pending) =
                JournalWriter::start(Some(folder.path()), &paths, None, &to).expect("a thread");
            let loaded = pending.answered.recv().expect("the saved state");
            for change in changes {
                writer.save(change);
            }
            assert!(writer.close(Instant::now() + Duration::from_mins(1)));
            loaded.dismissed
        };
        let [one, two] = ["one", "two"].map(|text| DismissalKey::new("values", [text]));
        let dismissal = SessionChange::Dismissal;
        assert_eq!(session(vec![dismissal(one, true), dismissal(two, true)]), [].into());
        assert_eq!(session(vec![dismissal(one, false)]), [one, two].into());
        assert_eq!(session(Vec::new()), [two].into());
    }

    #[test]
    fn session_round_trips() {
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
        assert_eq!(session_from(saved_session(session.clone(), &roots), &roots), session);
    }
}
