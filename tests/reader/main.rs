//! The reader without a terminal: keys in, screens out.

mod article_filter;
mod article_list;
mod basics;
mod compare;
mod concordance;
mod counts;
mod cursor;
mod every_command;
mod explanation;
mod hints;
mod kinds;
mod list_grows;
mod list_reload;
mod live_update;
mod page;
mod panel;
mod passages;
mod person;
mod picker;
mod positions;
mod recount;
mod refused;
mod regression;
mod screens;
mod search;
mod session;
mod stopping;
#[path = "../support/mod.rs"]
mod support;
mod suspending;
mod synonyms;
mod typed_ahead;
mod typed_commands;
mod unselected_passage;
mod vim_keys;
