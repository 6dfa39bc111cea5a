//! Keys, mouse, paste and window size, from crossterm's events to the plain data of [`crate::app::input`].

use std::io;
#[cfg(unix)]
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use crossterm::event::{
    self, Event, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::app::input::{Input, Key, KeyCode};

/// Held while crossterm reads. Who holds it keeps the input thread from taking what is typed to another program.
#[cfg(unix)]
static READING: Mutex<()> = Mutex::new(());

/// Keeps the input thread from reading until the guard is dropped. Waits until what has been typed is read, or a moment.
#[cfg(unix)]
pub(super) fn hold() -> MutexGuard<'static, ()> {
    READING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sends what the hand does to `sink`, from a thread of its own that sleeps until there is something, until `sink`
/// returns `false` or the terminal goes (then SIGHUP is raised, if the system did not do so itself). Key releases,
/// mouse movement and unknown keys are dropped. Where standard input is no terminal, `/dev/tty` is read.
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
    while let Ok(event) = event::read() {
        if translate(event).is_some_and(|input| !sink(input)) {
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

    use crossterm::event::{self, Event};
    use filedescriptor::{POLLIN, poll, pollfd};
    use signal_hook::consts::SIGWINCH;
    use signal_hook::low_level::pipe;

    use super::{Input, hold, translate};
    use crate::term::{device, signals};

    /// How long crossterm may look for one more event before the thread goes back to waiting. Long against the moment
    /// that a busy machine may take to get there: what crossterm has read but not handed out wakes nobody later.
    const LOOK: Duration = Duration::from_millis(25);

    /// What the thread waits for: the terminal, and the signal that its size has changed.
    pub struct Source {
        terminal: OwnedFd,
        resized: UnixStream,
    }

    /// What there is to do.
    struct Ready {
        terminal: bool,
        resized: bool,
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
            while let Ok(ready) = self.wait() {
                if ready.resized && !self.tell_size(&mut sink) {
                    return;
                }
                if ready.terminal {
                    match read_all(&mut sink) {
                        Ok(Outcome::Refused) => return,
                        // Part of a sequence, or the end: a terminal that has hung up looks readable for ever.
                        Ok(Outcome::Nothing) if device::is_connected(&self.terminal) => {}
                        Ok(Outcome::Something) => {}
                        Ok(Outcome::Nothing) | Err(_) => return signals::tell_hang_up(),
                    }
                }
            }
        }

        /// Sleeps until there is something to do, however long that takes.
        fn wait(&self) -> io::Result<Ready> {
            let watch = |fd: &dyn AsRawFd| pollfd { fd: fd.as_raw_fd(), events: POLLIN, revents: 0 };
            let mut watched = [watch(&self.terminal), watch(&self.resized)];
            loop {
                match poll(&mut watched, None) {
                    // A signal, SIGCONT among them; nothing has been read.
                    Err(filedescriptor::Error::Poll(error) | filedescriptor::Error::Io(error))
                        if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(io::Error::other(error)),
                    Ok(_) => {
                        let [terminal, resized] = watched.map(|one| one.revents != 0);
                        return Ok(Ready { terminal, resized });
                    }
                }
            }
        }

        fn tell_size(&mut self, sink: &mut impl FnMut(Input) -> bool) -> bool {
            while matches!(self.resized.read(&mut [0; 64]), Ok(1..)) {}
            let Ok((columns, rows)) = device::size() else { return true };
            sink(Input::Resize { columns, rows })
        }
    }

    enum Outcome {
        Something,
        Nothing,
        Refused,
    }

    fn read_all(sink: &mut impl FnMut(Input) -> bool) -> io::Result<Outcome> {
        let mut outcome = Outcome::Nothing;
        while let Some(event) = next_event()? {
            outcome = Outcome::Something;
            if translate(event).is_some_and(|input| !sink(input)) {
                return Ok(Outcome::Refused);
            }
        }
        Ok(outcome)
    }

    /// The next event that crossterm has, or `None` when it has none for now.
    fn next_event() -> io::Result<Option<Event>> {
        let _reading = hold();
        loop {
            let start = Instant::now();
            if event::poll(LOOK)? {
                return event::read().map(Some);
            }
            // Where the machine was so busy that the time was over before crossterm looked, it did not look.
            if start.elapsed() < LOOK * 2 {
                return Ok(None);
            }
        }
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

/// The input that an event stands for; `None` for what the reader does not know.
fn translate(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) => key_of(key).map(Input::Key),
        Event::Mouse(mouse) => pointer_of(mouse),
        Event::Paste(text) => Some(Input::Paste(text)),
        // On Unix the size is told from our own wait, which half a sequence does not keep up.
        Event::Resize(columns, rows) => cfg!(not(unix)).then_some(Input::Resize { columns, rows }),
        Event::FocusGained | Event::FocusLost => None,
    }
}

fn key_of(key: KeyEvent) -> Option<Key> {
    use event::KeyCode as Sent;
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let code = match key.code {
        Sent::Tab if key.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        Sent::Char(character) if character.is_control() => return None,
        Sent::Char(character) => KeyCode::Char(character),
        Sent::F(number) => KeyCode::Function(number),
        Sent::Enter => KeyCode::Enter,
        Sent::Esc => KeyCode::Esc,
        Sent::Tab => KeyCode::Tab,
        Sent::BackTab => KeyCode::BackTab,
        Sent::Backspace => KeyCode::Backspace,
        Sent::Delete => KeyCode::Delete,
        Sent::Insert => KeyCode::Insert,
        Sent::Up => KeyCode::Up,
        Sent::Down => KeyCode::Down,
        Sent::Left => KeyCode::Left,
        Sent::Right => KeyCode::Right,
        Sent::Home => KeyCode::Home,
        Sent::End => KeyCode::End,
        Sent::PageUp => KeyCode::PageUp,
        Sent::PageDown => KeyCode::PageDown,
        _ => return None,
    };
    let (ctrl, alt) =
        (key.modifiers.contains(KeyModifiers::CONTROL), key.modifiers.contains(KeyModifiers::ALT));
    // AltGr arrives as both on Windows, together with the character that it types.
    let typed = cfg!(windows) && ctrl && alt && matches!(code, KeyCode::Char(_));
    Some(Key { code, ctrl: ctrl && !typed, alt: alt && !typed }.as_sent())
}

fn pointer_of(mouse: MouseEvent) -> Option<Input> {
    let MouseEvent { kind, column, row, .. } = mouse;
    match kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Input::Press { column, row }),
        MouseEventKind::ScrollUp => Some(Input::WheelUp { column, row }),
        MouseEventKind::ScrollDown => Some(Input::WheelDown { column, row }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode as Sent, KeyEventState};

    use super::*;

    fn key(code: Sent, modifiers: KeyModifiers) -> Option<Key> {
        key_of(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn keys_arrive_under_their_names() {
        let (none, shift) = (KeyModifiers::NONE, KeyModifiers::SHIFT);
        let (ctrl, alt) = (KeyModifiers::CONTROL, KeyModifiers::ALT);
        for (code, modifiers, name) in [
            (Sent::Char('j'), none, "j"),
            (Sent::Char('J'), shift, "J"),
            (Sent::Char('|'), shift, "|"),
            (Sent::Char(' '), none, "Space"),
            (Sent::Char('d'), ctrl, "Ctrl-d"),
            (Sent::Char('D'), ctrl | shift, "Ctrl-d"),
            (Sent::Char('i'), ctrl, "Tab"),
            (Sent::Char('x'), alt, "Alt-x"),
            (Sent::Tab, none, "Tab"),
            (Sent::Tab, shift, "BackTab"),
            (Sent::BackTab, shift, "BackTab"),
            (Sent::Up, shift, "Up"),
            (Sent::PageDown, ctrl, "Ctrl-PgDn"),
            (Sent::F(5), none, "F5"),
            (Sent::Esc, none, "Esc"),
        ] {
            let found = key(code, modifiers).map(|key| key.to_string());
            assert_eq!(found.as_deref(), Some(name), "{code:?} {modifiers:?}");
        }
    }

    #[test]
    fn a_held_key_repeats_and_its_release_is_nothing() {
        let of = |kind| {
            let state = KeyEventState::NONE;
            key_of(KeyEvent { code: Sent::Char('j'), modifiers: KeyModifiers::NONE, kind, state })
        };
        assert_eq!(of(KeyEventKind::Repeat), Some(Key::char('j')));
        assert_eq!(of(KeyEventKind::Release), None);
    }

    #[test]
    fn what_nobody_types_is_dropped() {
        assert_eq!(key(Sent::Char('\u{9b}'), KeyModifiers::NONE), None);
        assert_eq!(key(Sent::CapsLock, KeyModifiers::NONE), None);
        assert_eq!(translate(Event::FocusGained), None);
    }

    #[test]
    fn the_left_button_and_the_wheel_are_told_where_they_are() {
        let of = |kind| {
            translate(Event::Mouse(MouseEvent { kind, column: 3, row: 7, modifiers: KeyModifiers::NONE }))
        };
        assert_eq!(of(MouseEventKind::Down(MouseButton::Left)), Some(Input::Press { column: 3, row: 7 }));
        assert_eq!(of(MouseEventKind::ScrollUp), Some(Input::WheelUp { column: 3, row: 7 }));
        assert_eq!(of(MouseEventKind::ScrollDown), Some(Input::WheelDown { column: 3, row: 7 }));
        assert_eq!(of(MouseEventKind::Up(MouseButton::Left)), None);
        assert_eq!(of(MouseEventKind::Down(MouseButton::Right)), None);
        assert_eq!(of(MouseEventKind::Moved), None);
    }

    #[test]
    fn a_paste_is_one_input_and_stays_as_it_was() {
        assert_eq!(translate(Event::Paste("a\rb".to_owned())), Some(Input::Paste("a\rb".to_owned())));
    }
}
