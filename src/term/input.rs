//! Reads keys, the mouse, pastes, the window size and the terminal's answers on a thread of its own. Inputs become the
//! plain data of [`crate::app::input`].
//!
//! On Unix the terminal is read here and `tokenizer` parses the bytes; elsewhere crossterm reads.

use std::io;
#[cfg(unix)]
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
#[cfg(unix)]
use std::time::{Duration, Instant};

use crate::app::input::Input;
use crate::app::state::display::Background;

#[cfg(unix)]
use super::tokenizer::Tokenizer;

/// Something that the terminal has sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// A key, a click, a notch of the wheel, a paste, or a new size of the window.
    Input(Input),
    /// The answer to [`Terminal::ask_background`](super::Terminal::ask_background).
    Background(Background),
}

/// Maximum time that the terminal is kept for an answer that has not come yet: about a round trip to another continent.
#[cfg(unix)]
const ANSWER_GRACE: Duration = Duration::from_millis(300);

/// The tokenizer, locked while the terminal is read: whoever holds the lock keeps the input thread from reading keys
/// meant for another program.
#[cfg(unix)]
static TOKENIZER: Mutex<Tokenizer> = Mutex::new(Tokenizer::new());

/// Notified when no answer is outstanding.
#[cfg(unix)]
static ANSWERED: Condvar = Condvar::new();

/// Pauses the input thread until the guard is dropped.
#[cfg(unix)]
pub(super) fn pause() -> MutexGuard<'static, Tokenizer> {
    TOKENIZER.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Like [`pause`], but first waits until no answer is outstanding: the next program to read the terminal would take the
/// answer for keys. Waits only a moment, and not at all for a terminal that has been silent for long.
#[cfg(unix)]
pub(super) fn pause_when_answered() -> MutexGuard<'static, Tokenizer> {
    let tokenizer = pause();
    let Some(due) = tokenizer.answer_due_within(Instant::now()) else { return tokenizer };
    let is_outstanding = |tokenizer: &mut Tokenizer| tokenizer.answer_due_within(Instant::now()).is_some();
    let waited = ANSWERED.wait_timeout_while(tokenizer, due.min(ANSWER_GRACE), is_outstanding);
    waited.unwrap_or_else(PoisonError::into_inner).0
}

/// Prepares the input thread for the answer to a query of the background that is about to be sent.
#[cfg(unix)]
pub(super) fn expect_answer() {
    pause().expect_answer(Instant::now());
}

