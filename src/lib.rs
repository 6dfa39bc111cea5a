//! whoswho
pub mod text;
