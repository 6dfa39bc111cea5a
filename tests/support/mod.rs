//! What the black-box tests share.

#[cfg(unix)]
pub mod pty;
