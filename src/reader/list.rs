//! The thread that owns the list's file: reloads it when it changes, and writes additions to it.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};

use crate::app::actions::undo::undone;
use crate::app::input::keymap::Keymap;
use crate::app::state::notice::Notice;
use crate::app::state::undo::{MAX_CHANGES, Recorded};
use crate::app::{self, Listed};
use crate::gazetteer::Gazetteer;
use crate::gazetteer::edit::{Addition, add};
use crate::intake::List;
use crate::intake::list::{ListError, display_name, list_bytes, list_text};
use crate::mention::EntityKey;
use crate::reader::background_writer::BackgroundWriter;
use crate::reader::inbox::Message;
use crate::reader::written::Written;
use crate::store::files::is_missing;
use crate::store::{self, Watch};

/// How long a changed file must stay the same before it is used: editors write in several steps.
const QUIET: Duration = Duration::from_millis(40);
/// Maximum number of times to check whether the file has stayed the same.
const MAX_TRIES: u32 = 15;

/// A request to the thread.
enum Request {
    /// The file may have changed.
    Changed,
    /// Reload the list, changed or not.
    Reload,
    /// Write an addition into the list: the number of the change, and the addition.
    Add(u64, Addition),
    /// Undo an addition.
    UndoAddition(Recorded),
    /// No more requests follow.
    End,
}

/// The thread and its channel.
pub struct ListThread {
    requests: Sender<Request>,
    path: PathBuf,
    /// True once there has been a list, even if its file has gone missing since.
    has_existed: Arc<AtomicBool>,
    writer: BackgroundWriter,
}

impl ListThread {
    /// Starts the thread, which watches the list's file. If there is no list, the first addition creates one at `new`.
    pub fn start(list: &List, new: &Path, keymap: Arc<Keymap>, to: &Sender<Message>) -> io::Result<Self> {
        let (requests, queue) = crossbeam_channel::unbounded();
        let path = list.path.clone().unwrap_or_else(|| new.to_owned());
        let has_existed = Arc::new(AtomicBool::new(list.path.is_some()));
        let worker = Worker {
            path: path.clone(),
            has_existed: Arc::clone(&has_existed),
            name: if list.path.is_some() { list.name.clone() } else { display_name(new) },
            bytes: Arc::clone(&list.bytes),
            is_lost: false,
            done: VecDeque::new(),
            requests: requests.clone(),
            watch: None,
            keymap,
        };
        let to = to.clone();
        let writer = BackgroundWriter::start("list", move || worker.run(&queue, &to))?;
        Ok(Self { requests, path, has_existed, writer })
    }

    /// Returns the path of the list's file; if there is no list, the path at which the first addition creates one.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns why an editor cannot be opened on the list, in one line, or None if it can. `add` is the key that adds a
    /// name.
    pub fn why_not_editable(&self, add: &str) -> Option<String> {
        why_not_editable(&self.path, self.has_existed.load(Ordering::Relaxed), add)
    }

    fn ask(&self, request: Request) {
        // Ignored if the thread has ended.
        let _ = self.requests.send(request);
    }

    /// Reloads the list if its file has changed.
    pub fn changed(&self) {
        self.ask(Request::Changed);
    }

    /// Reloads the list, changed or not.
    pub fn reload(&self) {
        self.ask(Request::Reload);
    }

    /// Writes an addition into the list.
    pub fn add(&self, number: u64, addition: Addition) {
        self.ask(Request::Add(number, addition));
    }

    /// Undoes an addition, unless the file has changed since.
    pub fn undo_addition(&self, recorded: Recorded) {
        self.ask(Request::UndoAddition(recorded));
    }

    /// Waits until every write has been attempted, or until the deadline. Returns false if the deadline came first.
    pub fn close(self, deadline: Instant) -> bool {
        self.ask(Request::End);
        self.writer.join_by(deadline)
    }
}

/// The state of the thread.
struct Worker {
    path: PathBuf,
    /// As in [`ListThread`].
    has_existed: Arc<AtomicBool>,
    name: String,
    /// Content of the file when last reloaded or written, valid or not.
    bytes: Arc<[u8]>,
    /// True if the last reload failed to read the file. The failure was reported.
    is_lost: bool,
    /// The last additions that were written and can be undone, each with the number of its change.
    done: VecDeque<(u64, Written)>,
    requests: Sender<Request>,
    watch: Option<Watch>,
    /// The key bindings, to name keys in messages.
    keymap: Arc<Keymap>,
}

