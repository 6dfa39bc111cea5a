//! whoswho: a terminal reader that highlights the people, places, organisations and plans named in a plain-text list.
//!
//! `ARCHITECTURE.md` describes the layers and how a key press and an article pass through them. Each module starts with
//! its purpose and its limits. The library exists for the binary and the tests; its API is not stable.

pub mod analysis;
pub mod app;
pub mod article;
pub mod cli;
pub mod config;
pub mod corpus;
pub mod export;
pub mod gazetteer;
pub mod intake;
pub mod mention;
pub mod overlays;
pub mod reader;
pub mod shell;
pub mod store;
pub mod term;
pub mod text;
pub mod ui;
pub mod views;
