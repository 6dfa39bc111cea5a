//! Signals, as plain values.
//!
//! A handler only sets a flag and writes a byte; a thread waits for the byte and calls the sink. The default actions
//! (to terminate, to stop) would leave the terminal in raw mode and on its alternate screen; so the reader is notified,
//! restores the terminal, and then exits ([`exit_by_signal`]) or stops ([`Terminal::suspend`]).
//!
//! [`Terminal::suspend`]: super::Terminal::suspend

use std::io;
use std::thread::JoinHandle;

/// What a signal asks of the process.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Signal {
    /// Exit. Holds the signal number: SIGTERM, SIGHUP (the terminal is gone), SIGQUIT, SIGINT sent by another process,
    /// or one without a use here whose default action is to terminate (SIGUSR1, SIGUSR2, SIGALRM). Restore the
    /// terminal and call [`exit_by_signal`].
    Terminate(i32),
    /// Stop: SIGTSTP from another process; Ctrl-Z arrives as a key. Call [`Terminal::suspend`].
    ///
    /// [`Terminal::suspend`]: super::Terminal::suspend
    Suspend,
    /// Continued after a stop from outside (SIGSTOP, which cannot be caught). Call [`Terminal::resume`]. Not sent for
    /// [`Terminal::suspend`].
    ///
    /// [`Terminal::suspend`]: super::Terminal::suspend
    /// [`Terminal::resume`]: super::Terminal::resume
    Resume,
}

/// Starts a thread that passes every signal to `sink` until `sink` returns `false`. After that, these signals are
/// ignored, so `sink` should return `false` only at the end of the process. While the terminal is lent to another
/// program, SIGINT and SIGQUIT are meant for that program and not passed on, and SIGTSTP stops this process too. On
/// systems without these signals the thread ends at once.
///
/// # Errors
/// If a handler cannot be set, or the thread cannot be started.
#[cfg(unix)]
pub fn read_signals(sink: impl FnMut(Signal) -> bool + Send + 'static) -> io::Result<JoinHandle<()>> {
    unix::read_signals(sink)
}

/// See the Unix version; here the thread ends at once.
///
/// # Errors
/// If the thread cannot be started.
#[cfg(not(unix))]
pub fn read_signals(sink: impl FnMut(Signal) -> bool + Send + 'static) -> io::Result<JoinHandle<()>> {
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || drop(sink))
}

/// Ends the process with the default action of a signal, so that the parent sees which it was. If that does not end it,
/// exits with code 128 + `signal`, as shells do. Nothing is dropped or flushed: restore the terminal first.
pub fn exit_by_signal(signal: i32) -> ! {
    if signal != 0 {
        let _ = signal_hook::low_level::emulate_default_handler(signal);
    }
    std::process::exit(128_i32.saturating_add(signal))
}

/// Handles SIGXFSZ, so that writing past the file size limit is an error. By default the signal ends the process in
/// the middle of a write, with the terminal in raw mode. Does nothing on systems without this signal.
pub fn handle_file_size_limit() {
    #[cfg(unix)]
    {
        // With any handler set, the write returns an error.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
    }
}

#[cfg(unix)]
pub(super) use unix::{Absence, ENDING, is_ending, raise_hang_up, stop_self};

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, LazyLock};
    use std::thread::{self, JoinHandle};

    use signal_hook::consts::{
        SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2,
    };
    use signal_hook::flag;
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::{emulate_default_handler, raise};

    use super::Signal;

    /// Signals that end the process at any time: those that shells send to end a stopped or background job, and those
    /// without a use here whose default action is to terminate.
    pub const ENDING: &[i32] = &[SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGALRM];

    /// Signals that have arrived, set by the handlers themselves: the thread that calls the sink may run arbitrarily
    /// later, and the thread that holds the terminal must not wait for it.
    struct Arrived {
        ending: Arc<AtomicBool>,
        interrupt: Arc<AtomicBool>,
        quit: Arc<AtomicBool>,
        continued: Arc<AtomicBool>,
    }

    static ARRIVED: LazyLock<Arrived> = LazyLock::new(|| Arrived {
        ending: Arc::default(),
        interrupt: Arc::default(),
        quit: Arc::default(),
        continued: Arc::default(),
    });

    /// True during an [`Absence`].
    static AWAY: AtomicBool = AtomicBool::new(false);
    /// True during an [`Absence`] in which another program has the terminal.
    static LENT: AtomicBool = AtomicBool::new(false);

    pub fn read_signals(mut sink: impl FnMut(Signal) -> bool + Send + 'static) -> io::Result<JoinHandle<()>> {
        for &signal in ENDING {
            flag::register(signal, Arc::clone(&ARRIVED.ending))?;
        }
        flag::register(SIGINT, Arc::clone(&ARRIVED.interrupt))?;
        flag::register(SIGQUIT, Arc::clone(&ARRIVED.quit))?;
        flag::register(SIGCONT, Arc::clone(&ARRIVED.continued))?;
        let mut signals = Signals::new([SIGINT, SIGQUIT, SIGTSTP, SIGCONT].iter().chain(ENDING))?;
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in signals.forever() {
                if interpret(signal).is_some_and(|signal| !sink(signal)) {
                    return;
                }
            }
        })
    }

    fn interpret(signal: i32) -> Option<Signal> {
        let (away, lent) = (AWAY.load(Ordering::Acquire), LENT.load(Ordering::Acquire));
        // An absence clears the flags of signals that it has handled, however late this thread runs.
        let is_new = |arrived: &AtomicBool| arrived.swap(false, Ordering::AcqRel);
        match signal {
            SIGINT => (!lent && is_new(&ARRIVED.interrupt)).then_some(Signal::Terminate(signal)),
            SIGQUIT => (!lent && is_new(&ARRIVED.quit)).then_some(Signal::Terminate(signal)),
            SIGCONT => (!away && is_new(&ARRIVED.continued)).then_some(Signal::Resume),
            SIGTSTP if lent => {
                stop_self();
                None
            }
            SIGTSTP => Some(Signal::Suspend),
            ending => Some(Signal::Terminate(ending)),
        }
    }

    /// A period in which the terminal is deliberately given up, from [`Absence::begin`] until this is dropped. SIGCONT
    /// is expected during it. While the terminal is lent, Ctrl-C and Ctrl-\ are meant for the program that has it,
    /// though the system signals this process too.
    pub struct Absence {
        lent: bool,
    }

    impl Absence {
        pub fn begin(lent: bool) -> Absence {
            AWAY.store(true, Ordering::Release);
            LENT.store(lent, Ordering::Release);
            Absence { lent }
        }
    }

    impl Drop for Absence {
        fn drop(&mut self) {
            ARRIVED.continued.store(false, Ordering::Release);
            if self.lent {
                ARRIVED.interrupt.store(false, Ordering::Release);
                ARRIVED.quit.store(false, Ordering::Release);
            }
            LENT.store(false, Ordering::Release);
            AWAY.store(false, Ordering::Release);
        }
    }

    /// True if one of [`ENDING`] has arrived, whether or not it has reached the sink.
    pub fn is_ending() -> bool {
        ARRIVED.ending.load(Ordering::Acquire)
    }

    /// Stops this process only, immediately.
    pub fn stop_self() {
        let _ = emulate_default_handler(SIGTSTP);
    }

    /// Raises SIGHUP, as the system does when the terminal hangs up.
    pub fn raise_hang_up() {
        let _ = raise(SIGHUP);
    }
}
