//! Copies texts to the clipboard: into tmux's buffer inside tmux, else to the terminal.
//!
//! Only tmux reports whether it accepted a text; a terminal never does. Calling tmux means running a program, so a
//! thread does that and keeps the texts in order.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crossbeam_channel::Sender;

use crate::app;
use crate::app::state::copying::{Copying, Reached};
use crate::reader::background_writer::BackgroundWriter;
use crate::reader::inbox::Message;
use crate::store;
use crate::term::clipboard::{self, Between};
use crate::term::guard::Terminal;

/// How long the reader waits, when it quits, for tmux to take the last copied texts.
const LAST_COPY: Duration = Duration::from_secs(2);

/// Sends texts to the clipboard.
pub struct Copier {
    between: Between,
    /// The thread that calls tmux; None outside tmux.
    tmux: Option<(Sender<Copying>, BackgroundWriter)>,
}

impl Copier {
    /// Starts the thread if the reader runs inside tmux.
    ///
    /// # Errors
    /// If the thread cannot be started.
    pub fn start(between: Between, to: &Sender<Message>) -> io::Result<Self> {
        if between != Between::Tmux {
            return Ok(Self { between, tmux: None });
        }
        let (texts, queue) = crossbeam_channel::unbounded::<Copying>();
        let to = to.clone();
        let writer = BackgroundWriter::start("tmux", move || {
            while let Ok(copying) = queue.recv() {
                let _ = to.send(match load_buffer(&copying.text) {
                    Ok(()) => Message::Act(app::Message::Copied(copying, Reached::Tmux)),
                    Err(reason) => Message::TmuxFailed(copying, reason),
                });
            }
        })?;
        Ok(Self { between, tmux: Some((texts, writer)) })
    }

    /// Copies a text and returns the message about it, or None if tmux has yet to answer.
    ///
    /// # Errors
    /// If the terminal cannot be written to.
    pub fn copy(&self, copying: Copying, terminal: &mut Terminal) -> io::Result<Option<app::Message>> {
        if copying.text.len() > clipboard::MAX_BYTES {
            let message = "too long for the terminal's clipboard: nothing was copied";
            return Ok(Some(app::Message::Failed(message.to_owned())));
        }
        if let Some((texts, _)) = &self.tmux {
            // The thread outlives this sender.
            let _ = texts.send(copying);
            return Ok(None);
        }
        terminal.copy(&clipboard::sequence(&copying.text, self.between))?;
        Ok(Some(app::Message::Copied(copying, Reached::Terminal)))
    }

    /// Sends the terminal a text that tmux did not accept, for `reason`. tmux forwards the sequence if its settings
    /// allow that.
    ///
    /// # Errors
    /// If the terminal cannot be written to.
    pub fn copy_with_sequence(
        &self,
        copying: Copying,
        reason: String,
        terminal: &mut Terminal,
    ) -> io::Result<app::Message> {
        terminal.copy(&clipboard::sequence(&copying.text, self.between))?;
        Ok(app::Message::Copied(copying, Reached::PastTmux(reason)))
    }

    /// Waits for tmux to take the last texts, but only for a moment, since a tmux that does not answer may be gone.
    pub fn close(self) {
        if let Some((texts, writer)) = self.tmux {
            drop(texts);
            writer.join_by(Instant::now() + LAST_COPY);
        }
    }
}

/// Puts a text into tmux's buffer and has tmux forward it to the terminal's clipboard with `-w`, which needs tmux 3.2
/// and does not depend on `set-clipboard`. If that fails, only puts the text into the buffer.
///
/// # Errors
/// If tmux fails or does not start. The error is one line.
fn load_buffer(text: &str) -> Result<(), String> {
    let run = |arguments: &[&str]| {
        let mut child = Command::new("tmux")
            .arg("load-buffer")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| store::files::reason(&error))?;
        // If tmux does not read all of it, its exit status says so.
        let _ = child.stdin.take().map(|mut input| input.write_all(text.as_bytes()));
        let output = child.wait_with_output().map_err(|error| store::files::reason(&error))?;
        let message = String::from_utf8_lossy(&output.stderr);
        let message = message.lines().next().map_or_else(|| output.status.to_string(), str::to_owned);
        if output.status.success() { Ok(()) } else { Err(message) }
    };
    run(&["-w", "-"]).or_else(|_| run(&["-"]))
}