impl Worker {
    fn run(mut self, queue: &Receiver<Request>, to: &Sender<Message>) {
        // If there is no list yet, a failure to watch it is not reported, since its folder may be missing too.
        if let Some(reason) = self.watch().err().filter(|_| self.has_existed()) {
            tracing::warn!(reason, "list not watched");
            let message = format!(
                "{} is not watched: {reason}; {} reads it again",
                self.name,
                self.keymap.key_of("reload")
            );
            let _ = to.send(Message::Act(app::Message::Problem(Notice::problem(message))));
        }
        while let Ok(request) = queue.recv() {
            if matches!(request, Request::Changed | Request::Reload) {
                // The list's folder may have been replaced.
                self.watch = None;
                let _ = self.watch();
            }
            let action = match request {
                Request::Changed => self.read(false),
                Request::Reload => self.read(true),
                Request::Add(number, addition) => Some(
                    self.add(number, &addition).unwrap_or_else(|why| app::Message::NotAdded { number, why }),
                ),
                Request::UndoAddition(recorded) => Some(self.undo_addition(recorded)),
                Request::End => return,
            };
            if action.is_some_and(|action| to.send(Message::Act(action)).is_err()) {
                return;
            }
        }
    }

    fn has_existed(&self) -> bool {
        self.has_existed.load(Ordering::Relaxed)
    }

    fn watch(&mut self) -> Result<(), String> {
        if self.watch.is_none() {
            let changed = self.requests.clone();
            // Ignored if the thread has ended.
            let on_change = move || changed.send(Request::Changed).unwrap_or_default();
            match Watch::file(&self.path, on_change.clone()) {
                Ok(watch) => self.watch = Some(watch),
                Err(reason) => {
                    // If the folder is missing, watch its nearest existing ancestor to notice when it comes back.
                    let path = std::path::absolute(&self.path).unwrap_or_else(|_| self.path.clone());
                    let mut ancestors = path.ancestors().skip(1).filter(|folder| is_missing(folder));
                    self.watch = ancestors.find_map(|folder| Watch::file(folder, on_change.clone()).ok());
                    return Err(reason);
                }
            }
        }
        Ok(())
    }

    /// Reads the list. Unless `is_forced`, returns None when there is still no list, or when it is unchanged and the last
    /// reload could read it.
    fn read(&mut self, is_forced: bool) -> Option<app::Message> {
        if !self.has_existed() && is_missing(&self.path) {
            let list = List::none().map_err(|error| error.to_string());
            return is_forced
                .then(|| app::Message::List(list.map(|list| listed(&list, list.summary(), None))));
        }
        let bytes: Arc<[u8]> = match self.read_settled() {
            Ok(bytes) => Arc::from(bytes),
            Err(error) => {
                self.is_lost = true;
                return Some(app::Message::List(Err(error.to_string())));
            }
        };
        if bytes == self.bytes && !is_forced && !self.is_lost {
            return None;
        }
        self.is_lost = false;
        // The list may have been created since the thread started.
        self.has_existed.store(true, Ordering::Relaxed);
        self.bytes = Arc::clone(&bytes);
        let list = List::from_bytes(bytes, &self.path, &self.name);
        Some(app::Message::List(match list {
            Ok(list) => Ok(listed(&list, format!("{} read again: {}", self.name, list.summary()), None)),
            Err(error) => Err(error.to_string()),
        }))
    }

    /// Reads the file, which an editor may still be writing, until two reads [`QUIET`] apart agree, but at most
    /// [`MAX_TRIES`] times after the first. Returns the last read. A read that fails or finds the file suddenly empty
    /// agrees with no later one, since some editors remove the old text before they put the new one in its place.
    fn read_settled(&self) -> Result<Vec<u8>, ListError> {
        let mut before = list_bytes(&self.path, &self.name);
        for _ in 0..MAX_TRIES {
            let is_gone = match &before {
                Ok(bytes) => bytes.is_empty() && !self.bytes.is_empty(),
                Err(_) => true,
            };
            thread::sleep(QUIET);
            let now = list_bytes(&self.path, &self.name);
            let is_settled = !is_gone && matches!((&before, &now), (Ok(before), Ok(now)) if before == now);
            before = now;
            if is_settled {
                break;
            }
        }
        before
    }

