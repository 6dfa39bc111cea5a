//! Takes the terminal, restores it, and draws frames in between.
//!
//! Whether the terminal is held is process-wide state, since there is one terminal: the panic hook restores it without
//! access to the [`Terminal`], and restoring it twice is harmless.

use std::io::{self, IsTerminal, Write};
use std::panic::PanicHookInfo;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

use ratatui::layout::Rect;

use super::ansi16::to_ansi16;
use super::device;
use super::screen::{AmbiguousRows, Screen};
#[cfg(unix)]
use super::{background, input, signals};

/// DEC private modes, as documented by xterm (ctlseqs, "DEC Private Mode Set"): 1049 is the alternate screen with saved
/// cursor, 2004 bracketed paste, 25 the visible cursor.
const ENTER: &str = "\x1b[?1049h\x1b[?2004h\x1b[?25l";
const LEAVE: &str = "\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l";

/// Mode 1000 reports buttons and the wheel and, unlike the modes that crossterm sets, no movement; 1006 allows columns
/// past 223.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// Synchronized output (mode 2026): the terminal shows a frame only when it is complete. Terminals without it ignore
/// it.
const FRAME_START: &str = "\x1b[?2026h";
const FRAME_END: &str = "\x1b[?2026l";

/// The thread that has taken the terminal. None while the shell has it.
static HOLDER: Mutex<Option<ThreadId>> = Mutex::new(None);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Options for taking the terminal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// True to receive mouse buttons and wheel. The terminal's own selection then needs Shift.
    pub mouse: bool,
    /// True if the terminal has only the 16 ANSI colours.
    pub ansi16_only: bool,
}

/// The terminal, taken: raw mode, alternate screen, bracketed paste, hidden cursor. Dropping it restores the terminal
/// and ignores errors; [`Terminal::leave`] returns them.
pub struct Terminal {
    screen: ratatui::Terminal<Screen<FrameBuffer>>,
    ambiguous: AmbiguousRows,
    frame: FrameBuffer,
    mouse: bool,
    /// True if the contents of the screen are unknown: the next frame is drawn in full.
    stale: bool,
    /// True if the terminal was asked for its background since it was taken.
    #[cfg(unix)]
    is_asked: bool,
}

impl Terminal {
    /// Takes the terminal on standard output. If that fails halfway, undoes what was done.
    ///
    /// # Errors
    /// If standard output is not a terminal, there is none to read keys from, or writing fails.
    pub fn enter(options: Options) -> io::Result<Terminal> {
        if !io::stdout().is_terminal() {
            return Err(io::Error::other("standard output is not a terminal"));
        }
        let frame = FrameBuffer { ansi16_only: options.ansi16_only, ..FrameBuffer::default() };
        // This only gets the size: a query's reply would be read by the input thread.
        let screen = ratatui::Terminal::new(Screen::new(frame.clone()))?;
        take(options.mouse)?;
        let ambiguous = AmbiguousRows::default();
        Ok(Terminal {
            screen,
            ambiguous,
            frame,
            mouse: options.mouse,
            stale: true,
            #[cfg(unix)]
            is_asked: false,
        })
    }

    /// Draws one frame, as one write inside one synchronized update. If rendering fails or panics, nothing is sent and
    /// the next frame is drawn in full. Draws nothing while the terminal is not held (the panic hook restored it, or a
    /// termination signal arrived while it was suspended).
    ///
    /// # Errors
    /// If the terminal is gone: its size is unknown or writing fails.
    pub fn draw(&mut self, render: impl FnOnce(&mut ratatui::Frame)) -> io::Result<()> {
        if lock(&HOLDER).is_none() {
            return Ok(());
        }
        // Checked first, since ratatui would run the program `tput` if the terminal is gone.
        let (columns, rows) = self.size()?;
        let stale = std::mem::replace(&mut self.stale, true);
        self.frame.restart(FRAME_START);
        if stale {
            // `clear` would query the cursor position; a resize clears without a query.
            self.screen.resize(Rect::new(0, 0, columns, rows))?;
        }
        let ambiguous = &mut self.ambiguous;
        self.screen.draw(|frame| {
            render(frame);
            ambiguous.mark(frame.buffer_mut());
        })?;
        self.frame.send(FRAME_END)?;
        self.stale = false;
        Ok(())
    }

