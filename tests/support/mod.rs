//! What the black-box tests share.

pub mod driver;
#[cfg(unix)]
pub mod pty;
