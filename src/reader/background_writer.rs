//! Threads that write in the background. When the reader quits, it waits for each of them up to a deadline.

use std::convert::Infallible;
use std::io;
use std::thread;
use std::time::Instant;

use crossbeam_channel::{Receiver, RecvTimeoutError};

/// A thread that writes until it is told to end.
pub struct BackgroundWriter {
    ended: Receiver<Infallible>,
}

impl BackgroundWriter {
    /// Starts a thread that runs `write`.
    ///
    /// # Errors
    /// If the thread cannot be started.
    pub fn start(name: &str, write: impl FnOnce() + Send + 'static) -> io::Result<Self> {
        let (running, ended) = crossbeam_channel::bounded(0);
        thread::Builder::new().name(name.to_owned()).spawn(move || {
            let _running = running;
            write();
        })?;
        Ok(Self { ended })
    }

    /// Waits for the thread to end, but not beyond `deadline`, since a disk may never answer. Returns true if it ended.
    pub fn join_by(self, deadline: Instant) -> bool {
        self.ended.recv_deadline(deadline) == Err(RecvTimeoutError::Disconnected)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn joining_ends_with_the_thread_or_at_the_deadline() {
        let (go, waiting) = crossbeam_channel::bounded::<()>(0);
        let wait = move || {
            let _ = waiting.recv();
        };
        let writer = BackgroundWriter::start("test", wait).unwrap();
        assert!(!writer.join_by(Instant::now() + Duration::from_millis(1)));
        drop(go);
        let writer = BackgroundWriter::start("test", || {}).unwrap();
        assert!(writer.join_by(Instant::now() + Duration::from_mins(1)));
        let failing = BackgroundWriter::start("test", || panic!("a disk on fire")).unwrap();
        assert!(failing.join_by(Instant::now() + Duration::from_mins(1)), "a thread that panicked has ended");
    }
}
