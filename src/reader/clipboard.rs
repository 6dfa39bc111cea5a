//! Texts for the clipboard: into tmux's buffer where tmux is, else to the terminal.
//!
//! Only tmux says whether it took a text; a terminal never does. tmux is a program that is run, so it has a thread of its own, which
//! keeps what is copied in its order.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crossbeam_channel::Sender;

use crate::app;
use crate::app::state::copying::{Copying, Reached};
use crate::reader::background_writer::Writing;
use crate::reader::inbox::Message;
use crate::store;
use crate::term::clipboard::{self, Between};
use crate::term::guard::Terminal;

/// How long what was copied last may take to reach tmux when the reader ends.
const LAST_COPY: Duration = Duration::from_secs(2);

/// The way to the clipboard.
pub struct Copier {
    between: Between,
    /// Where tmux is.
    tmux: Option<(Sender<Copying>, Writing)>,
}

impl Copier {
    /// Starts the thread, if one is needed for what stands between us and the terminal.
    ///
    /// # Errors
    /// That no thread can be started.
    pub fn start(between: Between, to: &Sender<Message>) -> io::Result<Self> {
        if between != Between::Tmux {
            return Ok(Self { between, tmux: None });
        }
        let (texts, told) = crossbeam_channel::unbounded::<Copying>();
        let to = to.clone();
        let writing = Writing::start("tmux", move || {
            while let Ok(copying) = told.recv() {
                let _ = to.send(match load(&copying.text) {
                    Ok(()) => Message::Act(app::Message::Copied(copying, Reached::Tmux)),
                    Err(reason) => Message::Uncopied(copying, reason),
                });
            }
        })?;
        Ok(Self { between, tmux: Some((texts, writing)) })
    }

    /// Copies a text. What there is to say of it; nothing yet where tmux will say it.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub fn copy(&self, copying: Copying, terminal: &mut Terminal) -> io::Result<Option<app::Message>> {
        if copying.text.len() > clipboard::MAX_BYTES {
            let words = "too long for the terminal's clipboard: nothing was copied";
            return Ok(Some(app::Message::Refused(words.to_owned())));
        }
        if let Some((texts, _)) = &self.tmux {
            // The thread ends after this does.
            let _ = texts.send(copying);
            return Ok(None);
        }
        terminal.copy(&clipboard::sequence(&copying.text, self.between))?;
        Ok(Some(app::Message::Copied(copying, Reached::Terminal)))
    }

    /// Sends a text to the terminal that tmux did not take for a reason: tmux lets it through if it is set to.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub fn copy_past_tmux(
        &self,
        copying: Copying,
        reason: String,
        terminal: &mut Terminal,
    ) -> io::Result<app::Message> {
        terminal.copy(&clipboard::sequence(&copying.text, self.between))?;
        Ok(app::Message::Copied(copying, Reached::PastTmux(reason)))
    }

    /// Waits until what was copied is in tmux, for a moment: one that does not answer has perhaps gone.
    pub fn close(self) {
        if let Some((texts, writing)) = self.tmux {
            drop(texts);
            writing.has_ended_by(Instant::now() + LAST_COPY);
        }
    }
}

/// Puts a text into tmux's buffer, and has tmux send it on to the terminal's clipboard (`-w`, since tmux 3.2; whatever `set-clipboard`
/// says).
///
/// # Errors
/// What tmux says against it, or that it does not start, in one line.
fn load(text: &str) -> Result<(), String> {
    let run = |arguments: &[&str]| {
        let mut child = Command::new("tmux")
            .arg("load-buffer")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| store::files::reason(&error))?;
        // Whether it was read to the end is told by how tmux ends.
        let _ = child.stdin.take().map(|mut input| input.write_all(text.as_bytes()));
        let ended = child.wait_with_output().map_err(|error| store::files::reason(&error))?;
        let said = String::from_utf8_lossy(&ended.stderr);
        let said = said.lines().next().map_or_else(|| ended.status.to_string(), str::to_owned);
        if ended.status.success() { Ok(()) } else { Err(said) }
    };
    run(&["-w", "-"]).or_else(|_| run(&["-"]))
}
