//! The terminal device: its modes, its size, and which process group owns it.
//!
//! The device is standard input if that is a terminal, else the controlling terminal `/dev/tty` (standard input is
//! then a pipe, as in `cat article | whoswho -`). crossterm chooses the same way.

use std::io;

#[cfg(unix)]
use unix::set_nonblocking_reads;
#[cfg(unix)]
pub(super) use unix::{in_background, is_connected, open, stop_until_continued};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode, is_raw_mode_enabled};

/// Returns the size in columns and rows; either may be 0 if the terminal does not know.
///
/// # Errors
/// If there is no terminal, or it is gone.
pub(super) fn size() -> io::Result<(u16, u16)> {
    // crossterm's `size` would run the program `tput` if the ioctl fails. On Windows only `size` exists.
    #[cfg(unix)]
    return crossterm::terminal::window_size().map(|size| (size.columns, size.rows));
    #[cfg(not(unix))]
    crossterm::terminal::size()
}

/// Waits for Enter or the end of the input, in the shell's terminal modes, or for a signal that ends the process.
pub(super) fn wait_for_enter() {
    #[cfg(unix)]
    // If there is no terminal, there is nothing to wait for.
    let _ = unix::wait_for_line();
    #[cfg(not(unix))]
    let _ = io::stdin().read_line(&mut String::new());
}

/// Enters raw mode: keys arrive one by one and unechoed, including Ctrl-C and Ctrl-Z. Saves the previous modes.
///
/// # Errors
/// If there is no terminal, or its modes cannot be set. The modes are then unchanged.
pub(super) fn enter_raw_mode() -> io::Result<()> {
    // crossterm still considers raw mode on after a stop that could not be caught, though the shell may have changed
    // the modes since.
    if is_raw_mode_enabled().unwrap_or(false) {
        disable_raw_mode()?;
    }
    enable_raw_mode()?;
    #[cfg(unix)]
    set_nonblocking_reads().inspect_err(|_| leave_raw_mode())?;
    Ok(())
}

/// Restores the modes saved by [`enter_raw_mode`]. Errors are ignored: nothing can be done about them.
pub(super) fn leave_raw_mode() {
    // A background process that sets modes is stopped by SIGTTOU, and the shell has set its own modes by then.
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

    /// Opens the device.
    ///
    /// # Errors
    /// If there is no terminal, or no file descriptor is left.
    pub fn open() -> io::Result<OwnedFd> {
        let input = io::stdin();
        if input.is_terminal() {
            return input.as_fd().try_clone_to_owned();
        }
        Ok(File::options().read(true).write(true).open("/dev/tty")?.into())
    }

    /// Waits for a line or the end of the input, in the shell's terminal modes, or for one of the [`ENDING`] signals.
    ///
    /// # Errors
    /// If there is no terminal, or it cannot be polled or read.
    pub fn wait_for_line() -> io::Result<()> {
        let mut terminal = File::from(open()?);
        let (ended, notify) = UnixStream::pair()?;
        let mut registrations = Vec::new();
        for &signal in ENDING {
            registrations.push(pipe::register(signal, notify.try_clone()?)?);
        }
        let watch = |fd| pollfd { fd, events: POLLIN, revents: 0 };
        let mut typed = [0; 256];
        // Also catches a signal that came before the pipe was registered.
        let outcome = loop {
            if is_ending() {
                break Ok(());
            }
            let mut watched = [watch(terminal.as_raw_fd()), watch(ended.as_raw_fd())];
            match poll(&mut watched, None) {
                Ok(_) if watched[1].revents != 0 => break Ok(()),
                Ok(_) => {}
                // Interrupted by another signal.
                Err(Error::Poll(error)) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => break Err(io::Error::other(error)),
            }
            match terminal.read(&mut typed) {
                // The shell's modes deliver whole lines; only a very long one takes several reads.
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

    /// Makes reads return immediately if there is no input. Another process may take the input between poll and read;
    /// in the usual raw mode the input thread would then block in the read, and the terminal could not be taken from
    /// it.
    pub fn set_nonblocking_reads() -> io::Result<()> {
        let terminal = open()?;
        let mut modes = tcgetattr(&terminal)?;
        modes.special_codes[SpecialCodeIndex::VMIN] = 0;
        modes.special_codes[SpecialCodeIndex::VTIME] = 0;
        Ok(tcsetattr(&terminal, OptionalActions::Now, &modes)?)
    }

    /// True if the terminal still exists. After a hang-up poll always reports it as readable.
    pub fn is_connected(terminal: &OwnedFd) -> bool {
        tcgetattr(terminal).is_ok()
    }

    /// True if another process group owns the terminal. False if there is no terminal.
    pub fn in_background() -> bool {
        let owner = open().and_then(|terminal| Ok(tcgetpgrp(&terminal)?));
        owner.is_ok_and(|owner| owner != getpgrp())
    }

    /// Stops the whole job, as Ctrl-Z does, and returns when it is continued.
    ///
    /// Stops all processes of a pipeline, or the shell would wait for the others. Does not stop in the session
    /// leader's own group (`xterm -e whoswho`, `ssh -t host whoswho`): no shell is there to continue it, which is why
    /// the system ignores Ctrl-Z there too.
    ///
    /// # Errors
    /// If the pipe cannot be created or the signal cannot be sent.
    pub fn stop_until_continued() -> io::Result<()> {
        if getsid(None).is_ok_and(|leader| leader == getpgrp()) {
            return Ok(());
        }
        let (mut continued, notify) = UnixStream::pair()?;
        let registration = pipe::register(SIGCONT, notify)?;
        // This thread may run on for a moment after the signal is sent, hence the wait.
        let result = kill_current_process_group(Signal::STOP)
            .map_err(io::Error::from)
            .and_then(|()| continued.read_exact(&mut [0]));
        unregister(registration);
        result
    }
}