    /// Writes an addition into the file as it is now.
    fn add(&mut self, number: u64, addition: &Addition) -> Result<app::Message, String> {
        let before = match list_bytes(&self.path, &self.name) {
            Ok(bytes) => bytes,
            Err(_) if is_missing(&self.path) && !self.has_existed() => Vec::new(),
            Err(error) if is_missing(&self.path) => {
                return Err(format!("{error}; nothing was added: put the list back and try again"));
            }
            Err(error) => return Err(error.to_string()),
        };
        let text =
            list_text(&before, &self.name).map_err(|message| format!("{message}; nothing was written"))?;
        let edited = add(text, &self.name, std::slice::from_ref(addition))
            .map_err(|error| format!("{error}; nothing was written"))?;
        let line = edited.lines.first().copied().unwrap_or(1);
        let after: Arc<[u8]> = Arc::from(edited.text.into_bytes());
        let expected = (self.has_existed() || !is_missing(&self.path)).then_some(&*before);
        self.write(expected, &after)?;
        if self.done.len() == MAX_CHANGES {
            self.done.pop_front();
        }
        self.done.push_back((number, Written::between(&before, &after)));
        let list = match List::from_bytes(after, &self.path, &self.name) {
            Ok(list) => list,
            Err(error) => return Ok(app::Message::List(Err(error.to_string()))),
        };
        let gazetteer = list.matcher.gazetteer();
        let (what, added) = match addition {
            Addition::Entity(new) => {
                (format!("{} is listed: {}", new.name, new.kind), added_at(gazetteer, line))
            }
            Addition::Alias { id, text } => {
                let owner = gazetteer.find_id(id).and_then(|id| gazetteer.entry(id));
                let owner = owner.map_or(id.as_str(), |entry| entry.name.as_str());
                (
                    format!("{text} is an alias of {owner}"),
                    Some(EntityKey { id: id.as_str().into(), value: None }),
                )
            }
        };
        let message = format!("{what}; {} undoes it ({}:{line})", self.keymap.key_of("undo"), self.name);
        Ok(app::Message::List(Ok(listed(&list, message, added))))
    }

    /// Undoes an addition if the file is exactly as it was after it.
    fn undo_addition(&mut self, recorded: Recorded) -> app::Message {
        let what = recorded.change.description();
        let not_undone =
            |why: &str, again| app::Message::NotUndone { why: format!("{why}; not undone: {what}"), again };
        let Some(at) = self.done.iter().position(|(number, _)| *number == recorded.number) else {
            return not_undone("nothing was written", None);
        };
        let now = match list_bytes(&self.path, &self.name) {
            Ok(bytes) => bytes,
            Err(error) => return not_undone(&error.to_string(), Some(recorded)),
        };
        let Some(before) = self.done.get(at).and_then(|(_, written)| written.undone_in(&now)) else {
            self.done.remove(at);
            return not_undone(&format!("{} has changed since", self.name), None);
        };
        let before: Arc<[u8]> = Arc::from(before);
        if let Err(why) = self.write(Some(&now), &before) {
            return not_undone(&why, Some(recorded));
        }
        self.done.remove(at);
        match List::from_bytes(before, &self.path, &self.name) {
            Ok(list) => app::Message::List(Ok(listed(&list, undone(&what), None))),
            Err(error) => app::Message::List(Err(error.to_string())),
        }
    }

    fn write(&mut self, expected: Option<&[u8]>, new: &Arc<[u8]>) -> Result<(), String> {
        store::replace(&self.path, expected, new).map_err(|error| format!("{}: {error}", self.name))?;
        self.has_existed.store(true, Ordering::Relaxed);
        self.bytes = Arc::clone(new);
        // The file may be new and not watched yet. If it cannot be watched, later changes are noticed only on a reload
        // or after the editor closes.
        let _ = self.watch();
        Ok(())
    }
}

/// Returns why an editor cannot be opened on the list's path, in one line, or None if something is there. `has_existed`
/// is true if there has been a list; `add` is the key that adds a name.
fn why_not_editable(path: &Path, has_existed: bool, add: &str) -> Option<String> {
    let error = store::kind_of(path).err()?;
    Some(match (is_missing(path), has_existed) {
        (true, true) => format!("{} is missing: put it back and try again", display_name(path)),
        (true, false) => format!("there is no list yet: {add} adds a name and creates one"),
        (false, _) => format!("{}: {error}", display_name(path)),
    })
}

/// Returns the entity whose table begins on `line`.
fn added_at(gazetteer: &Gazetteer, line: u32) -> Option<EntityKey> {
    let entry = gazetteer.entries.iter().find(|entry| entry.line == line)?;
    Some(EntityKey { id: entry.id.as_str().into(), value: None })
}

fn listed(list: &List, message: String, added: Option<EntityKey>) -> Listed {
    Listed { matcher: Arc::clone(&list.matcher), name: list.name.clone(), words: message, added }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Regression: any error counted as "no list yet".
    #[test]
    fn deleted_list_is_to_be_put_back_and_other_errors_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("entities.toml");
        let why = |path: &Path, has_existed| why_not_editable(path, has_existed, "a").unwrap_or_default();
        assert_eq!(why(&path, false), "there is no list yet: a adds a name and creates one");
        let deleted = why(&path, true);
        assert!(deleted.ends_with("entities.toml is missing: put it back and try again"), "{deleted}");
        std::fs::write(&path, "").unwrap();
        assert_eq!(why_not_editable(&path, true, "a"), None);
        let inside_file = why(&path.join("list.toml"), false);
        assert!(inside_file.ends_with("list.toml: not a directory"), "{inside_file}");
    }
}
