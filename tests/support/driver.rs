//! Drives the reader without a terminal: keys go in, screens come out, and effects are carried out or recorded at once.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::Receiver;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use tempfile::TempDir;
use whoswho::app::input::{Input, Key, Keymap};
use whoswho::app::jobs::{Lane, Library, Query, Stop};
use whoswho::app::state::copying::Reached;
use whoswho::app::state::notice::Notice;
use whoswho::app::{Effect, Listed, Message, Workspace};
use whoswho::article::ArticleKey;
use whoswho::corpus::{Index, Segment};
use whoswho::intake::{ArticleReader, Event, List, Problem, read_in_background, rematch_in_background};
use whoswho::mention::Matcher;
use whoswho::reader::library::FileLibrary;
use whoswho::shell::App;
use whoswho::shell::commands::specs;
use whoswho::ui::Theme;
use whoswho::ui::depth::Depth;
use whoswho::views::compare::Matrix;
use whoswho::views::corpus_search::Search;
use whoswho::views::suggest::Suggest;

/// The reader under test.
pub struct Driver {
    pub app: App,
    pub quit: bool,
    /// Effects that the driver records instead of carrying out, in the style of debug output.
    pub terminal_effects: Vec<String>,
    /// Effects that are held back until [`Driver::release`].
    held: Option<Vec<Effect>>,
    /// The program's own library, on the test's folder.
    library: FileLibrary,
    /// Problems that the library reports.
    problems: Receiver<Problem>,
    folder: Option<TempDir>,
    /// The index of the reading thread, without later changes by the reader.
    loaded: Index,
}

/// Creates a folder with articles and a list.
pub fn corpus(list: &str, articles: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in articles {
        std::fs::write(folder.path().join(name), text).expect("an article");
    }
    std::fs::write(folder.path().join("entities.toml"), list).expect("a list");
    folder
}

/// Returns the folder of articles in the repository.
pub fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

/// Returns true if [`Driver::hold`] holds back an effect: a request that the program answers on another thread, so that
/// keys may arrive before the reply. Rescans are not held back.
fn can_be_held(effect: &Effect) -> bool {
    matches!(effect, Effect::Request(request) if request.lane != Lane::Rescan)
}

impl Driver {
    /// Opens the seeds on a screen of this size.
    pub fn seeds(columns: u16, rows: u16) -> Self {
        let list = std::fs::read_to_string(seeds().with_file_name("entities.toml")).expect("the list");
        let mut driver = Self::with_list(&list, columns, rows);
        driver.read(&[seeds()]);
        driver
    }

    /// Opens articles written for the test.
    pub fn corpus(list: &str, articles: &[(&str, &str)]) -> Self {
        let folder = corpus(list, articles);
        let mut driver = Self::with_list(list, 120, 40);
        driver.read(&[folder.path().to_path_buf()]);
        driver.folder = Some(folder);
        driver
    }

    /// Creates a reader with a list, but without any articles yet.
    pub fn with_list(list: &str, columns: u16, rows: u16) -> Self {
        let parsed = whoswho::gazetteer::parse(list, "entities.toml").expect("a list without errors");
        let gazetteer = Arc::new(parsed.gazetteer);
        let matcher = Arc::new(Matcher::new(Arc::clone(&gazetteer)).expect("a list that can be matched"));
        let loaded = Index::new(gazetteer);
        let keymap = Arc::new(Keymap::new(specs(), &[]));
        let workspace = Workspace::new(loaded.clone(), "entities.toml".to_owned(), keymap);
        let app = App::new(Workspace { mouse: true, ..workspace });
        let (report, problems) = crossbeam_channel::unbounded();
        let library = FileLibrary::new(Vec::new(), ArticleReader::default(), matcher, move |problem| {
            drop(report.send(problem));
        });
        let mut driver = Self {
            app,
            quit: false,
            terminal_effects: Vec::new(),
            held: None,
            library,
            problems,
            folder: None,
            loaded,
        };
        driver.resize(columns, rows);
        driver
    }

