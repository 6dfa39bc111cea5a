//! The run loop: one channel, one thread that draws.
//!
//! Keys, signals, progress of reading and replies all arrive on one channel. The loop blocks until a message comes,
//! takes all that have arrived, updates the model, carries out effects and draws once. There is no timer: while nothing
//! happens, nothing runs.
//!
//! Work that may take long runs on other threads. One reads and matches the articles, one per lane runs queries, and
//! one watches the articles' files. Since a disk may be slow, the list, the notes, the session and the ignored names
//! are each saved by a thread of their own. Replies nearly always arrive within a few milliseconds. While some are on
//! their way, the loop waits that long, and no longer, before it draws: the screen then changes once, not twice.
//!
//! This module connects the model, which decides what should happen, to everything that does it. Limitation: effects
//! are carried out in the order in which they were requested, but their replies come in any order; `app/` tells by
//! ticket and generation which ones are still wanted.

mod background_writer;
mod clipboard;
mod editor;
pub mod executor;
mod ignored_names;
mod inbox;
mod journal;
pub mod library;
mod list;
mod loading;
mod notes;
mod open_url;
mod pipe;
mod watcher;
mod written;

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError};

use crate::app::input::Input;
use crate::app::jobs::Lane;
use crate::app::state::notice::Notice;
use crate::app::state::saved::{Journal, SavedState};
use crate::app::workspace::{Waiting, Workspace};
use crate::app::{self, Effect};
use crate::article::Article;
use crate::config::Settings;
use crate::corpus::Index;
use crate::intake::{ArticleReader, List, Problem};
use crate::reader::clipboard::Copier;
use crate::reader::executor::Executor;
use crate::reader::ignored_names::IgnoredNamesWriter;
use crate::reader::inbox::Message;
use crate::reader::journal::JournalWriter;
use crate::reader::library::FileLibrary;
use crate::reader::list::ListThread;
use crate::reader::loading::Loading;
use crate::reader::notes::NotesWriter;
use crate::shell::App;
use crate::store;
use crate::term::capabilities::{Capabilities, ColorDepth, capabilities};
use crate::term::clipboard::between;
use crate::term::guard::{Options, Terminal, install_panic_hook};
use crate::term::input::read_inputs;
use crate::term::signals::{Signal, exit_by_signal, read_signals};
use crate::ui::Theme;
use crate::ui::depth::Depth;

/// How long the first frame waits for the first article.
const FIRST_GRACE: Duration = Duration::from_millis(60);
/// How long to wait, after the terminal failed, for the signal that explains it.
const HANG_UP_GRACE: Duration = Duration::from_secs(1);

/// How long to wait, on quitting, for a saved state that is still being loaded.
const SAVED_STATE_GRACE: Duration = Duration::from_millis(500);
/// How long a frame waits for replies that are on their way.
const REPLY_GRACE: Duration = Duration::from_millis(8);
/// How long a frame waits for the hits of a search. The wait is short, so that the letter just typed appears promptly.
const HITS_GRACE: Duration = Duration::from_millis(2);

fn grace(app: &App) -> Option<Duration> {
    match app.waiting() {
        Waiting::ForNothing => None,
        Waiting::ForHits => Some(HITS_GRACE),
        Waiting::ForNumbers => Some(REPLY_GRACE),
    }
}

/// Maps the colours that the terminal can show to the theme's colour depth.
pub fn depth(color: ColorDepth) -> Depth {
    match color {
        ColorDepth::None => Depth::None,
        ColorDepth::Ansi16 => Depth::Ansi16,
        ColorDepth::Ansi256 => Depth::Ansi256,
        ColorDepth::True => Depth::True,
    }
}

/// How long the last writes may take when the reader quits.
const LAST_WRITES: Duration = Duration::from_secs(10);

/// The problems of a session, to be reported when it has ended.
#[derive(Debug, Default)]
pub struct Problems {
    /// What reading reported: files and articles that could not be read, and notices.
    pub unread: Vec<Problem>,
    /// Failed writes that the user has not seen, one line each.
    pub unwritten: Vec<String>,
}

