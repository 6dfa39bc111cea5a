//! From a key to the painted screen: the program itself in a pseudo-terminal, as a person has it.
//!
//! A key is written to the terminal, and the time is taken until the end of the frame that it brings has been read back. What a
//! program takes that only copies its input, on the same way, is measured too: so much of each figure is the way.
//!
//! `cargo bench --bench keys` prints the rows of the README's table.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;
use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};

/// What ends a frame: the end of a synchronized update.
const FRAME_END: &[u8] = b"\x1b[?2026l";
/// How long after a frame another may still follow that belongs to the same key.
const QUIET: Duration = Duration::from_millis(60);
/// The longest that a frame is waited for.
const LONGEST: Duration = Duration::from_secs(20);
/// How often the keys are gone through.
const ROUNDS: usize = 12;
/// Columns and rows of the terminal.
const SIZE: (u16, u16) = (120, 40);

/// Keys in the order in which they are typed, with a word for each. After them the reader is where it was.
const KEYS: &[(&str, &str)] = &[
    ("j", "a row down"),
    ("k", "a row up"),
    (" ", "a page down"),
    ("b", "a page up"),
    ("G", "to the end"),
    ("g", "to the beginning"),
    ("]", "next mention"),
    ("]", "next mention"),
    ("\r", "select"),
    ("]", "its next mention"),
    ("[", "its previous mention"),
    (")", "next shared passage"),
    ("i", "the card"),
    ("i", "the card closed"),
    ("*", "highlight less"),
    ("*", "highlight none"),
    ("*", "highlight all"),
    ("z", "the text alone"),
    ("z", "all panes"),
    ("\t", "next pane"),
    ("\t", "next pane"),
    ("\t", "next pane"),
    ("c", "Compare"),
    ("j", "a row down in Compare"),
    ("q", "back"),
    ("\x1b[Z", "pane to the left"),
    ("\t", "next pane"),
    ("/", "search"),
    ("p", "a letter of a search"),
    ("e", "a letter of a search"),
    ("a", "a letter of a search"),
    ("\r", "the search made"),
    ("n", "next hit"),
    (":", "the palette"),
    ("n", "a letter in the palette"),
    ("\x07", "the palette closed"),
    ("e", "the entity picker"),
    ("k", "a letter in the picker"),
    ("\x07", "the picker closed"),
    ("?", "the help"),
    ("q", "the help closed"),
    ("g", "to the beginning"),
];

/// The program in a terminal, and when each end of a frame, and each byte, came.
struct Terminal {
    writer: Box<dyn Write + Send>,
    frames: Receiver<Instant>,
    bytes: Receiver<(Instant, usize)>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    /// Kept so that the terminal stays open.
    _master: Box<dyn MasterPty + Send>,
    _home: tempfile::TempDir,
}

impl Terminal {
    fn start(program: &str, arguments: &[&str], end: &'static [u8]) -> Self {
        let (columns, rows) = SIZE;
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let home = tempfile::tempdir().expect("a home");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env("XDG_STATE_HOME", home.path());
        command.env("XDG_CONFIG_HOME", home.path());
        command.cwd(home.path());
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (to_frames, frames) = crossbeam_channel::unbounded();
        let (to_bytes, bytes) = crossbeam_channel::unbounded();
        std::thread::spawn(move || {
            let (mut buffer, mut tail) = (vec![0; 1 << 16], Vec::new());
            while let Ok(length) = reader.read(&mut buffer) {
                if length == 0 {
                    return;
                }
                let now = Instant::now();
                let _ = to_bytes.send((now, length));
                tail.extend_from_slice(&buffer[..length]);
                let ends = tail.windows(end.len()).filter(|window| *window == end).count();
                for _ in 0..ends {
                    let _ = to_frames.send(now);
                }
                // An end may be cut by the edge of a read.
                let last =
                    tail.windows(end.len()).rposition(|window| window == end).map_or(0, |at| at + end.len());
                let kept = last.max(tail.len().saturating_sub(end.len() - 1));
                tail.drain(..kept);
            }
        });
        let writer = pair.master.take_writer().expect("a writer");
        Self { writer, frames, bytes, child, _master: pair.master, _home: home }
    }

