//! Runs a program in a real pseudo-terminal and reads the screen.
//!
//! `portable-pty` provides the terminal and `vt100` the screen; a thread reads and keeps the bytes that the program
//! writes. Every wait has a deadline, and panics with the content of the screen if it passes.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use filedescriptor::{POLLIN, poll, pollfd};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// Time limit for a wait. It is long because tests run in parallel; a wait ends as soon as its condition is met.
const DEADLINE: Duration = Duration::from_secs(20);

/// The terminal and the environment of the program.
pub struct Options<'a> {
    pub columns: u16,
    pub rows: u16,
    /// Variables that are added to the defaults or replace them. By default, `TERM` is `xterm-256color`, `LANG` is
    /// `C.UTF-8`, and `HOME` and the XDG folders are in a temporary folder. Only `PATH` is inherited.
    pub env: &'a [(&'a str, &'a str)],
    /// The working folder. By default, it is the temporary home.
    pub cwd: Option<&'a Path>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options { columns: 80, rows: 24, env: &[], cwd: None }
    }
}

/// How a program ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Exit {
    /// Its exit code, if it exited.
    pub code: Option<i32>,
    /// The signal that ended it, if one did.
    pub signal: Option<i32>,
}

struct Shared {
    parser: vt100::Parser,
    raw: Vec<u8>,
    ended: bool,
}

type Screen = Arc<(Mutex<Shared>, Condvar)>;

/// A program in its own terminal. It is killed when this is dropped.
pub struct Session {
    child: std::process::Child,
    /// `None` after [`Session::hang_up`].
    line: Option<Line>,
    screen: Screen,
    home: TempDir,
}

/// Our end of the terminal.
struct Line {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    /// Closing it ends the reader thread, which also holds an end of the terminal.
    stop: UnixStream,
    reader: JoinHandle<()>,
}

impl Session {
    /// Starts `program` as the leader of a session on a new terminal, as `xterm -e` does. Ctrl-Z does not suspend it;
    /// see [`Session::start_as_job`].
    pub fn start(program: &Path, arguments: &[&str], options: &Options<'_>) -> Session {
        let home = tempfile::tempdir().expect("a temporary home");
        let size = PtySize { rows: options.rows, cols: options.columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(options.cwd.unwrap_or(home.path()));
        command.env_clear();
        for (name, value) in environment(home.path()) {
            command.env(name, value);
        }
        for (name, value) in options.env {
            command.env(name, value);
        }
        let child: Box<dyn Child> = pair.slave.spawn_command(command).expect("the program starts");
        // The standard library's child reports the number of the signal that ended it.
        let child = *child.downcast::<std::process::Child>().expect("a process of this system");
        // While this end is open, the reader thread cannot tell that the program has closed the terminal.
        drop(pair.slave);

        let (rows, columns) = (cells(options.rows), cells(options.columns));
        let shared =
            Shared { parser: vt100::Parser::new(rows, columns, 1000), raw: Vec::new(), ended: false };
        let screen: Screen = Arc::new((Mutex::new(shared), Condvar::new()));
        let (stop, stopped) = UnixStream::pair().expect("a pipe");
        let source = pair.master.try_clone_reader().expect("a reader");
        let fd = pair.master.as_raw_fd().expect("a file descriptor");
        let target = Arc::clone(&screen);
        let reader = std::thread::spawn(move || read_into(source, fd, &stopped, &target));
        let writer = pair.master.take_writer().expect("a writer");
        Session { child, line: Some(Line { master: pair.master, writer, stop, reader }), screen, home }
    }

    /// Runs `script` with `/bin/sh` in a new terminal, for pipes and redirections.
    pub fn start_script(script: &str, options: &Options<'_>) -> Session {
        Session::start(Path::new("/bin/sh"), &["-c", script], options)
    }

    /// Starts `program` as a job of a shell with job control. When the job stops or ends, the shell prints
    /// `[shell: STATUS]`; a line typed then continues the job in the foreground.
    pub fn start_as_job(program: &Path, arguments: &[&str], options: &Options<'_>) -> Session {
        // 128 plus a stop signal means "stopped"; these are 19 to 22 on Linux, 17, 18, 21 and 22 on BSD and macOS.
        const SCRIPT: &str = r#""$0" "$@"; status=$?; printf '[shell: %s]\n' $status
            while [ $status -ge 145 ] && [ $status -le 150 ] && read -r line; do
                fg >/dev/null; status=$?; printf '[shell: %s]\n' $status
            done
            exit $status"#;
        let program = program.to_str().expect("a path in UTF-8");
        Session::start(Path::new("/bin/sh"), &[&["-m", "-c", SCRIPT, program], arguments].concat(), options)
    }

    fn line(&mut self) -> &mut Line {
        self.line.as_mut().expect("the terminal is open")
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.screen.0.lock().expect("the reader thread lives")
    }

    /// Types `text`, byte for byte.
    pub fn send(&mut self, text: &str) {
        self.send_bytes(text.as_bytes());
    }

    /// Types bytes.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let writer = &mut self.line().writer;
        writer.write_all(bytes).and_then(|()| writer.flush()).expect("the terminal accepts input");
    }