/// Runs the reader until the user quits. A signal that ends the reader ends the process.
///
/// # Errors
/// If the terminal cannot be set up or written to, or a thread cannot be started.
pub fn run(settings: &Settings, list: &List, article_reader: ArticleReader) -> io::Result<Problems> {
    let (sender, messages) = crossbeam_channel::unbounded();
    install_panic_hook(store::log::log_panic);
    let capabilities = capabilities(|name| std::env::var(name).ok());
    let Settings { state_folder, notes, display: display_options, mouse, .. } = settings;
    tracing::info!(?capabilities, mouse, ?display_options, ?notes, ?state_folder, "reader");
    let problems = sender.clone();
    let report = move |problem| drop(problems.send(Message::ReadProblem(problem)));
    let matcher = Arc::clone(&list.matcher);
    let library = Arc::new(FileLibrary::new(settings.paths.clone(), article_reader, matcher, report));
    let executor = Executor::start(&library, &sender)?;
    let loading = Loading::start(&library, &list.matcher, &sender)?;
    let state_folder = settings.state_folder.as_deref();
    let (journal, pending_state) =
        JournalWriter::start(state_folder, &settings.paths, list.path.as_deref(), &sender)?;
    watcher::start(&settings.paths, settings.keymap.key_of("reload"), &sender)?;
    let list_thread = ListThread::start(list, &settings.new_list, Arc::clone(&settings.keymap), &sender)?;
    let terminal = Terminal::enter(Options {
        mouse: settings.mouse,
        ansi16_only: capabilities.color == ColorDepth::Ansi16,
    })?;
    let (inputs, writer_sender) = (sender.clone(), sender.clone());
    read_inputs(move |event| inputs.send(event.into()).is_ok())?;
    read_signals(move |signal| sender.send(Message::Signal(signal)).is_ok())?;

    let index = Index::new(Arc::clone(list.matcher.gazetteer()));
    let mut workspace = Workspace::new(index, list.name.clone(), Arc::clone(&settings.keymap));
    if !list.warnings.is_empty() {
        workspace.notify(format!("{}: {}", list.name, list.summary()));
    }
    settings.apply_to(&mut workspace);
    let ignored_names =
        settings.state_folder.as_ref().map(|folder| store::IgnoredNames::new(folder, list_thread.path()));
    let mut reader = Reader {
        copier: Copier::start(between(|name| std::env::var(name).ok()), &writer_sender)?,
        ignored_names: IgnoredNamesWriter::start(ignored_names, &writer_sender)?,
        app: App::new(workspace),
        capabilities,
        terminal,
        executor,
        loading,
        list: list_thread,
        journal,
        saved_state: pending_state.take()?,
        messages,
        notes: NotesWriter::start(settings.notes.clone(), &writer_sender)?,
        unread: Vec::new(),
        failed: Vec::new(),
        ended: None,
    };
    let outcome = reader.run();
    if outcome.is_err() && reader.ended.is_none() {
        reader.await_signal();
    }
    let Reader {
        terminal,
        executor,
        loading,
        list,
        notes,
        journal,
        ignored_names,
        copier,
        messages,
        unread,
        failed,
        ended,
        ..
    } = reader;
    loading.cancel();
    drop(executor);
    let restored = terminal.leave();
    copier.close();
    // The terminal is restored before the last writes end, since they may take long.
    let deadline = Instant::now() + LAST_WRITES;
    let written =
        [notes.close(deadline), list.close(deadline), journal.close(deadline), ignored_names.close(deadline)];
    let unwritten = unwritten(failed, &messages, written.iter().all(|is_written| *is_written));
    match ended {
        // Errors are ignored, since the terminal may have hung up.
        Some(End::Signal(signal)) => {
            tracing::info!(signal, "ended by a signal");
            exit_by_signal(signal)
        }
        _ => outcome.and(restored).map(|()| Problems { unread, unwritten }),
    }
}

/// Returns `lines` together with the failures reported after the last frame, which the user has not seen, one line
/// each, and a line about writes that have not ended.
fn unwritten(mut lines: Vec<String>, messages: &Receiver<Message>, is_all_written: bool) -> Vec<String> {
    lines.extend(messages.try_iter().filter_map(failure));
    if !is_all_written {
        lines.push("the disk does not answer: the last changes may not have been written".to_owned());
    }
    lines
}

/// Returns the line of a message that says that something failed, mostly a write, or that the list cannot be used.
fn failure(message: Message) -> Option<String> {
    match message {
        Message::Act(app::Message::Failed(line) | app::Message::List(Err(line))) => Some(line),
        Message::Act(app::Message::Noted(Err(unsaved))) => Some(unsaved.why),
        Message::Act(app::Message::NotAdded { why, .. } | app::Message::NotUndone { why, .. }) => Some(why),
        _ => None,
    }
}

/// Why the loop ended.
enum End {
    Quit,
    Signal(i32),
}

