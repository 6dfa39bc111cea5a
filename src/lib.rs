//! whoswho: a terminal reader that highlights the people, places, organisations and plans that a plain list names.
//!
//! The map of the floors, and the way of a keypress and of an article through them, is in `ARCHITECTURE.md`. Each folder
//! opens with what it is for and what limit it lives with. The library exists for its binary and for the tests; its
//! interface follows the product's needs and promises nothing to others.

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
pub mod reader;
pub mod store;
pub mod term;
pub mod text;
pub mod ui;
