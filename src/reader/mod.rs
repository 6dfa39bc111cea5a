//! The run loop: one channel, one thread that draws.
//!
//! Keys, signals, news from reading and answers all arrive on one channel. The loop blocks until something comes, takes
//! all that is there, updates the state, carries out effects and draws once. There is no timer: while nothing
//! happens, nothing runs.
//!
//! Work that may take long runs on threads of its own: reading and matching the corpus, opening articles, answering questions,
//! explaining mentions, searching all articles, looking for names, hearing of files; and, since a disk may be slow, one for each
//! file that is written: the list, the notes, the memory, the refused names. What they bring is nearly always there within a few milliseconds, so after a key the loop waits that
//! long, and no longer, before it draws: the screen then changes once, not twice.
//!
//! It bridges `app/`, which knows what should happen, and everything that does it. The limit: effects are carried out
//! in the order in which they were asked for, but their answers come when they come; `app/` tells by generation and key
//! which still matter.

mod background_writer;
mod clipboard;
mod editor;
pub mod executor;
mod inbox;
mod journal;
pub mod library;
mod list;
mod loading;
mod notes;
mod open_url;
mod pipe;
mod rejections;
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
use crate::reader::inbox::Message;
use crate::reader::journal::MemoryKeeper;
use crate::reader::library::FileLibrary;
use crate::reader::list::ListKeeper;
use crate::reader::loading::Loading;
use crate::reader::notes::NotesKeeper;
use crate::reader::rejections::Refuser;
use crate::shell::App;
use crate::store;
use crate::term::capabilities::{Capabilities, ColorDepth, capabilities};
use crate::term::clipboard::between;
use crate::term::guard::{Options, Terminal, install_panic_hook};
use crate::term::input::read_inputs;
use crate::term::signals::{Signal, exit_by_signal, read_signals};
use crate::ui::Theme;
use crate::ui::depth::Depth;

/// How long the first screen waits for the first article.
const FIRST_GRACE: Duration = Duration::from_millis(60);
/// How long a failure of the terminal waits for the signal that explains it.
const HANG_UP_GRACE: Duration = Duration::from_secs(1);
/// How long a reader that is quit waits for a memory that is slow in coming.
const MEMORY_GRACE: Duration = Duration::from_millis(500);
/// How long a screen waits for an answer that is under way.
const GRACE: Duration = Duration::from_millis(8);

/// How long a screen waits for the hits of a search: the letter just typed is seen first.
const HITS_GRACE: Duration = Duration::from_millis(2);

fn grace(app: &App) -> Option<Duration> {
    match app.waiting() {
        Waiting::ForNothing => None,
        Waiting::ForHits => Some(HITS_GRACE),
        Waiting::ForNumbers => Some(GRACE),
    }
}

/// The looks' depth of colour for what the terminal can show.
pub fn depth(color: ColorDepth) -> Depth {
    match color {
        ColorDepth::None => Depth::None,
        ColorDepth::Ansi16 => Depth::Ansi16,
        ColorDepth::Ansi256 => Depth::Ansi256,
        ColorDepth::True => Depth::True,
    }
}

/// How long what was made last may take to be written when the reader ends.
const LAST_WRITES: Duration = Duration::from_secs(10);

/// What is left to be said when the reader was quit.
#[derive(Debug, Default)]
pub struct Left {
    /// What could not be read.
    pub unread: Vec<Problem>,
    /// What could not be written after the last screen, a line each.
    pub unwritten: Vec<String>,
}