    /// Waits until no frame has come for some time.
    fn settle(&self, quiet: Duration) {
        while self.frames.recv_timeout(quiet).is_ok() {}
    }

    /// How long a key takes to the end of its first frame, and to that of its last.
    fn key(&mut self, key: &str) -> (Duration, Duration) {
        let start = Instant::now();
        self.writer.write_all(key.as_bytes()).and_then(|()| self.writer.flush()).expect("a key is typed");
        let first = self.frames.recv_timeout(LONGEST).unwrap_or_else(|_| panic!("no frame after {key:?}"));
        let mut last = first;
        while let Ok(next) = self.frames.recv_timeout(QUIET) {
            last = next;
        }
        (first - start, last - start)
    }

    /// Bytes written, and what the process ran, in an idle second: clock ticks, and how often one of its threads woke.
    fn idle(&self) -> (usize, Option<u64>, Option<u64>) {
        std::thread::sleep(Duration::from_millis(1500));
        while self.bytes.try_recv().is_ok() {}
        let process = self.child.process_id();
        let before = process.and_then(ticks_and_wakes);
        std::thread::sleep(Duration::from_secs(1));
        let after = process.and_then(ticks_and_wakes);
        let bytes = self.bytes.try_iter().map(|(_, length)| length).sum();
        let ran = before.zip(after).map(|(before, after)| (after.0 - before.0, after.1 - before.1));
        (bytes, ran.map(|ran| ran.0), ran.map(|ran| ran.1))
    }

    fn end(mut self, keys: &str) {
        let _ = self.writer.write_all(keys.as_bytes());
        let _ = self.child.wait();
    }
}

/// Clock ticks of a process, and how often its threads were put on a processor; where the system tells.
fn ticks_and_wakes(process: u32) -> Option<(u64, u64)> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    let mut wakes = 0;
    for task in std::fs::read_dir(format!("/proc/{process}/task")).ok()? {
        let status = std::fs::read_to_string(task.ok()?.path().join("status")).ok()?;
        let count = |line: &str| line.split_whitespace().nth(1).and_then(|number| number.parse::<u64>().ok());
        wakes += status.lines().filter(|line| line.contains("ctxt_switches")).filter_map(count).sum::<u64>();
    }
    Some((ticks, wakes))
}

/// Words that news is made of, near enough; the same each time.
fn text(bytes: usize, between: &str) -> String {
    const WORDS: &[&str] = &[
        "the",
        "peace",
        "plan",
        "that",
        "said",
        "Joe Park",
        "in",
        "Geneva",
        "officials",
        "of",
        "a",
        "Kyiv",
        "after",
        "talks",
        "would",
        "envoy",
        "and",
        "weeks",
        "on",
        "reporters",
        "had",
        "been",
        "told",
        "Nora Quist",
        "border",
        "with",
        "new",
    ];
    let (mut text, mut seed) = (String::from("A report of some length"), 7_u64);
    text.push_str(between);
    let mut in_sentence = 0;
    while text.len() < bytes {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.push_str(WORDS[(seed >> 33) as usize % WORDS.len()]);
        in_sentence += 1;
        if in_sentence % 90 == 0 {
            text.push('.');
            text.push_str(between);
        } else if in_sentence % 15 == 0 {
            text.push_str(". ");
        } else {
            text.push(' ');
        }
    }
    text
}

const LIST: &str = "[[entity]]\nname = 'Joe Park'\nkind = 'person'\n[[entity]]\nname = 'Nora Quist'\nkind = 'person'\n\
    [[entity]]\nname = 'Kyiv'\nkind = 'place'\n[[entity]]\nname = 'Geneva'\nkind = 'place'\n";

