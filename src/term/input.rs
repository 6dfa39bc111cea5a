//! Keys, mouse, paste and window size, as the plain data of [`crate::app::input`], from a thread that waits for them.
//!
//! On Unix the terminal is read here, byte by byte, and `tokenizer` tells what the bytes mean; elsewhere crossterm reads.

use std::io;
#[cfg(unix)]
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
#[cfg(unix)]
use std::time::Instant;

use crate::app::input::Input;

#[cfg(unix)]
use super::tokenizer::Tokenizer;

/// What has been read and is not yet whole. Locked while the terminal is read: who holds it keeps the input thread from taking
/// what is typed to another program.
#[cfg(unix)]
static READING: Mutex<Tokenizer> = Mutex::new(Tokenizer::new());

/// Keeps the input thread from reading until the guard is dropped.
#[cfg(unix)]
pub(super) fn hold() -> MutexGuard<'static, Tokenizer> {
    READING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps the input thread from reading while the terminal is another program's, until this is dropped. What was half read by then is
/// no longer waited for: the other half was perhaps the other program's.
#[cfg(unix)]
pub(super) struct Away(MutexGuard<'static, Tokenizer>);

#[cfg(unix)]
impl Away {
    pub(super) fn begin() -> Away {
        Away(hold())
    }
}

#[cfg(unix)]
impl Drop for Away {
    fn drop(&mut self) {
        self.0.interrupt(Instant::now());
    }
}

/// Sends what is typed, pasted and clicked to `sink`, from a thread of its own that sleeps until there is something, until `sink`
/// returns `false` or the terminal goes (then SIGHUP is raised, if the system did not do so itself). Key releases,
/// mouse movement, unknown keys and what the terminal reports are dropped. Where standard input is no terminal, `/dev/tty` is read.
///
/// # Errors
/// There is no terminal, the handler for its size could not be set, or no thread be started.
pub fn read_inputs(sink: impl FnMut(Input) -> bool + Send + 'static) -> io::Result<JoinHandle<()>> {
    #[cfg(unix)]
    let source = unix::Source::new()?;
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        #[cfg(unix)]
        source.run(sink);
        #[cfg(not(unix))]
        run(sink);
    })
}

#[cfg(not(unix))]
fn run(mut sink: impl FnMut(Input) -> bool) {
    while let Ok(event) = crossterm::event::read() {
        if super::events::translate(event).is_some_and(|input| !sink(input)) {
            return;
        }
    }
}

#[cfg(unix)]
mod unix {
    use std::io::{self, Read};
    use std::os::fd::{AsRawFd, OwnedFd};
    use std::os::unix::net::UnixStream;
    use std::time::{Duration, Instant};

    use filedescriptor::{POLLIN, poll, pollfd};
    use rustix::io::Errno;
    use signal_hook::consts::SIGWINCH;
    use signal_hook::low_level::pipe;

    use super::{Input, hold};
    use crate::term::{device, signals};

    /// How many bytes are read at once.
    const PIECE: usize = 4096;

    /// What the thread waits for: the terminal, and the signal that its size has changed.
    pub struct Source {
        terminal: OwnedFd,
        resized: UnixStream,
    }

    impl Source {
        pub fn new() -> io::Result<Source> {
            let terminal = device::open()?;
            let (resized, notify) = UnixStream::pair()?;
            resized.set_nonblocking(true)?;
            pipe::register(SIGWINCH, notify)?;
            Ok(Source { terminal, resized })
        }

        pub fn run(mut self, mut sink: impl FnMut(Input) -> bool) {
            let _alive = Alive;
            let (mut found, mut deadline) = (Vec::new(), None);
            while let Ok(is_resized) = self.wait(deadline) {
                if is_resized && !self.tell_size(&mut sink) {
                    return;
                }
                match self.take(&mut found) {
                    Ok(next) => deadline = next,
                    Err(_) => return signals::tell_hang_up(),
                }
                if found.drain(..).any(|input| !sink(input)) {
                    return;
                }
            }
        }

        /// Sleeps until something is typed or the window has another size, however long that takes; or until a moment at which what is
        /// half read is given up. Whether the size has changed.
        fn wait(&self, deadline: Option<Instant>) -> io::Result<bool> {
            loop {
                let mut watched = [watch(&self.terminal), watch(&self.resized)];
                match poll(&mut watched, deadline.map(until)) {
                    // A signal, SIGCONT among them; nothing has been read.
                    Err(filedescriptor::Error::Poll(error) | filedescriptor::Error::Io(error))
                        if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(io::Error::other(error)),
                    Ok(_) => return Ok(watched.last().is_some_and(|resized| resized.revents != 0)),
                }
            }
        }

        fn tell_size(&mut self, sink: &mut impl FnMut(Input) -> bool) -> bool {
            while matches!(self.resized.read(&mut [0; 64]), Ok(1..)) {}
            let Ok((columns, rows)) = device::size() else { return true };
            sink(Input::Resize { columns, rows })
        }

        /// Reads what is there, at most a piece; where nothing is, gives up what has waited long enough. Says when that is next.
        ///
        /// # Errors
        /// The terminal has gone.
        fn take(&mut self, found: &mut Vec<Input>) -> io::Result<Option<Instant>> {
            let mut reading = hold();
            // Looked at once more: whoever had the terminal meanwhile has perhaps taken what was there, and on a busy machine what
            // belongs to a lone Esc has come by now, though its time is over.
            let mut watched = [watch(&self.terminal)];
            let is_there = poll(&mut watched, Some(Duration::ZERO)).is_ok_and(|ready| ready > 0);
            let mut piece = [0; PIECE];
            let count = if is_there { self.read(&mut piece)? } else { 0 };
            let now = Instant::now();
            match piece.get(..count) {
                Some(bytes @ [_, ..]) => reading.feed(bytes, now, found),
                _ => reading.give_up(now, found),
            }
            Ok(reading.deadline())
        }

        fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
            match rustix::io::read(&self.terminal, piece) {
                // One that has hung up says at every look that it can be read.
                Ok(0) if !device::is_connected(&self.terminal) => Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => Ok(count),
                Err(Errno::INTR | Errno::AGAIN) => Ok(0),
                Err(error) => Err(error.into()),
            }
        }
    }

    fn watch(file: &impl AsRawFd) -> pollfd {
        pollfd { fd: file.as_raw_fd(), events: POLLIN, revents: 0 }
    }

    /// The time until a moment. The system waits for whole milliseconds, and less than one would not be waited for at all.
    fn until(moment: Instant) -> Duration {
        let left = moment.saturating_duration_since(Instant::now());
        if left.is_zero() { left } else { left + Duration::from_millis(1) }
    }

    /// Ends the reader when this thread panics: it could not be told to quit any more.
    struct Alive;

    impl Drop for Alive {
        fn drop(&mut self) {
            if std::thread::panicking() {
                signals::tell_hang_up();
            }
        }
    }
}
