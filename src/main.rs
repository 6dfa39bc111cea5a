//! The binary; everything else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    whoswho::cli::run(std::env::args_os())
}
