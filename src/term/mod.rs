//! The terminal: taking it, giving it back, and what comes out of it.
//!
//! A terminal is shared. The shell had it before us and wants it after us as it was, whatever happens in between: a
//! quit, an error, a panic, a signal, Ctrl-Z, an editor started from here, a window that is closed. `guard` holds
//! that promise: one place takes the terminal, one gives it back, both may be called at any moment. It also draws,
//! each frame as one synchronized update in one write, so that a half-made frame never gets out. `screen` sees to it that
//! all terminals show the same of a frame. `device` knows the
//! terminal as a file: its modes, and whose turn it is. `input` waits for what the terminal sends and makes it the plain data of
//! `app::input`: `tokenizer` cuts the bytes into characters, sequences and pastes, `sequences` says what a sequence means, and
//! `key_tables` holds what terminals send for keys (on systems without Unix's terminals crossterm reads, and `events` translates). `signals`
//! does the same for what the system says; `capabilities` reads from the environment what the terminal can show, and never asks the
//! terminal itself.
//!
//! Every source is a thread of its own that blocks without a timeout and calls a sink, which usually sends into the
//! reader's one channel. Nothing wakes up while nothing happens; only half a sequence is waited for with a time.
//!
//! Limits we live with. A terminal's answer to a question would arrive among the keys: nothing here asks one, not even through
//! ratatui, whose `Terminal::clear` does; on Unix crossterm must not be asked for an event or the cursor's place, since it
//! would read what `input` reads. A lone Esc and the first byte of an arrow key are the same byte: the rest of a sequence that the network
//! holds back for longer than `tokenizer` waits is read as letters. Shift with arrows is not told apart. What the
//! terminal sends while it is not ours, nobody here reads. Job control is Unix; elsewhere `suspend` does nothing.

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
mod sixteen;
#[cfg(unix)]
pub mod tokenizer;

pub use capabilities::{Capabilities, ColorDepth, capabilities};
pub use guard::{Options, Terminal, install_panic_hook};
pub use input::read_inputs;
pub use signals::{Signal, exit_by_signal, read_signals};
