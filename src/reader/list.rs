//! The thread that keeps the list: reads it again when its file changes.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender};

use crate::app::{Action, Listed};
use crate::intake::List;
use crate::intake::list::{ListError, list_bytes};
use crate::reader::Message;
use crate::store::Watch;

/// A file that changes is read once it has been left alone for this long: editors write in several steps.
const QUIET: Duration = Duration::from_millis(40);
/// How often a file that is not there is looked for again, each time after [`QUIET`]: some editors take the old one away before
/// they put the new one in its place.
const TRIES: u32 = 10;

/// What the thread is asked for.
enum Request {
    /// The file has perhaps changed.
    Changed,
    /// Read it, whether it has changed or not.
    Reload,
}

/// The thread, and how to reach it.
pub struct ListKeeper {
    requests: Sender<Request>,
    _watch: Option<Watch>,
}

impl ListKeeper {
    /// Starts the thread, and watches the list's file if there is one.
    pub fn start(list: &List, to: &Sender<Message>) -> io::Result<Self> {
        let (requests, asked) = crossbeam_channel::unbounded();
        let changed = requests.clone();
        let watch = list.path.as_deref().map(|path| {
            // A thread that has ended keeps no list.
            Watch::file(path, move || changed.send(Request::Changed).unwrap_or_default())
        });
        let watch = match watch {
            Some(Ok(watch)) => Some(watch),
            Some(Err(reason)) => {
                let reload = crate::app::commands::key_of("reload");
                let words = format!("{} is not watched: {reason}; {reload} reads it again", list.name);
                let _ = to.send(Message::Act(Action::Problem(words)));
                None
            }
            None => None,
        };
        let kept = Kept { path: list.path.clone(), name: list.name.clone(), bytes: Arc::clone(&list.bytes) };
        let to = to.clone();
        thread::Builder::new().name("list".to_owned()).spawn(move || kept.keep(&asked, &to))?;
        Ok(Self { requests, _watch: watch })
    }

    /// Reads the list again, whether it has changed or not.
    pub fn reload(&self) {
        // A thread that has ended keeps no list.
        let _ = self.requests.send(Request::Reload);
    }
}

/// What the thread knows.
struct Kept {
    path: Option<PathBuf>,
    name: String,
    /// What the file held when it was read last, right or wrong.
    bytes: Arc<[u8]>,
}

impl Kept {
    fn keep(mut self, asked: &Receiver<Request>, to: &Sender<Message>) {
        while let Ok(request) = asked.recv() {
            let mut is_wanted = matches!(request, Request::Reload);
            while let Ok(more) = asked.recv_timeout(QUIET) {
                is_wanted |= matches!(more, Request::Reload);
            }
            let Some(outcome) = self.read(is_wanted) else { continue };
            if to.send(Message::Act(Action::List(outcome))).is_err() {
                return;
            }
        }
    }

    /// Reads the list; none where it holds what it held and nobody asked.
    fn read(&mut self, is_wanted: bool) -> Option<Result<Listed, String>> {
        let Some(path) = self.path.clone() else {
            let list = List::none().map_err(|error| error.to_string());
            return is_wanted.then(|| list.map(|list| listed(&list)));
        };
        let mut read = list_bytes(&path, &self.name);
        for _ in 0..TRIES {
            if read.is_ok() {
                break;
            }
            thread::sleep(QUIET);
            read = list_bytes(&path, &self.name);
        }
        let bytes = match read {
            Ok(bytes) => bytes,
            Err(error) => return Some(Err(error.to_string())),
        };
        if *bytes == *self.bytes && !is_wanted {
            return None;
        }
        self.bytes = Arc::from(bytes.as_slice());
        let list = List::of_bytes(bytes, &path, &self.name);
        Some(list.map(|list| listed(&list)).map_err(|error: ListError| error.to_string()))
    }
}

fn listed(list: &List) -> Listed {
    let words = format!("{} read again: {}", list.name, list.words());
    Listed { matcher: Arc::clone(&list.matcher), name: list.name.clone(), words }
}