struct Reader {
    copier: Copier,
    ignored_names: IgnoredNamesWriter,
    app: App,
    /// What the terminal can show.
    capabilities: Capabilities,
    terminal: Terminal,
    executor: Executor,
    loading: Loading,
    list: ListThread,
    journal: JournalWriter,
    /// The saved state, until the first frame shows it.
    saved_state: Option<SavedState>,
    messages: Receiver<Message>,
    notes: NotesWriter,
    unread: Vec<Problem>,
    /// Failed writes that the user has not seen, one line each.
    failed: Vec<String>,
    ended: Option<End>,
}

impl Reader {
    fn run(&mut self) -> io::Result<()> {
        let (columns, rows) = self.terminal.size()?;
        tracing::info!(columns, rows, "terminal set up");
        self.ask_background()?;
        self.act(app::Message::Input(Input::Resize { columns, rows }))?;
        if let Some(saved_state) = self.saved_state.take() {
            self.act(app::Message::SavedState(Box::new(saved_state)))?;
        }
        self.settle(|app| {
            let ws = &app.workspace;
            (ws.open.is_none() && !ws.loading.done).then_some(FIRST_GRACE)
        })?;
        self.draw()?;
        while self.ended.is_none() {
            let Ok(message) = self.messages.recv() else { break };
            self.handle(message)?;
            self.drain()?;
            self.settle(grace)?;
            if self.ended.is_none() {
                self.draw()?;
            }
        }
        self.await_saved_state()
    }

