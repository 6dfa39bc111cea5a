//! The terminal as a device: its modes, its size, and whose turn it is to use it.
//!
//! The device is standard input when that is a terminal, else the controlling terminal `/dev/tty` (then standard
//! input is a pipe, as in `cat article | whoswho -`). crossterm chooses in the same way.

use std::io;

#[cfg(unix)]
use unix::return_from_reads_at_once;
#[cfg(unix)]
pub(super) use unix::{in_background, is_connected, open, stop_until_continued};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode, is_raw_mode_enabled};

/// The size in columns and rows; either may be 0 where the terminal does not know.
///
/// # Errors
/// There is no terminal, or it has gone.
pub(super) fn size() -> io::Result<(u16, u16)> {
    // Where `window_size` fails `size` would run the program `tput`; on Windows only `size` is there.
    #[cfg(unix)]
    return crossterm::terminal::window_size().map(|size| (size.columns, size.rows));
    #[cfg(not(unix))]
    crossterm::terminal::size()
}

/// Waits until Enter is typed, in the modes that the shell has set; not beyond a signal that ends the process.
pub(super) fn wait_for_enter() {
    #[cfg(unix)]
    // Without a terminal nobody can type it.
    let _ = unix::wait_for_line();
    #[cfg(not(unix))]
    let _ = io::stdin().read_line(&mut String::new());
}

/// Raw mode: keys come one by one, unechoed, Ctrl-C and Ctrl-Z among them. Remembers the modes found.
///
/// # Errors
/// There is no terminal, or its modes cannot be set; then they are as they were.
pub(super) fn enter_raw_mode() -> io::Result<()> {
    // Still on after a stop that nobody could catch, though the shell may have set the modes since.
    if is_raw_mode_enabled().unwrap_or(false) {
        disable_raw_mode()?;
    }
    enable_raw_mode()?;
    #[cfg(unix)]
    return_from_reads_at_once().inspect_err(|_| leave_raw_mode())?;
    Ok(())
}

/// The modes found when raw mode was entered. Errors are ignored: nothing can be done about them.
pub(super) fn leave_raw_mode() {
    // A process in the background that sets modes is stopped for it (SIGTTOU), and the modes are the shell's now.
    #[cfg(unix)]
    if in_background() {
        return;
    }
    let _ = disable_raw_mode();
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::{self, IsTerminal, Read};
    use std::os::fd::{AsFd, AsRawFd, OwnedFd};
    use std::os::unix::net::UnixStream;

    use filedescriptor::{Error, POLLIN, poll, pollfd};
    use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
    use rustix::termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcgetpgrp, tcsetattr};
    use signal_hook::consts::SIGCONT;
    use signal_hook::low_level::{pipe, unregister};

    use crate::term::signals::{ENDING, is_ending};

    /// A handle of our own on the device.
    ///
    /// # Errors
    /// There is no terminal, or no handle is left.
    pub fn open() -> io::Result<OwnedFd> {
        let input = io::stdin();
        if input.is_terminal() {
            return input.as_fd().try_clone_to_owned();
        }
        Ok(File::options().read(true).write(true).open("/dev/tty")?.into())
    }

    /// Waits until a line is typed, in the modes that the shell has set, or until a signal ends the process.
    ///
    /// # Errors
    /// There is no terminal, or it can be neither watched nor read.
    pub fn wait_for_line() -> io::Result<()> {
        let mut terminal = File::from(open()?);
        let (ended, notify) = UnixStream::pair()?;
        let mut registrations = Vec::new();
        for &signal in ENDING {
            registrations.push(pipe::register(signal, notify.try_clone()?)?);
        }
        let watch = |fd| pollfd { fd, events: POLLIN, revents: 0 };
        let mut typed = [0; 256];
        // A signal that came before the pipe was there is seen here.
        let outcome = loop {
            if is_ending() {
                break Ok(());
            }
            let mut watched = [watch(terminal.as_raw_fd()), watch(ended.as_raw_fd())];
            match poll(&mut watched, None) {
                Ok(_) if watched[1].revents != 0 => break Ok(()),
                Ok(_) => {}
                // A signal of another kind.
                Err(Error::Poll(error)) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => break Err(io::Error::other(error)),
            }
            match terminal.read(&mut typed) {
                // Line by line, as the shell has it: more than one piece only of a very long one.
                Ok(count) if count == 0 || typed.get(..count).is_some_and(|typed| typed.ends_with(b"\n")) => {
                    break Ok(());
                }
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => break Err(error),
            }
        };
        for registration in registrations {
            unregister(registration);
        }
        outcome
    }

    /// Makes a read return with nothing rather than wait. What a look has shown may be taken by another process before it is read;
    /// in the usual raw mode the input thread would then wait inside the read, and nobody could take the terminal from it.
    pub fn return_from_reads_at_once() -> io::Result<()> {
        let terminal = open()?;
        let mut modes = tcgetattr(&terminal)?;
        modes.special_codes[SpecialCodeIndex::VMIN] = 0;
        modes.special_codes[SpecialCodeIndex::VTIME] = 0;
        Ok(tcsetattr(&terminal, OptionalActions::Now, &modes)?)
    }

    /// Whether the terminal is still there. One that has hung up says at every look that it can be read.
    pub fn is_connected(terminal: &OwnedFd) -> bool {
        tcgetattr(terminal).is_ok()
    }

    /// Whether another process group has the terminal now. `false` where there is none.
    pub fn in_background() -> bool {
        let owner = open().and_then(|terminal| Ok(tcgetpgrp(&terminal)?));
        owner.is_ok_and(|owner| owner != getpgrp())
    }

    /// Stops the whole job, as Ctrl-Z does, and comes back when it is continued.
    ///
    /// All processes of a pipeline stop, or the shell would wait for the rest of it. Does not stop where this
    /// group is the session leader's own (`xterm -e whoswho`, `ssh -t host whoswho`): nobody is there who could
    /// continue it, which is why the system ignores Ctrl-Z there too.
    ///
    /// # Errors
    /// No pipe could be made, or the signal not be sent.
    pub fn stop_until_continued() -> io::Result<()> {
        if getsid(None).is_ok_and(|leader| leader == getpgrp()) {
            return Ok(());
        }
        let (mut continued, notify) = UnixStream::pair()?;
        let registration = pipe::register(SIGCONT, notify)?;
        // Sent to all threads of all processes; this thread may run on for a moment, hence the wait.
        let woken = kill_current_process_group(Signal::STOP)
            .map_err(io::Error::from)
            .and_then(|()| continued.read_exact(&mut [0]));
        unregister(registration);
        woken
    }
}
