//! Runs the program as a command.
//!
//! Every run checks two things: the program ends within a deadline, and it does not report a panic.

#![allow(dead_code, reason = "each test binary uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

/// Time limit for a command. It is long because tests run in parallel, usually in an unoptimised build.
const DEADLINE: Duration = Duration::from_mins(1);

/// The output of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    pub code: Option<i32>,
    pub out: Vec<u8>,
    pub err: String,
}

impl Output {
    /// Returns standard output as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.out).expect("standard output is UTF-8")
    }

    /// Returns the rows of `--format jsonl`.
    pub fn rows(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    }

    /// Asserts exit code 0 and an empty standard error.
    #[track_caller]
    pub fn assert_ok(self) -> Self {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", String::from_utf8_lossy(&self.out));
        self
    }

    /// Asserts exit code 0, and that standard error has one line for each entry of `words`, in order, containing it.
    #[track_caller]
    pub fn assert_notices(self, words: &[&str]) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.assert_error_lines(words)
    }

    /// Asserts exit code 1, and that standard error has one line for each entry of `words`, in order, containing it.
    #[track_caller]
    pub fn assert_problems(self, words: &[&str]) -> Self {
        assert_eq!(self.code, Some(1), "{self:?}");
        self.assert_error_lines(words)
    }

    /// Asserts exit code 2, and that standard error has one line for each entry of `words`, in order, containing it.
    #[track_caller]
    pub fn assert_failure(self, words: &[&str]) -> Self {
        assert_eq!(self.code, Some(2), "{self:?}");
        self.assert_error_lines(words)
    }

    #[track_caller]
    fn assert_error_lines(self, words: &[&str]) -> Self {
        let lines: Vec<&str> = self.err.lines().collect();
        assert_eq!(lines.len(), words.len(), "a line for each problem:\n{}", self.err);
        for (line, expected) in lines.iter().zip(words) {
            assert!(line.contains(expected), "{expected:?} is not in {line:?}");
        }
        self
    }
}

/// A folder to write files into and run the program in, with a home folder of its own.
pub struct TestFolder {
    root: TempDir,
}

impl TestFolder {
    /// Creates an empty folder.
    pub fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("here")).unwrap();
        std::fs::create_dir(root.path().join("home")).unwrap();
        Self { root }
    }

    /// Creates a folder with these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let dir = Self::new();
        for (name, text) in files {
            dir.write(name, text);
        }
        dir
    }

    /// Returns the folder that the program is run in.
    pub fn path(&self) -> PathBuf {
        self.root.path().join("here")
    }

    /// Returns the program's home folder.
    pub fn home(&self) -> PathBuf {
        self.root.path().join("home")
    }

    /// Writes a file, creating its folders.
    pub fn write(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Runs the program in the folder, with arguments separated by spaces.
    #[track_caller]
    pub fn run(&self, arguments: &str) -> Output {
        self.run_with(arguments.split_whitespace(), &[], b"")
    }

    /// Runs the program in the folder, with arguments that may contain spaces.
    #[track_caller]
    pub fn run_words(&self, arguments: &[&str]) -> Output {
        self.run_with(arguments.iter(), &[], b"")
    }

    /// Runs the program with `input` on standard input.
    #[track_caller]
    pub fn run_on(&self, arguments: &str, input: &[u8]) -> Output {
        self.run_with(arguments.split_whitespace(), &[], input)
    }

    /// Runs the program with arguments, additional environment variables and standard input.
    #[track_caller]
    pub fn run_with<A: AsRef<std::ffi::OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
        environment: &[(&str, &str)],
        input: &[u8],
    ) -> Output {
        let mut command = assert_cmd::Command::from_std(self.command());
        command.args(arguments).envs(environment.iter().copied()).write_stdin(input).timeout(DEADLINE);
        let output = command.output().unwrap();
        let err = String::from_utf8(output.stderr).expect("standard error is UTF-8");
        assert!(!err.contains("panicked"), "{err}");
        Output { code: output.status.code(), out: output.stdout, err }
    }

    /// Returns a command that runs the program in the folder, with only `HOME` and `PATH` in its environment.
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

/// Returns the keys of a row, in order.
pub fn keys(row: &Value) -> Vec<&str> {
    row.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Returns a text field of a row, or an empty string if it is null.
pub fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_default()
}

/// Returns a number field of a row.
#[track_caller]
pub fn number(row: &Value, key: &str) -> u64 {
    row[key].as_u64().unwrap_or_else(|| panic!("{key} of {row}"))
}
