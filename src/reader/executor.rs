//! The threads that run queries, one per lane. They know nothing about any particular query.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender};

use crate::app;
use crate::app::jobs::{Lane, Request};
use crate::reader::inbox::Message;
use crate::reader::library::FileLibrary;

/// The threads, and a channel to each.
pub struct Executor {
    library: Arc<FileLibrary>,
    inbox: Sender<Message>,
    lanes: HashMap<Lane, Sender<Request>>,
}

impl Executor {
    /// Starts a thread for each lane. They end when the executor is dropped and their work is done.
    ///
    /// # Errors
    /// If a thread cannot be started.
    pub fn start(library: &Arc<FileLibrary>, inbox: &Sender<Message>) -> io::Result<Self> {
        let mut executor = Self { library: Arc::clone(library), inbox: inbox.clone(), lanes: HashMap::new() };
        Lane::ALL.iter().try_for_each(|lane| executor.start_lane(*lane))?;
        Ok(executor)
    }

    /// Starts a thread for a lane; the lane's previous thread, if any, ends once its work is done.
    fn start_lane(&mut self, lane: Lane) -> io::Result<()> {
        let (requests, queue) = crossbeam_channel::unbounded();
        let (library, inbox) = (Arc::clone(&self.library), self.inbox.clone());
        thread::Builder::new().name(name(lane).to_owned()).spawn(move || answer(&queue, &library, &inbox))?;
        self.lanes.insert(lane, requests);
        Ok(())
    }

    /// Queues a request. The request is dropped if the lane's thread has ended.
    pub fn send(&self, request: Request) {
        if let Some(requests) = self.lanes.get(&request.lane) {
            let _ = requests.send(request);
        }
    }

    /// Replaces a lane's thread. The old one keeps the requests that it has, the first of which may wait for a disk
    /// forever.
    ///
    /// # Errors
    /// If the thread cannot be started. Requests then still wait for the old one.
    pub fn abandon(&mut self, lane: Lane) -> io::Result<()> {
        self.start_lane(lane)
    }
}

/// Name of a lane's thread, as shown by debuggers and in the log.
fn name(lane: Lane) -> &'static str {
    match lane {
        Lane::Open => "opening",
        Lane::Quick => "answering",
        Lane::Explain => "explaining",
        Lane::Search => "searching",
        Lane::Suggest => "suggesting",
        Lane::Rescan => "rescanning",
    }
}

/// Runs requests in order, skipping those that were cancelled before their turn.
fn answer(queue: &Receiver<Request>, library: &FileLibrary, inbox: &Sender<Message>) {
    for request in queue {
        let stop = request.stop.clone();
        if stop.is_set() {
            continue;
        }
        let (lane, started) = (name(request.lane), Instant::now());
        let (mut replies, mut has_failed) = (0_u32, false);
        request.run(library, &mut |reply| {
            replies += 1;
            has_failed |= reply.has_failed;
            // The receiver is gone once the run loop has ended.
            if inbox.send(Message::Act(app::Message::Reply(reply))).is_err() {
                stop.set();
            }
        });
        let stopped = stop.is_set();
        tracing::debug!(lane, replies, stopped, has_failed, took = ?started.elapsed(), "query answered");
    }
}