/// Runs the reader until it is quit. A signal that ends it ends the process.
///
/// # Errors
/// That the terminal cannot be taken or written to.
pub fn run(settings: &Settings, list: &List, door: ArticleReader) -> io::Result<Left> {
    let (sender, messages) = crossbeam_channel::unbounded();
    install_panic_hook(store::log::log_panic);
    let seen = capabilities(|name| std::env::var(name).ok());
    let Settings { state_folder, notes, looks, mouse, .. } = settings;
    tracing::info!(?seen, mouse, ?looks, ?notes, ?state_folder, "reader");
    let unread = sender.clone();
    let report = move |problem| drop(unread.send(Message::Unread(problem)));
    let matcher = Arc::clone(&list.matcher);
    let library = Arc::new(FileLibrary::new(settings.paths.clone(), door, matcher, report));
    let executor = Executor::start(&library, &sender)?;
    let loading = Loading::start(&library, &list.matcher, &sender)?;
    let state_folder = settings.state_folder.as_deref();
    let (memory, awaited) =
        MemoryKeeper::start(state_folder, &settings.paths, list.path.as_deref(), &sender)?;
    watcher::start(&settings.paths, settings.keymap.key_of("reload"), &sender)?;
    let keeper = ListKeeper::start(list, &settings.new_list, Arc::clone(&settings.keymap), &sender)?;
    let terminal =
        Terminal::enter(Options { mouse: settings.mouse, ansi16_only: seen.color == ColorDepth::Ansi16 })?;
    let (inputs, kept_sender) = (sender.clone(), sender.clone());
    read_inputs(move |event| inputs.send(event.into()).is_ok())?;
    read_signals(move |signal| sender.send(Message::Signal(signal)).is_ok())?;

    let index = Index::new(Arc::clone(list.matcher.gazetteer()));
    let mut workspace = Workspace::new(index, list.name.clone(), Arc::clone(&settings.keymap));
    if !list.warnings.is_empty() {
        workspace.notify(format!("{}: {}", list.name, list.summary()));
    }
    settings.apply_to(&mut workspace);
    let refusals = settings.state_folder.as_ref().map(|folder| store::Refusals::of(folder, keeper.path()));
    let mut reader = Reader {
        copier: Copier::start(between(|name| std::env::var(name).ok()), &kept_sender)?,
        refuser: Refuser::start(refusals, &kept_sender)?,
        app: App::new(workspace),
        seen,
        terminal,
        executor,
        loading,
        list: keeper,
        memory,
        recalled: awaited.take()?,
        messages,
        notes: NotesKeeper::start(settings.notes.clone(), &kept_sender)?,
        unread: Vec::new(),
        failed: Vec::new(),
        ended: None,
    };
    let outcome = reader.run();
    if outcome.is_err() && reader.ended.is_none() {
        reader.await_end();
    }
    let Reader {
        terminal,
        executor,
        loading,
        list,
        notes,
        memory,
        refuser,
        copier,
        messages,
        unread,
        failed,
        ended,
        ..
    } = reader;
    loading.cancel();
    drop(executor);
    let given_back = terminal.leave();
    copier.close();
    // The shell has its terminal back before the last is written.
    let until = Instant::now() + LAST_WRITES;
    let written = [notes.close(until), list.close(until), memory.close(until), refuser.close(until)];
    let unwritten = unwritten(failed, &messages, written.iter().all(|is_written| *is_written));
    match ended {
        // The terminal may be the one that hung up.
        Some(End::Signal(signal)) => {
            tracing::info!(signal, "ended by a signal");
            exit_by_signal(signal)
        }
        _ => outcome.and(given_back).map(|()| Left { unread, unwritten }),
    }
}

/// What was to be written and is not, a line each: nobody has seen what came after the last screen.
fn unwritten(mut lines: Vec<String>, messages: &Receiver<Message>, is_all_written: bool) -> Vec<String> {
    lines.extend(messages.try_iter().filter_map(failure));
    if !is_all_written {
        lines.push("the disk does not answer: what was done last is perhaps not written".to_owned());
    }
    lines
}