    /// Reads paths as the reading thread does, and delivers its events one by one.
    pub fn read(&mut self, paths: &[PathBuf]) {
        let mut events = Vec::new();
        let cancel = std::sync::atomic::AtomicBool::new(false);
        self.library.paths = paths.to_vec();
        read_in_background(paths, &self.library.article_reader, &self.library.matcher(), &cancel, |event| {
            events.push(event);
            true
        });
        for event in events {
            self.send(message_of(event));
        }
    }

    /// Reloads the list with this content.
    pub fn reload_list(&mut self, list: &str) -> &mut Self {
        let outcome =
            List::from_bytes(Arc::from(list.as_bytes()), Path::new("entities.toml"), "entities.toml");
        let listed = |list: List| Listed {
            words: list.summary(),
            name: list.name,
            matcher: list.matcher,
            added: None,
        };
        self.send(Message::List(outcome.map(listed).map_err(|error| error.to_string())));
        self
    }

    /// Creates a reader on a folder written for the test, before any article is read.
    pub fn loading(list: &str, articles: &[(&str, &str)]) -> Self {
        let mut driver = Self::with_list(list, 120, 40);
        driver.folder = Some(corpus(list, articles));
        driver.send(Message::Progress { found: articles.len(), read: 0, done: false });
        driver
    }

    /// Reads some articles in the folder as one batch, and delivers the index that the reading thread would send.
    pub fn load(&mut self, names: &[&str]) {
        let paths = names.iter().map(|name| self.folder().join(name));
        let keys: Vec<ArticleKey> = paths.map(|path| ArticleKey::from_path(&path)).collect();
        let articles: Vec<_> =
            keys.iter().map(|key| self.library.article_reader.open(key).expect("an article")).collect();
        let found: Vec<_> = articles.iter().map(|article| self.library.matcher().find(article)).collect();
        let segment = Segment::new(articles.iter().zip(found));
        self.loaded = self.loaded.with_segment(Arc::new(segment));
        let (found, read) = (self.app.workspace.loading.found, self.loaded.len());
        self.send(Message::Index(self.loaded.clone()));
        self.send(Message::Progress { found, read, done: read == found });
    }

    /// Sets the paths that the reader was started with.
    pub fn set_paths(&mut self, paths: &[PathBuf]) {
        self.library.paths = paths.to_vec();
    }

    /// Reports that files in the folder may have changed.
    pub fn touch(&mut self, names: &[&str]) {
        let paths = names.iter().map(|name| self.folder().join(name)).collect();
        self.send(Message::Touched(paths));
    }

    /// Returns the folder written for the test.
    pub fn folder(&self) -> &Path {
        self.folder.as_ref().expect("a folder written for the test").path()
    }

    /// Carries out effects and everything that follows from them.
    pub fn carry_out_all(&mut self, effects: Vec<Effect>) {
        let mut messages: VecDeque<Message> = VecDeque::new();
        for effect in effects {
            messages.extend(self.carry_out(effect));
        }
        while let Some(message) = messages.pop_front() {
            for effect in self.app.update(message) {
                messages.extend(self.carry_out(effect));
            }
        }
    }

    /// Delivers a message and carries out everything that follows from it, in the order of the program's channel.
    pub fn send(&mut self, message: Message) {
        let effects = self.app.update(message);
        self.carry_out_all(effects);
    }

    /// Holds back all requests except rescans from now on.
    pub fn hold(&mut self) {
        self.held = Some(Vec::new());
    }

    /// Carries out the effects that were held back, and stops holding back. Returns true if there were any.
    pub fn release(&mut self) -> bool {
        let held = self.held.take().unwrap_or_default();
        let had_any = !held.is_empty();
        for effect in held {
            self.carry_out_all(vec![effect]);
        }
        had_any
    }

    /// Carries out the requests that were held back, but delivers only the first reply to each. Later requests are
    /// still held back.
    pub fn release_first_replies(&mut self) {
        for effect in self.held.replace(Vec::new()).unwrap_or_default() {
            let Effect::Request(request) = effect else { continue };
            let mut replies = Vec::new();
            request.run(&self.library, &mut |reply| replies.push(reply));
            self.send(Message::Reply(replies.into_iter().next().expect("a reply")));
        }
    }