    /// Has the next frame drawn in full, since the contents of the screen are unknown, as after any change of size.
    pub fn invalidate(&mut self) {
        self.stale = true;
    }

    /// Turns mouse reports on or off, now and whenever the terminal is taken again.
    ///
    /// # Errors
    /// If writing fails.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        if lock(&HOLDER).is_none() {
            return Ok(());
        }
        write_now(&[if on { MOUSE_ON } else { MOUSE_OFF }])
    }

    /// Asks the terminal for its background colour, once each time the terminal is taken: it may be another terminal by
    /// then, or the user may have changed the colours. Returns at once; an answer arrives as [`Event::Background`].
    /// Does nothing while the terminal is not held, nor on Windows, where answers are read as keys.
    ///
    /// # Errors
    /// If writing fails.
    ///
    /// [`Event::Background`]: super::input::Event::Background
    #[cfg_attr(
        not(unix),
        allow(clippy::unused_self, clippy::unnecessary_wraps, reason = "one signature everywhere")
    )]
    pub fn ask_background(&mut self) -> io::Result<()> {
        #[cfg(unix)]
        if !self.is_asked && lock(&HOLDER).is_some() {
            self.is_asked = true;
            input::expect_answer();
            write_now(&[background::QUERY])?;
        }
        Ok(())
    }

    /// Sends a clipboard sequence made by [`clipboard::sequence`]. Does nothing while the terminal is not held.
    ///
    /// # Errors
    /// If writing fails.
    ///
    /// [`clipboard::sequence`]: super::clipboard::sequence
    pub fn copy(&mut self, sequence: &str) -> io::Result<()> {
        if lock(&HOLDER).is_none() {
            return Ok(());
        }
        write_now(&[sequence])
    }

    /// Restores the terminal, stops the job as Ctrl-Z does, and takes the terminal again when continued; the next
    /// frame is drawn in full. If continued in the background, it stops again, as any process that needs the terminal
    /// does. If a termination signal arrived meanwhile, the terminal stays with the shell.
    ///
    /// Does not stop if no shell with job control could continue it, nor on systems without job control.
    ///
    /// # Errors
    /// If the process cannot be stopped, or the terminal cannot be taken again.
    #[cfg_attr(not(unix), allow(clippy::unused_self, reason = "one signature everywhere"))]
    pub fn suspend(&mut self) -> io::Result<()> {
        #[cfg(unix)]
        {
            let _input = input::Lent::begin_when_answered();
            let _absence = signals::Absence::begin(false);
            let _ = restore();
            tracing::info!("suspended");
            let stopped = device::stop_until_continued();
            tracing::info!("continued");
            self.take_again()?;
            stopped?;
        }
        Ok(())
    }

    /// Takes the terminal again after a stop that could not be caught ([`Signal::Resume`]), during which the shell had
    /// it. The next frame is drawn in full.
    ///
    /// # Errors
    /// If the terminal cannot be taken.
    ///
    /// [`Signal::Resume`]: super::Signal::Resume
    pub fn resume(&mut self) -> io::Result<()> {
        #[cfg(unix)]
        let (_input, _absence) = (input::Lent::begin(), signals::Absence::begin(false));
        self.take_again()
    }

    /// Sets the modes again, in case another program changed them. The next frame is drawn in full. Keeps pending
    /// input.
    ///
    /// # Errors
    /// If the terminal cannot be taken.
    pub fn reset_modes(&mut self) -> io::Result<()> {
        #[cfg(unix)]
        let (_input, _absence) = (input::pause(), signals::Absence::begin(false));
        self.take_again()
    }

    /// Lends the terminal to another program, such as an editor, while `run` runs: it is in the shell's state, and its
    /// input is not read here. Afterwards it is taken again, and the next frame is drawn in full. Returns the result
    /// of `run`.
    ///
    /// # Errors
    /// If the terminal cannot be taken again.
    pub fn lend<T>(&mut self, run: impl FnOnce() -> T) -> io::Result<T> {
        #[cfg(unix)]
        let (_input, _absence) = (input::Lent::begin_when_answered(), signals::Absence::begin(true));
        let _ = restore();
        tracing::info!("terminal lent to another program");
        let result = run();
        tracing::info!("terminal given back");
        self.take_again()?;
        Ok(result)
    }

    /// Like [`lend`](Self::lend), but then prints `words` and waits for Enter, so that the output stays visible.
    ///
    /// # Errors
    /// If the terminal cannot be taken again.
    pub fn lend_until_enter<T>(
        &mut self,
        run: impl FnOnce() -> T,
        words: impl FnOnce(&T) -> String,
    ) -> io::Result<T> {
        self.lend(|| {
            let result = run();
            let mut out = io::stdout().lock();
            // If the terminal is gone, taking it again fails.
            let _ = write!(out, "\n{}", words(&result)).and_then(|()| out.flush());
            drop(out);
            device::wait_for_enter();
            result
        })
    }

    /// Restores the terminal.
    ///
    /// # Errors
    /// If writing fails; the terminal was then restored as far as possible.
    pub fn leave(self) -> io::Result<()> {
        #[cfg(unix)]
        let _input = input::pause_when_answered();
        restore()
    }

    /// Returns the current size in columns and rows; either may be 0 if the terminal does not know.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        device::size()
    }

    fn take_again(&mut self) -> io::Result<()> {
        self.stale = true;
        #[cfg(unix)]
        {
            self.is_asked = false;
        }
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
        let _ = restore();
    }
}

