//! Latency from key press to drawn screen, measured on the program in a pseudo-terminal.
//!
//! Writes a key to the terminal and measures the time until the end of the resulting frame has been read back. The
//! same is measured for a program that only copies its input: that much of each figure is due to the terminal.
//!
//! `cargo bench --bench keys` prints the rows of the README's table.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;
use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};

/// End of a frame: the end of a synchronized update.
const FRAME_END: &[u8] = b"\x1b[?2026l";
/// Frames that follow within this time belong to the same key.
const QUIET: Duration = Duration::from_millis(60);
/// How long to wait for a frame.
const TIMEOUT: Duration = Duration::from_secs(20);
/// How many times all keys are pressed.
const ROUNDS: usize = 12;
/// Columns and rows of the terminal.
const SIZE: (u16, u16) = (120, 40);

/// The keys in the order pressed, with descriptions. Followed by Esc twice, they return the reader to where it
/// started.
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
    ("i", "open the card"),
    ("i", "close the card"),
    ("*", "highlight less"),
    ("*", "highlight none"),
    ("*", "highlight all"),
    ("_", "zoom to the text"),
    ("_", "all panes"),
    ("\t", "next pane"),
    ("\t", "next pane"),
    ("\t", "next pane"),
    ("c", "open Compare"),
    ("j", "a row down in Compare"),
    ("q", "close Compare"),
    ("\x1b[Z", "pane to the left"),
    ("\t", "next pane"),
    ("/", "search"),
    ("p", "a letter of a search"),
    ("e", "a letter of a search"),
    ("a", "a letter of a search"),
    ("\r", "accept the search"),
    ("n", "next hit"),
    (":", "open the palette"),
    ("n", "a letter in the palette"),
    ("\x07", "close the palette"),
    ("e", "open the entity picker"),
    ("k", "a letter in the picker"),
    ("\x07", "close the picker"),
    ("?", "open the help"),
    ("q", "close the help"),
    ("g", "to the beginning"),
];

/// A program in a terminal, with the times at which frames ended and bytes arrived.
struct Terminal {
    writer: Box<dyn Write + Send>,
    frames: Receiver<Instant>,
    bytes: Receiver<(Instant, usize)>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    /// Keeps the terminal open.
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
                // The end marker may be split across two reads.
                let last =
                    tail.windows(end.len()).rposition(|window| window == end).map_or(0, |at| at + end.len());
                let kept = last.max(tail.len().saturating_sub(end.len() - 1));
                tail.drain(..kept);
            }
        });
        let writer = pair.master.take_writer().expect("a writer");
        Self { writer, frames, bytes, child, _master: pair.master, _home: home }
    }

    /// Waits until no frame has arrived for `quiet`.
    fn settle(&self, quiet: Duration) {
        while self.frames.recv_timeout(quiet).is_ok() {}
    }

    /// Presses a key. Returns the times to the end of its first and of its last frame.
    fn press(&mut self, key: &str) -> (Duration, Duration) {
        let start = Instant::now();
        self.writer.write_all(key.as_bytes()).and_then(|()| self.writer.flush()).expect("a key is typed");
        let first = self.frames.recv_timeout(TIMEOUT).unwrap_or_else(|_| panic!("no frame after {key:?}"));
        let mut last = first;
        while let Ok(next) = self.frames.recv_timeout(QUIET) {
            last = next;
        }
        (first - start, last - start)
    }

    /// Returns the bytes written, clock ticks used and context switches in an idle second. The last two are `None` if
    /// unknown.
    fn idle(&self) -> (usize, Option<u64>, Option<u64>) {
        std::thread::sleep(Duration::from_millis(1500));
        while self.bytes.try_recv().is_ok() {}
        let process = self.child.process_id();
        let before = process.and_then(ticks_and_wakes);
        std::thread::sleep(Duration::from_secs(1));
        let after = process.and_then(ticks_and_wakes);
        let bytes = self.bytes.try_iter().map(|(_, length)| length).sum();
        let used = before.zip(after).map(|(before, after)| (after.0 - before.0, after.1 - before.1));
        (bytes, used.map(|used| used.0), used.map(|used| used.1))
    }

    fn quit(mut self, keys: &str) {
        let _ = self.writer.write_all(keys.as_bytes());
        let _ = self.child.wait();
    }
}

/// Returns the clock ticks used by a process and the context switches of its threads; `None` without `/proc`.
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