    fn carry_out(&mut self, effect: Effect) -> Vec<Message> {
        match &mut self.held {
            Some(held) if can_be_held(&effect) => {
                held.push(effect);
                Vec::new()
            }
            _ => self.carry_out_now(effect),
        }
    }

    fn carry_out_now(&mut self, effect: Effect) -> Vec<Message> {
        match effect {
            Effect::Request(request) if request.stop.is_set() => Vec::new(),
            Effect::Request(request) => {
                let mut replies = Vec::new();
                request.run(&self.library, &mut |reply| replies.push(Message::Reply(reply)));
                let problems = self.problems.try_iter().map(|problem| message_of(Event::Problem(problem)));
                problems.chain(replies).collect()
            }
            Effect::Quit => {
                self.quit = true;
                Vec::new()
            }
            Effect::Relist { matcher, index, open } => {
                self.library.set_matcher(Arc::clone(&matcher));
                let cancel = std::sync::atomic::AtomicBool::new(false);
                let mut events = Vec::new();
                let previous = (&index, open.as_deref());
                rematch_in_background(
                    &self.library.paths,
                    &self.library.article_reader,
                    &matcher,
                    previous,
                    &cancel,
                    |event| {
                        events.push(message_of(event));
                        true
                    },
                );
                events
            }
            Effect::Copy(copying) => {
                self.terminal_effects.push(format!("Copy({:?})", copying.text));
                vec![Message::Copied(copying, Reached::Terminal)]
            }
            other => {
                self.terminal_effects.push(format!("{other:?}"));
                Vec::new()
            }
        }
    }

    /// Types keys, given by name and separated by spaces. `text:words_here` types letter by letter, `_` as a space.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            if let Some(text) = name.strip_prefix("text:") {
                text.chars().for_each(|letter| {
                    let letter = if letter == '_' { ' ' } else { letter };
                    self.send(Message::Input(Input::Key(Key::char(letter))));
                });
            } else {
                let key = Key::parse(name).unwrap_or_else(|| panic!("no key {name}"));
                self.send(Message::Input(Input::Key(key)));
            }
        }
        self
    }

    /// Types a key that steps through mentions or hits, and types it again if the reader offers to continue from the
    /// other end. Returns true if it offered to.
    pub fn step_and_wrap(&mut self, key: &str) -> bool {
        let offers = self.keys(key).app.workspace.wrap_offer.is_some();
        if offers {
            self.keys(key);
        }
        offers
    }

    /// Returns the matrix.
    pub fn matrix(&self) -> &Matrix {
        self.app.view().expect("the matrix")
    }

    /// Returns the Suggest view.
    pub fn suggest(&self) -> &Suggest {
        self.app.view().expect("the Suggest view")
    }

    /// Returns the Search view.
    pub fn search(&self) -> &Search {
        self.app.view().expect("the Search view")
    }

    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.send(Message::Input(Input::Resize { columns, rows }));
        self
    }

    pub fn wheel(&mut self, column: u16, row: u16, down: bool) -> &mut Self {
        let input = if down { Input::WheelDown { column, row } } else { Input::WheelUp { column, row } };
        self.send(Message::Input(input));
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.send(Message::Input(Input::Paste(text.to_owned())));
        self
    }

    pub fn press(&mut self, column: u16, row: u16) -> &mut Self {
        self.send(Message::Input(Input::Press { column, row }));
        self
    }

    /// Draws the screen into a buffer.
    pub fn buffer(&self, depth: Depth) -> Buffer {
        let (width, height) = self.app.workspace.size;
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width, height });
        self.app.draw(Theme::of(self.app.workspace.display.theme, depth, None), &mut buffer);
        buffer
    }

    /// Returns the text on the screen, one line per row, without trailing white space.
    pub fn screen(&self) -> String {
        text_of(&self.buffer(Depth::Ansi16))
    }

    /// Returns the rows of the screen.
    pub fn rows(&self) -> Vec<String> {
        self.screen().lines().map(str::to_owned).collect()
    }

    /// Returns the status line.
    pub fn status(&self) -> String {
        let rows = self.rows();
        rows.get(rows.len().saturating_sub(2)).cloned().unwrap_or_default()
    }

    /// Returns the bottom row, which shows hints and messages.
    pub fn hint(&self) -> String {
        self.rows().last().cloned().unwrap_or_default()
    }

    /// Returns the byte offsets of the mentions that count in an article, for one entity or for all, found by a naive
    /// loop over its mentions.
    pub fn offsets(&self, article: usize, entity: Option<&str>) -> Vec<usize> {
        let index = self.app.workspace.index();
        let id = index.ids().nth(article).expect("an article");
        index
            .mentions(id)
            .filter(|(number, mention)| {
                let name = index.entity(*number).map(|entity| entity.name(index.gazetteer()));
                mention.counts() && entity.is_none_or(|wanted| name.as_deref() == Some(wanted))
            })
            .map(|(_, mention)| mention.start as usize)
            .collect()
    }

    /// Returns the index of the open article.
    pub fn open_article(&self) -> usize {
        self.app.workspace.open_id().expect("an open article").0 as usize
    }
}

