//! Taking the terminal and giving it back, and the frames in between.
//!
//! Whether the terminal is held is known in one place for the whole process, since there is one terminal: a panic
//! hook gives it back without knowing the value that took it, and giving it back twice does nothing.

use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

use ratatui::layout::Rect;

use super::device;
use super::screen::{Screen, UnsureRows};
use super::sixteen::in_sixteen;
#[cfg(unix)]
use super::{input, signals};

/// DEC private modes, as xterm documents them (ctlseqs, "DEC Private Mode Set"): 1049 the alternate screen with the
/// cursor saved, 2004 bracketed paste, 25 the cursor; reset the cursor's shown and the text plain.
const ENTER: &str = "\x1b[?1049h\x1b[?2004h\x1b[?25l";
const LEAVE: &str = "\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l";

/// Mode 1000 reports buttons and wheel and, unlike what crossterm turns on, no movement; 1006 reports columns past
/// 223 as well.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// Synchronized output (mode 2026): the terminal shows nothing of the frame before it has all of it. Terminals that
/// do not know it ignore it.
const FRAME_START: &str = "\x1b[?2026h";
const FRAME_END: &str = "\x1b[?2026l";

/// Who has taken the terminal; `None` while it is the shell's.
static HOLDER: Mutex<Option<ThreadId>> = Mutex::new(None);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How the terminal is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// Whether the mouse's buttons and wheel are reported. Then the terminal's own selection needs Shift.
    pub mouse: bool,
    /// Whether it knows sixteen colours and no more.
    pub sixteen: bool,
}

/// The terminal, held: raw mode, the alternate screen, bracketed paste, the cursor hidden. Dropping it gives it
/// back, ignoring errors; [`Terminal::leave`] tells them.
pub struct Terminal {
    screen: ratatui::Terminal<Screen<Outgoing>>,
    unsure: UnsureRows,
    outgoing: Outgoing,
    mouse: bool,
    /// What is on the screen is not known, and the next frame is drawn whole.
    stale: bool,
}

impl Terminal {
    /// Takes the terminal that standard output is. What fails half way is undone.
    ///
    /// # Errors
    /// Standard output is no terminal, there is none to read keys from, or it cannot be written to.
    pub fn enter(options: Options) -> io::Result<Terminal> {
        if !io::stdout().is_terminal() {
            return Err(io::Error::other("standard output is not a terminal"));
        }
        let outgoing = Outgoing { sixteen: options.sixteen, ..Outgoing::default() };
        // Asks for the size only: a question to the terminal would wait behind the input thread.
        let screen = ratatui::Terminal::new(Screen::new(outgoing.clone()))?;
        take(options.mouse)?;
        let unsure = UnsureRows::default();
        Ok(Terminal { screen, unsure, outgoing, mouse: options.mouse, stale: true })
    }

    /// Draws one frame, as one write inside one synchronized update. Of a frame that fails or panics on the way
    /// nothing is sent, and the next one is drawn whole. While the terminal is not held (it was given back by the
    /// panic hook, or a signal to end came while it was suspended) this draws nothing.
    ///
    /// # Errors
    /// The terminal cannot be written to, or its size is not known: it has gone.
    pub fn draw(&mut self, render: impl FnOnce(&mut ratatui::Frame)) -> io::Result<()> {
        if lock(&HOLDER).is_none() {
            return Ok(());
        }
        // Asked first, since ratatui's own way runs the program `tput` where the terminal has gone.
        let (columns, rows) = self.size()?;
        let stale = std::mem::replace(&mut self.stale, true);
        self.outgoing.restart(FRAME_START);
        if stale {
            // `clear` would ask the terminal where its cursor is; a resize clears and does not ask.
            self.screen.resize(Rect::new(0, 0, columns, rows))?;
        }
        let unsure = &mut self.unsure;
        self.screen.draw(|frame| {
            render(frame);
            unsure.mark(frame.buffer_mut());
        })?;
        self.outgoing.send(FRAME_END)?;
        self.stale = false;
        Ok(())
    }

    /// Has the next frame drawn whole: what the terminal shows is not known, as after its window had another size, and be it for
    /// a moment.
    pub fn draw_whole(&mut self) {
        self.stale = true;
    }