/// Returns pseudo-random news text, the same each time. `between` separates the paragraphs.
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
    let mut words = 0_usize;
    while text.len() < bytes {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.push_str(WORDS[(seed >> 33) as usize % WORDS.len()]);
        words += 1;
        if words.is_multiple_of(90) {
            text.push('.');
            text.push_str(between);
        } else if words.is_multiple_of(15) {
            text.push_str(". ");
        } else {
            text.push(' ');
        }
    }
    text
}

const LIST: &str = "[[entity]]\nname = 'Joe Park'\nkind = 'person'\n[[entity]]\nname = 'Nora Quist'\nkind = 'person'\n\
    [[entity]]\nname = 'Kyiv'\nkind = 'place'\n[[entity]]\nname = 'Geneva'\nkind = 'place'\n";

/// Returns a list of the four entities of [`LIST`] and 300 that are never mentioned.
fn list() -> String {
    let others = (0..300).map(|number| format!("[[entity]]\nname = 'Nobody Of{number}'\nkind = 'person'\n"));
    others.fold(LIST.to_owned(), |list, entity| list + &entity)
}

/// Returns a percentile of the times, in milliseconds.
fn percentile(mut times: Vec<Duration>, percent: usize) -> f64 {
    times.sort_unstable();
    let at = (times.len() - 1) * percent / 100;
    times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

/// Measures all keys on some articles, prints the figures for each key, and returns a row of the README's table.
fn measure(name: &str, paths: &[&str]) -> String {
    let mut terminal = Terminal::start(env!("CARGO_BIN_EXE_whoswho"), paths, FRAME_END);
    terminal.settle(Duration::from_secs(4));
    let mut times_of_keys: Vec<Vec<(Duration, Duration)>> = vec![Vec::new(); KEYS.len()];
    for _ in 0..ROUNDS {
        for (times, (key, _)) in times_of_keys.iter_mut().zip(KEYS) {
            times.push(terminal.press(key));
        }
        // Clears the search and the selection before the next round.
        for key in ["\x1b", "\x1b"] {
            terminal.press(key);
        }
    }
    println!(
        "\n{name}: milliseconds to the first frame (median, 95th percentile, worst), to the last (median)"
    );
    for (times, (_, words)) in times_of_keys.iter().zip(KEYS) {
        let first: Vec<Duration> = times.iter().map(|(first, _)| *first).collect();
        let last: Vec<Duration> = times.iter().map(|(_, last)| *last).collect();
        println!(
            "  {words:<26} {:7.2} {:7.2} {:7.2} {:9.2}",
            percentile(first.clone(), 50),
            percentile(first.clone(), 95),
            percentile(first, 100),
            percentile(last, 50)
        );
    }
    let first: Vec<Duration> = times_of_keys.iter().flatten().map(|(first, _)| *first).collect();
    let last: Vec<Duration> = times_of_keys.iter().flatten().map(|(_, last)| *last).collect();
    let (bytes, ticks, wakes) = terminal.idle();
    terminal.quit("Q");
    let or_unknown = |number: Option<u64>| number.map_or("unknown".to_owned(), |number| number.to_string());
    format!(
        "| {name} | {:.1} ms | {:.1} ms | {:.1} ms | {bytes} bytes, {} ticks, {} wake-ups |",
        percentile(first.clone(), 50),
        percentile(first, 95),
        percentile(last, 50),
        or_unknown(ticks),
        or_unknown(wakes)
    )
}

/// Returns the median latency of a program that only copies its input, in milliseconds.
fn baseline() -> f64 {
    let mut terminal = Terminal::start("/bin/sh", &["-c", "stty raw -echo; exec cat"], b"x");
    std::thread::sleep(Duration::from_millis(300));
    let times = (0..200).map(|_| terminal.press("x").0).collect();
    let _ = terminal.child.kill();
    percentile(times, 50)
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let path_of = |name: &str| -> PathBuf { folder.path().join(name) };
    let text_of = |path: &Path| path.to_str().expect("a path in UTF-8").to_owned();
    for (name, between) in [("paragraphs", "\n\n"), ("line", " ")] {
        std::fs::create_dir(path_of(name)).expect("a folder");
        std::fs::write(path_of(name).join("a.txt"), text(10_000_000, between)).expect("an article");
        std::fs::write(path_of(name).join("entities.toml"), list()).expect("a list");
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
        ("10 MB in paragraphs", text_of(&path_of("paragraphs"))),
        ("10 MB in one line", text_of(&path_of("line"))),
    ] {
        let _ = writeln!(rows, "{}", measure(name, &[&path]));
    }
    println!("\n{rows}\nA program that copies its input: {:.2} ms.", baseline());
}