/// Runs a query and returns its answer, or the last one if it gives several.
pub fn answer<Q: Query>(query: &Q, library: &dyn Library) -> Q::Answer {
    let mut last = None;
    query.run(library, &Stop::default(), &mut |answer| last = Some(answer));
    last.expect("an answer")
}

fn message_of(event: Event) -> Message {
    match event {
        Event::Index(index) => Message::Index(index),
        Event::Progress(progress) => {
            Message::Progress { found: progress.found, read: progress.read, done: progress.done }
        }
        Event::Problem(problem) => {
            Message::Problem(Notice { text: problem.to_string(), is_problem: !problem.is_notice })
        }
    }
}

/// Returns the text of a buffer, one line per row.
pub fn text_of(buffer: &Buffer) -> String {
    let mut lines = Vec::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut skip = 0;
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            if skip == 0 {
                line.push_str(symbol);
                skip = whoswho::text::width::width(symbol).saturating_sub(1);
            } else {
                skip -= 1;
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n")
}

/// Returns the characters of a screen that could affect a terminal: control characters other than newlines, bidi marks,
/// embeddings, overrides and isolates, line and paragraph separators, and byte order marks.
pub fn unsafe_characters(screen: &str) -> String {
    let is_unsafe = |letter: &char| match letter {
        '\n' => false,
        '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => true,
        other => other.is_control(),
    };
    screen.chars().filter(is_unsafe).collect()
}

/// Renders the styles of a buffer as text: a letter or digit for each cell, or a dot for the most common style. Below
/// the cells is a legend with the modifiers, foreground and background of each style.
pub fn styles_of(buffer: &Buffer) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let cells = buffer.content.iter().map(|cell| style_words(cell.modifier, cell.fg, cell.bg));
    let cells: Vec<String> = cells.collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for style in &cells {
        *counts.entry(style).or_default() += 1;
    }
    let most_common =
        counts.into_iter().max_by_key(|(style, count)| (*count, *style)).map_or("", |(style, _)| style);
    let mut styles: Vec<&str> = Vec::new();
    let mut lines = Vec::new();
    for row in cells.chunks(usize::from(buffer.area.width).max(1)) {
        let mut line = String::new();
        for style in row {
            if style == most_common {
                line.push('.');
                continue;
            }
            let at = styles.iter().position(|known| known == style).unwrap_or_else(|| {
                styles.push(style);
                styles.len() - 1
            });
            line.push(char::from(*LETTERS.get(at).expect("a letter for each style")));
        }
        lines.push(line.trim_end_matches('.').to_owned());
    }
    lines.push(format!(".: {most_common}"));
    lines.extend(
        LETTERS.iter().zip(&styles).map(|(letter, style)| format!("{}: {style}", char::from(*letter))),
    );
    lines.join("\n")
}

fn style_words(modifier: Modifier, foreground: Color, background: Color) -> String {
    let mut words: Vec<String> = modifier.iter_names().map(|(name, _)| name.to_lowercase()).collect();
    words.extend((foreground != Color::Reset).then(|| format!("{foreground:?}")));
    words.extend((background != Color::Reset).then(|| format!("on {background:?}")));
    if words.is_empty() { "plain".to_owned() } else { words.join(" ") }
}