/// Pauses the input thread while another program uses the terminal, until this is dropped. A pending sequence is then
/// discarded, since the other program may have read the rest.
#[cfg(unix)]
pub(super) struct Lent(MutexGuard<'static, Tokenizer>);

#[cfg(unix)]
impl Lent {
    pub(super) fn begin() -> Lent {
        Lent(pause())
    }

    pub(super) fn begin_when_answered() -> Lent {
        Lent(pause_when_answered())
    }
}

#[cfg(unix)]
impl Drop for Lent {
    fn drop(&mut self) {
        self.0.interrupt(Instant::now());
    }
}

/// Starts a thread that passes events to `sink` until `sink` returns `false`, or until the terminal is gone or cannot
/// be waited for. In the latter case it raises SIGHUP, in case the system did not. Key releases, mouse movement,
/// unknown keys and other terminal reports are dropped. Reads `/dev/tty` if standard input is not a terminal.
///
/// # Errors
/// If there is no terminal, or the resize handler or the thread could not be set up.
pub fn read_inputs(sink: impl FnMut(Event) -> bool + Send + 'static) -> io::Result<JoinHandle<()>> {
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
fn run(mut sink: impl FnMut(Event) -> bool) {
    while let Ok(event) = crossterm::event::read() {
        if super::events::to_input(event).is_some_and(|input| !sink(Event::Input(input))) {
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

    use super::{ANSWERED, Event, Input, pause};
    use crate::term::{device, signals};

    /// Maximum number of bytes per read.
    const READ_LEN: usize = 4096;

    /// What the thread waits for: input from the terminal, and SIGWINCH.
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

        pub fn run(mut self, sink: impl FnMut(Event) -> bool) {
            let _guard = End;
            // Without the signal, the process would go on, but could no longer be quit with a key.
            if self.pass_on(sink).is_err() {
                signals::raise_hang_up();
            }
        }

        /// Passes events to `sink` until it returns `false`.
        ///
        /// # Errors
        /// If the terminal is gone, or cannot be waited for.
        fn pass_on(&mut self, mut sink: impl FnMut(Event) -> bool) -> io::Result<()> {
            let (mut found, mut deadline) = (Vec::new(), None);
            loop {
                if self.wait(deadline)? && !self.send_size(&mut sink) {
                    return Ok(());
                }
                deadline = self.take(&mut found)?;
                if found.drain(..).any(|event| !sink(event)) {
                    return Ok(());
                }
            }
        }

        /// Sleeps until there is input, the window is resized or `deadline` has passed. True if the window was resized.
        fn wait(&self, deadline: Option<Instant>) -> io::Result<bool> {
            loop {
                let mut watched = [watch(&self.terminal), watch(&self.resized)];
                match poll(&mut watched, deadline.map(time_until)) {
                    // Interrupted by a signal, such as SIGCONT.
                    Err(filedescriptor::Error::Poll(error) | filedescriptor::Error::Io(error))
                        if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(io::Error::other(error)),
                    Ok(_) => return Ok(watched.last().is_some_and(|resized| resized.revents != 0)),
                }
            }
        }

        fn send_size(&mut self, sink: &mut impl FnMut(Event) -> bool) -> bool {
            while matches!(self.resized.read(&mut [0; 64]), Ok(1..)) {}
            let Ok((columns, rows)) = device::size() else { return true };
            sink(Event::Input(Input::Resize { columns, rows }))
        }

        /// Reads the available input once, or gives up an overdue sequence. Returns the next deadline.
        ///
        /// # Errors
        /// If the terminal is gone.
        fn take(&mut self, found: &mut Vec<Event>) -> io::Result<Option<Instant>> {
            let mut tokenizer = pause();
            // Polled again: a program that had the terminal meanwhile may have read the input, and on a busy machine
            // the rest of a sequence may have arrived although the deadline of its `ESC` has passed.
            let mut watched = [watch(&self.terminal)];
            let is_ready = poll(&mut watched, Some(Duration::ZERO)).is_ok_and(|ready| ready > 0);
            let mut buffer = [0; READ_LEN];
            let count = if is_ready { self.read(&mut buffer)? } else { 0 };
            let (now, mut inputs) = (Instant::now(), Vec::new());
            match buffer.get(..count) {
                Some(bytes @ [_, ..]) => tokenizer.feed(bytes, now, &mut inputs),
                _ => tokenizer.give_up(now, &mut inputs),
            }
            found.extend(inputs.into_iter().map(Event::Input));
            found.extend(tokenizer.take_background().map(Event::Background));
            if tokenizer.answer_due_within(now).is_none() {
                ANSWERED.notify_all();
            }
            Ok(tokenizer.deadline())
        }

        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match rustix::io::read(&self.terminal, buffer) {
                // After a hang-up poll always reports the terminal as readable.
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

    /// Returns the time until a moment, plus 1 ms since `poll` truncates to whole milliseconds.
    fn time_until(moment: Instant) -> Duration {
        let left = moment.saturating_duration_since(Instant::now());
        if left.is_zero() { left } else { left + Duration::from_millis(1) }
    }

    /// Marks the end of this thread when dropped, so that nothing waits for an answer any more. If the thread panicked,
    /// ends the process, which could no longer be quit with a key.
    struct End;

    impl Drop for End {
        fn drop(&mut self) {
            pause().interrupt(Instant::now());
            ANSWERED.notify_all();
            if std::thread::panicking() {
                signals::raise_hang_up();
            }
        }
    }
}