    /// Turns the mouse's reports on or off, also for the times the terminal is taken again.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        if lock(&HOLDER).is_none() {
            return Ok(());
        }
        write_now(&[if on { MOUSE_ON } else { MOUSE_OFF }])
    }

    /// Sends what [`clipboard::sequence`] made of a text, as far as the terminal lets us.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    ///
    /// [`clipboard::sequence`]: super::clipboard::sequence
    pub fn copy(&mut self, sequence: &str) -> io::Result<()> {
        if lock(&HOLDER).is_none() {
            return Ok(());
        }
        write_now(&[sequence])
    }

    /// Gives the terminal back, stops the job as Ctrl-Z does, and when it is continued takes the terminal again; the
    /// next frame is drawn whole. Continued in the background it stops again, as a process that wants the terminal
    /// does. If a signal to end came meanwhile the terminal stays with the shell.
    ///
    /// Where nobody could continue it (no shell with job control between the terminal and this process) it does not
    /// stop, nor on systems without job control.
    ///
    /// # Errors
    /// The process could not be stopped, or the terminal not be taken again.
    #[cfg_attr(not(unix), allow(clippy::unused_self, reason = "one signature everywhere"))]
    pub fn suspend(&mut self) -> io::Result<()> {
        #[cfg(unix)]
        {
            let _reading = input::Away::begin();
            let _absence = signals::Absence::begin(false);
            let _ = give_back();
            let stopped = device::stop_until_continued();
            self.take_again()?;
            stopped?;
        }
        Ok(())
    }

    /// Takes the terminal again after a stop that could not be caught ([`Signal::Resume`]): the shell has had it
    /// meanwhile. The next frame is drawn whole.
    ///
    /// # Errors
    /// The terminal cannot be taken.
    ///
    /// [`Signal::Resume`]: super::Signal::Resume
    pub fn take_back(&mut self) -> io::Result<()> {
        #[cfg(unix)]
        let (_reading, _absence) = (input::Away::begin(), signals::Absence::begin(false));
        self.take_again()
    }

    /// Makes sure of the terminal, which is held: modes that another program has changed behind our back are set again. The next frame
    /// is drawn whole. What is being typed or pasted meanwhile is not disturbed.
    ///
    /// # Errors
    /// The terminal cannot be taken.
    pub fn make_sure(&mut self) -> io::Result<()> {
        #[cfg(unix)]
        let (_reading, _absence) = (input::hold(), signals::Absence::begin(false));
        self.take_again()
    }

    /// Lends the terminal to another program, an editor say, for as long as `run` takes: it is as the shell left it,
    /// and what is typed is not read here. Afterwards it is taken again, and the next frame is drawn whole.
    /// Gives what `run` gave.
    ///
    /// # Errors
    /// The terminal cannot be taken again.
    pub fn lend<T>(&mut self, run: impl FnOnce() -> T) -> io::Result<T> {
        #[cfg(unix)]
        let (_reading, _absence) = (input::Away::begin(), signals::Absence::begin(true));
        let _ = give_back();
        let given = run();
        self.take_again()?;
        Ok(given)
    }

    /// Lends the terminal as [`lend`](Self::lend) does, and keeps what was written on it in sight until Enter is typed.
    ///
    /// # Errors
    /// The terminal cannot be taken again.
    pub fn lend_until_enter<T>(
        &mut self,
        run: impl FnOnce() -> T,
        words: impl FnOnce(&T) -> String,
    ) -> io::Result<T> {
        self.lend(|| {
            let given = run();
            let mut out = io::stdout().lock();
            // A terminal that has gone is noticed when it is taken again.
            let _ = write!(out, "\n{}", words(&given)).and_then(|()| out.flush());
            drop(out);
            device::wait_for_enter();
            given
        })
    }

    /// Gives the terminal back.
    ///
    /// # Errors
    /// It could not be written to; it was given back as far as it could be.
    pub fn leave(self) -> io::Result<()> {
        give_back()
    }

    /// Columns and rows, now; either may be 0 where the terminal does not know.
    ///
    /// # Errors
    /// The terminal has gone.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        device::size()
    }

    fn take_again(&mut self) -> io::Result<()> {
        self.stale = true;
        #[cfg(unix)]
        while device::in_background() && !signals::is_ending() {
            signals::stop_self();
        }
        #[cfg(unix)]
        if signals::is_ending() {
            return Ok(());
        }
        take(self.mouse)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = give_back();
    }
}

/// Takes the terminal for this thread, or makes sure of it where it is held already.
fn take(mouse: bool) -> io::Result<()> {
    let mut holder = lock(&HOLDER);
    device::enter_raw_mode()?;
    *holder = Some(thread::current().id());
    drop(holder);
    write_now(&[ENTER, if mouse { MOUSE_ON } else { MOUSE_OFF }]).inspect_err(|_| {
        let _ = give_back();
    })
}

/// Gives the terminal back if it is held. All of it is tried, whatever fails; the first error is told.
fn give_back() -> io::Result<()> {
    let mut holder = lock(&HOLDER);
    if holder.take().is_none() {
        return Ok(());
    }
    let written = write_now(&[FRAME_END, MOUSE_OFF, LEAVE]);
    device::leave_raw_mode();
    written
}

fn write_now(parts: &[&str]) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(parts.concat().as_bytes())?;
    output.flush()
}

/// Gives the terminal back before the message of a panic is printed, if the thread that panics is the one that took
/// it. While the terminal is held a panic on any other thread prints nothing, since it would print into the frame;
/// who waits for the thread learns of it. While the terminal is not held nothing changes. To be called once.
pub fn install_panic_hook() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let holder = *lock(&HOLDER);
        if holder.is_some_and(|holder| holder != thread::current().id()) {
            return;
        }
        let _ = give_back();
        before(panic);
    }));
}

/// The bytes of a frame until it is whole. ratatui flushes several times on its way, which does nothing here.
#[derive(Clone, Default)]
struct Outgoing {
    bytes: Arc<Mutex<Vec<u8>>>,
    sixteen: bool,
}

impl Outgoing {
    /// Forgets what was not sent, and begins with `start`.
    fn restart(&self, start: &str) {
        let mut bytes = lock(&self.bytes);
        bytes.clear();
        bytes.extend_from_slice(start.as_bytes());
    }

    /// Writes it all, and `end`.
    fn send(&self, end: &str) -> io::Result<()> {
        let mut bytes = lock(&self.bytes);
        bytes.extend_from_slice(end.as_bytes());
        if self.sixteen {
            *bytes = in_sixteen(&bytes);
        }
        let mut output = io::stdout().lock();
        let sent = output.write_all(&bytes).and_then(|()| output.flush());
        bytes.clear();
        sent
    }
}

impl Write for Outgoing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        lock(&self.bytes).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