    /// On quitting, waits up to `SAVED_STATE_GRACE` for the saved state: nothing is saved before it has arrived, so
    /// this session would be lost.
    fn await_saved_state(&mut self) -> io::Result<()> {
        let until = Instant::now() + SAVED_STATE_GRACE;
        let is_quit = matches!(self.ended, Some(End::Quit));
        while is_quit && self.journal.is_running() && !matches!(self.app.workspace.journal, Journal::Since(_))
        {
            match self.messages.recv_deadline(until) {
                Ok(Message::Act(action @ app::Message::SavedState(_))) => self.act(action)?,
                Ok(other) => self.failed.extend(failure(other)),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(())
    }

    /// Waits for a terminating signal after the terminal failed: if the terminal is gone, the hangup arrives at about
    /// the same time.
    fn await_signal(&mut self) {
        let until = Instant::now() + HANG_UP_GRACE;
        while let Ok(message) = self.messages.recv_deadline(until) {
            if let Message::Signal(Signal::Terminate(signal)) = message {
                self.ended = Some(End::Signal(signal));
                return;
            }
        }
    }

    /// Handles all messages that have arrived.
    fn drain(&mut self) -> io::Result<()> {
        while self.ended.is_none() {
            let Ok(message) = self.messages.try_recv() else { break };
            self.handle(message)?;
        }
        Ok(())
    }

    /// Keeps handling messages while the frame waits for replies.
    fn settle(&mut self, grace: impl Fn(&App) -> Option<Duration>) -> io::Result<()> {
        let start = Instant::now();
        while self.ended.is_none()
            && let Some(grace) = grace(&self.app)
        {
            match self.messages.recv_deadline(start + grace) {
                Ok(message) => self.handle(message)?,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(())
    }

    fn handle(&mut self, message: Message) -> io::Result<()> {
        if let Message::Signal(signal) = &message {
            tracing::info!(?signal, "signal");
        }
        match message {
            Message::Act(action) => self.act(action),
            Message::ReadProblem(problem) => {
                let notice = Notice { text: problem.to_string(), is_problem: !problem.is_notice };
                if !self.unread.contains(&problem) {
                    self.unread.push(problem);
                }
                self.act(app::Message::Problem(notice))
            }
            Message::TmuxFailed(copying, reason) => {
                let action = self.copier.copy_with_sequence(copying, reason, &mut self.terminal)?;
                self.act(action)
            }
            Message::Background(background) => {
                tracing::info!(?background, "the terminal's answer");
                self.capabilities.background = Some(background);
                Ok(())
            }
            Message::Signal(Signal::Terminate(signal)) => {
                self.ended = Some(End::Signal(signal));
                Ok(())
            }
            Message::Signal(Signal::Suspend) => self.terminal.suspend().and_then(|()| self.update_size()),
            Message::Signal(Signal::Resume) => {
                // A closing window continues its stopped processes before it hangs up on them. There is then no
                // terminal to set up.
                let _ = self.terminal.resume().and_then(|()| self.update_size());
                Ok(())
            }
        }
    }

    fn act(&mut self, action: app::Message) -> io::Result<()> {
        if matches!(action, app::Message::Input(Input::Resize { .. })) {
            // Terminals drop what does not fit, and a window that has its old size again may have been smaller in
            // between.
            self.terminal.invalidate();
        }
        for effect in self.app.update(action) {
            self.carry_out(effect)?;
        }
        Ok(())
    }

    fn carry_out(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Quit => self.ended = Some(End::Quit),
            Effect::Mouse(on) => self.terminal.set_mouse(on)?,
            Effect::Suspend => {
                self.terminal.suspend()?;
                self.update_size()?;
            }
            Effect::Repaint => self.terminal.reset_modes()?,
            Effect::CancelReading => self.loading.cancel(),
            Effect::Request(request) => self.executor.send(request),
            Effect::StopOpening => {
                if let Err(error) = self.executor.abandon(Lane::Open) {
                    let message = format!("the next article waits until this one is open: {error}");
                    self.act(app::Message::Failed(message))?;
                }
            }
            Effect::Relist { matcher, index, open } => self.loading.rematch(&matcher, index, open),
            Effect::Copy(copying) => {
                let answer = self.copier.copy(copying, &mut self.terminal)?;
                answer.map_or(Ok(()), |action| self.act(action))?;
            }
            Effect::Note { number, note } => self.notes.save(number, *note),
            Effect::RemoveNote(recorded) => self.notes.remove(recorded),
            Effect::Pipe { command, article } => self.pipe(&command, &article)?,
            Effect::OpenLink(url) => {
                let key = self.app.workspace.keymap.key_of("copy");
                let outcome =
                    open_url::open(&url).map_err(|error| format!("{error}; {key} l copies the link"));
                outcome.or_else(|message| self.act(app::Message::Failed(message)))?;
            }
            Effect::ReloadList => self.list.reload(),
            Effect::AddToList { number, addition } => self.list.add(number, addition),
            Effect::UndoAddition(recorded) => self.list.undo_addition(recorded),
            Effect::EditList { line } => self.edit_list(line)?,
            Effect::IgnoreName { name, is_ignored } => self.ignored_names.save(name, is_ignored),
            Effect::Save(change) => self.journal.save(change),
        }
        Ok(())
    }

    /// Lends the terminal to the user's editor.
    fn edit_list(&mut self, line: u32) -> io::Result<()> {
        if let Some(why) = self.list.why_not_editable(self.app.workspace.keymap.key_of("add")) {
            return self.act(app::Message::Failed(why));
        }
        let path = self.list.path();
        let outcome = self.terminal.lend(|| editor::edit(path, line))?;
        self.update_size()?;
        // The file may not be watched.
        self.list.changed();
        outcome.or_else(|message| self.act(app::Message::Failed(message)))
    }

    /// Lends the terminal to a shell command that reads the article's text.
    fn pipe(&mut self, command: &str, article: &Article) -> io::Result<()> {
        let prompt = |outcome: &Result<String, String>| match outcome {
            Ok(message) if message.is_empty() => "Enter goes back to whoswho ".to_owned(),
            Ok(message) | Err(message) => format!("{message}; Enter goes back to whoswho "),
        };
        let outcome = self.terminal.lend_until_enter(|| pipe::run(command, article.text.as_str()), prompt)?;
        self.update_size()?;
        outcome.map(drop).or_else(|message| self.act(app::Message::Failed(message)))
    }

    /// Reads the terminal's size again: it may have changed while another program had the terminal.
    fn update_size(&mut self) -> io::Result<()> {
        let (columns, rows) = self.terminal.size()?;
        self.act(app::Message::Input(Input::Resize { columns, rows }))
    }

    /// Asks the terminal for its background if the theme depends on it. The answer affects a later frame.
    fn ask_background(&mut self) -> io::Result<()> {
        if self.capabilities.can_ask && Theme::depends_on_background(self.app.workspace.display.theme) {
            self.terminal.ask_background()?;
        }
        Ok(())
    }

    fn draw(&mut self) -> io::Result<()> {
        self.ask_background()?;
        // The window may have another size already; a frame for the old one would leave the screen empty.
        if self.terminal.size()? != self.app.workspace.size {
            self.update_size()?;
        }
        let app = &self.app;
        let theme = Theme::of(
            app.workspace.display.theme,
            depth(self.capabilities.color),
            self.capabilities.background,
        );
        self.terminal.draw(|frame| {
            let area = frame.area();
            // Between a resize and its message the buffer may have another size than the model.
            if (area.width, area.height) == app.workspace.size {
                app.draw(theme, frame.buffer_mut());
            }
        })
    }
}