/// A list of these four and some hundred names that nothing is called.
fn list() -> String {
    let others = (0..300).map(|number| format!("[[entity]]\nname = 'Nobody Of{number}'\nkind = 'person'\n"));
    others.fold(LIST.to_owned(), |list, one| list + &one)
}

fn at(mut times: Vec<Duration>, percent: usize) -> f64 {
    times.sort_unstable();
    let at = (times.len() - 1) * percent / 100;
    times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

fn measure(name: &str, paths: &[&str]) -> String {
    let mut terminal = Terminal::start(env!("CARGO_BIN_EXE_whoswho"), paths, FRAME_END);
    terminal.settle(Duration::from_secs(4));
    let mut of_key: Vec<Vec<(Duration, Duration)>> = vec![Vec::new(); KEYS.len()];
    for _ in 0..ROUNDS {
        for (times, (key, _)) in of_key.iter_mut().zip(KEYS) {
            times.push(terminal.key(key));
        }
        // The search and the selection of one round are not there for the next.
        for key in ["\x1b", "\x1b"] {
            terminal.key(key);
        }
    }
    println!("\n{name}: milliseconds to the first frame (median, 95 of 100, worst), to the last (median)");
    for (times, (_, words)) in of_key.iter().zip(KEYS) {
        let first: Vec<Duration> = times.iter().map(|(first, _)| *first).collect();
        let last: Vec<Duration> = times.iter().map(|(_, last)| *last).collect();
        println!(
            "  {words:<26} {:7.2} {:7.2} {:7.2} {:9.2}",
            at(first.clone(), 50),
            at(first.clone(), 95),
            at(first, 100),
            at(last, 50)
        );
    }
    let first: Vec<Duration> = of_key.iter().flatten().map(|(first, _)| *first).collect();
    let last: Vec<Duration> = of_key.iter().flatten().map(|(_, last)| *last).collect();
    let (bytes, ticks, wakes) = terminal.idle();
    terminal.end("Q");
    let shown = |number: Option<u64>| number.map_or("not known".to_owned(), |number| number.to_string());
    format!(
        "| {name} | {:.1} ms | {:.1} ms | {:.1} ms | {bytes} bytes, {} ticks, {} wake-ups |",
        at(first.clone(), 50),
        at(first, 95),
        at(last, 50),
        shown(ticks),
        shown(wakes)
    )
}

/// The same way for a program that only copies its input.
fn floor() -> f64 {
    let mut terminal = Terminal::start("/bin/sh", &["-c", "stty raw -echo; exec cat"], b"x");
    std::thread::sleep(Duration::from_millis(300));
    let times = (0..200).map(|_| terminal.key("x").0).collect();
    let _ = terminal.child.kill();
    at(times, 50)
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = |name: &str| -> PathBuf { folder.path().join(name) };
    let text_of = |path: &Path| path.to_str().expect("a path in UTF-8").to_owned();
    for (name, between) in [("paragraphs", "\n\n"), ("line", " ")] {
        std::fs::create_dir(place(name)).expect("a folder");
        std::fs::write(place(name).join("a.txt"), text(10_000_000, between)).expect("an article");
        std::fs::write(place(name).join("entities.toml"), list()).expect("a list");
    }
    let seeds = text_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"));
    let mut rows = String::new();
    let _ = writeln!(
        rows,
        "| articles | to the first frame, median | 95 of 100 keys | to the last frame, median | an idle second |"
    );
    let _ = writeln!(rows, "|---|---|---|---|---|");
    for (name, path) in [
        ("`seeds/`", seeds),
        ("10 MB in paragraphs", text_of(&place("paragraphs"))),
        ("10 MB in one line", text_of(&place("line"))),
    ] {
        let _ = writeln!(rows, "{}", measure(name, &[&path]));
    }
    println!("\n{rows}\nA program that copies its input: {:.2} ms.", floor());
}