/// Takes the terminal for this thread; if it is already held, sets its modes again.
fn take(mouse: bool) -> io::Result<()> {
    let mut holder = lock(&HOLDER);
    device::enter_raw_mode()?;
    *holder = Some(thread::current().id());
    drop(holder);
    write_now(&[ENTER, if mouse { MOUSE_ON } else { MOUSE_OFF }]).inspect_err(|_| {
        let _ = restore();
    })
}

/// Restores the terminal if it is held. Attempts every step; returns an error only if writing failed.
fn restore() -> io::Result<()> {
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

/// Installs a panic hook that restores the terminal before the message is printed, if the panicking thread took it.
/// While the terminal is held, a panic on any other thread prints nothing, since it would print into the frame.
/// Instead, `on_hidden` is called, and joining the thread reports the panic. While the terminal is not held, panics
/// print as usual. Call once.
pub fn install_panic_hook(on_hidden: fn(&PanicHookInfo<'_>)) {
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let holder = *lock(&HOLDER);
        if holder.is_some_and(|holder| holder != thread::current().id()) {
            on_hidden(panic);
            return;
        }
        let _ = restore();
        previous(panic);
    }));
}

/// Collects the bytes of a frame until it is complete. ratatui flushes several times per frame, which does nothing
/// here.
#[derive(Clone, Default)]
struct FrameBuffer {
    bytes: Arc<Mutex<Vec<u8>>>,
    ansi16_only: bool,
}

impl FrameBuffer {
    /// Discards unsent bytes and starts a frame with `start`.
    fn restart(&self, start: &str) {
        let mut bytes = lock(&self.bytes);
        bytes.clear();
        bytes.extend_from_slice(start.as_bytes());
    }

    /// Writes the frame, followed by `end`.
    fn send(&self, end: &str) -> io::Result<()> {
        let mut bytes = lock(&self.bytes);
        bytes.extend_from_slice(end.as_bytes());
        if self.ansi16_only {
            *bytes = to_ansi16(&bytes);
        }
        let mut output = io::stdout().lock();
        let result = output.write_all(&bytes).and_then(|()| output.flush());
        bytes.clear();
        result
    }
}

impl Write for FrameBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        lock(&self.bytes).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