fn failure(message: Message) -> Option<String> {
    match message {
        Message::Act(app::Message::Refused(words) | app::Message::List(Err(words))) => Some(words),
        Message::Act(app::Message::Noted(Err(unkept))) => Some(unkept.why),
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
    refuser: Refuser,
    app: App,
    /// What the terminal can show.
    seen: Capabilities,
    terminal: Terminal,
    executor: Executor,
    loading: Loading,
    list: ListKeeper,
    memory: MemoryKeeper,
    /// What was remembered, until the first screen shows it.
    recalled: Option<SavedState>,
    messages: Receiver<Message>,
    notes: NotesKeeper,
    unread: Vec<Problem>,
    /// What could not be written and nobody has seen.
    failed: Vec<String>,
    ended: Option<End>,
}

impl Reader {
    fn run(&mut self) -> io::Result<()> {
        let (columns, rows) = self.terminal.size()?;
        tracing::info!(columns, rows, "terminal taken");
        self.ask_background()?;
        self.act(app::Message::Input(Input::Resize { columns, rows }))?;
        if let Some(recalled) = self.recalled.take() {
            self.act(app::Message::SavedState(Box::new(recalled)))?;
        }
        self.settle(|app| {
            let ws = &app.workspace;
            (ws.open.is_none() && !ws.loading.done).then_some(FIRST_GRACE)
        })?;
        self.draw()?;
        while self.ended.is_none() {
            let Ok(message) = self.messages.recv() else { break };
            self.take(message)?;
            self.drain()?;
            self.settle(grace)?;
            if self.ended.is_none() {
                self.draw()?;
            }
        }
        self.await_memory()
    }

    /// What was remembered comes before anything is told to be: who quits before it has come would be forgotten.
    fn await_memory(&mut self) -> io::Result<()> {
        let until = Instant::now() + MEMORY_GRACE;
        let is_quit = matches!(self.ended, Some(End::Quit));
        while is_quit && self.memory.is_running() && !matches!(self.app.workspace.journal, Journal::Since(_))
        {
            match self.messages.recv_deadline(until) {
                Ok(Message::Act(action @ app::Message::SavedState(_))) => self.act(action)?,
                Ok(other) => self.failed.extend(failure(other)),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(())
    }

    /// The terminal failed. Where it has gone, the signal that says so comes at the same time, perhaps a moment later.
    fn await_end(&mut self) {
        let until = Instant::now() + HANG_UP_GRACE;
        while let Ok(message) = self.messages.recv_deadline(until) {
            if let Message::Signal(Signal::Terminate(signal)) = message {
                self.ended = Some(End::Signal(signal));
                return;
            }
        }
    }

    /// Takes what is there already.
    fn drain(&mut self) -> io::Result<()> {
        while self.ended.is_none() {
            let Ok(message) = self.messages.try_recv() else { break };
            self.take(message)?;
        }
        Ok(())
    }

    /// Goes on taking what comes for as long as the screen waits for something.
    fn settle(&mut self, grace: impl Fn(&App) -> Option<Duration>) -> io::Result<()> {
        let start = Instant::now();
        while self.ended.is_none()
            && let Some(grace) = grace(&self.app)
        {
            match self.messages.recv_deadline(start + grace) {
                Ok(message) => self.take(message)?,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(())
    }

    fn take(&mut self, message: Message) -> io::Result<()> {
        if let Message::Signal(signal) = &message {
            tracing::info!(?signal, "signal");
        }
        match message {
            Message::Act(action) => self.act(action),
            Message::Unread(problem) => {
                let notice = Notice { text: problem.to_string(), is_problem: !problem.is_notice };
                if !self.unread.contains(&problem) {
                    self.unread.push(problem);
                }
                self.act(app::Message::Problem(notice))
            }
            Message::Uncopied(copying, reason) => {
                let action = self.copier.copy_past_tmux(copying, reason, &mut self.terminal)?;
                self.act(action)
            }
            Message::Background(background) => {
                tracing::info!(?background, "the terminal's answer");
                self.seen.background = Some(background);
                Ok(())
            }
            Message::Signal(Signal::Terminate(signal)) => {
                self.ended = Some(End::Signal(signal));
                Ok(())
            }
            Message::Signal(Signal::Suspend) => self.terminal.suspend().and_then(|()| self.measure()),
            Message::Signal(Signal::Resume) => {
                // A window that closes continues its programs before it hangs up on them: then there is nothing to take.
                let _ = self.terminal.resume().and_then(|()| self.measure());
                Ok(())
            }
        }
    }

    fn act(&mut self, action: app::Message) -> io::Result<()> {
        if matches!(action, app::Message::Input(Input::Resize { .. })) {
            // Terminals cut what does not fit, and a window that is as it was again has perhaps been smaller meanwhile.
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
                self.measure()?;
            }
            Effect::Repaint => self.terminal.reset_modes()?,
            Effect::CancelReading => self.loading.cancel(),
            Effect::Request(request) => self.executor.send(request),
            Effect::StopOpening => {
                if let Err(error) = self.executor.abandon(Lane::Open) {
                    let words = format!("the next article waits for this one: {error}");
                    self.act(app::Message::Refused(words))?;
                }
            }
            Effect::Relist { matcher, index, open } => self.loading.match_again(&matcher, index, open),
            Effect::Copy(copying) => {
                let told = self.copier.copy(copying, &mut self.terminal)?;
                told.map_or(Ok(()), |action| self.act(action))?;
            }
            Effect::Note { number, note } => self.notes.keep(number, *note),
            Effect::RemoveNote(recorded) => self.notes.remove(recorded),
            Effect::Pipe { command, article } => self.pipe(&command, &article)?,
            Effect::OpenLink(url) => {
                let key = self.app.workspace.keymap.key_of("copy");
                let words = open_url::open(&url).map_err(|words| format!("{words}; {key} l copies the link"));
                words.or_else(|words| self.act(app::Message::Refused(words)))?;
            }
            Effect::ReloadList => self.list.reload(),
            Effect::AddToList { number, addition } => self.list.add(number, addition),
            Effect::TakeBack(recorded) => self.list.take_back(recorded),
            Effect::EditList { line } => self.edit_list(line)?,
            Effect::Refuse { name, is_refused } => self.refuser.keep(name, is_refused),
            Effect::Keep(memo) => self.memory.keep(memo),
        }
        Ok(())
    }

    /// Lends the terminal to the reader's editor.
    fn edit_list(&mut self, line: u32) -> io::Result<()> {
        let path = self.list.path();
        if store::kind_of(path).is_err() {
            let key = self.app.workspace.keymap.key_of("add");
            return self.act(app::Message::Refused(format!(
                "there is no list yet: {key} adds a name and makes one"
            )));
        }
        let outcome = self.terminal.lend(|| editor::edit(path, line))?;
        self.measure()?;
        // Where nobody watches the file, this does.
        self.list.changed();
        outcome.or_else(|words| self.act(app::Message::Refused(words)))
    }

    /// Lends the terminal to a command that reads an article's text.
    fn pipe(&mut self, command: &str, article: &Article) -> io::Result<()> {
        let words = |outcome: &Result<String, String>| match outcome {
            Ok(ended) if ended.is_empty() => "Enter goes back to whoswho ".to_owned(),
            Ok(words) | Err(words) => format!("{words}; Enter goes back to whoswho "),
        };
        let outcome = self.terminal.lend_until_enter(|| pipe::run(command, article.text.as_str()), words)?;
        self.measure()?;
        outcome.map(drop).or_else(|words| self.act(app::Message::Refused(words)))
    }

    /// Looks at the size anew: it may have changed while the terminal was somebody else's.
    fn measure(&mut self) -> io::Result<()> {
        let (columns, rows) = self.terminal.size()?;
        self.act(app::Message::Input(Input::Resize { columns, rows }))
    }

    /// Asks the terminal for its background if the theme depends on it. The answer changes the theme of a later frame.
    fn ask_background(&mut self) -> io::Result<()> {
        if self.seen.can_ask && Theme::depends_on_background(self.app.workspace.display.theme) {
            self.terminal.ask_background()?;
        }
        Ok(())
    }

    fn draw(&mut self) -> io::Result<()> {
        self.ask_background()?;
        // The window may be of another size already: what is drawn for the old one would be an empty screen.
        if self.terminal.size()? != self.app.workspace.size {
            self.measure()?;
        }
        let app = &self.app;
        let theme = Theme::of(app.workspace.display.theme, depth(self.seen.color), self.seen.background);
        self.terminal.draw(|frame| {
            let area = frame.area();
            // Between a resize and its message the buffer may be smaller than the state believes.
            if (area.width, area.height) == app.workspace.size {
                app.draw(theme, frame.buffer_mut());
            }
        })
    }
}
