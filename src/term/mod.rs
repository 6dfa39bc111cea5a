//! The terminal: taking it, giving it back, and what comes out of it.
//!
//! A terminal is shared. The shell had it before us and wants it after us as it was, whatever happens in between: a
//! quit, an error, a panic, a signal, Ctrl-Z, an editor started from here, a window that is closed. `guard` holds
//! that promise: one place takes the terminal, one gives it back, both may be called at any moment. It also draws,
//! each frame as one synchronized update in one write, so that a half-made frame never gets out. `screen` sees to it that
//! all terminals show the same of a frame. `device` knows the
//! terminal as a file: its modes, and whose turn it is. `input` turns what crossterm reads into the plain data of
//! `app::input`; `signals` does the same for what the system says; `capabilities` reads from the environment what
//! the terminal can show, and never asks the terminal itself.
//!
//! Every source is a thread of its own that blocks without a timeout and calls a sink, which usually sends into the
//! reader's one channel. Nothing wakes up while nothing happens.
//!
//! Limits we live with. crossterm keeps one lock around its event reader, and any question put to the terminal
//! (where is the cursor?) waits behind it: nothing here asks one, not even through ratatui, whose
//! `Terminal::clear` does. crossterm reads on without end once a terminal has hung up, so `input` looks before it
//! lets crossterm read. A lone Esc and the first byte of an arrow key are the same byte: a sequence that the
//! network tears apart right there is read as Esc and letters. Shift with arrows is not told apart. What the
//! terminal sends while it is not ours, nobody here reads. Job control is Unix; elsewhere `suspend` does nothing.

pub mod capabilities;
pub mod clipboard;
mod device;
pub mod guard;
pub mod input;
mod screen;
pub mod signals;
mod sixteen;

pub use capabilities::{Capabilities, ColorDepth, capabilities};
pub use guard::{Options, Terminal, install_panic_hook};
pub use input::read_inputs;
pub use signals::{Signal, exit_by_signal, read_signals};
