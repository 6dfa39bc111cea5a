//! The terminal: setting it up, restoring it, drawing and input.
//!
//! The terminal is shared with the shell, which must get it back as it was, whatever happens: a quit, an error, a
//! panic, a signal, Ctrl-Z, an editor started from the reader, a closed window. `guard` ensures that: one function
//! takes the terminal, one restores it, and both can be called at any time. It also draws each frame as one
//! synchronized update in one write, so that no partial frame is shown. `screen` makes all terminals show a frame
//! alike. `device` handles the terminal as a file: its modes, and which process group owns it. `input` reads what the
//! terminal sends and converts it to the plain data of `app::input`: `tokenizer` splits the bytes into characters,
//! sequences and pastes, `sequences` interprets a sequence, and `key_tables` lists what terminals send for keys (on
//! non-Unix systems crossterm reads, and `events` converts). `signals` does the same for signals; `capabilities`
//! derives from the environment what the terminal can show, and `background` asks the terminal for its background.
//!
//! Each source has a thread that blocks and calls a sink, which usually sends to the reader's one channel. Nothing
//! wakes up while idle: a timeout is set only while a sequence is incomplete.
//!
//! Limits. A terminal's answer to a query arrives among the keys, late or never, so only the background is asked for.
//! ratatui must not send queries either, as its `Terminal::clear` would. On Unix crossterm must not be asked for events
//! or the cursor position, since it would read the bytes meant for `input`. Code that gives the terminal up while an
//! answer is outstanding waits for it, but only for a moment, and not at all after a panic: a later answer is typed
//! into the shell. A lone Esc and the first byte of an arrow key are the same byte: if the network delays the rest of a
//! sequence longer than `tokenizer` waits, it is read as letters. Shift with arrows is ignored. Nothing is read while
//! the terminal is lent out. Job control is Unix only; elsewhere `suspend` does nothing.

mod ansi16;
#[cfg(unix)]
mod background;
pub mod capabilities;
pub mod clipboard;
mod device;
#[cfg(any(not(unix), test))]
mod events;
pub mod guard;
pub mod input;
#[cfg(unix)]
mod key_tables;
mod screen;
#[cfg(unix)]
mod sequences;
pub mod signals;
#[cfg(unix)]
pub mod tokenizer;

pub use capabilities::{Capabilities, ColorDepth, capabilities};
pub use guard::{Options, Terminal, install_panic_hook};
pub use input::{Event, read_inputs};
pub use signals::{Signal, exit_by_signal, read_signals};

/// Returns the width of the terminal in columns. None if there is no terminal, or it does not know its size.
pub fn columns() -> Option<usize> {
    device::size().ok().map(|(columns, _)| usize::from(columns)).filter(|columns| *columns > 0)
}