    /// Types pieces with a pause between them, as a network may deliver text that was sent in one piece. Returns the
    /// longest actual pause, which may exceed `pause` on a busy machine.
    pub fn send_in_pieces(&mut self, pieces: &[&[u8]], pause: Duration) -> Duration {
        let (mut longest, mut previous) = (Duration::ZERO, None);
        for piece in pieces {
            if previous.is_some() {
                std::thread::sleep(pause);
            }
            let start = Instant::now();
            self.send_bytes(piece);
            longest = longest.max(previous.map_or(Duration::ZERO, |previous: Instant| previous.elapsed()));
            previous = Some(start);
        }
        longest
    }

    /// Presses a key by its name: `j`, `Enter`, `PgDn`, `Ctrl-d`, `Alt-x`, `F1`.
    pub fn send_key(&mut self, name: &str) {
        let bytes = key_bytes(name);
        self.send_bytes(&bytes);
    }

    /// Presses several keys, their names separated by spaces.
    pub fn send_keys(&mut self, names: &str) {
        for name in names.split_whitespace() {
            self.send_key(name);
        }
    }

    /// Clicks with the left button. Columns and rows count from 0.
    pub fn click(&mut self, column: u16, row: u16) {
        let (x, y) = (column + 1, row + 1);
        self.send(&format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"));
    }

    /// Pastes text as a terminal does when bracketed paste is on.
    pub fn paste(&mut self, text: &str) {
        self.send(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Waits until `seen` returns true for the screen. Panics with `what` and the screen after 20 seconds, or once the
    /// program has closed the terminal.
    pub fn wait_for(&self, seen: impl Fn(&vt100::Screen) -> bool, what: &str) {
        self.wait_until(|shared| seen(shared.parser.screen()), what);
    }

    /// Waits until `seen` returns true for all bytes that the program has written.
    pub fn wait_for_bytes(&self, seen: impl Fn(&[u8]) -> bool, what: &str) {
        self.wait_until(|shared| seen(&shared.raw), what);
    }

    fn wait_until(&self, seen: impl Fn(&Shared) -> bool, what: &str) {
        let end = Instant::now() + DEADLINE;
        let mut shared = self.shared();
        while !seen(&shared) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || shared.ended {
                let why =
                    if shared.ended { "the terminal was closed while waiting" } else { "timed out waiting" };
                let text = text_of(shared.parser.screen());
                drop(shared);
                panic!("{why} for {what}; on the screen:\n{text}");
            }
            shared = self.screen.1.wait_timeout(shared, left).expect("the reader thread lives").0;
        }
    }

    /// Waits until a row of the screen contains `text`.
    pub fn wait_for_text(&self, text: &str) {
        self.wait_for(|screen| text_of(screen).contains(text), &format!("{text:?}"));
    }

    /// Waits until the program has written nothing for `quiet`.
    pub fn wait_until_quiet(&self, quiet: Duration) {
        let end = Instant::now() + DEADLINE;
        while self.quiet_bytes(quiet) > 0 {
            assert!(
                Instant::now() < end,
                "the program keeps writing; on the screen:\n{}",
                self.screen_text()
            );
        }
    }

    /// Returns the rows of the screen, without trailing blanks, joined by newlines.
    pub fn screen_text(&self) -> String {
        text_of(self.shared().parser.screen())
    }

    /// Calls `look` with the screen, to inspect its cells, colours and modes.
    pub fn screen<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.shared().parser.screen())
    }

