//! Threads that write what the reader made: when the reader ends, they are waited for.

use std::convert::Infallible;
use std::io;
use std::thread;
use std::time::Instant;

use crossbeam_channel::{Receiver, RecvTimeoutError};

/// A thread that writes until nothing more can come.
pub struct Writing {
    ended: Receiver<Infallible>,
}

impl Writing {
    /// Starts a thread.
    ///
    /// # Errors
    /// That none can be started.
    pub fn start(name: &str, write: impl FnOnce() + Send + 'static) -> io::Result<Self> {
        let (running, ended) = crossbeam_channel::bounded(0);
        thread::Builder::new().name(name.to_owned()).spawn(move || {
            let _running = running;
            write();
        })?;
        Ok(Self { ended })
    }

    /// Waits until the thread has ended, but not beyond a moment: a disk may never answer. Whether it has.
    pub fn has_ended_by(self, moment: Instant) -> bool {
        self.ended.recv_deadline(moment) == Err(RecvTimeoutError::Disconnected)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_thread_is_waited_for_and_not_for_ever() {
        let (go, told) = crossbeam_channel::bounded::<()>(0);
        let wait = move || {
            let _ = told.recv();
        };
        let writing = Writing::start("test", wait).unwrap();
        assert!(!writing.has_ended_by(Instant::now() + Duration::from_millis(1)));
        drop(go);
        let writing = Writing::start("test", || {}).unwrap();
        assert!(writing.has_ended_by(Instant::now() + Duration::from_mins(1)));
        let failing = Writing::start("test", || panic!("a disk on fire")).unwrap();
        assert!(failing.has_ended_by(Instant::now() + Duration::from_mins(1)), "one that failed has ended");
    }
}
