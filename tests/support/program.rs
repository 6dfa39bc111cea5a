//! The program run as a command: what it is given, and what it gives.
//!
//! Whatever is run, two things hold and are checked on the way: the program ends within a deadline, and says nothing of
//! a panic.

#![allow(dead_code, reason = "each test binary uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

/// How long a command may take. Long, since tests share a machine and are not optimised.
const DEADLINE: Duration = Duration::from_mins(1);

/// What a run gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: Vec<u8>,
    pub err: String,
}

impl Ran {
    /// Standard output as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.out).expect("standard output is UTF-8")
    }

    /// The rows of `--format jsonl`.
    pub fn rows(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    }

    /// Ends well, with nothing to say.
    #[track_caller]
    pub fn done(self) -> Self {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", String::from_utf8_lossy(&self.out));
        self
    }

    /// Ends well, and says what it passed over: one line on standard error for each of these words, in order.
    #[track_caller]
    pub fn noting(self, words: &[&str]) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.lines_hold(words)
    }

    /// Ends well, but for one line on standard error for each of these words, in order.
    #[track_caller]
    pub fn but(self, words: &[&str]) -> Self {
        assert_eq!(self.code, Some(1), "{self:?}");
        self.lines_hold(words)
    }

    /// Does not start, and says why: one line on standard error for each of these words, in order.
    #[track_caller]
    pub fn refused(self, words: &[&str]) -> Self {
        assert_eq!(self.code, Some(2), "{self:?}");
        self.lines_hold(words)
    }

    #[track_caller]
    fn lines_hold(self, words: &[&str]) -> Self {
        let lines: Vec<&str> = self.err.lines().collect();
        assert_eq!(lines.len(), words.len(), "a line for each problem:\n{}", self.err);
        for (line, words) in lines.iter().zip(words) {
            assert!(line.contains(words), "{words:?} is not in {line:?}");
        }
        self
    }
}

/// A folder that tests write into and the program is run in, with a home of its own.
pub struct Place {
    root: TempDir,
}

impl Place {
    /// An empty one.
    pub fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("here")).unwrap();
        std::fs::create_dir(root.path().join("home")).unwrap();
        Self { root }
    }

    /// One with files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let place = Self::new();
        for (name, text) in files {
            place.write(name, text);
        }
        place
    }

    /// The folder that the program is run in.
    pub fn path(&self) -> PathBuf {
        self.root.path().join("here")
    }

    /// The home of the program.
    pub fn home(&self) -> PathBuf {
        self.root.path().join("home")
    }

    /// Writes a file and the folders above it.
    pub fn write(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Runs the program here, with arguments divided by spaces.
    #[track_caller]
    pub fn run(&self, arguments: &str) -> Ran {
        self.run_with(arguments.split_whitespace(), &[], b"")
    }

    /// Runs the program here with arguments that may hold spaces.
    #[track_caller]
    pub fn run_words(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments.iter(), &[], b"")
    }

    /// Runs the program with this on standard input.
    #[track_caller]
    pub fn run_on(&self, arguments: &str, input: &[u8]) -> Ran {
        self.run_with(arguments.split_whitespace(), &[], input)
    }

    /// Runs the program with arguments, more environment and standard input.
    #[track_caller]
    pub fn run_with<A: AsRef<std::ffi::OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
        environment: &[(&str, &str)],
        input: &[u8],
    ) -> Ran {
        let mut command = assert_cmd::Command::from_std(self.command());
        command.args(arguments).envs(environment.iter().copied()).write_stdin(input).timeout(DEADLINE);
        let output = command.output().unwrap();
        let err = String::from_utf8(output.stderr).expect("standard error is UTF-8");
        assert!(!err.contains("panicked"), "{err}");
        Ran { code: output.status.code(), out: output.stdout, err }
    }

    /// The program, to be run here, with an environment of its own.
    pub fn command(&self) -> std::process::Command {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_whoswho"));
        command
            .env_clear()
            .env("HOME", self.home())
            .env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.current_dir(self.path());
        command
    }
}

/// The keys of a row in their order.
pub fn keys(row: &Value) -> Vec<&str> {
    row.as_object().unwrap().keys().map(String::as_str).collect()
}

/// A row's text; empty where it is null.
pub fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_default()
}

/// A row's number.
#[track_caller]
pub fn number(row: &Value, key: &str) -> u64 {
    row[key].as_u64().unwrap_or_else(|| panic!("{key} of {row}"))
}