    /// Returns every byte the program has written.
    pub fn raw(&self) -> Vec<u8> {
        self.shared().raw.clone()
    }

    /// Resizes the window.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.shared().parser.set_size(cells(rows), cells(columns));
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.line().master.resize(size).expect("a new size");
    }

    /// Returns the id of the process that was started: the program, or the shell that runs it.
    pub fn process(&self) -> i32 {
        i32::try_from(self.child.id()).expect("a process")
    }

    /// Returns the id of the foreground process group's leader: the program itself under [`Session::start_as_job`].
    pub fn foreground_process(&mut self) -> i32 {
        self.line().master.process_group_leader().expect("a process in the foreground")
    }

    /// Sends a signal to the process that was started.
    pub fn signal(&self, signal: i32) {
        send_signal(self.process(), signal);
    }

    /// Returns true if the screen is restored: main screen, cursor shown, no mouse reports, no bracketed paste, and no
    /// open synchronized update.
    pub fn is_restored(&self) -> bool {
        let shared = self.shared();
        let screen = shared.parser.screen();
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && !screen.bracketed_paste()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
            && last_of(&shared.raw, b"\x1b[?2026h") <= last_of(&shared.raw, b"\x1b[?2026l")
    }

    /// Returns true if the terminal is in cooked mode: input is delivered line by line and echoed, and keys such as
    /// Ctrl-C send signals.
    pub fn is_cooked(&mut self) -> bool {
        let modes = self.line().master.get_termios().expect("the terminal's modes");
        let modes = format!("{:?}", modes.local_flags);
        modes.contains("ICANON") && modes.contains("ECHO") && modes.contains("ISIG")
    }

    /// Waits for `time` and returns the number of bytes that the program has written meanwhile.
    pub fn quiet_bytes(&self, time: Duration) -> usize {
        let before = self.shared().raw.len();
        std::thread::sleep(time);
        self.shared().raw.len() - before
    }

    /// Waits until the process and its output have ended.
    pub fn wait_exit(&mut self) -> Exit {
        let end = Instant::now() + DEADLINE;
        let status = loop {
            match self.child.try_wait().expect("a state") {
                Some(status) => break status,
                None if Instant::now() < end => std::thread::sleep(Duration::from_millis(5)),
                None => panic!("the program does not end; on the screen:\n{}", self.screen_text()),
            }
        };
        let mut shared = self.shared();
        while !shared.ended && Instant::now() < end {
            shared = self
                .screen
                .1
                .wait_timeout(shared, Duration::from_millis(100))
                .expect("the reader thread lives")
                .0;
        }
        Exit { code: status.code(), signal: status.signal() }
    }

    /// Closes our end of the terminal, as when its window is closed or a connection breaks.
    pub fn hang_up(&mut self) {
        if let Some(line) = self.line.take() {
            drop(line.stop);
            line.reader.join().expect("the reader thread lives");
        }
    }

    /// Returns the temporary home of the program.
    pub fn home(&self) -> &Path {
        self.home.path()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
        self.hang_up();
    }
}

/// Sends a signal to a process by number.
pub fn send_signal(process: i32, signal: i32) {
    let signal = Signal::from_named_raw(signal).expect("a signal");
    kill_process(Pid::from_raw(process).expect("a process"), signal).expect("the signal is sent");
}

/// Returns the state of a process on Linux: `S` sleeping, `R` running, `T` stopped, `Z` ended but not waited for.
#[cfg(target_os = "linux")]
pub fn process_state(process: i32) -> Option<char> {
    stat(process)?.first()?.chars().next()
}

/// Returns the CPU time of a process in clock ticks (usually hundredths of a second).
#[cfg(target_os = "linux")]
pub fn process_ticks(process: i32) -> Option<u64> {
    let fields = stat(process)?;
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

/// Returns the number of context switches of a process's threads, which is at least the number of wake-ups.
#[cfg(target_os = "linux")]
pub fn process_switches(process: i32) -> Option<u64> {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).ok()?;
    let switches_of = |task: std::fs::DirEntry| {
        let status = std::fs::read_to_string(task.path().join("status")).ok()?;
        let counts = status
            .lines()
            .filter_map(|line| line.split_once("_ctxt_switches:")?.1.trim().parse::<u64>().ok());
        Some(counts.sum::<u64>())
    };
    Some(tasks.flatten().filter_map(switches_of).sum())
}

