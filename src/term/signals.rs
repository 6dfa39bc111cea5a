//! What the system tells the process, as plain values.
//!
//! A handler only writes a byte; a thread waits for it and calls the sink. The default actions (to die, to stop)
//! would leave the terminal as it is, raw and on its alternate screen; so the reader learns of the signal, gives
//! the terminal back, and then dies ([`exit_by_signal`]) or stops ([`Terminal::suspend`]) as it was told to.
//!
//! [`Terminal::suspend`]: super::Terminal::suspend

use std::io;
use std::thread::JoinHandle;

/// What was asked of the process.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Signal {
    /// To end: the number of SIGTERM, SIGHUP (the terminal has gone), SIGQUIT, SIGINT sent by another process, or of one that means nothing
    /// here (SIGUSR1, SIGUSR2, SIGALRM), and ends what does not expect it.
    /// Give the terminal back and call [`exit_by_signal`].
    Terminate(i32),
    /// To stop: SIGTSTP from another process; Ctrl-Z comes as a key. Call [`Terminal::suspend`].
    ///
    /// [`Terminal::suspend`]: super::Terminal::suspend
    Suspend,
    /// The process goes on after a stop that it did not make itself (SIGSTOP, which none can catch): call
    /// [`Terminal::take_back`]. The end of [`Terminal::suspend`] is not told.
    ///
    /// [`Terminal::suspend`]: super::Terminal::suspend
    /// [`Terminal::take_back`]: super::Terminal::take_back
    Resume,
}

/// Tells `sink` of every signal, from a thread of its own, until `sink` returns `false`. From then on these signals
/// do nothing at all, so it should do so only at the end of the process. While the terminal is lent to another
/// program SIGINT and SIGQUIT are that program's and not told, and SIGTSTP stops this process as well.
/// On systems without these signals the thread ends at once.
///
/// # Errors
/// The handlers could not be set, or no thread be started.
#[cfg(unix)]
pub fn read_signals(sink: impl FnMut(Signal) -> bool + Send + 'static) -> io::Result<JoinHandle<()>> {
    unix::read_signals(sink)
}

/// See the Unix version; here the thread ends at once.
///
/// # Errors
/// No thread could be started.
#[cfg(not(unix))]
pub fn read_signals(sink: impl FnMut(Signal) -> bool + Send + 'static) -> io::Result<JoinHandle<()>> {
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || drop(sink))
}

/// Ends the process as this signal does when nobody handles it, so that the parent sees which it was; with the code
/// 128 + `signal`, as shells say it, where the signal does not end a process. Nothing is dropped or flushed: leave
/// the terminal before.
pub fn exit_by_signal(signal: i32) -> ! {
    if signal != 0 {
        let _ = signal_hook::low_level::emulate_default_handler(signal);
    }
    std::process::exit(128_i32.saturating_add(signal))
}

/// Makes a file that may grow no further an error where it is written. Otherwise it is a signal that ends the process, with what it was writing half
/// done and the terminal as it is. Does nothing where there is no such signal.
pub fn live_with_file_limits() {
    #[cfg(unix)]
    {
        // A handler that does nothing that matters: the call that wrote comes back with an error.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
    }
}

#[cfg(unix)]
pub(super) use unix::{Absence, ENDING, is_ending, stop_self, tell_hang_up};

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

    /// What ends this process at any time: what shells send to a job that is stopped or in the background, to end it, and what means nothing
    /// here and ends what does not expect it.
    pub const ENDING: &[i32] = &[SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGALRM];

    /// What arrived, set by the handlers themselves: the thread that tells of it comes later, by as much as it
    /// likes, and the thread that holds the terminal must not.
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

    /// Whether there is an [`Absence`], and whether in it another program has the terminal.
    static AWAY: AtomicBool = AtomicBool::new(false);
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
                if meaning(signal).is_some_and(|signal| !sink(signal)) {
                    return;
                }
            }
        })
    }

    fn meaning(signal: i32) -> Option<Signal> {
        let (away, lent) = (AWAY.load(Ordering::Acquire), LENT.load(Ordering::Acquire));
        // What an absence has dealt with is no longer set, however late this thread is.
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

    /// A time in which the terminal is given away on purpose, from [`Absence::begin`] until this is dropped, when
    /// the terminal is ours again. Being continued in it is expected; and while the terminal is lent, what is typed
    /// as Ctrl-C and Ctrl-\ is meant for who has borrowed it, though the system tells us as well.
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

    /// Whether one of [`ENDING`] has arrived, told or not.
    pub fn is_ending() -> bool {
        ARRIVED.ending.load(Ordering::Acquire)
    }

    /// Stops this process alone, at once.
    pub fn stop_self() {
        let _ = emulate_default_handler(SIGTSTP);
    }

    /// Says what the system says when a terminal hangs up, where it did not say it itself.
    pub fn tell_hang_up() {
        let _ = raise(SIGHUP);
    }
}