/// Returns the fields of `/proc/PID/stat` from the third, the state. The second may contain spaces and parentheses.
#[cfg(target_os = "linux")]
fn stat(process: i32) -> Option<Vec<String>> {
    let line = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    Some(line.rsplit_once(") ")?.1.split(' ').map(str::to_owned).collect())
}

fn environment(home: &Path) -> Vec<(&'static str, PathBuf)> {
    let fixed = [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("USER", "reader"), ("SHELL", "/bin/sh")];
    let folders = [
        ("HOME", ""),
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_STATE_HOME", ".local/state"),
        ("XDG_CACHE_HOME", ".cache"),
        ("XDG_RUNTIME_DIR", ".run"),
    ];
    let path = std::env::var_os("PATH").map(|path| ("PATH", PathBuf::from(path)));
    let fixed = fixed.into_iter().map(|(name, value)| (name, PathBuf::from(value)));
    let folders = folders.into_iter().map(|(name, folder)| (name, home.join(folder)));
    fixed.chain(folders).chain(path).collect()
}

fn read_into(mut source: Box<dyn Read + Send>, fd: i32, stopped: &UnixStream, target: &Screen) {
    use std::os::fd::AsRawFd;

    let mut bytes = [0; 16 * 1024];
    loop {
        let watch = |fd| pollfd { fd, events: POLLIN, revents: 0 };
        let mut watched = [watch(fd), watch(stopped.as_raw_fd())];
        let waited = poll(&mut watched, None);
        if watched[1].revents != 0 {
            break;
        }
        // A signal may have interrupted the wait, so try again.
        if waited.is_err() {
            continue;
        }
        match source.read(&mut bytes) {
            Ok(count @ 1..) => {
                let mut shared = target.0.lock().expect("no test panics while it holds the lock");
                shared.parser.process(&bytes[..count]);
                shared.raw.extend_from_slice(&bytes[..count]);
                target.1.notify_all();
            }
            _ => break,
        }
    }
    target.0.lock().expect("no test panics while it holds the lock").ended = true;
    target.1.notify_all();
}

fn text_of(screen: &vt100::Screen) -> String {
    let (_, columns) = screen.size();
    let rows: Vec<String> = screen.rows(0, columns.get()).map(|row| row.trim_end().to_owned()).collect();
    rows.join("\n")
}

fn last_of(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).rposition(|window| window == part)
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a size of at least one cell")
}

/// The bytes that xterm sends for keys with names.
const KEYS: &[(&str, &str)] = &[
    ("Enter", "\r"),
    ("Esc", "\x1b"),
    ("Tab", "\t"),
    ("BackTab", "\x1b[Z"),
    ("Backspace", "\x7f"),
    ("Space", " "),
    ("Up", "\x1b[A"),
    ("Down", "\x1b[B"),
    ("Right", "\x1b[C"),
    ("Left", "\x1b[D"),
    ("Home", "\x1b[H"),
    ("End", "\x1b[F"),
    ("Ins", "\x1b[2~"),
    ("Del", "\x1b[3~"),
    ("PgUp", "\x1b[5~"),
    ("PgDn", "\x1b[6~"),
    ("F1", "\x1bOP"),
    ("F2", "\x1bOQ"),
    ("F3", "\x1bOR"),
    ("F4", "\x1bOS"),
    ("F5", "\x1b[15~"),
    ("F6", "\x1b[17~"),
    ("F7", "\x1b[18~"),
    ("F8", "\x1b[19~"),
    ("F9", "\x1b[20~"),
    ("F10", "\x1b[21~"),
    ("F11", "\x1b[23~"),
    ("F12", "\x1b[24~"),
];

fn key_bytes(name: &str) -> Vec<u8> {
    if let Some((_, bytes)) = KEYS.iter().find(|(known, _)| *known == name) {
        return bytes.as_bytes().to_vec();
    }
    if let Some(rest) = name.strip_prefix("Alt-") {
        return [b"\x1b".to_vec(), key_bytes(rest)].concat();
    }
    if let Some(&[character]) = name.strip_prefix("Ctrl-").map(str::as_bytes) {
        return vec![character.to_ascii_uppercase() & 0x1f];
    }
    assert_eq!(name.chars().count(), 1, "no key is named {name:?}");
    name.as_bytes().to_vec()
}
